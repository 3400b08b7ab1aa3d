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

from indexer.clauses import Clause
from indexer.rules import find_rules

SIGN = "§"
"""What stands for a rule paragraph in a template."""

_PLAIN = str.maketrans({"0": "o", "§": "s", "’": "'"})
_LABEL = re.compile(
    r"[\W_]{0,20}(?:(?:[ivx]{1,5}|[a-h]|\d{1,2})[.):]|"
    r"(?:bas[ei]s|grounds?|reasons?|arguments?|points?|issues?|section|part)\b[^§.\n]{0,30}?"
    r"(?:one|two|three|four|five|first|second|third|fourth|fifth|\d|[ivxa-e])\b|"
    r"(?:first|second|third|fourth|fifth|sixth)(?:ly)?\b|[•·*]|- )"
)
_SUBJECT = re.compile(r"\W{0,4}re\b")
_ALONE = re.compile(rf"\W*(?:(?:exchange act |under |new )?(?:rules?|paragraphs?) ?)?{SIGN}[^a-z{SIGN}]*(?:$|[.:;)\]]|-)")
_NOTICE = "14a-8(f)"
_LABEL_REACH, _SHORT, _SUBJECT_REACH = 200, 150, 420
_MOST_READ = 3000
"""The longest clause that is read as a sentence; what is longer is no prose, and the patterns look far ahead."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule paragraph in a clause, its place in the view's text, and how it is used there.

    `use` is `heading`, `argued`, `cited` (behind a statement on the proposal), `excluding` (what the rule lets any company
    leave out), `generic` (what else the rule says), `mentioned`, `precedent`, `denied`, or `unneeded` (no notice was owed).
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
    return {key: tuple(re.compile(row["pattern"]) for row in rows) for key, rows in data.items() if isinstance(rows, list)}


def _any(key: str, template: str) -> bool:
    return any(pattern.search(template) for pattern in _patterns()[key])


def template(text: str, found: Sequence[tuple[str, int, int]]) -> tuple[str, list[int]]:
    """`text` in lower case with each found rule replaced by the sign, and where each sign stands."""
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for _, start, end in found:
        piece = text[at:start].translate(_PLAIN).lower()
        pieces += (piece, SIGN)
        places.append(length + len(piece))
        length += len(piece) + 1
        at = end
    pieces.append(text[at:].translate(_PLAIN).lower())
    return "".join(pieces), places


def mentions(clauses: Sequence[Clause]) -> Iterator[Mention]:
    """The rule paragraphs of a company's clauses, in order, each with its use."""
    section_open = False
    for paragraph in _paragraphs(clauses):
        heading = _is_heading(paragraph)
        found = list(_in_paragraph(paragraph, section_open and not heading))
        yield from found
        section_open = not found if heading else section_open and not found


def _paragraphs(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    paragraph: list[Clause] = []
    for clause in clauses:
        if clause.opens and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(clause)
    if paragraph:
        yield paragraph


def _is_heading(paragraph: Sequence[Clause]) -> bool:
    """Whether a paragraph is the heading of a section: short, and labelled or without a full stop."""
    length = paragraph[-1].end - paragraph[0].start
    last = paragraph[-1].text[-1]
    return length <= _SHORT and last != ":" and (last not in ".?,;" or _LABEL.match(paragraph[0].text.lower()) is not None)


def _in_paragraph(paragraph: Sequence[Clause], section_open: bool) -> Iterator[Mention]:
    first = paragraph[0]
    reach = _reach(paragraph)
    before = ""
    for clause in paragraph:
        found = find_rules(clause.text)
        if found:
            text, places = template(clause.text, found)
            offset = clause.start - first.start
            uses = (
                ["mentioned"] * len(found)
                if len(text) > _MOST_READ
                else _uses(text, places, near=[offset + start < reach for _, start, _ in found])
            )
            spared = _spared(text, before)
            for (rule, start, end), use in zip(found, uses, strict=True):
                if spared and rule.startswith(_NOTICE) and use != "mentioned":
                    use = "unneeded"
                yield Mention(rule, clause.start + start, clause.start + end, use, section_open)
                section_open = False
        before = clause.text.lower()


def _reach(paragraph: Sequence[Clause]) -> int:
    """How far into a paragraph its heading reaches, in characters: "2. It deals with ordinary business. Rule ... How much"."""
    head = paragraph[0].text[:_LABEL_REACH].lower()
    if _SUBJECT.match(head):
        return _SUBJECT_REACH
    if _LABEL.match(head):
        return _LABEL_REACH
    return _SHORT if _is_heading(paragraph) else 0


def _spared(text: str, before: str) -> bool:
    """Whether a clause says that no notice was owed. "No notice was required. Rule 14a-8(f)(1).": the clause before says it."""
    return _any("notice", text) or (_ALONE.fullmatch(text) is not None and _any("notice", before))


def _uses(text: str, places: list[int], near: list[bool]) -> list[str]:
    """The use of each sign of a template; `near` tells which stand in a heading."""
    alone = _ALONE.fullmatch(text) is not None
    denied, argued, told = _reached("denied", text), _reached("asserted", text), _any("precedent", text)
    cited = _reached("cited", text)
    generic = ("excluding" if _any("exclusion", text) else "generic") if _any("generic", text) else "mentioned"
    uses = []
    for at, in_heading in zip(places, near, strict=True):
        if at in denied:
            use = "denied"
        elif text.count('"', 0, at) % 2:
            use = "mentioned"
        elif in_heading or (alone and not told):
            use = "heading"
        elif told:
            use = "precedent"
        else:
            use = "argued" if at in argued else "cited" if at in cited else generic
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
