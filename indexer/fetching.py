"""A run of `fetch`: lists -> references -> bytes -> text -> letter -> catalog, each step kept before the next begins.

Only this process writes, one address to a transaction. Bytes are kept as they come, and wait in the catalog until the letter
read from them is in it; so a run killed anywhere goes on from there, asks for nothing twice, and ends in the same catalog: what
a chart tells goes in first, then letters in the order of the lists, however the reading of their files is spread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from corpus import fetched, readers
from corpus.catalog import Catalog, fetches
from corpus.errors import PrecedentsError, Problem, SourceRefused
from corpus.fetched import NotFetched
from corpus.fetcher import Fetcher, raw_document
from corpus.home import Home
from corpus.readers import ocr
from corpus.records import RESULTS, Determination, Letter, RawDocument, Reference, Text
from corpus.sources import Addresses
from corpus.sources.listing import holders
from indexer import ingest
from indexer.crawling import Crawl
from indexer.selection import Selection
from indexer.workers import Workers

UNDER_WAY = 16
"""Files read ahead of the one whose letter goes in next."""
GOES_ON = timedelta(days=1)
"""For how long an interrupted run is gone on with: its lists are not asked for again."""
STAMPED_WITHIN = 6_000
"""Characters at a scan's beginning among which the stamp names the rule, or the letter does."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What a run came to. `found` counts the wanted letters and chart rows of the lists; `stopped` why the run ended early."""

    found: int = 0
    new: int = 0
    unchanged: int = 0
    failed: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    other_rules: int = 0
    stopped: SourceRefused | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A fetched file's text and letter."""

    text: Text
    letter: Letter


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is being read, and what its list says of it."""

    raw: RawDocument
    reference: Reference | None


def fetch(
    home: Home,
    catalog: Catalog,
    fetcher: Fetcher,
    addresses: Addresses,
    selection: Selection,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Bring the selected letters into the catalog, then into edges and index; the report tells what that came to.

    A source that refuses ends the run early, with what came until then kept (`Report.stopped`).
    """
    run = _Run(catalog, fetcher, addresses, Report(), progress)
    try:
        run.bring(selection, _begun(catalog, selection))
        catalog.set_meta("fetch_run", "")
    except SourceRefused as error:
        run.report.stopped = error
    finally:
        ingest.settle(home, catalog)
    if run.report.stopped is None:
        catalog.set_meta("last_fetch", date.today().isoformat())
    return run.report


def _begun(catalog: Catalog, selection: Selection) -> str:
    """When this run began, or the interrupted run of the same selection that it goes on with (ISO, UTC)."""
    now = datetime.now(UTC)
    wanted = str(selection)
    try:
        left = json.loads(catalog.meta("fetch_run") or "{}")
    except ValueError:
        left = {}
    if left.get("selection") == wanted and now - datetime.fromisoformat(left["since"]) < GOES_ON:
        return str(left["since"])
    since = now.isoformat(timespec="milliseconds")
    catalog.set_meta("fetch_run", json.dumps({"selection": wanted, "since": since}))
    return since


