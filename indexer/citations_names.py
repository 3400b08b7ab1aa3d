"""The grammar of company names in running text: where a name that ends (or begins) at a place has its other end.

A name is read word by word away from the place where a citation's form puts it, and stops at the first word that no name
joins: "See also J. T. Wickes & Sons, Inc. (" gives "J. T. Wickes & Sons, Inc.". Words: indexer/data/citations.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, overload

from corpus.home import table
from indexer.names import words as name_words

REACH = 140
"""How many characters a name may take: the longest names of listed companies have some 90."""
_MOST_WORDS = 14
_CHUNK = re.compile(r"[^\s—]+|—")
_LEAD = "([{\"'*_|>~<"
_TRAIL = ".,;:?!)]}\"'*_|~>"
_FUSED = re.compile(r"(?:in|and|the|to|if|by|see)(?=[A-Z][a-z]{2}|[A-Z]{2})")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z][a-z]|[a-z0-9-]{2,}\.(?:com|net|org)$", re.A)
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}$")
_MARKUP = frozenset("*_")
_QUOTES = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class Words:
    """The shipped words of names and citations, folded; see the data file for what each list holds."""

    legal_forms: frozenset[str]
    firm_forms: frozenset[str]
    trades: frozenset[str]
    abbreviations: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    opener_names: frozenset[str]
    comma_openers: frozenset[str]
    documents: frozenset[str]
    never_names: frozenset[str]
    never_heads: tuple[str, ...]
    damaged_words: dict[str, str]
    short_form_stops: frozenset[str]


@cache
def data() -> dict[str, Any]:
    """The file indexer/data/citations.json, parsed."""
    loaded: dict[str, Any] = json.loads(table("indexer", "citations.json"))
    return loaded


@cache
def words() -> Words:
    """The lists of words of indexer/data/citations.json."""
    lists = {name: frozenset(data()[name]) for name in Words.__slots__ if name not in ("damaged_words", "never_heads")}
    return Words(**lists, damaged_words=data()["damaged_words"], never_heads=tuple(data()["never_heads"]))


@dataclass(frozen=True, slots=True)
class NameAt:
    """A company's name, clean, and its half-open place in the text. `corporate`: a word of it says that it is a company's."""

    name: str
    start: int
    end: int
    corporate: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with the marks around it: `core` without them and with damage mended, and its place (`start` to `end`)."""

    core: str
    lead: str
    trail: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.core.casefold()


class _Line(Sequence[_Word]):
    """The words of a stretch of text, read one by one as they are asked for: a name needs only the few at one end."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._matches = list(_CHUNK.finditer(text, start, end))
        self._words: dict[int, _Word] = {}

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, at: int) -> _Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[_Word]: ...
    def __getitem__(self, at: int | slice) -> _Word | list[_Word]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        word = self._words.get(at)
        if word is None:
            match = self._matches[at]
            word = self._words[at] = _word(match[0], match.start(), match.end())
        return word


def name_before(text: str, end: int) -> NameAt | None:
    """The company name that ends at `end`, marks of italics left out; None where the words there are no company's name."""
    taken: list[_Word] = []
    chunks = _words_before(text, end)
    for i in range(len(chunks) - 1, max(-1, len(chunks) - 1 - _MOST_WORDS), -1):
        if not _joins(chunks, i, taken):
            break
        taken.append(chunks[i])
        if chunks[i].lead:
            break
    taken.reverse()
    return _name(text, _trimmed(text, taken))


def name_after(text: str, start: int) -> NameAt | None:
    """The company name that begins at `start` ("the staff's letter to Acme Corp. said"), or None."""
    taken: list[_Word] = []
    chunks = _Line(text, start, _line_end(text, start))
    for i in range(min(len(chunks), _MOST_WORDS)):
        if not _continues(chunks, i, taken):
            break
        chunk = chunks[i]
        taken.append(chunk)
        if set(chunk.trail) - {".", ","} or (chunk.trail.startswith(".") and not _abbreviated(chunk)):
            break
    while taken and not _names(taken[-1]) and not _is_legal(taken[-1]):
        taken.pop()
    return _name(text, taken)


