"""The no-action letters that a text cites: every citation with its side, signal, ground and place.

`find` reads any prose, for instance a draft; `read` reads a file's letters: one citation per cited letter and citing side,
short forms of the other side included. The stages: forms (a name and a date), context (does it cite?), short forms, one per
side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Citation, Span, Spans
from indexer.bundle import Bundle, Part
from indexer.citations_context import Grounds, admitted, signal_before, signals
from indexer.citations_forms import mentions
from indexer.citations_mention import Mention
from indexer.citations_names import begins
from indexer.citations_prose import undated
from indexer.citations_short import Forms, Known, forms_of, shorts
from indexer.citations_words import occurrences
from indexer.found import Found
from indexer.names import likeness
from indexer.views import View

SIDES = {"company": "company", "proponent": "proponent", "response": "staff"}
"""Zone kind -> citing side. Exhibits and covers cite for nobody."""
_LONGEST_SPAN = 300
_MOST_LIKE = 200
"""With how many citations of its year each is compared: more than any letter has, so that hostile texts take linear time."""


def find(view: View, content: str = "", side: str = "company") -> tuple[Found[Citation], ...]:
    """Every full citation in `view`, in order, repeated ones too; two dates after one name are two. Spans are source offsets.

    `content` is the source that the view was made of: with it `as_written` keeps the source's own signs (typographic quotes, a
    hyphen at a line's end). Short forms, *id.* and *supra* are no citations of their own.
    """
    kept = admitted(view.text, mentions(view.text))
    grounds = Grounds(view.text) if kept else None
    return tuple(entry.found for entry in _entries(view, content, side, kept, grounds))


def read(bundle: Bundle, company: str | None, own_dates: Collection[str]) -> tuple[Found[Citation], ...]:
    """The no-action letters that the file's letters cite, one per letter and citing side, in order of the text.

    `own_dates` are the ISO dates of the file's own letters and of an earlier response in the same matter: a letter to `company`
    of such a date, or later than the first of them, is the matter itself. A side that names a letter only by a short form
    cites it.
    """
    parts = [(part, SIDES[part.kind]) for part in bundle.of(*SIDES)]
    if not parts and not bundle.of("cover"):  # a text without any letter's form is read as the company's
        parts = [(part, "company") for part in bundle.of("other", "exhibit")]
    letters = [_Letter(bundle.content, part, side, company, own_dates) for part, side in parts]
    known = [entry.known for letter in letters for entry in letter.entries]
    forms = forms_of(known, company, bundle.content)
    found = [
        entry
        for letter in letters
        for entry in (*letter.entries, *letter.by_short_form(forms), *letter.undated(company, known))
    ]
    return tuple(_for_only_ground([entry.found for entry in _one_per_side(found, bundle.content)], letters))


def _for_only_ground(found: list[Found[Citation]], letters: Sequence[_Letter]) -> list[Found[Citation]]:
    """`found`, the citations without a ground given the one ground of all the file's letters, if there is but one."""
    if all(item.value.basis for item in found):
        return found
    grounds = set().union(*(letter.grounds.distinct for letter in letters))
    if len(grounds) != 1:
        return found
    only = grounds.pop()
    return [item if item.value.basis else replace(item, value=replace(item.value, basis=only)) for item in found]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A citation with its place in the view read; `full`: name and date stand there, it is no short form."""

    found: Found[Citation]
    place: Span
    alias: str | None = None
    full: bool = True

    @property
    def known(self) -> Known:
        return Known(self.found.value, self.alias, self.found.spans)


class _Letter:
    """One letter of a file as a citing text: its view and its full citations, without those of the matter itself."""

    def __init__(self, content: str, part: Part, side: str, company: str | None, own_dates: Collection[str]) -> None:
        self.content, self.view, self.side = content, part.view, side
        found = mentions(part.view.text)
        kept = [m for m in admitted(part.view.text, found) if not _own(m, company, own_dates)]
        self._grounds: Grounds | None = None
        self.entries = list(_entries(part.view, content, side, kept, self.grounds if kept else None))

    @property
    def grounds(self) -> Grounds:
        """The grounds that the letter names, read once and only if something is cited."""
        if self._grounds is None:
            self._grounds = Grounds(self.view.text)
        return self._grounds

    def by_short_form(self, forms: Forms) -> Iterator[_Entry]:
        """The letters that this one names by short forms and another side in full, in order."""
        text = self.view.text
        others = {form: fit for form, fit in forms.items() if any(known.citation.cited_by != self.side for known in fit)}
        for short in shorts(text, others, [entry.place for entry in self.entries]):
            spans, written = (
                _spans(self.view, short.start, short.end),
                _written(self.view, self.content, short.start, short.end),
            )
            signal, basis = signal_before(text, short.start), self.grounds.in_sentence(short.start, short.end)
            for letter in short.letters:
                basis = basis or letter.citation.basis
                citation = replace(letter.citation, cited_by=self.side, as_written=written, signal=signal, basis=basis)
                yield _Entry(Found(citation, (*spans, *letter.spans)[:3]), (short.start, short.end), full=False)

    def undated(self, company: str | None, known: Sequence[Known]) -> list[_Entry]:
        """The letters that are called no-action letters and nowhere in the file given with a date."""
        names = {letter.citation.company for letter in known} | ({company} if company else set())
        found = [m for m in undated(self.view.text) if not any(likeness(m.name.name, name) for name in names)]
        return list(_entries(self.view, self.content, self.side, found, self.grounds if found else None))


def _entries(view: View, content: str, side: str, kept: Sequence[Mention], grounds: Grounds | None) -> Iterator[_Entry]:
    """An entry for each date of each citation."""
    for mention, signal in zip(kept, signals(view.text, kept), strict=True):
        basis = grounds.at(mention.start, mention.end) if grounds else None
        spans = _spans(view, mention.start, mention.end)
        written = _written(view, content, mention.start, mention.end)
        for dated in mention.dates:
            year = None if dated.iso else dated.year
            name, proponent = mention.name.name, mention.proponent
            citation = Citation(name, dated.iso, side, written, year, signal, basis, proponent)
            yield _Entry(Found(citation, spans), (mention.start, mention.end), mention.alias)


def _own(mention: Mention, company: str | None, own_dates: Collection[str]) -> bool:
    """Whether the mention is of the matter itself: a letter to the company at hand, or a letter of the file by another name.

    A letter cited to the same company is another matter only if it is older than the first letter of this one.
    """
    dates = [dated.iso for dated in mention.dates if dated.iso]
    if not own_dates:
        return False
    if not dates:
        years = [dated.year for dated in mention.dates if dated.year]
        own = company is not None and likeness(mention.name.name, company) is not None
        return own and any(year >= int(min(own_dates)[:4]) for year in years)
    if company and likeness(mention.name.name, company) is not None:
        return any(day in own_dates or day >= min(own_dates) for day in dates)
    return not mention.strong and not mention.name.corporate and any(day in own_dates for day in dates)


# --------------------------------------------------------------------------------------------------- one citation per side


def _one_per_side(found: Sequence[_Entry], content: str) -> list[_Entry]:
    """One entry per letter and citing side, in order of the text: full ones first, a year alone only where no date is known."""
    ranked = sorted(found, key=lambda entry: (not entry.full, entry.found.value.date is None, entry.found.spans[0]))
    kept: dict[tuple[str, str | None], list[_Entry]] = {}
    for rough in ranked:
        entry = _with_clean_name(rough, content)
        citation = entry.found.value
        year = (citation.date or str(citation.year))[:4]
        same_year = kept.setdefault((citation.cited_by, year), [])
        if not any(_same_letter(citation, other.found.value) for other in same_year[-_MOST_LIKE:]):
            same_year.append(entry)
    return sorted((e for entries in kept.values() for e in entries), key=lambda entry: entry.found.spans[0])


def _same_letter(one: Citation, other: Citation) -> bool:
    """Whether two citations of one side are of one letter: the same date, or a year alone and a date in it, and one name."""
    if one.date != other.date:
        year = str(one.year or "") if one.date is None else None
        if not year or not (other.date or "").startswith(year):
            return False
        return begins(one.company, other.company) or likeness(one.company, other.company) is not None
    if one.date is None and one.year != other.year:
        return False
    return one.company == other.company or likeness(one.company, other.company) is not None


_SMUDGED = re.compile(r"[A-Za-z'-]*rn[A-Za-z'-]*")


def _with_clean_name(entry: _Entry, content: str) -> _Entry:
    """The entry with "rn" in its name read as the "m" that the same word has elsewhere in the file ("Fennirnore")."""
    name = entry.found.value.company
    clean = _SMUDGED.sub(lambda match: _as_elsewhere(match[0], content), name) if "rn" in name else name
    if clean == name:
        return entry
    return replace(entry, found=replace(entry.found, value=replace(entry.found.value, company=clean)))


def _as_elsewhere(word: str, content: str) -> str:
    whole = word.replace("rn", "m")
    plain = occurrences(whole, content)
    return whole if plain and plain >= occurrences(word, content) else word


# ------------------------------------------------------------------------------------------------------ places and words

_FOLD = re.compile(r"\s+")


def _written(view: View, content: str, start: int, end: int) -> str:
    """The words at view[start:end] as the source has them, white space folded; what was cut out between them stays out."""
    if not content:
        return _FOLD.sub(" ", view.text[start:end])
    pieces: list[str] = []
    last = -1
    for at in view.offsets[start:end]:
        if 0 <= last < at - 1:
            gap = content[last + 1 : at]
            pieces.append(gap if len(gap) < 3 or not gap.strip("- \t\n\r\f\xad") else " ")
        pieces.append(content[at])
        last = at
    return _FOLD.sub(" ", "".join(pieces)).strip()


def _spans(view: View, start: int, end: int) -> Spans:
    """The source span of view[start:end]; where a page header or much else stands between, the name's end and the date's."""
    whole = view.span(start, end)
    if whole[1] - whole[0] <= min(_LONGEST_SPAN, 2 * (end - start) + 20):
        return (whole,)
    offsets = view.offsets[start:end]
    jump = max(range(1, len(offsets)), key=lambda i: offsets[i] - offsets[i - 1])
    first, second = (offsets[0], offsets[jump - 1] + 1), (offsets[jump], offsets[-1] + 1)
    return tuple((low, min(high, low + _LONGEST_SPAN)) for low, high in (first, second))
