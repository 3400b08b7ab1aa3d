"""Resolves a cited company and date, or what a user typed for a letter, to the letter that is meant.

A wrong link is worse than none: a name that fits only by its beginning or through a slip is believed only with the exact date,
and where two letters fit, the answer is `ambiguous` with its candidates. How dates are read is fixed by docs/graph.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from functools import cached_property

from corpus.errors import AmbiguousLetter, UnknownLetter
from corpus.records import LetterKey
from indexer import names
from indexer.rulebook import same_ground

MOST_CANDIDATES = 8
COMMON = 200  # a word in more company names than this finds no candidates by itself


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
class _Match:
    key: LetterKey
    name: str  # a likeness, or "former"
    held_as: str


_RANK = {"same": 0, "initials": 1, "former": 1, "short": 2, "misspelt": 3}


class Resolver:
    """Resolves against a fixed set of letter keys; made anew when the catalog changes. Deterministic."""

    def __init__(self, keys: Iterable[LetterKey]) -> None:
        self.keys = {key.id: key for key in keys}
        self._matches: dict[str, tuple[_Match, ...]] = {}

    @cached_property
    def _names(self) -> dict[str, list[tuple[LetterKey, bool]]]:
        """Every name as spelled -> its letters; True marks a former name."""
        found: dict[str, list[tuple[LetterKey, bool]]] = defaultdict(list)
        for key in self.keys.values():
            if key.company:
                found[key.company].append((key, False))
            for former in key.former_names:
                found[former].append((key, True))
        return found

    @cached_property
    def _blocks(self) -> dict[str, set[str]]:
        """Words, squeezed beginnings and initials -> names as spelled: only names that share one of these are compared."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            for block in _blocks_of(name):
                found[block].add(name)
        return found

    @cached_property
    def _former_elsewhere(self) -> dict[str, set[str]]:
        """Folded present name -> folded former names, so that a former name reaches every letter of its company."""
        found: dict[str, set[str]] = defaultdict(set)
        for key in self.keys.values():
            for former in key.former_names:
                if key.company:
                    found[names.fold(former)].add(names.fold(key.company))
        return found

    def named(self, company: str) -> tuple[_Match, ...]:
        """The letters whose company fits the name, the best likeness only, by id."""
        known = self._matches.get(company)
        if known is None:
            known = self._matches[company] = self._named(company)
        return known

    def _fitting(self, company: str) -> list[tuple[int, str, str]]:
        """(rank, likeness, name as spelled) of every held name that fits."""
        blocks = [self._blocks.get(block, set()) for block in _blocks_of(company)]
        compared = set().union(*(block for block in blocks if len(block) <= COMMON or block is blocks[-1]))
        alike = ((names.likeness(company, held), held) for held in sorted(compared))
        return [(_RANK[how], how, held) for how, held in alike if how]

    def _named(self, company: str) -> tuple[_Match, ...]:
        fitting = self._fitting(company)
        matches: dict[str, _Match] = {}
        best = min((rank for rank, _, _ in fitting), default=None)
        for rank, likeness, held in fitting:
            if rank != best:
                continue
            for key, former in self._names[held]:
                found = _Match(key, "former" if former and likeness == "same" else likeness, held)
                if key.id not in matches or _RANK[found.name] < _RANK[matches[key.id].name]:
                    matches[key.id] = found
        for present in self._former_elsewhere.get(names.fold(company), ()):
            for spelled in sorted(self._blocks.get(present.split(" ", 1)[0], ())):
                if names.fold(spelled) == present:
                    for key, former in self._names[spelled]:
                        if not former:
                            matches.setdefault(key.id, _Match(key, "former", spelled))
        return tuple(matches[held] for held in sorted(matches))

    def resolve(
        self,
        company: str,
        date: str | None,
        *,
        year: int | None = None,
        basis: str | None = None,
        proponent: str | None = None,
        exclude: str | None = None,
    ) -> Resolution:
        """The letter of `company` (as cited) and ISO `date`, or of `year` alone.

        `basis` (the ground it is cited for) and `proponent` decide between letters of one company and day. `exclude` is a
        letter that cannot be meant: the one that cites.
        """
        notes = _date_notes(date)
        matches = [match for match in self.named(company) if match.key.id != exclude]
        if not matches:
            return Resolution("not_held", None, notes=notes)
        if date is None:
            return _with_notes(_by_year(matches, year), notes)
        dated = [match for match in matches if date in _dates(match.key)]
        # A file with two responses answers to both dates, but a letter of its own for the earlier one comes first.
        dated = dated or [match for match in matches if date == match.key.reconsiders]
        exact = _narrowed(dated, basis, proponent)
        if exact:
            return _with_notes(_settled(exact, "exact"), notes)
        near = [match for match in matches if match.name in ("same", "initials", "former") and _near(date, match.key)]
        return _with_notes(_by_nearness(near, matches, date, basis), notes)

    def lookup(self, text: str) -> str:
        """The id of the one letter that LETTER means: an id, a citation, or a name with a year if needed.

        Raises UnknownLetter (with near names) or AmbiguousLetter (with candidates).
        """
        wanted = text.strip()
        if wanted in self.keys:
            return wanted
        for key in self.keys.values():
            if wanted in key.aliases:
                return key.id
        company, date, year = _read(wanted)
        if date is not None or year is not None:
            found = self.resolve(company, date, year=year)
            if found.id is not None:
                return found.id
            if found.kind == "ambiguous":
                raise AmbiguousLetter(f"{wanted!r} means several letters", found.candidates)
            near = tuple(match.key.id for match in self.named(company))
            if not near:
                raise self._unknown(wanted, company)
            raise UnknownLetter(f"no letter {wanted!r} is held", "held of that company: " + ", ".join(near[:MOST_CANDIDATES]))
        matches = self.named(company) or self._containing(company)
        if not matches:
            raise self._unknown(wanted, company)
        if len(matches) > 1:
            raise AmbiguousLetter(
                f"{wanted!r} means several letters", tuple(match.key.id for match in matches)[:MOST_CANDIDATES]
            )
        return matches[0].key.id

    def companies(self, text: str, limit: int = 3) -> list[str]:
        """Names held that are close to `text`, closest first, for "did you mean"; empty where none is near."""
        from rapidfuzz import fuzz, process

        folded = {spelled: names.fold(spelled) for spelled in self._names}
        found = process.extract(names.fold(text), folded, scorer=fuzz.WRatio, score_cutoff=80, limit=limit)
        return [spelled for _, _, spelled in found]

    def _containing(self, text: str) -> tuple[_Match, ...]:
        """Letters of a company whose folded name begins with the words of `text`, or holds them side by side."""
        wanted = names.fold(text)
        held = [spelled for spelled in self._names if wanted and f" {wanted} " in f" {names.fold(spelled)} "]
        first = [spelled for spelled in held if names.fold(spelled).startswith(wanted)] or held
        matches = {key.id: _Match(key, "short", spelled) for spelled in first for key, _ in self._names[spelled]}
        return tuple(matches[held] for held in sorted(matches))

    def _unknown(self, wanted: str, company: str) -> UnknownLetter:
        near = self.companies(company)
        return UnknownLetter(
            f"no letter {wanted!r} is held", f"did you mean {' or '.join(near)}?" if near else "see precedents search"
        )


