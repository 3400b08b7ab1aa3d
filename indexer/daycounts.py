"""Counts of days as letters write them ("twenty-one days late", "two weeks after that date", "a day past the deadline")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.patterns import in_lower_case

_UNITS = tuple(
    "one two three four five six seven eight nine ten "  # noqa: SIM905  # a list literal of these is forty lines
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{_UNIT})"
_HUNDREDS = rf"(?:one|two|three|a) hundred(?: and)?(?: {_BELOW_HUNDRED})?"
NUMBER = rf"(?:\d{{1,3}}|{_HUNDREDS}|{_BELOW_HUNDRED}|a(?:n entire| full| single)?|an)"
_COUNT = re.compile(
    rf"\b(?P<number>{NUMBER})(?: \(\d{{1,3}}\))?[ -](?:full |single |whole |calendar |short )?"
    r"(?P<unit>days?|weeks?)\b(?!'? notice)",
    re.I,
)
_NEXT_DAY = re.compile(r"\b(?:the|on the|the very) (?:day (?:after|following)|next day|following day)\b", re.I)
_SMALL_NEXT_DAY = in_lower_case(_NEXT_DAY.pattern)
_AFTER = re.compile(
    r"^,?(?: too| or more)? ?(?:\(?late\b|later\b|past\b|after|beyond|overdue|behind|out of time|following the|tardy|"
    r"farther off|too late)",
    re.I,
)
_BEFORE = re.compile(
    r"(?:\blate,? by|\bmiss(?:ed|es|ing)?\b[^.;]{0,50}\bby"
    r"|\b(?:delay|lateness|default|interval|gap|lapse)\b[^.;]{0,60}|\b(?:late|deadline)\b[^.;]{0,24}\bby"
    r"|\bfrom\b[^.;]{6,60}\b(?:is|was|are|were|makes?|counts?))"
    r"(?: some| only| all of| fully| exactly| just| a mere)? $",
    re.I,
)
_NOT_LATE = re.compile(
    r"^ (?:before|prior|early|earlier|from (?:today|now|the date)|in hand|off\b|of (?:receipt|receiving|the))", re.I
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of calendar days at [start, end) of a text; `late` where the words say that something came so much late."""

    days: int
    start: int
    end: int
    late: bool


def find_counts(text: str) -> tuple[Count, ...]:
    """Every count of days or weeks in `text`, in order; "the day after" is one day. Counts said to be early are left out."""
    next_days = _SMALL_NEXT_DAY.finditer(text.lower()) if text.isascii() else _NEXT_DAY.finditer(text)
    found = [Count(1, match.start(), match.end(), late=True) for match in next_days]
    for match in (match for low, high in _near_units(text) for match in _COUNT.finditer(text, low, high)):
        behind = text[match.end() : match.end() + 40]
        if _NOT_LATE.match(behind):
            continue
        days = number(match["number"]) * (7 if match["unit"].lower().startswith("week") else 1)
        late = bool(_AFTER.match(behind) or _BEFORE.search(text[max(0, match.start() - 90) : match.start()]))
        found.append(Count(days, match.start(), match.end(), late))
    return tuple(sorted(found, key=lambda count: count.start))


def _near_units(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` that end with "days" or "weeks" and reach back as far as a number does."""
    near: list[tuple[int, int]] = []
    for match in _UNIT_WORD.finditer(text):
        low, high = max(match.start() - _LONGEST_NUMBER, 0), match.end() + 10
        if near and low <= near[-1][1]:
            near[-1] = (near[-1][0], high)
        else:
            near.append((low, high))
    return near


_UNIT_WORD = re.compile(r"[dDwW](?:ays?|eeks?|AYS?|EEKS?)\b")
_LONGEST_NUMBER = 60


def number(words: str) -> int:
    """The number that figures or English words up to 399 name. Raises ValueError for what is none."""
    folded = words.casefold().replace("-", " ").replace(" and", "").strip()
    if folded.isdigit():
        return int(folded)
    if folded.split()[0] in ("a", "an") and "hundred" not in folded:
        return 1
    total = 0
    for word in folded.split():
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS:
            total += _UNITS.index(word) + 1
        elif word in _TENS:
            total += (_TENS.index(word) + 2) * 10
        elif word != "a":
            raise ValueError(words)
    return total
