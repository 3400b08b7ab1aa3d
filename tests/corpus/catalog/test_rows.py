from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.catalog import rows
from corpus.records import Determination, Evidence, Letter, Page, Text

LETTER = Letter("Harlan Mill Company", response_date="2010-03-01", incoming_date="2010-01-04", outcome="concurred")


def telling(key: str, letter: Letter, source: str = "letter", dated: str = "") -> rows.Telling:
    return rows.Telling(rows.account_of(key, source, letter, key if source == "letter" else None), letter, dated)


@given(st.text())
def test_records_of_any_length_come_back(company: str) -> None:
    record = rows.dumped(Letter(company * 40))
    assert rows.unpacked(rows.packed(record)) == record
    assert rows.loaded(record) == Letter(company * 40)


@given(st.text(st.characters()))
def test_any_text_comes_back(content: str) -> None:
    text = Text(content, (Page((0, len(content)), "ocr", 81.5), Page((len(content), len(content)))), "reader 1")
    _, reader, kept, pages = rows.text_row("ab", text)
    assert rows.text_of(kept, pages, reader) == text


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1)))
def test_lists_of_names_come_back(names: list[str]) -> None:
    assert rows.split(rows.joined(tuple(names))) == tuple(names)


def test_a_telling_comes_back_from_its_row() -> None:
    told = rows.Telling(rows.account_of("k", "chart", LETTER), LETTER, "2024-01-01", "3", ("https://example.org",), "a note")
    assert replace(rows.telling_of(rows.account_row(told, "id")), record=None) == told


def test_the_newest_document_with_a_response_gives_the_record() -> None:
    old, new = telling("a", LETTER, dated="2020"), telling("b", replace(LETTER, signatory="New"), dated="2021")
    request = telling("c", replace(LETTER, response_date=None, outcome="incoming_only"), dated="2022")
    facts = telling("d", replace(LETTER, signatory="Facts"), "facts", "2023")
    giver, letter = rows.told_together([request, facts, old, new])
    assert (giver.account.key, letter.signatory) == ("b", "New")


def test_evidence_decides_between_documents_of_one_time() -> None:
    bare, shown = telling("z", LETTER), telling("a", replace(LETTER, evidence=Evidence({"company": ((0, 1),)})))
    assert rows.told_together([bare, shown])[0].account.key == "a"


def test_a_chart_goes_before_facts_and_facts_fill_its_gaps() -> None:
    chart = telling("c", replace(LETTER, response_date=None, outcome=None, proponents=("Ada Quill",)), "chart")
    facts = telling("f", LETTER, "facts")
    giver, letter = rows.told_together([facts, chart])
    assert (giver.account.source, letter.outcome, letter.response_date) == ("chart", "concurred", "2010-03-01")
    assert letter.proponents == ("Ada Quill",)


def test_an_answer_that_was_read_is_not_overruled_by_facts() -> None:
    read = telling("a", replace(LETTER, outcome="not_concurred"))
    _, letter = rows.told_together([read, telling("f", LETTER, "facts")])
    assert letter.outcome == "not_concurred"


def test_a_ground_that_facts_do_not_decide_is_left_open() -> None:
    request = replace(LETTER, response_date=None, outcome="incoming_only", bases_asserted=("14a-8(b)", "14a-8(f)"))
    known = replace(LETTER, determinations=(Determination("14a-8(b)", "concurred"),), bases_staff=("14a-8(b)",))
    letter = rows.answered(request, known)
    assert [(d.basis, d.result) for d in letter.determinations] == [("14a-8(b)", "concurred"), ("14a-8(f)", None)]
    assert letter.bases_asserted == ("14a-8(b)", "14a-8(f)")
