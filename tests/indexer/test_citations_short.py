"""Short forms: the beginnings, defined names and initials by which a text speaks of a letter cited elsewhere."""

from __future__ import annotations

import pytest

from corpus.records import Citation
from indexer.citations_short import Known, forms_of, shorts


def known(company: str, date: str | None = "2005-03-09", alias: str | None = None, written: str | None = None) -> Known:
    return Known(Citation(company, date, "company", written or f"{company} ({date})"), alias, ((0, 10),))


THORNBURY = known("Thornbury Marine Holdings, Inc.")
COOLE = known("Coole Penn Bancorp", "2002-01-08", alias="Coole I")
IBF = known("International Basket Foundry Corp.")
LETTERS = [THORNBURY, COOLE, IBF]


def read(text: str, letters: list[Known] | None = None, company: str | None = None) -> list[tuple[str, list[str]]]:
    forms = forms_of(letters or LETTERS, company, text)
    return [(text[s.start : s.end], [k.citation.company for k in s.letters]) for s in shorts(text, forms, [])]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("In Thornbury the fax was sent late.", "Thornbury"),
        ("The facts in Thornbury Marine are close.", "Thornbury Marine"),
        ("Thornbury is not in point.", "Thornbury"),
        ("See *Thornbury*, supra.", "Thornbury"),
        ("The Thornbury letter concerned a fax.", "Thornbury"),
        ("Thornbury Marine Holdings, Inc. was another case.", "Thornbury Marine Holdings, Inc."),
        ("as IBF illustrates", "IBF"),
        ("unlike Coole Penn, where it was so", "Coole Penn"),
        ("under Coole I the branch is not the office", "Coole I"),
    ],
)
def test_a_short_form_stands_for_its_letter(text: str, form: str) -> None:
    ((written, companies),) = read(text)
    assert written == form
    assert len(companies) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Leopold Thornbury called.",
        "We visited Thornbury Hall.",
        "companies such as Thornbury",
        "the stock of Thornbury Marine",
        "Thornbury's board met.",
        "write to info@Thornbury.example",
        "International sales rose.",
        "Messrs. Moll-Thornbury wrote.",
        "Thornburys are many.",
    ],
)
def test_a_word_of_the_name_alone_is_no_letter(text: str) -> None:
    assert read(text) == []


def test_the_files_own_company_and_common_words_are_left_out() -> None:
    assert read("In Thornbury it was so.", company="Thornbury Boats, Inc.") == []
    assert read("In Gable the roof was low.", [known("Gable Roofing Co.")]) == [("Gable", ["Gable Roofing Co."])]
    assert read("In Gable the roof was low, and the gable high.", [known("Gable Roofing Co.")]) == []


def test_a_form_of_two_letters_needs_a_year() -> None:
    two = [known("Verrin Corp.", "2001-01-24"), known("Verrin Corp.", "2005-03-09")]
    both = [known("Verrin Corp.", date, written="Verrin Corp. (both)") for date in ("2001-01-24", "2005-03-09")]
    assert read("In Verrin it was so.", two) == []
    assert [len(companies) for _, companies in read("In Verrin (2005) it was so.", two)] == [1]
    assert [len(companies) for _, companies in read("In Verrin it was so.", both)] == [2]


def test_the_plural_means_all_letters_of_a_name() -> None:
    two = [known("Verrin Corp.", "2001-01-24"), known("Verrin Corp.", "2005-03-09")]
    assert [len(companies) for _, companies in read("The Verrin letters are old.", two)] == [2]


def test_a_year_alone_is_the_letter_whose_day_is_known() -> None:
    day, year = (
        known("Verrin Corp.", "2005-03-09"),
        Known(Citation("Verrin Corp.", None, "company", "Verrin (2005)", 2005), None, ((0, 9),)),
    )
    forms = forms_of([day, year], None, "")
    assert [short.letters for short in shorts("In Verrin it was so.", forms, [])] == [(day,)]


def test_a_damaged_short_form_is_read() -> None:
    assert read("He cites Beckerrnond and stops.", [known("Beckermond Rubber Co.")]) == [
        ("Beckerrnond", ["Beckermond Rubber Co."])
    ]


def test_places_of_full_citations_are_passed_over() -> None:
    text = "In Thornbury Marine Holdings, Inc. it was so."
    assert shorts(text, forms_of(LETTERS, None, text), [(3, 34)]) == []
