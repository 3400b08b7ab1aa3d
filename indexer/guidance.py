"""The other authorities that a file cites: the Division's bulletins, the Commission's releases, court decisions.

Each is named once, written out ("Staff Legal Bulletin No. 14F", "Exchange Act Release No. 34-40018", a decision by its
parties), with the first place that shows it. Patterns and series: indexer/data/guidance.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from corpus.home import table
from corpus.records import Guidance
from indexer.bundle import Bundle
from indexer.citations_words import clean
from indexer.found import Found
from indexer.litigants import party_after, party_before
from indexer.names import fold

_LONGEST_SPAN = 300
_MOST_NUMBERS = 12
"""How many numbers one list may hold, so that a text of nothing but numbers takes linear time."""


class GuidanceAt(NamedTuple):
    """An authority and its half-open place in the text it was found in."""

    guidance: Guidance
    start: int
    end: int


@cache
def data() -> dict[str, Any]:
    """The file indexer/data/guidance.json, parsed."""
    loaded: dict[str, Any] = json.loads(table("indexer", "guidance.json"))
    return loaded


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the file's patterns; its single spaces stand for white space of the text, which a view has folded."""
    row = data()["patterns"].get(name) or data()[name]
    return re.compile(row["pattern"], re.I if row.get("fold") else 0)


def read(bundle: Bundle) -> tuple[Found[Guidance], ...]:
    """The authorities that any part of the file cites, each once, in order of the text."""
    found: dict[tuple[str, str], Found[Guidance]] = {}
    for part in bundle.parts:
        for item in find(part.view.text):
            start, end = part.view.span(item.start, item.end)
            found.setdefault(_key(item.guidance), Found(item.guidance, ((start, min(end, start + _LONGEST_SPAN)),)))
    return tuple(sorted(found.values(), key=lambda item: item.spans[0]))


def find(text: str) -> list[GuidanceAt]:
    """Every mention of an authority in `text`, in order: bulletins, releases and decisions, each with its written-out name."""
    found = [*_bulletins(text), *_releases(text), *_cases(text), *_matters(text)]
    found.extend(_named_releases(text, found))
    return sorted(found, key=lambda item: (item.start, item.end))


def _key(guidance: Guidance) -> tuple[str, str]:
    """What makes two mentions one authority: the name, of a decision its first words, since its later names are shortened."""
    return guidance.kind, fold(guidance.name)[:24] if guidance.kind == "case" else guidance.name


def _numbers(text: str, at: int, section: str) -> Iterator[re.Match[str]]:
    """The numbers of a list at offset `at`: "14F and 14G", "33-9136; 34-62764"."""
    number, joint = pattern(section), _joint(section)
    match = number.match(text, at)
    for _ in range(_MOST_NUMBERS):
        if match is None:
            return
        yield match
        joined = joint.match(text, match.end())
        match = number.match(text, joined.end()) if joined else None


@cache
def _joint(section: str) -> re.Pattern[str]:
    return re.compile(data()[section]["joint"])


_UNSCANNED = str.maketrans("OlI", "011")


def _bulletins(text: str) -> Iterator[GuidanceAt]:
    for head in pattern("bulletin").finditer(text):
        for match in _numbers(text, head.end(), "bulletin_numbers"):
            letter = (match["letter"] or match["apart"] or match["inner"] or "").upper()
            name = f"Staff Legal Bulletin No. {match['number'].translate(_UNSCANNED)}{letter}"
            yield GuidanceAt(Guidance("bulletin", name), head.start(), match.end())


def _releases(text: str) -> Iterator[GuidanceAt]:
    """Releases; one that bears numbers of several series is one release, named by its Exchange Act number."""
    for head in pattern("release").finditer(text):
        named = pattern("act").search(text, max(0, head.start() - 40), head.start())
        act = re.sub(r" of 19\d\d$", "", named["act"].casefold()) if named else ""
        by_series: dict[str, list[tuple[str, int]]] = {}
        for match in _numbers(text, head.end(), "release_numbers"):
            series = match["series"] or data()["acts"].get(act, "34")
            by_series.setdefault(series, []).append((match["number"].translate(_UNSCANNED), match.end()))
        series = "34" if "34" in by_series else next(iter(by_series), "")
        for number, end in by_series.get(series, ()):
            start = named.start() if named else head.start()
            yield GuidanceAt(Guidance("release", data()["series"][series] + number), start, end)


def _named_releases(text: str, found: list[GuidanceAt]) -> Iterator[GuidanceAt]:
    """Releases known by their year ("the 1998 Release"), where the text gives no number for that year's."""
    if "Release" not in text:
        return
    numbered = {year for item in found if item.guidance.kind == "release" for year in _years_after(text, item.end)}
    for match in pattern("named release").finditer(text):
        number = data()["named_releases"].get(match["year"])
        if number is not None and match["year"] not in numbered:
            yield GuidanceAt(Guidance("release", data()["series"]["34"] + number.removeprefix("34-")), *match.span())


def _years_after(text: str, end: int) -> list[str]:
    return re.findall(r"\b(?:19|20)\d\d\b", text[end : end + 40])


def _cases(text: str) -> Iterator[GuidanceAt]:
    for match in pattern("case").finditer(text):
        left = party_before(text, match.start())
        right = party_after(text, match.end())
        if left is None or right is None or not (_tells(left.name) and _tells(right.name)):
            continue
        if _reported(text, right.end) or not _pending(text, left.start, right.end):
            yield GuidanceAt(Guidance("case", f"{left.name} v. {right.name}"), left.start, right.end)


def _matters(text: str) -> Iterator[GuidanceAt]:
    """Decisions named by their matter ("In re ..."); only where a report follows or the name is a litigation's."""
    if "In re" not in text and "In the Matter" not in text:
        return
    for match in pattern("matter").finditer(text):
        name = party_after(text, match.end())
        if name is not None and (_reported(text, name.end) or re.search(r"\bLitig", name.name)):
            yield GuidanceAt(Guidance("case", clean(match[0].strip()) + " " + name.name), match.start(), name.end)


def _tells(party: str) -> bool:
    return len(re.sub(r"[^A-Za-z]", "", party)) >= 2


def _reported(text: str, end: int) -> bool:
    return pattern("report").match(text[end : end + 60].replace("\n", " ")) is not None


def _pending(text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of an action that is not decided: a complaint is no authority."""
    return pattern("pending").search(text[max(0, start - 120) : end + 120]) is not None
