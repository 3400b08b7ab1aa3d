"""The register of held names: which letters stand under a name, and which names are filed under a block of `names.blocks`.

Two registers answer alike: `KeyRegister` over letter keys in memory, for resolving everything at once, and `CatalogRegister`,
which asks the catalog for what one name needs, so that a single question loads no catalog.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from corpus.records import LetterKey
from indexer import names

if TYPE_CHECKING:
    from corpus.catalog import Catalog

Standing = tuple[LetterKey, bool]
"""A letter that stands under a name, and whether the name is a former one that its text states."""


class Register(Protocol):
    """What resolution asks of the letters held."""

    def filed(self, blocks: Iterable[str]) -> set[str]:
        """The held names, as spelled, that are filed under any of these blocks."""
        ...

    def under(self, name: str) -> Sequence[Standing]:
        """The letters that stand under a name as spelled."""
        ...

    def key(self, id_or_alias: str) -> LetterKey | None:
        """The letter of an id or alias."""
        ...

    def spelled(self) -> list[str]:
        """Every held name as spelled, sorted."""
        ...


def names_of(key: LetterKey) -> list[tuple[str, bool]]:
    """The names of a letter: its company (False) and the former names that its text states (True)."""
    present = [(key.company, False)] if key.company else []
    return present + [(former, True) for former in key.former_names if former != key.company]


class KeyRegister:
    """A register over a fixed set of letter keys."""

    def __init__(self, keys: Iterable[LetterKey]) -> None:
        self._keys = {key.id: key for key in keys}

    @cached_property
    def _under(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = defaultdict(list)
        for key in self._keys.values():
            for name, former in names_of(key):
                found[name].append((key, former))
        return found

    @cached_property
    def _filed(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._under:
            for block in names.blocks(name):
                found[block].append(name)
        return found

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {alias: key.id for key in self._keys.values() for alias in key.aliases}

    def filed(self, blocks: Iterable[str]) -> set[str]:
        """See Register."""
        return {name for block in blocks for name in self._filed.get(block, ())}

    def under(self, name: str) -> Sequence[Standing]:
        """See Register."""
        return self._under.get(name, ())

    def key(self, id_or_alias: str) -> LetterKey | None:
        """See Register."""
        return self._keys.get(id_or_alias) or self._keys.get(self._aliases.get(id_or_alias, ""))

    def spelled(self) -> list[str]:
        """See Register."""
        return sorted(self._under)


class CatalogRegister:
    """A register that asks the catalog; what it was told it remembers, so it is for one question or one batch."""

    def __init__(self, catalog: Catalog) -> None:
        from corpus.catalog import edges

        self._catalog = catalog
        self._store = edges
        self._known: dict[str, Sequence[Standing]] = {}

    def filed(self, blocks: Iterable[str]) -> set[str]:
        """See Register."""
        return self._store.names_filed(self._catalog, blocks, held=True)

    def under(self, name: str) -> Sequence[Standing]:
        """See Register."""
        if name not in self._known:
            self._known[name] = self._store.letters_under(self._catalog, name)
        return self._known[name]

    def key(self, id_or_alias: str) -> LetterKey | None:
        """See Register."""
        letter_id = self._catalog.id_of(id_or_alias)
        return None if letter_id is None else next(iter(self._store.keys_of(self._catalog, [letter_id])), None)

    def spelled(self) -> list[str]:
        """See Register."""
        return self._store.held_names(self._catalog)
