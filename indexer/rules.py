"""Rule 14a-8's paragraphs as texts spell them, scan damage included, read as canonical rules ("14a-8(e)(2)").

The signs that scans confuse stand in `data/rules.json`, each with examples; the paragraphs themselves in `indexer.rulebook`,
whose functions are offered here too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from indexer.rulebook import (
    DATA,
    NAMES,
    PARAGRAPHS,
    RENUMBERED_ON,
    Kinship,
    ancestors,
    descendants,
    equivalents,
    family,
    find_names,
    is_ground,
    known,
    modern,
    named,
    parent,
    reaches,
    read_at,
    same_ground,
    title,
)

__all__ = [
    "NAMES",
    "PARAGRAPHS",
    "RENUMBERED_ON",
    "Kinship",
    "ancestors",
    "canonical",
    "descendants",
    "equivalents",
    "family",
    "find_names",
    "find_rules",
    "is_ground",
    "known",
    "modern",
    "named",
    "parent",
    "reaches",
    "read_at",
    "same_ground",
    "title",
]

SPELLINGS: dict[str, dict[str, Any]] = DATA["spellings"]

_SIGN = {name: row["pattern"] for name, row in SPELLINGS.items()}
_OPEN, _CLOSE = rf" ?{_SIGN['open']} ?", rf" ?{_SIGN['close']}"
# Every quantifier is bounded and no piece can match empty twice in a row, so that a text of brackets alone takes linear time.
_NUMBER = rf"(?:{_OPEN}|(?<={_SIGN['crossed']})|(?<={_SIGN['close']}))(?P<number>{_SIGN['number']})(?:{_CLOSE}|(?![\w(]))"
_ROMAN = rf"(?:{_OPEN}(?P<roman>{_SIGN['roman']}){_CLOSE}(?:{_OPEN}(?P<capital>{_SIGN['capital']}){_CLOSE})?)?"
_BELOW = rf"(?:{_NUMBER}{_ROMAN})?"
_GROUPS = rf"{_OPEN}(?P<letter>{_SIGN['letter']}|l)(?:{_CLOSE}|{_SIGN['crossed']}(?=[0-9lIO]))"
_AFTER = re.compile(rf"{_GROUPS}{_BELOW}")
_FUSED = re.compile(rf"(?P<fused>{_SIGN['fused']})(?:{_NUMBER})?")
_BARE = re.compile(rf"(?P<bare>{_SIGN['bare']})")
_HEAD = re.compile(_SIGN["head"])
# Three searches that begin with a fixed sign each: one expression for all would be tried at every character of a text.
_FOUR = re.compile(r"4 ?(?:[aA]|[A-Za-z]?-8 ?\()")
_PARAGRAPH = re.compile(rf"aragraphs?(?= ?{_SIGN['open']})")
_NUMBERED = re.compile(r"\((?=[efhijEFHIJ]\) ?\(\d\d?\))")
_NEXT = re.compile(r" ?(?P<joint>,? ?and/or|,? ?and|,? ?or|,|;|/|&|through|-) ?(?:(?:sub)?paragraphs? ?)?(?=[(\[{])", re.I)
_MORE = re.compile(rf"{_OPEN}(?P<number>{_SIGN['number']}){_CLOSE}{_ROMAN}")
_MORE_ROMAN = re.compile(rf"{_OPEN}(?P<roman>[ivx]{{1,4}}){_CLOSE}")
_ELSEWHERE = re.compile(
    r" ?(?:of|to|under|in) (?:the )?(?:Securities )?(?:Exchange )?(?:Act )?(?:Rule|Section|Item|Article)s? "
    r"(?=\w{0,4}\d)(?![1lI]4a.?8)",
    re.I,
)


def canonical(text: str) -> str | None:
    """The rule that `text` names and nothing else ("Rule 14a-8 (e)(2)", "(i)(7)", "e2"), canonical, or None."""
    folded = " ".join(text.split()).strip(" .,;:")
    folded = re.sub(r"^(?:(?:exchange act|sec|new|old|former) )?(?:rules?|paragraphs?|subparagraphs?) ", "", folded, flags=re.I)
    for spelling in (folded, f"14a-8{folded}" if re.match(r"[(\[a-m]", folded, re.I) else ""):
        found = find_rules(spelling)
        if len(found) == 1 and (found[0][1], found[0][2]) == (0, len(spelling)):
            return found[0][0]
    return None


@lru_cache(maxsize=32)  # the parts of one file: several stages ask for their rules
def find_rules(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every rule paragraph in `text`: (canonical rule, start, end) with offsets into `text`, in order.

    "Rules 14a-8(b) and (f)" gives two. A bare "Rule 14a-8" gives none, nor does a paragraph of another rule.
    """
    found: list[tuple[str, int, int]] = []
    at = 0
    for start in _starts(text):
        if start.opening < at or (first := _first(text, start)) is None:
            continue
        chain = _chain(text, first)
        at = chain[-1][2]
        if start.head or not _ELSEWHERE.match(text, at):
            found.extend(chain)
    return tuple(found)


class _Start(NamedTuple):
    """Where a rule may begin: its first sign, where its brackets begin, and whether "14a-8" stands before them."""

    opening: int
    brackets: int
    head: bool


