"""Words that were mistyped: "untimley propsal" is read as the words of the vocabulary that it comes near to, a name that nobody
has as the proponent's whose it comes near to.

Only a word that no letter and no held name has is looked at, and only one slip is believed: two letters that changed places,
one left out, one too many, or in a long word one vowel for another (after F. J. Damerau, "A technique for computer detection
and correction of spelling errors", CACM 7:3, 1964). Any letter for any other makes too many words that mean something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from indexer.words import stem
from search.named import Names

SHORTEST = 6
"""Letters of a word that may be mended; shorter ones come near to too much."""
MOST = 8
"""Strange words that are looked up; a text with more of them is of another language or none."""
_WORD = re.compile(r"(?<![\w:'’-])[A-Za-z][a-z]+(?![\w'’-])")
LONG = 7
"""Letters of a word in which one vowel may stand for another ("seperate")."""
_VOWELS = frozenset("aeiou")
_QUOTED = re.compile(r"[\"“”][^\"“”]*(?:[\"“”]|$)")


def mended(text: str, names: Names, notes: list[str]) -> str:
    """The text with mistyped words put right, each with a note; quoted words and values stay as typed.

    A capitalised word is no slip for an ordinary one; it may be one for a proponent's name.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    strange: set[str] = set()

    def put_right(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < SHORTEST or len(strange) > MOST or any(a <= match.start() < b for a, b in quoted):
            return word
        if not names.strange(word):
            return word
        strange.add(word)
        meant = near(word) if word.islower() else None
        meant = meant or (None if stem(word.lower()) in _stems() else names.holder(word))
        if meant is None:
            return word
        notes.append(f"{word!r} was read as {meant!r}")
        return meant

    return _WORD.sub(put_right, text)


def near(word: str) -> str | None:
    """The one word of the vocabulary that a lower-case word is a slip for; None where there is none, or more than one stem."""
    known = _by_length()
    if stem(word) in _stems():
        return None
    like = [one for size in (-1, 0, 1) for one in known.get(len(word) + size, ()) if _slip(word, one)]
    return min(like, key=lambda one: (len(one), one)) if len({stem(one) for one in like}) == 1 else None


def _slip(typed: str, word: str) -> bool:
    """Whether one transposition, one letter left out, one too many, or one vowel for another makes `typed` of `word`."""
    short, long = sorted((typed, word), key=len)
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if len(word) >= LONG and {typed[at : at + 1], word[at : at + 1]} <= _VOWELS and typed[at + 1 :] == word[at + 1 :]:
        return typed != word
    return typed[at : at + 2] == word[at : at + 2][::-1] and typed[at + 2 :] == word[at + 2 :] and typed != word


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for word in _words():
        found.setdefault(len(word), {})[word] = None
    return {length: tuple(words) for length, words in found.items()}


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _words())


@cache
def _words() -> tuple[str, ...]:
    """The words, of some length, in which the vocabularies of concepts and outcomes are written."""
    found = {word for text in _texts() for word in re.findall(r"[a-z]+", text.lower())}
    return tuple(sorted(word for word in found if len(word) >= SHORTEST - 1))


def _texts() -> Iterator[str]:
    concepts = json.loads(files("indexer").joinpath("data/concepts.json").read_text(encoding="utf-8"))["concepts"]
    outcomes = json.loads(files("search").joinpath("data/outcomes_asked.json").read_text(encoding="utf-8"))["outcomes"]
    yield "proposal proponent shareholder stockholder staff company response exclude exclusion omission precedent deadline"
    for row in concepts:
        yield from (*row["text"], *row.get("ask", ()), *row["examples"], *row.get("asks", ()))
    for row in outcomes:
        yield from row["examples"]
