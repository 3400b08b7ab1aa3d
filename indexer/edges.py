"""Keeps the citation graph's edges in step with the catalog."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.catalog import Catalog


def refresh(catalog: Catalog, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Resolve again what these letters cite and what may point at them."""
