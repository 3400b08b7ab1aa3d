"""Reads the lateness of a proposal as the company argues it: deadline, receipt, days late, how it came.

Every date of the company's letters is weighed as a deadline and as a day of receipt by the words around it
(data/timeliness.json); the pair is chosen that the words and the days counted in the letter bear out best. So a by-law window,
a postmark or next year's deadline loses even where its words are strong.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from types import MappingProxyType
from typing import Any

from corpus.records import Span, Spans, Timeliness
from indexer.bundle import Bundle, Part
from indexer.dates import find_dates, month_of
from indexer.daycounts import Count, find_counts
from indexer.patterns import in_lower_case
from indexer.rules import find_rules
from indexer.sentences import sentence_at, sentences

LATE_RULES = ("14a-8(e)", "14a-8(a)(3)")
"""Lateness under either numbering, by the beginning of the canonical rule."""

_LEAST = 1.5
_LONGEST = 400
"""Days: what came later than that after a deadline was meant for the next one."""
_WIDEST = 600
"""Characters of a sentence on each side of a date that are weighed, and below, the dates weighed: both keep time linear."""
_MOST_DATES = 300
_LONGEST_SENTENCE = 3000
_STRONG_LATE, _PLAIN_LATE = 4.0, 1.5
_ELSEWHERE, _LEAST_DELIVERY = 0.12, 0.45
_MEANT_ABOVE, _TOLD_ABOVE, _TOLD_APART = 3, 0.6, 0.3
"""How many sentences back "that way" may point, and how much a sentence so meant, or one apart on how it came, tells."""
_COMMON_COUNTS = frozenset((14, 30, 80, 120))
_PARTIAL = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,? ?(?:19|20)\d\d|[,.]\d| days)|"
    r"\b(?P<day2>\d{1,2})(?:st|nd|rd|th) (?:day )?of (?P<month2>[A-Z][a-z]{2,8})\b(?!,? ?(?:19|20)\d\d)"
)
_LONGEST_DAY = 48
_DAY_ALONE = re.compile(
    r"\s*(?:\W|\(?\w\)\s)?\s*(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}/\d{1,2}/\d{2,4})"
    r"(?: \([A-Z][a-z]+\))?\s*[.:–-]*\s*$"
)
_ITEM = re.compile(r"(?:(?<=[.;:] )|(?<=\n))\((?:[a-z]|\d|[ivx]{1,4})\)\s+(?=[A-Z])")
_CITED = re.compile(r"\((?:(?:publicly )?avail(?:able|\.)?:? |letter dated |[A-Z][\w' ]{2,30}\) \()?$")
_OVERDUE = re.compile(r"\b(?:late|deadline|overdue|too late|untimely)\b", re.I)


@dataclass(frozen=True, slots=True)
class Lateness:
    """The timeliness of a file, and for each key that was read the source spans that show it."""

    value: Timeliness
    spans: Mapping[str, Spans] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Prose:
    """A part with the places of its sentences."""

    part: Part
    places: tuple[Span, ...]

    def around(self, offset: int) -> Span:
        if not self.places:
            return 0, len(self.part.view.text)
        number = sentence_at(self.places, offset)
        low, high = self.places[number]
        if self.heads(number):
            return low, self.places[number + 1][1]
        return low, high

    def heads(self, number: int) -> bool:
        """Whether a sentence is but the day under which the next tells what happened: "January 3, 2024 (Monday)."."""
        low, high = self.places[number]
        return (
            high - low <= _LONGEST_DAY
            and number + 1 < len(self.places)
            and _DAY_ALONE.match(self.part.view.text, low, high) is not None
        )

    def sentence(self, offset: int) -> str:
        low, high = self.around(offset)
        return self.part.view.text[low:high]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date at [start, end) of a part's view, with its weight as a deadline and as a day of receipt."""

    day: date
    prose: _Prose
    start: int
    end: int
    deadline: float
    received: float

    def span(self) -> Span:
        return self.prose.part.view.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Tally:
    """A count of days in a part's view and how much it speaks for a pair of dates so far apart."""

    count: Count
    prose: _Prose
    weight: float


