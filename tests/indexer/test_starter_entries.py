"""The starter's entries, made beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalog import open_catalog
from corpus.home import Home
from indexer import starter_entries
from indexer.scan import entries
from scripts import starter_entries as script


def test_the_shipped_file_is_what_would_be_made_now() -> None:
    assert script.made() == script.TARGET.read_text(encoding="utf-8"), "run python3 -m scripts.starter_entries"


def test_the_file_gives_the_entries_that_it_was_made_from(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "none")) as catalog:
        ready = starter_entries.ready_entries(catalog)
        assert ready is not None and len(ready) == catalog.count()
        made = {entry.id: entry for entry in entries(catalog)}
        for entry in ready:
            other = made[entry.id]
            assert {f: w for f, w in other.texts.items() if w} == entry.texts
            assert {f: dict(k) for f, k in other.keys.items() if k} == entry.keys
            assert (other.date, other.days_late, other.names) == (entry.date, entry.days_late, entry.names)


def test_a_file_of_another_making_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter_entries, "made_by", lambda: "another")
    with open_catalog(Home(tmp_path / "none")) as catalog:
        assert starter_entries.ready_entries(catalog) is None


def test_an_empty_home_without_the_starter_has_none(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "none", starter=False)) as catalog:
        assert starter_entries.ready_entries(catalog) is None