def party_before(text: str, end: int) -> NameAt | None:
    """The party to a lawsuit that is named up to `end`, a person or an agency as well as a company, or None."""
    taken: list[_Word] = []
    chunks = _words_before(text, end)
    for i in range(len(chunks) - 1, max(-1, len(chunks) - 1 - _MOST_WORDS), -1):
        word = chunks[i]
        if not word.core or (taken and not _within_party(word, taken[-1])):
            break
        if not (_is_party_word(word) or (taken and word.folded in _PARTY_PARTICLES)):
            break
        taken.append(word)
        if word.lead:
            break
    taken.reverse()
    while taken and taken[0].folded in _PARTY_PARTICLES and taken[0].folded != "the":
        taken = taken[1:]
    return _party(text, taken)


def party_after(text: str, start: int) -> NameAt | None:
    """The party to a lawsuit that is named from `start`, or None."""
    taken: list[_Word] = []
    chunks = _Line(text, start, _line_end(text, start))
    for i in range(min(len(chunks), _MOST_WORDS)):
        word = chunks[i]
        if not word.core or (taken and word.lead) or (taken and "," in taken[-1].trail and not _is_legal(word)):
            break
        if not (_is_party_word(word) or (taken and (word.folded in _PARTY_PARTICLES or _is_legal(word)))):
            break
        taken.append(word)
        if set(word.trail) - {".", ",", "'"} or (word.trail.startswith(".") and not _abbreviated(word)):
            break
    while taken and taken[-1].folded in _PARTY_PARTICLES:
        taken.pop()
    return _party(text, taken)


_PARTY_PARTICLES = frozenset("of for the and & de la du on in to ex rel".split())


def _is_party_word(word: _Word) -> bool:
    return _names(word) or word.folded in ("sec", "s.e.c", "commission", "shareholders", "stockholders", "company", "division")


def _within_party(word: _Word, after: _Word) -> bool:
    """Whether the marks after `word` can stand inside a party's name."""
    marks = word.trail.strip("*_'")
    return not marks or (marks == "." and _abbreviated(word)) or (marks in (",", ".,") and _is_legal(after))


def _party(text: str, taken: list[_Word]) -> NameAt | None:
    if not taken:
        return None
    last = taken[-1]
    end = last.end + (1 if last.trail.startswith(".") and _abbreviated(last) else 0)
    return NameAt(clean(text[taken[0].start : end]), taken[0].start, end, corporate=False)


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start, start + REACH)
    return stop if stop >= 0 else min(len(text), start + REACH)


def _words_before(text: str, end: int) -> _Line:
    """The words of the paragraph that ends at `end`, the nearest REACH characters of it."""
    low = max(0, end - REACH)
    start = text.rfind("\n", low, end) + 1
    if start > low:
        rest = _Line(text, start, end)
        # "Acme Marine" / page header / "Holdings, Inc. (": a line that holds only the form of a company continues a name.
        if len(rest) > 3 or not rest or not _is_legal(rest[-1]) or not all(_is_legal(w) or w.folded in words().trades for w in rest):
            return rest
    while 0 < low < end and not text[low - 1].isspace():
        low += 1
    return _Line(text, low, end)


def _word(chunk: str, start: int, end: int) -> _Word:
    core = chunk.lstrip(_LEAD)
    lead = chunk[: len(chunk) - len(core)]
    bare = core.rstrip(_TRAIL)
    trail = core[len(bare) :]
    if fused := _FUSED.match(bare):
        start, bare, lead = start + len(lead) + fused.end(), bare[fused.end() :], "|"
        return _Word(mended(bare), lead, trail, start, end - len(trail))
    return _Word(mended(bare), lead, trail, start + len(lead), end - len(trail))


