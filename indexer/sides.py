"""Says of each document of a file what it is and whose: the staff's cover letter or response, a letter of the company or of the
proponent, an exhibit.

The staff's own letters name the parties, the dates of their letters and the addressee; letterheads, signatures and the
argument itself decide the rest. Nothing is read from a document's place in the file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files

from corpus.records import Span
from indexer.dates import DateAt, find_dates
from indexer.layout import Draft, head_date, to_staff
from indexer.lines import Line

_DATA = json.loads(files("indexer").joinpath("data/sides.json").read_text(encoding="utf-8"))
_COMPANY = tuple(re.compile(row["pattern"], re.I) for row in _DATA["company"])
_PROPONENT = tuple(re.compile(row["pattern"], re.I) for row in _DATA["proponent"])
_STAFF_OPENING = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["staff_opening"]))
_HOLDING = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["holding"]), re.I)
_ENCLOSED = re.compile(r"[Oo]ur response is at+ached|response(?: is| are)? (?:enclosed|attached)")
_TO_ALL = re.compile(r"Ladies|Gentlemen|Sirs?\b|Madam|Mesdames|Counsel\b|Staff|Chief Counsel|SEC\b|Commission|whom", re.I)
_OF_STAFF = re.compile(r"\bstaff\b|\bDivision\b|\bCommission\b|no.action|\bproponents?\b|\bthe Company\b")
_BY = re.compile(r"submitted\b[^.]{0,120}?\bby\s+(.{3,300}?)(?:\s+for inclusion|\s+requesting|\.\s|\.$|\s+We\b|$)", re.S)
_YOURS = re.compile(
    r"\byour\s+(?:letters?|correspondence|submissions?|e-?mails?)\b[^.]{0,30}?\bdated\s+(.{6,240}?)(?:\s+concerning|\s+regarding|\.\s|$)"
)
_THEIRS = re.compile(
    r"received\s+(?:a\s+|an\s+|two\s+|three\s+|four\s+|several\s+)?(?:letters?|correspondence|e-?mails?|submissions?)\s+"
    r"(?P<who>.{3,110}?)\s+(?:behalf\s+)?(?:dated|on)\s+(?P<dates>[A-Z].{6,240}?)(?:\.\s|\.$|$)"
)
_NAME = re.compile(r"[A-Z][\w'&-]{3,}")
_COMMON = frozenset(_DATA["common_words"])


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file: its zone kind, its number from 0, its lines (line numbers, half open) and its span.

    `salutation`, `body` and `closing` are line numbers, `tail` the line after its signature and copies; None where it has none.
    """

    kind: str
    number: int
    form: str
    first: int
    last: int
    span: Span
    date: DateAt | None = None
    salutation: int | None = None
    body: int | None = None
    closing: int | None = None
    tail: int | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """What the staff's letters say of the parties: dates of each side's letters (ISO), words of each side's names (folded)."""

    company_dates: frozenset[str] = frozenset()
    proponent_dates: frozenset[str] = frozenset()
    company_words: frozenset[str] = frozenset()
    proponent_words: frozenset[str] = frozenset()


def documents_of(lines: tuple[Line, ...], drafts: list[Draft]) -> tuple[Document, ...]:
    """The documents of a file, each with its kind."""
    kinds = [_staff_kind(lines, draft) for draft in drafts]
    _settle_covers(kinds, drafts)
    known = _parties(lines, drafts, kinds)
    for i, draft in enumerate(drafts):
        kinds[i] = kinds[i] or _party_kind(lines, draft, known)
    return tuple(
        Document(
            kind or "other",
            number,
            draft.form,
            draft.first,
            draft.last,
            (lines[draft.first].span[0], lines[draft.last - 1].span[1]),
            head_date(lines, draft),
            draft.salutation,
            draft.body,
            draft.closing,
            draft.tail,
        )
        for number, (draft, kind) in enumerate(zip(drafts, kinds, strict=True))
    )


def text_of(lines: tuple[Line, ...], first: int, last: int) -> str:
    """The words of some lines on one line, stamps and page headers left out."""
    return " ".join(line.text for line in lines[first:last] if line.text and line.tag not in ("stamp", "page"))


def _staff_kind(lines: tuple[Line, ...], draft: Draft) -> str | None:
    """`response`, `cover`, `procedures` or `other` for the staff's documents and forms, else None."""
    if draft.form in ("procedures", "response"):
        return draft.form
    if draft.form == "form":
        return "other"
    if draft.form in ("exhibit", "email"):
        return None
    start = draft.body if draft.body is not None else draft.first
    body = text_of(lines, start, draft.last)
    if draft.form == "staff" or draft.side == "reply" or _is_staff_letter(lines, draft, body):
        return "cover" if _ENCLOSED.search(body) or not _HOLDING.search(body) else "response"
    return None


def _is_staff_letter(lines: tuple[Line, ...], draft: Draft, body: str) -> bool:
    """Whether a letter without a letterhead opens as the staff's letters do."""
    if not _STAFF_OPENING.search(body[:400]):
        return False
    return draft.side is None and not to_staff(lines, draft)


def _settle_covers(kinds: list[str | None], drafts: list[Draft]) -> None:
    """A file whose only staff letter holds nothing has a response that broke off, unless it says it encloses one."""
    for i, draft in enumerate(drafts):
        if kinds[i] == "cover" and draft.side == "reply":
            kinds[i] = "response"


