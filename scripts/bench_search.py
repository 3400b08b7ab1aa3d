"""Search at scale: a generated corpus in a home of its own, indexed and searched, beside SQLite FTS5 and tantivy.

    python3 -m scripts.bench_search [--sizes 2000 20000] [--place DIR] [--queries 100]

For each size: letters per CPU second into the index (reading them from the catalog and cutting them into fields included,
for all three), the size of the index, warm queries (understood, ranked, counted) at p50 and p95, whole processes of
`precedents search` with their memory. FTS5 and tantivy get the same words in the same fields and the same filters, with their
own BM25; what the record tells (rules, outcomes, concepts) they are not asked. Peers that are not installed are left out. Run
by hand; nothing else should run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from corpus.records import RawDocument
from indexer import fulltext
from indexer.fields import Entry
from indexer.scan import entries
from scripts.bench_corpus import SEED, Corpus
from scripts.bench_start import processes
from search import answer, language
from search.named import Names

FIELDS = ("response", "argument", "proponent", "subject", "names")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: as typed for us; words or one phrase, years and order for the peers."""

    text: str
    words: tuple[str, ...]
    phrase: bool = False
    years: tuple[int, int] | None = None
    by_date: bool = False


def queries(corpus: Corpus, count: int) -> list[Asked]:
    """Mixed queries with a fixed seed: words rare and common, phrases, rules, outcomes, filters, sorted by date."""
    chance = random.Random(SEED + 1)
    made: list[Asked] = []

    def word(first: int, last: int) -> str:
        return corpus.words[chance.randrange(first, last)]

    for n in range(count):
        some = tuple(word(20, 6_000) for _ in range(chance.randint(2, 5)))
        one = word(50, 4_000)
        shapes = (
            Asked(one, (one,)),
            Asked(" ".join(some), some),
            Asked(f'"{(pair := _pair(corpus, chance))}"', tuple(pair.split()), phrase=True),
            Asked(f"14a-8(e) late {one}", ("late", "deadline", one)),
            Asked(f"{one} since 2005", (one,), years=(2005, 2100)),
            Asked(f"14a-8(i)(7) refused {' '.join(some[:2])} 1990s", some[:2], years=(1990, 1999)),
            Asked("sent to transfer agent", ("transfer", "agent")),
            Asked(" ".join(some[:2]), some[:2], by_date=True),
            Asked(f"can we exclude a proposal about {one} received one day late", (one, "late", "received")),
            Asked(f"{some[0]} AND {some[1]}", some[:2]),
        )
        made.append(shapes[n % len(shapes)])
    return made


def _pair(corpus: Corpus, chance: random.Random) -> str:
    return f"{corpus.words[chance.randrange(40)]} {corpus.words[chance.randrange(40)]}"


# --- ours


def fill(catalog: Catalog, corpus: Corpus, first: int, last: int) -> None:
    """Put generated letters into the catalog as if they had been read."""
    for start in range(first, last, BATCH):
        with catalog.transaction():
            for n in range(start, min(start + BATCH, last)):
                made = corpus.letter(n)
                content = made.text.content.encode()
                raw = RawDocument(sha256(content).hexdigest(), content, "text/plain", f"generated:{n}")
                catalog.add(raw, made.text, made.held.letter)
    changed, removed = catalog.unsettled()
    catalog.mark_settled((*changed, *removed))


def warm(home: Home, asked: Sequence[Asked]) -> list[float]:
    """Seconds of each query, the second time that all are asked."""
    from indexer.resolution import Resolver

    engine = fulltext.WhooshEngine(home)
    names = Names(lambda: Resolver([]), engine.frequency, engine.names)

    def ask(one: Asked) -> object:
        query = language.understand(one.text, names)
        return answer.find(query, engine, citing=lambda ids, given: (), order="date" if one.by_date else "relevance")

    taken = timed(ask, asked)
    engine.close()
    return taken


# --- the peers


Ask = Callable[[Asked], object]


