from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.catalog import edges as store
from corpus.home import Home
from corpus.records import Letter
from indexer import edges
from scripts.generated_letters import letters
from tests.indexer.citing import OLDEST, RELIED, SHELF, cited, holding, letter, put, settle


def rows(catalog: Catalog) -> list[tuple[object, ...]]:
    """Everything that edges keep, without what only a full run renews."""
    kept = list(catalog.connection.execute("SELECT * FROM edges ORDER BY letter, n"))
    return [*kept, *catalog.connection.execute("SELECT letter, cited_by FROM measures WHERE cited_by ORDER BY letter")]


def rebuilt(catalog: Catalog) -> list[tuple[object, ...]]:
    edges.rebuild(catalog)
    return rows(catalog)


def test_each_citation_is_an_edge_with_what_it_was_resolved_to(tmp_path: Path) -> None:
    with holding(tmp_path, SHELF) as catalog:
        found = {e.cited.citation.company: e for e in edges.cites(catalog, "elswick-marine-inc-2011-01-31")}
        assert found["Arden Mills, Inc."].link.target == RELIED
        assert found["Arden Mills, Inc."].link.resolution == "near_date"
        assert [kind for kind, _ in found["Arden Mills, Inc."].link.notes] == ["weekend_date", "date_differs"]
        assert found["Corlan Foods Corp."].link.resolution == "exact"
        assert found["Corlan Foods Corp."].link.shared == ("14a-8(e)(2)",)
        assert found["Corlan Foods Corp."].link.result == "concurred"
        assert found["Corlan Foods Corp."].citing_outcome == "concurred"


def test_counts_are_of_letters(tmp_path: Path) -> None:
    both = letter("Hexham Tea Company", "2014-01-21", cited("Arden Mills", "2005-03-09"),
                  cited("Arden Mills", "2005-03-09", side="proponent"), cited("ARDEN MILLS", "2005-03-09"))  # fmt: skip
    with holding(tmp_path, [*SHELF, both]) as catalog:
        assert store.counts(catalog, [RELIED, OLDEST, "garnet-optical-corporation-2012-02-21"]) == {
            RELIED: 5,
            OLDEST: 1,
            "garnet-optical-corporation-2012-02-21": 0,
        }
        sides = [e.cited.citation.cited_by for e in edges.cites(catalog, "hexham-tea-company-2014-01-21")]
        assert sides == ["company", "proponent"]  # one edge for each side, however the name is spelled
        assert len({e.cited.letter for e in edges.cited_by(catalog, RELIED)}) == 5


def test_adding_a_letter_resolves_what_pointed_at_it(tmp_path: Path) -> None:
    with holding(tmp_path, [one for one in SHELF if one.company != "Arden Mills, Inc."]) as catalog:
        assert store.counts(catalog, [RELIED]) == {RELIED: 0}
        assert edges.missing(catalog)[0] == {
            "company": "Arden Mills, Inc.", "date": "2005-03-09", "year": 2005, "cited_by_count": 2
        }  # fmt: skip
        put(catalog, next(one for one in SHELF if one.company == "Arden Mills, Inc."))
        settle(catalog)
        assert store.counts(catalog, [RELIED, OLDEST]) == {RELIED: 4, OLDEST: 1}
        catalog.remove(RELIED)
        settle(catalog)
        assert store.cited_by(catalog, RELIED) == []
        assert store.counts(catalog, [OLDEST]) == {OLDEST: 0}


def test_a_former_name_reaches_a_letter_that_comes_later(tmp_path: Path) -> None:
    citing = letter("Corlan Foods Corporation", "2011-01-22", cited("Tidewater Lamp", "2008-02-12"))
    plain = letter("Quillet Energy, Inc.", "2008-02-12")
    states = letter("Quillet Energy, Inc.", "2004-01-20", former_names=("Tidewater Lamp Company",))
    with holding(tmp_path, [citing, plain]) as catalog:
        assert edges.cites(catalog, "corlan-foods-corporation-2011-01-22")[0].link.resolution == "not_held"
        put(catalog, states)
        settle(catalog)
        (edge,) = edges.cites(catalog, "corlan-foods-corporation-2011-01-22")
        assert (edge.link.resolution, edge.link.target) == ("former_name", "quillet-energy-inc-2008-02-12")
        catalog.remove("quillet-energy-inc-2004-01-20")
        settle(catalog)
        assert edges.cites(catalog, "corlan-foods-corporation-2011-01-22")[0].link.resolution == "not_held"


def test_a_citation_from_the_future_is_marked(tmp_path: Path) -> None:
    with holding(tmp_path, [letter("Corlan Foods", "2011-01-24", cited("Peldon Rail", "2012-02-14"))]) as catalog:
        (edge,) = edges.cites(catalog, "corlan-foods-2011-01-24")
        assert [kind for kind, _ in edge.link.notes] == ["future_date"]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_and_goes_edges_are_those_of_a_full_run(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    shelf: list[Letter] = [*letters(60, 300, seed), *SHELF]
    dice.shuffle(shelf)
    with open_catalog(Home(tmp_path, starter=False), write=True) as catalog:
        for one in shelf[:30]:
            put(catalog, one)
        settle(catalog)
        for one in shelf[30:]:
            put(catalog, one)
            if dice.random() < 0.25:
                catalog.remove(dice.choice(catalog.keys()).id)
            if dice.random() < 0.7:
                settle(catalog)
        settle(catalog)
        kept = rows(catalog)
        assert kept == rebuilt(catalog)
        assert any(row[3] == "exact" for row in kept if len(row) > 3)


def test_a_new_edition_of_the_names_resolves_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path, SHELF) as catalog:
        catalog.connection.execute("DELETE FROM name_blocks")
        monkeypatch.setattr("indexer.names.edition", lambda: "another")
        put(catalog, letter("Hexham Tea Company", "2014-01-21", cited("Arden Mills", "2005-03-09")))
        settle(catalog)
        assert store.counts(catalog, [RELIED]) == {RELIED: 5}
        assert store.names_filed(catalog, ["hexham"], held=True) == {"Hexham Tea Company"}


def test_an_empty_home_is_resolved_in_memory(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "none")) as catalog:
        assert edges.ready(catalog)
        assert [e.link.resolution for e in edges.cites(catalog, "internap-network-services-corporation-2007-07-09")] == [
            "exact"
        ] * 4
    assert not (tmp_path / "none").exists()


def test_the_measures_carry_the_day_of_their_run_and_are_renewed_by_a_large_change(tmp_path: Path) -> None:
    with holding(tmp_path, SHELF) as catalog:
        assert catalog.meta("measured") is not None
        assert catalog.meta("measured_until") == "2013-03-04"
        catalog.set_meta("measured", "2001-01-01")
        put(catalog, letter("Hexham Tea Company", "2014-01-21", cited("Arden Mills", "2005-03-09")))
        settle(catalog)  # one of eight letters is much
        assert catalog.meta("measured") != "2001-01-01"
        assert catalog.meta("measured_until") == "2014-01-21"
