from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from corpus.records import Letter, RawDocument, Text
from search.footer import footer


def made(path: Path) -> Catalog:
    return open_catalog(Home(path / "home", starter=False), write=True)


def test_it_counts_letters_and_years(tmp_path: Path) -> None:
    with made(tmp_path) as catalog:
        assert footer(catalog) == "Rests on 0 letters; last fetch: never; informal staff views, not law."
        catalog.add(RawDocument("a", b"x", "text/plain", "s"), Text("x"), Letter("X", response_date="2010-03-01"))
        assert footer(catalog) == "Rests on 1 letter of 2010; last fetch: never; informal staff views, not law."
        catalog.add_known(Letter("Y", incoming_date="1999-01-02"), "facts", ["https://example.org"])
        catalog.set_meta("last_fetch", "2026-01-02")
        assert footer(catalog).startswith("Rests on 2 letters of 1999-2010, 1 by facts only; last fetch: 2026-01-02;")


def test_it_is_one_line_where_no_width_is_known_and_fits_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(tmp_path) as catalog:
        monkeypatch.delenv("COLUMNS", raising=False)
        whole = footer(catalog)
        assert "\n" not in whole
        monkeypatch.setenv("COLUMNS", "50")
        lines = footer(catalog).splitlines()
        assert len(lines) == 2 and max(map(len, lines)) <= 50 and " ".join(lines) == whole


def test_facts_alone_are_said_to_be_facts(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "none")) as catalog:
        assert ", all by facts only;" in footer(catalog)
