"""The grammar of company names in running text: where a name that ends (or begins) at a place has its other end.

A name is read word by word away from the place where a citation's form puts it, and stops at the first word that no name
joins: "See also J. T. Wickes & Sons, Inc. (" gives "J. T. Wickes & Sons, Inc.". Words: indexer/data/citations.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.citations_words import (
    INITIALS,
    Word,
    clean,
    is_abbreviated,
    is_legal,
    is_name_word,
    is_particle,
    is_short_form,
    line_after,
    line_before,
    words,
)
from indexer.names import words as name_words

_MOST_WORDS = 14
_PARTIES = frozenset(("board", "commission", "company", "division", "proponent", "proponents", "sec", "staff"))
"""Who may stand before an "&" without being of the name; "and" stands also after months and other parties."""
_MARKUP = frozenset("*_")


@dataclass(frozen=True, slots=True)
class NameAt:
    """A company's name, clean, and its half-open place in the text. `corporate`: a word of it says that it is a company's."""

    name: str
    start: int
    end: int
    corporate: bool


def name_before(text: str, end: int) -> NameAt | None:
    """The company name that ends at `end`, marks of italics left out; None where the words there are no company's name."""
    taken: list[Word] = []
    chunks = line_before(text, end)
    for i in range(len(chunks) - 1, max(-1, len(chunks) - 1 - _MOST_WORDS), -1):
        if not _joins(chunks, i, taken):
            break
        taken.append(chunks[i])
        if chunks[i].lead and not _goes_on_in_italics(chunks, i):
            break
    taken.reverse()
    return _name(text, _trimmed(text, taken))


def _goes_on_in_italics(chunks: Sequence[Word], i: int) -> bool:
    """Whether the mark before word `i` only opens another run of the same italics: "*Garrow & Vail* *Press, Inc.*"."""
    return i > 0 and not set(chunks[i].lead) - _MARKUP and chunks[i - 1].trail[-1:] == chunks[i].lead[-1:]


def name_after(text: str, start: int) -> NameAt | None:
    """The company name that begins at `start` ("the staff's letter to Acme Corp. said"), or None."""
    taken: list[Word] = []
    chunks = line_after(text, start)
    for i in range(min(len(chunks), _MOST_WORDS)):
        if not _continues(chunks, i, taken):
            break
        chunk = chunks[i]
        taken.append(chunk)
        if set(chunk.trail) - {".", ","} or (chunk.trail.startswith(".") and not is_abbreviated(chunk)):
            break
    while taken and not is_name_word(taken[-1]) and not is_legal(taken[-1]):
        taken.pop()
    return _name(text, taken)


def _joins(chunks: Sequence[Word], i: int, taken: list[Word]) -> bool:
    """Whether word `i` belongs to the name whose later words, nearest last, are `taken`."""
    word = chunks[i]
    if not word.core:
        return False
    if not taken:
        return not set(word.trail) - set(".,*_\"'!") and _may_end(word)
    if not _separated_as_name(chunks, i, taken):
        return False
    if word.core in ("&", "+") or word.folded == "and":
        return i > 0 and (_before_and(word, chunks[i - 1]) or _trust_and_savings(chunks, i, taken))
    if is_particle(word):
        return _before_particle(chunks, i)
    if word.folded == "the" and word.core[0] == "t":
        return i > 1 and chunks[i - 1].folded in ("of", "and", "&") and is_name_word(chunks[i - 2])
    if word.core.isdigit() and i and chunks[i - 1].folded in words().numbered:
        return False  # "Page 2 Acme Corp." at the head of a page
    return is_name_word(word, taken[-1])


def _before_and(joint: Word, before: Word) -> bool:
    """Whether the word before "&" or "and" is of the same name: no legal form, nobody else, no end."""
    if joint.core == "&" and INITIALS.match(before.core) and before.trail in (",", ".,"):
        return True  # "Fallow, J. B., & Sons Co."
    if before.trail.strip(".*_") or is_legal(before) or before.folded in (_PARTIES if joint.core == "&" else words().apart):
        return False
    return is_name_word(before)


def _trust_and_savings(chunks: Sequence[Word], i: int, taken: list[Word]) -> bool:
    """Whether "and" joins a trust company's trades: "Elm Trust and Savings Bank", but "the Trust and Elm Savings Bank"."""
    trades = words().trades
    known = i > 1 and chunks[i - 1].folded == "trust" and not chunks[i - 1].trail and taken[-1].folded in trades
    return known and not chunks[i - 2].trail.strip(".") and is_name_word(chunks[i - 2])


