"""Which letters were reversed."""

from __future__ import annotations

from typing import Any

from corpus.records import LetterKey
from indexer.reversals import reversed_letters


def key(letter_id: str, date: str, outcome: str, **more: Any) -> LetterKey:
    kept = {
        "company": "Marrable Pumps, Inc.", "former_names": (), "incoming_date": None, "available_date": None, "kind": "initial",
        "conditional": False, "source": "letter", "bases_staff": (), "bases_asserted": (), "proponents": ("Otto Brandreth",),
        "reconsiders": None,
    } | more  # fmt: skip
    return LetterKey(id=letter_id, response_date=date, outcome=outcome, **kept)


def again(letter_id: str, date: str, outcome: str, **more: Any) -> LetterKey:
    return key(letter_id, date, outcome, kind="reconsideration", **more)


def test_by_the_date_that_is_named() -> None:
    first, second = key("a", "2010-01-20", "not_concurred"), key("b", "2010-01-22", "not_concurred")
    assert reversed_letters([first, second, again("c", "2010-03-01", "concurred", reconsiders="2010-01-20")]) == {"a": "c"}


def test_the_last_to_the_same_holder_where_no_date_fits() -> None:
    early, late = key("a", "2009-12-01", "not_concurred"), key("b", "2010-01-20", "not_concurred")
    assert reversed_letters([early, late, again("c", "2010-03-01", "concurred")]) == {"b": "c"}
    stranger = key("d", "2010-02-01", "not_concurred", proponents=("Ada Lowry",))
    assert reversed_letters([stranger, again("c", "2010-03-01", "concurred")]) == {}


def test_a_ruling_on_other_grounds_alone_leaves_the_first_one_standing() -> None:
    first = key("a", "2010-01-20", "not_concurred", bases_staff=("14a-8(d)", "14a-8(i)(4)"))
    assert reversed_letters([first, again("c", "2010-03-01", "concurred_in_part", bases_staff=("14a-8(i)(3)",))]) == {}
    for bases in ((), ("14a-8(d)", "14a-8(i)(3)"), ("14a-8(i)(4)",)):
        assert reversed_letters([first, again("c", "2010-03-01", "concurred", bases_staff=bases)]) == {"a": "c"}


def test_a_reconsideration_that_changes_nothing_reverses_nothing() -> None:
    assert reversed_letters([key("a", "2010-01-20", "concurred"), again("c", "2010-03-01", "concurred")]) == {}


def test_another_company_or_another_year_is_another_matter() -> None:
    other = key("a", "2010-01-20", "not_concurred", company="Wendover Tools, Inc.")
    old = key("b", "2007-01-20", "not_concurred")
    assert reversed_letters([other, old, again("c", "2010-03-01", "concurred")]) == {}
