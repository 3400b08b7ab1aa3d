"""A fact and where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.records import Spans

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with the one to three source spans that show it."""

    value: T
    spans: Spans
