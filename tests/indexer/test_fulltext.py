"""The index in the home: built, updated, missing, stale, left half-written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from corpus.records import Letter, RawDocument, Text, Zone
from indexer import fulltext, index_parts
from indexer.engines import answered, open_engine
from indexer.fulltext import WhooshEngine
from indexer.query import Clause, Search, Term


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        for n in range(5):
            put(opened, n, f"The envelope lay in tray {n} of the porter.")
        settled(opened)
        yield opened


def put(catalog: Catalog, n: int, said: str, **facts: str) -> str:
    letter = Letter(
        **({"company": f"Marrable {n} Pumps, Inc.", "response_date": f"2010-01-{n + 10}", "outcome": "concurred"} | facts)
    )
    zones = (Zone("company", (0, len(said))),)
    from dataclasses import replace
    from hashlib import sha256

    raw = RawDocument(sha256(said.encode()).hexdigest(), said.encode(), "text/plain", f"file:{n}.txt")
    return catalog.add(raw, Text(said), replace(letter, zones=zones)).id


def settled(catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    changed, removed = catalog.unsettled()
    catalog.mark_settled((*changed, *removed))
    return changed, removed


def found(home: Home, word: str) -> set[str]:
    engine = WhooshEngine(home)
    try:
        matches = engine.run(Search((Clause("word", (Term("argument", word),), 1.0),)))
        assert matches.total == len(matches.found)
        return {match.id for match in matches.found}
    finally:
        engine.close()


def test_a_missing_index_is_stale_and_rebuilt_with_a_note(home: Home, catalog: Catalog) -> None:
    assert fulltext.stale(home, catalog)
    notes: list[str] = []
    engine = open_engine(home, catalog, notes.append)
    assert engine.letters == 5 and not fulltext.stale(home, catalog)
    assert notes and "building it from the catalog" in notes[0]
    notes.clear()
    open_engine(home, catalog, notes.append)
    assert notes == []


def test_an_update_adds_replaces_and_removes(home: Home, catalog: Catalog) -> None:
    fulltext.rebuild(home, catalog)
    new = put(catalog, 7, "A watchman signed.")
    fulltext.update(home, catalog, *settled(catalog))
    assert found(home, "watchman") == {new} and len(found(home, "trai")) == 5
    gone = sorted(found(home, "trai"))[0]
    catalog.remove(gone)
    fulltext.update(home, catalog, *settled(catalog))
    assert gone not in found(home, "trai") and len(found(home, "trai")) == 4
    assert not fulltext.stale(home, catalog)
    assert WhooshEngine(home).letters == 5


def test_a_letter_read_again_is_held_once(home: Home, catalog: Catalog) -> None:
    fulltext.rebuild(home, catalog)
    letter = sorted(found(home, "trai"))[0]
    fulltext.update(home, catalog, [letter], [])
    assert len(found(home, "trai")) == 5 and WhooshEngine(home).number(letter) is not None


def test_many_small_updates_are_folded_together(home: Home, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "MOST_PARTS", 3)
    monkeypatch.setattr(fulltext, "SMALL", 0)
    fulltext.rebuild(home, catalog)
    for n in range(20, 29):
        put(catalog, n, f"Watchman {n} signed.", response_date=f"2011-02-{n}")
        fulltext.update(home, catalog, *settled(catalog))
    manifest = index_parts.read_manifest(home)
    assert manifest is not None and len(manifest.parts) <= 3
    assert len(found(home, "watchman")) == 9 and len(found(home, "trai")) == 5
    assert {f.name for f in home.index_dir.glob("part-*")} == {part.folder for part in manifest.parts}


def test_a_reversal_changes_the_letter_that_was_reversed(home: Home, catalog: Catalog) -> None:
    refused = put(catalog, 0, "We refused.", company="Odd Ltd", outcome="not_concurred")
    fulltext.rebuild(home, catalog)
    settled(catalog)
    put(
        catalog,
        0,
        "We reconsider.",
        company="Odd Ltd",
        kind="reconsideration",
        response_date="2010-03-01",
        reconsiders="2010-01-10",
    )
    fulltext.update(home, catalog, *settled(catalog))
    engine = WhooshEngine(home)
    matches = engine.run(Search((Clause("reversed", (Term("fact", "reversed=true"),), 1.0),)))
    assert [m.id for m in matches.found] == [refused]


@pytest.mark.parametrize("damage", ["no manifest", "not json", "no part", "other version", "cut short", "a file gone"])
def test_a_damaged_index_is_built_anew(home: Home, catalog: Catalog, damage: str) -> None:
    fulltext.rebuild(home, catalog)
    manifest = home.index_dir / "manifest.json"
    if damage == "no manifest":
        manifest.unlink()
    elif damage == "not json":
        manifest.write_text("{", encoding="utf-8")
    elif damage == "no part":
        shutil.rmtree(next(home.index_dir.glob("part-*")))
    elif damage in ("cut short", "a file gone"):
        postings = next(home.index_dir.glob("part-*/*.pst"))
        if damage == "cut short":
            os.truncate(postings, postings.stat().st_size // 2)
        else:
            postings.unlink()
        assert index_parts.damaged(home)
    else:
        manifest.write_text(manifest.read_text(encoding="utf-8").replace(index_parts.stamp(), "0.old"), encoding="utf-8")
    assert fulltext.stale(home, catalog)
    open_engine(home, catalog)
    assert len(found(home, "trai")) == 5 and not index_parts.damaged(home)


def test_an_update_of_a_damaged_index_builds_it_anew(home: Home, catalog: Catalog) -> None:
    fulltext.rebuild(home, catalog)
    for file in home.index_dir.glob("part-*/*.pst"):
        os.truncate(file, 10)
    new = put(catalog, 8, "A watchman signed.")
    fulltext.update(home, catalog, *settled(catalog))
    assert found(home, "watchman") == {new} and len(found(home, "trai")) == 5


def test_damage_that_keeps_the_length_is_found_by_checksum(home: Home, catalog: Catalog) -> None:
    fulltext.rebuild(home, catalog)
    assert not index_parts.damaged(home)
    postings = next(home.index_dir.glob("part-*/*.pst"))
    postings.write_bytes(bytes(255 - byte for byte in postings.read_bytes()))
    assert index_parts.damaged(home)


def test_a_part_that_a_killed_writer_left_is_never_read(home: Home, catalog: Catalog) -> None:
    fulltext.rebuild(home, catalog)
    half = index_parts.fresh_folder(home)
    half.mkdir()
    (half / "MAIN_x.trm").write_bytes(b"half")
    assert not fulltext.stale(home, catalog) and len(found(home, "trai")) == 5
    fulltext.rebuild(home, catalog)
    assert not half.exists()


def test_a_catalog_in_memory_has_no_index(home: Home) -> None:
    with open_catalog(home) as fleeting:
        fulltext.update(home, fleeting, ["a"], [])
        assert open_engine(home, fleeting).letters == 0
    assert not home.path.exists()


def test_a_full_disk_after_an_interrupted_add_is_scanned_past(
    home: Home, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    fulltext.rebuild(home, catalog)
    put(catalog, 9, "The clerk slept.")
    catalog.connection.execute(f"PRAGMA max_page_count = {catalog.connection.execute('PRAGMA page_count').fetchone()[0]}")
    monkeypatch.setattr("indexer.edges.refresh", lambda catalog, now, gone: fill(catalog))
    notes: list[str] = []
    engine = open_engine(home, catalog, notes.append)
    assert engine.letters == 6 and "cannot grow" in notes[-1]


def fill(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.set_meta("ballast", "x" * 10_000_000)


def test_a_full_disk_leaves_no_half_written_part(home: Home, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fulltext, "finish", full)
    assert open_engine(home, catalog).letters == 5
    assert list(home.index_dir.glob("part-*")) == []


def test_a_home_that_cannot_be_written_is_scanned(home: Home, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(fulltext, "rebuild", refuse)
    notes: list[str] = []
    engine = open_engine(home, catalog, notes.append)
    assert engine.letters == 5 and "cannot be written" in notes[-1]


def test_damage_that_keeps_the_length_is_found_when_it_is_met_and_mended(home: Home, catalog: Catalog) -> None:
    open_engine(home, catalog).run(Search(()))
    postings = next(home.index_dir.glob("part-*/*.pst"))
    postings.write_bytes(b"\0" * postings.stat().st_size)
    notes: list[str] = []
    search = Search((Clause("word", (Term("argument", "porter"),), 1.0),))
    found = answered(home, catalog, lambda engine: engine.run(search), notes.append)
    assert found.total and notes == ["the index is damaged; building it from the catalog (5 letters)"]


def test_a_fault_that_is_none_of_the_index_is_not_hidden(home: Home, catalog: Catalog) -> None:
    def ask(engine: object) -> None:
        raise ValueError("none of the index")

    with pytest.raises(ValueError, match="none of the index"):
        answered(home, catalog, ask)
