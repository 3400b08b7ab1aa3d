"""Citations become edges: each is resolved, and kept in the catalog with what the graph asks of it.

`refresh` is called after every change of the catalog and leaves the edges as a full run would: a letter that comes or goes
touches the citations that name its company, and no others (`indexer.names.blocks`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Cited, Edge, Link
from corpus.records import Determination, LetterKey
from indexer import names
from indexer.register import CatalogRegister, KeyRegister, names_of
from indexer.resolution import Note, Resolution, Resolver
from indexer.rulebook import modern, same_ground

_MANY = 400  # letters changed at once from which resolving everything in memory is quicker than asking the catalog name by name
_RENEWED_AT = 0.05  # share of the letters that must have changed before influence is computed anew

Decided = dict[str, tuple[Determination, ...]]


def refresh(catalog: Catalog, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Resolve again what these changed and removed letters touch, and count; after a large change, renew the measures."""
    now, gone = set(changed), set(removed)
    with catalog.transaction():
        held = catalog.count()
        if catalog.meta("names") != names.edition() or len(now) + len(gone) >= min(_MANY, held):
            _resolve_all(catalog)
        else:
            _resolve_touched(catalog, now, gone)
        if not catalog.fleeting:  # nobody waits for networkx before a search of the starter
            _measure_if_due(catalog, len(now) + len(gone), held)


def rebuild(catalog: Catalog) -> None:
    """Resolve every citation and compute every measure anew."""
    with catalog.transaction():
        _resolve_all(catalog)
        measure(catalog)


def ready(catalog: Catalog) -> bool:
    """Whether the edges are those of the letters held. A catalog in memory is made so; another waits for the next writer."""
    changed, removed = catalog.unsettled()
    if not changed and not removed:
        return True
    if not catalog.fleeting:
        return False
    refresh(catalog, changed, removed)
    return True


def resolver(catalog: Catalog) -> Resolver:
    """The resolver of a catalog: it asks for what a name needs, or holds every key where the names are not filed yet."""
    return Resolver(CatalogRegister(catalog) if ready(catalog) else KeyRegister(catalog.keys()))


def measure(catalog: Catalog) -> None:
    """Compute influence and its companions for every letter, and note the day (`measured`)."""
    from indexer.graph import citation_graph
    from indexer.graph_measures import measures, newest_date

    graph = citation_graph(catalog)
    measured, newest = measures(graph), newest_date(graph)
    with catalog.transaction():
        store.put_measures(catalog, measured)
        catalog.set_meta("measured", date.today().isoformat())
        catalog.set_meta("measured_until", newest or "")
        catalog.set_meta("unmeasured", "0")


def _measure_if_due(catalog: Catalog, changes: int, held: int) -> None:
    waiting = int(catalog.meta("unmeasured") or 0) + changes
    if waiting >= _RENEWED_AT * held or catalog.meta("measured") is None:
        measure(catalog)
    else:
        catalog.set_meta("unmeasured", str(waiting))


def _resolve_all(catalog: Catalog) -> None:
    store.clear(catalog)
    catalog.set_meta("names", names.edition())
    keys = catalog.keys()
    _file(catalog, keys)
    cited = list(store.citations(catalog))
    _file_cited(catalog, cited)
    by_id = {key.id: key for key in keys}
    decided = store.determinations(catalog, {one.letter for one in cited})
    store.put(catalog, _links(cited, Resolver(KeyRegister(keys)), by_id, decided, by_id))
    store.recount(catalog)


def _resolve_touched(catalog: Catalog, changed: set[str], removed: set[str]) -> None:
    before = store.names_of_letters(catalog, changed | removed)
    formerly = store.targets(catalog, changed | removed)
    leading = list(store.citations_leading_to(catalog, changed | removed))
    store.delete(catalog, "edges", changed | removed)
    store.delete(catalog, "held_names", removed)
    store.delete(catalog, "measures", removed)
    keys = store.keys_of(catalog, changed)
    _file(catalog, keys)
    own = list(store.citations(catalog, changed))
    _file_cited(catalog, own)
    register = CatalogRegister(catalog)
    spelled = _with_kin(register, before | {name for key in keys for name, _ in names_of(key)})
    touched = {(one.letter, one.n): one for one in [*leading, *own, *store.citations_naming(catalog, _named(catalog, spelled))]}
    citing = {key.id: key for key in store.keys_of(catalog, {letter for letter, _ in touched})}
    again = [one for _, one in sorted(touched.items()) if one.letter in citing]
    links = list(_links(again, Resolver(register), citing, store.determinations(catalog, citing)))
    formerly |= store.targets(catalog, citing)
    store.put(catalog, links)
    moved = {link.target for link in links if link.target} | formerly | changed
    store.recount(catalog, (moved | changed) - removed)


def _file(catalog: Catalog, keys: Iterable[LetterKey]) -> None:
    """File these letters under their names, and the names under their blocks."""
    filed = [(name, key.id, former) for key in keys for name, former in names_of(key)]
    store.refile(catalog, [key.id for key in keys], filed)
    store.file_blocks(catalog, {name: names.blocks(name) for name, _, _ in filed}, held=True)


