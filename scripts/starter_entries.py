"""Writes indexer/data/starter_entries.json from the starter catalog and the vocabulary; `--check` fails when it is stale."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from corpus.catalog import open_catalog
from corpus.home import Home
from indexer.scan import entries
from indexer.starter_entries import written

TARGET = Path(__file__).resolve().parent.parent / "indexer" / "data" / "starter_entries.json"


def made() -> str:
    """The file as it should be now."""
    with tempfile.TemporaryDirectory() as folder, open_catalog(Home(Path(folder) / "none")) as catalog:
        return written(entries(catalog))


def main(arguments: list[str]) -> int:
    """0 where the file is fresh or was written, 1 where --check finds it stale."""
    text = made()
    if "--check" in arguments:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("starter entries are fresh" if fresh else "starter entries are stale; run python3 scripts/starter_entries.py")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(text.splitlines()) - 2} letters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
