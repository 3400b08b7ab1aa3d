"""Resolves a cited company and date, or what a user typed for a letter, to the letter that is meant.

A wrong link is worse than none: a name that fits only by its beginning or through a slip is believed only with the exact date,
and where two letters fit, the answer is `ambiguous` with its candidates. How dates are read is fixed by docs/graph.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date as calendar_date

from corpus.errors import AmbiguousLetter, UnknownLetter
from corpus.records import LetterKey
from indexer import names
from indexer.register import KeyRegister, Register
from indexer.rulebook import same_ground

MOST_CANDIDATES = 8
RANK = {"same": 0, "initials": 1, "former": 1, "short": 2, "misspelt": 3}
"""How near a name is, nearest first."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a citation: `kind` as `check` names it ("date_differs", "weekend_date"), and a sentence."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation was resolved to.

    `kind` is `exact`, `near_date`, `former_name`, `ambiguous` or `not_held`; `id` is None for the last two; `candidates` are
    the letters that come near; `name` tells how the name fits: a likeness, `former`, or None where nothing is held by it.
    """

    kind: str
    id: str | None
    candidates: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A letter whose company fits a name: how (a likeness, or `former`), and the name as the letter has it."""

    key: LetterKey
    name: str
    held_as: str


class Resolver:
    """Resolves against the letters of a register, or a set of letter keys; made anew when the catalog changes."""

    def __init__(self, held: Register | Iterable[LetterKey]) -> None:
        self.register: Register = KeyRegister(held) if isinstance(held, Iterable) else held
        self._same: dict[str, tuple[Match, ...]] = {}
        self._all: dict[str, tuple[Match, ...]] = {}

    def named(self, company: str) -> tuple[Match, ...]:
        """The letters whose company fits the name, the nearest likeness only, by id."""
        fitting = self.same_name(company) or self.fitting(company)
        best = min((RANK[match.name] for match in fitting), default=0)
        return tuple(match for match in fitting if RANK[match.name] == best)

    def same_name(self, company: str) -> tuple[Match, ...]:
        """The letters of the company under this very name, and under those that it had before or after, by id."""
        if company not in self._same:
            self._same[company] = self._find_same(company)
        return self._same[company]

    def fitting(self, company: str) -> tuple[Match, ...]:
        """The letters whose company fits the name in any way, the nearest likeness of each, by id."""
        if company not in self._all:
            self._all[company] = self._find_all(company)
        return self._all[company]

    def _find_same(self, company: str) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        kin: set[str] = set()
        for spelled in self._spellings(company):
            for key, former in self.register.under(spelled):
                found.setdefault(key.id, Match(key, "former" if former else "same", spelled))
                kin.update([key.company] if former and key.company else key.former_names)
        for name in sorted(kin):
            for spelled in self._spellings(name):
                for key, former in self.register.under(spelled):
                    if not former:
                        found.setdefault(key.id, Match(key, "former", spelled))
        return tuple(found[letter] for letter in sorted(found))

    def _spellings(self, name: str) -> list[str]:
        """The held names that are this name once folded."""
        return sorted(held for held in self.register.filed(["=" + names.squeeze(name)]) if names.same(name, held))

    def _find_all(self, company: str) -> tuple[Match, ...]:
        found = {match.key.id: match for match in self.same_name(company)}
        likenesses = ((held, names.likeness(company, held)) for held in sorted(self._near_names(company)))
        alike = [(held, how) for held, how in likenesses if how and how != "same"]
        lone = _of_one_company([held for held, how in alike if how == "short"])
        for held, how in alike:
            # One word is enough only where a single company begins with it: "Arden" is neither Arden Mills nor Arden Motors.
            if how == "short" and not lone and min(len(names.words(held)), len(names.words(company))) == 1:
                continue
            for key, former in self.register.under(held):
                match = Match(key, how, held)
                if not former and (key.id not in found or RANK[how] < RANK[found[key.id].name]):
                    found[key.id] = match
        return tuple(found[letter] for letter in sorted(found))

    def _near_names(self, company: str) -> set[str]:
        """The held names that may be like this one.

        A word in common is had by hundreds of names; among those nothing but a misspelling is left to find, and RapidFuzz looks
        through them at once.
        """
        from rapidfuzz import fuzz, process

        blocks = names.blocks(company)
        words = {block for block in blocks if block[0].isalnum()}
        near = self.register.filed(blocks - words)
        others = {held: names.fold(held) for held in self.register.filed(words) - near}
        alike = process.extract(
            names.fold(company), others, scorer=fuzz.ratio, score_cutoff=100 * names.MISSPELT_NAME, limit=None
        )
        return near | {held for _, _, held in alike}

    def resolve(
        self,
        company: str,
        date: str | None,
        *,
        year: int | None = None,
        basis: str | None = None,
        proponent: str | None = None,
        exclude: str | None = None,
        until: str | None = None,
    ) -> Resolution:
        """The letter of `company` (as cited) and ISO `date`, or of `year` alone.

        `basis` (the ground it is cited for) and `proponent` decide between letters of one company and day. `exclude` is a
        letter that cannot be meant: the one that cites. `until` is the ISO date of the citing letter: a date that slipped
        cannot be that of a later letter.
        """
        notes = date_notes(date)

        def among(matches: Sequence[Match]) -> Sequence[Match]:
            return [match for match in matches if match.key.id != exclude]

        found = self._on_date(among, company, date, basis, proponent) if date else self._in_year(among, company, year)
        if found is None and date:
            found = _near_date(among(self.same_name(company)) or among(_known_short(self.fitting(company))), date, basis, until)
        if found is None:
            nearest = sorted(among(self.fitting(company)), key=lambda match: _distance(date, year, match))
            ids = tuple(match.key.id for match in nearest[:MOST_CANDIDATES])
            found = Resolution("not_held", None, ids, name=nearest[0].name if nearest else None)
        return replace(found, notes=(*notes, *found.notes))

    def _on_date(
        self,
        among: Callable[[Sequence[Match]], Sequence[Match]],
        company: str,
        date: str,
        basis: str | None,
        proponent: str | None,
    ) -> Resolution | None:
        """The letter of exactly this date, by the name itself before any likeness of it; None where there is none."""
        for search in (self.same_name, self.fitting):
            for dates in (_response, _available, _request, _earlier_response):
                dated = [match for match in among(search(company)) if date in dates(match.key)]
                if dated:
                    return _settled(_narrowed(_nearest_names(dated), basis, proponent), "exact")
        return None

    def _in_year(
        self, among: Callable[[Sequence[Match]], Sequence[Match]], company: str, year: int | None
    ) -> Resolution | None:
        """The letter of this year, where the company has one only; a misspelt name and a year are too little to go by."""
        known = among(self.same_name(company)) or [match for match in among(self.fitting(company)) if match.name != "misspelt"]
        fitting = [match for match in _nearest_names(known) if year is not None and _year(match.key) == year]
        return _settled(fitting, "exact") if fitting else None

    def companies(self, text: str, limit: int = 3) -> list[str]:
        """Names held that are close to `text`, closest first, for "did you mean"; empty where none is near."""
        from rapidfuzz import fuzz, process

        folded = {spelled: names.fold(spelled) for spelled in self.register.spelled()}
        found = process.extract(names.fold(text), folded, scorer=fuzz.WRatio, score_cutoff=80, limit=limit)
        return [spelled for _, _, spelled in found]

    def unknown(self, wanted: str, company: str) -> UnknownLetter:
        """The error for a LETTER of a company that is not held, with near names."""
        near = self.companies(company)
        return UnknownLetter(
            f"no letter {wanted!r} is held", f"did you mean {' or '.join(near)}?" if near else "see precedents search"
        )


