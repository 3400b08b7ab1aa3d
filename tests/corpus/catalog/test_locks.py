from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from corpus.catalog import locks
from corpus.errors import Damaged, Unusable


@pytest.mark.parametrize(
    ("told", "kind", "remedy"),
    [
        ("database is locked", Unusable, "wait until it is done"),
        ("attempt to write a readonly database", Unusable, "permissions"),
        ("unable to open database file", Unusable, "permissions"),
        ("database or disk is full", Unusable, "make room"),
        ("database disk image is malformed", Damaged, "restore a copy"),
        ("file is not a database", Damaged, "restore a copy"),
    ],
)
def test_each_complaint_is_one_line_with_what_to_do(told: str, kind: type[Exception], remedy: str) -> None:
    error = locks.broken(Path("home/catalog.sqlite"), sqlite3.OperationalError(told))
    assert type(error) is kind
    assert remedy in str(error) and "\n" not in str(error)


def test_the_last_to_claim_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "catalog.sqlite"
    assert locks.holder(file) == "another program"
    monkeypatch.setattr("sys.argv", ["precedents", "--home", "/somewhere/private", "fetch"])
    locks.claim(file)
    assert locks.holder(file).startswith(f"process {os.getpid()} (precedents fetch, since 20")
    monkeypatch.setattr("sys.argv", ["precedents", "add", "x" * 20])
    locks.claim(file)
    assert "(precedents add, since" in locks.holder(file)


def test_a_home_that_takes_no_note_is_no_obstacle(tmp_path: Path) -> None:
    locks.claim(tmp_path / "none" / "catalog.sqlite")
    locks.claim(None)
    assert list(tmp_path.iterdir()) == []
