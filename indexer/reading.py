"""Reads one document into a letter: the parser's one entry, its stages in order."""

from __future__ import annotations

from corpus.records import Letter, Proposal, Text
from indexer import bases, citations, determinations, guidance, milestones, outcome, parties, proponents, proposal, timeliness
from indexer.bundle import open_bundle
from indexer.findings import Findings

PARSER_VERSION = 2
"""Raised with every change that reads an old text differently; the catalog reads its texts again when it rises."""


def read(text: Text) -> Letter:
    """The letter that `text` holds, every fact with its evidence. Any text is read; what it does not show is None or empty."""
    bundle = open_bundle(text)
    found = Findings(len(text.content))

    company = found.plain("company", parties.company(bundle))
    response_date = found.plain("response_date", milestones.response_date(bundle))
    incoming_date = found.plain("incoming_date", milestones.incoming_date(bundle))
    available_date = found.plain("available_date", milestones.available_date(bundle))
    kind = found.plain("kind", milestones.kind(bundle))

    ruling = outcome.read(bundle)
    asserted = bases.read(bundle)
    merged = determinations.merge(ruling, asserted)
    argued = found.items("bases_asserted", asserted)
    decided = found.items("determinations", merged.determinations)
    staff = found.items("bases_staff", merged.bases_staff)

    reconsidered = ruling.reconsiders or milestones.reconsidered(bundle)
    own_dates = milestones.own_dates(bundle) | {date for date in (reconsidered and reconsidered.value,) if date}
    cited = found.items("citations", citations.read(bundle, company, own_dates))
    conditional: bool = found.plain("conditional", ruling.conditional) or False
    late = found.parts("timeliness", timeliness.read(bundle, (*argued, *(d.basis for d in decided))))
    asked = proposal.read(bundle)
    topic, resolved = found.part("proposal", "topic", asked.topic), found.part("proposal", "resolved", asked.resolved)
    counsel = parties.counsel(bundle, company, incoming_date)

    return Letter(
        company,
        response_date=response_date,
        incoming_date=incoming_date,
        available_date=available_date,
        kind=kind or "initial",
        outcome=found.plain("outcome", ruling.outcome),
        conditional=conditional,
        determinations=decided,
        bases_asserted=argued,
        bases_staff=staff,
        waiver_80_day=found.plain("waiver_80_day", ruling.waiver),
        proponents=found.items("proponents", proponents.read(bundle, company, incoming_date)),
        counsel=found.plain("counsel", counsel.name),
        firm=found.plain("firm", counsel.firm),
        signatory=found.plain("signatory", parties.signatory(bundle)),
        citations=cited,
        guidance=found.items("guidance", guidance.read(bundle)),
        timeliness=late,
        proposal=Proposal(topic, resolved) if topic or resolved else None,
        evidence=found.evidence(),
        reconsiders=reconsidered.value if reconsidered else None,
        former_names=tuple(name.value for name in parties.former_names(bundle, company)),
        zones=bundle.zones,
    )