def ambiguous(wanted: str, candidates: Iterable[str]) -> AmbiguousLetter:
    """The error for a LETTER that several letters answer to."""
    return AmbiguousLetter(f"{wanted!r} means several letters", tuple(candidates)[:MOST_CANDIDATES])


def one_slip(written: str, held: str) -> bool:
    """Whether two ISO dates differ in exactly one of day, month and year, or by exchanged digits of day and month."""
    one, other = written.split("-"), held.split("-")
    differing = [i for i in range(3) if one[i] != other[i]]
    if len(differing) == 1:
        return True
    if differing != [1, 2]:
        return False
    digits, held_digits = one[1] + one[2], other[1] + other[2]
    changed = [i for i in range(4) if digits[i] != held_digits[i]]
    exchanged = len(changed) == 2 and sorted(digits) == sorted(held_digits)
    return exchanged or (one[1], one[2]) == (other[2], other[1])


def date_notes(date: str | None) -> tuple[Note, ...]:
    """What the date as written shows by itself: a Saturday or a Sunday, on which the staff does not answer."""
    day = _calendar(date)
    weekend = {5: "Saturday", 6: "Sunday"}.get(day.weekday()) if day else None
    return (Note("weekend_date", f"{date} is a {weekend}"),) if weekend else ()


# The dates of a letter, the better evidence first


def _response(key: LetterKey) -> tuple[str | None, ...]:
    return (key.response_date,)


def _available(key: LetterKey) -> tuple[str | None, ...]:
    return (key.available_date,)


def _request(key: LetterKey) -> tuple[str | None, ...]:
    """The request's date, where there is no response; one of unknown date is a response too."""
    unanswered = key.response_date is None and key.outcome in (None, "incoming_only", "withdrawn")
    return (key.incoming_date,) if unanswered else ()


