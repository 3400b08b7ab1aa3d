"""A file as its letters: the parts that the zones cut, each with a clean view."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Span, Text, Zone
from indexer.views import View, view
from indexer.zones import cut


@dataclass(frozen=True, slots=True)
class Part:
    """One letter, response, exhibit or notice of a bundle: its zone kind, number in the file, clean view and source span."""

    kind: str
    letter: int
    view: View
    span: Span


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file cut into zones and parts, in the file's order."""

    content: str
    zones: tuple[Zone, ...]
    parts: tuple[Part, ...]

    def of(self, *kinds: str) -> tuple[Part, ...]:
        """The parts of these zone kinds, in the file's order."""
        return tuple(part for part in self.parts if part.kind in kinds)


def open_bundle(text: Text) -> Bundle:
    """The bundle of `text`: its zones, and one part per (letter, kind) with stamps left out of the view."""
    zones = cut(text.content)
    order: dict[tuple[int, str], list[Span]] = {}
    for zone in zones:
        if zone.kind != "stamp":
            order.setdefault((zone.letter, zone.kind), []).append(zone.span)
    parts = tuple(
        Part(kind, letter, view(text.content, spans), (spans[0][0], spans[-1][1])) for (letter, kind), spans in order.items()
    )
    return Bundle(text.content, zones, parts)
