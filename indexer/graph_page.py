"""The citation graph as one HTML file that works offline: drawn by Bokeh, whose script stands in it, with its own controls.

Colour and shape both say the outcome (Okabe and Ito's palette), size says influence, hollow means not held; arrows are filled
for the company's citations and open for the proponent's. The page's own script and style: indexer/data/graph_page.js and .css.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus import privacy
from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.home import Home
from corpus.records import LetterKey
from indexer.graph_cut import Cut, told
from indexer.graph_layout import Layout, first_year, layout
from indexer.graph_layout import named as lane_name
from indexer.graph_look import COLOURS, OUTCOME_WORDS, label
from indexer.rulebook import modern
from indexer.standing import reversal, standings

if TYPE_CHECKING:
    from indexer.graph import Graph

MARKERS = {
    "concurred": "circle",
    "concurred_in_part": "hex",
    "not_concurred": "square",
    "no_view": "diamond",
    "no_objection": "inverted_triangle",
    "withdrawn": "triangle",
    "incoming_only": "plus",
    None: "asterisk",
}
SIGNS = {
    "concurred": "●",
    "concurred_in_part": "⬢",
    "not_concurred": "■",
    "no_view": "◆",
    "no_objection": "▼",
    "withdrawn": "▲",
    "incoming_only": "✚",
    None: "✱",
    "not_held": "○",
}
_SIDES = ("company", "proponent", "staff")
_LABELLED = 40
_MARGIN = 0.2  # of the drawing's width, for the names of the lanes
_BACKING = 0.55  # of the white behind names
_USUAL_WIDTH, _USUAL_HEIGHT = 800, 600
_LONGEST_WORDS = 420


def page(catalog: Catalog, cut: Cut) -> str:
    """The page of a cut, as text. It asks for nothing from the network."""
    from bokeh.embed import components
    from bokeh.resources import Resources

    placed = layout(cut.graph)
    script, division = components(_figure(cut.graph, placed), wrap_script=False)
    data = {"nodes": _nodes(catalog, cut.graph), "edges": _edges(cut.graph), "around": cut.asked.around, "signs": _signs()}
    parts = {
        "title": html.escape(_title(cut)),
        "told": html.escape(" ".join(told(cut))),
        "style": _shipped("css"),
        "library": "\n".join(Resources(mode="inline", components=["bokeh"]).js_raw),
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "division": division,
        "drawing": script,
        "script": _shipped("js"),
        "outcomes": _outcome_boxes(cut.graph),
        "grounds": _ground_options(cut.graph),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: _safe(match[1], parts[match[1]]), _shipped("html"))


def _safe(name: str, part: str) -> str:
    """A script must not hold the words that end it."""
    return part.replace("</script", "<\\/script") if name in ("library", "data", "drawing", "script") else part


def _shipped(suffix: str) -> str:
    return files("indexer").joinpath(f"data/graph_page.{suffix}").read_text(encoding="utf-8")


def _title(cut: Cut) -> str:
    if cut.asked.around is not None:
        return f"Letters around {label(cut.graph.nodes[cut.asked.around])}"
    return "No-action letters and what they cite" + (f": {cut.asked.rule}" if cut.asked.rule else "")


def _signs() -> dict[str, list[str]]:
    """Outcome -> sign, words, colour: for the list and the details."""
    signs = {str(outcome or ""): [SIGNS[outcome], OUTCOME_WORDS[outcome], COLOURS[outcome]] for outcome in MARKERS}
    return signs | {"not_held": [SIGNS["not_held"], "not held", "#FFFFFF"]}


def _nodes(catalog: Catalog, graph: Graph) -> list[dict[str, Any]]:
    """What the page knows of each letter, in the graph's order."""
    held = [node for node in graph if graph.nodes[node]["held"]]
    home = Home(catalog.file.parent) if catalog.file else None  # its own tables, if it has any
    keys = {key.id: key for key in store.keys_of(catalog, held)}
    words, later, tables = _staff_words(catalog, held), store.reconsiderations(catalog), standings(home)
    found: list[dict[str, Any]] = []
    for node, known in graph.nodes(data=True):
        key: LetterKey | None = keys.get(node)
        grounds = [modern(ground, known["date"]) for ground in known["grounds"]]
        cited_for = sorted({ground for _, _, arc in graph.in_edges(node, data=True) for ground in arc["grounds"]})
        found.append(
            {
                "id": node,
                "label": label(known),
                "date": known["date"] or "",
                "outcome": known["outcome"] if known["held"] else "not_held",
                "conditional": known["conditional"],
                "grounds": list(known["grounds"]),
                "lanes": sorted({lane_name(ground) for ground in (grounds or cited_for)}),
                "cited": known["cited_by"],
                "influence": known["influence"],
                "source": known["source"] or "",
                "words": words.get(node, ""),
                "standing": (tables.sentence(key, None, reversal(key, later)) if key else None) or "",
            }
        )
    return found


