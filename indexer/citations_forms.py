"""The forms of a citation: a company's name and a date put together as counsel put them.

Every citation hangs on a date, or on a year in brackets: this module finds the dates that stand in such a form and reads the
name before (or, in "its May 3, 2001 letter to Acme Corp.", after) each. Whether the place really cites a letter is decided in
`indexer.citations_context`. Patterns: indexer/data/citations.json. Every look around a date is bounded, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from indexer.citations_names import NameAt, name_after, name_before
from indexer.citations_words import data, words
from indexer.dates import DateAt, find_dates, month_of

Form = Literal["bracket", "year", "plain", "prose", "undated"]


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a citation: an ISO date, or None and the year alone."""

    iso: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and its dates in one of the forms, with half-open offsets into the text read.

    `start` to `end` runs from the name's first letter to the bracket that closes the date. `strong`: the form itself says that
    it is a no-action letter ("avail.", a Westlaw number). `alias`: a short name that the text gives it there.
    """

    name: NameAt
    dates: tuple[Dated, ...]
    start: int
    end: int
    form: Form
    strong: bool
    proponent: str | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A date's form without its name: `start` is where the form begins, `end` where it ends."""

    start: int
    end: int
    dates: tuple[Dated, ...]
    form: Form
    strong: bool = False
    recon: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    recon: re.Pattern[str]
    strong_lead: re.Pattern[str]
    join: re.Pattern[str]
    reporter: re.Pattern[str]
    strong_reporter: re.Pattern[str]
    year: re.Pattern[str]


def alternatives(section: str, flag: str | None = None) -> str:
    """The patterns of a section of the data file as one group; with `flag`, only those of the rows that have it."""
    return "(?:" + "|".join(f"(?:{row['pattern']})" for row in data()[section] if flag is None or row.get(flag)) + ")"


@cache
def _patterns() -> _Patterns:
    lead, strong, recon = (alternatives("leads", flag) for flag in (None, "strong", "recon"))
    reporter = alternatives("reporters")
    return _Patterns(
        lead=re.compile(rf"\s*(?:{lead}[\s,:]*)?", re.I),
        recon=re.compile(rf"\s*{recon}\s*", re.I),
        strong_lead=re.compile(rf"\s*{strong}\s*", re.I),
        join=re.compile(rf"\s?(?:[;,]\s?(?:and |& )?|and |& )(?P<lead>{lead}[\s,:]{{0,3}})?", re.I),
        reporter=re.compile(rf"[\s,;:*_(]{{1,4}}(?P<reporter>{reporter})[\s,;:*_)]{{0,4}}$", re.I),
        strong_reporter=re.compile(alternatives("reporters", "strong"), re.I),
        year=re.compile(rf"[(\[]\s?(?:{lead}\s?)?(?:(?P<month>[A-Z][a-z]{{2,8}})\.?,? )?(?P<year>(?:[1l]9|20)\d\d)\s?[)\]]"),
    )


def mentions(text: str) -> list[Mention]:
    """Every name and date in a form of citation, in order of the text, without overlaps. Not all of them cite letters."""
    found: list[Mention] = []
    for anchor in _anchors(text):
        last = found[-1] if found else None
        if last is not None and anchor.start < last.end:
            continue
        if last is not None and anchor.form == "bracket" and _follows(text, last, anchor):
            if not anchor.recon:
                found[-1] = _with_dates(last, anchor)
            continue
        mention = _named(text, anchor, last.end if last else 0)
        if mention is not None:
            found.append(mention)
    return found


_AND_AGAIN = re.compile(
    r"[\s*_]{0,3}(?:\((?:the )?[*_]{0,2}\"[^\"()]{1,40}\"[*_]{0,2}\)[\s*_]{0,3})?(?:(?:,|;)?\s?(?:and|&)?\s?)?"
)


def _follows(text: str, last: Mention, anchor: _Anchor) -> bool:
    """Whether the anchor is one more bracket after the last citation's: "(Jan. 4, 2001) (recon. denied Mar. 3, 2001)"."""
    return last.form == "bracket" and anchor.start - last.end < 60 and bool(_AND_AGAIN.fullmatch(text, last.end, anchor.start))


def _with_dates(last: Mention, anchor: _Anchor) -> Mention:
    dates = (*last.dates, *(d for d in anchor.dates if d not in last.dates))
    return Mention(
        last.name, dates, last.start, anchor.end, last.form, last.strong or anchor.strong, last.proponent, last.alias
    )


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


# ------------------------------------------------------------------------------------------------------------- anchors


def _anchors(text: str) -> list[_Anchor]:
    """The forms of all dates, and of the years in brackets, by their place."""
    found: list[_Anchor] = []
    dates = find_dates(text)
    done = 0
    for i, at in enumerate(dates):
        if at.start < done:
            continue
        anchor = _bracket(text, dates, i) or _prose(text, at) or _plain(text, at)
        if anchor is not None:
            found.append(anchor)
            done = anchor.end
    found.extend(_shared_month(text))
    found.extend(_years(text))
    found.sort(key=lambda anchor: (anchor.start, -anchor.end))
    return found


