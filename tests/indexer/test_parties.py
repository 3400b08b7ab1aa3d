from __future__ import annotations

import pytest

from corpus.records import Text
from indexer import parties
from indexer.bundle import Bundle, open_bundle
from tests.indexer.pieces import COMPANY, COVER, RESPONSE, file_of


def _bundle(*texts: str) -> Bundle:
    return open_bundle(Text("\n\n".join(texts)))


def _value(found: object) -> object:
    return getattr(found, "value", None)


def test_the_company_is_named_as_in_the_staffs_reference() -> None:
    found = parties.company(open_bundle(Text(file_of(("company", "cover", "response")))))
    assert _value(found) == "Harrowby Glass Corporation"


@pytest.mark.parametrize(
    ("reference", "company"),
    [
        ('Re: Harrowby Glass, lnc. (the "Company")', "Harrowby Glass, Inc."),
        ("Re: The Harrowby Company.", "The Harrowby Company"),
        ("RE: HARROWBY & SONS PLC", "HARROWBY & SONS PLC"),
        ("Re:\n\nHarrowby Glass Corporation", "Harrowby Glass Corporation"),
        ("Re: Harrowby Glass Corporation -- Shareholder Proposal", "Harrowby Glass Corporation"),
    ],
)
def test_forms_of_the_reference(reference: str, company: str) -> None:
    assert _value(parties.company(_bundle(RESPONSE.replace("Re: Harrowby Glass Corporation", reference)))) == company


def test_a_spelling_that_lost_a_thin_letter_is_mended_from_the_text() -> None:
    damaged = RESPONSE.replace("Re: Harrowby Glass Corporation", "Re: Philips Glass Corporation").replace(
        "Harrowby", "Phillips"
    )
    assert _value(parties.company(_bundle(damaged))) == "Phillips Glass Corporation"


def test_without_an_answer_the_companys_letter_tells() -> None:
    assert _value(parties.company(_bundle(COMPANY))) == "Harrowby Glass Corporation"


def test_former_names_are_the_companys_only() -> None:
    bundle = open_bundle(Text(file_of(("company", "response"))))
    names = [found.value for found in parties.former_names(bundle, "Harrowby Glass Corporation")]
    assert names == ["Harrowby Bottle Company"]
    cited = COMPANY.replace("(formerly Harrowby Bottle Company)", "").replace(
        "Gannet Tile Works, Inc.", "Gannet Inc. (formerly Puffin Inc.)"
    )
    assert parties.former_names(_bundle(cited), "Harrowby Glass Corporation") == ()


def test_counsel_and_firm_of_the_incoming_letter() -> None:
    found = parties.counsel(
        open_bundle(Text(file_of(("cover", "company", "second")))), "Harrowby Glass Corporation", "2008-01-09"
    )
    assert (_value(found.name), _value(found.firm)) == ("Leonora Fitch", "Amberley Stroud LLP")


