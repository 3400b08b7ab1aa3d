from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.errors import Problem
from corpus.home import Home
from corpus.records import Letter, Text
from indexer import edges, fulltext, ingest, reading

LETTERS = Path(__file__).resolve().parents[1] / "letters"


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What edges and index were told."""
    told: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    monkeypatch.setattr(edges, "refresh", lambda catalog, now, gone: told.append(("edges", tuple(now), tuple(gone))))
    monkeypatch.setattr(fulltext, "update", lambda home, catalog, now, gone: told.append(("index", tuple(now), tuple(gone))))
    return told


def by_first_line(text: Text) -> Letter:
    """A stand-in for the parser: the first line is "Company | response date"."""
    company, _, date = text.content.split("\n")[0].partition(" | ")
    return Letter(company if date else None, response_date=date or None, outcome="concurred" if date else "incoming_only")


@pytest.fixture
def simple(monkeypatch: pytest.MonkeyPatch, noted: object) -> None:
    monkeypatch.setattr(reading, "read", by_first_line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "letters"
    (path / "older").mkdir(parents=True)
    (path / "b.txt").write_text("Dorrit Corp. | 2005-02-01\n", encoding="utf-8")
    (path / "a.TXT").write_text("Harlan Mill Company | 2010-03-01\n", encoding="utf-8")
    (path / "older" / "c.txt").write_text("Tarn, Inc. | 1999-02-03\n", encoding="utf-8")
    (path / "notes.json").write_text("{}", encoding="utf-8")
    (path / "README.md").write_text("about", encoding="utf-8")
    (path / ".hidden.txt").write_text("x", encoding="utf-8")
    return path


def test_a_folder_gives_its_letters_in_order(folder: Path) -> None:
    files, problems, passed_over = ingest.discover([folder, folder / "b.txt"])
    assert [path.name for path in files] == ["a.TXT", "b.txt", "c.txt"]
    assert (problems, passed_over) == ([], 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_passed_over_and_not_waited_for(home: Home, folder: Path, simple: None) -> None:
    os.mkfifo(folder / "pipe.txt")
    with open_catalog(home, write=True) as catalog:
        report = ingest.add(home, catalog, [folder])
        assert len(report.added) == 3
        assert report.failed == [Problem(str(folder / "pipe.txt"), "is no ordinary file")]
        assert ingest.add(home, catalog, [folder / "pipe.txt"]).failed == report.failed


def test_a_folder_that_cannot_be_looked_into_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path, onerror: Callable[[OSError], None]) -> Iterable[Any]:
        onerror(PermissionError(13, "Permission denied", str(path)))
        return iter(())

    monkeypatch.setattr(os, "walk", refusing)
    assert ingest.discover([tmp_path]) == ([], [Problem(str(tmp_path), "cannot look into the folder: Permission denied")], 0)


@pytest.mark.usefixtures("simple")
def test_add_brings_in_what_it_can_and_names_the_rest(home: Home, catalog: Catalog, folder: Path) -> None:
    bad = {
        "empty.txt": (b"", "empty"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG image"),
        "latin.txt": ("Grüße".encode("latin-1"), "not UTF-8"),
        "poem.txt": (b"Nothing of the kind", "no letter was recognised"),
    }
    for name, (content, _) in bad.items():
        (folder / name).write_bytes(content)
    report = ingest.add(home, catalog, [folder, folder / "gone.txt", folder / "notes.json"])
    assert [letter for _, letter in report.added] == [
        "harlan-mill-company-2010-03-01",
        "dorrit-corp-2005-02-01",
        "tarn-inc-1999-02-03",
    ]
    reasons = {Path(problem.where).name: problem.reason for problem in report.failed}
    assert set(reasons) == {*bad, "gone.txt", "notes.json"}
    assert all(expected in reasons[name] for name, (_, expected) in bad.items())
    assert "no such file" in reasons["gone.txt"]
    assert ".json" in reasons["notes.json"]
    assert all("\n" not in reason and str(folder) not in reason for reason in reasons.values())
    assert catalog.count() == 3


@pytest.mark.usefixtures("simple")
def test_adding_again_adds_nothing(home: Home, catalog: Catalog, folder: Path) -> None:
    first = ingest.add(home, catalog, [folder])
    generation = catalog.generation()
    again = ingest.add(home, catalog, [folder])
    assert (again.added, again.unchanged) == ([], first.added)
    assert catalog.generation() == generation


@pytest.mark.usefixtures("simple")
def test_edges_and_index_hear_of_changes_once(
    home: Home, catalog: Catalog, folder: Path, noted: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    ingest.add(home, catalog, [folder / "a.TXT"])
    assert noted == [("edges", ("harlan-mill-company-2010-03-01",), ()), ("index", ("harlan-mill-company-2010-03-01",), ())]
    ingest.add(home, catalog, [folder / "a.TXT"])
    assert len(noted) == 2


@pytest.mark.usefixtures("simple")
def test_what_a_killed_command_left_is_settled_by_the_next(
    home: Home, catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(home: Home, catalog: Catalog, now: Iterable[str], gone: Iterable[str]) -> None:
        raise KeyboardInterrupt

    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(fulltext, "update", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest.add(home, catalog, [folder / "a.TXT"])
    monkeypatch.setattr(fulltext, "update", lambda home, catalog, now, gone: told.append((*now, *gone)))
    ingest.add(home, catalog, [folder / "a.TXT"])
    assert told == [("harlan-mill-company-2010-03-01",)]
    assert catalog.unsettled() == ((), ())


@pytest.mark.usefixtures("simple")
def test_letters_are_read_again_after_the_parser_changed(
    home: Home, catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.add(home, catalog, [folder])
    assert ingest.renew(catalog) == 0
    monkeypatch.setattr(reading, "PARSER_VERSION", "another")
    monkeypatch.setattr(reading, "read", lambda text: Letter("Renamed Corp.", response_date="2001-01-01"))
    seen: list[tuple[int, int]] = []
    assert ingest.renew(catalog, lambda done, total: seen.append((done, total))) == 3
    assert seen[-1] == (3, 3)
    assert {key.company for key in catalog.keys()} == {"Renamed Corp."}  # noqa: SIM118 (keys are letter keys)
    assert ingest.renew(catalog) == 0


def test_a_fault_in_one_file_is_its_own_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(text: Text) -> Letter:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(reading, "read", faulty)
    (found,) = ingest.read_files([folder / "b.txt"])
    assert isinstance(found, Problem)
    assert "ZeroDivisionError" in found.reason


def test_processes_keep_the_order_and_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [*sorted(LETTERS.glob("*.txt"))[:4], LETTERS / "none.txt"]
    alone = list(ingest.read_files(paths))
    monkeypatch.setattr(ingest, "_WORTH_PROCESSES", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = list(ingest.read_files(paths))
    assert together == alone
    assert isinstance(together[-1], Problem)


def test_a_text_that_only_speaks_of_the_rule_is_kept(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", starter=False)
    lost = tmp_path / "page.txt"
    lost.write_text("page 7 of 9\n\nFor these reasons Rule 14a-8(i)(3) does not reach the proposal.\n", encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("The cat sat on the mat.\n", encoding="utf-8")
    with open_catalog(home, write=True) as catalog:
        report = ingest.add(home, catalog, [lost, other])
    assert [path for path, _ in report.added] == [str(lost)]
    assert [problem.where for problem in report.failed] == [str(other)]
