# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
from __future__ import annotations

import pytest

from corpus.records import Text
from indexer import proponents
from indexer.bundle import open_bundle
from tests.indexer.pieces import COMPANY, COVER, RESPONSE

STAFF = {
    "submitted to Harrowby by the Weald Valley Pension Trust. We": ["Weald Valley Pension Trust"],
    "submitted to Harrowby by Mr. Clement A. Voss. We": ["Clement A. Voss"],
    "submitted to Harrowby Co. by Ada Cole and the Bramley Family Trust. We": ["Ada Cole", "Bramley Family Trust"],
    "submitted to Harrowby by Sam Quist on behalf of Kay Down. We": ["Kay Down"],
    "submitted to Harrowby by the Blue Trust and co-filer Ines Villa. We": ["Blue Trust", "Ines Villa"],
    "submitted to Harrowby by Cole Investments, Inc. We": ["Cole Investments, Inc."],
    "submitted to Harrowby by the Weald Retirement Plans and Trust Funds, Downs State Fund, and Marsh Fund (together, the proponents). We": [
        "Weald Retirement Plans and Trust Funds",
        "Downs State Fund",
        "Marsh Fund",
    ],
    "submitted to Harrowby by the Sisters of St. Odrin et al. We": ["Sisters of St. Odrin"],
    "that Rufus Land sent to Harrowby. We": ["Rufus Land"],
    "submitted by Ada Cole for inclusion in Harrowby's proxy materials. We": ["Ada Cole"],
    "submitted to Harrowby by Gervase and Ottoline Pym. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by Gervase B. and Ottoline R. Pym. We": ["Gervase B. Pym", "Ottoline R. Pym"],
    "submitted to Harrowby by Gervase & Ottoline Pym. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by Gervase Pym and Ottoline Pym. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by Gervase and Ottoline Pym and the Weald Fund. We": ["Gervase Pym", "Ottoline Pym", "Weald Fund"],
    "submitted to Harrowby by Mr. Gervase Pym of Bardstown. We": ["Gervase Pym"],
    "submitted to Harrowby by Sister Ita Moran, of Bardstown. We": ["Sister Ita Moran"],
    "submitted to Harrowby by Ottoline Pym, Gervase Pym and Ines Villa, co-filers. We": [
        "Ottoline Pym",
        "Gervase Pym",
        "Ines Villa",
    ],
    "submitted to Harrowby by the Weald Fund, as lead filer, and Ines Villa, as co-filer. We": ["Weald Fund", "Ines Villa"],
    "submitted to Harrowby by the Weald Fund, with Ines Villa as co-filer. We": ["Weald Fund", "Ines Villa"],
    "submitted to Harrowby by lead filer Weald Fund and filer Ines Villa. We": ["Weald Fund", "Ines Villa"],
    "submitted to Harrowby by the Society of St. Piran. We": ["Society of St. Piran"],
    "submitted to Harrowby by the Sisters of Mercy of Bardstown. We": ["Sisters of Mercy of Bardstown"],
    "submitted to Harrowby by the Brothers and Sisters of Charity. We": ["Brothers and Sisters of Charity"],
    "submitted to Harrowby by the Gervase and Ottoline Pym Trust. We": ["Gervase and Ottoline Pym Trust"],
    "submitted to Harrowby by Dr. Gervase and Mrs. Ottoline Pym. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by the Black and White Society. We": ["Black and White Society"],
    "submitted to Harrowby by Gervase Pym and his wife, Ottoline Pym. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by Gervase Pym and Ottoline Pym, jointly. We": ["Gervase Pym", "Ottoline Pym"],
    "submitted to Harrowby by Rufus Land for the Land Family Trust. We": ["Land Family Trust"],
    "submitted to Harrowby by Ada Cole, Jr. and Rufus Land III. We": ["Ada Cole, Jr.", "Rufus Land III"],
    "submitted to Harrowby by P. J. and M. K. Orde. We": ["P. J. Orde", "M. K. Orde"],
    "submitted to Harrowby by Ada Cole and Filer. We": ["Ada Cole"],
    "submitted to Harrowby by the Weald Fund and three co-filers. We": ["Weald Fund"],
    "submitted to Harrowby by Pym Family Trust, Gervase and Ottoline Pym, Trustees. We": ["Pym Family Trust"],
    "submitted to Harrowby by Mr. and Mrs. Gervase Pym. We": ["Gervase Pym"],
}
COMPANYS = {
    'a proposal received from the Weald Fund (the "Proponent")': ["Weald Fund"],
    'a proposal submitted by Mr. Rufus Land, a holder of 60 shares (the "Proponent")': ["Rufus Land"],
    'a proposal from the Weald Fund ("Weald" or the "Proponent")': ["Weald Fund"],
    'a proposal submitted by Mr. Sam Quist on behalf of Tarn Limited (the "Proponent")': ["Tarn Limited"],
    'a proposal from the Sisters of the Ford and, in identical words, from the Marsh Fund (together, the "Proponents")': [
        "Sisters of the Ford",
        "Marsh Fund",
    ],
    "a proposal received from Gervase and Ottoline Pym, joint holders of 31 shares": ["Gervase Pym", "Ottoline Pym"],
    "a proposal which Mr. Gervase Pym, a holder of 600 shares, has sent to it": ["Gervase Pym"],
    "a proposal sent in by Mrs. Ottoline Pym of Bardstown, Kentucky": ["Ottoline Pym"],
    'a proposal submitted by the Order of the Fens, with Ines Villa as co-filer (together, the "Proponents")': [
        "Order of the Fens",
        "Ines Villa",
    ],
    'a proposal submitted by the Weald Fund and co-filed by Ines Villa (the "Proponents")': ["Weald Fund", "Ines Villa"],
    'a proposal (the "Proposal") by Gervase Pym, who holds 40 shares': ["Gervase Pym"],
    'a proposal of Ottoline Pym (the "Proposal")': ["Ottoline Pym"],
    'a proposal (the "Proposal") which Ada Cole and Rufus Land (the "Proponents") have sent to it': ["Ada Cole", "Rufus Land"],
    "a proposal that was submitted by Clement and Rosalba Tarn, of Amsterdam, joint holders": ["Clement Tarn", "Rosalba Tarn"],
    "a proposal which it received from the Order of the Fens and, as co-filer, Ines Villa": ["Order of the Fens", "Ines Villa"],
    "a resolution that Mrs. Ada Cole mailed to it": ["Ada Cole"],
    "a proposal made by Ada Cole, who holds 12 shares": ["Ada Cole"],
    "a proposal of Brother Ivo Tench, for the Friars of Ely": ["Friars of Ely"],
    'a proposal of the Fen Hospice Endowment and Ines Villa (the "Proponents")': ["Fen Hospice Endowment", "Ines Villa"],
    'the proposal of the Weald Valley Pension Plan (the "Plan")': ["Weald Valley Pension Plan"],
}
STATED_BY_THE_COMPANY_ONLY = {
    "The Company has received from Osric P. Tarrant, a shareholder, a proposal that the board report each year on every gift. It came on November 14.": [
        "Osric P. Tarrant"
    ],
    "It has received from Hugo Ferrand-Wills a proposal that every box state where each part was made.": ["Hugo Ferrand-Wills"],
    "A proposal has come to the Company from Miss Ada Quill of Bardstown, a holder of 12 shares.": ["Ada Quill"],
    "Mr. Osric Tarrant, who holds 50 shares, has put forward a proposal on gifts.": ["Osric Tarrant"],
    'Osric Tarrant (the "Proponent") has asked the Company to print a proposal on gifts.': ["Osric Tarrant"],
    "On November 3, 2007 Harrowby was sent a proposal on gifts by the Fen Sisters Fund.": ["Fen Sisters Fund"],
    "The proponent, the Fen Sisters Fund, seeks a report on gifts.": ["Fen Sisters Fund"],
    "Harrowby received on November 3, 2007, from the Fen Sisters Fund, a proposal on gifts.": ["Fen Sisters Fund"],
}