def _staff_words(catalog: Catalog, letters: list[str]) -> dict[str, str]:
    """The staff's own sentence on the outcome, of the letters whose text is held; private details masked."""
    found: dict[str, str] = {}
    for letter, (sha256, spans) in store.holdings(catalog, letters).items():
        text = catalog.text_of(sha256)
        if text is not None and spans:
            said = " ... ".join(" ".join(text.content[start:end].split()) for start, end in sorted(spans))
            found[letter] = privacy.mask(said if len(said) <= _LONGEST_WORDS else said[: _LONGEST_WORDS - 4] + " ...")
    return found


def _edges(graph: Graph) -> list[list[Any]]:
    """[from, to, sides, grounds, results, resolution, dates as written, signals], nodes by their number."""
    place = {node: n for n, node in enumerate(graph)}
    return [
        [place[a], place[b], *("; ".join(arc[name]) for name in ("sides", "grounds", "results")), arc["resolution"],
         "; ".join(arc["written"]), "; ".join(arc["signals"])]
        for a, b, arc in graph.edges(data=True)
    ]  # fmt: skip


def _figure(graph: Graph, placed: Layout) -> Any:
    """The drawing: lanes, citations with an arrow in their middle, letters, labels. Sources are found by name by the script."""
    from bokeh.models.annotations import BoxAnnotation, Label
    from bokeh.models.formatters import NumeralTickFormatter
    from bokeh.models.ranges import Range1d
    from bokeh.models.sources import ColumnDataSource
    from bokeh.models.tools import HoverTool, TapTool
    from bokeh.plotting import figure

    across = [x for x, _ in placed.places.values()] or [0.0]
    margin = _MARGIN * (max(across) - min(across))
    top = placed.lanes[-1].high if placed.lanes else 1.0
    plot = figure(
        x_range=Range1d(min(across) - margin - 0.5, max(across) + margin / 5 + 0.5),
        y_range=Range1d(-0.5, top + 0.5),
        sizing_mode="stretch_both", tools="pan,wheel_zoom,box_zoom,reset,save", active_scroll="wheel_zoom", name="plot",
        x_axis_label="year", toolbar_location="above",
    )  # fmt: skip
    plot.yaxis.visible = False
    plot.ygrid.visible = False
    plot.xgrid.grid_line_color = "#e4e4e4"
    plot.xaxis.formatter = NumeralTickFormatter(format="0")
    plot.toolbar.logo = None
    for n, lane in enumerate(placed.lanes):
        shade = "#f2f2f2" if n % 2 else "#fafafa"
        plot.add_layout(BoxAnnotation(bottom=lane.low, top=lane.high, fill_color=shade, line_color=None, level="image"))
        plot.add_layout(
            Label(x=4, x_units="screen", y=lane.high, text=lane.name, text_font_size="11px", text_color="#555555",
                  text_font_style="bold", text_baseline="top", level="underlay")
        )  # fmt: skip
    if any(not known["date"] for _, known in graph.nodes(data=True)):
        _set_apart(plot, first_year(graph))
    for side in _SIDES:
        _draw_side(plot, graph, placed, side)
    columns = _columns(graph, placed)
    nodes = ColumnDataSource(columns, name="nodes")
    drawn = plot.scatter("x", "y", source=nodes, size="size", marker="marker", fill_color="fill", line_color="line",
                         alpha="alpha", line_width="width", line_dash="dash", level="overlay")  # fmt: skip
    drawn.nonselection_glyph = None
    drawn.selection_glyph = None
    labels = ColumnDataSource(_labels(graph, placed, columns), name="labels")
    plot.text("x", "y", text="text", source=labels, text_font_size="11px", y_offset="off", text_align="center",
              text_alpha="alpha", background_fill_color="#ffffff", background_fill_alpha="back", level="overlay")  # fmt: skip
    plot.add_tools(
        HoverTool(renderers=[drawn], tooltips=[("", "@label"), ("outcome", "@said"), ("cited by", "@cited")]),
        TapTool(renderers=[drawn]),
    )
    return plot


