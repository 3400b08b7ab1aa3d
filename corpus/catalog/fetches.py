"""What was asked of the sources and what came: one row for each address, and what the lists said of it.

A file's bytes stay in its row until the letter read from them is in the catalog, so that a run killed between the two has
nothing to fetch again. A list's bytes stay: a source that answers "not modified" leaves us to read what we have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.catalog.store import Catalog
from corpus.records import RawDocument, Reference

DDL = """
-- state: page (a list), waiting (fetched, not yet read), held (its document is in the catalog), unread (no letter could be read
-- in it), other (a letter under another rule), failed (no bytes came)
CREATE TABLE IF NOT EXISTS fetches (
    url TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT, etag TEXT, last_modified TEXT, headers TEXT NOT NULL, sha256 TEXT,
    media_type TEXT, fetched_at TEXT, content BLOB, listed_as TEXT, reader TEXT, place INTEGER
);
-- what lists say of each letter's address (or, for a row without a file, of the row itself)
CREATE TABLE IF NOT EXISTS listed (
    key TEXT PRIMARY KEY, page TEXT NOT NULL, url TEXT, company TEXT, date TEXT, incoming_date TEXT, form TEXT NOT NULL
) WITHOUT ROWID;
-- how many letters each list had when it was last read
CREATE TABLE IF NOT EXISTS counts (page TEXT PRIMARY KEY, letters INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Fetch:
    """The row of an address. `listed_as` is what the list said of it when it was fetched."""

    url: str
    state: str
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    fetched_at: str | None = None
    listed_as: str | None = None
    reader: str | None = None


_COLUMNS = "url, state, reason, etag, last_modified, sha256, fetched_at, listed_as, reader"


def known(catalog: Catalog, url: str) -> Fetch | None:
    """What is known of an address; None where it was never asked."""
    row = catalog.connection.execute(f"SELECT {_COLUMNS} FROM fetches WHERE url = ?", (url,)).fetchone()  # noqa: S608 (no input)
    return None if row is None else Fetch(*row)


def content(catalog: Catalog, url: str) -> bytes | None:
    """The bytes that are kept for an address; None where there are none (a held letter's are the catalog's)."""
    row = catalog.connection.execute("SELECT content FROM fetches WHERE url = ?", (url,)).fetchone()
    return None if row is None else row[0]


def is_held(catalog: Catalog, url: str) -> bool:
    """Whether the letter from this address is in the catalog still."""
    query = "SELECT 1 FROM fetches f JOIN documents d ON d.sha256 = f.sha256 WHERE f.url = ? AND f.state = 'held'"
    return catalog.connection.execute(query, (url,)).fetchone() is not None


def keep(catalog: Catalog, raw: RawDocument, state: str, listed_as: str | None = None) -> None:
    """Keep the bytes that came from `raw.source`, with address, time, headers and SHA-256; in one transaction."""
    headers = dict(raw.headers)
    row = (raw.source, state, None, headers.get("etag"), headers.get("last-modified"), json.dumps(headers), raw.sha256,
           raw.media_type, raw.fetched_at, raw.content, listed_as, None, None)  # fmt: skip
    with catalog.transaction():
        marks = ", ".join("?" * len(row))
        catalog.connection.execute(f"INSERT OR REPLACE INTO fetches VALUES ({marks})", row)  # noqa: S608 (marks only)


def mark(catalog: Catalog, url: str, state: str, reason: str | None = None, reader: str | None = None) -> None:
    """Set what became of an address; the bytes go where the catalog has them or nobody wants them."""
    with catalog.transaction():
        empty = json.dumps({})
        catalog.connection.execute("INSERT OR IGNORE INTO fetches (url, state, headers) VALUES (?, ?, ?)", (url, state, empty))
        setting = "state = ?, reason = ?, reader = ?, content = CASE WHEN ? THEN NULL ELSE content END"
        values = (state, reason, reader, state in ("held", "other"), url)
        catalog.connection.execute(f"UPDATE fetches SET {setting} WHERE url = ?", values)  # noqa: S608 (no input)


def confirm(catalog: Catalog, url: str, fetched_at: str, listed_as: str | None = None) -> None:
    """Note that the source said "not modified" at this time."""
    with catalog.transaction():
        catalog.connection.execute(
            "UPDATE fetches SET fetched_at = ?, listed_as = coalesce(?, listed_as) WHERE url = ?", (fetched_at, listed_as, url)
        )


def waiting(catalog: Catalog) -> Iterator[RawDocument]:
    """The files that were fetched and not read, in the order in which they came."""
    query = "SELECT url FROM fetches WHERE state = 'waiting' ORDER BY fetched_at, rowid"
    for (url,) in catalog.connection.execute(query).fetchall():
        raw = document(catalog, url)
        if raw is not None:
            yield raw


def document(catalog: Catalog, url: str) -> RawDocument | None:
    """What came from an address, where its bytes are kept here."""
    query = "SELECT sha256, content, media_type, url, fetched_at, headers FROM fetches WHERE url = ? AND content IS NOT NULL"
    row = catalog.connection.execute(query, (url,)).fetchone()
    return None if row is None else RawDocument(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))


def note_listed(catalog: Catalog, references: Iterable[Reference]) -> None:
    """Remember what a list says of letters, for `stats` to tell what is known and missing."""
    rows = [
        (r.url or f"{r.page} {r.company} {r.date} {r.incoming_date} {r.proponent}", r.page, r.url, r.company, r.date,
         r.incoming_date, r.form)
        for r in references
    ]  # fmt: skip
    with catalog.transaction():
        catalog.connection.executemany("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def counted(catalog: Catalog, page: str, letters: int) -> int | None:
    """Note how many letters a list has now; return how many it had before, None where it is new."""
    with catalog.transaction():
        row = catalog.connection.execute("SELECT letters FROM counts WHERE page = ?", (page,)).fetchone()
        catalog.connection.execute("INSERT OR REPLACE INTO counts VALUES (?, ?)", (page, letters))
    return None if row is None else int(row[0])


def unfetched(catalog: Catalog) -> dict[int | None, int]:
    """Per year, how many files the lists name whose letters are not in the catalog (year None: no date was listed)."""
    query = """SELECT substr(coalesce(l.date, l.incoming_date), 1, 4), count(*) FROM listed l
               LEFT JOIN fetches f ON f.url = l.url
               WHERE l.url IS NOT NULL AND (f.state IS NULL OR f.state NOT IN ('held', 'other')) GROUP BY 1"""
    return {int(year) if year else None: int(count) for year, count in catalog.connection.execute(query)}
