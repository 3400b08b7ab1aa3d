"""Clean views of a source text that remember where each character came from.

A view is what the patterns read: paragraphs on one line each, hyphenated line ends joined, white space folded, typographic
quotes and dashes made plain, page headers and stamps left out. `View.span` maps a match back to the source.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.records import Span

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " ", "\u2009": " ", "\u00ad": "-", "\f": "\n"}
)
_BREAK = re.compile(r"[ \t\n](?:(?<=\n)[ \t\n]*+|[ \t]++(?:\n[ \t\n]*+)?|\n[ \t\n]*+)")
"""Blanks with a line's end among them, or two blanks; it begins with a set of signs, which a search skips to quickly."""
_GOES_ON = re.compile(r"[a-z][a-z,]\s+(?!cc)[a-z]+[a-z ,]")
"""A blank line in the midst of a sentence, as text layers have it between any two lines."""


@dataclass(frozen=True, slots=True)
class View:
    """Cleaned text and, for each of its characters, the source offset it came from. Paragraphs are parted by one newline."""

    text: str
    offsets: array[int]

    def span(self, start: int, end: int) -> Span:
        """The source span of text[start:end], which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def view(content: str, spans: Iterable[Span]) -> View:
    """One view over the given stretches of `content`, in order; a gap between two stretches does not end a paragraph.

    A word that a hyphen breaks at a line's end is joined again, across a gap too.
    """
    pieces: list[str] = []
    offsets = array("I")
    count = _count_to(len(content))
    hyphen = False
    spans = tuple(spans)
    width = _line_width([content[start:end] for start, end in spans])
    for start, end in spans:
        chunk = content[start:end].translate(_PLAIN)
        if hyphen and chunk[:1].islower():
            pieces[-1] = pieces[-1][:-2]
            del offsets[-2:]
        hyphen = False
        at = line = 0
        for gap in _BREAK.finditer(chunk):
            low, high = gap.span()
            breaks = gap[0].count("\n")
            broken = breaks == 1 and chunk[low - 1 : low] == "-" and chunk[max(low - 2, 0) : low - 1].isalpha()
            if broken and chunk[high : high + 1].islower():
                pieces.append(chunk[at : low - 1])
                offsets += count[start + at : start + low - 1]
            else:
                if breaks > 1:
                    apart = not _GOES_ON.match(chunk, max(low - 2, 0), high + 3)
                else:
                    apart = breaks == 1 and (
                        (low - line < width and not chunk[high : high + 1].islower())
                        or _between_rows(chunk, low, high)
                        or _below_heading(chunk, line, low, high)
                    )
                pieces.append(chunk[at:low] + ("\n" if apart else " "))
                offsets += count[start + at : start + low + 1]
                hyphen = broken and high == len(chunk)
            at, line = high, high if breaks else line
        if at < len(chunk):
            pieces.append(chunk[at:])
            offsets += count[start + at : end]
    return _mended("".join(pieces), offsets)


def _below_heading(chunk: str, start: int, low: int, high: int) -> bool:
    """Whether the line chunk[start:low] is a heading in capitals and the next line is none."""
    if low - start > _LONGEST_HEADING or not chunk[start:low].isupper():
        return False
    end = chunk.find("\n", high)
    return not chunk[high : end if end >= 0 else len(chunk)].isupper()


def _between_rows(chunk: str, low: int, high: int) -> bool:
    """Whether a line's end parts two rows of a table, whose cells " | " parts: what stands in one goes on in no other."""
    if chunk.rfind(" | ", chunk.rfind("\n", 0, low) + 1, low) < 0:
        return False
    end = chunk.find("\n", high)
    return chunk.find(" | ", high, end if end >= 0 else len(chunk)) >= 0


def _mended(text: str, offsets: array[int]) -> View:
    """The view with "rn" read as "m" in common words: "cornpany" is "company", "concern" stays."""
    if "rn" not in text and "RN" not in text:
        return View(text, offsets)
    pieces: list[str] = []
    kept = array("I")
    at = 0
    for match in _RN.finditer(text):
        low = match.start()
        head = _BEFORE_RN.search(text, max(low - _LONGEST_WORD, 0), low)
        tail = _AFTER_RN.match(text, low, low + _LONGEST_WORD)
        start = head.start() if head else low
        if tail and low >= at and low - start in _without_rn(text[start : tail.end()]):
            pieces += (text[at:low], "M" if text[low].isupper() else "m")
            kept += offsets[at : low + 1]
            at = low + 2
    return View("".join((*pieces, text[at:])), kept + offsets[at:])


@lru_cache(maxsize=4096)
def _without_rn(word: str) -> tuple[int, ...]:
    """Where in a word "rn" stands for "m"; nowhere where no common word comes out."""
    folded = word.casefold()
    places = tuple(match.start() for match in re.finditer("rn", folded))
    for chosen in (places, *((place,) for place in places)):
        letters = list(folded)
        for place in reversed(chosen):
            letters[place : place + 2] = "m"
        if "".join(letters) in _MENDED_WORDS:
            return chosen
    return ()


def read_as_m() -> frozenset[str]:
    """The words, in lower case, in which a scan's "rn" is read as "m"."""
    return _MENDED_WORDS


_MENDED_WORDS = frozenset(json.loads(files("indexer").joinpath("data/mended_words.json").read_text(encoding="utf-8"))["words"])
_RN = re.compile(r"rn|RN")
_BEFORE_RN, _AFTER_RN = re.compile(r"[A-Za-z'-]+$"), re.compile(r"[A-Za-z'-]+")
_LONGEST_WORD = 24


def _line_width(chunks: list[str]) -> float:
    """How long a line must be at least for the next to go on with it, where no blank lines part paragraphs; else 0.

    Text layers of PDF files have one line end everywhere: a paragraph's last line is the short one.
    """
    ends = sum(chunk.count("\n") for chunk in chunks)
    if ends < _FEW_LINES or sum(len(_BLANK.findall(chunk)) for chunk in chunks) * _LINES_OF_A_PARAGRAPH > ends:
        return 0
    lengths = sorted(len(line) for chunk in chunks for line in chunk.split("\n"))
    return _FULL * lengths[int(len(lengths) * 0.9)]


_LONGEST_HEADING = 90
_BLANK = re.compile(r"\n[ \t]*\n")
_FEW_LINES, _LINES_OF_A_PARAGRAPH, _FULL = 8, 25, 0.72
_COUNT = array("I", range(1 << 14))


def _count_to(length: int) -> array[int]:
    """0, 1, 2 ... beyond `length`; slices of it are the offsets of stretches of a text."""
    if len(_COUNT) <= length:
        _COUNT.extend(range(len(_COUNT), length + 1))
    return _COUNT
