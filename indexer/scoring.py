"""How clauses become scores, term at a time: the part that every engine shares.

An engine gives postings (letter number -> weight); this module adds them up. Inverse document frequency is that of BM25
(Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), ln(1 + (N - n + 0.5) / (n + 0.5)).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.query import WORD_FIELDS, Between, Both, Clause, Either, Has, Match, Matches, Node, Search, Without, Word


class Postings(Protocol):
    """What an engine must be able to read. Letters are numbered from 0."""

    @property
    def letters(self) -> int: ...

    def numbers(self) -> Iterable[int]: ...

    def weights(self, field: str, term: str) -> Mapping[int, float]: ...

    def frequency(self, stem: str) -> int: ...

    def phrase(self, stems: tuple[str, ...]) -> Collection[int]: ...

    def date(self, number: int) -> str | None: ...

    def days_late(self, number: int) -> int | None: ...

    def letter_id(self, number: int) -> str: ...

    def number(self, letter_id: str) -> int | None: ...

    def terms(self, field: str) -> Iterable[str]: ...


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
    for term in clause.terms:
        share = term.weight
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
    return _Scored(clause, earned, _rarity_of(postings, clause, len(earned)) if clause.by_rarity else 1.0)


def _rarity_of(postings: Postings, clause: Clause, holding: int) -> float:
    return rarity(postings.letters, holding)


def _by_days(postings: Postings, wanted: int) -> dict[int, float]:
    earned: dict[int, float] = {}
    for number in postings.numbers():
        days = postings.days_late(number)
        if days is not None and days > 0:
            earned[number] = nearness(days, wanted)
    return earned


def _best(postings: Postings, search: Search, total: Mapping[int, float]) -> list[int]:
    """The numbers of the `top` best, in the search's order; ties go to the later letter, then by id."""

    def date_key(number: int) -> int:
        date = postings.date(number)
        return -int(date.replace("-", "")) if date else 0

    keys: dict[str, Callable[[int], tuple[float | int | str, ...]]] = {
        "relevance": lambda n: (-total[n], date_key(n), postings.letter_id(n)),
        "date": lambda n: (date_key(n), -total[n], postings.letter_id(n)),
        "late": lambda n: (-(postings.days_late(n) or 0), -total[n], date_key(n), postings.letter_id(n)),
    }
    numbers: Iterable[int] = total
    if search.order == "relevance" and len(total) > 4 * search.top:
        floor = sorted(total.values(), reverse=True)[search.top - 1]
        numbers = [n for n, score in total.items() if score >= floor]
    return sorted(numbers, key=keys[search.order])[: search.top]


def _match(postings: Postings, number: int, score: float, scored: Sequence[_Scored]) -> Match:
    asked = sum(one.clause.counts * one.factor for one in scored)
    met = sum(one.clause.counts * one.factor * min(1.0, 2 * one.earned.get(number, 0.0)) for one in scored)
    evidence = tuple(one.earned.get(number, 0.0) for one in scored)
    return Match(postings.letter_id(number), score, met / asked if asked else 1.0, evidence, postings.date(number))


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
            return {n for n in postings.numbers() if _lies_in(postings, n, node)}


def _all(postings: Postings) -> set[int]:
    return set(postings.numbers())


def _lies_in(postings: Postings, number: int, limits: Between) -> bool:
    if limits.since is not None or limits.until is not None:
        date = postings.date(number)
        if date is None or date < (limits.since or "") or date > (limits.until or "9999"):
            return False
    if limits.least is not None or limits.most is not None:
        days = postings.days_late(number)
        if days is None or days < (limits.least or 0) or (limits.most is not None and days > limits.most):
            return False
    return True


def count(postings: Postings, numbers: Collection[int]) -> dict[str, dict[str, int]]:
    """How many of the letters have each outcome, ground (of full standing or less, mentions left out) and year."""
    counts: dict[str, dict[str, int]] = {}
    for field, least in (("outcome", 0.5), ("rule", 0.2), ("year", 0.0)):
        counts[field] = {}
        for term in sorted(postings.terms(field)):
            n = sum(1 for number, weight in postings.weights(field, term).items() if weight >= least and number in numbers)
            if n:
                counts[field][term] = n
    return counts
