"""Bulletins, releases and court decisions: their forms, their written-out names, each once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.bundle import Bundle, Part
from indexer.guidance import data, find, read
from indexer.views import view
from tests.growth import assert_linear, repeated

SLB, REL = "Staff Legal Bulletin No. ", "Exchange Act Release No. 34-"
FORMS = [
    ("Staff Legal Bulletin No. 14F (Oct. 18, 2011)", [SLB + "14F"]),
    ("SLB 14L and SLB14B", [SLB + "14L", SLB + "14B"]),
    ("SLBs 14B, 14D and 14F", [SLB + "14B", SLB + "14D", SLB + "14F"]),
    ("Staff Legal Bulletin No. 14 (July 13, 2001) and 14B (Sept. 15, 2004)", [SLB + "14", SLB + "14B"]),
    ("Staff Lega1 Bulletin No. l4A", [SLB + "14A"]),
    ("SLB 14, as Rule 14a-8 was then", [SLB + "14"]),
    ("Release No. 34-40018 (May 21, 1998)", [REL + "40018"]),
    ("Securities Exchange Act Release No. 20091", [REL + "20091"]),
    ("SEC Rel. No. 34-2OO91", [REL + "20091"]),
    ("Release Nos. 33-9136; 34-62764; IC-29384 (Aug. 25, 2010)", [REL + "62764"]),
    ("Release Nos. 34-12598 (July 7, 1976) and 34-12999 (Nov. 22, 1976)", [REL + "12598", REL + "12999"]),
    ("Securities Act Release No. 33-6253", ["Securities Act Release No. 33-6253"]),
    ("under the 1998 Release", [REL + "40018"]),
    ("Release 34-40018 (May 21, 1998), the 1998 Release", [REL + "40018"]),
    ("Lovell v. Tarn Co., 601 F. Supp. 1180 (D.D.C. 1984)", ["Lovell v. Tarn Co."]),
    ("In re Tarn Mills Corp. Shareholders Litigation, 2005 WL 1", ["In re Tarn Mills Corp. Shareholders Litigation"]),
    ("Tarn Harbor Co. vs. Lovell", ["Tarn Harbor Co. v. Lovell"]),
]
NONE = [
    "Press Release No. 2004-89",
    "its 1998 release",
    "Tarn Mills, Inc. v. Lovell, Civil Action No. 11-cv-02206; we enclose the complaint",
    "In re Tarn Mills the board met",
    "Part V. The rule",
    "Tarn Mills, Inc. (Mar. 9, 2005)",
    "the Division's statement of November 17, 2025",
    "Rule 14a-8(i)(7)",
]


@pytest.mark.parametrize(("text", "names"), FORMS)
def test_a_form_is_written_out(text: str, names: list[str]) -> None:
    assert [item.guidance.name for item in find(f"As said: {text}.")] == names


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_authority_is_left(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("name", data()["patterns"])
def test_a_pattern_finds_its_examples_only(name: str) -> None:
    row = data()["patterns"][name]
    pattern = re.compile(row["pattern"], re.I if row["fold"] else 0)
    assert row["examples"] and row["not"]
    assert [text for text in row["examples"] if not pattern.search(text)] == []
    assert [text for text in row["not"] if pattern.search(text)] == []


@pytest.mark.parametrize("name", ["bulletin_numbers", "release_numbers"])
def test_numbers_match_whole_examples_only(name: str) -> None:
    pattern = re.compile(data()[name]["pattern"])
    assert [text for text in data()[name]["examples"] if not pattern.fullmatch(text)] == []
    assert [text for text in data()[name]["not"] if pattern.fullmatch(text)] == []


def test_a_file_names_each_authority_once_with_its_place() -> None:
    content = (
        "See SLB 14F.\n\nStaff Legal Bulletin No. 14F and Lovell v. Tarn Co., 601 F. Supp. 1; Lovell v. Tarn Company again."
    )
    whole = (0, len(content))
    found = read(Bundle(content, (), (Part("exhibit", 0, view(content, [whole]), whole),)))
    assert [item.value.name for item in found] == [SLB + "14F", "Lovell v. Tarn Co."]
    assert [content[slice(*item.spans[0])] for item in found] == ["SLB 14F", "Lovell v. Tarn Co."]


@given(st.text(alphabet=st.sampled_from("SLB14 Release No.34-v()AbIn,\n;and"), max_size=150))
def test_any_text_gives_valid_places(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in find(text))


@pytest.mark.parametrize("piece", ["SLB 14, ", "A v. ", "Release No. 34-40018; ", "("])
def test_time_grows_with_the_text_only(piece: str) -> None:
    assert_linear(find, repeated(piece), 20_000)