def _parties(lines: tuple[Line, ...], drafts: list[Draft], kinds: list[str | None]) -> Parties:
    """What the staff's letters of a file say of the parties."""
    dates: dict[bool, set[str]] = {True: set(), False: set()}
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for draft, kind in zip(drafts, kinds, strict=True):
        if kind not in ("cover", "response"):
            continue
        text = text_of(lines, draft.first, draft.last)
        by = _BY.search(text)
        proponents = _words(by[1]) if by else set()
        addressee = _words(_addressee(lines, draft))
        to_company = not (re.search(r"\byou\s+(?:have\s+)?submitted\b", text) or _surname(text) & proponents)
        words[to_company] |= addressee
        words[False] |= proponents
        copies = next((i for i in range(draft.first, draft.last) if lines[i].tag == "after"), None)
        if copies is not None:
            words[not to_company] |= _words(text_of(lines, copies, draft.last))
        for match in _YOURS.finditer(text):
            dates[to_company] |= {at.iso for at in find_dates(match[1])}
        for match in _THEIRS.finditer(text):
            theirs = bool(re.search(r"proponent|shareholder|stockholder", match["who"])) or bool(
                _words(match["who"]) & proponents
            )
            dates[not theirs] |= {at.iso for at in find_dates(match["dates"])}
        dates[True] |= {
            at.iso
            for m in re.finditer(r"Incoming [Ll]etter\s+dated\s+(.{8,30})", text)
            for at in find_dates(m[1])[:1]
            if to_company
        }
    shared = words[True] & words[False]
    both = dates[True] & dates[False]
    return Parties(
        frozenset(dates[True] - both),
        frozenset(dates[False] - both),
        frozenset(words[True] - shared),
        frozenset(words[False] - shared),
    )


def _addressee(lines: tuple[Line, ...], draft: Draft) -> str:
    """The address block of a staff letter, its salutation with it."""
    stop = draft.salutation + 1 if draft.salutation is not None else draft.first
    return " ".join(
        line.text for line in lines[draft.first : stop] if line.tag in ("short", "salutation") and "Incoming" not in line.text
    )


def _surname(text: str) -> set[str]:
    match = re.search(r"Dear (?:M[rsi]{1,3}s?\.?|Dr\.?) ([A-Z][\w'-]+)", text)
    return {match[1].casefold()} if match else set()


def _words(text: str) -> set[str]:
    """The words of names in `text`, folded, less those that any party may have."""
    return {word.casefold().removesuffix("'s") for word in _NAME.findall(text)} - _COMMON


def _party_kind(lines: tuple[Line, ...], draft: Draft, known: Parties) -> str:
    """`company` or `proponent` for a letter to the staff, else `exhibit` (or `other` for a scrap without words)."""
    date = head_date(lines, draft)
    dated = date.iso if date else None
    listed = dated in known.company_dates or dated in known.proponent_dates
    addressed = to_staff(lines, draft)
    if draft.form == "exhibit":
        return _side(lines, draft, known, dated) if listed and addressed and draft.salutation is not None else "exhibit"
    if draft.form == "email":
        return _side(lines, draft, known, dated) if addressed else "exhibit"
    if draft.body is None and draft.side is None:
        return "other"
    if addressed or draft.side in ("company", "proponent") or _for_staff(lines, draft, listed, known):
        return _side(lines, draft, known, dated)
    return "exhibit"


def _for_staff(lines: tuple[Line, ...], draft: Draft, listed: bool, known: Parties) -> bool:
    """Whether a letter without an address is one to the staff: greets nobody by name and is listed, or speaks of the matter."""
    greeting = lines[draft.salutation].text[:90] if draft.salutation is not None else ""
    if greeting and not _TO_ALL.search(greeting.split(":")[0]):
        return False
    body = text_of(lines, draft.body or draft.first, draft.last)
    return listed or (bool(greeting) and len(set(_OF_STAFF.findall(body[:1500]))) >= 2)


def _side(lines: tuple[Line, ...], draft: Draft, known: Parties, dated: str | None) -> str:
    """`company` or `proponent`, by heading, date, names in letterhead and signature, and the words of the argument."""
    score = {"company": 6, "proponent": -6}.get(draft.side or "", 0)
    score += 3 * (dated in known.company_dates) - 3 * (dated in known.proponent_dates)
    names = _words(_letterhead(lines, draft)) | _words(_signature(lines, draft))
    score += 4 * bool(names & known.company_words) - 4 * bool(names & known.proponent_words)
    body = text_of(lines, draft.body if draft.body is not None else draft.first, draft.last)
    score += min(4, sum(bool(cue.search(body)) for cue in _COMPANY)) - min(4, sum(bool(cue.search(body)) for cue in _PROPONENT))
    return "company" if score >= 0 else "proponent"


def _letterhead(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines above a letter's date and address."""
    kept = []
    for line in lines[draft.first : draft.salutation if draft.salutation is not None else draft.body]:
        if line.tag in ("date", "re") or (kept and re.search(r"Chief Counsel|Securities and Exchange", line.text)):
            break
        kept.append(line.text)
    return " ".join(kept)


def _signature(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines between a letter's closing and its copies; its last lines where it has no closing."""
    if draft.closing is None:
        return " ".join([line.text for line in lines[draft.first : draft.last] if line.text and line.tag == "short"][-2:])
    kept = []
    for line in lines[draft.closing : draft.tail or draft.last]:
        if line.tag == "after":
            break
        kept.append(line.text)
    return " ".join(kept[:12])
