"""Letters for an argument and letters against it, with what each has in common with the facts and what differs.

Supporting: the staff concurred on the ground and the letter stands. Adverse: it did not concur; these come unasked, since they
are the main risk. `--against` turns it round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpus.catalog import Catalog
from corpus.home import Home
from corpus.records import HeldLetter, Text
from indexer import fields
from indexer.concepts import vocabulary
from indexer.query import Engine
from indexer.standing import spoken, standings
from search import closeness, stringcite
from search.closeness import Near
from search.facts import Facts
from search.hits import shortened, staff_words
from search.stringcite import Style

FEWEST_ADVERSE = 5
"""Adverse letters that are shown however far their facts are, since leaving one out is the greater danger."""
NOT_NEAR = 0.2
"""The share of the nearest adverse letter's closeness below which a further one is left out."""
OWN_FACTS = 0.5
"""How much of the asked concepts a reversed letter must speak of to be shown as adverse."""
SPOKEN_OF = 0.3
"""The level from which a letter speaks of a concept for itself."""
LONGEST_WORDS = 600
_DIFFERENCE = re.compile(
    r"^(?:we (?:also )?note|in this regard|in our view|while\b|on the information|based on|the (?:proponent|company)|"
    r"it appears|although|"
    r"there (?:appears|is)|because|since|in arriving|under the circumstances|specifically|we are unable to conclude|a board)",
    re.I,
)
_CONSEQUENCE = re.compile(r"^accordingly|not found it necessary|copies of all|waive|80[- ](?:calendar )?day", re.I)


@dataclass(frozen=True, slots=True)
class Offer:
    """A letter offered: its facts, what it has in common with the asked facts, what differs, and why it is here."""

    held: HeldLetter
    near: Near
    staff_words: str | None
    facts: dict[str, Any]
    in_common: tuple[str, ...]
    differs: tuple[str, ...]
    why: tuple[str, ...]
    standing: str | None

    @property
    def closeness(self) -> float:
        """How close its facts are to those asked."""
        return self.near.closeness

    @property
    def citation(self) -> str:
        """The letter as practitioners cite it."""
        return stringcite.practitioner(self.held)

    def as_json(self) -> dict[str, Any]:
        """The entry as `support --json` gives it."""
        letter = self.held.letter
        return {
            "id": self.held.id,
            "citation": self.citation,
            "outcome": letter.outcome,
            "conditional": letter.conditional,
            "bases_staff": list(letter.bases_staff),
            "facts": self.facts,
            "staff_words": self.staff_words,
            "in_common": list(self.in_common),
            "differs": list(self.differs),
            "why": list(self.why),
            "standing": self.standing,
            "source": self.held.source,
            "cited_by_count": self.near.cited_by_count,
            "closeness": round(self.near.closeness, 3),
        }


@dataclass(frozen=True)
class Supported:
    """The answer: letters for the argument and against it, closest first, and the string cite made of the former."""

    facts: Facts
    against: bool
    supporting: tuple[Offer, ...]
    adverse: tuple[Offer, ...]
    style: Style
    supporting_held: int = 0
    adverse_held: int = 0
    """How many letters are held on each side, shown or not."""

    @property
    def all_adverse(self) -> str:
        """With which options the same call shows every adverse letter held, where more are held than shown; else empty."""
        if self.adverse_held <= len(self.adverse):
            return ""
        if self.against:
            return f"with --limit {self.adverse_held} and without --against"
        return f"with --against --limit {self.adverse_held}"

    @cached_property
    def string_cite_note(self) -> str | None:
        """Why the string cite has fewer letters than were asked for; None where it has as many as can be offered."""
        return stringcite.left_out(self.supporting, self.style.letters)

    @cached_property
    def string_cite(self) -> str:
        """The string cite, or "none held"."""
        return stringcite.string_cite(
            [offer.held for offer in stringcite.chosen(self.supporting, self.style.letters)], self.style
        )

    def as_json(self) -> dict[str, Any]:
        """What `support --json` prints."""
        return {
            "supporting": [offer.as_json() for offer in self.supporting],
            "adverse": [offer.as_json() for offer in self.adverse],
            "supporting_held": self.supporting_held,
            "adverse_held": self.adverse_held,
            "all_adverse": self.all_adverse or None,
            "string_cite": self.string_cite,
            "string_cite_note": self.string_cite_note,
            "facts": self.facts.lines(),
            "against": self.against,
        }


def support(
    facts: Facts, catalog: Catalog, home: Home | None, engine: Engine, *, against: bool = False, limit: int = 10, style: Style
) -> Supported:
    """The letters for and against; `against`: for a proponent, to whom a refusal is support."""
    mine, theirs = ("not_concurred", "concurred") if against else ("concurred", "not_concurred")
    supporting = [near for near in closeness.nearest(facts, mine, catalog, engine) if near.reversed_by is None]
    adverse = [near for near in closeness.nearest(facts, theirs, catalog, engine) if _may_be_adverse(near)]
    desk = _Desk(facts, catalog, home)
    return Supported(
        facts,
        against,
        tuple(desk.offers(supporting[:limit])),
        tuple(desk.offers(_near_enough(adverse)[:limit])),
        style,
        len(supporting),
        len(adverse),
    )


def _may_be_adverse(near: Near) -> bool:
    """A reversed letter is adverse only where the facts are its own."""
    return near.reversed_by is None or near.covers >= OWN_FACTS


