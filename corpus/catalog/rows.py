"""Letters as rows: the plain columns that are asked for without reading a record, and the record as JSON."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from corpus.catalog.identity import Account, company_key
from corpus.records import Determination, HeldLetter, Letter, LetterKey, Page, Text
from corpus.serial import letter_of, stored

_SHORT = 2000

KEY_COLUMNS = """id, company, former_names, response_date, incoming_date, available_date, kind, outcome, conditional, source,
    bases_staff, bases_asserted, proponents, reconsiders"""


@dataclass(frozen=True, slots=True)
class Telling:
    """An account with what it tells: the letter as this document, row or fact has it.

    `dated` orders documents: the moment (ISO, UTC) at which the file was made or fetched, "" where unknown. `record` is the
    letter's JSON where it is at hand.
    """

    account: Account
    letter: Letter
    dated: str = ""
    parser: str | None = None
    urls: tuple[str, ...] = ()
    note: str | None = None
    record: str | None = None


def joined(values: tuple[str, ...]) -> str:
    """A list of names or rules as one column."""
    return "\n".join(value.replace("\n", " ") for value in values)


def split(column: str) -> tuple[str, ...]:
    """The list that `joined` made."""
    return tuple(column.split("\n")) if column else ()


def dumped(letter: Letter) -> str:
    """The catalog's JSON of a letter."""
    return json.dumps(stored(letter), ensure_ascii=False, separators=(",", ":"))


def loaded(record: str) -> Letter:
    """The letter that `dumped` made."""
    return letter_of(json.loads(record))


def known_key(source: str, letter: Letter) -> str:
    """The key of a chart row or fact: the same row read twice is one account, however much of its answer was known then."""
    told = (source, company_key(letter.company), letter.incoming_date or letter.response_date, *sorted(letter.proponents))
    return f"{source}:{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"


def account_of(key: str, source: str, letter: Letter, sha256: str | None = None) -> Account:
    """The account of a letter as `source` tells it."""
    return Account(
        key,
        source,
        company_key(letter.company),
        letter.response_date,
        letter.incoming_date,
        letter.proponents,
        letter.outcome,
        sha256,
    )


def packed(record: str) -> bytes:
    """A record's JSON, compressed where it is long enough to gain by it."""
    plain = record.encode()
    return plain if len(plain) < _SHORT else zlib.compress(plain, 6)


def unpacked(record: bytes) -> str:
    """The JSON that `packed` made."""
    return (record if record.startswith(b"{") else zlib.decompress(record)).decode()


def account_row(telling: Telling, letter_id: str | None) -> tuple[Any, ...]:
    """The row of the accounts table."""
    a = telling.account
    kept = packed(telling.record or dumped(telling.letter))
    return (a.key, letter_id, a.company_key, a.source, a.sha256, a.response_date, a.incoming_date, joined(a.proponents),
            a.outcome, telling.dated, telling.parser, kept, joined(telling.urls), telling.note)  # fmt: skip


def telling_of(row: tuple[Any, ...]) -> Telling:
    """The telling of a row of the accounts table."""
    key, _, company, source, sha256, response, incoming, proponents, outcome, dated, parser, record, urls, note = row
    account = Account(key, source, company, response, incoming, split(proponents), outcome, sha256)
    told = unpacked(record)
    return Telling(account, loaded(told), dated, parser, split(urls), note, told)


def letter_row(letter_id: str, letter: Letter, giver: Telling, urls: tuple[str, ...], note: str | None) -> tuple[Any, ...]:
    """The row of the letters table, without its number; `giver` is the account that gives the record."""
    account = giver.account
    record = giver.record if giver.record and letter is giver.letter else dumped(letter)
    return (letter_id, account.key, account.sha256, account.source, letter.company, joined(letter.former_names),
            letter.response_date, letter.incoming_date, letter.available_date, letter.kind, letter.outcome,
            int(letter.conditional), joined(letter.bases_staff), joined(letter.bases_asserted), joined(letter.proponents),
            letter.reconsiders, record, joined(urls), note)  # fmt: skip


def citation_rows(letter_id: str, letter: Letter) -> list[tuple[Any, ...]]:
    """The rows of the citations table, in the record's order, each with the first place it was read from."""
    places = letter.evidence.items.get("citations", ())
    spans = [spans[0] if spans else (None, None) for spans in places]
    spans += [(None, None)] * (len(letter.citations) - len(spans))
    return [
        (letter_id, n, c.company, c.date, c.year, c.cited_by, c.as_written, c.signal, c.basis, c.proponent, *spans[n])
        for n, c in enumerate(letter.citations)
    ]


def key_of(row: tuple[Any, ...], aliases: tuple[str, ...]) -> LetterKey:
    """The LetterKey of a row of its columns, in its order."""
    (letter_id, company, former, response, incoming, available, kind, outcome, conditional, source, staff, asserted, proponents,
     reconsiders) = row  # fmt: skip
    return LetterKey(letter_id, company, split(former), response, incoming, available, kind, outcome, bool(conditional), source,
                     split(staff), split(asserted), split(proponents), reconsiders, aliases)  # fmt: skip


def held_of(row: tuple[Any, ...], documents: tuple[str, ...], aliases: tuple[str, ...]) -> HeldLetter:
    """The held letter of (id, record, source, urls, note)."""
    letter_id, record, source, urls, note = row
    return HeldLetter(letter_id, loaded(record), source, split(urls), documents, aliases, note)


def text_of(content: bytes, pages: str, reader: str) -> Text:
    """The text of a row of the texts table."""
    read = tuple(Page((start, end), method, confidence) for start, end, method, confidence in json.loads(pages))
    return Text(zlib.decompress(content).decode("utf-8", "surrogatepass"), read, reader)


def text_row(sha256: str, text: Text) -> tuple[Any, ...]:
    """The row of the texts table."""
    pages = json.dumps([[page.span[0], page.span[1], page.method, page.confidence] for page in text.pages])
    return sha256, text.reader, zlib.compress(text.content.encode("utf-8", "surrogatepass"), 6), pages


def told_together(tellings: list[Telling]) -> tuple[Telling, Letter]:
    """The account that gives a letter's record, and the record: the newest document with a response, else the newest document.

    Where no held document has the response, what a chart or the facts tell of the answer is filled in, so that a request does
    not hide an answer that is known; a chart row goes before facts.
    """
    rank = {"letter": 2, "chart": 1, "facts": 0}
    ordered = sorted(
        tellings,
        key=lambda t: (
            rank[t.account.source],
            t.letter.response_date is not None,
            t.dated,
            len(t.letter.evidence.plain),
            t.account.key,
        ),
        reverse=True,
    )
    giver = ordered[0]
    letter = giver.letter
    for other in ordered[1:]:
        if other.account.source != "letter":
            letter = answered(letter, other.letter)
    return giver, letter


def answered(letter: Letter, known: Letter) -> Letter:
    """`letter` with the answer that `known` tells, where `letter` itself has none."""
    if letter.response_date or not (known.response_date or known.outcome) or letter.outcome not in (None, "incoming_only"):
        return letter
    decided = {d.basis for d in known.determinations}
    argued = tuple(Determination(basis, None) for basis in letter.bases_asserted if basis not in decided)
    return replace(
        letter,
        response_date=known.response_date,
        outcome=known.outcome,
        conditional=known.conditional,
        determinations=known.determinations + argued,
        bases_staff=known.bases_staff,
        bases_asserted=letter.bases_asserted or known.bases_asserted,
        timeliness=letter.timeliness or known.timeliness,
    )
