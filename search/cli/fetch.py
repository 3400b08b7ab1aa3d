"""The command that brings letters from the SEC into the home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import Unusable
from search.cli import context

if TYPE_CHECKING:
    from corpus.catalog import Catalog
    from indexer.fetching import Report
    from indexer.selection import Selection

SHOWN = 20
"""Notes printed one by one; the rest are counted."""


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    app.command()(fetch)


def fetch(
    ctx: typer.Context,
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help="Letters of a calendar year.")] = None,
    season: Annotated[
        str | None, typer.Option("--season", metavar="Y-Y", help="Letters of a season, October to September: 2024-2025.")
    ] = None,
    paper: Annotated[int | None, typer.Option("--paper", metavar="Y", help="EDGAR's scans of a year's paper letters.")] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="What held letters cite, or facts tell of, and is not held.")
    ] = False,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="A mirror to ask in place of https://www.sec.gov.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact", metavar="'Name mail@host'", envvar="PRECEDENTS_CONTACT", help="Who is asking: the SEC demands it."
        ),
    ] = None,
    rate: Annotated[
        float, typer.Option("--rate", metavar="N", help="Requests a second, over all processes; at most 10.")
    ] = 2.0,
    block_pause: Annotated[
        float, typer.Option("--block-pause", metavar="S", help="Seconds to stay away after a block page.")
    ] = 600.0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> int:
    """Bring letters from the SEC into the home, politely; a run that was interrupted goes on where it stopped.

    Without --year, --season, --paper or --missing, everything that the SEC's lists name.

    Example: precedents fetch --season 2024-2025 --contact 'Ada Lowry ada@lowry.example'
    """
    from corpus.catalog.pacing import Pace
    from corpus.fetcher import Fetcher, Manners, contact_of
    from corpus.sources import load
    from indexer import fetching
    from search.cli.progress import bar

    if sum(map(bool, (year, season, paper, missing))) > 1:
        raise Unusable("--year, --season, --paper and --missing exclude each other", "name one of them")
    manners = Manners(rate=_rate(rate), block_pause=max(0.0, block_pause))
    who, home = contact_of(contact), context.home_of(ctx)
    addresses = load(home, base_url)
    chosen = _selection(year, season, paper)
    with context.catalog_of(ctx, write=True) as catalog:
        pace = Pace(home.path / "pace.sqlite", manners.rate)
        fetcher = Fetcher(addresses, who, pace, manners, lambda line: context.say(f"precedents: {line}"))
        try:
            selection = _missing(catalog) if missing else chosen
            with bar("fetching letters", rate=True) as progress:
                report = fetching.fetch(home, catalog, fetcher, addresses, selection, progress)
        finally:
            fetcher.close()
            pace.close()
        _tell(report, as_json)
        if not as_json:
            from search.footer import footer

            context.put(footer(catalog))
    if report.stopped is not None:
        context.say(f"precedents: {report.stopped}")
        return report.stopped.exit_code
    return 1 if report.failed else 0


def _rate(rate: float) -> float:
    from corpus.fetcher import MOST_RATE

    if not 0 < rate <= MOST_RATE:
        raise Unusable(f"a rate of {rate:g} requests a second is not possible", f"choose above 0 and at most {MOST_RATE:g}")
    return rate


def _selection(year: int | None, season: str | None, paper: int | None) -> Selection:
    from indexer.selection import Selection, season_from, year_from

    return Selection(year_from(year), None if season is None else season_from(season), year_from(paper))


def _missing(catalog: Catalog) -> Selection:
    from indexer.selection import Selection
    from indexer.selection import missing as wanted

    return Selection(wanted=wanted(catalog))


def _tell(report: Report, as_json: bool) -> None:
    for problem in (*report.failed, *report.notes[:SHOWN]):
        context.say(f"precedents: {problem.where}: {problem.reason}")
    if len(report.notes) > SHOWN:
        context.say(f"precedents: {len(report.notes) - SHOWN} further notes of this kind")
    if report.other_rules:
        context.say(f"precedents: {report.other_rules} scans are letters under other rules and were left out")
    if as_json:
        context.put_json(
            {
                "found": report.found,
                "new": report.new,
                "unchanged": report.unchanged,
                "failed": [{"url": problem.where, "reason": problem.reason} for problem in report.failed],
            }
        )
    else:
        context.put(f"{report.found} found, {report.new} new, {report.unchanged} unchanged, {len(report.failed)} failed")
