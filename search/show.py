"""One letter as a page of text: its record, and for each field the words it was read from."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus import serial
from corpus.records import Evidence, HeldLetter, Letter, Spans, Text, Timeliness
from corpus.starter import NOTICE
from search.terminal import Terminal

LABEL = 14
_QUOTED = 110
"""Signs of evidence that are quoted; a longer span is cut in its middle."""

ANSWERS = {
    "concurred": "the staff concurred",
    "concurred_in_part": "the staff concurred in part",
    "not_concurred": "the staff did not concur",
    "no_view": "the staff gave no view",
    "no_objection": "no objection on the company's representation only: no view on the merits",
    "withdrawn": "withdrawn: no view on the merits",
    "incoming_only": "request only: no answer is in the file",
    None: "the outcome is not known",
}
_ROLES = {"concurred": "good", "concurred_in_part": "good", "not_concurred": "bad", None: "dim"}
RESULTS = {"concurred": "concurred", "not_concurred": "not concurred", "no_view": "no view", "not_addressed": "not addressed"}
_HELD_AS = {"letter": "the text is held", "chart": "a row of the SEC's chart; no text is held", "facts": NOTICE}


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the page: label, value, and where the value was read."""

    label: str
    value: str
    spans: Spans = ()


def record_json(held: HeldLetter, cited_by_count: int) -> dict[str, Any]:
    """What `show --json` prints: the letter record, with where it comes from and how often it is cited."""
    return {
        "id": held.id,
        "source": held.source,
        "source_urls": list(held.source_urls),
        "sha256": held.documents[0] if held.documents else None,
        "cited_by_count": cited_by_count,
        "aliases": list(held.aliases),
        "note": held.note,
        "notice": NOTICE if held.source == "facts" else None,
    } | serial.record(held.letter)


def page(held: HeldLetter, text: Text | None, cited_by_count: int, on: Terminal, reversed_on: str | None = None) -> list[str]:
    """The lines of a held letter's page; `text` is what the evidence points into, `reversed_on` an ISO date."""
    letter = held.letter
    about = [
        Field("held as", f"{held.source}: {_HELD_AS[held.source]}"),
        *(Field("source", url) for url in held.source_urls),
        *([Field("note", held.note)] if held.note and held.source != "letter" else []),
        *([Field("also known as", ", ".join(held.aliases))] if held.aliases else []),
        Field("cited by", f"{cited_by_count} held letter{'' if cited_by_count == 1 else 's'}"),
    ]
    return [
        *head(letter, on, reversed_on),
        on.paint("dim", held.id),
        "",
        *_lines(about, None, on),
        "",
        *record_lines(letter, text, on),
    ]


def head(letter: Letter, on: Terminal, reversed_on: str | None = None) -> list[str]:
    """Company, date and outcome, as a title, with the day on which the outcome was reversed."""
    date = letter.response_date or (letter.incoming_date and f"request of {letter.incoming_date}") or "undated"
    grounds = f" ({', '.join(letter.bases_staff)})" if letter.bases_staff else ""
    answer = ANSWERS[letter.outcome] + (", conditionally" if letter.conditional else "") + grounds
    role = _ROLES.get(letter.outcome, "weak")
    told = textwrap.wrap(answer[0].upper() + answer[1:], on.width)
    title = f"{on.paint('strong', letter.company or 'Unknown company')} ({date})"
    return [title, *(on.paint(role, line) for line in told), *reversed_line(reversed_on, on)]


def reversed_line(reversed_on: str | None, on: Terminal) -> list[str]:
    """The line below a letter's name that says it was reversed; none where it was not."""
    return [on.paint("bad", f"REVERSED on reconsideration on {reversed_on}")] if reversed_on else []


def record_lines(letter: Letter, text: Text | None, on: Terminal) -> list[str]:
    """The record's fields, each with its evidence; an empty field is left out."""
    return _lines(fields(letter), text, on)


def fields(letter: Letter) -> Iterator[Field]:
    """The fields of a record that hold something, in the record's order."""
    seen = letter.evidence
    for key in serial.PLAIN_KEYS:
        value = getattr(letter, key)
        if value is not None and value is not False:
            yield Field(key.replace("_", " "), ANSWERS[value] if key == "outcome" else _yes(value), seen.plain.get(key, ()))
    yield from _listed(letter, seen)
    yield from _late(letter.timeliness, seen)
    for part in ("topic", "resolved"):
        if letter.proposal and (value := getattr(letter.proposal, part)):
            label = "proposal" if part == "topic" else "resolved"
            yield Field(label, value, seen.parts.get("proposal", {}).get(part, ()))


def _listed(letter: Letter, seen: Evidence) -> Iterator[Field]:
    """The list keys, one field for each item."""
    lists: tuple[tuple[str, str, Iterable[str]], ...] = (
        (
            "determinations",
            "ground",
            (f"{d.basis}: {RESULTS.get(d.result or '', 'result not known')}" for d in letter.determinations),
        ),
        ("bases_asserted", "argued", letter.bases_asserted),
        ("proponents", "proponent", letter.proponents),
        ("citations", "cites", (_citation(c.company, c.date, c.year, c.cited_by) for c in letter.citations)),
        ("guidance", "refers to", (g.name for g in letter.guidance)),
    )
    for key, label, values in lists:
        places = seen.items.get(key, ())
        for n, value in enumerate(values):
            yield Field(label, value, places[n] if n < len(places) else ())


def _citation(company: str, date: str | None, year: int | None, side: str) -> str:
    return f"{company} ({date or year or 'undated'}), by the {side}"


def _late(timeliness: Timeliness | None, seen: Evidence) -> Iterator[Field]:
    if timeliness is None:
        return
    places = seen.parts.get("timeliness", {})
    named = (("deadline", "deadline"), ("received", "received"), ("days_late", "days late"), ("delivery", "sent by"))
    told = [(label, getattr(timeliness, key), places.get(key, ())) for key, label in named]
    if all(value is None for _, value, _ in told):
        yield Field("late", "yes; the dates are not known")
    for label, value, spans in told:
        if value is not None:
            yield Field(label, str(value), spans)


def _yes(value: object) -> str:
    return "yes" if value is True else str(value)


def _lines(shown: Iterable[Field], text: Text | None, on: Terminal) -> list[str]:
    """Labels on the left, values wrapped beside them, evidence below; a label is not repeated."""
    lines: list[str] = []
    former = ""
    for field in shown:
        label = "" if field.label == former else field.label
        former = field.label
        room = max(on.width - LABEL - 1, 20)
        wrapped = textwrap.wrap(field.value, room, break_on_hyphens=False) or [""]
        lines.append(on.paint("dim", f"{label:<{LABEL}}") + " " + wrapped[0])
        lines += [" " * (LABEL + 1) + line for line in wrapped[1:]]
        for start, end in field.spans if text else ():
            quoted = f'"{quote(text.content[start:end]) if text else ""}" [{start}-{end}]'
            folded = textwrap.wrap(quoted, room - 2, break_on_hyphens=False)
            lines += [" " * (LABEL + 3) + on.paint("dim", line) for line in folded]
    return lines


def quote(words: str) -> str:
    """The words of a span on one line, cut in the middle where long."""
    folded = re.sub(r"\s+", " ", words).strip()
    half = _QUOTED // 2
    return folded if len(folded) <= _QUOTED + 10 else f"{folded[:half].rstrip()} ... {folded[-half:].lstrip()}"
