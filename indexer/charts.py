"""The staff's charts of no-action responses, and the forms of submissions: rows of a label and a value, or a table's line.

From November 2019 to the end of 2021 the staff answered many requests in a season's chart only. An extract of it stands at the
head or foot of a file, in whatever layout it was copied: "Staff response: Concur", labels and values parted by a wide gap or a
line end, or the columns of a table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Span
from indexer.lines import Line
from indexer.patterns import patterns

_P = patterns("charts.toml")
KEYS = ("company", "proponent", "co_filer", "submitted", "bases", "response", "responded")
"""What a row or column may tell; every other label is only known for one."""

_LABELS = tuple((key, _P[key]) for key in (*KEYS, "other"))
_TELLING = 3
"""How many different keys, the response among them, make a chart."""
_HINT = re.compile(
    r"[|*\s]*(?:Company|Issuer|Registrant|(?:Lead )?Proponent|(?:The )?(?:Staff|Division|SEC)\b.{0,3}(?:resp|repl|pos|det)"
    r"|Response|Reply|Outcome|Result|Determination|Decision)",
    re.I,
)
_INITIALS = frozenset("CNPLFSIDBGRTAOWV|*cnplfsidbgr")
_LONGEST_LABEL = 60
_PARTED = re.compile(r"\s*\|\s*|\s{2,}|\t")
_LABEL = re.compile(r"(?:^|[;|.,]\s+)(?P<label>[A-Z][\w ()/'-]{2,40}?):\s*")
_LEAD = re.compile(r"[|*•\s-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a chart, the key of its row or column, and its place in the source."""

    key: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Row:
    """A label on line `line`; `at` is where its value begins in the line's text, at the end where the value stands below."""

    key: str
    line: int
    at: int


def extents(lines: Sequence[Line]) -> list[Span]:
    """The charts of a file as half-open ranges of line numbers, each with its heading."""
    found: list[Span] = []
    if not any(_may_be_row(line) for line in lines):
        return found
    i = 0
    while i < len(lines):
        end, is_chart = _read_from(lines, i) if lines[i].text[:1] in _INITIALS else (i + 1, False)
        if is_chart:
            found.append((_with_heading(lines, i, found[-1][1] if found else 0), end))
        i = end
    return found


def _may_be_row(line: Line) -> bool:
    """Whether a line may be of a chart; asked of every line of every file."""
    if line.tag == "prose":
        return "sponse:" in line.text or "SPONSE:" in line.text
    return line.tag not in ("blank", "response") and _HINT.match(line.text) is not None


def cells(content: str, lines: Sequence[Line], first: int, last: int) -> tuple[Cell, ...]:
    """The values of the chart or form in lines[first:last]."""
    for i in range(first, last):
        columns = _columns(lines[i])
        if columns:
            return tuple(_table_cells(content, lines, i, last, columns))
        inline = _inline(lines[i])
        if inline:
            return inline
    return tuple(_list_cells(lines, first, last))


def _read_from(lines: Sequence[Line], i: int) -> tuple[int, bool]:
    """The line after the rows that begin with line `i`, and whether they are a chart; the next line where none do."""
    columns = _columns(lines[i])
    if columns:
        rows = _table_rows(lines, i + 1, len(lines))
        return (rows[-1] + 1, True) if rows else (i + 1, False)
    if _inline(lines[i]):
        return i + 1, True
    row = _row(lines[i], i) if lines[i].tag != "prose" else None
    if row is None or row.key == "other":
        return i + 1, False
    rows_found, end = _rows_from(lines, i, len(lines))
    keys = {row.key for row in rows_found} - {"other"}
    return end, len(keys) >= _TELLING and "response" in keys


def _row(line: Line, number: int) -> _Row | None:
    """The label that a line begins with, or None."""
    text = line.text
    if text[:1] not in _INITIALS and not text[:1].isupper():
        return None
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    head = text[start : start + _LONGEST_LABEL]
    for key, pattern in _LABELS:
        match = pattern.match(head)
        if match:
            behind = re.match(r"[\w ()/']{0,24}?\s*(?::|\||\s{2,}|$)\s*", text[start + match.end() :])
            if key == "other":
                return _Row(key, number, len(text))
            if behind:
                return _Row(key, number, start + match.end() + behind.end())
    return None


def _rows_from(lines: Sequence[Line], first: int, last: int) -> tuple[list[_Row], int]:
    """The rows of a list that begins with line `first`, and the line after its last value."""
    rows: list[_Row] = []
    end, blanks, i = first, 0, first
    while i < last and blanks < 2:
        line = lines[i]
        if line.tag == "blank":
            blanks += 1
        else:
            row = None if line.tag in ("letterhead", "email", "separator", "salutation") else _row(line, i)
            if row:
                rows.append(row)
            elif not (rows and _goes_on(lines, rows[-1], i, blanks)):
                break
            end, blanks = i + 1, 0
        i += 1
    return rows, end


def _goes_on(lines: Sequence[Line], row: _Row, i: int, blanks: int) -> bool:
    """Whether line `i` is the value of a label above it, or its next line."""
    if row.at >= len(lines[row.line].text) and row.key != "other":
        return i - row.line <= 2
    return blanks == 0 and (lines[i - 1].text[-1:] in ",;" or (row.key == "other" and lines[i].tag == "prose"))


