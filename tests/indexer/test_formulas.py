"""The staff's formulas: every phrase with its examples, the folding, the chart's entries."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import formulas
from tests.growth import assert_linear, repeated

PHRASES = [(kind["kind"], row["phrase"], row["examples"]) for kind in formulas.DATA["kinds"] for row in kind["phrases"]]


@pytest.mark.parametrize(("kind", "phrase", "examples"), PHRASES, ids=lambda value: str(value)[:50])
def test_each_phrase_matches_its_examples_and_its_kind_too(kind, phrase, examples):
    assert examples
    anchor, pattern = formulas.phrase_of(phrase)
    for example in examples:
        folded = formulas.fold(example)
        assert anchor in folded
        assert pattern.search(folded)
        assert formulas.says(kind, folded)


@pytest.mark.parametrize(
    ("clean", "damaged"),
    [
        ("will not recommend enforcement action", "wi1l n0t recornmend enforcernent action"),
        ("unable to concur in your view", "unablc to concur ln your vicw"),
        ("appears to be some basis", "appears to be sorne basis"),
        ("the matter is now moot", "thematter is now rnoot"),
        ("recommend", "recomend"),
    ],
)
def test_folding_makes_damage_one_with_the_clean_text(clean, damaged):
    assert formulas.fold(clean) == formulas.fold(damaged)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("concur", "We are unable to concur in your view."),
        ("concur", "We ask the staff to concur in our view."),
        ("refuse", "There appears to be some basis for your view that Aldine may exclude the proposal."),
        ("no_enforcement", "We recommend that you telephone."),
        ("withdrawn", "The proposal is moot under rule 14a-8(i)(10)."),
        ("no_view", "In our view the proposal is late."),
        ("cure", "The proponent failed to supply, within 14 days of receipt of Aldine's request, proof of ownership."),
        ("failing", "We will not recommend enforcement action if it does so."),
        ("recital", "a previously submitted proposal that will be included"),
    ],
)
def test_what_a_kind_does_not_hold(kind, text):
    assert not formulas.says(kind, formulas.fold(text))


def test_alternatives_may_hold_alternatives_and_nothing():
    _, pattern = formulas.phrase_of("not (be (left out|omitted)|rely) on (the |)rule")
    assert pattern.search(formulas.fold("may not be left out on the rule"))
    assert pattern.search(formulas.fold("may not rely on rule"))
    assert not pattern.search(formulas.fold("may rely on rule"))


def test_an_open_bracket_is_an_error():
    with pytest.raises(ValueError, match="open bracket"):
        formulas.phrase_of("not (believe")


@pytest.mark.parametrize("row", formulas.DATA["chart_examples"], ids=lambda row: row["entry"])
def test_chart_entries(row):
    assert formulas.chart_outcome(row["entry"]) == row["outcome"]


def test_every_chart_pattern_has_an_entry():
    outcomes = {row["outcome"] for row in formulas.DATA["chart_examples"]}
    assert outcomes == {row["outcome"] for row in formulas.DATA["chart"]}
    assert formulas.chart_outcome("see letter") is None


@given(st.text(max_size=80))
def test_any_text_folds_to_letters_and_digits(text):
    folded = formulas.fold(text)
    assert all(sign.isalnum() for sign in folded)
    assert not any(a == b for a, b in pairwise(folded))


def test_time_does_not_explode_on_repeated_beginnings():
    def says(folded):
        for kind in formulas.kinds():
            formulas.says(kind, folded)

    assert_linear(says, repeated("webelievethat"), 60_000)
