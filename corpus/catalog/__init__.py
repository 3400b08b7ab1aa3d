"""The catalog in the home: documents, letters, citations and measures. The one place that knows SQLite."""

from corpus.catalog.opening import open_catalog
from corpus.catalog.store import Addition, Catalog

__all__ = ["Addition", "Catalog", "open_catalog"]
