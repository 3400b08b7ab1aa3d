"""The words that company names are made of, and words of running text with the marks around them.

What a scan did to a word is undone here ("lnc." -> "Inc."). Lists: indexer/data/citations.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, overload

from corpus.home import table
from indexer.views import read_as_m

REACH = 140
"""How many characters a name may take: the longest names of listed companies have some 90."""
INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}$")
_CHUNK = re.compile(r"[^\s—]*[A-Za-z]-\s(?=[a-z])[^\s—]+|[^\s—]+|—")
_LEAD = "([{\"'*_|>~<"
_TRAIL = ".,;:?!)]}\"'*_|~>"
_FUSED = re.compile(r"(?:in|and|the|to|if|by|see)(?=[A-Z][a-z]{2}|[A-Z]{2})")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z][a-z]|[a-z0-9-]{2,}\.(?:com|net|org)$", re.A)
_NAMED_BY_INITIALS = re.compile(r"\((?:[A-Z]\.){1,3}\)")


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
    apart: frozenset[str]
    numbered: frozenset[str]
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
class Word:
    """A word with the marks around it: `core` without them and with damage mended, and its place (`start` to `end`)."""

    core: str
    lead: str
    trail: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The core without regard to case."""
        return self.core.casefold()


class Line(Sequence[Word]):
    """The words of a stretch of text, read one by one as they are asked for: a name needs only the few at one end."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._matches = list(_CHUNK.finditer(text, start, end))
        self._words: dict[int, Word] = {}

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        word = self._words.get(at)
        if word is None:
            match = self._matches[at]
            word = self._words[at] = _word(match[0], match.start(), match.end())
        return word


def _word(chunk: str, start: int, end: int) -> Word:
    if _NAMED_BY_INITIALS.match(chunk):  # "Penrose (J.C.) Company"
        return Word(chunk, "", "", start, end)
    core = chunk.lstrip(_LEAD)
    lead = chunk[: len(chunk) - len(core)]
    bare = core.rstrip(_TRAIL)
    trail = core[len(bare) :]
    if fused := _FUSED.match(bare):
        start, bare, lead = start + len(lead) + fused.end(), bare[fused.end() :], "|"
        return Word(mended(bare), lead, trail, start, end - len(trail))
    return Word(mended(bare), lead, trail, start + len(lead), end - len(trail))


def line_before(text: str, end: int) -> Line:
    """The words of the paragraph that ends at `end`, the nearest REACH characters of it."""
    low = max(0, end - REACH)
    start = text.rfind("\n", low, end) + 1
    if start > low:
        rest = Line(text, start, end)
        # "Acme Marine" / page header / "Holdings, Inc. (": a line that holds only the form of a company continues a name.
        if not 0 < len(rest) <= 3 or not is_legal(rest[-1]) or not all(is_legal(w) or w.folded in words().trades for w in rest):
            return rest
    while 0 < low < end and not text[low - 1].isspace():
        low += 1
    return Line(text, low, end)


def line_after(text: str, start: int) -> Line:
    """The words of the paragraph from `start`, the nearest REACH characters of it."""
    stop = text.find("\n", start, start + REACH)
    return Line(text, start, stop if stop >= 0 else min(len(text), start + REACH))


def is_name_word(word: Word, after: Word | None = None) -> bool:
    """Whether the word can be one of a name's: a capital or a digit first, and none that opens sentences or citations."""
    core = word.core
    if not core or (any(mark in core for mark in "()[]@\\=<>") and not _NAMED_BY_INITIALS.match(core)) or "://" in core:
        return False
    if not (core[0].isupper() or core[0].isdigit() or core[0] == "("):
        return bool(_BRAND.match(core))
    if core.isdigit():
        return len(core) <= 3
    if len(core) == 1 and word.trail.startswith("."):
        return True
    if word.folded in words().openers:
        return after is not None and f"{word.folded} {after.folded}" in words().opener_names
    return core[:3].casefold() != "14a"


def is_legal(word: Word) -> bool:
    """Whether the word is the legal form of a company ("Inc", "plc")."""
    return word.folded in words().legal_forms


def is_particle(word: Word) -> bool:
    """Whether the word is one that joins a name's words in lower case ("of", "van")."""
    return word.core in words().particles


def is_short_form(word: Word) -> bool:
    """A shortened legal form: what follows its dot is another sentence, unless it is a legal form too."""
    return word.folded in ("inc", "corp", "ltd", "co", "cos", "llc", "l.p", "n.a", "n.v", "s.a", "p.l.c")


def is_abbreviated(word: Word) -> bool:
    """Whether the dot after the word belongs to it: an initial or an abbreviation."""
    return bool(INITIALS.match(word.core)) or word.folded in words().abbreviations or is_legal(word)


_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"(?<![A-Z])\*{1,3}|\*{1,3}(?![A-Z])|_{1,3}")
_BROKEN = re.compile(r"(?<=[A-Za-z])- (?=[A-Z])|(?<=[a-z])-\s(?=[a-z])")
_GLUED = re.compile(r"\bof(?=[A-Z][a-z])")


def clean(name: str) -> str:
    """The name as it was before markup and scanning: asterisks out, white space folded, words mended ("lnc." -> "Inc.")."""
    plain = _SPACE.sub(" ", _MARKS.sub("", name)).strip(" ,;")
    plain = _GLUED.sub("of ", _BROKEN.sub(lambda gap: "-" if plain[gap.end()].isupper() else "", plain))
    if not _DAMAGE.search(plain):
        return plain
    return re.sub(r"[^\s,]+", lambda match: _mend(match[0]), plain)


_DAMAGE = re.compile(r"rn|[0O1I|!]|\bl|\b[a-z]+c\b|\bJnc", re.A)
_SWAPS = (
    (re.compile(r"^[l1|!](?=[bcdfghjkmnpqrstvwxzA-Z])"), "I"),  # "lndustries", "1nc", "lBM"
    (re.compile(r"^0(?=[a-z])"), "O"),  # "0strander"
    (re.compile(r"(?<=[A-Za-z])0(?=[a-z])"), "o"),  # "C0rp"
    (re.compile(r"(?<=[a-z])1(?=[a-z])|(?<=[a-z])1$"), "l"),  # "Genera1"
    (re.compile(r"(?<=[bcdfgjklmnpqstvwxz])rn|^rn(?=[aeiouy])"), "m"),  # "Helrnsley", "rnarine": no word is spelled so
    (re.compile(r"rnrn|mrn"), "mm"),  # "Hamrnond"
    (re.compile(r"(?<=[a-z]r)rn|(?<=[a-z])rn(?=ents?$)"), "m"),  # "Farrns", "Cernent"
    (re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<=[a-z])I(?=[a-z]|$)"), "l"),  # "EIectric" keeps, "MobiI" becomes "Mobil"
)


def _mend(word: str) -> str:
    bare = word.rstrip(".,")
    return mended(bare) + word[len(bare) :]


@cache
def _plain_words() -> frozenset[str]:
    known = words()
    lists = known.trades | known.legal_forms | known.openers | known.documents | known.comma_openers
    return lists | read_as_m() | {"samuel", "international"}


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


def occurrences(word: str, content: str) -> int:
    """How often `word` stands in `content` as a whole word, in that spelling."""
    count, at = 0, content.find(word)
    while at >= 0:
        end = at + len(word)
        if not content[at - 1 : at].isalnum() and not content[end : end + 1].isalnum():
            count += 1
        at = content.find(word, end)
    return count
