"""Companies named in a query."""

from __future__ import annotations

import pytest

from indexer.resolution import Resolver
from search.named import Names
from tests.search.asking import world

NAMES = world().names


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Tarrow Glass", "Tarrow Glass Corporation"),
        ("tarrow", "Tarrow Glass Corporation"),
        ("Glass Corporation", "Tarrow Glass Corporation"),
        ("Harrowgaet Mills", "Harrowgate Mills, Inc."),
        ("Nowhere Pumps", None),
    ],
)
def test_a_company_by_a_given_name(typed: str, held: str | None) -> None:
    company = NAMES.company(typed)
    assert (company.names[0] if company else None) == held


def test_a_name_that_comes_near_is_offered() -> None:
    assert NAMES.near("Tarrow Gloss Corp")[0] == "Tarrow Glass Corporation"
    assert NAMES.near("zzzz") == []


def test_what_a_name_or_a_citation_cites() -> None:
    assert NAMES.cited("Tarrow Glass") == ("ruled",) == NAMES.cited("Tarrow Glass Corp. (January 20, 2010)")
    assert NAMES.cited("Nowhere Pumps") is None and NAMES.cited("the") is None and NAMES.cited("") is None


def test_several_misspelt_words() -> None:
    found = NAMES.longest(["Harrowgaet", "Mils"])
    assert found is not None and found[1] == 2 and found[0].names == ("Harrowgate Mills, Inc.",) and found[0].misspelt
    assert NAMES.longest(["Halberd", "Pikes"]) is None


def test_the_longest_run_of_words_is_taken() -> None:
    found = NAMES.longest(["Ebbing", "&", "Sons", "late"])
    assert found is not None and found[1] == 3
    assert NAMES.longest(["the", "Ebbing"]) is None and NAMES.longest(["late", "proposal"]) is None


def test_the_later_words_of_a_name_may_be_misspelt() -> None:
    found = NAMES.longest(["tarrow", "glas", "corporaton", "since"])
    assert found is not None and found[1] >= 2 and found[0].misspelt and found[0].names == ("Tarrow Glass Corporation",)
    assert NAMES.longest(["tarrow", "pumps"]) is None or NAMES.longest(["tarrow", "pumps"])[1] == 1  # type: ignore[index]


def test_a_proponent_by_a_name_that_comes_near() -> None:
    held = Names(lambda: Resolver([]), lambda stem: 0, {}, holders=lambda: ["Odo van der Meulen", "Ash Street Fund"])
    assert held.holder("Vandermeulen") == "van der Meulen" and held.holder("Meulenn") == "Meulen"
    assert held.holder("Meu") is None and held.holder("unrelated") is None


def test_initials_may_be_spelled_apart() -> None:
    held = Names(lambda: Resolver([]), lambda stem: 0, {"rkvale holdings": ["RKVale Holdings, Inc."]})
    for typed, length in ((["RK", "Vale"], 2), (["r", "k", "vale", "holdings"], 4)):
        found = held.longest(typed)
        assert found is not None and (found[0].names, found[1]) == (("RKVale Holdings, Inc.",), length)
    assert held.longest(["is", "it", "late"]) is None
