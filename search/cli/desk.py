"""Counsel's desk: support an argument, check a draft, count the rule's days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.cli import context

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    for command in (support, check):
        app.command()(command)


def support(  # one parameter for each option
    ctx: typer.Context,
    facts: Annotated[str | None, typer.Argument(metavar="[FACTS | - | @FILE]", help="The facts in plain words.")] = None,
    rule: Annotated[str, typer.Option(help="The ground, e.g. '14a-8(e)(2)'.")] = "",
    deadline: Annotated[str | None, typer.Option(help="The deadline that the company stated.")] = None,
    received: Annotated[str | None, typer.Option(help="The day on which the proposal was received.")] = None,
    days_late: Annotated[int | None, typer.Option("--days-late", help="Calendar days after the deadline.")] = None,
    delivery: Annotated[str | None, typer.Option(help="How it came: email, fax, mail, courier, hand.")] = None,
    meeting_moved: Annotated[bool, typer.Option("--meeting-moved", help="The meeting was moved by over 30 days.")] = False,
    against: Annotated[bool, typer.Option("--against", help="For a proponent: letters that refused come first.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many letters of each kind to show.")] = 10,
    style: Annotated[str, typer.Option(help="The string cite's style: practitioner or bluebook.")] = "practitioner",
    parentheticals: Annotated[bool, typer.Option("--parentheticals", help="Put the facts behind each citation.")] = False,
    cite: Annotated[int, typer.Option(min=1, help="How many letters the string cite has.")] = 4,
    docx: Annotated[Path | None, typer.Option(metavar="OUT", help="Write a research memorandum.")] = None,
    as_json: Json = False,
) -> int:
    """Find letters for an argument, letters against it, and a string cite.

    FACTS from standard input (-) or a file (@FILE) stay out of the shell's history.

    Example: precedents support "e-mail came two days after the deadline" --rule "14a-8(e)(2)"
    """
    from corpus.errors import Unusable
    from indexer.engines import open_engine
    from search import facts as reading
    from search.stringcite import Style
    from search.support import support as supported

    if not rule:
        raise Unusable("support needs --rule", "name the ground, e.g. --rule '14a-8(e)(2)'")
    if style not in ("practitioner", "bluebook"):
        raise Unusable(f"--style {style!r} is not known", "use practitioner or bluebook")
    asked = reading.facts_of(
        reading.given(facts), rule, deadline=deadline, received=received, days_late=days_late, delivery=delivery,
        meeting_moved=meeting_moved,
    )  # fmt: skip
    chosen = Style("bluebook" if style == "bluebook" else "practitioner", parentheticals, cite)
    with context.catalog_of(ctx) as catalog:
        home = context.home_of(ctx)
        engine = open_engine(home, catalog, lambda message: context.say(f"precedents: {message}"))
        found = supported(asked, catalog, home, engine, against=against, limit=limit, style=chosen)
        if as_json:
            context.put_json(found.as_json())
    return 0


def check(
    ctx: typer.Context,
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help="The draft: .docx, .pdf, .txt or .md.")],
    docx: Annotated[Path | None, typer.Option(metavar="OUT", help="Write a copy with a Word comment at each finding.")] = None,
    as_json: Json = False,
) -> int:
    """Check every no-action citation of a draft: name, date, and what the draft says of the letter.

    Exit status 1 where an entry differs from the record.

    Example: precedents check draft.docx --docx checked.docx
    """
    from datetime import UTC, datetime

    from search.check import check as checked_draft
    from search.drafts import read_draft

    read, content = read_draft(draft)
    with context.catalog_of(ctx) as catalog:
        checked = checked_draft(read, catalog, context.home_of(ctx), datetime.now(UTC).date().isoformat())
        entries = [entry.as_json() for entry in checked.entries]
        if as_json:
            context.put_json({"document": str(draft), "citations": entries, "not_mentioned": [], "summary": checked.counts()})
    return 1 if checked.differs else 0
