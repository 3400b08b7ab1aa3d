from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx
import pytest

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.errors import Unusable
from indexer import graph, graph_cut, graph_export, graph_lines, graph_measures
from indexer.graph_layout import first_year, layout
from tests.indexer.citing import OLDEST, RELIED, SHELF, cited, holding, letter
from tests.programs import needs

NEWEST = "fenwold-steel-company-2013-03-04"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with holding(tmp_path_factory.mktemp("shelf"), SHELF) as catalog:
        yield catalog


def small() -> networkx.DiGraph[str]:
    """Three letters citing one, a year, five years and ten years before the newest."""
    found: networkx.DiGraph[str] = networkx.DiGraph()
    for node, day in (("a", "2000-01-01"), ("b", "2010-01-01"), ("c", "2015-01-01"), ("d", "2020-01-01")):
        found.add_node(node, date=day)
    found.add_edges_from([("b", "a"), ("c", "a"), ("d", "a"), ("d", "c")])
    return found


# Measures


def test_influence_halves_every_five_years() -> None:
    found = graph_measures.influence(small())
    assert found["a"] == pytest.approx(0.25 + 0.5 + 1.0, abs=0.001)
    assert found["c"] == 1.0
    assert found["d"] == 0


def test_measures_agree_with_their_definitions() -> None:
    found = graph_measures.measures(small())
    assert sum(rank for _, rank, _, _ in found.values()) == pytest.approx(1)
    assert sum(authority for _, _, authority, _ in found.values()) == pytest.approx(1)
    _, theirs = networkx.hits(small(), max_iter=1000)
    assert {node: values[2] for node, values in found.items()} == pytest.approx(theirs, abs=1e-6)
    assert graph_measures.measures(networkx.DiGraph()) == {}


def test_a_graph_without_citations_has_no_authority() -> None:
    lonely: networkx.DiGraph[str] = networkx.DiGraph()
    lonely.add_node("a", date=None)
    assert graph_measures.hits(lonely) == ({"a": 0.0}, {"a": 0.0})
    assert graph_measures.influence(lonely) == {"a": 0}


def test_counts_say_what_came_of_relying(shelf: Catalog) -> None:
    found = graph_measures.reliance(graph.citation_graph(shelf), RELIED)
    assert [one.sentence() for one in found] == [
        "relied on in 4 letters on 14a-8(e)(2); the staff concurred in 2 and refused in 1"
    ]


def test_letters_cited_together(shelf: Catalog) -> None:
    whole = graph.citation_graph(shelf)
    assert graph_measures.cited_together(whole, RELIED, least=1) == [("corlan-foods-corporation-2007-01-22", 1)]
    assert graph_measures.cited_together(whole, RELIED) == []
    for node in whole:
        counted = store.cited_with(shelf, node, least=1, limit=100)
        assert counted == graph_measures.cited_together(whole, node, least=1)


# Lines


def test_the_line_back_ends_at_the_oldest_and_takes_the_longest_way(shelf: Catalog) -> None:
    ancestry = graph_lines.ancestry(shelf, "elswick-marine-inc-2011-01-31")
    assert graph_lines.line_back(ancestry, "elswick-marine-inc-2011-01-31") == [
        "elswick-marine-inc-2011-01-31",
        "corlan-foods-corporation-2007-01-22",
        RELIED,
        OLDEST,
    ]
    assert graph_lines.line_back(ancestry, OLDEST) == [OLDEST]


def test_letters_that_cite_each_other_make_no_endless_line() -> None:
    ring = small()
    ring.add_edge("a", "d")
    assert graph_lines.line_back(ring, "d") == ["d", "c", "a"]


def test_drift_tells_where_an_error_first_appears(shelf: Catalog) -> None:
    (key,) = store.keys_of(shelf, [RELIED])
    (found,) = graph_lines.drift_to(shelf, key)
    assert (found.kind, found.written, found.right) == ("date", "2005-03-19", "2005-03-09")
    assert found.letters == ("elswick-marine-inc-2011-01-31", NEWEST)
    assert found.since == "2011-01-31"
    assert graph_lines.drift_from(shelf, NEWEST) == [found]
    assert graph_lines.drift_from(shelf, OLDEST) == []


def test_a_name_that_drifts(tmp_path: Path) -> None:
    wrong = letter("Hexham Tea Company", "2014-01-21", cited("Ardem Mills, Inc.", "2005-03-09"))
    with holding(tmp_path, [*SHELF, wrong]) as catalog:
        (key,) = store.keys_of(catalog, [RELIED])
        names = [one for one in graph_lines.drift_to(catalog, key) if one.kind == "name"]
        assert [(one.written, one.letters) for one in names] == [("Ardem Mills, Inc.", ("hexham-tea-company-2014-01-21",))]


