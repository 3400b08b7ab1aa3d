from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import names

DATA = json.loads(files("indexer").joinpath("data/names.json").read_text(encoding="utf-8"))
PAIRS = [(kind, *pair) for kind, pairs in DATA["examples"].items() for pair in pairs]
NAMES = sorted({name for _, *pair in PAIRS for name in pair})


@pytest.mark.parametrize(("kind", "one", "other"), PAIRS)
def test_the_examples_of_the_table_hold_both_ways(kind: str, one: str, other: str) -> None:
    wanted = None if kind == "other" else kind
    assert names.likeness(one, other) == wanted
    assert names.likeness(other, one) == wanted


@pytest.mark.parametrize(("kind", "one", "other"), [pair for pair in PAIRS if pair[0] != "other"])
def test_names_that_are_alike_share_a_block(kind: str, one: str, other: str) -> None:
    assert names.blocks(one) & names.blocks(other)


def test_every_likeness_has_examples() -> None:
    assert set(DATA["examples"]) == {"same", "initials", "short", "misspelt", "other"}


@pytest.mark.parametrize(("short", "long"), sorted(DATA["well_known"].items()))
def test_well_known_names_stand_as_they_are_folded(short: str, long: str) -> None:
    assert names.fold(short) == short
    assert names.fold(long) == long


@pytest.mark.parametrize(("short", "long"), sorted(DATA["abbreviations"].items()))
def test_an_abbreviation_is_the_word_it_stands_for(short: str, long: str) -> None:
    assert names.same(f"Zelmor {short}. Works", f"Zelmor {long} Works")


@pytest.mark.parametrize("form", DATA["forms"])
def test_a_corporate_form_is_no_part_of_a_name(form: str) -> None:
    assert names.fold(f"Zelmor Kettle, {form.upper()}") == "zelmor kettle"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelmor Kettle Bancorp", "Zelmor Kettering Bancorp"),
        ("Pembroke Mills", "Pembroke Mining"),
        ("Allied Tolliver", "Allied Tollhouse"),
        ("Kettle Industries", "Zelmor Industries"),
        ("IBM", "International Brick Makers of Ohio"),
        ("3M", "3D Systems"),
        ("Arden", "Ardent Health"),
    ],
)
def test_other_companies_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert names.likeness(one, other) is None


name_like = st.one_of(st.sampled_from(NAMES), st.text(max_size=40))


@given(name_like, name_like)
def test_likeness_is_symmetric_and_never_outruns_the_blocks(one: str, other: str) -> None:
    found = names.likeness(one, other)
    assert found == names.likeness(other, one)
    if found is not None:
        assert names.blocks(one) & names.blocks(other)


@given(st.text(max_size=60))
def test_folding_any_text_twice_is_folding_it_once(name: str) -> None:
    assert names.fold(names.fold(name)) == names.fold(name)


@given(st.sampled_from(NAMES), st.sampled_from(("Inc.", "CORPORATION", "& Co.", ", Ltd.")))
def test_a_name_is_itself_in_any_case_and_form(name: str, form: str) -> None:
    bare = " ".join(names.words(name))
    assert names.same(bare, f"The {bare.upper()} {form}")
