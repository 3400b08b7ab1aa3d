"""The seam between a search and the engine that runs it: a query as understood, its weighted clauses, and what comes back.

`search/language.py` makes a `Query` from what was typed; `search/ranking.py` turns it into a `Search`, where every weight
stands; any `Engine` runs a `Search`. No engine knows what a clause means, and nobody else how postings are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

WORD_FIELDS = ("response", "argument", "proponent", "authority", "subject", "names")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or quoted phrase to be found: its stems in order, and how it was typed. Several stems: side by side.

    `in_concept`: a concept was read from it too, which speaks for it.
    """

    stems: tuple[str, ...]
    typed: str
    in_concept: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """All of these must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of these must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """This must not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Has:
    """A key of a field ("rule", "14a-8(e)") stands at `least` or higher; several terms: one of them."""

    field: str
    terms: tuple[str, ...]
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Between:
    """The letter's date lies in [since, until] (ISO; None: open), or its days late in [least, most]."""

    since: str | None = None
    until: str | None = None
    least: int | None = None
    most: int | None = None


Node = Word | Both | Either | Without | Has | Between


@dataclass(frozen=True, slots=True)
class Company:
    """A company that was named: as typed, the held names it means, and whether spelling had to be forgiven."""

    typed: str
    names: tuple[str, ...]
    misspelt: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was understood. Dates are ISO; `late` is (least, most) days late; `about_days` a number of days asked for.

    `rules`, `outcomes`, `concepts`, `companies`, `guidance` (bulletins and releases as the index names them) and `words` rank
    and explain; what must hold stands in `limits` (from options, prefixes, quotes and Boolean words) and in `since`, `until`.
    `letters` are ids named by a citation. `cites` are ids of which one must be cited (None: not asked), `cites_names` names as
    citations give them, that will do too. `notes` say what was not understood, or was read in a way that may surprise.
    """

    text: str
    rules: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    companies: tuple[Company, ...] = ()
    guidance: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    words: tuple[Word, ...] = ()
    letters: tuple[str, ...] = ()
    cites: tuple[str, ...] | None = None
    cites_names: tuple[str, ...] = ()
    cites_typed: str | None = None
    waiver: str | None = None
    about_days: int | None = None
    late: tuple[int | None, int | None] | None = None
    deliveries: tuple[str, ...] = ()
    limits: tuple[Node, ...] = ()
    prefers_exclusion: bool = False
    year: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One posting list and what a letter in it earns: its posting's own weight times `weight`.

    `instead`: another word that stands for the one asked for. Such terms come last, and rarity does not hang on them.
    """

    field: str
    text: str
    weight: float = 1.0
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that speak of one thing. A letter earns the best of them (`total`: their sum, at most `cap`), times `weight`.

    `by_rarity` multiplies by the inverse document frequency of all that the clause finds, by other words only if it must
    (`Term.instead`). `orders`: it adds to letters that another clause found, and finds none. `counts` is what the clause adds
    to how much of the query a letter covers, times rarity where it is of `words`; `absent` is that where no letter at all has
    any of its terms (None: the same). `days`: instead of terms, nearness of the
    letter's days late to that number.
    """

    name: str
    terms: tuple[Term, ...]
    weight: float
    total: bool = False
    cap: float = 1.0
    by_rarity: bool = False
    counts: float = 0.0
    absent: float | None = None
    days: int | None = None
    orders: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What an engine runs: clauses to score, nodes that must hold, ids to keep to, and how many of the best to return.

    `order` is `relevance`, `date` or `late`; ties go to the later letter, then by id. Letters that earn nothing are left out
    unless there are no clauses. `count` asks for counts by outcome, ground and year over all that is found.
    """

    clauses: tuple[Clause, ...]
    limits: tuple[Node, ...] = ()
    only: frozenset[str] | None = None
    order: str = "relevance"
    top: int = 200
    count: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A letter found: its score, the share of the query it covers (0-1), and what each clause gave, before its weight."""

    id: str
    score: float
    covers: float
    evidence: tuple[float, ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """The best letters in order, how many there are in all, and counts by "outcome", "rule" and "year" over all of them."""

    found: tuple[Match, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))


class Engine(Protocol):
    """Runs searches over a fixed set of letters. Two engines over the same letters return the same matches."""

    @property
    def letters(self) -> int:
        """How many letters it holds."""
        ...

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Every company name, present and former: folded (`names.fold`) -> as spelled."""
        ...

    def run(self, search: Search) -> Matches:
        """The letters that a search finds, best first."""
        ...

    def level(self, letter_id: str, field: str, term: str) -> float:
        """How high a key stands in one letter, 0 where it does not."""
        ...

    def frequency(self, stem: str) -> int:
        """In how many letters a word stands."""
        ...
