"""What the citation graph tells of one letter: how often it is cited, its line of precedents, and what was copied wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from indexer import edges
from search.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Lineage:
    """How many held letters cite the letter."""

    cited_by: int

    def json(self) -> dict[str, Any]:
        """The further keys of `show --json`."""
        return {}

    def lines(self, on: Terminal) -> list[str]:
        """The further lines of `show`."""
        return []


def of(catalog: Catalog, letter_id: str) -> Lineage:
    """The lineage of a held letter."""
    edges.ready(catalog)
    return Lineage(store.counts(catalog, [letter_id])[letter_id])
