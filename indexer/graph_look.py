"""How letters look in every form of the graph: words and colours of outcomes, and a letter's label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

OUTCOME_WORDS = {
    "concurred": "concurred",
    "concurred_in_part": "concurred in part",
    "not_concurred": "did not concur",
    "no_view": "no view",
    "no_objection": "no objection",
    "withdrawn": "withdrawn",
    "incoming_only": "not answered",
    None: "not known",
}
# Okabe and Ito's colours, which colour-blind readers tell apart; the shape says the same again.
COLOURS = {
    "concurred": "#56B4E9",
    "concurred_in_part": "#009E73",
    "not_concurred": "#E69F00",
    "no_view": "#CC79A7",
    "no_objection": "#F0E442",
    "withdrawn": "#999999",
    "incoming_only": "#BBBBBB",
    None: "#FFFFFF",
}


def label(known: Mapping[str, Any]) -> str:
    """A letter as it is cited: "Company (Mar. 9, 2005)"."""
    return f"{known['company']} ({short_date(known['date'])})"


def short_date(day: str | None) -> str:
    """An ISO date as string cites have it ("Mar. 9, 2005"); a year as it is; "undated" for None."""
    if day is None or len(day) < 10:
        return day or "undated"
    found = date.fromisoformat(day)
    months = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905 (reads as a row)
    return f"{months[found.month - 1]} {found.day}, {found.year}"
