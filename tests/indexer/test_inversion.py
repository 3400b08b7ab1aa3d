"""Posting lists in bounded memory."""

from __future__ import annotations

import marshal
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import inversion
from indexer.inversion import LAST_PLACE, Inversion, packed, places_of, unpacked

LETTERS = [{"dock": 0.5, "fax": 0.25}, {"fax": 1.0}, {"äther": 0.5, "fax": 0.5}, {"dock": 1.0}]


def lists(folder: Path) -> list[tuple[str, bytes, list[object]]]:
    made = Inversion(folder)
    for number, weights in enumerate(LETTERS):
        made.add(number, "response", weights)
        made.add(number, "fact", {"kind=initial": 1.0})
        made.add_places(number, "places", dict.fromkeys(weights, number))
    found = [(field, term, list(postings)) for field, term, postings in made.lists()]
    made.close()
    return found


def test_lists_come_by_field_and_term_with_postings_in_order(tmp_path: Path) -> None:
    found = lists(tmp_path)
    assert [(f, t) for f, t, _ in found] == sorted((f, t) for f, t, _ in found)
    assert ("response", b"fax", [(0, 0.25), (1, 1.0), (2, 0.5)]) in found
    assert ("fact", b"kind=initial", [(n, 1.0) for n in range(4)]) in found


def test_runs_on_disk_change_nothing_and_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = lists(tmp_path)
    monkeypatch.setattr(inversion, "MOST_IN_MEMORY", 2)
    assert lists(tmp_path) == in_memory
    assert list(tmp_path.iterdir()) == []


def test_places_leave_a_gap_between_texts_and_end_at_the_last() -> None:
    assert places_of([("a", "b", "a"), ("b",)]) == {"a": [0, 2], "b": [1, 4]}
    long = places_of([("x",) * LAST_PLACE, ("y",), ("z", "z")])
    assert len(long["x"]) == LAST_PLACE and "z" not in long


@given(st.lists(st.integers(0, LAST_PLACE), min_size=1, max_size=6, unique=True).map(sorted))
def test_places_come_back_as_they_were_packed(places: list[int]) -> None:
    kept = pickle.loads(pickle.dumps((packed(places),), 2))[0]  # noqa: S301 - as Whoosh writes them
    run = marshal.loads(marshal.dumps(packed(places)))  # noqa: S302 - as the sorted runs are
    assert list(unpacked(kept)) == places == list(unpacked(run))


def test_places_that_are_no_characters_by_themselves_are_kept_too() -> None:
    assert unpacked(packed([0xD800, 0xDC00, 0xFFFF])) == (0xD800, 0xDC00, 0xFFFF)
    assert len(pickle.dumps(packed([3, 70, 900]), 2)) < 20 < len(pickle.dumps(bytes((3, 70, 200)), 2))