def _set_apart(plot: Any, first: int) -> None:
    """A stripe for undated letters, left of the first year, under which the axis names no year."""
    from bokeh.models.annotations import BoxAnnotation, Label

    plot.add_layout(
        BoxAnnotation(right=first - 0.5, fill_color="#d8d8d8", fill_alpha=0.4, line_color="#777777", line_dash="dashed",
                      level="image", name="undated")
    )  # fmt: skip
    plot.add_layout(
        Label(x=first - 2, y=-0.4, text="undated", text_font_size="11px", text_color="#555555", text_font_style="italic",
              level="underlay")
    )  # fmt: skip
    plot.xaxis[0].major_label_overrides = dict.fromkeys(range(first - 20, first), "")


def _draw_side(plot: Any, graph: Graph, placed: Layout, side: str) -> None:
    from bokeh.models import ColumnDataSource

    mine = [(n, a, b) for n, (a, b, arc) in enumerate(graph.edges(data=True)) if (arc["sides"] or ("company",))[0] == side]
    ends = [(*placed.places[a], *placed.places[b]) for _, a, b in mine]
    source = ColumnDataSource(
        {
            "n": [n for n, _, _ in mine],
            "x0": [end[0] for end in ends],
            "y0": [end[1] for end in ends],
            "x1": [end[2] for end in ends],
            "y1": [end[3] for end in ends],
            "xm": [round(end[0] + 0.6 * (end[2] - end[0]), 3) for end in ends],
            "ym": [round(end[1] + 0.6 * (end[3] - end[1]), 3) for end in ends],
            "angle": [0.0 for _ in ends],
            "head": [0.3 for _ in ends],
            "alpha": [0.3 for _ in ends],
            "color": ["#777777" for _ in ends],
        },
        name=f"edges-{side}",
    )
    dash, width = {"company": ("solid", 1.0), "proponent": ("dashed", 1.0), "staff": ("solid", 2.5)}[side]
    plot.segment("x0", "y0", "x1", "y1", source=source, line_color="color", line_alpha="alpha", line_dash=dash,
                 line_width=width, level="glyph")  # fmt: skip
    fill = "color" if side != "proponent" else "#ffffff"
    plot.scatter("xm", "ym", source=source, marker="triangle", size=7, angle="angle", fill_color=fill, line_color="color",
                 fill_alpha="head", line_alpha="head", level="glyph")  # fmt: skip


def _columns(graph: Graph, placed: Layout) -> dict[str, list[Any]]:
    most = max((known["influence"] for _, known in graph.nodes(data=True)), default=0.0) or 1.0
    few = 1.35 if len(graph) <= 150 else 1.0
    columns: dict[str, list[Any]] = {
        name: [] for name in ("x", "y", "size", "marker", "fill", "line", "alpha", "width", "dash", "label", "said", "cited")
    }
    for node, known in graph.nodes(data=True):
        x, y = placed.places[node]
        held = known["held"]
        weight = known["influence"] / most if held else min(1.0, known["cited_by"] / 40)
        row = {
            "x": x,
            "y": y,
            "size": round(few * (6 + 16 * math.sqrt(max(weight, 0.0))), 1),
            "marker": MARKERS[known["outcome"]] if held else "circle",
            "fill": COLOURS[known["outcome"]] if held else "#ffffff",
            "line": "#222222" if held else "#777777",
            "alpha": 1.0,
            "width": 1.0 if held else 1.2,
            "dash": "solid" if held else "dotted",
            "label": label(known),
            "said": OUTCOME_WORDS[known["outcome"]] if held else "not held",
            "cited": known["cited_by"],
        }
        for name, value in row.items():
            columns[name].append(value)
    return columns


