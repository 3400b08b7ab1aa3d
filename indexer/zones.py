"""Cuts a file into labelled zones by its headings and forms: letters, responses, exhibits, and the stamps inside them."""

from __future__ import annotations

from corpus.records import Span, Zone
from indexer.layout import drafts_of
from indexer.lines import Line, lines_of
from indexer.sides import Document, documents_of

_UNFINISHED = frozenset(".:!?)\"'”]")


def cut(content: str) -> tuple[Zone, ...]:
    """The zones of a file, in order, covering it whole and without overlaps.

    A stamp, page header or foot inside a document is a zone `stamp` of its own; the white space around it is cut so that the
    paragraph it breaks joins again in a view.
    """
    if not content:
        return ()
    lines = lines_of(content)
    return zones_of(content, lines, documents_of(lines, drafts_of(lines)))


def zones_of(content: str, lines: tuple[Line, ...], documents: tuple[Document, ...]) -> tuple[Zone, ...]:
    """The zones of documents that are already read."""
    zones: list[Zone] = []
    for document, after in zip(documents, [*documents[1:], None], strict=True):
        start = 0 if document.number == 0 else _line_start(content, lines[document.first].span[0])
        end = _line_start(content, lines[after.first].span[0]) if after else len(content)
        at = start
        for low, high in _stamps(content, lines, document):
            low, high = max(low, at), min(high, end)
            if low >= high:
                continue
            if low > at:
                zones.append(Zone(document.kind, (at, low), document.number))
            zones.append(Zone("stamp", (low, high), document.number))
            at = high
        if at < end:
            zones.append(Zone(document.kind, (at, end), document.number))
    return tuple(zones)


def _line_start(content: str, offset: int) -> int:
    """The start of the line that `offset` stands in, where only white space stands between; else `offset`."""
    start = max(content.rfind("\n", 0, offset), content.rfind("\f", 0, offset)) + 1
    return start if not content[start:offset].strip() else offset


def _stamps(content: str, lines: tuple[Line, ...], document: Document) -> list[Span]:
    """The stretches of stamps and page headers in a document, widened so that what they cut apart joins again."""
    runs: list[tuple[int, int]] = []
    for i in range(document.first, document.last):
        if lines[i].tag not in ("stamp", "page"):
            continue
        if runs and all(lines[j].tag == "blank" for j in range(runs[-1][1], i)):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return [_widened(content, lines, document, run) for run in runs]


def _widened(content: str, lines: tuple[Line, ...], document: Document, run: tuple[int, int]) -> Span:
    """The span of a run of stamp lines: where a sentence goes on behind it, one line end is all that is left of the gap."""
    first, last = run
    above = next((lines[j] for j in range(first - 1, document.first - 1, -1) if lines[j].tag != "blank"), None)
    below = next((lines[j] for j in range(last, document.last) if lines[j].tag != "blank"), None)
    start, end = lines[first].span[0], lines[last - 1].span[1]
    if above and below and lines[first].tag == "page" and above.tag == "prose" and above.text[-1:] not in _UNFINISHED:
        newline = content.find("\n", above.span[1], start)
        return (newline + 1 if newline >= 0 else start), below.span[0]
    if above and below and "prose" in (above.tag, below.tag) and below.text[:1].islower():
        newline = content.find("\n", above.span[1], start)
        return (newline + 1 if newline >= 0 else start), below.span[0]
    return start, end
