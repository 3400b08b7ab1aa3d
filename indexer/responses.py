"""The staff's responses of a file: which parts are theirs, in order of date, and each clause with what it says.

A clause gets one role. The order of the questions matters: "we have not found it necessary to address ... upon which you
rely" holds no refusal, and "we were unable to concur" of an earlier response is not this one's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.records import Span
from indexer.bundle import Bundle, Part
from indexer.clauses import Clause, clauses
from indexer.dates import find_dates
from indexer.formulas import fold, says
from indexer.rules import find_rules, is_ground, read_at
from indexer.views import View

_STAFF = re.compile(
    r"This (?:letter )?is in (?:response|regard|reference|reply|answer) to your|"
    r"Response of the Office of (?:the )?Chief Counsel",
    re.I,
)
_NOT_ITS_DATE = re.compile(r"(?:dated|letters? of|meeting of|before|after|since|by|until|through|on)\s{1,3}$", re.I)
_PRESENT = tuple(
    map(
        fold,
        ("are unable to concur", "is unable to concur", "appears to be some", "appears to be a basis", "we will not recommend"),
    )
)
_ISSUED, _GOOD_CAUSE, _RULE_H = fold("issued our"), fold("good cause"), fold("14a-8(h)")

_CARRIED = ("refuse", "relief", "basis", "no_view")
"""The roles that "we reach the same conclusion under rule ..." takes over from what was said before it."""

_MOST_FOLDED = 6000
"""How much of a clause is folded: no sentence is longer, and a text without any sentence must not cost more than its length."""

DECIDING = ("refuse", "relief", "relief_in_part", "basis", "basis_in_part", "cure", "no_objection", "no_view", "withdrawn")
"""The roles of clauses that hold; the others tell of the past, of the 80 days, of what is left open, or of nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of the staff's, folded too, its role, and the grounds that it names with their places in the view's text."""

    role: str
    clause: Clause
    folded: str
    rules: tuple[tuple[str, int, int], ...]
    view: View

    @property
    def span(self) -> Span:
        """The clause's place in the source."""
        return self.view.span(self.clause.start, self.clause.end)

    def rule_span(self, rule: str) -> Span:
        """Where the clause names `rule`, in the source."""
        start, end = next((start, end) for found, start, end in self.rules if found == rule)
        return self.view.span(start, end)


@dataclass(frozen=True, slots=True)
class Response:
    """One response of the staff: its date (ISO, None where none is read) and what it says, clause by clause."""

    date: str | None
    said: tuple[Said, ...]

    def of(self, *roles: str) -> tuple[Said, ...]:
        """The clauses of these roles, in order."""
        return tuple(said for said in self.said if said.role in roles)

    def says(self, kind: str) -> tuple[Said, ...]:
        """The clauses with a formula of `kind`, whatever their role."""
        return tuple(said for said in self.said if says(kind, said.folded))

    @property
    def holds(self) -> bool:
        """Whether a clause of it decides, or keeps or lifts an earlier decision."""
        return bool(self.of(*DECIDING) or self.says("reconsider_refused") or self.says("reconsider_granted"))


def responses(bundle: Bundle) -> tuple[Response, ...]:
    """The staff's responses in order of date; a cover letter counts with the response that it encloses.

    One that holds nothing is left out beside one that does.
    """
    dated: dict[str | None, list[Part]] = {}
    last: str | None = None
    for part in _staff_parts(bundle):
        last = letter_date(part.view) or last
        dated.setdefault(last, []).append(part)
    if len(dated) > 1 and None in dated:
        undated = dated.pop(None)
        first = next(iter(dated))
        dated[first] = undated + dated[first]
    found = [Response(date, tuple(s for p in parts for s in _said(p.view, date))) for date, parts in dated.items()]
    found.sort(key=lambda response: response.date or "")
    return tuple([r for r in found if r.holds] or _unheaded(bundle) or found)


_YOURS = re.compile("|".join(fold(words) for words in ("for your view", "in your view", "for your opinion", "in your opinion")))


