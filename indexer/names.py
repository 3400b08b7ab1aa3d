"""Company names: folding, initials, and how alike two names are.

Two names are compared by their folded words: lower case, "&" read as "and", usual abbreviations written out, corporate forms
and a leading "The" left out. Tables: indexer/data/names.json.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.home import table

Likeness = Literal["same", "initials", "short", "misspelt"]
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*|&")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.\s?){2,}")
_SMUDGES = (("rn", "m"), ("vv", "w"), ("1", "i"), ("l", "i"), ("0", "o"), ("5", "s"), ("8", "b"))
MISSPELT_WORD = 0.74  # below this likeness two words are different words ("toyland", "tolliver")
MISSPELT_NAME = 0.86


@dataclass(frozen=True, slots=True)
class NameTables:
    """The shipped tables of names: corporate forms, words that a short name drops, abbreviations, well-known short names."""

    forms: frozenset[str]
    weak: frozenset[str]
    abbreviations: dict[str, str]
    well_known: dict[str, str]


@cache
def tables() -> NameTables:
    """The tables of indexer/data/names.json."""
    raw = json.loads(table("indexer", "names.json"))
    return NameTables(frozenset(raw["forms"]), frozenset(raw["weak"]), raw["abbreviations"], raw["well_known"])


@cache
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order: ("penrose", "water", "and", "electric"). Empty for a name without letters."""
    known = tables()
    text = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", name.replace("*", "")).casefold().replace("’", "'")
    found = ["and" if word == "&" else known.abbreviations.get(word.rstrip("'"), word) for word in _WORD.findall(text)]
    found = [word.removesuffix("'s").replace("'", "") for word in found]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    kept = [word for word in found if word not in known.forms]
    while kept and kept[-1] == "and":  # "Dow & Co." and "Dow"
        kept.pop()
    return tuple(kept or found)


def fold(name: str) -> str:
    """The folded name as one string; equal strings are one name ("penrose water and electric")."""
    return " ".join(words(name))


def squeeze(name: str) -> str:
    """The folded name without spaces and "and": "Wal-Mart" and "Walmart" meet here."""
    return "".join(word for word in words(name) if word != "and")


def unsmudge(folded: str) -> str:
    """A form in which signs that scans confuse are the same ("thomquist" and "thornquist")."""
    for damaged, plain in _SMUDGES:
        folded = folded.replace(damaged, plain)
    return folded


def initials(name: str) -> str:
    """The first letters of the folded words, "and" left out: "ibm". Empty for a name of one word."""
    found = [word[0] for word in words(name) if word not in ("and", "of", "the")]
    return "".join(found) if len(found) > 1 else ""


def likeness(cited: str, held: str) -> Likeness | None:
    """How a cited name stands to a held one, or None where they are different names.

    `same`: equal once folded. `initials`: one is the other's initials or well-known short name. `short`: the words of one begin
    the other's. `misspelt`: the same words within the bounds of scanning damage and slips of the pen (each word alike by
    MISSPELT_WORD, the whole by MISSPELT_NAME or more, normalised Indel similarity).
    """
    one, other = words(cited), words(held)
    if not one or not other:
        return None
    if one == other or squeeze(cited) == squeeze(held):
        return "same"
    if _by_initials(cited, held) or _by_initials(held, cited):
        return "initials"
    if _begins(one, other) or _begins(other, one):
        return "short"
    return "misspelt" if _misspelt(one, other) else None


def _by_initials(short: str, long: str) -> bool:
    folded = fold(short)
    known = tables().well_known.get(folded)
    if known is not None and fold(long).startswith(known):
        return True
    return " " not in folded and len(folded) >= 3 and folded == initials(long)


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is a telling beginning of `long`: two words, or one of five letters followed only by weak words."""
    if len(short) >= len(long) or long[: len(short)] != short:
        return False
    if len(short) == 1:
        return len(short[0]) >= 4 and all(word in tables().weak for word in long[1:])
    return short[-1] != "and"


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    from rapidfuzz.fuzz import ratio

    whole, another = " ".join(one), " ".join(other)
    if unsmudge(whole) == unsmudge(another):
        return True
    if min(len(whole), len(another)) < 5 or ratio(whole, another) < 100 * MISSPELT_NAME:
        return False
    if len(one) != len(other):
        return ratio("".join(one), "".join(other)) >= 100 * 0.93
    return all(
        a == b or (ratio(a, b) >= 100 * MISSPELT_WORD and not (a.isdigit() or b.isdigit()))
        for a, b in zip(one, other, strict=True)
    )
