"""What of a letter is indexed: its words by who speaks, and what the record says, as weighted keys.

The staff's response, the company's argument and the proponent's argument are fields of their own. Sentences that speak of
cited letters are kept apart (`authority`): their facts are another letter's. Boilerplate, stamps and exhibits are left out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from functools import cache
from importlib.resources import files

from corpus.records import HeldLetter, Letter, Span, Text
from indexer import names, rulebook
from indexer.concepts import vocabulary
from indexer.words import content, phrase_stems, stems

VERSION = 12
"""Raised when what is indexed changes; an index of another version is rebuilt."""

TYPICAL_LENGTH = {
    "response": 90, "argument": 500, "proponent": 250, "authority": 120, "subject": 20, "names": 12,
}  # fmt: skip
"""The text fields, and about how many content words each has: what BM25 measures a field's length against."""

K1, B = 1.2, 0.5
STEPS = 64
"""Weights are kept in steps of 1/64, which every engine stores exactly."""

OLD_NUMBER, REVERSED, ON_REPRESENTATION, ARGUED, UNKNOWN, MENTIONED = 0.7, 0.66, 0.64, 0.33, 0.5, 0.1
"""How far a letter stands on a rule, where the staff's ruling on it under its present number is 1."""
IN_PART = 0.6
"""How far relief in part is a concurrence; below `REVERSED`, which is the least that a letter has of its own outcome."""
ELSEWHERE = 0.35
"""What a concept counts in a letter that turns on another ground than the concept's own."""
OTHERWISE_SENT = 0.6
"""What a way of delivery counts that is spoken of where the record tells of another."""
SPOKEN = {"response": 1.0, "subject": 0.9, "argument": 0.65, "proponent": 0.45, "authority": 0.22}
"""How much it says that a concept stands in a field."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as an engine holds it.

    `texts`: field -> stems in order. `keys`: field -> term -> level, in steps of 1/64. `date` is the response's, else the
    request's (ISO); `days_late` calendar days. `names` are the company's, present and former, as spelled.
    """

    id: str
    texts: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, Mapping[str, float]]
    date: str | None
    days_late: int | None
    names: tuple[str, ...]


def made_by() -> str:
    """What entries depend on besides the letters: a change of any of it makes an index stale."""
    from hashlib import sha256

    tables = sha256()
    for name in ("concepts.json", "words.json", "boilerplate.json"):
        tables.update(files("indexer").joinpath("data", name).read_bytes())
    return f"{VERSION}.{tables.hexdigest()[:12]}"


def step(level: float) -> float:
    """`level` rounded to a step that is never 0."""
    return max(1, round(level * STEPS)) / STEPS


@cache
def saturated(count: int, length: int, typical: int) -> float:
    """BM25's share of a word that stands `count` times in a field of `length` words, 0 to 1 (Robertson and Zaragoza 2009)."""
    return step(count / (count + K1 * (1 - B + B * length / typical)))


def word_weights(entry: Entry, field: str) -> dict[str, float]:
    """Stem -> weight of the words of one text field."""
    words = entry.texts.get(field, ())
    typical = TYPICAL_LENGTH[field]
    return {word: saturated(count, len(words), typical) for word, count in Counter(words).items()}


