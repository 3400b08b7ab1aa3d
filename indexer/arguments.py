"""How a company's clause uses the rule paragraphs it names: argued, denied, told of a cited letter, or only mentioned.

A clause is read as a template: lower case, each rule paragraph replaced by one sign. The patterns over templates stand in
`data/arguments.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from indexer.clauses import paragraphs, within
from indexer.rules import find_rules
from indexer.views import View

SIGN = "§"
"""What stands for a rule paragraph in a template."""

_PLAIN = str.maketrans({"§": "s", "’": "'", "~": None, "`": None, "|": "l", "^": None})
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[01](?=[a-z])|\b[01](?=[a-z]{2})|(?<=[a-z]{2})[01]\b")
_LABEL = re.compile(
    r"[\W_]{0,20}(?:(?:[ivx]{1,5}|[a-h]|\d{1,2})[.):]|"
    r"(?:bas[ei]s|grounds?|reasons?|arguments?|points?|issues?|section|part)\b[^§.\n]{0,30}?"
    r"(?:one|two|three|four|five|first|second|third|fourth|fifth|\d|[ivxa-e])\b|"
    r"(?:first|second|third|fourth|fifth|sixth)(?:ly)?\b|[•·*]|- )"
)
_SUBJECT = re.compile(r"\W{0,4}re\b")
_ALONE = re.compile(
    rf"\W*(?:(?:see |exchange act |under |new )?(?:rules?|paragraphs?) ?)?{SIGN}(?:,?(?: and| or)? ?(?:rules? )?{SIGN}){{0,4}}"
    rf"(?:,? and the note[^{SIGN}]{{0,20}})?[^a-z{SIGN}]*"
)
_RUN_IN = re.compile(
    r"\W{0,4}(?P<name>[A-Z][^.;:]{2,70}?)\s?(?:--?|—|:|,|\()\s*"
    r"(?:Exchange Act |New |Old )?(?:rules?|paragraphs?)\s+[1lI]4a-?8?\S{2,14}"
    r"(?:(?:,| and| or|;) (?:rules? )?\S{3,16}){0,3}(?<=[.:)])\s",
    re.I,
)
"""A heading that runs into its paragraph: "Want of power -- Rule 14a-8(i)(6). No board can ..."."""
_RULE_FIRST = re.compile(
    r"\W{0,4}(?:Exchange Act )?(?:rules?|paragraphs?)\s+\S{3,16}\)(?: and (?:rules? )?\S{3,16}\))?:\s", re.I
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|may|can|could|will|would|did|does|do|said|held|see|under|which|that|by|if)\b", re.I
)
_NAMED_SECTION = re.compile(
    r"\W{0,3}(?:[IVX]{1,5}|[A-H]|\d{1,2}|[a-h]|[ivx]{1,4})[.):]+\s+(?:[A-Z][A-Z '&,-]{4,60}[.:]|[A-Z][A-Za-z '&,-]{3,40}\.)\s"
)
_NOTICE = "14a-8(f)"
_BESIDES = re.compile(
    r"§[^§.;]{0,12}\b(?:and|or),? (?:(?:in the )?alte(?:rn|m)ative(?:ly)?|failing that|if not)\b[^§.;]{0,60}$"
)
"""What stands before a ground that is argued beside another in one clause: "under §, and in the alternative as moot, §"."""
_SETTING = ("14a-8(h)(1)", "14a-8(h)(2)", "14a-8(j)", "14a-8(j)(1)", "14a-8(a)")
"""Paragraphs that a section explains before it comes to the ground that it argues: "(h)(1) requires ... then (h)(3)"."""
_LABEL_REACH, _SHORT, _SUBJECT_REACH = 200, 150, 420
_MOST_READ = 3000
"""The longest clause that is read as a sentence; what is longer is no prose, and the patterns look far ahead."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule paragraph in a clause, its place in the view's text, and how it is used there.

    `use` is `heading`, `argued`, `cited` (behind a statement on the proposal), `excluding` (what the rule lets any company
    leave out), `generic` (what else the rule says), `mentioned`, `precedent`, `answered` (what the staff
    answered before in this or another matter), `denied`, or `unneeded` (no notice was owed).
    `opens`: the first paragraph named in its section.
    """

    rule: str
    start: int
    end: int
    use: str
    opens: bool


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    data: dict[str, Any] = json.loads(files("indexer").joinpath("data/arguments.json").read_text(encoding="utf-8"))
    rows = {key: listed for key, listed in data.items() if isinstance(listed, list)}
    return {key: tuple(re.compile(row["pattern"].replace("rn", "m")) for row in listed) for key, listed in rows.items()}


def _any(key: str, template: str) -> bool:
    return any(pattern.search(template) for pattern in _patterns()[key])


def template(text: str, found: Sequence[tuple[str, int, int]]) -> tuple[str, list[int]]:
    """`text` in lower case with each found rule replaced by the sign, and where each sign stands.

    What scans confuse is made one, as in the patterns: "rn" is "m", "1" and "0" within a word are "l" and "o".
    """
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for _, start, end in found:
        piece = _mended(text[at:start])
        pieces += (piece, SIGN)
        places.append(length + len(piece))
        length += len(piece) + 1
        at = end
    pieces.append(_mended(text[at:]))
    return "".join(pieces), places


def _mended(text: str) -> str:
    return _DIGIT_IN_WORD.sub(lambda m: "l" if m[0] == "1" else "o", text.translate(_PLAIN).lower()).replace("rn", "m")


def mentions(view: View) -> Iterator[Mention]:
    """The rule paragraphs of a company's letter, in order, each with its use."""
    text = view.text
    found = find_rules(text)
    section_open, first = False, 0
    for start, end in paragraphs(text):
        last = first
        while last < len(found) and found[last][1] < end:
            last += 1
        heading = _is_heading(text[start:end])
        begins = heading or _is_labelled(text[start:end])
        yield from _in_paragraph(text, start, end, found[first:last], (section_open or begins) and not heading)
        section_open = (begins or section_open) and first == last
        first = last


