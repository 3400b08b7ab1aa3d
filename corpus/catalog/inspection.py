"""Whether a catalog is sound: what the database says of itself, and whether what is kept agrees with its hashes."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from dataclasses import dataclass

from corpus.catalog import rows
from corpus.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether all is well, and one line on what was found."""

    check: str
    sound: bool
    detail: str


def inspect(catalog: Catalog) -> list[Finding]:
    """The findings on a catalog, in order; none of them changes it."""
    checks = (_database, _documents, _letters, _references)
    return [_guarded(check.__name__.strip("_"), catalog, check) for check in checks]


def _guarded(name: str, catalog: Catalog, check: object) -> Finding:
    try:
        return Finding(name, *check(catalog.connection))  # type: ignore[operator]
    except (sqlite3.DatabaseError, zlib.error, ValueError, KeyError, TypeError) as error:
        return Finding(name, False, f"cannot be read: {error}")


def _database(connection: sqlite3.Connection) -> tuple[bool, str]:
    told = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    return told == ["ok"], "pages, indexes and rows agree" if told == ["ok"] else "; ".join(told).replace("\n", " ")


def _documents(connection: sqlite3.Connection) -> tuple[bool, str]:
    """Each document's bytes have its hash, and it has a text."""
    damaged: list[str] = []
    count = 0
    for sha256, content in connection.execute("SELECT sha256, content FROM documents"):
        count += 1
        try:
            if hashlib.sha256(zlib.decompress(content)).hexdigest() != sha256:
                damaged.append(sha256)
        except zlib.error:
            damaged.append(sha256)
    if damaged:
        return False, f"{len(damaged)} of {count} differ from their hash: {', '.join(d[:12] for d in damaged[:5])}"
    for sha256, content, pages, reader in connection.execute("SELECT sha256, content, pages, reader FROM texts"):
        try:
            rows.text_of(content, pages, reader)
        except (zlib.error, ValueError):
            return False, f"the text of {sha256[:12]} cannot be read"
    return True, f"{count} documents have their hash, and their texts are readable"


def _letters(connection: sqlite3.Connection) -> tuple[bool, str]:
    count = 0
    for letter_id, record in connection.execute("SELECT id, record FROM letters"):
        count += 1
        try:
            rows.loaded(record)
        except (ValueError, KeyError, TypeError):
            return False, f"the record of {letter_id} cannot be read"
    return True, f"{count} records are readable"


_DANGLING = {
    "documents without a text": "SELECT count(*) FROM documents WHERE sha256 NOT IN (SELECT sha256 FROM texts)",
    "documents of no letter": "SELECT count(*) FROM documents WHERE sha256 NOT IN (SELECT key FROM accounts)",
    "documents of unknown source": "SELECT count(*) FROM documents WHERE sha256 NOT IN (SELECT sha256 FROM sources)",
    "accounts of no letter": "SELECT count(*) FROM accounts WHERE letter IS NULL OR letter NOT IN (SELECT id FROM letters)",
    "letters without an account": "SELECT count(*) FROM letters WHERE account NOT IN (SELECT key FROM accounts)",
    "citations of no letter": "SELECT count(*) FROM citations WHERE letter NOT IN (SELECT id FROM letters)",
    "aliases of no letter": "SELECT count(*) FROM aliases WHERE letter NOT IN (SELECT id FROM letters)",
}


def _references(connection: sqlite3.Connection) -> tuple[bool, str]:
    counts = {what: connection.execute(query).fetchone()[0] for what, query in _DANGLING.items()}
    told = [f"{count} {what}" for what, count in counts.items() if count]
    return not told, "; ".join(told) or "documents, letters, citations and aliases lead to each other"
