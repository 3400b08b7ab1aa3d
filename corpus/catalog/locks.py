"""Who writes to a catalog, and what SQLite's complaints mean in one line."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import Damaged, PrecedentsError, Unusable

_LENGTH = 200
"""Bytes of the note of who writes, so that a shorter one covers a longer one."""


def broken(file: Path | None, error: sqlite3.DatabaseError) -> PrecedentsError:
    """The one-line error for a catalog that SQLite cannot read or write."""
    what, name = str(error), f"the catalog {file or 'in memory'}"
    if "locked" in what or "busy" in what:
        return Unusable(f"{name} is being written by {holder(file)}", "wait until it is done, then run this again")
    if "readonly" in what or "unable to open" in what:
        return Unusable(
            f"{name} cannot be written ({what})", "check the permissions of the home, or choose another with --home"
        )
    if "full" in what:
        return Unusable(f"{name} cannot grow ({what})", "make room on the disk; what was committed is kept")
    return Damaged(f"{name} is damaged or no catalog ({what})", "restore a copy, or add the files again to another --home")


def claim(file: Path | None) -> None:
    """Note beside the catalog that this process writes, for the message that another writer may have to print."""
    if file is None:
        return
    command = " ".join(["precedents", *(word for word in sys.argv[1:] if word.isalpha())][:2])
    note = {"process": os.getpid(), "command": command, "since": datetime.now(UTC).isoformat(timespec="seconds")}
    line = json.dumps(note).ljust(_LENGTH).encode()
    with contextlib.suppress(OSError):
        try:
            with _note(file).open("r+b") as kept:  # in place: emptying a file first costs milliseconds on some disks
                kept.write(line)
        except FileNotFoundError:
            _note(file).write_bytes(line)


def holder(file: Path | None) -> str:
    """Who last took the catalog for writing, in words."""
    try:
        note = json.loads(_note(file).read_text(encoding="utf-8")) if file else {}
        return f"process {note['process']} ({note['command']}, since {note['since']})"
    except (OSError, ValueError, KeyError):
        return "another program"


def _note(file: Path) -> Path:
    return file.with_suffix(".writer")