def _file_cited(catalog: Catalog, cited: Iterable[Cited]) -> None:
    given = {one.citation.company for one in cited}
    store.file_blocks(catalog, {name: names.blocks(name) for name in given}, held=False)


def _with_kin(register: CatalogRegister, spelled: Collection[str]) -> set[str]:
    """These names, and the names that letters connect with them: a former name reaches every letter of its company."""
    found = set(spelled)
    for name in spelled:
        for same in register.filed(["=" + names.squeeze(name)]):
            for key, _ in register.under(same):
                found.update(name for name, _ in names_of(key))
    return found


def _named(catalog: Catalog, spelled: Iterable[str]) -> set[str]:
    """The names in citations that are like any of these."""
    found: set[str] = set()
    for name in spelled:
        near = store.names_filed(catalog, names.blocks(name), held=False) - found
        found.update(cited for cited in near if names.likeness(cited, name))
    return found


def _links(
    cited: Iterable[Cited],
    resolving: Resolver,
    citing: dict[str, LetterKey],
    decided: Decided,
    held: dict[str, LetterKey] | None = None,
) -> Iterable[Link]:
    for one in cited:
        source = citing[one.letter]
        found = resolve(resolving, one, source)
        target = None
        if found.id is not None:
            target = held[found.id] if held is not None else resolving.register.key(found.id)
        yield _link(one, source, found, target, decided.get(one.letter, ()))


def resolve(resolving: Resolver, one: Cited, source: LetterKey) -> Resolution:
    """What a citation of the letter `source` leads to."""
    cited = one.citation
    written = source.response_date or source.incoming_date
    return resolving.resolve(
        cited.company,
        cited.date,
        year=cited.year,
        basis=cited.basis,
        proponent=cited.proponent,
        exclude=one.letter,
        until=written,
    )


def _link(one: Cited, source: LetterKey, found: Resolution, target: LetterKey | None, decided: Sequence[Determination]) -> Link:
    day = source.response_date or source.incoming_date
    shared = _shared(source, target) if target is not None else ()
    basis = one.citation.basis or (shared[0] if len(shared) == 1 else None)
    notes = tuple((note.kind, note.message) for note in (*found.notes, *_impossible(one.citation.date, day)))
    return Link(
        one.letter,
        one.n,
        found.id,
        found.kind,
        found.candidates,
        notes,
        shared,
        modern(basis, day) if basis else None,
        _result(basis, day, decided),
    )


def _shared(source: LetterKey, target: LetterKey) -> tuple[str, ...]:
    """The grounds, as the citing letter numbers them, that the staff's answer turns on in both letters."""
    day, other = source.response_date, target.response_date
    return tuple(
        mine for mine in source.bases_staff if any(same_ground(mine, theirs, day, other) for theirs in target.bases_staff)
    )


def _result(basis: str | None, day: str | None, decided: Sequence[Determination]) -> str | None:
    """What the staff did on the ground in the letter that cites; the ground itself before one above or below it."""
    if basis is None:
        return None
    kin = {"equal": 0, "equivalent": 1, "below": 2, "above": 3}
    near = [(kin[how], one.result) for one in decided if (how := same_ground(basis, one.basis, day, day))]
    return min(near, key=lambda item: item[0])[1] if near else None


def _impossible(cited: str | None, day: str | None) -> tuple[Note, ...]:
    if cited is None or day is None or cited <= day:
        return ()
    return (Note("future_date", f"{cited} is later than the letter that cites it ({day})"),)


# What is asked of the edges


def cites(catalog: Catalog, letter: str) -> list[Edge]:
    """The edges from a letter: one for each cited letter, date and side."""
    return _once(store.cites(catalog, letter))


def cited_by(catalog: Catalog, letter: str) -> list[Edge]:
    """The edges to a letter, newest first."""
    return _once(store.cited_by(catalog, letter))


def _once(edges: Sequence[Edge]) -> list[Edge]:
    """Without the second of two citations of one letter, by one side and date, under two spellings of the name."""
    found: dict[tuple[str | None, ...], Edge] = {}
    for edge in edges:
        cited = edge.cited.citation
        meant = edge.link.target or f"{names.squeeze(cited.company)} {cited.year}"
        found.setdefault((edge.cited.letter, meant, cited.date, cited.cited_by), edge)
    return list(found.values())


def missing(catalog: Catalog) -> list[dict[str, Any]]:
    """Each letter that is cited and not held, most cited first, with the keys `company`, `date`, `year`, `cited_by_count`."""
    spelled: dict[tuple[str, str | None, int | None], dict[str, int]] = {}
    citing: dict[tuple[str, str | None, int | None], set[str]] = {}
    for company, day, year, letter in store.not_held(catalog):
        key = (names.squeeze(company), day, None if day else year)
        citing.setdefault(key, set()).add(letter)
        spellings = spelled.setdefault(key, {})
        spellings[company] = spellings.get(company, 0) + 1
    found = [
        {
            "company": min(spelled[key], key=lambda name: (-spelled[key][name], -len(name), name)),
            "date": key[1],
            "year": key[2] if key[1] is None else int(key[1][:4]),
            "cited_by_count": len(letters),
        }
        for key, letters in citing.items()
    ]
    return sorted(found, key=lambda row: (-row["cited_by_count"], row["company"], row["date"] or ""))
