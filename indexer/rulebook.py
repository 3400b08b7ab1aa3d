"""The paragraphs of Rule 14a-8: today's and those of earlier texts, their kinship, equivalents and short names.

A rule is written canonically as "14a-8(e)(2)": lower case, no spaces, as specific as the text. The vocabulary stands in
`data/rules.json`: today's paragraphs, those before June 29, 1998 (renumbered by Release 34-40018, 63 FR 29106), and the
names that people use for them. A number may mean two things: "14a-8(c)(7)" can only be old, "14a-8(e)" is the deadline
or, in a letter of before the renumbering, the statement in opposition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from indexer.patterns import in_lower_case

DATA: dict[str, Any] = json.loads(files("indexer").joinpath("data/rules.json").read_text(encoding="utf-8"))
"""The data file, parsed; `indexer.rules` reads its spellings."""

RENUMBERED_ON: str = DATA["renumbered_on"]
"""The day from which today's numbers hold (ISO date)."""

Kinship = Literal["equal", "above", "below", "equivalent"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of today's rule: its number, what it is about, and whether a proposal can be excluded under it."""

    rule: str
    title: str
    ground: bool


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A paragraph of an earlier text (`since` to `until`, ISO dates) and what it became.

    `needs_date`: the number means something else today, so that only a letter's date tells that it is the old one.
    """

    old: str
    new: tuple[str, ...]
    title: str
    ground: bool
    since: str
    until: str
    needs_date: bool


def _rows(key: str, number: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each row of the data and each of its subparagraphs: its rule, the part below the row's own number, and the row."""
    for row in DATA[key]:
        for below in ("", *row.get("subparagraphs", ())):
            yield row[number] + below, below, row


PARAGRAPHS: dict[str, Paragraph] = {
    rule: Paragraph(rule, row["title"], row.get("ground", False)) for rule, _, row in _rows("paragraphs", "rule")
}
"""Today's paragraphs by their canonical form, in the rule's order."""


def _renumbered() -> Iterator[Renumbered]:
    for rule, below, row in _rows("renumbered", "old"):
        new = tuple(n + below if n + below in PARAGRAPHS else n for n in row["new"])
        since, needs_date = row.get("from", ""), row.get("needs_date", False)
        yield Renumbered(rule, new, row["title"], row.get("ground", False), since, row["until"], needs_date)


RENUMBERED: tuple[Renumbered, ...] = tuple(_renumbered())
"""The paragraphs of earlier texts; a number stands once for each text in which it meant something else."""

_OLD: dict[str, list[Renumbered]] = {}
for _row in RENUMBERED:
    _OLD.setdefault(_row.old, []).append(_row)

NAMES: dict[str, str] = {
    name: row["rule"] for row in DATA["paragraphs"] for name in (row["title"].casefold(), *row.get("names", ()))
}
"""Short names ("ordinary business") and titles, folded, to canonical rules."""


def known(rule: str) -> bool:
    """Whether `rule` is a paragraph of the present rule or of an earlier text."""
    return rule in PARAGRAPHS or rule in _OLD


def is_ground(rule: str, date: str | None = None) -> bool:
    """Whether a proposal can be excluded under `rule`, as the number was meant at `date` (ISO; None: today's meaning first)."""
    old = _old_row(rule, date)
    if old is not None:
        return old.ground
    return rule in PARAGRAPHS and PARAGRAPHS[rule].ground


def title(rule: str, date: str | None = None) -> str | None:
    """What the paragraph is about ("ordinary business"), or None for an unknown rule."""
    old = _old_row(rule, date)
    if old is not None:
        return old.title
    return PARAGRAPHS[rule].title if rule in PARAGRAPHS else None


def _old_row(rule: str, date: str | None) -> Renumbered | None:
    """The earlier paragraph that `rule` names in a letter of `date`, or None where it names one of today's."""
    rows = _OLD.get(rule, ())
    if date is None or date >= RENUMBERED_ON:
        # A letter of after the renumbering, or of no known date: only a number that nothing else bears today is an old one.
        return next((r for r in rows if not r.needs_date and rule not in PARAGRAPHS and r.until >= "1998"), None)
    return next((r for r in rows if r.since <= date <= r.until), None)


def read_at(rule: str, date: str | None) -> str:
    """`rule` as a letter of `date` can only have meant it: "14a-8(c)(2)" of long after the renumbering is a smudged (e)(2)."""
    if date is not None and date >= "2000" and rule not in PARAGRAPHS and rule.startswith("14a-8(c)("):
        deadline = rule.replace("(c)", "(e)")
        return deadline if deadline in PARAGRAPHS else rule
    return rule


def equivalents(rule: str, date: str | None = None) -> tuple[str, ...]:
    """Today's numbers for `rule` as a letter of `date` meant it: several where a paragraph was divided ("14a-8(a)(1)")."""
    old = _old_row(rule, date)
    return old.new if old is not None else (rule,)


def modern(rule: str, date: str | None = None) -> str:
    """Today's number for `rule` (the first of its equivalents); `rule` itself where it is today's or unknown."""
    return equivalents(rule, date)[0]


def parent(rule: str) -> str | None:
    """The paragraph that `rule` stands in ("14a-8(e)" for "14a-8(e)(2)"), or None for a paragraph of the first level."""
    head = rule[: rule.rfind("(")]
    return head if "(" in head else None


def ancestors(rule: str) -> tuple[str, ...]:
    """The paragraphs that contain `rule`, nearest first."""
    found: list[str] = []
    above = parent(rule)
    while above is not None:
        found.append(above)
        above = parent(above)
    return tuple(found)


def descendants(rule: str) -> tuple[str, ...]:
    """The paragraphs within `rule` in the same text of the rule: none of the old (c)(1)-(13) is within today's (c)."""
    if rule in PARAGRAPHS:
        return tuple(r for r in PARAGRAPHS if r.startswith(rule + "("))
    return tuple(dict.fromkeys(r for r in _OLD if r.startswith(rule + "(") and r not in PARAGRAPHS))


def family(rule: str) -> tuple[str, ...]:
    """Every number that a search for `rule` must reach: itself, what it contains, and their equivalents of the other text.

    Equivalents that only a date tells from something else (old "14a-8(d)") are left out; `reaches` knows the date.
    """
    own = (rule, *descendants(rule))
    new = tuple(n for r in own for e in equivalents(r) for n in (e, *descendants(e)))
    old = tuple(r.old for r in RENUMBERED if not r.needs_date and r.until >= "1998" and any(n in own for n in r.new))
    return tuple(dict.fromkeys((*own, *new, *old)))


def reaches(wanted: str, rule: str, date: str | None = None) -> bool:
    """Whether a search for `wanted` reaches a letter of `date` on `rule`: the same ground or one within it, either text."""
    if _old_row(rule, date) is None:
        return rule == wanted or any(
            rule == e or rule.startswith(e + "(") for e in equivalents(wanted) if rule in PARAGRAPHS or e == wanted
        )
    if wanted in _OLD and wanted not in PARAGRAPHS and (rule == wanted or rule.startswith(wanted + "(")):
        return True
    return any(n == e or n.startswith(e + "(") for n in equivalents(rule, date) for e in equivalents(wanted))


def same_ground(a: str, b: str, date_a: str | None = None, date_b: str | None = None) -> Kinship | None:
    """How two grounds are kin: `equal`, `equivalent` (old and new number), `above` (`a` contains `b`), `below`, or None.

    "14a-8(e)(1)" and "14a-8(e)(2)" are two grounds: None.
    """
    if a == b and equivalents(a, date_a) == equivalents(b, date_b):
        return "equal"
    ours, theirs = equivalents(a, date_a), equivalents(b, date_b)
    if set(ours) & set(theirs):
        return "equivalent"
    if any(y.startswith(x + "(") for x in ours for y in theirs):
        return "above"
    if any(x.startswith(y + "(") for x in ours for y in theirs):
        return "below"
    return None


def named(text: str) -> str | None:
    """The rule whose short name `text` is ("ordinary business" -> "14a-8(i)(7)"), or None."""
    return NAMES.get(" ".join(text.casefold().split()))


_NAME = re.compile(r"\b(?:" + "|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True)) + r")\b", re.I)
_SMALL_NAME = in_lower_case(_NAME.pattern)


def find_names(text: str) -> tuple[tuple[str, int, int], ...]:
    """The short names in `text`: (canonical rule, start, end), in order, the longest name at each place."""
    found = _SMALL_NAME.finditer(text.lower()) if text.isascii() else _NAME.finditer(text)
    return tuple((NAMES[m[0].casefold()], m.start(), m.end()) for m in found)
