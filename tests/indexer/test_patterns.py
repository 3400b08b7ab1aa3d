"""Every pattern of the parser's own data files finds its examples and nothing of what it must not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from indexer.patterns import patterns, table

TOML = ("parties.toml", "milestones.toml", "proposal.toml", "charts.toml")


def _rows(name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    data = json.loads(files("indexer").joinpath("data", name).read_text(encoding="utf-8"))
    for key, rows in data.items():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            yield from ((name, key, row) for row in rows)


LAYOUT = list(_rows("layout.json"))
SIDES = list(_rows("sides.json"))


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in TOML for key in patterns(name)])
def test_a_pattern_finds_its_examples_only(name: str, key: str) -> None:
    row = table(name)[key]
    assert row["examples"]
    assert [text for text in row["examples"] if not patterns(name)[key].search(text)] == []
    assert [text for text in row.get("not", ()) if patterns(name)[key].search(text)] == []


def _matches(key: str, row: dict[str, Any], text: str) -> bool:
    pattern = re.compile(row["pattern"], re.I if key == "heading" else 0)
    if key == "run_on":
        return bool(pattern.search(text))
    return bool(pattern.fullmatch(text) if key == "heading" else pattern.match(text))


@pytest.mark.parametrize(("name", "key", "row"), LAYOUT)
def test_a_form_of_line_matches_its_examples(name: str, key: str, row: dict[str, Any]) -> None:
    assert row["examples"]
    assert [text for text in row["examples"] if not _matches(key, row, text)] == []


@pytest.mark.parametrize(("name", "key", "row"), [entry for entry in LAYOUT if entry[2].get("not")])
def test_no_form_of_a_list_matches_what_one_of_it_excludes(name: str, key: str, row: dict[str, Any]) -> None:
    same = [other for _, other_key, other in LAYOUT if other_key == key]
    assert [text for text in row["not"] if any(_matches(key, other, text) for other in same)] == []


@pytest.mark.parametrize(("name", "key", "row"), SIDES)
def test_a_turn_of_argument_is_found_by_its_words_and_its_pattern(name: str, key: str, row: dict[str, Any]) -> None:
    for example in row["examples"]:
        text = example.casefold() if "words" in row else example
        assert re.search(row["pattern"], text, 0 if "words" in row else re.I)
        assert any(word in text for word in row.get("words", (text,)))
    for example in row.get("not", ()):
        assert not re.search(row["pattern"], example)
