"""How long `precedents search` takes on the starter catalog, from process start to its last line, and where the time goes.

    python3 -m scripts.bench_start [--runs 20] [--home DIR] [QUERY]

Prints the median, the slowest run and the memory of whole processes, then the stages of one run inside a process, and the
imports that cost most. The target is 350 ms and 120 MB.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def processes(home: Path, query: str, runs: int) -> tuple[list[float], int | None]:
    """Wall seconds of whole `search` processes, and the most memory of one in kB (None where the platform does not tell)."""
    command = [sys.executable, "-c", "from search.cli.app import main; main()", "--home", str(home), "search", query]
    taken: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
        taken.append(time.perf_counter() - start)
    return taken, _memory(home, query)


def _memory(home: Path, query: str) -> int | None:
    """Linux tells it of the process itself; what the parent had when it forked would count in getrusage."""
    program = """
import sys
from search.cli.app import run
run(sys.argv[1:])
with open("/proc/self/status", encoding="utf-8") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""
    if not Path("/proc/self/status").exists():
        return None
    command = [sys.executable, "-c", program, "--home", str(home), "search", query]
    return int(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stderr.split()[-1])


def stages(home: Path, query: str) -> Iterator[tuple[str, float]]:
    """(stage, seconds) of one search inside a process that has nothing imported yet."""
    program = """
import sys, time
marks = [("", time.perf_counter())]
def mark(stage): marks.append((stage, time.perf_counter()))
from search.cli import app; mark("import of the command line")
from corpus.home import Home
from pathlib import Path
from corpus.catalog import open_catalog; mark("import of the catalog")
home = Home(Path(sys.argv[1])); catalog = open_catalog(home); mark("opening the catalog")
from indexer.engines import open_engine
from search import finding, language, render, terminal; mark("import of search")
engine = open_engine(home, catalog); mark("opening the index")
names = finding.names_of(catalog, engine)
query = language.understand(sys.argv[2], names); mark("understanding the query")
found = finding.answer(query, engine, citing=lambda ids, given: finding.citing(catalog, ids, given),
                       influence=lambda ids: finding.influence(catalog, ids)); mark("ranking")
hits = finding.hits_of(catalog, query, found.hits, found.clauses, lambda *_: 0.0); mark("loading the letters shown")
render.rendered(finding.Found(found, hits, (), engine.letters), catalog, terminal.Terminal()); mark("rendering")
for (_, before), (stage, after) in zip(marks, marks[1:]): print(f"{stage}\\t{after - before}")
"""
    run = subprocess.run([sys.executable, "-c", program, str(home), query], check=True, capture_output=True, encoding="utf-8")
    for line in run.stdout.splitlines():
        stage, seconds = line.split("\t")
        yield stage, float(seconds)


def imports(home: Path, query: str) -> list[tuple[str, int]]:
    """Top-level packages by the microseconds that their own modules took to import, the slowest first."""
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-c",
        "from search.cli.app import main; main()",
        "--home",
        str(home),
        "search",
        query,
    ]
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    taken: dict[str, int] = {}
    for own, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", run.stderr):
        package = name.split(".")[0]
        taken[package] = taken.get(package, 0) + int(own)
    return sorted(taken.items(), key=lambda item: -item[1])


@contextmanager
def place(given: Path | None) -> Iterator[Path]:
    """The home to measure: the one given, or one that does not exist, so that the starter answers."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "none"


def main(arguments: Sequence[str]) -> int:
    """0; the figures are printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("query", nargs="?", default="14a-8(e) late")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args(arguments)
    with place(asked.home) as home:
        processes(home, asked.query, 2)  # fill the disk's cache, and Python's own
        taken, memory = processes(home, asked.query, asked.runs)
        print(f"{asked.query!r}, {asked.runs} processes: median {1000 * statistics.median(taken):.0f} ms, ", end="")
        print(f"fastest {1000 * min(taken):.0f}, slowest {1000 * max(taken):.0f}; memory {(memory or 0) / 1024:.0f} MB")
        print("\nstage                         ms")
        for stage, seconds in stages(home, asked.query):
            print(f"{stage:<28}{1000 * seconds:5.0f}")
        print("\nimports, own time             ms")
        for package, microseconds in imports(home, asked.query)[:10]:
            print(f"{package:<28}{microseconds / 1000:5.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