@pytest.mark.parametrize(
    ("letterhead", "signature", "firm"),
    [
        ("HARROWBY GLASS CORPORATION\nOffice of the Secretary", "Leonora Fitch\nSecretary", None),
        ("FITCH, STROUD & AMBERLEY\nAttorneys at Law", "Leonora Fitch", "FITCH, STROUD & AMBERLEY"),
        ("FITCH & STROUD, P.C.", "Leonora Fitch", "FITCH & STROUD, P.C."),
        ("FITCH, STROUD & AMBERLEY", "Leonora Fitch", "FITCH, STROUD & AMBERLEY"),
        ("HARROWBY GLASS CORPORATION", "AMBERLEY STROUD LLP\n\nBy: /s/ Leonora Fitch", "AMBERLEY STROUD LLP"),
        ("HARROWBY GLASS CORPORATION", "Leonora Fitch\nAmberley Stroud LLP", "Amberley Stroud LLP"),
        ("HARROWBY GLASS CORPORATION", "FITCH, STROUD & AMBERLEY\n\nBy  Leonora Fitch", "FITCH, STROUD & AMBERLEY"),
        ("1934 Act\nSec. -- Rule 14a-8\n\nFITCH, STROUD & AMBERLEY", "Leonora Fitch", "FITCH, STROUD & AMBERLEY"),
        ("1934 Act\nSec. -- Rule 14a-8\n\nHARROWBY GLASS CORPORATION", "FITCH & STROUD\n\nBy: Leonora Fitch", "FITCH & STROUD"),
        ("Rule 14a-8\nSection 14(a)\n\nAMBERLEY STROUD LLP", "Leonora Fitch", "AMBERLEY STROUD LLP"),
        ("Amberley Stroud\nLawyers", "Leonora Fitch", "Amberley Stroud"),
        ("HARROWBY GLASS CORPORATION\nLegal Department", "Leonora Fitch\nSecretary and Senior Counsel", None),
        ("[INQUIRY]\n\nHARROWBY GLASS CORPORATION", "Leonora Fitch\nVice President, Law", None),
    ],
)
def test_firms_and_counsel_of_the_house(letterhead: str, signature: str, firm: str | None) -> None:
    letter = COMPANY.replace("AMBERLEY STROUD LLP", letterhead, 1).replace("Leonora Fitch\n", signature + "\n")
    found = parties.counsel(_bundle(RESPONSE, letter), "Harrowby Glass Corporation", "2008-01-09")
    assert (_value(found.name), _value(found.firm)) == ("Leonora Fitch", firm)


@pytest.mark.parametrize(
    "closing",
    [
        "Very truly yours,\n\nLeonora Fitch\nSecretary and Senior Counsel\n\n[REPLY OF PROPONENT]",
        "With thanks,\n\nLeonora Fitch\n\n[1] Contrast Larch Tools, Inc. (Apr. 7, 2005).",
        "Sincerely,\n\nLeonora Fitch\nAssociate General Counsel\n\nNotes\n\n(a) Larch Tools, Inc. (Apr. 7, 2005).",
        "Yours faithfully,\n\n\nLeonora Fitch\n\nEncl.",
        "Best regards,\nLeonora Fitch",
        "Respectfully,\n\n/s/ Leonora Fitch\nLeonora Fitch\n\nCopy: Mabel Thornley",
        "With kind regards,\n\nLeonora Fitch\nGeneral Attorney",
        "Cordially,\n\nLeonora Fitch, Esq.",
        "We thank you.\n\nLeonora Fitch\nCorporate Secretary",
    ],
)
def test_the_counsel_who_signs_below_any_closing(closing: str) -> None:
    letter = COMPANY.replace("Very truly yours,\n\nLeonora Fitch\n\ncc: Mabel Thornley\n", closing + "\n")
    assert closing in letter
    for bundle in (_bundle(RESPONSE, letter), _bundle(letter, "- - - - -", RESPONSE)):
        assert _value(parties.counsel(bundle, "Harrowby Glass Corporation", "2008-01-09").name) == "Leonora Fitch"


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("Sincerely,\n\nTobit Marchmont\nAttorney-Adviser", "Tobit Marchmont"),
        ("Sincerely,\n\nTobit Marchmont\n\nTobit Marchmont\nAttorney-Adviser", "Tobit Marchmont"),
        ("Sincerely Tobit Marchmont Attorney-Adviser", "Tobit Marchmont"),
        ("Sincerely,\n\n~ '.\n/s/ Tobit O. Marchmont-Hale, Special Counsel", "Tobit O. Marchmont-Hale"),
        ("Sincerely,\n\nRule 14a-8 Review Team", "Rule 14a-8 Review Team"),
        ("", None),
        ("Sincerely,\n\nOffice of Chief Counsel", None),
    ],
)
def test_who_signed_the_response(signature: str, name: str | None) -> None:
    signed = RESPONSE.replace("Sincerely,\n\nTobit Marchmont\nAttorney-Adviser\n", signature + "\n")
    assert _value(parties.signatory(_bundle(COVER, signed))) == name
