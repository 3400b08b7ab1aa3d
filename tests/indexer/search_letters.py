"""Invented letters for the tests of the index: built in memory, with zones, for any facts wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.records import Determination, HeldLetter, Letter, Text, Timeliness, Zone

ZONES = ("response", "company", "proponent", "exhibit")


def held(letter_id: str, *, source: str = "letter", note: str | None = None, **facts: Any) -> HeldLetter:
    """A held letter; `result` is short for one determination on 14a-8(e)(2), `late` for days late."""
    result, late = facts.pop("result", None), facts.pop("late", None)
    if result is not None:
        basis = facts.pop("basis", "14a-8(e)(2)")
        facts |= {
            "determinations": (Determination(basis, result),),
            "bases_staff": (basis,) if result != "not_addressed" else (),
        }
    if late is not None:
        facts["timeliness"] = Timeliness("2009-11-02", "2009-11-03", late, facts.pop("delivery", None))
    facts = {"company": "Marrable Pumps, Inc.", "response_date": "2010-01-20", "outcome": "concurred"} | facts
    return HeldLetter(letter_id, Letter(**facts), source, note=note)


def told(letter: HeldLetter, **said: str) -> tuple[HeldLetter, Text]:
    """The letter with a text whose zones say these things (`response=...`, `company=...`)."""
    zones: list[Zone] = []
    content = ""
    for number, (kind, words) in enumerate(said.items()):
        assert kind in ZONES
        zones.append(Zone(kind, (len(content), len(content) + len(words)), number))
        content += words + "\n\n"
    return replace(letter, letter=replace(letter.letter, zones=tuple(zones))), Text(content)
