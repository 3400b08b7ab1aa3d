"""The research memorandum for the file: facts, searches, letters for and against, and what was not searched.

It is the record of a reasonable basis: with the date, the catalog's hash and the parser's version the search can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.starter import NOTICE
from indexer.rules import title
from indexer.standing import spoken
from search.support import Offer, Supported
from search.word import Block


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: the day (ISO), the numbers of `stats`, the catalog's hash, the parser's version, and the call."""

    day: str
    stats: dict[str, Any]
    digest: str
    parser: str
    call: str


def memorandum(found: Supported, searched: Searched) -> Iterator[Block]:
    """The memorandum's blocks."""
    rule = found.facts.rule
    about = title(rule)
    yield Block("title", "Research memorandum")
    yield Block("text", f"Rule {rule}{f' ({about})' if about else ''}")
    yield Block("text", spoken(searched.day))
    yield Block("heading", "Facts")
    if found.facts.text.strip():
        yield from (Block("quote", line.strip()) for line in found.facts.text.strip().splitlines() if line.strip())
    yield Block("text", "As they were understood:")
    yield from (Block("item", line) for line in found.facts.lines())
    supporting, adverse = (
        ("Letters for the proponent", "Letters against") if found.against else ("Supporting letters", "Adverse letters")
    )
    yield Block("heading", supporting)
    yield from _letters(found.supporting)
    yield Block("heading", adverse)
    yield from _letters(found.adverse)
    if found.all_adverse:
        yield Block(
            "text",
            f"{len(found.adverse)} of the {found.adverse_held} letters held on that side are shown. All are shown by "
            f"the call below {found.all_adverse}.",
        )
    yield Block("heading", "String cite")
    yield Block("text", found.string_cite)
    if found.string_cite_note:
        yield Block("text", f"{found.string_cite_note}.")
    yield Block("heading", "What was searched")
    yield from _searched(searched)
    yield Block("heading", "What is known to be missing")
    yield from _missing(searched)


def _letters(offers: Sequence[Offer]) -> Iterator[Block]:
    if not offers:
        yield Block("text", "None held. That none is held here does not mean that none exists.")
        return
    head = ("Letter", "Staff", "Ground", "Days late", "Delivery")
    rows = tuple(_row(offer) for offer in offers)
    yield Block("table", rows=(head, *rows))
    for offer in offers:
        yield from _letter(offer)


def _row(offer: Offer) -> tuple[str, ...]:
    letter, facts = offer.held.letter, offer.facts
    outcome = (letter.outcome or "not known").replace("_", " ") + (", conditionally" if letter.conditional else "")
    late = "" if facts["days_late"] is None else str(facts["days_late"])
    return (offer.citation, outcome, ", ".join(letter.bases_staff), late, facts["delivery"] or "")


def _letter(offer: Offer) -> Iterator[Block]:
    yield Block("subheading", offer.citation)
    if offer.why:
        yield Block("text", f"Why: {'; '.join(offer.why)}.")
    if offer.in_common:
        yield Block("text", f"In common: {'; '.join(offer.in_common)}.")
    if offer.differs:
        yield Block("text", f"Differs: {'; '.join(offer.differs)}.")
    if offer.staff_words:
        yield Block("quote", offer.staff_words)
    if offer.standing:
        yield Block("text", f"Standing: {offer.standing}")
    yield Block("text", f"Source: {_source(offer)}")


def _source(offer: Offer) -> str:
    held = offer.held
    urls = [url for url in held.source_urls if not url.startswith("file:")]
    if held.source != "letter":
        return "; ".join([NOTICE if held.source == "facts" else "a row of the SEC's chart; no text is held", *urls])
    digest = f"SHA-256 {held.documents[0]}" if held.documents else "held text"
    return "; ".join([held.id, *urls, digest])


def _searched(searched: Searched) -> Iterator[Block]:
    held = searched.stats
    years = [row["year"] for row in held["years"] if row["year"] is not None and row["letters"]]
    span = f" of {min(years)} to {max(years)}" if years else ""
    yield Block("item", f"{held['letters']} letters{span}, {held['held']} of them with text")
    yield Block("item", f"last fetch: {held['last_fetch'] or 'never'}")
    yield Block("item", f"call: {searched.call}")
    yield Block("item", f"catalog {searched.digest}; parser {searched.parser}; day {searched.day}")
    yield Block("text", "No-action letters are informal staff views, not law.")


def _missing(searched: Searched) -> Iterator[Block]:
    lacking = {kind: number for kind, number in searched.stats["missing"].items() if number}
    words = {
        "facts": "letters are known by facts or by a chart row only: their text was not searched",
        "cited": "letters are cited by held letters and are not held",
        "listed": "letters stand on the SEC's lists and were not fetched",
    }
    if not lacking:
        yield Block(
            "text", "Nothing that the held letters or lists show. Letters that nothing held refers to are not known here."
        )
    for kind, number in lacking.items():
        yield Block("item", f"{number} {words.get(kind, kind)}")