def _is_labelled(paragraph: str) -> bool:
    """Whether a paragraph begins with the number and name of its section: "(B) Personal grievance. ..."."""
    return _NAMED_SECTION.match(paragraph) is not None


def _is_heading(paragraph: str) -> bool:
    """Whether a paragraph is the heading of a section: short, and labelled or without a full stop."""
    words = paragraph.strip()
    if len(words) > _SHORT or words[-1] == ":":
        return False
    return words[-1] not in ".?,;" or _LABEL.match(words.lower()) is not None


def _in_paragraph(
    text: str, start: int, end: int, found: Sequence[tuple[str, int, int]], section_open: bool
) -> Iterator[Mention]:
    """The mentions of a paragraph, whose rules are `found`."""
    if not found:
        return
    reach = start + _reach(text[start:end])
    before, first = "", 0
    for clause in within(text, start, end):
        last = first
        while last < len(found) and found[last][1] < clause.end:
            last += 1
        ours = [(rule, at - clause.start, min(to, clause.end) - clause.start) for rule, at, to in found[first:last]]
        near = [clause.start + at < reach for _, at, _ in ours]
        for (rule, at, to), use in zip(found[first:last], _uses(clause.text, before, ours, near) if ours else (), strict=True):
            yield Mention(rule, at, to, use, section_open)
            section_open = section_open and rule in _SETTING
        before, first = clause.text.lower(), last


def _reach(paragraph: str) -> int:
    """How far into a paragraph its heading reaches, in characters: "2. It deals with ordinary business. Rule ... How much"."""
    head = paragraph[:_LABEL_REACH].lower()
    if _SUBJECT.match(head):
        return _SUBJECT_REACH
    if _LABEL.match(head):
        return _LABEL_REACH
    opening = _RULE_FIRST.match(paragraph)
    if opening:
        return opening.end()
    run_in = _RUN_IN.match(paragraph)
    if run_in and not _SENTENCE.search(run_in["name"]):
        return run_in.end()
    return _SHORT if _is_heading(paragraph) else 0


def _uses(clause: str, before: str, found: Sequence[tuple[str, int, int]], near: Sequence[bool]) -> list[str]:
    """The use of each rule found in a clause; `before` is the clause before it, `near` tells which stand in a heading."""
    text, places = template(clause, found)
    if len(text) > _MOST_READ:
        return ["mentioned"] * len(places)
    alone = _ALONE.fullmatch(text) is not None
    denied, argued, told = _reached("denied", text), _reached("asserted", text), _any("precedent", text)
    cited = _reached("cited", text)
    of_notice = any(rule.startswith(_NOTICE) for rule, _, _ in found)  # the search for the words is long
    spared = of_notice and (_any("notice", text) or (alone and _any("notice", before)))
    generic = ("excluding" if _any("exclusion", text) else "generic") if _any("generic", text) else "mentioned"
    uses = []
    for (rule, _, _), at, in_heading in zip(found, places, near, strict=True):
        if at in denied:
            use = "denied"
        elif text.count('"', 0, at) % 2:
            use = "mentioned"
        elif spared and rule.startswith(_NOTICE):
            use = "unneeded"
        elif in_heading or (alone and not told):
            use = "heading"
        elif told:
            use = "answered" if _any("own_matter", text) else "precedent"
        else:
            besides = bool(argued) and _BESIDES.search(text, 0, at) is not None
            use = "argued" if at in argued or besides else "cited" if at in cited else generic
        uses.append(use)
    return uses


def _reached(key: str, text: str) -> set[int]:
    """The places of the signs that a pattern of this kind reaches."""
    reached: set[int] = set()
    for pattern in _patterns()[key]:
        for match in pattern.finditer(text):
            start, end = match.span("rules")
            reached.update(at for at in range(start, end) if text[at] == SIGN)
    return reached