def test_a_slip_among_citations_of_a_letter_not_held_is_only_suspected(tmp_path: Path) -> None:
    right = [letter(f"Hexham Tea {n} Company", f"2014-01-2{n}", cited("Peldon Rail", "2001-02-05")) for n in range(1, 4)]
    wrong = letter("Iffley Boats", "2015-02-03", cited("Peldon Rail", "2001-02-15"))
    with holding(tmp_path, [*right, wrong]) as catalog:
        (found,) = graph_lines.drift_from(catalog, "iffley-boats-2015-02-03")
        assert (found.written, found.right, found.certain) == ("2001-02-15", "2001-02-05", False)


# Cuts


def test_a_cut_around_a_letter_is_bounded_by_its_depth(shelf: Catalog) -> None:
    near = graph_cut.cut(shelf, graph_cut.Asked(OLDEST, 1)).graph
    assert set(near) == {OLDEST, RELIED}
    further = graph_cut.cut(shelf, graph_cut.Asked(OLDEST, 2)).graph
    assert len(further) == 6 and "garnet-optical-corporation-2012-02-21" not in further
    assert further.nodes[RELIED]["distance"] == 1


def test_a_cut_by_rule_and_date(shelf: Catalog) -> None:
    by_rule = graph_cut.cut(shelf, graph_cut.Asked(rule="14a-8(i)(7)")).graph
    assert set(by_rule) == {"garnet-optical-corporation-2012-02-21"}
    since = graph_cut.cut(shelf, graph_cut.Asked(since="2010-01-01")).graph
    assert {node for node in since if since.nodes[node]["held"]} == {
        "elswick-marine-inc-2011-01-31", NEWEST, "garnet-optical-corporation-2012-02-21"
    }  # fmt: skip


def test_what_is_cut_away_is_counted_and_the_most_cited_stays(shelf: Catalog) -> None:
    cut = graph_cut.cut(shelf, graph_cut.Asked(limit=2))
    assert cut.left_out == 7
    assert RELIED in cut.graph
    assert "7 more letters were left out" in " ".join(graph_cut.told(cut))
    around = graph_cut.cut(shelf, graph_cut.Asked(NEWEST, 2, limit=1))
    assert set(around.graph) == {NEWEST}


def test_letters_without_citations_are_cut_away_before_any_citation(shelf: Catalog) -> None:
    whole = graph_cut.cut(shelf, graph_cut.Asked()).graph
    alone = {node for node in whole if not whole.degree(node)}
    cut = graph_cut.cut(shelf, graph_cut.Asked(limit=len(whole) - len(alone)))
    assert alone == {"garnet-optical-corporation-2012-02-21"} and not alone & set(cut.graph)
    assert cut.graph.number_of_edges() == whole.number_of_edges()
    assert "without citations" in " ".join(graph_cut.told(cut))


def test_undated_letters_stand_left_of_every_year(tmp_path: Path) -> None:
    with holding(tmp_path, [*SHELF, letter("Kelham Dyes", None)]) as catalog:
        graph = graph_cut.cut(catalog, graph_cut.Asked()).graph
    places = layout(graph).places
    (undated,) = [node for node in graph if not graph.nodes[node]["date"]]
    assert first_year(graph) == 1996
    assert all(x >= 1996 for node, (x, _) in places.items() if node != undated)
    assert 1994 <= places[undated][0] < 1995


def test_what_is_not_held_is_a_node_with_its_count(shelf: Catalog) -> None:
    whole = graph_cut.cut(shelf, graph_cut.Asked()).graph
    outside = {node: known for node, known in whole.nodes(data=True) if not known["held"]}
    assert {known["company"]: known["cited_by"] for known in outside.values()} == {"Peldon Rail": 1, "Quorn Hotels": 1}


def test_places_are_the_same_again_and_time_runs_to_the_right(shelf: Catalog) -> None:
    whole = graph_cut.cut(shelf, graph_cut.Asked()).graph
    placed = layout(whole)
    assert placed == layout(whole)
    assert placed.places[OLDEST][0] < placed.places[RELIED][0] < placed.places[NEWEST][0]
    assert len(set(placed.places.values())) == len(whole)
    lanes = {lane.name: lane for lane in placed.lanes}
    deadline = lanes["(e) deadline"]
    assert deadline.low < placed.places[RELIED][1] < deadline.high


# Files, read back by other programs


@pytest.fixture
def cut(shelf: Catalog) -> graph_cut.Cut:
    return graph_cut.cut(shelf, graph_cut.Asked())


def links(found: networkx.Graph[str]) -> set[tuple[str, str]]:
    return set(found.edges())


