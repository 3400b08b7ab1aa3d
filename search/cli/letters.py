"""Commands on the letters themselves: add, remove, parse, show, export letters, stats, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import Problem
from search.cli import context

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
WhichLetter = Annotated[str, typer.Argument(metavar="LETTER", help="An id, a citation, or a name with a year if needed.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    for command in (add, remove, parse, show, stats, doctor):
        app.command()(command)
    export = typer.Typer(help="Write what is held to a file.", no_args_is_help=True)
    export.command("letters")(export_letters)
    export.callback()(lambda: None)
    app.add_typer(export, name="export")


def add(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", readable=False, help="Files, or folders of letters.")],
    as_json: Json = False,
) -> int:
    """Bring local files or folders in: read, parse and index them.

    A file that is held already is left as it is. A file that cannot be used gets one line; the rest is done.

    Example: precedents add letters/
    """
    from indexer import ingest
    from search.cli.progress import bar
    from search.footer import footer

    with context.catalog_of(ctx, write=True) as catalog:
        with bar("reading letters") as progress:
            report = ingest.add(context.home_of(ctx), catalog, paths, progress)
        _complain(report.failed)
        if report.passed_over:
            context.say(f"precedents: {report.passed_over} files of other formats in these folders were passed over")
        if as_json:
            context.put_json(
                {
                    "added": [{"path": path, "id": letter} for path, letter in report.added],
                    "unchanged": [{"path": path, "id": letter} for path, letter in report.unchanged],
                    "failed": [{"path": problem.where, "reason": problem.reason} for problem in report.failed],
                }
            )
        else:
            for path, letter in report.added:
                context.put(f"added      {letter}  ({path})")
            context.put(f"{len(report.added)} added, {len(report.unchanged)} held already, {len(report.failed)} failed")
            context.put(footer(catalog))
    return _status(len(report.failed), len(report.added) + len(report.unchanged))


def remove(ctx: typer.Context, letter: WhichLetter, as_json: Json = False) -> int:
    """Take a letter out of the home, with all that tells of it.

    That is its files, their texts, rows of charts, and the starter's facts of it, which do not come back. A letter of another
    date than the one typed is not taken for it.

    Example: precedents remove 'Datastream Systems, Inc. (March 9, 2005)'
    """
    from indexer import ingest
    from search.footer import footer

    with context.catalog_of(ctx, write=True) as catalog:
        held = context.letter_in(catalog, letter, exactly=True)
        catalog.remove(held.id)
        ingest.settle(context.home_of(ctx), catalog)
        if as_json:
            context.put_json({"removed": [held.id]})
        else:
            context.put(f"removed    {held.id}")
            context.put(footer(catalog))
    return 0


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", readable=False, help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON record per line, in the order given.")] = False,
) -> int:
    """Print the record of each file, without touching the home.

    A file that cannot be used prints nothing but a line on standard error.

    Example: precedents parse letter.txt --json
    """
    from corpus.serial import record
    from indexer import ingest
    from search import show as pages
    from search.terminal import terminal

    failed = 0
    for reading in map(ingest.usable, ingest.read_files(files)):
        if isinstance(reading, Problem):
            failed += 1
            _complain([reading])
        elif as_json:
            context.put_json(record(reading.letter))
        else:
            on = terminal()
            lines = [*pages.head(reading.letter, on), "", *pages.record_lines(reading.letter, reading.text, on)]
            context.put("\n".join([*lines, f"Read from {reading.path}; informal staff views, not law.", ""]))
    return _status(failed, len(files) - failed)


def show(
    ctx: typer.Context,
    letter: WhichLetter,
    text: Annotated[bool, typer.Option("--text", help="Print the letter's text, to which the evidence points.")] = False,
    show_private: Annotated[bool, typer.Option("--show-private", help="Leave private addresses and numbers unmasked.")] = False,
    as_json: Json = False,
) -> int:
    """Show one letter: its record, the words each field was read from, its sources and its line of precedents.

    Example: precedents show 'internap 2007'
    """
    from search import lineage
    from search import show as pages
    from search.footer import footer
    from search.terminal import terminal

    with context.catalog_of(ctx) as catalog:
        held = context.letter_in(catalog, letter)
        source_text = catalog.text(held.id)
        if text:
            _put_text(held.id, source_text.content if source_text else None, as_json, show_private)
            return 0
        around = lineage.of(catalog, held, context.home_of(ctx))
        if as_json:
            context.put_json(pages.record_json(held, around.cited_by) | around.json(), private=show_private)
            return 0
        on = terminal()
        lines = [
            *pages.page(held, source_text, around.cited_by, on, around.reversed_on),
            *around.lines(on),
            "",
            footer(catalog),
        ]
        context.put("\n".join(lines), private=show_private)
    return 0


def export_letters(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; its suffix, .csv or .jsonl, says how.")],
    show_private: Annotated[bool, typer.Option("--show-private", help="Leave private addresses and numbers unmasked.")] = False,
    as_json: Json = False,
) -> int:
    """Write the records of all letters to a file, with the catalog's hash and the parser's version.

    Example: precedents export letters letters.csv
    """
    from corpus import privacy
    from indexer.reading import PARSER_VERSION
    from search.export_letters import export
    from search.footer import footer

    with context.catalog_of(ctx) as catalog:
        count = export(catalog, out, str(PARSER_VERSION), (lambda value: value) if show_private else privacy.masked)
        if as_json:
            context.put_json({"letters": count})
        else:
            context.put(f"{count} letters written to {out}")
            context.put(footer(catalog))
    return 0


def stats(ctx: typer.Context, as_json: Json = False) -> int:
    """Show what is held per year and outcome, from which source, and what is known to be missing.

    Example: precedents stats
    """
    from search import state
    from search.footer import footer
    from search.terminal import terminal

    with context.catalog_of(ctx) as catalog:
        found = state.stats(context.home_of(ctx), catalog)
        if as_json:
            context.put_json(found)
        else:
            context.put("\n".join([*state.stats_lines(found, terminal()), "", footer(catalog)]))
    return 0


def doctor(ctx: typer.Context, as_json: Json = False) -> int:
    """Tell whether the home is sound: database, documents and their hashes, records, index, tables of your own.

    Example: precedents doctor
    """
    from search import state
    from search.terminal import terminal

    found = state.doctor(context.home_of(ctx))
    if as_json:
        context.put_json(found)
    else:
        context.put("\n".join(state.doctor_lines(found, terminal())))
    return 0 if found["sound"] else 1


def _put_text(letter_id: str, content: str | None, as_json: bool, private: bool) -> None:
    from corpus.errors import UnknownLetter

    if content is None:
        raise UnknownLetter(f"no text of {letter_id} is held", "it is known by facts only; precedents show tells them")
    if as_json:
        context.put_json({"id": letter_id, "text": content}, private=private)
    else:
        context.put_exactly(content, private=private)


def _complain(problems: list[Problem]) -> None:
    for problem in problems:
        context.say(f"precedents: {problem.where}: {problem.reason}")


def _status(failed: int, done: int) -> int:
    """The exit status of a batch: 0 all done, 1 some failed, 2 nothing was usable."""
    return 0 if not failed else 1 if done else 2
