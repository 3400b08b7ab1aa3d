"""The desk's answers as text: letters for an argument, a checked draft, the rule's days."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from indexer.standing import spoken
from search.check import Checked, Entry
from search.deadline import Reckoned, spelled
from search.show import ANSWERS
from search.support import Offer, Supported
from search.terminal import Terminal
from search.unmentioned import Unmentioned

WIDEST = 120
_PAINT = re.compile(r"\x1b\[\d*m")
_ROLES = {"verified": "good", "differs": "bad", "unchecked": "weak", "ambiguous": "weak", "not_held": "dim"}
_SHOWN = {
    "verified": "verified",
    "differs": "DIFFERS",
    "unchecked": "unchecked",
    "ambiguous": "ambiguous",
    "not_held": "not held",
}
_VERDICTS = {
    "verified": "name, date and what is said of it agree with the record.",
    "differs": "something disagrees with the record.",
    "unchecked": "not decided by what is held.",
    "ambiguous": "several held letters answer to this citation.",
    "not_held": "no such letter is held; nothing was compared.",
}
_NONE = "None held. That none is held here does not mean that none exists."


def support_lines(found: Supported, on: Terminal) -> list[str]:
    """The letters for and against, and the string cite."""
    lines = [on.paint("dim", line) for line in _wrapped("Understood: " + "; ".join(found.facts.lines()), on, 0)]
    heads = ("For inclusion", "Against inclusion") if found.against else ("Supporting", "Adverse")
    sides = ((found.supporting, found.supporting_held), (found.adverse, found.adverse_held))
    for head, (offers, held) in zip(heads, sides, strict=True):
        number = f"{len(offers)} of {held} held" if held > len(offers) else str(len(offers))
        lines += ["", on.paint("strong", f"{head} ({number})"), ""]
        lines += [line for number, offer in enumerate(offers, 1) for line in _offer(number, offer, on)] or [_NONE]
    if found.all_adverse:
        lines += _wrapped(f"All {found.adverse_held} on this side are shown by the same call {found.all_adverse}.", on, 0)
    lines += ["", on.paint("strong", "String cite"), "", *_wrapped(found.string_cite, on, 0)]
    return [*lines, *(_wrapped(f"{found.string_cite_note}.", on, 0) if found.string_cite_note else [])]


def _offer(number: int, offer: Offer, on: Terminal) -> Iterator[str]:
    role = "good" if offer.held.letter.outcome in ("concurred", "concurred_in_part") else "bad"
    yield from _head(f"{number:>2}. ", offer.citation, on.paint(role, ANSWERS[offer.held.letter.outcome]), on)
    told = [("why", offer.why), ("in common", offer.in_common), ("differs", offer.differs)]
    for label, parts in told:
        if parts:
            yield from _wrapped(f"{label}: {'; '.join(parts)}", on)
    if offer.staff_words:
        yield from _wrapped(f'staff: "{offer.staff_words}"', on)
    if offer.standing:
        yield from (on.paint("weak", line) for line in _wrapped(f"standing: {offer.standing}", on))
    if offer.held.source != "letter":
        yield on.paint("weak", "    facts only: not checked against the letter")
    yield on.paint("dim", f"    {offer.held.id}")
    yield ""


def check_lines(checked: Checked, left_out: Sequence[Unmentioned], on: Terminal) -> list[str]:
    """The citations as a table, each with what is to be said of it, then what the draft does not mention."""
    counts = ", ".join(f"{number} {_SHOWN[verdict]}" for verdict, number in checked.counts().items() if number)
    lines = [
        on.paint("strong", f"{checked.draft.name}: {len(checked.entries)} citations") + (f" ({counts})" if counts else ""),
        "",
    ]
    if not checked.entries:
        lines.append("No no-action letter is cited in full.")
    for entry in checked.entries:
        lines += _entry(entry, on)
    if left_out:
        lines += ["", on.paint("strong", "Not mentioned in the draft"), ""]
        lines += [line for one in left_out for line in _left_out(one, on)]
    return lines


def _entry(entry: Entry, on: Terminal) -> Iterator[str]:
    verdict = entry.finding.verdict
    yield from _head(f"{on.paint(_ROLES[verdict], f'{_SHOWN[verdict]:<10}')} ", _named(entry), on.paint("dim", entry.where), on)
    said = _said(entry)
    if said:
        yield from _wrapped("says: " + "; ".join(said), on, 11)
    if verdict == "verified" and not _outcome_read(entry):
        yield from _wrapped(_agreed(entry), on, 11)
    for note in entry.finding.notes:
        yield from _wrapped(f"{note.kind}: {note.message}", on, 11)
    if entry.letter:
        yield on.paint("dim", f"{'':11}{entry.letter}")
    elif entry.candidates:
        yield from _wrapped("candidates: " + ", ".join(entry.candidates), on, 11)
    if entry.staff_words and verdict == "differs":
        yield from _wrapped(f'staff: "{entry.staff_words}"', on, 11)


def comment_of(entry: Entry) -> str:
    """The finding on a citation as a Word comment: the verdict, each remark, the letter meant, and the staff's words."""
    verdict = entry.finding.verdict
    lines = [f"{_SHOWN[verdict].capitalize()}: {_agreed(entry) if verdict == 'verified' else _VERDICTS[verdict]}"]
    lines += [f"Of {_named(entry)}."] if entry.of_several else []
    lines += [said[0].upper() + said[1:] for said in _said(entry)]
    lines += [f"{note.kind.replace('_', ' ')}: {note.message}" for note in entry.finding.notes]
    lines += [f"Letter: {entry.letter}"] if entry.letter else []
    lines += [f"Candidates: {', '.join(entry.candidates)}"] if entry.candidates and not entry.letter else []
    lines += [f"Staff: \u201c{entry.staff_words}\u201d"] if entry.staff_words else []
    return "\n".join(lines)


