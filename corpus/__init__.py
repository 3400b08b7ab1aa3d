"""Acquires and keeps no-action letters: sources, fetcher, readers, catalog, starter catalog and every record type."""

__version__ = "0.1.0"
