"""Counsel's desk: support an argument, check a draft, count the rule's days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.cli import context

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    app.command()(check)


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
