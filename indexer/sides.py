"""Says of each document of a file what it is and whose.

It is the staff's cover letter or response, a letter of the company or of the proponent, or an exhibit.

The staff's own letters name the parties, the dates of their letters and the addressee; letterheads, signatures and the
argument itself decide the rest. Nothing is read from a document's place in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

from corpus.records import Span
from indexer.dates import DateAt, find_dates
from indexer.layout import Draft, head_date, to_staff
from indexer.lines import Line
from indexer.writings import Parties, Writing, argued, names_in, parties_of, text_of, writing_of

_DATA = json.loads(files("indexer").joinpath("data/sides.json").read_text(encoding="utf-8"))
_STAFF_OPENING = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["staff_opening"]))
_HOLDING = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["holding"]), re.I)
_MATTER = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["staff_matter"]))
_ENCLOSED = re.compile(r"[Oo]ur response is at+ached|response(?: is| are)? (?:enclosed|attached)")
_TO_ALL = re.compile(
    r"Ladies|Gentlemen|Sirs?\b|Madam|Mesdames|Counsel\b|Staff|SEC\b|Commission|Division|whom|Friends|[Aa]ttorneys|Reader|Director\b|Team\b"
)
_TO_STAFF = re.compile(r"Staff|Division|Chief Counsel|SEC\b|S\.E\.C|Commission|Review Team", re.I)
_PERSONAL = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr|Rev|Sister|Brother)\b\.? ")
_OF_PARTIES = ("company", "proponent", "exhibit")
_SEASON = 300
"""Days within which two responses may be of one matter: a proxy season and no more."""
_SURE = 4
_STAFF_WORD = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["staff_word"]))
_STAFF_HINTS = (
    "not object",
    "not recommend",
    "unable to concur",
    "some basis",
    "no view",
    "no position",
    "not believe",
    "informal view",
)
"""Words of which one stands in every holding of the staff's."""
_QUOTED = re.compile(r'"[^"]{0,600}"|“[^”]{0,600}”')
_TEAM = re.compile(r"Rule\s+[1lI]4a-?8\s+Review\s+Team\b", re.I)
_COMMISSION = re.compile(
    r"securities (?:and|&) exchange commission|division of corporation finance|^united states$|chief counsel",
    re.I,
)
_STAFFS = re.compile(r"staff|sec\b|division|commission|no-action", re.I)
_SENDER = re.compile(r"From\s?:", re.I)
_OF_COMMISSION = re.compile(
    r"@sec\.gov|Review Team|Corporation Finance|Chief Counsel|Securities (?:and|&) Exchange|^From\s?:\s*Shareholder ?Proposals",
    re.I,
)
_NAMED, _MENTIONS, _SCRAP = 800, 3000, 60
"""How far into a request its company and the other side are named; less than what characters argues nothing."""
_COMPANY_NAME = re.compile(
    r"(?:[A-Z](?:[\w'’-]{0,2}\.|[\w'’-]*),? |& |of |and ){1,6}"
    r"(?:Inc|Corp|Corporation|Company|Co|PLC|plc|Ltd|Limited|N\.V|S\.A)\b(?!\.? \([^)\"“]*\d{4})"
    r"|(?:[A-Z][\w'’-]+ ){1,5}\((?:the )?[\"“](?:Company|Corporation)"
)
_DATED_NAME = re.compile(
    r"\b(?!(?:In|See|Also|The|Accord|Compare|Cf|But|Contrast|And|Of|No|Release|Bulletin|Form|Rule|Staff|Exchange)\b)"
    r"(?P<name>[A-Z][\w'’-]+(?:,? (?:[A-Z][\w'’.&-]*|&|of|and|the)){0,8}),? "
    r"\((?:(?:publicly )?avail(?:able|\.)? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?(?:19|20)\d\d\b"
)
_ENDS_SENTENCE = re.compile(r"(?<=[a-z]{4})\.\s+|\b(?:In|See|Also|And|But)\s+")
_PROXY = re.compile(r"\bproxy (?:statement|materials?|soliciting)", re.I)
_CLIENT = re.compile(
    r"(?:\b(?:[Ww]e|I|[Ff]irm) (?:also )?(?:represents?|acts? for|writes? for|speaks? for)|[Cc]ounsel (?:to|for)"
    r"|(?:[Rr]etained|[Ee]ngaged) by|\bOn behalf of)\s+"
    r"(?:our client,? |the |M[rs]{1,2}\.? )*(?P<client>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,5})"
)
_CAPITAL = re.compile(r"[A-Z][\w'’-]{2,}")
_OF_REQUEST = re.compile(
    r"\b[Cc]ompany[’']s (?:letter|request|counsel|lawyers?|no.action)|not (?:to )?concur"
    r"|letter to the (?:SEC|[Ss]taff|Commission)|\b[Nn]o.action (?:request|letter)"
    r"|\b[Cc]ounsel (?:says|claims|writes|argues|cites|contends)"
)
_PERSON = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr|Attorney|Counsell?or)\.? (?:[A-Z][\w'’.-]* )?([A-Z][\w'’-]+?)(?:['’]s)?\b")
_REFERENCE = re.compile(r"R[Ee]\s?[:;.]?\s+(?:The\s+)?(?P<word>[A-Z0-9][\w'&-]{2,})")


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


def documents_of(lines: tuple[Line, ...], drafts: list[Draft]) -> tuple[Document, ...]:
    """The documents of a file, each with its kind."""
    kinds = [_staff_kind(lines, draft) for draft in drafts]
    known = parties_of(lines, drafts, kinds)
    writings = [writing_of(lines, draft) if kind is None else None for draft, kind in zip(drafts, kinds, strict=True)]
    first = [kind or _party_kind(writing, known) for kind, writing in zip(kinds, writings, strict=True)]
    known = _with_signers(writings, first, known)
    kinds = [kind or _party_kind(writing, known) for kind, writing in zip(kinds, writings, strict=True)]
    _take_in_late(writings, kinds, known)
    _set_aside_others(lines, drafts, kinds)
    _set_aside_older(lines, drafts, kinds)
    return tuple(
        _document(lines, draft, kind or "other", number) for number, (draft, kind) in enumerate(zip(drafts, kinds, strict=True))
    )


def _document(lines: tuple[Line, ...], draft: Draft, kind: str, number: int) -> Document:
    return Document(
        kind,
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


def _staff_kind(lines: tuple[Line, ...], draft: Draft) -> str | None:
    """`response`, `cover`, `procedures` or `other` for the staff's documents and forms, else None."""
    if draft.form in ("procedures", "response"):
        return draft.form
    if draft.form in ("form", "chart"):
        return "other" if draft.form == "form" else "response"
    if draft.form == "exhibit" or (draft.form == "email" and not _is_staff_message(lines, draft)):
        return None
    start = draft.body if draft.body is not None else draft.first
    body = text_of(lines, start, draft.last)
    replies = draft.side == "reply" and (_STAFFS.search(lines[draft.first].text) or _HOLDING.search(body))
    if draft.form in ("staff", "email") or replies or _is_staff_letter(lines, draft, body):
        return "cover" if _ENCLOSED.search(body) or not _HOLDING.search(body) else "response"
    return None


def _is_staff_message(lines: tuple[Line, ...], draft: Draft) -> bool:
    """Whether an e-mail's header names the staff as its sender."""
    senders = (line.text for line in lines[draft.first : draft.first + 8] if _SENDER.match(line.text))
    return any(_OF_COMMISSION.search(text) for text in senders)


def _is_staff_letter(lines: tuple[Line, ...], draft: Draft, body: str) -> bool:
    """Whether a letter without a letterhead opens as the staff's letters do, and speaks of a matter between two others.

    A holder or company that answers the other opens so too.
    """
    if draft.side is not None:
        return False
    if _speaks_as_staff(lines, draft, body):
        return True
    if not _STAFF_OPENING.search(body[:400]) or to_staff(lines, draft):
        return False
    head = text_of(lines, draft.first, draft.body if draft.body is not None else draft.last)
    return bool(_MATTER.search(f"{head} {body[:900]}"))


def _speaks_as_staff(lines: tuple[Line, ...], draft: Draft, body: str) -> bool:
    """Whether a letter says in its own words, not in another's, what only the staff say, or bears the review team's name.

    A request asks the staff for those words, and a party quotes them; the staff's letterhead is a party's address.
    """
    if not any(word in body for word in _STAFF_HINTS):
        return False
    greeting = lines[draft.salutation].text[:90] if draft.salutation is not None else ""
    if _TO_STAFF.search(greeting) or (to_staff(lines, draft) and not _under_own_letterhead(lines, draft)):
        return False
    own = _QUOTED.sub(" ", body)
    start = draft.body if draft.body is not None else draft.first
    signed = any(_TEAM.match(line.text) for line in lines[start : draft.last] if line.tag != "prose" and line.text)
    return bool(_STAFF_WORD.search(own) and (_MATTER.search(own) or signed)) or (signed and bool(_HOLDING.search(own)))


def _under_own_letterhead(lines: tuple[Line, ...], draft: Draft) -> bool:
    """Whether the Commission's name stands in a letter's head above the date only, as a sender's."""
    stop = draft.salutation if draft.salutation is not None else draft.body if draft.body is not None else draft.last
    head = [line for line in lines[draft.first : stop] if line.tag not in ("blank", "stamp", "separator")]
    if not head or not _COMMISSION.search(head[0].text):
        return False
    dated = next((i for i, line in enumerate(head) if find_dates(line.text)), None)
    return dated is not None and not any(_COMMISSION.search(line.text) for line in head[dated + 1 :] if line.tag != "re")


def _set_aside_others(lines: tuple[Line, ...], drafts: list[Draft], kinds: list[str | None]) -> None:
    """A staff letter to another company is a copy of a precedent that a party attached: an exhibit."""
    named: dict[int, str] = {}
    for i, draft in enumerate(drafts):
        for line in lines[draft.first : draft.last] if kinds[i] in ("cover", "response") else ():
            match = _REFERENCE.match(line.text) if line.tag == "re" else None
            if match:
                named.setdefault(i, match["word"].casefold())
    if len(set(named.values())) < 2:
        return
    written = (text_of(lines, d.first, d.last) for d, kind in zip(drafts, kinds, strict=True) if kind in _OF_PARTIES)
    letters = " ".join(text[:2500] for text in written).casefold()
    counts = {word: letters.count(word) for word in named.values()}
    own = max(counts, key=lambda word: counts[word])
    for i, word in named.items():
        if 2 * counts[word] <= counts[own] and counts[own] > 1 and word[:3] != own[:3]:
            kinds[i] = "exhibit"


def _set_aside_older(lines: tuple[Line, ...], drafts: list[Draft], kinds: list[str | None]) -> None:
    """A response to the same company of another season is an attached precedent too."""
    dated = {i: head_date(lines, draft) for i, draft in enumerate(drafts) if kinds[i] == "response"}
    days = {i: date.fromisoformat(at.iso) for i, at in dated.items() if at}
    for i, day in days.items():
        if (max(days.values()) - day).days > _SEASON:
            kinds[i] = "exhibit"


def _with_signers(writings: list[Writing | None], kinds: list[str], known: Parties) -> Parties:
    """`known`, and the names on the company's surest letter: who signs as it does writes for the company."""
    letters = [
        (_score(writing, known), writing)
        for writing, kind in zip(writings, kinds, strict=True)
        if writing and kind == "company"
    ]
    sure = [pair for pair in letters if pair[0] >= _SURE or (pair[0] > 0 and pair[1].intent)]
    if sure:
        best = max(sure, key=lambda pair: pair[0])[1]
    else:
        dated = [pair[1] for pair in letters if pair[1].to_staff and pair[1].date]
        if not dated:
            return known
        best = min(dated, key=lambda writing: writing.date or "")
    names = best.names - known.proponent_words
    company = names_in(" ".join(match[0] for match in _COMPANY_NAME.finditer(best.body[:_NAMED])))
    return replace(
        known,
        company_words=known.company_words | names,
        signers=names,
        opened=best.date,
        signed=best.signed - known.proponent_words - company,
        company=company - known.proponent_words,
        mentioned=names_in(best.body[:_MENTIONS]) - best.names - known.company_words - company,
    )


def _take_in_late(writings: list[Writing | None], kinds: list[str | None], known: Parties) -> None:
    """What is later than the company's request and argues is a letter of a side, to whomever it is addressed.

    An exhibit is what was made before the request. Without a date, what stands behind the request and under no exhibit's
    heading is taken for later.
    """
    if known.opened is None or "company" not in kinds:
        return
    request = next(
        (w for w, kind in zip(writings, kinds, strict=True) if w and kind == "company" and w.names & known.signers), None
    )
    if request is None:
        return
    cited: set[str] | None = None
    for i, writing in enumerate(writings):
        if writing is None or kinds[i] not in ("exhibit", "other") or writing.draft.first < request.draft.first:
            continue
        if writing.draft.form == "exhibit" and writing.date is None:
            continue
        if (writing.date is not None and writing.date <= known.opened) or len(writing.body) < _SCRAP:
            continue
        if cited is None:
            cited = set(_cited_in(request.body))
        # What was sent to the company and cites nothing is correspondence between the two.
        between = writing.draft.form != "letter" or (writing.greeting and not _TO_ALL.search(writing.greeting))
        if _cites(writing.body, cited) or (not between and _OF_REQUEST.search(writing.body)):
            kinds[i] = "company" if _score(argued(writing), known) > 0 else "proponent"


def _cited_in(text: str) -> Iterator[str]:
    """The first words of the names of letters that a text cites in full."""
    for match in _DATED_NAME.finditer(text):
        name = _ENDS_SENTENCE.split(match["name"])[-1]
        yield name.split()[0].removesuffix(",")


def _cites(text: str, cited: set[str]) -> bool:
    """Whether a text cites letters, in full or by a name that the request cites."""
    return bool(_DATED_NAME.search(text)) or not cited.isdisjoint(_CAPITAL.findall(text))


def _party_kind(writing: Writing | None, known: Parties) -> str:
    """`company` or `proponent` for a letter to the staff, else `exhibit` (or `other` for a scrap without words)."""
    if writing is None:
        return "other"
    draft = writing.draft
    listed = writing.date in known.company_dates or writing.date in known.proponent_dates
    if draft.form == "exhibit":
        return _side(writing, known) if listed and writing.to_staff and draft.salutation is not None else "exhibit"
    if draft.form == "email":
        return _side(writing, known) if writing.to_staff else "exhibit"
    if draft.body is None and draft.side is None:
        return "other"
    if writing.to_staff or draft.side in ("company", "proponent") or _for_staff(writing, listed, known):
        return _side(writing, known)
    return "exhibit"


def _for_staff(writing: Writing, listed: bool, known: Parties) -> bool:
    """Whether a letter without an address is one to the staff.

    It greets nobody by name, and the staff list it, or it speaks of the matter under a known name. A proponent's letter of
    before the company's first is the submission.
    """
    greeting = writing.greeting
    if greeting and (_PERSONAL.search(greeting) or not _TO_ALL.search(greeting)):
        return False
    if listed or (greeting and _TO_STAFF.search(greeting)):
        return True
    if not greeting and writing.draft.form == "letter" and writing.intent and _PROXY.search(writing.body[:_NAMED]):
        return True
    if greeting and writing.names & known.company_words:
        return True
    if greeting and writing.names & known.proponent_words and (writing.date or "") > (known.opened or "9"):
        return True
    if writing.names & (known.company_words | known.proponent_words):
        return writing.spoken >= 1 or writing.proponent >= 1
    return bool(greeting) and writing.spoken >= 2


def _side(writing: Writing, known: Parties) -> str:
    """`company` or `proponent`, by heading, date, names in letterhead and signature, and the words of the argument."""
    return "company" if _score(writing, known) >= 0 else "proponent"


def _spoken_of(writing: Writing) -> Iterator[str]:
    """The surnames, folded, of the persons whom a letter speaks of."""
    return (match[1].casefold() for match in _PERSON.finditer(writing.body[:_MENTIONS]))


def _score(writing: Writing, known: Parties) -> int:
    """How much speaks for the company's writing a letter (above zero) or for the proponent's (below)."""
    score = {"company": 6, "proponent": -6}.get(writing.draft.side or "", 0)
    score += 3 * (writing.date in known.company_dates) - 3 * (writing.date in known.proponent_dates)
    score += 4 * bool(writing.names & known.company_words) - 4 * bool(writing.names & known.proponent_words)
    score -= 3 * bool(known.signers and writing.names and not writing.names & known.company_words)
    if known.signed and not writing.signed & known.signed:
        # Whoever the request speaks of, or who speaks of its signer, is the other side.
        score -= 4 * bool(writing.names & known.mentioned)
        score -= 4 * any(word in known.signed for word in _spoken_of(writing))
        client = names_in(" ".join(match["client"] for match in _CLIENT.finditer(writing.body[:_NAMED])))
        score += 4 * (bool(client & known.company) - bool(client & known.mentioned))
    return score + min(4, writing.company) - min(4, writing.proponent)
