"""Boolean words, signs and brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import Both, Either, Node, Without, Word
from search.boolean import Item, limits

A, B, C, D = (Word((letter,), letter) for letter in "abcd")


def items(text: str) -> list[Item]:
    words = {"a": A, "b": B, "c": C, "d": D}
    return [Item(words[part]) if part in words else Item(operator=part) for part in text.split()]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("a b", ()),
        ("a AND b", (Both((A, B)),)),
        ("a AND b c", (Both((A, B)),)),
        ("a OR b", (Either((A, B)),)),
        ("a OR b AND c", (Either((A, Both((B, C)))),)),
        ("( a OR b ) AND c", (Both((Either((A, B)), C)),)),
        ("a NOT b", (Both((A, Without(B))),)),
        ("NOT a", (Without(A),)),
        ("+ a b", (A,)),
        ("a - b", (Both((A, Without(B))),)),
        ("NOT NOT a", (Without(Without(A)),)),
        ("( a b ) AND c", (Both((Either((A, B)), C)),)),
        ("a ( b )", ()),
    ],
)
def test_what_must_hold(text: str, nodes: tuple[Node, ...]) -> None:
    assert limits(items(text)) == (nodes, ())


@pytest.mark.parametrize(
    ("text", "word"), [("a )", "closing bracket"), ("( a OR b", "never closed"), ("a AND", "AND stands alone"), ("a OR", "OR")]
)
def test_odd_syntax_is_explained(text: str, word: str) -> None:
    _, notes = limits(items(text))
    assert any(word in note for note in notes)


@given(st.lists(st.sampled_from(["a", "b", "AND", "OR", "NOT", "(", ")", "+", "-"]), max_size=14))
def test_any_row_of_pieces_is_read(pieces: list[str]) -> None:
    nodes, notes = limits(items(" ".join(pieces)))
    assert isinstance(nodes, tuple) and all(notes)