_OPEN = re.compile(r"[(\[{](?P<lead>[^()\[\]{}]{0,70})$")
_CLOSE = re.compile(r"\s{0,2}[)\]}]")
_TAIL = re.compile(r"\s?[,;:]?\s?(?P<words>[^()\[\]]{1,110}(?:\([^()]{1,60}\)[^()]{0,20})?)[)\]]")
_UNCLOSED = re.compile(r"\s?[;.](?=\s|$)")
_BAD_TAIL = re.compile(
    r"\b(?:form|proxy|filed|press|page|meeting|p\.?m|a\.?m|del|cir|ch|adopting|proposing|available at|http)\b|@|//", re.I
)


def _bracket(text: str, dates: list[DateAt], i: int) -> _Anchor | None:
    """The anchor of a bracket that date `i` opens: leading words, more dates, a note on reconsideration, the closing mark."""
    at = dates[i]
    opened = _OPEN.search(text, max(0, at.start - 72), at.start)
    if opened is None:
        return None
    lead, patterns = opened["lead"], _patterns()
    partial = _PARTIAL.fullmatch(lead)
    if partial is None and not patterns.lead.fullmatch(lead):
        return None
    found = [Dated(at.iso, int(at.iso[:4]))]
    if partial is not None and (first := _partial(partial, at)) is not None:
        found.insert(0, first)
    end = _closing(text, dates, i, found, available=bool(patterns.strong_lead.match(lead)))
    if end is None:
        return None
    recon = bool(lead.strip()) and bool(patterns.recon.fullmatch(lead))
    strong = bool(lead.strip()) and bool(patterns.strong_lead.match(lead))
    return _Anchor(opened.start(), end, tuple(found), "bracket", strong, recon)


def _closing(text: str, dates: list[DateAt], i: int, found: list[Dated], *, available: bool) -> int | None:
    """Where the bracket of date `i` closes; the further dates in it are added to `found`.

    `available`: the first is said to be a date of availability, so that a second such date is another letter's.
    """
    end, patterns = dates[i].end, _patterns()
    while True:
        if closed := _CLOSE.match(text, end):
            return closed.end()
        join = patterns.join.match(text, end, end + 60)
        if (
            join
            and i + 1 < len(dates)
            and dates[i + 1].start == join.end()
            and not (
                _patterns().recon.fullmatch(join["lead"] or "")
                or (not available and _same_letter(join["lead"], found, dates[i + 1]))
            )
        ):
            i += 1
            found.append(Dated(dates[i].iso, int(dates[i].iso[:4])))
            end = dates[i].end
            continue
        tail = _TAIL.match(text, end, end + 190)
        if tail:
            return None if _BAD_TAIL.search(tail["words"]) else tail.end()
        return end if _UNCLOSED.match(text, end) else None


def _same_letter(lead: str | None, found: list[Dated], then: DateAt) -> bool:
    """Whether a further date only says when the letter became available: "(Mar. 6, 2003, avail. Mar. 10, 2003)"."""
    if not lead or not _patterns().strong_lead.match(lead):
        return False
    return 0 <= (date.fromisoformat(then.iso) - date.fromisoformat(found[-1].iso or then.iso)).days <= 30


_PARTIAL = re.compile(r"\s?(?:[a-z.]{5,20} )?(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>[0-3]?\d)(?:,| and| &|, and) ")
_SHARED = re.compile(
    r"[(\[]\s?(?:[a-z.]{5,20} )?(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>[0-3]?\d)(?:,? (?:and|&) |, )"
    r"(?P<second>[0-3]?\d),? (?P<year>(?:19|20)\d\d)\s?[)\]]"
)


def _partial(match: re.Match[str], at: DateAt) -> Dated | None:
    """The first date of "(Jan. 24 and Mar. 9, 2000)", whose year stands with the second."""
    return _dated(int(at.iso[:4]), month_of(match["month"]), match["day"])


def _dated(year: int, month: int | None, day: str) -> Dated | None:
    try:
        return Dated(date(year, month or 0, int(day)).isoformat(), year)
    except ValueError:
        return None


def _shared_month(text: str) -> Iterator[_Anchor]:
    """Brackets with two days of one month: "(Feb. 10 and 24, 2003)"."""
    for match in _SHARED.finditer(text):
        month, year = month_of(match["month"]), int(match["year"])
        both = [_dated(year, month, match[day]) for day in ("day", "second")]
        if all(both):
            yield _Anchor(match.start(), match.end(), tuple(d for d in both if d), "bracket")


def _years(text: str) -> Iterator[_Anchor]:
    """Years alone in brackets, with or without a month."""
    for match in _patterns().year.finditer(text):
        if match["month"] is None or month_of(match["month"]):
            yield _Anchor(match.start(), match.end(), (Dated(None, int(match["year"].replace("l", "1"))),), "year")


