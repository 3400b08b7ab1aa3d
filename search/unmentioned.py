"""Letters that a draft does not mention: adverse ones on its grounds, and newer ones on point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalog import Catalog
from corpus.home import Home
from indexer.query import Engine
from indexer.rules import same_ground
from search.check import Checked, grounds_of, grounds_told
from search.facts import facts_of
from search.stringcite import Style
from search.support import Offer, support

MOST_GROUNDS = 3
"""The grounds looked at: those for which the draft cites most."""
MOST_OF_EACH = 3
ON_POINT = 0.45
"""The share of the closest letter's closeness from which a newer one is on point."""


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """A letter that the draft leaves out: `kind` is `adverse` or `newer`, on `ground`."""

    kind: str
    ground: str
    offer: Offer

    def as_json(self) -> dict[str, Any]:
        """The entry as `check --json` gives it under `not_mentioned`."""
        told = self.offer.as_json()
        keys = ("id", "citation", "outcome", "bases_staff", "staff_words", "in_common", "why", "standing", "source")
        return {"kind": self.kind, "ground": self.ground} | {key: told[key] for key in keys}


def unmentioned(checked: Checked, catalog: Catalog, home: Home | None, engine: Engine) -> list[Unmentioned]:
    """What the draft does not mention, ground by ground: adverse letters first, then newer ones."""
    mentioned = {entry.letter for entry in checked.entries} | {one for entry in checked.entries for one in entry.candidates}
    own_words = _without_citations(checked)
    found: dict[str, Unmentioned] = {}
    for ground in grounds_of(checked)[:MOST_GROUNDS]:
        facts = facts_of(own_words, ground)
        answer = support(
            facts,
            catalog,
            home,
            engine,
            against=_argues_for_inclusion(checked),
            limit=len(mentioned) + 2 * MOST_OF_EACH,
            style=Style(),
        )
        adverse = [offer for offer in answer.adverse if offer.held.id not in mentioned][:MOST_OF_EACH]
        newer = _newer(answer.supporting, mentioned, _newest_cited(checked, ground, catalog))[:MOST_OF_EACH]
        for kind, offers in (("adverse", adverse), ("newer", newer)):
            for offer in offers:
                found.setdefault(offer.held.id, Unmentioned(kind, ground, offer))
    return sorted(found.values(), key=lambda one: one.kind != "adverse")


def _without_citations(checked: Checked) -> str:
    """The draft's text without its citations, whose names would find the cited letters themselves."""
    pieces: list[str] = []
    at = 0
    for entry in checked.entries:
        start, end = entry.cited.span
        pieces.append(checked.draft.text.content[at:start])
        at = max(at, end)
    return " ".join([*pieces, checked.draft.text.content[at:]])


def _argues_for_inclusion(checked: Checked) -> bool:
    """Whether the draft tells more refusals than concurrences: a proponent's."""
    told = [entry.cited.told.outcome for entry in checked.entries]
    return told.count("not_concurred") > told.count("concurred")


def _newest_cited(checked: Checked, ground: str, catalog: Catalog) -> str:
    """The day (ISO) of the newest letter that the draft cites for the ground, held or not, on whichever side; or ""."""
    cited = [entry for entry in checked.entries if any(same_ground(one, ground) for one in grounds_told(entry))]
    held = catalog.many({entry.letter for entry in cited if entry.letter})
    days = [letter.letter.response_date or letter.letter.incoming_date or "" for letter in held]
    for entry in cited:
        written = entry.cited.citation
        if entry.letter is None:  # a year alone may mean its last day
            days.append(written.date or (f"{written.year}-12-31" if written.year else ""))
    return max(days, default="")


def _newer(supporting: Sequence[Offer], mentioned: set[str | None], cited: str) -> list[Offer]:
    """Letters on point that are newer than any that the draft cites for the ground; none where it cites none with a date."""
    newest = max([cited, *(_day(offer) for offer in supporting if offer.held.id in mentioned)])
    if not newest:
        return []
    best = max((offer.near.closeness for offer in supporting), default=0.0)
    return [
        offer
        for offer in supporting
        if offer.held.id not in mentioned and _day(offer) > newest and offer.near.closeness >= ON_POINT * best
    ]


def _day(offer: Offer) -> str:
    return offer.held.letter.response_date or offer.held.letter.incoming_date or ""
