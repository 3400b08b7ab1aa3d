"""Measures of a citation graph, each with its method and source: plain functions on a networkx DiGraph.

An arc points from the letter that cites to the cited one, so that a letter's in-degree is the number of letters citing it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.graph import Graph

HALF_LIFE = 5.0
"""Years in which a citation loses half its weight in `influence`."""
_DAYS = 365.2425


def measures(graph: Graph) -> dict[str, tuple[float, float, float, float]]:
    """(influence, PageRank, authority, hub) of every node."""
    if not graph:
        return {}
    decayed, rank = influence(graph), pagerank(graph)
    authority, hub = hits(graph)
    return {node: (decayed[node], rank[node], authority[node], hub[node]) for node in graph}


def influence(graph: Graph, half_life: float = HALF_LIFE) -> dict[str, float]:
    """The number of letters that cite each node, a citation weighing half as much for every `half_life` years of its age.

    Ages are counted from the newest letter of the graph, so that the same letters give the same figures on any day. A citing
    letter without a date weighs as one that is `half_life` old. Exponential decay of citations: Burton and Kebler, The
    "half-life" of some scientific and technical literatures, American Documentation 11 (1960) 18-22.
    """
    newest = _ordinal(newest_date(graph)) or 0
    weights = {node: weight(graph.nodes[node].get("date"), newest, half_life) for node in graph}
    return {node: sum(sorted(weights[citing] for citing in graph.predecessors(node))) for node in graph}


def weight(day: str | None, newest: int, half_life: float = HALF_LIFE) -> float:
    """The weight of a citation made on an ISO date, seen from the day number (proleptic Gregorian ordinal) `newest`."""
    made = _ordinal(day)
    return 0.5 if made is None else 0.5 ** ((newest - made) / (_DAYS * half_life))


def newest_date(graph: Graph) -> str | None:
    """The date of the newest letter of the graph (ISO)."""
    return max((known["date"] for _, known in graph.nodes(data=True) if known.get("date")), default=None)


def pagerank(graph: Graph) -> dict[str, float]:
    """PageRank with damping 0.85 (Brin and Page, Computer Networks 30, 1998), as networkx computes it.

    The tolerance is far below networkx's, which is multiplied by the number of nodes and stops large graphs after a few steps.
    """
    import networkx

    found: dict[str, float] = networkx.pagerank(graph, alpha=0.85, tol=1e-8 / max(1, len(graph)), max_iter=1000)
    return found


def hits(graph: Graph, rounds: int = 200, tolerance: float = 1e-10) -> tuple[dict[str, float], dict[str, float]]:
    """Authority and hub scores (Kleinberg, Journal of the ACM 46, 1999), each summing to 1; all zero in a graph without arcs.

    Power iteration from equal weights: networkx's own starts a singular value decomposition from random numbers, so that equal
    graphs give unequal figures where several components tie.
    """
    import numpy

    nodes = list(graph)
    place = {node: i for i, node in enumerate(nodes)}
    citing = numpy.fromiter((place[a] for a, _ in graph.edges), dtype=numpy.intp)
    cited = numpy.fromiter((place[b] for _, b in graph.edges), dtype=numpy.intp)
    n = len(nodes)
    if not len(citing):
        return dict.fromkeys(nodes, 0.0), dict.fromkeys(nodes, 0.0)
    authority = numpy.full(n, 1.0 / n)
    hub = numpy.full(n, 1.0 / n)
    for _ in range(rounds):
        last = authority
        authority = numpy.bincount(cited, weights=hub[citing], minlength=n)
        authority = authority / authority.sum()
        hub = numpy.bincount(citing, weights=authority[cited], minlength=n)
        hub = hub / hub.sum()
        if numpy.abs(authority - last).sum() < tolerance:
            break
    return dict(zip(nodes, map(float, authority), strict=True)), dict(zip(nodes, map(float, hub), strict=True))


@dataclass(frozen=True, slots=True)
class Reliance:
    """How a letter is cited for one ground: in how many letters, in how many by the company, and what the staff then did.

    `results` counts the letters by the staff's result on that ground; those without one are counted as `not_addressed`.
    """

    ground: str
    letters: int
    by_company: int
    results: Mapping[str, int]

    def sentence(self) -> str:
        """The count in words: "relied on in 14 letters on 14a-8(e)(2); the staff concurred in 12"."""
        lot = "letter" if self.letters == 1 else "letters"
        agreed = self.results.get("concurred", 0)
        answer = "the staff concurred in none" if not agreed else f"the staff concurred in {agreed}"
        refused = self.results.get("not_concurred", 0)
        return f"relied on in {self.letters} {lot} on {self.ground}; {answer}" + (
            f" and refused in {refused}" if refused else ""
        )


def reliance(graph: Graph, node: str) -> list[Reliance]:
    """How `node` is cited, by ground (today's numbers), the commonest first; citations for no read ground are left out."""
    letters: Counter[str] = Counter()
    company: Counter[str] = Counter()
    results: dict[str, Counter[str]] = {}
    for citing in graph.predecessors(node):
        arc = graph.edges[citing, node]
        for ground in arc["grounds"]:
            letters[ground] += 1
            company[ground] += "company" in arc["sides"]
            told = arc["results"][0] if arc["results"] else "not_addressed"
            results.setdefault(ground, Counter())[told] += 1
    return [
        Reliance(ground, letters[ground], company[ground], dict(results[ground]))
        for ground in sorted(letters, key=lambda ground: (-letters[ground], ground))
    ]


def cited_together(graph: Graph, node: str, least: int = 2) -> list[tuple[str, int]]:
    """The letters cited by the same letters as `node`, with how many letters cite both (at least `least`), most first.

    Co-citation: Small, Journal of the American Society for Information Science 24 (1973) 265-269.
    """
    together: Counter[str] = Counter(
        other for citing in graph.predecessors(node) for other in graph.successors(citing) if other != node
    )
    return sorted(((other, n) for other, n in together.items() if n >= least), key=lambda item: (-item[1], item[0]))


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None
