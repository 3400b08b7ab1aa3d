"""The fetcher against a server that behaves as the Commission's does, at its worst too."""

from __future__ import annotations

import email.utils
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalog.pacing import Pace
from corpus.errors import SourceRefused, Unusable
from corpus.fetched import NotFetched, is_block_page, suffix_of
from corpus.fetcher import Fetcher, Manners, contact_of, raw_document
from corpus.sources import load
from tests.printing import pdf_of
from tests.sec_server import BLOCK_PAGE, NO_SUCH_KEY, ROBOTS, Fault, Server, blocked, busy, moved, serving

CONTACT = "Ada Lowry ada@lowry.example"
PDF = pdf_of("A letter.")
FAST = Manners(rate=1000, block_pause=0.3, back_off=0.01, read=20, connect=20, whole=60)
IMPATIENT = replace(FAST, read=0.5)
"""For what makes one wait; a busy machine may take as long for an answer that comes at once."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.put("/robots.txt", ROBOTS, "text/plain")
        running.put("/a.pdf", PDF, "application/pdf")
        running.put("/list.html", "<html><p>list</p></html>")
        yield running


class Told(list[str]):
    """The notices of a fetcher."""


def fetcher(server: Server, folder: Path, manners: Manners = FAST, told: Told | None = None) -> Fetcher:
    addresses = load(base_url=server.address)
    said = told if told is not None else Told()
    return Fetcher(addresses, CONTACT, Pace(folder / "pace.sqlite", manners.rate), manners, said.append)


def reason(server: Server, folder: Path, path: str, manners: Manners = FAST) -> str:
    with pytest.raises(NotFetched) as caught:
        fetcher(server, folder, manners).get(server.address + path, kind="letter")
    return caught.value.kind


def test_an_answer_has_address_time_headers_and_hash(server: Server, tmp_path: Path) -> None:
    raw = raw_document(fetcher(server, tmp_path).get(server.address + "/a.pdf", kind="letter"))
    assert (raw.source, raw.content, raw.media_type) == (server.address + "/a.pdf", PDF, "application/pdf")
    assert len(raw.sha256) == 64 and raw.headers["etag"] and (raw.fetched_at or "").startswith("20")


def test_robots_is_read_first_and_every_request_names_us(server: Server, tmp_path: Path) -> None:
    fetcher(server, tmp_path).get(server.address + "/list.html")
    assert server.paths() == ["/robots.txt", "/list.html"]
    assert all("Ada Lowry ada@lowry.example" in one.agent for one in server.asked)
    assert {one.method for one in server.asked} == {"GET"}


@pytest.mark.parametrize("contact", [None, "", "Ada Lowry", "ada@lowry.example", "Ada @", "Ada\nX: y a@b.c", "Åda a@b.c"])
def test_no_start_without_a_contact(contact: str | None) -> None:
    if contact is not None and "\n" in contact:
        assert "\n" not in contact_of(contact)
        return
    with pytest.raises(Unusable) as caught:
        contact_of(contact)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/core/x.pdf", "/Archives/edgar/vprr/bin/x.pdf"])
def test_robots_is_obeyed_beyond_the_blank_line(server: Server, tmp_path: Path, path: str) -> None:
    server.put(path, PDF, "application/pdf")
    assert reason(server, tmp_path, path) == "forbidden"
    assert server.paths() == ["/robots.txt"]


def test_without_robots_everything_may_be_asked(server: Server, tmp_path: Path) -> None:
    del server.pages["/robots.txt"]
    assert fetcher(server, tmp_path).get(server.address + "/a.pdf").content == PDF


def test_robots_that_cannot_be_told_forbid_everything(server: Server, tmp_path: Path) -> None:
    server.fault("/robots.txt", busy(503), lasting=True)
    with pytest.raises(SourceRefused, match=r"robots\.txt could not be read"):
        fetcher(server, tmp_path).get(server.address + "/a.pdf")
    assert "/a.pdf" not in server.paths()


@pytest.mark.parametrize("status", [200, 403, 429])
def test_the_block_page_is_known_by_its_body(server: Server, tmp_path: Path, status: int) -> None:
    server.fault("/a.pdf", blocked(status))
    told = Told()
    ours = fetcher(server, tmp_path, told=told)
    began = time.monotonic()
    assert ours.get(server.address + "/a.pdf", kind="letter").content == PDF
    assert time.monotonic() - began >= FAST.block_pause
    assert ours._pace.current() == FAST.rate / 2
    assert len(told) == 1 and "block page" in told[0]


def test_a_source_that_keeps_blocking_refuses(server: Server, tmp_path: Path) -> None:
    server.fault("/a.pdf", blocked(200), lasting=True)
    with pytest.raises(SourceRefused, match="3 times"):
        fetcher(server, tmp_path).get(server.address + "/a.pdf")
    assert server.paths("/a.pdf") == ["/a.pdf"] * 3


def test_a_letter_that_quotes_the_block_page_is_a_letter() -> None:
    assert is_block_page(BLOCK_PAGE)
    assert not is_block_page(pdf_of("SEC.gov | Request Rate Threshold Exceeded"))
    assert not is_block_page(b"plain words: Undeclared Automated Tool")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path, status: int) -> None:
    server.fault("/a.pdf", busy(status), busy(status))
    assert fetcher(server, tmp_path).get(server.address + "/a.pdf").content == PDF
    assert len(server.paths("/a.pdf")) == 3


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_heeded(server: Server, tmp_path: Path, as_date: bool) -> None:
    said = email.utils.formatdate(time.time() + 2, usegmt=True) if as_date else "1"
    server.fault("/a.pdf", busy(503, said))
    began = time.monotonic()
    fetcher(server, tmp_path).get(server.address + "/a.pdf")
    assert time.monotonic() - began >= 0.9


def test_a_wait_beyond_bearing_is_a_failure(server: Server, tmp_path: Path) -> None:
    server.fault("/a.pdf", busy(503, "86400"))
    with pytest.raises(NotFetched, match="asks to wait 86400 s"):
        fetcher(server, tmp_path).get(server.address + "/a.pdf")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(404, b"gone"), "missing"),
        (Fault(403, NO_SUCH_KEY), "missing"),
        (Fault(404, NO_SUCH_KEY), "missing"),
        (Fault(403, b"<html>Forbidden</html>"), "refused"),
        (Fault(418, b"?"), "failed"),
        (Fault(200, b"<!doctype html><p>Sorry</p>"), "format"),
        (Fault(200, b""), "empty"),
        (Fault(200, PDF, cut=len(PDF) // 2), "broken"),
        (Fault(200, PDF[: len(PDF) // 2]), "broken"),
        (Fault(200, PDF, wait=0.8), "slow"),
        (moved("https://elsewhere.example/a.pdf"), "foreign"),
        (moved("http://127.0.0.1:9/a.pdf"), "foreign"),
        (moved("/core/x.pdf"), "forbidden"),
        (moved("/a.pdf"), "failed"),
    ],
)
def test_what_one_address_may_do_wrong(server: Server, tmp_path: Path, fault: Fault, kind: str) -> None:
    server.fault("/a.pdf", fault, lasting=True)
    assert reason(server, tmp_path, "/a.pdf", IMPATIENT if fault.wait else FAST) == kind


@pytest.mark.parametrize("fault", [Fault(200, PDF, cut=40), Fault(200, PDF, wait=0.8), Fault(200, b"")])
def test_what_passes_is_tried_again(server: Server, tmp_path: Path, fault: Fault) -> None:
    server.fault("/a.pdf", fault)
    ours = fetcher(server, tmp_path, IMPATIENT if fault.wait else FAST)
    assert ours.get(server.address + "/a.pdf", kind="letter").content == PDF


def test_a_trickle_is_cut_off(server: Server, tmp_path: Path) -> None:
    server.fault("/a.pdf", Fault(200, PDF, wait=1.3))
    impatient = Manners(rate=1000, whole=1.0, tries=1)
    with pytest.raises(NotFetched, match="not whole after"):
        fetcher(server, tmp_path, impatient).get(server.address + "/a.pdf")


def test_no_more_is_taken_than_a_letter_can_be(server: Server, tmp_path: Path) -> None:
    small = Manners(rate=1000, largest=300)
    with pytest.raises(NotFetched, match="larger than"):
        fetcher(server, tmp_path, small).get(server.address + "/a.pdf")


def test_a_redirect_within_the_host_is_followed(server: Server, tmp_path: Path) -> None:
    server.fault("/old.pdf", moved("/a.pdf", 301))
    answer = fetcher(server, tmp_path).get(server.address + "/old.pdf", kind="letter")
    assert answer.content == PDF and answer.url == server.address + "/old.pdf"
    assert answer.headers["final-address"] == server.address + "/a.pdf"


def test_no_other_host_is_asked(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="another host"):
        fetcher(server, tmp_path).get("https://elsewhere.example/a.pdf")
    assert server.asked == []


def test_validators_bring_not_modified(server: Server, tmp_path: Path) -> None:
    ours = fetcher(server, tmp_path)
    first = ours.get(server.address + "/a.pdf")
    again = ours.get(server.address + "/a.pdf", etag=first.headers["etag"], last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    assert again.unchanged and not again.content
    assert server.asked[-1].validated and server.asked[-1].status == 304


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with serving() as gone:
        address = gone.address
    ours = Fetcher(load(base_url=address), CONTACT, Pace(tmp_path / "p", 1000), Manners(rate=1000, back_off=0.01))
    with pytest.raises(SourceRefused, match="no connection"):
        ours.get(address + "/a.pdf")


def test_a_server_that_falls_silent_refuses(server: Server, tmp_path: Path) -> None:
    server.fault("/a.pdf", busy(503), lasting=True)
    ours = fetcher(server, tmp_path, Manners(rate=1000, tries=1, most_silent=3))
    for _ in range(2):
        with pytest.raises(NotFetched):
            ours.get(server.address + "/a.pdf")
    with pytest.raises(SourceRefused, match="3 requests in a row"):
        ours.get(server.address + "/a.pdf")
    ours.get(server.address + "/list.html")
    with pytest.raises(NotFetched):
        ours.get(server.address + "/a.pdf")


def test_the_rate_holds(server: Server, tmp_path: Path) -> None:
    ours = fetcher(server, tmp_path, Manners(rate=8))
    for _ in range(14):
        ours.get(server.address + "/a.pdf")
    assert server.busiest_second() <= 8


CHILD = """
import sys
from pathlib import Path
from corpus.catalog.pacing import Pace
from corpus.fetcher import Fetcher, Manners
from corpus.sources import load
base, folder = sys.argv[1:]
ours = Fetcher(load(base_url=base), "Ada Lowry ada@lowry.example", Pace(Path(folder) / "pace.sqlite", 6), Manners(rate=6))
for _ in range(9):
    ours.get(base + "/a.pdf")
