# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
from __future__ import annotations

import pytest

from corpus.records import Text
from indexer import proponents
from indexer.bundle import open_bundle
from tests.indexer.pieces import COMPANY, COVER

STAFF = {
    "submitted to Harrowby by the Weald Valley Pension Trust. We": ["Weald Valley Pension Trust"],
    "submitted to Harrowby by Mr. Clement A. Voss. We": ["Clement A. Voss"],
    "submitted to Harrowby Co. by Ada Cole and the Trillow Family Trust. We": ["Ada Cole", "Trillow Family Trust"],
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
}
COMPANYS = {
    'a proposal received from the Weald Fund (the "Proponent")': ["Weald Fund"],
    'a proposal submitted by Mr. Rufus Land, a holder of 60 shares (the "Proponent")': ["Rufus Land"],
    'a proposal from the Weald Fund ("Weald" or the "Proponent")': ["Weald Fund"],
    'a proposal submitted by Mr. Sam Quist on behalf of Gak Limited (the "Proponent")': ["Gak Limited"],
    'a proposal from the Sisters of the Ford and, in identical words, from the Marsh Fund (together, the "Proponents")': [
        "Sisters of the Ford",
        "Marsh Fund",
    ],
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


def test_the_holder_whom_only_the_company_names_stands_for_the_person_who_wrote() -> None:
    letter = COMPANY.replace(
        "received from the Weald Valley Pension Trust", "submitted by Mr. Howard Herz on behalf of Gak Limited"
    )
    cover = COVER.replace("the Weald Valley Pension Trust. We", "Horace Herz. We")
    assert _read(cover + "\n\n" + letter) == ["Gak Limited"]


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
