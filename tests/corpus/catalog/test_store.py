from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from corpus.catalog import Addition, Catalog, open_catalog
from corpus.home import Home
from corpus.records import Citation, Determination, Evidence, HeldLetter, Letter, Page, RawDocument, Text, Zone

LETTER = Letter(
    "Harlan Mill Company",
    response_date="2010-03-01",
    incoming_date="2010-01-04",
    outcome="concurred",
    determinations=(Determination("14a-8(e)(2)", "concurred"),),
    bases_asserted=("14a-8(e)(1)",),
    bases_staff=("14a-8(e)(2)",),
    proponents=("Ada Quill",),
    citations=(
        Citation("Dorrit Corp.", "2005-02-01", "company", "Dorrit Corp. (Feb. 1, 2005)", signal="See", basis="14a-8(e)"),
    ),
    evidence=Evidence({"company": ((0, 6),)}, {"citations": (((1, 4),),)}, {"timeliness": {"received": ((2, 3),)}}),
    former_names=("Harlan Works", "Harlan"),
    zones=(Zone("response", (0, 5), 0),),
)
REQUEST = replace(LETTER, response_date=None, outcome="incoming_only", determinations=(), bases_staff=(), citations=())


def document(content: str, made: str = "2024-01-01T00:00:00+00:00", source: str = "") -> RawDocument:
    body = content.encode()
    digest = hashlib.sha256(body).hexdigest()
    return RawDocument(digest, body, "text/plain", source or f"https://example.org/{content}.txt", made, {"ETag": "x"})


def put(catalog: Catalog, content: str, letter: Letter, made: str = "2024-01-01T00:00:00+00:00") -> Addition:
    return catalog.add(document(content, made), Text(f"text of {content}", (Page((0, 4)),), "plain 1"), letter, "7")


def held(catalog: Catalog, id_or_alias: str) -> HeldLetter:
    found = catalog.get(id_or_alias)
    assert found is not None
    return found


