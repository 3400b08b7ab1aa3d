"""Dates in a query."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates_asked import When, bound, read
from search.typed import Typed

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("late since 2015", "2015-01-01", None),
        ("2003..2008", "2003-01-01", "2008-12-31"),
        ("late 1999-2006", "1999-01-01", "2006-12-31"),
        ("between 2003 and 2008", "2003-01-01", "2008-12-31"),
        ("from March 2003 to May 9, 2008", "2003-03-01", "2008-05-09"),
        ("2008 to 2003", "2003-01-01", "2008-12-31"),
        ("ordinary business 1990s", "1990-01-01", "1999-12-31"),
        ("in the early 2000s", "2000-01-01", "2003-12-31"),
        ("the '90s", "1990-01-01", "1999-12-31"),
        ("after 2010", "2011-01-01", None),
        ("before March 1998", None, "1998-02-28"),
        ("before 1985", None, "1984-12-31"),
        ("until 2012", None, "2012-12-31"),
        ("since 2015-03-09", "2015-03-09", None),
        ("since 2010 before 2015", "2010-01-01", "2014-12-31"),
        ("the 2025-26 season", "2025-10-01", "2026-09-30"),
        ("last five years", "2021-11-22", None),
        ("in March 2004", "2004-03-01", "2004-03-31"),
        ("more than 2000 words", None, None),
        ("over 2,000 shares", None, None),
        ("nothing here", None, None),
    ],
)
def test_how_dates_are_read(text: str, since: str | None, until: str | None) -> None:
    when = read(Typed(text), TODAY)
    assert (when.since, when.until) == (since, until)


def test_a_lone_year_stands_for_its_season_too() -> None:
    assert read(Typed("late 2026"), TODAY) == When("2025-10-01", "2026-12-31", 2026)


def test_what_was_read_is_taken_out() -> None:
    typed = Typed("late since 2015 by fax")
    read(typed, TODAY)
    assert typed.left.replace("\x00", "").split() == ["late", "by", "fax"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("Feb 2016", "2016-02-01", "2016-02-29"),
        ("2015-03-09", "2015-03-09", "2015-03-09"),
        ("2015-13", None, None),
        ("soon", None, None),
    ],
)
def test_the_value_of_an_option(written: str, first: str | None, last: str | None) -> None:
    assert (bound(written, upper=False), bound(written, upper=True)) == (first, last)


@given(st.from_regex(r"(since|before|in|between)? ?(19|20)\d\d(-\d\d){0,2}( and |-|\.\.)?((19|20)\d\d)?", fullmatch=True))
def test_any_date_is_read_or_left(text: str) -> None:
    when = read(Typed(text), TODAY)
    for day in (when.since, when.until):
        assert day is None or datetime.date.fromisoformat(day)