def _before_particle(chunks: Sequence[Word], i: int) -> bool:
    """Whether a name's word, or more particles after one, stands before particle `i` ("Banco de la Plata")."""
    for before in reversed(chunks[max(0, i - 3) : i]):
        if not is_particle(before):
            return not before.trail.strip(".") and (is_name_word(before) or is_legal(before))
    return False


def _may_end(word: Word) -> bool:
    """Whether a name can end with the word: a name's word, a legal form in any case, no sentence's end."""
    if word.trail.startswith(".") and not is_abbreviated(word):
        return False
    return is_legal(word) or (is_name_word(word) and not word.core.isdigit()) or (word.core.isdigit() and len(word.core) <= 2)


def _separated_as_name(chunks: Sequence[Word], i: int, taken: list[Word]) -> bool:
    """Whether the marks after word `i` can stand inside a name."""
    word, after = chunks[i], taken[-1]
    marks = word.trail.strip("!")
    if _MARKUP & set(marks):
        if not _closes(taken) and not _MARKUP & set(after.lead):
            return False
        marks = marks.strip("*_")
    if not marks:
        return True
    if marks == ".":
        return is_abbreviated(word) and (not is_short_form(word) or _closes(taken) or after.folded == "of")
    if marks in (",", ".,"):
        return _closes(taken) or _inverted(word, taken) or _in_firm_style(chunks, i, taken)
    return False


def _closes(taken: list[Word]) -> bool:
    """Whether the words so far taken, nearest last, begin with a legal form; "The" is one only where it closes a name."""
    return is_legal(taken[-1]) and (taken[-1].folded != "the" or len(taken) == 1)


def _inverted(word: Word, taken: list[Word]) -> bool:
    """Whether the comma belongs to a founder's name turned round: "Fallow, J. B., & Sons Co.", "Penn, J.C., Company"."""
    if INITIALS.match(word.core):
        return taken[-1].core == "&"
    return bool(INITIALS.match(taken[-1].core)) and any("," in other.trail and INITIALS.match(other.core) for other in taken)


def _in_firm_style(chunks: Sequence[Word], i: int, taken: list[Word]) -> bool:
    """Whether word `i` and its comma begin a firm of several names: "Sears, Roebuck and Co.", "Marsh, Berry & Gill, Inc."."""
    word = chunks[i]
    if word.folded in words().comma_openers or len(word.core) < 3 or not word.core[0].isupper() or word.core.isdigit():
        return False
    joint = next((k for k, other in enumerate(reversed(taken)) if other.core == "&" or other.folded == "and"), None)
    if "," in taken[-1].trail and not is_legal(taken[-1]):
        return True  # "Pierce," of "Lynch, Pierce, Fenner & Smith"
    if joint not in (1, 2):
        return False
    before = chunks[i - 1] if i else None
    # A word that the comma parts from a longer run of names ends another citation or a clause.
    if before is None or not is_name_word(before):
        return True
    return bool(set(before.trail) & set(",;:)]")) or (before.trail.endswith(".") and not is_abbreviated(before))


def _continues(chunks: Sequence[Word], i: int, taken: list[Word]) -> bool:
    """Whether word `i` goes on a name of which `taken` is read, from left to right."""
    word = chunks[i]
    if not word.core or not taken:
        return bool(word.core) and is_name_word(word)
    if word.lead:
        return False
    comma = "," in taken[-1].trail
    if word.folded == "the":
        return comma and word.core == "The"
    return is_legal(word) if comma else _goes_on(chunks, i)


def _goes_on(chunks: Sequence[Word], i: int) -> bool:
    """Whether word `i` can be a later word of a name."""
    word = chunks[i]
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    if word.core in ("&", "+") or word.folded == "and" or is_particle(word):
        return after is not None and not after.lead and (is_name_word(after) or is_legal(after))
    return is_name_word(word) or is_legal(word)


def _trimmed(text: str, taken: list[Word]) -> list[Word]:
    """`taken` without what cannot begin a name: particles, a footnote's number, the letter of a heading."""
    while taken and (taken[0].core in ("&", "+") or taken[0].folded in ("and", "&") or is_particle(taken[0])):
        taken = taken[1:]
    if len(taken) > 1:
        first, before = taken[0], text[max(0, taken[0].start - 3) : taken[0].start]
        fresh = not before.strip(" *_\"'") or before.rstrip(" *_\"'")[-1] in ".\n"
        enumerated = len(first.core) == 1 and first.core.isupper() and first.trail == "." and not INITIALS.match(taken[1].core)
        lone = first.start == 0 or "\n" in before
        if (first.core.isdigit() and fresh) or (
            enumerated and lone and f"{first.folded} {taken[1].folded}" not in words().opener_names
        ):
            taken = taken[1:]
    return taken


