"""Mistyped words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling import MOST, mended, near
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


def test_a_text_of_strange_words_is_not_looked_up_word_by_word() -> None:
    looked: list[str] = []

    class Strange:
        def strange(self, word: str) -> bool:
            return True

        def holder(self, word: str) -> None:
            looked.append(word)

    text = " ".join(f"zzqx{chr(97 + n // 26)}{chr(97 + n % 26)}wv" for n in range(200))
    assert mended(text, Strange(), []) == text  # type: ignore[arg-type]
    assert 0 < len(looked) <= MOST + 1
