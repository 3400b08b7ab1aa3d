# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ZONE_KINDS, Text
from indexer.bundle import open_bundle
from indexer.zones import cut
from tests.indexer.pieces import KINDS, WHOLE, file_of

ORDERS = list(permutations(("cover", "response", "company", "proponent", "procedures")))


def _kinds(content: str) -> list[str]:
    return [document.kind for document in open_bundle(Text(content)).documents]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_the_documents_does_not_matter(order: tuple[str, ...]) -> None:
    assert _kinds(file_of(order)) == [KINDS[name] for name in order]


@pytest.mark.parametrize("first", ["cover", "response", "proponent"])
def test_an_exhibit_ends_where_a_letter_to_the_staff_begins(first: str) -> None:
    names = ["company", "exhibit", first, "second"]
    assert _kinds(file_of(names)) == [KINDS[name] for name in names]


@given(st.permutations(list(WHOLE)), st.data())
def test_zones_cover_any_damaged_file_without_gap_or_overlap(order: list[str], data: st.DataObject) -> None:
    lines = file_of(order).split("\n")
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = data.draw(
            st.sampled_from(([], [lines[at]] * 2, [lines[at].upper()], [lines[at].replace("o", "0")], [""]))
        )
    content = "\n".join(lines)
    zones = cut(content)
    assert "".join(content[zone.span[0] : zone.span[1]] for zone in zones) == content
    assert {zone.kind for zone in zones} <= set(ZONE_KINDS)


@given(st.text(max_size=300))
def test_zones_cover_any_text(content: str) -> None:
    assert "".join(content[zone.span[0] : zone.span[1]] for zone in cut(content)) == content


def test_a_page_header_is_a_stamp_and_the_word_it_cuts_is_whole_again() -> None:
    bundle = open_bundle(Text(file_of(("company",))))
    (company,) = bundle.of("company")
    assert "received on December 12, 2007, ten days" in company.view.text
    assert any("Page 2" in bundle.content[z.span[0] : z.span[1]] for z in bundle.zones if z.kind == "stamp")


def test_stamps_beside_the_words_are_cut_out() -> None:
    beside = WHOLE["response"].replace("March 6, 2008\n", "March 6, 2008                                       RECEIVED\n", 1)
    (part,) = open_bundle(Text(beside)).of("response")
    assert "RECEIVED" not in part.view.text
    assert part.view.text.startswith("March 6, 2008")


def test_a_run_on_text_is_cut_at_its_forms() -> None:
    flat = " ".join(file_of(("cover", "response", "procedures")).split())
    assert _kinds(flat) == ["cover", "response", "procedures"]


def test_a_staff_letter_that_holds_is_a_response_without_a_heading() -> None:
    combined = WHOLE["cover"].replace(
        "Our response is attached to the enclosed photocopy of your correspondence.",
        "There appears to be some basis for your view that the Company may exclude the Proposal under Rule 14a-8(b). We will not recommend enforcement action.",
    )
    assert _kinds(combined) == ["response"]


def test_an_e_mail_to_the_staff_is_a_letter_and_another_an_exhibit() -> None:
    to_staff = "From: Mabel Thornley\nSent: Monday, January 28, 2008\nTo: shareholderproposals@sec.gov\nSubject: Harrowby\n\nI am right and the company's letter is wrong, as anybody may see.\n\nMabel Thornley\n"
    to_company = to_staff.replace("shareholderproposals@sec.gov", "secretary@harrowby.example")
    assert _kinds(WHOLE["company"] + "\n" + to_staff) == ["company", "proponent"]
    assert _kinds(WHOLE["company"] + "\n" + to_company) == ["company", "exhibit"]


def test_a_precedent_that_a_party_attaches_is_no_response_of_this_matter() -> None:
    other = WHOLE["response"].replace("Harrowby", "Tregarth").replace("2008", "2003")
    assert _kinds(file_of(("response", "company")) + "\n\nEXHIBIT C\n\n" + other)[-1] == "exhibit"


def test_a_chart_is_the_response() -> None:
    chart = "2020-2021 No-Action Responses Issued Under Exchange Act Rule 14a-8\n\nCompany: Harrowby Glass Corporation\nStaff response: Concur, 14a-8(e)(2)\nDate of staff response: March 6, 2008\n\n-----\n\n"
    assert _kinds(chart + WHOLE["company"]) == ["response", "company"]
