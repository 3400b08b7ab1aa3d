"""The full-text index in the home: the one module that knows Whoosh.

`HOME/index/manifest.json` names the parts of the index, each a Whoosh index of one segment in a directory of its own that is
written once and never changed. Building the index writes one fresh part and swaps the manifest; adding letters writes a small
part beside it and notes which letters of the older parts it replaces. So a reader always sees a whole index, and a killed
writer leaves at worst a directory that no manifest names. An index holds pickles: it is only ever opened in one's own home.
"""

from __future__ import annotations

import mmap
import os
import shutil
import sys
import warnings
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from corpus.catalog import Catalog
from corpus.home import Home
from indexer import scoring
from indexer.fields import STEPS, Entry, word_weights
from indexer.index_parts import Manifest, Part, finish, fresh_folder, read_manifest, stamp, swap_in, whole
from indexer.inversion import Inversion, Places, Posting, packed, places_of, unpacked
from indexer.query import WORD_FIELDS, Matches, Search
from indexer.scan import entries, grouped

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # five modules of whoosh 2.7.4 hold old escapes
    from whoosh import columns, fields, formats
    from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile
    from whoosh.index import EmptyIndexError
    from whoosh.reading import TermNotFound

PLACES = "places"
"""The field that holds where the words of all text fields stand, one field after the other, for phrases."""
KEY_FIELDS = (
    "id", "rule", "basis", "ruling", "outcome", "concept", "company", "holder", "firm", "exhibit", "guidance", "fact", "year",
)  # fmt: skip
COMPRESSION = 1
WORTH_COMPRESSING = 24
"""Postings from which on a block is compressed: a shorter one would grow."""
BLOCK = 1024
"""Postings in a block: an engine that reads whole lists gains from fewer, larger ones than Whoosh's 128."""
MOST_PARTS = 6
"""Parts at which small ones are folded into one."""
SMALL = 2_000
"""Letters up to which everything is built anew instead: it takes half a minute at most."""
NONE_LATE = -1
_LEVELS = [step / STEPS for step in range(STEPS + 1)]
"""Weights by their number of steps; none is above 1."""

Progress = Callable[[int, int], None]


# --- Whoosh's fields and files


class MappedStorage(FileStorage):  # type: ignore[misc]
    """A directory whose files are read through a memory map: Whoosh's own compound files are copied whole on opening."""

    def open_file(self, name: str, **options: object) -> Any:
        """The file as a structured file over a map; an empty file cannot be mapped and is opened plainly."""
        with Path(self.folder, name).open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return super().open_file(name, **options)
            return StructFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), name=name)


def _schema() -> Any:
    """Words, keys, and apart from them the words' places; the writer hands over finished lists, so no field has an analyzer.

    Whoosh unpickles a block as a whole: places beside the weights would be read, object by object, by every search.
    """
    made = {field: fields.FieldType(formats.Existence(), None) for field in (*WORD_FIELDS, *KEY_FIELDS)}
    made[PLACES] = fields.FieldType(formats.Positions(), None)
    kept = {
        "letter": fields.COLUMN(columns.VarBytesColumn()),
        "date": fields.COLUMN(columns.NumericColumn("i", default=0)),
        "late": fields.COLUMN(columns.NumericColumn("i", default=NONE_LATE)),
    }
    return fields.Schema(**made, **kept)


def write_part(folder: Path, found: Iterable[Entry], progress: Progress, total: int) -> tuple[int, set[str]]:
    """Write one part; how many letters it holds and under which company names."""
    codec = W3Codec(blocklimit=BLOCK, compression=COMPRESSION)
    codec.length_stats = False  # weights hold the length already; Whoosh would look for it on disk at every posting
    writer = FileStorage(str(folder)).create().create_index(_schema()).writer(codec=codec, compound=False)
    inversion = Inversion(folder)
    held, names = 0, set[str]()
    for entry in found:
        writer.add_document(
            letter=entry.id.encode(),
            date=int(entry.date.replace("-", "")) if entry.date else 0,
            late=entry.days_late if entry.days_late is not None else NONE_LATE,
        )
        _invert(inversion, held, entry)
        names.update(entry.names)
        held += 1
        progress(held, total)
    _write_lists(writer.fieldwriter, writer.schema, inversion)
    writer.commit(merge=False)
    return held, names


