"""The staff's rulings in the forms of all eras: outcome, each ground, condition, waiver, reconsideration."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from indexer import outcome
from indexer.responses import responses
from tests.indexer.staff_letters import bundle, request, response

RULINGS = json.loads(Path(__file__).with_name("rulings.json").read_text(encoding="utf-8"))
"""Year, the response's body, outcome, grounds and results, conditional, waiver."""


def results(ruling):
    return {found.value.basis: found.value.result for found in ruling.grounds}


@pytest.mark.parametrize("case", RULINGS, ids=lambda case: f"{case[0]} {case[2]} {' '.join(case[3])}")
def test_ruling(case):
    year, body, expected, grounds, conditional, waiver = case
    ruling = outcome.read(bundle(response(year, body)))
    assert ruling.outcome.value == expected
    assert results(ruling) == grounds
    assert ruling.conditional.value is conditional
    assert (ruling.waiver.value if ruling.waiver else None) == waiver


@pytest.mark.parametrize("case", RULINGS, ids=lambda case: f"{case[0]} {case[2]} {' '.join(case[3])}")
def test_ruling_is_read_through_smudges(case):
    year, body, expected, grounds, *_ = case
    smudges = {"m": "rn", "l": "1", "0": "O", "o": "0", "i": "l"}
    rng = random.Random(body)  # noqa: S311  # the same smudges each time
    smudged = "".join(smudges[c] if c in smudges and rng.random() < 0.03 else c for c in body)
    ruling = outcome.read(bundle(response(year, smudged)))
    assert (ruling.outcome.value, results(ruling)) == (expected, grounds)


@pytest.mark.parametrize("case", RULINGS, ids=lambda case: f"{case[0]} {case[2]} {' '.join(case[3])}")
def test_evidence_stands_in_the_response_and_shows_the_value(case):
    year, body, *_ = case
    file = bundle(request(year, "The Company asks for your view."), response(year, body))
    ruling = outcome.read(file)
    begins = file.content.index("Response of the Office")
    assert 1 <= len(ruling.outcome.spans) <= 3
    for start, end in ruling.outcome.spans:
        assert begins < start < end <= len(file.content)
        assert end - start <= 600
    for found in ruling.grounds:
        assert any(file.content[start:end].endswith(found.value.basis[-3:]) for start, end in found.spans)
    for found in (ruling.waiver, ruling.conditional if ruling.conditional.value else None):
        assert found is None or all(begins < start < end <= start + 300 for start, end in found.spans)


def test_a_file_without_response_is_unanswered():
    ruling = outcome.read(bundle(request(2010, "The proposal may be excluded under Rule 14a-8(i)(7).")))
    assert (ruling.outcome.value, ruling.grounds, ruling.outcome.spans) == ("incoming_only", (), ())


def test_an_unreadable_response_gives_no_outcome():
    assert outcome.read(bundle(response(2010, "Thank you for your letter."))).outcome.value is None


FIRST = "We are unable to concur in your view that Aldine may exclude the proposal under rule 14a-8(i)(9)."
SECOND = (
    "On January 20, 2011, we issued our response expressing our informal view that Aldine could not exclude the proposal. "
    "You have asked us to reconsider our position. "
)


def two(second: str):
    earlier = response(2011, FIRST).replace("March 3, 2011", "January 20, 2011")
    return bundle(response(2011, SECOND + second), request(2011, "We ask again."), earlier)


def test_the_later_of_two_responses_rules():
    granted = (
        "Upon reconsideration, there appears to be some basis for your view that Aldine may exclude it under rule 14a-8(i)(9)."
    )
    ruling = outcome.read(two(granted))
    assert ruling.outcome.value == "concurred"
    assert results(ruling) == {"14a-8(i)(9)": "concurred"}
    assert ruling.reconsideration
    assert ruling.reconsiders is not None
    assert ruling.reconsiders.value == "2011-01-20"


def test_a_refused_reconsideration_leaves_what_stood_with_its_grounds():
    ruling = outcome.read(two("We find no basis to reconsider our position."))
    assert ruling.outcome.value == "not_concurred"
    assert results(ruling) == {"14a-8(i)(9)": "not_concurred"}


def test_the_responses_are_in_order_of_date():
    dates = [found.date for found in responses(two("We find no basis to reconsider our position."))]
    assert dates == ["2011-01-20", "2011-03-03"]


def test_a_response_whose_heading_is_spoiled_is_found_by_its_words():
    spoiled = (
        response(2010, FIRST)
        .replace("Response of the Office of Chief Counsel", "Resp~nse ol the 0ffcc")
        .replace("Division of Corporation Finance", "")
    )
    ruling = outcome.read(bundle(request(2010, "We ask for your view on Rule 14a-8(i)(9)."), spoiled))
    assert ruling.outcome.value == "not_concurred"


def test_a_quoted_response_of_the_staff_is_not_this_files_own():
    quoting = request(2010, f'The staff wrote: "{FIRST}" We ask it to think again.')
    assert outcome.read(bundle(quoting)).outcome.value == "incoming_only"
