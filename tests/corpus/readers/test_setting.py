"""Lines into paragraphs, pages into one text."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.setting import SetLine, SetPage, paragraphs, set_pages, without_running


def lines(*feet: float) -> list[SetLine]:
    return [SetLine(f"line {n}", foot - 10, foot) for n, foot in enumerate(feet)]


def test_a_wide_space_ends_a_paragraph() -> None:
    assert paragraphs(lines(10, 22, 34, 58, 70)) == "line 0\nline 1\nline 2\n\nline 3\nline 4"


def test_double_spacing_is_no_row_of_paragraphs() -> None:
    assert "\n\n" not in paragraphs(lines(10, 34, 58, 82))


def test_single_lines_far_apart_are_paragraphs() -> None:
    assert paragraphs(lines(10, 60, 110)) == "line 0\n\nline 1\n\nline 2"


def test_a_second_column_begins_a_paragraph() -> None:
    assert paragraphs(lines(10, 22, 34, 10, 22)).count("\n\n") == 1


def test_running_headers_go_and_the_first_stays() -> None:
    pages = [f"Ashlar Mills, Inc.\nJanuary 6, 2012\nPage {n}\n\nBody {'abcde'[n]} of the letter." for n in range(5)]
    kept = without_running(pages)
    assert kept[0].startswith("Ashlar Mills, Inc.\nJanuary 6, 2012\n\nBody a")
    assert [page.strip() for page in kept[1:]] == [f"Body {c} of the letter." for c in "bcde"]


def test_a_heading_on_two_pages_stays() -> None:
    pages = ["UNITED STATES\nfirst", "UNITED STATES\nsecond", "other"]
    assert without_running(pages) == pages


def test_a_sentence_goes_on_over_the_page() -> None:
    text = set_pages([SetPage("The staff (avail."), SetPage("there) agreed."), SetPage("New")], "r")
    assert text.content == "The staff (avail.\n\fthere) agreed.\n\fNew\n\f"
    assert set_pages([SetPage("It was"), SetPage("late.")], "r").content == "It was\flate.\n\f"


@given(st.lists(st.text(), max_size=6))
def test_pages_cover_any_text_without_gaps(pages: list[str]) -> None:
    text = set_pages([SetPage(page) for page in pages], "r")
    ends = [page.span for page in text.pages]
    assert len(ends) == len(pages)
    assert [a for a, _ in ends] == [0, *[b for _, b in ends[:-1]]][: len(ends)]
    assert (ends[-1][1] if ends else 0) == len(text.content)