@pytest.mark.parametrize(("suffix", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networkx_reads_the_xml_back(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path, suffix: str, read: object) -> None:
    (written,) = graph_export.write(shelf, cut, tmp_path / f"graph.{suffix}")
    found = read(written)  # type: ignore[operator]
    assert links(found) == links(cut.graph)
    assert found.nodes[RELIED]["company"] == "Arden Mills, Inc."
    assert found.nodes[RELIED]["cited_by"] == 4
    assert found.edges[NEWEST, RELIED]["resolution"] == "near_date"
    assert b"\r" not in written.read_bytes()


def test_gephis_timeline_has_its_dates(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path) -> None:
    (written,) = graph_export.write(shelf, cut, tmp_path / "graph.gexf")
    text = written.read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    assert networkx.read_gexf(written).nodes[RELIED]["start"] == "2005-03-09"


def test_networkx_reads_the_node_link_form_back(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path) -> None:
    (written,) = graph_export.write(shelf, cut, tmp_path / "graph.json")
    found = networkx.node_link_graph(json.loads(written.read_text(encoding="utf-8")), edges="edges")
    assert links(found) == links(cut.graph)
    assert found.nodes[RELIED]["grounds"] == ["14a-8(e)(2)"]


def test_spreadsheets_read_both_files(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path) -> None:
    edges, nodes = graph_export.write(shelf, cut, tmp_path / "graph.csv")
    assert nodes.name == "graph-nodes.csv"
    rows = list(csv.DictReader(io.StringIO(edges.read_text(encoding="utf-8"))))
    assert {(row["source"], row["target"]) for row in rows} == links(cut.graph)
    known = {row["id"]: row for row in csv.DictReader(io.StringIO(nodes.read_text(encoding="utf-8")))}
    assert known.keys() == set(cut.graph)
    assert known[RELIED]["label"] == "Arden Mills, Inc. (Mar. 9, 2005)"


def test_a_spreadsheet_is_given_no_formula(tmp_path: Path) -> None:
    with holding(tmp_path, [replace(SHELF[0], company='=HYPERLINK("x") Co.')]) as catalog:
        _, nodes = graph_export.write(catalog, graph_cut.cut(catalog, graph_cut.Asked()), tmp_path / "graph.csv")
        rows = list(csv.reader(io.StringIO(nodes.read_text(encoding="utf-8"))))
    assert not any(cell.startswith("=") for row in rows for cell in row)


@needs("dot")
def test_graphviz_draws_the_dot_file(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path) -> None:
    (written,) = graph_export.write(shelf, cut, tmp_path / "graph.dot")
    drawn = subprocess.run(["dot", "-Tplain", written], capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    assert sum(line.startswith("node ") for line in drawn) == len(cut.graph)
    assert sum(line.startswith("edge ") for line in drawn) == cut.graph.number_of_edges()
    subprocess.run(["dot", "-Tpng", written, "-o", tmp_path / "graph.png"], check=True)
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def odd_names_in(tmp_path: Path, suffix: str) -> Path:
    """The last file of an export in which a company's name holds signs that formats take for their own."""
    odd = replace(SHELF[0], company='Quote " & <Söhne>\x0b Co.\\')
    with holding(tmp_path / "home", [odd, letter("Corlan Foods", "2011-01-24", cited("Peldon Rail", None))]) as catalog:
        return graph_export.write(catalog, graph_cut.cut(catalog, graph_cut.Asked()), tmp_path / f"graph.{suffix}")[-1]


READ_BACK: dict[str, Callable[[Path], list[tuple[str, str]]]] = {
    "graphml": lambda path: list(networkx.read_graphml(path).nodes(data="company")),
    "gexf": lambda path: list(networkx.read_gexf(path).nodes(data="company")),
    "json": lambda path: [(node["id"], node["company"]) for node in json.loads(path.read_text(encoding="utf-8"))["nodes"]],
    "csv": lambda path: [(row["id"], row["company"]) for row in csv.DictReader(path.open(encoding="utf-8", newline=""))],
}


@pytest.mark.parametrize("suffix", READ_BACK)
def test_odd_names_survive_every_format(tmp_path: Path, suffix: str) -> None:
    names = dict(READ_BACK[suffix](odd_names_in(tmp_path, suffix)))
    assert len(names) == 3
    assert names["quote-sohne-co-1996-02-14"].replace("\x0b", "") == 'Quote " & <Söhne> Co.\\'


@needs("dot")
def test_graphviz_reads_odd_names(tmp_path: Path) -> None:
    drawn = subprocess.run(["dot", "-Tsvg", odd_names_in(tmp_path, "dot")], capture_output=True, check=True, encoding="utf-8")
    assert "&lt;Söhne&gt; Co.\\<" in drawn.stdout


@pytest.mark.parametrize("name", ["graph.pdf", "graph", "graph.html.zip"])
def test_an_unknown_suffix_is_refused(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable, match=r"\.graphml"):
        graph_export.write(shelf, cut, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".dot", ".csv"])
def test_a_failed_export_leaves_what_was_there(
    shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def full(self: Path, *_: object, **__: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    out = tmp_path / f"graph{suffix}"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(Unusable, match="No space left"):
            graph_export.write(shelf, cut, out)
        assert list(tmp_path.iterdir()) == []
    files = graph_export.write(shelf, cut, out)
    kept = [file.read_text(encoding="utf-8") for file in files]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(Unusable):
            graph_export.write(shelf, cut, out)
    assert [file.read_text(encoding="utf-8") for file in files] == kept


def test_a_place_that_cannot_be_written_is_named(shelf: Catalog, cut: graph_cut.Cut, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot write"):
        graph_export.write(shelf, cut, tmp_path / "none" / "graph.json")
