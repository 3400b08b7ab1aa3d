"""Cuts clean text into sentences, without stopping at the points of abbreviations ("Mr.", "Inc.", "p.m.", "Mar. 9").

A view parts paragraphs by a newline, so a sentence never runs over one.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from corpus.records import Span

_STOP = re.compile(r"(?P<stop>[.?!]{1,4})(?P<close>[\"')\]*_”’]{0,4})(?P<gap>\s{1,9})(?=[\"'(\[*_“‘]{0,4}[A-Z0-9])|\n")
_WORD = re.compile(r"[\w'&.]*$")


@cache
def _table(name: str) -> frozenset[str]:
    words: list[str] = json.loads(files("indexer").joinpath("data/sentences.json").read_text(encoding="utf-8"))[name]
    return frozenset(words)


def sentences(text: str) -> list[Span]:
    """The half-open places of the sentences of `text`, in order, without the white space between them."""
    found: list[Span] = []
    start = 0
    for match in _STOP.finditer(text):
        if match["stop"] and _abbreviated(match, text):
            continue
        end = match.start("gap") if match["stop"] else match.start()
        if text[start:end].strip():
            found.append(_trimmed(text, start, end))
        start = match.end()
    if text[start:].strip():
        found.append(_trimmed(text, start, len(text)))
    return found


def sentence_at(places: Sequence[Span], offset: int) -> int:
    """The number of the sentence that `offset` stands in, or of the one before it; 0 where it stands before all."""
    return max(0, bisect_right(places, offset, key=lambda place: place[0]) - 1)


def _abbreviated(match: re.Match[str], text: str) -> bool:
    """Whether the point ends an abbreviation or an initial, so that the sentence goes on behind it."""
    if match["stop"] != "." or ")" in match["close"] or '"' in match["close"]:
        return False
    before = _WORD.search(text[max(0, match.start() - 12) : match.start()])
    word = before[0] if before else ""
    if len(word) == 1 and word.isupper():
        return True
    folded = word.casefold()
    if folded in _table("closing"):  # "Acme, Inc. (March 9, 2005)" goes on, "by Acme, Inc. The letter" does not
        opener = re.match(r"[A-Za-z]+", text[match.end() : match.end() + 20])
        return opener is None or opener[0] not in _table("openers")
    return folded in _table("abbreviations")


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
