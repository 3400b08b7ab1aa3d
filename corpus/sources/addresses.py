"""The table of addresses and of the words by which pages are read, as patterns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import Unusable
from corpus.home import Home, table

TABLE = "addresses.json"
Words = tuple[tuple[str, re.Pattern[str]], ...]
"""Rows of a word list, (what it stands for, pattern), in order: the first that fits counts."""

_MARKS = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2011": "-", "\u2010": "-", "\u00a0": " ", "\u2019": "'"})


@dataclass(frozen=True, slots=True)
class Readers:
    """What the indexer knows and a page's words need: how dates, rules and a chart's answers are written.

    `dates` gives (ISO date, start, end) of each date in order, `bases` canonical rules in order, `outcome` one of OUTCOMES.
    """

    dates: Callable[[str], Sequence[tuple[str, int, int]]]
    bases: Callable[[str], Sequence[str]]
    outcome: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Listing:
    """A further page that lists letters. `year` for a calendar year, `season` ("2024-2025") for October to September."""

    url: str
    kind: str
    title: str
    year: int | None = None
    season: str | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The table, read: addresses below `base`, the hosts that may be asked (with port, where one is named), the word lists."""

    base: str
    hosts: frozenset[str]
    aliases: frozenset[str]
    landing: tuple[str, ...]
    form_index: str
    scan: str
    document: str
    words: dict[str, Words]

    def absolute(self, link: str, page: str) -> str | None:
        """The address that `link` on `page` leads to; None where that is no web page of these hosts.

        With another base (a mirror), a link to the Commission's own hosts leads to the same path on the mirror.
        """
        joined = urljoin(page, link.strip()).split("#", 1)[0]
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https"):
            return None
        if parts.netloc in self.hosts and parts.scheme == "http" and self.base.startswith("https:"):
            joined = parts._replace(scheme="https").geturl()
        elif parts.netloc not in self.hosts and parts.netloc in self.aliases:
            joined = self.base + parts._replace(scheme="", netloc="").geturl()
        return joined if self.serves(joined) else None

    def serves(self, url: str) -> bool:
        """Whether an address is one that may be asked: of these hosts, and not less secure than `base`."""
        parts = urlsplit(url)
        secure = parts.scheme == "https" or urlsplit(self.base).scheme == "http"
        return parts.scheme in ("http", "https") and secure and parts.netloc in self.hosts and not parts.username

    def is_letter(self, url: str) -> bool:
        """Whether an address looks like that of a letter's file."""
        path = urlsplit(url).path
        return self.first("letter_addresses", path) is not None and self.first("never_letters", path) is None

    def may_be_letter(self, url: str) -> bool:
        """Whether an address is that of any PDF which is not known to be something else."""
        path = urlsplit(url).path
        return path.lower().endswith(".pdf") and self.first("never_letters", path) is None

    def first(self, list_name: str, text: str) -> tuple[str, re.Match[str]] | None:
        """The first row of a word list that fits `text`: (what it stands for, the match)."""
        for stands_for, pattern in self.words[list_name]:
            if match := pattern.search(text):
                return stands_for, match
        return None

    def listing(self, url: str, title: str) -> Listing | None:
        """The listing that a link with these words leads to; None where the words name none."""
        found = self.first("listings", plain(title).strip())
        if found is None:
            return None
        kind, match = found
        named = match.groupdict()
        season = season_named(plain(title)) if kind != "year" else None
        if kind == "season" and season is None:
            return None  # "2022-2026" is some other span of years
        return Listing(url, kind, " ".join(title.split()), int(named["year"]) if named.get("year") else None, season)


def plain(text: str) -> str:
    """`text` with typographic dashes, spaces and apostrophes made plain; its length stays."""
    return text.translate(_MARKS)


def season_named(text: str) -> str | None:
    """The season that a text names ("2024-25" gives "2024-2025"): two years, one after the other."""
    for match in re.finditer(r"\b(20\d\d)\s*[-/]\s*((?:20)?\d\d)\b(?!-)", plain(text)):
        first, last = int(match[1]), int(match[2]) % 100 + 2000
        if last == first + 1:
            return f"{first}-{last}"
    return None


def season_of(date: str) -> str:
    """The season (October to September) of an ISO date, "2024-2025"."""
    year = int(date[:4]) - (date[5:7] < "10")
    return f"{year}-{year + 1}"


def load(home: Home | None = None, base_url: str | None = None) -> Addresses:
    """The addresses, the user's own where HOME/data has them. `base_url` replaces base and hosts. Raises Unusable."""
    try:
        found: dict[str, Any] = json.loads(table("corpus", TABLE, home))
        base = (base_url or found["base"]).rstrip("/")
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise Unusable(f"{base} is no web address", "give one like https://www.sec.gov")
        hosts = frozenset([parts.netloc] if base_url else [parts.netloc, *found["hosts"]])
        words = {key: _words(rows) for key, rows in found.items() if key in _LISTS}
        return Addresses(
            base,
            hosts,
            frozenset(found["hosts"]),
            tuple(base + row["path"] for row in found["landing"]),
            base + found["form_index"],
            base + found["scan"],
            base + found["document"],
            words,
        )
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise Unusable(
            f"the table {TABLE} cannot be used ({type(error).__name__}: {error})", f"mend HOME/data/{TABLE}"
        ) from None


_LISTS = frozenset({"letter_addresses", "never_letters", "listings", "columns", "forms", "empty_words", "nothing_listed"})


def _words(rows: list[dict[str, Any]]) -> Words:
    def stands_for(row: dict[str, Any]) -> str:
        return str(row.get("kind") or row.get("field") or row.get("form") or "")

    return tuple((stands_for(row), re.compile(row["pattern"], re.I)) for row in rows)
