"""The measure of growth: it passes what grows with the text, and fails what grows with its square."""

from __future__ import annotations

import pytest

from tests.growth import assert_linear, assert_within, repeated


def test_a_piece_is_repeated_to_the_length_asked() -> None:
    assert repeated("ab, ")(9) == "ab, ab, a"


def test_one_look_at_each_character_passes() -> None:
    assert_linear(lambda text: [sign for sign in text if sign == "b"], repeated("ab"), 50_000)


def test_a_look_at_each_pair_fails() -> None:
    with pytest.raises(AssertionError, match="4 times the text takes"):
        assert_linear(lambda text: sum(a == b for a in text for b in text), repeated("ab"), 400)


def test_too_slow_is_too_slow() -> None:
    with pytest.raises(AssertionError, match="are borne"):
        assert_within(0.000_001, sorted, repeated("ba"), 10_000)
