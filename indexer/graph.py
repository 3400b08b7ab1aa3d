"""The citation graph as a networkx DiGraph: letters are nodes, a citation points from the letter that cites to the cited one.

Node attributes: `company`, `date` (ISO), `outcome`, `conditional`, `grounds` (tuple), `held`, `source`. Edge attributes:
`sides` (who cites: tuple), `grounds` (today's numbers of the grounds it is cited for), `results` (what the staff did on them
in the citing letter), `resolution`, `written` and `names` (dates and names as cited), `date` (the citing letter's), `signals`.
A letter that is cited and not held is a node too, its id beginning with NOT_HELD.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Arc
from corpus.catalog.identity import form
from corpus.records import LetterKey
from indexer import names

if TYPE_CHECKING:
    import networkx

    Graph = networkx.DiGraph[str]

NOT_HELD = "not-held:"


def citation_graph(catalog: Catalog) -> Graph:
    """Every held letter and the citations between them."""
    return of(catalog.keys(), store.arcs(catalog))


def of(keys: Iterable[LetterKey], arcs: Iterable[Arc], *, outside: bool = False) -> Graph:
    """The graph of these letters and the citations among them; with `outside` also those to letters that are not held.

    Several edges between two letters (two sides, two dates) are one, with all that they say.
    """
    import networkx

    graph: Graph = networkx.DiGraph()
    for key in keys:
        graph.add_node(key.id, **node(key))
    for arc in arcs:
        if arc.letter not in graph:
            continue
        if arc.target is not None and arc.target in graph:
            _add(graph, arc.target, arc)
        elif outside and arc.resolution == "not_held":
            cited = outside_id(arc)
            if cited not in graph:
                graph.add_node(cited, **outside_node(arc))
            _add(graph, cited, arc)
    return graph


def node(key: LetterKey) -> dict[str, Any]:
    """The attributes of a held letter."""
    return {
        "company": key.company or "unknown company",
        "date": key.response_date or key.incoming_date,
        "outcome": key.outcome,
        "conditional": key.conditional,
        "grounds": key.bases_staff or key.bases_asserted,
        "held": True,
        "source": key.source,
    }


def outside_id(arc: Arc) -> str:
    """The node of a letter that is cited and not held: equal for every spelling of its company."""
    return NOT_HELD + form(names.fold(arc.company), arc.date or (str(arc.year) if arc.year else None), None)


def outside_node(arc: Arc) -> dict[str, Any]:
    """The attributes of a letter that is cited and not held."""
    return {
        "company": arc.company,
        "date": arc.date or (str(arc.year) if arc.year else None),
        "outcome": None,
        "conditional": False,
        "grounds": (),
        "held": False,
        "source": None,
    }


def _add(graph: Graph, target: str, arc: Arc) -> None:
    if not graph.has_edge(arc.letter, target):
        graph.add_edge(
            arc.letter, target, sides=(), grounds=(), results=(), written=(), names=(), signals=(), resolution=arc.resolution,
            date=arc.citing_date,
        )  # fmt: skip
    edge = graph.edges[arc.letter, target]
    for name, value in (
        ("sides", arc.cited_by),
        ("grounds", arc.ground),
        ("results", arc.result),
        ("written", arc.date),
        ("names", arc.company),
        ("signals", arc.signal),
    ):
        if value is not None and value not in edge[name]:
            edge[name] = (*edge[name], value)
    if edge["resolution"] != "exact":  # the best of several: a letter cited once rightly and once with a slip is found
        edge["resolution"] = arc.resolution