"""


def test_two_processes_share_the_rate(server: Server, tmp_path: Path) -> None:
    children = [subprocess.Popen([sys.executable, "-c", CHILD, server.address, str(tmp_path)]) for _ in range(2)]
    assert [child.wait(60) for child in children] == [0, 0]
    assert len(server.paths("/a.pdf")) == 18
    assert server.busiest_second() <= 6


def test_a_pace_below_one_a_second(tmp_path: Path) -> None:
    pace = Pace(tmp_path / "p", 0.5)
    began = time.time()
    first = pace.ask()
    assert first.ticket and first.wait == 0
    for _ in range(2):
        wait = pace.ask().wait
        assert began + 1.99 < time.time() + wait and wait <= 2.0
        pace.answered(first.ticket)


def test_a_damaged_pace_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b"no database " * 100)
    with pytest.raises(Unusable, match="delete it"):
        Pace(tmp_path / "p", 1)


def test_a_block_keeps_all_processes_away_once(tmp_path: Path) -> None:
    one, other = Pace(tmp_path / "p", 4), Pace(tmp_path / "p", 4)
    one.block(60)
    other.block(60)  # told of the same block
    assert 55 < other.ask().wait <= 60
    assert one.current() == other.current() == 2


@pytest.mark.parametrize(
    ("content", "url", "suffix"),
    [
        (PDF, "https://x/y", ".pdf"),
        (b"\n%PDF-1.4", "https://x/y.htm", ".pdf"),
        (b"PK\x03\x04", "https://x/y", ".docx"),
        (b"<!DOCTYPE html><p>", "https://x/y.pdf", ".html"),
        (b"words", "https://x/y.TXT", ".txt"),
        (b"words", "https://x/y", ".txt"),
    ],
)
def test_a_file_is_read_by_what_it_is(content: bytes, url: str, suffix: str) -> None:
    assert suffix_of(content, url) == suffix
