from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from indexer.graph import citation_graph
from scripts.generated_letters import fill, letters
from scripts.influence_check import NAMES, row, spearman, worth
from tests.indexer.citing import settle


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with open_catalog(Home(tmp_path_factory.mktemp("home"), starter=False), write=True) as catalog:
        assert fill(catalog, letters(200, 1500)) == 200
        settle(catalog)
        yield catalog


def test_generated_letters_are_the_same_again_and_cite_only_what_is_older() -> None:
    once = list(letters(80, 500))
    assert once == list(letters(80, 500))
    assert sum(len(letter.citations) for letter in once) > 300
    ages = [(letter.response_date or "") > (cited.date or "") for letter in once for cited in letter.citations]
    assert sum(ages) / len(ages) > 0.97  # a slip in a date may lead a few days ahead


def test_what_was_cited_by_then_is_compared_with_what_is_cited_after(generated: Catalog) -> None:
    found = row(citation_graph(generated), 2010)
    assert found is not None and set(found) == {*NAMES, "chance"}
    correlation, share = found["influence"]
    assert -1 <= correlation <= 1
    assert share > found["chance"][1]  # generated letters prefer the cited: only that is shown here


def test_too_few_letters_give_no_row(generated: Catalog) -> None:
    assert row(citation_graph(generated), 1990) is None
    assert row(citation_graph(generated), 2100) is None


def test_generated_letters_decide_nothing(generated: Catalog) -> None:
    assert worth(generated).startswith("This decides nothing: 200 of 200")


def test_rank_correlation_of_known_orders() -> None:
    up = {"a": 1.0, "b": 2.0, "c": 3.0}
    assert spearman(up, {"a": 10, "b": 20, "c": 30}) == pytest.approx(1)
    assert spearman(up, {"a": 30, "b": 20, "c": 10}) == pytest.approx(-1)
    assert spearman(up, {"a": 5, "b": 5, "c": 5}) == 0
