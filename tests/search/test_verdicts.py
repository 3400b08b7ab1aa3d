"""Readings of the verdict that no whole draft shows."""

from __future__ import annotations

from dataclasses import replace

from corpus.records import Citation, LetterKey
from indexer.resolution import Resolution
from indexer.standing import standings
from search.claims import Told
from search.verdicts import Known, actual_outcome, judge

KEY = LetterKey(
    "vantry-2001-05-04", "Vantry Mills, Inc.", (), "2001-05-04", "2001-03-01", None, "initial", "concurred", False, "letter",
    ("14a-8(i)(7)",), ("14a-8(i)(7)", "14a-8(i)(3)"), (), None,
)  # fmt: skip
KNOWN = Known(KEY, (("14a-8(i)(7)", "concurred"), ("14a-8(i)(3)", "not_addressed")))
CITED = Citation("Vantry Mills, Inc.", "2001-05-04", "company", "Vantry Mills, Inc. (May 4, 2001)")
EXACT = Resolution("exact", KEY.id, name="same")


def kinds(told: Told, known: Known = KNOWN) -> tuple[str, set[str]]:
    found = judge(CITED, told, EXACT, known, standings(), "2026-11-22", again=False)
    return found.verdict, {note.kind for note in found.notes}


def test_a_letter_known_by_facts_only_is_unchecked() -> None:
    facts = replace(KNOWN, key=replace(KEY, source="facts"))
    assert kinds(Told("concurred"), facts) == ("unchecked", {"facts_only", "guidance_changed"})


def test_facts_that_disagree_differ() -> None:
    facts = replace(KNOWN, key=replace(KEY, source="facts"))
    assert kinds(Told("not_concurred"), facts)[0] == "differs"


def test_an_outcome_that_is_not_known_decides_nothing() -> None:
    facts = replace(KNOWN, key=replace(KEY, source="facts", outcome=None, bases_staff=(), bases_asserted=()))
    found = judge(CITED, Told("concurred", ("14a-8(i)(7)",)), EXACT, facts, standings(), "2026-11-22", again=False)
    assert [claim.agrees for claim in found.claims] == [None, None]


def test_a_ground_argued_and_not_reached_differs() -> None:
    assert kinds(Told("concurred", ("14a-8(i)(3)",))) == ("differs", {"basis_differs"})


def test_a_ground_argued_in_a_letter_that_turns_on_none_agrees() -> None:
    withdrawn = Known(replace(KEY, outcome="withdrawn", bases_staff=()), (("14a-8(i)(7)", "not_addressed"),))
    assert kinds(Told("withdrawn", ("14a-8(i)(7)",)), withdrawn) == ("verified", {"no_merits"})
    assert kinds(Told("withdrawn", ("14a-8(b)",)), withdrawn)[0] == "differs"


def test_old_and_new_numbers_agree_and_e1_and_e2_do_not() -> None:
    old = Known(replace(KEY, response_date="1991-03-04", bases_staff=("14a-8(c)(7)",)), (("14a-8(c)(7)", "concurred"),))
    assert kinds(Told("concurred", ("14a-8(i)(7)",)), old)[0] == "verified"
    late = Known(replace(KEY, bases_staff=("14a-8(e)(2)",), bases_asserted=()), (("14a-8(e)(2)", "concurred"),))
    assert kinds(Told("concurred", ("14a-8(e)",)), late)[0] == "verified"
    assert kinds(Told("concurred", ("14a-8(e)(1)",)), late) == ("differs", {"basis_differs"})


def test_relief_in_part_is_no_concurrence_in_the_whole() -> None:
    part = Known(replace(KEY, outcome="concurred_in_part"), (("14a-8(i)(7)", "concurred"),))
    assert actual_outcome(("14a-8(i)(7)",), part) == "concurred_in_part"
    assert kinds(Told("concurred", ("14a-8(i)(7)",)), part)[0] == "differs"
    assert kinds(Told("concurred_in_part", ("14a-8(i)(7)",)), part)[0] == "verified"


def test_the_outcome_is_measured_on_the_ground_that_is_named() -> None:
    mixed = Known(
        replace(KEY, outcome="concurred_in_part", bases_staff=("14a-8(i)(7)", "14a-8(i)(3)")),
        (("14a-8(i)(7)", "not_concurred"), ("14a-8(i)(3)", "concurred")),
    )
    assert kinds(Told("not_concurred", ("14a-8(i)(7)",)), mixed)[0] == "verified"


def test_no_view_is_said_rightly_of_every_letter_without_merits() -> None:
    objection = Known(replace(KEY, outcome="no_objection"), (("14a-8(i)(7)", "no_view"),))
    assert kinds(Told("no_view"), objection) == ("verified", {"no_merits"})
    assert kinds(Told("concurred"), objection) == ("differs", {"no_merits", "outcome_differs"})


def test_a_name_cut_short_differs_unless_what_is_dropped_is_usual() -> None:
    short = Resolution("exact", KEY.id, name="short")

    def noted(cited: str, held: str) -> set[str]:
        known = replace(KNOWN, key=replace(KEY, company=held))
        found = judge(replace(CITED, company=cited), Told(), short, known, standings(), "2026-11-22", again=False)
        return {note.kind for note in found.notes} & {"name_differs"}

    assert noted("Vantry", "Vantry Penrose Mills, Inc.") == {"name_differs"}
    assert noted("Vantry", "Vantry Industries, Inc.") == set()


def test_the_first_of_two_responses_in_one_file_is_not_judged_by_the_second() -> None:
    turned = Known(replace(KEY, kind="reconsideration", reconsiders="2001-04-01", outcome="concurred"), KNOWN.results)
    cited = replace(CITED, date="2001-04-01")
    found = judge(cited, Told("not_concurred"), EXACT, turned, standings(), "2026-11-22", again=False)
    assert found.claims[0].agrees is None and found.verdict == "unchecked"
