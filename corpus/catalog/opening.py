"""Opening a catalog: where the home lies, who may write, and what an empty home answers from."""

from __future__ import annotations

import contextlib
import os
import sqlite3

from corpus.catalog import locks, schema
from corpus.catalog.store import Catalog
from corpus.errors import Damaged, Unusable
from corpus.home import Home

PATIENCE = 30.0
"""Seconds that a writer waits for another one."""


def open_catalog(home: Home, *, write: bool = False, patience: float = PATIENCE) -> Catalog:
    """The catalog of `home`. With `write` the home is made where it does not exist.

    Without, a home that does not exist yet gives a catalog in memory that holds the starter, or nothing (`Catalog.fleeting`).
    Raises Unusable where the home is no folder, or the file is of a newer schema, cannot be written, or stays held by another
    writer; Damaged where it is no catalog, or is gone while its index is there.
    """
    if home.path.exists() and not home.path.is_dir():
        raise Unusable(f"the home {home.path} is no folder", "name a folder with --home")
    indexed = (home.index_dir / "manifest.json").exists()  # an index is only ever made of a catalog that was committed
    if indexed and not home.exists():
        raise _gone(home)
    if not write and not home.exists():
        return in_memory(home.starter)
    if write:
        _make_directory(home)
    connection = _connect(home, patience)
    try:
        made = schema.number(connection)
        schema.check(made, str(home.catalog_file))
        if indexed and not made:
            raise _gone(home)
        if not made and not write:  # left by a writer that was killed before its first commit
            connection.close()
            return in_memory(home.starter)
        catalog = Catalog(connection, home.catalog_file)
        if made < schema.SCHEMA:
            _bring_up(catalog, home)
        elif write and not os.access(home.catalog_file, os.W_OK):
            raise sqlite3.OperationalError("attempt to write a readonly database")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise locks.broken(home.catalog_file, error) from None
    except BaseException:
        connection.close()
        raise
    return catalog


def _gone(home: Home) -> Damaged:
    what = f"the catalog {home.catalog_file} is gone or empty, though an index of its letters is there"
    return Damaged(what, f"restore a copy, or remove {home.index_dir} to begin anew")


def in_memory(starter: bool) -> Catalog:
    """A catalog in memory, with the starter or empty; nothing is written anywhere."""
    catalog = Catalog(sqlite3.connect(":memory:", isolation_level=None), None)
    _fill(catalog, starter)
    return catalog


def _make_directory(home: Home) -> None:
    try:
        home.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"cannot make the home {home.path}: {error.strerror}", "choose another with --home") from None


def _connect(home: Home, patience: float) -> sqlite3.Connection:
    """A connection; to a home that cannot be written (a read-only disk), one that reads the file as it stands."""
    file = home.catalog_file
    try:
        connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA schema_version")
            connection.execute("PRAGMA synchronous = NORMAL")  # with WAL a killed process loses nothing that it committed
            return connection
        connection.close()
        return sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    except sqlite3.DatabaseError as error:
        raise locks.broken(file, error) from None


def _bring_up(catalog: Catalog, home: Home) -> None:
    """Make the tables (with the starter, if this home is to have it) or migrate them, in one transaction."""
    catalog.connection.execute("PRAGMA journal_mode = WAL")
    with catalog.transaction():
        found = catalog.schema()  # another process may have made it meanwhile
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
