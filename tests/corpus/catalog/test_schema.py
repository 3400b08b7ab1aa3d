from __future__ import annotations

import sqlite3

import pytest

from corpus.catalog import schema
from corpus.errors import Unusable


def test_a_script_is_cut_at_its_ends_only() -> None:
    script = "CREATE TABLE a (b TEXT DEFAULT ';'); -- one; two\nINSERT INTO a VALUES ('x;y');\n"
    connection = sqlite3.connect(":memory:")
    for statement in schema.statements(script):
        connection.execute(statement)
    assert connection.execute("SELECT b FROM a").fetchall() == [("x;y",)]


def test_preparing_twice_changes_nothing() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    listed = "SELECT sql FROM sqlite_master ORDER BY name"
    schema.prepare(connection)
    made = connection.execute(listed).fetchall()
    schema.prepare(connection)
    assert connection.execute(listed).fetchall() == made
    assert schema.number(connection) == schema.SCHEMA == 1 + len(schema.MIGRATIONS)


def test_only_the_steps_that_are_missing_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = ("INSERT INTO meta VALUES ('second', '1');", "INSERT INTO meta VALUES ('third', '1');")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.prepare(connection)
    connection.execute("PRAGMA user_version = 2")
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "SCHEMA", 3)
    schema.prepare(connection)
    assert connection.execute("SELECT key FROM meta").fetchall() == [("third",)]


def test_a_number_that_is_known_passes() -> None:
    schema.check(schema.SCHEMA, "here")
    with pytest.raises(Unusable, match="here has schema"):
        schema.check(schema.SCHEMA + 1, "here")
