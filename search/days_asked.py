"""Days late in a query: "one day late", "more than three weeks past the due date", "between 2 and 6 days late", ">30"."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.query import Query
from search.typed import Typed

_COMPARED = re.compile(r"(?P<sign>[<>]=?|=)?(?P<first>\d{1,5})(?:\.\.|-)?(?P<last>\d{1,5})?$")
_COUNT = (
    r"(?:\b(?P<bound>(?:more|over|greater|longer|less|fewer|under)(?:\s+than)?|at\s+least|at\s+most|up\s+to|within)\s+)?"
    r"\b(?P<n>\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|single)\s+(?:calendar\s+)?"
    r"(?P<unit>days?|weeks?|months?)"
)
_LIMIT = r"(?:deadline|due date|cut-?off(?: date)?|closing date|last day|date (?:printed|given|stated|set|announced))"
_DAYS = (
    _COUNT + rf"\s+(?:late|(?:after|past|beyond) (?:the |its |our |your |that )?(?:\w+ )?{_LIMIT}|overdue|too late)\b",
    r"\b(?:missed|late|untimely|deadline|overdue)\b[^.?!\x00]{0,30}?\bby\s+" + _COUNT,
)
_BETWEEN = re.compile(
    r"\b(?:between\s+|from\s+)?(?P<first>\d{1,4})\s*(?:-|–|\.\.|to|and)\s*(?P<last>\d{1,4})\s+days?\s+(?:late|after|past|overdue)\b",
    re.I,
)
_WORD_OF_DAYS = re.compile("day|week|month", re.I)
_NUMBER = {
    "a": 1, "single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_UNIT = {"day": 1, "week": 7, "month": 30}
TOLD = 18
"""Words from which on a query tells facts: "more than three weeks late" is then one of them, and no limit."""


def between(value: str) -> tuple[int | None, int | None] | None:
    """(least, most) days of ">30", "<=5", "10..20", "7"; None where it is none of these."""
    match = _COMPARED.match(value.replace(" ", ""))
    if match is None:
        return None
    first, sign = int(match["first"]), match["sign"]
    if match["last"]:
        return first, int(match["last"])
    if value.endswith(".."):
        return first, None
    return {">": (first + 1, None), ">=": (first, None), "<": (1, first - 1), "<=": (1, first)}.get(sign or "", (first, first))


def read(typed: Typed, query: Query) -> Query:
    """The query with the days late to come near to, or the bounds that were put to them. The words stay."""
    shapes = _DAYS if _WORD_OF_DAYS.search(typed.left) else ()
    span = _BETWEEN.search(typed.left) if shapes else None
    if span is not None:
        typed.take(span.start(), span.end("last"))
        return _late(replace(query, late=(int(span["first"]), int(span["last"]))))
    match = next((found for shape in shapes if (found := re.compile(shape, re.I).search(typed.left))), None)
    if match is None:
        return query
    number = _NUMBER[match["n"].lower()] if match["n"].lower() in _NUMBER else int(match["n"])
    days = number * _UNIT[match["unit"].lower().rstrip("s")]
    typed.take(match.start("bound") if match["bound"] else match.start("n"), match.end("unit"))
    limits = _limits(match["bound"], days) if len(typed.text.split()) < TOLD else None
    if limits is not None:
        return _late(replace(query, late=limits))
    return _late(replace(query, about_days=days or None))


def _late(query: Query) -> Query:
    return query if "untimely" in query.concepts else replace(query, concepts=(*query.concepts, "untimely"))


def _limits(bound: str | None, days: int) -> tuple[int | None, int | None] | None:
    """(least, most) days late of "more than 30", "at most 5"; None where no bound was put."""
    word = (bound or "").lower().split()
    if not word:
        return None
    if word[0] in ("more", "over", "greater", "longer"):
        return days + 1, None
    if word[0] in ("less", "fewer", "under"):
        return 1, days - 1
    return (days, None) if word[-1] == "least" else (1, days)