_DATE_AT_END = re.compile(r"[\s,(]*\(?\s*(?P<date>[^()]*\d)\s*\)?\s*$")
_YEAR = re.compile(r"[\s,(]+(?P<year>(?:19|20)\d\d)\)?\s*$")


def _read(text: str) -> tuple[str, str | None, int | None]:
    """Company, ISO date and year of a typed LETTER: "X Corp. (March 9, 2005)", "x 2007", "x"."""
    from indexer.dates import find_dates

    dates = find_dates(text)
    if dates:
        iso, start, _ = dates[-1]
        company = re.sub(r"[\s,(]*(?:\(?\s*(?:avail(?:able|\.)?|dated)\s*)?$", "", text[:start])
        if company:
            return company, iso, None
    year = _YEAR.search(text)
    if year and year.start():
        return text[: year.start()], None, int(year["year"])
    return text, None, None


def _blocks_of(name: str) -> list[str]:
    folded = names.words(name)
    squeezed = names.squeeze(name)
    known = names.tables().well_known.get(" ".join(folded))
    blocks = [word for word in folded if word not in ("and", "of", "the")]
    blocks += ["~" + names.unsmudge(squeezed)[:4], "~" + names.unsmudge(squeezed)[-5:]]
    blocks += [names.initials(name)] if names.initials(name) else []
    blocks += known.split() if known else []
    blocks.append("=" + squeezed)  # last: an equal name is always compared, however common its words are
    return blocks


def _dates(key: LetterKey) -> set[str]:
    """The dates that are exact for a letter: its response's, a stated availability, the request's if it is unanswered."""
    own = {key.response_date, key.available_date}
    if key.response_date is None:
        own.add(key.incoming_date)
    return {date for date in own if date}


