"""Letters for an argument and against it, over the project's own letters."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from corpus.catalog import open_catalog
from indexer.engines import open_engine
from indexer.standing import key_of
from search.closeness import Near
from search.desk import support_lines
from search.facts import Facts, Options, facts_of
from search.memo import Searched, memorandum
from search.stringcite import NONE_HELD, Style
from search.support import Supported, _Desk, support
from search.terminal import Terminal
from tests.indexer.search_letters import held
from tests.search.desk_home import LETTERS, letters_home

E2 = "14a-8(e)(2)"
SEARCHED = Searched("2026-11-22", {"years": [], "letters": 3, "held": 3, "last_fetch": None, "missing": {}}, "d", "1", "call")
CASES: list[dict[str, Any]] = json.loads((LETTERS / "support.json").read_text(encoding="utf-8"))


def supported(facts: Facts, *, against: bool = False, limit: int = 10, style: Style | None = None) -> Supported:
    home, _ = letters_home()
    with open_catalog(home) as catalog:
        return support(facts, catalog, home, open_engine(home, catalog), against=against, limit=limit, style=style or Style())


def stems(found: Supported) -> tuple[list[str], list[str]]:
    _, names = letters_home()
    return [names[o.held.id] for o in found.supporting], [names[o.held.id] for o in found.adverse]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["facts"][:40])
def test_what_supports_and_what_does_not(case: dict[str, Any]) -> None:
    offered, against = stems(supported(facts_of(case["facts"], case["rule"])))
    never = {one["letter"] for one in case["never"]} | set(case["adverse"])
    assert not never & set(offered)
    if case["supporting"]:
        assert offered[0] in case["supporting"]
    assert set(case["adverse"]) <= set(against)


def test_a_letter_says_what_it_has_in_common_and_what_differs() -> None:
    facts = facts_of("A parcel came by courier 3 days after the deadline, first to a subsidiary's plant.", E2)
    first = supported(facts).supporting[0].as_json()
    assert first["citation"] == "Drummel Instrument Corporation (January 13, 2009)"
    assert "by courier" in first["in_common"] and "11 days late here, 3 days late asked" in first["differs"]
    fixed = "id citation outcome bases_staff facts staff_words in_common differs why standing source"
    assert set(fixed.split()) <= set(first)
    assert first["facts"]["days_late"] == 11 and "some basis for your view" in first["staff_words"]


def test_adverse_letters_tell_what_made_the_difference() -> None:
    (first, *_) = supported(facts_of("A fax reached head office on another department's machine.", E2)).adverse
    assert first.held.id.startswith("ottermere")
    assert first.staff_words is not None and "does not dispute" in first.staff_words


def test_against_turns_it_round() -> None:
    facts = facts_of("A guard initialed a slip before the deadline.", E2)
    plain, turned = stems(supported(facts)), stems(supported(facts, against=True))
    assert turned == (plain[1], plain[0])


def test_every_letter_of_the_string_cite_is_offered() -> None:
    found = supported(facts_of("It came by e-mail a month late.", E2))
    cited = [offer for offer in found.supporting if offer.citation in found.string_cite]
    assert found.string_cite.startswith("*See, e.g.,* ") and 1 <= len(cited) <= 4
    assert not any(offer.held.letter.conditional for offer in cited)  # others are held
    dates = [
        offer.held.letter.response_date or "" for offer in sorted(cited, key=lambda o: found.string_cite.index(o.citation))
    ]
    assert dates == sorted(dates, reverse=True)


def test_how_many_adverse_letters_are_held_is_said_where_not_all_are_shown() -> None:
    facts = facts_of("A guard initialed a slip before the deadline.", E2)
    every = supported(facts)
    held = len(supported(facts, against=True, limit=200).supporting)
    short = supported(facts, limit=1)
    assert len(short.adverse) == 1 and short.adverse_held == held == every.adverse_held > 1
    assert short.as_json()["adverse_held"] == held
    assert short.all_adverse == f"with --against --limit {held}"
    assert "without --against" in supported(facts, against=True, limit=1).all_adverse
    lines = "\n".join(support_lines(short, Terminal(100)))
    assert f"Adverse (1 of {held} held)" in lines and short.all_adverse in lines
    memo = " ".join(block.text for block in memorandum(short, SEARCHED))
    assert f"1 of the {held} letters held on that side" in memo and short.all_adverse in memo
    assert "held)" not in "\n".join(support_lines(supported(facts, limit=200), Terminal(100)))


def test_the_head_of_an_offer_stays_within_the_line() -> None:
    found = supported(facts_of("It came by e-mail a month late.", E2))
    ids = {offer.held.id for offer in (*found.supporting, *found.adverse)}  # those are not broken
    assert max(len(line) for line in support_lines(found, Terminal(40)) if line.strip() not in ids) <= 40


def test_what_changed_since_a_letter_without_a_date_is_not_said_to_be_nothing() -> None:
    with open_catalog(letters_home()[0]) as catalog:
        desk = _Desk(facts_of("late", E2), catalog, None)
    undated = Near(key_of(held("vantry", response_date=None)), 1.0, 1.0, 0.0, 0)
    assert "no date is known" in (desk._standing(undated) or "")
    assert "no date" not in (desk._standing(replace(undated, key=replace(undated.key, response_date="2026-01-05"))) or "")


def test_where_none_is_held_it_says_so() -> None:
    found = supported(facts_of("dividends of a fixed amount", "14a-8(i)(13)"))
    assert (found.supporting, found.adverse, found.string_cite) == ((), (), NONE_HELD)


def test_old_and_new_numbers_find_the_same_letters() -> None:
    facts = facts_of("posted in time, received late", E2)
    old = facts_of("posted in time, received late", "14a-8(a)(3)(i)")
    assert set(stems(supported(facts))[0]) == set(stems(supported(old))[0])


def test_days_come_before_words_where_options_give_them() -> None:
    facts = facts_of("two days late", E2, Options(deadline="2026-12-09", received="December 20, 2026", delivery="e-mail"))
    assert (facts.days_late, facts.delivery, facts.deadline) == (11, "email", "2026-12-09")


def test_reversed_letters_are_never_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    from search import closeness

    facts = facts_of("by courier to a plant", E2)
    target = supported(facts).supporting[0].near.key
    monkeypatch.setattr(
        closeness, "reversal", lambda key, later: replace(key, response_date="2030-01-01") if key.id == target.id else None
    )
    assert target.id not in [offer.held.id for offer in supported(facts).supporting]
