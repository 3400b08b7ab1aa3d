"""Counts of days in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.daycounts import find_counts, number


@pytest.mark.parametrize(
    ("text", "days", "late"),
    [
        ("It came twenty-one days late.", 21, True),
        ("From June 3 to July 6 is thirty-three days.", 33, True),
        ("two weeks after that date", 14, True),
        ("one hundred and sixty days past the deadline", 160, True),
        ("missed the deadline by a single day", 1, True),
        ("ten days afterwards", 10, True),
        ("The interval from June 7 to July 1 is twenty-four days.", 24, True),
        ("a 14-day period", 14, False),
        ("on the day after the deadline", 1, True),
        ("forty (40) calendar days late", 40, True),
    ],
)
def test_a_count_is_read(text: str, days: int, *, late: bool) -> None:
    assert [(count.days, count.late) for count in find_counts(text)] == [(days, late)]


@pytest.mark.parametrize("text", ["five days before the deadline", "thirty days' notice", "nine days early", "a month late"])
def test_what_came_early_or_is_no_count_of_days_is_none(text: str) -> None:
    assert find_counts(text) == ()


@pytest.mark.parametrize(
    ("words", "value"), [("ninety-nine", 99), ("a hundred and one", 101), ("three hundred", 300), ("7", 7)]
)
def test_number_words(words: str, value: int) -> None:
    assert number(words) == value


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="several"):
        number("several")


@given(st.text(max_size=200))
def test_counts_stand_where_they_say(text: str) -> None:
    assert all(0 <= c.start < c.end <= len(text) and c.days >= 0 for c in find_counts(text))
