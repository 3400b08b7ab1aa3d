"""The forms of a citation without brackets: "the staff's letter to Acme Corp. of March 3, 1999", and the like.

A date here is no more than a sign that a letter may be meant; each form asks for words that say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.citations_mention import Anchor, Dated, Mention, alternatives
from indexer.citations_names import NameAt, name_after, name_before
from indexer.citations_words import words
from indexer.dates import DateAt, find_dates

_UNDATED = re.compile(
    r"o[- ][Aa]ction (?:[Ll]etters?|relief|[Rr]esponses?|advice|positions?) "
    r"(?P<after>(?:previously |recently |later )?(?:issued|granted|given|sent|addressed) )?to (?:the )?(?=[A-Z0-9])"
)
_GRANTED = re.compile(r"\b(?:grant|issu|gave|den)\w* (?:\w+ )?[Nn]$")
_ON_DAY = re.compile(r"\b[Oo]n $")
_IN_YEAR = re.compile(r",? (?:in|of|from) (?P<year>(?:19|20)\d\d)\b")


def undated(text: str) -> list[Mention]:
    """Letters named as no-action letters in prose, with a year, a day or none.

    "the no-action relief granted to Acme Corp. in 1991", "On May 3, 2001 the staff issued a no-action letter to Acme Corp.". A
    name without a company's word needs the verb.
    """
    found = []
    for match in _UNDATED.finditer(text):
        name = name_after(text, match.end())
        if name is not None and (
            name.corporate or match["after"] or _GRANTED.search(text, max(0, match.start() - 24), match.start())
        ):
            year = _IN_YEAR.match(text, name.end)
            day = None if year else _day_before(text, match.start())
            dated = Dated(day, int(day[:4]) if day else int(year["year"]) if year else None)
            found.append(Mention(name, (dated,), name.start, year.end() if year else name.end, "undated", strong=True))
    return found


def _day_before(text: str, at: int) -> str | None:
    """The day that the sentence up to `at` begins with: "On May 3, 2001, the staff granted ..."."""
    low = max(0, at - 150)
    low = max(low, text.rfind(". ", low, at) + 1, text.rfind("\n", low, at) + 1)
    days = [day for day in find_dates(text[low:at]) if _ON_DAY.search(text, low, low + day.start)]
    return days[0].iso if len(days) == 1 else None


_PLAIN = re.compile(
    r"(?:,\s?(?:(?:no-action )?letter (?:dated |of |issued )?)?"
    r"(?P<avail>(?:which (?:became|was made) )?(?:publicly )?avail(?:able|\.)(?: on)?\s)?"
    r"|\s(?:(?:(?P<kind>no-action )?(?P<letter>letter),? )?(?:dated|of|on|issued)|(?P<avail2>avail(?:able|\.)(?: on)?))\s)\s?$"
)


def plain(text: str, at: DateAt) -> Anchor | None:
    """A date without brackets: "Acme Corp., March 3, 1999", "letter to Acme Corp. dated March 3, 1999"."""
    joined = _PLAIN.search(text, max(0, at.start - 44), at.start)
    if joined is None:
        return None
    last = _LAST.search(text, max(0, joined.start() - 30), joined.start())
    if last is None or not (
        last[0][0].isupper() or last[0][0].isdigit() or last[0].rstrip(".*_").casefold() in words().legal_forms
    ):
        return None  # most dates of prose: "received on June 11, 2007"
    if joined["letter"] and last[0].rstrip(".*_,").casefold() not in words().legal_forms | words().trades:
        return None  # "Incoming letter dated March 3, 1999"
    strong = bool(joined["avail"] or joined["avail2"] or joined["kind"])
    return Anchor(joined.start(), at.end, (Dated(at.iso, int(at.iso[:4])),), "plain", strong)


_LAST = re.compile(r"[^\s*_\"'(]+[*_]{0,2}$")
_LETTER_TO = re.compile(
    r",? (?P<kind>no-action )?(?:letter|response|reply|decision)(?: (?:issued|sent|addressed|granted))? to (?:the )?", re.I
)
_STAFFS = re.compile(r"(?:staff|division|commission|sec)(?:'s|s')? (?:no-action )?(?:letter of )?$", re.I)


_STAFF_LETTER_OF = re.compile(
    r"(?:(?:staff|division|commission|sec)(?:'s|s')? (?:no-action )?|no-action )(?:letter|response|reply|decision) "
    r"(?:dated|of|issued(?: on)?) $",
    re.I,
)
_TO = re.compile(r",? (?:(?:addressed|sent|issued|given) )?to (?:the )?(?=[A-Z0-9*_])")
_THE = re.compile(r"\b(?:the|staff's|division's|commission's) $", re.I)
_NAMED_LETTER = re.compile(r"[*_]{0,2},? (?:no-action )?(?:letter|decision|response)\b")
_ON = re.compile(r"\bon $", re.I)
_IN = re.compile(r", in (?:the )?[*_]{0,2}(?=[A-Z0-9])")
_STAFF_NEAR = re.compile(r"[^.\n]{0,40}\b(?:staff|division|commission)\b", re.I)


def prose(text: str, at: DateAt) -> Anchor | None:
    """A date before its name; the anchor's start is where the name begins.

    "the staff's March 3, 1999 letter to Acme Corp.", "the staff's letter of March 3, 1999 to Acme Corp.", "the March 3, 1999
    Acme Corp. letter", "On March 3, 1999, in Acme Corp., the staff ...".
    """
    low = max(0, at.start - 48)
    match = _LETTER_TO.match(text, at.end, at.end + 70)
    if match is not None:
        return _before(match.end(), at) if match["kind"] or _STAFFS.search(text, low, at.start) else None
    match = _TO.match(text, at.end, at.end + 24)
    if match is not None:
        return _before(match.end(), at) if _STAFF_LETTER_OF.search(text, low, at.start) else None
    match = _IN.match(text, at.end, at.end + 12)
    if match is not None:
        name = name_after(text, match.end()) if _ON.search(text, low, at.start) else None
        said = name is not None and name.corporate and _STAFF_NEAR.match(text, name.end)
        return _before(match.end(), at) if said else None
    if text[at.end : at.end + 1] == " " and _THE.search(text, low, at.start):
        return _before(at.end + 1, at) if _gives_name_to_letter(text, at.end + 1) is not None else None
    return None


def _before(start: int, at: DateAt) -> Anchor:
    return Anchor(start, start + 1, (Dated(at.iso, int(at.iso[:4])),), "prose", True)


def _gives_name_to_letter(text: str, start: int) -> NameAt | None:
    """The company that a letter is named by at `start` ("the 1999 Acme Corp. letter"); none that could be a holder's bank."""
    name = name_after(text, start)
    if name is None or not name.corporate or keeps_shares(name.name) or not _NAMED_LETTER.match(text, name.end):
        return None
    return name


