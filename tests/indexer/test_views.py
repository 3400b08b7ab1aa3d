from __future__ import annotations

import json
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from indexer.views import view


def test_lines_of_a_paragraph_join_and_paragraphs_stay_apart() -> None:
    text = "One line\nand another.\n\n  Next."
    assert view(text, [(0, len(text))]).text == "One line and another.\nNext."


def test_rows_of_a_table_stay_apart() -> None:
    text = "Letter | Staff\nOrrin Inc. | refused, because the proposal\nA long line of prose that ends here\nand goes on."
    assert view(text, [(0, 64)]).text.startswith("Letter | Staff\nOrrin Inc. | refused")


def test_a_hyphen_at_a_line_end_goes_before_a_small_letter_only() -> None:
    text = "recom-\nmend to Bell-\nHart"
    assert view(text, [(0, len(text))]).text == "recommend to Bell- Hart"


def test_a_word_that_a_gap_breaks_is_joined() -> None:
    text = "we will recom-\nPAGE 2\nmend action"
    clean = view(text, [(0, 15), (22, len(text))])
    assert clean.text == "we will recommend action"
    start = clean.text.index("recommend")
    assert clean.span(start, start + 9) == (8, 26)


def test_rn_is_read_as_m_in_common_words_only() -> None:
    text = "The cornpany's concern: Mr. Thornbury subrnitted it, frorn MANAGERNENT."
    clean = view(text, [(0, len(text))])
    assert clean.text == "The company's concern: Mr. Thornbury submitted it, from MANAGEMENT."
    start = clean.text.index("submitted")
    assert text[slice(*clean.span(start, start + 9))] == "subrnitted"


def test_no_word_of_the_list_is_another_with_rn() -> None:
    words = json.loads(files("indexer").joinpath("data/mended_words.json").read_text(encoding="utf-8"))["words"]
    assert words == sorted(set(words)) and all("m" in word for word in words)
    assert not {"modem", "bum", "tum", "com", "stem", "home", "barn", "concem", "attomey"} & set(words)


def test_paragraphs_of_a_text_without_blank_lines_end_at_short_lines() -> None:
    long = "A line that is as long as the page is wide and then goes on and on with"
    text = "\n".join(["HEADING", long, long, "it.", "Next", long, long, "end.", "Last", long])
    assert view(text, [(0, len(text))]).text.split("\n") == [
        "HEADING",
        f"{long} {long} it.",
        "Next",
        f"{long} {long} end.",
        "Last",
        long,
    ]


def test_a_blank_line_in_a_sentence_does_not_part_it() -> None:
    text = "the proposal\n\nsubmitted to us\n\ncc: Ada"
    assert view(text, [(0, len(text))]).text == "the proposal submitted to us\ncc: Ada"


@given(st.text(alphabet="ab-B \n\t\f’", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_every_character_knows_its_place(text: str, cuts: list[int]) -> None:
    marks = sorted({min(cut, len(text)) for cut in cuts})
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    clean = view(text, spans)
    assert len(clean.text) == len(clean.offsets)
    assert list(clean.offsets) == sorted(set(clean.offsets))
    for mark, at in zip(clean.text, clean.offsets, strict=True):
        assert any(start <= at < end for start, end in spans)
        assert text[at] == mark or (mark in " \n'" and text[at] in " \n\t\f’")
