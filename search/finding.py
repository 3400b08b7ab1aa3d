"""From what was typed to the answer: engine, query, ranking, and the letters to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.catalog import Catalog
from corpus.errors import Unusable
from corpus.home import Home
from indexer.engines import answered
from indexer.query import Engine, Query
from search import days_asked, language
from search.answer import Answer
from search.answer import find as answer
from search.hits import Hit, hits_of
from search.named import Names

ORDERS = ("relevance", "date", "influence", "late")
CSV_COLUMNS = (
    "id", "company", "response_date", "incoming_date", "outcome", "conditional", "reversed_on", "bases_staff", "days_late",
    "delivery", "cited_by_count", "score", "source", "staff_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for beside the query, as typed."""

    rules: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    company: str | None = None
    proponent: str | None = None
    firm: str | None = None
    cites: str | None = None
    since: str | None = None
    until: str | None = None
    days_late: str | None = None
    delivery: str | None = None
    sort: str = "relevance"
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer with its letters loaded; `letters` is how many were searched."""

    answer: Answer
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    letters: int
    options: Options = field(default_factory=Options)

    def as_json(self) -> dict[str, Any]:
        """What `search --json` prints."""
        return {
            "query": query_json(self.answer.query),
            "total": self.answer.total,
            "hits": [hit.as_json() for hit in self.hits],
            "nearest": [hit.as_json() for hit in self.nearest],
            "counts": {name: dict(counted) for name, counted in self.answer.counts.items()},
            "searched": self.letters,
        }

    def as_csv(self) -> str:
        """The hits as comma-separated values with a header line."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for hit in self.hits:
            row = hit.as_json()
            late = row["timeliness"] or {}
            row |= {"days_late": late.get("days_late"), "delivery": late.get("delivery")}
            row["bases_staff"] = ";".join(row["bases_staff"])
            writer.writerow([row[column] for column in CSV_COLUMNS])
        return out.getvalue()


def find(
    home: Home, catalog: Catalog, text: str, options: Options, note: Callable[[str], None] = lambda message: None
) -> Found:
    """Search the home's letters. Raises Unusable for an option that cannot be read; any text is a query."""
    if options.sort not in ORDERS:
        raise Unusable(f"--sort {options.sort!r} is not known", f"use one of {', '.join(ORDERS)}")
    return answered(home, catalog, lambda engine: _found(catalog, text, options, engine), note)


def _found(catalog: Catalog, text: str, options: Options, engine: Engine) -> Found:
    names = names_of(catalog, engine)
    query = with_options(language.understand(text, names), options, names)
    found = answer(
        query,
        engine,
        citing=lambda ids, given: citing(catalog, ids, given),
        influence=lambda ids: influence(catalog, ids),
        order=options.sort,
        limit=options.limit,
        offset=options.offset,
    )

    def speaks(letter: str, concept: str) -> float:
        return engine.level(letter, "concept", concept)

    hits = hits_of(catalog, query, found.hits, found.clauses, speaks)
    # Not all that comes near cites what was asked: that reason is left out there.
    near = hits_of(catalog, replace(query, cites=None), found.nearest, found.clauses, speaks)
    return Found(found, hits, near, engine.letters, options)


def names_of(catalog: Catalog, engine: Engine) -> Names:
    """The names that a catalog's letters have, cite and were written by; each kind is read when it is first asked for."""
    return Names(
        lambda: _resolver(catalog),
        engine.frequency,
        engine.names,
        lambda blocks: given(catalog, blocks),
        catalog.holders,
    )


def _resolver(catalog: Catalog) -> Any:
    from indexer import edges

    return edges.resolver(catalog)


def given(catalog: Catalog, blocks: Iterable[str]) -> set[str]:
    """The names in citations that are filed under any of these blocks."""
    from corpus.catalog import edges as store
    from indexer import edges

    edges.ready(catalog)
    return store.names_filed(catalog, blocks, held=False)


def citing(catalog: Catalog, ids: Iterable[str], given: Iterable[str]) -> set[str]:
    """The ids of the letters with an edge to one of these, and of those with a citation by one of the given names."""
    from corpus.catalog import edges as store
    from indexer import edges

    edges.ready(catalog)
    found = {edge.cited.letter for letter in ids for edge in edges.cited_by(catalog, letter)}
    return found | {cited.letter for cited in store.citations_naming(catalog, given)}


def influence(catalog: Catalog, ids: Iterable[str]) -> Mapping[str, float]:
    """How much each letter is relied upon, 0 to 1: the logarithm of how many cite it, by that of the most cited of these."""
    from math import log2

    from corpus.catalog import edges

    counted = {letter: log2(1 + n) for letter, n in edges.counts(catalog, ids).items()}
    most = max(counted.values(), default=0.0)
    return {letter: value / most for letter, value in counted.items()} if most else {}


def with_options(query: Query, options: Options, names: Names) -> Query:
    """The query with the options as limits. Raises Unusable for a value that cannot be read."""
    notes: list[str] = []
    for written in options.rules:
        rule = language.canonical(written)
        if rule is None:
            raise Unusable(f"--rule {written!r} is no paragraph of rule 14a-8", "write it like 14a-8(e) or 14a-8(i)(7)")
        query = language.with_rule(query, rule)
    for written in options.outcomes:
        outcome = language.outcome_named(written)
        if outcome is None:
            from corpus.records import OUTCOMES

            raise Unusable(f"--outcome {written!r} is not known", f"use one of {', '.join(OUTCOMES)}")
        query = language.with_outcome(query, outcome)
    if options.company:
        query = language.with_company(query, options.company, names, notes)
    if options.cites:
        query = language.with_cites(query, options.cites, names, notes)
    for field_name, value in (("holder", options.proponent), ("firm", options.firm)):
        if value:
            query = language.with_person(query, field_name, value)
    for key, value in (("since", options.since), ("until", options.until)):
        if value:
            dated = language.with_date(query, key, value)
            if dated is None:
                raise Unusable(f"--{key} {value!r} is no date", "write a year, 2015-03, or 2015-03-09")
            query = dated
    if options.days_late:
        limits = days_asked.between(options.days_late)
        if limits is None:
            raise Unusable(f"--days-late {options.days_late!r} cannot be read", "write 30, '>30', '<=5' or 1..5")
        query = replace(query, late=limits)
    if options.delivery:
        delivery = language.DELIVERIES.get(options.delivery.lower())
        if delivery is None:
            raise Unusable(f"--delivery {options.delivery!r} is not known", "use email, fax, mail, courier or hand")
        query = language.with_delivery(query, delivery)
    return replace(query, notes=(*query.notes, *notes))


def query_json(query: Query) -> dict[str, Any]:
    """How the query was understood."""
    return {
        "text": query.text,
        "rules": list(query.rules),
        "outcomes": list(query.outcomes),
        "concepts": list(query.concepts),
        "companies": [name for company in query.companies for name in company.names],
        "guidance": list(query.guidance),
        "since": query.since,
        "until": query.until,
        "words": [word.typed for word in query.words],
        "letters": list(query.letters),
        "cites": query.cites_typed,
        "waiver": query.waiver,
        "days_late": query.about_days,
        "late": list(query.late) if query.late else None,
        "delivery": list(query.deliveries),
        "notes": list(query.notes),
    }
