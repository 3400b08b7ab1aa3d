"""What is masked, what is not, and that offsets hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.privacy import mask, masked
from tests.growth import assert_linear, repeated


@pytest.mark.parametrize(
    "private",
    [
        "ada.lowry@holder.example",
        "(617) 555-0142",
        "617-555-0142",
        "617.555.0142 x12",
        "+1 617 555 0142",
        "+44 20 7946 0018",
        "617 555 0142",
        "(617) 555 0142",
        "6O3 555-Ol88",
        "16175550142",
        "1201 Brickyard Avenue",
        "250 QUARRY STREET",
        "14 Custom House Wharf",
        "88 N. Elm Street, Apt. 4B",
        "P.O. Box 1127",
    ],
)
def test_private_places_are_masked(private: str) -> None:
    masked = mask(f"Write to {private} today.")
    assert masked.startswith("Write to *") and masked.endswith(" today.")
    assert not set(private) & set("0123456789@") & set(masked[9:])


@pytest.mark.parametrize(
    "public",
    [
        "shareholderproposals@sec.gov",
        "100 F Street, NE",
        "450 Fifth Street, N.W.",
        "In 2011 Delaware Court decisions changed",
        "Commission File Number 000-27265",
        "2001 SEC No-Act. LEXIS 57 (Jan. 10, 2001)",
        "Rule 14a-8(e)(2) and Release No. 34-40018 (May 21, 1998)",
        "received 160 days after January 2, 2007",
        "$2,000 for three years, 14 days after receipt",
        "votes of 251 433 2008, 1999 2001 2003, and 500 shares",
        "accession 9999999997-17-003005, document 07069077, 0001214659-18-002085",
        "In 2011 the DELAWARE COURT OF CHANCERY held",
    ],
)
def test_public_matters_stay(public: str) -> None:
    assert mask(public) == public


@given(st.text())
def test_any_text_keeps_its_length_and_spaces(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert [c.isspace() for c in masked] == [c.isspace() for c in text]


@pytest.mark.parametrize("sign", ["1 ", "a@", "1 A ", "(123) ", "+1 ", "A. "])
def test_hostile_text_takes_linear_time(sign: str) -> None:
    assert_linear(mask, repeated(sign), 50_000)


def test_a_json_value_is_masked_string_by_string() -> None:
    value = {"a": ["see\nada.quill@example.org", 7, None, True], "b": {"c": ("x",)}}
    assert masked(value) == {"a": ["see\n" + "*" * 21, 7, None, True], "b": {"c": ["x"]}}
