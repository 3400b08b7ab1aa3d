"""Counsel's desk: support an argument, check a draft, count the rule's days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.catalog import Catalog
    from indexer.engines import Answer
    from indexer.query import Engine
    from search.support import Supported

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the application."""
    for command in (support, check, deadline):
        app.command()(command)


def support(  # one parameter for each option that docs/cli.md fixes
    ctx: typer.Context,
    facts: Annotated[str | None, typer.Argument(metavar="[FACTS | - | @FILE]", help="The facts in plain words.")] = None,
    rule: Annotated[str, typer.Option(metavar="RULE", help="The ground, e.g. '14a-8(e)(2)'.")] = "",
    deadline: Annotated[str | None, typer.Option(metavar="DATE", help="The deadline that the company stated.")] = None,
    received: Annotated[str | None, typer.Option(metavar="DATE", help="The day on which the proposal was received.")] = None,
    days_late: Annotated[int | None, typer.Option("--days-late", help="Calendar days after the deadline.")] = None,
    delivery: Annotated[str | None, typer.Option(help="How it came: email, fax, mail, courier, hand.")] = None,
    meeting_moved: Annotated[bool, typer.Option("--meeting-moved", help="The meeting was moved by over 30 days.")] = False,
    against: Annotated[bool, typer.Option("--against", help="For a proponent: refusals are support.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many letters of each kind to show.")] = 10,
    style: Annotated[str, typer.Option(help="The string cite's style: practitioner or bluebook.")] = "practitioner",
    parentheticals: Annotated[bool, typer.Option("--parentheticals", help="Put the facts behind each citation.")] = False,
    cite: Annotated[int, typer.Option(min=1, help="How many letters the string cite has.")] = 4,
    docx: Annotated[Path | None, typer.Option(metavar="OUT", help="Write a research memorandum to OUT.")] = None,
    as_json: Json = False,
) -> int:
    """Find letters for an argument, letters against it, and a string cite.

    FACTS from standard input (-) or a file (@FILE) stay out of the shell's history; options say the same more exactly.

    Example: precedents support "e-mail came two days after the deadline" --rule "14a-8(e)(2)"
    """
    from corpus.errors import Unusable
    from search import facts as reading
    from search.stringcite import Style
    from search.support import support as supported
    from search.word import check_out

    if not rule:
        raise Unusable("support needs --rule", "name the ground, e.g. --rule '14a-8(e)(2)'")
    if style not in ("practitioner", "bluebook"):
        raise Unusable(f"--style {style!r} is not known", "use practitioner or bluebook")
    if docx:
        check_out(docx)
    told = reading.Options(deadline, received, days_late, delivery, meeting_moved)
    asked = reading.facts_of(reading.read_argument(facts), rule, told)
    chosen = Style("bluebook" if style == "bluebook" else "practitioner", parentheticals, cite)
    with context.catalog_of(ctx) as catalog:
        home = context.home_of(ctx)
        found = _asked(
            ctx, catalog, lambda engine: supported(asked, catalog, home, engine, against=against, limit=limit, style=chosen)
        )
        if docx:
            _memorandum(ctx, catalog, found, docx, _call(ctx))
        if as_json:
            context.put_json(found.as_json())
        else:
            from search.desk import support_lines
            from search.terminal import terminal

            _put(catalog, support_lines(found, terminal()))
    return 0


def _call(ctx: typer.Context) -> str:
    """The call with every option that has a value, usual ones too: what is usual may change. Facts are told elsewhere."""
    import shlex

    words = ["precedents", str(ctx.info_name)]
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        if parameter.param_type_name != "option" or value is None or value is False or value == "":
            continue
        words += [parameter.opts[0]]
        if value is not True:
            words.append(Path(str(value)).name if parameter.name == "docx" else str(value))
    return shlex.join(words)


def _memorandum(ctx: typer.Context, catalog: Catalog, found: Supported, out: Path, call: str) -> None:
    from datetime import UTC, datetime

    from indexer.reading import PARSER_VERSION
    from search.memo import Searched, memorandum
    from search.state import stats
    from search.word import write_memo

    call += ", with the facts above" if found.facts.text.strip() else ""
    held = stats(context.home_of(ctx), catalog)
    searched = Searched(datetime.now(UTC).date().isoformat(), held, catalog.digest(), str(PARSER_VERSION), call)
    write_memo(memorandum(found, searched), out, f"Research memorandum, rule {found.facts.rule}", context.mask)
    context.say(f"precedents: wrote {out}")


