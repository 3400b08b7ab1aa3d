from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.errors import Unusable
from corpus.home import Home
from corpus.records import Citation, Letter, RawDocument, Text, Timeliness
from search.export_letters import COLUMNS, export

LETTER = Letter(
    "=HYPERLINK Corp.",
    response_date="2010-03-01",
    outcome="concurred",
    conditional=True,
    bases_staff=("14a-8(e)(2)", "14a-8(b)"),
    proponents=("Ada Quill",),
    timeliness=Timeliness("2009-12-01", "2009-12-05", 4, "fax"),
    citations=(Citation("Dorrit Corp.", None, "company", "Dorrit (2005)", year=2005),),
)


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        opened.add(RawDocument("a", b"x", "text/plain", "file:///home/ada/x.txt"), Text("x"), LETTER, "1")
        yield opened


def test_a_csv_row_tells_the_record(catalog: Catalog, tmp_path: Path) -> None:
    out = tmp_path / "out.CSV"
    assert export(catalog, out, "7", str) == 1
    with out.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == COLUMNS
    assert row["bases_staff"] == "14a-8(e)(2); 14a-8(b)"
    assert (row["conditional"], row["days_late"], row["citations"]) == ("true", "4", "Dorrit Corp. (2005), company")
    assert (row["catalog"], row["parser"], row["source_urls"]) == (catalog.digest(), "7", "")


def test_no_cell_is_a_formula(catalog: Catalog, tmp_path: Path) -> None:
    export(catalog, tmp_path / "out.csv", "7", str)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["company"] == "'=HYPERLINK Corp."


def test_a_json_line_tells_the_record(catalog: Catalog, tmp_path: Path) -> None:
    export(catalog, tmp_path / "out.jsonl", "7", lambda line: line | {"proponents": ["*** *****"]})
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["company"], told["proponents"], told["parser"]) == ("=HYPERLINK Corp.", ["*** *****"], "7")


def test_a_broken_run_leaves_the_old_file(catalog: Catalog, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")

    def failing(text: str) -> str:
        raise OSError(28, "No space left on device")

    with pytest.raises(Unusable, match="No space left"):
        export(catalog, out, "7", failing)
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "out.csv"]
