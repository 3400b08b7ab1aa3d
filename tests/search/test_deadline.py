"""The rule's dates for one matter, by the handbook's table of examples."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import Unusable
from search.deadline import Dates, reckon
from search.facts import day


def steps(dates: Dates) -> dict[str, str]:
    return {step.rule: step.date.isoformat() for step in reckon(dates).steps}


def test_every_date_that_follows() -> None:
    found = steps(
        Dates(release=date(2025, 4, 9), definitive=date(2027, 4, 9), received=date(2026, 12, 1), notified=date(2026, 12, 10))
    )
    assert found == {
        "14a-8(e)(2)": "2025-12-10",
        "14a-8(j)(1)": "2027-01-19",
        "14a-8(m)(3)(ii)": "2027-03-10",
        "14a-8(f)(1)": "2026-12-24",
    }


def test_the_printed_date_counts_beside_the_computed_one() -> None:
    found = reckon(Dates(release=date(2006, 4, 26), printed=date(2007, 1, 2), received=date(2007, 6, 11)))
    assert (found.computed, found.governs, found.days_late) == (date(2006, 12, 27), date(2007, 1, 2), 160)
    assert any("6 days later than the computed date" in remark for remark in found.remarks)


def test_a_weekend_is_pointed_out_and_not_rolled() -> None:
    found = reckon(Dates(release=date(2002, 4, 14), received=date(2002, 12, 16)))
    assert found.governs == date(2002, 12, 15) and found.days_late == 1
    assert found.steps[0].weekend == "Sunday"
    assert any("nothing is rolled over" in remark for remark in found.remarks)


def test_a_moved_meeting_leaves_a_reasonable_time() -> None:
    moved = Dates(
        release=date(2025, 4, 9), last_meeting=date(2025, 6, 10), this_meeting=date(2026, 3, 17), received=date(2026, 1, 4)
    )
    found = reckon(moved)
    assert found.moved is True and found.governs is None and found.days_late is None
    near = reckon(Dates(last_meeting=date(2025, 6, 10), this_meeting=date(2026, 6, 20), release=date(2025, 4, 9)))
    assert near.moved is False and near.governs == date(2025, 12, 10)


def test_a_proposal_in_time_is_said_to_be() -> None:
    found = reckon(Dates(printed=date(2026, 12, 9), received=date(2026, 12, 9)))
    assert found.days_late == 0 and any("in time" in remark for remark in found.remarks)


def test_too_late_for_the_eighty_days() -> None:
    found = reckon(Dates(printed=date(2026, 12, 9), received=date(2027, 2, 1), definitive=date(2027, 4, 9)))
    assert any("waiver" in remark for remark in found.remarks)


def test_february_29_is_a_choice_that_is_told() -> None:
    (step,) = reckon(Dates(release=date(2024, 2, 29))).steps
    assert step.date == date(2024, 10, 31) and "February 28 was chosen" in step.working


def test_nothing_to_count_from_is_refused() -> None:
    with pytest.raises(Unusable, match="nothing to count from"):
        reckon(Dates())
    with pytest.raises(Unusable) as refused:
        reckon(Dates())
    options = (name.replace("_", "-") for name in Dates.__dataclass_fields__)
    assert all(f"--{option}" in f"{refused.value} {refused.value.remedy}" for option in options)
    with pytest.raises(Unusable, match="no date"):
        day("--release", "spring")
    assert day("--release", "April 9, 2026") == day("--release", "2026-04-09") == date(2026, 4, 9)


def test_the_point_is_put_to_the_letters() -> None:
    facts = reckon(Dates(release=date(2002, 4, 14), received=date(2002, 12, 16))).facts()
    assert facts is not None and facts.days_late == 1 and "weekend_deadline" in facts.concepts
    assert reckon(Dates(definitive=date(2027, 4, 9))).facts() is None
