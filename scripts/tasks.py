"""The task runner: `python3 scripts/tasks.py TASK`. Needs only Python 3.11+; it makes its own environment in .venv.

try     install the package and search the starter catalog for late proposals
test    install with the development extras and run all tests
check   lint, types, generated documentation, the parser's quality gate, the built wheel
docs    write docs/cli.md from the commands' --help, and the starter's entries for the index
wheel   build the wheel, install it in a fresh environment, run it there
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = "precedents-installed"


def bin_of(environment: Path) -> Path:
    """The folder of an environment that holds its programs."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def run(*command: str | Path, **keywords: object) -> None:
    """Run a command in the root; leave with its status if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **keywords).returncode  # type: ignore[call-overload]
    if status:
        sys.exit(status)


def install(extras: str = "") -> Path:
    """The bin of .venv, made if need be, with the package in it (editable), installed again when pyproject.toml changed."""
    python = bin_of(ENVIRONMENT) / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    wanted = f"{(ROOT / 'pyproject.toml').read_text(encoding='utf-8')}\n{extras}"
    stamp = ENVIRONMENT / f"{STAMP}{extras.strip('[]') and '-' + extras.strip('[]')}"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f".{extras}")
        stamp.write_text(wanted, encoding="utf-8")
    return bin_of(ENVIRONMENT)


def try_it() -> None:
    """The main job on the starter catalog, in an empty home."""
    programs = install()
    query = sys.argv[2:] or ["14a-8(e) late"]
    with tempfile.TemporaryDirectory() as empty:
        run(programs / "precedents", "--home", Path(empty) / "home", "search", *query)


def test() -> None:
    """All tests; further arguments go to pytest."""
    programs = install("[dev]")
    run(programs / "python", "-m", "pytest", *sys.argv[2:])


def check() -> None:
    """Everything beside the tests that keeps main green."""
    programs = install("[dev]")
    run(programs / "ruff", "check", ".")
    run(programs / "ruff", "format", "--check", ".")
    run(programs / "mypy")
    run(programs / "python", "-m", "scripts.cli_reference", "--check")
    run(programs / "python", "-m", "scripts.quality_gate")
    wheel()


def docs() -> None:
    """The generated documentation, and the starter's entries for the index."""
    run(install("[dev]") / "python", "-m", "scripts.cli_reference")
    run(install("[dev]") / "python", "-m", "scripts.starter_entries")


def wheel() -> None:
    """A wheel that works away from the checkout: built, installed afresh, searched with."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run(install("[dev]") / "python", "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", place, ".")
        (built,) = place.glob("precedents-*.whl")
        venv.create(place / "fresh", with_pip=True)
        programs = bin_of(place / "fresh")
        run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built)
        environment = dict(os.environ, PRECEDENTS_HOME=str(place / "home"))
        answer = subprocess.run(
            [programs / "precedents", "search", "14a-8(e) late", "--json"],
            cwd=place,
            env=environment,
            capture_output=True,
            check=False,
        )
        if answer.returncode or b'"hits": [{' not in answer.stdout:
            sys.exit(f"the installed wheel does not answer: {answer.stderr.decode(errors='replace')[-400:]}")
        print("wheel: installed in a fresh environment and answers")


TASKS: dict[str, Callable[[], None]] = {"try": try_it, "test": test, "check": check, "docs": docs, "wheel": wheel}


def main() -> None:
    """Run the named task."""
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:
        sys.exit(__doc__)
    if sys.version_info < (3, 11):  # noqa: UP036 - the runner itself may be started by an older Python
        sys.exit("Precedents needs Python 3.11 or newer")
    TASKS[sys.argv[1]]()


if __name__ == "__main__":
    main()
