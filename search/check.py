"""Checks the no-action citations of a draft: finds each, resolves it, and compares what is said of it with the record.

The stages: passages (search/drafts), citations (indexer/citations), claims (search/claims), resolution, verdict
(search/verdicts), and at the end the letters that the draft does not mention (search/unmentioned).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.home import Home
from corpus.records import Citation, HeldLetter, Span
from indexer import citations, edges
from indexer.found import Found
from indexer.resolution import Resolution
from indexer.rules import same_ground
from indexer.standing import key_of, reversal, standings
from indexer.views import View, view
from search import claims
from search.claims import Told
from search.drafts import Draft
from search.hits import staff_words
from search.verdicts import Finding, Known, judge

VERDICTS = ("verified", "differs", "unchecked", "ambiguous", "not_held")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the draft with what the draft says of the letter. `span` is of the draft's text."""

    citation: Citation
    span: Span
    told: Told = claims.NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """One checked citation: where it stands, the letter that it means, the finding, and the staff's own words."""

    cited: Cited
    where: str
    letter: str | None
    candidates: tuple[str, ...]
    finding: Finding
    staff_words: str | None = None
    of_several: bool = False
    """Whether the citation as written names several letters, of which this is one ("Jan. 4, 2001; Mar. 9, 2000")."""

    def as_json(self) -> dict[str, Any]:
        """The entry as `check --json` gives it."""
        return {
            "as_written": self.cited.citation.as_written,
            "span": list(self.cited.span),
            "date": self.cited.citation.date,
            "where": self.where,
            "verdict": self.finding.verdict,
            "letter": self.letter,
            "candidates": list(self.candidates),
            "claims": [asdict(claim) for claim in self.finding.claims],
            "notes": [asdict(note) for note in self.finding.notes],
            "staff_words": self.staff_words,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked draft: its entries in order of the text."""

    draft: Draft
    entries: tuple[Entry, ...]
    today: str

    def counts(self) -> dict[str, int]:
        """How many entries have each verdict, in the verdicts' order."""
        counted = Counter(entry.finding.verdict for entry in self.entries)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    def as_json(self, document: str) -> dict[str, Any]:
        """What `check --json` prints, without the letters that are not mentioned."""
        counts = self.counts()
        return {
            "document": document,
            "citations": [entry.as_json() for entry in self.entries],
            "summary": {"citations": len(self.entries), **counts},
        }

    @property
    def differs(self) -> bool:
        """Whether any entry disagrees with the record."""
        return any(entry.finding.verdict == "differs" for entry in self.entries)


def check(draft: Draft, catalog: Catalog, home: Home | None, today: str) -> Checked:
    """Every no-action citation of the draft, checked against the letters held. `today` is an ISO date."""
    cited = citations_of(draft)
    resolving = edges.resolver(catalog)
    found = [_resolved(resolving.resolve, one, today) for one in cited]
    held = {letter.id: letter for letter in catalog.many({one.id for one in found if one.id})}
    known = _known(catalog, held)
    words = {one: staff_words(letter, catalog.text(one)) for one, letter in held.items() if letter.source == "letter"}
    tables = standings(home)
    entries: list[Entry] = []
    seen: set[str] = set()
    spans = Counter(one.span for one in cited)
    for one, resolution in zip(cited, found, strict=True):
        again = resolution.id in seen
        finding = judge(one.citation, one.told, resolution, known.get(resolution.id or ""), tables, today, again=again)
        seen.update([resolution.id] if resolution.id else ())
        where = draft.where(one.span[0])
        said, several = words.get(resolution.id or ""), spans[one.span] > 1
        entries.append(Entry(one, where, resolution.id, resolution.candidates, finding, said, several))
    return Checked(draft, tuple(entries), today)


def citations_of(draft: Draft) -> list[Cited]:
    """The full no-action citations of a draft with their claims, in order of the text."""
    found = [*_in_prose(draft), *_in_tables(draft)]
    return sorted(found, key=lambda one: one.span[0])


def _in_prose(draft: Draft) -> Iterable[Cited]:
    whole = draft.view()
    found = [item for item in citations.find(whole, draft.text.content) if not draft.in_table(_span(item)[0])]
    places = [_place(whole, _span(item)) for item in found]
    for item, told in zip(found, claims.read(whole.text, places), strict=True):
        yield Cited(item.value, _span(item), told)


def _in_tables(draft: Draft) -> Iterable[Cited]:
    """The citations in cells: what the other cells of the row say counts for the column that has most citations."""
    content = draft.text.content
    views = {
        (r, n): view(content, [cell])
        for r, row in enumerate(draft.rows)
        for n, cell in enumerate(row.cells)
        if cell[0] < cell[1]
    }
    found = {at: items for at, inside in views.items() if (items := citations.find(inside, content))}
    column = _letter_columns(draft, found)
    for (r, n), items in found.items():
        inside, row = views[r, n], draft.rows[r]
        texts = [" ".join(content[start:end].split()) for start, end in row.cells]
        beside = claims.in_cells(texts, row.heads, n) if column[row.table] == n else claims.NOTHING
        for item, told in zip(items, claims.read(inside.text, [_place(inside, _span(item)) for item in items]), strict=True):
            yield Cited(item.value, _span(item), _joined(told, beside))


def _joined(inside: Told, beside: Told) -> Told:
    """What the cell itself says, completed by the row's other cells."""
    return Told(inside.outcome or beside.outcome, inside.bases or beside.bases, inside.place)


def _letter_columns(draft: Draft, found: Mapping[tuple[int, int], Sequence[Any]]) -> Mapping[int, int]:
    """For each table, the column with the most citations: the one whose letters the rows speak of."""
    counted: dict[int, Counter[int]] = {}
    for row, column in found:
        counted.setdefault(draft.rows[row].table, Counter())[column] += 1
    return {table: min(columns, key=lambda n: (-columns[n], n)) for table, columns in counted.items()}


def _span(item: Found[Citation]) -> Span:
    return item.spans[0][0], item.spans[-1][1]


def _place(inside: View, span: Span) -> Span:
    """Where a source span lies in a view's text."""
    return bisect_left(inside.offsets, span[0]), bisect_left(inside.offsets, span[1] - 1) + 1


def _resolved(resolve: Any, one: Cited, today: str) -> Resolution:
    """The letter meant. Only a ground that is claimed of the letter counts, none that merely stands near it."""
    cited, bases = one.citation, one.told.bases
    result: Resolution = resolve(
        cited.company,
        cited.date,
        year=cited.year,
        basis=bases[0] if bases else None,
        proponent=cited.proponent,
        until=today,
    )
    return result


def _known(catalog: Catalog, held: Mapping[str, HeldLetter]) -> dict[str, Known]:
    later = store.reconsiderations(catalog) if held else []
    known: dict[str, Known] = {}
    for one, letter in held.items():
        key = key_of(letter)
        results = tuple((d.basis, d.result) for d in letter.letter.determinations)
        known[one] = Known(key, results, reversal(key, later))
    return known


def grounds_told(entry: Entry) -> tuple[str, ...]:
    """The grounds for which a letter is cited: those claimed of it, else the one that stands near."""
    near = entry.cited.citation.basis
    return entry.cited.told.bases or ((near,) if near else ())


def grounds_of(checked: Checked) -> list[str]:
    """The grounds for which the draft cites letters, the most cited first, one number for each."""
    counted: dict[str, int] = {}
    for entry in checked.entries:
        for basis in grounds_told(entry)[:1]:
            same = next((ground for ground in counted if same_ground(ground, basis)), basis)
            counted[same] = counted.get(same, 0) + 1
    return sorted(counted, key=lambda ground: -counted[ground])
