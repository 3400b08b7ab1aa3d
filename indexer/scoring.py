"""How clauses become scores, term at a time: the part that every engine shares.

An engine gives postings (letter number -> weight); this module adds them up. Inverse document frequency is that of BM25
(Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), ln(1 + (N - n + 0.5) / (n + 0.5)).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.query import WORD_FIELDS, Between, Both, Clause, Either, Has, Match, Matches, Node, Search, Without, Word

OWN = 0.63
"""From which level on an outcome is the letter's own, and not one that it has in part."""
RAREST = 4.0
"""What a word that no letter has counts when it is asked how much of a query is met, however many letters there are."""


class Postings(Protocol):
    """What an engine must be able to read. Letters have numbers, not always without gaps."""

    @property
    def letters(self) -> int:
        """How many letters it holds."""
        ...

    @property
    def dates(self) -> Sequence[int]:
        """Letter number -> its date as a number (20070709), 0 where it has none."""
        ...

    @property
    def late(self) -> Sequence[int]:
        """Letter number -> calendar days after the deadline, -1 where the record does not tell."""
        ...

    def numbers(self) -> Iterable[int]:
        """The numbers of all letters."""
        ...

    def weights(self, field: str, term: str) -> Mapping[int, float]:
        """Letter number -> weight of one posting list."""
        ...

    def terms(self, field: str) -> Iterable[str]:
        """Every term of a field."""
        ...

    def phrase(self, stems: tuple[str, ...]) -> Collection[int]:
        """The letters in which the stems stand side by side in one field."""
        ...

    def letter_id(self, number: int) -> str:
        """The id of a letter number."""
        ...

    def number(self, letter_id: str) -> int | None:
        """The number of an id, None where it is not held."""
        ...


def rarity(letters: int, holding: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + (letters - holding + 0.5) / (holding + 0.5))


def nearness(days: int, wanted: int) -> float:
    """1 where the days late are those wanted, less by the ratio: 1/2 at double or half, 1/3 at four times."""
    if days <= 0 or wanted <= 0:
        return 0.0
    return 1 / (1 + abs(math.log2(days / wanted)))


@dataclass(frozen=True, slots=True)
class _Scored:
    clause: Clause
    earned: Mapping[int, float]
    factor: float

    def counts(self, rarest: float) -> float:
        """What the clause adds to how much of the query is covered; `rarest`: the rarity of a word that no letter has."""
        if self.clause.words:
            return self.clause.counts * RAREST * self.factor / rarest
        return self.clause.counts if self.earned or self.clause.absent is None else self.clause.absent


def run(postings: Postings, search: Search) -> Matches:
    """The matches of a search over an engine's postings."""
    allowed = _allowed(postings, search)
    scored = [_score(postings, clause) for clause in search.clauses]
    total: dict[int, float] = {}
    for one in sorted(scored, key=lambda one: one.clause.orders):
        weight = one.clause.weight * one.factor
        if one.clause.orders:
            for number in total.keys() & one.earned.keys():
                total[number] += weight * one.earned[number]
        else:
            for number, value in one.earned.items():
                total[number] = total.get(number, 0.0) + weight * value
    if not search.clauses:
        total = dict.fromkeys(postings.numbers() if allowed is None else allowed, 0.0)
    elif allowed is not None:
        total = {number: score for number, score in total.items() if number in allowed}
    best = _best(postings, search, total)
    return Matches(
        tuple(_match(postings, number, total[number], scored) for number in best),
        len(total),
        count(postings, total.keys()) if search.count else {},
    )


def _score(postings: Postings, clause: Clause) -> _Scored:
    if clause.days is not None:
        return _Scored(clause, _by_days(postings, clause.days), 1.0)
    earned: dict[int, float] = {}
    itself: int | None = None
    for term in clause.terms:
        share = term.weight
        if term.instead and itself is None:
            itself = len(earned)
        for number, weight in postings.weights(term.field, term.text).items():
            value = share * weight
            held = earned.get(number)
            if held is None:
                earned[number] = value
            elif clause.total:
                earned[number] = held + value
            elif value > held:
                earned[number] = value
    if clause.total:
        cap = clause.cap
        earned = {number: min(cap, value) for number, value in earned.items()}
    return _Scored(clause, earned, rarity(postings.letters, itself or len(earned)) if clause.by_rarity else 1.0)


