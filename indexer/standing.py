"""What changed since a letter: it was reversed, its guidance rescinded, its rule amended; or it was answered without merits.

Four dated tables, each row with its source: breaks.csv (the last break of a ground: what `check` calls `guidance_changed`),
bulletins.csv, amendments.csv and regimes.csv. A user's own in HOME/data replaces the shipped one. A row that is not `verified`
is said to be so. The renumbering of 1998 is no change.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.errors import Unusable
from corpus.home import Home, table
from corpus.records import WITHOUT_MERITS, HeldLetter, LetterKey
from indexer.reversals import reversed_letters
from indexer.rulebook import modern, same_ground

TABLES = ("breaks.csv", "bulletins.csv", "amendments.csv", "regimes.csv")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a ground (canonical, today's number) on an ISO date: what it was, and its source."""

    ground: str
    date: str
    what: str
    source: str
    verified: bool = True

    def words(self) -> str:
        """The change as a clause with its date and source."""
        unverified = "" if self.verified else ", date unverified"
        source = "" if self.source in self.what else f"; {self.source}"
        return f"{self.what} ({spoken(self.date)}{unverified}{source})"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A Staff Legal Bulletin: in force from `date` to `ended` (ISO; None: still), and the grounds it speaks of."""

    name: str
    date: str
    verified: bool
    grounds: tuple[str, ...]
    ended: str | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class Regime:
    """How the staff answered from `since` to `until` (ISO; "" for open): with a view on the merits, or on `excepted` only."""

    since: str
    until: str
    words: str
    merits: bool
    excepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standings:
    """The dated tables, read once for a home."""

    breaks: tuple[Change, ...]
    bulletins: tuple[Bulletin, ...]
    amendments: tuple[Change, ...]
    regimes: tuple[Regime, ...]

    def guidance_changed(self, letter: LetterKey, rule: str | None = None) -> Change | None:
        """The last break for `rule` (None: for any of the letter's grounds), where it is later than the letter.

        None for a letter without merits or date.
        """
        if _day(letter) is None or letter.outcome in WITHOUT_MERITS:
            return None
        later = [
            change for ground in _grounds(letter, rule) for change in self._last(ground) if change.date > (_day(letter) or "")
        ]
        return max(later, key=lambda change: change.date, default=None)

    def sentence(self, letter: LetterKey, rule: str | None = None, reversal: LetterKey | None = None) -> str | None:
        """What changed since the letter, in words with dates and sources; None where nothing did."""
        told = [*_reversed(letter, reversal), *self._regime(letter), *self._changes(letter, rule)]
        return "; ".join(told) + "." if told else None

    def regime(self, day: str) -> Regime | None:
        """How the staff answered on an ISO date."""
        return next((one for one in self.regimes if one.since <= day and (not one.until or day <= one.until)), None)

    def _last(self, ground: str) -> list[Change]:
        """The last break of a ground, or nothing."""
        fitting = [change for change in self.breaks if _covers(change.ground, ground)]
        return [max(fitting, key=lambda change: change.date)] if fitting else []

    def _regime(self, letter: LetterKey) -> list[str]:
        """A reply without a view on the merits because that was the procedure, not because of the letter's facts."""
        day = letter.response_date
        found = self.regime(day) if day else None
        if found is None or found.merits or letter.outcome not in ("no_objection", "no_view"):
            return []
        if letter.bases_staff and all(any(_covers(e, ground) for e in found.excepted) for ground in letter.bases_staff):
            return []
        return [f"answered under the procedure of {spoken(found.since)}: {found.words}"]

    def _changes(self, letter: LetterKey, rule: str | None) -> Iterable[str]:
        day = _day(letter)
        if day is None or letter.outcome in WITHOUT_MERITS:
            return
        grounds: dict[tuple[str, ...], list[str]] = {}
        for ground in _grounds(letter, rule):
            told = tuple(self._since(ground, day))
            if told:
                grounds.setdefault(told, []).append(ground)
        for told, same in grounds.items():
            yield f"{' and '.join(same)} since then: {', and '.join(told)}"

    def _since(self, ground: str, day: str) -> Iterable[str]:
        """What changed about the ground since `day`, oldest change first; what a bulletin's end says is not said twice."""
        rescinded = [one for one in self.bulletins if _rescinded(one, ground, day)]
        ended = {one.ended for one in rescinded}
        changes = [change for change in self._last(ground) if change.date > day and change.date not in ended]
        known = {change.date for change in changes} | ended
        changes += [one for one in self.amendments if _covers(one.ground, ground) and one.date > day and one.date not in known]
        yield from map(_was_in_force, rescinded)
        for change in sorted(changes, key=lambda change: change.date):
            yield change.words()


def standing(letter: LetterKey | HeldLetter, catalog: Catalog, rule: str | None = None, home: Home | None = None) -> str | None:
    """What changed since the letter, as `Standings.sentence` says it, reversals found among the letters held."""
    key = key_of(letter) if isinstance(letter, HeldLetter) else letter
    return standings(home).sentence(key, rule, reversal(key, store.reconsiderations(catalog)))


def reversal(letter: LetterKey, reconsiderations: Iterable[LetterKey]) -> LetterKey | None:
    """The reconsideration that reversed the letter, among those held."""
    held = {key.id: key for key in reconsiderations}
    later = reversed_letters([*(key for key in held.values() if key.id != letter.id), letter]).get(letter.id)
    return held.get(later) if later else None


def key_of(held: HeldLetter) -> LetterKey:
    """The key of a held letter."""
    told = held.letter
    return LetterKey(
        held.id,
        told.company,
        told.former_names,
        told.response_date,
        told.incoming_date,
        told.available_date,
        told.kind,
        told.outcome,
        told.conditional,
        held.source,
        told.bases_staff,
        told.bases_asserted,
        told.proponents,
        told.reconsiders,
        held.aliases,
    )


def standings(home: Home | None = None) -> Standings:
    """The tables of a home (the shipped ones for None). Raises Unusable where a user's own table cannot be read."""
    return _standings(home.path if home is not None else None)


@lru_cache(maxsize=4)
def _standings(path: Path | None) -> Standings:
    home = Home(path) if path is not None else None
    return Standings(
        tuple(_change(row) for row in _rows("breaks.csv", home)),
        tuple(_bulletin(row) for row in _rows("bulletins.csv", home)),
        tuple(_change(row) for row in _rows("amendments.csv", home)),
        tuple(_regime(row) for row in _rows("regimes.csv", home)),
    )


_NEEDED = {
    "breaks.csv": ("ground", "date", "what changed", "source"),
    "amendments.csv": ("ground", "date", "what changed", "source"),
    "bulletins.csv": ("bulletin", "date", "grounds", "ended", "ended by"),
    "regimes.csv": ("from", "to", "regime", "merits", "except"),
}


def _rows(name: str, home: Home | None) -> list[dict[str, str]]:
    """The rows of a table, checked: a user's own may lack a column or have a date that is none."""
    found = list(csv.DictReader(io.StringIO(table("indexer", name, home).lstrip("\ufeff"))))
    for number, row in enumerate(found, 2):
        lacking = [column for column in _NEEDED[name] if row.get(column) is None]
        wrong = [cell for column in ("date", "from", "to", "ended") if (cell := row.get(column)) and not _is_date(cell)]
        if lacking or wrong or (name != "regimes.csv" and not row["date"]):
            what = (
                f"has no {' and no '.join(lacking)}" if lacking else f"has no date YYYY-MM-DD in {wrong or 'its column date'}"
            )
            raise Unusable(f"table {name}, line {number} {what}", f"correct HOME/data/{name}, or take it away")
    return found


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _change(row: dict[str, str]) -> Change:
    return Change(row["ground"], row["date"], row["what changed"], row["source"], row.get("verified") != "no")


def _bulletin(row: dict[str, str]) -> Bulletin:
    grounds = tuple(ground.strip() for ground in row["grounds"].split(";") if ground.strip())
    return Bulletin(row["bulletin"], row["date"], row.get("verified") != "no", grounds, row["ended"] or None, row["ended by"])


def _regime(row: dict[str, str]) -> Regime:
    excepted = tuple(ground.strip() for ground in row["except"].split(";") if ground.strip())
    return Regime(row["from"], row["to"], row["regime"], row["merits"] != "no", excepted)


def _reversed(letter: LetterKey, reversal: LetterKey | None) -> list[str]:
    if reversal is None or reversal.response_date is None:
        return []
    now = {"not_concurred": "the staff no longer concurred", "concurred_in_part": "the staff concurred in part"}
    result = now.get(reversal.outcome or "", "the staff concurred")
    return [f"reversed on reconsideration on {spoken(reversal.response_date)}: {result}"]


def _was_in_force(bulletin: Bulletin) -> str:
    unverified = "" if bulletin.verified else " (its own date unverified)"
    return (
        f"Staff Legal Bulletin No. {bulletin.name}{unverified}, in force when it was answered, "
        f"was rescinded on {spoken(bulletin.ended or '')} by {bulletin.ended_by}"
    )


def _rescinded(bulletin: Bulletin, ground: str, day: str) -> bool:
    """Whether a bulletin that speaks of the ground was in force on `day` and is no more."""
    in_force = bulletin.date <= day and bulletin.ended is not None and day < bulletin.ended
    return in_force and any(_covers(about, ground) for about in bulletin.grounds)


def _grounds(letter: LetterKey, rule: str | None) -> Sequence[str]:
    """Today's numbers of the grounds to look at: `rule`, or all on which the staff ruled (argued, where it is not known)."""
    if rule is not None:
        return (modern(rule),)
    day = _day(letter)
    return tuple(dict.fromkeys(modern(ground, day) for ground in (letter.bases_staff or letter.bases_asserted)))


def _covers(table_ground: str, ground: str) -> bool:
    """Whether a row on `table_ground` speaks of `ground`: the same paragraph or one within it, never the one around it."""
    return same_ground(table_ground, ground) in ("equal", "equivalent", "above")


def _day(letter: LetterKey) -> str | None:
    return letter.response_date or letter.incoming_date


def spoken(day: str) -> str:
    """An ISO date in words ("March 8, 2016")."""
    found = date.fromisoformat(day)
    return f"{found:%B} {found.day}, {found.year}"
