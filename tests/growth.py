"""How the time of some work grows with its text: measured so that no busy machine and no cold cache changes it.

What counts is processor time, least of a few runs. Each run gets a text of another length, since the program remembers what it
has read, and a second run over the same words would tell nothing.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from time import process_time
from typing import TypeVar

Made = TypeVar("Made")
TIMES = 4
"""How much longer the long text is. Where time grows with the square, it takes 16 times as long."""
BOUND = TIMES**1.6
"""The largest factor that is borne (9.2): nearer to the square than to the first power, with noise, it is too much."""
SHORTEST = 0.004
"""Seconds below which the clock tells nothing: the work on the short text counts as that much."""
RUNS = 4


def repeated(piece: str) -> Callable[[int], str]:
    """What makes a text of any length out of a piece."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def seconds(work: Callable[[Made], object], given: Made) -> float:
    """The processor time of one run, without the collector's."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = process_time()
        work(given)
        return process_time() - began
    finally:
        if was_on:
            gc.enable()


def assert_linear(work: Callable[[Made], object], made: Callable[[int], Made], size: int) -> None:
    """Holds that the work on `made(4 * size)` takes no more than its share of that on `made(size)`.

    `size` should be such that the short text takes some ten milliseconds.
    """
    work(made(size // 2))  # tables are read and patterns compiled on first use
    short = long = math.inf
    for run in range(RUNS):
        short = min(short, seconds(work, made(size + run)))
        long = min(long, seconds(work, made(TIMES * size + run)))
        if long <= BOUND * max(short, SHORTEST):
            return
    raise AssertionError(f"{TIMES} times the text takes {long / short:.1f} times as long: {short:.4f} s, then {long:.4f} s")


def assert_within(bound: float, work: Callable[[Made], object], made: Callable[[int], Made], size: int) -> None:
    """Holds that the work on a text of that size takes at most `bound` seconds of processor time, in the best of a few runs."""
    best = math.inf
    for run in range(RUNS):
        best = min(best, seconds(work, made(size + run)))
        if best <= bound:
            return
    raise AssertionError(f"takes {best:.2f} s, and {bound:g} s are borne")
