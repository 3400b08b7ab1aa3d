"""Company names: folding, initials, and how alike two names are.

Two names are compared by their folded words: lower case, "&" read as "and", usual abbreviations written out, corporate forms
and a leading "The" left out. Tables: indexer/data/names.json.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
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
MISSPELT_JOINED = 0.93  # where a space was lost or put in
_LONGEST_INITIALS = 5
_EDITION = 1  # raised with every change of this module or of indexer.resolution that resolves a citation differently
_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class NameTables:
    """The shipped tables of names: corporate forms, words that a short name drops, words that many names share, abbreviations,
    and well-known short names with the folded beginning of the name that they stand for."""

    forms: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    abbreviations: dict[str, str]
    well_known: dict[str, str]

    @property
    def vocabulary(self) -> frozenset[str]:
        """Words that are right as they stand: one of them is not a misspelling of another."""
        return _vocabulary()


@cache
def tables() -> NameTables:
    """The tables of indexer/data/names.json."""
    raw = json.loads(table("indexer", "names.json"))
    return NameTables(
        frozenset(raw["forms"]), frozenset(raw["weak"]), frozenset(raw["common"]), raw["abbreviations"], raw["well_known"]
    )


@cache
def edition() -> str:
    """What filed names and resolved citations depend on: a catalog of another edition has to be resolved anew."""
    return f"{_EDITION}-{hashlib.sha256(table('indexer', 'names.json').encode()).hexdigest()[:12]}"


@cache
def _vocabulary() -> frozenset[str]:
    known = tables()
    return known.weak | known.common | set(known.abbreviations.values())


@cache
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order: ("penrose", "water", "and", "electric"). Empty for a name without letters."""
    known = tables()
    plain = unicodedata.normalize("NFKD", name.replace("*", "").replace("’", "'"))
    text = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", plain)
    text = _MARKS.sub("", text).casefold()
    found = ["and" if word == "&" else known.abbreviations.get(word.rstrip("'"), word) for word in _WORD.findall(text)]
    found = [folded for word in found if (folded := word.removesuffix("'s").replace("'", ""))]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    kept = [word for word in found if word not in known.forms]
    while kept and kept[-1] == "and":  # "Dow & Co." and "Dow"
        kept.pop()
    return tuple(kept or found)


@cache
def fold(name: str) -> str:
    """The folded name as one string; equal strings are one name ("penrose water and electric")."""
    return " ".join(words(name))


@cache
def squeeze(name: str) -> str:
    """The folded name without spaces and "and": "Wal-Mart" and "Walmart" meet here."""
    return "".join(word for word in words(name) if word != "and")


@cache
def unsmudge(folded: str) -> str:
    """A form in which signs that scans confuse are the same ("thomquist" and "thornquist")."""
    for damaged, plain in _SMUDGES:
        folded = folded.replace(damaged, plain)
    return folded


@cache
def initials(name: str) -> str:
    """The first letters of the folded words, "and" left out: "ibm". Empty for a name of one word."""
    found = [word[0] for word in words(name) if word not in ("and", "of", "the")]
    return "".join(found) if len(found) > 1 else ""


@cache
def blocks(name: str) -> frozenset[str]:
    """The keys under which a name is filed: two names that are alike (`likeness`) share at least one.

    They depend on the name alone, never on how many other names there are, so that adding a letter can only touch the cited
    names that share a key with its own. Words that many names have ("American") are keys only together with the next word.
    """
    known = tables()
    squeezed = squeeze(name)
    if not squeezed:
        return frozenset()
    content = [word for word in words(name) if word != "and"]
    rare = [word for word in content if word not in known.weak and word not in known.common]
    end = "".join(rare or content)  # "Holdings" ends too many names
    keys = {"=" + squeezed, "~" + unsmudge(squeezed)[:4], "~" + unsmudge(end)[-5:], "^" + " ".join(content[:2]), *rare}
    if initials(name):
        keys.add("@" + initials(name))
    if len(squeezed) <= _LONGEST_INITIALS:
        keys.add("@" + squeezed)
    long = known.well_known.get(fold(name))
    return frozenset(keys | blocks(long)) if long and long != fold(name) else frozenset(keys)


def same(one: str, other: str) -> bool:
    """Whether two names are one name once folded."""
    return squeeze(one) == squeeze(other) != ""


def likeness(cited: str, held: str) -> Likeness | None:
    """How a cited name stands to a held one, or None where they are different names.

    `same`: equal once folded. `initials`: one is the other's initials or well-known short name. `short`: the words of one begin
    the other's. `misspelt`: the same words within the bounds of scanning damage and slips of the pen (each word alike by
    MISSPELT_WORD, the whole by MISSPELT_NAME or more, normalised Indel similarity).
    """
    one, other = words(cited), words(held)
    if not squeeze(cited) or not squeeze(held):
        return None
    if same(cited, held):
        return "same"
    if _by_initials(cited, held) or _by_initials(held, cited):
        return "initials"
    if _begins(one, other) or _begins(other, one):
        return "short"
    return "misspelt" if _misspelt(one, other) else None


def _by_initials(short: str, long: str) -> bool:
    """Whether `short` is a well-known short name of `long`, or its initials: three letters, or two with "&" between them."""
    known = tables().well_known.get(fold(short))
    if known is not None:
        begun, rest = tuple(known.split()), words(long)
        if rest[: len(begun)] == begun and all(word in tables().weak for word in rest[len(begun) :]):
            return True
    squeezed = squeeze(short)
    enough = 3 if "and" not in words(short) else 2
    return enough <= len(squeezed) <= _LONGEST_INITIALS and squeezed == initials(long) and len(words(short)) <= 3


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is a telling beginning of `long`: two words, or one of five letters that few names share."""
    if len(short) >= len(long) or long[: len(short)] != short:
        return False
    if len(short) > 1:
        return short[-1] != "and" and not (len(short) == 2 and short[-1] in ("of", "the"))
    return telling(short[0]) or (len(short[0]) >= 4 and all(word in tables().weak for word in long[1:]))


def telling(word: str) -> bool:
    """Whether a single folded word can stand for a company: five letters, and no word that many names share."""
    return len(word) >= 5 and word not in tables().common and word not in tables().weak


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    from rapidfuzz.fuzz import ratio

    whole, another = " ".join(one), " ".join(other)
    if unsmudge(whole) == unsmudge(another):
        return True
    if min(len(whole), len(another)) < 5 or ratio(whole, another) < 100 * MISSPELT_NAME:
        return False
    if len(one) != len(other):
        return ratio("".join(one), "".join(other)) >= 100 * MISSPELT_JOINED
    return all(a == b or _slip(a, b) for a, b in zip(one, other, strict=True))


def _slip(one: str, other: str) -> bool:
    """Whether one word may be the other misspelt: alike enough, and neither a number nor another word of the vocabulary."""
    from rapidfuzz.fuzz import ratio

    known = tables()
    if one.isdigit() or other.isdigit() or (one in known.vocabulary and other in known.vocabulary):
        return False
    return ratio(one, other) >= 100 * MISSPELT_WORD or unsmudge(one) == unsmudge(other)
