"""Sentences and the points that do not end one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sentences import sentence_at, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "See Vantry Widget Corp. (Mar. 9, 2005) and Orrin Mills, Inc. (avail. Jan. 3, 2001).",
        "Mr. J. Q. Holder sent it at 9:14 a.m. on Monday.",
        "In re U.S. Widget Co. Ltd. the staff agreed.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It came late. The staff concurred.", ["It came late.", "The staff concurred."]),
        ('He wrote "now." Nobody answered.', ['He wrote "now."', "Nobody answered."]),
        ("It came at 9 p.m. The office was closed.", ["It came at 9 p.m.", "The office was closed."]),
        ("Heading\nA paragraph", ["Heading", "A paragraph"]),
        ("", []),
    ],
)
def test_sentences_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_an_offset_finds_its_sentence() -> None:
    text = "One came. Two came. Three came."
    assert [sentence_at(sentences(text), text.index(word)) for word in ("One", "Two", "Three")] == [0, 1, 2]


@given(st.text(alphabet=st.sampled_from("aA.?!\n \"')Inc"), max_size=120))
def test_sentences_cover_all_that_is_no_white_space(text: str) -> None:
    places = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in places) == "".join(text.split())
    assert all(a < b for a, b in places) and all(x[1] <= y[0] for x, y in pairwise(places))
