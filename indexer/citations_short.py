"""Short forms: how a text speaks of a letter that the file cites in full elsewhere ("Thornbury", "in Calder Penn, supra").

A side that names a letter only so cites it too. A short form is the beginning of the full name, a name defined beside the
citation, or the initials; it is read as the letter, not as the company, only where nothing around says otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Citation, Span, Spans
from indexer.citations_names import begins, inner_forms, short_forms
from indexer.citations_sense import Place, chained, letters_of, whole
from indexer.citations_words import occurrences
from indexer.names import fold, initials, tables


@dataclass(frozen=True, slots=True)
class Known:
    """A letter that the file cites in full, with the short name that the text defines for it and where it is cited."""

    citation: Citation
    alias: str | None
    spans: Spans


@dataclass(frozen=True, slots=True)
class Short:
    """A short form at `start` to `end` of the text read and the letters that it names: two where one bracket held two dates."""

    letters: tuple[Known, ...]
    start: int
    end: int


Forms = dict[str, list[Known]]
"""Each short form and the letters that it fits."""


def forms_of(known: Sequence[Known], company: str | None, content: str) -> Forms:
    """The short forms of a file's `known` letters.

    Those of the file's own company are left out, and so are single words that the file's `content` has as common ones. What is
    left of a name without its first word is a form only where no other letter's name begins so.
    """
    forms: Forms = {}
    for letter in known:
        for form in _of(letter):
            forms.setdefault(form, []).append(letter)
    inner: Forms = {}
    for letter in known:
        for form in inner_forms(letter.citation.company):
            inner.setdefault(form, []).append(letter)
    forms = inner | forms
    return {form: letters for form, letters in forms.items() if not _is_own(form, company) and not _common(form, content)}


def _is_own(form: str, company: str | None) -> bool:
    return company is not None and (begins(form, company) or fold(form) == initials(company))


def shorts(text: str, forms: Forms, taken: Collection[Span]) -> list[Short]:
    """The short forms in `text`, in order, that stand for letters. `taken` are the places of full citations; a form that fits
    letters of two citations is read only where a year tells them apart."""
    places, done = [], 0
    meant: dict[Place, tuple[Known, ...]] = {}
    taken = sorted(taken)
    for start, end, form in sorted(_places(text, forms), key=lambda place: (place[0], -place[1])):
        if start < done or _overlaps(taken, start, end):
            continue
        letters = _meant(text, end, forms[form])
        place = whole(text, Place(start, end, form, (letters or forms[form])[0].citation.company))
        if place is not None:
            places.append(place)
            meant[place] = letters
        done = place.end if place else end
    told = [place for chain in chained(text, places) for place in letters_of(text, chain)]
    return [Short(meant[place], place.start, place.end) for place in told if meant[place]]


def _overlaps(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the sorted places `taken`, which do not overlap, shares a character with `start` to `end`."""
    k = bisect_left(taken, (end, end))
    return k > 0 and taken[k - 1][1] > start


def _places(text: str, forms: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where the forms stand as whole words. Plain finding: a pattern of all forms would be compiled anew for each file."""
    smudged = _SMUDGED.search(text) is not None
    for form in forms:
        for spelling in (form, *(_smudged(form) if smudged else ())):
            at = text.find(spelling)
            while at >= 0:
                end = at + len(spelling)
                if not (text[at - 1 : at].isalnum() or text[at - 1 : at] in _INSIDE) and not _GOES_ON.match(text, end, end + 2):
                    yield at, end, form
                at = text.find(spelling, at + 1)


_SMUDGED = re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{0,12}rn[a-z]")


def _smudged(form: str) -> Iterator[str]:
    """The form as scans spell it: each "m" in turn as "rn"."""
    for at, letter in enumerate(form):
        if letter == "m":
            yield form[:at] + "rn" + form[at + 1 :]


_INSIDE = frozenset("_@./&'-")
_GOES_ON = re.compile(r"[\w@&]|[-.]\w|'[a-rt-z]")


def _common(form: str, content: str) -> bool:
    """Whether a single word stands in lower case in the file: "Office" is no telling short form of "Office Supply Co."."""
    return form.isalpha() and not form.isupper() and occurrences(form.casefold(), content) > 0


def _of(letter: Known) -> Iterator[str]:
    name = letter.citation.company
    plain = (name, *short_forms(name), *([letter.alias] if letter.alias else ()), *_by_letters(name))
    yield from dict.fromkeys(spelling for form in plain for spelling in _spellings(form))


_INITIALS_APART = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)")


def _spellings(form: str) -> Iterator[str]:
    """The form, and as others may write it: "and" for "&", two words for a hyphen, no commas, initials without spaces."""
    yield form
    if " & " in form:
        yield form.replace(" & ", " and ")
    elif " and " in form:
        yield form.replace(" and ", " & ")
    if "," in form:
        yield form.replace(",", "")
    if "-" in form:
        yield form.replace("-", " ")
    if (joined := _INITIALS_APART.sub("", form)) != form:
        yield joined


def _by_letters(name: str) -> Iterator[str]:
    """The initials of three words or more, and the usual letters of well-known companies ("GE")."""
    if len(letters := initials(name)) >= 3:
        yield letters.upper()
    folded = fold(name)
    yield from (short.upper() for short, full in tables().well_known.items() if len(short) <= 3 and folded.startswith(full))


_YEAR = re.compile(r"[\s,(]{1,3}(?:(?:from|of|in) )?(?P<year>(?:19|20)\d\d)\b")


_PLURAL = re.compile(r"[*_\"']{0,2} (?:letters|decisions|cases|matters)\b")


def _meant(text: str, end: int, fitting: list[Known]) -> tuple[Known, ...]:
    """The letters that a form means there: one, or those of one bracket; with a year after the form, those of that year."""
    by_date = {(fold(k.citation.company).partition(" ")[0], k.citation.date, k.citation.year): k for k in fitting}
    days = {(word, date[:4]) for word, date, _ in by_date if date}
    letters = [k for (word, date, year), k in by_date.items() if date or (word, str(year)) not in days]
    if len(letters) > 1 and (year := _YEAR.match(text, end)):
        letters = [k for k in letters if (k.citation.date or str(k.citation.year)).startswith(year["year"])]
    if len({k.citation.as_written for k in letters}) > 1 and not _PLURAL.match(text, end):
        return ()
    return tuple(letters)
