"""How good is search, against plain Whoosh, and what does each part of the ranking contribute.

    python3 -m scripts.search_quality [FOLDER...] [--without]

Each FOLDER holds letters (`*.txt`) and graded queries (`queries.json`); without one, the project's own invented letters.
nDCG@10 is graded (gain 2^grade - 1) over the queries that have a relevant letter; "first" is how often the first hit has the
best grade; "silent" how often a query that nothing answers gets no hits. The baselines are Whoosh's own parsers and BM25F over
the whole text of each file. `--without` leaves out one part of the ranking at a time, and one kind of query by kind.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from indexer import ingest
from indexer.engines import open_engine
from search import answer, language
from search.finding import citing, influence, names_of
from search.ranking import WEIGHTS, Weights

OWN = Path(__file__).resolve().parent.parent / "tests" / "letters"
PARTS: dict[str, tuple[str, ...]] = {
    "rules and outcomes": ("rule", "ruling", "outcome", "implied_rule", "waiver"),
    "concepts": ("concept",),
    "near concepts": ("near",),
    "words": ("word", "phrase"),
    "synonyms": ("synonym",),
    "names": ("company", "letter"),
    "days late": ("days",),
    "the staff's response": ("response",),
    "the company's argument": ("argument",),
    "the proponent's argument": ("proponent",),
    "sentences on cited letters": ("authority",),
    "bulletins and releases": ("guidance",),
    "how much of the query is met": ("coverage",),
    "subject of the proposal": ("subject",),
    "standing (merits, reversal)": ("merits", "reversed", "tells"),
    "question of exclusion": ("exclusion",),
    "influence and recency": ("influence", "recency"),
}
Rank = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """nDCG@10, best letter first, silent where nothing fits; each 0 to 1."""

    ndcg: float
    first: float
    silent: float


def gain(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """nDCG of a ranking (Jarvelin and Kekalainen, "Cumulated gain-based evaluation", 2002)."""
    got = sum((2 ** grades.get(one, 0) - 1) / math.log2(at + 2) for at, one in enumerate(ranked[:depth]))
    best = sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(sorted(grades.values(), reverse=True)[:depth]))
    return got / best if best else 0.0


def score(queries: Sequence[Mapping[str, Any]], rank: Rank) -> Score:
    """The score of a ranking over graded queries."""
    gains: list[float] = []
    firsts: list[bool] = []
    silences: list[bool] = []
    for query in queries:
        grades = {row["letter"]: row["grade"] for row in query["relevant"]}
        ranked = rank(query["query"])
        if not grades:
            silences.append(not ranked)
            continue
        gains.append(gain(ranked, grades))
        firsts.append(bool(ranked) and grades.get(ranked[0], 0) == max(grades.values()))
    return Score(_mean(gains), _mean(firsts), _mean(silences))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0


class Held:
    """The letters of a folder in a home of their own, and the ways to rank them."""

    def __init__(self, folder: Path, home: Home, catalog: Catalog) -> None:
        report = ingest.add(home, catalog, sorted(folder.glob("*.txt")))
        self.stems = {letter: Path(path).stem for path, letter in (*report.added, *report.unchanged)}
        self.queries: list[dict[str, Any]] = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
        self._folder, self._catalog = folder, catalog
        self._engine = open_engine(home, catalog)

    def ours(self, weights: Weights) -> Rank:
        """The ranking of `precedents search` under these weights."""
        names = names_of(self._catalog, self._engine)

        def rank(text: str) -> list[str]:
            found = answer.find(
                language.understand(text, names),
                self._engine,
                citing=lambda ids, given: citing(self._catalog, ids, given),
                influence=lambda ids: influence(self._catalog, ids),
                weights=weights,
            )
            return [self.stems[match.id] for match in found.hits]

        return rank

    def plain_whoosh(self, folder: Path, group: str, *, stemming: bool) -> Rank:
        """Whoosh as it comes: one field with the whole text, its own parser and BM25F."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from whoosh import analysis, fields, index, qparser

        analyzer = analysis.StemmingAnalyzer() if stemming else analysis.StandardAnalyzer()
        folder.mkdir()
        opened = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(analyzer=analyzer)))
        writer = opened.writer()
        for file in sorted(self._folder.glob("*.txt")):
            writer.add_document(id=file.stem, text=file.read_text(encoding="utf-8"))
        writer.commit()
        parser = qparser.QueryParser("text", opened.schema, group=qparser.OrGroup if group == "or" else qparser.AndGroup)
        searcher = opened.searcher()
        return lambda text: [hit["id"] for hit in searcher.search(parser.parse(text), limit=10)]


def measure(folder: Path, *, without: bool) -> None:
    """Print the tables for one folder."""
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "home", starter=False)
        with open_catalog(home, write=True) as catalog:
            held = Held(folder, home, catalog)
            print(f"\n{folder.name}: {len(held.stems)} letters, {len(held.queries)} queries")
            print(f"| {'ranking':<32} | nDCG@10 | first | silent |\n| {'-' * 32} | ------- | ----- | ------ |")
            _row("precedents search", score(held.queries, held.ours(WEIGHTS)))
            for label, group, stemming in (
                ("Whoosh, default parser", "and", False),
                ("Whoosh, OR", "or", False),
                ("Whoosh, OR and stemming", "or", True),
            ):
                rank = held.plain_whoosh(Path(place) / label.replace(" ", ""), group, stemming=stemming)
                _row(label, score(held.queries, rank))
            if without:
                for label, names in PARTS.items():
                    weights = WEIGHTS
                    for name in names:
                        weights = weights.without(name)
                    _row(f"without {label}", score(held.queries, held.ours(weights)))


def _row(label: str, got: Score) -> None:
    print(f"| {label:<32} | {got.ndcg:7.4f} | {got.first:5.2f} | {got.silent:6.2f} |", flush=True)


def main(arguments: Sequence[str]) -> int:
    """0; the tables are printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--without", action="store_true", help="leave out one part of the ranking at a time")
    asked = parser.parse_args(arguments)
    named = {name for names in PARTS.values() for name in names}
    left = {field.name for field in fields(Weights)} - named
    for folder in asked.folders:
        measure(folder, without=asked.without)
    print(f"\nnot varied: {', '.join(sorted(left))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
