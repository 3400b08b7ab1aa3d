from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AmbiguousLetter, UnknownLetter
from corpus.records import LetterKey
from indexer.lookup import lookup
from indexer.resolution import Resolution, Resolver, one_slip

BLANK = LetterKey("", None, (), None, None, None, "initial", "concurred", False, "letter", (), (), (), None)


def key(letter: str, company: str, day: str | None, **more: object) -> LetterKey:
    return replace(BLANK, id=letter, company=company, response_date=day, **more)  # type: ignore[arg-type]


HELD = [
    key("arden-2005", "Arden Mills, Inc.", "2005-03-09", incoming_date="2005-01-04", bases_staff=("14a-8(e)(2)",)),
    key("arden-2008", "Arden Mills, Inc.", "2008-02-11", available_date="2008-02-13"),
    key("arden-2008b", "Arden Mills, Inc.", "2008-12-01"),
    key("motors", "Arden Motors Corporation", "2005-03-09"),
    key("twin-a", "Corlan Foods Corporation", "2017-12-21", proponents=("Edwina Crake",), bases_staff=("14a-8(i)(7)",)),
    key("twin-b", "Corlan Foods Corporation", "2017-12-21", proponents=("Hobbs Fund",), bases_staff=("14a-8(i)(10)",)),
    key("renamed", "Quillet Energy, Inc.", "2010-02-02", former_names=("Tidewater Lamp Company",)),
    key("before", "Tidewater Lamp Company", "1999-01-19"),
    key("asked", "Peldon Rail Ltd.", None, incoming_date="2012-01-12", outcome="incoming_only"),
    key("twice", "Fenwold Steel Company", "2013-03-08", kind="reconsideration", reconsiders="2013-02-02"),
    key("machines", "International Button Makers Corporation", "2012-01-30"),
    key("pair-a", "Garnet Optical Corporation", "2014-01-10"),
    key("pair-b", "Garnet Optical Corporation", "2014-01-16"),
    key("bank", "Zelmor Kettle Bancorp", "2002-01-08"),
]
RESOLVER = Resolver(HELD)


def resolve(company: str, day: str | None, **more: object) -> tuple[str, str | None]:
    found = RESOLVER.resolve(company, day, **more)  # type: ignore[arg-type]
    return found.kind, found.id


@pytest.mark.parametrize(
    ("company", "day", "kind", "letter"),
    [
        ("ARDEN MILLS", "2005-03-09", "exact", "arden-2005"),
        ("Arden Mills", "2008-02-13", "exact", "arden-2008"),  # the day of availability
        ("Arden Mills", "2005-01-04", "near_date", "arden-2005"),  # the day of the request
        ("Arden Mills", "2005-03-19", "near_date", "arden-2005"),  # a slip of the day
        ("Arden Mills", "2005-09-03", "near_date", "arden-2005"),  # day and month exchanged
        ("Arden Mills", "2006-04-01", "not_held", None),
        ("Arden Motors", "2005-03-09", "exact", "motors"),
        ("Arden", "2005-03-09", "not_held", None),  # two companies begin so
        ("Arden Millls Inc.", "2005-03-09", "exact", "arden-2005"),  # misspelt, with the exact date
        ("Arden Millls Inc.", "2005-03-19", "not_held", None),  # misspelt and misdated is too much
        ("Corlan Foods", "2017-12-21", "ambiguous", None),
        ("Tidewater Lamp", "2010-02-02", "former_name", "renamed"),
        ("Tidewater Lamp", "1999-01-19", "exact", "before"),
        ("Quillet Energy", "1999-01-19", "former_name", "before"),
        ("Peldon Rail", "2012-01-12", "exact", "asked"),
        ("Fenwold Steel", "2013-03-08", "exact", "twice"),
        ("Fenwold Steel", "2013-02-02", "exact", "twice"),  # the first response of a file that holds two
        ("IBM", "2012-01-30", "exact", "machines"),
        ("Garnet Optical", "2014-01-11", "ambiguous", None),  # a slip away from two
        ("Zelmor Kettle", "2002-01-08", "exact", "bank"),
        ("Zelmor Kettle", "2002-01-18", "not_held", None),
        ("Nobody Here Inc.", "2005-03-09", "not_held", None),
    ],
)
def test_dates_and_names_of_a_citation(company: str, day: str, kind: str, letter: str | None) -> None:
    assert resolve(company, day) == (kind, letter)


