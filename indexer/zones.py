"""Cuts a file into labelled zones by its headings and forms."""

from __future__ import annotations

from corpus.records import Zone


def cut(content: str) -> tuple[Zone, ...]:
    """The zones of a file, in order, covering it whole."""
    return (Zone("other", (0, len(content))),) if content else ()
