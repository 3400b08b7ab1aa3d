"""What stands around a name and a date: whether a no-action letter is cited there, with which signal, and for which ground.

A wrong citation is worse than a missed one: a form alone is enough only where it can be nothing else ("avail.", a number of a
no-action report); a name without a company's word needs a signal, a string of citations or a sentence about the staff.
Patterns: indexer/data/citations.json.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from indexer.citations_mention import Mention, alternatives
from indexer.citations_names import beginnings, is_legal_name
from indexer.citations_prose import keeps_shares
from indexer.citations_words import data, words
from indexer.names import words as name_words
from indexer.patterns import in_lower_case
from indexer.rules import find_names, find_rules, is_ground, same_ground

_LEFT = 84
"""How far before a name its introduction is looked for: "a statement dated January 3, 2001 of the custodian, ..."."""


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """The rows of a section of the data file as one pattern."""
    return re.compile(alternatives(section), re.I)


@cache
def _small(section: str) -> re.Pattern[str]:
    """The same for text in lower case, which is matched in half the time of one that folds each character itself."""
    return in_lower_case(alternatives(section))


def _holds(section: str, text: str) -> bool:
    """Whether a pattern of the section is found; beyond ASCII lower case is not the same as the pattern's own folding."""
    return (_small(section).search(text.lower()) if text.isascii() else _pattern(section).search(text)) is not None


@cache
def _signal_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s(*_\"']))(?P<signal>{alternatives('signals')})[\s*_,:]{{0,4}}$", re.I)


