"""Which letters on a ground rest on facts like those asked, closest first.

A letter's closeness is what the engine finds of the facts in it (concepts, days late, delivery, words), then what its citations
add: counsel cite like cases, so a letter that cites, or is cited by, a close one is closer; and how much it is relied upon. The
weights were chosen on invented letters (docs/desk.md); the order changes little around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log2

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.records import WITHOUT_MERITS, LetterKey
from indexer.query import Engine, Has, Search
from indexer.rules import ancestors, equivalents, same_ground
from indexer.standing import reversal
from search.facts import Facts
from search.ranking import WEIGHTS, search_of

CITED_WITH, RELIED_UPON, CONDITIONAL = 0.6, 0.2, 0.6
"""What citing or being cited by the closest letter adds, what the most cited letter gains, what a condition leaves."""
POOL = 200
"""How many of the best letters by their words alone are looked at."""
_WEIGHTS = replace(WEIGHTS, merits=0.0, exclusion=0.0, days=4.0, word=0.7)


@dataclass(frozen=True, slots=True)
class Near:
    """A letter on the ground: its closeness, the share of it that its own facts give, and how many letters cite it.

    `covers` is the share of the asked concepts, by rarity, that it speaks of; 0 where none was asked.
    """

    key: LetterKey
    closeness: float
    own: float
    covers: float
    cited_by_count: int
    reversed_by: LetterKey | None = None


def nearest(facts: Facts, result: str, catalog: Catalog, engine: Engine) -> list[Near]:
    """The letters in which the staff's result on the ground (or its old number, or a paragraph above or below it) is `result`.

    Letters without merits are never among them. Reversed letters are, with the reconsideration that reversed them.
    """
    own, covers = _by_facts(facts, result, engine)
    kept = _on_ground(facts.rule, result, catalog, own)
    own = {letter: own[letter] for letter in kept}
    closeness = _with_citations(catalog, own)
    counts = store.counts(catalog, own)
    later = store.reconsiderations(catalog) if own else []
    found = [
        Near(key, closeness[one] * _kept(key), own[one], covers.get(one, 0.0), counts.get(one, 0), reversal(key, later))
        for one, key in kept.items()
    ]
    return sorted(found, key=lambda near: (-near.closeness, _newest_first(near.key), near.key.id))


def _kept(key: LetterKey) -> float:
    return CONDITIONAL if key.conditional else 1.0


def _newest_first(key: LetterKey) -> int:
    return -int((key.response_date or key.incoming_date or "0").replace("-", ""))


def _by_facts(facts: Facts, result: str, engine: Engine) -> tuple[dict[str, float], dict[str, float]]:
    """What the engine finds of the facts in each letter, the closest as 1, and how much of the concepts each covers."""
    limit = Has("ruling", tuple(f"{number}={result}" for number in _numbers(facts.rule)))
    search = replace(search_of(facts.query, _WEIGHTS, top=POOL), limits=(limit,), count=False)
    matches = engine.run(search).found if search.clauses else ()
    best = max((match.score for match in matches), default=0.0) or 1.0
    own = {match.id: match.score / best for match in matches}
    if len(own) < POOL:
        rest = engine.run(Search((), (limit,), order="date", top=POOL, count=False)).found
        own |= {match.id: 0.0 for match in rest if match.id not in own}
    concepts = [n for n, clause in enumerate(search.clauses) if clause.name.startswith("concept ")]
    covers = {m.id: sum(m.evidence[n] for n in concepts) / len(concepts) for m in matches} if concepts else {}
    return own, covers


def _numbers(rule: str) -> list[str]:
    """The numbers under which a letter on the ground can be filed."""
    asked = dict.fromkeys((rule, *equivalents(rule)))
    above = [one for number in asked for one in ancestors(number) if one != "14a-8(i)"]
    return list(dict.fromkeys((*asked, *above)))


def _on_ground(rule: str, result: str, catalog: Catalog, ids: Iterable[str]) -> dict[str, LetterKey]:
    """The keys of the letters whose record has `result` on the ground, and which have merits."""
    decided = store.determinations(catalog, ids)
    kept: dict[str, LetterKey] = {}
    for key in store.keys_of(catalog, decided):
        day = key.response_date or key.incoming_date
        on = any(d.result == result and same(rule, d.basis, day) for d in decided[key.id])
        if on and key.outcome is not None and key.outcome not in WITHOUT_MERITS:
            kept[key.id] = key
    return kept


def same(rule: str, basis: str, day: str | None) -> bool:
    """Whether the ground asked is a letter's: itself, its old or new number, or a paragraph above or below it."""
    return basis != "14a-8(i)" and same_ground(rule, basis, None, day) is not None


def _with_citations(catalog: Catalog, own: Mapping[str, float]) -> dict[str, float]:
    """Closeness with what citations add: the closest letter that cites it or is cited by it, and how much it is relied upon."""
    joined = dict.fromkeys(own, 0.0)
    for arc in store.arcs(catalog, own):
        one, other = arc.letter, arc.target
        if other is not None and other in own and one != other:
            joined[one] = max(joined[one], own[other])
            joined[other] = max(joined[other], own[one])
    relied = {letter: log2(1 + count) for letter, count in store.counts(catalog, own).items()}
    most = max(relied.values(), default=0.0) or 1.0
    return {one: own[one] + CITED_WITH * joined[one] + RELIED_UPON * relied.get(one, 0.0) / most for one in own}
