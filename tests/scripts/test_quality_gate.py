"""The quality gate: what counts as agreement, what a fall is, when the floor may be raised."""

from __future__ import annotations

import json
import sys

import pytest

from scripts import quality_gate as gate
from scripts.quality_gate import Tally, changes, compare, figures, name_key, pinned

GOLD = {
    "company": "Aldine Works, Inc.",
    "response_date": "2010-03-03",
    "incoming_date": "2010-01-04",
    "available_date": None,
    "kind": "initial",
    "outcome": "concurred",
    "conditional": False,
    "determinations": [{"basis": "14a-8(i)(7)", "result": "concurred"}],
    "bases_asserted": ["14a-8(i)(7)"],
    "bases_staff": ["14a-8(i)(7)"],
    "waiver_80_day": None,
    "proponents": ["Jerrold Tansley"],
    "counsel": None,
    "firm": None,
    "signatory": "Orla Pym",
    "citations": [{"company": "Larkin Tools Co.", "date": "2009-03-01", "cited_by": "company", "as_written": "Larkin"}],
    "guidance": [{"kind": "bulletin", "name": "Staff Legal Bulletin No. 14F"}],
    "timeliness": None,
}
TEXT = "Aldine Works March 3, 2010 of January 4, 2010 we will not recommend; Larkin Tools Co. (Mar. 1, 2009)"


def place(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


EVIDENCE = {
    "company": place("Aldine Works"),
    "response_date": place("March 3, 2010"),
    "incoming_date": place("January 4, 2010"),
    "outcome": place("we will not recommend"),
    "citations": [place("Larkin Tools Co. (Mar. 1, 2009)")],
}


def test_a_record_agrees_with_itself():
    tallies = compare({**GOLD, "evidence": EVIDENCE}, GOLD, TEXT)
    assert all(tally.figure == 1.0 for tally in tallies.values())
    assert tallies["evidence"] == Tally(5, 5, 5)
    assert "timeliness.deadline" not in tallies


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("company", "Aldine Mills, Inc.", "company"),
        ("outcome", "not_concurred", "outcome"),
        ("conditional", True, "conditional"),
        ("bases_asserted", ["14a-8(i)(7)", "14a-8(i)(3)"], "bases_asserted"),
        ("determinations", [], "determinations"),
        ("citations", [], "citations"),
        ("timeliness", {"deadline": None, "received": None, "days_late": 1, "delivery": None}, "timeliness.days_late"),
        ("guidance", [{"kind": "bulletin", "name": "Staff Legal Bulletin No. 14G"}], "guidance"),
    ],
)
def test_a_wrong_field_is_seen(key, value, field):
    tallies = compare({**GOLD, key: value, "evidence": EVIDENCE}, GOLD, TEXT)
    assert tallies[field].figure < 1.0
    assert tallies["whole record"].figure == 0.0


def test_evidence_must_show_the_fact_and_be_short():
    for spoiled in (
        {"outcome": place("Aldine Works")},
        {"company": [[0, len(TEXT) + 1]]},
        {"citations": []},
        {"response_date": []},
    ):
        tallies = compare({**GOLD, "evidence": EVIDENCE | spoiled}, GOLD, TEXT)
        assert tallies["evidence"].right == 4


def test_an_excerpt_decides_some_keys_only():
    tallies = compare(
        {**GOLD, "outcome": "no_view", "evidence": EVIDENCE}, GOLD | {"partial": True, "scored": ["company"]}, TEXT
    )
    assert set(tallies) == {"company", "evidence", "whole record"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Aldine Works, Inc.", "ALDINE WORKS INCORPORATED"),
        ("The Fernleigh Companies & Co.", "Fernleigh Companies"),
        ("A.B. Quarrier Co.", "A. B. Quarrier Company"),
    ],
)
def test_names_are_compared_without_forms(a, b):
    assert name_key(a) == name_key(b)


def test_a_name_of_forms_alone_is_kept():
    assert name_key("The Limited, Inc.") != ""


def test_changes_are_told_case_by_case():
    floor = pinned({"a": {"outcome": Tally(1, 1, 1)}, "b": {"outcome": Tally(0, 1, 1)}})
    now = {"a": {"outcome": Tally(0, 1, 1)}, "b": {"outcome": Tally(1, 1, 1)}}
    assert figures(now) == floor["figures"]
    assert list(changes(now, floor)) == [("a", "outcome", 1.0, 0.0), ("b", "outcome", 0.0, 1.0)]


@pytest.fixture
def small_gate(tmp_path, monkeypatch):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("", encoding="utf-8")
    (folder / "one.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    monkeypatch.setattr(gate, "SETS", {"letters": folder, "away": tmp_path / "away"})
    monkeypatch.setattr(gate, "FLOOR", tmp_path / "floor.json")
    monkeypatch.setattr(gate, "score", lambda folder: {"one": {"outcome": gate_tally[0]}})
    gate_tally = [Tally(1, 1, 1)]
    return gate_tally


def run(monkeypatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["quality_gate", *options])
    return gate.main()


def test_the_floor_only_rises(small_gate, monkeypatch, capsys):
    assert run(monkeypatch) == 0
    assert not gate.FLOOR.exists()
    assert run(monkeypatch, "--raise") == 0
    pinned_first = gate.FLOOR.read_text(encoding="utf-8")
    small_gate[0] = Tally(0, 1, 1)
    assert run(monkeypatch, "--raise") == 1
    assert gate.FLOOR.read_text(encoding="utf-8") == pinned_first
    printed = capsys.readouterr().out
    assert "LOST  one: outcome 1.0000 -> 0.0000" in printed
    assert "away: not here" in printed


def test_the_projects_letters_are_not_below_the_pinned_floor():
    floor = json.loads(gate.FLOOR.read_text(encoding="utf-8"))["letters"]
    scores = gate.score(gate.SETS["letters"])
    now = figures(scores)
    assert len(scores) >= floor["cases"]
    assert {field for field, figure in floor["figures"].items() if now[field] < figure} == set()