_PLAIN = re.compile(
    r"(?:,\s?(?:(?:no-action )?letter (?:dated |of |issued )?)?(?P<avail>(?:publicly )?avail(?:able|\.)\s)?"
    r"|\s(?:dated|of|on|issued|(?P<avail2>avail(?:able|\.)(?: on)?))\s)\s?$"
)


def _plain(text: str, at: DateAt) -> _Anchor | None:
    """A date without brackets: "Acme Corp., March 3, 1999", "letter to Acme Corp. dated March 3, 1999"."""
    joined = _PLAIN.search(text, max(0, at.start - 24), at.start)
    if joined is None:
        return None
    last = _LAST.search(text, max(0, joined.start() - 30), joined.start())
    if last is None or not (
        last[0][0].isupper() or last[0][0].isdigit() or last[0].rstrip(".*_").casefold() in words().legal_forms
    ):
        return None  # most dates of prose: "received on June 11, 2007"
    strong = bool(joined["avail"] or joined["avail2"])
    return _Anchor(joined.start(), at.end, (Dated(at.iso, int(at.iso[:4])),), "plain", strong)


_LAST = re.compile(r"[^\s*_\"'(]+[*_]{0,2}$")
_LETTER_TO = re.compile(
    r",? (?P<kind>no-action )?(?:letter|response|reply|decision)(?: (?:issued|sent|addressed|granted))? to (?:the )?", re.I
)
_STAFFS = re.compile(r"(?:staff|division|commission|sec)(?:'s|s')? (?:no-action )?(?:letter of )?$", re.I)


def _prose(text: str, at: DateAt) -> _Anchor | None:
    """A date before its name: "the staff's March 3, 1999 letter to Acme Corp."; the anchor's start is where the name begins."""
    match = _LETTER_TO.match(text, at.end, at.end + 70)
    if match is None or not (match["kind"] or _STAFFS.search(text, max(0, at.start - 40), at.start)):
        return None
    return _Anchor(match.end(), match.end() + 1, (Dated(at.iso, int(at.iso[:4])),), "prose", True)


# --------------------------------------------------------------------------------------------------------------- names

_ASIDE = re.compile(r"[\s*_]{0,3}(?P<bracket>[(\[](?P<words>[^()\[\]]{1,90})[)\]])[\s*_]{0,3}$")
_NOT_ASIDE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^(?:[A-Z]\.\s?){1,3}$")  # another date's bracket; "Smith (A.O.)"
_DEFINED = re.compile(r"(?:(?:the|or|collectively|together|hereinafter),? )?[\"'](?P<name>[^\"']{2,40})[,.]?[\"']")
_AFTER = re.compile(
    r"[\s*_]{0,3}[(\[](?:(?:the|or|hereinafter),? )?[*_]{0,2}\"[*_]{0,2}(?P<name>[^\"()]{2,40}?)[*_,.]{0,3}\"[*_]{0,2}[)\]]"
)
_FORMER = re.compile(r"(?:formerly|now|f/k/a|n/k/a|a/k/a|recon|on recon|reconsideration|the|chart)\b", re.I)


def _named(text: str, anchor: _Anchor, floor: int) -> Mention | None:
    """The mention that `anchor` closes: brackets and reports between are passed over and the name before them is read."""
    if anchor.form == "prose":
        return _named_after(text, anchor)
    at, strong = anchor.start, anchor.strong
    proponent = alias = None
    for _ in range(5):
        aside = _ASIDE.search(text, max(floor, at - 96), at)
        report = _report_before(text, at, floor)
        if report is not None:
            strong = strong or bool(_patterns().strong_reporter.search(report["reporter"]))
            at = report.start()
        elif aside is not None and len(aside["words"].strip()) > 1 and not _NOT_ASIDE.search(aside["words"]):
            inside = aside["words"].strip(" *_")
            if defined := _DEFINED.fullmatch(inside):
                alias = defined["name"]
            elif inside[:1].isupper() and not _FORMER.match(inside):
                proponent = inside
            at = aside.start()
        else:
            break
    while at > floor and text[at - 1] in " \n*_,\"'":
        at -= 1
    name = name_before(text, at)
    if name is None or name.start < floor:
        return None
    if alias is None and (after := _AFTER.match(text, anchor.end)):
        alias = after["name"]
    return Mention(name, anchor.dates, name.start, anchor.end, anchor.form, strong, proponent, alias)


_REPORT_END = re.compile(r"(?:\d|letters?|ltr|responses?|decisions?)[\s,;:.*_)]{0,5}$", re.I)


def _report_before(text: str, at: int, floor: int) -> re.Match[str] | None:
    """A number of a report, or "SEC No-Action Letter", that ends at `at`; the cheap test spares the search at most names."""
    if _REPORT_END.search(text, max(floor, at - 16), at) is None:
        return None
    return _patterns().reporter.search(text, max(floor, at - 110), at)


def _named_after(text: str, anchor: _Anchor) -> Mention | None:
    name = name_after(text, anchor.start)
    if name is None:
        return None
    return Mention(name, anchor.dates, name.start, name.end, "prose", strong=True)
