from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.catalog import Catalog, fetches, open_catalog
from corpus.home import Home
from corpus.records import Citation, Letter, RawDocument, Reference, Text
from indexer import edges
from search import state
from search.terminal import Terminal

CITING = Letter(
    "Harlan Mill Company",
    response_date="2010-03-01",
    outcome="concurred",
    citations=(Citation("Dorrit Corp.", "2005-02-01", "company", "Dorrit Corp. (Feb. 1, 2005)"),),
)


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        opened.add(RawDocument("a", b"x", "text/plain", "s"), Text("x"), CITING, "1")
        opened.add_known(Letter("Tarn, Inc.", incoming_date="2010-01-02"), "facts", ["https://example.org"])
        opened.add_known(Letter("Quill plc", outcome="withdrawn"), "chart", ["https://example.org"])
        changed, removed = opened.unsettled()
        edges.refresh(opened, changed, removed)
        opened.mark_settled((*changed, *removed))
        list_item = Reference("https://example.org/list", "https://example.org/x.pdf", "combined", "Quill plc", "2010-04-01")
        fetches.note_listed(opened, [list_item])
        yield opened


def test_stats_tell_what_is_held_and_what_is_missing(home: Home, catalog: Catalog) -> None:
    found = state.stats(home, catalog)
    assert (found["letters"], found["held"], found["documents"], found["starter"]) == (3, 1, 1, False)
    assert found["sources"] == {"letter": 1, "chart": 1, "facts": 1}
    assert found["outcomes"] == {"concurred": 1, "withdrawn": 1, "unknown": 1}
    assert found["missing"] == {"facts": 2, "cited": 1, "listed": 1}
    assert [(year["year"], year["letters"], year["missing"]) for year in found["years"]] == [
        (2005, 0, {"facts": 0, "cited": 1, "listed": 0}),
        (2010, 2, {"facts": 1, "cited": 0, "listed": 1}),
        (None, 1, {"facts": 1, "cited": 0, "listed": 0}),
    ]


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_fits_the_terminal(home: Home, catalog: Catalog, width: int) -> None:
    lines = state.stats_lines(state.stats(home, catalog), Terminal(width))
    assert max(len(line) for line in lines if "home" not in line and "facts from" not in line) <= width
    assert any(line.split()[:2] == ["undated", "1"] for line in lines)


def test_doctor_tells_what_waits(home: Home, catalog: Catalog) -> None:
    catalog.add(
        RawDocument("b", b"y", "text/plain", "s"), Text("y"), Letter("Dorrit Corp.", response_date="2005-02-01"), "none"
    )
    details = {finding["check"]: finding["detail"] for finding in state.doctor(home)["findings"]}
    assert details["unfinished"].startswith("1 letter waits")
    assert "read by another version" in details["parser"]


def test_doctor_of_a_home_that_was_never_made(home: Home) -> None:
    found = state.doctor(home)
    assert (found["sound"], found["overridden"]) == (True, [])
    assert not home.path.exists()
    assert state.doctor_lines(found, Terminal())[-1] == "The home is sound."
