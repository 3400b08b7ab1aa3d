"""Commands on the citation graph: cites, cited-by, graph top, graph export."""

from __future__ import annotations

from pathlib import Path
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
    group = typer.Typer(help="The citation graph: its most relied-upon letters, and files of it.", no_args_is_help=True)
    group.command("top")(top)
    group.command("export")(export)
    app.add_typer(group, name="graph")


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


def top(
    ctx: typer.Context,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Count only citations for this ground.")] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="MEASURE", help="influence, cited-by, pagerank, authority or hub.")
    ] = "influence",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many letters.")] = 10,
    as_json: Json = False,
) -> int:
    """Rank the most relied-upon letters, with what came of relying on them.

    Example: precedents graph top --rule '14a-8(e)(2)'
    """
    from search import relied
    from search.footer import footer
    from search.terminal import terminal

    with context.catalog_of(ctx) as catalog:
        _ready(catalog)
        found = relied.top(catalog, context.home_of(ctx), by, _ground(rule), limit)
        if as_json:
            context.put_json(found)
        else:
            context.put("\n".join([*relied.top_lines(found, terminal()), "", footer(catalog)]))
    return 0


def export(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file; its suffix says how: .graphml .gexf .dot .json .csv .html")
    ],
    around: Annotated[str | None, typer.Option("--around", metavar="LETTER", help="Only what is near this letter.")] = None,
    depth: Annotated[int, typer.Option("--depth", min=1, max=5, help="With --around: how many citations away.")] = 2,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only letters on this ground.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only letters from this date or year on.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only letters up to this date or year.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many letters (2000 for .html, 400 for .dot).")
    ] = None,
    as_json: Json = False,
) -> int:
    """Write the citation graph, or a part of it, for a browser (.html), Gephi (.gexf), Graphviz (.dot) or a spreadsheet (.csv).

    A .csv is two files: the citations in OUT, the letters beside it in a file whose name ends in -nodes.

    Example: precedents graph export internap.html --around 'internap 2007' --depth 2
    """
    from indexer import graph_cut, graph_export
    from search.footer import footer

    with context.catalog_of(ctx) as catalog:
        _ready(catalog)
        letter = None if around is None else context.id_in(catalog, around)
        bound = limit or graph_export.LIMITS.get(out.suffix.lower())
        graph_export.check(out)
        asked = graph_cut.Asked(letter, depth, _ground(rule), _day(since, "01-01"), _day(until, "12-31"), bound)
        found = graph_cut.cut(catalog, asked)
        files = graph_export.write(catalog, found, out)
        for line in graph_cut.told(found):
            context.say(f"precedents: {line}")
        nodes, arcs = len(found.graph), found.graph.number_of_edges()
        if as_json:
            context.put_json(
                {"nodes": nodes, "edges": arcs, "left_out": found.left_out, "files": [str(file) for file in files]}
            )
        else:
            context.put(f"{nodes} letters and {arcs} citations written to {' and '.join(str(file) for file in files)}")
            context.put(footer(catalog))
    return 0


def _ground(rule: str | None) -> str | None:
    """The canonical rule that was typed. Raises Unusable."""
    from corpus.errors import Unusable
    from indexer.rules import canonical, named

    if rule is None:
        return None
    found = canonical(rule) or named(rule)
    if found is None:
        raise Unusable(f"no paragraph of rule 14a-8 is written {rule!r}", "write it as 14a-8(e)(2), or as a name like late")
    return found


def _day(typed: str | None, rest: str) -> str | None:
    """The ISO date that was typed, a year alone completed by `rest`. Raises Unusable."""
    from corpus.errors import Unusable
    from indexer.dates import find_dates

    if typed is None:
        return None
    if typed.isdigit() and len(typed) == 4:
        return f"{typed}-{rest}"
    found = find_dates(typed)
    if len(found) != 1:
        raise Unusable(f"no date is written {typed!r}", "write it as 2007-07-09, or as a year")
    return found[0].iso


def _edges(ctx: typer.Context, letter: str, as_json: bool, *, incoming: bool) -> int:
    from corpus.catalog import edges as store
    from indexer import edges
    from search import citing
    from search.footer import footer
    from search.lineage import reversed_day
    from search.terminal import terminal

    with context.catalog_of(ctx) as catalog:
        _ready(catalog)
        letter_id = context.id_in(catalog, letter)
        found = citing.edges_json(catalog, (edges.cited_by if incoming else edges.cites)(catalog, letter_id))
        reversed_on = reversed_day(catalog, store.keys_of(catalog, [letter_id])[0])
        if as_json:
            context.put_json({"letter": letter_id, "reversed_on": reversed_on, "edges": found})
            return 0
        lines = (citing.cited_by_lines if incoming else citing.cites_lines)(letter_id, found, terminal(), reversed_on)
        if incoming:
            lines += citing.together_line(store.cited_with(catalog, letter_id), terminal())
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
