"""One letter as an answer: why it is here, the staff's own words, and a snippet with the match marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.catalog import Catalog
from corpus.records import HeldLetter, Span, Text
from indexer import fields
from indexer.concepts import vocabulary
from indexer.query import Match, Query
from indexer.words import empty_words, light_words, phrase_stems, plain, stem
from search.guidance_asked import spoken

MARK = "**"
LONGEST_SNIPPET = 320
LONGEST_STAFF_WORDS = 600
_WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")
_HOLDING = re.compile(
    r"some basis for your (?:view|opinion)|unable to concur|will not object|express(?:es)? no (?:view|position)|now moot|"
    r"find no basis|may be excluded|could be excluded|grants? the reconsideration|not found it necessary",
    re.I,
)

_RELIEF = re.compile(
    r"(?<!no )(?<!not )\bsome basis for your (?:view|opinion)|(?:may|could) be excluded|grants? the recons", re.I
)
_CONDITION = re.compile(r"\b(?:unless|to the extent|provided that|if the proponent)\b", re.I)


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter found, with what an answer says of it. `snippet` marks what matched with `**`."""

    held: HeldLetter
    score: float
    cited_by_count: int
    why: tuple[str, ...]
    snippet: str | None
    staff_words: str | None
    reversed_on: str | None = None
    """The ISO date on which the staff reversed it."""

    def as_json(self) -> dict[str, Any]:
        """The hit as `search --json` gives it."""
        letter = self.held.letter
        return {
            "id": self.held.id,
            "company": letter.company,
            "response_date": letter.response_date,
            "incoming_date": letter.incoming_date,
            "outcome": letter.outcome,
            "conditional": letter.conditional,
            "reversed_on": self.reversed_on,
            "bases_staff": list(letter.bases_staff),
            "determinations": [{"basis": d.basis, "result": d.result} for d in letter.determinations],
            "timeliness": asdict(letter.timeliness) if letter.timeliness else None,
            "cited_by_count": self.cited_by_count,
            "score": round(self.score, 3),
            "snippet": self.snippet,
            "staff_words": self.staff_words,
            "why": list(self.why),
            "source": self.held.source,
        }


Speaks = Callable[[str, str], float]
"""Letter id, concept -> how far the letter itself speaks of it: what it earned may be for a concept near to that."""


def hits_of(
    catalog: Catalog, query: Query, matches: Sequence[Match], clauses: Sequence[str], speaks: Speaks
) -> tuple[Hit, ...]:
    """The hits of some matches: only their letters and texts are loaded."""
    from corpus.catalog import edges
    from indexer.standing import key_of
    from search.lineage import reversed_day

    ids = [match.id for match in matches]
    held = {letter.id: letter for letter in catalog.many(ids)}
    counts = edges.counts(catalog, ids)
    found: list[Hit] = []
    for match in matches:
        letter = held[match.id]
        text = catalog.text(match.id) if letter.source == "letter" else None
        reversed_on = reversed_day(catalog, key_of(letter))
        why = tuple(dict.fromkeys(reasons(query, letter, match, clauses, speaks, reversed_on)))
        words = staff_words(letter, text)
        found.append(Hit(letter, match.score, counts.get(match.id, 0), why, snippet(query, letter, text), words, reversed_on))
    return tuple(found)


# --- why


_RESULT = {
    "concurred": "the staff concurred on {}",
    "not_concurred": "the staff did not concur on {}",
    "no_view": "the staff gave no view on {}",
    "not_addressed": "{} was argued; the staff did not address it",
    None: "{} is named; the result is not known",
}


def reasons(
    query: Query, held: HeldLetter, match: Match, clauses: Sequence[str], speaks: Speaks, reversed_on: str | None = None
) -> Iterator[str]:
    """Short reasons, the weightiest first."""
    letter = held.letter
    earned = {name: value for name, value in zip(clauses, match.evidence, strict=True) if value > 0}
    for name in earned:
        kind, _, rest = name.partition(" ")
        if name == "letter":
            yield "the letter that was named"
        elif kind == "company":
            former = letter.company and all(rest.casefold() not in n.casefold() for n in (letter.company,))
            yield f"of {letter.company}" + (f", found as {rest!r}" if former else "")
        elif kind in ("rule", "implied"):
            yield _ground(held, rest)
        elif kind == "guidance":
            yield f"cites {spoken(rest)}"
        elif kind == "waiver":
            if letter.waiver_80_day:
                yield f"the 80-day requirement was {'waived' if letter.waiver_80_day == 'granted' else 'not waived'}"
            else:
                yield "the 80-day requirement is discussed"
        elif name == "days late" and letter.timeliness and letter.timeliness.days_late:
            days = letter.timeliness.days_late
            yield f"{days} day{'' if days == 1 else 's'} late"
    if query.cites is not None:
        yield f"cites {query.cites_typed}"
    if "reversed" in query.concepts and reversed_on:
        yield "reversed later"
    known = vocabulary().concepts
    labels = [
        known[concept].label
        for kind, _, concept in (name.partition(" ") for name in earned)
        if kind == "concept" and concept != "reversed" and speaks(match.id, concept) >= 0.2
    ]
    if labels:
        yield "speaks of: " + ", ".join(labels[:4])
    words = [name.removeprefix("word ") for name in earned if name.startswith("word ")]
    if words:
        yield "words: " + ", ".join(words[:6])


