"""String cites, from records only: which letters to cite, and how, in practitioner or Bluebook style."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Protocol, TypeVar

from corpus.records import HeldLetter
from indexer.standing import spoken

NONE_HELD = "none held"
NOT_CHECKED = "not checked against the letter"
USUAL = 4
_NO_DAY = "0000"
_FLOOR = 0.2
"""The share of the closest letter's closeness below which a letter is not worth citing."""
_ALIKE, _RECENT = 0.25, 0.15
"""What a letter loses for each way in which it repeats one already chosen, and what the newest gains over the oldest."""


class Citable(Protocol):
    """A letter that may be cited, and how close its facts are."""

    @property
    def held(self) -> HeldLetter:
        """The letter."""
        ...

    @property
    def closeness(self) -> float:
        """How close its facts are to those asked, by comparison."""
        ...


C = TypeVar("C", bound=Citable)


@dataclass(frozen=True, slots=True)
class Style:
    """How to cite: `practitioner` or `bluebook`, with parentheticals on the facts or without, and how many letters."""

    name: Literal["practitioner", "bluebook"] = "practitioner"
    parentheticals: bool = False
    letters: int = USUAL


def chosen(offers: Sequence[C], letters: int = USUAL) -> list[C]:
    """The letters to cite, for closeness, recency and spread: each next one is the closest that adds something to those chosen.

    (Maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998.) Conditional ones only where the others do not suffice.
    """
    plain, conditional = _kinds(offers)
    picked = _picked(_near(plain), letters)
    return picked + _picked(_near(conditional), letters - len(picked))


def left_out(offers: Sequence[Citable], letters: int = USUAL) -> str | None:
    """Why `chosen` gives fewer letters than are offered and asked for; None where it gives as many."""
    given, wanted = len(chosen(offers, letters)), min(letters, len(offers))
    if given >= wanted:
        return None
    dated = [kind for kind in _kinds(offers) if kind]
    far = sum(len(kind) - len(_near(kind)) for kind in dated)
    undated = len(offers) - sum(map(len, dated))
    reasons = [f"{undated} without a date cannot be cited"] if undated else []
    reasons += [f"{far} far from the closest one's facts"] if far else []
    return f"{given} of {len(offers)} letters; left out: {' and '.join(reasons)}"


def _kinds(offers: Sequence[C]) -> tuple[list[C], list[C]]:
    """The letters with a date, those without a condition and those with one: a letter without date cannot be cited."""
    dated = [offer for offer in offers if _day(offer.held) != _NO_DAY]
    return [one for one in dated if not one.held.letter.conditional], [one for one in dated if one.held.letter.conditional]


def _near(kind: Sequence[C]) -> list[C]:
    """The letters of one kind that are not far behind its closest."""
    best = max((offer.closeness for offer in kind), default=0.0)
    return [offer for offer in kind if offer.closeness >= _FLOOR * best]


def _picked(able: Sequence[C], letters: int) -> list[C]:
    """The best of one kind, at most `letters` of them."""
    able = list(able)
    years = [int(_day(offer.held)[:4]) for offer in able]
    oldest, span = min(years, default=0), max(max(years, default=0) - min(years, default=0), 1)
    picked: list[C] = []
    while able and len(picked) < letters:

        def worth(offer: C) -> float:
            recent = (int(_day(offer.held)[:4]) - oldest) / span
            alike = max((_alike(offer.held, other.held) for other in picked), default=0)
            return offer.closeness + _RECENT * recent - _ALIKE * alike

        next_one = max(able, key=worth)
        picked.append(next_one)
        able.remove(next_one)
    return picked


def _alike(one: HeldLetter, other: HeldLetter) -> int:
    """In how many ways two letters say the same: company, season, way and measure of lateness."""
    a, b = one.letter, other.letter
    same = int(a.company == b.company) * 3 + int(abs(int(_day(one)[:4]) - int(_day(other)[:4])) <= 1)
    if a.timeliness and b.timeliness:
        same += int(a.timeliness.delivery is not None and a.timeliness.delivery == b.timeliness.delivery)
    return same


def string_cite(letters: Sequence[HeldLetter], style: Style) -> str:
    """The letters as a string cite, newest first; "none held" where there are none."""
    if not letters:
        return NONE_HELD
    newest = sorted(letters, key=lambda held: (_day(held), held.id), reverse=True)
    cited = [_cited(held, style) for held in newest]
    return f"*See, e.g.,* {'; '.join(cited)}."


def _cited(held: HeldLetter, style: Style) -> str:
    text = bluebook(held) if style.name == "bluebook" else practitioner(held)
    told = parenthetical(held) if style.parentheticals else "conditional" if held.letter.conditional else None
    if told:  # a condition is said in any case: without it the cite would claim more than the letter holds
        text += f" ({told})"
    return text if held.source == "letter" else f"{text} [{NOT_CHECKED}]"


def practitioner(held: HeldLetter) -> str:
    """The letter as counsel cite it: "Vantry Widget Corp. (March 9, 2005)"."""
    return f"{held.letter.company or 'unnamed company'} ({_date(held, spoken)})"


def bluebook(held: HeldLetter) -> str:
    """The letter in Bluebook form: "Vantry Widget Corp., SEC No-Action Letter (Mar. 9, 2005)"."""
    return f"{_abbreviated(held.letter.company or 'unnamed company')}, SEC No-Action Letter ({_date(held, _short_date)})"


def parenthetical(held: HeldLetter) -> str | None:
    """The letter's facts in a few words, from the record: lateness, else what the proposal was about; and a condition."""
    letter = held.letter
    told: list[str] = []
    late = letter.timeliness
    if late and (late.delivery or late.days_late):
        came = {"email": "e-mail", "mail": "mailed", "fax": "fax", "courier": "courier", "hand": "delivered by hand"}
        told += [came[late.delivery]] if late.delivery else []
        told += [f"{late.days_late} day{'' if late.days_late == 1 else 's'} late"] if late.days_late else []
    elif letter.proposal and letter.proposal.topic:
        told.append(re.sub(r"\s+", " ", letter.proposal.topic).strip(" ."))
    if letter.outcome == "concurred_in_part":
        told.append("relief in part")
    if letter.conditional:
        told.append("conditional")
    if letter.kind == "reconsideration":
        told.append("on reconsideration")
    return "; ".join(told) or None


def _day(held: HeldLetter) -> str:
    return held.letter.response_date or held.letter.incoming_date or _NO_DAY


def _date(held: HeldLetter, spell: Any) -> str:
    day = held.letter.response_date or held.letter.incoming_date
    return str(spell(day)) if day else "undated"


def _short_date(day: str) -> str:
    year, month, number = day.split("-")
    return f"{_table()['months'][int(month) - 1]} {int(number)}, {year}"


def _abbreviated(name: str) -> str:
    words: dict[str, str] = _table()["words"]
    return re.sub(r"[A-Za-z]+(?!['\w])", lambda match: words.get(match[0], match[0]), name).replace("..", ".")


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("search").joinpath("data/bluebook.json").read_text(encoding="utf-8"))
    return loaded