def _list_cells(lines: Sequence[Line], first: int, last: int) -> Iterator[Cell]:
    rows = [row for i in range(first, last) if lines[i].text for row in [_row(lines[i], i)] if row]
    stops = [*(row.line for row in rows[1:]), last]
    for row, stop in zip(rows, stops, strict=False):  # a list without rows has one stop too many
        line = lines[row.line]
        text, span = line.text[row.at :], (line.span[0] + row.at, line.span[1])
        below = [lines[i] for i in range(row.line + 1, min(row.line + 4, stop)) if lines[i].text]
        if not text and below:
            text, span = below[0].text, below[0].span
        if text[-1:] in ",;" and below and below[0].text != text:
            text, span = f"{text} {below[0].text}", (span[0], below[0].span[1])
        if text and row.key != "other":
            yield Cell(row.key, text, span)


def _columns(line: Line) -> list[tuple[str, int]]:
    """The columns that a table's heading names: their keys and offsets in the line's text; nothing where it is none."""
    text = line.text
    if ("roponent" not in text and "ROPONENT" not in text) or ("|" not in text and "  " not in text and "\t" not in text):
        return []
    columns: list[tuple[str, int]] = []
    for start, end in _pieces(text):
        key = next((key for key, pattern in _LABELS if pattern.match(f"{text[start:end]}:")), "other")
        if key == "other" and text[start:end].casefold() == "date":
            key = "responded" if any(known == "response" for known, _ in columns) else "submitted"
        columns.append((key, start))
    keys = {key for key, _ in columns} - {"other"}
    return columns if len(keys) >= _TELLING and keys & {"response", "responded"} and len(columns) > _TELLING else []


def _inline(line: Line) -> tuple[Cell, ...]:
    """The cells of a chart that stands on one line: "Company: Acme; Proponent: Ada Cole; Staff response: Concur; ..."."""
    if "sponse:" not in line.text and "SPONSE:" not in line.text:
        return ()
    labels = list(_LABEL.finditer(line.text))
    found = []
    for match, after in zip(labels, [*labels[1:], None], strict=False):
        key = next((key for key, pattern in _LABELS if pattern.match(f"{match['label']}:")), "other")
        end = after.start() if after else len(line.text)
        text = line.text[match.end() : end].rstrip(" ;|,")
        if key != "other" and text:
            found.append(Cell(key, text, (line.span[0] + match.end(), line.span[0] + match.end() + len(text))))
    keys = {cell.key for cell in found}
    return tuple(found) if len(keys) > _TELLING and "response" in keys else ()


def _pieces(text: str) -> list[Span]:
    """The cells of a table's line, by bars where it has any, else by wide gaps."""
    parted = re.compile(r"\s*\|\s*") if "|" in text else _PARTED
    inner = text.strip("| \t")
    first = start = text.find(inner)
    pieces = []
    for gap in parted.finditer(inner):
        pieces.append((start, first + gap.start()))
        start = first + gap.end()
    pieces.append((start, first + len(inner)))
    return pieces


def _table_rows(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """The lines of a table below its heading: down to the first blank line behind a filled one."""
    rows: list[int] = []
    for i in range(first, min(first + 40, last)):
        line = lines[i]
        if line.tag == "blank" and rows:
            break
        if line.tag in ("letterhead", "email", "salutation"):
            break
        if line.tag not in ("blank", "separator"):
            if len(_pieces(line.text)) < 2 and not rows:
                break
            rows.append(i)
    return rows


def _table_cells(
    content: str, lines: Sequence[Line], heading: int, last: int, columns: list[tuple[str, int]]
) -> Iterator[Cell]:
    """The cells of the table's row that the rest of the file is about; a row may run over several lines."""
    left = _indent(content, lines[heading])
    starts = [left + at for _, at in columns]
    rows: list[dict[int, list[Span]]] = []
    for i in _table_rows(lines, heading + 1, last):
        base = lines[i].span[0]
        pieces = _pieces(lines[i].text)
        indent = _indent(content, lines[i])
        whole = len(pieces) == len(columns)
        placed: dict[int, list[Span]] = {}
        for number, (start, end) in enumerate(pieces):
            column = number if whole else max(bisect_right(starts, indent + start + 2) - 1, 0)
            if end > start:
                placed.setdefault(column, []).append((base + start, base + end))
        if rows and not whole and 0 not in placed:
            for column, spans in placed.items():
                rows[-1].setdefault(column, []).extend(spans)
        elif placed:
            rows.append(placed)
    if not rows:
        return
    chosen = max(rows, key=lambda row: _named(content, row.get(_company_column(columns), [])))
    for column, spans in sorted(chosen.items()):
        if columns[column][0] != "other":
            yield Cell(columns[column][0], " ".join(content[a:b] for a, b in spans), (spans[0][0], spans[-1][1]))


def _company_column(columns: list[tuple[str, int]]) -> int:
    return next((number for number, (key, _) in enumerate(columns) if key == "company"), 0)


def _named(content: str, spans: list[Span]) -> int:
    """How often the file names the company of a row, by the first word of its name."""
    words = content[spans[0][0] : spans[0][1]].removeprefix("The ").split() if spans else []
    return content.count(words[0]) if words else 0


def _indent(content: str, line: Line) -> int:
    return line.span[0] - (content.rfind("\n", 0, line.span[0]) + 1)


def _with_heading(lines: Sequence[Line], first: int, least: int) -> int:
    """The first line of the heading above a chart's first row."""
    start, j = first, first - 1
    while j >= max(least, first - 5):
        line = lines[j]
        if line.tag != "blank":
            if line.tag not in ("short", "heading chart", "re", "heading form", "prose", "page") or not _P["heading"].search(
                line.text[:120]
            ):
                break
            start = j
        j -= 1
    return start
