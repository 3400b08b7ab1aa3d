"""Clauses: sentences and the parts that judge by themselves, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clauses import clauses, paragraphs
from indexer.views import view


def cut(text: str) -> list[str]:
    return [clause.text for clause in clauses(view(text, [(0, len(text))]))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We note the date. Accordingly, it may go.", ["We note the date.", "Accordingly, it may go."]),
        (
            "It is late under Aldine Works, Inc. (March 1, 2001) and so on.",
            ["It is late under Aldine Works, Inc. (March 1, 2001) and so on."],
        ),
        ("sent to Aldine Works, Inc. Accordingly, it may go.", ["sent to Aldine Works, Inc.", "Accordingly, it may go."]),
        (
            "We concur on one, but we express no view on the other.",
            ["We concur on one,", "but we express no view on the other."],
        ),
        ("business operations.Accordingly, we will", ["business operations.", "Accordingly, we will"]),
        ("of its employees Accordingly we will not", ["of its employees", "Accordingly we will not"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("   \n\n", []),
    ],
)
def test_where_clauses_end(text, parts):
    assert cut(text) == parts


def test_only_the_first_clause_opens_its_paragraph():
    text = "One. Two.\n\nThree."
    assert [c.opens for c in clauses(view(text, [(0, len(text))]))] == [True, False, True]


@given(st.text(alphabet='ab A.;,\n"()we but', max_size=200))
def test_clauses_stand_where_they_say_and_lose_no_word(text):
    clean = view(text, [(0, len(text))])
    found = clauses(clean)
    assert all(clean.text[c.start : c.end] == c.text for c in found)
    assert "".join("".join(c.text.split()) for c in found) == "".join(clean.text.split())
    assert list(paragraphs(clean.text)) == sorted(paragraphs(clean.text))
