"""An engine over letters in memory: what answers from the starter catalog, where building an index would write and wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from corpus.catalog import Catalog
from indexer import names as company_names
from indexer import scoring
from indexer.fields import Entry, word_weights
from indexer.query import WORD_FIELDS, Matches, Search


class ScanEngine:
    """Holds every entry's postings as dictionaries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._numbers = {entry.id: number for number, entry in enumerate(self._entries)}
        self._postings: dict[str, dict[str, dict[int, float]]] = {}
        for number, entry in enumerate(self._entries):
            for field in WORD_FIELDS:
                self._put(field, number, word_weights(entry, field))
            for field, levels in entry.keys.items():
                self._put(field, number, levels)

    def _put(self, field: str, number: int, weights: Mapping[str, float]) -> None:
        terms = self._postings.setdefault(field, {})
        for term, weight in weights.items():
            terms.setdefault(term, {})[number] = weight

    @property
    def letters(self) -> int:
        """How many letters it holds."""
        return len(self._entries)

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Every company name, present and former: folded -> as spelled."""
        return grouped(name for entry in self._entries for name in entry.names)

    def run(self, search: Search) -> Matches:
        """The letters that a search finds, best first."""
        return scoring.run(self, search)

    def numbers(self) -> Iterable[int]:
        """The numbers of all letters."""
        return range(len(self._entries))

    def weights(self, field: str, term: str) -> Mapping[int, float]:
        """Letter number -> weight of one posting list."""
        return self._postings.get(field, {}).get(term, {})

    def terms(self, field: str) -> Iterable[str]:
        """Every term of a field."""
        return self._postings.get(field, {})

    def level(self, letter_id: str, field: str, term: str) -> float:
        """How high a key stands in one letter, 0 where it does not."""
        number = self.number(letter_id)
        return 0.0 if number is None else self.weights(field, term).get(number, 0.0)

    def frequency(self, stem: str) -> int:
        """In how many letters a word stands."""
        return len(set().union(*(self.weights(field, stem) for field in WORD_FIELDS)))

    def phrase(self, stems: tuple[str, ...]) -> Collection[int]:
        """The letters in which the stems stand side by side in one field."""
        return {
            number for number, entry in enumerate(self._entries) if any(_side_by_side(t, stems) for t in entry.texts.values())
        }

    @cached_property
    def dates(self) -> Sequence[int]:
        """Letter number -> its date as a number (20070709), 0 where it has none."""
        return [int(entry.date.replace("-", "")) if entry.date else 0 for entry in self._entries]

    @cached_property
    def late(self) -> Sequence[int]:
        """Letter number -> calendar days after the deadline, -1 where the record does not tell."""
        return [-1 if entry.days_late is None else entry.days_late for entry in self._entries]

    def letter_id(self, number: int) -> str:
        """The id of a letter number."""
        return self._entries[number].id

    def number(self, letter_id: str) -> int | None:
        """The number of an id, None where it is not held."""
        return self._numbers.get(letter_id)


def grouped(spelled: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names by their folded form, both sorted."""
    found: dict[str, set[str]] = {}
    for name in spelled:
        found.setdefault(company_names.fold(name), set()).add(name)
    return {folded: tuple(sorted(found[folded])) for folded in sorted(found)}


def _side_by_side(words: Sequence[str], stems: tuple[str, ...]) -> bool:
    first, length = stems[0], len(stems)
    return any(word == first and words[at : at + length] == stems for at, word in enumerate(words))


def entries(catalog: Catalog, ids: Iterable[str] | None = None) -> Iterator[Entry]:
    """The entries of the catalog's letters (or of `ids`), in the catalog's order."""
    from indexer.fields import entry_of
    from indexer.reversals import reversed_letters

    reversals = reversed_letters(catalog.keys())
    reversing = set(reversals.values())
    for held in catalog.letters() if ids is None else catalog.many(ids):
        text = catalog.text(held.id) if held.source == "letter" else None
        yield entry_of(held, text, reversed_later=held.id in reversals, reverses=held.id in reversing)
