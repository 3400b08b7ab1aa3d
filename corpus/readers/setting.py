"""Lines of a page set as paragraphs, and pages set as one text: what a layout says by space is said by blank lines.

A PDF and a scan give lines with their places and no blank lines. The parser reads a blank line as the end of a paragraph, so
that the space between two lines has to be weighed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.records import Page, Text

EDGE_LINES = 3
"""How many lines at the top and foot of a page may be running headers."""
IN_A_ROW = 3
"""On how many pages one after another a line stands at the edge before it is a running one."""
WIDE = 1.4
"""A step from line to line this many times the usual one ends a paragraph."""
FULL = 0.75
"""A line of this share of the longest one's length is full."""
DOUBLE = 2.7
"""A usual step above this many heights of a line is no line spacing: the page holds single lines only."""

_DIGITS = re.compile(r"\d+")
_NUMBER_ONLY = re.compile(r"[\s\-–—|.\[\]()]*(?:(?:page|p\.)\s*)?#?(?:\s*(?:of|/)\s*#)?[\s\-–—|.\[\]()]*", re.I)
_ENDS = re.compile(r"[.:;?!)\]\"”’*_=-]\s*$")


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a page: its words, and the places of its top and foot, growing downwards, in any one unit."""

    text: str
    top: float
    foot: float


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page's text, how it was read (`text`, `ocr`) and, from a scan, the mean confidence of its words, 0-100."""

    text: str
    method: str = "text"
    confidence: float | None = None


def paragraphs(lines: Sequence[SetLine]) -> str:
    """The lines as text: a blank line where the space before a line is wide, or where the page begins anew further up."""
    usual = _usual_step(lines)
    pieces: list[str] = []
    for n, line in enumerate(lines):
        if n:
            step = line.foot - lines[n - 1].foot
            pieces.append("\n\n" if step > usual * WIDE or step < -usual else "\n")
        pieces.append(line.text)
    return "".join(pieces)


def _usual_step(lines: Sequence[SetLine]) -> float:
    """The distance of two lines of one paragraph on this page.

    Not the median of all steps: on a page of addresses and headings most are wide. What follows a full line is mostly the next
    line of its paragraph.
    """
    if not lines:
        return 0.0
    height = median(line.foot - line.top for line in lines)
    longest = max(len(line.text) for line in lines)
    steps = [(b.foot - a.foot, len(a.text) > longest * FULL) for a, b in pairwise(lines) if b.foot - a.foot > height * 0.6]
    chosen = sorted(step for step, full in steps if full) or sorted(step for step, _ in steps)
    usual = chosen[len(chosen) // 4] if chosen else height
    return usual if usual <= height * DOUBLE else height * 1.3


def set_pages(pages: Sequence[SetPage], reader: str) -> Text:
    """One text of the pages with their spans, without running headers and footers.

    A form feed ends each page; it follows a line end, but where the sentence goes on over the page.
    """
    texts = without_running([page.text for page in pages])
    spans: list[Page] = []
    pieces: list[str] = []
    at = 0
    for n, (page, text) in enumerate(zip(pages, texts, strict=True)):
        after = texts[n + 1] if n + 1 < len(texts) else ""
        body = text.strip("\n")
        piece = body + ("\f" if _goes_on(body, after) else "\n\f")
        spans.append(Page((at, at + len(piece)), page.method, page.confidence))
        pieces.append(piece)
        at += len(piece)
    return Text("".join(pieces), tuple(spans), reader)


def _goes_on(text: str, after: str) -> bool:
    """Whether a sentence runs from one page to the next."""
    follows = after.lstrip()
    return bool(text.strip() and follows and not _ENDS.search(text) and (follows[0].islower() or follows[0] in "(,"))


def without_running(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that stand at the edge of three in a row or of most, but for numbers in them.

    The first of its kind stays unless it is a page number only: what looks like a running header may be the date of a letter
    whose later pages repeat it.
    """
    edges = [_edges(page) for page in pages]
    running = {shape for shape in set().union(*edges) if shape and _runs([shape in edge for edge in edges])} if pages else set()
    met: Counter[str] = Counter()
    kept: list[str] = []
    for page, edge in zip(pages, edges, strict=True):
        lines = page.split("\n")
        near = _near_edge(lines)
        left = []
        for n, line in enumerate(lines):
            shape = _shape(line)
            if n in near and shape in running and shape in edge:
                met[shape] += 1
                if met[shape] > 1 or _NUMBER_ONLY.fullmatch(shape):
                    continue
            left.append(line)
        kept.append("\n".join(left))
    return kept


def _runs(present: Sequence[bool]) -> bool:
    """Whether a line stands on three pages in a row, or on most of three and more."""
    longest = count = 0
    for there in present:
        count = count + 1 if there else 0
        longest = max(longest, count)
    return longest >= IN_A_ROW or (len(present) >= 3 and sum(present) > max(2, len(present) * 0.6))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _near_edge(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines at the top and the foot of a page."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}


def _edges(page: str) -> set[str]:
    lines = page.split("\n")
    return {_shape(lines[n]) for n in _near_edge(lines)}
