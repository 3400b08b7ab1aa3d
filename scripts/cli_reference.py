"""Writes docs/cli.md from the commands' own --help; `--check` fails when it is stale or a command lacks an example."""

from __future__ import annotations

import os
import sys
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """# Command reference

Made from `--help` by `python3 scripts/tasks.py docs`; do not edit by hand. Results go to stdout, notes and errors to stderr;
every command takes `--json`. Exit status: 0 done, 1 done but something differs or failed, 2 the call or all its input is
unusable, 3 no source could be reached, 130 interrupted.
"""


def helps() -> dict[str, str]:
    """The help text of every command, by its full name ("precedents graph top"), groups included."""
    os.environ.update(COLUMNS="100", TERMINAL_WIDTH="100", NO_COLOR="1")
    import typer
    from typer.testing import CliRunner

    from search.cli.app import app

    runner = CliRunner()
    found: dict[str, str] = {}

    def visit(command: object, words: list[str]) -> None:
        answer = runner.invoke(app, [*words, "--help"], prog_name="precedents")
        found[" ".join(["precedents", *words])] = answer.output.strip()
        for name, child in sorted(getattr(command, "commands", {}).items()):
            visit(child, [*words, name])

    visit(typer.main.get_command(app), [])
    return found


def reference(texts: dict[str, str]) -> str:
    """The reference as Markdown."""
    return HEAD + "".join(f"\n## `{name}`\n\n```text\n{text}\n```\n" for name, text in texts.items())


def lacking_example(texts: dict[str, str]) -> list[str]:
    """Names of the commands (not groups) whose help shows no example."""
    return [name for name, text in texts.items() if "Example" not in text and "COMMAND [ARGS]" not in text]


def main() -> None:
    """Write the reference, or check it."""
    texts = helps()
    without = lacking_example(texts)
    if without:
        sys.exit("no example in the help of: " + ", ".join(without))
    wanted = reference(texts)
    if "--check" not in sys.argv:
        REFERENCE.write_text(wanted, encoding="utf-8")
    elif not REFERENCE.exists() or REFERENCE.read_text(encoding="utf-8") != wanted:
        sys.exit(f"{REFERENCE.name} is stale: run python3 scripts/tasks.py docs")


if __name__ == "__main__":
    main()
