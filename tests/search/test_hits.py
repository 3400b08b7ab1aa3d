"""One letter as an answer."""

from __future__ import annotations

import pytest

from corpus.records import Determination
from indexer.query import Match
from search.hits import MARK, _quoted, marked, reasons, shortened, snippet, staff_words
from search.language import understand
from tests.indexer.search_letters import held, told
from tests.search.asking import world

NAMES = world().names


def query(text: str):  # type: ignore[no-untyped-def]
    return understand(text, NAMES)


def why(text: str, letter_facts: dict[str, object], clauses: dict[str, float]) -> list[str]:
    match = Match("a", 1.0, 1.0, tuple(clauses.values()))
    own = {name.removeprefix("concept "): value for name, value in clauses.items()}
    return list(
        reasons(query(text), held("a", **letter_facts), match, tuple(clauses), lambda _, concept: own.get(concept, 0.0))
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"result": "concurred"}, "the staff concurred on 14a-8(e)(2)"),
        ({"result": "not_concurred"}, "the staff did not concur on 14a-8(e)(2)"),
        ({"result": "not_addressed", "outcome": "withdrawn"}, "14a-8(e)(2) was argued; the staff did not address it"),
        (
            {"result": "no_view", "outcome": "no_objection"},
            "no objection on the company's representation, no view on the merits",
        ),
        (
            {"result": "concurred", "basis": "14a-8(a)(3)(i)", "response_date": "1988-02-11"},
            "the staff concurred on 14a-8(a)(3)(i) (the number before 1998)",
        ),
        ({}, "14a-8(e) is mentioned"),
    ],
)
def test_why_of_a_rule(facts: dict[str, object], said: str) -> None:
    assert said in why("14a-8(e)", facts, {"rule 14a-8(e)": 1.0})[0]


def test_a_silent_source_is_not_a_refusal() -> None:
    letter = {"determinations": (Determination("14a-8(e)(2)", None),), "outcome": None, "source": "facts"}
    assert "not known" in why("14a-8(e)", letter, {"rule 14a-8(e)": 0.5})[0]


def test_why_names_facts_concepts_and_words() -> None:
    said = why(
        "one day late by courier to the loading dock",
        {"result": "concurred", "late": 1},
        {"days late": 1.0, "concept loading_dock": 0.7, "word dock": 0.5, "word absent": 0.0},
    )
    assert said == ["1 day late", "speaks of: left at a dock, desk or with a guard", "words: dock"]


def test_why_of_a_bulletin_or_release() -> None:
    assert why("SLB 14F", {}, {"guidance 14f": 1.0}) == ["cites SLB 14F"]
    assert why("Release 34-40018", {}, {"guidance 40018": 1.0}) == ["cites Release 34-40018"]


def test_the_staffs_own_sentence() -> None:
    letter, text = told(
        held("a"),
        company="We submit that there appears to be some basis for your view.",
        response="It is about pumps. We are unable to concur in your view that Marrable may exclude the proposal.\n\nYours",
    )
    assert staff_words(letter, text) == "We are unable to concur in your view that Marrable may exclude the proposal."
    assert staff_words(letter, None) is None


def test_relief_behind_two_refusals_is_told_with_its_condition() -> None:
    refusals = (
        "We are unable to concur in your view under rule 14a-8(i)(2). We are unable to concur in your view that all of it may "
        "go under rule 14a-8(i)(3)."
    )
    relief = "There appears to be some basis for your view, however, that one paragraph may be false."
    condition = "Accordingly, unless Marrable gets a revised text in seven days, it may omit the paragraph."
    letter, text = told(held("a", outcome="concurred_in_part"), response=f"{refusals} {relief} {condition}")
    words = staff_words(letter, text) or ""
    assert words.endswith(f"{relief} {condition}") and "(i)(3)" in words and "(i)(2)" not in words
    letter, text = told(held("a", outcome="not_concurred"), response=refusals)
    assert staff_words(letter, text) == refusals


def test_the_snippet_is_the_sentence_that_speaks_most_of_it() -> None:
    letter, text = told(
        held("a"),
        response="We note the plant.",
        company="It was sent to a plant. The envelope was left at the loading dock of the plant.",
        exhibit="Loading dock, loading dock.",
    )
    found = snippet(query("loading dock"), letter, text)
    assert found == f"The envelope was left at the {MARK}loading{MARK} {MARK}dock{MARK} of the plant."
    assert snippet(query("zeppelin"), held("b", note="The proposal was late."), None) == "The proposal was late."
    assert snippet(query("zeppelin"), held("b"), None) is None


def test_marks_stand_around_whole_words_only() -> None:
    assert marked("Faxes, refaxed.", frozenset({"fax"})) == "**Faxes**, refaxed."
    assert marked("E-mail and e-mails", frozenset({"email"})) == "**E-mail** and **e-mails**"


def test_shortened_at_a_word() -> None:
    assert shortened("one  two\nthree", 40) == "one two three"
    assert shortened("one two three four", 14) == "one two ..."


def test_a_letter_is_not_said_to_speak_of_what_is_only_near() -> None:
    match = Match("a", 1.0, 1.0, (0.7,))
    clauses = ("concept transfer_agent",)
    assert list(reasons(query("transfer agent"), held("a"), match, clauses, lambda letter, concept: 0.0)) == []


def test_what_the_quotation_leaves_out_is_marked() -> None:
    said = "We concur. The file was lost. We will not object."
    assert _quoted(["We concur.", "We will not object."], said) == "We concur. ... We will not object."
    assert _quoted(["We concur.", "The file was lost."], said) == "We concur. The file was lost."
