"""How fast the parser reads: letters per second and core over folders of texts, and growth on long and on hostile input.

    python scripts/bench_parser.py FOLDER... [--rounds N] [--growth]

Each round reads every text once, in a fixed order, in one process; the best round counts, and the first is shown beside it
(caches are cold in it). Growth reads 10 kB, 100 kB and 1 MB of each kind of input; a factor far above ten is not linear.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.records import Text
from indexer import reading

SIZES = (10_000, 100_000, 1_000_000)
HOSTILE = {
    "open brackets": "(",
    "blank lines": "\n",
    "spaces": " ",
    "one word": "a",
    "digits": "1",
    "quotes": '"',
    "exhibit headings": "EXHIBIT A\n",
    "closings": "Sincerely,\n\n",
    "dates": "May 1, 2001\n",
    "salutations": "Dear Mr. Cole:\n\nyes\n",
    "references": "Re: Acme Corp.\n",
    "responses": "May 1, 2001\n\nResponse of the Office of Chief Counsel\n\n",
    "page headers": "Page 2\n",
    "rows of forms": "Company: a\nProponent: b\n",
    "charts": "Company: a\nProponent: b\nStaff response: Concur\n",
    "separators": "-----\n",
    "e-mail headers": "From: a\nSent: b\nTo: c\n\n",
    "rules": "rule 14a-8(i)(7) ",
    "citations": "See Acme Corp. (Mar. 1, 2001); ",
    "half submissions": "submitted to by the ",
    "names": "Acme Corp. and ",
}


def texts(folders: list[Path]) -> list[Text]:
    """The `.txt` files of some folders, in the order of their paths."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt"))
    return [Text(path.read_text(encoding="utf-8")) for path in paths]


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def rounds(letters: list[Text], count: int) -> list[float]:
    """Processor seconds of each round over all letters."""
    return [seconds(lambda: [reading.read(letter) for letter in letters]) for _ in range(count)]


def growth(letters: list[Text]) -> Iterator[tuple[str, list[float]]]:
    """For each kind of input the processor seconds at each size."""
    whole = "\n\f\n".join(letter.content for letter in letters) or "Acme Corp. says no.\n"
    for name, piece in {"letters end to end": whole, **HOSTILE}.items():
        long = piece * (SIZES[-1] // len(piece) + 1)
        yield name, [seconds(partial(reading.read, Text(long[:size]))) for size in SIZES]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true", help="also read long and hostile input (about a minute)")
    args = parser.parse_args()
    letters = texts(args.folders)
    if not letters:
        raise SystemExit("no .txt file in these folders")
    took = rounds(letters, args.rounds)
    for label, value in (("first round", took[0]), ("best round", min(took))):
        print(
            f"{label:12} {len(letters) / value:8.1f} letters per second and core  ({1000 * value / len(letters):.2f} ms each)"
        )
    for name, times in growth(letters) if args.growth else ():
        print(f"{name:20} " + "  ".join(f"{size // 1000:>5} kB {t:7.3f} s" for size, t in zip(SIZES, times, strict=True)))


if __name__ == "__main__":
    main()
