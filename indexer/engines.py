"""Which engine answers: the home's index, or a scan of a catalog in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from corpus.catalog import Catalog
from corpus.errors import Unusable
from corpus.home import Home
from indexer.query import Engine

Answer = TypeVar("Answer")


def answered(
    home: Home, catalog: Catalog, ask: Callable[[Engine], Answer], note: Callable[[str], None] = lambda message: None
) -> Answer:
    """What `ask` makes of the letters' engine. An index that turns out to be damaged on the way is built anew and asked again.

    (Opening looks at the sizes of its files only: to read them all at each search would take longer than the search.)
    """
    engine = open_engine(home, catalog, note)
    try:
        return ask(engine)
    except Exception:
        from indexer import fulltext, index_parts

        if catalog.fleeting or not index_parts.damaged(home):
            raise
        note(f"the index is damaged; building it from the catalog ({catalog.count():,} letters)")
        fulltext.rebuild(home, catalog)
        return ask(open_engine(home, catalog, note))


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
