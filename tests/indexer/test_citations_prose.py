"""The forms without brackets: where a date stands by a letter's name in running text, in lists and in tables."""

from __future__ import annotations

import pytest

from indexer.citations_prose import in_year, keeps_shares, listed, plain, prose
from indexer.dates import find_dates


def at(text: str) -> str | None:
    """The text from where the form of the only date begins, or None without a form."""
    (day,) = find_dates(text)
    anchor = prose(text, day)
    return text[anchor.start :] if anchor else None


@pytest.mark.parametrize(
    ("text", "name_on"),
    [
        ("the staff's March 3, 1999 letter to Orrin Corp.", "Orrin Corp."),
        ("the Division's letter of March 3, 1999, to Orrin Corp.", "Orrin Corp."),
        ("The March 3, 1999 Orrin Corp. letter", "Orrin Corp. letter"),
        ("On March 3, 1999, in Orrin Corp., the staff agreed", "Orrin Corp., the staff agreed"),
        ("our March 3, 1999 letter to Orrin Corp.", None),
        ("our letter of March 3, 1999 to Orrin Corp.", None),
        ("The March 3, 1999 Orrin Trust Co. letter", None),
        ("On March 3, 1999, in Dover, the staff agreed", None),
        ("On March 3, 1999, in Orrin Corp. offices, we met", None),
    ],
)
def test_a_date_stands_before_its_name(text: str, name_on: str | None) -> None:
    assert at(text) == name_on


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The 1984 letter to Orrin Corp. agrees", 1984),
        ("the staff's 1984 response to Orrin Corp. agrees", 1984),
        ("the 1984 Orrin Corp. letter", 1984),
        ("our 1984 letter to Orrin Corp.", None),
        ("The 1984 letter to Shareholders", None),
        ("the 1984 Annual Meeting", None),
    ],
)
def test_a_year_stands_before_its_name(text: str, year: int | None) -> None:
    assert [dated.year for anchor in in_year(text) for dated in anchor.dates] == ([year] if year else [])


@pytest.mark.parametrize(
    ("text", "is_item"),
    [
        ("Letters:\n* Orrin Corp. - March 3, 1999 (late)", True),
        ("Letters:\n1. Orrin Corp., March 3, 1999\n", True),
        ("Letters:\nOrrin Corp. | March 3, 1999 | late", True),
        ("Letters:\nsaid Orrin Corp. - March 3, 1999 (late)", False),
        ("Letters:\n* Orrin Corp. - March 3, 1999 at noon", False),
    ],
)
def test_an_item_is_a_company_and_a_date(text: str, is_item: bool) -> None:
    (day,) = find_dates(text)
    assert (listed(text, day) is not None) is is_item


def test_a_word_of_availability_is_strong() -> None:
    found = {}
    for joint in (", publicly available on ", " no-action letter dated ", ", ", " letter of "):
        text = f"Orrin Corp.{joint}March 3, 1999"
        anchor = plain(text, find_dates(text)[0])
        found[joint] = anchor.strong if anchor else None
    assert list(found.values()) == [True, True, False, False]


def test_a_bank_may_write_about_shares() -> None:
    assert keeps_shares("Hallam Custody Bank")
    assert not keeps_shares("Hallam Mills, Inc.")
