"""Whether a text layer can be read: its letters are there, are letters, and make words with their punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

FEWEST_LETTERS = 25
"""Letters below which a page has no text layer to speak of (a stamp or a page number alone)."""
LEAST_WORDLIKE = 0.72
LEAST_PUNCTUATION = 1 / 350
"""Full stops and commas per letter: prose has about one in forty; some layers of 2008 have none at all."""

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-z]")
_WORDLIKE = re.compile(
    r"[(\[\"'“‘*]*(?:[A-Za-z][a-z’']*(?:[-/][A-Za-z]?[a-z’']+)*|[A-Z][A-Z’'&-]*|[\d$#§][\w\d,.:/()%-]*|(?:[A-Za-z]\.)+)"
    r"(?:['’]s)?[)\]\"'”’.,;:?!*]*|[-–—•·&*]+|\S+@\S+|\S*(?:14a|www|http)\S*"
)
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_RUINED = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f]|\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class Legibility:
    """What the eye would say of a text: how many letters, what share of words look like words, and whether it is sound."""

    letters: int
    wordlike: float
    sound: bool


def legibility(text: str) -> Legibility:
    """How well `text` reads. `sound` is False where a layer had better be read again from the page's image."""
    letters = len(_LETTERS.findall(text))
    words = _WORD.findall(text)
    good = sum(1 for word in words if _is_wordlike(word))
    share = good / len(words) if words else 0.0
    ruined = len(_RUINED.findall(text)) > max(3, letters / 50)
    stops = sum(text.count(sign) for sign in ".,")
    bare = letters > 600 and stops < letters * LEAST_PUNCTUATION
    sound = letters >= FEWEST_LETTERS and not ruined and not bare and (share >= LEAST_WORDLIKE or len(words) < 20)
    return Legibility(letters, share, sound)


def _is_wordlike(word: str) -> bool:
    if not _WORDLIKE.fullmatch(word):
        return False
    letters = _LETTERS.findall(word)
    return len(letters) < 4 or bool(_VOWEL.search(word)) or word.isupper()