def entry_of(held: HeldLetter, text: Text | None, *, reversed_later: bool = False, reverses: bool = False) -> Entry:
    """The entry of a held letter; `text` is None where it is known by facts only.

    `reversed_later`: a held letter reversed it; `reverses`: it reversed a held letter.
    """
    letter = held.letter
    said = _spoken(letter, text)
    said["subject"] = _subject(held)
    spoken = {field: [phrase_stems(sentence) for sentence in lines] for field, lines in said.items()}
    texts = {field: tuple(s for line in lines for s in content(line)) for field, lines in spoken.items()}
    texts["names"] = tuple(_name_words(letter, text))
    date = letter.response_date or letter.incoming_date
    mentioned = _mentioned(said)
    own = {n for n in (letter.company, *letter.former_names) if n}
    concepts = concept_keys(letter, spoken, mentioned)
    for name in _shown_by_record(letter, reversed_later, reverses):
        concepts[name] = 1.0
    if sent_in_time(letter, said):
        concepts["mailed_in_time"] = 1.0
    keys = {
        "id": {held.id: 1.0},
        "rule": rule_keys(letter, date, reversed_later, mentioned),
        "basis": {d.basis: standing(letter, d.basis, d.result) for d in letter.determinations},
        "ruling": ruling_keys(letter, date, reversed_later),
        "outcome": outcome_keys(letter, reversed_later),
        "concept": concepts,
        "company": {names.fold(n): 1.0 for n in own},
        "holder": dict.fromkeys((s for p in letter.proponents for s in stems(p)), 1.0),
        "firm": dict.fromkeys(stems(f"{letter.firm or ''} {letter.counsel or ''}"), 1.0),
        "guidance": {guidance_key(one.name): 1.0 for one in letter.guidance if one.kind != "case"},
        "fact": fact_keys(letter, held.source, reversed_later),
    }
    if date:
        keys["year"] = {date[:4]: 1.0}
    late = letter.timeliness.days_late if letter.timeliness else None
    rounded = {field: {term: step(level) for term, level in sorted(terms.items())} for field, terms in keys.items()}
    return Entry(held.id, texts, rounded, date, late, tuple(sorted(own)))


# --- who speaks


def _spoken(letter: Letter, text: Text | None) -> dict[str, list[str]]:
    """The sentences of each text field, boilerplate left out, those about cited letters under `authority`."""
    found: dict[str, list[str]] = {"response": [], "argument": [], "proponent": [], "authority": []}
    if text is None:
        return found
    field_of = {"response": "response", "company": "argument", "proponent": "proponent"}
    if not {zone.kind for zone in letter.zones} & set(field_of):
        field_of = {"other": "argument"}
    cited = _cited_words(letter)
    places = sorted({span[0] for spans in letter.evidence.items.get("citations", ()) for span in spans})
    for kind, field in field_of.items():
        said = clean(text.content, [zone.span for zone in letter.zones if zone.kind == kind], places)
        formulas = _formulas_in(said)
        for start, end in sentences(said):
            sentence = said[start:end]
            if any(find(sentence) for find in formulas):
                continue
            about_others = _CITED in sentence or (cited is not None and cited.search(sentence) is not None)
            found["authority" if about_others else field].append(sentence)
    return found


_CITED = "\x01"
_HYPHENATED = re.compile(r"(?<=[A-Za-z])-[ \t]*\n[ \t]*(?=[a-z])")
_PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_SPACE = re.compile(r"[ \t\n\f\r\x0b]*[\t\n\f\r\x0b][ \t\n\f\r\x0b]*| {2,}")


def clean(source: str, spans: Iterable[Span], places: Sequence[int] = ()) -> str:
    """The stretches of `source` with lines joined, a paragraph a line; a sign that no letter has stands at each of `places`.

    The words are those of `views.view`, which also remembers where each came from; thousands of letters need not.
    """
    pieces: list[str] = []
    for start, end in spans:
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            pieces += (source[start:at], _CITED)
            start = at
        pieces += (source[start:end], "\n\n")
    joined = _HYPHENATED.sub("", "".join(pieces))
    return "\n".join(_SPACE.sub(" ", paragraph) for paragraph in _PARAGRAPH.split(joined))