def read(bundle: Bundle, bases: Sequence[str] | None = None) -> Lateness | None:
    """The lateness that the file is about, or None where it is not in question.

    `bases` are the grounds argued or ruled on, where they are known: with lateness among them the answer is never None, and
    what the company does not state is null in it.
    """
    late = bases is not None and any(basis.startswith(LATE_RULES) for basis in bases)
    if not late and not any(rule.startswith(LATE_RULES) for part in bundle.of("company", "response") for rule in _rules(part)):
        return None
    proses = [_Prose(part, tuple(sentences(part.view.text))) for part in bundle.of("company")]
    mentions = list(islice((mention for prose in proses for mention in _mentions(bundle, prose)), _MOST_DATES))
    tallies = [tally for prose in proses for tally in _tallies(prose)]
    pair = _best_pair(mentions, tallies)
    decided = any(rule.startswith(LATE_RULES) for part in bundle.of("response") for rule in _rules(part))
    if pair is None and not late and not decided:
        return None
    if pair is None:
        return _partial(bundle, proses, mentions, tallies)
    deadline, received, tally = pair
    days = (received.day - deadline.day).days
    if not late and not decided and (tally is None or not tally.count.late):
        return None
    return _lateness(deadline, received, days, tally, _delivery(bundle, proses, mentions, received))


def _rules(part: Part) -> list[str]:
    return [rule for rule, _, _ in find_rules(part.view.text)]


def _lateness(
    deadline: _Mention | None,
    received: _Mention | None,
    days: int | None,
    tally: _Tally | None,
    delivery: tuple[str, Span] | None,
) -> Lateness:
    spans: dict[str, Spans] = {}
    if deadline:
        spans["deadline"] = (deadline.span(),)
    if received:
        spans["received"] = (received.span(),)
    if tally:
        spans["days_late"] = (tally.prose.part.view.span(tally.count.start, tally.count.end),)
    elif days is not None and deadline and received:
        spans["days_late"] = (deadline.span(), received.span())
    if delivery:
        spans["delivery"] = (delivery[1],)
    value = Timeliness(
        deadline.day.isoformat() if deadline else None,
        received.day.isoformat() if received else None,
        days,
        delivery[0] if delivery else None,
    )
    return Lateness(value, MappingProxyType(spans))


def _partial(bundle: Bundle, proses: list[_Prose], mentions: list[_Mention], tallies: list[_Tally]) -> Lateness:
    """Lateness of which the company gives no pair of dates: what it does give."""
    deadline = max((m for m in mentions if m.deadline >= _LEAST + 1), key=lambda m: m.deadline, default=None)
    received = max((m for m in mentions if m.received >= _LEAST + 1), key=lambda m: m.received, default=None)
    if received and deadline and received.day <= deadline.day:
        received = None
    tally = next((t for t in tallies if t.weight >= _STRONG_LATE and _OVERDUE.search(t.prose.sentence(t.count.start))), None)
    delivery = _delivery(bundle, proses, mentions, received) if received else None
    return _lateness(deadline, received, tally.count.days if tally else None, tally, delivery)


def _best_pair(mentions: list[_Mention], tallies: list[_Tally]) -> tuple[_Mention, _Mention, _Tally | None] | None:
    """The deadline and the later receipt that words and counted days bear out best, and the count that fits them."""
    deadlines = _by_day(mentions, "deadline")
    receipts = _by_day(mentions, "received")
    best: tuple[float, _Mention, _Mention, _Tally | None] | None = None
    for due, (due_weight, deadline) in deadlines.items():
        for came, (came_weight, received) in receipts.items():
            days = (came - due).days
            if not 0 < days <= _LONGEST:
                continue
            tally = max((t for t in tallies if t.count.days == days), key=lambda t: t.weight, default=None)
            weight = due_weight + came_weight + (tally.weight if tally else 0) - days / 200
            if best is None or weight > best[0]:
                best = weight, deadline, received, tally
    return best[1:] if best else None


def _by_day(mentions: list[_Mention], role: str) -> dict[date, tuple[float, _Mention]]:
    """For each day that may play the role: its weight (the best mention's, a little for each further one), and that mention."""
    found: dict[date, list[tuple[float, _Mention]]] = {}
    for mention in mentions:
        weight = getattr(mention, role)
        if weight >= _LEAST:
            found.setdefault(mention.day, []).append((weight, mention))
    out: dict[date, tuple[float, _Mention]] = {}
    for day, ranked in found.items():
        ranked.sort(key=lambda item: -item[0])
        out[day] = (ranked[0][0] + min(1.5, 0.75 * (len(ranked) - 1)), ranked[0][1])
    return out


