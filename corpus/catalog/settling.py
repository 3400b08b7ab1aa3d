"""How accounts become letters: ids, aliases, and the record that the accounts of a letter give together.

Every function runs within the caller's transaction. Which accounts tell of one letter is worked out anew from all accounts
of the company that share a date, so that the order of adding does not matter; an id, once given, stays with its letter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from corpus.catalog import identity, rows
from corpus.catalog.identity import Account
from corpus.catalog.rows import Telling
from corpus.records import Letter

_RANK = {"letter": 0, "chart": 1, "facts": 2}

Group = list[Account]


def tell(connection: sqlite3.Connection, telling: Telling) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Put an account in (or in place of its former self); return its letter's id, the ids that changed and those that went."""
    key = telling.account.key
    before = _value(connection, "SELECT letter FROM accounts WHERE key = ?", key)
    near = _related(connection, telling.account) | _members(connection, before)
    put_account(connection, telling, before)
    changed, removed = settle(connection, near | {key})
    return _value(connection, "SELECT letter FROM accounts WHERE key = ?", key), changed, removed


def settle(connection: sqlite3.Connection, keys: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part these accounts into letters; return the ids of the letters that changed and of those that are no more."""
    found = [_row(connection, "SELECT * FROM accounts WHERE key = ?", key) for key in sorted(keys)]
    tellings = {row[0]: rows.telling_of(row) for row in found if row is not None}
    former = {row[0]: row[1] for row in found if row is not None}
    groups = identity.partition((t.account for t in tellings.values()), lambda sha256, name: mentions(connection, sha256, name))
    ids, merged = _keep_ids(connection, groups, former)
    for old, new in merged.items():
        connection.execute("UPDATE aliases SET letter = ? WHERE letter = ?", (new, old))
        drop(connection, old)
        connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (old, new))
    changed: list[str] = []
    for n, group in enumerate(groups):
        told = [tellings[account.key] for account in group]
        letter_id = ids.get(n) or _new_id(connection, told, set(ids.values()))
        ids[n] = letter_id
        connection.executemany("UPDATE accounts SET letter = ? WHERE key = ?", [(letter_id, account.key) for account in group])
        if put_letter(connection, letter_id, told):
            changed.append(letter_id)
    note_changes(connection, [*changed, *merged])
    return tuple(changed), tuple(merged)


def fill(connection: sqlite3.Connection, known: Iterable[tuple[Letter, tuple[str, ...], str]]) -> None:
    """Put the starter's letters (letter, sources, note) into a catalog that holds none yet.

    Each is a letter of its own, so nothing is compared, and all rows go in at once: a search on an empty home waits for this.
    """
    accounts: list[tuple[Any, ...]] = []
    letters: dict[str, tuple[Any, ...]] = {}
    citations: list[tuple[Any, ...]] = []
    for n, (letter, urls, note) in enumerate(known):
        wanted = identity.form(letter.company, letter.response_date, letter.incoming_date)
        letter_id = free_id(wanted, letters.__contains__)
        account = rows.account_of(f"facts:starter-{n:04}", "facts", letter)
        telling = Telling(account, letter, urls=urls, note=note, record=rows.dumped(letter))
        accounts.append(rows.account_row(telling, letter_id))
        letters[letter_id] = (None, *rows.letter_row(letter_id, letter, telling, urls, note))
        citations += rows.citation_rows(letter_id, letter)
    _insert(connection, "accounts", accounts)
    _insert(connection, "letters", list(letters.values()))
    _insert(connection, "citations", citations)
    note_changes(connection, letters)


def _keep_ids(
    connection: sqlite3.Connection, groups: list[Group], former: dict[str, str | None]
) -> tuple[dict[int, str], dict[str, str]]:
    """The id that each group had before (by its number), and which ids went into which.

    An id goes with the account that gave its record; where that group has an older id, with another of its accounts.
    """
    ids: dict[int, str] = {}
    merged: dict[str, str] = {}
    given = {old: _row(connection, "SELECT given, account FROM letters WHERE id = ?", old) for old in former.values() if old}
    for old, row in sorted(given.items(), key=lambda item: item[1][0] if item[1] else 0):
        giver = row[1] if row else None
        mine = [n for n, group in enumerate(groups) if any(former[account.key] == old for account in group)]
        mine.sort(key=lambda n: all(account.key != giver for account in groups[n]))
        free = [n for n in mine if n not in ids]
        if free:
            ids[free[0]] = old
        elif mine:
            merged[old] = ids[mine[0]]
    return ids, merged


def put_letter(connection: sqlite3.Connection, letter_id: str, tellings: list[Telling]) -> bool:
    """Write the letter that these accounts tell of, if it changed; whether it did."""
    giver, letter = rows.told_together(tellings)
    ordered = sorted(tellings, key=lambda t: (_RANK[t.account.source], t.account.key))
    urls = dict.fromkeys(url for t in ordered for url in (*sources(connection, t.account.sha256), *t.urls))
    note = next((t.note for t in ordered if t.note), None)
    row = rows.letter_row(letter_id, letter, giver, tuple(urls), note)
    _put_aliases(connection, letter_id, tellings)
    held = _row(connection, "SELECT * FROM letters WHERE id = ?", letter_id)
    if held is not None and held[1:] == row:
        return False
    _insert(connection, "letters", [(held[0] if held else None, *row)])
    connection.execute("DELETE FROM citations WHERE letter = ?", (letter_id,))
    _insert(connection, "citations", rows.citation_rows(letter_id, letter))
    return True


def put_account(connection: sqlite3.Connection, telling: Telling, letter_id: str | None) -> None:
    """Write an account, in place of its former self."""
    _insert(connection, "accounts", [rows.account_row(telling, letter_id)])


def drop(connection: sqlite3.Connection, letter_id: str) -> None:
    """Take a letter's row, citations and aliases out; its accounts stay."""
    connection.execute("DELETE FROM letters WHERE id = ?", (letter_id,))
    connection.execute("DELETE FROM citations WHERE letter = ?", (letter_id,))
    connection.execute("DELETE FROM aliases WHERE letter = ?", (letter_id,))


def note_changes(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remember for edges and index that these letters changed, and count the change."""
    noted = list(ids)
    if not noted:
        return
    raised = "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    connection.execute(raised)
    now = int(_value(connection, "SELECT value FROM meta WHERE key = 'generation'"))
    connection.executemany("INSERT OR REPLACE INTO unsettled VALUES (?, ?)", [(letter_id, now) for letter_id in noted])


def id_of(connection: sqlite3.Connection, id_or_alias: str) -> str | None:
    """The id of a letter by its id or an alias."""
    found: str | None = _value(connection, "SELECT id FROM letters WHERE id = ?", id_or_alias)
    return found or _value(connection, "SELECT letter FROM aliases WHERE alias = ?", id_or_alias)


def free_id(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or with -2, -3 ... where another letter has it."""
    n, candidate = 1, wanted
    while taken(candidate):
        n += 1
        candidate = f"{wanted}-{n}"
    return candidate


def sources(connection: sqlite3.Connection, sha256: str | None) -> list[str]:
    """Where a document was met, in a fixed order."""
    found = connection.execute("SELECT source FROM sources WHERE sha256 = ? ORDER BY source", (sha256,))
    return [row[0] for row in found]


def mentions(connection: sqlite3.Connection, sha256: str, name: str) -> bool:
    """Whether the text of a document names this proponent."""
    row = _row(connection, "SELECT content, pages, reader FROM texts WHERE sha256 = ? ORDER BY rowid DESC", sha256)
    distinct = identity.holder_words(name)
    if row is None or not distinct:
        return False
    spoken = set(identity.words(rows.text_of(*row).content))
    return all(word in spoken for word in distinct[:2])


def _new_id(connection: sqlite3.Connection, tellings: list[Telling], taken: set[str]) -> str:
    _, letter = rows.told_together(tellings)
    wanted = identity.form(letter.company, letter.response_date, letter.incoming_date)
    return free_id(wanted, lambda candidate: candidate in taken or id_of(connection, candidate) is not None)


def _put_aliases(connection: sqlite3.Connection, letter_id: str, tellings: list[Telling]) -> None:
    """Every form that an account would have given the letter leads to it, unless another letter has that form."""
    forms = {identity.form(t.letter.company, t.letter.response_date, t.letter.incoming_date) for t in tellings}
    for alias in sorted(forms - {letter_id}):
        if id_of(connection, alias) is None:
            connection.execute("INSERT INTO aliases VALUES (?, ?)", (alias, letter_id))


def _related(connection: sqlite3.Connection, account: Account) -> set[str]:
    """The keys of all accounts of the company that share a date with this one, directly or through others."""
    query = """SELECT key, response_date, incoming_date FROM accounts
               WHERE company_key = ? AND company_key <> '' AND (response_date = ? OR incoming_date = ?)"""
    found: set[str] = set()
    todo = [(account.response_date, account.incoming_date)]
    while todo:
        for key, response, incoming in connection.execute(query, (account.company_key, *todo.pop())).fetchall():
            if key not in found:
                found.add(key)
                todo.append((response, incoming))
    return found


def _members(connection: sqlite3.Connection, letter_id: str | None) -> set[str]:
    """The keys of a letter's accounts."""
    return {row[0] for row in connection.execute("SELECT key FROM accounts WHERE letter = ?", (letter_id,))}


def _insert(connection: sqlite3.Connection, table: str, found: list[tuple[Any, ...]]) -> None:
    """Write whole rows into one of this package's tables, in place of those with the same key."""
    if found:
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)  # noqa: S608 (table is never input)


def _row(connection: sqlite3.Connection, query: str, *values: Any) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
    return found


def _value(connection: sqlite3.Connection, query: str, *values: Any) -> Any:
    found = connection.execute(query, values).fetchone()
    return found[0] if found else None