def _near_enough(found: Sequence[Near]) -> list[Near]:
    """The nearest, none far behind the first once there are enough."""
    best = max((near.closeness for near in found), default=0.0)
    return [near for n, near in enumerate(found) if n < FEWEST_ADVERSE or near.closeness >= NOT_NEAR * best]


class _Desk:
    """Makes offers of near letters: only theirs are read in full."""

    def __init__(self, facts: Facts, catalog: Catalog, home: Home | None) -> None:
        self.facts, self.catalog, self.standings = facts, catalog, standings(home)

    def offers(self, found: Sequence[Near]) -> Iterator[Offer]:
        held = {letter.id: letter for letter in self.catalog.many([near.key.id for near in found])}
        for near in found:
            letter = held[near.key.id]
            text = self.catalog.text(letter.id) if letter.source == "letter" else None
            yield self._offer(near, letter, text)

    def _offer(self, near: Near, held: HeldLetter, text: Text | None) -> Offer:
        concepts = _concepts(held, text)
        common, differing = compared(self.facts, held, concepts)
        return Offer(
            held,
            near,
            telling_words(held, text),
            facts_json(held, concepts),
            tuple(common),
            tuple(differing),
            tuple(self._why(near, held, common)),
            self._standing(near),
        )

    def _standing(self, near: Near) -> str | None:
        if near.key.response_date is None and near.key.incoming_date is None:
            return "no date is known, so what has changed since the letter is not counted."
        return self.standings.sentence(near.key, self.facts.rule, near.reversed_by)

    def _why(self, near: Near, held: HeldLetter, common: Sequence[str]) -> Iterator[str]:
        letter = held.letter
        day = letter.response_date or letter.incoming_date
        for ruling in letter.determinations:
            if closeness.same(self.facts.rule, ruling.basis, day) and ruling.result in ("concurred", "not_concurred"):
                did = "the staff concurred" if ruling.result == "concurred" else "the staff did not concur"
                yield f"{did} on {ruling.basis}" + (" in part" if letter.outcome == "concurred_in_part" else "")
        if common:
            yield "like facts: " + "; ".join(common[:4])
        elif near.closeness > near.own + 0.1:
            yield "cited with letters on like facts"
        if near.cited_by_count:
            yield f"cited by {near.cited_by_count} held letter{'' if near.cited_by_count == 1 else 's'}"
        if letter.conditional:
            yield "the concurrence is conditional"
        if near.reversed_by is not None and near.reversed_by.response_date:
            yield f"reversed on reconsideration on {spoken(near.reversed_by.response_date)}"


def _concepts(held: HeldLetter, text: Text | None) -> dict[str, float]:
    """The concepts that a letter speaks of for itself, with their level."""
    found = fields.entry_of(held, text).keys["concept"]
    return {name: level for name, level in found.items() if level >= SPOKEN_OF}


def compared(facts: Facts, held: HeldLetter, concepts: dict[str, float]) -> tuple[list[str], list[str]]:
    """What a letter's facts have in common with those asked, and what differs ("asked: 3 days late; here: 160")."""
    known = vocabulary().concepts
    late = held.letter.timeliness
    common: list[str] = []
    differing: list[str] = []
    if facts.days_late and late and late.days_late:
        if facts.days_late == late.days_late:
            common.append(_days(late.days_late))
        else:
            differing.append(f"{_days(late.days_late)} here, {_days(facts.days_late)} asked")
    if facts.delivery and late and late.delivery:
        if facts.delivery == late.delivery:
            common.append(f"by {_spelled(late.delivery)}")
        else:
            differing.append(f"by {_spelled(late.delivery)} here, by {_spelled(facts.delivery)} asked")
    told = {known[name].label for name in facts.concepts if known[name].facts.get("delivery") is None}
    common += [known[name].label for name in facts.concepts if name in concepts and known[name].label in told]
    differing += [
        f"not here: {known[name].label}" for name in facts.concepts if name not in concepts and known[name].label in told
    ]
    if held.letter.conditional:
        differing.append("conditional here")
    return common, differing


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'} late"


def _spelled(delivery: str) -> str:
    return "e-mail" if delivery == "email" else delivery


def facts_json(held: HeldLetter, concepts: dict[str, float]) -> dict[str, Any]:
    """The facts of a letter as its record and its words give them."""
    late = held.letter.timeliness
    known = vocabulary().concepts
    told = sorted((name for name in concepts if name in known), key=lambda name: -concepts[name])
    return {
        "deadline": late.deadline if late else None,
        "received": late.received if late else None,
        "days_late": late.days_late if late else None,
        "delivery": late.delivery if late else None,
        "about": [known[name].label for name in told[:8]],
        "topic": held.letter.proposal.topic if held.letter.proposal else None,
        "note": held.note,
    }


def telling_words(held: HeldLetter, text: Text | None) -> str | None:
    """The staff's sentences on the matter: the holding, and what made the difference."""
    if text is None:
        return None
    response = [zone.span for zone in held.letter.zones if zone.kind == "response"]
    said = fields.clean(text.content, response)
    told = [said[start:end] for start, end in fields.sentences(said)]
    reasons = [s for s in told if _DIFFERENCE.match(s) and not _CONSEQUENCE.search(s) and len(s) > 40]
    holding = staff_words(held, text)
    new = [reason for reason in reasons if holding is None or reason not in holding]
    return shortened(" ".join([*([holding] if holding else []), *new[:2]]), LONGEST_WORDS) or None
