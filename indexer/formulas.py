"""The staff's formulas, read through scanning damage.

A phrase of `data/formulas.json` and the clause it is looked for in are folded alike: letters and digits only, the signs that
scans confuse made one ("l", "1" and "I" are "i", "0" is "o", "c" is "e", "rn" is "m"), doubled letters single. So "wi1l
not recommcnd" and "will notrecommend" read as "will not recommend", and a phrase is found by a plain expression, not by one
that would have to allow for every smudge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

DATA: dict[str, Any] = json.loads(files("indexer").joinpath("data/formulas.json").read_text(encoding="utf-8"))
"""The data file, parsed: `kinds` of formulas, and the wording of season charts."""

_GAP = 140
"""The most folded characters that "..." in a phrase stands for: about a company's name and a relative clause."""
_DOUBLED = re.compile(r"(.)(?=\1)")


class _Folding(dict[int, int | None]):
    """A translation table that drops every sign that is no letter or digit."""

    def __missing__(self, code: int) -> int | None:
        kept = code if chr(code).isalnum() else None
        self[code] = kept
        return kept


_FOLD = _Folding(str.maketrans("l1|0c", "iiioe"))


def fold(text: str) -> str:
    """`text` as formulas are compared: folded lower-case letters and digits without spaces."""
    return _DOUBLED.sub("", text.lower().translate(_FOLD).replace("rn", "m"))


class Phrase(NamedTuple):
    """A phrase as an expression over folded text, and its longest fixed part: without that the text need not be searched."""

    anchor: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of formula and its phrases."""

    name: str
    phrases: tuple[Phrase, ...]

    def within(self, folded: str) -> bool:
        """Whether one of the phrases stands in the folded text."""
        # A plain loop: this is asked a dozen times of every clause of the staff's.
        for anchor, pattern in self.phrases:  # noqa: SIM110
            if anchor in folded and pattern.search(folded):
                return True
        return False

    def at(self, folded: str) -> int | None:
        """Where in the folded text the first of the phrases begins, or None."""
        matches = (pattern.search(folded) for anchor, pattern in self.phrases if anchor in folded)
        return min((match.start() for match in matches if match), default=None)


def phrase_of(written: str) -> Phrase:
    """The phrase that the data file writes with alternatives "(a|b|)", which may hold alternatives, and gaps "..."."""
    pieces = list(_pieces(written))
    anchor = max((fold(words) for words, fixed in pieces if fixed), key=len, default="")
    return Phrase(anchor, re.compile(_expression(pieces, first=True)))


def _pieces(written: str) -> Iterator[tuple[str, bool]]:
    """The parts of a phrase: (words, True) for fixed words and gaps, (inside, False) for the inside of a bracket."""
    at = 0
    while at < len(written):
        if written[at] == "(":
            end = _closing(written, at)
            yield written[at + 1 : end], False
            at = end + 1
        elif written.startswith("...", at):
            yield "...", True
            at += 3
        else:
            ends = [place for place in (written.find("(", at), written.find("...", at)) if place >= 0]
            yield written[at : min(ends, default=len(written))], True
            at = min(ends, default=len(written))


def _expression(pieces: list[tuple[str, bool]], *, first: bool) -> str:
    """The expression of a phrase's parts; `first` if nothing stands before them."""
    out = ""
    for words, fixed in pieces:
        if words == "...":
            out += f".{{0,{_GAP}}}?"
        elif fixed:
            out += _joined(fold(words), first=first and not out)
        else:
            options = (_expression(list(_pieces(option)), first=first and not out) for option in _options(words))
            out += f"(?:{'|'.join(options)})"
    return out


def _joined(folded: str, *, first: bool) -> str:
    """Folded words after others: folding makes "will let" one "l", which then belongs to the words before."""
    return folded if first or not folded else f"(?:{folded[0]}|(?<={folded[0]})){folded[1:]}"


def _closing(phrase: str, opening: int) -> int:
    """Where the bracket opened at `opening` closes."""
    depth = 0
    for place in range(opening, len(phrase)):
        depth += {"(": 1, ")": -1}.get(phrase[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"formula with an open bracket: {phrase}")


def _options(inside: str) -> Iterator[str]:
    """The alternatives of a bracket's inside, at its own depth."""
    depth, start = 0, 0
    for place, sign in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and depth == 0:
            yield inside[start:place]
            start = place + 1
    yield inside[start:]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return {row["kind"]: Kind(row["kind"], tuple(phrase_of(p["phrase"]) for p in row["phrases"])) for row in DATA["kinds"]}


@lru_cache(maxsize=1024)  # the clauses of one file: the roles and the ruling ask the same of them
def says(kind: str, folded: str) -> bool:
    """Whether a folded clause holds a formula of `kind`."""
    return kinds()[kind].within(folded)


def place(kind: str, folded: str) -> int | None:
    """Where in a folded clause its first formula of `kind` begins, or None."""
    return kinds()[kind].at(folded)


_CHART = tuple((re.compile(row["pattern"], re.I), row["outcome"]) for row in DATA["chart"])


def chart_outcome(entry: str) -> str | None:
    """The outcome that a season chart's entry ("Concur", "Unable to concur", "No view") states, or None."""
    return next((outcome for pattern, outcome in _CHART if pattern.search(entry.strip())), None)