def _starts(text: str) -> list[_Start]:
    """The places where "14a-8", "paragraph (" or a bare "(i)(7)" begins, in order."""
    starts = []
    for four in _FOUR.finditer(text):
        for opening in (four.start() - 1, four.start() - 2):
            if opening >= 0 and (head := _HEAD.match(text, opening)):
                starts.append(_Start(opening, head.end(), True))
                break
    for word in _PARAGRAPH.finditer(text):
        if text[word.start() - 1 : word.start()] in ("p", "P"):
            starts.append(_Start(word.start() - 1, word.end(), False))
    for bracket in _NUMBERED.finditer(text):
        before = text[bracket.start() - 1 : bracket.start()]
        if not before.isalnum() and before not in (")", "]", "_"):
            starts.append(_Start(bracket.start(), bracket.start(), False))
    return sorted(starts)


def _first(text: str, start: _Start) -> tuple[str, int, int] | None:
    """The rule that begins at `start`, or None where nothing after it reads as one."""
    if start.head:
        for pattern in (_FUSED, _BARE):
            match = pattern.match(text, start.brackets)
            if match is not None:
                rule = SPELLINGS["fused"]["rule"] + _below(match) if "fused" in match.groupdict() else _bare(match["bare"])
                if rule is not None and known(rule):
                    return rule, start.opening, match.end()
    match = _AFTER.match(text, start.brackets)
    if match is None:
        return None
    if start.head and match["number"] is None and match["letter"] in "iI" and text[start.brackets : start.brackets + 1] == " ":
        return None  # "under Rule 14a-8 (i) to omit it and (ii) to say so": an enumeration, not a paragraph
    read = _read(match)
    return (read[0], start.opening, match.start() + read[1]) if read else None


def _read(match: re.Match[str]) -> tuple[str, int] | None:
    """The rule of a match of bracketed levels and how far into the match it reaches; unknown deeper levels are left."""
    letter = _letter(match["letter"], match["number"] is not None)
    rule = f"14a-8({letter})"
    if not known(rule) and not any(known(f"{rule}({n})") for n in range(1, 5)):
        return None
    if match["number"] is None:
        return rule, match.end() - match.start()
    number = f"{rule}({_sign('number', match['number'])})"
    if match["number"] == "S" and match["roman"] is not None:
        number = f"{rule}(8)"  # S is a smudged 5 or 8, and only (i)(8) is divided
    if not known(number):
        return rule, match.start("number") - match.start() - 1
    end = match.end()
    deeper = number + _below(match, from_roman=True)
    while not known(deeper):
        deeper = parent(deeper) or number
        if deeper == number:
            end = _end_of_number(match)
            break
    return deeper, end - match.start()


def _end_of_number(match: re.Match[str]) -> int:
    """Where the second level's closing bracket ends."""
    close = match.string.find(")", match.end("number"), match.end("number") + 3)
    return close + 1 if close >= 0 else match.end("number")


def _below(match: re.Match[str], *, from_roman: bool = False) -> str:
    """The levels below the letter as canonical brackets, as far as they were matched."""
    groups = match.groupdict()
    levels = [] if from_roman or groups.get("number") is None else [_sign("number", groups["number"])]
    if groups.get("roman") is not None:
        levels.append(_sign("roman", groups["roman"]))
        if groups.get("capital") is not None:
            levels.append(groups["capital"].lower())
    return "".join(f"({level})" for level in levels)


def _letter(sign: str, has_number: bool) -> str:
    """The first level's letter: "l" before a number is a smudged "i", since nobody argues under (l)."""
    if sign == "l":
        return "i" if has_number else "l"
    return _sign("letter", sign).lower()


def _sign(level: str, signs: str) -> str:
    """The signs as they were before a scan confused them."""
    reads: dict[str, str] = SPELLINGS[level]["reads"]
    return "".join(reads.get(sign, sign) for sign in signs)


def _bare(signs: str) -> str:
    """The canonical rule of a spelling without brackets ("i12ii")."""
    match = re.fullmatch(r"([a-m])(\d*)(i*)", signs)
    assert match is not None  # noqa: S101  # the spelling's own pattern
    return "14a-8" + "".join(f"({level})" for level in match.groups() if level)


def _chain(text: str, first: tuple[str, int, int]) -> list[tuple[str, int, int]]:
    """The rules of a list whose first is given: "14a-8(b) and (f)", "(i)(1), (i)(2) and (i)(6)", "(c)(3) and (7)"."""
    chain = [first]
    while (joint := _NEXT.match(text, chain[-1][2])) is not None:
        item = _item(text, joint.end(), chain[-1][0])
        if item is None:
            break
        chain.append(item)
    return chain


def _item(text: str, at: int, last: str) -> tuple[str, int, int] | None:
    """The rule at `at` that continues a list after `last`, or None where the bracket numbers the parts of a sentence.

    The numbers of a list rise; "(j), (a) we file ..." and "(b) and (ii) that ..." do not continue one.
    """
    levels = re.findall(r"\((\w+)\)", last)
    more = _MORE.match(text, at)
    if more is not None and len(levels) >= 2:
        rule = f"14a-8({levels[0]})({_sign('number', more['number'])})"
        if known(rule) and int(_sign("number", more["number"])) > int(levels[1]):
            deeper = rule + _below(more, from_roman=True)
            return (deeper if known(deeper) else rule), at, more.end()
    roman = _MORE_ROMAN.match(text, at)
    if roman is not None and len(levels) >= 3 and known(rule := f"14a-8({levels[0]})({levels[1]})({roman['roman']})"):
        return rule, at, roman.end()
    match = _AFTER.match(text, at)
    if match is None or (read := _read(match)) is None or (match["number"] is None and read[0] == "14a-8(i)"):
        return None
    letter = read[0][6]
    return (read[0], at, at + read[1]) if letter > levels[0] or (letter == levels[0] and match["number"]) else None
