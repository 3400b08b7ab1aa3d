"""The starter's entries, worked out beforehand: an empty home answers without reading 400 letters first.

`data/starter_entries.json` is written by scripts/starter_entries.py from the starter and the vocabulary; where it does not
belong to them any more, the entries are worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from corpus.catalog import Catalog
from indexer.fields import Entry, made_by


def stamp() -> str:
    """What the file must have been made from: the starter's lines and the making of entries."""
    from hashlib import sha256

    return made_by() + "." + sha256(files("corpus").joinpath("data/starter.jsonl").read_bytes()).hexdigest()[:12]


def ready_entries(catalog: Catalog) -> list[Entry] | None:
    """The entries of a catalog that holds the starter and nothing else; None where the file is of another making."""
    try:
        raw = json.loads(files("indexer").joinpath("data/starter_entries.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    if raw["stamp"] != stamp() or len(raw["entries"]) != catalog.count():
        return None
    return [_entry(row) for row in raw["entries"]]


def written(entries: Iterable[Entry]) -> str:
    """The file's text, one entry a line."""
    lines = ",\n".join(json.dumps(_row(entry), ensure_ascii=False) for entry in entries)
    return f'{{"stamp": {json.dumps(stamp())}, "entries": [\n{lines}\n]}}\n'


def _row(entry: Entry) -> list[Any]:
    texts = {field: " ".join(words) for field, words in entry.texts.items() if words}
    keys = {field: dict(levels) for field, levels in entry.keys.items() if levels}
    return [entry.id, entry.date, entry.days_late, list(entry.names), texts, keys]


def _entry(row: list[Any]) -> Entry:
    letter_id, date, days_late, names, texts, keys = row
    return Entry(letter_id, {f: tuple(words.split(" ")) for f, words in texts.items()}, keys, date, days_late, tuple(names))