@dataclass(slots=True)
class _Run:
    """One run, in hand."""

    catalog: Catalog
    fetcher: Fetcher
    addresses: Addresses
    report: Report
    progress: Progress
    done: int = 0

    def bring(self, selection: Selection, since: str) -> None:
        """Everything that is selected, in the order of the module's promise."""
        crawl = Crawl(self.catalog, self.fetcher, self.addresses, selection, since, self.report.failed)
        references = crawl.references()
        for page in crawl.gone:
            self.report.notes.append(Problem(page.where, f"{page.reason}: lists that only this page leads to were not read"))
        self.report.found = len(references)
        for reference in references:
            if reference.form == "chart":
                self._chart_row(reference)
        with Workers(read_document, _lost) as workers:
            files = [reference for reference in references if reference.url is not None]
            for waiting in self._files(files):
                workers.put(waiting)
                self._take(workers, UNDER_WAY)
            self._take(workers, 0)

    def _files(self, references: list[Reference]) -> Iterator[_Waiting]:
        """The bytes of each file that has to be read, fetched or left from an earlier run."""
        for reference in references:
            raw = self._bytes(reference)
            if raw is not None:
                yield _Waiting(raw, reference)
        listed = {reference.url for reference in references}
        for raw in fetches.waiting(self.catalog):
            if raw.source not in listed:
                self.report.found += 1
                yield _Waiting(raw, None)

    def _bytes(self, reference: Reference) -> RawDocument | None:
        """The file of a reference, if it has to be read; None where it is held already, or not to be had."""
        url = reference.url or ""
        held = fetches.known(self.catalog, url)
        if held is not None and held.state == "waiting":
            return fetches.document(self.catalog, url)
        if held is not None and held.state == "unread" and held.reader != reading_with():
            return fetches.document(self.catalog, url)
        asked_again = held is None or self._may_have_changed(reference, held)
        if held is not None and not asked_again:
            self._unchanged(held)
            return None
        return self._asked(reference, held)

    def _may_have_changed(self, reference: Reference, held: fetches.Fetch) -> bool:
        """Whether an address is asked again: it gave nothing, its list says something new of it, or it had no answer in it."""
        if held.state == "failed":
            return True
        if held.state == "held" and not fetches.is_held(self.catalog, held.url):
            return True  # taken out by `remove`
        if held.listed_as is not None and held.listed_as != listed_as(reference):
            return True
        open_request = reference.form == "incoming" and not reference.date
        return open_request and held.state == "held" and bool(held.etag or held.last_modified)

    def _asked(self, reference: Reference, held: fetches.Fetch | None) -> RawDocument | None:
        """The file, asked for; None where it is unchanged or not to be had."""
        url = reference.url or ""
        keeps = held is not None and held.state == "held" and fetches.is_held(self.catalog, url)
        etag, modified = (held.etag, held.last_modified) if held is not None and keeps else (None, None)
        try:
            answer = self.fetcher.get(url, etag=etag, last_modified=modified, kind="letter")
        except NotFetched as error:
            self._failed(url, error.reason, keeps)
            return None
        if answer.unchanged:
            fetches.confirm(self.catalog, url, answer.fetched_at, listed_as(reference))
            self._unchanged(held)
            return None
        raw = raw_document(answer)
        if self.catalog.letter_of_document(raw.sha256) is not None:
            with self.catalog.transaction():
                fetches.keep(self.catalog, raw, "waiting", listed_as(reference))
                self.catalog.seen(raw.sha256, url, raw.fetched_at)
                fetches.mark(self.catalog, url, "held")
            self._unchanged(None)
            return None
        fetches.keep(self.catalog, raw, "waiting", listed_as(reference))
        return raw

    def _failed(self, url: str, reason: str, keeps: bool) -> None:
        """Note that an address gave nothing; what is held from it stays."""
        if not keeps:
            fetches.mark(self.catalog, url, "failed", reason)
        self.report.failed.append(Problem(url, reason))
        self._step()

    def _unchanged(self, held: fetches.Fetch | None) -> None:
        if held is not None and held.state == "unread":
            self.report.failed.append(Problem(held.url, held.reason or "no letter was recognised in it"))
        elif held is not None and held.state == "other":
            self.report.other_rules += 1
        else:
            self.report.unchanged += 1
        self._step()

    def _step(self) -> None:
        self.done += 1
        self.progress(self.done, self.report.found)

    def _take(self, workers: Workers[_Waiting, Read | Problem], leave: int) -> None:
        """Put what was read into the catalog, in order."""
        for waiting, result in workers.results(leave):
            self._keep(waiting, result)
            self._step()

    def _keep(self, waiting: _Waiting, result: Read | Problem) -> None:
        from indexer.reading import PARSER_VERSION

        url = waiting.raw.source
        form = waiting.reference.form if waiting.reference else None
        if isinstance(result, Problem):
            self._unread(url, result.reason)
        elif form == "scan" and not on_the_rule(result.text):
            fetches.mark(self.catalog, url, "other", "a letter under another rule", reading_with())
            self.report.other_rules += 1
        elif not ingest.recognised(result.letter, result.text):
            self._unread(url, "no letter was recognised in it: no company, no date, no answer of the staff")
        else:
            with self.catalog.transaction():
                addition = self.catalog.add(waiting.raw, result.text, result.letter, str(PARSER_VERSION))
                fetches.mark(self.catalog, url, "held")
            self.report.new += addition.new
            self.report.unchanged += not addition.new
            self._compare(waiting, result.letter)

    def _unread(self, url: str, reason: str) -> None:
        fetches.mark(self.catalog, url, "unread", reason, reading_with())
        self.report.failed.append(Problem(url, reason))

    def _compare(self, waiting: _Waiting, letter: Letter) -> None:
        """Note where list and letter differ in the date: the letter's own counts."""
        listed = waiting.reference.date if waiting.reference and waiting.reference.form in ("combined", "response") else None
        if listed and letter.response_date and listed != letter.response_date:
            said = f"the list has {listed}, the letter {letter.response_date}; the letter's date is kept"
            self.report.notes.append(Problem(waiting.raw.source, said))

    def _chart_row(self, reference: Reference) -> None:
        """What a row of a chart tells of a letter."""
        addition = self.catalog.add_known(charted(reference), "chart", (reference.page,))
        self.report.new += addition.new
        self.report.unchanged += not addition.new
        self._step()


