"""Dates in a query: "since 2015", "2003..2008", "the 1990s", "before March 1998", "the 2025-26 season", "in 2019"."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from search.typed import Typed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_YEAR = r"[\d%,]|\s*(?:words|days|shares|percent|amend\w*|rules?|releases?|statement)\b"
_YEAR = rf"(?<![\d$,])(?<!\d\.)(?:19[6-9]|20[0-4])\d(?!{_NO_YEAR})"
_POINT = (
    rf"(?:(?P<month{{0}}>(?:{'|'.join(_MONTHS)})[a-z]*\.?)\s+(?:(?P<day{{0}}>\d{{{{1,2}}}}),?\s+)?)?"
    rf"(?P<year{{0}}>{_YEAR})(?:-(?P<m{{0}}>\d\d)-(?P<d{{0}}>\d\d))?"
)


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    """A shape with its points in time; compiled when a query first has a date."""
    return re.compile(shape.replace("<1>", _POINT.format(1)).replace("<2>", _POINT.format(2)), re.I)


_SEASON = r"\b(?:the\s+)?(?P<year>(?:19|20)\d\d)\s?[-–/]\s?(?P<next>\d\d)\b(?:\s+(?:proxy\s+)?season)?(?!\d|[-–]\d)"
_RANGE = r"(?:\b(?:between|from|since)\s+)?<1>\s*(?:\.\.+|[-–—]|\bto\b|\band\b|\bthrough\b|\buntil\b)\s*<2>"
_DECADE = (
    r"\b(?:the\s+|in\s+the\s+)?(?P<part>early\s+|late\s+|mid-?\s*)?"
    r"(?:(?P<century>19|20)(?P<tens>\d)0|'?(?P<short>[6-9])0)['’]?s\b"
)
_SINCE = r"\b(?P<word>since|after|from|starting(?: in)?|later than|newer than|since:)\s*<1>(?:\s+(?:on|onwards?|onward))?"
_UNTIL = r"\b(?P<word>before|until|till|prior to|up to|through|earlier than|older than|until:)\s*<1>"
_LAST = r"\b(?:in\s+)?(?:the\s+)?(?:last|past)\s+(?P<n>\d{1,2}|two|three|five|ten)\s+years?\b"
_BARE = r"\b(?:in\s+|during\s+|of\s+)?<1>"
_SOME_DATE = re.compile(r"(?:19|20)\d\d|[6-9]0['’]?s|years?\b", re.I)
_NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10}


@dataclass(frozen=True, slots=True)
class When:
    """The days asked for, inclusive, as ISO dates or None for open; `year` where a single year was named."""

    since: str | None = None
    until: str | None = None
    year: int | None = None


def read(typed: Typed, today: datetime.date) -> When:
    """The dates in a query, taken out of it. A lone year stands for itself and for the proxy season that ends in it."""
    if not _SOME_DATE.search(typed.left):
        return When()
    for match in typed.find(re.compile(_SEASON, re.I)):
        year, following = int(match["year"]), int(match["next"])
        if following == (year + 1) % 100:
            typed.take(*match.span())
            return When(f"{year}-10-01", f"{year + 1}-09-30")
    for match in typed.find(_compiled(_RANGE)):
        typed.take(*match.span())
        return When(min(_first(match, 1), _first(match, 2)), max(_last(match, 1), _last(match, 2)))
    for match in typed.find(re.compile(_DECADE, re.I)):
        typed.take(*match.span())
        return _decade(match)
    since = until = None
    for match in typed.find(_compiled(_SINCE)):
        typed.take(*match.span())
        since = (
            _next_day(_last(match, 1)) if match["word"].lower() in ("after", "later than", "newer than") else _first(match, 1)
        )
        break
    for match in typed.find(_compiled(_UNTIL)):
        typed.take(*match.span())
        before = match["word"].lower() in ("before", "prior to", "earlier than", "older than")
        until = _day_before(_first(match, 1)) if before else _last(match, 1)
        break
    for match in typed.find(re.compile(_LAST, re.I)):
        typed.take(*match.span())
        years = _NUMBERS.get(match["n"].lower()) or int(match["n"])
        return When(f"{today.year - years:04d}-{today:%m-%d}".replace("-02-29", "-02-28"), until)
    if since is not None or until is not None:
        return When(since, until)
    return _lone(typed)


def _lone(typed: Typed) -> When:
    for match in typed.find(_compiled(_BARE)):
        typed.take(*match.span())
        if match["month1"] or match["m1"]:
            return When(_first(match, 1), _last(match, 1))
        year = int(match["year1"])
        return When(f"{year - 1}-10-01", f"{year}-12-31", year)
    return When()


def bound(written: str, *, upper: bool) -> str | None:
    """The first or last day (ISO) of an option's value ("2015", "2015-03", "March 2015", "2015-03-01"); None if unread."""
    month_only = re.fullmatch(r"(\d{4})-(\d\d)", written.strip())
    if month_only and 1 <= int(month_only[2]) <= 12:
        written = f"{_MONTHS[int(month_only[2]) - 1]} {month_only[1]}"
    match = _compiled(r"\s*<1>\s*").fullmatch(written)
    if match is None:
        return None
    return _last(match, 1) if upper else _first(match, 1)


def _decade(match: re.Match[str]) -> When:
    start = int((match["century"] or "19") + (match["tens"] or match["short"]) + "0")
    part = (match["part"] or "").strip().lower().rstrip("-")
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(part, (0, 9))
    return When(f"{start + low}-01-01", f"{start + high}-12-31")


def _parts(match: re.Match[str], n: int) -> tuple[int, int | None, int | None]:
    year = int(match[f"year{n}"])
    if match[f"m{n}"]:
        return year, min(12, max(1, int(match[f"m{n}"]))), max(1, int(match[f"d{n}"]))
    month = match[f"month{n}"]
    number = _MONTHS.index(month[:3].lower()) + 1 if month else None
    return year, number, int(match[f"day{n}"]) if match[f"day{n}"] else None


def _first(match: re.Match[str], n: int) -> str:
    year, month, day = _parts(match, n)
    return _date(year, month or 1, day or 1).isoformat()


def _last(match: re.Match[str], n: int) -> str:
    year, month, day = _parts(match, n)
    return _date(year, month or 12, day or 31).isoformat()


def _date(year: int, month: int, day: int) -> datetime.date:
    """The day, or the last of its month where the month is shorter."""
    for late in range(min(day, 31), 27, -1):
        try:
            return datetime.date(year, month, late)
        except ValueError:
            continue
    return datetime.date(year, month, max(1, min(day, 28)))


def _next_day(iso: str) -> str:
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days=1)).isoformat()


def _day_before(iso: str) -> str:
    return (datetime.date.fromisoformat(iso) - datetime.timedelta(days=1)).isoformat()
