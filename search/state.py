"""What a home holds and lacks (`stats`), and whether it is sound (`doctor`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import resources
from typing import Any

from corpus.catalog import Catalog, inspection, open_catalog
from corpus.catalog.inspection import Finding
from corpus.errors import Damaged
from corpus.home import Home
from corpus.records import OUTCOMES, LetterKey
from corpus.starter import NOTICE
from search.terminal import Terminal

SOURCES = ("letter", "chart", "facts")
_SHORT = {
    "concurred": "concurred",
    "concurred_in_part": "in part",
    "not_concurred": "refused",
    "no_view": "no view",
    "no_objection": "no objection",
    "withdrawn": "withdrawn",
    "incoming_only": "unanswered",
    "unknown": "unknown",
}
_MEANING = {"letter": " with text", "chart": " by a row of the SEC's chart", "facts": f" by facts: {NOTICE}"}


def stats(home: Home, catalog: Catalog) -> dict[str, Any]:
    """What is held per year and outcome, from which source, and what is known and not held.

    `years` counts by the response's year (the request's where unanswered); year None holds undated letters. `missing` is how
    many letters of the year are known by facts or a chart row and have no text here.
    """
    keys = catalog.keys()
    by_year: dict[int | None, list[LetterKey]] = {}
    for key in keys:
        date = key.response_date or key.incoming_date
        by_year.setdefault(int(date[:4]) if date else None, []).append(key)
    ordered = sorted(by_year, key=lambda year: (year is None, year or 0))
    return {
        "home": str(home.path),
        "made": not catalog.fleeting,
        "starter": catalog.meta("starter") == "1",
        "notice": NOTICE if any(key.source == "facts" for key in keys) else None,
        **_counts(keys),
        "documents": len(catalog.documents()),
        "years": [{"year": year, **_counts(by_year[year])} for year in ordered],
        "last_fetch": catalog.meta("last_fetch"),
        "catalog": catalog.digest(),
    }


def _counts(keys: Iterable[LetterKey]) -> dict[str, Any]:
    listed = list(keys)
    outcomes = Counter(key.outcome or "unknown" for key in listed)
    sources = Counter(key.source for key in listed)
    return {
        "letters": len(listed),
        "outcomes": {outcome: outcomes[outcome] for outcome in (*OUTCOMES, "unknown") if outcomes[outcome]},
        "sources": {source: sources[source] for source in SOURCES if sources[source]},
        "missing": len(listed) - sources["letter"],
    }


def doctor(home: Home) -> dict[str, Any]:
    """Whether the home is sound: `{"sound", "findings": [{"check", "sound", "detail"}], "overridden": [table]}`."""
    findings = _findings(home)
    return {
        "home": str(home.path),
        "sound": all(finding.sound for finding in findings),
        "findings": [{"check": f.check, "sound": f.sound, "detail": f.detail} for f in findings],
        "overridden": overridden(home),
    }


def _findings(home: Home) -> list[Finding]:
    try:
        with open_catalog(home) as catalog:
            if catalog.fleeting:
                return [Finding("home", True, "nothing is kept yet")]
            return [*inspection.inspect(catalog), _backlog(catalog), _parser(catalog)]
    except Damaged as error:
        return [Finding("database", False, str(error))]


def _backlog(catalog: Catalog) -> Finding:
    """A killed command leaves letters that edges and index have not seen; that is no damage, and the next `add` mends it."""
    changed, removed = catalog.unsettled()
    waiting = len(changed) + len(removed)
    told = f"{waiting} letters wait for edges and index; the next add or remove goes on with them" if waiting else "all done"
    return Finding("unfinished", True, told)


def _parser(catalog: Catalog) -> Finding:
    from indexer.reading import PARSER_VERSION

    old = len(catalog.outdated(str(PARSER_VERSION)))
    told = f"{old} documents were read by another version; the next writing command reads them again" if old else "all current"
    return Finding("parser", True, f"version {PARSER_VERSION}: {told}")


def stats_lines(found: dict[str, Any], on: Terminal) -> list[str]:
    """`stats` as text: a table of years and outcomes, then what is held of each source and what is missing."""
    shown = [outcome for outcome in (*OUTCOMES, "unknown") if outcome in found["outcomes"]]
    table = [["year", *(_SHORT[outcome] for outcome in shown), "letters", "no text"]]
    for year in [*found["years"], {"year": "all", **found}]:
        counts = [str(year["outcomes"].get(outcome, "")) for outcome in shown]
        table.append([str(year["year"] or "undated"), *counts, str(year["letters"]), str(year["missing"] or "")])
    widths = [max(len(row[n]) for row in table) for n in range(len(table[0]))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
    starter = "included" if found["starter"] else "left out"
    lines = [on.paint("strong", lines[0]), *lines[1:-1], on.paint("strong", lines[-1]), ""]
    lines += [f"home       {found['home']}" + ("" if found["made"] else " (not made yet)"), f"starter    {starter}"]
    lines += [f"{source:<10} {count} letters{_MEANING[source]}" for source, count in found["sources"].items()]
    return [*lines, f"documents  {found['documents']}"]


def doctor_lines(found: dict[str, Any], on: Terminal) -> list[str]:
    """`doctor` as text, a line for each check."""
    marks = {True: on.paint("good", "sound  "), False: on.paint("bad", "DAMAGED")}
    lines = [f"{marks[finding['sound']]}  {finding['check']:<11} {finding['detail']}" for finding in found["findings"]]
    lines += [f"own table    {name} in {found['home']} replaces the shipped one" for name in found["overridden"]]
    return [
        *lines,
        "The home is sound." if found["sound"] else "The home is damaged: restore a copy, or add the files to another.",
    ]


def overridden(home: Home) -> list[str]:
    """The names of shipped tables that the user's own in HOME/data replace."""
    if not home.tables_dir.is_dir():
        return []
    return sorted(path.name for path in home.tables_dir.iterdir() if path.is_file() and _ships(path.name))


def _ships(name: str) -> bool:
    return any((resources.files(package) / "data" / name).is_file() for package in ("corpus", "indexer", "search"))
