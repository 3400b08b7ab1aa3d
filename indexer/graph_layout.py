"""Places letters for looking at: time from left to right, a lane for each ground, within it near the letters they go with.

A layout by forces draws any 1,500 letters as one ball of wool; dates and grounds are known, so they give the places. Within a
lane and year the order is by barycentre (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11,
1981), in a fixed number of sweeps. The same graph gives the same places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from indexer.rulebook import modern, title

if TYPE_CHECKING:
    from indexer.graph import Graph

_SWEEPS = 6
_GOLDEN = 0.618034
_CROWDED = 200
UNREAD = "ground not read"


@dataclass(frozen=True, slots=True)
class Lane:
    """A ground's stripe: its name, and the y values between which its letters lie."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each node stands (x: years, y: units of one row) and the lanes, lowest first."""

    places: dict[str, tuple[float, float]]
    lanes: tuple[Lane, ...]


def layout(graph: Graph) -> Layout:
    """Places for all nodes of a graph with the attributes of `indexer.graph`."""
    lane_of = {node: lane(graph, node) for node in graph}
    columns: dict[tuple[str, int], list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda node: (graph.nodes[node]["date"] or "", node)):
        columns[lane_of[node], _year(graph, node)].append(node)
    lanes = _stack(_heights(columns))
    across = _across(graph)
    height: dict[str, float] = {}
    for (name, year), column in columns.items():
        _spread(column, lanes[name], year, height)
    for _ in range(_SWEEPS):
        for (name, year), column in sorted(columns.items()):
            pull = {node: _barycentre(graph, node, height) for node in column}
            _spread(sorted(column, key=lambda node: (pull[node], node)), lanes[name], year, height)
    places = {node: (across[node], round(height[node], 3)) for node in graph}
    return Layout(places, tuple(sorted(lanes.values(), key=lambda lane: lane.low)))


def lane(graph: Graph, node: str) -> str:
    """The ground that a letter is filed under: the one it is most cited for, else its own first one, at two levels."""
    cited: Counter[str] = Counter(ground for _, _, arc in graph.in_edges(node, data=True) for ground in arc["grounds"])
    own = [modern(ground, graph.nodes[node]["date"]) for ground in graph.nodes[node]["grounds"]]
    fitting = [ground for ground, _ in sorted(cited.items(), key=lambda item: (-item[1], item[0])) if not own or ground in own]
    found = next(iter([*fitting, *own, *cited]), None)
    return named(found) if found else UNREAD


def named(ground: str) -> str:
    """A ground as a lane's name: "(i)(7) ordinary business"; (e)(1) and (e)(2) are one, and so are (f) and (f)(1)."""
    levels = ground.removeprefix("14a-8").replace(")(", ")|(").split("|")
    short = "".join(levels[:2]) if levels[0] == "(i)" else levels[0]
    said = title(f"14a-8{short}")
    return f"{short} {said}" if said else short


def _heights(columns: Mapping[tuple[str, int], Sequence[str]]) -> dict[str, float]:
    """How high each lane has to be: for its fullest year, and for the crossings of many letters."""
    fullest: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for (name, _), column in columns.items():
        fullest[name] = max(fullest[name], len(column))
        letters[name] += len(column)
    return {name: max(2.0, fullest[name] + 0.5, 1.5 * letters[name] ** 0.5) for name in fullest}


def _stack(heights: Mapping[str, float]) -> dict[str, Lane]:
    """Lanes one above the other, (a) at the top, those without a ground at the bottom."""
    lanes: dict[str, Lane] = {}
    low = 0.0
    for name in sorted(heights, key=_order, reverse=True):
        high = low + heights[name]
        lanes[name] = Lane(name, low, high)
        low = high + 0.8
    return lanes


def _order(name: str) -> tuple[int, str, int]:
    if name == UNREAD:
        return (1, "", 0)
    first, _, rest = name.partition(")")
    number = rest.removeprefix("(").split(")")[0]
    return (0, first, int(number) if number.isdigit() else 0)


def _year(graph: Graph, node: str) -> int:
    day = graph.nodes[node]["date"]
    return int(day[:4]) if day else 0


def first_year(graph: Graph) -> int:
    """The year of the oldest dated letter; 2000 where none is dated."""
    return min((year for node in graph if (year := _year(graph, node))), default=2000)


def _across(graph: Graph) -> dict[str, float]:
    """x: the date, undated letters in a year of their own, an empty one before all others.

    Where letters are many, the year and within it the rank by date: seasons crowd all letters into a few weeks.
    """
    by_year: dict[int, list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda node: (graph.nodes[node]["date"] or "", node)):
        by_year[_year(graph, node)].append(node)
    undated = first_year(graph) - 2
    crowded = len(graph) > _CROWDED
    found: dict[str, float] = {}
    for year, nodes in by_year.items():
        for rank, node in enumerate(nodes):
            day = graph.nodes[node]["date"] or ""
            through = (rank + 1) / (len(nodes) + 1) if crowded or len(day) < 10 else _through_year(day)
            found[node] = round((year or undated) + through, 3)
    return found


def _through_year(day: str) -> float:
    return date.fromisoformat(day).timetuple().tm_yday / 367


def _spread(column: Sequence[str], lane: Lane, year: int, height: dict[str, float]) -> None:
    """Spread the letters of one lane and year evenly over the lane, in this order, each year begun at another height.

    With one letter in the middle of the lane for every year, all citations would be one line.
    """
    inner = lane.high - lane.low - 1.0
    phase = year * _GOLDEN % 1.0
    for rank, node in enumerate(column):
        height[node] = lane.low + 0.5 + inner * (rank + phase) / len(column)


def _barycentre(graph: Graph, node: str, height: dict[str, float]) -> float:
    near = [height[other] for other in (*graph.predecessors(node), *graph.successors(node))]
    return sum(sorted(near)) / len(near) if near else height[node]
