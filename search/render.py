"""An answer as text: readable at any width, in a pipe, and without colour."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from corpus.catalog import Catalog
from corpus.records import Letter
from indexer.query import Query
from search.finding import Found
from search.hits import MARK, Hit
from search.show import ANSWERS
from search.terminal import Terminal

INDENT = 4
WIDEST = 120
"""Lines of prose are not made longer than this, however wide the terminal is."""
_MARKED = re.compile(re.escape(MARK) + r"(.+?)" + re.escape(MARK))
_ROLE = {"concurred": "good", "concurred_in_part": "good", "not_concurred": "bad", None: "dim"}
_SIGN = {
    "concurred": "CONCURRED",
    "concurred_in_part": "CONCURRED IN PART",
    "not_concurred": "NOT CONCURRED",
    "no_view": "no view",
    "no_objection": "no objection (not a concurrence)",
    "withdrawn": "withdrawn",
    "incoming_only": "not answered",
    None: "outcome not known",
}


def rendered(found: Found, catalog: Catalog, on: Terminal) -> str:
    """The whole answer but its footer."""
    lines = [*understood(found.answer.query, on), ""]
    if found.hits:
        first = found.options.offset + 1
        for n, hit in enumerate(found.hits, first):
            lines += [*_hit(n, hit, on), ""]
        lines += [*_counts(found, on), ""]
    elif found.answer.total:
        asked = f"--offset {found.options.offset} --limit {found.options.limit}"
        lines += [*_wrapped(f"{found.answer.total:,} letters fit; {asked} shows none of them.", on, 0), ""]
    else:
        lines += [*_nothing(found, catalog, on), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def understood(query: Query, on: Terminal) -> list[str]:
    """How the query was read, and what was odd in it."""
    parts = list(_parts(query))
    everything = "Everything within the limits, newest first" if query.limits else "Everything that is held, newest first"
    said = "Understood: " + "; ".join(parts) if parts else everything
    lines = _wrapped(said, on, 0)
    return [on.paint("dim", line) for line in lines] + [
        on.paint("weak", line) for note in query.notes for line in _wrapped(f"Note: {note}", on, 0)
    ]


def _parts(query: Query) -> Iterator[str]:
    from indexer import rulebook
    from indexer.concepts import vocabulary
    from search.guidance_asked import spoken
    from search.ranking import implied_rules

    known = vocabulary().concepts
    for rule in (*query.rules, *implied_rules(query)):
        old = [r for r in rulebook.family(rule) if r not in rulebook.PARAGRAPHS and r != rule]
        roots = [r for r in old if rulebook.parent(r) not in old]
        title = rulebook.title(rule)
        also = f"; before 1998: {', '.join(roots)}" if roots else ""
        yield f"rule {rule}" + (f" ({title}{also})" if title else "")
    if query.outcomes:
        yield "outcome " + " or ".join(ANSWERS.get(o, o) for o in query.outcomes)
    if query.waiver:
        yield f"80-day waiver {query.waiver}"
    concepts = [known[name].label for name in query.concepts if name in known]
    if concepts:
        yield "about " + ", ".join(concepts)
    for company in query.companies:
        yield "company " + " or ".join(company.names[:3])
    if query.letters:
        yield "the letter " + ", ".join(query.letters)
    if query.cites is not None:
        yield f"citing {query.cites_typed}"
    if query.guidance:
        yield "citing " + ", ".join(map(spoken, query.guidance))
    if query.since or query.until:
        yield f"dates {query.since or '...'} to {query.until or 'now'}"
    if query.about_days:
        yield f"about {query.about_days} day{'' if query.about_days == 1 else 's'} late"
    if query.late:
        least, most = query.late
        yield f"{least or 0} to {most} days late" if most is not None else f"{least} days late or more"
    if query.deliveries:
        yield "sent by " + " or ".join(query.deliveries)
    if query.words:
        yield "words " + ", ".join(f'"{w.typed}"' if len(w.stems) > 1 else w.typed for w in query.words)


def _hit(number: int, hit: Hit, on: Terminal) -> list[str]:
    letter = hit.held.letter
    date = letter.response_date or (f"request of {letter.incoming_date}" if letter.incoming_date else "undated")
    head = f"{number:>2}. " + on.paint("strong", letter.company or "Unknown company") + f" ({date})"
    sign = _SIGN[letter.outcome] + (", conditionally" if letter.conditional else "")
    grounds = _grounds(letter)
    changed = [on.paint("bad", f"REVERSED on {hit.reversed_on}")] if hit.reversed_on else []
    facts = [on.paint(_ROLE.get(letter.outcome, "weak"), sign), *changed, *([grounds] if grounds else []), *_facts(hit)]
    lines = [head, *_joined(facts, on)]
    lines += [on.paint("dim", line) for line in _wrapped("why: " + "; ".join(hit.why), on)] if hit.why else []
    if hit.staff_words:
        lines += _wrapped(f'staff: "{hit.staff_words}"', on)
    if hit.snippet and not _same(hit.snippet, hit.staff_words):
        lines += [_paint_marks(line, on) for line in _wrapped(hit.snippet, on)]
    if hit.held.source != "letter":
        from corpus.starter import NOTICE

        notice = NOTICE if hit.held.source == "facts" else "a row of the SEC's chart; no text is held"
        lines += [on.paint("weak", line) for line in _wrapped(notice, on)]
    return [*lines, on.paint("dim", " " * INDENT + hit.held.id)]


def _grounds(letter: Letter) -> str:
    """The grounds that the staff ruled on, else those argued; that a source is silent on a result is said."""
    results = {d.basis: d.result for d in letter.determinations}
    named = letter.bases_staff or tuple(results)
    silent = letter.outcome is not None and any(one in results for one in named)
    silent = silent and all(results.get(one) is None for one in named)
    return ", ".join(named) + (" (result not known)" if silent else "")


def _facts(hit: Hit) -> Iterator[str]:
    late = hit.held.letter.timeliness
    if late and late.days_late is not None:
        how = f" by {late.delivery}" if late.delivery else ""
        yield f"{late.days_late} day{'' if late.days_late == 1 else 's'} late{how}"
    if hit.cited_by_count:
        yield f"cited by {hit.cited_by_count}"


def _joined(facts: list[str], on: Terminal) -> list[str]:
    """Facts between dots, broken between facts where the line is full."""
    lines: list[str] = []
    line, length = " " * INDENT, INDENT
    for at, fact in enumerate(facts):
        shown = len(re.sub(r"\x1b\[\d+m", "", fact))
        piece = fact if not at else f" · {fact}"
        if at and length + shown + 3 > on.width:
            lines.append(line)
            line, length, piece = " " * INDENT, INDENT, fact
        line += piece
        length += shown + (3 if piece is not fact else 0)
    return [*lines, line]


def _same(snippet: str, words: str | None) -> bool:
    return words is not None and snippet.replace(MARK, "").rstrip(" .")[:80] in words


def _paint_marks(line: str, on: Terminal) -> str:
    return _MARKED.sub(lambda m: on.paint("strong", m[1]) if on.colour else f"*{m[1]}*", line).replace(MARK, "")


def _counts(found: Found, on: Terminal) -> list[str]:
    shown, total = len(found.hits), found.answer.total
    first = found.options.offset + 1
    more = f"; more with --offset {first + shown - 1}" if first + shown - 1 < total else ""
    lines = [f"{first}-{first + shown - 1} of {total} letters{more}"]
    counts = found.answer.counts
    for field, label in (("outcome", "outcomes"), ("rule", "grounds"), ("year", "years")):
        counted = counts.get(field, {})
        if not counted:
            continue
        if field == "year":
            text = f"{min(counted)}-{max(counted)}"
            busiest = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:5]
            text += ", most in " + ", ".join(f"{year} ({n})" for year, n in busiest) if len(counted) > 1 else ""
        else:
            items = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:8]
            text = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in items)
        lines += _wrapped(f"{label}: {text}", on, 0)
    return [on.paint("dim", line) for line in lines]


def _nothing(found: Found, catalog: Catalog, on: Terminal) -> list[str]:
    """What was searched, and what to try."""
    held = catalog.extent()
    years = f" of {held.first}-{held.last}" if held.first else ""
    silent = f": {found.answer.silent}" if found.answer.silent else ""
    lines = _wrapped(f"Nothing fits among {found.letters:,} letters{years}{silent}.", on, 0)
    query = found.answer.query
    tips = []
    if query.since or query.until:
        tips.append("widen the dates")
    if query.rules:
        tips.append("leave the rule out, or name the paragraph above it")
    if query.limits or query.cites is not None:
        tips.append("drop an option or a Boolean word")
    tips.append("use fewer or other words")
    lines += _wrapped("Try to " + "; ".join(tips) + ". What is not held here may still exist.", on, 0)
    if found.nearest:
        lines += ["", "What comes near:", ""]
        for n, hit in enumerate(found.nearest, 1):
            lines += [*_hit(n, hit, on), ""]
    return lines


def _wrapped(text: str, on: Terminal, indent: int = INDENT) -> list[str]:
    room = max(min(on.width, WIDEST) - indent, 20)
    return [" " * indent + line for line in textwrap.wrap(text, room, break_on_hyphens=False) or [""]]