def _ground(held: HeldLetter, rule: str) -> str:
    """What the letter says on a rule, by its own number."""
    from indexer import rulebook

    letter = held.letter
    date = letter.response_date or letter.incoming_date
    on = [d for d in letter.determinations if rule in {r for r, _ in fields.numbers(d.basis, date)}]
    if not on:
        return f"{rule} is mentioned"
    best = max(on, key=lambda d: fields.standing(letter, d.basis, d.result))
    said = _RESULT[best.result].format(best.basis)
    if letter.outcome == "no_objection":
        said = f"{best.basis}: no objection on the company's representation, no view on the merits"
    old = rulebook.equivalents(best.basis, date) != (best.basis,)
    return said + (" (the number before 1998)" if old else "")


# --- words


def staff_words(held: HeldLetter, text: Text | None) -> str | None:
    """The staff's own sentence on the matter, white space folded; None where no text is held or none is found."""
    if text is None:
        return None
    response = [zone.span for zone in held.letter.zones if zone.kind == "response"]
    said = fields.clean(text.content, response)
    found = [said[start:end] for start, end in fields.sentences(said) if _HOLDING.search(said[start:end])]
    telling = [s for s in found if "not found it necessary" not in s.lower()]
    if telling:
        return shortened(_quoted(_most_telling(telling, said, held), said), LONGEST_STAFF_WORDS)
    spans = held.letter.evidence.plain.get("outcome", ())
    where_read = shortened(_quoted([text.content[a:b] for a, b in sorted(spans)], text.content), LONGEST_STAFF_WORDS)
    return where_read or shortened(" ".join(found[:2]), LONGEST_STAFF_WORDS) or None


def _quoted(holdings: Sequence[str], said: str) -> str:
    """The sentences as one quotation, with dots where what stands between two of them is left out."""
    quoted, end = "", 0
    for holding in holdings:
        start = said.find(holding, end)
        apart = " ... " if said[end:start].strip() else " "
        quoted += (apart if quoted else "") + holding
        end = start + len(holding)
    return quoted


def _most_telling(holdings: Sequence[str], said: str, held: HeldLetter) -> Sequence[str]:
    """Two of the holdings: in a letter that gives relief one that gives it, with its condition, refusals before it or not."""
    gives = next((n for n, holding in enumerate(holdings) if _RELIEF.search(holding)), 0)
    if gives < 2 or held.letter.outcome not in ("concurred", "concurred_in_part"):
        return holdings[:2]
    behind = said[said.find(holdings[gives]) + len(holdings[gives]) :].lstrip()
    following = next((behind[a:b] for a, b in fields.sentences(behind)), "")
    return [*holdings[gives - 1 : gives + 1], *([following] if _CONDITION.search(following) else [])]


def snippet(query: Query, held: HeldLetter, text: Text | None) -> str | None:
    """The sentence of the response or the argument that speaks most of what was asked, matches marked; else the note."""
    wanted = _wanted(query)
    if text is None:
        return marked(held.note, wanted) if held.note else None
    scored: list[tuple[float, str]] = []
    for kind, share in (("response", 1.2), ("company", 1.0), ("proponent", 0.7)):
        spans = [zone.span for zone in held.letter.zones if zone.kind == kind]
        for sentence in _sentences(text, spans):
            scored.append((share * len(wanted.intersection(phrase_stems(sentence))), sentence))
    best = max((worth for worth, _ in scored), default=0.0)
    # A sentence that says it in other words may be better than one that has a word: concepts are read in the likely ones only.
    likely = [(worth, sentence) for worth, sentence in scored if worth >= best - 1]
    found = max(likely, key=lambda one: one[0] + (0.6 if _speaks(query, one[1]) else 0.0), default=None) if best else None
    found = found or next(((1.0, sentence) for _, sentence in scored if _speaks(query, sentence)), None)
    return marked(shortened(found[1], LONGEST_SNIPPET), wanted) if found else None


def _sentences(text: Text, spans: Sequence[Span]) -> Iterator[str]:
    said = fields.clean(text.content, spans)
    for start, end in fields.sentences(said):
        if not fields.is_boilerplate(said[start:end]):
            yield said[start:end]


def _wanted(query: Query) -> frozenset[str]:
    from search.ranking import related

    stems = {one for word in query.words for one in word.stems}
    return frozenset(stems | {other for one in stems for other in related(one)})


def _speaks(query: Query, sentence: str) -> bool:
    asked = set(query.concepts)
    return bool(asked) and any(name in asked for name, _, _ in vocabulary().mentions(phrase_stems(sentence)))


def marked(sentence: str, wanted: frozenset[str]) -> str:
    """The sentence with the words that were asked for between `**`."""
    drop = empty_words() | light_words()

    def mark(match: re.Match[str]) -> str:
        folded = plain(match[0])
        parts = folded.replace("-", " ").split()
        hit = any(part not in drop and stem(part) in wanted for part in (*parts, folded))
        return f"{MARK}{match[0]}{MARK}" if hit else match[0]

    return _WORD.sub(mark, sentence)


def shortened(text: str, longest: int) -> str:
    """White space folded, cut at a word where it is longer."""
    folded = " ".join(text.split())
    if len(folded) <= longest:
        return folded
    return folded[: folded.rfind(" ", 0, longest - 3)].rstrip(" ,;") + " ..."