def _mentions(bundle: Bundle, prose: _Prose) -> Iterable[_Mention]:
    """Every date of a company's letter that is no citation's, weighed; a date without a year takes the latest that fits."""
    text = prose.part.view.text
    written = [(date.fromisoformat(at.iso), at.start, at.end) for at in find_dates(text)]
    letter = _letter_day(bundle, prose.part, written)
    for day, start, end in [*written, *_partial_dates(text, letter, written)]:
        if _CITED.search(text[max(0, start - 40) : start]) or (letter and day > letter):
            continue
        low, high = prose.around(start)
        low, high = max(low, start - _WIDEST), min(max(high, end), end + _WIDEST)
        before, after, sentence = text[low:start].lower(), text[end:high].lower(), text[low:high].lower()
        yield _Mention(
            day, prose, start, end, _weigh("deadline", before, after, sentence), _weigh("received", before, after, sentence)
        )


def _letter_day(bundle: Bundle, part: Part, written: list[tuple[date, int, int]]) -> date | None:
    """The date of the letter that a part is: the first on its page where the layout gives none."""
    for document in bundle.documents:
        if document.number == part.letter and document.date:
            return date.fromisoformat(document.date.iso)
    return written[0][0] if written else None


def _partial_dates(text: str, letter: date | None, written: list[tuple[date, int, int]]) -> Iterable[tuple[date, int, int]]:
    """Dates without a year: the year of a full date of the same day where there is one, else the last before the letter."""
    ends = [end for _, _, end in written]
    known = {(day.month, day.day): day.year for day, _, _ in reversed(written)}
    for match in _PARTIAL.finditer(text):
        month = month_of(match["month"] or match["month2"])
        after = bisect_right(ends, match.start())
        if not month or (after < len(written) and written[after][1] < match.end()):
            continue
        number = int(match["day"] or match["day2"])
        same = known.get((month, number))
        years = (same,) if same else (letter.year, letter.year - 1) if letter else ()
        for year in years:
            try:
                day = date(year, month, number)
            except ValueError:
                continue
            if letter is None or day <= letter:
                yield day, match.start(), match.end()
                break


@cache
def _cues() -> Mapping[str, Any]:
    raw = json.loads(files("indexer").joinpath("data/timeliness.json").read_text(encoding="utf-8"))
    return {
        role: tuple(
            (in_lower_case(row["pattern"]), row["where"], row.get("reach", 0), row["weight"])
            for row in sorted(raw[role], key=lambda row: row["weight"] < 0)
        )
        for role in ("deadline", "received")
    } | {
        "delivery": {
            kind: tuple((in_lower_case(row["pattern"]), row["weight"]) for row in rows)
            for kind, rows in raw["delivery"].items()
        },
        "delivery_words": tuple(raw["delivery_words"]),
        "not_meant": tuple(in_lower_case(row["pattern"]) for row in raw["delivery_not_meant"]),
        "same_way": tuple(in_lower_case(row["pattern"]) for row in raw["same_way"]),
        "came": tuple(in_lower_case(row["pattern"]) for row in raw["came"]),
        "denied": tuple(in_lower_case(row["pattern"]) for row in raw["delivery_denied"]),
    }


def _weigh(role: str, before: str, after: str, sentence: str) -> float:
    """The weight of a date in a role; what speaks against it is not looked for where too little speaks for it."""
    total = 0.0
    for pattern, where, reach, weight in _cues()[role]:
        if weight < 0 and total <= (_LEAST if role == "deadline" else 0):
            break
        if cue_meets(pattern, where, reach, before, after, sentence):
            total += weight
    return total


def _lower(text: str) -> str:
    """`text` in lower case, as long as it was: some capitals have no small letter of one character."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


_LONGEST_CUE, _BEHIND = 160, 260
"""Characters of the text after a date that are searched beyond a cue's reach, and before it for a cue that ends there."""


