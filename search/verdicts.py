"""The verdict on one citation: name, date and each claim against the record of the letter that it means.

The readings where CLI and record leave a choice stand in docs/desk.md. What is compared is the record's; a letter known by
facts only is compared as far as the facts go and is never `verified`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.records import WITHOUT_MERITS, Citation, LetterKey
from indexer import names
from indexer.resolution import Resolution
from indexer.rules import same_ground
from indexer.standing import Standings, spoken
from search.claims import Told

DIFFERENCES = ("date_differs", "name_differs", "outcome_differs", "basis_differs")
_DID = {
    "concurred": "the staff concurred",
    "concurred_in_part": "the staff concurred in part",
    "not_concurred": "the staff did not concur",
    "no_view": "the staff gave no view",
    "no_objection": "the staff did not object, on the company's representation only",
    "withdrawn": "it was withdrawn",
    "incoming_only": "it was not answered",
}
_SAID = {
    "concurred": "that the staff concurred",
    "concurred_in_part": "that the staff concurred in part",
    "not_concurred": "that the staff did not concur",
    "no_view": "that the staff gave no view",
    "no_objection": "that the staff did not object",
    "withdrawn": "that it was withdrawn",
    "incoming_only": "that it was not answered",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A remark: a kind that the command line fixes, and a neutral sentence."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the draft says of a letter: kind `outcome` or `basis`, its value, whether the record agrees (None: undecided)."""

    kind: str
    value: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict with its claims and notes."""

    verdict: str
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Known:
    """A letter as a citation is judged by it: its key, what the staff did per ground, the reconsideration that reversed it."""

    key: LetterKey
    results: tuple[tuple[str, str | None], ...]
    reversal: LetterKey | None = None

    @property
    def day(self) -> str | None:
        """The day of the response, else of the request (ISO)."""
        return self.key.response_date or self.key.incoming_date


def judge(
    cited: Citation, told: Told, found: Resolution, known: Known | None, standings: Standings, today: str, *, again: bool
) -> Finding:
    """The finding on one citation. `known` is the letter that `found` names; `again`: a full citation of it stands before."""
    notes = [Note(note.kind, note.message) for note in found.notes]
    if cited.date and cited.date > today:
        notes.append(Note("future_date", f"{spoken(cited.date)} is after the day of this check"))
    if known is None:
        unread = tuple(Claim(kind, value, None) for kind, value in _values(told))
        return Finding("ambiguous" if found.kind == "ambiguous" else "not_held", unread, tuple(notes))
    notes = [*_of_name(cited, found, known), *(note for note in notes if note.kind != "name_differs")]
    claims = _claims(told, known, cited)
    notes += _disagreements(claims, known)
    notes += _of_letter(known, claims, told, standings)
    if again:
        notes.append(Note("duplicate", "cited in full before"))
    return Finding(_verdict(notes, claims, known), claims, tuple(notes))


def _values(told: Told) -> list[tuple[str, str]]:
    outcome = [("outcome", told.outcome)] if told.outcome else []
    return [*outcome, *(("basis", basis) for basis in told.bases)]


def _verdict(notes: Sequence[Note], claims: Sequence[Claim], known: Known) -> str:
    if any(note.kind in DIFFERENCES for note in notes):
        return "differs"
    return "unchecked" if known.key.source != "letter" or any(claim.agrees is None for claim in claims) else "verified"


def _of_name(cited: Citation, found: Resolution, known: Known) -> list[Note]:
    """A name that is another one: a former name, a misspelling, or one cut short by more than its usual short form."""
    own = known.key.company or ""
    told = [Note("name_differs", note.message) for note in found.notes if note.kind == "name_differs"]
    if told or found.name != "short" or not own:
        return told
    one, other = names.words(cited.company), names.words(own)
    dropped = other[len(one) :] if len(other) > len(one) else one[len(other) :]
    if all(word in names.tables().weak for word in dropped):
        return []
    return [Note("name_differs", f"the letter stands under {own}: the citation has {cited.company}")]


# --- claims


def _claims(told: Told, known: Known, cited: Citation) -> tuple[Claim, ...]:
    found: list[Claim] = []
    if told.outcome:
        found.append(Claim("outcome", told.outcome, _outcome_agrees(told, known, cited)))
    found += [Claim("basis", basis, _basis_agrees(basis, known)) for basis in told.bases]
    return tuple(found)


def on_ground(claimed: str, held: str, day: str | None) -> bool:
    """Whether a claimed ground is a letter's: equal, its old or new number, or a paragraph and its sub-paragraph."""
    return held != "14a-8(i)" and same_ground(claimed, held, None, day) is not None


