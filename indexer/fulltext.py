"""The full-text index in the home: the one module that knows Whoosh.

`HOME/index/manifest.json` names the parts of the index, each a Whoosh index of one segment in a directory of its own that is
written once and never changed. Building the index writes one fresh part and swaps the manifest; adding letters writes a small
part beside it and notes which letters of the older parts it replaces. So a reader always sees a whole index, and a killed
writer leaves at worst a directory that no manifest names. An index holds pickles: it is only ever opened in one's own home.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import shutil
import sys
import warnings
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from corpus.catalog import Catalog
from corpus.home import Home
from indexer import scoring
from indexer.fields import TYPICAL_LENGTH, VERSION, Entry, saturated
from indexer.query import WORD_FIELDS, Matches, Search
from indexer.scan import entries, grouped

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # five modules of whoosh 2.7.4 hold old escapes
    from whoosh import columns, fields, formats
    from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile
    from whoosh.reading import TermNotFound

KEY_FIELDS = ("id", "rule", "ruling", "outcome", "concept", "company", "proponent", "firm", "fact", "year")
BLOCK = 1024
"""Postings in a block: an engine that reads whole lists gains from fewer, larger ones than Whoosh's 128."""
MOST_PARTS = 6
NONE_LATE = -1

Progress = Callable[[int, int], None]


# --- Whoosh's fields and files


class WordField(fields.FieldType):  # type: ignore[misc]
    """Words with their weight and positions, from stems that are counted already: Whoosh's analyzers are passed by."""

    def __init__(self, typical: int) -> None:
        super().__init__(formats.Positions(), None)
        self.typical = typical

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, count, weight, positions as 16-bit numbers) of each word."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(value[:65_535]):
            places.setdefault(word, []).append(at)
        length, typical = len(value), self.typical
        for word, at in places.items():
            yield word.encode(), len(at), saturated(len(at), length, typical), array("H", at).tobytes()


class KeyField(fields.FieldType):  # type: ignore[misc]
    """Terms with a level of their own."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Mapping[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, 1, level, nothing) of each key."""
        for term, level in value.items():
            yield term.encode(), 1, level, b""


class MappedStorage(FileStorage):  # type: ignore[misc]
    """A directory whose files are read through a memory map: Whoosh's own compound files are copied whole on opening."""

    def open_file(self, name: str, **options: object) -> Any:
        """The file as a structured file over a map; an empty file cannot be mapped and is opened plainly."""
        with Path(self.folder, name).open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return super().open_file(name, **options)
            return StructFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), name=name)


def _schema() -> Any:
    made = {field: WordField(TYPICAL_LENGTH[field]) for field in WORD_FIELDS} | {field: KeyField() for field in KEY_FIELDS}
    kept = {
        "letter": fields.COLUMN(columns.VarBytesColumn()),
        "date": fields.COLUMN(columns.NumericColumn("i", default=0)),
        "late": fields.COLUMN(columns.NumericColumn("i", default=NONE_LATE)),
    }
    return fields.Schema(**made, **kept)


def _write_part(folder: Path, found: Iterable[Entry], progress: Progress, total: int) -> tuple[int, set[str]]:
    """Write one part; how many letters it holds and under which company names."""
    storage = FileStorage(str(folder)).create()
    index = storage.create_index(_schema())
    writer = index.writer(codec=W3Codec(blocklimit=BLOCK, compression=1), compound=False, limitmb=96)
    held, names = 0, set[str]()
    for entry in found:
        document: dict[str, Any] = {field: entry.texts[field] for field in WORD_FIELDS if entry.texts.get(field)}
        document |= {field: levels for field, levels in entry.keys.items() if levels}
        document["letter"] = entry.id.encode()
        document["date"] = int(entry.date.replace("-", "")) if entry.date else 0
        document["late"] = entry.days_late if entry.days_late is not None else NONE_LATE
        writer.add_document(**document)
        names.update(entry.names)
        held += 1
        progress(held, total)
    writer.commit(merge=False)
    index.close()
    return held, names


# --- the manifest


