"""A listing page -> what it lists: letters, rows of a chart, further listings, further pages of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.records import Reference
from corpus.sources import markup
from corpus.sources.addresses import Addresses, Listing, Readers, plain, season_named
from corpus.sources.markup import Item, Link
from corpus.sources.slugs import of_address

_BRACKETED = re.compile(r"\s*[\[(]([^\[\]()]{2,160})[\])]\s*[.,;:]?\s*$")
_DASHED = re.compile(r"\s+[-\u2013\u2014]\s+|\s*[\u2014|;]\s*")
_LABEL = re.compile(r"^(?:company|proponent|re|date|response|incoming letter|incoming)\s*:\s*", re.I)
_NO_WORDS = re.compile(r"[\[(](?:[\s;,.:|-]|\b(?:pdf|html?|docx?)\b|\b\d+(?:\.\d+)? ?[km]b\b)*[\])]", re.I)
_REMARK = re.compile(
    r"\b(?:incoming letter|incoming|response|staff response|reconsideration)\s*(?:dated|:)?\s*(?=[;,|]|$)", re.I
)
_PARTED = re.compile(r"\s*(?:;|\n|\s+(?:and|&)\s+(?=[A-Z][a-z]+ [A-Z]))\s*")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page lists. `empty` where the page itself says that it lists nothing now."""

    references: tuple[Reference, ...]
    listings: tuple[Listing, ...]
    more: tuple[str, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """The page in hand: its address, its own title, season and kind, and what is needed to read it."""

    url: str
    title: str
    season: str | None
    addresses: Addresses
    readers: Readers

    def letter(self, href: str) -> bool:
        """Whether a link leads to what looks like a letter's file, or to any PDF: a list may move to a new address."""
        url = self.addresses.absolute(href, self.url)
        return url is not None and (self.addresses.is_letter(url) or self.addresses.may_be_letter(url))

    def sure(self, href: str) -> bool:
        url = self.addresses.absolute(href, self.url)
        return url is not None and self.addresses.is_letter(url)

    def form_in(self, words: str) -> str:
        found = self.addresses.first("forms", plain(words).strip())
        return found[0] if found else ""

    def empty(self, words: str) -> bool:
        return not words or self.addresses.first("empty_words", words.strip(" []().,:")) is not None


def read_page(html: str | bytes, url: str, addresses: Addresses, readers: Readers, season: str | None = None) -> Listed:
    """What the page at `url` lists. `season` is the one that the link to it named; the page's own title goes before it."""
    shown = markup.read(html)
    page = _Page(url, shown.title, season_named(shown.title) or season, addresses, readers)
    references: list[Reference] = []
    for row in markup.rows(shown):
        references += _of_row(row, page)
    for item in markup.items(shown, page.letter, page.form_in):
        references += _of_item(item, page)
    listings = _listings(shown, page)
    more = [address for href in shown.next_pages if (address := addresses.absolute(href, url)) and _same_list(address, url)]
    empty = not references and addresses.first("nothing_listed", shown.text) is not None
    return Listed(_once(references), tuple(listings), tuple(dict.fromkeys(more)), empty)


def _same_list(address: str, url: str) -> bool:
    return address != url and address.split("?")[0] == url.split("?")[0]


def _once(references: list[Reference]) -> tuple[Reference, ...]:
    """Each address once, its first mention with what later ones add; rows without an address as they stand."""
    by_url: dict[object, Reference] = {}
    for reference in references:
        key: object = reference.url or (reference.company, reference.date, reference.incoming_date, reference.proponent)
        held = by_url.get(key)
        by_url[key] = reference if held is None else _joined(held, reference)
    return tuple(by_url.values())


def _joined(held: Reference, other: Reference) -> Reference:
    added = {
        name: getattr(other, name)
        for name in ("company", "date", "incoming_date", "proponent", "chart_outcome", "bases_asserted", "bases_staff")
        if not getattr(held, name) and getattr(other, name)
    }
    return replace(held, **added)


def _listings(shown: markup.Markup, page: _Page) -> list[Listing]:
    """The further listings that links name, by their own words or, where these say nothing, by their heading."""
    found: dict[str, Listing] = {}
    for link, heading in shown.links:
        url = page.addresses.absolute(link.href, page.url)
        if url is None or url.split("?")[0] == page.url.split("?")[0] or re.search(r"\.(?:pdf|docx?|xlsx?|zip)$", url, re.I):
            continue
        if page.addresses.is_letter(url):
            continue
        words = heading if page.empty(link.text) else link.text
        listing = page.addresses.listing(url, words)
        if listing is not None and url not in found:
            season = listing.season or (season_named(heading) if listing.year is None else None)
            if listing.year is None and season is None and listing.kind not in ("index",):
                season = page.season
            found[url] = replace(listing, season=season)
    return list(found.values())


def _of_row(row: Item, page: _Page) -> Iterator[Reference]:
    """The references of a table row: by the heads of its columns, where it has such."""
    fields = _fields(row, page)
    links = [link for link in row.links if page.letter(link.href)]
    if "company" not in fields and not links:
        return
    if "company" not in fields and "outcome" not in fields:
        yield from _of_item(replace(row, links=tuple(links)), page)
        return
    known = _known(row, fields, links, page)
    if known.company is None and not links:
        return
    charted = known.chart_outcome is not None or ("outcome" in fields and bool(known.incoming_date or known.date))
    if charted:
        yield replace(known, form="chart", url=None)
    elif not links and not (known.date or known.incoming_date):
        return
    elif not links:
        yield replace(known, form="chart", url=None)
    for link in links:
        column = next((name for name, n in fields.items() if n == link.column), "")
        yield _placed(known, link, page, row, _FORM_OF_COLUMN.get(column, ""))


_FORM_OF_COLUMN = {"incoming_date": "incoming", "response_date": "response", "issued": "response", "outcome": "response"}


def _fields(row: Item, page: _Page) -> dict[str, int]:
    """Which column holds which field; each field once."""
    found: dict[str, int] = {}
    for n, head in enumerate(row.heads):
        named = page.addresses.first("columns", plain(head).strip())
        if named is not None and named[0] not in found:
            found[named[0]] = n
    return found


def _known(row: Item, fields: dict[str, int], links: list[Link], page: _Page) -> Reference:
    """What the cells of a row tell."""
    cell = {name: plain(row.cells[n]).strip() for name, n in fields.items()}
    answer = cell.get("outcome", "")
    outcome = page.readers.outcome(answer) if answer else None
    asserted = tuple(dict.fromkeys(page.readers.bases(cell.get("bases", ""))))
    named = _clean(cell.get("company", ""), page)
    company, in_brackets = _holder_apart(named) if "proponent" not in fields else (named, None)
    response = _date(cell.get("response_date", ""), page) or _date(answer, page)
    single = _date(cell.get("date", ""), page)
    return Reference(
        page.url,
        None,
        "chart",
        company=company or None,
        date=response or single,
        incoming_date=_date(cell.get("incoming_date", ""), page),
        proponent=cell.get("proponent") or in_brackets,
        bases_asserted=asserted,
        chart_outcome=outcome,
        season=page.season,
        bases_staff=tuple(dict.fromkeys(page.readers.bases(answer))),
    )


def _of_item(item: Item, page: _Page) -> Iterator[Reference]:
    """The references of words with links: a list item, a paragraph, a card, a row without heads."""
    links = [link for link in item.links if page.letter(link.href)]
    if not links:
        return
    text = plain(item.text)
    known = Reference(page.url, None, "combined", season=page.season)
    company, proponent = _names(item, links, page)
    response, incoming = _dates(text, page)
    known = replace(known, company=company, proponent=proponent, date=response, incoming_date=incoming)
    for link in links:
        if not (response or incoming or page.sure(link.href)):
            continue  # a PDF of an unknown address in words without a date: a form or a rule
        yield _placed(known, link, page, item, "")


def _placed(known: Reference, link: Link, page: _Page, item: Item, form: str) -> Reference:
    """The reference of one link; its form by column, words, address, heading and the title of the page, in this order."""
    url = page.addresses.absolute(link.href, page.url) or ""
    slug = of_address(url)
    said = form or page.form_in(link.text) or (slug.form or "")
    said = said or page.form_in(item.heading) or page.form_in(page.title) or "combined"
    date, incoming = known.date, known.incoming_date
    if said == "incoming" and date and not incoming and known.chart_outcome is None:
        date, incoming = None, date  # the one date of an unanswered request is the request's
    if slug.date and not (date or incoming):
        date, incoming = (None, slug.date) if said == "incoming" else (slug.date, None)
    return replace(known, url=url, form=said, date=date, incoming_date=incoming)


def _dates(text: str, page: _Page) -> tuple[str | None, str | None]:
    """The response's and the request's date in an item's words; of two unlabelled ones the later is the response's."""
    response: str | None = None
    incoming: str | None = None
    unnamed: list[str] = []
    at = 0
    for date, start, end in page.readers.dates(text):
        before = text[at:start].lower()
        at = end
        if re.search(r"incoming|submi|request|notif|received", before) and incoming is None:
            incoming = date
        elif re.search(r"respon|repl|issued|answered", before) and response is None:
            response = date
        else:
            unnamed.append(date)
    for date in sorted(unnamed, reverse=True):
        if response is None:
            response = date
        elif incoming is None and date < response:
            incoming = date
    return response, incoming


def _date(words: str, page: _Page) -> str | None:
    found = page.readers.dates(words)
    return found[0][0] if found else None


def _names(item: Item, links: list[Link], page: _Page) -> tuple[str | None, str | None]:
    """Company and proponent of an item: by the words of its link where these name anything, else by the words around."""
    named = next((link.text for link in links if not page.empty(link.text) and not page.form_in(link.text)), "")
    words = _clean(named, page)
    beside = plain(item.text)
    if not words:
        for link in links:
            beside = beside.replace(plain(link.text), " ; ", 1)
        words = _clean(beside, page)
    company, proponent = _holder_apart(words)
    if proponent is None and named:
        rest = _clean(beside.replace(plain(named), " ; ", 1), page)
        bracketed = re.fullmatch(r"[\[(](.+)[\])]", rest)
        proponent = bracketed[1] if bracketed else rest
    if proponent and (page.form_in(proponent) or len(proponent) > LONGEST_NAME or page.empty(proponent)):
        proponent = None
    return company or None, proponent or None


def _holder_apart(words: str) -> tuple[str, str | None]:
    """A company and the proponent that follows it in brackets or after a dash."""
    bracketed = _BRACKETED.search(words)
    if bracketed and words[: bracketed.start()].strip():
        return words[: bracketed.start()].strip(" ,;"), bracketed[1].strip()
    pieces = [piece.strip(" ,;|") for piece in _DASHED.split(words) if piece.strip(" ,;|")]
    if len(pieces) > 1:
        return pieces[0], pieces[1]
    return words.strip(" ,;|"), None


def _clean(words: str, page: _Page) -> str:
    """Words without dates, file remarks and labels."""
    words = plain(words)
    for _, start, end in reversed(list(page.readers.dates(words))):
        words = words[:start] + " " + words[end:]
    words = _NO_WORDS.sub(" ", words)
    words = _REMARK.sub(" ", words)
    words = " ".join(words.split()).strip(" ,;:|-")
    words = _LABEL.sub("", words)
    return re.sub(r"(?:\s*[;|]\s*)+$|^(?:\s*[;|,-]\s*)+", "", words).strip()


def holders(proponent: str | None) -> tuple[str, ...]:
    """The single names in a list's word for the proponents ("A. Holder; B. Holder")."""
    return tuple(piece.strip(" ,") for piece in _PARTED.split(proponent or "") if piece.strip(" ,"))