def _read(text: str) -> list[str]:
    return [found.value for found in proponents.read(open_bundle(Text(text)), "Harrowby Glass Corporation", "2008-01-09")]


@pytest.mark.parametrize(("words", "names"), STAFF.items())
def test_as_the_staff_say(words: str, names: list[str]) -> None:
    cover = COVER.replace("submitted to Harrowby by the Weald Valley Pension Trust. We", words)
    assert words in cover
    assert _read(cover) == names


@pytest.mark.parametrize(("words", "names"), COMPANYS.items())
def test_as_the_company_says(words: str, names: list[str]) -> None:
    letter = COMPANY.replace('a proposal received from the Weald Valley Pension Trust (the "Proponent")', words)
    letter = letter.replace("    Shareholder Proposal of the Weald Valley Pension Trust\n", "")
    assert words in letter
    assert _read(letter) == names


@pytest.mark.parametrize(("words", "names"), STATED_BY_THE_COMPANY_ONLY.items())
def test_a_holder_whom_no_staff_letter_names(words: str, names: list[str]) -> None:
    letter = COMPANY.replace("    Shareholder Proposal of the Weald Valley Pension Trust\n", "").replace(
        'a proposal received from the Weald Valley Pension Trust (the "Proponent"). The',
        "a proposal described below. " + words + " The",
    )
    assert words in letter
    assert _read(f"{letter}\n\n{RESPONSE}") == names


