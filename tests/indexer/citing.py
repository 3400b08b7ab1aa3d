"""Invented letters that cite each other, for the tests of edges and graph."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from corpus.records import Citation, Determination, Evidence, Letter, RawDocument, Text
from indexer import edges


def cited(company: str, date: str | None, basis: str | None = "14a-8(e)(2)", side: str = "company", **more: object) -> Citation:
    """A citation; `year` is that of the date."""
    year = int(date[:4]) if date else None
    found = Citation(company, date, side, f"{company} ({date})", year, None, basis)
    return replace(found, **more)  # type: ignore[arg-type]


def letter(
    company: str,
    date: str | None,
    *citations: Citation,
    rule: str = "14a-8(e)(2)",
    outcome: str = "concurred",
    **more: object,
) -> Letter:
    """A letter answered on `date` on one ground."""
    decided = outcome in ("concurred", "not_concurred", "no_view")
    found = Letter(
        company,
        response_date=date,
        outcome=outcome,
        determinations=(Determination(rule, outcome if decided else "not_addressed"),),
        bases_asserted=(rule,),
        bases_staff=(rule,) if decided else (),
        citations=citations,
    )
    return replace(found, **more)  # type: ignore[arg-type]


RELIED = "arden-mills-inc-2005-03-09"
OLDEST = "brannock-gas-company-1996-02-14"
SHELF = (
    letter("Brannock Gas Company", "1996-02-14"),
    letter("Arden Mills, Inc.", "2005-03-09", cited("Brannock Gas Co.", "1996-02-14")),
    letter("Corlan Foods Corporation", "2007-01-22", cited("Arden Mills, Inc.", "2005-03-09"),
           cited("Peldon Rail", "2001-02-05")),
    letter("Dunmore Paper Ltd.", "2009-02-17", cited("Arden Mills Inc", "2005-03-09"), outcome="not_concurred"),
    letter("Elswick Marine, Inc.", "2011-01-31", cited("Arden Mills, Inc.", "2005-03-19"),
           cited("Corlan Foods Corp.", "2007-01-22")),
    letter("Fenwold Steel Company", "2013-03-04", cited("The Arden Mills Company", "2005-03-19"),
           cited("Quorn Hotels", "2004-12-19", side="proponent"), outcome="withdrawn"),
    letter("Garnet Optical Corporation", "2012-02-21", rule="14a-8(i)(7)"),
)  # fmt: skip
"""Seven letters. Arden Mills is cited by four, by two of them with a date that slipped; two cited letters are not held."""


@contextlib.contextmanager
def holding(folder: Path, letters: Iterable[Letter]) -> Iterator[Catalog]:
    """A catalog in `folder` that holds these letters, its edges refreshed."""
    with open_catalog(Home(folder, starter=False), write=True) as catalog:
        for one in letters:
            put(catalog, one)
        settle(catalog)
        yield catalog


def put(catalog: Catalog, one: Letter) -> str:
    """Add a letter, its text a line for each fact, the outcome's place given; return its id."""
    said = f"{one.company}, {one.response_date or one.incoming_date}: the staff said {one.outcome}."
    where = said.index("the staff")
    content = said + "\n" + "\n".join(c.as_written for c in one.citations) + "\n" + " ".join(one.proponents)
    read = replace(one, evidence=Evidence({"outcome": ((where, len(said)),)}, {}, {}))
    digest = hashlib.sha256((content + repr(one)).encode()).hexdigest()
    raw = RawDocument(digest, content.encode(), "text/plain", f"file:///{digest}.txt", "2026-01-01T00:00:00+00:00")
    return catalog.add(raw, Text(content), read).id


def settle(catalog: Catalog) -> None:
    """Let the edges take notice of what changed."""
    changed, removed = catalog.unsettled()
    edges.refresh(catalog, changed, removed)
    catalog.mark_settled((*changed, *removed))
