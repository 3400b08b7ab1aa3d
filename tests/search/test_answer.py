"""Hits, what comes near, and silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from search.answer import Answer, find
from search.language import understand
from tests.search.asking import world

WORLD = world()


def ask(text: str, **more: Any) -> Answer:
    return find(understand(text, WORLD.names), WORLD.engine, **({"citing": lambda ids, given: ()} | more))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("14a-8(h) proponent did not attend", "rule 14a-8(h)"),
        ("zeppelin mooring masts", "no letter fits"),
        ("zeppelin mooring masts of water companies", "telling words"),
        ("late proposal before 1975", "no letter fits"),
        ("14a-8(e) delivery:hand", "no letter fits"),
        ('cites:"Tarrow Glass"', "no letter fits"),
        ("late since:2009 until:2008", "turn the dates round"),
        ("incoming only before 1985", "no letter fits"),
    ],
)
def test_silence_where_nothing_fits(text: str, why: str) -> None:
    found = ask(text)
    assert found.hits == () and found.total == 0 and why in (found.silent or "")


def test_what_comes_near_is_kept_apart() -> None:
    assert {m.id for m in ask("late proposal before 1975").nearest} <= {
        "ruled",
        "refused",
        "old",
        "reversed",
        "representation",
        "argued",
    }
    assert ask("late proposal before 1975").nearest
    assert ask("14a-8(e) late").nearest == ()


def test_only_the_citing_letters() -> None:
    assert {m.id for m in ask("cites Tarrow Glass", citing=lambda ids, given: {"refused", "argued", *ids}).hits} == {
        "refused",
        "argued",
    }


def test_a_citation_that_leads_to_no_held_letter_comes_last() -> None:
    def citing(ids: tuple[str, ...], given: tuple[str, ...]) -> set[str]:
        return ({"old"} if ids else set()) | ({"argued"} if given else set())

    query = replace(understand("cites Tarrow Glass", WORLD.names), cites_names=("Tarrow Glass Co.",))
    assert [m.id for m in find(query, WORLD.engine, citing=citing).hits] == ["old", "argued"]


def test_a_bulletin_that_no_letter_cites() -> None:
    assert ask("SLB 14M").hits == () and "guidance" in (ask("SLB 14M fax").silent or "")


def test_a_paragraph_above_comes_near() -> None:
    found = ask("14a-8(e)(3)")
    assert found.hits == () and {m.id for m in found.nearest} >= {"ruled", "refused"}
    assert ask("14a-8(i)(4)").nearest == ()


def test_nothing_asked_is_everything_newest_first() -> None:
    found = ask("")
    assert found.total == len(WORLD.entries)
    dates = [m.date or "" for m in found.hits]
    assert dates == sorted(dates, reverse=True)


def test_pages_follow_one_another() -> None:
    whole = [m.id for m in ask("14a-8(e)", limit=20).hits]
    paged = [m.id for offset in (0, 2, 4, 6) for m in ask("14a-8(e)", limit=2, offset=offset).hits]
    assert paged == whole and ask("14a-8(e)", limit=2).total == len(whole)
    assert ask("14a-8(e)", limit=0).hits == () and ask("14a-8(e)", limit=0).total == len(whole)


def test_orders() -> None:
    dates = [m.date or "" for m in ask("14a-8(e)", order="date").hits]
    assert dates == sorted(dates, reverse=True)
    assert ask("14a-8(e)", order="late").hits[0].id == "refused"
    weigh = {"argued": 1.0, "old": 0.5}
    first = ask("14a-8(e)", order="influence", influence=lambda ids: {i: weigh.get(i, 0.0) for i in ids}).hits
    assert [m.id for m in first[:2]] == ["argued", "old"]


def test_influence_decides_between_equals() -> None:
    assert ask("14a-8(e)", influence=lambda ids: {"refused": 1.0}).hits[0].id == "refused"
    assert ask("14a-8(e)", influence=lambda ids: {"argued": 1.0}).hits[0].id != "argued"


def test_counts_are_of_all_that_was_found() -> None:
    counts = ask("14a-8(e)", limit=1).counts
    assert counts["outcome"]["not_concurred"] == 2 and counts["rule"]["14a-8(e)(2)"] == 5
    assert sum(counts["year"].values()) == 6


def test_an_outcome_that_is_held_on_other_grounds_only_is_said() -> None:
    assert ask("14a-8(i)(7) refused").query.notes == ()
    found = ask("14a-8(i)(7) concurred")
    assert found.hits[0].id == "business" and "'concurred' as the staff's answer on 14a-8(i)(7)" in found.query.notes[0]