def test_the_subject_of_a_letter_names_the_holders() -> None:
    for subject, names in (
        ("Notice regarding the proposal of St. Kew's Endowment and Ines Villa", ["St. Kew's Endowment", "Ines Villa"]),
        ("Omission of Proposal Submitted by Gervase and Ottoline Pym", ["Gervase Pym", "Ottoline Pym"]),
        ("Stockholder Proposal of the Order of the Fens and Ines Villa", ["Order of the Fens", "Ines Villa"]),
        ("Shareholder Proposal Submitted by Mrs. Ada Cole and Co-Filer", ["Ada Cole"]),
        ("Proposal of Ada Cole / Rule 14a-8", ["Ada Cole"]),
    ):
        letter = COMPANY.replace("Shareholder Proposal of the Weald Valley Pension Trust", subject).replace(
            'a proposal received from the Weald Valley Pension Trust (the "Proponent"). The', "the proposal named above. The"
        )
        assert _read(f"{letter}\n\n{RESPONSE}") == names, subject


def test_the_holder_whom_only_the_company_names_stands_for_the_person_who_wrote() -> None:
    letter = COMPANY.replace(
        "received from the Weald Valley Pension Trust", "submitted by Mr. Howard Marwood on behalf of Tarn Limited"
    )
    cover = COVER.replace("the Weald Valley Pension Trust. We", "Horace Marwood. We")
    assert _read(cover + "\n\n" + letter) == ["Tarn Limited"]


def test_others_whom_the_staff_leave_out_are_taken_from_the_companys_letter() -> None:
    letter = COMPANY.replace(
        'from the Weald Valley Pension Trust (the "Proponent")',
        'from the Weald Trust and Ada Cole (together, the "Proponents")',
    )
    cover = COVER.replace("the Weald Valley Pension Trust. We", "the Weald Trust et al. We")
    assert _read(cover + "\n\n" + letter) == ["Weald Trust", "Ada Cole"]


def test_who_asks_the_staff_to_think_again_may_be_the_proponent() -> None:
    cover = COVER.replace(
        "concerning the shareholder proposal submitted to Harrowby by the Weald Valley Pension Trust.",
        "concerning the shareholder proposal you submitted to Harrowby Glass.",
    )
    assert _read(cover) == ["Leonora Fitch"]
