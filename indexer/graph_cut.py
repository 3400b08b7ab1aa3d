"""Cuts the part of the citation graph that was asked for, and says what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Arc
from corpus.records import LetterKey
from indexer import graph as graphs
from indexer.rulebook import reaches

if TYPE_CHECKING:
    from indexer.graph import Graph

DEEPEST = 5
"""The most steps around a letter: with more, nearly every graph of letters is whole."""
_MOST_MET = 20_000  # letters at which walking around stops: beyond it nothing can be looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """What part is wanted: `depth` steps around a letter, letters on a rule, of these dates (ISO); at most `limit` nodes."""

    around: str | None = None
    depth: int = 2
    rule: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the graph, and how many nodes that were asked for were left out to keep it in bounds."""

    graph: Graph
    left_out: int = 0
    asked: Asked = field(default_factory=Asked)


def cut(catalog: Catalog, asked: Asked) -> Cut:
    """The letters asked for, the letters that they cite and that are not held among them, and the citations between all these.

    Where there are more than `limit`, those without any citation go first, then those farthest from the letter asked about,
    then those least cited.
    Every node carries `cited_by` (its count over all letters held), `influence` and, around a letter, `distance`.
    """
    keys, arcs, distance = _around(catalog, asked) if asked.around else (catalog.keys(), store.arcs(catalog), {})
    kept = [key for key in keys if key.id == asked.around or _wanted(key, asked)]
    outside = [arc for arc in arcs if arc.target is not None or _wanted_outside(arc, asked)]
    graph = graphs.of(kept, outside, outside=True)
    _weigh(catalog, graph, distance)
    left_out = _bound(graph, asked)
    return Cut(graph, left_out, asked)


def _around(catalog: Catalog, asked: Asked) -> tuple[list[LetterKey], list[Arc], dict[str, int]]:
    """The letters within `depth` steps in either direction, the edges met, and each letter's distance in steps."""
    distance = {asked.around or "": 0}
    edge = [asked.around or ""]
    for step in range(1, min(asked.depth, DEEPEST) + 1):
        met = {arc.target for arc in store.arcs(catalog, edge) if arc.target} | {
            arc.letter for arc in store.arcs_to(catalog, edge)
        }
        edge = sorted(met - distance.keys())[: max(0, _MOST_MET - len(distance))]
        distance |= dict.fromkeys(edge, step)
    inner = [letter for letter, steps in distance.items() if steps < asked.depth]
    found = [arc for arc in store.arcs(catalog, distance) if arc.target in distance]
    found += [arc for arc in store.arcs(catalog, inner) if arc.target is None]
    return store.keys_of(catalog, distance), found, distance


def _wanted(key: LetterKey, asked: Asked) -> bool:
    day = key.response_date or key.incoming_date
    if asked.rule is not None:
        rule = asked.rule
        if not any(reaches(rule, ground, day) for ground in (*key.bases_staff, *key.bases_asserted)):
            return False
    return _within(day, asked)


def _wanted_outside(arc: Arc, asked: Asked) -> bool:
    if asked.rule is not None and (arc.ground is None or not reaches(asked.rule, arc.ground)):
        return False
    return _within(arc.date or (str(arc.year) if arc.year else None), asked)


def _within(day: str | None, asked: Asked) -> bool:
    """Whether a date (or a year alone) lies within those asked for; an unknown one only where none was asked for."""
    if asked.since is None and asked.until is None:
        return True
    if day is None:
        return False
    return (asked.since is None or day >= asked.since[: len(day)]) and (asked.until is None or day <= asked.until)


def _weigh(catalog: Catalog, graph: Graph, distance: dict[str, int]) -> None:
    held = [node for node in graph if graph.nodes[node]["held"]]
    counts, influence = store.counts(catalog, held), store.measure(catalog, "influence", held)
    for node, known in graph.nodes(data=True):
        known["cited_by"] = counts[node] if known["held"] else graph.in_degree(node)
        known["influence"] = round(influence.get(node) or 0.0, 4)
        if distance:
            known["distance"] = distance.get(node, _beyond(graph, node, distance))


def _beyond(graph: Graph, node: str, distance: dict[str, int]) -> int:
    return 1 + min((distance.get(citing, DEEPEST) for citing in graph.predecessors(node)), default=DEEPEST)


def _bound(graph: Graph, asked: Asked) -> int:
    """Take the least wanted nodes out until `limit` are left; return how many that were."""
    if asked.limit is None or len(graph) <= asked.limit:
        return 0
    excess = sorted(graph, key=lambda node: _rank(node, graph.nodes[node], asked, not graph.degree(node)))[asked.limit :]
    graph.remove_nodes_from(excess)
    return len(excess)


def _rank(node: str, known: Mapping[str, Any], asked: Asked, alone: bool) -> tuple[Any, ...]:
    return (
        node != asked.around,
        alone,
        known.get("distance", 0),
        not known["held"] and asked.around is None,
        -known["influence"],
        -known["cited_by"],
        node,
    )


def told(cut: Cut) -> Iterable[str]:
    """What the cut leaves out, in words; nothing where it leaves out nothing."""
    if cut.left_out:
        how = "those without citations, then the least cited"
        how = "those farthest from the letter asked about, then the least cited" if cut.asked.around else how
        yield f"{cut.left_out} more letters were left out ({how}); --around, --rule and --since narrow the graph"