_END = re.compile(r"(?<=[.!?;:])[\"')\]”’]*\s+(?=[\x01\"'(\[“‘]?[A-Z0-9])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Corp|Cos?|Ltd|Mr|Mrs|Ms|Dr|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|avail|e\.g|i\.e|v|vs|St|Sec|"
    r"U\.S|Jr|Sr|cf|Rev|Prof|Bros)\.|\b[A-Z]\.|See,|:)$"
)


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a clean text, as spans; an abbreviation's full stop ends none."""
    start = 0
    for gap in _END.finditer(text):
        at = gap.start()
        if gap[0][0] != "\n" and _ABBREVIATED.search(text, max(start, at - 8), at):
            continue
        if at > start and not text[start:at].isspace():
            yield start, at
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


_Finder = Callable[[str], re.Match[str] | None]


@cache
def _formulas() -> tuple[tuple[str, _Finder], ...]:
    """What stands in each formula, in lower case, and what finds it in a sentence."""
    rows = json.loads(files("indexer").joinpath("data/boilerplate.json").read_text(encoding="utf-8"))["formulas"]
    return tuple((row["holds"], _finder(row["pattern"])) for row in rows)


def _finder(pattern: str) -> _Finder:
    compiled = re.compile(pattern.removeprefix("^"), re.I)
    return compiled.match if pattern.startswith("^") else compiled.search


def _formulas_in(text: str) -> list[_Finder]:
    """The formulas that can stand in `text`: most cannot, and need not be tried on every sentence."""
    folded = text.lower()
    return [find for holds, find in _formulas() if holds in folded]


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is one of the formulas that stand in nearly every file (indexer/data/boilerplate.json)."""
    return any(find(sentence) for find in _formulas_in(sentence))


def _cited_words(letter: Letter) -> re.Pattern[str] | None:
    """The telling first words of cited companies ("Orrin"), as a short form would use them; not the company's own."""
    own = set(names.words(" ".join((letter.company or "", *letter.former_names))))
    words: set[str] = set()
    for citation in letter.citations:
        first = re.match(r"(?:The )?([A-Z][\w'&-]{3,})", citation.company)
        if first and first[1].casefold() not in own:
            words.add(first[1])
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words))) + r")\b") if words else None


def _subject(held: HeldLetter) -> list[str]:
    """What the proposal is about: the staff's words, the resolved clause, the starter's note."""
    proposal = held.letter.proposal
    return [s for s in (held.note, proposal and proposal.topic, proposal and proposal.resolved) if s]


_SIGNED = re.compile(r"\bSincerely,?\s+([^\n]{3,60})")


def _name_words(letter: Letter, text: Text | None) -> list[str]:
    """The words of the names of all who take part, those who signed for the staff included."""
    people = (letter.company, *letter.former_names, *letter.proponents, letter.counsel, letter.firm, letter.signatory)
    covers = [text.content[zone.span[0] : zone.span[1]] for zone in letter.zones if zone.kind == "cover"] if text else []
    signed = (match[1] for cover in covers for match in _SIGNED.finditer(cover))
    return [s for person in dict.fromkeys((*people, *signed)) if person for s in stems(person)]


# --- what the record says


def standing(letter: Letter, basis: str, result: str | None) -> float:
    """How far the letter stands on a ground: 1 where the staff ruled on the merits, less where it is only argued."""
    if result is None:
        return UNKNOWN if basis in letter.bases_staff else ARGUED
    if letter.outcome == "no_objection":
        return ON_REPRESENTATION if result == "no_view" else ARGUED
    return 1.0 if result != "not_addressed" else ARGUED


def rule_keys(letter: Letter, date: str | None, reversed_later: bool, mentioned: Iterable[str]) -> dict[str, float]:
    """Rule -> level: each ground and what contains it, under its own number and today's."""
    found: dict[str, float] = {}
    for ruling in letter.determinations:
        level = standing(letter, ruling.basis, ruling.result) * (REVERSED if reversed_later else 1.0)
        for rule, share in numbers(ruling.basis, date):
            found[rule] = max(found.get(rule, 0.0), level * share)
    for rule in mentioned:
        for number, _ in numbers(rule, date):
            found.setdefault(number, MENTIONED)
    return found