def _labels(graph: Graph, placed: Layout, columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Names of the letters that weigh most: all where they are few."""
    known = graph.nodes
    ranked = sorted(graph, key=lambda node: (-known[node]["influence"], -known[node]["cited_by"], node))
    shown = _apart(ranked, {node: _short(known[node]["company"]) for node in ranked[: 4 * _LABELLED]}, placed)
    place = {node: n for n, node in enumerate(graph)}
    return {
        "n": [place[node] for node in shown],
        "x": [placed.places[node][0] for node in shown],
        "y": [placed.places[node][1] for node in shown],
        "text": [_short(known[node]["company"]) for node in shown],
        "off": [-columns["size"][place[node]] / 2 - 1 for node in shown],
        "alpha": [1.0 for _ in shown],
        "back": [_BACKING for _ in shown],
    }


def _apart(ranked: Sequence[str], said: Mapping[str, str], placed: Layout) -> list[str]:
    """The nodes whose names can be written without lying over each other in a drawing of usual size; the first go first."""
    wide = (
        max((x for x, _ in placed.places.values()), default=1.0) - min((x for x, _ in placed.places.values()), default=0.0) + 1
    )
    high = (placed.lanes[-1].high if placed.lanes else 1.0) + 1
    taken: list[tuple[float, float, float]] = []
    shown: list[str] = []
    for node in ranked:
        if node not in said or len(shown) == _LABELLED:
            break
        x, y = placed.places[node]
        right, down, half = x / wide * _USUAL_WIDTH, y / high * _USUAL_HEIGHT, 3.2 * len(said[node])
        if all(abs(down - other) > 13 or abs(right - at) > half + its for at, other, its in taken):
            taken.append((right, down, half))
            shown.append(node)
    return shown


def _short(company: str) -> str:
    words = company.replace(",", "").split()
    kept = [word for word in words if word.rstrip(".").casefold() not in ("inc", "corporation", "corp", "company", "co", "ltd")]
    return " ".join((kept or words)[:3]).removesuffix(" &")


def _outcome_boxes(graph: Graph) -> str:
    """A check box for every outcome of the graph, with its sign, which is the legend too."""
    present = {known["outcome"] if known["held"] else "not_held" for _, known in graph.nodes(data=True)}
    boxes: list[str] = []
    for outcome in (*MARKERS, "not_held"):
        if outcome in present:
            said = "not held (only cited)" if outcome == "not_held" else OUTCOME_WORDS[outcome]
            colour = COLOURS.get(outcome, "#ffffff")
            boxes.append(
                f'<label><input type="checkbox" name="outcome" value="{outcome or ""}" checked> '
                f'<span class="sign" style="color:{colour}" aria-hidden="true">{SIGNS[outcome]}</span> '
                f"{html.escape(said)}</label>"
            )
    return "\n".join(boxes)


def _ground_options(graph: Graph) -> str:
    """An option for every ground that a letter turns on or is cited for, with how many letters it has."""
    count: dict[str, int] = {}
    for node, known in graph.nodes(data=True):
        own = {modern(ground, known["date"]) for ground in known["grounds"]}
        cited = {ground for _, _, arc in graph.in_edges(node, data=True) for ground in arc["grounds"]}
        for name in {lane_name(ground) for ground in (own or cited)}:
            count[name] = count.get(name, 0) + 1
    options = [f'<option value="{html.escape(name)}">{html.escape(name)} ({n})</option>' for name, n in sorted(count.items())]
    return "\n".join(['<option value="">every ground</option>', *options])
