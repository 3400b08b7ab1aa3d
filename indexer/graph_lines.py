"""Lines of precedent: from a letter back to its oldest ancestor, and what was copied wrong from letter to letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Arc
from corpus.records import LetterKey
from indexer import graph as graphs
from indexer import names
from indexer.resolution import one_slip

if TYPE_CHECKING:
    from indexer.graph import Graph

_MOST_ANCESTORS = 5000


@dataclass(frozen=True, slots=True)
class Drift:
    """A date or name that citations of one letter have wrong: `kind` is `date` or `name`, `written` the wrong form.

    `cited` is the letter meant (its id, or name and date where it is not held), `right` the right form, `letters` the ids of
    those that have it wrong, the first to do so first, `since` the date (ISO) of that one. `certain` is False where the letter
    meant is not held, so that only the custom of other letters tells which form is right.
    """

    kind: str
    cited: str
    written: str
    right: str
    letters: tuple[str, ...]
    since: str | None
    certain: bool = True


def ancestry(catalog: Catalog, letter: str) -> Graph:
    """The letters that `letter` cites, those that these cite, and so on, as far as they are held."""
    seen = {letter}
    found: list[Arc] = []
    edge = [letter]
    while edge and len(seen) < _MOST_ANCESTORS:
        arcs = [arc for arc in store.arcs(catalog, edge) if arc.target]
        found += arcs
        edge = sorted({arc.target for arc in arcs if arc.target} - seen)
        seen.update(edge)
    return graphs.of(store.keys_of(catalog, seen), found)


def line_back(graph: Graph, node: str) -> list[str]:
    """The line from `node` back to its oldest ancestor, newest first, through as many letters as may be.

    Longest path in the directed acyclic graph that citations of strictly older letters form (Sedgewick and Wayne, Algorithms,
    4th ed., section 4.4): main path analysis in its simplest form (Hummon and Doreian, Social Networks 11, 1989, 39-63). Ties
    go to the more cited letter, then by id. A letter that cites nothing held is a line of one.
    """
    dated = {one: known["date"] for one, known in graph.nodes(data=True) if known["date"]}
    if node not in dated:
        return [node]
    reached = _reached(graph, node, dated)
    oldest = min(reached, key=lambda one: (dated[one], one))
    steps: dict[str, list[str]] = {oldest: [oldest]}
    for one in sorted(reached, key=lambda one: (dated[one], one)):
        lines = [steps[cited] for cited in graph.successors(one) if cited in steps and dated[cited] < dated[one]]
        if lines:
            steps[one] = [one, *min(lines, key=lambda line: (-len(line), -graph.in_degree(line[0]), line[0]))]
    return steps[node]


def _reached(graph: Graph, node: str, dated: dict[str, str]) -> set[str]:
    """`node` and all that it leads to by citations of strictly older letters: a wrong date can make one cite a later letter."""
    seen, todo = {node}, [node]
    while todo:
        one = todo.pop()
        for cited in graph.successors(one):
            if cited in dated and cited not in seen and dated[cited] < dated[one]:
                seen.add(cited)
                todo.append(cited)
    return seen


def drift_to(catalog: Catalog, key: LetterKey) -> list[Drift]:
    """What citations of a held letter have wrong."""
    return drift(key, store.arcs_to(catalog, [key.id]))


def drift_from(catalog: Catalog, letter: str) -> list[Drift]:
    """What the letter's own citations have wrong, with where each error first appears."""
    own = store.arcs(catalog, [letter])
    targets = store.keys_of(catalog, {arc.target for arc in own if arc.target})
    found = [one for key in targets for one in drift_to(catalog, key)]
    for company in sorted({arc.company for arc in own if arc.resolution == "not_held" and arc.date}):
        found += suspected(_arcs_naming(catalog, company))
    return [one for one in dict.fromkeys(found) if letter in one.letters]


def drift(key: LetterKey, arcs: Iterable[Arc]) -> list[Drift]:
    """What these citations of the letter `key` have wrong: dates that are none of its own, names that it never had."""
    day = key.response_date or key.incoming_date or ""
    wrong: dict[tuple[str, str], list[Arc]] = defaultdict(list)
    for arc in arcs:
        if arc.resolution == "near_date" and arc.date:
            wrong["date", arc.date].append(arc)
        if names.likeness(arc.company, key.company or "") == "misspelt":
            wrong["name", names.fold(arc.company)].append(arc)
    found: list[Drift] = []
    for (kind, _), having in sorted(wrong.items()):
        first, letters = _first(having)
        written = first.date if kind == "date" else first.company
        right = day if kind == "date" else key.company
        found.append(Drift(kind, key.id, written or "", right or "", letters, first.citing_date))
    return found


def suspected(arcs: Sequence[Arc]) -> list[Drift]:
    """Among citations of one company's letters that are not held: a date one slip from another that far more letters have."""
    by_date: dict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        if arc.date and arc.resolution == "not_held":
            by_date[arc.date].append(arc)
    found: list[Drift] = []
    for written, having in sorted(by_date.items()):
        usual = max(
            (day for day in by_date if one_slip(written, day)), key=lambda day: (len(_letters(by_date[day])), day), default=None
        )
        if usual is None or len(_letters(by_date[usual])) < 3 * len(_letters(having)):
            continue
        first, letters = _first(having)
        found.append(Drift("date", f"{first.company} ({usual})", written, usual, letters, first.citing_date, certain=False))
    return found


def _arcs_naming(catalog: Catalog, company: str) -> list[Arc]:
    """The edges whose citation names this company, however it is spelled."""
    filed = store.names_filed(catalog, ["=" + names.squeeze(company)], held=False)
    spelled = {name for name in filed if names.same(name, company)}
    citing = {one.letter for one in store.citations_naming(catalog, spelled)}
    return [arc for arc in store.arcs(catalog, citing) if arc.company in spelled]


def _first(having: Sequence[Arc]) -> tuple[Arc, tuple[str, ...]]:
    ordered = sorted(having, key=lambda arc: (arc.citing_date or "9999", arc.letter))
    return ordered[0], tuple(dict.fromkeys(arc.letter for arc in ordered))


def _letters(arcs: Iterable[Arc]) -> set[str]:
    return {arc.letter for arc in arcs}
