"""Grounds argued: in headings, in prose, by a section's first rule; and what is only reserved, compared or told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer import bases
from indexer.bundle import Bundle
from tests.indexer.staff_letters import bundle, request, response

REQUESTS = json.loads(Path(__file__).with_name("arguments.json").read_text(encoding="utf-8"))
"""Year, the letter's body, the grounds argued, sorted."""


def argued(file: Bundle) -> list[str]:
    return [found.value for found in bases.read(file)]


@pytest.mark.parametrize(("year", "body", "grounds"), REQUESTS, ids=lambda value: str(value)[:60])
def test_grounds_argued(year, body, grounds):
    assert sorted(argued(bundle(request(year, body)))) == grounds


def test_the_subject_line_argues():
    letter = request(2003, "It got 4.1 percent the last time.").replace(
        "of Jerrold Tansley", "of Jerrold Tansley\n    Rule 14a-8(i)(12)(ii)"
    )
    assert argued(bundle(letter)) == ["14a-8(i)(12)(ii)"]


def test_in_order_of_first_argument_with_places():
    file = bundle(request(2011, "It may be excluded under Rule 14a-8(i)(10). It may also be excluded under Rule 14a-8(i)(3)."))
    found = bases.read(file)
    assert [f.value for f in found] == ["14a-8(i)(10)", "14a-8(i)(3)"]
    for ground in found:
        assert 1 <= len(ground.spans) <= 3
        assert all(ground.value in file.content[start:end] for start, end in ground.spans)


def test_only_the_company_argues():
    file = bundle(
        request(2010, "It may be excluded under Rule 14a-8(i)(7)."),
        response(
            2010, "There appears to be some basis for your view that Aldine may exclude the proposal under rule 14a-8(i)(3)."
        ),
    )
    assert argued(file) == ["14a-8(i)(7)"]


def test_where_the_company_gives_no_number_the_staff_tell_what_it_argued():
    body = "What came on December 4 was a proposal, and was late. No notice is required by Rule 14a-8(f)(1) of that."
    view = "There appears to be some basis for your view that Aldine may exclude the proposal under rule 14a-8(e)(2)."
    assert argued(bundle(request(2013, body), response(2013, view))) == ["14a-8(e)(2)"]
    noted = "We note that the Company meets rule 14a-8(b). We express no view."
    assert argued(bundle(request(2013, body), response(2013, noted))) == []


@pytest.mark.parametrize(
    ("body", "grounds"),
    [
        ("I. Rule 14a-8(i)(8)\n\nIt names directors. It may be excluded under Rule 14a-8(i)(8)(iii) alone.", ["14a-8(i)(8)"]),
        (
            "It may be excluded under Rule 14a-8(f). Rule 14a-8(f)(1) provides for notice. He fails Rule 14a-8(b).",
            ["14a-8(b)", "14a-8(f)"],
        ),
        ("It may be excluded under Rule 14a-8(e)(1) and under Rule 14a-8(e)(2).", ["14a-8(e)(1)", "14a-8(e)(2)"]),
    ],
)
def test_one_ground_at_two_grains_is_one(body, grounds):
    assert sorted(argued(bundle(request(2012, body)))) == grounds


def test_the_old_eighty_day_rule_is_no_ground_and_the_new_word_limit_is():
    body = "It may be omitted under Rule 14a-8(d)."
    assert argued(bundle(request(1996, body))) == []
    assert argued(bundle(request(2012, body))) == ["14a-8(d)"]


def test_a_smudged_deadline_is_read_by_the_letters_date():
    assert argued(bundle(request(2012, "It may be excluded under Rule 14a-8(c)(2)."))) == ["14a-8(e)(2)"]
    assert argued(bundle(request(1992, "It may be excluded under Rule 14a-8(c)(2)."))) == ["14a-8(c)(2)"]


def test_nothing_argued():
    assert argued(bundle(request(2012, "We enclose the minutes."))) == []
    assert argued(bundle("")) == []
