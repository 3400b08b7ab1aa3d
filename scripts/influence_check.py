"""Does influence foretell citation? `python3 -m scripts.influence_check [--home DIR] [YEAR ...]`.

For each year Y the measures are computed on the letters up to the end of Y alone; then it is counted how often the letters held
by then are cited by later ones. The table gives, for each measure, Spearman's rank correlation with the later citations and the
share of its twenty highest letters that are cited later; `chance` is that share among all letters of the time.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalog import Catalog, open_catalog
from corpus.home import locate
from indexer.graph import citation_graph
from indexer.graph_measures import measures

if TYPE_CHECKING:
    from indexer.graph import Graph

NAMES = ("influence", "cited-by", "pagerank", "authority")
HIGHEST = 20
LEAST = 40
"""Letters that must be held by the end of a year for its row to be shown."""


def row(graph: Graph, year: int) -> dict[str, tuple[float, float]] | None:
    """For each measure (correlation, share of the highest cited later), and `chance`; None where too little is held."""
    dated = {node: known["date"] for node, known in graph.nodes(data=True) if known["date"]}
    then = graph.subgraph([node for node, day in dated.items() if int(day[:4]) <= year])
    later = {node: sum(int(dated.get(citing, "0")[:4]) > year for citing in graph.predecessors(node)) for node in then}
    if len(then) < LEAST or not any(later.values()):
        return None
    values = measures(then)
    scores = {
        "influence": {node: values[node][0] for node in then},
        "cited-by": {node: float(then.in_degree(node)) for node in then},
        "pagerank": {node: values[node][1] for node in then},
        "authority": {node: values[node][2] for node in then},
    }
    found = {name: (spearman(score, later), _share(score, later)) for name, score in scores.items()}
    found["chance"] = (0.0, sum(count > 0 for count in later.values()) / len(later))
    return found


def spearman(one: dict[str, float], other: dict[str, int]) -> float:
    """Spearman's rank correlation with mean ranks for ties; 0 where either is constant."""
    from scipy.stats import rankdata

    nodes = sorted(one)
    a, b = rankdata([one[node] for node in nodes]), rankdata([other[node] for node in nodes])
    a, b = a - a.mean(), b - b.mean()
    length = float((a @ a) * (b @ b)) ** 0.5
    return float(a @ b) / length if length else 0.0


def _share(score: dict[str, float], later: dict[str, int]) -> float:
    highest = sorted(score, key=lambda node: (-score[node], node))[:HIGHEST]
    return sum(later[node] > 0 for node in highest) / len(highest)


def worth(catalog: Catalog) -> str:
    """What the table is worth: only letters that came from the SEC can decide anything."""
    held = [letter for letter in catalog.letters() if letter.source == "letter"]
    real = sum(any("sec.gov" in url for url in letter.source_urls) for letter in held)
    if real and real == len(held):
        return f"All {real} letters came from the SEC."
    others = f"{len(held) - real} of {len(held)} letters did not come from the SEC"
    return f"This decides nothing: {others}; they are invented or generated."


def main() -> None:
    """Print the table of a home."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path)
    parser.add_argument("years", nargs="*", type=int, metavar="YEAR")
    arguments = parser.parse_args()
    with open_catalog(locate(arguments.home)) as catalog:
        graph = citation_graph(catalog)
        years = arguments.years or sorted({int(known["date"][:4]) for _, known in graph.nodes(data=True) if known["date"]})
        print(worth(catalog))
        print("  ".join(f"{column:>16}" for column in ("until", *NAMES, "chance")))
        for year in years:
            found = row(graph, year)
            if found is not None:
                cells = [f"{found[name][0]:+.2f} / {found[name][1]:.0%}" for name in NAMES]
                print("  ".join(f"{cell:>16}" for cell in (str(year), *cells, f"{found['chance'][1]:.0%}")))


if __name__ == "__main__":
    main()