@dataclass(frozen=True, slots=True)
class Part:
    """A directory of the index, how many letters it holds, and which of them a later part replaces or a removal took."""

    folder: str
    letters: int
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an index, made by version `made_by` of the fields; `reversed_letters` and `names` as of its making."""

    made_by: str
    parts: tuple[Part, ...]
    reversed_letters: tuple[str, ...] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        """How many letters answer."""
        return sum(part.letters - len(part.gone) for part in self.parts)


def _made_by() -> str:
    """What the index depends on besides the letters: a change of any of it makes an index stale."""
    from hashlib import sha256
    from importlib.resources import files

    from indexer.reading import PARSER_VERSION

    data = files("indexer").joinpath("data")
    tables = "".join(
        data.joinpath(name).read_text(encoding="utf-8") for name in ("concepts.json", "words.json", "boilerplate.json")
    )
    return f"{VERSION}.{PARSER_VERSION}.{sys.byteorder}.{sha256(tables.encode()).hexdigest()[:12]}"


def _read_manifest(home: Home) -> Manifest | None:
    """The manifest of the home's index, None where there is none or it cannot be read."""
    try:
        raw = json.loads((home.index_dir / "manifest.json").read_text(encoding="utf-8"))
        parts = tuple(Part(p["folder"], p["letters"], tuple(p["gone"])) for p in raw["parts"])
        return Manifest(raw["made_by"], parts, tuple(raw["reversed"]), raw["names"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _swap_in(home: Home, manifest: Manifest) -> None:
    """Put the manifest in place in one step, and remove what it no longer names (as far as nobody has it open)."""
    raw = {
        "made_by": manifest.made_by,
        "parts": [{"folder": p.folder, "letters": p.letters, "gone": list(p.gone)} for p in manifest.parts],
        "reversed": list(manifest.reversed_letters),
        "names": {folded: list(spelled) for folded, spelled in manifest.names.items()},
    }
    fresh = home.index_dir / f"manifest.{os.getpid()}.tmp"
    fresh.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    fresh.replace(home.index_dir / "manifest.json")
    named = {part.folder for part in manifest.parts}
    for folder in home.index_dir.glob("part-*"):
        if folder.name not in named and not _being_written(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _being_written(folder: Path) -> bool:
    """Whether a part that no manifest names is some other process's work of the last hour."""
    import time

    with contextlib.suppress(OSError):
        owner = folder.name.split("-")[1]
        return owner != str(os.getpid()) and time.time() - folder.stat().st_mtime < 3600 and not (folder / "done").exists()
    return False


def _fresh_folder(home: Home) -> Path:
    home.index_dir.mkdir(parents=True, exist_ok=True)
    return home.index_dir / f"part-{os.getpid()}-{os.urandom(4).hex()}"


def stale(home: Home, catalog: Catalog) -> bool:
    """Whether the home's index is missing, of another making, or does not hold the catalog's letters."""
    manifest = _read_manifest(home)
    if manifest is None or manifest.made_by != _made_by() or manifest.letters != catalog.count():
        return True
    return not all((home.index_dir / part.folder / "done").exists() for part in manifest.parts)


def rebuild(home: Home, catalog: Catalog, progress: Progress = lambda done, total: None) -> None:
    """Build the whole index from the catalog into a fresh part and swap it in."""
    reversals = _reversed(catalog)
    part, names = _new_part(home, entries(catalog), progress, catalog.count())
    _swap_in(home, Manifest(_made_by(), (part,), reversals, grouped(names)))


def update(home: Home, catalog: Catalog, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Let the index hold the changed letters as they are now, and no longer the removed ones.

    A catalog in memory has no index. Where the index is missing or of another making, or most letters changed, it is built anew.
    """
    if catalog.fleeting:
        return
    manifest = _read_manifest(home)
    now_changed, now_removed = set(changed), set(removed)
    letters = catalog.count()
    if manifest is None or manifest.made_by != _made_by() or len(now_changed) > max(64, letters // 3):
        rebuild(home, catalog)
        return
    reversals = _reversed(catalog)
    now_changed |= set(manifest.reversed_letters) ^ set(reversals)
    now_changed -= now_removed
    if len(manifest.parts) >= MOST_PARTS:
        if letters <= 2000 or sum(len(p.gone) for p in manifest.parts) > letters // 4:
            rebuild(home, catalog)
            return
        now_changed |= _ids_of_small_parts(home, manifest)
    part, names = _new_part(home, entries(catalog, sorted(now_changed)), lambda done, total: None, len(now_changed))
    with catalog.transaction():  # another process may have swapped its part in meanwhile; one at a time from here
        current = _read_manifest(home) or manifest
        kept = _without(home, current.parts, now_changed | now_removed)
        names.update(name for spelled in current.names.values() for name in spelled)
        _swap_in(home, Manifest(_made_by(), (*kept, *((part,) if part.letters else ())), reversals, grouped(names)))


def _reversed(catalog: Catalog) -> tuple[str, ...]:
    from indexer.reversals import reversed_letters

    return tuple(sorted(reversed_letters(catalog.keys())))


def _new_part(home: Home, found: Iterable[Entry], progress: Progress, total: int) -> tuple[Part, set[str]]:
    folder = _fresh_folder(home)
    letters, names = _write_part(folder, found, progress, total)
    (folder / "done").write_text("", encoding="utf-8")
    return Part(folder.name, letters), names


def _without(home: Home, parts: Iterable[Part], ids: set[str]) -> list[Part]:
    """The parts with `ids` noted as gone where they held them; a part of which nothing is left is dropped."""
    kept: list[Part] = []
    for part in parts:
        reader = _PartReader(home.index_dir / part.folder, frozenset(part.gone))
        gone = {i for i in ids if reader.number(i) is not None}
        reader.close()
        now = replace(part, gone=tuple(sorted({*part.gone, *gone})))
        if now.letters > len(now.gone):
            kept.append(now)
    return kept


def _ids_of_small_parts(home: Home, manifest: Manifest) -> set[str]:
    """The ids that all parts but the largest hold: they go into one new part together."""
    largest = max(manifest.parts, key=lambda part: part.letters)
    found: set[str] = set()
    for part in manifest.parts:
        if part is not largest:
            reader = _PartReader(home.index_dir / part.folder, frozenset(part.gone))
            found |= {reader.letter_id(n) for n in range(reader.size)} - set(part.gone)
            reader.close()
    return found


# --- reading


class _PartReader:
    """One part, open for reading. Letters are numbered from 0 in the order of writing."""

    def __init__(self, folder: Path, gone: frozenset[str]) -> None:
        self._index = MappedStorage(str(folder)).open_index(schema=None)
        self._reader = self._index.reader()
        self.size: int = self._reader.doc_count_all()
        self.gone: frozenset[int] = frozenset()
        self.gone = frozenset(n for n in map(self._number, gone) if n is not None)

    def close(self) -> None:
        self._reader.close()
        self._index.close()

    def weights(self, field: str, term: str) -> dict[int, float]:
        """Number -> weight of one posting list, read block by block."""
        found: dict[int, float] = {}
        for ids, weights, _ in self._blocks(field, term):
            found.update(zip(ids, weights, strict=True))
        for number in self.gone:
            found.pop(number, None)
        return found

    def positions(self, field: str, term: str, among: Collection[int]) -> dict[int, array[int]]:
        """Number -> places of the word, for the numbers in `among`."""
        found: dict[int, array[int]] = {}
        for ids, _, values in self._blocks(field, term):
            for number, value in zip(ids, values, strict=True):
                if number in among:
                    found[number] = array("H", value)
        return found

    def _blocks(self, field: str, term: str) -> Iterator[tuple[Sequence[int], Iterable[float], Sequence[bytes]]]:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        if not isinstance(matcher, W3LeafMatcher):
            while matcher.is_active():
                yield (matcher.id(),), (matcher.weight(),), (matcher.value(),)
                matcher.next()
            return
        while True:
            matcher._read_data()
            deltas, weights, values = matcher._data
            ids = list(accumulate(deltas))
            if weights is None:
                weights = (1.0,) * len(ids)
            elif isinstance(weights, float):
                weights = (weights,) * len(ids)
            yield ids, weights, values or ()
            if matcher._lastblock:
                return
            matcher._next_block()

    def frequency(self, field: str, term: str) -> int:
        """In how many letters a term stands (those gone counted too)."""
        try:
            return int(self._reader.doc_frequency(field, term))
        except TermNotFound:
            return 0

    def lexicon(self, field: str) -> list[str]:
        """The terms of a field."""
        return [term.decode() for term in self._reader.lexicon(field)]

    def number(self, letter_id: str) -> int | None:
        """The number of a letter that is not gone."""
        found = self._number(letter_id)
        return None if found in self.gone else found

    def _number(self, letter_id: str) -> int | None:
        for ids, _, _ in self._blocks("id", letter_id):
            return ids[0]
        return None

    def letter_id(self, number: int) -> str:
        """The id of a letter number."""
        return bytes(self._ids[number]).decode()

    @cached_property
    def _ids(self) -> Any:
        return self._reader.column_reader("letter", translate=False)

    def column(self, name: str) -> array[int]:
        """A whole column of numbers, in one read: Whoosh's own way asks for them one by one."""
        if not self._reader.has_column(name):  # every letter has the default
            return array("i", [NONE_LATE if name == "late" else 0]) * self.size
        reader = self._reader.column_reader(name, translate=False)
        numbers = array("i", reader._dbfile.get(reader._basepos, 4 * reader._count))
        if sys.byteorder == "little":
            numbers.byteswap()
        numbers.extend([reader._default] * (self.size - len(numbers)))
        return numbers


class WhooshEngine:
    """The index of a home, open for searching."""

    def __init__(self, home: Home) -> None:
        manifest = _read_manifest(home)
        if manifest is None:
            raise FileNotFoundError(home.index_dir / "manifest.json")
        self._parts = [_PartReader(home.index_dir / part.folder, frozenset(part.gone)) for part in manifest.parts]
        self._bases = list(accumulate((part.size for part in self._parts), initial=0))
        self._manifest = manifest
        self._read: dict[tuple[str, str], Mapping[int, float]] = {}

    def close(self) -> None:
        """Let go of the files."""
        for part in self._parts:
            part.close()

    @property
    def letters(self) -> int:
        """How many letters answer."""
        return self._manifest.letters

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Every company name, present and former: folded -> as spelled."""
        return self._manifest.names

    def run(self, search: Search) -> Matches:
        """The letters that a search finds, best first."""
        self._read.clear()
        return scoring.run(self, search)

    def numbers(self) -> Iterator[int]:
        """The numbers of all letters that answer."""
        for base, part in zip(self._bases, self._parts, strict=False):
            yield from (base + n for n in range(part.size) if n not in part.gone)

    def weights(self, field: str, term: str) -> Mapping[int, float]:
        """Letter number -> weight of one posting list."""
        found = self._read.get((field, term))
        if found is None:
            found = self._weights(field, term)
            self._read[field, term] = found
        return found

    def _weights(self, field: str, term: str) -> Mapping[int, float]:
        if len(self._parts) == 1:
            return self._parts[0].weights(field, term)
        found: dict[int, float] = {}
        for base, part in zip(self._bases, self._parts, strict=False):
            found.update((base + number, weight) for number, weight in part.weights(field, term).items())
        return found

    def terms(self, field: str) -> Iterable[str]:
        """Every term of a field."""
        return sorted({term for part in self._parts for term in part.lexicon(field)})

    def frequency(self, stem: str) -> int:
        """In how many letters a word stands (the most of any one field)."""
        return max(sum(part.frequency(field, stem) for part in self._parts) for field in WORD_FIELDS)

    def phrase(self, stems: tuple[str, ...]) -> Collection[int]:
        """The letters in which the stems stand side by side in one field."""
        found: set[int] = set()
        for base, part in zip(self._bases, self._parts, strict=False):
            for field in WORD_FIELDS:
                found.update(base + number for number in _side_by_side(part, field, stems))
        return found

    @cached_property
    def _dates(self) -> array[int]:
        return array("i", [day for part in self._parts for day in part.column("date")])

    @cached_property
    def _late(self) -> array[int]:
        return array("i", [days for part in self._parts for days in part.column("late")])

    def date(self, number: int) -> str | None:
        """The letter's ISO date."""
        day = self._dates[number]
        return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}" if day else None

    def days_late(self, number: int) -> int | None:
        """Calendar days after the deadline, where the record tells."""
        days = self._late[number]
        return None if days == NONE_LATE else days

    def letter_id(self, number: int) -> str:
        """The id of a letter number."""
        at = max(i for i, base in enumerate(self._bases[:-1]) if base <= number)
        return self._parts[at].letter_id(number - self._bases[at])

    def number(self, letter_id: str) -> int | None:
        """The number of an id, None where it is not held."""
        for base, part in zip(self._bases, self._parts, strict=False):
            found = part.number(letter_id)
            if found is not None:
                return base + found
        return None


def _side_by_side(part: _PartReader, field: str, stems: tuple[str, ...]) -> Iterator[int]:
    """The numbers of a part in which the stems follow one another in a field, the rarest word narrowing first."""
    among: set[int] | None = None
    for stem in sorted(set(stems), key=lambda one: part.frequency(field, one)):
        held = part.weights(field, stem).keys()
        among = set(held) if among is None else among & held
        if not among:
            return
    places = {stem: part.positions(field, stem, among or ()) for stem in set(stems)}
    for number in among or ():
        starts = set(places[stems[0]][number])
        for offset, stem in enumerate(stems[1:], 1):
            starts &= {at - offset for at in places[stem][number]}
        if starts:
            yield number


__all__ = ["WhooshEngine", "rebuild", "stale", "update"]
