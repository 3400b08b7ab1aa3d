"""The catalog: what is asked of it and what is put into it.

One letter is told of by accounts (documents, chart rows, the starter's facts); `_settle` works out from all accounts of a
company and day which letters they tell of, so that the order of adding does not matter.
"""

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

from corpus.catalog import identity, rows, schema
from corpus.catalog.rows import Telling
from corpus.records import HeldLetter, Letter, LetterKey, RawDocument, Text

_HELD = "SELECT id, record, source, urls, note FROM letters"


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition came to: the letter's id, whether anything was new, and the ids it changed or took away."""

    id: str
    new: bool
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Catalog:
    """An open catalog. `connection` is for modules of this package only; `file` is None for a catalog in memory."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None) -> None:
        self.connection = connection
        self.file = file

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the catalog go; what was committed stays."""
        self.connection.close()

    @property
    def fleeting(self) -> bool:
        """Whether this catalog stands in memory only, for a home that nobody has written to."""
        return self.file is None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; within another transaction, part of it. Raises Unusable where another writer stays too long."""
        if self.connection.in_transaction:
            yield
            return
        from corpus.catalog import opening

        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise opening.broken(self.file or Path(":memory:"), error) from None
        if self.file is not None:
            opening.claim(self.file)
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

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

    def generation(self) -> int:
        """A number that grows with every change of a letter."""
        return int(self.meta("generation") or 0)

    def letters(self) -> Iterator[HeldLetter]:
        """Every letter, by id."""
        aliases, documents = self._aliases(), self._documents()
        for row in self.connection.execute(f"{_HELD} ORDER BY id"):
            yield rows.held_of(row, documents.get(row[0], ()), aliases.get(row[0], ()))

    def keys(self) -> list[LetterKey]:
        """Every letter's key, by id; no record is read."""
        aliases = self._aliases()
        found = self.connection.execute(f"SELECT {rows.KEY_COLUMNS} FROM letters ORDER BY id")
        return [rows.key_of(row, aliases.get(row[0], ())) for row in found]

    def id_of(self, id_or_alias: str) -> str | None:
        """The id of a letter by its id or an alias."""
        found = self._one("SELECT id FROM letters WHERE id = ?", id_or_alias)
        found = found or self._one("SELECT letter FROM aliases WHERE alias = ?", id_or_alias)
        return None if found is None else str(found[0])

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
                found.append(rows.held_of(row, self._documents_of(letter_id), self._aliases_of(letter_id)))
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
        """A held document with its bytes."""
        found = self._one("SELECT content, media_type, headers FROM documents WHERE sha256 = ?", sha256)
        if found is None:
            return None
        source, fetched_at = self._one(
            "SELECT source, fetched_at FROM sources WHERE sha256 = ? ORDER BY fetched_at DESC, source", sha256
        ) or (
            "",
            None,
        )
        return RawDocument(sha256, zlib.decompress(found[0]), found[1], source, fetched_at, json.loads(found[2]))

    def letter_of_document(self, sha256: str) -> str | None:
        """The id of the letter that a document belongs to; None where the document is not held."""
        found = self._one("SELECT letter FROM accounts WHERE key = ?", sha256)
        return None if found is None else str(found[0])

    def unsettled(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids that changed, and those that are no more, since `mark_settled`."""
        noted = [row[0] for row in self.connection.execute("SELECT letter FROM unsettled ORDER BY letter")]
        held = {row[0] for row in self.connection.execute("SELECT id FROM letters WHERE id IN (SELECT letter FROM unsettled)")}
        return tuple(i for i in noted if i in held), tuple(i for i in noted if i not in held)

    def mark_settled(self, ids: Iterable[str]) -> None:
        """Edges and index have taken notice of these changes."""
        with self.transaction():
            self.connection.executemany("DELETE FROM unsettled WHERE letter = ?", [(letter_id,) for letter_id in ids])

    def digest(self) -> str:
        """SHA-256 (hex) over what is held, the same for the same documents and facts in any order of adding."""
        keys = self.connection.execute("SELECT key, hex(record) FROM accounts WHERE sha256 IS NULL UNION ALL "
                                       "SELECT key, '' FROM accounts WHERE sha256 IS NOT NULL ORDER BY 1")  # fmt: skip
        return hashlib.sha256("\n".join(f"{key} {record}" for key, record in keys).encode()).hexdigest()

    # What is put into it

    def add(self, raw: RawDocument, text: Text, letter: Letter, parser: str | None = None) -> Addition:
        """Take a document in, with its text and what `parser` read in it; a document that is held gets only its new source."""
        with self.transaction():
            held = self.seen(raw.sha256, raw.source, raw.fetched_at)
            if held is not None:
                return held
            self._put_source(raw.sha256, raw.source, raw.fetched_at)
            self.connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
                (raw.sha256, zlib.compress(raw.content, 6), len(raw.content), raw.media_type, json.dumps(dict(raw.headers))),
            )
            self.connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", rows.text_row(raw.sha256, text))
            account = rows.account_of(raw.sha256, "letter", letter, raw.sha256)
            return self._tell(Telling(account, letter, raw.fetched_at or "", parser))

    def seen(self, sha256: str, source: str, fetched_at: str | None) -> Addition | None:
        """Note that a held document was met at `source`; None where the document is not held."""
        held = self.letter_of_document(sha256)
        if held is None:
            return None
        if self._one("SELECT 1 FROM sources WHERE sha256 = ? AND source = ?", sha256, source):
            return Addition(held, False)
        with self.transaction():
            self._put_source(sha256, source, fetched_at)
            self.connection.execute("UPDATE accounts SET dated = max(dated, ?) WHERE key = ?", (fetched_at or "", sha256))
            changed, removed = self._settle(
                {row[0] for row in self.connection.execute("SELECT key FROM accounts WHERE letter = ?", (held,))}
            )
            return Addition(held, False, changed, removed)

    def add_known(self, letter: Letter, source: str, urls: Sequence[str] = (), note: str | None = None) -> Addition:
        """Take in what a chart row (`chart`) or a public source (`facts`) tells of a letter; the same row again replaces itself."""
        with self.transaction():
            key = rows.known_key(source, letter)
            telling = Telling(rows.account_of(key, source, letter), letter, _now(), None, tuple(urls), note)
            held = self._one("SELECT letter, record, urls, note FROM accounts WHERE key = ?", key)
            fresh = rows.account_row(telling, None)
            if held is not None and held[1:] == (fresh[11], fresh[12], fresh[13]):
                return Addition(held[0], False)
            return self._tell(telling)

    def add_starter(self, known: Iterable[tuple[Letter, tuple[str, ...], str]]) -> None:
        """Fill a new catalog with the starter's letters (letter, sources, note): each row is a letter of its own."""
        with self.transaction():
            taken: set[str] = set()
            for n, (letter, urls, note) in enumerate(known):
                account = rows.account_of(f"facts:starter-{n:04}", "facts", letter)
                telling = Telling(account, letter, "", None, urls, note)
                letter_id = _free(identity.form(letter.company, letter.response_date, letter.incoming_date), taken)
                taken.add(letter_id)
                self._put_account(telling, letter_id)
                self._put_letter(letter_id, [telling])
            self._changed(taken)

    def reread(self, sha256: str, letter: Letter, parser: str, text: Text | None = None) -> Addition:
        """Replace what was read in a held document, after the parser (or with `text`, the reader) changed."""
        with self.transaction():
            row = self._one("SELECT * FROM accounts WHERE key = ?", sha256)
            if row is None:
                raise KeyError(sha256)
            if text is not None:
                self.connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", rows.text_row(sha256, text))
            old = rows.telling_of(row)
            account = rows.account_of(sha256, "letter", letter, sha256)
            return self._tell(replace(old, account=account, letter=letter, parser=parser))

    def outdated(self, parser: str) -> list[str]:
        """The SHA-256 of each held document that another version of the parser read last."""
        found = self.connection.execute(
            "SELECT key FROM accounts WHERE sha256 IS NOT NULL AND parser IS NOT ? ORDER BY key", (parser,)
        )
        return [row[0] for row in found]

    def remove(self, letter_id: str) -> None:
        """Take a letter out with its documents, texts, facts and aliases."""
        with self.transaction():
            for table in ("documents", "texts", "sources"):
                self.connection.execute(
                    f"DELETE FROM {table} WHERE sha256 IN (SELECT sha256 FROM accounts WHERE letter = ?)",  # noqa: S608 (fixed names)
                    (letter_id,),
                )
            self.connection.execute("DELETE FROM accounts WHERE letter = ?", (letter_id,))
            self._drop(letter_id)
            self._changed([letter_id])

    # How accounts become letters

    def _tell(self, telling: Telling) -> Addition:
        """Put an account in and work out again the letters of its company and dates."""
        account = telling.account
        before = self._one("SELECT letter FROM accounts WHERE key = ?", account.key)
        near = self._related(account)
        if before is not None:  # its former company or dates may have held other accounts together
            near |= {row[0] for row in self.connection.execute("SELECT key FROM accounts WHERE letter = ?", before)}
        self._put_account(telling, before[0] if before else None)
        changed, removed = self._settle(near | {account.key})
        letter_id = self._one("SELECT letter FROM accounts WHERE key = ?", account.key)
        assert letter_id is not None  # noqa: S101 (settled just now)
        return Addition(letter_id[0], True, changed, removed)

    def _related(self, account: identity.Account) -> set[str]:
        """The keys of all accounts of the company that share a date with this one, directly or through others."""
        query = ("SELECT key, response_date, incoming_date FROM accounts WHERE company_key = ? AND company_key <> '' "
                 "AND (response_date = ? OR incoming_date = ?)")  # fmt: skip
        found: set[str] = set()
        todo = [(account.response_date, account.incoming_date)]
        while todo:
            for key, response, incoming in self.connection.execute(query, (account.company_key, *todo.pop())).fetchall():
                if key not in found:
                    found.add(key)
                    todo.append((response, incoming))
        return found

    def _settle(self, keys: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Part these accounts into letters; return the ids of the letters that changed and of those that are no more."""
        marks = ",".join("?" * len(keys))
        found = self.connection.execute(f"SELECT * FROM accounts WHERE key IN ({marks})", sorted(keys)).fetchall()  # noqa: S608
        tellings = {row[0]: rows.telling_of(row) for row in found}
        former = {row[0]: row[1] for row in found}
        groups = identity.partition((t.account for t in tellings.values()), self._mentions)
        named, merged = self._name(groups, former, tellings)
        for old, new in merged.items():
            self._drop(old)
            self.connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (old, new))
        changed: list[str] = []
        for letter_id, group in named:
            self.connection.executemany("UPDATE accounts SET letter = ? WHERE key = ?", [(letter_id, a.key) for a in group])
            if self._put_letter(letter_id, [tellings[account.key] for account in group]):
                changed.append(letter_id)
        self._changed([*changed, *merged])
        return tuple(changed), tuple(merged)

    def _name(
        self, groups: list[list[identity.Account]], former: dict[str, str | None], tellings: dict[str, Telling]
    ) -> tuple[list[tuple[str, list[identity.Account]]], dict[str, str]]:
        """Give each group an id, keeping those given before; return also which ids went into which."""
        ids = sorted({old for old in former.values() if old is not None}, key=self._given)
        holder: dict[int, str] = {}
        merged: dict[str, str] = {}
        for letter_id in ids:
            giver = self._one("SELECT account FROM letters WHERE id = ?", letter_id)
            mine = [n for n, group in enumerate(groups) if any(former[account.key] == letter_id for account in group)]
            mine.sort(key=lambda n: giver is None or all(account.key != giver[0] for account in groups[n]))
            free = [n for n in mine if n not in holder]
            if free:
                holder[free[0]] = letter_id
            elif mine:
                merged[letter_id] = holder[mine[0]]
        named: list[tuple[str, list[identity.Account]]] = []
        for n, group in enumerate(groups):
            if n not in holder:
                _, letter = rows.told_together([tellings[account.key] for account in group])
                holder[n] = self._new_id(
                    identity.form(letter.company, letter.response_date, letter.incoming_date), set(holder.values())
                )
            named.append((holder[n], group))
        return named, merged

    def _put_letter(self, letter_id: str, tellings: list[Telling]) -> bool:
        """Write the letter that these accounts tell of, if it changed; whether it did."""
        giver, letter = rows.told_together(tellings)
        sources = [
            url for t in sorted(tellings, key=lambda t: t.account.key) for url in (*self._sources(t.account.sha256), *t.urls)
        ]
        notes = [t.note for t in sorted(tellings, key=lambda t: t.account.key) if t.note]
        row = rows.letter_row(letter_id, letter, giver, tuple(dict.fromkeys(sources)), notes[0] if notes else None)
        self._put_aliases(letter_id, tellings)
        held = self._one("SELECT * FROM letters WHERE id = ?", letter_id)
        if held is not None and held[1:] == row:
            return False
        given = held[0] if held else None
        self.connection.execute(f"INSERT OR REPLACE INTO letters VALUES (?{', ?' * len(row)})", (given, *row))
        self.connection.execute("DELETE FROM citations WHERE letter = ?", (letter_id,))
        marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        self.connection.executemany(f"INSERT INTO citations VALUES ({marks})", rows.citation_rows(letter_id, letter))
        return True

    def _put_aliases(self, letter_id: str, tellings: list[Telling]) -> None:
        """Every form that an account would have given the letter leads to it, unless another letter has that form."""
        forms = {identity.form(t.letter.company, t.letter.response_date, t.letter.incoming_date) for t in tellings} - {
            letter_id
        }
        for alias in sorted(forms):
            if self.id_of(alias) is None:
                self.connection.execute("INSERT INTO aliases VALUES (?, ?)", (alias, letter_id))

    def _put_account(self, telling: Telling, letter_id: str | None) -> None:
        row = rows.account_row(telling, letter_id)
        self.connection.execute(f"INSERT OR REPLACE INTO accounts VALUES (?{', ?' * (len(row) - 1)})", row)

    def _put_source(self, sha256: str, source: str, fetched_at: str | None) -> None:
        self.connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET fetched_at = max(fetched_at, excluded.fetched_at)",
            (sha256, source, fetched_at),
        )

    def _drop(self, letter_id: str) -> None:
        for statement in (
            "DELETE FROM letters WHERE id = ?",
            "DELETE FROM citations WHERE letter = ?",
            "DELETE FROM aliases WHERE letter = ?",
        ):
            self.connection.execute(statement, (letter_id,))

    def _changed(self, ids: Iterable[str]) -> None:
        noted = [(letter_id,) for letter_id in ids]
        if noted:
            self.connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", noted)
            self.set_meta("generation", str(self.generation() + 1))

    def _new_id(self, wanted: str, taken: set[str]) -> str:
        return _free(wanted, taken, lambda candidate: self.id_of(candidate) is not None)

    def _given(self, letter_id: str) -> int:
        found = self._one("SELECT given FROM letters WHERE id = ?", letter_id)
        return int(found[0]) if found else 0

    def _mentions(self, sha256: str, name: str) -> bool:
        """Whether the text of a document names this proponent."""
        text = self.text_of(sha256)
        distinct = identity.holder_words(name)
        if text is None or not distinct:
            return False
        spoken = set(identity.words(text.content))
        return all(word in spoken for word in distinct[:2])

    def _sources(self, sha256: str | None) -> list[str]:
        if sha256 is None:
            return []
        return [
            row[0] for row in self.connection.execute("SELECT source FROM sources WHERE sha256 = ? ORDER BY source", (sha256,))
        ]

    def _documents_of(self, letter_id: str) -> tuple[str, ...]:
        return self._documents("WHERE a.letter = ?", letter_id).get(letter_id, ())

    def _documents(self, where: str = "WHERE a.letter IS NOT NULL", *values: str) -> dict[str, tuple[str, ...]]:
        """The documents of letters, each letter's record's own first."""
        query = (f"SELECT a.letter, a.sha256 FROM accounts a JOIN letters l ON l.id = a.letter {where} AND a.sha256 IS NOT NULL "  # noqa: S608
                 "ORDER BY a.letter, a.key <> l.account, a.key")  # fmt: skip
        found: dict[str, tuple[str, ...]] = {}
        for letter, sha256 in self.connection.execute(query, values):
            found[letter] = (*found.get(letter, ()), sha256)
        return found

    def _aliases_of(self, letter_id: str) -> tuple[str, ...]:
        return tuple(
            row[0] for row in self.connection.execute("SELECT alias FROM aliases WHERE letter = ? ORDER BY alias", (letter_id,))
        )

    def _aliases(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for alias, letter in self.connection.execute("SELECT alias, letter FROM aliases ORDER BY alias"):
            found[letter] = (*found.get(letter, ()), alias)
        return found

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self.connection.execute(query, values).fetchone()
        return found


def _free(wanted: str, taken: set[str], held: Any = None) -> str:
    """`wanted`, or with -2, -3 ... where another letter has it."""
    n, candidate = 1, wanted
    while candidate in taken or (held is not None and held(candidate)):
        n += 1
        candidate = f"{wanted}-{n}"
    return candidate


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