def cue_meets(pattern: re.Pattern[str], where: str, reach: int, before: str, after: str, sentence: str) -> bool:
    """Whether a cue stands where it must: at most `reach` characters before or after the date, or anywhere in its sentence."""
    if where == "sentence":
        return pattern.search(sentence) is not None
    if where == "after":
        match = pattern.search(after, 0, reach + _LONGEST_CUE)
        return match is not None and match.start() <= reach
    before = before.rstrip()  # so that a cue may end where the date begins
    near = before[-(reach + 60) :] if reach > 1 else before[-_BEHIND:]
    return any(len(near) - match.end() <= reach for match in pattern.finditer(near))


def _tallies(prose: _Prose) -> Iterable[_Tally]:
    """The counts of days in a company's letter; those in a sentence that cites a letter may be that one's, and count half."""
    text = prose.part.view.text
    cited = [at.start for at in find_dates(text) if _CITED.search(text[max(0, at.start - 40) : at.start])]
    for count in find_counts(text):
        if not count.late and count.days in _COMMON_COUNTS:
            continue
        low, high = prose.around(count.start)
        weight = _STRONG_LATE if count.late else _PLAIN_LATE
        yield _Tally(count, prose, weight / 2 if bisect_left(cited, low) < bisect_left(cited, high) else weight)


def _delivery(
    bundle: Bundle, proses: Sequence[_Prose], mentions: Sequence[_Mention], received: _Mention
) -> tuple[str, Span] | None:
    """How the text said to be late came: the words nearest to its receipt in the company's account, with their place."""
    weights: dict[str, float] = {}
    shown: dict[str, tuple[float, Span]] = {}
    plain: set[str] = set()
    homes = [(prose, _homes(prose, mentions, received)) for prose in proses]
    for prose, numbers in homes:
        for home in numbers:
            plain |= _weigh_delivery(prose, _own_item(prose, home, received), 1.0, received, weights, shown)
    # What the sentence of the receipt says plainly is how this text came; the text before it may have come otherwise.
    if len(plain) != 1:
        for prose, numbers in homes:
            _weigh_around(prose, numbers, received, weights, shown)
        _weigh_others(bundle, received, weights, shown)
    kind = max(plain or weights, key=lambda name: weights[name], default=None)
    return (kind, shown[kind][1]) if kind and weights[kind] >= _LEAST_DELIVERY else None


def _homes(prose: _Prose, mentions: Sequence[_Mention], received: _Mention) -> list[int]:
    """The numbers of the sentences that tell the day of receipt."""
    told = (m for m in mentions if m.prose is prose and m.day == received.day and m.received > 0)
    return sorted({sentence_at(prose.places, mention.start) for mention in told})


def _own_item(prose: _Prose, home: int, received: _Mention) -> Span:
    """The sentence that tells the receipt, with the next where it is but a day; of a list, only the item of this text."""
    low, high = prose.around(prose.places[home][0])
    if received.prose is prose and low <= received.start < high:
        for item in _ITEM.finditer(prose.part.view.text, low, high):
            low, high = (item.start(), high) if item.start() <= received.start else (low, min(high, item.start()))
    return low, high


def _weigh_around(
    prose: _Prose,
    homes: list[int],
    received: _Mention,
    weights: dict[str, float],
    shown: dict[str, tuple[float, Span]],
) -> None:
    """Weigh the sentences about those of the receipt, the nearer the more, and others that tell how the proposal came."""
    meant_above = [home for home in homes if _any("same_way", prose, prose.places[home])]
    for number, place in enumerate(prose.places):
        closeness = max((_closeness(number - home) for home in homes), default=_ELSEWHERE)
        if any(0 < home - number <= _MEANT_ABOVE for home in meant_above):
            closeness = max(closeness, _TOLD_ABOVE)
        elif closeness < _TOLD_APART and _any("came", prose, place):
            closeness = _TOLD_APART
        if 0 < closeness < 1:
            _weigh_delivery(prose, place, closeness, received, weights, shown)


def _weigh_others(bundle: Bundle, received: _Mention, weights: dict[str, float], shown: dict[str, tuple[float, Span]]) -> None:
    """Weigh what the staff note of the delivery, and what an exhibit of the day of receipt shows."""
    for part in bundle.of("response"):
        for low, high in sentences(part.view.text):
            if re.search(r"\b(?:[Ww]e note|representation|received|mailed|sent)\b", part.view.text[low:high]):
                _weigh_delivery(_Prose(part, ()), (low, high), _ELSEWHERE * 2, received, weights, shown)
    for part in bundle.of("exhibit"):
        if any(at.iso == received.day.isoformat() for at in find_dates(part.view.text[:1500])):
            _weigh_exhibit(part, weights, shown)


