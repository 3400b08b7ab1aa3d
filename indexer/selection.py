"""What a run of `fetch` is after: everything, a calendar year, a season, or letters that are cited and not held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.catalog import Catalog
from corpus.errors import Unusable
from corpus.records import Reference
from corpus.sources.addresses import Listing, plain, season_of
from indexer import names

FIRST_YEAR = 1971
FIRST_LIST = 2007
"""The year of the first list on the Commission's site; older letters are only among EDGAR's scans, from about FIRST_SCAN."""
FIRST_SCAN = 2002
NEAR = timedelta(days=10)
"""How far the date of a citation may lie from the list's to be worth fetching the letter."""
AVAILABLE_WITHIN = timedelta(days=150)
"""How long after the response a scan's filing date may lie."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that is wanted: company, date (ISO) or year alone, and an address where its number gives one."""

    company: str
    date: str | None = None
    year: int | None = None


class Wishes:
    """Wanted letters, filed by their names: a home cites some ten thousand, and lists name as many."""

    def __init__(self, letters: Iterable[Wanted]) -> None:
        self.letters = tuple(dict.fromkeys(letters))
        self._filed: dict[str, list[Wanted]] = {}
        for one in self.letters:
            for block in names.blocks(one.company):
                self._filed.setdefault(block, []).append(one)

    def fit(self, reference: Reference) -> bool:
        """Whether a listed letter may be one of these."""
        near = {one for block in names.blocks(reference.company or "") for one in self._filed.get(block, ())}
        return any(fits(reference, one) for one in near)


@dataclass(frozen=True, slots=True)
class Selection:
    """What to bring. At most one of the fields is set; none means everything that the lists name."""

    year: int | None = None
    season: str | None = None
    paper: int | None = None
    wanted: Wishes | None = None

    def __str__(self) -> str:
        return f"year {self.year}, season {self.season}, paper {self.paper}, wanted {self.wanted is not None}"

    @property
    def years(self) -> frozenset[int] | None:
        """The calendar years in which answers may lie; None for all."""
        if self.year is not None:
            return frozenset([self.year])
        if self.season is not None:
            first = int(self.season[:4])
            return frozenset([first, first + 1])
        if self.wanted is not None:
            return frozenset(year for one in self.wanted.letters if (year := _year(one)))
        return None

    def follows(self, listing: Listing) -> bool:
        """Whether a listing may name what is wanted; one that tells no year may."""
        years = self.years
        if years is None:
            return True
        if self.season is not None and listing.season is not None:
            return listing.season == self.season
        if listing.year is not None:
            return listing.year in years
        if listing.season is not None:
            first = int(listing.season[:4])
            return bool(years & {first, first + 1})
        return True

    def takes(self, reference: Reference, listing: Listing | None) -> bool:
        """Whether a listed letter is wanted."""
        if self.wanted is not None:
            return self.wanted.fit(reference)
        day = reference.date or reference.incoming_date
        if self.season is not None:
            if reference.season or (listing is not None and listing.season):
                return self.season in (reference.season, listing.season if listing else None)
            return day is None or season_of(reference.incoming_date or day) == self.season
        if self.year is not None:
            if listing is not None and listing.year == self.year:
                return True
            return day is None or int(day[:4]) == self.year
        return True


def season_from(words: str) -> str:
    """The season that a user names ("2024-2025", "2024-25"). Raises Unusable."""
    match = re.fullmatch(r"\s*(\d{4})\s*[-/]\s*(\d{2}|\d{4})\s*", plain(words))
    if match is not None:
        last = int(match[1]) + 1
        if match[2] in (str(last), f"{last % 100:02}"):
            return f"{match[1]}-{last}"
    raise Unusable(f"{words!r} is no season", "a season is two years in a row, like 2024-2025 (October to September)")


def year_from(year: int | None) -> int | None:
    """The year, checked. Raises Unusable where no letter can be of it."""
    if year is not None and not FIRST_YEAR <= year <= date.today().year + 1:
        raise Unusable(f"no letter is of the year {year}", f"letters run from {FIRST_YEAR} to now")
    return year


def missing(catalog: Catalog) -> Wishes:
    """What is cited and not held, and what is known by facts or a chart's row and has no text here."""
    from indexer import edges

    cited = [Wanted(row["company"], row["date"], row["year"]) for row in edges.missing(catalog)]
    known = [
        Wanted(key.company, key.response_date or key.incoming_date)
        for key in catalog.keys()  # noqa: SIM118 (a catalog is no mapping)
        if key.source != "letter" and key.company and (key.response_date or key.incoming_date)
    ]
    return Wishes((*cited, *known))


def fits(reference: Reference, wanted: Wanted) -> bool:
    """Whether a listed letter may be the wanted one: a like name, and a date close by or the same year."""
    if not reference.company or names.likeness(wanted.company, reference.company) is None:
        return False
    days = [day for day in (reference.date, reference.incoming_date) if day]
    if wanted.date is None or not days:
        year = _year(wanted)
        return not days or year is None or any(int(day[:4]) == year for day in days)
    day = date.fromisoformat(wanted.date)
    if reference.form == "scan":
        return any(timedelta(-3) <= date.fromisoformat(listed) - day <= AVAILABLE_WITHIN for listed in days)
    return any(abs(date.fromisoformat(listed) - day) <= NEAR for listed in days)


def scan_years(wanted: Iterable[Wanted]) -> list[int]:
    """The years whose wanted letters are on no list, but may be among EDGAR's scans."""
    years = {year for one in wanted if (year := _year(one)) and FIRST_SCAN <= year < FIRST_LIST}
    return sorted(years)


def _year(wanted: Wanted) -> int | None:
    return int(wanted.date[:4]) if wanted.date else wanted.year
