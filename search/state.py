"""What a home holds and lacks (`stats`), and whether it is sound (`doctor`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import resources
from typing import Any

from corpus.catalog import Catalog, fetches, inspection, open_catalog
from corpus.catalog.inspection import Finding
from corpus.errors import Damaged
from corpus.home import Home
from corpus.records import OUTCOMES, LetterKey
from corpus.starter import NOTICE
from indexer import edges
from search.terminal import Terminal

SOURCES = ("letter", "chart", "facts")
_BRIEF = {
    "concurred": "concur",
    "concurred_in_part": "part",
    "not_concurred": "refused",
    "no_view": "no view",
    "no_objection": "no obj",
    "withdrawn": "withdr",
    "incoming_only": "open",
    "unknown": "unkn",
}
_LACKING = {"cited": "cited, not held", "listed": "listed, not fetched"}
_MEANING = {"letter": " with text", "chart": " by a row of the SEC's chart", "facts": f" by facts: {NOTICE}"}


def stats(home: Home, catalog: Catalog) -> dict[str, Any]:
    """What is held per year and outcome, from which source, and what is known and not held.

    A letter stands under the year of its response, or of its request where unanswered; year None is for undated ones. `held`
    counts letters with text; `missing` tells how many more are known, by how they are known (see `missing`).
    """
    keys = catalog.keys()
    lacking = missing(catalog, keys)
    by_year: dict[int | None, list[LetterKey]] = {year: [] for years in lacking.values() for year in years}
    for key in keys:
        by_year.setdefault(_year(key), []).append(key)
    ordered = sorted(by_year, key=lambda year: (year is None, year or 0))
    totals = {kind: sum(years.values()) for kind, years in lacking.items()}
    return {
        "home": str(home.path),
        "made": not catalog.fleeting,
        "starter": catalog.meta("starter") == "1",
        "notice": NOTICE if any(key.source == "facts" for key in keys) else None,
        **_counts(keys),
        "missing": totals,
        "documents": len(catalog.documents()),
        "years": [
            {"year": year, **_counts(by_year[year]), "missing": {kind: years.get(year, 0) for kind, years in lacking.items()}}
            for year in ordered
        ],
        "last_fetch": catalog.meta("last_fetch"),
        "catalog": catalog.digest(),
    }


def missing(catalog: Catalog, keys: Iterable[LetterKey]) -> dict[str, dict[int | None, int]]:
    """How many letters are known and not held, per year.

    `facts`: by facts or a chart row only; `cited`: by citations only; `listed`: on the SEC's lists, and not fetched. One letter
    may be counted in several ways.
    """
    edges.ready(catalog)
    cited = Counter(row["year"] for row in edges.missing(catalog))
    facts = Counter(_year(key) for key in keys if key.source != "letter")
    return {"facts": dict(facts), "cited": dict(cited), "listed": fetches.unfetched(catalog)}


def _year(key: LetterKey) -> int | None:
    date = key.response_date or key.incoming_date
    return int(date[:4]) if date else None


def _counts(keys: Iterable[LetterKey]) -> dict[str, Any]:
    listed = list(keys)
    outcomes = Counter(key.outcome or "unknown" for key in listed)
    sources = Counter(key.source for key in listed)
    return {
        "letters": len(listed),
        "held": sources["letter"],
        "outcomes": {outcome: outcomes[outcome] for outcome in (*OUTCOMES, "unknown") if outcomes[outcome]},
        "sources": {source: sources[source] for source in SOURCES if sources[source]},
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
            return [*inspection.inspect(catalog), _index(home, catalog), _backlog(catalog), _parser(catalog)]
    except Damaged as error:
        return [Finding("database", False, str(error))]


def _index(home: Home, catalog: Catalog) -> Finding:
    """A missing or stale index is no damage: it is made anew from the catalog. So is one whose files are cut short."""
    from indexer.fulltext import stale
    from indexer.index_parts import damaged

    if damaged(home):
        mended = "the next search makes it anew" if stale(home, catalog) else f"remove {home.index_dir}, and it is made anew"
        return Finding("index", False, f"files are gone or not as they were written; {mended}")
    return Finding("index", True, "missing or stale; the next search makes it anew" if stale(home, catalog) else "in step")


def _backlog(catalog: Catalog) -> Finding:
    """A killed command leaves letters that edges and index have not seen; that is no damage, and the next `add` mends it."""
    changed, removed = catalog.unsettled()
    waiting = len(changed) + len(removed)
    letters = "letter waits" if waiting == 1 else "letters wait"
    told = f"{waiting} {letters} for edges and index; the next add or remove goes on with them" if waiting else "all done"
    return Finding("unfinished", True, told)


def _parser(catalog: Catalog) -> Finding:
    from indexer.reading import PARSER_VERSION

    old = len(catalog.outdated(str(PARSER_VERSION)))
    told = f"{old} documents were read by another version; the next writing command reads them again" if old else "all current"
    return Finding("parser", True, f"version {PARSER_VERSION}: {told}")


def stats_lines(found: dict[str, Any], on: Terminal) -> list[str]:
    """`stats` as text: a table of years and outcomes, then what is held of each source."""
    shown = [outcome for outcome in (*OUTCOMES, "unknown") if outcome in found["outcomes"]]
    lacking = [kind for kind in _LACKING if found["missing"][kind]]
    body: list[list[str]] = []
    for year in [*found["years"], {"year": "all", **found}]:
        counts = [year["outcomes"].get(outcome) for outcome in shown] + [year["letters"], year["held"]]
        counts += [year["missing"][kind] for kind in lacking]
        body.append([str(year["year"] or "undated"), *(str(count or "") for count in counts)])
    full = ["year", *(outcome.replace("_", " ") for outcome in shown), "letters", "with text", *(_LACKING[k] for k in lacking)]
    brief = ["year", *(_BRIEF[outcome] for outcome in shown), "all", "text", *lacking]
    lines = _table([full, *body], "  ")
    if max(map(len, lines)) > on.width:
        told = "".join(f" {kind}: {_LACKING[kind]}." for kind in lacking)
        lines = [*_table([brief, *body], " "), "", f"text: with their text.{told}"]
    lines[0] = on.paint("strong", lines[0])
    starter = "included" if found["starter"] else "left out"
    lines += ["", f"home       {found['home']}" + ("" if found["made"] else " (not made yet)"), f"starter    {starter}"]
    lines += [f"{source:<10} {count} letters{_MEANING[source]}" for source, count in found["sources"].items()]
    return [*lines, f"documents  {found['documents']}"]


def _table(rows: list[list[str]], gap: str) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [gap.join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def doctor_lines(found: dict[str, Any], on: Terminal) -> list[str]:
    """`doctor` as text, a line for each check."""
    marks = {True: on.paint("good", "sound  "), False: on.paint("bad", "DAMAGED")}
    lines = [f"{marks[finding['sound']]}  {finding['check']:<11} {finding['detail']}" for finding in found["findings"]]
    lines += [f"own table    {name} in {found['home']} replaces the shipped one" for name in found["overridden"]]
    return [*lines, _verdict({finding["check"] for finding in found["findings"] if not finding["sound"]})]


def _verdict(unsound: set[str]) -> str:
    if not unsound:
        return "The home is sound."
    if unsound == {"index"}:
        return "The index is damaged, and nothing else: it holds nothing that the catalog does not."
    return "The home is damaged: restore a copy, or add the files to another."


def overridden(home: Home) -> list[str]:
    """The names of shipped tables that the user's own in HOME/data replace."""
    if not home.tables_dir.is_dir():
        return []
    return sorted(path.name for path in home.tables_dir.iterdir() if path.is_file() and _ships(path.name))


def _ships(name: str) -> bool:
    return any((resources.files(package) / "data" / name).is_file() for package in ("corpus", "indexer", "search"))
