"""Reads one document into a letter: the parser's one entry, its stages in order."""

from __future__ import annotations

from corpus.records import Letter, Text
from indexer import milestones, parties, proponents
from indexer.bundle import open_bundle
from indexer.findings import Findings
from indexer.outcome import read as read_outcome

PARSER_VERSION = 1
"""Raised with every change that reads an old text differently; the catalog reads its texts again when it rises."""


def read(text: Text) -> Letter:
    """The letter that `text` holds, every fact with its evidence. Any text is read; what it does not show is None or empty."""
    bundle = open_bundle(text)
    found = Findings(len(text.content))

    company = found.plain("company", parties.company(bundle))
    response_date = found.plain("response_date", milestones.response_date(bundle))
    incoming_date = found.plain("incoming_date", milestones.incoming_date(bundle))
    available_date = found.plain("available_date", milestones.available_date(bundle))
    kind = found.plain("kind", milestones.kind(bundle)) or "initial"

    ruling = read_outcome(bundle)
    counsel = parties.counsel(bundle, company, incoming_date)

    return Letter(
        company,
        response_date=response_date,
        incoming_date=incoming_date,
        available_date=available_date,
        kind=kind,
        outcome=found.plain("outcome", ruling.outcome),
        conditional=bool(found.plain("conditional", ruling.conditional)),
        waiver_80_day=found.plain("waiver_80_day", ruling.waiver),
        proponents=found.items("proponents", proponents.read(bundle, company, incoming_date)),
        counsel=found.plain("counsel", counsel.name),
        firm=found.plain("firm", counsel.firm),
        signatory=found.plain("signatory", parties.signatory(bundle)),
        evidence=found.evidence(),
        former_names=tuple(name.value for name in parties.former_names(bundle, company)),
        zones=bundle.zones,
    )
