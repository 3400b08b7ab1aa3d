# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
from __future__ import annotations

import pytest

from corpus.records import Text
from indexer import milestones
from indexer.bundle import Bundle, open_bundle
from tests.indexer.pieces import COMPANY, COVER, RESPONSE, file_of


def _bundle(*texts: str) -> Bundle:
    return open_bundle(Text("\n\n".join(texts)))


def _value(found: object) -> object:
    return getattr(found, "value", None)


def test_the_dates_of_a_file_in_any_order() -> None:
    for names in (("cover", "response", "company"), ("company", "proponent", "response", "cover")):
        bundle = open_bundle(Text(file_of(names)))
        assert _value(milestones.response_date(bundle)) == "2008-03-06"
        assert _value(milestones.incoming_date(bundle)) == "2008-01-09"
        assert _value(milestones.available_date(bundle)) == "2008-03-07"
        assert milestones.kind(bundle).value == "initial"


def test_an_undated_response_takes_the_cover_letters_date() -> None:
    bundle = _bundle(COVER, RESPONSE.removeprefix("March 6, 2008\n\n"))
    assert _value(milestones.response_date(bundle)) == "2008-03-06"


def test_a_date_below_the_salutation_is_the_letters() -> None:
    moved = COVER.replace("March 6, 2008\n\n", "", 1).replace("Dear Ms. Fitch:\n", "Dear Ms. Fitch:\n\n   March 6,2008\n")
    assert _value(milestones.response_date(_bundle(moved))) == "2008-03-06"


def test_damage_in_one_copy_of_the_reference_is_outvoted() -> None:
    bundle = _bundle(COVER.replace("Incoming letter dated January 9", "Incoming letter dated January 8"), RESPONSE, COMPANY)
    assert _value(milestones.incoming_date(bundle)) == "2008-01-09"


def test_without_an_answer_the_companys_first_letter_counts() -> None:
    bundle = open_bundle(Text(file_of(("second", "company", "exhibit"))))
    assert milestones.response_date(bundle) is None
    assert _value(milestones.incoming_date(bundle)) == "2008-01-09"


def test_the_request_that_is_withdrawn_is_the_incoming_letter() -> None:
    text = """March 6, 2012

Dear Ms. Fitch:

This is in regard to your letter dated March 1, 2012 concerning the shareholder proposal submitted by Ada Cole. Your letter indicates that Harrowby withdraws its February 6, 2012 request for a no-action letter. Because the matter is now moot, we will have no further comment.
"""
    assert _value(milestones.incoming_date(_bundle(text))) == "2012-02-06"


@pytest.mark.parametrize(
    "stamp",
    [
        "PUBLICLY AVAILABLE MAR 7 2008",
        "Publicly Available March 7, 2008",
        "Public\nAvailability: 3-7-08",
        "[AVAILABLE MARCH 7, 2008]",
        "PUBLICLY AVAILABLE March 7, 2008",
        "PUBLIC AVAILABILITY DATE: March 7, 2008",
        "Public Availability Date: 03/07/2008",
        "Act      1934\nSection\nRule     14A-8\nPublic\nAvailability 3-7-2OO8",
        "Act ICA\nRule 14a-8\nPublic Availability   3|7|08",
        "Publicly Avai1able: Mar. 7, 2008",
        "AVAIL. DATE 3-7-08",
        "Public Availability Date:\nMarch 7, 2008",
        "PUBLICLY AVAILABLE ON: Mar 07, 2008",
        "Available to the public March 7, 2008",
        "PUBLIC AVAILABILITY: O3/O7/2OO8",
        "Publicly available: 7 March 2008",
        "PUBLIC\nAVAILABILITY      MAR - 7 2008",
        "Avail: 3/7/08",
        "PUBLICLY AVAIIABLE  MAR  7  2008",
    ],
)
def test_stamps_of_availability(stamp: str) -> None:
    assert _value(milestones.available_date(_bundle(stamp, RESPONSE))) == "2008-03-07"


