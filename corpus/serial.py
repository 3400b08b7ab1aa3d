"""Letters to and from JSON: the public record (the keys of docs/record.md) and the catalog's own fuller form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.records import (
    Citation,
    Determination,
    Evidence,
    Guidance,
    Letter,
    Proposal,
    Spans,
    Timeliness,
    Zone,
)

PLAIN_KEYS = (
    "company",
    "response_date",
    "incoming_date",
    "available_date",
    "kind",
    "outcome",
    "conditional",
    "waiver_80_day",
    "counsel",
    "firm",
    "signatory",
)


def record(letter: Letter) -> dict[str, Any]:
    """The letter record as a JSON object, keys in the record's order."""
    return {
        "company": letter.company,
        "response_date": letter.response_date,
        "incoming_date": letter.incoming_date,
        "available_date": letter.available_date,
        "kind": letter.kind,
        "outcome": letter.outcome,
        "conditional": letter.conditional,
        "determinations": [{"basis": d.basis, "result": d.result} for d in letter.determinations],
        "bases_asserted": list(letter.bases_asserted),
        "bases_staff": list(letter.bases_staff),
        "waiver_80_day": letter.waiver_80_day,
        "proponents": list(letter.proponents),
        "counsel": letter.counsel,
        "firm": letter.firm,
        "signatory": letter.signatory,
        "citations": [
            {"company": c.company, "date": c.date, "cited_by": c.cited_by, "as_written": c.as_written} for c in letter.citations
        ],
        "guidance": [{"kind": g.kind, "name": g.name} for g in letter.guidance],
        "timeliness": asdict(letter.timeliness) if letter.timeliness else None,
        "proposal": asdict(letter.proposal) if letter.proposal else None,
        "evidence": evidence_json(letter.evidence),
    }


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Evidence with spans as two-element lists, one object over all keys."""
    out: dict[str, Any] = {key: _lists(spans) for key, spans in evidence.plain.items()}
    out |= {key: [_lists(spans) for spans in items] for key, items in evidence.items.items()}
    out |= {key: {part: _lists(s) for part, s in parts.items()} for key, parts in evidence.parts.items()}
    return out


def stored(letter: Letter) -> dict[str, Any]:
    """The catalog's form: the record, and what the record leaves out of a letter."""
    return record(letter) | {
        "citations": [asdict(c) for c in letter.citations],
        "reconsiders": letter.reconsiders,
        "former_names": list(letter.former_names),
        "zones": [[z.kind, z.span[0], z.span[1], z.letter] for z in letter.zones],
    }


def letter_of(stored_form: dict[str, Any]) -> Letter:
    """The letter that `stored` (or `record`) was made from; keys that are missing take the type's defaults."""
    data = dict(stored_form)
    return Letter(
        **{key: data[key] for key in (*PLAIN_KEYS, "reconsiders") if key in data},
        determinations=tuple(Determination(**d) for d in data.get("determinations", ())),
        bases_asserted=tuple(data.get("bases_asserted", ())),
        bases_staff=tuple(data.get("bases_staff", ())),
        proponents=tuple(data.get("proponents", ())),
        citations=tuple(Citation(**c) for c in data.get("citations", ())),
        guidance=tuple(Guidance(**g) for g in data.get("guidance", ())),
        timeliness=Timeliness(**data["timeliness"]) if data.get("timeliness") else None,
        proposal=Proposal(**data["proposal"]) if data.get("proposal") else None,
        evidence=evidence_of(data.get("evidence", {})),
        former_names=tuple(data.get("former_names", ())),
        zones=tuple(Zone(kind, (start, end), number) for kind, start, end, number in data.get("zones", ())),
    )


def evidence_of(data: dict[str, Any]) -> Evidence:
    """The evidence that `evidence_json` was made from."""
    plain: dict[str, Spans] = {}
    items: dict[str, tuple[Spans, ...]] = {}
    parts: dict[str, dict[str, Spans]] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            parts[key] = {part: _spans(spans) for part, spans in value.items()}
        elif key in PLAIN_KEYS:
            plain[key] = _spans(value)
        else:
            items[key] = tuple(_spans(spans) for spans in value)
    return Evidence(plain, items, parts)


def _lists(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(value: list[list[int]]) -> Spans:
    return tuple((start, end) for start, end in value)
