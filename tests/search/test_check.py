"""The citations of a draft against the letters held: verdicts, letters, notes and claims of whole drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalog import open_catalog
from corpus.records import Text
from search.check import Checked, check, citations_of, grounds_of
from search.drafts import draft_of, read_draft
from tests.search.desk_home import DRAFTS, gold, letters_home

TODAY = "2026-11-22"


def checked(text: str) -> Checked:
    home, _ = letters_home()
    with open_catalog(home) as catalog:
        return check(draft_of("draft.txt", Text(text)), catalog, home, TODAY)


@pytest.mark.parametrize(
    "path", sorted(p for p in DRAFTS.glob("?-*") if p.suffix in (".txt", ".md")), ids=lambda path: path.stem
)
def test_a_whole_draft_is_checked(path: Path) -> None:
    home, stems = letters_home()
    draft, _ = read_draft(path)
    with open_catalog(home) as catalog:
        found = check(draft, catalog, home, TODAY)
    told = [
        {
            "as_written": " ".join(entry.cited.citation.as_written.split()),
            "verdict": entry.finding.verdict,
            "letter": stems.get(entry.letter or ""),
            "notes": sorted(note.kind for note in entry.finding.notes),
            "claims": [[claim.kind, claim.value, claim.agrees] for claim in entry.finding.claims],
        }
        for entry in found.entries
    ]
    assert told == gold(path.stem)
    assert all(draft.text.content[slice(*entry.cited.span)].strip() for entry in found.entries)


@pytest.mark.parametrize(
    ("cited", "verdict", "notes"),
    [
        ("Drummel Instrument Corporation (January 13, 2009)", "verified", set()),
        ("Drummel Instrument Corp. (Jan. 13, 2009)", "verified", set()),
        ("Drummel Instrument Corporation (2009)", "verified", set()),
        ("Drummell Instrument Corporation (January 13, 2009)", "differs", {"name_differs"}),
        ("Drummel Instrument Corporation (January 31, 2009)", "differs", {"date_differs", "weekend_date"}),
        ("Drummel Instrument Corporation (December 12, 2008)", "differs", {"date_differs"}),  # the request's date
        ("Drummel Instrument Corporation (May 4, 2017)", "not_held", set()),
        ("Pargeter & Wick Candle Company (February 3, 2005)", "differs", {"name_differs", "conditional"}),
        ("Ravensholme Canning Corporation (avail. March 11, 1982)", "verified", set()),  # the date of availability
        ("Skerry Isle Aquaculture Corp. (Feb. 17, 2026)", "verified", {"no_merits"}),
        ("Calder Moss Trucking Company (2024)", "ambiguous", set()),
        ("Tamblyn Rope Works, Inc. (Feb. 2, 2041)", "not_held", {"weekend_date", "future_date"}),
    ],
)
def test_one_citation(cited: str, verdict: str, notes: set[str]) -> None:
    (entry,) = checked(f"On this point see {cited}.").entries
    assert entry.finding.verdict == verdict
    assert {note.kind for note in entry.finding.notes} == notes


def test_a_letter_that_is_not_held_has_its_nearest_as_candidates() -> None:
    (entry,) = checked("See Drummel Instrument Corporation (May 4, 2017).").entries
    assert entry.letter is None and entry.candidates == ("drummel-instrument-corporation-2009-01-13",)


def test_a_later_full_citation_is_a_duplicate_and_a_short_form_no_entry() -> None:
    text = (
        "See Drummel Instrument Corporation (January 13, 2009). In Drummel the parcel went to Ohio. Id. "
        "See also Drummel Instrument Corp. (Jan. 13, 2009)."
    )
    kinds = [{note.kind for note in entry.finding.notes} for entry in checked(text).entries]
    assert kinds == [set(), {"duplicate"}]


def test_a_mismatch_is_told_without_blame() -> None:
    text = "The staff concurred under Rule 14a-8(e)(2) in Ottermere Telecom Group, Inc. (March 2, 2000)."
    (entry,) = checked(text).entries
    (note,) = entry.finding.notes
    assert note.message == "the draft says that the staff concurred; by the record the staff did not concur"
    assert entry.staff_words is not None and "unable to concur" in entry.staff_words


def test_a_draft_without_citations_has_no_entries() -> None:
    found = checked("Staff Legal Bulletin No. 14 (July 13, 2001) and Release No. 34-40018 (May 21, 1998) say nothing of it.")
    assert found.entries == () and not found.differs


def test_the_grounds_of_a_draft_the_most_cited_first() -> None:
    draft = draft_of(
        "d",
        Text(
            "The staff concurred under Rule 14a-8(i)(7) in Vantry Mills, Inc. (May 4, 2001). "
            "It concurred under Rule 14a-8(e)(2) in Orrin Rail Co. (May 5, 2003) and Pellworth Corp. (June 3, 2004), "
            "and under Rule 14a-8(a)(3)(i) in Tarrow, Inc. (Jan. 4, 1990)."
        ),
    )
    assert len(citations_of(draft)) == 4
    assert grounds_of(Checked(draft, tuple(checked(draft.text.content).entries), TODAY)) == ["14a-8(e)(2)", "14a-8(i)(7)"]


def test_the_json_has_the_fixed_keys() -> None:
    told = checked("See Drummel Instrument Corporation (January 13, 2009).").as_json("draft.txt")
    assert set(told) == {"document", "citations", "summary"}
    fixed = "as_written span date where verdict letter candidates claims notes staff_words"
    assert set(told["citations"][0]) == set(fixed.split())
    assert told["summary"]["verified"] == 1
