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

from indexer.citations_mention import Anchor, Dated, Mention, alternatives
from indexer.citations_names import NameAt, name_after, name_before
from indexer.citations_prose import in_year, listed, plain, prose
from indexer.dates import DateAt, find_dates, month_of


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    recon: re.Pattern[str]
    strong_lead: re.Pattern[str]
    join: re.Pattern[str]
    reporter: re.Pattern[str]
    strong_reporter: re.Pattern[str]
    year: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lead, strong, recon = (alternatives("leads", flag) for flag in (None, "strong", "recon"))
    reporter = alternatives("reporters")
    return _Patterns(
        lead=re.compile(rf"\s*(?:{lead}[\s,:]*)?", re.I),
        recon=re.compile(rf"\s*{recon}\s*", re.I),
        strong_lead=re.compile(rf"\s*{strong}\s*", re.I),
        join=re.compile(rf"\s?(?:[;,]\s?(?:and |& )?|and |& )(?:again )?(?:on )?(?P<lead>{lead}[\s,:]{{0,3}})?", re.I),
        reporter=re.compile(rf"[\s,;:*_(]{{1,4}}(?P<reporter>{reporter})[\s,;:*_)]{{0,4}}$", re.I),
        strong_reporter=re.compile(alternatives("reporters", "strong"), re.I),
        year=re.compile(
            rf"[(\[]\s?(?:(?i:{lead})[\s,]{{0,2}}|a )?(?:(?P<month>[A-Z][a-z]{{2,8}})\.?,? )?(?P<year>(?:[1l]9|20)\d\d)"
            r"(?:(?:, and|,| and| &) (?P<second>(?:19|20)\d\d)|(?: staff| no-action)? letter)?\s?[)\]]"
        ),
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


def _follows(text: str, last: Mention, anchor: Anchor) -> bool:
    """Whether the anchor is one more bracket after the last citation's: "(Jan. 4, 2001) (recon. denied Mar. 3, 2001)"."""
    return last.form == "bracket" and anchor.start - last.end < 60 and bool(_AND_AGAIN.fullmatch(text, last.end, anchor.start))


def _with_dates(last: Mention, anchor: Anchor) -> Mention:
    dates = (*last.dates, *(d for d in anchor.dates if d not in last.dates))
    return Mention(
        last.name, dates, last.start, anchor.end, last.form, last.strong or anchor.strong, last.proponent, last.alias, last.weak
    )


# ------------------------------------------------------------------------------------------------------------- anchors


def _anchors(text: str) -> list[Anchor]:
    """The forms of all dates, and of the years in brackets, by their place."""
    found: list[Anchor] = []
    dates = find_dates(text)
    done = 0
    for i, at in enumerate(dates):
        if at.start < done:
            continue
        anchor = _bracket(text, dates, i) or prose(text, at) or listed(text, at) or plain(text, at)
        if anchor is not None:
            found.append(anchor)
            done = anchor.end
    found.extend(_shared_month(text))
    found.extend(_years(text))
    found.extend(in_year(text))
    found.sort(key=lambda anchor: (anchor.start, -anchor.end))
    return found


_OPEN = re.compile(r"[(\[{](?P<lead>[^()\[\]{}]{0,70})$")
_CLOSE = re.compile(r"\s{0,2}[)\]}]")
_TAIL = re.compile(r"\s?[,;:]?\s?(?P<words>[^()\[\]]{1,110}(?:\([^()]{1,60}\)[^()]{0,20})?)[)\]]")
_UNCLOSED = re.compile(r"\s?[;.](?=\s|$)")
_BAD_TAIL = re.compile(
    r"\b(?:form|proxy|filed|press|page|meeting|p\.?m|a\.?m|del|cir|ch|adopting|proposing|available at|http)\b|@|//", re.I
)


def _bracket(text: str, dates: list[DateAt], i: int) -> Anchor | None:
    """The anchor of a bracket that date `i` opens: leading words, more dates, a note on reconsideration, the closing mark."""
    at = dates[i]
    opened = _OPEN.search(text, max(0, at.start - 72), at.start)
    if opened is None:
        return None
    lead, patterns = opened["lead"], _patterns()
    partial = _PARTIAL.fullmatch(lead)
    by = None
    if partial is None and not patterns.lead.fullmatch(lead):
        by = _BY.fullmatch(lead)
        if by is None or _NOT_BY.search(by["who"]) or name_before(by["who"], len(by["who"])) is None:
            return None
        lead = ""
    found = [Dated(at.iso, int(at.iso[:4]))]
    if partial is not None and (first := _partial(partial, at)) is not None:
        found.insert(0, first)
    end = _closing(text, dates, i, found, available=bool(patterns.strong_lead.match(lead)))
    if end is None:
        return None
    recon = bool(lead.strip()) and bool(patterns.recon.fullmatch(lead))
    strong = bool(lead.strip()) and bool(patterns.strong_lead.match(lead))
    return Anchor(opened.start(), end, tuple(found), "bracket", strong, recon, by["who"] if by else None, weak=by is not None)


_BY = re.compile(r"\s?(?P<who>[A-Z][\w.&' -]{2,44}?)[,;]\s?")
_NOT_BY = re.compile(r"\b(?:Ch|Cir|Ct|App|Dist|Div|[DNSEW]\.|Form|Item|Exhibit|Release|Question|Rule|Section|NYSE|N\.Y)\b|\d")


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


def _shared_month(text: str) -> Iterator[Anchor]:
    """Brackets with two days of one month: "(Feb. 10 and 24, 2003)"."""
    for match in _SHARED.finditer(text):
        month, year = month_of(match["month"]), int(match["year"])
        both = [_dated(year, month, match[day]) for day in ("day", "second")]
        if all(both):
            yield Anchor(match.start(), match.end(), tuple(d for d in both if d), "bracket")


def _years(text: str) -> Iterator[Anchor]:
    """Years alone in brackets, with or without a month."""
    for match in _patterns().year.finditer(text):
        if match["month"] is None or month_of(match["month"]):
            years = (match["year"].replace("l", "1"), match["second"])
            yield Anchor(match.start(), match.end(), tuple(Dated(None, int(year)) for year in years if year), "year")


# --------------------------------------------------------------------------------------------------------------- names

_ASIDE = re.compile(r"[\s*_]{0,3}(?P<bracket>[(\[](?P<words>[^()\[\]]{1,90})[)\]])[\s*_]{0,3}$")
_NOT_ASIDE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^(?:[A-Z]\.\s?){1,3}$")  # another date's bracket; "Smith (A.O.)"
_NOTE = re.compile(r"\[\^?\d{1,3}\]")
_DEFINED = re.compile(r"(?:(?:the|or|collectively|together|hereinafter),? )?[\"'](?P<name>[^\"']{2,40})[,.]?[\"']")
_AFTER = re.compile(
    r"[\s*_]{0,3}[(\[](?:(?:the|or|hereinafter),? )?[*_]{0,2}\"[*_]{0,2}(?P<name>[^\"()]{2,40}?)[*_,.]{0,3}\"[*_]{0,2}[)\]]"
)
_FORMER = re.compile(r"(?:formerly|now|f/k/a|n/k/a|a/k/a|recon|on recon|reconsideration|the|chart)\b", re.I)


def _named(text: str, anchor: Anchor, floor: int) -> Mention | None:
    """The mention that `anchor` closes: brackets and reports between are passed over and the name before them is read."""
    if anchor.form == "prose":
        return _named_after(text, anchor)
    at, strong = anchor.start, anchor.strong
    proponent, alias = anchor.proponent, None
    for _ in range(5):
        aside = _ASIDE.search(text, max(floor, at - 96), at)
        report = _report_before(text, at, floor)
        if report is not None:
            strong = strong or bool(_patterns().strong_reporter.search(report["reporter"]))
            at = report.start()
        elif aside is not None and (_is_aside(aside["words"]) or _NOTE.fullmatch(aside["bracket"])):
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
    if anchor.form == "plain" and name.name.startswith("The ") and _SAID.match(text, name.end):
        name = NameAt(name.name[4:], name.start + 4, name.end, name.corporate)  # "The Acme Corp. letter of March 3, 1999"
    if alias is None and (after := _AFTER.match(text, anchor.end)):
        alias = after["name"]
    return Mention(name, anchor.dates, name.start, anchor.end, anchor.form, strong, proponent, alias, anchor.weak)


def _is_aside(inside: str) -> bool:
    return len(inside.strip()) > 1 and not _NOT_ASIDE.search(inside)


_SAID = re.compile(r"[*_]{0,2},? (?:no-action )?letter\b")
_REPORT_END = re.compile(r"(?:\d|letters?|ltr|responses?|decisions?)[\s,;:.*_)]{0,5}$", re.I)


def _report_before(text: str, at: int, floor: int) -> re.Match[str] | None:
    """A number of a report, or "SEC No-Action Letter", that ends at `at`; the cheap test spares the search at most names."""
    if _REPORT_END.search(text, max(floor, at - 16), at) is None:
        return None
    return _patterns().reporter.search(text, max(floor, at - 110), at)


def _named_after(text: str, anchor: Anchor) -> Mention | None:
    name = name_after(text, anchor.start)
    if name is None:
        return None
    return Mention(name, anchor.dates, name.start, name.end, "prose", strong=True)
