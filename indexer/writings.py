"""What a document of a file shows of its writer, and what the staff's letters say of the two sides."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from importlib.resources import files

from indexer.dates import find_dates
from indexer.layout import Draft, head_date, to_staff
from indexer.lines import Line

_DATA = json.loads(files("indexer").joinpath("data/sides.json").read_text(encoding="utf-8"))
_COMPANY, _PROPONENT = (
    tuple((tuple(row["words"]), re.compile(row["pattern"])) for row in _DATA[side]) for side in ("company", "proponent")
)
_INTENT = 3
"""How many of the company's cues, the first ones, only the letter that opens a matter shows."""
_OF_STAFF = re.compile(
    r"staff(?<!\wstaff)\b|Staff(?<!\wStaff)\b|Division(?<!\wDivision)\b|Commission(?<!\wCommission)\b|no.action|"
    r"proponent(?<!\wproponent)s?\b"
)
"""Each alternative begins with a letter, which a search skips to quickly; what must not stand before it is asked after it."""
_BY = re.compile(r"submitted\b[^.]{0,120}?\bby\s+(.{3,300}?)(?:\s+for inclusion|\s+requesting|\.\s|\.$|\s+We\b|$)", re.S)
_YOURS = re.compile(
    r"your(?<!\wyour)\s+(?:letters?|correspondence|submissions?|e-?mails?)\b[^.]{0,30}?\bdated\s+(.{6,240}?)(?:\s+concerning|\s+regarding|\.\s|$)"
)
_THEIRS = re.compile(
    r"received\s+(?:a\s+|an\s+|two\s+|three\s+|four\s+|several\s+)?(?:letters?|correspondence|e-?mails?|submissions?)\s+"
    r"(?P<who>.{3,110}?)\s+(?:behalf\s+)?(?:dated|on)\s+(?P<dates>[A-Z].{6,240}?)(?:\.\s|\.$|$)"
)
_SUBJECT_OF = re.compile(
    r"(?i:proposals?|submission|resolution)\s+(?i:submitted\s+)?(?i:of|by|from)\s+(?:[Tt]he\s+)?(?P<name>[A-Z].{2,120}?)(?:\s+(?:Securities|Rule|Exchange|on)\b|$)"
)
_YOU_SUBMITTED = re.compile(r"you(?<!\wyou)\s+(?:have\s+)?submitted\b")
_PLACE = re.compile(r"\d|,\s*[A-Z][A-Za-z]+\.?\s*$")
_NAME = re.compile(r"[A-Z][\w'&-]{3,}")
_COMMON = frozenset(_DATA["common_words"])
_FROM = re.compile(r"From\s?:", re.I)
_MEANT_FOR = re.compile(r"Chief Counsel|Securities and Exchange")
_SIGNATURE = 70
_READ, _HEARD = 4000, 8000
"""How far into a letter its turns of argument are looked for, and into the staff's what they say of letters, in characters."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A document as far as it tells who wrote it.

    `names` are the words of letterhead and signature, folded, `signed` those of signature or sender alone; `company` and
    `proponent` count the turns of argument of each side, `intent` whether it states what a company intends; `spoken` counts
    the words for the staff and the matter; `body` is its text without the head.
    """

    draft: Draft
    date: str | None
    names: frozenset[str]
    signed: frozenset[str]
    greeting: str
    to_staff: bool
    company: int
    proponent: int
    intent: bool
    spoken: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """What the staff's letters say of the parties: dates of each side's letters (ISO), words of each side's names (folded).

    `signers` are the words of letterhead and signature of the company's surest letter, `signed` those of its signature alone,
    `opened` its date; `company` are the words of the company's name in it, `mentioned` those of names in its text that are
    neither its writer's nor the company's.
    """

    company_dates: frozenset[str] = frozenset()
    proponent_dates: frozenset[str] = frozenset()
    company_words: frozenset[str] = frozenset()
    proponent_words: frozenset[str] = frozenset()
    signers: frozenset[str] = frozenset()
    opened: str | None = None
    signed: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()


def writing_of(lines: tuple[Line, ...], draft: Draft) -> Writing:
    """What `draft` shows of its writer."""
    whole = text_of(lines, draft.body if draft.body is not None else draft.first, draft.last)
    body = whole[:_READ]
    for_staff = to_staff(lines, draft)
    # What neither is a letter nor goes to the staff argues nothing that is asked for.
    folded = body.casefold() if for_staff or draft.form not in ("exhibit", "email") else ""
    ours = _cues(folded, _COMPANY)
    date = head_date(lines, draft)
    signed = names_in(_signature(lines, draft))
    sender = _sender(lines, draft)
    if sender is not None:
        signed |= names_in(sender)
    return Writing(
        draft,
        date.iso if date else None,
        signed | (names_in(_letterhead(lines, draft)) if sender is None else frozenset()),
        signed,
        lines[draft.salutation].text[:90].split(":")[0] if draft.salutation is not None else "",
        for_staff,
        sum(ours),
        sum(_cues(folded, _PROPONENT)),
        any(ours[:_INTENT]),
        len(set(_OF_STAFF.findall(body[:1500]))),
        whole,
    )


def argued(writing: Writing) -> Writing:
    """`writing` with the turns of argument counted, where they were not because it seemed to go to nobody that is asked."""
    folded = writing.body[:_READ].casefold()
    ours = _cues(folded, _COMPANY)
    return replace(writing, company=sum(ours), proponent=sum(_cues(folded, _PROPONENT)), intent=any(ours[:_INTENT]))