def _unheaded(bundle: Bundle) -> list[Response]:
    """The response where a scan has spoiled its heading: from the first clause that answers "your view" to the signature.

    A party's letter that quotes the staff does so between quotation marks.
    """
    found = []
    for part in bundle.of("company", "proponent", "exhibit", "procedures", "other"):
        if "your " not in part.view.text:
            continue
        said = list(_said(part.view, None))
        first = next((n for n, s in enumerate(said) if s.role in DECIDING and _answers(s)), None)
        if first is not None:
            last = next((n for n in range(first, len(said)) if said[n].clause.text.startswith("Sincerely")), len(said))
            found.append(Response(None, tuple(said[first:last])))
    return found[:1]


def _answers(said: Said) -> bool:
    return '"' not in said.clause.text and _YOURS.search(said.folded) is not None


def _staff_parts(bundle: Bundle) -> tuple[Part, ...]:
    """The parts that the staff wrote; in a file without headings, the parts that speak as the staff's letters do."""
    charts = {document.number for document in bundle.documents if document.form == "chart"}
    staff = tuple(part for part in bundle.of("cover", "response") if part.letter not in charts)
    return staff or tuple(p for p in bundle.of("other") if _STAFF.search(p.view.text))


def letter_date(view: View) -> str | None:
    """The date at the head of a letter (ISO), not one that its text speaks of; None where none stands there."""
    head = view.text[:1500]
    for found in find_dates(head):
        if not _NOT_ITS_DATE.search(head, max(0, found.start - 16), found.start):
            return found.iso
    return None


_SAME_RULE = re.compile(
    r"\b(?:that|this|either|these|those|both|the same|such) (?:paragraph|rule|provision|ground|basis|bases)", re.I
)


def _said(view: View, date: str | None) -> Iterator[Said]:
    """The clauses of a staff letter with their roles. What mends a defect may stand in the clause before the relief."""
    mending, first, spoken = False, 0, ""
    rules: tuple[tuple[str, int, int], ...] = ()
    named = ((read_at(rule, date), start, end) for rule, start, end in find_rules(view.text))
    found = [each for each in named if is_ground(each[0], date)]
    for clause in clauses(view):
        if clause.opens:
            mending = False
        folded = fold(clause.text[:_MOST_FOLDED])
        role = _role(folded, mending)
        if role == "note" and spoken and says("likewise", folded):
            role = spoken
        spoken = role if role in _CARRIED else spoken
        mending = role == "mend" or (mending and role == "note")
        last = first
        while last < len(found) and found[last][1] < clause.end:
            last += 1
        rules = tuple(found[first:last]) or (rules if _SAME_RULE.search(clause.text) else ())
        yield Said(role, clause, folded, rules, view)
        first = last


def _role(folded: str, mending: bool) -> str:
    """What a clause does."""
    if says("not_reached", folded) and not says("no_enforcement", folded):
        return "open"
    if _is_recital(folded):
        return "recital"
    if _GOOD_CAUSE in folded and _RULE_H not in folded and not says("no_enforcement", folded):
        return "waiver"
    if says("waiver", folded) and (says("waiver_denied", folded) or says("waiver_granted", folded)):
        return "waiver"
    mended = mending or says("cure", folded) or says("failing", folded)
    if says("refuse", folded):
        return "cure" if mended and says("cure", folded) else "refuse"
    if says("no_enforcement", folded):
        return "relief_in_part" if mended or says("portion", folded) else "relief"
    if says("no_objection", folded):
        return "no_objection"
    if says("withdrawn", folded):
        return "withdrawn"
    if says("no_view", folded):
        return "no_view"
    if says("concur", folded):
        return "basis_in_part" if says("portion", folded) or says("cure", folded) else "basis"
    if says("cure", folded):
        return "basis_in_part" if says("may_go", folded) else "mend"
    return "note"


def _is_recital(folded: str) -> bool:
    """Whether a clause tells what an earlier response said."""
    if not says("recital", folded):
        return False
    if says("reconsider_granted", folded) or says("reconsider_refused", folded):
        return False
    return _ISSUED in folded or not any(words in folded for words in _PRESENT)


def grounds_of(said: Iterable[Said]) -> dict[str, Said]:
    """The grounds that the clauses name, each with the first clause that names it."""
    found: dict[str, Said] = {}
    for each in said:
        for rule, _, _ in each.rules:
            found.setdefault(rule, each)
    return found
