"""Day arithmetic against the handbook's worked examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import deadlines


@pytest.mark.parametrize(
    ("release", "anchor", "computed", "chosen"),
    [
        ("2002-04-14", "2003-04-14", "2002-12-15", False),
        ("2006-04-26", "2007-04-26", "2006-12-27", False),
        ("2007-04-25", "2008-04-25", "2007-12-27", False),
        ("2024-02-29", "2025-02-28", "2024-10-31", True),
        ("2026-04-08", "2027-04-08", "2026-12-09", False),
    ],
)
def test_submission_deadline(release: str, anchor: str, computed: str, chosen: bool) -> None:
    got = deadlines.submission_deadline(date.fromisoformat(release))
    assert (got.anniversary.isoformat(), got.deadline.isoformat(), got.chosen) == (anchor, computed, chosen)


def test_a_weekend_is_named_and_not_rolled() -> None:
    assert deadlines.weekend(deadlines.submission_deadline(date(2002, 4, 14)).deadline) == "Sunday"
    assert deadlines.weekend(date(2026, 11, 21)) == "Saturday"
    assert deadlines.weekend(date(2026, 11, 23)) is None


def test_the_other_periods() -> None:
    assert deadlines.notice_deadline(date(2026, 12, 1)) == date(2026, 12, 15)
    assert deadlines.reply_deadline(date(2026, 12, 10)) == date(2026, 12, 24)
    assert deadlines.filing_deadline(date(2027, 4, 9)) == date(2027, 1, 19)
    assert deadlines.filing_deadline(date(2027, 3, 1)) == date(2026, 12, 11)
    assert deadlines.opposition_deadline(date(2027, 4, 9)) == date(2027, 3, 10)


def test_days_late_counts_from_the_stated_deadline() -> None:
    assert deadlines.days_late(date(2007, 1, 2), date(2007, 6, 11)) == 160
    assert deadlines.days_late(date(2007, 1, 2), date(2007, 1, 2)) == 0


def test_thirty_days_are_not_a_moved_meeting() -> None:
    assert not deadlines.meeting_moved(date(2025, 5, 1), date(2026, 5, 31))
    assert deadlines.meeting_moved(date(2025, 5, 1), date(2026, 6, 1))
    assert deadlines.meeting_moved(date(2025, 5, 1), date(2026, 3, 31))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_deadline_lies_120_days_before_its_anchor(release: date) -> None:
    got = deadlines.submission_deadline(release)
    assert (got.anniversary - got.deadline).days == 120
    assert got.chosen == (release.month == 2 and release.day == 29)