def _sender(lines: tuple[Line, ...], draft: Draft) -> str | None:
    """What an e-mail's "From:" line says; None for what has no such line at its head."""
    fields = (line.text for line in lines[draft.first : draft.first + 10])
    return next((text.split(":", 1)[1] for text in fields if _FROM.match(text)), None)


def _cues(folded: str, cues: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]) -> list[bool]:
    """Which turns of argument stand in a text; the search for a word first is far quicker than the pattern's."""
    return [_holds_one(folded, words) and pattern.search(folded) is not None for words, pattern in cues]


def _holds_one(folded: str, words: tuple[str, ...]) -> bool:
    # A plain loop: this is asked two hundred times of every file.
    for word in words:  # noqa: SIM110
        if word in folded:
            return True
    return False


def text_of(lines: tuple[Line, ...], first: int, last: int) -> str:
    """The words of some lines on one line, stamps and page headers left out."""
    return " ".join(line.text for line in lines[first:last] if line.text and line.tag not in ("stamp", "page"))


def names_in(text: str) -> frozenset[str]:
    """The words of names in `text`, folded, less those that any party may have."""
    return frozenset({word.casefold().removesuffix("'s") for word in _NAME.findall(text)} - _COMMON)


def parties_of(lines: tuple[Line, ...], drafts: list[Draft], kinds: list[str | None]) -> Parties:
    """What the staff's letters of a file say of the parties, and whose the letters' own reference lines say a proposal is."""
    dates: dict[bool, set[str]] = {True: set(), False: set()}
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for draft, kind in zip(drafts, kinds, strict=True):
        if kind in ("cover", "response"):
            _hear(lines, draft, dates, words)
    for draft in drafts:
        for match in _SUBJECT_OF.finditer(_subject(lines, draft)):
            words[False] |= names_in(match["name"])
    shared, both = words[True] & words[False], dates[True] & dates[False]
    return Parties(
        frozenset(dates[True] - both),
        frozenset(dates[False] - both),
        frozenset(words[True] - shared),
        frozenset(words[False] - shared),
    )


def _hear(lines: tuple[Line, ...], draft: Draft, dates: dict[bool, set[str]], words: dict[bool, set[str]]) -> None:
    """Take in what one letter of the staff says: of the company's side under True, of the proponent's under False."""
    text = text_of(lines, draft.first, draft.last)[:_HEARD]
    by = _BY.search(text)
    proponents = names_in(by[1]) if by else frozenset()
    to_company = not (_YOU_SUBMITTED.search(text) or _surname(text) & proponents or _from_company(lines, draft, text))
    words[to_company] |= names_in(_addressee(lines, draft))
    words[False] |= proponents
    copies = next((i for i in range(draft.first, draft.last) if lines[i].tag == "after"), None)
    if copies is not None:
        words[not to_company] |= names_in(text_of(lines, copies, draft.last))
    for match in _YOURS.finditer(text):
        dates[to_company] |= {at.iso for at in find_dates(match[1])}
    for match in _THEIRS.finditer(text):
        theirs = re.search(r"proponent|shareholder|stockholder", match["who"]) or names_in(match["who"]) & proponents
        dates[not theirs] |= {at.iso for at in find_dates(match["dates"])}
    for match in re.finditer(r"Incoming [Ll]etter\s+dated\s+(.{8,30})", text) if to_company else ():
        dates[True] |= {at.iso for at in find_dates(match[1])[:1]}


def _from_company(lines: tuple[Line, ...], draft: Draft, text: str) -> bool:
    """Whether the other side's letters, which the staff received too, are the company's: then they answer the proponent."""
    named = next((line.text for line in lines[draft.first : draft.last] if line.tag == "re"), "")
    company = names_in(named.split("(")[0])
    return any(
        names_in(match["who"]) & company and not re.search(r"proponent|holder", match["who"])
        for match in _THEIRS.finditer(text)
    )


def _subject(lines: tuple[Line, ...], draft: Draft) -> str:
    """The reference lines of a letter: from "Re:" to the salutation, or the headings that stand about it."""
    stop = draft.body if draft.body is not None else draft.last
    first = next((i for i in range(draft.first, stop) if lines[i].tag == "re"), None)
    if first is None:
        return " on ".join(line.text for line in lines[draft.first : stop + 4] if line.tag in ("short", "re"))
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


def _letterhead(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines above a letter's date and address."""
    kept: list[str] = []
    stop = draft.salutation if draft.salutation is not None else draft.body if draft.body is not None else draft.last
    for line in lines[draft.first : stop]:
        if line.tag in ("date", "re") or (kept and _MEANT_FOR.search(line.text)):
            break
        kept.append(line.text)
    return " ".join(kept)


def _signature(lines: tuple[Line, ...], draft: Draft) -> str:
    """The lines between a letter's closing and its copies; its last lines where it has no closing."""
    if draft.closing is None:
        body = draft.body if draft.body is not None else draft.first
        return " ".join(
            [line.text for line in lines[body : draft.last] if line.tag == "short" and 0 < len(line.text) <= _SIGNATURE][-2:]
        )
    kept = []
    for line in lines[draft.closing : draft.tail or draft.last]:
        if line.tag == "after":
            break
        kept.append(line.text)
    return " ".join(kept[:12])
