"""The grounds that the company argues, in order of first argument.

A ground that is only reserved, disclaimed, compared, told of a cited letter or named in passing is not argued; nor is
rule 14a-8(f) where it is named only to say that no notice was owed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.records import Span, Spans
from indexer.arguments import Mention, mentions
from indexer.bundle import Bundle, Part, charted
from indexer.found import Found
from indexer.responses import letter_date
from indexer.rules import PARAGRAPHS, ancestors, find_rules, is_ground, read_at, same_ground

_WEIGHT = {
    "heading": 4.0,
    "argued": 4.0,
    "cited": 3.0,
    "excluding": 2.0,
    "generic": 1.0,
    "mentioned": 1.0,
    "precedent": 0.5,
    "answered": 0.5,
    "denied": -3.0,
    "unneeded": -3.0,
}
_LEAVES_OUT = re.compile(
    r"\b(?:intends?|plans?|proposes?|wishes|means|seeks|request\w*)\b[^.]{0,120}\b(?:omit|exclu|leave|without)\w*[^.]{0,80}\bproxy|"
    r"(?:under|by|with|pursuant to) Rule 14a-8\(j\)",
    re.I,
)
_YOUR_VIEW = re.compile(
    r"\byour (?:view|opinion|belief)\b[^.]*\b(?:under|pursuant to|in reliance (?:up)?on|by)\s+(?:[Rr]ule\s*)?$"
)
_OPENING, _ENOUGH = 2.0, 2.5
"""What a use adds, what standing first in its section adds, and from where on a ground counts as argued."""

_FINER_ENOUGH = 1.0
_OF_SEVERAL = ("14a-8(h)", "14a-8(e)", "14a-8(i)(12)", "14a-8(c)(12)", "14a-8(a)(3)")
"""Rules whose paragraphs are different grounds; of those of (b) and (f) the heading's number stands."""
_AGAIN = re.compile(r"reconsider|look again|think again|revisit", re.I)
_AGAIN_REACH = 2500
_EXPLAINED = ("14a-8(b)", "14a-8(e)(1)", "14a-8(f)", "14a-8(h)(1)", "14a-8(h)(2)")
"""Rules that a letter explains without arguing them: only a plain argument counts."""
_CURED = ("14a-8(a)", "14a-8(b)", "14a-8(c)", "14a-8(d)", "14a-8(h)")
"""The rules whose defects a notice under (f) can cure."""


@dataclass(frozen=True, slots=True)
class _Use:
    mention: Mention
    part: Part

    @property
    def span(self) -> Span:
        return self.part.view.span(self.mention.start, self.mention.end)

    @property
    def plain(self) -> bool:
        """Whether the ground is argued here beyond doubt."""
        return self.mention.use in ("heading", "argued")


def read(bundle: Bundle) -> tuple[Found[str], ...]:
    """The grounds argued in the company's letters, canonical, each with up to three places where it is argued."""
    uses: dict[str, list[_Use]] = {}
    for part in bundle.of("company") or _unknown_writers(bundle):
        date = letter_date(part.view)
        for mention in mentions(part.view):
            rule = read_at(mention.rule, date)
            if is_ground(rule, date) and not _out_of_date(rule, date):
                uses.setdefault(rule, []).append(_Use(mention, part))
    scores = {rule: _score(rule, found) for rule, found in uses.items()}
    argued = {rule: uses[rule] for rule, score in scores.items() if score >= _ENOUGH} or _asked_again(uses)
    argued |= {rule: uses[rule] for rule, score in scores.items() if _is_the_finer(rule, argued) and score >= _FINER_ENOUGH}
    if not argued and scores and max(scores.values()) > 0:
        likeliest = max(scores, key=lambda rule: scores[rule])
        argued = {likeliest: uses[likeliest]}
    kept = _without_bare_notice(_one_grain(argued))
    if not kept and bundle.of("company"):
        return tuple(_staff_say(bundle)) or tuple(_listed(bundle, kept))
    read_there = tuple(Found(rule, _places(found)) for rule, found in sorted(kept.items(), key=_first))
    return (*read_there, *_listed(bundle, kept))


def _is_the_finer(rule: str, argued: Mapping[str, object]) -> bool:
    """Whether a rule states more exactly a ground that is argued by a number with several paragraphs of different content."""
    return rule not in argued and any(above in argued for above in ancestors(rule) if above in _OF_SEVERAL)


