"""A home with the project's own letters, and the golds of the drafts that cite them."""

from __future__ import annotations

import atexit
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from corpus.home import Home

TESTS = Path(__file__).resolve().parent.parent
LETTERS, DRAFTS = TESTS / "letters", TESTS / "drafts"


@cache
def letters_home() -> tuple[Home, dict[str, str]]:
    """A home that holds tests/letters, made once, and the file stem of each id."""
    from corpus.catalog import open_catalog
    from indexer import ingest

    folder = mkdtemp(prefix="desk")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = Home(Path(folder) / "home", starter=False)
    with open_catalog(home, write=True) as catalog:
        report = ingest.add(home, catalog, sorted(LETTERS.glob("*.txt")))
    return home, {letter: Path(path).stem for path, letter in report.added}


def gold(name: str) -> list[dict[str, Any]]:
    """The expected entries of a draft of tests/drafts."""
    loaded: list[dict[str, Any]] = json.loads((DRAFTS / f"{name}.gold.json").read_text(encoding="utf-8"))["citations"]
    return loaded