def fts5(place: Path, found: Iterator[Entry]) -> tuple[float, Callable[[], Ask]]:
    """CPU seconds to build an FTS5 table, and how to open it."""
    start = time.process_time()
    connection = sqlite3.connect(place)
    connection.execute(f"CREATE VIRTUAL TABLE letters USING fts5({', '.join(FIELDS)}, year UNINDEXED, tokenize='unicode61')")
    for entry in found:
        row = (*(" ".join(entry.texts.get(field, ())) for field in FIELDS), int((entry.date or "0")[:4]))
        connection.execute(f"INSERT INTO letters VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    connection.commit()
    taken = time.process_time() - start
    connection.close()

    def opened() -> Ask:
        held = sqlite3.connect(place)

        def ask(one: Asked) -> object:
            words = _stems(one)
            match = f'"{" ".join(words)}"' if one.phrase else (" AND " if " AND " in one.text else " OR ").join(words)
            years = one.years or (0, 9999)
            order = "year DESC" if one.by_date else "bm25(letters)"
            query = f"SELECT rowid FROM letters WHERE letters MATCH ? AND year BETWEEN ? AND ? ORDER BY {order} LIMIT 10"  # noqa: S608
            return held.execute(query, (match, *years)).fetchall()

        return ask

    return taken, opened


def with_tantivy(place: Path, found: Iterator[Entry]) -> tuple[float, Callable[[], Ask]] | None:
    """CPU seconds to build a tantivy index, and how to open it; None where tantivy is not installed."""
    try:
        import tantivy
    except ImportError:
        return None
    start = time.process_time()
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="default")
    builder.add_integer_field("year", indexed=True, fast=True, stored=True)
    place.mkdir()
    index = tantivy.Index(builder.build(), path=str(place))
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for entry in found:
        document: dict[str, Any] = {field: " ".join(entry.texts.get(field, ())) for field in FIELDS}
        writer.add_document(tantivy.Document(year=int((entry.date or "0")[:4]), **document))
    writer.commit()
    writer.wait_merging_threads()
    taken = time.process_time() - start

    def opened() -> Ask:
        held = tantivy.Index.open(str(place))
        searcher = held.searcher()

        def ask(one: Asked) -> object:
            words = _stems(one)
            text = f'"{" ".join(words)}"' if one.phrase else (" AND " if " AND " in one.text else " OR ").join(words)
            if one.years:
                text = f"({text}) AND year:[{one.years[0]} TO {one.years[1]}]"
            query = held.parse_query(text, list(FIELDS))
            return searcher.search(query, 10, order_by_field="year" if one.by_date else None).hits

        return ask

    return taken, opened


def _stems(one: Asked) -> list[str]:
    from indexer.words import stems

    return [stem for word in one.words for stem in stems(word)] or ["nothing"]


def timed(ask: Ask, asked: Sequence[Asked]) -> list[float]:
    """Seconds of each query, the second time that all are asked."""
    taken: list[float] = []
    for _ in range(2):
        taken = []
        for one in asked:
            start = time.perf_counter()
            ask(one)
            taken.append(time.perf_counter() - start)
    return taken


# --- the table


def row(label: str, letters: int, seconds: float | None, size: float | None, taken: Sequence[float]) -> None:
    """One line of the table."""
    rate = f"{letters / seconds:,.0f}" if seconds else ""
    held = f"{size:,.0f}" if size is not None else ""
    ordered = sorted(taken)
    p50, p95 = (1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.5, 0.95))
    print(f"| {label:<22} | {letters:>7,} | {rate:>8} | {held:>8} | {p50:>7.1f} | {p95:>7.1f} |", flush=True)


def megabytes(path: Path) -> float:
    """The size of a file, or of all files in a directory."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def measure(home: Home, corpus: Corpus, size: int, held: int, asked: Sequence[Asked], place: Path) -> None:
    """Bring the home to `size` letters, measure, and print the lines of this size."""
    with open_catalog(home, write=True) as catalog:
        fill(catalog, corpus, held, size)
        start = time.process_time()
        fulltext.rebuild(home, catalog)
        built = time.process_time() - start
        row("precedents (Whoosh)", size, built, megabytes(home.index_dir), warm(home, asked))
        for label, made in (
            ("SQLite FTS5", fts5(place / f"fts-{size}.sqlite", entries(catalog))),
            ("tantivy", with_tantivy(place / f"tantivy-{size}", entries(catalog))),
        ):
            if made is None:
                print(f"| {label:<22} | not installed")
                continue
            seconds, opened = made
            where = place / (f"fts-{size}.sqlite" if "FTS" in label else f"tantivy-{size}")
            row(label, size, seconds, megabytes(where), timed(opened(), asked))
            shutil.rmtree(where) if where.is_dir() else where.unlink()
    for text in ("14a-8(e) late", asked[1].text, "ordinary business refused since 2010"):
        taken, memory = processes(home.path, text, 20)
        print(f"process: {text!r}: median {1000 * statistics.median(taken):.0f} ms, {(memory or 0) / 1024:.0f} MB", flush=True)


def machine() -> str:
    """What this runs on."""
    import platform

    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {versions}"


def main(arguments: Sequence[str]) -> int:
    """0; the tables are printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--place", type=Path, help="a directory for the home and the peers' indexes (else a temporary one)")
    asked = parser.parse_args(arguments)
    print(
        machine(),
        subprocess.run(["uptime"], capture_output=True, encoding="utf-8").stdout.strip() if shutil.which("uptime") else "",
    )
    corpus = Corpus()
    mixed = queries(corpus, asked.queries)
    print("| engine                 | letters | per CPU s |   MB    | p50 ms  | p95 ms  |")
    print("| ---------------------- | ------: | -------: | -------: | ------: | ------: |")
    with tempfile.TemporaryDirectory(dir=asked.place) as folder:
        home, held = Home(Path(folder) / "home", starter=False), 0
        for size in sorted(asked.sizes):
            measure(home, corpus, size, held, mixed, Path(folder))
            held = size
    try:
        import resource

        print(f"this process, indexing included: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    except ImportError:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
