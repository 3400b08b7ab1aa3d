"""Argued and ruled joined: grains, old and new numbers, what is left open, a holding that names no rule."""

from __future__ import annotations

import pytest

from indexer import bases, outcome
from indexer.determinations import merge
from tests.indexer.staff_letters import bundle, request, response

SOME = "There appears to be some basis for your view that Aldine may exclude the proposal under {}."
UNABLE = "We are unable to concur in your view that Aldine may exclude the proposal under {}."
C, N, V, OPEN = "concurred", "not_concurred", "no_view", "not_addressed"


def merged(year: int, asked: str, answered: str | None):
    file = bundle(request(year, asked), *([response(year, answered)] if answered else []))
    joined = merge(outcome.read(file), bases.read(file))
    return {d.value.basis: d.value.result for d in joined.determinations}, [b.value for b in joined.bases_staff]


@pytest.mark.parametrize(
    ("year", "asked", "answered", "determinations", "staff"),
    [
        (
            2010,
            "It may be excluded under Rules 14a-8(b) and 14a-8(f)(1).",
            SOME.format("rules 14a-8(b) and 14a-8(f)"),
            {"14a-8(b)": C, "14a-8(f)": C},
            ["14a-8(b)", "14a-8(f)"],
        ),
        (
            2007,
            "It does not meet the requirements of Rule 14a-8(e)(1).",
            SOME.format("rule 14a-8(e)(2)"),
            {"14a-8(e)(1)": OPEN, "14a-8(e)(2)": C},
            ["14a-8(e)(2)"],
        ),
        (
            2007,
            "It may be excluded under Rule 14a-8(e).",
            SOME.format("rule 14a-8(e)(2)"),
            {"14a-8(e)(2)": C},
            ["14a-8(e)(2)"],
        ),
        (
            1998,
            "It may be excluded under Rule 14a-8(c)(7).",
            SOME.format("rule 14a-8(i)(7)"),
            {"14a-8(i)(7)": C},
            ["14a-8(i)(7)"],
        ),
        (
            2012,
            "It may be excluded under Rule 14a-8(i)(3). It may be excluded under Rule 14a-8(i)(7).",
            SOME.format("rule 14a-8(i)(3)") + " We have not found it necessary to address the alternative basis for omission.",
            {"14a-8(i)(3)": C, "14a-8(i)(7)": OPEN},
            ["14a-8(i)(3)"],
        ),
        (
            2012,
            "It may be excluded under Rule 14a-8(i)(3).",
            SOME.format("rule 14a-8(i)(3)") + " We have not found it necessary to address rule 14a-8(i)(6).",
            {"14a-8(i)(3)": C, "14a-8(i)(6)": OPEN},
            ["14a-8(i)(3)"],
        ),
        (
            1990,
            "It may be omitted under Rule 14a-8(c)(7).",
            "There appears to be some basis for your view that it deals with ordinary business operations. Under these "
            "circumstances, this Division will not recommend any enforcement action to the Commission if it is omitted.",
            {"14a-8(c)(7)": C},
            ["14a-8(c)(7)"],
        ),
        (
            1990,
            "It may be omitted under Rule 14a-8(c)(7). It may be omitted under Rule 14a-8(c)(3).",
            "There appears to be some basis for your view that it deals with ordinary business operations. This Division will "
            "not recommend any enforcement action to the Commission if it is omitted.",
            {"14a-8(c)(7)": C, "14a-8(c)(3)": OPEN},
            ["14a-8(c)(7)"],
        ),
        (2012, "It may be excluded under Rule 14a-8(i)(3).", None, {"14a-8(i)(3)": OPEN}, []),
        (
            2012,
            "It may be excluded under Rule 14a-8(i)(3).",
            "Aldine has withdrawn its request. Because the matter is now moot, we will have no further comment.",
            {"14a-8(i)(3)": OPEN},
            [],
        ),
        (
            2026,
            "It may be excluded under Rule 14a-8(i)(7) and Rule 14a-8(i)(10).",
            "You represent that you have a reasonable basis to exclude the Proposal under Rule 14a-8(i)(7). Based solely on "
            "that representation, we will not object if it is excluded.",
            {"14a-8(i)(7)": V, "14a-8(i)(10)": OPEN},
            ["14a-8(i)(7)"],
        ),
        (
            2012,
            "It may be excluded under Rule 14a-8(i)(3).",
            UNABLE.format("rule 14a-8(i)(3)") + " " + UNABLE.format("rule 14a-8(i)(8)(iii)"),
            {"14a-8(i)(3)": N, "14a-8(i)(8)(iii)": N},
            ["14a-8(i)(3)", "14a-8(i)(8)(iii)"],
        ),
    ],
)
def test_merge(year, asked, answered, determinations, staff):
    assert merged(year, asked, answered) == (determinations, staff)


def test_bases_staff_are_the_decided_determinations():
    found, staff = merged(
        2012,
        "It may be excluded under Rule 14a-8(i)(3). It may be excluded under Rule 14a-8(i)(7).",
        UNABLE.format("rule 14a-8(i)(3)"),
    )
    assert {basis for basis, result in found.items() if result != OPEN} == set(staff)
