"""The parties of a lawsuit as texts name them, read word by word away from the "v." between them."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.citations_names import NameAt
from indexer.citations_words import Word, clean, is_abbreviated, is_legal, is_name_word, line_after, line_before, words

_MOST_WORDS = 14
_OPENERS = frozenset(("see", "cf", "in", "e.g", "also", "accord", "compare"))
"""Words before a party whose name may hold commas."""
_PARTICLES = frozenset(("of", "for", "the", "and", "&", "de", "la", "du", "on", "in", "to", "ex", "rel"))
_AGENCIES = frozenset(("sec", "s.e.c", "commission", "shareholders", "stockholders", "company", "division"))


def party_before(text: str, end: int) -> NameAt | None:
    """The party to a lawsuit that is named up to `end`, a person or an agency as well as a company, or None.

    Commas belong to it ("Federation of State, County and Municipal Employees") where a signal or "in" stands before the whole.
    """
    chunks = line_before(text, end)
    long = _party_words(chunks, commas=True)
    opener = chunks[len(chunks) - len(long) - 1] if len(long) < len(chunks) else None
    if not long or not (long[-1].lead or (opener and opener.folded in _OPENERS)):
        long = _party_words(chunks, commas=False)
    long.reverse()
    while long and long[0].folded in _PARTICLES and long[0].folded != "the":
        long = long[1:]
    return _party(text, long)


def _party_words(chunks: Sequence[Word], *, commas: bool) -> list[Word]:
    """The words of the party that ends the line, last first."""
    taken: list[Word] = []
    for i in range(len(chunks) - 1, -1, -1):
        word = chunks[i]
        if not word.core or (taken and not _within_party(word, taken[-1]) and not (commas and word.trail == ",")):
            break
        if not (_is_party_word(word) or (taken and word.folded in _PARTICLES)) or _numbers(chunks, i):
            break
        taken.append(word)
        if word.lead:
            break
    return taken


def _numbers(chunks: Sequence[Word], i: int) -> bool:
    """Whether word `i` is a document's number, so that another authority ends there: "Bulletin No. 14F and Moll v. Orrin"."""
    return i > 0 and chunks[i].core[:1].isdigit() and chunks[i - 1].folded in words().numbered


def party_after(text: str, start: int) -> NameAt | None:
    """The party to a lawsuit that is named from `start`, or None."""
    taken: list[Word] = []
    chunks = line_after(text, start)
    for i in range(min(len(chunks), _MOST_WORDS)):
        word = chunks[i]
        if not word.core or (taken and word.lead) or (taken and "," in taken[-1].trail and not is_legal(word)):
            break
        if not (_is_party_word(word) or (taken and (word.folded in _PARTICLES or is_legal(word)))):
            break
        taken.append(word)
        if set(word.trail) - {".", ",", "'"} or (word.trail.startswith(".") and not is_abbreviated(word)):
            break
    while taken and taken[-1].folded in _PARTICLES:
        taken.pop()
    return _party(text, taken)


def _is_party_word(word: Word) -> bool:
    return is_name_word(word) or word.folded in _AGENCIES


def _within_party(word: Word, after: Word) -> bool:
    """Whether the marks after `word` can stand inside a party's name."""
    marks = word.trail.strip("*_'")
    return not marks or (marks == "." and is_abbreviated(word)) or (marks in (",", ".,") and is_legal(after))


def _party(text: str, taken: list[Word]) -> NameAt | None:
    if not taken:
        return None
    last = taken[-1]
    end = last.end + (1 if last.trail.startswith(".") and is_abbreviated(last) else 0)
    return NameAt(clean(text[taken[0].start : end]), taken[0].start, end, corporate=False)
