"""Turns letters into posting lists, in bounded memory: lists gather in memory, go to disk in sorted runs, and are merged.

Whoosh's own pool sorts and merges posting by posting; here whole lists are merged, as letters come in the order of their
numbers and each list is in order already.
"""

from __future__ import annotations

import heapq
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

Places = int | str
"""Where a word stands in a letter: the place, or a text of which each character stands for one (its code point).

Whoosh pickles postings by protocol 2, in which a place takes three bytes so, and as `bytes` twenty.
"""
Posting = tuple[int, float] | tuple[int, Places]
"""A letter's number, and its weight in the list or the word's places. One list has one of the two."""
List = tuple[str, bytes, list[Posting]]
"""Field, term, postings in the order of their numbers."""

LAST_PLACE = 65_535
MOST_IN_MEMORY = 600_000
"""Postings kept before a run is written: about 60 MB."""


class Inversion:
    """Gathers postings letter by letter; numbers must not fall. `folder` holds the runs until `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: list[Path] = []
        self._lists: dict[str, dict[str, list[Posting]]] = {}
        self._held = 0

    def add(self, number: int, field: str, weights: Mapping[str, float]) -> None:
        """Put a letter's weighted terms of one field."""
        lists = self._lists.setdefault(field, {})
        for term, weight in weights.items():
            posting = (number, weight)
            if term in lists:
                lists[term].append(posting)
            else:
                lists[term] = [posting]
        self._held += len(weights)

    def add_places(self, number: int, field: str, places: Mapping[str, Places]) -> None:
        """Put where a letter's words of one field stand."""
        lists = self._lists.setdefault(field, {})
        for term, packed in places.items():
            posting = (number, packed)
            if term in lists:
                lists[term].append(posting)
            else:
                lists[term] = [posting]
        self._held += len(places)
        if self._held > MOST_IN_MEMORY:
            self._write_run()

    def lists(self) -> Iterator[List]:
        """Every posting list, by field and term (as UTF-8)."""
        last = iter(self._in_order())
        if not self._runs:
            yield from last
            return
        opened = [path.open("rb") for path in self._runs]
        try:
            yield from _merged([*map(_read_run, opened), last])
        finally:
            for file in opened:
                file.close()

    def close(self) -> None:
        """Remove the runs."""
        for path in self._runs:
            path.unlink(missing_ok=True)

    def _in_order(self) -> list[List]:
        found: list[List] = []
        for field, lists in sorted(self._lists.items()):
            found += [(field, term.encode(), postings) for term, postings in sorted(lists.items())]
        return found

    def _write_run(self) -> None:
        path = self._folder / f"run-{len(self._runs)}"
        with path.open("wb") as file:
            for one in self._in_order():
                packed = marshal.dumps(one)
                file.write(len(packed).to_bytes(4, "big"))
                file.write(packed)
        self._runs.append(path)
        self._lists = {}
        self._held = 0


def _place(one: List) -> tuple[str, bytes]:
    return one[0], one[1]


def _read_run(file: BinaryIO) -> Iterator[List]:
    while size := file.read(4):
        yield marshal.loads(file.read(int.from_bytes(size, "big")))  # noqa: S302 - written by this process a moment ago


def _merged(runs: Iterable[Iterator[List]]) -> Iterator[List]:
    """The lists of several runs as one; runs are in the order of letter numbers, and the merge keeps that order."""
    current: List | None = None
    for field, term, postings in heapq.merge(*runs, key=_place):
        if current is not None and current[0] == field and current[1] == term:
            current[2].extend(postings)
            continue
        if current is not None:
            yield current
        current = (field, term, postings)
    if current is not None:
        yield current


def packed(places: Sequence[int]) -> Places:
    """Places as they are kept."""
    return places[0] if len(places) == 1 else "".join(map(chr, places))


def unpacked(places: Places) -> Sequence[int]:
    """Places as numbers, in their order."""
    return (places,) if isinstance(places, int) else tuple(map(ord, places))


def places_of(texts: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Word -> where it stands in the texts, laid one after another with a gap between two; up to place 65,535."""
    found: dict[str, list[int]] = {}
    start = 0
    for words in texts:
        for at, word in enumerate(words[: max(0, LAST_PLACE - start)], start):
            if word in found:
                found[word].append(at)
            else:
                found[word] = [at]
        start += len(words) + 1
    return found
