"""How much each thing that was asked for counts: the one place where weights stand.

The weights were chosen by measurement (scripts/search_quality.py, docs/search.md) on invented letters with graded queries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files

from indexer import names, rulebook
from indexer.concepts import vocabulary
from indexer.query import Between, Clause, Node, Query, Search, Term, Word
from indexer.words import stem


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the ranking may earn. Parts without rarity are on the same scale as a word of rarity 1."""

    letter: float = 100.0  # the letter that was named
    company: float = 40.0  # a letter of the company that was named
    rule: float = 13.0  # the ground that was named
    guidance: float = 10.0  # a bulletin or release that was named
    ruling: float = 12.0  # the outcome asked for, on the ground asked for
    outcome: float = 6.0  # the outcome asked for
    implied_rule: float = 1.5  # the ground that a concept stands for, times its rarity
    concept: float = 3.0  # a concept, times its rarity
    near: float = 1.0  # how much of their weight concepts near to it keep
    waiver: float = 12.0
    days: float = 6.0
    delivery: float = 4.0
    word: float = 1.6  # a word, times its rarity
    in_concept: float = 0.8  # a word from which a concept was read too, by comparison
    in_ground: float = 0.15  # the same where the concept is a ground, of which the record tells
    synonym: float = 0.3  # a word that stands for it, by comparison
    phrase: float = 2.0  # a quoted phrase
    response: float = 1.2
    argument: float = 1.0
    subject: float = 1.2
    proponent: float = 0.8
    authority: float = 0.35
    names: float = 1.0
    merits: float = 0.3  # a letter decided on the merits
    tells: float = 0.6  # a letter that tells how late it was, where lateness is asked for
    reversed: float = 2.5  # what a letter since reversed loses
    exclusion: float = 2.5  # a concurrence, where the question is whether a company may exclude
    coverage: float = 0.5  # the share of a score that hangs on how much of the query the letter covers
    cap: float = 1.6  # the most that one word earns over all fields
    year: float = 2.0  # the very year, where a season fits too
    influence: float = 0.1
    recency: float = 0.2

    def without(self, part: str) -> Weights:
        """The weights with one part switched off."""
        if part not in {f.name for f in fields(self)}:
            raise ValueError(f"no part of the ranking is called {part!r}")
        return replace(self, **{part: 0.0})


WEIGHTS = Weights()

IN_CONCEPT = 0.34
"""What a word counts in how much of the query is met, where a concept that was read from it counts too."""

SURE = 0.35
"""The share of the query, by rarity, that the best letter must cover for there to be hits at all."""


def search_of(query: Query, weights: Weights = WEIGHTS, *, order: str = "relevance", top: int = 200) -> Search:
    """The search that an engine runs for a query."""
    clauses = [clause for clause in _clauses(query, weights) if clause.weight]
    return Search(tuple(clauses), limits_of(query), None, order, top)


def limits_of(query: Query) -> tuple[Node, ...]:
    """What must hold of every letter found."""
    limits = list(query.limits)
    if query.since or query.until:
        limits.append(Between(query.since, query.until))
    if query.late:
        limits.append(Between(least=query.late[0], most=query.late[1]))
    return tuple(limits)


def _clauses(query: Query, weights: Weights) -> Iterable[Clause]:
    if query.letters:
        yield Clause("letter", tuple(Term("id", i) for i in query.letters), weights.letter, counts=3)
    for company in query.companies:
        keys = tuple(dict.fromkeys(names.fold(name) for name in company.names))
        yield Clause(f"company {company.typed}", tuple(Term("company", key) for key in keys), weights.company, counts=3)
        first = stem(names.words(company.typed)[0])  # the other words of a name are common ones ("Gas", "Holdings")
        yield _word_clause(f"names {company.typed}", (first,), weights, 1.0, counts=0.0, cap=1.0)
    for number in query.guidance:
        yield Clause(f"guidance {number}", (Term("guidance", number),), weights.guidance, counts=3)
    yield from _rule_clauses(query, weights)
    if query.waiver:
        yield _waiver(query.waiver, weights)
    if query.about_days:
        yield Clause("days late", (), weights.days, days=query.about_days, counts=1.0)
    for delivery in query.deliveries:
        yield Clause(f"delivery {delivery}", (Term("fact", f"delivery={delivery}"),), weights.delivery)
    for name in query.concepts:
        yield from _concept(name, query, weights)
    for word in query.words:
        yield from _words(word, query, weights)
    if query.year:
        yield Clause("year", (Term("year", str(query.year)),), weights.year, orders=True)
    if query.prefers_exclusion:
        yield Clause("exclusion", (Term("outcome", "concurred"),), weights.exclusion, orders=True)
    if "untimely" in query.concepts:
        yield Clause("tells", (Term("fact", "days=known"),), weights.tells, orders=True)
    if "reversed" not in query.concepts:
        yield Clause("reversed", (Term("fact", "reversed=true"),), -weights.reversed, orders=True)
    yield Clause("merits", (Term("fact", "merits=true"),), weights.merits, orders=True)


