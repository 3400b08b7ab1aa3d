from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from corpus.records import OUTCOMES, RESULTS, Letter
from corpus.starter import known, known_letters, note

STARTER = list(known_letters())
BASIS = re.compile(r"14a-8\([a-z]\)(\(\d{1,2}\)(\([ivx]+\))?)?")


def letters(company: str, response_date: str) -> list[Letter]:
    return [letter for letter, _, _ in STARTER if (letter.company, letter.response_date) == (company, response_date)]


def test_every_row_is_there() -> None:
    assert len(STARTER) == 401


@pytest.mark.parametrize("known_letter", STARTER, ids=lambda known_letter: f"{known_letter[0].company}")
def test_dates_vocabulary_and_sources(known_letter: tuple[Letter, tuple[str, ...], str]) -> None:
    letter, urls, text = known_letter
    for written in (letter.response_date, letter.incoming_date, letter.available_date, letter.reconsiders):
        assert written is None or 1970 <= date.fromisoformat(written).year <= 2026
    assert not (letter.incoming_date and letter.response_date) or letter.incoming_date <= letter.response_date
    assert letter.outcome is None or letter.outcome in OUTCOMES
    assert all(d.result is None or (d.result in RESULTS and d.result != "not_addressed") for d in letter.determinations)
    assert all(BASIS.fullmatch(basis) for basis in (*letter.bases_staff, *letter.bases_asserted))
    assert {d.basis for d in letter.determinations} == {*letter.bases_staff, *letter.bases_asserted}
    assert letter.kind in ("initial", "reconsideration")
    assert letter.company and text.endswith(".") and "  " not in text
    assert urls and all(url.startswith(("https://", "http://", "SEC staff letter of")) and len(url) > 20 for url in urls)
    assert not letter.evidence.plain and not letter.zones


def test_outcomes_are_those_of_the_list() -> None:
    counted = Counter(letter.outcome for letter, _, _ in STARTER)
    assert counted == {"concurred": 79, "concurred_in_part": 4, "not_concurred": 43, "no_view": 3, "withdrawn": 42,
                       "no_objection": 2, None: 228}  # fmt: skip


def test_two_letters_of_one_company_and_day_stay_two() -> None:
    assert [letter.outcome for letter in letters("Exxon Mobil Corporation", "2019-04-02")] == ["not_concurred", "concurred"]
    assert len(letters("Walgreens Boots Alliance, Inc.", "2018-11-20")) == 2


def test_internap_is_told_in_full() -> None:
    (letter,) = letters("Internap Network Services Corporation", "2007-07-09")
    assert (letter.incoming_date, letter.available_date) == ("2007-06-18", "2007-07-09")
    assert (letter.outcome, letter.conditional, letter.bases_staff) == ("concurred", True, ("14a-8(e)(2)",))
    assert [(d.basis, d.result) for d in letter.determinations] == [("14a-8(e)(2)", "concurred"), ("14a-8(e)(1)", None)]
    late = letter.timeliness
    assert late is not None and (late.deadline, late.received, late.days_late, late.delivery) == (
        "2007-01-02",
        "2007-06-11",
        160,
        "email",
    )
    assert (date(2007, 6, 11) - date(2007, 1, 2)).days == late.days_late
    cited = {(citation.company, citation.date) for citation in letter.citations}
    assert {("Datastream Systems, Inc.", "2005-03-09"), ("International Business Machines Corporation", "2004-12-19")} < cited
    assert len(cited) == 4


@pytest.mark.parametrize(
    ("company", "day", "conditional"),
    [
        ("International Business Machines Corporation", "2012-01-30", True),
        ("Verizon Communications Inc.", "2008-01-29", False),
        ("Applied Materials, Inc.", "2014-11-20", False),
    ],
)
def test_letters_known_to_turn_on_lateness(company: str, day: str, conditional: bool) -> None:
    (letter,) = letters(company, day)
    assert (letter.outcome, letter.bases_staff, letter.conditional) == ("concurred", ("14a-8(e)(2)",), conditional)
    assert letter.timeliness is not None
    assert letter.incoming_date


def test_a_note_is_made_of_its_facts() -> None:
    ruled = {"outcome": "not_concurred", "staff": ["14a-8(i)(7)"], "asserted": ["14a-8(i)(7)", "14a-8(i)(3)"]}
    told = note(ruled | {"proponents": ["A", "B"], "topic": "bees", "remark": "More.", "seen": "request"})
    assert told.startswith(
        "The staff did not concur on 14a-8(i)(7). Argued also: 14a-8(i)(3). Proponents: A, B. On bees. More."
    )
    assert told.endswith("Only the request was seen. The sources give no date.")


def test_a_part_granted_is_a_ground_granted() -> None:
    letter, _, _ = known({"company": "X", "outcome": "concurred_in_part", "staff": ["14a-8(c)"], "sources": ["s"]})
    assert [(d.basis, d.result) for d in letter.determinations] == [("14a-8(c)", "concurred")]


def test_an_unknown_answer_leaves_the_result_open() -> None:
    letter, _, _ = known({"company": "X", "staff": ["14a-8(c)"], "asserted": ["14a-8(b)"], "sources": ["s"]})
    assert [(d.basis, d.result) for d in letter.determinations] == [("14a-8(c)", None), ("14a-8(b)", None)]
