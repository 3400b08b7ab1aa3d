"""From the landing pages to the references of every wanted letter: pages are fetched here and read by `corpus.sources`."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.catalog import Catalog, fetches
from corpus.errors import Problem, SourceRefused
from corpus.fetched import NotFetched
from corpus.fetcher import Fetcher, raw_document
from corpus.records import Reference
from corpus.sources import Addresses, Listed, Readers, edgar, read_page
from corpus.sources.addresses import Listing, season_of
from indexer import dates, formulas, rules
from indexer.selection import Selection, scan_years

MOST_PAGES = 400
"""Pages of one list, and lists of one run: a pager that never ends is cut off here."""
SHRINKS = frozenset({"pending", "incoming", "landing", "index"})
"""Kinds of lists that may have fewer letters than last time: what is answered leaves them."""
HOLDS_LISTS = frozenset({"landing", "index"})


def page_readers() -> Readers:
    """How dates, rules and a chart's answers are read, for the pages."""
    return Readers(dates.find_dates, lambda text: [rule for rule, _, _ in rules.find_rules(text)], formulas.chart_outcome)


@dataclass(slots=True)
class Crawl:
    """One walk over the lists. `since` is when this run, or the interrupted one that it goes on with, began (ISO, UTC).

    `reached` counts the pages that were got; `problems` tells of those that were not, or that listed too little; `gone` of
    landing pages that are no more: the site moves its lists from one to another.
    """

    catalog: Catalog
    fetcher: Fetcher
    addresses: Addresses
    selection: Selection
    since: str
    problems: list[Problem]
    reached: int = 0
    gone: list[Problem] = field(default_factory=list)

    def references(self) -> list[Reference]:
        """Every wanted letter that the lists name, each address once. Raises SourceRefused where no page can be got."""
        found: dict[object, Reference] = {}
        sources = [self._scans()] if self.selection.paper is not None else [self._lists(), self._old_scans()]
        for source in sources:
            for reference in source:
                key: object = reference.url or replace(reference, page="")
                found.setdefault(key, reference)
        if not self.reached:
            first = next(iter((*self.problems, *self.gone)), Problem(self.addresses.base, "no landing page is named"))
            raise SourceRefused(
                f"no list could be read: {first.where}: {first.reason}", "see whether the site answers a browser"
            )
        fetches.note_listed(self.catalog, found.values())
        return list(found.values())

    def _lists(self) -> Iterator[Reference]:
        """The wanted letters of all lists that the landing pages lead to."""
        queue = deque(Listing(url, "landing", "landing page") for url in self.addresses.landing)
        seen = {listing.url for listing in queue}
        readers = page_readers()
        while queue:
            listing = queue.popleft()
            listed = self._whole_list(listing, readers)
            if listed is None:
                continue
            self._check(listing, listed)
            for reference in listed.references:
                told = self._told(reference)
                if self.selection.takes(told, listing):
                    yield told
            for further in listed.listings:
                if further.url not in seen and len(seen) < MOST_PAGES and self.selection.follows(further):
                    seen.add(further.url)
                    queue.append(further)

    def _told(self, reference: Reference) -> Reference:
        """The reference with its season, where the page names none."""
        day = reference.incoming_date or reference.date
        return reference if reference.season or day is None else replace(reference, season=season_of(day))

    def _whole_list(self, listing: Listing, readers: Readers) -> Listed | None:
        """A list with all its pages; None where its first page is not to be had."""
        todo, done = deque([listing.url]), set[str]()
        pages: list[Listed] = []
        while todo and len(done) < MOST_PAGES:
            url = todo.popleft()
            done.add(url)
            content = self._page(url)
            if content is None:
                if not pages:
                    return None
                continue
            pages.append(read_page(content, url, self.addresses, readers, listing.season))
            todo += [more for more in pages[-1].more if more not in done and more not in todo]
        references = tuple(reference for page in pages for reference in page.references)
        listings = tuple({one.url: one for page in pages for one in page.listings if one.url not in done}.values())
        return Listed(references, listings, (), any(page.empty for page in pages))

    def _check(self, listing: Listing, listed: Listed) -> None:
        """A list that yields nothing, or fewer letters than last time, is a problem: its form may have changed."""
        count = len(listed.references)
        before = fetches.counted(self.catalog, listing.url, count)
        leads_on = listed.listings if listing.kind in HOLDS_LISTS else [
            one for one in listed.listings if one.kind not in ("year", "season", "index")
        ]  # fmt: skip
        if count == 0 and not leads_on and not listed.empty:
            self.problems.append(Problem(listing.url, "lists no letters: the page's form may have changed (docs/fetching.md)"))
        elif before is not None and count < before and listing.kind not in SHRINKS:
            said = f"lists {count} letters, {before} last time: the page's form may have changed; what is held stays"
            self.problems.append(Problem(listing.url, said))

    def _page(self, url: str) -> bytes | None:
        """The bytes of a page: asked for anew unless this run has it already; None where it is not to be had."""
        held = fetches.known(self.catalog, url)
        kept = fetches.content(self.catalog, url)
        if held is not None and kept is not None and (held.fetched_at or "") >= self.since:
            self.reached += 1
            return zlib.decompress(kept)
        etag, modified = (held.etag, held.last_modified) if held is not None and kept is not None else (None, None)
        try:
            answer = self.fetcher.get(url, etag=etag, last_modified=modified)
        except NotFetched as error:
            gone = error.kind == "missing" and url in self.addresses.landing
            (self.gone if gone else self.problems).append(Problem(url, error.reason))
            return None
        self.reached += 1
        if answer.unchanged and kept is not None:
            fetches.confirm(self.catalog, url, answer.fetched_at)
            return zlib.decompress(kept)
        raw = raw_document(answer)
        content = _paper_rows(raw.content) if url.endswith("form.idx") else raw.content
        fetches.keep(self.catalog, replace(raw, content=zlib.compress(content, 6)), "page")
        return content

    def _old_scans(self) -> Iterator[Reference]:
        """The wanted letters from before the lists: among EDGAR's scans, and by their document numbers."""
        for year in scan_years(self.selection.wanted.letters if self.selection.wanted else ()):
            yield from (one for one in self._scans_of(year) if self.selection.takes(one, None))
        if self.selection.wanted is not None:
            yield from self._numbered()

    def _numbered(self) -> Iterator[Reference]:
        """Letters without text whose source is a document number: the number gives an address."""
        for held in self.catalog.letters():
            numbers = [number for source in held.source_urls if (number := edgar.document_number(source))]
            for number in numbers if held.source != "letter" else ():
                url = edgar.document_address(number, self.addresses)
                yield Reference(url, url, "scan", held.letter.company, held.letter.response_date)

    def _scans(self) -> Iterator[Reference]:
        """EDGAR's scans of the selected year."""
        return self._scans_of(self.selection.paper or 0)

    def _scans_of(self, year: int) -> Iterator[Reference]:
        indexes = 0
        found: list[Reference] = []
        for url in edgar.indexes(self.addresses, year):
            content = self._page(url)
            if content is None:
                continue
            indexes += 1
            text = content.decode("latin-1")
            if not edgar.is_index(text):
                self.problems.append(Problem(url, "is no form index: its form may have changed (docs/fetching.md)"))
            found += edgar.scans(text, url, self.addresses)
        if indexes and not found:
            said = f"the form indexes of {year} list no scanned letter"
            self.problems.append(Problem(edgar.indexes(self.addresses, year)[0], said))
        yield from found


def _paper_rows(index: bytes) -> bytes:
    """A form index without the rows of other forms: a quarter's whole index has some 300,000 of them."""
    lines = index.split(b"\n")
    return b"\n".join(line for line in lines if line.startswith((b"NO ACT", b"Form Type")))