def numbers(basis: str, date: str | None) -> Iterator[tuple[str, float]]:
    """Every number under which a ground is found, and its share: 1 as it is written, less for an old ground's new number."""
    new = rulebook.equivalents(basis, date)
    if new == (basis,):
        yield from ((rule, 1.0) for rule in (basis, *rulebook.ancestors(basis)))
        return
    yield from ((rule, OLD_NUMBER) for n in new for rule in (n, *rulebook.ancestors(n)))
    yield from ((rule, 1.0) for rule in (basis, *rulebook.ancestors(basis)) if rule not in rulebook.PARAGRAPHS)


def ruling_keys(letter: Letter, date: str | None, reversed_later: bool) -> dict[str, float]:
    """ "rule=result" -> level, for the grounds on which the staff ruled on the merits."""
    found: dict[str, float] = {}
    for ruling in letter.determinations:
        result = ruling.result
        if result in (None, "not_addressed") and letter.outcome in ("withdrawn", "incoming_only", "no_objection"):
            result = letter.outcome
        if letter.outcome == "no_objection":
            result = "no_objection"
        if result is None:
            continue
        for rule, share in numbers(ruling.basis, date):
            key = f"{rule}={result}"
            found[key] = max(found.get(key, 0.0), share * (REVERSED if reversed_later else 1.0))
    return found


def outcome_keys(letter: Letter, reversed_later: bool) -> dict[str, float]:
    """Outcome -> level. Relief in part counts as a concurrence too, and as a refusal of what was not granted."""
    if letter.outcome is None:
        return {}
    level = REVERSED if reversed_later else 1.0
    found = {letter.outcome: level}
    if letter.outcome == "concurred_in_part":
        found |= {"concurred": IN_PART * level, "not_concurred": 0.4 * level}
    elif any(d.result == "not_concurred" for d in letter.determinations):
        found.setdefault("not_concurred", 0.4 * level)
    return found


_NUMBER_OF_GUIDANCE = re.compile(r"(\d+)[ -]?([A-M]?)$", re.I)


def guidance_key(name: str) -> str:
    """What a bulletin or release is found by: its number ("14f" of "Staff Legal Bulletin No. 14F", "40018" of "34-40018")."""
    number = _NUMBER_OF_GUIDANCE.search(name.strip())
    return (number[1] + number[2]).lower() if number else names.fold(name)


def fact_keys(letter: Letter, source: str, reversed_later: bool) -> dict[str, float]:
    """Facts to filter by and to rank with: delivery, waiver, kind, condition, source, merits."""
    found = {f"source={source}": 1.0, f"kind={letter.kind}": 1.0}
    if letter.timeliness and letter.timeliness.delivery:
        found[f"delivery={letter.timeliness.delivery}"] = 1.0
    if letter.timeliness and letter.timeliness.days_late is not None:
        found["days=known"] = 1.0
    if letter.waiver_80_day:
        plain = letter.kind == "initial" and (letter.response_date or "9") >= rulebook.RENUMBERED_ON
        found[f"waiver={letter.waiver_80_day}"] = 1.0 if plain else OLD_NUMBER
    if letter.conditional:
        found["conditional=true"] = 1.0
    if reversed_later:
        found["reversed=true"] = 1.0
    if letter.outcome in ("concurred", "concurred_in_part", "not_concurred"):
        found["merits=true"] = 1.0
    return found


