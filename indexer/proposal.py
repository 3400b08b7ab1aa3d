"""What the proposal is about in the staff's words, and its resolved clause."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import milestones
from indexer.bundle import Bundle, Part
from indexer.found import Found
from indexer.patterns import patterns

_P = patterns("proposal.toml")
_LONGEST, _SHORTEST = 1500, 40
"""How long a resolved clause may be, and how long a first sentence must be to stand for it, in characters."""
_NEEDED = {"resolved": ("esolved", "RESOLVED"), "quoted": ('"',)}
"""Of what one must stand in a text for the pattern of the name to find anything: far quicker to look for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The topic in the staff's words and the resolved clause; None where the file does not give them."""

    topic: Found[str] | None
    resolved: Found[str] | None


def read(bundle: Bundle) -> Asked:
    """The proposal of a file: its topic from the staff's response, its words from an exhibit or the letters."""
    return Asked(_topic(bundle), _resolved(bundle))


def _topic(bundle: Bundle) -> Found[str] | None:
    decisive = milestones.decisive(bundle)
    parts = sorted(bundle.of("response", "cover"), key=lambda part: 0 if decisive and part.letter == decisive.number else 1)
    for part in parts:
        match = _P["topic"].search(part.view.text)
        if match:
            return Found(" ".join(match["topic"].split()), (part.view.span(*match.span("topic")),))
    return None


def _resolved(bundle: Bundle) -> Found[str] | None:
    """The resolved clause as the exhibits have it; else as a letter quotes it, under "resolved" or not."""
    for kinds in (("exhibit",), ("company",), ("proponent", "other")):
        for part in bundle.of(*kinds):
            found = _clause(part, "resolved")
            if found:
                return found
    return next((found for part in bundle.of("company", "exhibit") for found in [_clause(part, "quoted")] if found), None)


def _clause(part: Part, name: str) -> Found[str] | None:
    """The first clause that the pattern `name` finds in a part: to the end of its sentence or quotation."""
    text = part.view.text
    if not any(sign in text for sign in _NEEDED[name]):
        return None
    match = _P[name].search(text)
    if not match:
        return None
    start, end = match.span("words")
    for stop in _P["end"].finditer(part.view.text, start, min(end, start + _LONGEST)):
        if stop.end() - start >= _SHORTEST:
            end = stop.end()
            break
    end = min(end, start + _LONGEST)
    words = part.view.text[start:end].rstrip(" \"'")
    return Found(" ".join(words.split()), (part.view.span(start, start + len(words)),)) if words else None
