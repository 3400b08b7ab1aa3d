"""What the citations were resolved to, the names that resolution asks for, and the measures of the citation graph.

A citation stays a row of `citations`; `edges` says what it leads to. `held_names` and `name_blocks` file names by keys that the
indexer works out (`indexer.names.blocks`), so that one name can be looked up without reading the catalog.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalog import rows
from corpus.catalog.store import Catalog
from corpus.records import Citation, Determination, LetterKey, Span

DDL = """
CREATE TABLE IF NOT EXISTS held_names (
    name TEXT NOT NULL, letter TEXT NOT NULL, former INTEGER NOT NULL, PRIMARY KEY (name, letter)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_names_letter ON held_names (letter);
-- held: 1 for the names of letters, 0 for the names that citations give
CREATE TABLE IF NOT EXISTS name_blocks (
    block TEXT NOT NULL, held INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (block, held, name)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS letters_reconsidering ON letters (kind) WHERE kind = 'reconsideration';

-- ground is today's number of the ground that the letter was cited for; result is what the staff did on it in the citing letter
CREATE TABLE IF NOT EXISTS edges (
    letter TEXT NOT NULL, n INTEGER NOT NULL, target TEXT, resolution TEXT NOT NULL, candidates TEXT NOT NULL,
    notes TEXT NOT NULL, shared TEXT NOT NULL, ground TEXT, result TEXT, PRIMARY KEY (letter, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edges_target ON edges (target);
CREATE INDEX IF NOT EXISTS edges_ground ON edges (ground);

-- cited_by is exact at once; the others are as of the last full run
CREATE TABLE IF NOT EXISTS measures (
    letter TEXT PRIMARY KEY, cited_by INTEGER NOT NULL DEFAULT 0, influence REAL, pagerank REAL, authority REAL, hub REAL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS measures_cited_by ON measures (cited_by);
CREATE INDEX IF NOT EXISTS measures_influence ON measures (influence);
"""

MEASURES = ("influence", "cited_by", "pagerank", "authority", "hub")
_MOST_MARKS = 500  # SQLite before 3.32 allows 999 values in one statement
_CITATION = "c.letter, c.n, c.company, c.date, c.year, c.cited_by, c.as_written, c.signal, c.basis, c.proponent, c.start, c.end"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in its place: the citing letter's id, its number there, and its span in that letter's text."""

    letter: str
    n: int
    citation: Citation
    span: Span | None


@dataclass(frozen=True, slots=True)
class Link:
    """What a citation leads to, as resolved: fields as in an edge; `ground` and `result` as in the table."""

    letter: str
    n: int
    target: str | None
    resolution: str
    candidates: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    shared: tuple[str, ...] = ()
    ground: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A citation, what it leads to, and the outcome of the letter that cites."""

    cited: Cited
    link: Link
    citing_outcome: str | None


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge as graphs need it: who cites what, on whose side, for which ground, with what result, and when (ISO dates)."""

    letter: str
    target: str | None
    cited_by: str
    resolution: str
    ground: str | None
    result: str | None
    company: str
    date: str | None
    year: int | None
    citing_date: str | None
    signal: str | None


# Names


def names_filed(catalog: Catalog, blocks: Iterable[str], *, held: bool) -> set[str]:
    """The names filed under any of these blocks: those of held letters, or those that citations give."""
    found: set[str] = set()
    for part in _parts(blocks):
        query = f"SELECT DISTINCT name FROM name_blocks WHERE held = ? AND block IN ({_marks(part)})"  # noqa: S608
        found.update(row[0] for row in catalog.connection.execute(query, (int(held), *part)))
    return found


def held_names(catalog: Catalog) -> list[str]:
    """Every name that a held letter has or had, as spelled, sorted."""
    return [row[0] for row in catalog.connection.execute("SELECT DISTINCT name FROM held_names ORDER BY name")]


def letters_under(catalog: Catalog, name: str) -> list[tuple[LetterKey, bool]]:
    """The letters that stand under a name as spelled, by id; True where it is a former name."""
    found = dict(catalog.connection.execute("SELECT letter, former FROM held_names WHERE name = ?", (name,)).fetchall())
    return [(key, bool(found[key.id])) for key in keys_of(catalog, sorted(found))]


def names_of_letters(catalog: Catalog, ids: Iterable[str]) -> set[str]:
    """The names under which these letters were filed when edges last took notice of them."""
    found: set[str] = set()
    for part in _parts(ids):
        query = f"SELECT name FROM held_names WHERE letter IN ({_marks(part)})"  # noqa: S608
        found.update(row[0] for row in catalog.connection.execute(query, part))
    return found


def keys_of(catalog: Catalog, ids: Iterable[str]) -> list[LetterKey]:
    """The keys of these letters, by id, without their aliases; an id that is not held is left out."""
    found: list[LetterKey] = []
    for part in _parts(ids):
        query = f"SELECT {rows.KEY_COLUMNS} FROM letters WHERE id IN ({_marks(part)})"  # noqa: S608
        found += [rows.key_of(row, ()) for row in catalog.connection.execute(query, part)]
    return sorted(found, key=lambda key: key.id)


def reconsiderations(catalog: Catalog) -> list[LetterKey]:
    """The keys of the letters that answer a request to reconsider, by id."""
    query = f"SELECT {rows.KEY_COLUMNS} FROM letters WHERE kind = 'reconsideration' ORDER BY id"  # noqa: S608
    return [rows.key_of(row, ()) for row in catalog.connection.execute(query)]


def refile(catalog: Catalog, letters: Iterable[str], names: Iterable[tuple[str, str, bool]]) -> None:
    """File `names` (name, letter, former) in place of all names of `letters`."""
    delete(catalog, "held_names", letters)
    catalog.connection.executemany("INSERT OR REPLACE INTO held_names VALUES (?, ?, ?)", names)


def file_blocks(catalog: Catalog, blocks: Mapping[str, Iterable[str]], *, held: bool) -> None:
    """File each name (the key) under its blocks."""
    found = ((block, int(held), name) for name, under in blocks.items() for block in sorted(under))
    catalog.connection.executemany("INSERT OR IGNORE INTO name_blocks VALUES (?, ?, ?)", found)


# Citations


def citations(catalog: Catalog, letters: Iterable[str] | None = None) -> Iterator[Cited]:
    """The citations of these letters, or all, by letter and number."""
    if letters is None:
        query = f"SELECT {_CITATION} FROM citations c ORDER BY c.letter, c.n"  # noqa: S608
        yield from map(_cited, catalog.connection.execute(query))
        return
    for part in _parts(sorted(set(letters))):
        query = f"SELECT {_CITATION} FROM citations c WHERE c.letter IN ({_marks(part)}) ORDER BY c.letter, c.n"  # noqa: S608
        yield from map(_cited, catalog.connection.execute(query, part).fetchall())


def citations_naming(catalog: Catalog, names: Iterable[str]) -> Iterator[Cited]:
    """The citations that give any of these names."""
    for part in _parts(sorted(names)):
        query = f"SELECT {_CITATION} FROM citations c WHERE c.company IN ({_marks(part)})"  # noqa: S608
        yield from map(_cited, catalog.connection.execute(query, part).fetchall())


def citations_leading_to(catalog: Catalog, letters: Iterable[str]) -> Iterator[Cited]:
    """The citations whose edge leads to any of these letters."""
    for part in _parts(sorted(letters)):
        query = f"""SELECT {_CITATION} FROM edges e JOIN citations c ON c.letter = e.letter AND c.n = e.n
                    WHERE e.target IN ({_marks(part)})"""  # noqa: S608
        yield from map(_cited, catalog.connection.execute(query, part).fetchall())


def determinations(catalog: Catalog, letters: Iterable[str]) -> dict[str, tuple[Determination, ...]]:
    """The determinations of these letters, without reading the rest of their records."""
    found: dict[str, tuple[Determination, ...]] = {}
    for part in _parts(letters):
        query = f"SELECT id, json_extract(record, '$.determinations') FROM letters WHERE id IN ({_marks(part)})"  # noqa: S608
        for letter, told in catalog.connection.execute(query, part):
            found[letter] = tuple(Determination(d["basis"], d["result"]) for d in json.loads(told or "[]"))
    return found


# Edges


def put(catalog: Catalog, links: Iterable[Link]) -> None:
    """Write what citations lead to, in place of what is held of them."""
    found = (
        (
            link.letter,
            link.n,
            link.target,
            link.resolution,
            rows.joined(link.candidates),
            json.dumps(link.notes, ensure_ascii=False) if link.notes else "",
            rows.joined(link.shared),
            link.ground,
            link.result,
        )
        for link in links
    )
    catalog.connection.executemany("INSERT OR REPLACE INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", found)


def delete(catalog: Catalog, table: str, letters: Iterable[str]) -> None:
    """Take the rows of these letters out of one of this module's tables."""
    if table not in ("edges", "held_names", "measures"):
        raise ValueError(table)
    catalog.connection.executemany(f"DELETE FROM {table} WHERE letter = ?", [(letter,) for letter in letters])  # noqa: S608


def clear(catalog: Catalog) -> None:
    """Empty every table of this module, for a full run."""
    for table in ("held_names", "name_blocks", "edges", "measures"):
        catalog.connection.execute(f"DELETE FROM {table}")  # noqa: S608


def cites(catalog: Catalog, letter: str) -> list[Edge]:
    """The edges from a letter, in the order of its citations."""
    return _edges(catalog, "e.letter = ? ORDER BY e.n", letter)


def cited_by(catalog: Catalog, letter: str) -> list[Edge]:
    """The edges to a letter, newest citing letter first."""
    order = "ORDER BY coalesce(l.response_date, l.incoming_date, '') DESC, e.letter, e.n"
    return _edges(catalog, f"e.target = ? {order}", letter)


def targets(catalog: Catalog, letters: Iterable[str]) -> set[str]:
    """The letters to which any of these has an edge."""
    found: set[str] = set()
    for part in _parts(letters):
        query = f"SELECT DISTINCT target FROM edges WHERE target IS NOT NULL AND letter IN ({_marks(part)})"  # noqa: S608
        found.update(row[0] for row in catalog.connection.execute(query, part))
    return found


def arcs(catalog: Catalog, letters: Iterable[str] | None = None) -> list[Arc]:
    """The edges from these letters, or all, as graphs need them, by letter and number."""
    if letters is None:
        return _arcs(catalog, "1")
    return [arc for part in _parts(sorted(set(letters))) for arc in _arcs(catalog, f"e.letter IN ({_marks(part)})", *part)]


def arcs_to(catalog: Catalog, letters: Iterable[str]) -> list[Arc]:
    """The edges to these letters."""
    return [arc for part in _parts(sorted(set(letters))) for arc in _arcs(catalog, f"e.target IN ({_marks(part)})", *part)]


def arcs_for(catalog: Catalog, ground: str) -> list[Arc]:
    """The resolved edges that cite for today's `ground` or a paragraph within it."""
    where = "e.target IS NOT NULL AND (e.ground = ? OR e.ground BETWEEN ? AND ?)"
    return _arcs(catalog, where, ground, ground + "(", ground + ")")


def reliance(catalog: Catalog, letter: str) -> list[tuple[str, str | None, int]]:
    """(ground, the staff's result on it, number of citing letters) over the edges to a letter; today's numbers of grounds."""
    query = """SELECT ground, result, count(DISTINCT letter) FROM edges WHERE target = ? AND ground IS NOT NULL
               GROUP BY ground, result ORDER BY ground, result"""
    return catalog.connection.execute(query, (letter,)).fetchall()


def cited_with(catalog: Catalog, letter: str, least: int = 2, limit: int = 5) -> list[tuple[str, int]]:
    """The letters cited by the same letters as this one, and how many cite both, at least `least`; most first."""
    query = """SELECT o.target, count(DISTINCT o.letter) AS together FROM edges e JOIN edges o ON o.letter = e.letter
               WHERE e.target = ? AND o.target IS NOT NULL AND o.target <> e.target
               GROUP BY o.target HAVING together >= ? ORDER BY together DESC, o.target LIMIT ?"""
    return catalog.connection.execute(query, (letter, least, limit)).fetchall()


def holdings(catalog: Catalog, letters: Iterable[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """Where the staff's word on the outcome stands: (SHA-256 of the document, spans), of the letters whose text is held."""
    found: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for part in _parts(letters):
        query = f"""SELECT id, sha256, json_extract(record, '$.evidence.outcome') FROM letters
                    WHERE sha256 IS NOT NULL AND id IN ({_marks(part)})"""  # noqa: S608
        for letter, sha256, spans in catalog.connection.execute(query, part):
            if spans:
                found[letter] = (sha256, tuple((start, end) for start, end in json.loads(spans)))
    return found


def not_held(catalog: Catalog) -> list[tuple[str, str | None, int | None, str]]:
    """(company as cited, date, year, citing letter) of every citation that leads to no held letter."""
    query = """SELECT DISTINCT c.company, c.date, c.year, e.letter FROM edges e JOIN citations c
               ON c.letter = e.letter AND c.n = e.n WHERE e.resolution = 'not_held' ORDER BY c.company, c.date, e.letter"""
    return catalog.connection.execute(query).fetchall()


def resolutions(catalog: Catalog) -> dict[str, int]:
    """How many edges were resolved in each way."""
    return dict(catalog.connection.execute("SELECT resolution, count(*) FROM edges GROUP BY resolution ORDER BY resolution"))


# Measures


def recount(catalog: Catalog, letters: Iterable[str] | None = None) -> None:
    """Count anew by how many letters these letters (or all) are cited; one that cites on two sides counts once."""
    count = "SELECT target, count(DISTINCT letter) FROM edges WHERE target {} GROUP BY target"
    store = "INSERT INTO measures (letter, cited_by) VALUES (?, ?) ON CONFLICT DO UPDATE SET cited_by = excluded.cited_by"
    if letters is None:
        catalog.connection.execute("UPDATE measures SET cited_by = 0")
        catalog.connection.executemany(store, catalog.connection.execute(count.format("IS NOT NULL")).fetchall())
        return
    for part in _parts(letters):
        counted = dict(catalog.connection.execute(count.format(f"IN ({_marks(part)})"), part).fetchall())
        catalog.connection.executemany(store, [(letter, counted.get(letter, 0)) for letter in part])


def put_measures(catalog: Catalog, measured: Mapping[str, Sequence[float]]) -> None:
    """Store influence, pagerank, authority and hub of each letter, in this order."""
    store = """INSERT INTO measures (letter, influence, pagerank, authority, hub) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
               SET influence = excluded.influence, pagerank = excluded.pagerank, authority = excluded.authority,
                   hub = excluded.hub"""
    catalog.connection.executemany(store, [(letter, *values) for letter, values in measured.items()])


def counts(catalog: Catalog, letters: Iterable[str]) -> dict[str, int]:
    """By how many held letters each of these is cited; 0 for one that is cited by none."""
    return {letter: int(value or 0) for letter, value in measure(catalog, "cited_by", letters).items()}


def measure(catalog: Catalog, name: str, letters: Iterable[str]) -> dict[str, float | None]:
    """A measure (one of MEASURES) of each of these letters; None where no full run has seen it."""
    if name not in MEASURES:
        raise ValueError(name)
    found: dict[str, float | None] = dict.fromkeys(letters)
    for part in _parts(list(found)):
        query = f"SELECT letter, {name} FROM measures WHERE letter IN ({_marks(part)})"  # noqa: S608
        found.update(catalog.connection.execute(query, part).fetchall())
    return found


def highest(catalog: Catalog, name: str, limit: int) -> list[tuple[str, float]]:
    """The letters that stand highest by a measure (one of MEASURES), highest first, those at zero left out."""
    if name not in MEASURES:
        raise ValueError(name)
    query = f"SELECT letter, {name} FROM measures WHERE {name} > 0 ORDER BY {name} DESC, letter LIMIT ?"  # noqa: S608
    return catalog.connection.execute(query, (limit,)).fetchall()


def _arcs(catalog: Catalog, where: str, *values: str) -> list[Arc]:
    query = f"""SELECT e.letter, e.target, c.cited_by, e.resolution, e.ground, e.result, c.company, c.date, c.year,
                       coalesce(l.response_date, l.incoming_date), c.signal
                FROM edges e JOIN citations c ON c.letter = e.letter AND c.n = e.n JOIN letters l ON l.id = e.letter
                WHERE {where} ORDER BY e.letter, e.n"""  # noqa: S608
    return [Arc(*row) for row in catalog.connection.execute(query, values)]


def _edges(catalog: Catalog, where: str, *values: str) -> list[Edge]:
    query = f"""SELECT {_CITATION}, e.letter, e.n, e.target, e.resolution, e.candidates, e.notes, e.shared, e.ground, e.result,
                       l.outcome
                FROM edges e JOIN citations c ON c.letter = e.letter AND c.n = e.n JOIN letters l ON l.id = e.letter
                WHERE {where}"""  # noqa: S608
    found: list[Edge] = []
    for row in catalog.connection.execute(query, values):
        letter, n, target, resolution, candidates, notes, shared, ground, result, outcome = row[12:]
        told = tuple((kind, message) for kind, message in json.loads(notes or "[]"))
        link = Link(letter, n, target, resolution, rows.split(candidates), told, rows.split(shared), ground, result)
        found.append(Edge(_cited(row[:12]), link, outcome))
    return found


def _cited(row: tuple[Any, ...]) -> Cited:
    letter, n, company, date, year, side, as_written, signal, basis, proponent, start, end = row
    citation = Citation(company, date, side, as_written, year, signal, basis, proponent)
    return Cited(letter, n, citation, None if start is None else (start, end))


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    found = list(values)
    for start in range(0, len(found), _MOST_MARKS):
        yield found[start : start + _MOST_MARKS]


def _marks(part: Sequence[str]) -> str:
    return ", ".join("?" * len(part))