def _joins(chunks: Sequence[_Word], i: int, taken: list[_Word]) -> bool:
    """Whether word `i` belongs to the name whose later words, nearest last, are `taken`."""
    word = chunks[i]
    if not word.core:
        return False
    if not taken:
        return not set(word.trail) - set(".,*_\"'!") and _may_end(word)
    if not _separated_as_name(chunks, i, taken):
        return False
    if word.core in ("&", "+") or word.folded == "and":
        before = chunks[i - 1] if i else None
        return before is not None and not before.trail.strip(".*_") and _names(before) and not _is_legal(before)
    if _is_particle(word):
        return _before_particle(chunks, i)
    if word.folded == "the" and word.core[0] == "t":
        return i > 1 and chunks[i - 1].folded in ("of", "and", "&") and _names(chunks[i - 2])
    return _names(word, taken[-1])


def _before_particle(chunks: Sequence[_Word], i: int) -> bool:
    """Whether a name's word, or more particles after one, stands before particle `i` ("Banco de la Plata")."""
    for before in reversed(chunks[max(0, i - 3) : i]):
        if not _is_particle(before):
            return not before.trail.strip(".") and (_names(before) or _is_legal(before))
    return False


def _may_end(word: _Word) -> bool:
    """Whether a name can end with the word: a name's word, a legal form in any case, no sentence's end."""
    if word.trail.startswith(".") and not _abbreviated(word):
        return False
    return _is_legal(word) or (_names(word) and not word.core.isdigit()) or (word.core.isdigit() and len(word.core) <= 2)


def _separated_as_name(chunks: Sequence[_Word], i: int, taken: list[_Word]) -> bool:
    """Whether the marks after word `i` can stand inside a name."""
    word, after = chunks[i], taken[-1]
    marks = word.trail.strip("!")
    if _MARKUP & set(marks):
        if not _closes(taken):
            return False
        marks = marks.strip("*_")
    if not marks:
        return True
    if marks == ".":
        return _abbreviated(word) and (not _strict_form(word) or _closes(taken) or after.folded == "of")
    if marks in (",", ".,"):
        return _closes(taken) or _in_firm_style(chunks, i, taken)
    return False


def _closes(taken: list[_Word]) -> bool:
    """Whether the words so far taken, nearest last, begin with a legal form; "The" is one only where it closes a name."""
    return _is_legal(taken[-1]) and (taken[-1].folded != "the" or len(taken) == 1)


def _in_firm_style(chunks: Sequence[_Word], i: int, taken: list[_Word]) -> bool:
    """Whether word `i` and its comma begin a firm of several names: "Sears, Roebuck and Co.", "Marsh, Berry & Gill, Inc."."""
    word = chunks[i]
    if word.folded in words().comma_openers or len(word.core) < 3 or not word.core[0].isupper() or word.core.isdigit():
        return False
    joint = next((k for k, other in enumerate(reversed(taken)) if other.core == "&" or other.folded == "and"), None)
    if "," in taken[-1].trail and not _is_legal(taken[-1]):
        return True  # "Pierce," of "Lynch, Pierce, Fenner & Smith"
    if joint not in (1, 2):
        return False
    before = chunks[i - 1] if i else None
    # A word that the comma parts from a longer run of names ends another citation or a clause.
    return before is None or not _names(before) or before.trail == ","


def _continues(chunks: Sequence[_Word], i: int, taken: list[_Word]) -> bool:
    """Whether word `i` goes on a name of which `taken` is read, from left to right."""
    word = chunks[i]
    if not word.core or not taken:
        return bool(word.core) and _names(word)
    if word.lead:
        return False
    comma = "," in taken[-1].trail
    if word.folded == "the":
        return comma
    return _is_legal(word) if comma else _goes_on(chunks, i)


