"""Drafts as they are read: tables, quotations, places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Unusable
from corpus.records import Page, Text
from search import drafts
from search.drafts import draft_of, read_draft

TABLE = "Before.\n\n| Letter | Staff |\n| --- | :---: |\n| *Vantry* (2001) | concurred |\n| Orrin | no |\n\nAfter.\n"


def cells(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in row.cells] for row in draft_of("d", Text(text)).rows]


def test_a_markdown_table_is_read_row_by_row() -> None:
    assert cells(TABLE) == [["Letter", "Staff"], ["*Vantry* (2001)", "concurred"], ["Orrin", "no"]]
    assert draft_of("d", Text(TABLE)).rows[1].heads == ("Letter", "Staff")


def test_a_word_table_is_read_row_by_row() -> None:
    assert cells("Text.\n\nLetter | Staff\nVantry (2001) | concurred\n\nMore.") == [
        ["Letter", "Staff"],
        ["Vantry (2001)", "concurred"],
    ]


def test_a_single_line_with_a_bar_is_no_table() -> None:
    assert cells("Pike & Marlow LLP | October 20, 2026\n\nThe text goes on.") == []


def test_marks_of_quotation_do_not_cut_a_sentence() -> None:
    draft = draft_of("d", Text("> The staff has\n> concurred.\n"))
    assert draft.view().text.strip() == "The staff has concurred."


def test_places_are_told_for_a_person() -> None:
    draft = draft_of("d", Text(TABLE + "\n[^a]: See Vantry.\n"))
    content = draft.text.content
    assert draft.where(content.index("Before")) == "paragraph 1"
    assert draft.where(content.index("*Vantry*")) == "table 1, row 2"
    assert draft.where(content.index("See Vantry")) == "note a"
    paged = draft_of("d", Text("One.\n\n\fTwo.\n\nThree.", (Page((0, 7)), Page((7, 20)))))
    assert paged.where(paged.text.content.index("Three")).startswith("page 2, paragraph ")


def test_an_absurdly_long_draft_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_CHARACTERS", 3_000)
    path = tmp_path / "long.txt"
    path.write_text("x" * 3_001, encoding="utf-8")
    with pytest.raises(Unusable, match="are checked"):
        read_draft(path)


@given(st.text(alphabet=st.sampled_from("ab|- >\n"), max_size=120))
def test_any_text_has_rows_within_it(text: str) -> None:
    draft = draft_of("d", Text(text))
    assert all(0 <= start <= end <= len(text) for row in draft.rows for start, end in row.cells)
    assert all(len(row.cells) > 1 for row in draft.rows)
    assert all(draft.where(offset) for offset in range(0, len(text), 7))
