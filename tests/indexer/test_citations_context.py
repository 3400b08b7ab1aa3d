"""What stands around a citation: whether it cites, its signal and its ground."""

from __future__ import annotations

import pytest

from indexer.citations_context import Grounds, admitted, signal_before, signals
from indexer.citations_forms import mentions

DATE = "(Mar. 9, 2005)"


@pytest.mark.parametrize(
    ("before", "signal"),
    [
        ("See, e.g., ", "See, e.g.,"),
        ("*See, e.g., ", "See, e.g.,"),
        ("see, for example, ", "See, e.g.,"),
        ("See also ", "See also"),
        ("and see also, e.g., ", "See also, e.g.,"),
        ("But see ", "But see"),
        ("But cf. ", "But cf."),
        ("Cf. ", "Cf."),
        ("and compare ", "Compare"),
        ("Accord ", "Accord"),
        ("See generally ", "See generally"),
        ("See, e.g., the staff's letter to ", "See, e.g.,"),
        ("See letter to ", "See"),
        ("In ", None),
        ("The staff would foresee ", None),
        ("the point. ", None),
        ("", None),
    ],
)
def test_a_signal_is_read_before_the_name(before: str, signal: str | None) -> None:
    assert signal_before(before, len(before)) == signal


def test_a_string_has_the_signal_of_its_first() -> None:
    text = (
        f"See, e.g., Orrin Inc. {DATE} (one day late); Tarn Corp. {DATE} (two (2) days), and Moll Co. {DATE}. "
        f"In Beck Co. {DATE} it was so. But see Lorne plc {DATE}; Fenn Ltd. {DATE}."
    )
    found = admitted(text, mentions(text))
    assert signals(text, found) == ["See, e.g.,"] * 3 + [None] + ["But see"] * 2


def test_a_bare_name_needs_something_that_leads_to_it() -> None:
    def names(text: str) -> list[str]:
        return [mention.name.name for mention in admitted(text, mentions(text))]

    assert names(f"as in Verrin {DATE}") == ["Verrin"]
    assert names(f"The staff concurred when Verrin {DATE} asked.") == ["Verrin"]
    assert names(f"must be on time. Verrin {DATE} (two days late).") == ["Verrin"]
    assert names(f"The board met Verrin {DATE} at noon.") == []
    assert names(f"read Verrin (2005) beside Verrin Tile Corp. {DATE}") == ["Verrin", "Verrin Tile Corp."]
    assert names("Verrin (2005) found that boards err.") == []
    assert names("There is a Kentucky case, Verrin Falls (1996), in which the staff refused.") == ["Verrin Falls"]


def test_an_event_of_a_company_is_no_letter() -> None:
    text = f"The collapse of Orrin Corp. {DATE} and the bankruptcy that came of it"
    assert len(mentions(text)) == 1
    assert admitted(text, mentions(text)) == []


def ground(text: str) -> str | None:
    (found,) = mentions(text)
    return Grounds(text).at(found.start, found.end)


def test_a_ground_is_read_from_the_sentence_first() -> None:
    assert (
        ground(f"Rule 14a-8(i)(3) is next. Under Rule 14a-8(i)(7) see Orrin Inc. {DATE}. Rule 14a-8(b) too.") == "14a-8(i)(7)"
    )
    assert ground(f"Rule 14a-8(i)(3) is next. In Orrin Inc. {DATE} relief came under Rule 14a-8(e)(2).") == "14a-8(e)(2)"
    assert ground(f"Rule 14a-8(b) and Rule 14a-8(f)(1) were met in Orrin Inc. {DATE}.") == "14a-8(b)"


def test_a_ground_is_read_from_paragraph_heading_or_the_whole() -> None:
    section = "II. The Proposal May Be Excluded under Rule 14a-8(i)(10).\nIt has been done.\nSee Orrin Inc. "
    assert ground(f"I. Rule 14a-8(i)(7)\nIt is ordinary.\n{section}{DATE}.") == "14a-8(i)(10)"
    assert ground(f"Rule 14a-8(i)(7) applies. It is ordinary. See Orrin Inc. {DATE}.\nRule 14a-8(b)") == "14a-8(i)(7)"
    assert ground(f"See Orrin Inc. {DATE}.\nSo Rule 14a-8(d) is met, and met again.") == "14a-8(d)"
    assert (
        ground(f"Ordinary business. The wells are dry: see Orrin Inc. {DATE}.\nOn Rule 14a-8(d) we say no more.")
        == "14a-8(i)(7)"
    )


def test_a_ground_that_is_left_open_is_none() -> None:
    assert (
        ground(f"See Orrin Inc. {DATE}.\nRule 14a-8(d) is one thing and Rule 14a-8(i)(7) is quite another thing here.") is None
    )
    assert ground(f"See Orrin Inc. {DATE}.") is None
    assert ground(f"Rule 14a-8(j) wants notice. See Orrin Inc. {DATE}.") is None


def test_a_heading_by_name_takes_the_number_that_the_letter_uses() -> None:
    text = f"Under Rules 14a-8(c)(10) and 14a-8(c)(3).\nI. The Proposal is moot.\nIt was done; see Orrin Inc. {DATE}.\n"
    assert ground(text) == "14a-8(c)(10)"
