"""Says of each document of a file what it is and whose: the staff's cover letter or response, a letter of the company or of the
proponent, an exhibit.

The staff's own letters name the parties, the dates of their letters and the addressee; letterheads, signatures and the
argument itself decide the rest. Nothing is read from a document's place in the file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
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
_TO_ALL = re.compile(
    r"Ladies|Gentlemen|Sirs?\b|Madam|Mesdames|Counsel\b|Staff|SEC\b|Commission|Division|whom|Friends|[Aa]ttorneys|Reader|Director\b"
)
_TO_STAFF = re.compile(r"Staff|Division|Chief Counsel|SEC\b|Commission", re.I)
_PERSONAL = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr|Rev|Sister|Brother)\b\.? ")
_OF_STAFF = re.compile(r"\b(?:staff|Staff|Division|Commission)\b|no.action|\bproponents?\b")
_SUBJECT_OF = re.compile(
    r"(?i:proposals?|submission|resolution)\s+(?i:submitted\s+)?(?i:of|by|from)\s+(?:[Tt]he\s+)?(?P<name>[A-Z].{2,120}?)(?:\s+(?:Securities|Rule|Exchange|on)\b|$)"
)
_BY = re.compile(r"submitted\b[^.]{0,120}?\bby\s+(.{3,300}?)(?:\s+for inclusion|\s+requesting|\.\s|\.$|\s+We\b|$)", re.S)
_YOURS = re.compile(
    r"\byour\s+(?:letters?|correspondence|submissions?|e-?mails?)\b[^.]{0,30}?\bdated\s+(.{6,240}?)(?:\s+concerning|\s+regarding|\.\s|$)"
)
_THEIRS = re.compile(
    r"received\s+(?:a\s+|an\s+|two\s+|three\s+|four\s+|several\s+)?(?:letters?|correspondence|e-?mails?|submissions?)\s+"
    r"(?P<who>.{3,110}?)\s+(?:behalf\s+)?(?:dated|on)\s+(?P<dates>[A-Z].{6,240}?)(?:\.\s|\.$|$)"
)
_PLACE = re.compile(r"\d|,\s*[A-Z][A-Za-z]+\.?\s*$")
_SURE = 4
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
    """What the staff's letters say of the parties: dates of each side's letters (ISO), words of each side's names (folded).

    `signers` are the words of letterhead and signature of the company's surest letter, `opened` its date.
    """

    company_dates: frozenset[str] = frozenset()
    proponent_dates: frozenset[str] = frozenset()
    company_words: frozenset[str] = frozenset()
    proponent_words: frozenset[str] = frozenset()
    signers: frozenset[str] = frozenset()
    opened: str | None = None


def documents_of(lines: tuple[Line, ...], drafts: list[Draft]) -> tuple[Document, ...]:
    """The documents of a file, each with its kind."""
    kinds = [_staff_kind(lines, draft) for draft in drafts]
    known = _parties(lines, drafts, kinds)
    first = [_party_kind(lines, draft, known) if kind is None else kind for draft, kind in zip(drafts, kinds, strict=True)]
    known = _signers(lines, drafts, first, known)
    kinds = [_party_kind(lines, draft, known) if kind is None else kind for draft, kind in zip(drafts, kinds, strict=True)]
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
    if draft.form in ("form", "chart"):
        return "other" if draft.form == "form" else "response"
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
    for draft in drafts:
        for match in _SUBJECT_OF.finditer(_subject(lines, draft)):
            words[False] |= _words(match["name"])
    shared = words[True] & words[False]
    both = dates[True] & dates[False]
    return Parties(
        frozenset(dates[True] - both),
        frozenset(dates[False] - both),
        frozenset(words[True] - shared),
        frozenset(words[False] - shared),
    )


def _signers(lines: tuple[Line, ...], drafts: list[Draft], kinds: list[str], known: Parties) -> Parties:
    """What is known of the parties, and the names on the company's surest letter: who signs as it does writes for the company."""
    letters = [(_score(lines, draft, known), draft) for draft, kind in zip(drafts, kinds, strict=True) if kind == "company"]
    sure = [
        (score, draft) for score, draft in letters if score >= _SURE or (score > 0 and _cues(_body(lines, draft), _COMPANY[:3]))
    ]
    if not sure:
        return known
    best = max(sure, key=lambda pair: pair[0])[1]
    names = frozenset((_words(_letterhead(lines, best)) | _words(_signature(lines, best))) - known.proponent_words)
    date = head_date(lines, best)
    return replace(known, company_words=known.company_words | names, signers=names, opened=date.iso if date else None)


