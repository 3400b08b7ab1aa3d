"""Mends a damaged name by the other places of its text where it stands undamaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.found import Found

_SUSPECT = re.compile(r"rn|[01|]|[a-z]I|\bl[a-z]|vv|nn|ii")
_SWAPS = (
    ("rn", "m"),
    ("0", "o"),
    ("1", "l"),
    ("|", "l"),
    ("I", "l"),
    ("l", "I"),
    ("vv", "w"),
    ("0", "O"),
    ("nn", "m"),
    ("ii", "n"),
)


def mended(found: Found[str] | None, content: str) -> Found[str] | None:
    """`found` with each damaged word as another place of `content` writes it; unchanged where none does."""
    if found is None or not _SUSPECT.search(found.value):
        return found
    value = re.sub(r"[^\s,&]+", lambda match: _word(match[0], content), found.value)
    return found if value == found.value else replace(found, value=value)


def _word(word: str, content: str) -> str:
    if not _SUSPECT.search(word):
        return word
    return next((other for other in _readings(word) if re.search(rf"\b{re.escape(other)}\b", content)), word)


def _readings(word: str) -> Iterator[str]:
    """What a scan may have made `word` of, the likeliest first; the end of an abbreviation is left alone."""
    for damaged, sound in _SWAPS:
        if damaged in word:
            yield word.replace(damaged, sound)
