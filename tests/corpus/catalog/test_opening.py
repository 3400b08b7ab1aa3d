from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog, schema
from corpus.errors import Damaged, PrecedentsError, Unusable
from corpus.home import Home


def test_reading_an_empty_home_writes_nothing_and_answers_from_the_starter(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with open_catalog(home) as catalog:
        assert catalog.fleeting
        assert catalog.count() > 100
    assert list(tmp_path.iterdir()) == []


def test_an_empty_home_without_the_starter_is_empty(tmp_path: Path) -> None:
    with open_catalog(Home(tmp_path / "home", starter=False)) as catalog:
        assert catalog.count() == 0


def test_whether_the_starter_is_in_is_fixed_when_the_home_is_made(tmp_path: Path) -> None:
    open_catalog(Home(tmp_path / "without", starter=False), write=True).close()
    with open_catalog(Home(tmp_path / "without", starter=True), write=True) as catalog:
        assert (catalog.count(), catalog.meta("starter")) == (0, "0")
    open_catalog(Home(tmp_path / "with"), write=True).close()
    with open_catalog(Home(tmp_path / "with", starter=False)) as catalog:
        assert catalog.meta("starter") == "1"
        assert catalog.count() > 100


def test_a_file_that_was_never_committed_to_counts_as_no_home(home: Home) -> None:
    home.path.mkdir()
    home.catalog_file.touch()
    with open_catalog(home) as catalog:
        assert catalog.fleeting
    with open_catalog(home, write=True) as catalog:
        assert catalog.schema() == schema.SCHEMA


def test_a_home_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a note", encoding="utf-8")
    for write in (False, True):
        with pytest.raises(Unusable, match="is no folder"):
            open_catalog(Home(tmp_path / "home"), write=write)


@pytest.mark.parametrize("left", ["empty", "nothing"])
def test_a_lost_catalog_beside_its_index_is_damage_and_not_begun_anew(home: Home, left: str) -> None:
    home.index_dir.mkdir(parents=True)
    (home.index_dir / "manifest.json").write_text("{}", encoding="utf-8")
    if left == "empty":
        home.catalog_file.touch()
    before = sorted(home.path.iterdir())
    for write in (False, True):
        with pytest.raises(Damaged, match="gone or empty"):
            open_catalog(home, write=write)
    assert sorted(home.path.iterdir()) == before


def test_a_newer_schema_is_refused(home: Home) -> None:
    with open_catalog(home, write=True) as catalog:
        catalog.connection.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    for write in (False, True):
        with pytest.raises(Unusable, match=f"schema {schema.SCHEMA + 1}.*newer version"):
            open_catalog(home, write=write)


def test_an_older_schema_is_brought_up(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_catalog(home, write=True) as catalog:
        catalog.set_meta("kept", "yes")
    step = "ALTER TABLE letters ADD COLUMN mood TEXT; UPDATE meta SET value = 'still' WHERE key = 'kept';"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    with open_catalog(home) as catalog:
        assert catalog.meta("kept") == "still"
        assert catalog.schema() == schema.SCHEMA
        catalog.connection.execute("SELECT mood FROM letters")


def test_a_failed_migration_leaves_the_old_schema(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_catalog(home, write=True) as catalog:
        old = catalog.schema()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "UPDATE meta SET value = 'lost'; SELECT nonsense;"))
    monkeypatch.setattr(schema, "SCHEMA", old + 1)
    with pytest.raises(PrecedentsError):
        open_catalog(home)
    with sqlite3.connect(home.catalog_file) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == old
        assert connection.execute("SELECT value FROM meta WHERE key = 'starter'").fetchone()[0] == "0"


def test_what_is_no_database_is_damage_in_one_line(home: Home) -> None:
    home.path.mkdir()
    home.catalog_file.write_bytes(b"not a database at all, but long enough to look" * 40)
    for write in (False, True):
        with pytest.raises(Damaged, match="restore a copy") as caught:
            open_catalog(home, write=write)
        assert "\n" not in str(caught.value)


def test_damage_met_later_is_one_line_too(home: Home) -> None:
    open_catalog(home, write=True).close()
    with pytest.raises(Damaged), open_catalog(home) as catalog:
        catalog.connection.execute("SELECT broken FROM nowhere")
        raise sqlite3.DatabaseError("database disk image is malformed")


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Unusable, match="--home"):
        open_catalog(Home(tmp_path / "file" / "home"), write=True)


def test_a_second_writer_is_told_who_holds_the_catalog(home: Home, catalog: Catalog) -> None:
    with catalog.transaction(), open_catalog(home, write=True, patience=0.05) as second:
        with pytest.raises(Unusable, match=f"process {os.getpid()}") as caught, second.transaction():
            pass
        assert "wait until it is done" in str(caught.value)


def test_a_second_writer_waits(home: Home, catalog: Catalog) -> None:
    began, ended = threading.Event(), threading.Event()

    def write() -> None:
        with open_catalog(home, write=True) as mine, mine.transaction():
            began.set()
            ended.wait(0.3)
            mine.set_meta("first", "done")

    other = threading.Thread(target=write)
    other.start()
    began.wait(5)
    with catalog.transaction():
        assert catalog.meta("first") == "done"
    other.join()


def test_readers_do_not_wait_for_a_writer(home: Home, catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.set_meta("draft", "x")
        with open_catalog(home) as reader:
            assert reader.meta("draft") is None


def _make(path: str, done: multiprocessing.SimpleQueue[int]) -> None:
    with open_catalog(Home(Path(path)), write=True) as catalog:
        done.put(catalog.count())


def test_two_processes_may_make_one_home_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    done: multiprocessing.SimpleQueue[int] = context.SimpleQueue()
    makers = [context.Process(target=_make, args=(str(tmp_path / "home"), done)) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(30)
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    assert done.get() == done.get() == done.get() > 100
