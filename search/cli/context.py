"""What the commands share: notes on stderr, JSON on stdout, usage errors as one line."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer

from corpus.home import Home


def home_of(ctx: typer.Context) -> Home:
    """The home that the global options chose."""
    found = ctx.find_object(Home)
    if found is None:
        raise RuntimeError("the root callback did not run")
    return found


def say(message: str) -> None:
    """One note, progress line or error on stderr."""
    print(message, file=sys.stderr)


def put_json(value: Any) -> None:
    """Exactly one JSON value on stdout, on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def usage(error: Exception) -> int:
    """The exit status for what Click raises; a stranger's exception is one line too, and exit 2.

    PRECEDENTS_DEBUG=1 lets the exception through with its traceback, for a contributor.
    """
    import os

    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        say("precedents: interrupted; what was committed is kept")
        return 130
    format_message = getattr(error, "format_message", None)  # Click's usage errors, whether Typer vendors Click or not
    if format_message is not None:
        say(f"precedents: {format_message().rstrip('.')}; see precedents --help")
        return 2
    if os.environ.get("PRECEDENTS_DEBUG"):
        raise error
    say(f"precedents: internal error: {type(error).__name__}: {error}; set PRECEDENTS_DEBUG=1 for the traceback, and report it")
    return 2