def _asked_again(uses: dict[str, list[_Use]]) -> dict[str, list[_Use]]:
    """In a request to reconsider that argues no ground anew: those that it says the staff did not accept."""
    return {
        rule: found
        for rule, found in uses.items()
        if any(use.mention.use == "answered" and _AGAIN.search(use.part.view.text, 0, _AGAIN_REACH) for use in found)
    }


def _listed(bundle: Bundle, argued: Iterable[str]) -> Iterator[Found[str]]:
    """The grounds that a chart or form lists as asserted and the letters do not show."""
    known = list(argued)
    for document in bundle.documents:
        for cell in charted(bundle, document, "bases"):
            for rule, start, end in find_rules(cell.value):
                if is_ground(rule) and not any(same_ground(rule, other) for other in known):
                    known.append(rule)
                    at = cell.spans[0][0]
                    yield Found(rule, ((at + start, at + end),))


def _staff_say(bundle: Bundle) -> Iterator[Found[str]]:
    """Where the company argues without a number: the grounds for which the staff answer "your view"."""
    known: set[str] = set()
    for part in bundle.of("response"):
        date = letter_date(part.view)
        for rule, start, end in find_rules(part.view.text):
            rule = read_at(rule, date)
            if is_ground(rule, date) and rule not in known and _YOUR_VIEW.search(part.view.text, max(start - 250, 0), start):
                known.add(rule)
                yield Found(rule, (part.view.span(start, end),))


def _unknown_writers(bundle: Bundle) -> tuple[Part, ...]:
    """In a file where no letter is known for the company's: those that say what is to be left out of proxy materials."""
    return tuple(part for part in bundle.of("other", "proponent") if _LEAVES_OUT.search(part.view.text))


def _score(rule: str, found: list[_Use]) -> float:
    """How surely the ground is argued: its plain arguments, else all its uses together."""
    if any(use.plain for use in found):
        return _WEIGHT["argued"]
    if rule.startswith(_EXPLAINED) and not (rule.startswith("14a-8(b)") and any(u.mention.use == "cited" for u in found)):
        return 0.0
    total = 0.0
    for use in found:
        total += _WEIGHT[use.mention.use]
        total += _OPENING if use.mention.opens and use.mention.use in ("cited", "excluding", "generic", "mentioned") else 0.0
    return total


def _places(found: list[_Use]) -> Spans:
    """Up to three places, those of plain argument first."""
    return tuple(use.span for use in sorted(found, key=lambda use: not use.plain)[:3])


def _first(item: tuple[str, list[_Use]]) -> tuple[int, int]:
    first = next((use for use in item[1] if use.plain), item[1][0])
    return first.part.letter, first.mention.start


def _out_of_date(rule: str, date: str | None) -> bool:
    """Whether a letter of well after the renumbering names an old number: it tells of an older letter."""
    return date is not None and date >= "1999-07" and rule not in PARAGRAPHS


def _one_grain(argued: dict[str, list[_Use]]) -> dict[str, list[_Use]]:
    """One number for a ground argued at two grains: the one that headings use, else the one used more, else the finer."""

    def weight(rule: str) -> tuple[int, int, int]:
        found = argued[rule]
        return sum(u.mention.use == "heading" for u in found), sum(u.plain for u in found), rule.count("(")

    coarse = {above for rule in argued for above in ancestors(rule) if above in argued and above in _OF_SEVERAL}
    argued = {rule: found for rule, found in argued.items() if rule not in coarse}
    dropped = {min(rule, above, key=weight) for rule in argued for above in ancestors(rule) if above in argued}
    for rule in argued.keys() - PARAGRAPHS.keys():
        if any(other in PARAGRAPHS and same_ground(rule, other) == "equivalent" for other in argued):
            dropped.add(rule)
    return {rule: found for rule, found in argued.items() if rule not in dropped}


def _without_bare_notice(argued: dict[str, list[_Use]]) -> dict[str, list[_Use]]:
    """(f) taken out where no defect that a notice cures is argued, unless it is named in one breath with another ground."""
    if len(argued) < 2 or any(rule.startswith(_CURED) for rule in argued):
        return argued
    return {rule: found for rule, found in argued.items() if not rule.startswith("14a-8(f)") or _joined(found, argued)}


def _joined(found: list[_Use], argued: dict[str, list[_Use]]) -> bool:
    """Whether a use stands beside another argued ground ("Rules 14a-8(e)(2) and 14a-8(f)")."""
    others = [u.mention.end for rule, us in argued.items() if not rule.startswith("14a-8(f)") for u in us]
    return any(0 <= u.mention.start - end <= 25 for u in found for end in others)
