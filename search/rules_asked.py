"""Paragraphs of rule 14a-8 in a query, however they are written: "Rule 14a-8 (e) (2)", "14a8 i10", "(i)(7)", "(e)2"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer import rulebook
from search.typed import Typed

_PARAGRAPH = r"\(\s?(?:[a-m]|[ivx]{1,4}|\d{1,2})\s?\)"
_CODE = r"(?:\b(?:17\s*c\.?\s?f\.?\s?r\.?|sec(?:tion|\.)|§+)\s*)*(?:§+\s*)?(?:\b240\s?\.\s?)?(?:\brules?\s*)?"
_NAMED = rf"{_CODE}\b[1lI]4\(?a\)?\s?[-–—‑−.]?\s?[8S]"
_BARE_DIGITS = r"(?:\s?-?\d{1,2}(?![\w.%-]))?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"{_NAMED}\s*((?:{_PARAGRAPH}\s?)*\((?:[a-m]|\d{{1,2}}))(?!\w|\s?\))",  # 14a-8(i)(7 left open
        rf"{_NAMED}\s*((?:{_PARAGRAPH}\s?)*{_PARAGRAPH}{_BARE_DIGITS})",  # 14a-8(i)(7), 14a-8 (e) (2), 14a8(e)2
        rf"{_NAMED}\s?[-,.]?\s?([a-m])[-\s]?(\d{{1,2}}|\(\d{{1,2}}\))(?![\w.%-])",  # 14a8 i10, 14a-8-i-7, 14a-8i(7)
        rf"(?<![\w)])(?:\brules?\s*)?(\([a-m]\)(?:(?:\s?{_PARAGRAPH})+|{_BARE_DIGITS}))(?!\w)",  # (i)(7), rule (e), (e)2
        r"(?<![\w(])(?:\brule\s+)?([a-f]|i)-?(\(\d{1,2}\))",  # i(7)
        r"(?<![\w(.-])(?:\brule\s+)?(i)-?(\d{1,2})(?![\w.%-])",  # i10
    )
)
_OPEN, _BARE, _SINGLE = 0, 3, 4
_TOLERANT = frozenset({3, 5})
"""The shapes that might be something else: passed over where no such paragraph exists."""
_WHOLE = re.compile(rf"{_NAMED}\b(?!\s?\()", re.I)


def canonical(written: str) -> str | None:
    """The canonical rule of "Rule 14a-8(I)(7)", "(i)(7)", "i(7)", "i10"; None where no known paragraph is meant."""
    text = re.sub(r"[\s§]", "", written).lower()
    text = re.sub(r"^(?:17c\.?f\.?r\.?|sec(?:tion|\.)|240\.|rules?)*(?:[1l]4\(?a\)?[-–—‑−.]?[8s][-,.]?)?", "", text)
    loose = re.fullmatch(r"([a-m])-?((?:\([a-z0-9]+\)|\d{1,2})*)", text)
    if loose:
        text = f"({loose[1]}){loose[2]}"
    text = re.sub(r"(?<=\))-?(\d{1,2})$", r"(\1)", text)
    rule = "14a-8" + text
    while "(" in rule:
        if rulebook.known(rule):
            return rule
        rule = rule[: rule.rfind("(")]
    return None


def read(typed: Typed, notes: list[str]) -> Iterator[tuple[int, str]]:
    """(place, canonical rule) of each paragraph named, taken out of the query; a reading that may surprise is noted."""
    for number, shape in enumerate(_SHAPES):
        for match in typed.find(shape):
            written = "".join(group for group in match.groups() if group) + (")" if number == _OPEN else "")
            rule = canonical(written)
            exact = rule == "14a-8" + re.sub(r"\s", "", written).lower()
            if rule is None or (number in _TOLERANT and not exact and rule != _exactly(written)):
                if number not in _TOLERANT and number != _SINGLE:
                    notes.append(f"{match[0].strip()!r} is no paragraph of rule 14a-8 that is known")
                continue
            if number == _OPEN or (not exact and number != _BARE):
                notes.append(f"{match[0].strip()!r} was read as {rule}")
            typed.take(*match.span())
            yield match.start(), rule
    for match in typed.find(_WHOLE):
        typed.take(*match.span())


def _exactly(written: str) -> str:
    """The paragraph as it would be written out: "(e)2" is 14a-8(e)(2)."""
    return "14a-8" + "".join(f"({part})" for part in re.findall(r"[a-z]+|\d+", written.lower()))