def _near(date: str, key: LetterKey) -> bool:
    """Whether one slip explains the date: the incoming date of an answered letter, one component, or exchanged digits."""
    return date == key.incoming_date or any(one_slip(date, held) for held in _dates(key))


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


def _by_year(matches: Sequence[_Match], year: int | None) -> Resolution:
    ids = tuple(match.key.id for match in matches)
    if year is None:
        return Resolution("not_held", None, ids[:MOST_CANDIDATES], name=matches[0].name)
    fitting = [match for match in matches if any(date.startswith(f"{year:04d}-") for date in _year_dates(match.key))]
    return _settled(fitting, "exact") if fitting else Resolution("not_held", None, ids[:MOST_CANDIDATES], name=matches[0].name)


def _year_dates(key: LetterKey) -> set[str]:
    """The letter's own year: that of its response, of the request where there is none."""
    date = key.response_date or key.incoming_date
    return {date} if date else set()


def _by_nearness(near: Sequence[_Match], matches: Sequence[_Match], date: str, basis: str | None) -> Resolution:
    agreeing = [match for match in near if not _contradicts(basis, match.key)]
    if not agreeing:
        nearest = sorted(matches, key=lambda match: (_distance(date, match.key), match.key.id))
        return Resolution("not_held", None, tuple(match.key.id for match in nearest[:MOST_CANDIDATES]), name=nearest[0].name)
    settled = _settled(agreeing, "near_date")
    if settled.id is None:
        return settled
    held = agreeing[0].key
    message = f"written {date}; the letter held is of {held.response_date or held.incoming_date}"
    return Resolution(settled.kind, settled.id, (), (*settled.notes, Note("date_differs", message)), settled.name)


def _settled(fitting: Sequence[_Match], kind: str) -> Resolution:
    if len(fitting) > 1:
        return Resolution(
            "ambiguous", None, tuple(sorted(match.key.id for match in fitting))[:MOST_CANDIDATES], name=fitting[0].name
        )
    (match,) = fitting
    notes: tuple[Note, ...] = ()
    if match.name in ("former", "misspelt"):
        how = "a former name" if match.name == "former" else "another spelling"
        notes = (Note("name_differs", f"the letter stands under {match.key.company}: the citation has {how}"),)
    if match.name == "former" and kind == "exact":
        kind = "former_name"
    return Resolution(kind, match.key.id, (), notes, match.name)


def _narrowed(matches: Sequence[_Match], basis: str | None, proponent: str | None) -> Sequence[_Match]:
    """The matches that a better name, the ground or the proponent leaves, where there are several."""
    if len(matches) < 2:
        return matches
    present = [match for match in matches if match.key.company and match.name != "former"] or matches
    if proponent:
        theirs = [match for match in present if any(_same_person(proponent, one) for one in match.key.proponents)]
        present = theirs or present
    if basis and len(present) > 1:
        on_ground = [match for match in present if _on_ground(basis, match.key)]
        present = on_ground or present
    return present


def _same_person(cited: str, held: str) -> bool:
    one, other = set(names.words(cited)), set(names.words(held))
    return bool(one) and (one <= other or other <= one)


def _on_ground(basis: str, key: LetterKey) -> bool:
    date = key.response_date or key.incoming_date
    return any(same_ground(basis, held, date_b=date) for held in (*key.bases_staff, *key.bases_asserted))


def _contradicts(basis: str | None, key: LetterKey) -> bool:
    """Whether the ground named is none of the letter's; a letter whose grounds are not known contradicts nothing."""
    return bool(basis and (key.bases_staff or key.bases_asserted) and not _on_ground(basis, key))


def _distance(date: str, key: LetterKey) -> int:
    held = key.response_date or key.incoming_date
    if held is None:
        return 10**9
    try:
        return abs((calendar_date.fromisoformat(date) - calendar_date.fromisoformat(held)).days)
    except ValueError:
        return 10**9


def _date_notes(date: str | None) -> tuple[Note, ...]:
    if date is None:
        return ()
    try:
        day = calendar_date.fromisoformat(date)
    except ValueError:
        return ()
    weekend = {5: "Saturday", 6: "Sunday"}.get(day.weekday())
    return (Note("weekend_date", f"{date} is a {weekend}"),) if weekend else ()


def _with_notes(found: Resolution, notes: tuple[Note, ...]) -> Resolution:
    return Resolution(found.kind, found.id, found.candidates, (*notes, *found.notes), found.name)
