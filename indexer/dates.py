"""Reads dates in every form that letters, stamps and e-mail headers use, through scanning damage.

The one module that knows how a date is written. Months are data (indexer/data/months.json); a word that is no known
spelling is compared with the twelve names after the usual confusions of scans ("rn" for "m") are undone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class DateAt(NamedTuple):
    """A date and the half-open place of its words in the text it was found in."""

    iso: str
    start: int
    end: int


_YEAR = r"(?P<year>(?:[1lI|]\s?9|2\s?[0Oo])\s?[0-9OolI|]\s?[0-9OolI|](?!\d)|['`]\s?\d\d(?!\d))"
_DAY = r"(?P<day>[0-3lIOZ|]\s?[0-9lIOoSZBi|]|[1-9lI|]|[SZB](?=\s?,))"
_MONTH_FIRST = re.compile(
    r"(?P<month>(?:Ju1y|Apri1|N0[vV][A-Za-z]{0,5}|[A-Z][A-Za-z]{2,10}+|[A-Z] [A-Z] [A-Z](?= )))"
    r"(?:\s{0,2}\.\s{0,2}|\s{1,40}+(?:-\s?)?|(?=\d))"
    + _DAY
    + r"(?:\s?(?:st|nd|rd|th))?(?:\s{0,3}[,.;]{1,2}\s{0,40}|\s{1,40}|(?<=[0-9lIO])(?=[12][90]))"
    + _YEAR
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]{1,3}(?P<month>[A-Z][A-Za-z]{2,10}+)\.?,?[\s-]{1,3}"
    r"(?P<year>(?:19|20)\d\d(?!\d)|'\d\d(?!\d))"
)
_NUMERIC = re.compile(r"(?P<sep>[/-])\s?(?P<b>[0-9lIO]{1,2})\s?(?P=sep)\s?(?P<year>(?:19|2[0O])[\dO][\dlIO]|\d\d)(?![\dO/-])")
_MONTH_NUMBER = re.compile(r"(?<![\w/.$-])[0-9lIO]{1,2}(?=\s?$)")
_DOTTED = re.compile(r"\.(?P<b>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?![\d.])")
_ISO = re.compile(r"(?P<year>[12][90]\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d|\d\d)\s+(?P<month>[A-Z]{3})\s+-?\s?(?P<day>\d{1,2})(?=\s+[AP]\.?M\b|\s{2,}|\s*\n)"
)
_SHORT_YEAR = re.compile(r"(?P<month>[A-Z]{3})\s+(?P<day>\d{1,2})\s+(?P<year>\d\d)(?!\d)")
_MONTH_IN_CAPITALS = re.compile(r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\s")
_BEFORE_NUMBER = frozenset("0123456789/.$-")
"""Signs that make the number after them part of something else than a date."""
_DIGITS = str.maketrans("OolIi|SZB", "001111528")
_PIVOT = 40
"""A year of two digits below this is of this century: the letters run from the 1970s."""


def _spellings() -> dict[str, int]:
    rows = json.loads(files("indexer").joinpath("data/months.json").read_text(encoding="utf-8"))["months"]
    return {word.casefold(): row["month"] for row in rows for word in (row["name"], *row["short"], *row["damaged"])}


_SPELLINGS = _spellings()
_NAMES = tuple(date(2000, month, 1).strftime("%B").casefold() for month in range(1, 13))


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """The month (1-12) that `word` names, in full, abbreviated or damaged; None where it names none.

    A word glued before it ("FINANCEFebruary") does not count against it. Damage of up to two letters in a long name, one in
    a short one, is read through; abbreviations are read only as they are.
    """
    folded = word.casefold()
    exact = _SPELLINGS.get(folded)
    if exact:
        return exact
    for name in _NAMES:
        if len(name) > 3 and folded.endswith(name):
            return _SPELLINGS[name]
    plain = folded.replace("0", "o").replace("1", "l").replace("rn", "m")
    if len(plain) < 4:
        return None
    best = min(_NAMES, key=lambda name: _distance(plain, name))
    return _SPELLINGS[best] if len(best) > 3 and _distance(plain, best) <= (2 if len(best) > 6 else 1) else None


def find_dates(text: str) -> list[DateAt]:
    """Every date in `text` in order, without overlaps; a month and year alone is none.

    "3/4/2005" is read month first unless only day first is possible; a two-digit year below 40 is of this century.
    """
    return list(_find(text))


def first_date(text: str) -> DateAt | None:
    """The first date in `text`."""
    found = _find(text)
    return found[0] if found else None


@lru_cache(maxsize=512)
def _find(text: str) -> tuple[DateAt, ...]:
    found = sorted({*_named(text), *_numeric(text)}, key=lambda at: (at.start, -at.end))
    kept: list[DateAt] = []
    for at in found:
        if not kept or at.start >= kept[-1].end:
            kept.append(at)
    return tuple(kept)


def _named(text: str) -> Iterator[DateAt]:
    for match in _MONTH_FIRST.finditer(text):
        word = match["month"]
        if " " in word:  # "J A N 2 4 1989"
            word = "" if text[match.start() - 2 : match.start()].strip().isalnum() else word.replace(" ", "")
        month = month_of(word)
        if month:
            yield from _checked(_year(match["year"]), month, match["day"], match.start() + _glued(word), match.end())
    for match in _DAY_FIRST.finditer(text):
        month = month_of(match["month"])
        before = text[match.start() - 1 : match.start()]
        if month and not before.isalnum() and before not in (",", "/", "-"):
            yield from _checked(_year(match["year"]), month, match["day"], *match.span())


def _numeric(text: str) -> Iterator[DateAt]:
    for match in (*_NUMERIC.finditer(text), *_DOTTED.finditer(text)):
        first = _MONTH_NUMBER.search(text, max(match.start() - 4, 0), match.start())
        if first:
            yield from _month_first(first[0], match["b"], match["year"], first.start(), match.end())
    for match in _ISO.finditer(text) if "-0" in text or "-1" in text else ():
        if text[match.start() - 1 : match.start()] not in _BEFORE_NUMBER:
            yield from _checked(int(match["year"]), int(match["month"]), match["day"], *match.span())
    if not _MONTH_IN_CAPITALS.search(text):
        return
    for match in (*_YEAR_FIRST.finditer(text), *_SHORT_YEAR.finditer(text)):
        month = _SPELLINGS.get(match["month"].casefold(), 0)
        if month and not text[match.start() - 1 : match.start()].isalnum():
            yield from _checked(_year(match["year"]), month, match["day"], *match.span())


def _month_first(a: str, b: str, year: str, start: int, end: int) -> Iterator[DateAt]:
    """A date in numbers: the month before the day, unless only the other order is one."""
    one, other = _number(a), _number(b)
    month, day = (other, one) if one > 12 and other <= 12 else (one, other)
    yield from _checked(_year(year), month, str(day), start, end)


def _checked(year: int, month: int, day: str, start: int, end: int) -> Iterator[DateAt]:
    """The date as an item, or nothing where no calendar has it."""
    try:
        yield DateAt(date(year, month, _number(day)).isoformat(), start, end)
    except ValueError:
        return


def _number(digits: str) -> int:
    kept = "".join(digits.translate(_DIGITS).split())
    return int(kept) if kept.isdigit() else 0


def _year(digits: str) -> int:
    number = _number(digits.strip("'` "))
    if number >= 100:
        return number
    return number + (2000 if number < _PIVOT else 1900)


def _glued(word: str) -> int:
    """How many characters stand before the month's own name in a word that something is glued to."""
    folded = word.casefold()
    if folded in _SPELLINGS:
        return 0
    return next((len(word) - len(name) for name in _NAMES if len(name) > 3 and folded.endswith(name)), 0)


def _distance(a: str, b: str) -> int:
    """Levenshtein's edit distance; three stands for any greater one (rows beyond it are not completed)."""
    if abs(len(a) - len(b)) > 2:
        return 3
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        left = i
        new = [i]
        for j, y in enumerate(b, 1):
            left = min(row[j] + 1, left + 1, row[j - 1] + (x != y))
            new.append(left)
        if min(new) > 2:
            return 3
        row = new
    return row[-1]