def _basis_agrees(basis: str, known: Known) -> bool | None:
    """Whether the staff's answer turns on the ground; in a letter that turns on none, whether it was argued."""
    key = known.key
    if any(on_ground(basis, held, known.day) for held in key.bases_staff):
        return True
    if key.bases_staff:
        return False
    if not key.bases_asserted and key.source != "letter":
        return None
    return any(on_ground(basis, argued, known.day) for argued in key.bases_asserted)


def actual_outcome(bases: Sequence[str], known: Known) -> str | None:
    """What the staff did, measured on the grounds that are claimed, else on the whole.

    Relief on a ground in a letter that gives relief in part counts as relief in part.
    """
    whole = known.key.outcome
    if whole is None or whole in WITHOUT_MERITS:
        return whole
    results = {result for ground, result in known.results if result and any(on_ground(b, ground, known.day) for b in bases)}
    results &= {"concurred", "not_concurred", "no_view"}
    if len(results) != 1:
        return whole
    (result,) = results
    return "concurred_in_part" if result == "concurred" and whole == "concurred_in_part" else result


def _outcome_agrees(told: Told, known: Known, cited: Citation) -> bool | None:
    actual = actual_outcome(told.bases, known)
    if actual is None or told.outcome is None:
        return None
    if told.outcome == actual:
        return True
    if cited.date and cited.date == known.key.reconsiders and cited.date != known.key.response_date:
        return None  # the first of two responses in one file: the record tells the second only
    return told.outcome == "no_view" and actual in WITHOUT_MERITS  # all of them say nothing of the merits


def _disagreements(claims: Sequence[Claim], known: Known) -> list[Note]:
    notes: list[Note] = []
    bases = [claim.value for claim in claims if claim.kind == "basis"]
    for claim in claims:
        if claim.agrees is not False:
            continue
        if claim.kind == "outcome":
            did = _DID[actual_outcome(bases, known) or ""]
            notes.append(Note("outcome_differs", f"the draft says {_SAID[claim.value]}; by the record {did}"))
        else:
            turns = ", ".join(known.key.bases_staff) or "no ground"
            argued = any(on_ground(claim.value, one, known.day) for one in known.key.bases_asserted)
            also = f"; {claim.value} was argued and not reached" if argued else ""
            notes.append(Note("basis_differs", f"the draft names {claim.value}; the letter turns on {turns}{also}"))
    return notes


# --- what is to be known of the letter


def _of_letter(known: Known, claims: Sequence[Claim], told: Told, standings: Standings) -> list[Note]:
    """Remarks on the letter that stand whatever the draft says of it."""
    key, notes = known.key, []
    if key.outcome in WITHOUT_MERITS:
        notes.append(Note("no_merits", f"no view on the merits: {_DID[key.outcome]}"))
    if key.conditional:
        notes.append(Note("conditional", 'the concurrence is conditional ("to the extent that ...")'))
    if known.reversal is not None and known.reversal.response_date:
        notes.append(Note("reversed", f"reversed on reconsideration on {spoken(known.reversal.response_date)}"))
    agreeing = [claim.value for claim in claims if claim.kind == "basis" and claim.agrees]
    for ground in agreeing if told.bases else [None]:
        change = standings.guidance_changed(key, ground)
        if change is not None:
            notes.append(Note("guidance_changed", f"on {change.ground} since then: {change.words()}"))
            break
    if key.source != "letter":
        notes.append(
            Note(
                "facts_only",
                "known by facts only, from public sources; its text is not held, so what agrees here agrees with those facts",
            )
        )
    return notes
