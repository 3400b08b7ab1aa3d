"""Work over processes: order, and an item that kills its process."""

import os
import time

import pytest

from indexer.workers import Workers


def doubled(n: int) -> int:
    time.sleep(0.02 * (5 - n % 5))
    return 2 * n


def deadly(n: int) -> int:
    if n == 3:
        os._exit(9)
    return n


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_items(processes: int) -> None:
    with Workers(doubled, doubled, processes) as workers:
        got: list[tuple[int, int]] = []
        for n in range(12):
            workers.put(n)
            got += workers.results(4)
            assert len(workers) <= 4
        got += workers.results(0)
    assert got == [(n, 2 * n) for n in range(12)]


def test_an_item_that_kills_its_process_costs_itself_only() -> None:
    with Workers(deadly, lambda n: -n, 2) as workers:
        for n in range(6):
            workers.put(n)
        assert [result for _, result in workers.results(0)] == [0, 1, 2, -3, 4, 5]
        workers.put(7)
        assert list(workers.results(0)) == [(7, 7)]
