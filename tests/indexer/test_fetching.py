"""Runs of `fetch` against the server on loopback: what comes, what is asked again, what goes wrong, what a kill leaves."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog, fetches, open_catalog
from corpus.catalog.pacing import Pace
from corpus.fetcher import Fetcher, Manners
from corpus.home import Home
from corpus.readers import ocr
from corpus.records import Reference
from corpus.serial import stored
from corpus.sources import load
from indexer import fetching
from indexer.fetching import Report, charted
from indexer.selection import Selection, Wanted, Wishes
from tests.corpus.sources.reading import PAGES, WHERE
from tests.invented_site import Invented, letters, season_of
from tests.printing import pdf_of, scan_of
from tests.programs import needs
from tests.sec_server import ROBOTS, Fault, Server, await_sent, blocked, busy, put_season, serving, site

LIST = "/rules-regulations/shareholder-proposals/"
QUICK = Manners(rate=1000, block_pause=0.1, back_off=0.01, read=20)


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process, which starts faster than others."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(site(8)) as running:
        yield running


def bring(home: Home, server: Server, selection: Selection | None = None, manners: Manners = QUICK) -> Report:
    addresses = load(home, server.address)
    with open_catalog(home, write=True) as catalog:
        pace = Pace(home.path / "pace.sqlite", manners.rate)
        ours = Fetcher(addresses, "Ada Lowry ada@lowry.example", pace, manners)
        try:
            return fetching.fetch(home, catalog, ours, addresses, selection or Selection())
        finally:
            ours.close()
            pace.close()


def told(report: Report) -> tuple[int, int, int, int]:
    return report.found, report.new, report.unchanged, len(report.failed)


def reasons(report: Report) -> dict[str, str]:
    return {problem.where.split("/", 3)[3]: problem.reason for problem in report.failed}


@pytest.mark.parametrize("processes", [1, 2])
def test_every_listed_letter_comes_with_its_source(
    home: Home, server: Server, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processes)
    assert told(bring(home, server)) == (8, 8, 0, 0)
    with open_catalog(home) as catalog:
        held = {letter.source_urls[0].removeprefix(server.address): letter.letter for letter in catalog.letters()}
        last_fetch = catalog.meta("last_fetch")
    assert last_fetch
    for one in letters(8):
        found = held[one.path]
        assert (found.company, found.response_date) == (one.company, one.response.isoformat())
        assert found.incoming_date == one.request.isoformat()
        assert found.outcome == ("concurred" if one.concurred else "not_concurred")


def test_a_second_run_downloads_nothing(home: Home, server: Server) -> None:
    bring(home, server)
    server.asked.clear()
    assert told(bring(home, server)) == (8, 0, 8, 0)
    assert server.sent() == ["/robots.txt"]
    assert server.paths(".pdf") == []
    assert {one.status for one in server.asked if one.path.startswith("/r") and one.path != "/robots.txt"} == {304}


def test_without_validators_only_lists_are_read_again(home: Home, server: Server) -> None:
    server.validators = False
    bring(home, server)
    server.asked.clear()
    assert told(bring(home, server)) == (8, 0, 8, 0)
    assert server.paths(".pdf") == []


def test_a_season_asks_for_its_own_letters_only(home: Home, server: Server) -> None:
    report = bring(home, server, Selection(season="2024-2025"))
    wanted = [one.path for one in letters(8) if season_of(one) == "2024-2025"]
    assert told(report) == (4, 4, 0, 0)
    assert server.paths(".pdf") == wanted
    assert LIST + "2023-2024" not in server.paths()


def test_a_calendar_year_takes_both_seasons(home: Home, server: Server) -> None:
    report = bring(home, server, Selection(year=2024))
    wanted = [one for one in letters(8) if one.response.year == 2024]
    assert 0 < report.found == len(wanted) < 8
    assert {LIST + "2023-2024", LIST + "2024-2025"} <= set(server.paths())


def test_a_new_letter_is_fetched_alone(home: Home, server: Server) -> None:
    bring(home, server)
    more = letters(9)[8]
    put_season(server, "2023-2024", [*(one for one in letters(8) if season_of(one) == "2023-2024"), more])
    server.put(more.path, more.pdf(), "application/pdf")
    server.asked.clear()
    assert told(bring(home, server)) == (9, 1, 8, 0)
    assert server.paths(".pdf") == [more.path]


def test_a_failed_letter_does_not_stop_the_run_and_is_tried_again(home: Home, server: Server) -> None:
    gone, torn, page = (one.path for one in letters(8)[:3])
    content = server.pages[torn][0]
    server.fault(gone, Fault(404, b"gone"), lasting=True)
    server.fault(torn, Fault(200, content[:200]), lasting=True)
    server.fault(page, Fault(200, b"<!doctype html><p>Try later</p>"), lasting=True)
    report = bring(home, server)
    assert told(report) == (8, 5, 0, 3)
    assert reasons(report) == {
        gone[1:]: "is not there (status 404)",
        torn[1:]: "the PDF breaks off",
        page[1:]: "is no PDF but HTML",
    }
    server.faults.clear()
    assert told(bring(home, server)) == (8, 3, 5, 0)


def test_unreadable_files_are_reported_and_not_fetched_again(home: Home, server: Server) -> None:
    blank, broken = (one.path for one in letters(8)[:2])
    server.put(blank, pdf_of("Nothing that a letter would say is said here."), "application/pdf")
    server.put(broken, b"%PDF-1.4\n%%EOF\n", "application/pdf")
    first = bring(home, server)
    assert told(first) == (8, 6, 0, 2)
    assert "no letter was recognised" in reasons(first)[blank[1:]] and "broken PDF" in reasons(first)[broken[1:]]
    server.asked.clear()
    again = bring(home, server)
    assert told(again) == (8, 0, 6, 2) and reasons(again) == reasons(first)
    assert server.paths(".pdf") == []


@needs("tesseract")
def test_without_tesseract_scans_wait_for_it(home: Home, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = letters(8)[0]
    server.put(scan.path, scan_of(scan.text.split("\f")[0]), "application/pdf")
    with monkeypatch.context() as without:
        without.setattr(ocr, "version", lambda: None)
        report = bring(home, server)
        assert told(report) == (8, 7, 0, 1) and "tesseract-ocr" in report.failed[0].reason
    server.asked.clear()
    assert told(bring(home, server)) == (8, 1, 7, 0)
    assert server.paths(".pdf") == []


def test_the_block_page_in_mid_run_pauses_and_goes_on(home: Home, server: Server) -> None:
    server.fault(letters(8)[3].path, blocked(200))
    server.fault(letters(8)[4].path, busy(429, "0"))
    assert told(bring(home, server)) == (8, 8, 0, 0)


def test_a_source_that_refuses_ends_the_run_with_what_came(home: Home, server: Server) -> None:
    server.fault(letters(8)[3].path, blocked(403), lasting=True)
    report = bring(home, server)
    assert report.stopped is not None and report.stopped.exit_code == 3
    with open_catalog(home) as catalog:
        assert catalog.meta("last_fetch") is None
    server.faults.clear()
    Pace(home.path / "pace.sqlite", 1)._connection.execute("DELETE FROM blocks")
    bring(home, server)
    assert Counter(server.sent(".pdf")) == Counter(one.path for one in letters(8))


def test_no_landing_page_is_a_refusal(home: Home, server: Server) -> None:
    for path in [path for path in server.pages if "shareholder-prop" in path or "14a-8.shtml" in path]:
        del server.pages[path]
    report = bring(home, server)
    assert report.stopped is not None and "no list could be read" in str(report.stopped)


def test_a_landing_page_that_is_gone_is_a_note(home: Home, server: Server) -> None:
    gone = "/corpfin/shareholder-proposals-no-action"
    del server.pages[gone]
    report = bring(home, server)
    assert told(report) == (8, 8, 0, 0)
    assert [note.where for note in report.notes] == [server.address + gone]


def test_a_list_that_yields_nothing_or_less_says_so(home: Home, server: Server) -> None:
    bring(home, server)
    listed = [one for one in letters(8) if season_of(one) == "2023-2024"]
    put_season(server, "2023-2024", listed[:2])
    server.put(LIST + "2024-2025", "<html><h1>2024-2025 Responses</h1><p>Redesigned</p></html>")
    report = bring(home, server)
    said = reasons(report)
    assert "lists 2 letters, 4 last time" in said[LIST[1:] + "2023-2024"]
    assert "lists no letters" in said[LIST[1:] + "2024-2025"]
    with open_catalog(home) as catalog:
        assert catalog.count() == 8


def test_what_is_taken_out_comes_again(home: Home, server: Server) -> None:
    bring(home, server)
    with open_catalog(home, write=True) as catalog:
        catalog.remove(catalog.keys()[0].id)
    assert told(bring(home, server)) == (8, 1, 7, 0)


def test_stats_know_what_is_listed_and_not_fetched(home: Home, server: Server) -> None:
    server.fault(letters(8)[0].path, Fault(404, b""), lasting=True)
    bring(home, server)
    with open_catalog(home) as catalog:
        assert fetches.unfetched(catalog) == {letters(8)[0].response.year: 1}


def every_page() -> Server:
    """The saved pages of every era and form, and a made-up letter for each file that they name."""
    from tests.corpus.sources.test_listing import LISTED

    server = Server()
    server.put("/robots.txt", ROBOTS, "text/plain")
    for name, path in WHERE.items():
        server.put(path, (PAGES / f"{name}.html").read_bytes())
    for listed in LISTED.values():
        for _, company, holder, response, request, path in listed:
            if path is not None:
                server.put(path, pdf_of(stated(company, holder, response, request)), "application/pdf")
    return server


def stated(company: str, holder: str | None, response: str | None, request: str | None) -> str:
    from datetime import date, timedelta

    answered = date.fromisoformat(response) if response else date.fromisoformat(request or "") + timedelta(days=40)
    asked = date.fromisoformat(request) if request else answered - timedelta(days=50)
    made = Invented(0, company, company.split()[0], holder or "Moira Tansley", asked, answered, True)
    return made.text if response else made.text.split("\f")[1]


def test_every_era_and_form_end_to_end(home: Home) -> None:
    with serving(every_page()) as server:
        report = bring(home, server)
    named = {problem.where.removeprefix(server.address): problem.reason for problem in report.failed}
    missing_pages = {"/divisions/corpfin/cf-noaction/2018_14a-8.shtml", "/divisions/corpfin/cf-noaction/2019_14a-8.shtml"}
    assert missing_pages <= named.keys()  # the archive line names years that the invented site lacks
    assert all(reason == "is not there (status 404)" for reason in named.values())
    assert report.new + report.unchanged == report.found
    with open_catalog(home) as catalog:
        held = catalog.keys()
    by_source = Counter(key.source for key in held)
    chart = {key.company: key for key in held if key.source == "chart"}
    assert by_source["letter"] >= 18
    dunmere = chart["Dunmere Gas Company"]
    assert (dunmere.response_date, dunmere.outcome, dunmere.bases_staff) == ("2020-02-11", "concurred", ("14a-8(e)(2)",))


@pytest.mark.parametrize(
    ("outcome", "argued", "named", "ruled"),
    [
        ("concurred", ("14a-8(i)(7)", "14a-8(i)(10)"), ("14a-8(i)(7)",), {"14a-8(i)(7)": "concurred", "14a-8(i)(10)": None}),
        ("concurred", ("14a-8(i)(7)", "14a-8(i)(10)"), (), {"14a-8(i)(7)": None, "14a-8(i)(10)": None}),
        ("concurred", ("14a-8(e)(2)",), (), {"14a-8(e)(2)": "concurred"}),
        ("not_concurred", ("14a-8(b)", "14a-8(f)"), (), {"14a-8(b)": "not_concurred", "14a-8(f)": "not_concurred"}),
        ("withdrawn", ("14a-8(b)",), (), {"14a-8(b)": None}),
        (None, ("14a-8(b)",), (), {"14a-8(b)": None}),
    ],
)
def test_a_chart_row_says_no_more_than_it_does(
    outcome: str | None, argued: tuple[str, ...], named: tuple[str, ...], ruled: dict[str, str | None]
) -> None:
    row = Reference("p", None, "chart", company="Ashlar", bases_asserted=argued, bases_staff=named, chart_outcome=outcome)
    assert {d.basis: d.result for d in charted(row).determinations} == ruled
    assert charted(row).bases_staff == tuple(basis for basis, result in ruled.items() if result)


def test_scans_of_other_rules_are_left_out(home: Home, server: Server) -> None:
    server.put("/Archives/edgar/full-index/2008/QTR1/form.idx", (PAGES / "form-index.txt").read_bytes(), "text/plain")
    for quarter in (2, 3, 4):
        server.put(f"/Archives/edgar/full-index/2008/QTR{quarter}/form.idx", "Form Type   Company Name\n", "text/plain")
    ours, other = ("/Archives/edgar/data/1900001/999999999708000101", "/Archives/edgar/data/1900002/999999999708000102")
    server.put(f"{ours}/scanned.pdf", letters(8)[0].pdf(), "application/pdf")
    server.put(f"{other}/scanned.pdf", pdf_of("Bexley Rail Corp\n\nMarch 3, 2008\n\nRe: Regulation S-K\n\n" + "Dear Sir. " * 9))
    report = bring(home, server, Selection(paper=2008))
    assert (report.new, report.other_rules, report.failed) == (1, 1, [])
    server.asked.clear()
    again = bring(home, server, Selection(paper=2008))
    assert (again.new, again.unchanged, again.other_rules) == (0, 1, 1)
    assert server.paths(".pdf") == []


def test_missing_letters_are_found_by_name_and_date(home: Home, server: Server) -> None:
    one = letters(8)[6]
    wanted = Wishes([Wanted(one.short, one.response.isoformat()), Wanted("Nowhere Inc.", "2024-01-02")])
    report = bring(home, server, Selection(wanted=wanted))
    assert told(report) == (1, 1, 0, 0)
    assert server.paths(".pdf") == [one.path]


def everything(catalog: Catalog) -> list[object]:
    """What a catalog holds, but for times and addresses of the server."""
    told: list[object] = [catalog.digest(), catalog.documents(), catalog.unsettled()]
    told += [(held.id, held.aliases, held.source, held.documents, stored(held.letter)) for held in catalog.letters()]
    return told


CHILD = """
import sys
from corpus import fetcher
fetcher.MOST_RATE = 1e6  # the loopback server is no one's site
from search.cli.app import run
if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.slow
def test_killed_at_ten_random_moments_and_run_again(tmp_path: Path) -> None:
    count, chance = 200, random.Random(8)  # noqa: S311 (moments, not secrets)
    script = tmp_path / "child.py"
    script.write_text(CHILD, encoding="utf-8")

    def command(home: Path, server: Server) -> list[str]:
        asked = [
            "fetch",
            "--base-url",
            server.address,
            "--contact",
            "Ada Lowry ada@lowry.example",
            "--rate",
            "100000",
            "--json",
        ]
        return [sys.executable, str(script), "--home", str(home), "--no-starter", *asked]

    with serving(site(count)) as server:
        done = subprocess.run(command(tmp_path / "calm", server), capture_output=True, check=True)
        assert json.loads(done.stdout) == {"found": count, "new": count, "unchanged": 0, "failed": []}
        server.asked.clear()
        kills = 0
        for moment in sorted(chance.sample(range(1, count - 20), 10)):
            child = subprocess.Popen(command(tmp_path / "killed", server), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            await_sent(server, child, moment)
            time.sleep(chance.uniform(0, 0.05))
            child.kill()
            kills += child.wait() != 0
        done = subprocess.run(command(tmp_path / "killed", server), capture_output=True, check=True)
        assert json.loads(done.stdout)["failed"] == []
        sent = Counter(server.sent(".pdf"))
    assert kills >= 8
    assert len(sent) == count and sum(sent.values()) <= count + kills  # at most the one that was under way
    with open_catalog(Home(tmp_path / "calm")) as calm, open_catalog(Home(tmp_path / "killed")) as killed:
        assert everything(killed) == everything(calm)
        assert calm.count() == count
