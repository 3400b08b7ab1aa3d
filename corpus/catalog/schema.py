"""The catalog's tables, and how a catalog of an older schema is brought up.

The schema number stands in `PRAGMA user_version`. Tables of other modules of this package are collected in `TABLES`.
"""

from __future__ import annotations

import importlib
import sqlite3

from corpus.errors import Unusable

CORE = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- a document is its hash; its bytes are kept zlib-compressed
CREATE TABLE IF NOT EXISTS documents (
    sha256 TEXT PRIMARY KEY, content BLOB NOT NULL, size INTEGER NOT NULL, media_type TEXT NOT NULL, headers TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sources (
    sha256 TEXT NOT NULL, source TEXT NOT NULL, fetched_at TEXT, PRIMARY KEY (sha256, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (
    sha256 TEXT NOT NULL, reader TEXT NOT NULL, content BLOB NOT NULL, pages TEXT NOT NULL, PRIMARY KEY (sha256, reader)
);

-- an account says what one document, chart row or fact tells of a letter; a letter is what its accounts tell together
CREATE TABLE IF NOT EXISTS accounts (
    key TEXT PRIMARY KEY, letter TEXT, company_key TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT,
    response_date TEXT, incoming_date TEXT, proponents TEXT NOT NULL, outcome TEXT, dated TEXT NOT NULL, parser TEXT,
    record BLOB NOT NULL, urls TEXT NOT NULL, note TEXT
);
CREATE INDEX IF NOT EXISTS accounts_company ON accounts (company_key);
CREATE INDEX IF NOT EXISTS accounts_letter ON accounts (letter);

CREATE TABLE IF NOT EXISTS letters (
    given INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, sha256 TEXT, source TEXT NOT NULL,
    company TEXT, former_names TEXT NOT NULL, response_date TEXT, incoming_date TEXT, available_date TEXT,
    kind TEXT NOT NULL, outcome TEXT, conditional INTEGER NOT NULL, bases_staff TEXT NOT NULL, bases_asserted TEXT NOT NULL,
    proponents TEXT NOT NULL, reconsiders TEXT, record TEXT NOT NULL, urls TEXT NOT NULL, note TEXT
);
-- letters that changed or went since edges and index last took notice: a killed command leaves its own here
CREATE TABLE IF NOT EXISTS unsettled (letter TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aliases (alias TEXT PRIMARY KEY, letter TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_letter ON aliases (letter);
CREATE TABLE IF NOT EXISTS citations (
    letter TEXT NOT NULL, n INTEGER NOT NULL, company TEXT NOT NULL, date TEXT, year INTEGER, cited_by TEXT NOT NULL,
    as_written TEXT NOT NULL, signal TEXT, basis TEXT, proponent TEXT, start INTEGER, end INTEGER, PRIMARY KEY (letter, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS citations_company ON citations (company);
"""

TABLES = ("corpus.catalog.edges", "corpus.catalog.fetches")
"""Modules of this package that bring tables of their own, each as a constant DDL of `CREATE ... IF NOT EXISTS` statements."""

MIGRATIONS: tuple[str, ...] = ()
"""MIGRATIONS[i] brings schema i+1 to i+2. New tables need no entry: `prepare` makes what is missing."""

SCHEMA = 1 + len(MIGRATIONS)


def definitions() -> str:
    """The DDL of every table, as one script."""
    return "\n".join([CORE, *(str(importlib.import_module(name).DDL) for name in TABLES)])


def number(connection: sqlite3.Connection) -> int:
    """The schema number of an open database; 0 where none was made yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(found: int, where: str) -> None:
    """Raise Unusable where schema number `found` is of a newer version than this."""
    if found > SCHEMA:
        raise Unusable(
            f"the catalog {where} has schema {found}, and this version knows up to {SCHEMA}",
            "install the newer version of precedents that wrote it, or choose another --home",
        )


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring an older schema up, within the caller's transaction."""
    found = number(connection)
    for step in MIGRATIONS[max(found, 1) - 1 :] if found else ():
        for statement in statements(step):
            connection.execute(statement)
    for statement in statements(definitions()):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def statements(script: str) -> list[str]:
    """The single statements of a script: `executescript` would commit the caller's transaction."""
    found: list[str] = []
    pending = ""
    for piece in script.split(";")[:-1]:
        pending += piece + ";"
        if sqlite3.complete_statement(pending):  # a semicolon in a string or comment ends nothing
            found.append(pending)
            pending = ""
    return found
