"""What the commands share: notes on stderr, JSON on stdout, usage errors as one line."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from corpus.home import Home

if TYPE_CHECKING:
    from corpus.catalog import Catalog
    from corpus.records import HeldLetter


def home_of(ctx: typer.Context) -> Home:
    """The home that the global options chose."""
    found = ctx.find_object(Home)
    if found is None:
        raise RuntimeError("the root callback did not run")
    return found


def catalog_of(ctx: typer.Context, *, write: bool = False) -> Catalog:
    """The catalog of the chosen home, to be closed by the caller (`with`).

    Reading a home that nobody has written to says once what is answered from instead; the first writing after an upgrade of the
    parser reads the held letters again, and says so.
    """
    from corpus.catalog import open_catalog

    home = home_of(ctx)
    catalog = open_catalog(home, write=write)
    if catalog.fleeting:
        from corpus.starter import NOTICE

        starter = f"answering from the starter catalog ({catalog.count()} letters: {NOTICE})"
        held = starter if home.starter else "and without the starter there is nothing to answer from"
        say(f"precedents: nothing is kept in {home.path} yet; {held}")
    elif write:
        from indexer.ingest import renew
        from search.cli.progress import bar

        with bar("reading again") as progress:
            again = renew(catalog, progress)
        if again:
            documents = "document was" if again == 1 else "documents were"
            say(f"precedents: the parser has changed; {again} held {documents} read again")
    return catalog


def say(message: str) -> None:
    """One note, progress line or error on stderr."""
    print(message, file=sys.stderr)


def put(text: str = "", *, private: bool = False) -> None:
    """One or more lines of an answer on stdout; private addresses and numbers are masked unless `private`.

    Where the reader of a pipe has seen enough (`| head`), the rest is dropped without a word: Click would exit with 1 over it.
    """
    try:
        sys.stdout.write((text if private else mask(text)) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has to go somewhere


def put_exactly(text: str, *, private: bool = False) -> None:
    """A text as it stands, so that its offsets hold, ended by a newline."""
    put(text.removesuffix("\n"), private=private)


def put_json(value: Any, *, private: bool = False) -> None:
    """Exactly one JSON value on stdout, on one line, masked as `put` does."""
    from corpus import privacy

    put(json.dumps(value if private else privacy.masked(value), ensure_ascii=False), private=True)


def mask(text: str) -> str:
    """`text` with private addresses and numbers masked, its length kept: what all printed text goes through."""
    from corpus import privacy

    return privacy.mask(text)


def letter_in(catalog: Catalog, wanted: str, *, exactly: bool = False) -> HeldLetter:
    """The held letter that LETTER means. Raises UnknownLetter or AmbiguousLetter, and see `id_in` for `exactly`."""
    return catalog.many([id_in(catalog, wanted, exactly=exactly)])[0]


def id_in(catalog: Catalog, wanted: str, *, exactly: bool = False) -> str:
    """The id of the held letter that LETTER means. Raises UnknownLetter or AmbiguousLetter.

    Where the letter has another date than the one typed, a note on stderr says so; `exactly` refuses it (UnknownLetter).
    """
    known = catalog.id_of(wanted.strip())
    if known is not None:
        return known
    from indexer import edges
    from indexer.lookup import meant

    found = meant(edges.resolver(catalog), wanted)
    if found.differs and exactly:
        from corpus.errors import UnknownLetter

        raise UnknownLetter(
            f"no letter {wanted!r} is held ({found.differs})", f"if that is the one, name it by its id: {found.id}"
        )
    if found.differs:
        say(f"precedents: the date differs: {found.differs}; answering for {found.id}")
    return found.id


def usage(error: Exception) -> int:
    """The exit status for what Click raises; a stranger's exception is one line too, and exit 2.

    PRECEDENTS_DEBUG=1 lets the exception through with its traceback, for a contributor.
    """
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
