"""What the citation graph tells of one letter: how often it is cited, its line of precedents, what was copied wrong, and
whether anything changed since."""

from __future__ import annotations

import textwrap
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.home import Home
from corpus.records import HeldLetter, LetterKey
from indexer import edges
from indexer.standing import key_of, reversal, standing
from search.terminal import Terminal

if TYPE_CHECKING:
    from indexer.graph_lines import Drift

_SHOWN = 12
"""Ancestors that `show` prints; `--json` gives the whole line."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """By how many held letters the letter is cited; its ancestors, newest first; wrong copies among its citations or of it;
    what changed since, in words (None: nothing); the ISO date on which it was reversed (None: it was not)."""

    cited_by: int
    ancestors: tuple[LetterKey, ...] = ()
    drift: tuple[Drift, ...] = ()
    standing: str | None = None
    reversed_on: str | None = None

    def json(self) -> dict[str, Any]:
        """The further keys of `show --json`."""
        return {
            "standing": self.standing,
            "reversed_on": self.reversed_on,
            "ancestors": [key.id for key in self.ancestors],
            "drift": [asdict(one) | {"letters": list(one.letters)} for one in self.drift],
        }

    def lines(self, on: Terminal) -> list[str]:
        """The further lines of `show`."""
        found: list[str] = []
        if self.standing:
            found += ["", on.paint("strong", "What changed since"), *_folded(self.standing, on)]
        if self.ancestors:
            found += ["", on.paint("strong", "Line of precedents, newest first")]
            found += [f"  {key.response_date or key.incoming_date or 'undated'}  {key.id}" for key in self.ancestors[:_SHOWN]]
            if len(self.ancestors) > _SHOWN:
                found.append(f"  and {len(self.ancestors) - _SHOWN} older")
        if self.drift:
            found += ["", on.paint("strong", "Copied differently from letter to letter")]
            found += [line for one in self.drift for line in _folded(_told(one), on)]
        return found


def of(catalog: Catalog, held: HeldLetter, home: Home | None = None) -> Lineage:
    """The lineage of a held letter. The graph is read only where the letter cites, or is cited by, something held."""
    edges.ready(catalog)
    cited_by = store.counts(catalog, [held.id])[held.id]
    changed, reversed_on = standing(held, catalog, home=home), reversed_day(catalog, key_of(held))
    if not cited_by and not store.cites(catalog, held.id):
        return Lineage(cited_by, standing=changed, reversed_on=reversed_on)
    from indexer import graph_lines

    line = graph_lines.line_back(graph_lines.ancestry(catalog, held.id), held.id)[1:]
    keys = {key.id: key for key in store.keys_of(catalog, line)}
    wrong = [*graph_lines.drift_from(catalog, held.id), *graph_lines.drift_to(catalog, store.keys_of(catalog, [held.id])[0])]
    return Lineage(cited_by, tuple(keys[one] for one in line), tuple(dict.fromkeys(wrong)), changed, reversed_on)


def reversed_day(catalog: Catalog, letter: LetterKey) -> str | None:
    """The ISO date of the held reconsideration that reversed the letter."""
    later = reversal(letter, store.reconsiderations(catalog))
    return later.response_date if later else None


def _told(drift: Drift) -> str:
    """One wrong copy as a sentence that states the mismatch and leaves the judgement to the reader."""
    count = len(drift.letters)
    letters = f"{count} letter{'' if count == 1 else 's'}, first {drift.letters[0]}"
    right = f"the letter has {drift.right}" if drift.certain else f"most letters have {drift.right}; the letter is not held"
    return f"{drift.cited}: {drift.kind} {drift.written} in {letters}; {right}"


def _folded(sentence: str, on: Terminal) -> list[str]:
    return textwrap.wrap(sentence, on.width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
