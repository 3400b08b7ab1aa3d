"""Commands on the citation graph: cites, cited-by, graph top, graph export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from search.cli import context

if TYPE_CHECKING:
    from corpus.catalog import Catalog

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
WhichLetter = Annotated[str, typer.Argument(metavar="LETTER", help="An id, a citation, or a name with a year if needed.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    app.command("cites")(cites)
    app.command("cited-by")(cited_by)


def cites(ctx: typer.Context, letter: WhichLetter, as_json: Json = False) -> int:
    """List the no-action letters that a letter cites, and what each was resolved to.

    Example: precedents cites 'internap 2007'
    """
    return _edges(ctx, letter, as_json, incoming=False)


def cited_by(ctx: typer.Context, letter: WhichLetter, as_json: Json = False) -> int:
    """List the held letters that cite a letter, newest first, with what the staff did in each.

    Example: precedents cited-by 'Datastream Systems, Inc. (March 9, 2005)'
    """
    return _edges(ctx, letter, as_json, incoming=True)


def _edges(ctx: typer.Context, letter: str, as_json: bool, *, incoming: bool) -> int:
    from indexer import edges
    from search import citing
    from search.footer import footer
    from search.terminal import terminal

    with context.catalog_of(ctx) as catalog:
        _ready(catalog)
        letter_id = catalog.id_of(letter.strip()) or edges.resolver(catalog).lookup(letter)
        found = citing.edges_json(catalog, (edges.cited_by if incoming else edges.cites)(catalog, letter_id))
        if as_json:
            context.put_json({"letter": letter_id, "edges": found})
            return 0
        lines = (citing.cited_by_lines if incoming else citing.cites_lines)(letter_id, found, terminal())
        context.put("\n".join([*lines, "", footer(catalog)]))
    return 0


def _ready(catalog: Catalog) -> None:
    """Say where an interrupted command left letters that the edges have not seen."""
    from indexer import edges

    if not edges.ready(catalog):
        changed, removed = catalog.unsettled()
        waiting = len(changed) + len(removed)
        context.say(
            f"precedents: {waiting} letters of an interrupted command are not in the edges yet; the next add takes them up"
        )
