"""The parties of a lawsuit on both sides of the "v."."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.litigants import party_after, party_before


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("See Medical Board for Human Needs v. SEC, 432 F.2d 659", "Medical Board for Human Needs", "SEC"),
        ("in Orne Industries, Inc. v. Northern Way, Inc., 426 U.S.", "Orne Industries, Inc.", "Northern Way, Inc."),
        ("N.Y.C. Emps.' Ret. Sys. v. Tarn Food Co., Inc., 795", "N.Y.C. Emps.' Ret. Sys.", "Tarn Food Co., Inc."),
        ("in Moll v. Consolidated Lamp Co. of New Ashby, Inc., 788", "Moll", "Consolidated Lamp Co. of New Ashby, Inc."),
        (
            "See Union of State, County and Town Workers v. Orrin Group, Inc. (2d Cir.)",
            "Union of State, County and Town Workers",
            "Orrin Group, Inc.",
        ),
        ("*Lovell v. Tarn Co.*, 601 F. Supp.", "Lovell", "Tarn Co."),
        ("The board met. Lovell v. Tarn was decided.", "Lovell", "Tarn"),
    ],
)
def test_parties_are_read_to_their_ends(text: str, left: str, right: str) -> None:
    at = text.index(" v. ")
    before, after = party_before(text, at), party_after(text, at + 4)
    assert before is not None and before.name == left
    assert after is not None and after.name == right


def test_no_name_is_no_party() -> None:
    assert party_before("it was said that ", 17) is None
    assert party_after("the other side", 0) is None


@given(st.text(alphabet=st.sampled_from("ABab .,&()*v-'\n1"), max_size=60), st.integers(0, 60))
def test_any_text_is_read(text: str, at: int) -> None:
    for found in (party_before(text, min(at, len(text))), party_after(text, min(at, len(text)))):
        assert found is None or 0 <= found.start < found.end <= len(text)
