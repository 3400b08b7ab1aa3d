"""The house rules that hold the packages apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "indexer", "search")
RANK = {name: rank for rank, name in enumerate(PACKAGES)}

# Third party -> the only modules that may import it.
KNOWS = {
    "sqlite3": ("corpus/catalog/",),
    "requests": ("corpus/fetcher",),
    "urllib.request": (),
    "http.client": (),
    "networkx": ("indexer/graph",),
    "whoosh": ("indexer/fulltext",),
    "bokeh": ("indexer/graph",),
    "typer": ("search/cli/",),
    "docx": ("corpus/readers/", "search/word"),
    "pypdfium2": ("corpus/readers/",),
    "pytesseract": ("corpus/readers/",),
    "bs4": ("corpus/readers/", "corpus/sources"),
}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, deferred ones too; `from a import b` gives both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    own = RANK[path.relative_to(ROOT).parts[0]]
    upward = [name for name in imports(path) if RANK.get(name.split(".")[0], -1) > own]
    assert not upward


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_one_place_knows_each_third_party(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        for library, homes in KNOWS.items():
            if name == library or name.startswith(library + "."):
                assert place.startswith(homes), f"{place} imports {library}, which belongs to {homes}"


def test_no_import_cycles() -> None:
    known = {name_of(path) for path in modules()}
    graph = {name_of(path): {name for name in imports(path) if name in known} for path in modules()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for target in graph[module]:
                if not module.startswith(target + "."):  # a package's __init__ is run before its own modules anyway
                    visit(target, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_outgrows_a_reader(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_every_package_is_listed_for_the_wheel() -> None:
    import tomllib

    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    present = {name_of(path) for path in modules() if path.name == "__init__.py"}
    assert set(listed) == present
