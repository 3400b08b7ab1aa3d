"""The whole parser: any text is read, the words of every fact stand where its evidence says, time grows with length."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Letter, Spans, Text
from corpus.serial import letter_of, record, stored
from indexer.dates import find_dates
from indexer.names import fold
from indexer.reading import read
from indexer.rules import find_rules
from tests.growth import assert_linear, repeated
from tests.indexer.pieces import WHOLE, file_of

OWN = sorted((Path(__file__).parents[1] / "letters").glob("*.txt"))
SHARED = sorted(
    path for folder in ("specimens", "real") for path in (Path(__file__).parents[3] / "shared" / folder).glob("*.txt")
)
WITHOUT = pytest.mark.skip(reason="the specimens of ../shared are not beside the repository")
FIRST = "open brackets ((((", "[[{{", "EXHIBIT A", "Re:", "Sincerely,", "May 1, 2001", "Response of the Office of Chief Counsel"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _all_spans(letter: Letter) -> Iterator[Spans]:
    yield from letter.evidence.plain.values()
    for items in letter.evidence.items.values():
        yield from items
    for parts in letter.evidence.parts.values():
        yield from parts.values()


def _check(content: str) -> Letter:
    """Read `content`; its spans lie within it, none too long, and survive the catalog's form."""
    letter = read(Text(content))
    for spans in _all_spans(letter):
        assert len(spans) <= 3
        assert all(0 <= start < end <= len(content) and end - start <= 600 for start, end in spans)
    for key, items in letter.evidence.items.items():
        assert len(items) == len(getattr(letter, key))
    assert "".join(content[zone.span[0] : zone.span[1]] for zone in letter.zones) == content
    assert letter_of(json.loads(json.dumps(stored(letter)))) == letter
    return letter


@given(st.text(max_size=400))
def test_any_text_is_read(content: str) -> None:
    _check(content)


@given(
    st.lists(st.sampled_from(sorted({*FIRST, *(line for text in WHOLE.values() for line in text.split("\n"))})), max_size=40)
)
@settings(max_examples=60, deadline=None)
def test_any_heap_of_lines_is_read(lines: list[str]) -> None:
    _check("\n".join(lines))


def _mutated(content: str, chance: random.Random) -> str:
    lines = content.split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        act = chance.randrange(6)
        if act == 0:
            del lines[at]
        elif act == 1:
            lines.insert(at, lines[at])
        elif act == 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif act == 3 and lines[at]:
            mark = chance.randrange(len(lines[at]))
            lines[at] = lines[at][:mark] + chance.choice("lI10O .(*\f\u00a0") + lines[at][mark + 1 :]
        elif act == 4:
            half = chance.randrange(len(lines))
            lines = lines[half:] + lines[:half]
        else:
            lines[at] = lines[at].replace("m", "rn").replace("o", "0")
        lines = lines or [""]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_letter_is_read(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- damage is seeded, nothing is kept secret
    sources = [file_of(list(WHOLE)), *map(_text, OWN)]
    _check(_mutated(chance.choice(sources), chance))


@pytest.mark.parametrize("order", list(permutations(("cover", "response", "company", "proponent")))[::3])
def test_the_record_does_not_hang_on_the_order(order: tuple[str, ...]) -> None:
    letter = _check(file_of(order))
    assert (letter.company, letter.response_date, letter.incoming_date) == (
        "Harrowby Glass Corporation",
        "2008-03-06",
        "2008-01-09",
    )
    assert (letter.outcome, letter.bases_staff, letter.kind) == ("concurred", ("14a-8(e)(2)",), "initial")
    assert (letter.proponents, letter.counsel, letter.firm) == (
        ("Weald Valley Pension Trust",),
        "Leonora Fitch",
        "Amberley Stroud LLP",
    )
    assert letter.signatory == "Tobit Marchmont"
    assert [(c.company, c.date, c.cited_by) for c in letter.citations] == [("Gannet Tile Works, Inc.", "2005-03-09", "company")]


def test_the_record_has_the_keys_of_the_letter_record() -> None:
    made = record(_check(file_of(list(WHOLE))))
    assert list(made)[:3] == ["company", "response_date", "incoming_date"]
    assert made["proposal"]["topic"].startswith("requests that the board report")


def _shows(value: str, pieces: list[str]) -> bool:
    """Whether some piece shows a name: a word of it, folded, damage aside."""
    words = [word for word in fold(value).split() if len(word) > 2] or [fold(value)]
    held = " ".join(fold(piece).replace("rn", "m") for piece in pieces)
    return any(word.replace("rn", "m")[:4] in held for word in words)


def _pieces(content: str, spans: Spans) -> list[str]:
    return [content[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "path", [*OWN, *(SHARED or [pytest.param(Path("specimens"), marks=WITHOUT)])], ids=lambda path: path.stem
)
def test_the_words_of_every_fact_stand_where_its_evidence_says(path: Path) -> None:
    content = _text(path)
    letter = letter_of(json.loads(json.dumps(stored(_check(content)))))
    plain, items = letter.evidence.plain, letter.evidence.items
    for key in ("response_date", "incoming_date", "available_date"):
        value = getattr(letter, key)
        assert value is None or any(at.iso == value for piece in _pieces(content, plain[key]) for at in find_dates(piece)), key
    for key in ("company", "counsel", "firm", "signatory"):
        value = getattr(letter, key)
        assert value is None or _shows(value, _pieces(content, plain[key])), key
    for key in ("proponents", "bases_asserted", "bases_staff", "citations", "guidance", "determinations"):
        assert all(items[key]), key
    for name, spans in zip(letter.proponents, items["proponents"], strict=True):
        assert _shows(name, _pieces(content, spans)), name
    for cited, spans in zip(letter.citations, items["citations"], strict=True):
        assert _shows(cited.company, _pieces(content, spans)), cited
    for ground, spans in zip(letter.bases_asserted, items["bases_asserted"], strict=True):
        named = {rule for piece in _pieces(content, spans) for rule, _, _ in find_rules(piece)}
        assert any(rule.startswith(ground) or ground.startswith(rule) for rule in named), ground
    if letter.outcome not in (None, "incoming_only"):
        assert plain["outcome"]


def test_time_grows_with_length() -> None:
    copies = repeated(file_of(list(WHOLE)) + "\n\n")
    assert_linear(read, lambda size: Text(copies(size)), 30_000)


@pytest.mark.parametrize(
    "piece",
    ["(", "[", "\n", "EXHIBIT A\n", "Sincerely,\n\n", "From: a\nSent: b\nTo: c\n\n", "Page 2\n", "Re: A\n", "submitted by "],
)
def test_hostile_text_is_read_in_good_time(piece: str) -> None:
    assert_linear(_check, repeated(piece), 15_000)


def test_own_letters_are_there() -> None:
    assert len(OWN) >= 12
