"""The Internap tutorial says what the program does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from search.cli.app import run

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial-internap.md"
TEXT = TUTORIAL.read_text(encoding="utf-8")
CALLS = [shlex.split(line)[1:] for line in TEXT.splitlines() if line.startswith("precedents ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the tutorial's draft, as Markdown and as Word, and an empty home."""
    import docx

    draft = re.search(r"```markdown\n(.+?)```", TEXT, re.S)
    assert draft
    (tmp_path / "request.md").write_text(draft[1], encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(" ".join(draft[1].replace("*", "").split()))
    document.save(str(tmp_path / "request.docx"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRECEDENTS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PRECEDENTS_STARTER", raising=False)
    return tmp_path


def test_there_are_five_commands() -> None:
    assert [call[0] for call in CALLS] == ["deadline", "support", "check", "check", "support"]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call)[:40])
def test_every_command_works(folder: Path, call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(call) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1].endswith("informal staff views, not law.")
    assert not (folder / "home").exists(), "reading an empty home writes nothing"
    if "--docx" in call:
        assert (folder / call[call.index("--docx") + 1]).stat().st_size > 0


def test_the_days_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*CALLS[0], "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["computed"], told["deadline"], told["days_late"]) == ("2006-12-27", "2007-01-02", 160)


def test_the_sunday_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*CALLS[2], "--json"])
    entries = json.loads(capsys.readouterr().out)["citations"]
    assert [entry["verdict"] for entry in entries] == ["unchecked"] * 4
    (sunday,) = [entry for entry in entries if any(note["kind"] == "weekend_date" for note in entry["notes"])]
    assert "International Business Machines" in sunday["as_written"]