def listed_as(reference: Reference) -> str:
    """What a list says of a file, as one line: where it says something else later, the file is asked for again."""
    return "|".join(part or "" for part in (reference.form, reference.date, reference.incoming_date))


def reading_with() -> str:
    """The tools that a file is read with; one that could not be read is tried again when they change."""
    from indexer.reading import PARSER_VERSION

    return f"parser {PARSER_VERSION}, Tesseract {ocr.version() or 'missing'}"


def on_the_rule(text: Text) -> bool:
    """Whether a scan is a letter on rule 14a-8: EDGAR's form covers all rules."""
    from indexer.rules import find_rules

    opening = text.content[:STAMPED_WITHIN]
    return bool(find_rules(opening)) or "14a-8" in opening.lower()


def charted(reference: Reference) -> Letter:
    """The letter that a row of a chart tells of. What the row decides of a ground is said, nothing more.

    A concurrence names its ground or, where a single one was argued, is on that; a refusal is on every ground argued.
    """
    outcome = reference.chart_outcome
    argued = reference.bases_asserted
    ruled: tuple[str, ...] = ()
    if outcome in ("concurred", "concurred_in_part"):
        ruled = reference.bases_staff or (argued if len(argued) == 1 else ())
    elif outcome in ("not_concurred", "no_view"):
        ruled = reference.bases_staff or argued
    result = "concurred" if outcome == "concurred_in_part" else outcome if outcome in RESULTS else None
    rest = tuple(basis for basis in argued if basis not in ruled)
    return Letter(
        company=reference.company,
        response_date=reference.date,
        incoming_date=reference.incoming_date,
        outcome=outcome,
        determinations=tuple(Determination(basis, result) for basis in ruled)
        + tuple(Determination(basis, None) for basis in rest),
        bases_asserted=argued,
        bases_staff=ruled,
        proponents=holders(reference.proponent),
    )


def read_document(waiting: _Waiting) -> Read | Problem:
    """A fetched file's text and letter, or what is wrong with it."""
    from indexer.reading import read

    raw = waiting.raw
    name = "the file" + fetched.suffix_of(raw.content, raw.source)
    try:
        text = readers.read_bytes(raw.content, name)
        return Read(text, read(text))
    except PrecedentsError as error:
        return Problem(raw.source, str(error).removeprefix(f"{name}: ").removeprefix(f"{name}, "))
    except Exception as error:  # a stranger's fault in one file must not end the run
        return Problem(raw.source, f"could not be read ({type(error).__name__}: {error})")


def _lost(waiting: _Waiting) -> Problem:
    return Problem(waiting.raw.source, "could not be read: the program that reads such files broke down over it")
