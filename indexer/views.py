"""Clean views of a source text that remember where each character came from.

A view is what the patterns read: paragraphs on one line each, hyphenated line ends joined, white space folded, typographic
quotes and dashes made plain, page headers and stamps left out. `View.span` maps a match back to the source.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.records import Span

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " ", "\u2009": " ", "\u00ad": "-", "\f": "\n"})
_BREAK = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+|[ \t]*\n[ \t]*|[ \t]{2,}")
_LETTER_HYPHEN = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True, slots=True)
class View:
    """Cleaned text and, for each of its characters, the source offset it came from. Paragraphs are parted by one newline."""

    text: str
    offsets: array[int]

    def span(self, start: int, end: int) -> Span:
        """The source span of text[start:end], which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def view(content: str, spans: Iterable[Span]) -> View:
    """One view over the given stretches of `content`, in order; a gap between two stretches does not end a paragraph."""
    pieces: list[str] = []
    offsets = array("I")

    def put(piece: str, at: range | Iterable[int]) -> None:
        pieces.append(piece)
        offsets.extend(at)

    for start, end in spans:
        chunk = content[start:end].translate(_PLAIN)
        at = 0
        for gap in _BREAK.finditer(chunk):
            head = chunk[at : gap.start()]
            if gap[0].count("\n") == 1 and _LETTER_HYPHEN.search(head) and chunk[gap.end() : gap.end() + 1].islower():
                put(head[:-1], range(start + at, start + gap.start() - 1))
            else:
                put(head, range(start + at, start + gap.start()))
                put("\n" if gap[0].count("\n") > 1 else " ", (start + gap.start(),))
            at = gap.end()
        put(chunk[at:], range(start + at, end))
    return View("".join(pieces), offsets)