def test_a_letter_comes_back_as_it_was_put_in(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    assert added == Addition("harlan-mill-company-2010-03-01", True, ("harlan-mill-company-2010-03-01",), ())
    found = held(catalog, added.id)
    assert found.letter == LETTER
    assert (found.source, found.documents) == ("letter", (document("one").sha256,))
    assert catalog.text(added.id) == Text("text of one", (Page((0, 4)),), "plain 1")
    kept = catalog.document(document("one").sha256)
    assert kept is not None and kept.content == b"one" and dict(kept.headers) == {"ETag": "x"}


def test_keys_tell_the_plain_facts(catalog: Catalog) -> None:
    put(catalog, "one", LETTER)
    (key,) = catalog.keys()
    assert (key.company, key.response_date, key.outcome, key.source) == (LETTER.company, "2010-03-01", "concurred", "letter")
    assert key.bases_staff == ("14a-8(e)(2)",)
    assert key.former_names == ("Harlan Works", "Harlan")
    assert key.proponents == ("Ada Quill",)


def test_the_same_document_again_changes_nothing(catalog: Catalog) -> None:
    first = put(catalog, "one", LETTER)
    before = catalog.generation(), catalog.digest()
    again = put(catalog, "one", LETTER)
    assert again == Addition(first.id, False)
    assert (catalog.generation(), catalog.digest(), catalog.count()) == (*before, 1)


def test_a_document_met_elsewhere_keeps_both_sources(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    catalog.add(document("one", source="https://example.org/copy"), Text("x"), LETTER)
    assert held(catalog, added.id).source_urls == ("https://example.org/copy", "https://example.org/one.txt")


def test_request_and_response_are_one_letter_whose_first_id_stays(catalog: Catalog) -> None:
    first = put(catalog, "request", REQUEST)
    second = put(catalog, "answer", LETTER)
    assert first.id == second.id == "harlan-mill-company-2010-01-04"
    found = held(catalog, "harlan-mill-company-2010-03-01")
    assert found.id == first.id
    assert found.letter.outcome == "concurred"
    assert found.documents == (document("answer").sha256, document("request").sha256)


def test_the_request_form_leads_to_a_letter_that_was_answered_first(catalog: Catalog) -> None:
    answer = put(catalog, "answer", LETTER)
    put(catalog, "request", REQUEST)
    assert held(catalog, "harlan-mill-company-2010-01-04").id == answer.id == "harlan-mill-company-2010-03-01"


def test_the_newest_document_with_a_response_gives_the_record(catalog: Catalog) -> None:
    newer = replace(LETTER, signatory="Newer Hand")
    put(catalog, "new scan", newer, "2024-05-01T00:00:00+00:00")
    put(catalog, "old scan", replace(LETTER, signatory="Older Hand"), "2024-04-01T00:00:00+00:00")
    put(catalog, "newest request", REQUEST, "2024-06-01T00:00:00+00:00")
    (found,) = catalog.letters()
    assert found.letter.signatory == "Newer Hand"
    assert catalog.text(found.id) == Text("text of new scan", (Page((0, 4)),), "plain 1")


def test_another_letter_of_the_day_gets_a_number(catalog: Catalog) -> None:
    put(catalog, "one", LETTER)
    other = put(catalog, "two", replace(LETTER, proponents=("Bo Tarn",)))
    assert other.id == "harlan-mill-company-2010-03-01-2"
    assert catalog.count() == 2


FOUR = {
    "one": LETTER,
    "two": replace(LETTER, signatory="Other Hand"),
    "request": REQUEST,
    "stranger": replace(LETTER, proponents=("Bo Tarn",), incoming_date="2010-01-09"),
    "vague": replace(LETTER, incoming_date=None, proponents=()),
}


def test_nothing_but_ids_depends_on_the_order_of_adding(tmp_path: Path) -> None:
    results = set()
    for n, order in enumerate(list(permutations(FOUR))[::7]):
        with open_catalog(Home(tmp_path / str(n), starter=False), write=True) as catalog:
            for name in order:
                put(catalog, name, FOUR[name])
            catalog.add_known(LETTER, "facts", ["https://example.org/facts"], "note")
            told = sorted((repr(h.letter), h.documents, h.source_urls, h.note) for h in catalog.letters())
            results.add((repr(told), catalog.digest()))
    assert len(results) == 1


def test_facts_are_upgraded_by_a_file_and_keep_their_sources(catalog: Catalog) -> None:
    facts = catalog.add_known(replace(LETTER, evidence=Evidence()), "facts", ["https://example.org/facts"], "a note")
    assert held(catalog, facts.id).source == "facts"
    added = put(catalog, "one", LETTER)
    assert added.id == facts.id
    found = held(catalog, added.id)
    assert (found.source, found.note) == ("letter", "a note")
    assert found.source_urls == ("https://example.org/one.txt", "https://example.org/facts")
    assert catalog.count() == 1


def test_a_request_does_not_hide_an_answer_known_by_facts(catalog: Catalog) -> None:
    catalog.add_known(LETTER, "facts", ["https://example.org/facts"])
    added = put(catalog, "request", REQUEST)
    found = held(catalog, added.id)
    assert (found.source, found.letter.outcome, found.letter.response_date) == ("letter", "concurred", "2010-03-01")
    assert [d.basis for d in found.letter.determinations] == ["14a-8(e)(2)", "14a-8(e)(1)"]


def test_a_chart_row_read_again_is_one_letter_and_learns_its_answer(catalog: Catalog) -> None:
    pending = replace(REQUEST, outcome=None, citations=(), evidence=Evidence())
    first = catalog.add_known(pending, "chart", ["https://example.org/chart"])
    assert catalog.add_known(pending, "chart", ["https://example.org/chart"]) == Addition(first.id, False)
    answered = catalog.add_known(
        replace(pending, outcome="concurred", response_date="2010-03-01"), "chart", ["https://example.org/chart"]
    )
    assert (answered.id, answered.new, answered.changed) == (first.id, False, (first.id,))
    assert catalog.count() == 1
    assert held(catalog, first.id).letter.outcome == "concurred"


def test_a_record_read_again_may_part_two_documents(catalog: Catalog) -> None:
    first = put(catalog, "one", LETTER)
    put(catalog, "two", LETTER)
    again = catalog.reread(document("two").sha256, replace(LETTER, response_date="2010-03-08"), "8")
    assert again.id == "harlan-mill-company-2010-03-08"
    assert held(catalog, first.id).documents == (document("one").sha256,)
    assert catalog.outdated("8") == [document("one").sha256]


def test_a_record_read_again_may_join_two_letters(catalog: Catalog) -> None:
    first = put(catalog, "one", LETTER)
    second = put(catalog, "two", replace(LETTER, response_date="2010-03-08", incoming_date=None))
    again = catalog.reread(document("two").sha256, LETTER, "8")
    assert (again.id, again.removed) == (first.id, (second.id,))
    assert held(catalog, second.id).id == first.id
    assert catalog.count() == 1


def test_remove_takes_everything_of_a_letter(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    put(catalog, "request", REQUEST)
    catalog.add_known(LETTER, "facts", ["https://example.org/facts"])
    catalog.remove(added.id)
    assert list(catalog.letters()) == [] == catalog.documents()
    left = """SELECT letter FROM accounts UNION SELECT sha256 FROM texts UNION SELECT source FROM sources
              UNION SELECT company FROM citations"""
    assert catalog.connection.execute(left).fetchall() == []
    assert catalog.id_of("harlan-mill-company-2010-01-04") is None
    assert catalog.unsettled() == ((), (added.id,))
    assert put(catalog, "one", LETTER).new


def test_changes_wait_until_they_are_settled(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    assert catalog.unsettled() == ((added.id,), ())
    catalog.mark_settled([added.id])
    assert catalog.unsettled() == ((), ())


def test_a_letter_that_changed_again_stays_unsettled(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    seen = catalog.generation()
    put(catalog, "two", replace(LETTER, signatory="Other Hand"), "2025-01-01T00:00:00+00:00")
    catalog.mark_settled([added.id], seen)
    assert catalog.unsettled() == ((added.id,), ())


def test_a_failed_transaction_leaves_nothing(catalog: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), catalog.transaction():
        put(catalog, "one", LETTER)
        raise ZeroDivisionError
    assert catalog.count() == 0
    assert catalog.documents() == []


def test_citations_are_rows(catalog: Catalog) -> None:
    added = put(catalog, "one", LETTER)
    row = catalog.connection.execute("SELECT letter, company, date, cited_by, signal FROM citations").fetchone()
    assert row == (added.id, "Dorrit Corp.", "2005-02-01", "company", "See")


def test_extent_counts_letters_texts_and_years(catalog: Catalog) -> None:
    assert (catalog.extent().letters, catalog.extent().first) == (0, None)
    put(catalog, "one", LETTER)
    catalog.add_known(replace(LETTER, response_date="1999-02-03", incoming_date=None), "facts", ["https://example.org"])
    extent = catalog.extent()
    assert (extent.letters, extent.texts, extent.first, extent.last) == (2, 1, 1999, 2010)
