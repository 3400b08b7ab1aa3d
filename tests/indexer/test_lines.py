from __future__ import annotations

import pytest

from indexer.lines import fold, lines_of

TAGGED = {
    "UNITED STATES\nSECURITIES AND EXCHANGE COMMlSSION\nWASHINGTON, D.C. 2O549": ["letterhead"] * 3,
    "Office of Chief Counsel\nDivision of Corporation Finance\nSecurities and Exchange Commission\nWashington, D.C. 20549": [
        "short"
    ]
    * 4,
    "OFFICE OF CHIEF COUNSEL\nDIVISION OF CORPORATION FINANCE": ["short", "short"],
    "RESPONSE 0F THE OFFICE OF CHlEF COUNSEL\nDIVISION OF CORPORATION FINANCE": ["response", "response"],
    "DIVISION OF CORPORATION FINANCE\nINFORMAL PROCEDURES REGARDING SHAREHOLDER PROPOSALS": ["procedures", "procedures"],
    "the enclosure sets forth a brief discussion of the Division's\ninformal procedures regarding shareholder proposals.": [
        "prose",
        "prose",
    ],
    "RECEIVED\n2004 MAR 11 AM 9:52\nOFFICE OF CHIEF COUNSEL\nCORPORATION FINANCE": ["stamp"] * 4,
    "Mattapoisett, Mass., November 23, 1987": ["date"],
    "by the day that the proxy statement of the company had given to holders,\nNovember 24, 1987.": ["prose", "prose"],
    "From: Ada Cole\nSent: Monday\nTo: SEC": ["email", "field", "field"],
    "Exhibit A": ["exhibit"],
    "Exhibit A is a copy of it.": ["short"],
    "Dear Sirs: I owned a shop once and sold it to this company for its stock.": ["salutation"],
    "Very truly yours,": ["closing"],
    "cc: Ada Cole": ["after"],
    "[Letter of the Proponent]": ["heading proponent"],
    "INQUIRY LETTER": ["heading company"],
    "- - - - - - - -": ["separator"],
    "=== EARLIER LETTERS ===": ["separator"],
    "~ ' .": ["stamp"],
    "Re: Acme Corp.\nProposal of the Green Fund on the use of water in dry regions": ["re", "re"],
}


@pytest.mark.parametrize(("text", "tags"), TAGGED.items())
def test_forms_of_lines(text: str, tags: list[str]) -> None:
    assert [line.tag for line in lines_of(text)] == tags


def test_a_page_header_takes_the_lines_that_stand_with_it() -> None:
    text = "and the proposal was then sent by the holder to\n\nOffice of Chief Counsel\nJune 18, 2007\nPage 2\n\nthe company."
    assert [line.tag for line in lines_of(text) if line.text][1:4] == ["page"] * 3


def test_two_columns_are_two_lines() -> None:
    (name, stamp) = lines_of("Ada Cole                                     Act:  1934")
    assert (name.text, name.tag, stamp.text, stamp.tag) == ("Ada Cole", "short", "Act:  1934", "stamp")


def test_a_heading_folds_over_damage() -> None:
    assert fold("DIVISI0N 0F C0RP0RATION FlNANCE") == fold("Division of Corporation Finance")
    assert fold("Offce of Chief Counsel") == fold("OFFICE OF CHIEF COUNSEL")
    assert fold("Office of Chief Counsel") != fold("Office of the Secretary")