def _named(entry: Entry) -> str:
    """The citation as it is written; where several dates stand after one name, with the date of this entry."""
    cited = entry.cited.citation
    name = " ".join(cited.as_written.replace("*", "").split())
    day = spoken(cited.date) if cited.date else str(cited.year or "")
    return f"{name}, the letter of {day}" if entry.of_several and day else name


def _said(entry: Entry) -> list[str]:
    """Each claim with whether it agrees, and with what: the letter, or facts from public sources only."""
    facts = " with the facts from public sources only" if any(n.kind == "facts_only" for n in entry.finding.notes) else ""
    agreement = {True: f" (agrees{facts})", False: f" (differs{facts and ' from the facts known'})", None: " (not decided)"}
    return [f"{claim.kind} {claim.value.replace('_', ' ')}{agreement[claim.agrees]}" for claim in entry.finding.claims]


def _outcome_read(entry: Entry) -> bool:
    return any(claim.kind == "outcome" for claim in entry.finding.claims)


def _agreed(entry: Entry) -> str:
    """What of a verified citation agrees: no more is said than was read."""
    if _outcome_read(entry):
        return _VERDICTS["verified"]
    if entry.finding.claims:
        return "name, date and the ground named agree; what the draft says that the staff did, if anything, was not read."
    return "name and date agree; what the draft says of it, if anything, was not read."


def _head(lead: str, name: str, behind: str, on: Terminal) -> Iterator[str]:
    """An entry's first line, over several where it does not fit; `lead` and `behind` may be painted already."""
    indent = len(_PAINT.sub("", lead))
    room = min(on.width, WIDEST)
    if indent + len(name) + 2 + len(_PAINT.sub("", behind)) <= room:
        yield f"{lead}{on.paint('strong', name)}  {behind}"
        return
    first, *rest = _wrapped(name, on, indent)
    yield lead + on.paint("strong", first[indent:])
    yield from (" " * indent + on.paint("strong", line[indent:]) for line in rest)
    yield " " * indent + behind


def _left_out(one: Unmentioned, on: Terminal) -> Iterator[str]:
    role = "bad" if one.kind == "adverse" else "good"
    yield from _head(f"{on.paint(role, f'{one.kind:<10}')} ", one.offer.citation, on.paint("dim", one.ground), on)
    if one.offer.why:
        yield from _wrapped("; ".join(one.offer.why), on, 11)
    if one.offer.staff_words:
        yield from _wrapped(f'staff: "{one.offer.staff_words}"', on, 11)


def deadline_lines(found: Reckoned, letters: Sequence[Offer], on: Terminal) -> list[str]:
    """The dates with their working, the remarks, and letters that turned on the point."""
    lines: list[str] = []
    for step in found.steps:
        weekend = f"  {on.paint('weak', f'a {step.weekend}')}" if step.weekend else ""
        lines.append(f"{on.paint('strong', spelled(step.date))}  {step.what}, {step.rule}{weekend}")
        lines += [on.paint("dim", line) for line in _wrapped(step.working, on)]
    lines += ["", *(line for remark in found.remarks for line in _wrapped(remark, on, 0))]
    if letters:
        lines += ["", on.paint("strong", "Letters that turned on the point"), ""]
        lines += [line for number, offer in enumerate(letters, 1) for line in _offer(number, offer, on)]
    return lines


def _wrapped(text: str, on: Terminal, indent: int = 4) -> list[str]:
    room = max(min(on.width, WIDEST) - indent, 20)
    return [" " * indent + line for line in textwrap.wrap(text, room, break_on_hyphens=False) or [""]]
