"""Files into the catalog: find them, read them, keep them, and let edges and index take notice.

Reading is spread over processes; only this process writes, one file to a transaction, so that a killed `add` keeps what it
had done and the next one goes on from there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from corpus import readers
from corpus.catalog import Catalog
from corpus.errors import PrecedentsError, Problem, Unusable
from corpus.home import Home
from corpus.records import Letter, RawDocument, Text
from indexer.workers import Workers

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many."""

_WORTH_PROCESSES = 120
"""Plain files from which starting further processes (about half a second) pays."""
_AHEAD = 64
"""Files read ahead of the one that is kept next."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: its bytes, text and letter."""

    path: Path
    raw: RawDocument
    text: Text
    letter: Letter


@dataclass(slots=True)
class Report:
    """What an `add` came to: (path, id) of the new and of the held files, and the problems."""

    added: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    passed_over: int = 0


def add(home: Home, catalog: Catalog, paths: Sequence[Path], progress: Progress = lambda done, total: None) -> Report:
    """Bring files and the letters' files of folders into the catalog, then into edges and index."""
    report = Report()
    files, report.failed, report.passed_over = discover(paths)
    fresh: list[Path] = []
    for path in files:
        _sort_out(catalog, path, fresh, report)
    done = len(files) - len(fresh)
    try:
        for reading in read_files(fresh):
            _keep(catalog, reading, report)
            done += 1
            progress(done, len(files))
    finally:
        settle(home, catalog)
    order = {str(path): n for n, path in enumerate(files)}
    report.failed.sort(key=lambda problem: order.get(problem.where, -1))
    return report


def discover(paths: Iterable[Path]) -> tuple[list[Path], list[Problem], int]:
    """The files that these paths name, the paths that cannot be used, and how many files of folders are no letter's format.

    A folder gives its files of a letter's format, in the order of their names, with those of folders within; no hidden ones.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    passed_over = 0

    def refused(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot look into the folder: {error.strerror}"))

    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for folder, folders, names in os.walk(path, onerror=refused):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            seen = sorted(name for name in names if not name.startswith("."))
            wanted = [name for name in seen if _may_be_letter(name)]
            files += [Path(folder) / name for name in wanted]
            passed_over += len(seen) - len(wanted)
    return list(dict.fromkeys(files)), problems, passed_over


def _may_be_letter(name: str) -> bool:
    known = readers.FORMATS.get(Path(name).suffix.lower())
    return known is not None and known.letters


def _sort_out(catalog: Catalog, path: Path, fresh: list[Path], report: Report) -> None:
    """Leave out what is held already or cannot be read, before any reading is paid for."""
    try:
        known = readers.format_of(str(path))
        if not known.letters:
            raise Unusable(f"{path}: {known.media_type} is not a letter's format")
        digest = hashlib.sha256(readers.content_of(path)).hexdigest()
        held = catalog.seen(digest, path.absolute().as_uri(), readers.made(path))
    except Unusable as error:
        report.failed.append(problem(path, error))
        return
    if held is None:
        fresh.append(path)
    else:
        report.unchanged.append((str(path), held.id))


def _keep(catalog: Catalog, reading: Reading | Problem, report: Report) -> None:
    from indexer.reading import PARSER_VERSION

    found = usable(reading)
    if isinstance(found, Problem):
        report.failed.append(found)
    else:
        addition = catalog.add(found.raw, found.text, found.letter, str(PARSER_VERSION))
        (report.added if addition.new else report.unchanged).append((str(found.path), addition.id))


def usable(reading: Reading | Problem) -> Reading | Problem:
    """The reading, or the problem that it is of no letter: `add` keeps, and `parse` prints, what this lets through."""
    if isinstance(reading, Problem) or recognised(reading.letter, reading.text):
        return reading
    return Problem(str(reading.path), "no letter was recognised in it: no company, no date, no answer of the staff")


_ON_THE_RULE = re.compile(r"\b[1l]4[aA]\s?-\s?[8B]|\bno-action\b|\b(?:share|stock|security )holders?'? proposal", re.I)


def recognised(letter: Letter, text: Text) -> bool:
    """Whether anything was read by which a letter could be known, or the text at least speaks of the rule."""
    known = letter.company or letter.response_date or letter.incoming_date or letter.outcome not in (None, "incoming_only")
    return bool(known or _ON_THE_RULE.search(text.content))


def settle(home: Home, catalog: Catalog, changed: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
    """Let the edges and the index take notice of changed and removed letters, and of those that a killed command left."""
    from indexer import edges, fulltext

    generation = catalog.generation()  # what another process changes from here on stays unsettled
    left_changed, left_removed = catalog.unsettled()
    now_changed = tuple(dict.fromkeys((*changed, *left_changed)))
    now_removed = tuple(dict.fromkeys((*removed, *left_removed)))
    if not now_changed and not now_removed:
        return
    edges.refresh(catalog, now_changed, now_removed)
    fulltext.update(home, catalog, now_changed, now_removed)
    catalog.mark_settled((*now_changed, *now_removed), generation)


def renew(catalog: Catalog, progress: Progress = lambda done, total: None) -> int:
    """Read again what another version of the parser had read; return how many documents that were.

    The held text is read, not the file: it is kept by hash and reader, and the parser alone has changed.
    """
    from indexer.reading import PARSER_VERSION

    outdated = catalog.outdated(str(PARSER_VERSION))
    for start in range(0, len(outdated), 256):
        batch = outdated[start : start + 256]
        texts = [catalog.text_of(sha256) or Text("") for sha256 in batch]
        for n, (sha256, letter) in enumerate(zip(batch, _spread(_letter, texts, _letter), strict=True)):
            catalog.reread(sha256, letter, str(PARSER_VERSION))
            progress(start + n + 1, len(outdated))
    return len(outdated)


def read_files(paths: Sequence[Path]) -> Iterator[Reading | Problem]:
    """Each file's reading or what is wrong with it, in the order given."""
    yield from _spread(read_path, paths, _lost, small=all(path.suffix.lower() in (".txt", ".md") for path in paths))


def read_path(path: Path) -> Reading | Problem:
    """One file's reading or what is wrong with it."""
    try:
        raw, text = readers.read_file(path)
        return Reading(path, raw, text, _letter(text))
    except PrecedentsError as error:
        return problem(path, error)
    except Exception as error:  # a stranger's fault in one file must not lose the batch
        return Problem(str(path), f"could not be read ({type(error).__name__}: {error})")


def problem(path: Path, error: PrecedentsError) -> Problem:
    """The problem of one path; its reason does not repeat the path."""
    return Problem(str(path), str(error).removeprefix(f"{path}: "))


def _lost(path: Path) -> Problem:
    return Problem(str(path), "could not be read: the program that reads such files broke down over it")


def _letter(text: Text) -> Letter:
    from indexer.reading import read

    return read(text)


def _spread(work: Callable[[T], R], items: Sequence[T], lost: Callable[[T], R], small: bool = True) -> Iterator[R]:
    """`work` on each item, in order, over processes where that pays."""
    if len(items) < (_WORTH_PROCESSES if small else 2):
        yield from map(work, items)
        return
    with Workers(work, lost) as workers:
        for item in items:
            workers.put(item)
            yield from (result for _, result in workers.results(_AHEAD))
        yield from (result for _, result in workers.results(0))
