"""The answer to a query: hits, what only comes near, and the counts beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer import rulebook
from indexer.query import Engine, Match, Query, Search
from search.ranking import SURE, WEIGHTS, Weights, implied_rules, search_of

NEAREST = 5
FIRST = 200
"""How many of the best letters influence and recency may reorder."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: `hits` best first, `total` of them in all, `nearest` where a limit or a word fits nothing.

    `clauses` name the parts of the search, in the order of each match's evidence; `silent` says why there are no hits.
    """

    query: Query
    hits: tuple[Match, ...]
    total: int
    nearest: tuple[Match, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    silent: str | None = None


Citing = Callable[[Iterable[str], Iterable[str]], Iterable[str]]
Influence = Callable[[Iterable[str]], Mapping[str, float]]


def _no_influence(ids: Iterable[str]) -> Mapping[str, float]:
    return {}


def find(
    query: Query,
    engine: Engine,
    *,
    citing: Citing,
    influence: Influence = _no_influence,
    weights: Weights = WEIGHTS,
    order: str = "relevance",
    limit: int = 10,
    offset: int = 0,
) -> Answer:
    """Run a query.

    `citing` gives the ids of the letters that cite one of some ids or names; `influence` the letters' weight, 0 to 1.
    """
    sure = frozenset(citing(query.cites, ())) if query.cites else frozenset[str]()
    search = _search(query, weights, order, offset + limit, citing, engine.letters)
    matches = engine.run(search)
    names = tuple(clause.name for clause in search.clauses)
    found = list(matches.found)
    missing = _missing(query, found, names) if names or not found else None
    if not found or missing is not None:
        near = _wider(query, engine, weights) if (missing or "").startswith("no letter fits rule") else None
        near = near or found or _relaxed(search, engine)
        return Answer(query, (), 0, tuple(near[:NEAREST]), {}, names, missing or "no letter fits")
    if order == "influence" or (order == "relevance" and names):
        found = _reordered(found, influence, weights, order)
    if sure and order == "relevance":
        found.sort(key=lambda match: match.id not in sure)  # a citation by the name alone may be of a letter that is not held
    query = replace(query, notes=(*query.notes, *_not_on_ground(query, found, names)))
    return Answer(query, tuple(found[offset : offset + limit]), matches.total, (), matches.counts, names)


def _search(query: Query, weights: Weights, order: str, wanted: int, citing: Citing, letters: int) -> Search:
    top = letters if order == "influence" else max(FIRST, wanted)
    search = search_of(query, weights, order="relevance" if order == "influence" else order, top=top)
    if query.cites is not None:
        search = replace(search, only=frozenset(citing(query.cites, query.cites_names)) - frozenset(query.cites))
    if all(clause.orders for clause in search.clauses):
        search = replace(search, clauses=(), order="date" if search.order == "relevance" else search.order)
    return search


_MUST_FIT = ("rule", "company", "letter", "guidance")
"""The kinds of clauses that some letter must fit for there to be hits; within dates, the outcome too."""


def _missing(query: Query, found: Sequence[Match], names: Sequence[str]) -> str | None:
    """What fits no letter: the dates, something that was named, or the words; None where the best letter covers enough."""
    if query.since and query.until and query.since > query.until:
        return f"no day is both since {query.since} and until {query.until}: turn the dates round"
    must_fit = (*_MUST_FIT, "outcome") if query.since or query.until else _MUST_FIT
    for at, name in enumerate(names):
        if name.split(" ", 1)[0] in must_fit and not any(match.evidence[at] > 0.1 for match in found):
            return "no letter that was named is held" if name == "letter" else f"no letter fits {name}"
    if not query.rules and found and max(match.covers for match in found) < SURE:
        return "no letter has the telling words"
    return None


def _not_on_ground(query: Query, found: Sequence[Match], names: Sequence[str]) -> Iterator[str]:
    """Where the outcome asked for is held on other grounds only: what comes first is then on the ground, with another one."""
    grounds = query.rules or implied_rules(query)
    for at, name in enumerate(names):
        kind, _, outcome = name.partition(" ")
        if (
            kind == "ruling"
            and outcome in ("concurred", "not_concurred")
            and not any(match.evidence[at] > 0.1 for match in found)
        ):
            yield f"no letter found here has {outcome.replace('_', ' ')!r} as the staff's answer on {' or '.join(grounds)}"


def _relaxed(search: Search, engine: Engine) -> list[Match]:
    """What comes near when the limits are dropped."""
    if not search.limits and search.only is None:
        return []
    return list(engine.run(replace(search, limits=(), only=None, top=NEAREST, count=False)).found)


def _wider(query: Query, engine: Engine, weights: Weights) -> list[Match]:
    """What is found under the paragraphs that contain those asked for."""
    above = tuple(dict.fromkeys(parent for rule in query.rules if (parent := rulebook.parent(rule)) and parent not in _LISTS))
    if not above:
        return []
    search = search_of(replace(query, rules=above), weights, top=NEAREST)
    return [match for match in engine.run(search).found if any(match.evidence)]


_LISTS = ("14a-8(i)", "14a-8(c)")
"""Paragraphs whose own are different grounds: what is near to (i)(4) is not (i)(7)."""


def _reordered(found: Sequence[Match], influence: Influence, weights: Weights, order: str) -> list[Match]:
    """The first letters with influence and recency added to their scores; by influence alone where that is the order."""
    first = list(found) if order == "influence" else list(found[:FIRST])
    weight = influence([match.id for match in first])
    if order == "influence":
        return sorted(first, key=lambda m: (-weight.get(m.id, 0.0), -m.score, m.id))
    years = [int(match.date[:4]) for match in first if match.date]
    oldest, span = (min(years), max(max(years) - min(years), 1)) if years else (0, 1)

    def score(match: Match) -> float:
        recency = (int(match.date[:4]) - oldest) / span if match.date else 0.0
        earned = match.score * (1 - weights.coverage * (1 - match.covers)) if match.score > 0 else match.score
        return earned + weights.influence * weight.get(match.id, 0.0) + weights.recency * recency

    scored = [replace(match, score=score(match)) for match in first]
    return sorted(scored, key=lambda m: (-m.score, m.id)) + list(found[FIRST:])
