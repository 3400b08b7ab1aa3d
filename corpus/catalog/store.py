"""The catalog: what is asked of it and what is put into it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.catalog import locks, rows, schema, settling
from corpus.catalog.rows import Telling
from corpus.records import HeldLetter, Letter, LetterKey, RawDocument, Text


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition came to: the letter's id, whether the document or row was new, the ids it changed or took away."""

    id: str
    new: bool
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is held: letters, those with text, and the first and last year of their dates (None where none is dated)."""

    letters: int
    texts: int
    first: int | None
    last: int | None


class Catalog:
    """An open catalog. `connection` is for modules of this package only; `file` is None for a catalog in memory."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None) -> None:
        self.connection = connection
        self.file = file

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close. What SQLite itself raised (damage, a full disk) becomes Unusable in one line."""
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise locks.broken(self.file, error) from None

    def close(self) -> None:
        """Let the catalog go; what was committed stays."""
        self.connection.close()

    @property
    def fleeting(self) -> bool:
        """Whether this catalog stands in memory only, for a home that nobody has written to."""
        return self.file is None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; within another transaction, part of it.

        Raises Unusable where another writer stays too long or the disk is full, Damaged where SQLite finds the file broken.
        """
        if self.connection.in_transaction:
            yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise locks.broken(self.file, error) from None
        locks.claim(self.file)
        try:
            yield
            self.connection.commit()
        except sqlite3.OperationalError as error:
            self.connection.rollback()
            raise locks.broken(self.file, error) from None
        except BaseException:
            self.connection.rollback()
            raise

    # What is asked of it

    def schema(self) -> int:
        """The schema number; 0 before the tables are made."""
        return schema.number(self.connection)

    def meta(self, key: str) -> str | None:
        """A note of the catalog about itself, or None."""
        found = self._one("SELECT value FROM meta WHERE key = ?", key)
        return None if found is None else str(found[0])

    def set_meta(self, key: str, value: str) -> None:
        """Keep a note of the catalog about itself."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def count(self) -> int:
        """How many letters are held."""
        return int(self.connection.execute("SELECT count(*) FROM letters").fetchone()[0])

    def extent(self) -> Extent:
        """How much is held, without reading a letter."""
        query = """SELECT count(*), count(sha256), min(substr(coalesce(response_date, incoming_date), 1, 4)),
                   max(substr(coalesce(response_date, incoming_date), 1, 4)) FROM letters"""
        letters, texts, first, last = self.connection.execute(query).fetchone()
        return Extent(letters, texts, int(first) if first else None, int(last) if last else None)

    def generation(self) -> int:
        """A number that grows with every change of a letter."""
        return int(self.meta("generation") or 0)

    def letters(self) -> Iterator[HeldLetter]:
        """Every letter, by id."""
        aliases = self._lists("SELECT letter, alias FROM aliases ORDER BY alias")
        documents = self._lists(f"{_DOCUMENTS} {_OWN_FIRST}")
        for row in self.connection.execute(f"{_HELD} ORDER BY id"):
            yield rows.held_of(row, documents.get(row[0], ()), aliases.get(row[0], ()))

    def keys(self) -> list[LetterKey]:
        """Every letter's key, by id; no record is read."""
        aliases = self._lists("SELECT letter, alias FROM aliases ORDER BY alias")
        return [rows.key_of(row, aliases.get(row[0], ())) for row in self.connection.execute(_KEYS)]

    def holders(self) -> set[str]:
        """The proponents of all letters, as spelled."""
        rows_ = self.connection.execute("SELECT DISTINCT proponents FROM letters")
        return {holder for (joined,) in rows_ for holder in rows.split(joined)}

    def id_of(self, id_or_alias: str) -> str | None:
        """The id of a letter by its id or an alias."""
        return settling.id_of(self.connection, id_or_alias)

    def get(self, id_or_alias: str) -> HeldLetter | None:
        """The letter of an id or alias."""
        letter_id = self.id_of(id_or_alias)
        return None if letter_id is None else next(iter(self.many([letter_id])), None)

    def many(self, ids: Iterable[str]) -> list[HeldLetter]:
        """The letters of these ids, in their order; an id that is not held is left out."""
        found: list[HeldLetter] = []
        for letter_id in ids:
            row = self._one(f"{_HELD} WHERE id = ?", letter_id)
            if row is not None:
                documents = self._lists(f"{_DOCUMENTS} AND a.letter = ? {_OWN_FIRST}", letter_id)
                aliases = self._lists("SELECT letter, alias FROM aliases WHERE letter = ? ORDER BY alias", letter_id)
                found.append(rows.held_of(row, documents.get(letter_id, ()), aliases.get(letter_id, ())))
        return found

    def text(self, letter_id: str) -> Text | None:
        """The text of the document that gives the letter's record; None where only facts are known."""
        found = self._one("SELECT sha256 FROM letters WHERE id = ?", letter_id)
        return None if found is None or found[0] is None else self.text_of(found[0])

    def text_of(self, sha256: str) -> Text | None:
        """The text of a document, as last read."""
        found = self._one("SELECT content, pages, reader FROM texts WHERE sha256 = ? ORDER BY rowid DESC", sha256)
        return None if found is None else rows.text_of(*found)

    def document(self, sha256: str) -> RawDocument | None:
        """A held document with its bytes and the last place it was met."""
        found = self._one("SELECT content, media_type, headers FROM documents WHERE sha256 = ?", sha256)
        met = self._one("SELECT source, fetched_at FROM sources WHERE sha256 = ? ORDER BY fetched_at DESC, source", sha256)
        if found is None or met is None:
            return None
        return RawDocument(sha256, zlib.decompress(found[0]), found[1], met[0], met[1], json.loads(found[2]))

    def documents(self) -> list[str]:
        """The SHA-256 of every held document, sorted."""
        return [row[0] for row in self.connection.execute("SELECT sha256 FROM documents ORDER BY sha256")]

    def letter_of_document(self, sha256: str) -> str | None:
        """The id of the letter that a document belongs to; None where the document is not held."""
        found = self._one("SELECT letter FROM accounts WHERE key = ?", sha256)
        return None if found is None else str(found[0])

    def digest(self) -> str:
        """SHA-256 (hex) over what is held: the same for the same documents and facts, in any order of adding."""
        query = """SELECT key, '' FROM accounts WHERE sha256 IS NOT NULL
                   UNION ALL SELECT key, hex(record) FROM accounts WHERE sha256 IS NULL ORDER BY 1"""
        told = "\n".join(f"{key} {record}" for key, record in self.connection.execute(query))
        return hashlib.sha256(told.encode()).hexdigest()

    def outdated(self, parser: str) -> list[str]:
        """The SHA-256 of each held document that another version of the parser read last."""
        query = "SELECT key FROM accounts WHERE sha256 IS NOT NULL AND parser IS NOT ? ORDER BY key"
        return [row[0] for row in self.connection.execute(query, (parser,))]

    def unsettled(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of letters that changed, and of those that are no more, since `mark_settled`."""
        query = "SELECT u.letter, l.id FROM unsettled u LEFT JOIN letters l ON l.id = u.letter ORDER BY u.letter"
        noted = self.connection.execute(query).fetchall()
        return tuple(i for i, held in noted if held), tuple(i for i, held in noted if not held)

    # What is put into it

    def mark_settled(self, ids: Iterable[str], generation: int | None = None) -> None:
        """Edges and index have taken notice of these changes, as far as they were made up to `generation` (None: all)."""
        latest = self.generation() if generation is None else generation
        with self.transaction():
            query = "DELETE FROM unsettled WHERE letter = ? AND generation <= ?"
            self.connection.executemany(query, [(letter_id, latest) for letter_id in ids])

    def add(self, raw: RawDocument, text: Text, letter: Letter, parser: str | None = None) -> Addition:
        """Take a document in, with its text and what `parser` read in it; a document that is held gets only its new source."""
        with self.transaction():
            held = self.seen(raw.sha256, raw.source, raw.fetched_at)
            if held is not None:
                return held
            self._put_source(raw.sha256, raw.source, raw.fetched_at)
            headers = json.dumps(dict(raw.headers))
            document = (raw.sha256, zlib.compress(raw.content, 6), len(raw.content), raw.media_type, headers)
            self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", document)
            self._put_text(raw.sha256, text)
            account = rows.account_of(raw.sha256, "letter", letter, raw.sha256)
            return self._tell(Telling(account, letter, raw.fetched_at or "", parser))

    def seen(self, sha256: str, source: str, fetched_at: str | None) -> Addition | None:
        """Note that a held document was met at `source`; None where the document is not held."""
        held = self.letter_of_document(sha256)
        if held is None or self._one("SELECT 1 FROM sources WHERE sha256 = ? AND source = ?", sha256, source):
            return None if held is None else Addition(held, False)
        with self.transaction():
            self._put_source(sha256, source, fetched_at)
            self.connection.execute("UPDATE accounts SET dated = max(dated, ?) WHERE key = ?", (fetched_at or "", sha256))
            return Addition(held, False, *settling.settle(self.connection, [sha256, *self._accounts(held)]))

    def add_known(self, letter: Letter, source: str, urls: Sequence[str] = (), note: str | None = None) -> Addition:
        """Take in what a chart row (`chart`) or a public source (`facts`) tells of a letter.

        The same row again, told apart by company, proponents and its first known date, replaces itself.
        """
        with self.transaction():
            key = rows.known_key(source, letter)
            telling = Telling(rows.account_of(key, source, letter), letter, _now(), None, tuple(urls), note)
            held = self._one("SELECT letter, record, urls, note FROM accounts WHERE key = ?", key)
            if held is not None and held[1:] == rows.account_row(telling, None)[11:]:
                return Addition(held[0], False)
            return self._tell(telling, new=held is None)

    def add_starter(self, known: Iterable[tuple[Letter, tuple[str, ...], str]]) -> None:
        """Fill a new catalog with the starter's letters (letter, sources, note): each row is a letter of its own."""
        with self.transaction():
            settling.fill(self.connection, known)

    def reread(self, sha256: str, letter: Letter, parser: str, text: Text | None = None) -> Addition:
        """Replace what was read in a held document, after the parser (or with `text`, the reader) changed."""
        with self.transaction():
            row = self._one("SELECT * FROM accounts WHERE key = ?", sha256)
            if row is None:
                raise KeyError(sha256)
            if text is not None:
                self._put_text(sha256, text)
            account = rows.account_of(sha256, "letter", letter, sha256)
            return self._tell(
                replace(rows.telling_of(row), account=account, letter=letter, parser=parser, record=None), new=False
            )

    def remove(self, letter_id: str) -> None:
        """Take a letter out with its documents, texts, facts and aliases."""
        with self.transaction():
            for (sha256,) in self.connection.execute("SELECT sha256 FROM accounts WHERE letter = ?", (letter_id,)).fetchall():
                self.connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
                self.connection.execute("DELETE FROM texts WHERE sha256 = ?", (sha256,))
                self.connection.execute("DELETE FROM sources WHERE sha256 = ?", (sha256,))
            self.connection.execute("DELETE FROM accounts WHERE letter = ?", (letter_id,))
            settling.drop(self.connection, letter_id)
            settling.note_changes(self.connection, [letter_id])

    def _tell(self, telling: Telling, new: bool = True) -> Addition:
        letter_id, changed, removed = settling.tell(self.connection, telling)
        return Addition(letter_id, new, changed, removed)

    def _put_text(self, sha256: str, text: Text) -> None:
        self.connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", rows.text_row(sha256, text))

    def _put_source(self, sha256: str, source: str, fetched_at: str | None) -> None:
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (sha256, source, fetched_at or ""))

    def _accounts(self, letter_id: str) -> list[str]:
        return [row[0] for row in self.connection.execute("SELECT key FROM accounts WHERE letter = ?", (letter_id,))]

    def _lists(self, query: str, *values: str) -> dict[str, tuple[str, ...]]:
        """(letter, value) rows as one tuple of values per letter."""
        found: dict[str, list[str]] = {}
        for letter, value in self.connection.execute(query, values):
            found.setdefault(letter, []).append(value)
        return {letter: tuple(listed) for letter, listed in found.items()}

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self.connection.execute(query, values).fetchone()
        return found


_HELD = "SELECT id, record, source, urls, note FROM letters"
_KEYS = f"SELECT {rows.KEY_COLUMNS} FROM letters ORDER BY id"  # noqa: S608 (columns are never input)
_DOCUMENTS = "SELECT a.letter, a.sha256 FROM accounts a JOIN letters l ON l.id = a.letter WHERE a.sha256 IS NOT NULL"
_OWN_FIRST = "ORDER BY a.key <> l.account, a.key"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
