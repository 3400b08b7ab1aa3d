"""Reads one document into a letter: the parser's one entry, its stages in order."""

from __future__ import annotations

import re

from corpus.records import Determination, Evidence, Letter, Spans, Text
from indexer import citations, outcome, timeliness
from indexer.bundle import Bundle, open_bundle
from indexer.dates import find_dates
from indexer.found import Found

PARSER_VERSION = 1
"""Raised with every change that reads an old text differently; the catalog reads its texts again when it rises."""


def read(text: Text) -> Letter:
    """The letter that `text` holds, every fact with its evidence. Any text is read; what it does not show is None or empty."""
    bundle = open_bundle(text)
    company, incoming = _subject(bundle)
    ruling = outcome.read(bundle)
    own = {date for date in (ruling.date, incoming and incoming.value, ruling.reconsiders and ruling.reconsiders.value) if date}
    cited = citations.read(bundle, company and company.value, own)
    late = timeliness.read(bundle, None)
    plain: dict[str, Spans] = {}
    for key, found in (
        ("company", company),
        ("incoming_date", incoming),
        ("outcome", ruling.outcome),
        ("waiver_80_day", ruling.waiver),
    ):
        if found is not None and found.spans:
            plain[key] = found.spans
    return Letter(
        company.value if company else None,
        ruling.date,
        incoming.value if incoming else None,
        kind="reconsideration" if ruling.reconsideration else "initial",
        outcome=ruling.outcome.value,
        conditional=ruling.conditional.value,
        determinations=tuple(Determination(d.value.basis, d.value.result) for d in ruling.grounds),
        bases_staff=tuple(d.value.basis for d in ruling.grounds if d.value.result != "not_addressed"),
        waiver_80_day=ruling.waiver.value if ruling.waiver else None,
        citations=tuple(found.value for found in cited),
        timeliness=late.value if late else None,
        evidence=Evidence(
            plain,
            {"citations": tuple(found.spans for found in cited)},
            {"timeliness": late.spans} if late else {},
        ),
        reconsiders=ruling.reconsiders.value if ruling.reconsiders else None,
        zones=bundle.zones,
    )


def _subject(bundle: Bundle) -> tuple[Found[str] | None, Found[str] | None]:
    """The company and the incoming date of the staff's reference line."""
    for part in bundle.of("response", "cover", "company"):
        line = re.search(
            r"\bRe: ?(?P<company>[A-Z][^\n(]{2,80}?)(?= \(the| Incoming|:| --|\n| Rule| Share| Stock| Commission| Notice)",
            part.view.text,
        )
        if line:
            company = Found(line["company"].strip(" ,"), (part.view.span(*line.span("company")),))
            dates = find_dates(part.view.text[line.end() : line.end() + 120])
            incoming = None
            if dates and "ncoming" in part.view.text[line.end() : line.end() + 40]:
                iso, start, end = dates[0]
                incoming = Found(iso, (part.view.span(line.end() + start, line.end() + end),))
            return company, incoming
    return None, None
