"""Collects the facts of a letter and where they stand, each evidence as short as the record allows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from corpus.records import Evidence, Span, Spans, Timeliness
from indexer.found import Found
from indexer.timeliness import Lateness

T = TypeVar("T")

SHORT, USUAL, HOLDING = 120, 300, 600
"""The longest evidence of a name or date, of other facts, and of the staff's holding, in characters (docs/record.md)."""
_NAMES_AND_DATES = frozenset(
    (
        "company",
        "response_date",
        "incoming_date",
        "available_date",
        "proponents",
        "counsel",
        "firm",
        "signatory",
        "deadline",
        "received",
    )
)
_MOST = 3


class Findings:
    """The evidence of a letter while it is read. Each method takes a fact in and gives back its bare value."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._plain: dict[str, Spans] = {}
        self._items: dict[str, tuple[Spans, ...]] = {}
        self._parts: dict[str, dict[str, Spans]] = {}

    def plain(self, key: str, found: Found[T] | None) -> T | None:
        """A fact of its own: its value, or None."""
        if found is None:
            return None
        spans = self._short(key, found.spans)
        if spans:
            self._plain[key] = spans
        return found.value

    def items(self, key: str, found: Iterable[Found[T]]) -> tuple[T, ...]:
        """A list: the values in order."""
        listed = tuple(found)
        self._items[key] = tuple(self._short(key, one.spans) for one in listed)
        return tuple(one.value for one in listed)

    def part(self, key: str, name: str, found: Found[T] | None) -> T | None:
        """A part of `timeliness` or `proposal`: its value, or None."""
        if found is None:
            return None
        spans = self._short(name, found.spans)
        if spans:
            self._parts.setdefault(key, {})[name] = spans
        return found.value

    def parts(self, key: str, lateness: Lateness | None) -> Timeliness | None:
        """A timeliness with the places of its parts."""
        if lateness is None:
            return None
        self._parts[key] = {name: cut for name, spans in lateness.spans.items() if (cut := self._short(name, spans))}
        return lateness.value

    def evidence(self) -> Evidence:
        """All evidence so far."""
        return Evidence(self._plain, self._items, self._parts)

    def _short(self, key: str, spans: Iterable[Span]) -> Spans:
        """At most three spans within the text, none longer than the fact allows."""
        limit = SHORT if key in _NAMES_AND_DATES else HOLDING if key == "outcome" else USUAL
        cut = ((max(start, 0), min(end, start + limit, self._length)) for start, end in spans)
        return tuple(dict.fromkeys(span for span in cut if span[0] < span[1]))[:_MOST]
