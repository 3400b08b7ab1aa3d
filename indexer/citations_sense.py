"""In which sense a company's name stands at a place: for the letter that the file cites elsewhere, or for the company itself.

A side speaks of a cited letter by a word or two ("Thornbury", "in Calder Penn"); the same words may be a company in which it
holds shares, a town or a person. The words on both sides decide; of names in a list ("neither Thornbury nor Penn") they decide
for all. Patterns: `as_company` and `as_letter` of indexer/data/citations.json.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.citations_words import data, is_legal, line_after, words

_LEFT = 84
_RIGHT = 60
_AROUND = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A short form at `start` to `end`, the form as known, and the full name of the letter that it may stand for."""

    start: int
    end: int
    form: str
    name: str


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(next(row["pattern"] for row in data()[section] if row["name"] == name), re.I)


def whole(text: str, place: Place) -> Place | None:
    """`place` with the rest of the full name taken in; None where a longer name of somebody else stands there."""
    end = place.end
    if text.startswith(place.name, place.start):
        end = max(end, place.start + len(place.name))
    after = _NEXT_WORD.match(text, end)
    if after and text[end - 1] != "." and after["word"].casefold().rstrip(".,'") not in _AFTER_WORDS:
        word = line_after(text, after.start("word"))[0]
        if not (is_legal(word) and word.folded != "the") and not _abbreviates(word.folded, place):
            return None
        end = word.end + (word.trail[:1] == ".")
    last = _LAST_WORD.search(text, max(0, place.start - 60), place.start)
    if last and last["word"][0].isupper() and not _opens(last["word"].casefold().rstrip(".")):
        return None
    return Place(place.start, end, place.form, place.name)


_NEXT_WORD = re.compile(r"[\s*_]{1,3}(?P<word>[A-Z0-9][\w.&'-]*)")
_LAST_WORD = re.compile(r"(?P<word>[A-Za-z][\w.'-]*)[ \t*_\"]{1,3}$")
_AFTER_WORDS = frozenset(("letter", "letters", "no-action", "staff", "proposal", "i", "the", "in", "and", "rule"))
_OPENS = frozenset(("the", "please", "perhaps", "does", "do", "did", "can", "could", "must", "will", "nothing", "not",
                    "never", "reading", "rely", "have", "whatever", "counsel", "counsel's", "even", "as"))  # fmt: skip


def _opens(folded: str) -> bool:
    """Whether the word with a capital letter may only open the sentence: "Neither Thornbury nor ..."."""
    return folded in words().openers or folded in _OPENS or (folded in words().comma_openers and folded not in words().apart)


def _abbreviates(folded: str, place: Place) -> bool:
    """Whether the word shortens the next one of the full name: "Thornbury Labs." of "Thornbury Laboratories, Inc."."""
    _, found, rest = place.name.partition(place.form)
    following = rest.split()
    return bool(found and following) and len(folded) > 2 and following[0].casefold().startswith(folded[:3])


_CHAIN = re.compile(
    r"[*_\"',;.)\s]{0,4}(?:\s?(?:and|or|nor|&|as well as|also|with)\s)?"
    r"(?:in |of |to |from |the |on )?[\s*_\"']{0,3}(?:\(?\w{1,2}[.)] )?"
)


def chained(text: str, places: list[Place]) -> list[list[Place]]:
    """The places in lists: those with nothing but commas and conjunctions between are of one."""
    chains: list[list[Place]] = []
    for place in places:
        gap = text[chains[-1][-1].end : place.start] if chains else ""
        joined = chains and len(gap) < 30 and re.search(r"[\w,;&]", gap) and _CHAIN.fullmatch(gap) and ". " not in gap[:-4]
        if joined:
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains


def letters_of(text: str, chain: list[Place]) -> list[Place]:
    """The places of a list that stand for letters: all or none where the words around the list tell."""
    left, right = _left(text, chain[0].start), _right(text, chain[-1].end)
    if any(_company(_left(text, place.start), _right(text, place.end)) for place in chain) or _company(left, right):
        return []
    told = [place for place in chain if _letter(text, place, left, right)]
    if told and len(chain) > 1:  # what is listed with letters is a letter, but for what an article makes a thing
        return [place for place in chain if place in told or not _DETERMINER.search(_left(text, place.start))]
    return told


def _company(left: str, right: str) -> bool:
    return bool(_pattern("as_company", "before").search(left) or _pattern("as_company", "after").match(right))


def _letter(text: str, place: Place, left: str, right: str) -> bool:
    if _DETERMINER.search(_left(text, place.start)) and not place.name.casefold().startswith("the "):
        named = _pattern("as_letter", "noun").match(_right(text, place.end))
        if named or " " not in place.form:
            return bool(named)
    if " " in place.form:
        return True
    in_address = len(place.form) == 2 and text[: place.start].rstrip().endswith(",")
    if in_address:
        return False
    for before in (left, _left(text, place.start)):
        if _pattern("as_letter", "before").search(before):
            return True
    if _is_inner(place):
        return False
    if any(_pattern("as_letter", "after").match(after) for after in (right, _right(text, place.end))):
        return True
    return len(place.form) > 3 and not place.form.isupper() and _argued(text, place)


def _is_inner(place: Place) -> bool:
    """Whether the form is a word from within the name, which may be any word: "Peat" of "International Peat Works Corp."."""
    first = place.name.removeprefix("The ").split()[0]
    return not first.endswith(".") and place.name.find(" " + place.form + " ") >= 0 and first not in place.form


_DETERMINER = re.compile(r"\b(?:the|a|an|our|their|your|its|his|her|my)\s$", re.I)


def _argued(text: str, place: Place) -> bool:
    """Whether the paragraph argues about letters, so that a name in it without a sign of the company is a letter's."""
    low = max(text.rfind("\n", 0, place.start) + 1, place.start - _AROUND)
    high = text.find("\n", place.end, place.end + _AROUND)
    high = high if high >= 0 else place.end + _AROUND
    if not text[low : place.start].strip(" *_\"'") and not text[place.end : high].strip(" *_\"',."):
        return False  # alone on its line: a signature, an address
    return bool(_pattern("as_letter", "around").search(text, low, high))


def _left(text: str, at: int) -> str:
    left = text[max(0, at - _LEFT) : at].replace("\n", " \n ")
    return left.rstrip("*_\"'(") if left.endswith(("*", "_", '"', "(", "'")) else left


def _right(text: str, at: int) -> str:
    return text[at : at + _RIGHT].replace("\n", " ")
