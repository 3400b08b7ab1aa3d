from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.views import view


def test_lines_of_a_paragraph_join_and_paragraphs_stay_apart() -> None:
    text = "One line\nand another.\n\n  Next."
    assert view(text, [(0, len(text))]).text == "One line and another.\nNext."


def test_a_hyphen_at_a_line_end_goes_before_a_small_letter_only() -> None:
    text = "recom-\nmend to Bell-\nHart"
    assert view(text, [(0, len(text))]).text == "recommend to Bell- Hart"


def test_a_word_that_a_gap_breaks_is_joined() -> None:
    text = "we will recom-\nPAGE 2\nmend action"
    clean = view(text, [(0, 15), (22, len(text))])
    assert clean.text == "we will recommend action"
    start = clean.text.index("recommend")
    assert clean.span(start, start + 9) == (8, 26)


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