def _rule_clauses(query: Query, weights: Weights) -> Iterable[Clause]:
    """The grounds asked for, those that a concept stands for, and the outcome on them."""
    for rule in query.rules:
        yield Clause(f"rule {rule}", _numbers(rule), weights.rule, counts=3.0)
    implied = implied_rules(query)
    for rule in implied:
        yield Clause(f"implied {rule}", _numbers(rule), weights.implied_rule, by_rarity=True, counts=2.0, absent=5.0)
    for outcome in query.outcomes:
        grounds = query.rules or implied
        if grounds:
            terms = tuple(
                Term(term.field.replace("rule", "ruling"), f"{term.text}={outcome}", term.weight)
                for rule in grounds
                for term in _numbers(rule)
            )
            yield Clause(f"ruling {outcome}", terms, weights.ruling, counts=0.0)
            yield Clause(f"outcome {outcome}", (Term("outcome", outcome),), weights.outcome / 3, counts=0.5)
        else:
            yield Clause(f"outcome {outcome}", (Term("outcome", outcome),), weights.outcome, counts=1.0)


def implied_rules(query: Query) -> tuple[str, ...]:
    """The grounds that the query's concepts stand for, where no ground at all was named."""
    if query.rules:
        return ()
    known = vocabulary().concepts
    return tuple(dict.fromkeys(rule for name in query.concepts if name in known and (rule := known[name].rule)))


def _numbers(rule: str) -> tuple[Term, ...]:
    """A rule's terms: itself; an old number reaches letters under the new one too, with less."""
    new = rulebook.equivalents(rule)
    return (Term("rule", rule), *(Term("rule", n, 0.05) for n in new if n != rule))


def _waiver(asked: str, weights: Weights) -> Clause:
    other = {"granted": "denied", "denied": "granted"}[asked]
    terms = (Term("fact", f"waiver={asked}"), Term("fact", f"waiver={other}", 0.3), Term("concept", "waiver_80_day", 0.15))
    return Clause(f"waiver {asked}", terms, weights.waiver, counts=1.0)


def _concept(name: str, query: Query, weights: Weights) -> Iterable[Clause]:
    concept = vocabulary().concepts.get(name)
    if concept is None or (name == "waiver_80_day" and query.waiver):
        return
    if concept.rule and not concept.name.startswith("subject_") and (concept.rule in query.rules or not query.rules):
        # The ground says it better than the words: where a rule clause stands, the concept only orders within it.
        yield Clause(f"concept {name}", (Term("concept", name),), 0.2 * weights.concept, by_rarity=True, counts=1.0)
        return
    terms = (Term("concept", name), *(Term("concept", n, w * weights.near) for n, w in concept.near.items()))
    yield Clause(f"concept {name}", terms, weights.concept, by_rarity=True, counts=3.0, absent=1.0)


def _words(word: Word, query: Query, weights: Weights) -> Iterable[Clause]:
    if len(word.stems) > 1:
        for one in word.stems:
            yield _word_clause(f"word {word.typed}", (one,), weights, weights.phrase / len(word.stems), counts=1.0)
        return
    share, counts = (weights.in_concept, IN_CONCEPT) if word.in_concept else (1.0, 1.0)
    if word.in_concept and _on_grounds_alone(query):
        share, counts = weights.in_ground, 0.0
    yield _word_clause(
        f"word {word.typed}",
        word.stems,
        weights,
        weights.word * share,
        counts=counts,
        synonyms=not word.in_concept,
        cap=weights.cap,
    )


def _on_grounds_alone(query: Query) -> bool:
    """Whether the concepts asked for are grounds: "14a-8(e) late" asks for one thing, which the record tells."""
    known = vocabulary().concepts
    return bool(query.concepts) and all(name in known and known[name].rule for name in query.concepts)


def _word_clause(
    name: str, stems: Sequence[str], weights: Weights, weight: float, *, counts: float, synonyms: bool = False, cap: float = 1.6
) -> Clause:
    shares = {
        "response": weights.response,
        "argument": weights.argument,
        "subject": weights.subject,
        "proponent": weights.proponent,
        "authority": weights.authority,
        "names": weights.names,
    }
    terms = [Term(field, one, share) for one in stems for field, share in shares.items()]
    if synonyms:
        others = [other for one in stems for other in related(one)]
        terms += [
            Term(field, other, share * weights.synonym, instead=True)
            for other in others
            for field, share in shares.items()
            if field != "names"
        ]
    return Clause(name, tuple(terms), weight, total=True, cap=cap, by_rarity=True, counts=counts, words=True)


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    groups = json.loads(files("indexer").joinpath("data/words.json").read_text(encoding="utf-8"))["synonyms"]
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        stemmed = [stem(word) for word in group]
        for one in stemmed:
            found.setdefault(one, {}).update(dict.fromkeys(other for other in stemmed if other != one))
    return {one: tuple(others) for one, others in found.items()}


def related(one: str) -> tuple[str, ...]:
    """The stems that stand for a stem in letters ("undeliver" for "bounc")."""
    return _synonyms().get(one, ())