def _name(text: str, taken: list[Word]) -> NameAt | None:
    """The name that the words make, or None where they are no company's."""
    if not taken:
        return None
    end = taken[-1].end + (1 if taken[-1].trail.startswith(".") else 0)
    name = clean(text[taken[0].start : end])
    told = [word for word in taken if word.folded not in words().legal_forms]
    if not told or not any(len(word.core) > 1 and any(c.isalpha() for c in word.core) for word in told):
        return None
    legal = any(is_legal(word) for word in taken if word.folded != "the")
    if _never(name.casefold(), taken[-1], legal) or (len(told) == 1 and told[0].folded in words().trades and not legal):
        return None
    return NameAt(name, taken[0].start, end, legal or any(word.folded in words().trades for word in taken))


def _never(folded: str, last: Word, legal: bool) -> bool:
    """Whether the folded name is one that no company bears: a document's, a court's, a newspaper's, a person's."""
    known = words()
    bare = folded.removeprefix("the ").rstrip(".")
    if last.folded in known.documents or last.folded in known.firm_forms or bare in known.never_names or bare in known.apart:
        return True
    return not (legal and is_legal(last)) and any(
        bare == head or bare.startswith((head + " ", head + ". ")) for head in known.never_heads
    )


def short_forms(name: str) -> tuple[str, ...]:
    """How a text may call the company once it is known: the beginnings of its name, longest first, without legal forms.

    "Thornbury Marine Holdings, Inc." gives "Thornbury Marine Holdings", "Thornbury Marine" and "Thornbury"; a single word that
    many names begin with ("General") is left out, unless it is the whole name.
    """
    parts = name.split()
    if len(parts) > 1 and parts[0].casefold() == "the":
        parts = parts[1:]
    while len(parts) > 1 and (parts[-1].casefold().rstrip(".,") in words().legal_forms or parts[-1] in ("&", "and")):
        parts.pop()
    found = [
        " ".join(parts[:n]).rstrip(",")
        for n in range(len(parts), 0, -1)
        if n == len(parts) or (parts[n - 1] not in ("&", "and") and not INITIALS.fullmatch(parts[n - 1].rstrip(".,")))
    ]
    return tuple(form for form in found if _tells(form, whole=form == found[0]))


def inner_forms(name: str) -> tuple[str, ...]:
    """The beginnings of what is left of a name without its founder's initials, or without a first word that many names have.

    "T. R. Moll & Sons" gives "Moll & Sons" and "Moll", "Consolidated Tarn Mines" "Tarn Mines" and "Tarn".
    """
    parts = name.split()
    at = 0
    while at < len(parts) - 1 and (
        INITIALS.fullmatch(parts[at].rstrip(",")) if parts[at].endswith(".") else _common_first(parts[at], at)
    ):
        at += 1
    if not at or parts[at] in ("&", "and") or parts[at] in words().particles:
        return ()
    return tuple(form for form in short_forms(" ".join(parts[at:])) if " " in form or not _is_any_names(form.casefold()))


def _is_any_names(folded: str) -> bool:
    known = words()
    return folded in known.trades or folded in known.legal_forms or folded in known.short_form_stops


def _common_first(word: str, at: int) -> bool:
    return at == 0 and word.casefold() in words().short_form_stops


def _tells(form: str, *, whole: bool) -> bool:
    if " " in form:
        return True
    folded = form.casefold().rstrip(".")
    if len(folded) < 3 and "&" not in folded:
        return whole and form.isupper()
    return (whole and len(folded) > 3) or (
        len(folded) > 3 and folded not in words().short_form_stops and not form.endswith(".")
    )


def is_legal_name(name: str) -> bool:
    """Whether the name ends with a legal form ("Orrin Mills, Inc.")."""
    return name.rpartition(" ")[2].casefold().rstrip(".") in words().legal_forms


def beginnings(name: str) -> set[tuple[str, ...]]:
    """The folded words of the name and of each of its beginnings."""
    found = name_words(name)
    return {found[:n] for n in range(1, len(found) + 1)}


def begins(short: str, long: str) -> bool:
    """Whether the folded words of `short` begin those of `long`, or are the same."""
    one, other = name_words(short), name_words(long)
    return bool(one) and other[: len(one)] == one
