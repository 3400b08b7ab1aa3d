"""The answers of `cites` and `cited-by`: the edges of one letter, as JSON and as text."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Edge
from corpus.records import WITHOUT_MERITS, LetterKey
from indexer.standing import reversal, spoken
from search.show import reversed_line
from search.terminal import Terminal

_OUTCOMES = {
    "concurred": "the staff concurred",
    "concurred_in_part": "the staff concurred in part",
    "not_concurred": "the staff did not concur",
    "no_view": "the staff gave no view",
    "no_objection": "no objection, no view on the merits",
    "withdrawn": "withdrawn",
    "incoming_only": "not answered",
    None: "outcome not known",
}
_RESOLUTIONS = {
    "exact": "",
    "near_date": "resolved by a near date",
    "former_name": "resolved by another name of the company",
    "ambiguous": "AMBIGUOUS",
    "not_held": "not held",
}


def edges_json(catalog: Catalog, edges: Sequence[Edge]) -> list[dict[str, Any]]:
    """The edges with the keys that the command line fixes, notes on the cited letter included."""
    ids = {edge.cited.letter for edge in edges} | {edge.link.target for edge in edges if edge.link.target}
    keys = {key.id: key for key in store.keys_of(catalog, ids)}
    later = store.reconsiderations(catalog)
    return [_edge_json(edge, keys, later) for edge in edges]


def _edge_json(edge: Edge, keys: Mapping[str, LetterKey], later: Sequence[LetterKey]) -> dict[str, Any]:
    cited, link = edge.cited.citation, edge.link
    target, changed = keys.get(link.target or ""), reversal(keys[edge.cited.letter], later)
    notes = [*link.notes, *(_letter_notes(target, later) if target is not None else ())]
    return {
        "from": edge.cited.letter,
        "to": link.target,
        "company": cited.company,
        "date": cited.date,
        "as_written": cited.as_written,
        "cited_by": cited.cited_by,
        "span": list(edge.cited.span) if edge.cited.span else None,
        "signal": cited.signal,
        "basis": cited.basis,
        "resolution": link.resolution,
        "candidates": list(link.candidates),
        "notes": [{"kind": kind, "message": message} for kind, message in notes],
        "citing_outcome": edge.citing_outcome,
        "citing_result": link.result,
        "citing_reversed_on": changed.response_date if changed else None,
        "shared_bases": list(link.shared),
    }


def _letter_notes(target: LetterKey, later: Sequence[LetterKey]) -> list[tuple[str, str]]:
    """What is to be known of a cited letter whatever is said of it."""
    notes: list[tuple[str, str]] = []
    changed = reversal(target, later)
    if changed is not None and changed.response_date:
        notes.append(("reversed", f"reversed on reconsideration on {changed.response_date}"))
    if target.conditional:
        notes.append(("conditional", "the concurrence is conditional"))
    if target.outcome in WITHOUT_MERITS:
        notes.append(("no_merits", f"no view on the merits: {_OUTCOMES[target.outcome]}"))
    if target.source != "letter":
        notes.append(("facts_only", "known by facts only; its text is not held"))
    return notes


def cites_lines(letter: str, edges: Sequence[dict[str, Any]], on: Terminal, reversed_on: str | None = None) -> list[str]:
    """`cites` as text: each cited letter with its side and ground, what it was resolved to, and what is odd about it."""
    below = reversed_line(reversed_on, on)
    if not edges:
        return [f"{letter} cites no no-action letter.", *below]
    lines = [on.paint("strong", f"{letter} cites {_number(len(edges), 'letter')}"), *below, ""]
    for edge in edges:
        date = spoken(edge["date"]) if edge["date"] else "no full date"
        lines.append(f"{on.paint('strong', edge['company'])} ({date})")
        how = _RESOLUTIONS[edge["resolution"]]
        found = edge["to"] or (", ".join(edge["candidates"]) if edge["resolution"] == "ambiguous" else "")
        lines += _wrapped("; ".join(part for part in (_sides(edge), _join(how, found)) if part), on)
        lines += [line for note in edge["notes"] for line in _wrapped(f"{note['kind']}: {note['message']}", on, role="weak")]
    return lines


def cited_by_lines(letter: str, edges: Sequence[dict[str, Any]], on: Terminal, reversed_on: str | None = None) -> list[str]:
    """`cited-by` as text: the citing letters, newest first, with what the staff did in each."""
    below = reversed_line(reversed_on, on)
    if not edges:
        return [f"No held letter cites {letter}.", *below]
    citing = len({edge["from"] for edge in edges})
    lines = [on.paint("strong", f"{letter} is cited by {_number(citing, 'letter')}"), *below]
    lines += [*(line for told in reliance_lines(edges) for line in _wrapped(told, on)), ""]
    for edge in edges:
        result = edge["citing_result"]
        did = _OUTCOMES[edge["citing_outcome"]]
        if result and edge["basis"] and result != edge["citing_outcome"]:
            did += f" ({edge['basis']}: {result.replace('_', ' ')})"
        if edge["citing_reversed_on"]:
            did += f", REVERSED on {edge['citing_reversed_on']}"
        lines.append(on.paint("strong", edge["from"]))
        lines += _wrapped("; ".join(part for part in (_sides(edge), did, _RESOLUTIONS[edge["resolution"]]) if part), on)
        odd = [
            note for note in edge["notes"] if note["kind"] in ("date_differs", "name_differs", "weekend_date", "future_date")
        ]
        lines += [line for note in odd for line in _wrapped(f"{note['kind']}: {note['message']}", on, role="weak")]
    return lines


def together_line(letters: Sequence[tuple[str, int]], on: Terminal) -> list[str]:
    """The letters most often cited in one letter with the one asked about, with how often."""
    if not letters:
        return []
    said = ", ".join(f"{letter} ({count})" for letter, count in letters)
    return ["", *_wrapped(f"often cited together with: {said}", on)]


def reliance_lines(edges: Sequence[dict[str, Any]]) -> list[str]:
    """By ground, in how many letters it was relied on and what the staff did there: one line for each ground."""
    by_ground: dict[str, dict[str, str | None]] = {}
    for edge in edges:
        ground = edge["basis"] or (edge["shared_bases"][0] if len(edge["shared_bases"]) == 1 else None)
        if ground is not None:
            by_ground.setdefault(ground, {}).setdefault(edge["from"], edge["citing_result"])
    lines = []
    for ground, letters in sorted(by_ground.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(reliance_line(ground, Counter(letters.values())))
    return lines


def reliance_line(ground: str, results: Mapping[str | None, int]) -> str:
    """What came of relying on a letter for `ground`, by the staff's results there; what was not decided is told apart."""
    letters, agreed, refused = sum(results.values()), results.get("concurred", 0), results.get("not_concurred", 0)
    told = f"relied on in {_number(letters, 'letter')} on {ground}; "
    if not agreed and not refused:
        return told + "the staff decided none of them"
    open_ones = letters - agreed - refused
    told += f"the staff concurred in {agreed or 'none'}" + (f", did not in {refused}" if refused else "")
    return told + (f", left {open_ones} undecided" if open_ones else "")


def _sides(edge: dict[str, Any]) -> str:
    """Who cites it, after which signal, for which ground."""
    said = f"cited by the {edge['cited_by']}"
    if edge["signal"]:
        said += f" ({edge['signal']})"
    return said + (f" for {edge['basis']}" if edge["basis"] else "")


def _join(how: str, found: str) -> str:
    return f"{how}: {found}" if how and found else how or found


def _wrapped(text: str, on: Terminal, role: str = "dim") -> list[str]:
    wrapped = textwrap.wrap(
        text, on.width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )
    return [on.paint(role, line) for line in wrapped]


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
