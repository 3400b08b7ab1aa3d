"""Benchmark of the citation graph: `python3 -m scripts.citation_graph [LETTERS ...]` (default 5000 20000 60000).

For each size, generated letters (fixed seed, about 7.5 citations each) are put into a new home; timed are resolving all with
all measures and storing them, adding one letter, and from process start `cited-by`, `graph top` and an `--around` export.
Figures are seconds of wall time; the last three are medians of five. Limits are those at 20,000 letters.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.catalog import Catalog, open_catalog
from corpus.catalog import edges as store
from corpus.home import Home
from corpus.records import Citation, Letter, RawDocument, Text
from indexer import edges
from scripts.generated_letters import fill, letters

PER_LETTER = 8.7
"""Citations drawn for each letter; those drawn twice leave about 7.5."""
LIMITS = {"all": 60.0, "add one": 1.5, "cited-by": 0.35, "graph top": 0.35, "around": 2.0}


def measure(count: int, folder: Path) -> dict[str, float]:
    """The figures of one size."""
    home = Home(folder, starter=False)
    with open_catalog(home, write=True) as catalog:
        fill(catalog, letters(count, int(count * PER_LETTER)))
        found: dict[str, float] = {"letters": count}
        began = time.perf_counter()
        edges.rebuild(catalog)
        found["all"] = time.perf_counter() - began
        found["edges"] = sum(store.resolutions(catalog).values())
        catalog.mark_settled([*catalog.unsettled()[0]])
        found["add one"] = _add_one(catalog)
        letter = store.highest(catalog, "cited_by", 1)[0][0]
        near = store.highest(catalog, "cited_by", 500)[-1][0]
    found["cited-by"] = _timed(folder, "cited-by", letter)
    found["graph top"] = _timed(folder, "graph", "top", "--rule", "14a-8(e)(2)")
    found["around"] = _timed(folder, "graph", "export", str(folder / "near.html"), "--around", near, "--depth", "1")
    return found


def _add_one(catalog: Catalog) -> float:
    """Seconds to put in a letter of the most cited company and let the edges take notice."""
    key = store.keys_of(catalog, [store.highest(catalog, "cited_by", 1)[0][0]])[0]
    cited = Citation(key.company or "", key.response_date, "company", "so", None, None, "14a-8(e)(2)")
    letter = Letter(key.company, response_date="2024-05-01", outcome="concurred", citations=(cited,))
    began = time.perf_counter()
    catalog.add(RawDocument("f" * 64, b"one more", "text/plain", "generated:one more"), Text("one more"), letter, "1")
    changed, removed = catalog.unsettled()
    edges.refresh(catalog, changed, removed)
    catalog.mark_settled((*changed, *removed))
    return time.perf_counter() - began


def _timed(home: Path, *arguments: str) -> float:
    """Median seconds of five runs of the program."""
    program = Path(sys.executable).with_name("precedents")
    taken: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([program, "--home", home, *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Print one row for each size; leave with 1 where a limit is passed at 20,000 letters."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [5000, 20000, 60000]
    columns = ("letters", "edges", *LIMITS)
    print("  ".join(f"{column:>10}" for column in columns))
    failed = False
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(size, Path(folder))
        print(
            "  ".join(
                f"{found[column]:>10.0f}" if column in ("letters", "edges") else f"{found[column]:>10.2f}" for column in columns
            )
        )
        failed |= size <= 20_000 and any(found[name] > limit for name, limit in LIMITS.items())
    sys.exit(failed)


if __name__ == "__main__":
    main()
