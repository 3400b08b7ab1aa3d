"""The grammar of company names: where a name in running text begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.citations_names import beginnings, begins, name_after, name_before, short_forms

BEFORE = [
    ("See also J. T. Wickes & Sons, Inc.", "J. T. Wickes & Sons, Inc."),
    ("as in Thornbury Marine Holdings, lnc.", "Thornbury Marine Holdings, Inc."),
    ("See, e.g., Orne, Lake and Co.", "Orne, Lake and Co."),
    ("Moll Lake, Orne, Fenn & Smythe", "Moll Lake, Orne, Fenn & Smythe"),
    ("the deadline. Orrin Inc.", "Orrin Inc."),
    ("its plant in the U.S. was sold. U.S. Lamp Corp.", "U.S. Lamp Corp."),
    ("the Bank of Ashby Mellow Corp.", "Bank of Ashby Mellow Corp."),
    ("However, Doran & Doran", "Doran & Doran"),
    ("In The Brant Companies, Inc.", "The Brant Companies, Inc."),
    ("2 Orrin Mills Corp.", "Orrin Mills Corp."),
    ("3Q Optics, Inc.", "3Q Optics, Inc."),
    ("was filed by Orrin Corp. Tarn Inc.", "Tarn Inc."),
    ("Orrin Corporation and Tarn Inc.", "Tarn Inc."),
    ("See Orrin Inc., The Tarn Company", "The Tarn Company"),
    ("of Tarn Co., The", "Tarn Co., The"),
    ("see E. I. du Moll de Nemy and Company", "E. I. du Moll de Nemy and Company"),
    ("see lavoro.com, inc.", "lavoro.com, inc."),
    ("Page 2 Orrin Corp.", "Orrin Corp."),
    ("Acme Marine\nHoldings, Inc.", "Acme Marine Holdings, Inc."),
    ("ANALYSIS\nOrrin Mills, Inc.", "Orrin Mills, Inc."),
    ("*Garrow & Vail* *Press, Inc.*", "Garrow & Vail Press, Inc."),
    ("compare Wm. Wickes Jr. Co.", "Wm. Wickes Jr. Co."),
    ("Cornpare Ashby Elevator Co.", "Ashby Elevator Co."),
    ("Under Armour, Inc.", "Under Armour, Inc."),
    ("and Fallow, J. B., & Sons Co.", "Fallow, J. B., & Sons Co."),
    ("see Imber Court Pharmacies, Inc.", "Imber Court Pharmacies, Inc."),
    ("the Staff and Orrin Corp.", "Orrin Corp."),
]
NO_NAME = [
    "Staff Legal Bulletin No. 14B",
    "the Company",
    "Corporate Responsibility Report",
    "Castor Bligh LLP",
    "the Wall Street Journal",
    "the proxy statement",
    "received on time.",
    "Rule 14a-8(i)(7)",
    "Mr. Moll",
    "",
    "—",
]


@pytest.mark.parametrize(("text", "name"), BEFORE)
def test_a_name_is_read_back_to_its_first_word(text: str, name: str) -> None:
    found = name_before(text, len(text))
    assert found is not None
    assert found.name == name
    assert text[found.start] == name[0] and found.end <= len(text)


@pytest.mark.parametrize("text", NO_NAME)
def test_what_is_no_company_gives_none(text: str) -> None:
    assert name_before(text, len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hartley Water & Electric Corp. dated March 9, 2023", "Hartley Water & Electric Corp."),
        ("Whole Grain Market regarding its request", "Whole Grain Market"),
        ("Orrin Inc. The staff", "Orrin Inc."),
        ("Doran & Doran and others", "Doran & Doran"),
        ("Orrin Mills, Inc., which", "Orrin Mills, Inc."),
    ],
)
def test_a_name_is_read_on_to_its_last_word(text: str, name: str) -> None:
    found = name_after(text, 0)
    assert found is not None and found.name == name


def test_a_name_of_a_trade_or_a_legal_form_is_a_companys() -> None:
    assert [
        bool(f and f.corporate) for f in (name_before(t, len(t)) for t in ("Orrin plc", "Orrin Savings Institution", "Orrin"))
    ] == [
        True,
        True,
        False,
    ]


def test_short_forms_are_the_telling_beginnings() -> None:
    assert short_forms("Thornbury Marine Holdings, Inc.") == ("Thornbury Marine Holdings", "Thornbury Marine", "Thornbury")
    assert short_forms("General Lamp Company") == ("General Lamp",)
    assert short_forms("A.B. Quarrow Co.") == ("A.B. Quarrow",)
    assert short_forms("Orne, Lake and Co.") == ("Orne, Lake", "Orne")
    assert short_forms("3Q Optics, Inc.") == ("3Q Optics",)


def test_beginnings_are_of_folded_words() -> None:
    assert begins("Thornbury Marine", "Thornbury Marine Holdings, Inc.")
    assert not begins("Marine Holdings", "Thornbury Marine Holdings, Inc.")
    assert ("orrin",) in beginnings("Orrin & Vale, Inc.")


@given(st.text(alphabet=st.sampled_from("ABab .,&()*_-'\n19&Inc"), max_size=60), st.integers(0, 60))
def test_any_text_gives_a_name_within_it_or_none(text: str, at: int) -> None:
    end = min(at, len(text))
    for found in (name_before(text, end), name_after(text, end)):
        assert found is None or 0 <= found.start < found.end <= len(text)
