"""Writes Word: comments in a copy of a draft, and the research memorandum. The one module that does.

Comments are anchored to runs. A run that holds more than a citation is cut at the citation's ends, each piece with the run's
own formatting, so that the text stays as it was to the character. Word allows no comment inside a note: there the comment
stands at the note's reference in the body.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from corpus.errors import Unusable
from corpus.readers.word import Place, open_word
from corpus.records import Span

AUTHOR, INITIALS = "Precedents", "P"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT = _W + "t"
_SIGNS = frozenset(_W + name for name in ("tab", "br", "cr", "noBreakHyphen"))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on text[span] of the draft as it is read."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a memorandum: a heading of some level, a paragraph, a quotation, a list item, or a table's rows.

    In a paragraph `*words*` are italic; quotations stand as they are. `rows` are a table's, the first its head.
    """

    kind: Literal["title", "heading", "subheading", "text", "quote", "item", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


# --- comments in a draft


def annotate(content: bytes, name: str, comments: Sequence[Comment], out: Path) -> int:
    """Write a copy of the draft with the comments; how many were written.

    The draft's text is that of the original to the character. Raises Unusable where the draft or OUT cannot be used.
    """
    from docx.text.run import Run

    found = open_word(content, name)
    places = _cut(found.places, [comment.span for comment in comments])
    written = 0
    for comment in comments:
        runs = [place.run for place in places if place.start < comment.span[1] and comment.span[0] < place.end]
        if not runs:
            continue
        first, last = Run(runs[0], found.document), Run(runs[-1], found.document)
        found.document.add_comment([first, last], text=comment.text, author=AUTHOR, initials=INITIALS)
        written += 1
    _save(found.document, out)
    return written


def _cut(places: Sequence[Place], spans: Sequence[Span]) -> list[Place]:
    """The places after every run of the body was cut at the ends of the spans."""
    ends = sorted({end for span in spans for end in span})
    cut: list[Place] = []
    moved: dict[int, Any] = {}  # a cut run -> the piece that holds its reference to a note
    at = 0
    while at < len(places):
        run = places[at].run
        upto = at + 1
        while upto < len(places) and places[upto].run is run:
            upto += 1
        group = places[at:upto]
        at = upto
        inside = [end for end in ends if group[0].start < end < group[-1].end]
        if group[0].in_note:
            cut += [Place(p.start, p.end, moved.get(id(run), run), in_note=True) for p in group]
        elif inside:
            cut += _cut_run(run, group, inside, moved)
        else:
            cut += group
    return cut


def _cut_run(run: Any, places: Sequence[Place], ends: Sequence[int], moved: dict[int, Any]) -> list[Place]:
    """One run made into several, cut at these offsets, and the places of the pieces."""
    stretches = [node for node in run if node.tag == _TEXT or node.tag in _SIGNS]
    stretches = [node for node in stretches if node.tag in _SIGNS or node.text]
    if len(stretches) != len(places):  # a reader that sees the run otherwise: anchor to the whole run
        return list(places)
    by_node = dict(zip(map(id, stretches), places, strict=True))
    properties = run.find(_W + "rPr")
    pieces: list[tuple[Any, int, int]] = []
    piece = _empty_like(run, properties)
    start = at = places[0].start
    for node in list(run):
        if node is properties:
            continue
        place = by_node.get(id(node))
        if place is None:
            piece.append(node)
            moved[id(run)] = piece
            continue
        for low, high in _between(place, ends):
            if low in ends and low > start:
                pieces.append((piece, start, low))
                piece, start = _empty_like(run, properties), low
            piece.append(_part(node, low - place.start, high - place.start))
            at = high
    pieces.append((piece, start, at))
    parent, position = run.getparent(), run.getparent().index(run)
    for offset, (element, _, _) in enumerate(pieces):
        parent.insert(position + offset, element)
    parent.remove(run)
    return [Place(low, high, element) for element, low, high in pieces]


def _between(place: Place, ends: Iterable[int]) -> list[Span]:
    marks = [place.start, *(end for end in ends if place.start < end < place.end), place.end]
    return list(pairwise(marks))


def _empty_like(run: Any, properties: Any) -> Any:
    made = run.makeelement(run.tag, dict(run.attrib))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _part(node: Any, start: int, end: int) -> Any:
    if node.tag != _TEXT or (start == 0 and end == len(node.text)):
        return node
    made = node.makeelement(node.tag, dict(node.attrib))
    made.text = node.text[start:end]
    made.set(_SPACE, "preserve")
    return made


def _save(document: Any, out: Path) -> None:
    """Write a document beside OUT and move it into place, so that a broken run leaves no half."""
    written = io.BytesIO()
    document.save(written)
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(written.getvalue())
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unusable(f"cannot write {out}: {error.strerror or error}", "choose another OUT") from None


def check_out(out: Path, draft: Path | None = None) -> None:
    """Raises Unusable where OUT is no .docx, is the draft itself, or stands in no folder."""
    if out.suffix.lower() != ".docx":
        raise Unusable(f"{out}: a Word file is written", "end its name in .docx")
    if draft is not None and draft.suffix.lower() != ".docx":
        raise Unusable(f"{draft}: comments are written into Word drafts only", "leave --docx out, or save the draft as .docx")
    if not out.absolute().parent.is_dir():
        raise Unusable(f"{out}: there is no such folder", "choose another OUT")
    if draft is not None and out.exists() and draft.exists() and out.samefile(draft):
        raise Unusable(f"{out}: is the draft itself", "choose another OUT; the draft is never changed")


# --- the memorandum


def write_memo(blocks: Iterable[Block], out: Path, title: str, mask: Callable[[str], str]) -> None:
    """Write a memorandum of these blocks, all text put through `mask`. Raises Unusable where OUT cannot be written."""
    import docx
    from docx.shared import Inches, Pt

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = AUTHOR
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    for section in document.sections:
        section.left_margin = section.right_margin = Inches(1)
    for block in blocks:
        _put(document, Block(block.kind, mask(block.text), tuple(tuple(map(mask, row)) for row in block.rows)))
    _save(document, out)


_ITALICS = re.compile(r"\*([^*\n]+)\*")
_LINE = 6.5
"""Inches between the margins."""
_STYLES = {"text": None, "quote": "Quote", "item": "List Bullet"}


def _put(document: Any, block: Block) -> None:
    if block.kind == "table":
        _table(document, block.rows)
    elif block.kind in ("title", "heading", "subheading"):
        document.add_heading(_clean(block.text), {"title": 0, "heading": 1, "subheading": 2}[block.kind])
    else:
        paragraph = document.add_paragraph(style=_STYLES[block.kind])
        pieces = _ITALICS.split(_clean(block.text)) if block.kind == "text" else [_clean(block.text)]
        for number, piece in enumerate(pieces):
            if piece:
                paragraph.add_run(piece).italic = True if number % 2 else None


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """A table whose first column takes half of the line: it holds the letters' names."""
    from docx.shared import Inches

    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widths = [Inches(_LINE / 2), *(Inches(_LINE / 2 / (len(rows[0]) - 1)) for _ in rows[0][1:])]
    for column, width in zip(table.columns, widths, strict=True):  # LibreOffice goes by the columns, Word by the cells
        column.width = width
    for number, row in enumerate(rows):
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = True if number == 0 else None
    document.add_paragraph()


def _clean(text: str) -> str:
    """`text` without the control characters that XML forbids."""
    return "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