def admitted(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions that cite a no-action letter, in order."""
    kept: list[Mention] = []
    unsure: list[Mention] = []
    for mention in found:
        verdict = _cites(text, mention, kept[-1] if kept else None)
        if verdict:
            kept.append(mention)
        elif verdict is None:
            unsure.append(mention)
    # "Orrin (2016)" is no more than a name and a year; it cites a letter where the full name is cited beside it.
    known = {beginning for name in {mention.name.name for mention in kept} for beginning in beginnings(name)}
    kept.extend(mention for mention in unsure if name_words(mention.name.name) in known)
    return sorted(kept, key=lambda mention: mention.start)


def _before(text: str, at: int) -> str:
    """What stands before offset `at`, on one line, without marks of italics and quotation at its end."""
    return text[max(0, at - _LEFT) : at].replace("\n", " ").rstrip("*_\"'([ ") + " "


_STRING_MARKS = frozenset(";)")


def _cites(text: str, mention: Mention, last: Mention | None) -> bool | None:
    """True: it cites a letter. False: it does not. None: it may, if the name is known from elsewhere."""
    before = _before(text, mention.name.start)
    if _holds("not_within", mention.name.name):
        return False
    in_string = before[-2:-1] in _STRING_MARKS  # most are: none of the words that forbid a citation, or lead to it, stand there
    if not in_string and _holds("not_before", before) and not _notice_of_season(mention, before):
        return False
    if mention.form == "prose" or mention.strong:
        return True
    if mention.name.name.casefold().startswith(("mr.", "ms.", "mrs.", "dr.")) and not mention.name.corporate:
        return False
    opened = in_string or _opened(text, mention, last, before)
    if mention.form == "listed":
        return _in_list(text, mention, last) or _plainly(text, mention, opened=opened, before=before)
    if mention.form == "plain":
        return _plainly(text, mention, opened=opened, before=before) or _goes_on(text, last, mention)
    if mention.weak:
        return mention.name.corporate and (opened or _about_staff(text, mention))
    if mention.name.corporate:
        plainly = opened or _about_staff(text, mention)
        if mention.form == "year":
            return True if plainly or is_legal_name(mention.name.name) or _of_cases(text, mention) else None
        return plainly or not _of_an_event(text, mention)
    if _SPEAKS.match(text, mention.end) or before.endswith((" said ", " says ", " wrote ")):
        return False
    if mention.form == "year":
        if not opened or not (_STAFF_NEXT.match(text, mention.end) or (" " in mention.name.name and _of_cases(text, mention))):
            return None
        return True
    return True if opened or _about_staff(text, mention) or _citation_sentence(text, mention) else None


def _plainly(text: str, mention: Mention, *, opened: bool, before: str) -> bool:
    """Whether a company and a date without brackets cite: "See Acme Corp., March 3, 1999", "the Acme Corp. letter of ..."."""
    if _holds("staff_letter_to", before):
        return True
    if not mention.name.corporate:
        return False
    if _LETTER.match(text, mention.name.end):
        return not keeps_shares(mention.name.name) and _about_staff(text, mention)
    if text[mention.name.end : mention.name.end + 1] == ",":
        return opened
    return text.startswith(" on ", mention.name.end) and _holds("staff_ruled_in", before)


def _goes_on(text: str, last: Mention | None, mention: Mention) -> bool:
    """Whether one more company "on" a day follows: "in Acme Corp. on May 3, 2001, and in Lorne Inc. on June 4, 2002"."""
    on = " on " in text[mention.name.end : mention.name.end + 5]
    return on and mention.name.corporate and last is not None and last.form == "plain" and _joined(text, last, mention)


_LETTER = re.compile(r"[*_]{0,2},? letter\b")
_SEASON_OF_NOTICES = "2025-11-17"
"""From this day on companies gave notice that they would leave a proposal out, and the staff answered few."""


def _notice_of_season(mention: Mention, before: str) -> bool:
    dates = [dated.iso or "" for dated in mention.dates]
    return mention.name.corporate and min(dates) >= _SEASON_OF_NOTICES and _holds("season_notice", before)


def _in_list(text: str, mention: Mention, last: Mention | None) -> bool:
    """Whether an item goes on a list of letters, or begins one: the line above says that letters follow."""
    if last is not None and last.form == "listed" and mention.start - last.end < 400:
        return True
    line = text.rfind("\n", 0, mention.start)
    above = text[max(0, line - 300) : max(0, line)].rstrip().rpartition("\n")[2]
    return line > 0 and _holds("list_heading", above)


_SPEAKS = re.compile(r",? (?:also )?(?:said|says|wrote|writes|told|found|finds|argue[sd]?|called|e-?mailed|testified)\b")
_STAFF_NEXT = re.compile(r",? (?:where |when )?the (?:staff|division)\b", re.I)


def _of_cases(text: str, mention: Mention) -> bool:
    """Whether the words around speak of letters of the staff, or of cases."""
    low = max(0, mention.start - 160)
    return _about_staff(text, mention) or _pattern("case_words").search(text, low, mention.end + 60) is not None


_SENTENCE_END = re.compile(r"[.?!:][\")'*_\]]{0,3}(?:\d{1,2}|\[\^?\w{1,4}\])?[\s*_]{1,3}$")
_AFTER_CITATION = re.compile(r"[*_]{0,2}(?:\.(?:\s|$)|[;:]| \()")
_SAYS = re.compile(
    r"[*_]{0,2},? (?:too,? )?(?:is (?:not|no|distinguishable|inapposite|on point|in point|like|unlike|to the)\b"
    r"|concern|involv|turn(?:s|ed) |allow|permit|stands? |holds? |held |deal[st] |dealt |shows? |illustrat|does not help)"
)


def _citation_sentence(text: str, mention: Mention) -> bool:
    """Whether the citation is a sentence by itself, or begins one: "... on time. Verrin (Dec. 20, 2012) (two days late)."."""
    before = text[max(0, mention.start - 12) : mention.start]
    ended = _SENTENCE_END.search(before) is not None
    if not ended and before.strip(" *_\"'") and "\n" not in before[-4:]:
        return False
    return (ended and _AFTER_CITATION.match(text, mention.end) is not None) or _SAYS.match(text, mention.end) is not None


def _opened(text: str, mention: Mention, last: Mention | None, before: str) -> bool:
    """Whether a signal, a preposition or the citation before leads to this one."""
    if _signal_pattern().search(before) or _holds("openings", before):
        return True
    return last is not None and _joined(text, last, mention)


def _of_an_event(text: str, mention: Mention) -> bool:
    """Whether the words around a company and a day tell what happened to the company then: its bankruptcy, a merger."""
    low = text.rfind("\n", max(0, mention.start - 120), mention.start) + 1 or max(0, mention.start - 120)
    high = text.find("\n", mention.end, mention.end + 120)
    return _pattern("events").search(text, low, high if high >= 0 else mention.end + 120) is not None


def _about_staff(text: str, mention: Mention) -> bool:
    around = text[max(0, mention.start - 160) : mention.start] + " " + text[mention.end : mention.end + 160]
    return _holds("staff_words", around) and "\n" not in text[mention.start : mention.end]


# ------------------------------------------------------------------------------------------------------------- signals

_ASIDES = re.compile(r"\((?:[^()]|\([^()]{0,80}\)){0,400}\)")
_BETWEEN = re.compile(r"[\s;,.*_\"']*(?:(?:and|or|as well as|with|also|&)[\s*_]*)?(?:(?:in|to|also)\s+)?(?:the\s+)?[\s*_\"'(]*")


def _joined(text: str, last: Mention, mention: Mention) -> bool:
    """Whether nothing but separators and explanations in brackets stands between two citations: they are one string."""
    if mention.start - last.end > 700:
        return False
    between = _ASIDES.sub("", text[last.end : mention.start])
    return len(between) < 40 and "." not in between and bool(_BETWEEN.fullmatch(between))


def signals(text: str, found: Sequence[Mention]) -> list[str | None]:
    """The signal of each citation ("See, e.g.,", "But see"), in order; a string's is that of its first; None where none is."""
    given: list[str | None] = []
    for i, mention in enumerate(found):
        own = signal_before(text, mention.start)
        if own is None and i and _joined(text, found[i - 1], mention):
            own = given[-1]
        given.append(own)
    return given


_INTRODUCTION = re.compile(r"(?:,? ?(?:in|to|at|the|letters? to|staff's letter to|our discussion of))+ $", re.I)


def signal_before(text: str, at: int) -> str | None:
    """The signal that stands right before offset `at`, as style books write it, or None."""
    before = _INTRODUCTION.sub(" ", _before(text, at))
    match = _signal_pattern().search(before)
    return None if match is None else _signal(" ".join(match["signal"].split()))


@cache
def _signal(words_of_it: str) -> str | None:
    for row in data()["signals"]:
        if re.fullmatch(row["pattern"], words_of_it, re.I):
            name: str = row["name"]
            return name
    return None


# ------------------------------------------------------------------------------------------------------------- grounds

_SENTENCE = re.compile(r"[.?!][\")\]'*_]{0,3}\s+(?=[\"'*_]{0,2}[A-Z])|\n")
_NUMBERED = re.compile(
    r"[\s*_#>]*(?:\(?(?:[IVX]{1,5}|[A-Z]|\d{1,2}|[a-z])[.):]|(?:Ground|Basis|Reason|Part|Point)\b|Rules? 1[4]a-8|\([a-m]\))"
)
_RUN_IN = re.compile(r"[^.\n]{3,80}\.")
_HEADING_REACH = 260
_NEAR = 1800


class Grounds:
    """The grounds for exclusion that a text names, and for which of them a place in it argues."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = ((rule, start, end) for rule, start, end in find_rules(text) if is_ground(rule))
        self.found = sorted(found, key=lambda hit: hit[1])
        self.starts = [hit[1] for hit in self.found]
        self.breaks = _sentence_breaks(text) if self.found else []
        self._headings: dict[int, str | None] = {}
        self.distinct = {rule for rule, _, _ in self.found if not rule.startswith("14a-8(f)")}

    def at(self, start: int, end: int) -> str | None:
        """The ground that the citation at `start` to `end` is given for, canonical, or None where the text leaves it open.

        In order: the ground last named before it in its sentence; one named after it there; the one last named in its
        paragraph; the one that its section's heading names; the text's only one.
        """
        paragraph = self.text.rfind("\n", 0, start) + 1
        return (
            self.in_sentence(start, end)
            or self._last(max(paragraph, start - _NEAR), start)
            or self._run_in(paragraph, start)
            or self._heading(paragraph)
            or self.only
        )

    @property
    def only(self) -> str | None:
        """The text's one ground, or None where it names none or several."""
        return next(iter(self.distinct)) if len(self.distinct) == 1 else None

    def in_sentence(self, start: int, end: int) -> str | None:
        """The ground named in the sentence around `start` to `end`, or None."""
        low, high = self._sentence(start)
        return self._last(max(low, start - _NEAR), start) or self._first(end, min(high, end + _NEAR))

    def _sentence(self, start: int) -> tuple[int, int]:
        k = bisect_right(self.breaks, start)
        return (self.breaks[k - 1] if k else 0, self.breaks[k] if k < len(self.breaks) else len(self.text))

    def _within(self, low: int, high: int) -> list[str]:
        first = bisect_right(self.starts, low - 1)
        return [rule for rule, start, _ in self.found[first : bisect_right(self.starts, high - 1)] if start < high]

    def _last(self, low: int, high: int) -> str | None:
        """The last ground named between two offsets; the notice of a defect gives way to the defect named with it."""
        rules = self._within(low, high)
        return next((rule for rule in reversed(rules) if not rule.startswith("14a-8(f)")), rules[-1] if rules else None)

    def _first(self, low: int, high: int) -> str | None:
        rules = self._within(low, high)
        return next((rule for rule in rules if not rule.startswith("14a-8(f)")), rules[0] if rules else None)

    def _run_in(self, paragraph: int, start: int) -> str | None:
        """The ground that a paragraph's first words name before a full stop: "Ordinary business. When a plant ..."."""
        head = _RUN_IN.match(self.text, paragraph, min(start, paragraph + 90))
        return self._named(head[0]) if head else None

    def _heading(self, before: int) -> str | None:
        """The ground that the nearest heading above offset `before` names: a paragraph of one sentence, or a numbered one."""
        if before not in self._headings:
            self._headings[before] = self._heading_above(before)
        return self._headings[before]

    def _heading_above(self, before: int) -> str | None:
        line_end = before - 1
        for _ in range(60):
            if line_end <= 0:
                return None
            line = self.text.rfind("\n", 0, line_end) + 1
            single = (
                line_end - line <= _HEADING_REACH and bisect_right(self.breaks, line_end) - bisect_right(self.breaks, line) <= 1
            )
            if single or _NUMBERED.match(self.text, line):
                reach = min(line_end, line + _HEADING_REACH)
                found = self._first(line, reach) or (self._named(self.text[line:reach]) if single else None)
                if found:
                    return found
            line_end = line - 1
        return None

    def _named(self, words_of_it: str) -> str | None:
        """The ground whose short name the words hold, in the number that the text uses ("moot" in a letter on (c)(10))."""
        rules = [rule for rule, _, _ in find_names(words_of_it) if is_ground(rule)]
        if not rules:
            return None
        own = [rule for rule in self.distinct if same_ground(rule, rules[0])]
        return own[0] if len(own) == 1 else rules[0]


def _sentence_breaks(text: str) -> list[int]:
    """Where sentences begin, in order; a dot after an abbreviation or an initial ends none."""
    breaks: list[int] = []
    for match in _SENTENCE.finditer(text):
        if match[0] != "\n" and match[0][0] == "." and len(match[0].strip()) == 1:
            word = re.search(r"[A-Za-z.']{1,14}$", text[max(0, match.start() - 14) : match.start()])
            folded = word[0].casefold() if word else ""
            if (
                folded
                and folded not in ("inc", "corp", "co", "ltd")
                and (folded in words().abbreviations or len(folded) == 1 or folded == "v")
            ):
                continue
        breaks.append(match.end())
    return breaks
