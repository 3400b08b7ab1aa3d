"""What the address of a letter's file tells: the date in its name, and whether it is a request or a reconsideration.

A name's date is a check on the text's, and never replaces it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

_NAME = re.compile(
    r"(?P<slug>[a-z][\w&.'-]*?)[-_]?(?P<month>[01]\d)(?P<day>[0-3]\d)(?P<year>\d\d)(?P<rest>(?:[-_][\w-]*)?)$", re.I
)
_PIVOT = 60


@dataclass(frozen=True, slots=True)
class Slug:
    """The date (ISO) in a file's name, and its form (`incoming`, `response` or None)."""

    date: str | None = None
    form: str | None = None


def of_address(url: str) -> Slug:
    """What the name of the file at `url` tells."""
    name = urlsplit(url).path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    form = (
        "incoming"
        if re.search(r"[-_]incoming\b", name, re.I)
        else "response"
        if re.search(r"[-_]response\b", name, re.I)
        else None
    )
    match = _NAME.match(name)
    return Slug(_iso(match) if match else None, form)


def _iso(match: re.Match[str]) -> str | None:
    short = int(match["year"])
    try:
        return date(short + (2000 if short < _PIVOT else 1900), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None
