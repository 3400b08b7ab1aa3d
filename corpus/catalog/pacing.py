"""The pace of requests, shared by all processes of one home: a small database beside the catalog.

A request may begin when fewer than `limit` others of the last second are under way or were answered within it. Counted is from
the answer, not from the start: what the server sees lies between the two, so that no second of the server's own clock holds
more. A file of its own, because the catalog may be held by a long write.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Unusable

DDL = """
CREATE TABLE IF NOT EXISTS requests (id INTEGER PRIMARY KEY, began REAL NOT NULL, answered REAL);
CREATE TABLE IF NOT EXISTS blocks (until REAL NOT NULL, slow_until REAL NOT NULL, halvings INTEGER NOT NULL);
"""
LEASE = 10.0
"""Seconds after which a request without an answer has long reached the server: its process may have been killed."""
FORGET = 120.0
SLOW_FOR = 3600.0
"""Seconds after a block's end for which the rate stays halved."""
MOST_HALVINGS = 6


@dataclass(frozen=True, slots=True)
class Leave:
    """The answer to a wish to ask: `wait` seconds first (0: the request has begun, with this `ticket`)."""

    wait: float
    ticket: int = 0


class Pace:
    """The shared pace. `rate` is this process's limit in requests a second over all processes of the home."""

    def __init__(self, file: Path, rate: float) -> None:
        self.rate = rate
        self._connection = sqlite3.connect(file, timeout=30, isolation_level=None)
        try:
            self._connection.execute("PRAGMA synchronous = OFF")  # a pace that is lost with the power is no loss
            self._connection.executescript(DDL)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise Unusable(f"{file} cannot be used ({error})", "delete it: it keeps nothing but the pace of requests") from None

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()

    def ask(self) -> Leave:
        """Leave to begin a request now, or how many seconds to wait before asking again."""
        with self._locked():
            now = time.time()
            blocked, rate = self._state(now)
            if blocked > 0:
                return Leave(blocked)
            count = max(1, math.floor(rate))
            window = count / rate
            self._connection.execute("DELETE FROM requests WHERE began < ? OR began > ?", (now - FORGET - window, now + FORGET))
            wait = self._wait(now, rate, count, window)
            if wait > 0:
                return Leave(wait)
            return Leave(0.0, self._connection.execute("INSERT INTO requests (began) VALUES (?)", (now,)).lastrowid or 0)

    def _wait(self, now: float, rate: float, count: int, window: float) -> float:
        """Seconds until fewer than `count` requests lie within the window, and the last began an even step ago."""
        query = "SELECT coalesce(answered, min(began + ?, ?)) AS seen, began FROM requests WHERE seen > ? ORDER BY seen DESC"
        recent = self._connection.execute(query, (LEASE, now, now - window)).fetchall()
        wait = recent[count - 1][0] + window - now if len(recent) >= count else 0.0
        last = max((began for _, began in recent), default=0.0)
        return max(wait, min(last + 1 / rate - now, 1 / rate))

    def answered(self, ticket: int) -> None:
        """Note that a request was answered, or failed."""
        self._connection.execute("UPDATE requests SET answered = ? WHERE id = ?", (time.time(), ticket))

    def block(self, pause: float) -> None:
        """All processes stay away for `pause` seconds, and then come at half the rate."""
        with self._locked():
            now = time.time()
            until, slow, halvings = self._block()
            if until > now:
                return  # another process was told the same
            again = halvings + 1 if slow > now else 1
            self._connection.execute("DELETE FROM blocks")
            row = (now + pause, now + pause + SLOW_FOR, min(again, MOST_HALVINGS))
            self._connection.execute("INSERT INTO blocks VALUES (?, ?, ?)", row)

    def current(self) -> float:
        """The rate now, after halvings."""
        return self._state(time.time())[1]

    def _state(self, now: float) -> tuple[float, float]:
        """How many seconds of a block are left, and the rate now."""
        until, slow, halvings = self._block()
        return max(0.0, until - now), self.rate / 2**halvings if slow > now else self.rate

    def _block(self) -> tuple[float, float, int]:
        found = self._connection.execute("SELECT until, slow_until, halvings FROM blocks").fetchone()
        return found or (0.0, 0.0, 0)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")
