"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import light_words, phrase_stems, plain, porter, stem, stems, typed_words

PORTER = {  # from Porter's paper of 1980
    "caresses": "caress", "ponies": "poni", "cats": "cat", "agreed": "agre", "plastered": "plaster", "motoring": "motor",
    "conflated": "conflat", "hopping": "hop", "falling": "fall", "hissing": "hiss", "filing": "file", "happy": "happi",
    "relational": "relat", "conditional": "condit", "vietnamization": "vietnam", "operator": "oper", "decisiveness": "decis",
    "hopefulness": "hope", "formality": "formal", "triplicate": "triplic", "electrical": "electr", "goodness": "good",
    "revival": "reviv", "allowance": "allow", "airliner": "airlin", "adjustable": "adjust", "replacement": "replac",
    "adoption": "adopt", "homologous": "homolog", "effective": "effect", "probate": "probat", "rate": "rate",
    "controll": "control",
}  # fmt: skip


@pytest.mark.parametrize(("word", "root"), PORTER.items())
def test_porters_own_examples(word: str, root: str) -> None:
    assert porter(word) == root


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("resubmission", "resubmitted"),
        ("e-mail", "emailed"),
        ("micro-management", "micromanages"),
        ("shareowners", "shareholder"),
        ("facsimile", "fax"),
        ("sorne", "some"),  # what scanners make of an m
        ("comrnission", "commission"),
        ("staternent", "statements"),
        ("returned", "return"),
        ("turned", "turns"),
        ("Quarrie’s", "quarrie"),
    ],
)
def test_one_word_in_two_spellings(one: str, other: str) -> None:
    assert stem(plain(one).replace("'s", "")) == stem(plain(other))


def test_numbers_stay_numbers() -> None:
    assert stems("2,000 shares in 14a-8, l4 and 10") == ["2000", "share", "14a", "8", "l4", "10"]


def test_decimals_and_percent_signs() -> None:
    assert stems("9.24%") == stems("9.24 percent") == ["9d24", "percent"]
    assert stems("on March 9. 24 holders") == ["march", "9", "24", "holder"]


def test_a_phrase_that_is_one_word() -> None:
    assert stems("by hand before the close of business") == ["byhand", "businessclos"]
    assert "byhand" not in stems("on the other hand")


def test_light_words_shape_phrases_and_are_not_searched() -> None:
    assert phrase_stems("received after the deadline") == ["receiv", "after", "deadlin"]
    assert stems("received after the deadline") == ["receiv", "deadlin"]
    assert {"after", "not"} <= light_words()


@given(st.text(max_size=200))
def test_any_text_has_words(text: str) -> None:
    found = phrase_stems(text)
    assert all(found) and [s for _, s in typed_words(text)] == stems(text)
    assert set(stems(text)) <= set(found)
