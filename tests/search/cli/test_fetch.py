"""The command `fetch`: its options, its exit status, what it prints."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.cli.app import run
from tests.invented_site import letters
from tests.sec_server import Fault, Server, await_sent, blocked, serving, site

Cli = Callable[..., tuple[int, str, str]]
WHO = ("--contact", "Ada Lowry ada@lowry.example")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("corpus.fetcher.MOST_RATE", 1000.0)  # the loopback server is no one's site
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with serving(site(4)) as running:
        yield running


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.delenv("PRECEDENTS_CONTACT", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = run(["--home", str(tmp_path / "home"), "--no-starter", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_json_is_one_value(cli: Cli, server: Server) -> None:
    asked = ("fetch", "--base-url", server.address, *WHO, "--rate", "500", "--json")
    status, out, err = cli(*asked)
    assert (status, err) == (0, "")
    assert json.loads(out) == {"found": 4, "new": 4, "unchanged": 0, "failed": []}
    assert json.loads(cli(*asked)[1]) == {"found": 4, "new": 0, "unchanged": 4, "failed": []}


def test_fetched_letters_are_searched_and_cited_by_their_source(cli: Cli, server: Server) -> None:
    status, out, _ = cli("fetch", "--season", "2023-24", "--base-url", server.address, *WHO, "--rate", "500")
    assert status == 0 and out.startswith("2 found, 2 new, 0 unchanged, 0 failed\n")
    assert "informal staff views, not law" in out.splitlines()[-1]
    _, shown, _ = cli("show", letters(4)[0].company, "--json")
    assert json.loads(shown)["source_urls"] == [server.address + letters(4)[0].path]
    status, found, _ = cli("search", "14a-8(e) late", "--json")
    assert status == 0 and len(json.loads(found)["hits"]) == 2


def test_a_failed_letter_makes_status_1(cli: Cli, server: Server) -> None:
    path = letters(4)[1].path
    server.fault(path, Fault(404, b""), lasting=True)
    status, out, err = cli("fetch", "--base-url", server.address, *WHO, "--rate", "500", "--json")
    assert status == 1
    assert json.loads(out)["failed"] == [{"url": server.address + path, "reason": "is not there (status 404)"}]
    assert err == f"precedents: {server.address}{path}: is not there (status 404)\n"


@pytest.mark.parametrize("alive", [True, False])
def test_a_source_that_refuses_or_is_gone_makes_status_3(cli: Cli, server: Server, alive: bool) -> None:
    address = server.address if alive else "http://127.0.0.1:9"
    server.fault("/robots.txt", blocked(403), lasting=True)
    asked = ("--rate", "500", "--block-pause", "0.05", "--json")
    status, out, err = cli("fetch", "--base-url", address, *WHO, *asked)
    assert status == 3
    assert json.loads(out)["found"] == 0
    assert "Traceback" not in err and ("block page" in err) is alive


def test_a_contact_is_demanded_before_anything_is_asked(cli: Cli, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = cli("fetch", "--base-url", server.address)
    assert (status, out, server.asked) == (2, "", [])
    assert err.count("\n") == 1 and "--contact" in err
    monkeypatch.setenv("PRECEDENTS_CONTACT", WHO[1])
    assert cli("fetch", "--base-url", server.address, "--rate", "500")[0] == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--rate", "0"),
        ("--rate", "10.5"),
        ("--rate", "-1"),
        ("--season", "2024-2026"),
        ("--season", "winter"),
        ("--year", "1492"),
        ("--year", "2014", "--missing"),
        ("--base-url", "ftp://x"),
        ("--base-url", "x"),
        ("--contact", "nobody"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_status_2(cli: Cli, options: tuple[str, ...], tmp_path: Path) -> None:
    status, out, err = cli("fetch", *(() if "--contact" in options else WHO), *options)
    assert (status, out) == (2, "")
    assert err.startswith("precedents: ") and err.count("\n") == 1
    assert not (tmp_path / "home").exists()


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_an_interrupt_is_one_line_and_keeps_what_came(server: Server, tmp_path: Path, cli: Cli) -> None:
    heard = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background job is deaf
    called = f"{heard}; from search.cli.app import run; sys.exit(run(sys.argv[1:]))"
    asked = ["fetch", "--base-url", server.address, *WHO, "--rate", "2"]
    home = ["--home", str(tmp_path / "home"), "--no-starter"]
    child = subprocess.Popen(
        [sys.executable, "-c", called, *home, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    await_sent(server, child, 1)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=120)
    assert (child.returncode, err) == (130, "precedents: interrupted; what was committed is kept\n")
    status, out, _ = cli("fetch", "--base-url", server.address, *WHO, "--rate", "500", "--json")
    assert status == 0 and json.loads(out)["found"] == 4
    assert len(server.sent(".pdf")) <= 5  # the one under way at most once more
