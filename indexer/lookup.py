"""What a user typed for a letter (LETTER): an id, a citation, or a name with a year if needed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.errors import UnknownLetter
from indexer import names
from indexer.resolution import MOST_CANDIDATES, Match, Resolver, ambiguous

_YEAR = re.compile(r"[\s,(]+(?P<year>(?:19|20)\d\d)\s*\)?\s*$")
_BEFORE_DATE = re.compile(r"[\s,(]*(?:\(?\s*(?:publicly\s+)?(?:avail(?:able|\.)?|dated|of)\s*)?$", re.I)


@dataclass(frozen=True, slots=True)
class Meant:
    """The id of the letter that was typed; `differs` says how its date is another than the one typed (None: it is not)."""

    id: str
    differs: str | None = None


def lookup(resolver: Resolver, text: str) -> str:
    """The id of the one letter that `text` means. Raises UnknownLetter (exit 1) or AmbiguousLetter (exit 2)."""
    return meant(resolver, text).id


def meant(resolver: Resolver, text: str) -> Meant:
    """The one letter that `text` means, a date that slipped allowed for. Raises as `lookup` does."""
    wanted = text.strip()
    known = resolver.register.key(wanted) or resolver.register.key(wanted.casefold())
    if known is not None:
        return Meant(known.id)
    company, date, year = read(wanted)
    if date is not None or year is not None:
        found = resolver.resolve(company, date, year=year)
        if found.id is not None:
            return Meant(found.id, next((note.message for note in found.notes if note.kind == "date_differs"), None))
        if found.kind == "ambiguous":
            raise ambiguous(wanted, found.candidates)
    matches = resolver.named(company) or containing(resolver, company)
    if not matches:
        raise resolver.unknown(wanted, company)
    if year is not None:
        matches = tuple(match for match in matches if _of_year(match, year)) or matches
    if len(matches) == 1 and (date is None and (year is None or _of_year(matches[0], year))):
        return Meant(matches[0].key.id)
    if date is None and (year is None or all(_of_year(match, year) for match in matches)):
        raise ambiguous(wanted, (match.key.id for match in matches))
    held = ", ".join(match.key.id for match in matches[:MOST_CANDIDATES])
    raise UnknownLetter(f"no letter {wanted!r} is held", f"held of that company: {held}")


def read(text: str) -> tuple[str, str | None, int | None]:
    """Company, ISO date and year of a typed LETTER: "X Corp. (March 9, 2005)", "x 2007", "x"."""
    from indexer.dates import find_dates

    dates = find_dates(text)
    if dates:
        company = _BEFORE_DATE.sub("", text[: dates[-1].start])
        if company:
            return company, dates[-1].iso, None
    year = _YEAR.search(text)
    if year and year.start():
        return text[: year.start()], None, int(year["year"])
    return text, None, None


def containing(resolver: Resolver, text: str) -> tuple[Match, ...]:
    """The letters of a company whose folded name begins with the words of `text`, or else holds them side by side."""
    wanted = names.fold(text)
    if not wanted:
        return ()
    held = [spelled for spelled in resolver.register.spelled() if f" {wanted} " in f" {names.fold(spelled)} "]
    first = [spelled for spelled in held if f"{names.fold(spelled)} ".startswith(f"{wanted} ")] or held
    found = {key.id: Match(key, "short", spelled) for spelled in first for key, _ in resolver.register.under(spelled)}
    return tuple(found[letter] for letter in sorted(found))


def _of_year(match: Match, year: int) -> bool:
    return (match.key.response_date or match.key.incoming_date or "").startswith(f"{year:04}-")
