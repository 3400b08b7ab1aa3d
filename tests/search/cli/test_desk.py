"""The commands support, check and deadline: JSON, text, files written, exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from search.cli.app import run
from tests.search.desk_home import DRAFTS, letters_home

Cli = Callable[..., tuple[int, str, str]]
DRAFT = str(DRAFTS / "c-each-clause-its-letter.txt")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    home, _ = letters_home()

    def call(*arguments: str) -> tuple[int, str, str]:
        status = run(["--home", str(home.path), *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_check_json_is_one_value_and_exit_1_where_something_differs(cli: Cli) -> None:
    status, out, _ = cli("check", DRAFT, "--json")
    told = json.loads(out)
    assert status == 1 and set(told) == {"document", "citations", "not_mentioned", "summary"}
    assert told["summary"]["differs"] == sum(one["verdict"] == "differs" for one in told["citations"]) > 0


def test_check_exits_0_where_nothing_differs(cli: Cli, tmp_path: Path) -> None:
    draft = tmp_path / "d.md"
    draft.write_text("See *Drummel Instrument Corporation* (January 13, 2009).\n", encoding="utf-8")
    status, out, _ = cli("check", str(draft))
    assert status == 0 and out.startswith("d.md: 1 citations (1 verified)")
    assert "informal staff views, not law" in out.splitlines()[-1]


def test_check_offers_what_the_draft_leaves_out(cli: Cli, tmp_path: Path) -> None:
    draft = tmp_path / "d.txt"
    draft.write_text(
        "The staff concurred under Rule 14a-8(e)(2) in Ravensholme Canning Corporation (March 8, 1982).\n", encoding="utf-8"
    )
    told = json.loads(cli("check", str(draft), "--json")[1])["not_mentioned"]
    kinds = {one["kind"]: [] for one in told}
    for one in told:
        kinds[one["kind"]].append(one["id"])
    assert "ottermere-telecom-group-inc-2000-03-02" in kinds["adverse"]
    assert kinds["newer"] and "ravensholme-canning-corporation-1982-03-08" not in kinds["newer"]


def test_check_writes_a_commented_copy(cli: Cli, tmp_path: Path) -> None:
    draft, out = tmp_path / "d.docx", tmp_path / "o.docx"
    document = docx.Document()
    document.add_paragraph("See Drummel Instrument Corporation (January 31, 2009), and the rest of it.")
    document.save(str(draft))
    before = draft.read_bytes()
    status, _, err = cli("check", str(draft), "--docx", str(out))
    (comment,) = docx.Document(str(out)).comments
    assert status == 1 and "1 comment" in err and draft.read_bytes() == before
    assert comment.text.startswith("Differs:") and "2009-01-13" in comment.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "password"),
        ("no.docx", b"PK\x03\x04nothing", "not a Word file"),
        ("no.pdf", b"%PDF-1.4 nothing", "broken PDF"),
        ("no.rtf", b"{\\rtf1}", "not read"),
    ],
)
def test_an_unusable_draft_is_one_line_and_exit_2(cli: Cli, tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = cli("check", str(path))
    assert (status, out) == (2, "") and err.count("\n") == 1 and reason in err


def test_support_json_has_the_fixed_keys(cli: Cli) -> None:
    status, out, _ = cli("support", "e-mail a month late", "--rule", "(e)(2)", "--json", "--limit", "2")
    told = json.loads(out)
    assert status == 0 and {"supporting", "adverse", "string_cite"} <= set(told) and len(told["supporting"]) == 2


def test_support_as_text_says_none_held(cli: Cli) -> None:
    status, out, _ = cli("support", "dividends", "--rule", "14a-8(i)(13)")
    assert status == 0 and out.count("None held. That none is held here does not mean that none exists.") == 2


def test_support_writes_a_memorandum(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "memo.docx"
    status, _, err = cli("support", "a parcel went to a plant first", "--rule", "14a-8(e)(2)", "--docx", str(out))
    assert status == 0 and "wrote" in err
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    for expected in (
        "a parcel went to a plant first",
        "Adverse letters",
        "See, e.g.,",
        "What is known to be missing",
        "catalog ",
    ):
        assert expected in text


def test_the_memorandum_has_the_whole_call(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "memo.docx"
    options = ("--rule", "14a-8(e)(2)", "--days-late", "2", "--against", "--limit", "3", "--style", "bluebook", "--cite", "2")
    assert cli("support", "a parcel went to a plant", *options, "--parentheticals", "--docx", str(out))[0] == 0
    (call,) = (p.text for p in docx.Document(str(out)).paragraphs if p.text.startswith("call: "))
    for expected in ("--rule '14a-8(e)(2)'", "--days-late 2", "--against", "--limit 3", "--style bluebook", "--cite 2"):
        assert expected in call
    assert "--parentheticals" in call and "--docx memo.docx" in call and "--received" not in call
    assert call.endswith(", with the facts above") and "plant" not in call


@pytest.mark.parametrize(
    "arguments",
    [
        ("support", "late"),
        ("support", "late", "--rule", "14a-9"),
        ("support", "late", "--rule", "14a-8(e)(2)", "--style", "apa"),
        ("support", "late", "--rule", "14a-8(e)(2)", "--docx", "memo.txt"),
        ("deadline",),
        ("deadline", "--release", "spring"),
        ("check", DRAFT, "--docx", "o.docx"),
    ],
)
def test_a_call_that_cannot_be_done_is_one_line_and_exit_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    status, out, err = cli(*arguments)
    assert (status, out) == (2, "") and err.count("\n") == 1


def test_deadline_as_json_and_as_text(cli: Cli) -> None:
    dates = ("--release", "2006-04-26", "--printed", "January 2, 2007", "--received", "6/11/2007")
    told = json.loads(cli("deadline", *dates, "--json")[1])
    assert (told["computed"], told["deadline"], told["days_late"]) == ("2006-12-27", "2007-01-02", 160)
    assert told["letters"] and all(letter["outcome"] for letter in told["letters"])
    status, out, _ = cli("deadline", *dates)
    assert status == 0 and "less 120 days" in out and "Letters that turned on the point" in out
