"""Outcomes in a query: "granted", "company lost", "80-day waiver denied". The patterns stand in data/outcomes_asked.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from search.typed import Typed


@cache
def tables() -> dict[str, Any]:
    """The data file, parsed."""
    raw: dict[str, Any] = json.loads(files("search").joinpath("data/outcomes_asked.json").read_text(encoding="utf-8"))
    return raw


def _patterns(text: str, table: str = "outcomes") -> Iterator[tuple[dict[str, Any], re.Pattern[str]]]:
    """The rows of a table that can match, with their patterns: one is compiled only where a word of it stands in the text."""
    folded = text.lower()
    for row in tables()[table]:
        if any(held in folded for held in row["holds"]):
            yield row, re.compile(row["pattern"], re.I)


def named(value: str) -> str | None:
    """The outcome that "concurred", "not-concurred" or "refused" means."""
    from corpus.records import OUTCOMES

    folded = value.strip().lower().replace("-", "_").replace(" ", "_")
    if folded in OUTCOMES:
        return folded
    return next((row["value"] for row, pattern in _patterns(value) if row["value"] in OUTCOMES and pattern.search(value)), None)


def read(typed: Typed) -> Iterator[tuple[int, str]]:
    """(place, outcome) of each outcome asked for; also `waiver_...` and `reconsideration_...`.

    Taken out of the query, except where the words tell more than the outcome (`keeps_words`): those are left for the concepts.
    """
    for row, pattern in _patterns(typed.text):
        for match in typed.find(pattern):
            if not row.get("keeps_words"):
                typed.take(*match.span())
            yield match.start(), row["value"]


def wants_exclusion(text: str) -> bool:
    """Whether it is asked if a company may exclude a proposal."""
    return any(pattern.search(text) for _, pattern in _patterns(text, "exclusion_wanted"))