def _by_days(postings: Postings, wanted: int) -> dict[int, float]:
    late = postings.late
    return {number: nearness(late[number], wanted) for number in postings.numbers() if late[number] > 0}


def _best(postings: Postings, search: Search, total: Mapping[int, float]) -> list[int]:
    """The numbers of the `top` best, in the search's order; ties go to the later letter, then by id."""
    dates, late, name = postings.dates, postings.late, postings.letter_id
    numbers: Iterable[int] = total
    if search.order == "date":
        return sorted(numbers, key=lambda n: (-dates[n], -total[n], name(n)))[: search.top]
    if search.order == "late":
        return sorted(numbers, key=lambda n: (-late[n], -total[n], -dates[n], name(n)))[: search.top]
    if len(total) > 2 * search.top:
        floor = heapq.nlargest(search.top, total.values())[-1]
        numbers = [n for n, score in total.items() if score >= floor]
    return sorted(numbers, key=lambda n: (-total[n], -dates[n], name(n)))[: search.top]


def _match(postings: Postings, number: int, score: float, scored: Sequence[_Scored]) -> Match:
    rarest = rarity(postings.letters, 0)
    counts = [one.counts(rarest) for one in scored]
    asked = sum(counts)
    met = sum(count * min(1.0, 2 * one.earned.get(number, 0.0)) for count, one in zip(counts, scored, strict=True))
    evidence = tuple(one.earned.get(number, 0.0) for one in scored)
    return Match(postings.letter_id(number), score, met / asked if asked else 1.0, evidence, _iso(postings.dates[number]))


def _iso(day: int) -> str | None:
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}" if day else None


def _allowed(postings: Postings, search: Search) -> set[int] | None:
    """The numbers that all limits leave; None: all of them."""
    sets = [holding(postings, node) for node in search.limits]
    if search.only is not None:
        sets.append({n for n in map(postings.number, search.only) if n is not None})
    return set.intersection(*sets) if sets else None


def holding(postings: Postings, node: Node) -> set[int]:
    """The numbers of the letters of which `node` holds."""
    match node:
        case Word(stems=stems):
            if len(stems) > 1:
                return set(postings.phrase(stems))
            return set().union(*(postings.weights(field, stem) for field in WORD_FIELDS for stem in stems))
        case Both(parts=parts):
            return set.intersection(*(holding(postings, part) for part in parts)) if parts else _all(postings)
        case Either(parts=parts):
            return set().union(*(holding(postings, part) for part in parts))
        case Without(part=part):
            return _all(postings) - holding(postings, part)
        case Has(field=field, terms=terms, least=least):
            return {n for term in terms for n, weight in postings.weights(field, term).items() if weight >= least}
        case Between():
            return _all(postings) & _between(postings, node)


def _all(postings: Postings) -> set[int]:
    return set(postings.numbers())


def _between(postings: Postings, limits: Between) -> set[int]:
    found: set[int] | None = None
    if limits.since is not None or limits.until is not None:
        first = int((limits.since or "0001-01-01").replace("-", ""))
        last = int((limits.until or "9999-12-31").replace("-", ""))
        found = {n for n, day in enumerate(postings.dates) if first <= day <= last}
    if limits.least is not None or limits.most is not None:
        least, most = limits.least or 0, limits.most
        late = {n for n, days in enumerate(postings.late) if days >= least and (most is None or days <= most)}
        found = late if found is None else found & late
    return _all(postings) if found is None else found


def count(postings: Postings, numbers: Collection[int]) -> dict[str, dict[str, int]]:
    """How many of the letters have each outcome, ground (as the record writes it, ruled on or argued) and year."""
    counts: dict[str, dict[str, int]] = {}
    for name, field, least in (("outcome", "outcome", OWN), ("rule", "basis", 0.0)):
        counted = {
            term: sum(number in numbers for number, weight in postings.weights(field, term).items() if weight >= least)
            for term in sorted(postings.terms(field))
        }
        counts[name] = {term: n for term, n in counted.items() if n}
    dates = postings.dates
    years = Counter(dates[number] // 10_000 for number in numbers)
    counts["year"] = {str(year): years[year] for year in sorted(years) if year}
    return counts
