"""One frozen type for each step of a letter's way: reference, raw document, text with pages, letter.

Offsets are code points of `Text.content` (line ends read as "\\n"). Dates are ISO strings ("2007-07-09"). A fact that is
not known is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Half-open offsets into the source text."""
Spans = tuple[Span, ...]
"""The one to three places a fact was read from."""

OUTCOMES = (
    "concurred",
    "concurred_in_part",
    "not_concurred",
    "no_view",
    "no_objection",
    "withdrawn",
    "incoming_only",
)
RESULTS = ("concurred", "not_concurred", "no_view", "not_addressed")
WITHOUT_MERITS = ("no_objection", "no_view", "withdrawn", "incoming_only")
SIDES = ("company", "proponent", "staff")
DELIVERIES = ("email", "fax", "mail", "courier", "hand")
ZONE_KINDS = ("cover", "response", "company", "proponent", "exhibit", "procedures", "stamp", "other")


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of a listing page: where a letter's file is said to be, and what the page says of it.

    `form` is `combined`, `response`, `incoming`, `chart` (a row without a file) or `scan` (EDGAR `NO ACT`).
    `chart_outcome`, `bases_asserted` and `bases_staff` are filled from chart rows only. `page` is the listing's own address.
    """

    page: str
    url: str | None
    form: str
    company: str | None = None
    date: str | None = None
    incoming_date: str | None = None
    proponent: str | None = None
    bases_asserted: tuple[str, ...] = ()
    chart_outcome: str | None = None
    season: str | None = None
    bases_staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as it was got: its bytes, their SHA-256 (hex), and where and when they came from (`fetched_at` ISO, UTC)."""

    sha256: str
    content: bytes = field(repr=False)
    media_type: str
    source: str
    fetched_at: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a text: its span, how it was read (`text`, `ocr`) and Tesseract's mean word confidence, 0-100."""

    span: Span
    method: str = "text"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one document and its pages. `reader` names the tool and its version ("pypdfium2 5.15")."""

    content: str = field(repr=False)
    pages: tuple[Page, ...] = ()
    reader: str = "plain"


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled stretch of a file; `kind` is one of ZONE_KINDS. `letter` numbers the letters of the bundle from 0 in order.

    A stamp or page header inside a zone is a zone of its own (kind `stamp`), cut out of the one around it.
    """

    kind: str
    span: Span
    letter: int = 0


@dataclass(frozen=True, slots=True)
class Determination:
    """A ground for exclusion, canonical ("14a-8(e)(2)"), and what the staff did on it (one of RESULTS; None: not known)."""

    basis: str
    result: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited no-action letter and citing side. `date` is None for a year alone or none; `year` then holds the year.

    `signal` ("See, e.g.,", "But see") and `basis` (the ground it is cited for, canonical) are None where unclear.
    """

    company: str
    date: str | None
    cited_by: str
    as_written: str
    year: int | None = None
    signal: str | None = None
    basis: str | None = None
    proponent: str | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """Another authority cited: kind `bulletin`, `release` or `case`, and its written-out name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Timeliness:
    """A proposal said to be late: ISO dates, calendar days after the deadline, one of DELIVERIES. Unknown parts are None."""

    deadline: str | None
    received: str | None
    days_late: int | None
    delivery: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the proposal is about in the staff's words, and its resolved clause."""

    topic: str | None
    resolved: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where each key of a letter was read.

    `plain`: key -> spans. `items`: list key -> spans per item, in the list's order. `parts`: `timeliness` and `proposal`
    -> their keys -> spans. A key that was not read from the text is absent.
    """

    plain: Mapping[str, Spans] = field(default_factory=dict)
    items: Mapping[str, tuple[Spans, ...]] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Spans]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """A no-action letter as read (or as known by facts). Keys as in the letter record; see docs/record.md.

    `reconsiders` is the date of the staff's own earlier response in the same matter; `former_names` are earlier names of the
    company that the text states; `zones` cut the text and are empty for a letter known by facts only.
    """

    company: str | None
    response_date: str | None = None
    incoming_date: str | None = None
    available_date: str | None = None
    kind: str = "initial"
    outcome: str | None = None
    conditional: bool = False
    determinations: tuple[Determination, ...] = ()
    bases_asserted: tuple[str, ...] = ()
    bases_staff: tuple[str, ...] = ()
    waiver_80_day: str | None = None
    proponents: tuple[str, ...] = ()
    counsel: str | None = None
    firm: str | None = None
    signatory: str | None = None
    citations: tuple[Citation, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    timeliness: Timeliness | None = None
    proposal: Proposal | None = None
    evidence: Evidence = field(default_factory=Evidence)
    reconsiders: str | None = None
    former_names: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter in the catalog. `source` is `letter` (text held), `chart` or `facts`.

    `note` is the starter's one-line fact in the project's words; `documents` are SHA-256 sums, the record's own document first.
    """

    id: str
    letter: Letter
    source: str
    source_urls: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LetterKey:
    """What a held letter is known by, without its record: to resolve a citation, filter and count. Fields as in Letter."""

    id: str
    company: str | None
    former_names: tuple[str, ...]
    response_date: str | None
    incoming_date: str | None
    available_date: str | None
    kind: str
    outcome: str | None
    conditional: bool
    source: str
    bases_staff: tuple[str, ...]
    bases_asserted: tuple[str, ...]
    proponents: tuple[str, ...]
    reconsiders: str | None
    aliases: tuple[str, ...] = ()
