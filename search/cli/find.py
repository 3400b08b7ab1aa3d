"""The command that searches."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli import context

ORDERS = ("relevance", "date", "influence", "late")


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    app.command(context_settings={"ignore_unknown_options": True})(search)  # "-mail" is a word that must not stand


def search(  # one parameter for each option that docs/cli.md fixes
    ctx: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Words, rules, names, dates, outcomes.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only letters on this paragraph, e.g. '14a-8(e)'.")] = None,
    outcome: Annotated[list[str] | None, typer.Option(help="Only this outcome, e.g. not_concurred.")] = None,
    company: Annotated[str | None, typer.Option(help="Only letters of this company, by any name it had.")] = None,
    proponent: Annotated[str | None, typer.Option(help="Only proposals of this holder.")] = None,
    firm: Annotated[str | None, typer.Option(help="Only requests of this law firm or counsel.")] = None,
    cites: Annotated[str | None, typer.Option(help="Only letters that cite this letter or company.")] = None,
    since: Annotated[str | None, typer.Option(help="Not before this year, month or day.")] = None,
    until: Annotated[str | None, typer.Option(help="Not after this year, month or day.")] = None,
    days_late: Annotated[str | None, typer.Option("--days-late", help="Days after the deadline: '>30', '1..5', '1'.")] = None,
    delivery: Annotated[str | None, typer.Option(help="How a late proposal came: email, fax, mail, courier, hand.")] = None,
    sort: Annotated[str, typer.Option(help="relevance, date, influence or late.")] = "relevance",
    limit: Annotated[int, typer.Option(min=0, help="How many letters to show.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many of the first letters to leave out.")] = 0,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> int:
    """Find letters, ranked: by rule, outcome, name, date, facts, and words.

    A rule finds its sub-paragraphs and its number before 1998. Prefixes work in the query too: late:>30 delivery:fax
    cites:"Name" proponent:name since:2015. Quotes, AND, OR, NOT, + and - are understood.

    Example: precedents search "14a-8(e) late"
    """
    from corpus.errors import Unusable
    from search.finding import Options, find

    for word in query or ():
        if word.startswith("--") and len(word) > 2:
            raise Unusable(f"no such option: {word}", "see precedents search --help; quote the query if it is part of it")

    options = Options(
        rules=tuple(rule or ()),
        outcomes=tuple(outcome or ()),
        company=company,
        proponent=proponent,
        firm=firm,
        cites=cites,
        since=since,
        until=until,
        days_late=days_late,
        delivery=delivery,
        sort=sort,
        limit=limit,
        offset=offset,
    )
    with context.catalog_of(ctx) as catalog:
        found = find(
            context.home_of(ctx), catalog, " ".join(query or ()), options, lambda message: context.say(f"precedents: {message}")
        )
        if as_json:
            context.put_json(found.as_json())
        elif as_csv:
            context.put_exactly(found.as_csv())
        else:
            from search.footer import footer
            from search.render import rendered
            from search.terminal import terminal

            context.put(rendered(found, catalog, terminal()))
            context.put(footer(catalog))
    return 0
