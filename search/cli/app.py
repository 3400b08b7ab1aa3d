"""The application: global options, the commands of each group, and the one error handler."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus import __version__, home
from corpus.errors import PrecedentsError
from search.cli import context, desk, fetch, find, graph, letters

app = typer.Typer(
    name="precedents",
    help="Precedent search and a citation index over SEC no-action letters under Exchange Act Rule 14a-8.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"precedents {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    home_dir: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="The home (else $PRECEDENTS_HOME, else the platform's).")
    ] = None,
    no_starter: Annotated[bool, typer.Option("--no-starter", help="A home made now leaves the starter catalog out.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Locate the home for the command that follows."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit
    ctx.obj = home.locate(home_dir, starter=False if no_starter else None)


for group in (letters, find, graph, desk, fetch):
    group.register(app)

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit status; every failure is one line on stderr (docs/cli.md)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit status of one call."""
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="precedents")
    except PrecedentsError as error:
        context.say(f"precedents: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        result = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        context.say(f"precedents: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 2
    except Exception as error:
        return context.usage(error)
    if result == INTERRUPTED:  # Typer may have caught the interrupt, and returns this without a word
        context.say("precedents: interrupted; what was committed is kept")
    return result if isinstance(result, int) else 0