@pytest.mark.parametrize(
    ("company", "year", "expected"),
    [
        ("Arden Mills", 2005, ("exact", "arden-2005")),
        ("Arden Mills", 2008, ("ambiguous", None)),
        ("Arden Mills", 2001, ("not_held", None)),
        ("Arden Millls", 2005, ("not_held", None)),
    ],
)
def test_a_year_alone(company: str, year: int, expected: tuple[str, str | None]) -> None:
    assert resolve(company, None, year=year) == expected


def test_ground_or_proponent_decides_between_two_of_one_day() -> None:
    assert resolve("Corlan Foods", "2017-12-21", basis="14a-8(i)(7)") == ("exact", "twin-a")
    assert resolve("Corlan Foods", "2017-12-21", proponent="Hobbs Fund") == ("exact", "twin-b")
    assert resolve("Corlan Foods", "2017-12-21", basis="14a-8(e)(2)") == ("ambiguous", None)


def test_a_slip_is_not_believed_where_the_ground_contradicts_or_time_runs_backwards() -> None:
    assert resolve("Arden Mills", "2005-03-19", basis="14a-8(i)(7)") == ("not_held", None)
    assert resolve("Arden Mills", "2005-03-19", until="2005-02-01") == ("not_held", None)
    assert resolve("Arden Mills", "2005-03-09", basis="14a-8(i)(7)") == ("exact", "arden-2005")


def test_a_letter_never_cites_itself() -> None:
    assert resolve("Arden Mills", "2005-03-09", exclude="arden-2005") == ("not_held", None)


def test_notes_say_what_is_odd() -> None:
    def kinds(found: Resolution) -> list[str]:
        return [note.kind for note in found.notes]

    assert kinds(RESOLVER.resolve("Arden Mills", "2005-03-19")) == ["weekend_date", "date_differs"]
    assert kinds(RESOLVER.resolve("Tidewater Lamp", "2010-02-02")) == ["name_differs"]
    assert kinds(RESOLVER.resolve("Arden Mills", "2005-03-09")) == []


def test_what_is_not_held_names_the_nearest_letters() -> None:
    found = RESOLVER.resolve("Arden Mills", "2006-04-01")
    assert found.candidates[0] == "arden-2005"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("arden-2005", "arden-2005"),
        ("Arden Mills, Inc. (March 9, 2005)", "arden-2005"),
        ("arden mills 2005", "arden-2005"),
        ("motors", "motors"),
        ("Button Makers", "machines"),
        ("tidewater 1999", "before"),
        ("Arden Mills, Inc. (avail. Feb. 13, 2008)", "arden-2008"),
    ],
)
def test_a_letter_is_found_as_it_is_typed(text: str, letter: str) -> None:
    assert lookup(RESOLVER, text) == letter


@pytest.mark.parametrize("text", ["corlan", "arden mills 2008", "Corlan Foods (December 21, 2017)", "garnet"])
def test_several_letters_are_named(text: str) -> None:
    with pytest.raises(AmbiguousLetter) as told:
        lookup(RESOLVER, text)
    assert len(told.value.candidates) == 2


@pytest.mark.parametrize("text", ["nobody", "arden mills 1980", "Arden Mills (April 1, 2006)", ""])
def test_unknown_letters_are_refused(text: str) -> None:
    with pytest.raises(UnknownLetter):
        lookup(RESOLVER, text)


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UnknownLetter, match="did you mean Zelmor Kettle Bancorp"):
        lookup(RESOLVER, "Zelmor Ketle Banks 2002")


days = st.dates(date(1980, 1, 1), date(2030, 12, 31)).map(date.isoformat)


@given(days, days)
def test_a_slip_is_symmetric(one: str, other: str) -> None:
    assert one_slip(one, other) == one_slip(other, one)
    assert not one_slip(one, one)


@given(st.text(max_size=40), st.one_of(st.none(), days), st.one_of(st.none(), st.integers(1980, 2030)))
def test_any_citation_gets_an_honest_answer(company: str, day: str | None, year: int | None) -> None:
    found = RESOLVER.resolve(company, day, year=year)
    assert (found.id is None) == (found.kind in ("ambiguous", "not_held"))
    assert len(found.candidates) != 1 or found.kind != "ambiguous"


@given(st.sampled_from([one for one in HELD if one.response_date]), st.integers(2, 25))
def test_a_date_in_another_month_and_day_is_another_letter(held: LetterKey, far: int) -> None:
    day = (date.fromisoformat(held.response_date or "") + timedelta(days=31 * far + 3)).isoformat()
    own = [d for one in HELD for d in (one.response_date, one.available_date, one.incoming_date, one.reconsiders) if d]
    found = RESOLVER.resolve(held.company or "", day)
    assert found.id is None or any(day == d or one_slip(day, d) for d in own)