def _any(name: str, prose: _Prose, place: Span) -> bool:
    """Whether a cue of this name stands in a sentence."""
    sentence = prose.part.view.text[place[0] : min(place[1], place[0] + _LONGEST_SENTENCE)].lower()
    return any(pattern.search(sentence) for pattern in _cues()[name])


def _closeness(distance: int) -> float:
    """How much a sentence so many sentences away from the receipt's speaks of how the proposal came."""
    return {0: 1.0, 1: 0.6, 2: 0.35, 3: 0.2}.get(abs(distance), 0.1 if abs(distance) < 12 else 0.0)


def _weigh_delivery(
    prose: _Prose,
    place: Span,
    closeness: float,
    received: _Mention,
    weights: dict[str, float],
    shown: dict[str, tuple[float, Span]],
) -> set[str]:
    """Add to `weights` and `shown` what a sentence tells of the delivery; the ways that it tells plainly."""
    plain: set[str] = set()
    text = prose.part.view.text
    sentence = _lower(text[place[0] : min(place[1], place[0] + _LONGEST_SENTENCE)])
    if not _tells_delivery(sentence):
        return plain
    if any(pattern.search(sentence) for pattern in _cues()["not_meant"]) and closeness < 1:
        return plain
    same = place[0] <= received.start < place[1] and prose is received.prose
    for kind, patterns in _cues()["delivery"].items():
        best = 0.0
        for pattern, weight in patterns:
            for match in pattern.finditer(sentence):
                if any(denied.search(sentence[max(0, match.start() - 40) : match.start()]) for denied in _cues()["denied"]):
                    continue
                near = abs(place[0] + match.start() - received.start) / 400 if same else 0
                value = weight * closeness * (1 - min(0.5, near))
                if weight >= 1:
                    plain.add(kind)
                best = max(best, value)
                if value > shown.get(kind, (0.0, (0, 0)))[0]:
                    shown[kind] = (value, prose.part.view.span(place[0] + match.start(), place[0] + match.end()))
        weights[kind] = weights.get(kind, 0.0) + best
    return plain


def _tells_delivery(sentence: str) -> bool:
    """Whether one of the words of deliveries stands in a sentence; looking for them first is quicker than the patterns."""
    # A plain loop: this is asked of every sentence of a company's letters.
    for word in _cues()["delivery_words"]:  # noqa: SIM110
        if word in sentence:
            return True
    return False


def delivery_in(text: str) -> str | None:
    """The way of delivery that a plain account of a late proposal names: in the sentence on its lateness, else the first."""
    best: tuple[float, str] | None = None
    for number, (start, end) in enumerate(sentences(text)):
        sentence = text[start:end].lower()
        told = 2.0 if _OVERDUE.search(sentence) or find_counts(sentence) else 1.0
        for kind, patterns in _cues()["delivery"].items():
            for pattern, weight in patterns:
                match = pattern.search(sentence)
                if match is None or any(denied.search(sentence[: match.start()][-40:]) for denied in _cues()["denied"]):
                    continue
                value = weight * told - 0.05 * number
                if weight >= 1 and (best is None or value > best[0]):
                    best = value, kind
    return best[1] if best else None


_HEADERS = {
    "email": re.compile(r"\bFrom:.{0,200}?\b(?:Sent|To|Date|Subject):|^Received: from\b", re.S | re.M),
    "fax": re.compile(r"\bFAX\b|\bTX REPORT\b|\bP\. ?0?\d/0?\d\b"),
}


def _weigh_exhibit(part: Part, weights: dict[str, float], shown: dict[str, tuple[float, Span]]) -> None:
    """A transmission header of the day of receipt shows how the text came."""
    head = part.view.text[:1500]
    for kind, pattern in _HEADERS.items():
        match = pattern.search(head)
        if match:
            weights[kind] = weights.get(kind, 0.0) + 0.8
            shown.setdefault(kind, (0.1, part.view.span(match.start(), min(match.end(), match.start() + 100))))
