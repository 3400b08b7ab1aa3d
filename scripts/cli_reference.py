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


def helps() -> tuple[dict[str, str], set[str]]:
    """The help text of every command by its full name ("precedents graph top"), groups included, and which are groups."""
    os.environ.update(COLUMNS="100", TERMINAL_WIDTH="100", NO_COLOR="1")
    import typer
    from typer.testing import CliRunner

    from search.cli.app import app

    runner = CliRunner()
    found: dict[str, str] = {}
    groups: set[str] = set()

    def visit(command: object, words: list[str]) -> None:
        answer = runner.invoke(app, [*words, "--help"], prog_name="precedents")
        full_name = " ".join(["precedents", *words])
        found[full_name] = "\n".join(line.rstrip() for line in answer.output.strip().splitlines())
        children = getattr(command, "commands", {})
        groups.update({full_name} if children else ())
        for name, child in sorted(children.items()):
            visit(child, [*words, name])

    visit(typer.main.get_command(app), [])
    return found, groups


def reference(texts: dict[str, str]) -> str:
    """The reference as Markdown."""
    return HEAD + "".join(f"\n## `{name}`\n\n```text\n{text}\n```\n" for name, text in texts.items())


def lacking_example(texts: dict[str, str], groups: set[str]) -> list[str]:
    """Names of the commands (not groups) whose help shows no example."""
    return [name for name, text in texts.items() if name not in groups and "Example: precedents" not in text]


def main() -> None:
    """Write the reference, or check it."""
    texts, groups = helps()
    without = lacking_example(texts, groups)
    if without:
        sys.exit("no example in the help of: " + ", ".join(without))
    wanted = reference(texts)
    if "--check" not in sys.argv:
        REFERENCE.write_text(wanted, encoding="utf-8")
    elif not REFERENCE.exists() or REFERENCE.read_text(encoding="utf-8") != wanted:
        sys.exit(f"{REFERENCE.name} is stale: run python3 scripts/tasks.py docs")


if __name__ == "__main__":
    main()