def check(
    ctx: typer.Context,
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help="The draft: .docx, .pdf, .txt or .md.")],
    docx: Annotated[Path | None, typer.Option(metavar="OUT", help="Write a copy with a Word comment at each finding.")] = None,
    as_json: Json = False,
) -> int:
    """Check every no-action citation of a draft: name, date, and what the draft says of the letter.

    Exit status 1 where an entry differs from the record. The draft itself is never changed.

    Example: precedents check draft.docx --docx checked.docx
    """
    from datetime import UTC, datetime

    from search.check import check as checked_draft
    from search.drafts import read_draft
    from search.unmentioned import unmentioned
    from search.word import Comment, annotate, check_out

    if docx:
        check_out(docx, draft)
    read, content = read_draft(draft)
    with context.catalog_of(ctx) as catalog:
        home = context.home_of(ctx)
        checked = checked_draft(read, catalog, home, datetime.now(UTC).date().isoformat())
        left_out = _asked(ctx, catalog, lambda engine: unmentioned(checked, catalog, home, engine)) if checked.entries else []
        if docx:
            from search.desk import comment_of

            comments = [Comment(entry.cited.span, context.mask(comment_of(entry))) for entry in checked.entries]
            written = annotate(content, draft.name, comments, docx)
            context.say(f"precedents: wrote {docx} with {written} comment{'' if written == 1 else 's'}")
        if as_json:
            context.put_json(checked.as_json(str(draft)) | {"not_mentioned": [one.as_json() for one in left_out]})
        else:
            from search.desk import check_lines
            from search.terminal import terminal

            _put(catalog, check_lines(checked, left_out, terminal()))
    return 1 if checked.differs else 0


def deadline(  # one parameter for each date that the rule counts from
    ctx: typer.Context,
    release: Annotated[
        str | None, typer.Option(metavar="DATE", help="When last year's proxy statement was released, as it states.")
    ] = None,
    last_meeting: Annotated[str | None, typer.Option("--last-meeting", metavar="DATE", help="Last year's meeting.")] = None,
    this_meeting: Annotated[str | None, typer.Option("--this-meeting", metavar="DATE", help="This year's meeting.")] = None,
    definitive: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the definitive proxy statement will be filed.")
    ] = None,
    received: Annotated[str | None, typer.Option(metavar="DATE", help="When the proposal was received.")] = None,
    notified: Annotated[str | None, typer.Option(metavar="DATE", help="When the holder received a deficiency notice.")] = None,
    printed: Annotated[
        str | None, typer.Option(metavar="DATE", help="The deadline that the company printed or announced.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Count the rule's days: 120 for a proposal, 80 for the company's reasons, 14 for notices; with the working.

    Weekends are pointed out, not rolled over. Letters that turned on the point follow.

    Example: precedents deadline --release 2006-04-26 --printed 2007-01-02 --received 2007-06-11
    """
    from search.deadline import Dates, reckon
    from search.facts import day
    from search.stringcite import Style
    from search.support import support as supported

    found = reckon(
        Dates(
            day("--release", release),
            day("--last-meeting", last_meeting),
            day("--this-meeting", this_meeting),
            day("--definitive", definitive),
            day("--received", received),
            day("--notified", notified),
            day("--printed", printed),
        )
    )
    with context.catalog_of(ctx) as catalog:
        facts = found.facts()
        offers = []
        if facts is not None:
            answer = _asked(
                ctx, catalog, lambda engine: supported(facts, catalog, context.home_of(ctx), engine, limit=3, style=Style())
            )
            offers = [*answer.supporting, *answer.adverse]
        if as_json:
            context.put_json(found.as_json() | {"letters": [offer.as_json() for offer in offers]})
        else:
            from search.desk import deadline_lines
            from search.terminal import terminal

            _put(catalog, deadline_lines(found, offers, terminal()))
    return 0


def _asked(ctx: typer.Context, catalog: Catalog, ask: Callable[[Engine], Answer]) -> Answer:
    """What `ask` makes of the engine of the home."""
    from indexer.engines import answered

    return answered(context.home_of(ctx), catalog, ask, lambda message: context.say(f"precedents: {message}"))


def _put(catalog: Catalog, lines: list[str]) -> None:
    """The lines of an answer and what it rests on."""
    from search.footer import footer

    context.put("\n".join(lines).rstrip("\n"))
    context.put()
    context.put(footer(catalog))
