"""Short letters in many manners: charts and e-mails of the staff, other wordings, names, grounds and lateness (manners/)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Text
from corpus.serial import record
from indexer.reading import read
from tests.indexer.staff_letters import request

FOLDER = Path(__file__).parent / "manners"


def manners(name: str) -> Iterator[Any]:
    """The cases of one file: what is expected, and the text."""
    for block in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        title, expected, text = block.split("\n", 2)
        yield pytest.param(json.loads(expected), text, id=f"{name}: {title}")


def _read(text: str, keys: Any) -> dict[str, Any]:
    got = record(read(Text(text)))
    return {key: got[key] for key in keys}


@pytest.mark.parametrize(("expected", "text"), [*manners("chart"), *manners("season"), *manners("names"), *manners("more")])
def test_whole_files(expected: dict[str, Any], text: str) -> None:
    got = _read(text, expected)
    for key in ("bases_staff", "bases_asserted"):
        if key in expected:
            assert sorted(got.pop(key)) == sorted(expected.pop(key))
    assert _folded(got) == _folded(expected)


def _folded(record_keys: dict[str, Any]) -> str:
    """Case does not matter in names."""
    return json.dumps(record_keys, sort_keys=True).casefold()


@pytest.mark.parametrize(("expected", "text"), [*manners("grounds")])
def test_grounds_that_a_letter_argues(expected: dict[str, Any], text: str) -> None:
    got = _read(request(expected.get("year", 2020), text), ["bases_asserted"])
    assert got["bases_asserted"] == expected["bases_asserted"]


@pytest.mark.parametrize(("expected", "text"), [*manners("late")])
def test_lateness_as_a_letter_tells_it(expected: dict[str, Any], text: str) -> None:
    rule = expected.pop("rule", "14a-8(e)(2)")
    body = f"The Company intends to omit the proposal under Rule {rule}.\n\n{text}"
    late = _read(request(expected.pop("year"), body).replace("January 4", "January 20"), ["timeliness"])["timeliness"]
    assert late == expected
