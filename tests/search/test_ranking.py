"""What ranks above what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search import answer
from search.language import understand
from search.ranking import WEIGHTS, Weights, related, search_of
from tests.indexer.search_letters import held, told
from tests.search.asking import World, world

WORLD = world()


def ranked(text: str, of: World = WORLD, weights: Weights = WEIGHTS) -> list[str]:
    return [
        m.id for m in answer.find(understand(text, of.names), of.engine, citing=lambda ids, given: (), weights=weights).hits
    ]


def test_how_far_a_letter_stands_on_the_rule_asked_for() -> None:
    found = ranked("14a-8(e)")
    assert set(found[:2]) == {"ruled", "refused"}
    assert set(found[2:5]) == {"old", "reversed", "representation"}
    assert found[5] == "argued" and "business" not in found


def test_the_outcome_asked_for_comes_first_then_the_other() -> None:
    found = ranked("14a-8(e) staff refused")
    assert found[:2] == ["refused", "reversed"] and "ruled" in found[2:]
    assert ranked("14a-8(e) granted")[:2] == ["ruled", "old"]


def test_an_old_number_finds_old_letters_before_new_ones() -> None:
    assert ranked("14a-8(c)(7)")[0] == "oldbusiness"
    assert ranked("14a-8(i)(7)")[:2] == ["business", "oldbusiness"]
    assert "oldbusiness" not in ranked("14a-8(c) more than one proposal")


def test_the_letter_that_is_about_it_beats_the_one_that_mentions_it() -> None:
    here = told(
        held("here", company="Arrowby Mills, Inc.", result="concurred"), response="We note that a watchman took the envelope."
    )
    aside = told(
        held("aside", company="Sunder Mills, Inc.", result="concurred"),
        proponent="My uncle was a watchman, and took envelopes.",
    )
    others = [told(held(f"o{n}", company=f"Ottery {n} Inc.", result="concurred"), company="It came by mail.") for n in range(6)]
    assert ranked("watchman took the envelope", World([aside, here, *others]))[:2] == ["here", "aside"]


def test_days_late_come_near() -> None:
    made = World(
        told(held(f"d{days}", company=f"Ottery {days} Inc.", result="concurred", late=days), company="It was late.")
        for days in (40, 2, 1, 160, 5)
    )
    assert ranked("received one day late", made)[:3] == ["d1", "d2", "d5"]
    assert set(ranked("late:>30", made)) == {"d40", "d160"}


def test_a_reversed_letter_loses_to_its_reversal() -> None:
    said = {"company": "The fax number was wrong."}
    both = [
        told(held("first", company="Kittle Rail Co.", result="concurred"), **said),
        told(held("second", company="Kittle Rail Co.", result="concurred"), **said),
    ]
    assert ranked("wrong fax number", World(both, reversed_ids=("first",))) == ["second", "first"]


def test_where_exclusion_is_asked_for_a_concurrence_comes_first() -> None:
    assert ranked("can we exclude a late proposal")[0] == "ruled"


def test_a_synonym_finds_with_less_than_the_word() -> None:
    word = told(held("word", company="Arrowby Mills, Inc.", result="concurred"), company="A courier came.")
    other = told(held("other", company="Sunder Mills, Inc.", result="concurred"), company="A messenger came.")
    assert ranked("messenger", World([word, other]))[0] == "other" and "messeng" in related("courier")


def test_every_part_can_be_switched_off() -> None:
    assert WEIGHTS.without("rule").rule == 0.0
    with pytest.raises(ValueError, match="no part"):
        WEIGHTS.without("luck")


def test_a_part_that_is_off_leaves_no_clause() -> None:
    query = understand("14a-8(e) granted", WORLD.names)
    names = {clause.name for clause in search_of(query, WEIGHTS.without("rule")).clauses}
    assert not any(name.startswith("rule ") for name in names) and "ruling concurred" in names


def test_the_order_does_not_depend_on_the_order_of_adding() -> None:
    turned = World(list(reversed(WORLD.letters)), reversed_ids=("reversed",))
    for text in ("14a-8(e) late", "late proposal", "fax", "ordinary business"):
        assert ranked(text) == ranked(text, turned)


QUERIES = (
    "14a-8(e) late staff refused 2010",
    "can we leave out a proposal that came ten days late by fax",
    'the "loading dock" of the courier SLB 14F',
    "80-day requirement waived",
    "Tarrow Glass Corporation",
    "Tarrow Glass Corporation (January 20, 2010)",
    "ordinary business drought warehouse cigarettes envelope",
)


@pytest.mark.parametrize("part", Weights.__slots__)
def test_every_weight_counts_in_some_query(part: str) -> None:
    def told(text: str, weights: Weights) -> object:
        query = replace(understand(text, WORLD.names), deliveries=("fax",))
        found = answer.find(
            query, WORLD.engine, citing=lambda ids, given: (), influence=lambda ids: dict.fromkeys(ids, 1.0), weights=weights
        )
        return search_of(query, weights), [(match.id, match.score) for match in found.hits]

    assert any(told(text, WEIGHTS) != told(text, WEIGHTS.without(part)) for text in QUERIES)
