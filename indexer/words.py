"""Words as they are compared: folded, read through scanning damage, stemmed.

One tokenizer serves the index, the concepts and the query, so that a word typed finds the word printed. The stemmer is
M. F. Porter's ("An algorithm for suffix stripping", Program 14:3, 1980) after a table of irregular forms.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_JOINED = re.compile(r"\b(e|micro|re|co|non|by|mis|pre|anti|de|sub|pro)-(?=[a-z]{2})")
# The sign comes first in these two, so that the search can leap from one to the next.
_NUMBER_COMMA = re.compile(r",(?<=\d,)(?=\d{3}\b)")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": " ", "‑": "-", "\u00ad": "", "\u00a0": " "})
_DECIMAL = re.compile(r"\.(?<=\d\.)(?=\d{1,2}(?![\d.]))")
_LOOKALIKE = str.maketrans({"0": "o", "1": "l", "5": "s"})


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("indexer").joinpath("data/words.json").read_text(encoding="utf-8"))
    return loaded


@cache
def empty_words() -> frozenset[str]:
    """Words without content ("the", "of"): dropped everywhere."""
    return frozenset(_tables()["empty"])


@cache
def light_words() -> frozenset[str]:
    """Words that shape a phrase ("not", "after"): kept for concepts, neither indexed nor searched by themselves."""
    return frozenset(_tables()["light"])


@cache
def _compounds() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the phrases that are one word, in lower case, and the word that each is."""
    table: dict[str, str] = _tables()["compounds"]
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")\b"), table


@cache
def _compound_signs() -> tuple[str, ...]:
    """The longest words of the compounds: without one of these, a text has none."""
    return tuple(sorted({max(re.split(r"[ -]", phrase), key=len) for phrase in _tables()["compounds"]}))


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in _tables()["irregular"].items() for form in forms.split()}


def _joined(folded: str) -> str:
    find, table = _compounds()
    return find.sub(lambda match: table[match[0]], folded)


def plain(text: str) -> str:
    """Lower case without accents and typographic marks; "e-mail" and "micro-manage" joined, "2,000" as
    "2000", "9.24%" as "9d24 percent", a phrase that is one word as that."""
    folded = text.lower()
    if not folded.isascii():
        folded = folded.translate(_PLAIN)
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    for sign in _compound_signs():
        if sign in folded:
            folded = _joined(folded)
            break
    if "n't" in folded:
        folded = folded.replace("can't", "can not").replace("won't", "will not").replace("n't", " not")
    if "-" in folded:
        folded = _JOINED.sub(r"\1", folded)
    if "%" in folded:
        folded = folded.replace("%", " percent ")
    if "." in folded:
        folded = _DECIMAL.sub("d", folded)
    return _NUMBER_COMMA.sub("", folded) if "," in folded else folded


class _Stems(dict[str, str]):
    """Folded word -> stem, "" for a word without content; filled as words come."""

    def __missing__(self, word: str) -> str:
        found = "" if word in empty_words() else stem(word)
        if len(self) < _MOST_KEPT:
            self[word] = found
        return found


_MOST_KEPT = 400_000
_stem_of = _Stems()


def phrase_stems(text: str) -> list[str]:
    """The content and light words of `text`, stemmed, in order: what concept patterns are matched against."""
    return [found for word in _WORD.findall(plain(text)) if (found := _stem_of[word])]


def stems(text: str) -> list[str]:
    """The content words of `text`, stemmed, in order."""
    return content(phrase_stems(text))


def content(found: list[str]) -> list[str]:
    """Without the light words."""
    light = light_stems()
    return [one for one in found if one not in light]


@cache
def light_stems() -> frozenset[str]:
    """The stems of the light words."""
    return frozenset(stem(word) for word in light_words())


def typed_words(text: str) -> Iterator[tuple[str, str]]:
    """Each content word of `text` as (folded word, stem)."""
    for word in _WORD.findall(plain(text)):
        found = _stem_of[word]
        if found and found not in light_stems():
            yield word, found


@lru_cache(maxsize=4_096)
def stem(word: str) -> str:
    """The stem of one folded word. Look-alikes of scans are made one ("sorne" and "some", "l4" stays a number)."""
    if word.endswith("'s"):
        word = word[:-2]
    word = word.replace("'", "")
    if word.isdigit():
        return word
    if not word.isalpha() and sum(c.isalpha() for c in word) > 1:
        word = word.translate(_LOOKALIKE)
    base = _irregular().get(word)
    if base is not None:
        word = base
    # "rn" is what scanners make of "m": both sides fold alike, at the price of a few chance meetings ("burn", "bum").
    return porter(word.replace("rn", "m")) if len(word) > 2 and word.isalpha() else word


_STEP2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
    ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
    ("biliti", "ble"),
)  # fmt: skip
_STEP3 = (("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""))
_STEP4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
)  # fmt: skip


def _by_last_letter(suffixes: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The suffixes by the letter that they end with, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(suffixes, key=lambda row: -len(row[0])):
        found.setdefault(row[0][-1], []).append(row)
    return {letter: tuple(rows) for letter, rows in found.items()}


_STEPS_2_AND_3 = (_by_last_letter(_STEP2), _by_last_letter(_STEP3))
_LAST_STEP = _by_last_letter((suffix, "") for suffix in _STEP4)
_VOWELS = frozenset("aeiou")


def porter(word: str) -> str:
    """Porter's stem of a lower-case word (Porter 1980, steps 1a to 5b)."""
    if len(word) < 3:
        return word
    word = _step1(word)
    for table in _STEPS_2_AND_3:
        for suffix, replacement in table.get(word[-1:], ()):
            if word.endswith(suffix):
                head = word[: -len(suffix)]
                word = head + replacement if _measure(head) > 0 else word
                break
    for suffix, _ in _LAST_STEP.get(word[-1:], ()):
        if word.endswith(suffix):
            head = word[: -len(suffix)]
            if _measure(head) > 1 and (suffix != "ion" or head[-1:] in ("s", "t")):
                word = head
            break
    return _step5(word)


def _step1(word: str) -> str:
    """Plurals, -ed and -ing, final y (steps 1a to 1c)."""
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-2] if word.endswith(("sses", "ies")) else word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) > 0 else word
    else:
        for suffix in ("ed", "ing"):
            if word.endswith(suffix) and _has_vowel(word[: -len(suffix)]):
                word = _tidy(word[: -len(suffix)])
                break
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    return word


def _tidy(head: str) -> str:
    """What is left after -ed or -ing, made a word again ("hop", "file")."""
    if head.endswith(("at", "bl", "iz")):
        return head + "e"
    if len(head) > 1 and head[-1] == head[-2] and head[-1] not in "aeioulsz":
        return head[:-1]
    return head + "e" if _measure(head) == 1 and _short(head) else head


def _step5(word: str) -> str:
    if word.endswith("e"):
        head = word[:-1]
        measure = _measure(head)
        if measure > 1 or (measure == 1 and not _short(head)):
            word = head
    if word.endswith("ll") and _measure(word[:-1]) > 1:
        word = word[:-1]
    return word


def _shape(word: str) -> str:
    """The word as a string of c (consonant) and v (vowel)."""
    shape = ""
    for i, letter in enumerate(word):
        vowel = letter in _VOWELS or (letter == "y" and i > 0 and shape[-1] == "c")
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """Porter's m: how often a vowel is followed by a consonant."""
    return _shape(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _short(word: str) -> bool:
    """Porter's *o: ends consonant, vowel, consonant, the last not w, x or y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"
