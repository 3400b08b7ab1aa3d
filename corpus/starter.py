"""The starter catalog: facts about real letters from public sources, each with its sources; no letter's text.

`data/starter.jsonl` holds one letter a line; docs/catalog.md explains its keys and how its lines were made. The one-line note
of a letter is composed here from its facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import Any

from corpus.records import RESULTS, Citation, Determination, Letter, Proposal, Timeliness

NOTICE = "facts from public sources, not checked against the SEC's copy"

_ANSWERS = {
    "concurred": "The staff concurred",
    "concurred_in_part": "The staff concurred in part",
    "not_concurred": "The staff did not concur",
    "no_view": "The staff gave no view",
    "no_objection": "The staff did not object, on the company's representation only",
    "withdrawn": "Withdrawn before an answer on the merits",
    None: "The outcome is not known",
}
_SEEN = {"request": "Only the request was seen.", "papers": "Only papers of one side were seen."}

Known = tuple[Letter, tuple[str, ...], str]
"""A letter, its public sources, and its one-line note."""


def known_letters() -> Iterator[Known]:
    """Each letter of the starter. Two lines of one company and day are two letters."""
    lines = (resources.files("corpus") / "data" / "starter.jsonl").read_text(encoding="utf-8")
    return (known(json.loads(line)) for line in lines.splitlines())


def known(facts: dict[str, Any]) -> Known:
    """The letter of one line of the starter. A ground that nobody is known to have ruled on has result None."""
    outcome = facts.get("outcome")
    staff, asserted = tuple(facts.get("staff", ())), tuple(facts.get("asserted", ()))
    result = "concurred" if outcome == "concurred_in_part" else outcome if outcome in RESULTS else None
    ruled = tuple(Determination(basis, result) for basis in staff)
    letter = Letter(
        company=facts["company"],
        response_date=facts.get("response"),
        incoming_date=facts.get("incoming"),
        available_date=facts.get("available"),
        outcome=outcome,
        conditional=facts.get("conditional", False),
        determinations=ruled + tuple(Determination(basis, None) for basis in asserted if basis not in staff),
        bases_asserted=asserted,
        bases_staff=staff,
        proponents=tuple(facts.get("proponents", ())),
        proposal=Proposal(facts["topic"], None) if "topic" in facts else None,
    )
    return _with_more(letter, facts), tuple(facts["sources"]), note(facts)


def _with_more(letter: Letter, facts: dict[str, Any]) -> Letter:
    """The letter with what few lines tell: a reconsideration, who signed, lateness, citations."""
    if earlier := facts.get("reconsideration"):
        letter = replace(letter, kind="reconsideration", reconsiders=earlier if isinstance(earlier, str) else None)
    if "citations" in facts or "timeliness" in facts or "counsel" in facts:
        letter = replace(
            letter,
            counsel=facts.get("counsel"),
            firm=facts.get("firm"),
            signatory=facts.get("signatory"),
            timeliness=Timeliness(**facts["timeliness"]) if "timeliness" in facts else None,
            citations=tuple(Citation(**citation) for citation in facts.get("citations", ())),
        )
    return letter


def note(facts: dict[str, Any]) -> str:
    """The facts of one line in a few short sentences."""
    staff, asserted = facts.get("staff", []), facts.get("asserted", [])
    answer = _ANSWERS[facts.get("outcome")] + (f" on {' and '.join(staff)}" if staff else "")
    sentences = [answer + (", conditionally." if facts.get("conditional") else ".")]
    if argued := [basis for basis in asserted if basis not in staff]:
        sentences.append(f"Argued{' also' if staff else ''}: {', '.join(argued)}.")
    if proponents := facts.get("proponents"):
        sentences.append(f"Proponent{'s' if len(proponents) > 1 else ''}: {', '.join(proponents)}.")
    if topic := facts.get("topic"):
        sentences.append(f"On {topic}.")
    if late := facts.get("timeliness"):
        sentences.append(_lateness(late))
    if remark := facts.get("remark"):
        sentences.append(remark)
    if seen := facts.get("seen"):
        sentences.append(_SEEN[seen])
    if not facts.get("response") and not facts.get("incoming"):
        sentences.append("The sources give no date.")
    return " ".join(sentences)


def _lateness(late: dict[str, Any]) -> str:
    if late["days_late"] is None:
        return "The proposal was late."
    return (
        f"Received {late['received']} by {late['delivery']}, {late['days_late']} days after the deadline of {late['deadline']}."
    )
