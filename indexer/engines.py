"""Which engine answers: the home's index, or a scan of a catalog in memory."""

from __future__ import annotations

from collections.abc import Callable

from corpus.catalog import Catalog
from corpus.errors import Unusable
from corpus.home import Home
from indexer.query import Engine


def open_engine(home: Home, catalog: Catalog, note: Callable[[str], None] = lambda message: None) -> Engine:
    """An engine over the catalog's letters.

    A catalog in memory is scanned. An index that is missing or stale is brought up to date first, and `note` is told; where
    the home cannot be written (a full disk, another writer), the catalog is scanned instead.
    """
    from indexer.scan import ScanEngine, entries

    if catalog.fleeting:
        from indexer.starter_entries import ready_entries

        return ScanEngine(ready_entries(catalog) or entries(catalog))
    from indexer import fulltext

    changed, removed = catalog.unsettled()
    try:
        if changed or removed:
            from indexer import ingest

            note(f"taking notice of {len(changed) + len(removed)} letters that an interrupted command left")
            ingest.settle(home, catalog)
        if fulltext.stale(home, catalog):
            note(f"the index is missing, stale or damaged; building it from the catalog ({catalog.count():,} letters)")
            fulltext.rebuild(home, catalog)
        return fulltext.open_index(home)
    except (OSError, Unusable) as error:
        reason = error.what if isinstance(error, Unusable) else error.strerror
        note(f"the index cannot be written ({reason}); reading every letter instead")
        return ScanEngine(entries(catalog))