def _goes_on(chunks: Sequence[_Word], i: int) -> bool:
    """Whether word `i` can be a later word of a name."""
    word = chunks[i]
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    if word.core in ("&", "+") or word.folded == "and" or _is_particle(word):
        return after is not None and not after.lead and (_names(after) or _is_legal(after))
    return _names(word) or _is_legal(word)


def _names(word: _Word, after: _Word | None = None) -> bool:
    """Whether the word can be one of a name's: a capital or a digit first, and none that opens sentences or citations."""
    core = word.core
    if not core or any(mark in core for mark in "()[]@\\=<>") or "://" in core:
        return False
    if not (core[0].isupper() or core[0].isdigit()):
        return bool(_BRAND.match(core))
    if core.isdigit():
        return len(core) <= 3
    if len(core) == 1 and word.trail.startswith("."):
        return True
    if word.folded in words().openers:
        return after is not None and f"{word.folded} {after.folded}" in words().opener_names
    return not core[0].isdigit() or not core[:3].casefold() == "14a"


def _is_legal(word: _Word) -> bool:
    return word.folded in words().legal_forms


def _is_particle(word: _Word) -> bool:
    return word.core in words().particles


def _strict_form(word: _Word) -> bool:
    """A shortened legal form: what follows its dot is another sentence, unless it is a legal form too."""
    return word.folded in ("inc", "corp", "ltd", "co", "cos", "llc", "l.p", "n.a", "n.v", "s.a", "p.l.c")


def _abbreviated(word: _Word) -> bool:
    """Whether the dot after the word belongs to it: an initial or an abbreviation."""
    return bool(_INITIALS.match(word.core)) or word.folded in words().abbreviations or _is_legal(word)


def _trimmed(text: str, taken: list[_Word]) -> list[_Word]:
    """`taken` without what cannot begin a name: particles, a footnote's number, the letter of a heading."""
    while taken and (taken[0].core in ("&", "+") or taken[0].folded in ("and", "&") or _is_particle(taken[0])):
        taken = taken[1:]
    if len(taken) > 1:
        first, before = taken[0], text[max(0, taken[0].start - 3) : taken[0].start]
        fresh = not before.strip(" *_\"'") or before.rstrip(" *_\"'")[-1] in ".\n"
        enumerated = len(first.core) == 1 and first.core.isupper() and first.trail == "." and not _INITIALS.match(taken[1].core)
        lone = first.start == 0 or "\n" in before
        if (first.core.isdigit() and fresh) or (
            enumerated and lone and f"{first.folded} {taken[1].folded}" not in words().opener_names
        ):
            taken = taken[1:]
    return taken


def _name(text: str, taken: list[_Word]) -> NameAt | None:
    """The name that the words make, or None where they are no company's."""
    if not taken:
        return None
    end = taken[-1].end + (1 if taken[-1].trail.startswith(".") else 0)
    name = clean(text[taken[0].start : end])
    told = [word for word in taken if word.folded not in words().legal_forms]
    if not told or not any(len(word.core) > 1 and any(c.isalpha() for c in word.core) for word in told):
        return None
    legal = any(_is_legal(word) for word in taken if word.folded != "the")
    if _never(name.casefold(), taken[-1], legal) or (len(told) == 1 and told[0].folded in words().trades and not legal):
        return None
    return NameAt(name, taken[0].start, end, legal or any(word.folded in words().trades for word in taken))


def _never(folded: str, last: _Word, legal: bool) -> bool:
    """Whether the folded name is one that no company bears: a document's, a court's, a newspaper's, a person's."""
    known = words()
    bare = folded.removeprefix("the ").rstrip(".")
    if last.folded in known.documents or last.folded in known.firm_forms or bare in known.never_names:
        return True
    return not legal and any(bare == head or bare.startswith((head + " ", head + ". ")) for head in known.never_heads)


