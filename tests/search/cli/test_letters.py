from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalog import open_catalog
from corpus.home import Home
from search.cli.app import run

LETTERS = Path(__file__).resolve().parents[2] / "letters"
TEXTS = sorted(LETTERS.glob("*.txt"))
ONE = LETTERS / "drummel-instrument-2009-01-13.txt"

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRECEDENTS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PRECEDENTS_STARTER", raising=False)
    return tmp_path / "home"


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_parse_prints_a_record_per_line_in_the_order_given(cli: Cli, home: Path) -> None:
    paths = [TEXTS[3], TEXTS[0], TEXTS[2]]
    status, out, err = cli("parse", *paths, "--json")
    lines = out.split("\n")
    assert (status, err, lines[3:]) == (0, "", [""])
    gold = [json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8")) for path in paths]
    assert [json.loads(line)["company"].casefold() for line in lines[:3]] == [one["company"].casefold() for one in gold]
    assert set(gold[0]) - {"noisy"} <= set(json.loads(lines[0])) >= {"evidence", "proposal"}
    assert not home.exists()


def test_parse_passes_over_what_it_cannot_read(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    status, out, err = cli("parse", tmp_path / "empty.txt", ONE, tmp_path / "none.txt", "--json")
    assert (status, out.count("\n"), err.count("\n")) == (1, 1, 2)
    assert err.startswith(f"precedents: {tmp_path / 'empty.txt'}: the file is empty\n")
    assert cli("parse", tmp_path / "empty.txt", "--json")[:2] == (2, "")


def test_parse_and_add_agree_on_what_is_no_letter(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Rain all day. The hens laid two eggs, and we mended the gate.\n", encoding="utf-8")
    parsed, added = cli("parse", tmp_path / "diary.txt"), cli("add", tmp_path / "diary.txt")
    assert (parsed[:2], added[0]) == ((2, ""), 2)
    assert parsed[2] == added[2] and "no letter was recognised in it" in parsed[2]
    assert cli("parse", tmp_path / "diary.txt", ONE, "--json")[0] == 1


@pytest.mark.skipif(os.name != "posix", reason="the pipe is closed as POSIX has it")
@pytest.mark.parametrize("command", [["search", "late"], ["stats", "--json"], ["show", "internap"]])
def test_a_reader_that_has_seen_enough_is_no_failure(home: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    call = [sys.executable, "-c", "from search.cli.app import main; main()", *command]
    done = subprocess.run(call, stdout=writing, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUTF8": "1"}, check=False)
    os.close(writing)
    assert done.returncode == 0
    assert b"Broken" not in done.stderr and b"Error" not in done.stderr


def test_a_path_without_permission_does_not_stop_the_rest(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text("x", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode, **_: Path(path) != locked)
    reading = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return reading(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    status, out, err = cli("parse", locked, ONE, "--json")
    assert (status, out.count("\n"), err) == (1, 1, f"precedents: {locked}: no permission to read it\n")


def test_parse_as_text_quotes_what_was_read(cli: Cli) -> None:
    status, out, _ = cli("parse", ONE)
    assert status == 0
    assert "drummel instrument" in out.casefold()
    assert '"' in out and "informal staff views, not law" in out.rstrip().splitlines()[-1]


def test_add_then_add_again(cli: Cli, home: Path) -> None:
    status, out, _ = cli("--no-starter", "add", LETTERS, "--json")
    report = json.loads(out)
    assert status == 0
    assert [Path(row["path"]) for row in report["added"]] == TEXTS
    assert len({row["id"] for row in report["added"]}) == len(TEXTS)
    assert (report["unchanged"], report["failed"]) == ([], [])
    again = json.loads(cli("add", LETTERS, "--json")[1])
    assert (again["added"], again["unchanged"]) == ([], report["added"])


def test_add_does_what_it_can(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30))
    (tmp_path / "wide.txt").write_bytes("Dear all".encode("utf-16"))
    bad = [tmp_path / name for name in ("empty.txt", "picture.txt", "wide.txt", "missing.txt")]
    status, out, err = cli("--no-starter", "add", *bad, ONE, "--json")
    report = json.loads(out)
    assert status == 1
    assert [row["path"] for row in report["failed"]] == [str(path) for path in bad]
    assert [row["path"] for row in report["added"]] == [str(ONE)]
    assert err.count("\n") == len(bad)
    status, out, _ = cli("add", *bad, "--json")
    assert (status, json.loads(out)["added"]) == (2, [])


def test_add_says_what_it_rests_on(cli: Cli) -> None:
    _, out, _ = cli("--no-starter", "add", ONE)
    assert out.splitlines()[0].startswith("added      drummel-instrument")
    assert out.splitlines()[-1] == "Rests on 1 letter of 2009; last fetch: never; informal staff views, not law."


def test_remove_takes_a_letter_out(cli: Cli) -> None:
    added = json.loads(cli("--no-starter", "add", ONE, TEXTS[0], "--json")[1])["added"]
    status, out, _ = cli("remove", "drummel", "--json")
    assert (status, json.loads(out)) == (0, {"removed": [added[0]["id"]]})
    assert cli("show", added[0]["id"])[0] == 1
    assert json.loads(cli("stats", "--json")[1])["letters"] == 1
    assert json.loads(cli("add", ONE, "--json")[1])["added"] == [added[0]]


def test_remove_takes_no_letter_of_another_date(cli: Cli) -> None:
    cli("add", ONE)
    held = "drummel-instrument-corporation-2009-01-13"
    for near in ("Drummel Instrument Corporation (January 14, 2009)", "Drummel Instrument Company (January 31, 2009)"):
        status, out, err = cli("remove", near)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert held in err
    status, _, err = cli("show", "Drummel Instrument Corporation (January 14, 2009)")
    assert status == 0 and "the date differs: written 2009-01-14; the letter held is of 2009-01-13" in err
    assert cli("remove", "Drummel Instrument Corporation (January 13, 2009)", "--json")[1] == f'{{"removed": ["{held}"]}}\n'


def test_show_gives_the_record_with_its_sources(cli: Cli) -> None:
    cli("--no-starter", "add", ONE)
    status, out, _ = cli("show", "drummel 2009", "--json")
    shown = json.loads(out)
    parsed = json.loads(cli("parse", ONE, "--json")[1])
    assert status == 0
    assert {key: shown[key] for key in parsed} == parsed
    assert (shown["id"][:18], shown["source"], shown["cited_by_count"]) == ("drummel-instrument", "letter", 0)
    assert len(shown["sha256"]) == 64
    assert shown["source_urls"] == [ONE.as_uri()]


def test_show_prints_the_text_that_evidence_points_into(cli: Cli) -> None:
    cli("--no-starter", "add", ONE)
    _, out, _ = cli("show", "drummel", "--text", "--show-private")
    assert out == ONE.read_text(encoding="utf-8")
    shown = json.loads(cli("show", "drummel", "--json")[1])
    ((start, end), *_) = shown["evidence"]["company"]
    assert out[start:end].casefold().startswith("drummel")


def test_private_addresses_are_masked_unless_asked_for(cli: Cli, tmp_path: Path) -> None:
    private = tmp_path / "private.txt"
    private.write_text(ONE.read_text(encoding="utf-8") + "\nWrite to me at ada.quill@example.org.\n", encoding="utf-8")
    cli("--no-starter", "add", private)
    masked, plain = (cli("show", "drummel", "--text", *option)[1] for option in ([], ["--show-private"]))
    assert "ada.quill@example.org" not in masked
    assert "ada.quill@example.org" in plain
    assert len(masked) == len(plain)


def test_a_letter_known_by_facts_is_marked(cli: Cli, home: Path) -> None:
    status, out, err = cli("show", "internap")
    assert status == 0
    assert "facts from public sources, not checked against the SEC's copy" in out
    assert err.count("\n") == 1 and "nothing is kept" in err
    assert json.loads(cli("show", "internap", "--json")[1])["source"] == "facts"
    assert cli("show", "internap", "--text")[0] == 1
    assert not home.exists()


def test_unknown_and_ambiguous_letters(cli: Cli) -> None:
    status, out, err = cli("show", "no such company at all")
    assert (status, out) == (1, "")
    status, out, err = cli("show", "walgreens 2018")
    assert (status, out) == (2, "")
    assert "walgreens-boots-alliance-inc-2018-11-20-2" in err


def test_export_as_csv_and_json_lines(cli: Cli, tmp_path: Path) -> None:
    cli("--no-starter", "add", LETTERS)
    assert json.loads(cli("export", "letters", tmp_path / "out.csv", "--json")[1]) == {"letters": len(TEXTS)}
    cli("export", "letters", tmp_path / "out.jsonl")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in table] == [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    assert {(row["catalog"], row["parser"]) for row in table} == {(line["catalog"], line["parser"]) for line in lines}
    assert table[0]["catalog"] == json.loads(cli("stats", "--json")[1])["catalog"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "out.csv", "out.jsonl"]


def test_export_refuses_what_it_cannot_write(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "letters", tmp_path / "out.xlsx")[0] == 2
    assert cli("export", "letters", tmp_path / "none" / "out.csv")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_stats_of_an_empty_home(cli: Cli, home: Path) -> None:
    found = json.loads(cli("stats", "--json")[1])
    assert (found["letters"], found["sources"], found["made"], found["starter"]) == (401, {"facts": 401}, False, True)
    assert sum(year["letters"] for year in found["years"]) == 401
    status, out, _ = cli("stats")
    assert status == 0 and "starter    included" in out
    assert not home.exists()


def test_doctor_of_a_sound_and_of_a_damaged_home(cli: Cli, home: Path) -> None:
    assert cli("doctor")[0] == 0
    cli("--no-starter", "add", ONE)
    status, out, _ = cli("doctor", "--json")
    assert (status, json.loads(out)["sound"], json.loads(out)["overridden"]) == (0, True, [])
    with open_catalog(Home(home)) as catalog:
        catalog.connection.execute("UPDATE documents SET content = x'00'")
    status, out, _ = cli("doctor", "--json")
    found = json.loads(out)
    assert (status, found["sound"]) == (1, False)
    assert [finding["check"] for finding in found["findings"] if not finding["sound"]] == ["documents"]
    (home / "catalog.sqlite").write_bytes(b"no database " * 1000)
    status, out, _ = cli("doctor")
    assert status == 1 and "DAMAGED" in out
    assert cli("show", "drummel")[0] == 2


def test_doctor_tells_a_damaged_index_from_a_damaged_home(cli: Cli, home: Path) -> None:
    cli("--no-starter", "add", ONE)
    for file in home.glob("index/*/*.pst"):
        os.truncate(file, 100)
    status, out, _ = cli("doctor")
    assert status == 1 and "the next search makes it anew" in out and "restore a copy" not in out
    assert cli("search", "drummel")[0] == 0
    assert cli("doctor")[0] == 0
    (home / "catalog.sqlite").unlink()
    status, out, _ = cli("doctor")
    assert status == 1 and "gone or empty" in out
    assert cli("add", ONE)[0] == 2


def test_doctor_lists_tables_of_the_users_own(cli: Cli, home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "rules.json").write_text("{}", encoding="utf-8")
    (home / "data" / "unheard-of.json").write_text("{}", encoding="utf-8")
    assert json.loads(cli("doctor", "--json")[1])["overridden"] == ["rules.json"]


def test_the_first_writing_command_after_an_upgrade_reads_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("--no-starter", "add", ONE)
    monkeypatch.setattr("indexer.reading.PARSER_VERSION", "later")
    assert "held documents were read again" not in cli("show", "drummel")[2]
    assert "1 held document was read again" in cli("add", TEXTS[0])[2]
    assert cli("add", TEXTS[0])[2] == ""


def start_adding(home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from search.cli.app import main; main()", "--home", str(home), "add", str(LETTERS)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("tenths", [3, 6, 8, 11])
def test_a_killed_add_leaves_a_sound_home_that_the_next_completes(cli: Cli, home: Path, tenths: int) -> None:
    adding = start_adding(home)
    time.sleep(tenths / 10)
    adding.kill()
    adding.wait()
    status, out, _ = cli("doctor", "--json")
    assert status == 0, out
    report = json.loads(cli("add", LETTERS, "--json")[1])
    assert len(report["added"]) + len(report["unchanged"]) == len(TEXTS)
    assert report["failed"] == []
    assert "all done" in cli("doctor")[1]
    assert json.loads(cli("stats", "--json")[1])["held"] == len(TEXTS)