@cache
def _custodians() -> re.Pattern[str]:
    return re.compile(alternatives("custodians"), re.I)


def keeps_shares(name: str) -> bool:
    """Whether a letter "of" the company may be a holder's bank's or broker's about shares, and no letter of the staff."""
    return _custodians().search(name) is not None


_OF_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d) "
    r"(?P<to>(?:(?:no-action|staff) )?(?:letter|response|decision) (?:(?:issued|sent|addressed) )?to (?:the )?)?(?=[A-Z0-9*_])"
)


def in_year(text: str) -> Iterator[Anchor]:
    """Letters named with a year before: "the staff's 1984 letter to Acme Corp.", "the 1984 Acme Corp. letter"."""
    for match in _OF_YEAR.finditer(text):
        if not _THE.search(text, max(0, match.start() - 14), match.start()):
            continue
        name = name_after(text, match.end()) if match["to"] else _gives_name_to_letter(text, match.end())
        if name is not None and name.corporate:
            yield Anchor(match.end(), match.end() + 1, (Dated(None, int(match["year"])),), "prose", True)


_SEPARATOR = re.compile(r"(?:,|:|\s[-\u2013\u2014|]{1,2})\s?$")
_ITEM = re.compile(r"\s*(?:(?:[*\u2022\u00b7|o>-]|\(?\w{1,3}[.)])\s+)?[*_\"]{0,2}")
_ITEM_END = re.compile(r"\s*(?:\n|$|[;.(|\u2013\u2014]|-|and\b)")


def listed(text: str, at: DateAt) -> Anchor | None:
    """An item of a list or a row of a table that is a company and a date: "* Acme Corp. - March 3, 1999 (one day late)"."""
    separator = _SEPARATOR.search(text, max(0, at.start - 4), at.start)
    if separator is None or not _ITEM_END.match(text, at.end):
        return None
    line = text.rfind("\n", max(0, at.start - 140), at.start) + 1
    item = _ITEM.match(text, line, at.start) if line or at.start < 140 else None
    name = name_before(text, separator.start()) if item else None
    if item is None or name is None or not name.corporate or name.start != item.end():
        return None
    return Anchor(separator.start(), at.end, (Dated(at.iso, int(at.iso[:4])),), "listed")
