"""The vocabulary of concepts: every pattern has an example, every example a pattern, on both sides."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import rulebook
from indexer.concepts import Concept, Vocabulary, names_in_order, pattern, vocabulary
from indexer.words import phrase_stems

ROWS: list[dict[str, Any]] = json.loads(files("indexer").joinpath("data/concepts.json").read_text(encoding="utf-8"))["concepts"]


def _one(written: str) -> Vocabulary:
    return Vocabulary([Concept("it", "it", (pattern(written),), ())])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_example_is_read(row: dict[str, Any]) -> None:
    known = vocabulary()
    missed = [e for e in row["examples"] if row["name"] not in {m[0] for m in known.mentions(phrase_stems(e))}]
    missed += [a for a in row["asks"] if row["name"] not in {m[0] for m in known.asked(phrase_stems(a))}]
    assert missed == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_pattern_reads_an_example(row: dict[str, Any]) -> None:
    said = [phrase_stems(e) for e in (*row["examples"], *row["asks"])]
    assert [p for p in (*row["text"], *row.get("ask", ())) if not any(_one(p).asked(tokens) for tokens in said)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if "named" in row], ids=lambda row: row["name"])
def test_holders_are_known_by_their_names(row: dict[str, Any]) -> None:
    for name in row["names"]:
        assert row["name"] in names_in_order(vocabulary().kinds(phrase_stems(name))), name
    for written in row["named"]:
        known = Vocabulary([Concept("it", "it", (), (), named=(pattern(written),))])
        assert any(list(known.kinds(phrase_stems(name))) for name in row["names"]), written
    assert row["name"] not in names_in_order(vocabulary().kinds(phrase_stems("Maud Ashby")))


def test_a_pattern_of_several_words_does_not_shrink_to_one() -> None:
    """Words without content are passed over in patterns: what is left of "what time" would be any time at all."""
    shrunk = [
        written
        for row in ROWS
        for written in (*row["text"], *row.get("ask", ()))
        if len(written.replace("...", "").replace("&", "").split()) > 1 and len(pattern(written).parts) == 1
    ]
    assert shrunk == []


def test_the_vocabulary_refers_to_itself_and_to_the_rule() -> None:
    names = {row["name"] for row in ROWS}
    assert len(names) == len(ROWS)
    for row in ROWS:
        assert set(row.get("near", {})) | set(row.get("over", ())) <= names
        for key in ("rule", "of"):
            assert row.get(key) is None or rulebook.is_ground(row[key])


@pytest.mark.parametrize(
    ("written", "fits", "does_not"),
    [
        ("transfer agent", "the transfer agent", "an agent for the transfer"),
        (
            "receive ... after ... deadline",
            "received it a day after the stated deadline",
            "the deadline after which it was received",
        ),
        ("not ... accept", "did not in any way accept it", "accepted, but did not reply"),
        ("notice & late", "late, so is a notice due", "a notice is due"),
        ("fax|courier came", "a courier came", "came by courier and by mail"),
    ],
)
def test_the_notation(written: str, fits: str, does_not: str) -> None:
    assert list(_one(written).mentions(phrase_stems(fits)))
    assert not list(_one(written).mentions(phrase_stems(does_not)))


def test_a_query_may_turn_short_patterns_round() -> None:
    misprint = _one("deadline misprint")
    assert misprint.asked(phrase_stems("misprinted deadline"))
    assert not list(misprint.mentions(phrase_stems("misprinted deadline")))
    assert not _one("after deadline").asked(phrase_stems("deadline after"))


def test_a_narrow_concept_takes_the_place_of_the_wide_one() -> None:
    asked = vocabulary().asked(phrase_stems("must we send a notice of defects for a late proposal"))
    assert "no_notice_needed" in names_in_order(asked) and "deficiency_notice" not in names_in_order(asked)


@given(st.text(max_size=300))
def test_any_text_is_searched_for_concepts(text: str) -> None:
    tokens = phrase_stems(text)
    for name, start, end in (*vocabulary().mentions(tokens), *vocabulary().asked(tokens)):
        assert name in vocabulary().concepts and 0 <= start < end <= len(tokens)
