"""The floor under search: a change that ranks the project's own graded queries worse fails, and shows which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import open_catalog
from corpus.home import Home
from scripts.search_quality import OWN, Held, gain, score
from search.ranking import WEIGHTS

FLOOR = 0.98


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    home = Home(tmp_path_factory.mktemp("quality") / "home", starter=False)
    with open_catalog(home, write=True) as catalog:
        yield Held(OWN, home, catalog)


def test_search_stays_above_its_floor(held: Held) -> None:
    rank = held.ours(WEIGHTS)
    graded = [(q["query"], {row["letter"]: row["grade"] for row in q["relevant"]}) for q in held.queries]
    low = [f"{gain(rank(text), grades):.2f} {text}" for text, grades in graded if grades and gain(rank(text), grades) < 0.9]
    got = score(held.queries, rank)
    assert (got.ndcg >= FLOOR, got.first, got.silent) == (True, 1.0, 1.0), low


def test_plain_whoosh_is_well_below(held: Held, tmp_path: Path) -> None:
    plain = score(held.queries, held.plain_whoosh(tmp_path / "plain", "or", stemming=True))
    assert 0.5 < plain.ndcg < FLOOR - 0.05


def test_the_gain_of_a_ranking() -> None:
    grades = {"a": 3, "b": 1}
    assert gain(["a", "b"], grades) == 1.0 and gain(["b", "a"], grades) < 1.0 and gain([], grades) == 0.0
    assert score([{"query": "q", "relevant": []}], lambda text: []).silent == 1.0
