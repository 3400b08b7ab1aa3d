"""Mistyped words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling import mended, near
from tests.search.asking import world

WORLD = world()


def read(text: str) -> tuple[str, list[str]]:
    notes: list[str] = []
    return mended(text, WORLD.names, notes), notes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("untimley", "untimely"),
        ("propsal", "proposal"),
        ("recieved", "received"),
        ("dedline", "deadline"),
        ("shareholdr", "shareholder"),
        ("couriier", "courier"),
        ("seperate", "separate"),
    ],
)
def test_one_slip_is_put_right(typed: str, meant: str) -> None:
    assert read(f"{typed} letter") == (f"{meant} letter", [f"{typed!r} was read as {meant!r}"])


@pytest.mark.parametrize(
    "text",
    [
        "received after the deadline",
        "cites Untimley Corp",
        '"untimley propsal"',
        "proponent:propsal",
        "untmly fx",
        "recefved",  # a consonant in place of another letter may be another word
        "tarow glas",  # a held name that is misspelt is read as the name
        "tarrow glass",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert read(text) == (text, [])


def test_two_meanings_are_none() -> None:
    assert near("mailed") is None
    assert near("tarrow") is None


@given(st.text(max_size=60))
def test_any_text_keeps_its_other_words(text: str) -> None:
    now, notes = read(text)
    assert (now == text) == (not notes)
