"""Writes a part of the citation graph as GraphML, GEXF, DOT, node-link JSON or a pair of CSV files.

GraphML: Brandes and others, "GraphML progress report" (2001); GEXF 1.2 with dates, for Gephi's timeline; DOT: the language of
Graphviz; JSON: the node-link form that networkx and D3 read. Every file is UTF-8 with LF line ends, and the same for the same
graph.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalog import Catalog
from corpus.errors import Unusable
from indexer.graph_cut import Cut
from indexer.graph_look import COLOURS, OUTCOME_WORDS, label, short_date

if TYPE_CHECKING:
    from indexer.graph import Graph

_SHAPES = {
    "concurred": "box",
    "concurred_in_part": "component",
    "not_concurred": "octagon",
    "no_view": "tab",
    "no_objection": "folder",
    "withdrawn": "note",
    "incoming_only": "ellipse",
    None: "ellipse",
}
_NODE_COLUMNS = (
    "id",
    "label",
    "company",
    "date",
    "outcome",
    "conditional",
    "grounds",
    "held",
    "source",
    "cited_by",
    "influence",
)
_EDGE_COLUMNS = ("source", "target", "sides", "grounds", "results", "signals", "resolution", "written", "date")


def check(out: Path) -> None:
    """Raise Unusable where no format has the suffix of `out`."""
    if out.suffix.lower() not in WRITERS:
        named = repr(out.suffix) if out.suffix else "without a suffix"
        raise Unusable(f"{out}: no graph format {named}", f"name a file ending in one of {' '.join(sorted(WRITERS))}")


def write(catalog: Catalog, cut: Cut, out: Path) -> list[Path]:
    """Write the graph to `out` in the format of its suffix; return the files written (two for CSV).

    Raises Unusable for an unknown suffix, or where the file cannot be written; then what stood there before stands.
    """
    check(out)
    files = WRITERS[out.suffix.lower()](catalog, cut, out)
    fresh = [path.with_name(f".{path.name}.{os.getpid()}.tmp") for path, _ in files]
    try:
        for beside, (_, content) in zip(fresh, files, strict=True):
            beside.write_text(content, encoding="utf-8", newline="\n")
        for beside, (path, _) in zip(fresh, files, strict=True):
            beside.replace(path)
    except OSError as error:
        raise Unusable(f"cannot write {out}: {error.strerror}", "choose another place") from None
    finally:
        for beside in fresh:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    return [path for path, _ in files]


def _graphml(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    import networkx

    return [(out, "\n".join(networkx.generate_graphml(_flat(cut.graph))) + "\n")]


def _gexf(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    """Each letter begins on its day, and so does each citation, so that Gephi's timeline plays them."""
    import networkx

    flat = _flat(cut.graph)
    for known in (*(k for _, k in flat.nodes(data=True)), *(k for _, _, k in flat.edges(data=True))):
        if len(known.get("date", "")) == 10:
            known["start"] = known["date"]
    flat.graph["mode"] = "dynamic"
    lines = "\n".join(networkx.generate_gexf(flat, version="1.2draft"))
    return [(out, lines + "\n")]


def _flat(graph: Graph) -> Graph:
    """The graph with plain values only: lists as "a; b", unknown values left out."""
    flat = graph.copy()
    for node, known in flat.nodes(data=True):
        _flatten(known)
        known["label"] = label(graph.nodes[node])
    for _, _, known in flat.edges(data=True):
        _flatten(known)
    return flat


def _flatten(known: dict[str, Any]) -> None:
    for name, value in list(known.items()):
        if value is None:
            del known[name]
        elif isinstance(value, tuple):
            known[name] = "; ".join(value)
        elif isinstance(value, str):
            known[name] = _printable(value)


def _printable(text: str) -> str:
    """Without signs that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _json(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    graph = cut.graph
    nodes = [{"id": node, "label": label(known)} | dict(known) for node, known in graph.nodes(data=True)]
    edges = [{"source": a, "target": b} | dict(known) for a, b, known in graph.edges(data=True)]
    told = {
        "directed": True,
        "multigraph": False,
        "graph": {"left_out": cut.left_out, "around": cut.asked.around},
        "nodes": nodes,
        "edges": edges,
    }
    return [(out, json.dumps(told, ensure_ascii=False, indent=1) + "\n")]


def _csv(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    """The edges in `out`, the nodes beside it in NAME-nodes.csv."""
    graph = cut.graph
    nodes = [{"id": node, "label": label(known)} | dict(known) for node, known in graph.nodes(data=True)]
    edges = [dict(known) | {"source": a, "target": b} for a, b, known in graph.edges(data=True)]
    beside = out.with_name(f"{out.stem}-nodes{out.suffix}")
    return [(out, _sheet(_EDGE_COLUMNS, edges)), (beside, _sheet(_NODE_COLUMNS, nodes))]


def _sheet(columns: Sequence[str], found: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in found)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A cell as spreadsheets take it: lists as "a; b", and no text that one would run as a formula."""
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return "'" + value
    return "" if value is None else value


def _dot(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    """Newer letters right of the older ones that they cite; colour and shape by outcome, dashed where not held."""
    lines = [
        "digraph precedents {",
        '  graph [rankdir=RL, ranksep=0.7, nodesep=0.12, pack=24, packmode="array_tc3", bgcolor=white];',
        '  node [fontname="Helvetica", fontsize=11, style="filled", color="#333333", penwidth=1, margin="0.12,0.06"];',
        '  edge [color="#666666", arrowsize=0.6, fontname="Helvetica", fontsize=9];',
    ]
    for node in sorted(cut.graph):
        known = cut.graph.nodes[node]
        said = f"{_broken(known['company'].replace(chr(92), chr(92) * 2))}\\n{short_date(known['date'])}"
        if known["held"]:
            said += f"\\n{OUTCOME_WORDS[known['outcome']]}" + (" (conditionally)" if known["conditional"] else "")
            look = f'shape={_SHAPES[known["outcome"]]}, fillcolor="{COLOURS[known["outcome"]]}"'
        else:
            look = 'shape=box, style="dashed", fontcolor="#555555"'
        lines.append(f"  {_quoted(node)} [label={_quoted(said)}, {look}];")
    for a, b, known in sorted(cut.graph.edges(data=True), key=lambda edge: edge[:2]):
        style = {"proponent": "dashed", "staff": "bold"}.get(known["sides"][0] if known["sides"] else "", "solid")
        odd = ', color="#D55E00", label="date differs"' if known["resolution"] == "near_date" else ""
        lines.append(f"  {_quoted(a)} -> {_quoted(b)} [style={style}{odd}];")
    return [(out, "\n".join([*lines, "}"]) + "\n")]


def _broken(company: str) -> str:
    """A company's name over two lines where it is long."""
    words = company.split()
    if len(company) <= 22 or len(words) < 2:
        return company
    half = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(company) / 2))
    return " ".join(words[:half]) + "\\n" + " ".join(words[half:])


def _quoted(text: str) -> str:
    return '"' + _printable(text).replace('"', '\\"').replace("\n", " ") + '"'


def _html(catalog: Catalog, cut: Cut, out: Path) -> list[tuple[Path, str]]:
    from indexer.graph_page import page

    return [(out, page(catalog, cut))]


WRITERS: dict[str, Callable[[Catalog, Cut, Path], list[tuple[Path, str]]]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".dot": _dot,
    ".json": _json,
    ".csv": _csv,
    ".html": _html,
}
"""The writer of each suffix: from a cut and the file named to the files and their contents."""

LIMITS = {".html": 2000, ".dot": 400}
"""The most nodes that a format shows well; others have no bound of their own."""