def _earlier_response(key: LetterKey) -> tuple[str | None, ...]:
    """The first of two responses in one file; a letter of its own for that day comes before."""
    return (key.reconsiders,)


def _own_dates(key: LetterKey) -> set[str]:
    return {date for date in (*_response(key), *_available(key), *_request(key)) if date}


def _near_date(matches: Sequence[Match], date: str, basis: str | None, until: str | None) -> Resolution | None:
    """The one letter of the company whose date a single slip turns into `date`; several are ambiguous."""
    near = [
        match for match in matches if date == match.key.incoming_date or any(one_slip(date, d) for d in _own_dates(match.key))
    ]
    if until is not None:
        near = [match for match in near if (match.key.response_date or match.key.incoming_date or "") <= until]
    agreeing = [match for match in near if not _contradicts(basis, match.key)]
    if not agreeing:
        return None
    settled = _settled(near if len(near) > 1 else agreeing, "near_date")
    if settled.id is None:
        return settled
    held = agreeing[0].key
    if date == held.incoming_date and held.response_date:
        message = f"{date} is the date of the request; the staff answered on {held.response_date}"
    else:
        message = f"written {date}; the letter held is of {held.response_date or held.incoming_date}"
    return replace(settled, notes=(Note("date_differs", message), *settled.notes))


def _is_near(date: str, key: LetterKey) -> bool:
    """Whether one slip explains the date: the incoming date of an answered letter, one component, or exchanged digits."""
    return date == key.incoming_date or any(one_slip(date, held) for held in _own_dates(key))


def _known_short(matches: Sequence[Match]) -> list[Match]:
    """The letters known by these initials, where they are one company's: enough even for a date that slipped."""
    found = [match for match in matches if match.name == "initials"]
    return found if _of_one_company([match.held_as for match in found]) else []


def _of_one_company(held: Sequence[str]) -> bool:
    """Whether these names, in all their spellings, are one company's."""
    return len({names.squeeze(name) for name in held}) == 1


def _nearest_names(matches: Sequence[Match]) -> list[Match]:
    best = min((RANK[match.name] for match in matches), default=0)
    return [match for match in matches if RANK[match.name] == best]


def _settled(fitting: Sequence[Match], kind: str) -> Resolution:
    if len(fitting) > 1:
        ids = tuple(sorted(match.key.id for match in fitting))[:MOST_CANDIDATES]
        return Resolution("ambiguous", None, ids, name=fitting[0].name)
    (match,) = fitting
    notes: tuple[Note, ...] = ()
    if match.name in ("former", "misspelt"):
        how = "another name that the company had" if match.name == "former" else "another spelling"
        notes = (Note("name_differs", f"the letter stands under {match.key.company}: the citation has {how}"),)
    if match.name == "former" and kind == "exact":
        kind = "former_name"
    return Resolution(kind, match.key.id, (), notes, match.name)


def _narrowed(matches: Sequence[Match], basis: str | None, proponent: str | None) -> Sequence[Match]:
    """The matches that the proponent or the ground leaves, where there are several."""
    if len(matches) > 1 and proponent:
        theirs = [match for match in matches if any(_same_person(proponent, one) for one in match.key.proponents)]
        matches = theirs or matches
    if len(matches) > 1 and basis:
        matches = [match for match in matches if _on_ground(basis, match.key)] or matches
    return matches


def _same_person(cited: str, held: str) -> bool:
    one, other = set(names.words(cited)), set(names.words(held))
    return bool(one) and (one <= other or other <= one)


def _on_ground(basis: str, key: LetterKey) -> bool:
    date = key.response_date or key.incoming_date
    return any(same_ground(basis, held, date_b=date) for held in (*key.bases_staff, *key.bases_asserted))


def _contradicts(basis: str | None, key: LetterKey) -> bool:
    """Whether the ground named is none of the letter's; a letter whose grounds are not known contradicts nothing."""
    return bool(basis and (key.bases_staff or key.bases_asserted) and not _on_ground(basis, key))


def _year(key: LetterKey) -> int | None:
    """The letter's own year: that of its response, of the request where there is none."""
    date = key.response_date or key.incoming_date
    return int(date[:4]) if date else None


def _distance(date: str | None, year: int | None, match: Match) -> tuple[int, int, str]:
    """Nearer names first, then nearer dates (days)."""
    wanted, held = (
        _calendar(date or (f"{year:04}-07-01" if year else None)),
        _calendar(match.key.response_date or match.key.incoming_date),
    )
    apart = abs((wanted - held).days) if wanted and held else 10**9
    return RANK[match.name], apart, match.key.id


def _calendar(date: str | None) -> calendar_date | None:
    try:
        return calendar_date.fromisoformat(date) if date else None
    except ValueError:
        return None
