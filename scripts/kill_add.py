"""Kills `precedents add` at random moments and asks `doctor` each time: `python3 scripts/kill_add.py FOLDER [--moments 20]`.

Each time it starts adding FOLDER to a fresh home, kills the process (SIGKILL, no chance to tidy up) at a moment drawn evenly
from the length of an undisturbed run, checks the home, and adds again, which must complete it with the same letters as a home
that was never disturbed. Prints one line for each moment; leaves with 1 where one of them failed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUN = (sys.executable, "-c", "from search.cli.app import main; main()")


def answer(home: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit status and JSON of one command in `home`."""
    done = subprocess.run([*RUN, "--home", str(home), *arguments, "--json"], capture_output=True, text=True, encoding="utf-8")
    return done.returncode, json.loads(done.stdout or "{}")


def killed_add(home: Path, folder: Path, after: float) -> bool:
    """Start adding and kill it after so many seconds; whether it was still at work."""
    adding = subprocess.Popen(
        [*RUN, "--home", str(home), "add", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    working = adding.poll() is None
    adding.kill()
    adding.wait()
    return working


def letters_of(home: Path, out: Path) -> list[dict[str, Any]]:
    """The exported letters of a home, without their hash of the whole."""
    answer(home, "export", "letters", str(out))
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def survives(home: Path, folder: Path, after: float, expected: list[dict[str, Any]]) -> bool:
    """Whether a home whose first `add` was killed is sound, and the second completes it; prints what was seen."""
    working = killed_add(home, folder, after)
    status, found = answer(home, "doctor")
    held = answer(home, "stats")[1].get("held", 0)
    _, report = answer(home, "add", str(folder))
    same = letters_of(home, home.with_suffix(".jsonl")) == expected
    sound = found["sound"] and not status
    ended = "" if working else " (had ended)"
    verdict = "sound" if sound else f"DAMAGED {json.dumps(found)}"
    print(f"{after:6.2f} s{ended}: {held} held, {verdict}; {len(report['added'])} added after; same letters: {same}")
    return sound and same


def main() -> None:
    """Kill, check, complete, compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--moments", type=int, default=20)
    options.add_argument("--seed", type=int, default=14)
    chosen = options.parse_args()
    drawn = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        answer(Path(scratch, "calm"), "add", str(chosen.folder))
        whole = time.perf_counter() - began
        expected = letters_of(Path(scratch, "calm"), Path(scratch, "calm.jsonl"))
        print(f"undisturbed: {whole:.2f} s, {len(expected)} letters")
        moments = [drawn.uniform(0, whole) for _ in range(chosen.moments)]
        passed = [survives(Path(scratch, f"home{n}"), chosen.folder, after, expected) for n, after in enumerate(moments)]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