def test_a_stamp_beside_the_address_states_the_availability() -> None:
    stamped = COVER.replace("Act: 1934\nSection:\nRule: 14A-8\nPublic Availability: 3/7/2008\n\n", "").replace(
        "Leonora Fitch\nAmberley Stroud LLP\n12 Quay Street\nPortland, OR 97201\n\nRe: Harrowby Glass Corporation\nIncoming",
        "Leonora Fitch                                           Act         1934\n"
        "Amberley Stroud LLP                                     Section\n"
        "12 Quay Street                                          Rule        14A-8\n"
        "Portland, OR 97201                                      Public\n"
        "Re:  Harrowby Glass Corporation                         Availability 3-7-2OO8\n"
        "     Incoming",
    )
    assert stamped.count("2OO8") == 1 and "Public Availability" not in stamped
    assert _value(milestones.available_date(_bundle(stamped, RESPONSE))) == "2008-03-07"


@pytest.mark.parametrize(
    "stamps",
    [
        "                         [PROCESSED\n                     ,    MAR 1 4 2008]\n\n",
        "RECEIVED\nMAR 1 4 2008\n\n",
        "                      RECEIVED  2008 JAN 11 PM 2:51\n\n",
        "[rubber stamp: RECEIVED MAR 14 2008]\n\n",
        "MAR 14 2008\nPROCESSED BY THOMSON\n\n",
        "        PROCESSED\n        MAR 14 2008\n        THOMSON\n        FINANCIAL\n\n",
    ],
)
def test_a_stamp_by_the_response_is_not_its_date(stamps: str) -> None:
    for bundle in (
        _bundle(COVER, stamps + RESPONSE),
        _bundle(COVER + "\n" + stamps + RESPONSE, COMPANY),
        _bundle(stamps + RESPONSE, COMPANY),
    ):
        assert _value(milestones.response_date(bundle)) == "2008-03-06"


@pytest.mark.parametrize(
    "head",
    [
        "Response of the Office of Chief Counsel\nDivision of Corporation Finance\n\nMarch 6, 2008",
        "MAR 6 2008\n\n              RESPONSE OF THE OFFICE OF CHIEF COUNSEL\n              DIVISION OF CORPORATION FINANCE",
        "RESPONSE OF THE OFFICE OF CHIEF COUNSEL\nDIVISION OF CORPORATION FINANCE                    MAR -6 2008",
        "March  6, 2 0 0 8\n\nResponse of the Office of Chief Counsel\nDivision of Corporation Finance",
        "                                  Marcb 6, 2OO8\n\nResponse of the Office of Chief Counsel\nDivision of Corporation Finance",
        "MAR 0 6 2008\nRESPONSE OF THE OFFICE OF CHIEF COUNSEL\nDIVISION OF CORPORATION FINANCE",
    ],
)
def test_the_date_above_below_or_beside_the_heading(head: str) -> None:
    response = RESPONSE.replace(
        "March 6, 2008\n\nResponse of the Office of Chief Counsel\nDivision of Corporation Finance", head
    )
    assert head in response
    assert _value(milestones.response_date(_bundle(COMPANY, "- - - - - - - -", response))) == "2008-03-06"


def test_a_citation_states_no_availability() -> None:
    cited = COMPANY.replace("(Mar. 9, 2005)", "(avail. Mar. 9, 2005); Tregarth Co. (publicly available May 3, 2004)")
    assert milestones.available_date(_bundle(RESPONSE, cited)) is None


def test_two_responses_in_a_matter_are_a_reconsideration() -> None:
    earlier = RESPONSE.replace("March 6, 2008", "February 20, 2008")
    bundle = _bundle(RESPONSE, COMPANY, earlier)
    assert milestones.kind(bundle).value == "reconsideration"
    assert _value(milestones.response_date(bundle)) == "2008-03-06"
    assert _value(milestones.reconsidered(bundle)) == "2008-02-20"


def test_a_response_that_tells_of_an_earlier_one_is_a_reconsideration() -> None:
    again = RESPONSE.replace(
        "The proposal requests",
        "On February 20, 2008, we issued our response expressing our informal view. You have asked us to reconsider our position. The proposal requests",
    )
    bundle = _bundle(again, COMPANY)
    assert milestones.kind(bundle).value == "reconsideration"
    assert _value(milestones.reconsidered(bundle)) == "2008-02-20"


def test_the_dates_of_the_files_own_letters() -> None:
    bundle = open_bundle(Text(file_of(("cover", "response", "company", "proponent", "second", "exhibit"))))
    assert milestones.own_dates(bundle) == {"2008-03-06", "2008-01-09", "2008-02-04", "2008-01-28"}
