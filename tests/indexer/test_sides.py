# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
from __future__ import annotations

import pytest

from corpus.records import Text
from indexer.bundle import open_bundle
from tests.indexer.pieces import COMPANY, COVER, EXHIBIT, PROPONENT, RESPONSE


def _kinds(*texts: str) -> list[str]:
    return [document.kind for document in open_bundle(Text("\n\n".join(texts))).documents]


ANSWER_TO_HOLDER = """March 20, 2008

Walter Ferrars
Ferrars Law Offices
Salem, OR 97301

Re: Harrowby Glass Corporation
Incoming letter dated March 10, 2008

Dear Mr. Ferrars:

This is in response to your letter dated March 10, 2008 concerning the shareholder proposal submitted to Harrowby by the Weald Valley Pension Trust. We also have received a letter from Harrowby dated March 14, 2008. On March 6, 2008, we issued our response expressing our informal view. You have asked us to reconsider our position. We find no basis to reconsider our position.

Sincerely,

Tobit Marchmont
"""

HOLDERS_COUNSEL = """FERRARS LAW OFFICES

March 10, 2008

Office of Chief Counsel
Division of Corporation Finance

Re: Shareholder Proposal Submitted to Harrowby Glass Corporation

Ladies and Gentlemen:

We request that the staff reconsider. The proposal may not be excluded, whatever the letter of the Company says.

Walter Ferrars
"""

IN_THE_HOUSE = """HARROWBY GLASS CORPORATION

March 14, 2008

Office of Chief Counsel
Division of Corporation Finance

Re: Harrowby Glass Corporation

Ladies and Gentlemen:

The staff's response was right. It may exclude the proposal.

Olwen Pryce
"""


def test_counsel_whom_the_staff_answer_may_be_the_holders() -> None:
    assert _kinds(ANSWER_TO_HOLDER, HOLDERS_COUNSEL, IN_THE_HOUSE) == ["response", "proponent", "company"]


@pytest.mark.parametrize("year", ["2003", "2006"])
def test_a_cited_precedent_that_is_attached_is_an_exhibit(year: str) -> None:
    cited = COMPANY.replace(
        "Gannet Tile Works, Inc. (Mar. 9, 2005)", "Tregarth Co. (Mar. 6, 2003), a copy of which is attached"
    )
    other = RESPONSE.replace("Harrowby Glass Corporation", "Tregarth Co.").replace("2008", year)
    assert _kinds(cited, "EXHIBIT C", other, RESPONSE) == ["company", "exhibit", "exhibit", "response"]


def test_an_answer_to_the_same_company_of_another_season_is_an_exhibit() -> None:
    assert _kinds(COMPANY, "EXHIBIT C", RESPONSE.replace("2008", "2006"), RESPONSE)[-2:] == ["exhibit", "response"]


def test_who_signs_as_the_company_signed_writes_for_the_company() -> None:
    note = "Ladies and Gentlemen: We have nothing to add.\n\nLeonora Fitch\n"
    assert _kinds(COMPANY, "February 20, 2008", note) == ["company", "company"]
    assert _kinds(COMPANY, "February 20, 2008", note.replace("Leonora Fitch", "Mabel Thornley"), COVER)[:2] == [
        "company",
        "proponent",
    ]


def test_a_letter_to_a_person_is_an_exhibit_and_one_to_the_staff_is_not() -> None:
    notice = "December 20, 2007\n\nDear Ms. Thornley: Your proposal came late. Please write to us.\n\nOlwen Pryce\n"
    assert _kinds(COMPANY, notice, PROPONENT) == ["company", "exhibit", "proponent"]


def test_a_holders_answer_that_opens_as_the_staff_do_is_none_of_the_staffs() -> None:
    answer = "December 22, 2007\n\nMs. Olwen Pryce\nHarrowby Glass Corporation\n\nDear Ms. Pryce:\n\nThis is in response to your letter dated December 20, 2007. I enclose the proof that you ask for.\n\nSincerely,\n\nMabel Thornley\n"
    assert _kinds(COMPANY, EXHIBIT, answer, RESPONSE) == ["company", "exhibit", "exhibit", "response"]