def _subject(lines: tuple[Line, ...], draft: Draft) -> str:
    """The reference lines of a letter: from "Re:" to the salutation, or the headings that stand about it."""
    stop = draft.body if draft.body is not None else draft.last
    first = next((i for i in range(draft.first, stop) if lines[i].tag == "re"), None)
    if first is None:
        return " ".join(line.text for line in lines[draft.first : stop + 4] if line.tag in ("short", "re"))
    return " ".join(line.text for line in lines[first:stop] if line.tag in ("re", "short", "prose"))


def _addressee(lines: tuple[Line, ...], draft: Draft) -> str:
    """The address block of a staff letter, its salutation with it."""
    stop = draft.salutation + 1 if draft.salutation is not None else draft.first
    return " ".join(
        line.text
        for line in lines[draft.first : stop]
        if line.tag in ("short", "salutation") and "Incoming" not in line.text and not _PLACE.search(line.text)
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
    """Whether a letter without an address is one to the staff: it greets nobody by name, and is listed, or speaks of the matter
    under a name that is known."""
    greeting = lines[draft.salutation].text[:90].split(":")[0] if draft.salutation is not None else ""
    if greeting and (_PERSONAL.search(greeting) or not _TO_ALL.search(greeting)):
        return False
    if listed or (greeting and _TO_STAFF.search(greeting)):
        return True
    body = text_of(lines, draft.body if draft.body is not None else draft.first, draft.last)[:1500]
    names = _words(_letterhead(lines, draft)) | _words(_signature(lines, draft))
    spoken = len(set(_OF_STAFF.findall(body)))
    if names & known.company_words and greeting:
        return True
    date = head_date(lines, draft)
    if greeting and names & known.proponent_words and known.opened and date and date.iso > known.opened:
        return True
    if names & (known.company_words | known.proponent_words):
        return spoken >= 1 or _cues(body, _PROPONENT) >= 1
    return bool(greeting) and spoken >= 2


def _side(lines: tuple[Line, ...], draft: Draft, known: Parties, dated: str | None) -> str:
    """`company` or `proponent`, by heading, date, names in letterhead and signature, and the words of the argument."""
    return "company" if _score(lines, draft, known, dated) >= 0 else "proponent"


def _score(lines: tuple[Line, ...], draft: Draft, known: Parties, dated: str | None = None) -> int:
    """How much speaks for the company's writing a letter (above zero) or for the proponent's (below)."""
    score = {"company": 6, "proponent": -6}.get(draft.side or "", 0)
    score += 3 * (dated in known.company_dates) - 3 * (dated in known.proponent_dates)
    names = _words(_letterhead(lines, draft)) | _words(_signature(lines, draft))
    score += 4 * bool(names & known.company_words) - 4 * bool(names & known.proponent_words)
    score -= 3 * bool(known.signers and names and not names & known.company_words)
    body = _body(lines, draft)
    return score + min(4, _cues(body, _COMPANY)) - min(4, _cues(body, _PROPONENT))


def _body(lines: tuple[Line, ...], draft: Draft) -> str:
    return text_of(lines, draft.body if draft.body is not None else draft.first, draft.last)


def _cues(body: str, patterns: tuple[re.Pattern[str], ...]) -> int:
    return sum(bool(cue.search(body)) for cue in patterns)


def _letterhead(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines above a letter's date and address."""
    kept: list[str] = []
    for line in lines[draft.first : draft.salutation if draft.salutation is not None else draft.body]:
        if line.tag in ("date", "re") or (kept and re.search(r"Chief Counsel|Securities and Exchange", line.text)):
            break
        kept.append(line.text)
    return " ".join(kept)


def _signature(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines between a letter's closing and its copies; its last lines where it has no closing."""
    if draft.closing is None:
        body = draft.body if draft.body is not None else draft.first
        return " ".join([line.text for line in lines[body : draft.last] if line.text and line.tag == "short"][-2:])
    kept = []
    for line in lines[draft.closing : draft.tail or draft.last]:
        if line.tag == "after":
            break
        kept.append(line.text)
    return " ".join(kept[:12])
