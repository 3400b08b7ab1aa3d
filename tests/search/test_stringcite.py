"""String cites in both styles, from records only."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from corpus.records import HeldLetter, Letter, Proposal, Timeliness
from search.stringcite import NONE_HELD, Style, bluebook, chosen, left_out, parenthetical, practitioner, string_cite


def held(company: str, day: str, **facts: Any) -> HeldLetter:
    source = facts.pop("source", "letter")
    letter = Letter(company, response_date=day, outcome="concurred", **facts)
    return HeldLetter(f"{company}-{day}", letter, source)


VANTRY = held("Vantry International Systems, Inc.", "2005-03-09", timeliness=Timeliness(None, None, 1, "fax"))
ORRIN = held("Orrin and Pike Railway Company", "2009-09-01", proposal=Proposal("the sale of a division.", None))


def test_practitioner_style_newest_first() -> None:
    assert string_cite([VANTRY, ORRIN], Style()) == (
        "*See, e.g.,* Orrin and Pike Railway Company (September 1, 2009); Vantry International Systems, Inc. (March 9, 2005)."
    )


def test_bluebook_style() -> None:
    assert bluebook(VANTRY) == "Vantry Int'l Sys., Inc., SEC No-Action Letter (Mar. 9, 2005)"
    assert bluebook(ORRIN) == "Orrin & Pike Ry. Co., SEC No-Action Letter (Sept. 1, 2009)"


def test_parentheticals_on_request() -> None:
    assert "(March 9, 2005) (fax; 1 day late)" in string_cite([VANTRY], Style(parentheticals=True))
    assert parenthetical(ORRIN) == "the sale of a division"
    assert parenthetical(held("Vantry", "2001-05-04")) is None
    letter = replace(VANTRY.letter, conditional=True, kind="reconsideration", outcome="concurred_in_part")
    assert parenthetical(replace(VANTRY, letter=letter)) == "fax; 1 day late; relief in part; conditional; on reconsideration"


def test_a_letter_known_by_facts_is_marked() -> None:
    cited = string_cite([replace(VANTRY, source="facts"), ORRIN], Style())
    assert cited.count("[not checked against the letter]") == 1


def test_none_held() -> None:
    assert string_cite([], Style()) == NONE_HELD


def test_an_undated_letter_is_cited_as_such() -> None:
    assert practitioner(HeldLetter("x", Letter("Vantry"), "facts")) == "Vantry (undated)"


def offer(letter: HeldLetter, closeness: float) -> Any:
    return SimpleNamespace(held=letter, closeness=closeness)


def test_the_letters_are_spread() -> None:
    """Of three letters of one company and season, the string takes one before it repeats itself."""
    same = [held("Vantry Mills, Inc.", f"2005-03-0{day}") for day in (1, 2, 3)]
    other = held("Orrin Rail Co.", "1999-01-04")
    offers = [*(offer(one, 1.0 - n / 100) for n, one in enumerate(same)), offer(other, 0.5)]
    assert [one.held for one in chosen(offers, 2)] == [same[0], other]


def test_conditional_letters_come_only_where_others_do_not_suffice() -> None:
    conditional = held("Vantry Mills, Inc.", "2005-03-01", conditional=True)
    plain = held("Orrin Rail Co.", "1999-01-04")
    assert [one.held for one in chosen([offer(conditional, 1.0), offer(plain, 0.6)], 1)] == [plain]
    assert [one.held for one in chosen([offer(conditional, 1.0), offer(plain, 0.6)])] == [plain, conditional]
    assert "Vantry Mills, Inc. (March 1, 2005) (conditional)" in string_cite([plain, conditional], Style())
    assert [one.held for one in chosen([offer(conditional, 1.0)])] == [conditional]


def test_a_letter_without_a_date_is_not_cited_and_that_is_said() -> None:
    undated = HeldLetter("x", Letter("Pellworth Corp.", outcome="concurred"), "facts")
    offers = [offer(undated, 1.0), offer(VANTRY, 0.9), offer(ORRIN, 0.1)]
    assert [one.held for one in chosen(offers)] == [VANTRY]
    told = left_out(offers)
    assert told is not None and told.startswith("1 of 3 letters")
    assert "1 without a date" in told and "1 far from" in told
    assert (chosen([offer(undated, 1.0)]), left_out([offer(VANTRY, 1.0)]), left_out(offers, 1)) == ([], None, None)


def test_far_letters_are_not_cited() -> None:
    assert len(chosen([offer(VANTRY, 1.0), offer(ORRIN, 0.1)])) == 1
