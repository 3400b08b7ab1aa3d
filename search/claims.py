"""What a draft claims of each letter that it cites: what the staff did, and on which ground.

A claim stands in a parenthetical behind the citation, in the sentence around it, or, where the citation stands in a string by
itself, in the sentence before ("The staff has concurred ... See, e.g., ..."). What a sentence says of a string holds for each
letter in it. The words for what the staff did are data (search/data/claims.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.records import Span
from indexer.rules import canonical, find_rules, is_ground
from indexer.sentences import sentences

_MARKUP = str.maketrans("*_`", "   ")
_PARENTHETICAL = re.compile(r"[\s*_]*(?:\[[^\]]{1,12}\])?[\s*_]*\((?P<inner>(?:[^()]|\([^()]*\)){1,600})\)")
_SIGNAL = re.compile(
    r"(?:\b(?:see|also|e\.g|generally|accord|cf|compare|contra|but|and|or|in|again|later|then|both|as well as|for example"
    r"|for instance|most recently|more recently|recently|inter alia|among (?:many )?others?|similarly|likewise|citing|quoting"
    r"|id)\b|[\s,;:.&>#()\[\]^\"'-]|\d{1,2}(?=\W|$))*",
    re.I,
)
_CONTRARY = re.compile(r"\b(?:but|contra|cf|compare|unlike|contrast|distinguish\w*|whereas|while)\b", re.I)
_JOINT = re.compile(r"(?:[\s,;]|\b(?:and|or|again|also|in|as well as|see also|see|accord|both|later|then)\b\.?)*", re.I)
_CLAUSE = re.compile(
    r";|,? (?:but|while|whereas|although|though)\b|,? and (?=in\b|the staff|it (?:was|did|had|has|refused|conc))", re.I
)
_RELATIVE = re.compile(
    r"\s*(?:,|--?|:)?\s*(?:(?:in|for|under|by|of|to|from) (?:which|whom)|where(?:in)?\b|which\b|when\b|whose\b|an? |under\b"
    r"|concurring|denying|permitting|allowing|refusing|granting|declining|the (?:staff|latter|second|first|last)"
    r"|(?:also )?decided|issued|another)",
    re.I,
)
_IN_LED = re.compile(
    r"(?:^|[,;:]|\b(?:and|but|that|as|so))\s*(?:again |also |later |too,? )?(?:in|with|see|per|to|by)\s*$", re.I
)
_LOOKING_BACK = re.compile(
    r"[\s\"'(]*(?:the staff (?:there|then|did|was|had|said)|there,? (?:the staff|it|too)|"
    r"in (?:that|this) (?:letter|case|matter|one)|it (?:was|did) |that (?:letter|request|matter|one) (?:was|had|went))",
    re.I,
)
_NEXT_CLAUSE = re.compile(r"[;,:]\s*(?:and |so |thus |but )?", re.I)
_UNDER = re.compile(
    r"[^.;:]{0,70}?\b(?:under|pursuant to|in reliance on|on the basis of|relying on|based on|on|for|of)\b[^.;]{0,60}", re.I
)
_BARE_RULE = re.compile(r"\([a-m]\)(?: ?\(\w{1,4}\)){0,3}")
_SAME_RULE = re.compile(r"\b(?:the|that) same (?:rule|paragraph|ground|basis|provision)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """What a draft says of one cited letter: an outcome (of the record's, None: nothing said) and grounds, canonical.

    `place` is where in the text the outcome, else the first ground, is said.
    """

    outcome: str | None = None
    bases: tuple[str, ...] = ()
    place: Span | None = None

    def __bool__(self) -> bool:
        return self.outcome is not None or bool(self.bases)


NOTHING = Told()


@dataclass(slots=True)
class _Group:
    """Citations that stand together: their numbers, the end of each with its parentheticals, and the text before and behind."""

    numbers: list[int]
    start: int
    end: int
    lead: Span = (0, 0)
    tail: Span = (0, 0)


def read(text: str, places: Sequence[Span]) -> list[Told]:
    """What `text` (a view: paragraphs parted by newlines) says of the citation at each of `places`, in their order."""
    return _Reader(text.translate(_MARKUP), places).told


class _Reader:
    """Reads one text, sentence by sentence; `carry` is what the sentence before said, for a string that follows it."""

    def __init__(self, text: str, places: Sequence[Span]) -> None:
        self.text, self.places = text, list(places)
        self.told = [NOTHING] * len(self.places)
        self.rules: tuple[str, ...] = ()
        order = sorted(range(len(self.places)), key=lambda n: self.places[n])
        spans = _whole(sentences(text), [self.places[n] for n in order])
        at, carry, listing = 0, NOTHING, False
        for number, (start, end) in enumerate(spans):
            inside: list[int] = []
            while at < len(order) and self.places[order[at]][0] < end:
                inside.append(order[at])
                at += 1
            if number and "\n" in text[spans[number - 1][1] : start]:
                listing = bool(inside) and (listing or text[: spans[number - 1][1]].rstrip(" *_").endswith(":"))
                carry = carry if listing else NOTHING
            after = spans[number + 1] if number + 1 < len(spans) else None
            carry = self._sentence((start, end), inside, carry, after)

    def _sentence(self, place: Span, inside: list[int], carry: Told, after: Span | None) -> Told:
        """Read one sentence; what the next may take over from it."""
        if not inside:
            found = self._said(*place, last=True)
            self._note_rules(place)
            return found
        groups = self._groups(place, inside)
        string = all(_SIGNAL.fullmatch(self.text[s:e]) for group in groups for s, e in (group.lead, group.tail))
        last = carry if string else NOTHING
        for at, group in enumerate(groups):
            contrary = _CONTRARY.search(self.text[slice(*group.lead)])
            own = self._of_group(group)
            carried = not own and string and not contrary
            if carried and any(self._untold(number) for number in group.numbers):
                carry = last = NOTHING
            if carried:
                own = carry
            elif not own and last and at and self._goes_on(groups[at - 1].end, group.start):
                own = last
            if not own and not string and after is not None and group is groups[-1]:
                own = self._looking_back(after)
            for number in group.numbers:
                self.told[number] = self._in_brackets(number, own)
            last = own or last
        self._note_rules(place)
        return last

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether what stands between two groups only continues a list (", and, on the same facts, in")."""
        between = self.text[start:end]
        listed = re.search(r"\band\b[^;]*$", between, re.I)
        return listed is not None and bool(_IN_LED.search(between)) and not _CONTRARY.search(listed[0])

    def _note_rules(self, place: Span) -> None:
        """Remember the last rules named, for "under the same rule"."""
        self.rules = self._grounds(*place) or self.rules

    def _groups(self, place: Span, inside: list[int]) -> list[_Group]:
        groups: list[_Group] = []
        for number in inside:
            start, end = self.places[number]
            reach = self._brackets(end, place[1])[1]
            joint = self.text[groups[-1].end : start] if groups and start >= groups[-1].end else ""
            if groups and (start < groups[-1].end or _JOINT.fullmatch(joint)):
                groups[-1].numbers.append(number)
                groups[-1].end = max(reach, groups[-1].end)
            else:
                groups.append(_Group([number], start, max(reach, end)))
        for i, group in enumerate(groups):
            group.lead = (place[0], group.start) if i == 0 else (groups[i - 1].tail[1], group.start)
            stop = groups[i + 1].start if i + 1 < len(groups) else place[1]
            group.tail = (group.end, self._tail_end(group, stop, last=i + 1 == len(groups)))
        return groups

    def _tail_end(self, group: _Group, stop: int, *, last: bool) -> int:
        """How far what stands behind a group still speaks of it: to the clause that leads to the next citation."""
        if last:
            return stop
        between = self.text[group.end : stop]
        led = outcome_in(self.text[slice(*group.lead)])
        if led and not _RELATIVE.match(between) and not _IN_LED.search(self.text[slice(*group.lead)]):
            return group.end
        cut = _CLAUSE.search(between)
        return group.end + (cut.start() if cut else len(between) if _RELATIVE.match(between) else 0)

    def _brackets(self, at: int, stop: int) -> tuple[list[Span], int]:
        """The parentheticals right behind a citation, and where they end."""
        found: list[Span] = []
        while (match := _PARENTHETICAL.match(self.text, at, stop)) is not None:
            found.append(match.span("inner"))
            at = match.end()
        return found, at

    def _of_group(self, group: _Group) -> Told:
        """What the sentence says of a group outside its parentheticals."""
        lead, tail = self._said(*group.lead, last=True), self._said(*group.tail, last=False)
        before, behind = self.text[slice(*group.lead)], self.text[slice(*group.tail)]
        relative = _RELATIVE.match(behind)
        if tail.outcome and (relative or not lead.outcome or _IN_LED.search(before)):
            found = tail
        elif lead.outcome:
            found = lead
        else:
            bases = self._grounds(group.tail[0], group.tail[0] + 90) if relative else ()
            return Told(None, bases, group.tail) if bases and group.tail[1] > group.tail[0] else NOTHING
        if not found.bases:
            other = behind if found is lead else before
            under = _UNDER.match(behind) if found is lead else None
            if under:
                bases = self._grounds(group.tail[0], min(group.tail[1], group.tail[0] + under.end()))
            elif _SAME_RULE.search(before + behind):
                bases = self.rules
            else:
                bases = self._grounds(*group.lead) if found is tail and other else ()
            found = replace(found, bases=bases)
        return found

    def _looking_back(self, place: Span) -> Told:
        """What the next sentence says of the letter before it ("The staff there did not object")."""
        text = self.text[slice(*place)]
        if any(place[0] <= start < place[1] for start, _ in self.places) or not _LOOKING_BACK.match(text):
            return NOTHING
        return self._said(*place, last=False)

    def _in_brackets(self, number: int, own: Told) -> Told:
        """What the parentheticals behind a citation say, over what the sentence says."""
        place = self.places[number]
        for start, end in self._brackets(place[1], len(self.text))[0]:
            said = self._in_bracket(start, end)
            bases = said.bases or (self._grounds(start, end) if "14a-8" in self.text[start:end].lower() else ())
            if said.outcome:
                return Told(said.outcome, bases or own.bases, said.place)
            if bases and not own.bases:
                return Told(own.outcome, bases, own.place or (start, end))
        return own

    def _in_bracket(self, start: int, end: int) -> Told:
        """What one parenthetical says: in a sentence's words, else in those with which a clause begins ("late; omitted")."""
        said = self._said(start, end, last=False)
        if said:
            return said
        begins = [start, *(match.end() for match in _NEXT_CLAUSE.finditer(self.text, start, end))]
        found: list[Told] = []
        for at in begins:
            clause = self.text[at:end].lstrip()
            read = ((outcome, pattern.match(clause)) for outcome, pattern in _tables()["brackets"])
            told = next((Told(outcome, (), (at, at + match.end())) for outcome, match in read if match), None)
            found += [told] if told else []
        if len({told.outcome for told in found}) != 1:  # "the first not excludable; the second excludable" is neither
            return NOTHING
        return replace(found[0], bases=self._grounds(start, end))

    def _untold(self, number: int) -> bool:
        """Whether a parenthetical tells of an outcome in words that are not read: it may be another than the sentence's."""
        brackets = self._brackets(self.places[number][1], len(self.text))[0]
        return any(
            _tables()["speaks"].search(self.text[slice(*span)].strip()) and not self._in_bracket(*span) for span in brackets
        )

    def _said(self, start: int, end: int, *, last: bool) -> Told:
        """The outcome told in text[start:end] (`last`: the last one), with the grounds of its clause or of the whole."""
        if start >= end:
            return NOTHING
        found = outcome_in(self.text[start:end], last=last)
        if found is None:
            return NOTHING
        outcome, low, high = found
        place = (start + low, start + high)
        clause = self._clause(place, (start, end))
        return Told(outcome, self._grounds(*clause) or self._grounds(start, end), place)

    def _clause(self, place: Span, within: Span) -> Span:
        low, high = self.text.rfind(";", within[0], place[0]), self.text.find(";", place[1], within[1])
        return (within[0] if low < 0 else low, within[1] if high < 0 else high)

    def _grounds(self, start: int, end: int) -> tuple[str, ...]:
        """The grounds for exclusion named in text[start:end], without those that were not reached."""
        found: list[str] = []
        for rule, at, _ in find_rules(self.text[start:end]):
            before = self.text[start : start + at][-90:]
            if _is_ground(rule) and not any(pattern.search(before) for pattern in _tables()["not_ruled"]):
                found.append(rule)
        if not found and _SAME_RULE.search(self.text[start:end]):
            return self.rules
        return tuple(dict.fromkeys(found))


def in_cells(cells: Sequence[str], heads: Sequence[str], own: int) -> Told:
    """What the cells of a table's row say of the letter cited in cell `own`; `heads` are the cells of the first row, if any."""
    others = [number for number in range(len(cells)) if number != own]
    named = {
        kind: [n for n in others if n < len(heads) and _tables()["heads"][kind].search(heads[n])]
        for kind in ("outcome", "basis")
    }
    outcome = next((o for n in named["outcome"] or others if (o := cell_outcome(cells[n].translate(_MARKUP)))), None)
    bases = next((b for n in (*named["basis"], *named["outcome"]) or others if (b := _cell_bases(cells[n]))), ())
    if not bases and not named["basis"]:
        bases = next((b for n in others if (b := _cell_bases(cells[n]))), ())
    return Told(outcome, bases)


def cell_outcome(cell: str) -> str | None:
    """The outcome that a table's cell begins with ("Unable to concur"), or tells in a sentence."""
    words = " ".join(cell.split()).strip(" .")
    for outcome, pattern in _tables()["cells"]:
        if pattern.match(words):
            return str(outcome)
    told = outcome_in(words)
    return told[0] if told else None


def _cell_bases(cell: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(rule for rule, _, _ in find_rules(cell.translate(_MARKUP)) if _is_ground(rule)))
    if found and "14a" in cell.lower():
        return found
    bare = (canonical("14a-8" + match[0].replace(" ", "")) for match in _BARE_RULE.finditer(cell))
    return tuple(dict.fromkeys(rule for rule in bare if rule and _is_ground(rule)))


def outcome_in(text: str, *, last: bool = False) -> tuple[str, int, int] | None:
    """The outcome that `text` tells, with its place: the first told, or the last.

    A refusal of the whole with relief for a part is relief in part; words that overlap an earlier row's do not count again.
    """
    read: list[tuple[int, int, str | None]] = []
    for outcome, pattern in _tables()["outcomes"]:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, _ in read):
                read.append((match.start(), match.end(), outcome))
    found = sorted((start, end, outcome) for start, end, outcome in read if outcome is not None)
    if not found:
        return None
    told = {outcome for _, _, outcome in found}
    for strongest in (
        "concurred_in_part",
        "no_objection",
    ):  # "unable as to the whole, but one paragraph"; "no view, no objection"
        if strongest in told and (strongest != "no_objection" or told <= {"no_objection", "no_view"}):
            start, end, outcome = next(item for item in found if item[2] == strongest)
            return outcome, start, end
    start, end, outcome = found[-1] if last else found[0]
    return outcome, start, end


