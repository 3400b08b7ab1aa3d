"""A file as its letters: the parts that the zones cut, each with a clean view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.records import Span, Text, Zone
from indexer import charts
from indexer.found import Found
from indexer.layout import drafts_of
from indexer.lines import Line, lines_of
from indexer.sides import Document, documents_of
from indexer.views import View, view
from indexer.zones import zones_of


@dataclass(frozen=True, slots=True)
class Part:
    """One letter, response, exhibit or notice of a bundle: its zone kind, number in the file, clean view and source span."""

    kind: str
    letter: int
    view: View
    span: Span


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file cut into zones and parts, in the file's order; `lines` and `documents` are what they were cut by."""

    content: str
    zones: tuple[Zone, ...]
    parts: tuple[Part, ...]
    lines: tuple[Line, ...] = ()
    documents: tuple[Document, ...] = ()
    by_number: Mapping[int, Part] = field(default_factory=dict)

    def part(self, document: Document) -> Part | None:
        """The part with a document's clean text; None where stamps are all it holds."""
        return self.by_number.get(document.number)

    def of(self, *kinds: str) -> tuple[Part, ...]:
        """The parts of these zone kinds, in the file's order."""
        return tuple(part for part in self.parts if part.kind in kinds)


def open_bundle(text: Text) -> Bundle:
    """The bundle of `text`: its zones, and one part per (letter, kind) with stamps left out of the view."""
    if not text.content:
        return Bundle("", (), ())
    lines = lines_of(text.content)
    documents = documents_of(lines, drafts_of(lines))
    zones = zones_of(text.content, lines, documents)
    order: dict[tuple[int, str], list[Span]] = {}
    for zone in zones:
        if zone.kind != "stamp":
            order.setdefault((zone.letter, zone.kind), []).append(zone.span)
    parts = tuple(
        Part(kind, letter, view(text.content, spans), (spans[0][0], spans[-1][1])) for (letter, kind), spans in order.items()
    )
    return Bundle(text.content, zones, parts, lines, documents, {part.letter: part for part in parts})


def charted(bundle: Bundle, document: Document, key: str) -> Iterator[Found[str]]:
    """What a chart or form states under a key of indexer/charts.py; nothing for any other document."""
    if document.form in ("chart", "form"):
        for cell in charts.cells(bundle.content, bundle.lines, document.first, document.last):
            if cell.key == key:
                yield Found(cell.text, (cell.span,))
