"""What a form of citation is made of: dates, their place, and the name that they are put together with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.citations_names import NameAt
from indexer.citations_words import data

Form = Literal["bracket", "year", "plain", "prose", "listed", "undated"]


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a citation: an ISO date, or None and the year alone."""

    iso: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and its dates in one of the forms, with half-open offsets into the text read.

    `start` to `end` runs from the name's first letter to the bracket that closes the date. `strong`: the form itself says that
    it is a no-action letter ("avail.", a Westlaw number). `alias`: a short name that the text gives it there. `weak`:
    so unusual a form that the words around must speak of the staff.
    """

    name: NameAt
    dates: tuple[Dated, ...]
    start: int
    end: int
    form: Form
    strong: bool
    proponent: str | None = None
    alias: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date's form without its name: `start` is where the form (in prose, the name) begins, `end` where the form ends."""

    start: int
    end: int
    dates: tuple[Dated, ...]
    form: Form
    strong: bool = False
    recon: bool = False
    proponent: str | None = None
    weak: bool = False


def alternatives(section: str, flag: str | None = None) -> str:
    """The patterns of a section of the data file as one group; with `flag`, only those of the rows that have it."""
    return "(?:" + "|".join(f"(?:{row['pattern']})" for row in data()[section] if flag is None or row.get(flag)) + ")"