def _invert(inversion: Inversion, number: int, entry: Entry) -> None:
    for field_name, levels in entry.keys.items():
        inversion.add(number, field_name, levels)
    for field_name in WORD_FIELDS:
        if entry.texts.get(field_name):
            inversion.add(number, field_name, word_weights(entry, field_name))
    stand = places_of([entry.texts.get(field_name, ()) for field_name in WORD_FIELDS])
    inversion.add_places(number, PLACES, {word: packed(at) for word, at in stand.items()})


def _write_lists(writer: Any, schema: Any, inversion: Inversion) -> None:
    """Hand the finished lists to Whoosh's field writer, in its order."""
    current: str | None = None
    for field_name, term, postings in inversion.lists():
        if field_name != current:
            if current is not None:
                writer.finish_field()
            writer.start_field(field_name, schema[field_name])
            current = field_name
        writer.start_term(term)
        _write_list(writer._postwriter, postings)
        writer.finish_term()
    if current is not None:
        writer.finish_field()
    inversion.close()


def _write_list(writer: Any, postings: Sequence[Posting]) -> None:
    """A whole list, block by block: what W3PostingsWriter.add_posting does posting by posting, at a fifth of the time."""
    for start in range(0, len(postings), BLOCK):
        if start:
            writer._write_block()
        numbers, given = zip(*postings[start : start + BLOCK], strict=True)
        writer._ids = array("I", numbers)
        writer._compression = COMPRESSION if len(numbers) >= WORTH_COMPRESSING else 0
        if not isinstance(given[0], float):
            writer._values = list(given)
            writer._weights = array("I", (1,)) * len(numbers)
            writer._maxweight = 1.0
        else:
            writer._weights = array("I", [round(STEPS * weight) for weight in given])  # whole steps: half the size of floats
            writer._maxweight = max(given)


# --- keeping the index


def stale(home: Home, catalog: Catalog) -> bool:
    """Whether the home's index is missing, of another making, cut short, or does not hold the catalog's letters."""
    manifest = read_manifest(home)
    if manifest is None or manifest.made_by != stamp() or manifest.letters != catalog.count():
        return True
    return not whole(home, manifest)


def rebuild(home: Home, catalog: Catalog, progress: Progress = lambda done, total: None) -> None:
    """Build the whole index from the catalog into a fresh part and swap it in."""
    reversals = _reversed(catalog)
    part, names = _new_part(home, entries(catalog), progress, catalog.count())
    swap_in(home, Manifest(stamp(), (part,), reversals, grouped(names)))