def _whole(spans: Sequence[Span], places: Sequence[Span]) -> list[Span]:
    """The sentences, those joined between which a citation would be cut."""
    joined: list[Span] = []
    at = 0
    for start, end in spans:
        while at < len(places) and places[at][1] <= start:
            at += 1
        cut = at < len(places) and places[at][0] < start < places[at][1]
        if joined and cut:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_ground(rule: str) -> bool:
    return is_ground(rule) or is_ground(rule, "1990-01-01")


@cache
def _tables() -> dict[str, Any]:
    raw = json.loads(files("search").joinpath("data/claims.json").read_text(encoding="utf-8"))
    return {
        "outcomes": tuple((row["outcome"], re.compile(row["pattern"], re.I)) for row in raw["outcomes"]),
        "cells": tuple((row["outcome"], re.compile(row["pattern"], re.I)) for row in raw["cells"]),
        "brackets": tuple((row["outcome"], re.compile(row["pattern"], re.I)) for row in raw["brackets"]),
        "speaks": re.compile(raw["speaks"]["pattern"], re.I),
        "heads": {kind: re.compile(row["pattern"], re.I) for kind, row in raw["heads"].items()},
        "not_ruled": tuple(re.compile(row["pattern"], re.I) for row in raw["not_ruled"]),
    }
