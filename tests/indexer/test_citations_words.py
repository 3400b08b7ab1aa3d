"""The words of names: the data file's patterns both ways, and what a scan did to words undone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.citations_words import clean, data, mended, occurrences, words

WHOLE = {"leads", "signals"}
SECTIONS = [name for name, rows in data().items() if isinstance(rows, list) and rows and isinstance(rows[0], dict)]
ROWS = [(section, row) for section in SECTIONS for row in data()[section]]


def matches(section: str, row: dict[str, Any], text: str) -> bool:
    pattern = re.compile(row["pattern"], re.I)
    return bool(pattern.fullmatch(text) if section in WHOLE else pattern.search(text))


@pytest.mark.parametrize(("section", "row"), ROWS, ids=[f"{section}: {row['name']}" for section, row in ROWS])
def test_a_pattern_matches_its_examples_and_nothing_of_the_others(section: str, row: dict[str, Any]) -> None:
    assert row["examples"] and row["not"]
    assert [text for text in row["examples"] if not matches(section, row, text)] == []
    assert [text for text in row["not"] if matches(section, row, text)] == []


def test_every_list_holds_folded_words_once() -> None:
    for name in words().__slots__:
        listed = data()[name]
        assert [word for word in listed if word != word.casefold() and name != "damaged_words"] == []
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("lnc", "Inc"),
        ("mc", "Inc"),
        ("lndustries", "Industries"),
        ("Cornpany", "Company"),
        ("Cornmunications", "Communications"),
        ("0rrin", "Orrin"),
        ("C0rp", "Corp"),
        ("MobiI", "Mobil"),
        ("Genera1", "General"),
        ("Helrnsby", "Helmsby"),
        ("Hamrnond", "Hammond"),
    ],
)
def test_a_damaged_word_is_mended(damaged: str, whole: str) -> None:
    assert mended(damaged) == whole


@pytest.mark.parametrize("word", ["Thornbury", "Turner", "McIntyre", "Furniture", "Burnham", "3Q", "Byrne", "Inc", "", "IBM"])
def test_a_whole_word_is_left_alone(word: str) -> None:
    assert mended(word) == word


def test_a_name_is_cleaned_of_marks_and_breaks() -> None:
    assert clean("*Orrin* _Mills_,\n Inc.") == "Orrin Mills, Inc."
    assert clean("Mel- Bart Stores") == "Mel-Bart Stores"
    assert clean("Thorn- bury Marine") == "Thornbury Marine"
    assert clean("Bank ofAshby Corp.") == "Bank of Ashby Corp."
    assert clean("E*LINE Group") == "E*LINE Group"


@given(st.text())
def test_any_word_is_mended_without_exception(text: str) -> None:
    assert isinstance(mended(text), str)
    assert isinstance(clean(text), str)


def test_occurrences_are_of_whole_words() -> None:
    assert occurrences("orrin", "orrin, orrins and (orrin) of corrin") == 2
    assert occurrences("orrin", "") == 0


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Larkhill Enarnelware Corp.", "Larkhill Enamelware Corp."),
        ("Harrowby Cernent Company", "Harrowby Cement Company"),
        ("Harrowby Furnace Company", "Harrowby Furnace Company"),
        ("Horncastle Tile Works", "Horncastle Tile Works"),
        ("Burnell Northern Corporation", "Burnell Northern Corporation"),
        ("Harrowby Cornpany", "Harrowby Company"),
        ("Harrowby Steel Cornmunications, Inc.", "Harrowby Steel Communications, Inc."),
        ("Fitch Pharrnaceuticals", "Fitch Pharmaceuticals"),
        ("Harrowby Lurnber Co.", "Harrowby Lumber Co."),
        ("Alburn Barnes Corning", "Alburn Barnes Corning"),
        ("Harrowby lndustries", "Harrowby Industries"),
        ("Harrowby Glass, lnc.", "Harrowby Glass, Inc."),
        ("Harrowby Farrns", "Harrowby Farms"),
        ("Blackburn Internal Tavern", "Blackburn Internal Tavern"),
    ],
)
def test_words_of_companies_are_read_through_damage(damaged: str, sound: str) -> None:
    assert clean(damaged) == sound
