"""The last line of every text answer: what it rests on."""

from __future__ import annotations

import textwrap

from corpus.catalog import Catalog
from search.terminal import columns

VIEWS = "informal staff views, not law"


def footer(catalog: Catalog) -> str:
    """Letters and years held, how many of them by facts only, the last fetch, and what such letters are worth.

    One line, so that a program finds it as the last one; broken only where a width is known.
    """
    held = catalog.extent()
    years = f" of {held.first}" if held.first else ""
    years += f"-{held.last}" if held.last != held.first else ""
    letters = f"{held.letters} letter{'' if held.letters == 1 else 's'}{years}"
    if held.letters > held.texts:
        letters += f", {held.letters - held.texts} by facts only" if held.texts else ", all by facts only"
    fetched = catalog.meta("last_fetch")
    told = f"Rests on {letters}; last fetch: {fetched or 'never'}; {VIEWS}."
    return textwrap.fill(told, columns() or len(told), break_on_hyphens=False)
