from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from corpus.records import Citation, HeldLetter, Letter, RawDocument, Text
from indexer import edges
from search import lineage
from search.terminal import Terminal

OLD = Letter("Tarn, Inc.", response_date="1999-02-03", outcome="concurred")
MIDDLE = Letter(
    "Dorrit Corp.",
    response_date="2005-02-01",
    outcome="concurred",
    citations=(Citation("Tarn, Inc.", "1999-02-03", "company", "Tarn, Inc. (Feb. 3, 1999)"),),
)
NEW = Letter(
    "Harlan Mill Company",
    response_date="2010-03-01",
    outcome="concurred",
    citations=(
        Citation("Dorrit Corp.", "2005-02-01", "company", "Dorrit Corp. (Feb. 1, 2005)"),
        Citation("Tarn, Inc.", "1999-02-08", "company", "Tarn, Inc. (Feb. 8, 1999)"),
    ),
)


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        for n, letter in enumerate((OLD, MIDDLE, NEW)):
            opened.add(RawDocument(str(n), b"x", "text/plain", "s"), Text("x"), letter, "1")
        edges.refresh(opened, *opened.unsettled())
        changed, removed = opened.unsettled()
        opened.mark_settled((*changed, *removed))
        yield opened


def held(catalog: Catalog, wanted: str) -> HeldLetter:
    found = catalog.get(wanted)
    assert found is not None
    return found


def test_the_line_leads_back_to_the_oldest(catalog: Catalog) -> None:
    found = lineage.of(catalog, held(catalog, "harlan-mill-company-2010-03-01"))
    assert found.cited_by == 0
    assert found.json()["ancestors"] == ["dorrit-corp-2005-02-01", "tarn-inc-1999-02-03"]
    assert "  2005-02-01  dorrit-corp-2005-02-01" in found.lines(Terminal())


def test_a_date_copied_wrong_is_told_on_both_letters(catalog: Catalog) -> None:
    for letter, cited_by in (("harlan-mill-company-2010-03-01", 0), ("tarn-inc-1999-02-03", 2)):
        found = lineage.of(catalog, held(catalog, letter))
        assert found.cited_by == cited_by
        (wrong,) = found.json()["drift"]
        assert (wrong["written"], wrong["right"], wrong["letters"]) == (
            "1999-02-08",
            "1999-02-03",
            ["harlan-mill-company-2010-03-01"],
        )
        assert any("date 1999-02-08 in 1 letter" in line for line in found.lines(Terminal(160)))


def test_a_letter_that_stands_alone_has_no_line(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "alone", starter=False), write=True) as catalog:
        catalog.add(RawDocument("1", b"x", "text/plain", "s"), Text("x"), OLD, "1")
        edges.refresh(catalog, *catalog.unsettled())
        found = lineage.of(catalog, held(catalog, "tarn-inc-1999-02-03"))
        assert found.json() == {"standing": None, "reversed_on": None, "ancestors": [], "drift": []}
        assert found.lines(Terminal()) == []
