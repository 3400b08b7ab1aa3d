"""A generated corpus for the search benchmark: letters of 25 kB with real formulas and invented names, the same each time.

Of a letter's words the staff's response has 6%, the company's argument 35%, the proponent's 15%; the rest is exhibits and
boilerplate. Words follow Zipf's law over a vocabulary of 60,000 invented words; formulas of the staff and of counsel, rule
numbers and concept phrases stand among them, so that every part of the ranking has something to find.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate

from corpus.records import Citation, Determination, HeldLetter, Letter, Proposal, Text, Timeliness, Zone

SEED = 14
VOCABULARY = 60_000
SIZE = 25_000
SHARES = (("response", 0.06), ("company", 0.35), ("proponent", 0.15), ("exhibit", 0.30), ("procedures", 0.14))
GROUNDS = (
    "14a-8(e)(2)", "14a-8(i)(7)", "14a-8(i)(3)", "14a-8(i)(10)", "14a-8(b)", "14a-8(f)(1)", "14a-8(i)(8)", "14a-8(i)(2)",
    "14a-8(i)(11)", "14a-8(i)(12)", "14a-8(c)", "14a-8(d)",
)  # fmt: skip
OUTCOMES = ("concurred", "not_concurred", "concurred", "withdrawn", "no_view", "concurred_in_part", "no_objection")
_SYLLABLES = tuple(
    a + b for a in "bcdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "or", "us", "el", "ist")
)


@dataclass(frozen=True, slots=True)
class Made:
    """One generated letter and its text."""

    held: HeldLetter
    text: Text


class Corpus:
    """Generated letters by number; letter n is the same whatever the size of the corpus."""

    def __init__(self, seed: int = SEED, vocabulary: int = VOCABULARY, size: int = SIZE) -> None:
        self._seed, self._size = seed, size
        words = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < vocabulary:
            made["".join(words.choice(_SYLLABLES) for _ in range(words.randint(2, 4)))] = None
        self.words = list(made)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(vocabulary)))
        rows = json.loads(files("indexer").joinpath("data/concepts.json").read_text(encoding="utf-8"))["concepts"]
        self.sentences = [example for row in rows for example in row["examples"]]
        self.companies = [self._company(words) for _ in range(3_000)]

    def _company(self, chance: random.Random) -> str:
        kinds = ("Holdings, Inc.", "Corporation", "Company", "Industries, Inc.", "Bancorp", "Energy Corp.")
        first, second = (
            self.words[chance.randrange(len(self.words) // 7, len(self.words))],
            self.words[chance.randrange(len(self.words) // 7)],
        )
        return f"{first.title()} {second.title()} {chance.choice(kinds)}"

    def letter(self, n: int) -> Made:
        """Letter number n."""
        chance = random.Random(self._seed * 1_000_003 + n)
        company, day = self.companies[n % len(self.companies)], _day(n)
        ground, outcome = chance.choice(GROUNDS), chance.choice(OUTCOMES)
        late = (
            Timeliness("2006-11-20", "2006-12-04", chance.choice((1, 2, 3, 5, 14, 60, 160)), "mail")
            if "(e)" in ground
            else None
        )
        zones: list[Zone] = []
        pieces: list[str] = []
        at = 0
        for number, (kind, share) in enumerate(SHARES):
            piece = self._zone(kind, int(self._size * share), company, ground, outcome, chance)
            zones.append(Zone(kind, (at, at + len(piece)), number))
            pieces.append(piece)
            at += len(piece)
        result = {"concurred_in_part": "concurred", "no_objection": "no_view", "withdrawn": "not_addressed"}.get(
            outcome, outcome
        )
        cited = self.companies[chance.randrange(len(self.companies))]
        letter = Letter(
            company,
            day.isoformat(),
            (day - datetime.timedelta(days=40)).isoformat(),
            outcome=outcome,
            determinations=(Determination(ground, result),),
            bases_asserted=(ground,),
            bases_staff=() if result == "not_addressed" else (ground,),
            proponents=(f"{chance.choice(self.words).title()} {chance.choice(self.words).title()}",),
            firm=f"{chance.choice(self.words).title()} & {chance.choice(self.words).title()} LLP",
            citations=(Citation(cited, "2004-03-01", "company", f"{cited} (March 1, 2004)"),),
            timeliness=late,
            proposal=Proposal(self._prose(12, chance), None),
            zones=tuple(zones),
        )
        letter_id = f"{company.lower().replace(',', '').replace('.', '').replace(' ', '-')}-{day}-{n}"
        return Made(HeldLetter(letter_id, letter, "letter"), Text("".join(pieces)))

    def letters(self, size: int) -> Iterator[Made]:
        """The first `size` letters."""
        return (self.letter(n) for n in range(size))

    def _zone(self, kind: str, size: int, company: str, ground: str, outcome: str, chance: random.Random) -> str:
        opening = {"response": _response(company, ground, outcome), "procedures": _PROCEDURES}.get(kind, "")
        pieces = [opening]
        length = len(opening)
        while length < size:
            if kind in ("response", "company", "proponent") and chance.random() < 0.08:
                piece = chance.choice(self.sentences) + " "
            else:
                piece = self._prose(chance.randint(8, 28), chance).capitalize() + ". "
            if chance.random() < 0.12:
                piece += "\n\n"
            pieces.append(piece)
            length += len(piece)
        return "".join(pieces) + "\n\n"

    def _prose(self, length: int, chance: random.Random) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self._weights, k=length))


def _day(n: int) -> datetime.date:
    return datetime.date(1985, 1, 2) + datetime.timedelta(days=(n * 37) % 15_000)


def _response(company: str, ground: str, outcome: str) -> str:
    concurs = f"There appears to be some basis for your view that {company} may exclude the proposal under rule {ground}."
    refuses = f"We are unable to concur in your view that {company} may exclude the proposal under rule {ground}."
    said = {
        "concurred": concurs,
        "concurred_in_part": concurs,
        "not_concurred": refuses,
        "no_view": f"We express no view on whether {company} may exclude the proposal under rule {ground}.",
        "withdrawn": "Because the matter is now moot, we will have no further comment.",
        "no_objection": "Based solely on that representation, we will not object if the Company excludes the proposal.",
    }[outcome]
    return f"Response of the Office of Chief Counsel\nDivision of Corporation Finance\n\nRe: {company}\n\n{said}\n\n"


_PROCEDURES = "DIVISION OF CORPORATION FINANCE\nINFORMAL PROCEDURES REGARDING SHAREHOLDER PROPOSALS\n\n"