def update(home: Home, catalog: Catalog, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Let the index hold the changed letters as they are now, and no longer the removed ones.

    A catalog in memory has no index. An index that is missing, cut short or of another making, or most of whose letters
    changed, is built anew.
    """
    if catalog.fleeting:
        return
    manifest = read_manifest(home)
    now_changed, now_removed = set(changed), set(removed)
    letters = catalog.count()
    if manifest is None or manifest.made_by != stamp() or not whole(home, manifest):
        rebuild(home, catalog)
        return
    if len(now_changed) > max(64, letters // 3):
        rebuild(home, catalog)
        return
    reversals = _reversed(catalog)
    now_changed |= set(manifest.reversals) ^ set(reversals)
    now_changed -= now_removed
    if len(manifest.parts) >= MOST_PARTS:
        if letters <= SMALL or sum(len(p.gone) for p in manifest.parts) > letters // 4:
            rebuild(home, catalog)
            return
        now_changed |= _ids_of_small_parts(home, manifest)
    part, names = _new_part(home, entries(catalog, sorted(now_changed)), lambda done, total: None, len(now_changed))
    with catalog.transaction():  # another process may have swapped its part in meanwhile; one at a time from here
        current = read_manifest(home) or manifest
        kept = _without(home, current.parts, now_changed | now_removed)
        names.update(name for spelled in current.names.values() for name in spelled)
        swap_in(home, Manifest(stamp(), (*kept, *((part,) if part.letters else ())), reversals, grouped(names)))


def _reversed(catalog: Catalog) -> tuple[str, ...]:
    from indexer.reversals import reversed_letters

    return tuple(sorted({letter for pair in reversed_letters(catalog.keys()).items() for letter in pair}))


def _new_part(home: Home, found: Iterable[Entry], progress: Progress, total: int) -> tuple[Part, set[str]]:
    folder = fresh_folder(home)
    try:
        letters, names = write_part(folder, found, progress, total)
        finish(folder)
    except OSError:  # a full disk is not left fuller
        shutil.rmtree(folder, ignore_errors=True)
        raise
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
            found.update(zip(ids, map(_LEVELS.__getitem__, weights), strict=True))
        for number in self.gone:
            found.pop(number, None)
        return found

    def places(self, word: str, among: Collection[int] | None) -> dict[int, Sequence[int]]:
        """Number -> places of the word, for the numbers in `among` (None: all); blocks without any are not read."""
        wanted = None if among is None else sorted(among)
        found: dict[int, Sequence[int]] = {}
        for ids, _, values in self._blocks(PLACES, word, wanted):
            held = zip(ids, values, strict=True)
            found.update((n, unpacked(one)) for n, one in held if (among is None or n in among) and n not in self.gone)
        return found

    def _blocks(
        self, field: str, term: str, wanted: Sequence[int] | None = None
    ) -> Iterator[tuple[Sequence[int], Iterable[int], Sequence[Places]]]:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        if not isinstance(matcher, W3LeafMatcher):
            while matcher.is_active():
                yield (matcher.id(),), (round(matcher.weight()),), (matcher.value(),)
                matcher.next()
            return
        first = 0
        while True:
            last = matcher.block_max_id()
            if wanted is not None:
                at = bisect_left(wanted, first)
                first = last + 1
                if at == len(wanted):
                    return
                if wanted[at] > last:
                    if matcher._lastblock:
                        return
                    matcher._next_block()
                    continue
            matcher._read_data()
            deltas, weights, values = matcher._data
            ids = list(accumulate(deltas))
            if weights is None:  # all are 1: Whoosh leaves them out
                weights = (1,) * len(ids)
            elif isinstance(weights, int):
                weights = (weights,) * len(ids)
            yield ids, weights, values or ("",) * len(ids)
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


def open_index(home: Home) -> WhooshEngine:
    """The index of a home. Another process may swap it while it is being opened: then the new one is."""
    try:
        return WhooshEngine(home)
    except (OSError, EmptyIndexError):
        return WhooshEngine(home)


class WhooshEngine:
    """The index of a home, open for searching."""

    def __init__(self, home: Home) -> None:
        manifest = read_manifest(home)
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

    def level(self, letter_id: str, field: str, term: str) -> float:
        """How high a key stands in one letter, 0 where it does not."""
        number = self.number(letter_id)
        return 0.0 if number is None else self.weights(field, term).get(number, 0.0)

    def frequency(self, stem: str) -> int:
        """In how many letters a word stands; letters that are gone from an older part may count."""
        return sum(part.frequency(PLACES, stem) for part in self._parts)

    def phrase(self, stems: tuple[str, ...]) -> Collection[int]:
        """The letters in which the stems stand side by side in one field."""
        found: set[int] = set()
        for base, part in zip(self._bases, self._parts, strict=False):
            found.update(base + number for number in _side_by_side(part, stems))
        return found

    @cached_property
    def dates(self) -> Sequence[int]:
        """Letter number -> its date as a number (20070709), 0 where it has none."""
        return self._column("date")

    @cached_property
    def late(self) -> Sequence[int]:
        """Letter number -> calendar days after the deadline, -1 where the record does not tell."""
        return self._column("late")

    def _column(self, name: str) -> array[int]:
        return array("i", [value for part in self._parts for value in part.column(name)])

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


def _side_by_side(part: _PartReader, stems: tuple[str, ...]) -> list[int]:
    """The numbers of a part in which the stems follow one another, the rarest word narrowing first."""
    places: dict[str, dict[int, Sequence[int]]] = {}
    among: Collection[int] | None = None
    for stem in sorted(set(stems), key=lambda one: part.frequency(PLACES, one)):
        places[stem] = part.places(stem, among)
        among = places[stem].keys()
        if not among:
            return []
    return [number for number in among or () if _follow([places[stem][number] for stem in stems])]


def _follow(places: Sequence[Sequence[int]]) -> bool:
    """Whether some place of the first word is followed by places of the others, one after another."""
    starts = set(places[0])
    for offset, at in enumerate(places[1:], 1):
        starts &= {place - offset for place in at}
    return bool(starts)


__all__ = ["WhooshEngine", "rebuild", "stale", "update"]
