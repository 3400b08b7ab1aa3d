"""The starter catalog: facts about real letters from public sources, each with its sources; no letter's text."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.records import Letter

NOTICE = "facts from public sources, not checked against the SEC's copy"


def known_letters() -> Iterator[tuple[Letter, tuple[str, ...], str]]:
    """Each letter of the starter with its public sources and a one-line note."""
    return iter(())
