"""The full-text index of a home."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.catalog import Catalog
from corpus.home import Home


def update(home: Home, catalog: Catalog, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Bring the index in step with these changed and removed letters."""
