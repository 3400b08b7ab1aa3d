"""The records of a catalog as a CSV table or JSON Lines, for a spreadsheet or another program.

Each row carries the catalog's hash and the parser's version, so that a result can be traced to what was held.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from corpus import serial
from corpus.catalog import Catalog
from corpus.errors import Unusable
from corpus.records import HeldLetter
from corpus.starter import NOTICE

COLUMNS = (
    "id", *serial.PLAIN_KEYS, "bases_staff", "bases_asserted", "determinations", "proponents", "deadline", "received",
    "days_late", "delivery", "topic", "citations", "guidance", "source", "notice", "source_urls", "sha256", "catalog", "parser",
)  # fmt: skip

Mask = Callable[[Any], Any]


def export(catalog: Catalog, out: Path, parser: str, mask: Mask) -> int:
    """Write every letter to `out`, by id, and return how many; `mask` is applied to every value that leaves.

    The format follows the suffix. The file is written beside and moved into place, so that a broken run leaves no half.
    """
    write = {".csv": _csv, ".jsonl": _jsonl}.get(out.suffix.lower())
    if write is None:
        raise Unusable(f"cannot export letters to {out.name}", "end the name in .csv or .jsonl")
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            count = write(file, catalog, {"catalog": catalog.digest(), "parser": parser}, mask)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unusable(f"cannot write {out}: {error.strerror or error}", "choose another OUT") from None
    return count


def _jsonl(file: IO[str], catalog: Catalog, stamp: dict[str, str], mask: Mask) -> int:
    count = 0
    for held in catalog.letters():
        line = _origin(held) | stamp | serial.record(held.letter)
        file.write(json.dumps(mask(line), ensure_ascii=False) + "\n")
        count += 1
    return count


def _csv(file: IO[str], catalog: Catalog, stamp: dict[str, str], mask: Mask) -> int:
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    count = 0
    for held in catalog.letters():
        row = _row(held) | stamp
        table.writerow([_cell(row[column], mask) for column in COLUMNS])
        count += 1
    return count


def _origin(held: HeldLetter) -> dict[str, Any]:
    """Where a letter comes from; the addresses of local files stay at home."""
    return {
        "id": held.id,
        "source": held.source,
        "notice": NOTICE if held.source == "facts" else None,
        "source_urls": [url for url in held.source_urls if not url.startswith("file:")],
        "sha256": held.documents[0] if held.documents else None,
    }


def _row(held: HeldLetter) -> dict[str, Any]:
    letter = held.letter
    late = letter.timeliness
    return _origin(held) | {
        **{key: getattr(letter, key) for key in serial.PLAIN_KEYS},
        "bases_staff": letter.bases_staff,
        "bases_asserted": letter.bases_asserted,
        "determinations": [f"{d.basis} {d.result or 'not known'}" for d in letter.determinations],
        "proponents": letter.proponents,
        "deadline": late.deadline if late else None,
        "received": late.received if late else None,
        "days_late": late.days_late if late else None,
        "delivery": late.delivery if late else None,
        "topic": letter.proposal.topic if letter.proposal else None,
        "citations": [f"{c.company} ({c.date or c.year or 'undated'}), {c.cited_by}" for c in letter.citations],
        "guidance": [g.name for g in letter.guidance],
    }


def _cell(value: Any, mask: Mask) -> str:
    """One cell. A text that a spreadsheet would take for a formula is marked as text by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(mask("; ".join(value) if isinstance(value, list | tuple) else str(value)))
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
