"""The parts of the index in a home: which directories answer together, and how they are swapped in.

`HOME/index/manifest.json` names the parts. Each is written once into a fresh directory and never changed; the manifest is put
in place in one step, so that a reader always sees a whole index, and a killed writer leaves at worst a directory that no
manifest names.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.home import Home
from indexer.fields import made_by

DONE = "done"
"""The file that a finished part holds: the size and CRC-32 of each of its files, by name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A directory of the index, how many letters it holds, and which of them a later part replaces or a removal took."""

    folder: str
    letters: int
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an index and what they were made by.

    `reversals`: the letters that were reversed, and those that reversed them; `names`: company names, folded -> as spelled.
    """

    made_by: str
    parts: tuple[Part, ...]
    reversals: tuple[str, ...] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        """How many letters answer."""
        return sum(part.letters - len(part.gone) for part in self.parts)


def stamp() -> str:
    """What the parts of an index must have been made by."""
    return f"{made_by()}.{sys.byteorder}"


def read_manifest(home: Home) -> Manifest | None:
    """The manifest of the home's index, None where there is none or it cannot be read."""
    try:
        raw = json.loads((home.index_dir / "manifest.json").read_text(encoding="utf-8"))
        parts = tuple(Part(p["folder"], p["letters"], tuple(p["gone"])) for p in raw["parts"])
        return Manifest(raw["made_by"], parts, tuple(raw["reversed"]), raw["names"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def finish(folder: Path) -> None:
    """Note beside the files of a part that it is whole, and what they are."""
    files = {path.name: [path.stat().st_size, _checksum(path)] for path in sorted(folder.iterdir())}
    (folder / DONE).write_text(json.dumps(files), encoding="utf-8")


def whole(home: Home, manifest: Manifest, *, thoroughly: bool = False) -> bool:
    """Whether the files of all parts are there in their length; `thoroughly` reads them and compares their checksums too."""
    return all(_is_whole(home.index_dir / part.folder, thoroughly) for part in manifest.parts)


def _is_whole(folder: Path, thoroughly: bool) -> bool:
    try:
        files = json.loads((folder / DONE).read_text(encoding="utf-8"))
        return all(
            (folder / name).stat().st_size == size and (not thoroughly or _checksum(folder / name) == checksum)
            for name, (size, checksum) in files.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False


def _checksum(path: Path) -> int:
    """The CRC-32 of a file, read piece by piece: a part may be larger than what memory is left."""
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def damaged(home: Home) -> bool:
    """Whether files of an index that is there are gone or not as they were written; every file is read."""
    manifest = read_manifest(home)
    if manifest is None or whole(home, manifest, thoroughly=True):
        return False
    return read_manifest(home) == manifest  # else another process has swapped in another one meanwhile


def swap_in(home: Home, manifest: Manifest) -> None:
    """Put the manifest in place in one step, and remove what it no longer names (as far as nobody has it open)."""
    raw = {
        "made_by": manifest.made_by,
        "parts": [{"folder": p.folder, "letters": p.letters, "gone": list(p.gone)} for p in manifest.parts],
        "reversed": list(manifest.reversals),
        "names": {folded: list(spelled) for folded, spelled in manifest.names.items()},
    }
    fresh = home.index_dir / f"manifest.{os.getpid()}.tmp"
    fresh.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    fresh.replace(home.index_dir / "manifest.json")
    named = {part.folder for part in manifest.parts}
    for folder in home.index_dir.glob("part-*"):
        if folder.name not in named and not _being_written(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _being_written(folder: Path) -> bool:
    """Whether a part that no manifest names is some other process's work of the last hour."""
    with contextlib.suppress(OSError):
        owner = folder.name.split("-")[1]
        return owner != str(os.getpid()) and time.time() - folder.stat().st_mtime < 3600 and not (folder / DONE).exists()
    return False


def fresh_folder(home: Home) -> Path:
    """A name for a part of one's own; the directory is not made."""
    home.index_dir.mkdir(parents=True, exist_ok=True)
    return home.index_dir / f"part-{os.getpid()}-{os.urandom(4).hex()}"