def concept_keys(letter: Letter, spoken: Mapping[str, Iterable[Sequence[str]]], mentioned: Iterable[str]) -> dict[str, float]:
    """Concept -> level, by who speaks of it and how often. `spoken`: sentences as stems."""
    known = vocabulary()
    counts: dict[str, Counter[str]] = {}
    for field, lines in spoken.items():
        for line in lines:
            for name in {mention[0] for mention in known.mentions(line)}:
                counts.setdefault(name, Counter())[field] += 1
    found: dict[str, float] = {}
    sent = letter.timeliness.delivery if letter.timeliness else None
    grounds = {rule for d in letter.determinations for rule, _ in numbers(d.basis, letter.response_date)}
    for name, per_field in counts.items():
        concept = known.concepts[name]
        level = max(SPOKEN[field] * _insistence(field, n) for field, n in per_field.items())
        level = min(1.0, level + 0.05 * (len(per_field) - 1))
        if concept.of and concept.of not in grounds:
            level *= ELSEWHERE
        if sent and concept.facts.get("delivery", sent) != sent:
            level *= OTHERWISE_SENT
        found[name] = level
    if "14a-8(e)" in grounds and "14a-8(f)" not in grounds and any(r.startswith("14a-8(f)") for r in mentioned):
        found["no_notice_needed"] = max(found.get("no_notice_needed", 0.0), SPOKEN["argument"])
    return found


def _insistence(field: str, count: int) -> float:
    """The company's argument that comes back to a concept speaks of it more than one that names it once."""
    return min(1.3, 1.0 + 0.1 * (count - 1)) if field == "argument" else 1.0


def _shown_by_record(letter: Letter, reversed_later: bool, reverses: bool) -> Iterator[str]:
    """The concepts that the record shows, whatever the words."""
    shown = {
        "outcome": letter.outcome,
        "kind": letter.kind,
        "conditional": "true" if letter.conditional else None,
        "reversed": "true" if reversed_later else None,
        "reverses": "true" if reverses else None,
        "late": "true" if letter.timeliness else None,
        "delivery": letter.timeliness.delivery if letter.timeliness else None,
        "holders": "several" if len(letter.proponents) > 1 else None,
    }
    for holder in letter.proponents:  # what kind of holder: its name tells
        yield from (name for name, _, _ in vocabulary().kinds(phrase_stems(holder)))
    for name, concept in vocabulary().concepts.items():
        if concept.facts and all(shown.get(key) == value for key, value in concept.facts.items()):
            yield name


@cache
def _sending() -> frozenset[str]:
    return frozenset(stems("mail sent post postmark dispatch courier deposit wrote dated faxed"))


def sent_in_time(letter: Letter, spoken: Mapping[str, Iterable[str]]) -> bool:
    """Whether a late proposal is said to have been sent on a day within the six weeks up to the deadline."""
    late = letter.timeliness
    if late is None or late.deadline is None or late.received is None or late.received <= late.deadline:
        return False
    from indexer.dates import find_dates

    deadline = calendar_date.fromisoformat(late.deadline)
    for field in ("response", "argument", "proponent"):
        for line in spoken.get(field, ()):
            if not any(c.isdigit() for c in line) or _sending().isdisjoint(stems(line)):
                continue
            for found in find_dates(line):
                if found.iso < late.deadline and (deadline - calendar_date.fromisoformat(found.iso)).days <= 42:
                    return True
    return False


_RULE = re.compile(r"14a-?[8S]\s?((?:\(\s?[a-z0-9]{1,4}\s?\)\s?)+)", re.I)


_PARAGRAPH_NAMED = re.compile(r"paragraph ((?:\([a-z0-9]{1,4}\))+)")


def _mentioned(spoken: Mapping[str, Iterable[str]]) -> set[str]:
    """The paragraphs that the staff's or the company's words name, grounds or not."""
    found: set[str] = set()
    for field in ("response", "argument", "authority"):
        for line in spoken.get(field, ()):
            for match in _RULE.finditer(line) if "4a" in line or "4A" in line else ():
                rule = "14a-8" + re.sub(r"\s", "", match[1]).lower()
                if rulebook.known(rule):
                    found.add(rule)
            for bare in _PARAGRAPH_NAMED.finditer(line) if "paragraph (" in line else ():
                if rulebook.known("14a-8" + bare[1]):
                    found.add("14a-8" + bare[1])
    return found