_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"(?<![A-Z])\*{1,3}|\*{1,3}(?![A-Z])|_{1,3}")
_BROKEN = re.compile(r"(?<=[A-Za-z])- (?=[A-Z])")
_GLUED = re.compile(r"\bof(?=[A-Z][a-z])")


def clean(name: str) -> str:
    """The name as it was before markup and scanning: asterisks out, white space folded, words mended ("lnc." -> "Inc.")."""
    plain = _SPACE.sub(" ", _MARKS.sub("", name)).strip(" ,;")
    plain = _GLUED.sub("of ", _BROKEN.sub("-", plain))
    if not _DAMAGE.search(plain):
        return plain
    return re.sub(r"[^\s,]+", lambda match: _mend(match[0]), plain)


_DAMAGE = re.compile(r"rn|[0O1I|!]|\bl|\b[a-z]+c\b|\bJnc", re.A)
_SWAPS = (
    (re.compile(r"^[l1|!](?=[bcdfghjkmnpqrstvwxzA-Z])"), "I"),  # "lndustries", "1nc", "lBM"
    (re.compile(r"^0(?=[a-z])"), "O"),  # "0strander"
    (re.compile(r"(?<=[A-Za-z])0(?=[a-z])"), "o"),  # "C0rp"
    (re.compile(r"(?<=[a-z])1(?=[a-z])|(?<=[a-z])1$"), "l"),  # "Genera1"
    (re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<=[a-z])I(?=[a-z]|$)"), "l"),  # "EIectric" keeps, "MobiI" becomes "Mobil"
)


def _mend(word: str) -> str:
    bare = word.rstrip(".,")
    return mended(bare) + word[len(bare) :]


@cache
def _plain_words() -> frozenset[str]:
    return (
        words().trades
        | words().legal_forms
        | frozenset(("american", "america", "thomas", "samuel", "international", "commerce"))
    )


def mended(core: str) -> str:
    """The word with a scan's usual confusions undone, where what comes out is a known word or only letters move."""
    known = words().damaged_words.get(core.casefold()) if core else None
    if known is not None:
        return known
    if not _DAMAGE.search(core):
        return core
    for pattern, plain in _SWAPS:
        core = pattern.sub(plain, core)
    if "rn" in core:
        whole = core.replace("rn", "m")
        if whole.casefold() in _plain_words():
            return whole.capitalize() if core[0].isupper() or whole[0] == "m" else whole
    return core


def short_forms(name: str) -> tuple[str, ...]:
    """How a text may call the company once it is known: the beginnings of its name, longest first, without legal forms.

    "Thornbury Marine Holdings, Inc." gives "Thornbury Marine Holdings", "Thornbury Marine" and "Thornbury"; a single word that
    many names begin with ("General") is left out, unless it is the whole name.
    """
    parts = name.split()
    if len(parts) > 1 and parts[0].casefold() == "the":
        parts = parts[1:]
    parts = [part.rstrip(",") for part in parts]
    while len(parts) > 1 and (parts[-1].casefold().rstrip(".") in words().legal_forms or parts[-1] in ("&", "and")):
        parts.pop()
    found = [
        " ".join(parts[:n])
        for n in range(len(parts), 0, -1)
        if parts[n - 1] not in ("&", "and") and not _INITIALS.fullmatch(parts[n - 1].rstrip(".")) or n == len(parts)
    ]
    return tuple(form for form in found if _tells(form, whole=form == " ".join(parts)))


def _tells(form: str, *, whole: bool) -> bool:
    if " " in form:
        return True
    folded = form.casefold().rstrip(".")
    if len(folded) < 3 and "&" not in folded:
        return False
    return (whole and len(folded) > 3) or (
        len(folded) > 3 and folded not in words().short_form_stops and not form.endswith(".")
    )


def begins(short: str, long: str) -> bool:
    """Whether the folded words of `short` begin those of `long`, or are the same."""
    one, other = name_words(short), name_words(long)
    return bool(one) and other[: len(one)] == one
