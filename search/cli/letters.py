"""Commands on the letters themselves: add, remove, parse, show, export letters, stats, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.cli import context

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    app.command()(parse)


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON record per line, in the order given.")] = False,
) -> int:
    """Print the record of each file, without touching the home.

    A file that cannot be used prints nothing but a line on standard error.

    Example: precedents parse letter.txt --json
    """
    from corpus.errors import Problem
    from corpus.serial import record
    from indexer import ingest

    failed = 0
    for reading in ingest.read_files(files):
        if isinstance(reading, Problem):
            failed += 1
            context.say(f"precedents: {reading.where}: {reading.reason}")
        else:
            context.put_json(record(reading.letter))
    return 0 if not failed else 2 if failed == len(files) else 1
