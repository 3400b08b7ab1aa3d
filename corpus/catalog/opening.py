"""Opening a catalog: where the home lies, who may write, and what an empty home answers from."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from corpus.catalog import schema
from corpus.catalog.store import Catalog
from corpus.errors import Unusable
from corpus.home import Home

PATIENCE = 30.0
"""Seconds that a writer waits for another one."""


def open_catalog(home: Home, *, write: bool = False, patience: float = PATIENCE) -> Catalog:
    """The catalog of `home`. With `write` the home is made where it does not exist.

    Without, a home that does not exist yet gives a catalog in memory that holds the starter, or nothing (`Catalog.fleeting`).
    Raises Unusable where the file is no catalog, is of a newer schema, cannot be written, or stays held by another writer.
    """
    if not write and not _made(home):
        return fleeting(home.starter)
    if write:
        _make_directory(home)
    catalog = Catalog(_connect(home, patience), home.catalog_file)
    try:
        if catalog.schema() != schema.SCHEMA:
            _bring_up(catalog, home)
    except BaseException:
        catalog.close()
        raise
    return catalog


def fleeting(starter: bool) -> Catalog:
    """A catalog in memory, with the starter or empty; nothing is written anywhere."""
    catalog = Catalog(sqlite3.connect(":memory:", isolation_level=None), None)
    _fill(catalog, starter)
    return catalog


def _made(home: Home) -> bool:
    """Whether the home holds a catalog; a file left by a writer that was killed before its first commit is none."""
    if not home.exists():
        return False
    try:
        with contextlib.closing(_connect(home, PATIENCE)) as connection:
            return schema.number(connection) > 0
    except sqlite3.DatabaseError as error:
        raise broken(home.catalog_file, error) from None


def _make_directory(home: Home) -> None:
    try:
        home.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"cannot make the home {home.path}: {error.strerror}", "choose another with --home") from None


def _connect(home: Home, patience: float) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(home.catalog_file, timeout=patience, isolation_level=None)
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: a killed process loses nothing that was committed
        schema.check(connection, str(home.catalog_file))
    except sqlite3.DatabaseError as error:
        raise broken(home.catalog_file, error) from None
    return connection


def _bring_up(catalog: Catalog, home: Home) -> None:
    """Make the tables (with the starter, if this home is to have it) or migrate them, in one transaction."""
    catalog.connection.execute("PRAGMA journal_mode = WAL")
    with catalog.transaction():
        found = catalog.schema()
        if found == 0:
            _fill(catalog, home.starter)
        elif found < schema.SCHEMA:
            schema.prepare(catalog.connection)


def _fill(catalog: Catalog, starter: bool) -> None:
    with catalog.transaction():
        schema.prepare(catalog.connection)
        catalog.set_meta("starter", "1" if starter else "0")
        if starter:
            from corpus.starter import known_letters

            catalog.add_starter(known_letters())


def broken(file: Path, error: sqlite3.DatabaseError) -> Unusable:
    """The one-line error for a database that SQLite cannot read or write."""
    if "locked" in str(error) or "busy" in str(error):
        return Unusable(f"the catalog {file} is being written by {holder(file)}", "wait until it is done, then run this again")
    if "readonly" in str(error) or "unable to open" in str(error):
        return Unusable(
            f"cannot write the catalog {file}: {error}", "check the permissions of the home, or choose another --home"
        )
    return Unusable(
        f"the catalog {file} cannot be used: {error}", "restore a copy of it, or choose another --home and add again"
    )


def holder(file: Path) -> str:
    """Who last took the catalog for writing, in words."""
    try:
        claim = json.loads(file.with_suffix(".writer").read_text(encoding="utf-8"))
        return f"process {claim['process']} ({claim['command']}, since {claim['since']})"
    except (OSError, ValueError, KeyError):
        return "another program"


def claim(file: Path) -> None:
    """Note beside the catalog that this process writes, for the message that another writer may have to print."""
    command = " ".join(["precedents", *sys.argv[1:2]])
    note = {"process": os.getpid(), "command": command, "since": datetime.now(UTC).isoformat(timespec="seconds")}
    with contextlib.suppress(OSError):
        file.with_suffix(".writer").write_text(json.dumps(note), encoding="utf-8")
