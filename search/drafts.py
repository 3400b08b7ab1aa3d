"""A draft as it is read: its text as one view, and the cells of its tables row by row.

Word and Markdown tables are told by their rows (cells parted by "|"); marks of quotation at a line's start are left out, so
that a quoted sentence set over several lines is one. Offsets are those of the draft's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import Unusable
from corpus.records import Span, Text
from indexer.views import View, view

_RULE_LINE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*")
_MARK = re.compile(r"[ \t]*(?:>[ \t]?)+")
_NOTE = re.compile(r"\s*(?:\[\^(?P<mark>\w{1,6})\]:|(?P<number>\d{1,3})[ \t]*\n)")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+|\f\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the spans of its cells. `heads` are the cells of the table's first row, as text."""

    table: int
    number: int
    cells: tuple[Span, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its text, the stretches of it to read, the rows of its tables, and where each of its paragraphs starts."""

    name: str
    text: Text
    stretches: tuple[Span, ...]
    rows: tuple[Row, ...]
    paragraphs: tuple[int, ...] = field(repr=False, default=())
    notes: tuple[tuple[int, str], ...] = field(repr=False, default=())

    def view(self) -> View:
        """One view over the whole text, tables too: a short name in the prose may stand in full in a table."""
        return view(self.text.content, self.stretches)

    def in_table(self, offset: int) -> bool:
        """Whether an offset stands in a table's row."""
        at = bisect_right(self.rows, offset, key=lambda row: row.cells[0][0]) - 1
        return at >= 0 and offset < self.rows[at].cells[-1][1]

    def where(self, offset: int) -> str:
        """Where an offset stands, for a person: "page 2, paragraph 14", "table 1, row 3", "note 2"."""
        for row in self.rows:
            if row.cells[0][0] <= offset <= row.cells[-1][1]:
                return f"table {row.table}, row {row.number}"
        note = next((label for start, label in reversed(self.notes) if start <= offset), None)
        if note is not None:
            return note
        paragraph = f"paragraph {bisect_right(self.paragraphs, offset)}"
        if len(self.text.pages) < 2:
            return paragraph
        page = next((n for n, page in enumerate(self.text.pages, 1) if offset < page.span[1]), len(self.text.pages))
        return f"page {page}, {paragraph}"


MOST_PAGES, MOST_CHARACTERS = 1_000, 3_000_000
"""What is beyond these is no draft of a letter or memorandum."""


def read_draft(path: Path) -> tuple[Draft, bytes]:
    """A draft from a file, with the file's bytes. Raises Unusable as the readers do, and for an absurdly long one."""
    from corpus.readers import read_file

    raw, text = read_file(path)
    if len(text.pages) > MOST_PAGES or len(text.content) > MOST_CHARACTERS:
        pages = max(len(text.pages), len(text.content) // (MOST_CHARACTERS // MOST_PAGES))
        raise Unusable(f"{path}: about {pages:,} pages; drafts of up to {MOST_PAGES:,} are checked", "split the draft")
    return draft_of(path.name, text), raw.content


def draft_of(name: str, text: Text, notes: Sequence[tuple[int, str]] = ()) -> Draft:
    """The passages of a text; `notes` are the starts of footnotes, where the reader knows them."""
    rows = tuple(_rows(text.content))
    stretches = tuple(_stretches(text.content))
    paragraphs = tuple(_paragraphs(text.content))
    found = tuple(notes) or tuple(_note_starts(text.content, paragraphs))
    return Draft(name, text, stretches, rows, paragraphs, found)


def _rows(content: str) -> Iterator[Row]:
    """The rows of all tables: at least two lines one below the other with as many cells, more than one."""
    number = 0
    run: list[tuple[Span, ...]] = []
    for start, line in [*_lines(content), (len(content), "")]:
        if run and _RULE_LINE.fullmatch(line):
            continue
        cells = _cells(start, line)
        if run and len(cells) != len(run[0]):
            if len(run) > 1:
                number += 1
                yield from _table(content, number, run)
            run = []
        if len(cells) > 1:
            run.append(cells)


def _table(content: str, number: int, run: Sequence[tuple[Span, ...]]) -> Iterator[Row]:
    heads = tuple(content[start:end] for start, end in run[0])
    for n, cells in enumerate(run, 1):
        yield Row(number, n, cells, heads if n > 1 else ())


def _lines(content: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in content.split("\n"):
        yield at, line
        at += len(line) + 1


def _cells(start: int, line: str) -> tuple[Span, ...]:
    """The cells of a line that is a table's row; () for another line."""
    if "|" not in line:
        return ()
    edge = line.lstrip().startswith("|")
    pieces = line.split("|") if edge else line.split(" | ")
    width = 1 if edge else 3
    cells: list[Span] = []
    at = start
    for piece in pieces:
        lead = len(piece) - len(piece.lstrip())
        cells.append((at + lead, at + lead + len(piece.strip())))
        at += len(piece) + width
    if edge:
        cells = cells[1:-1] if line.rstrip().endswith("|") else cells[1:]
    return tuple(cells)


def _stretches(content: str) -> Iterator[Span]:
    """The whole text without marks of quotation at the starts of lines."""
    at = 0
    for start, end in _marks(content):
        if start > at:
            yield at, start
        at = end
    if at < len(content):
        yield at, len(content)


def _marks(content: str) -> Iterator[Span]:
    for start, line in _lines(content):
        match = _MARK.match(line) if ">" in line else None
        if match:
            yield start + match.start(), start + match.end()


def _paragraphs(content: str) -> Iterator[int]:
    at = 0
    for match in _BLANK.finditer(content):
        if content[at : match.start()].strip():
            yield at
        at = match.end()
    if content[at:].strip():
        yield at


def _note_starts(content: str, paragraphs: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Notes marked in the text itself ("[^1]:"), each until the next paragraph that is none."""
    for start in paragraphs:
        match = _NOTE.match(content, start)
        if match and match["mark"]:
            yield start, f"note {match['mark']}"
