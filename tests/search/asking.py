"""Invented letters to ask about, and the names by which they are held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.records import HeldLetter, LetterKey, Text
from indexer.fields import Entry, entry_of
from indexer.resolution import Resolver
from indexer.scan import ScanEngine
from search.named import Names
from tests.indexer.search_letters import held, told


def key_of(letter: HeldLetter) -> LetterKey:
    facts = {name: getattr(letter.letter, name) for name in LetterKey.__slots__ if hasattr(letter.letter, name)}
    return LetterKey(id=letter.id, source=letter.source, aliases=(), **facts)


class World:
    """An engine and names over some letters."""

    def __init__(self, letters: Iterable[tuple[HeldLetter, Text | None]], reversed_ids: tuple[str, ...] = ()) -> None:
        self.letters = list(letters)
        self.entries: list[Entry] = [entry_of(h, t, reversed_later=h.id in reversed_ids) for h, t in self.letters]
        self.engine = ScanEngine(self.entries)
        resolver = Resolver(key_of(h) for h, _ in self.letters)
        holders = [holder for h, _ in self.letters for holder in h.letter.proponents]
        self.names = Names(lambda: resolver, self.engine.frequency, self.engine.names, holders=lambda: holders)


def world() -> World:
    """Letters on lateness of each standing, and some on other grounds."""
    refused = {"result": "not_concurred", "outcome": "not_concurred"}
    facts: dict[str, dict[str, Any]] = {
        "ruled": {"company": "Tarrow Glass Corporation", "result": "concurred", "late": 1, "delivery": "fax"},
        "refused": {"company": "Ebbing & Sons, Inc.", "late": 21} | refused,
        "reversed": {"company": "Kittle Rail Co.", "late": 11} | refused,
        "old": {"company": "Vennor Rope Company", "result": "concurred", "basis": "14a-8(a)(3)(i)"},
        "representation": {"company": "Solway Networks, Inc.", "result": "no_view", "outcome": "no_objection"},
        "argued": {"company": "Harrowgate Mills, Inc.", "result": "not_addressed", "outcome": "withdrawn"},
        "business": {"company": "Dunnet Water Corp.", "basis": "14a-8(i)(7)"} | refused,
        "oldbusiness": {"company": "Pellew Drug Stores, Inc.", "basis": "14a-8(c)(7)"} | refused,
    }
    dates = {"old": "1988-02-11", "representation": "2026-01-15", "argued": "2014-01-23", "oldbusiness": "1991-03-04"}
    said = {
        "ruled": "It came by fax one day after the deadline.",
        "refused": "The date in the proxy statement was a misprint.",
        "reversed": "The fax number was not the company's.",
        "old": "The envelope was postmarked after the deadline.",
        "representation": "He sent an e-mail after the deadline.",
        "argued": "The courier left it at the loading dock, where a clerk signed.",
        "business": "The proposal seeks a report on water in regions of drought.",
        "oldbusiness": "The proposal concerns the sale of cigarettes.",
    }
    letters = [
        told(held(name, **({"response_date": dates.get(name, "2010-01-20")} | given)), company=said[name])
        for name, given in facts.items()
    ]
    return World(letters, reversed_ids=("reversed",))
