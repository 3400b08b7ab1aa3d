"""The vocabulary of concepts: how letters and counsel speak of the things that people search for.

`data/concepts.json` holds each concept with its patterns and examples. A pattern is a row of words, each with alternatives
(`move|advance`), in order and with at most one other content word between two of them; `...` lets eight stand between,
`&` takes the words in any order. A sentence of a letter and the words of a query are matched by the same patterns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from indexer.words import light_stems, phrase_stems

CLOSE, FAR, ANY_ORDER = 1, 8, 10
SUBJECT, HOLDER = "subject_", "holder_"
"""Begin the names of the concepts that are subjects of proposals, and kinds of holders."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Alternatives word by word, and how many words may stand before each of them; `free`: in any order."""

    parts: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]
    free: bool = False

    def end(self, tokens: Sequence[str], start: int) -> int | None:
        """Where a match that begins at `start` ends (exclusive), or None. `tokens[start]` is in the first part."""
        if self.free:
            window = tokens[max(0, start - ANY_ORDER) : start + ANY_ORDER + 1]
            return start + 1 if all(not part.isdisjoint(window) for part in self.parts[1:]) else None
        at = start
        for part, gap in zip(self.parts[1:], self.gaps[1:], strict=True):
            for next_at in range(at + 1, min(at + gap + 2, len(tokens))):
                if tokens[next_at] in part:
                    at = next_at
                    break
            else:
                return None
        return at + 1


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. `rule`: the ground that it names. `of`: the ground in whose letters it counts in full.

    `over` are wider concepts that a query for this one does not mean besides; `near` those that a search for it reaches too,
    with their weight; `named` how a holder of that kind is called; `facts` what the record shows it by.
    """

    name: str
    label: str
    text: tuple[Pattern, ...]
    ask: tuple[Pattern, ...]
    rule: str | None = None
    of: str | None = None
    over: tuple[str, ...] = ()
    named: tuple[Pattern, ...] = ()
    near: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def words(self) -> frozenset[str]:
        """Every stem of its patterns: what stands between them in a phrase is not of the concept."""
        return frozenset(one for pattern in (*self.text, *self.ask) for part in pattern.parts for one in part)


_ByFirstWord = dict[str, list[tuple[str, Pattern]]]
Mention = tuple[str, int, int]
"""A concept's name and the tokens it was read from (half-open)."""


class Vocabulary:
    """All concepts, and the patterns by the words that can begin them."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.name: concept for concept in concepts}

    @cached_property
    def _in_text(self) -> _ByFirstWord:
        return _by_first_word((c.name, p) for c in self.concepts.values() for p in c.text)

    @cached_property
    def _in_queries(self) -> _ByFirstWord:
        return _by_first_word((c.name, p) for c in self.concepts.values() for p in _as_asked(c))

    @cached_property
    def _in_names(self) -> _ByFirstWord:
        return _by_first_word((c.name, p) for c in self.concepts.values() for p in c.named)

    def kinds(self, tokens: Sequence[str]) -> Iterator[Mention]:
        """What kinds of holder a proponent's name (`words.phrase_stems`) tells of."""
        return _matches(self._in_names, tokens)

    def mentions(self, tokens: Sequence[str]) -> Iterator[Mention]:
        """Each concept that a sentence (`words.phrase_stems`) speaks of, with its place; a concept may come more than once."""
        return _matches(self._in_text, tokens)

    def asked(self, tokens: Sequence[str]) -> list[Mention]:
        """The concepts that the words of a query name, with the place; short patterns count in any order.

        Words within the phrase of a proposal's subject speak of that alone ("gap" in "gender pay gap").
        """
        found = list(_matches(self._in_queries, tokens))
        subjects = [m for m in found if m[0].startswith(SUBJECT) and m[2] - m[1] > 1]
        found = [m for m in found if m[0].startswith(SUBJECT) or not any(s[1] <= m[1] and m[2] <= s[2] for s in subjects)]
        wider = {name for mention in found for name in self.concepts[mention[0]].over}
        return [mention for mention in found if mention[0] not in wider]


def _as_asked(concept: Concept) -> Iterator[Pattern]:
    for pattern in (*concept.ask, *concept.text):
        yield pattern
        if 1 < len(pattern.parts) <= 3 and _any_order(pattern):
            for first in range(1, len(pattern.parts)):
                parts = (pattern.parts[first], *pattern.parts[:first], *pattern.parts[first + 1 :])
                yield Pattern(parts, (0,) * len(parts), free=True)


def _any_order(pattern: Pattern) -> bool:
    """Whether the words mean the same in another order: no "not" or "after" among them, and none twice."""
    distinct = all(a.isdisjoint(b) for i, a in enumerate(pattern.parts) for b in pattern.parts[:i])
    return not pattern.free and distinct and not any(part & light_stems() for part in pattern.parts)


def _by_first_word(patterns: Iterable[tuple[str, Pattern]]) -> _ByFirstWord:
    found: _ByFirstWord = {}
    for name, pattern in patterns:
        for word in pattern.parts[0]:
            found.setdefault(word, []).append((name, pattern))
    return found


def _matches(patterns: _ByFirstWord, tokens: Sequence[str]) -> Iterator[Mention]:
    if patterns.keys().isdisjoint(tokens):
        return
    for start, token in enumerate(tokens):
        for name, pattern in patterns.get(token, ()):
            end = pattern.end(tokens, start)
            if end is not None:
                yield name, start, end


def pattern(written: str) -> Pattern:
    """The pattern written in the data file's notation."""
    parts: list[frozenset[str]] = []
    gaps: list[int] = []
    gap = 0
    elements = written.split()
    for element in elements:
        if element in ("...", "&"):
            gap = FAR
            continue
        for part in _alternatives(element):
            parts.append(part)
            gaps.append(gap)
            gap = CLOSE
    return Pattern(tuple(parts), tuple(gaps), free="&" in elements)


@cache
def _alternatives(element: str) -> tuple[frozenset[str], ...]:
    """The stems of "a|b", or of each word of "80-day" in turn; words without content are passed over."""
    if "|" in element:
        return (frozenset(one for alternative in element.split("|") for one in phrase_stems(alternative)),)
    return tuple(frozenset((one,)) for one in phrase_stems(element))


def load(text: str) -> Vocabulary:
    """The vocabulary written in a concepts file."""
    return Vocabulary(
        Concept(
            row["name"],
            row["label"],
            tuple(pattern(p) for p in row["text"]),
            tuple(pattern(p) for p in row.get("ask", ())),
            row.get("rule"),
            row.get("of"),
            tuple(row.get("over", ())),
            tuple(pattern(p) for p in row.get("named", ())),
            MappingProxyType(row.get("near", {})),
            MappingProxyType(row.get("facts", {})),
        )
        for row in json.loads(text)["concepts"]
    )


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return load(files("indexer").joinpath("data/concepts.json").read_text(encoding="utf-8"))


def names_in_order(found: Iterable[Mention]) -> tuple[str, ...]:
    """The names of the mentions, each once, in order."""
    return tuple(dict.fromkeys(name for name, _, _ in found))


def covered(found: Sequence[Mention], length: int) -> list[bool]:
    """For each of `length` tokens, whether some mention was read from it."""
    flags = [False] * length
    for _, start, end in found:
        flags[start:end] = [True] * (end - start)
    return flags
