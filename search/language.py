"""What was typed, understood: rules, outcomes, names, dates, facts, concepts, and the words that are left.

Nothing that a person types is an error. What is not understood is a word, and odd syntax is explained in the query's notes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from indexer.concepts import vocabulary
from indexer.query import Both, Has, Node, Query, Without, Word
from indexer.words import phrase_stems, stems, typed_words
from search import boolean, dates_asked, days_asked, guidance_asked, letters_asked, outcomes_asked, rules_asked, spelling
from search.boolean import Item
from search.named import Names
from search.typed import Typed

canonical = rules_asked.canonical
outcome_named = outcomes_asked.named

LONGEST = 2_000
"""Characters of a query that are read; the rest is passed over with a note."""
MOST_WORDS = 32


def understand(text: str, names: Names, today: datetime.date | None = None) -> Query:
    """The query that `text` means over the letters that `names` knows. `today` dates "the last five years"."""
    notes: list[str] = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notes.append(f"only the first {LONGEST:,} characters were read")
    query = Query(text)
    typed = Typed(spelling.mended(text, names, notes))
    marks: dict[int, Node] = {}
    query = _prefixes(typed, query, names, marks, notes)
    query = replace(query, guidance=tuple(dict.fromkeys(guidance_asked.read(typed))))
    query = letters_asked.citing(typed, query, names)
    query = letters_asked.citations(typed, query, names, notes)
    for at, rule in rules_asked.read(typed, notes):
        meant = next((concept for head, concept in _NO_GROUND.items() if rule.startswith(head)), None)
        if meant is not None:
            query = replace(query, concepts=_added(query.concepts, meant))
            continue
        marks[at] = Has("rule", (rule,), least=0.15)
        if not _denied(typed.text, at):
            query = replace(query, rules=_added(query.rules, rule))
    when = dates_asked.read(typed, today or datetime.date.today())
    query = replace(
        query, since=_later(query.since, when.since), until=_earlier(query.until, when.until), year=when.year or query.year
    )
    query = days_asked.read(typed, query)
    phrases = _quotes(typed, marks, notes)
    query = letters_asked.companies(typed, query, names, notes)
    query = _outcomes(typed, query, marks)
    query = replace(query, prefers_exclusion=outcomes_asked.wants_exclusion(typed.text))
    query = _words(typed, query, phrases)
    limits, odd = _operators(typed, query, marks)
    return replace(query, limits=(*query.limits, *limits), notes=(*notes, *odd))


_NO_GROUND = {"14a-8(g)": "burden", "14a-8(j)": "waiver_80_day"}
"""Paragraphs on which no proposal is left out: who asks for them asks for what they are about."""


def _denied(text: str, at: int) -> bool:
    """Whether what stands at a place is what NOT or a minus keeps out."""
    return bool(re.search(r"(?:\bNOT\s+|(?<![\w)])-)$", text[:at]))


def _later(one: str | None, other: str | None) -> str | None:
    return max(one, other) if one and other else one or other


def _earlier(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one and other else one or other


# --- prefixes: late:>30, delivery:fax, proponent:"..."

_PREFIX = (
    r"(?P<not>(?<![\w])[-])?\b(?P<key>rule|outcome|company|proponent|firm|counsel|cites|late|days-late|delivery|since|until|year|source)"
    r":\s*(?P<value>\"[^\"]*\"?|[^\s]+)"
)
DELIVERIES = {
    "email": "email", "e-mail": "email", "mail": "mail", "post": "mail", "fax": "fax", "facsimile": "fax", "courier": "courier",
    "fedex": "courier", "ups": "courier", "messenger": "courier", "hand": "hand",
}  # fmt: skip


def _prefixes(typed: Typed, query: Query, names: Names, marks: dict[int, Node], notes: list[str]) -> Query:
    for match in typed.find(re.compile(_PREFIX, re.I)) if ":" in typed.text else ():
        key, value = match["key"].lower(), match["value"].strip('"').strip()
        if not value:
            continue
        changed = _option(query, key, value, names, notes)
        if changed is None:
            notes.append(f"{match[0].strip()!r} was not understood and is searched as words")
            continue
        typed.take(*match.span())
        if match["not"] and changed.limits != query.limits:
            *kept, last = changed.limits
            changed = replace(changed, limits=(*kept, Without(last)))
        query = changed
    return query


def _option(query: Query, key: str, value: str, names: Names, notes: list[str]) -> Query | None:
    """The query with one fixed condition added, or None where its value cannot be read."""
    match key:
        case "rule":
            rule = canonical(value)
            return None if rule is None else with_rule(query, rule)
        case "outcome":
            outcome = outcome_named(value)
            return None if outcome is None else with_outcome(query, outcome)
        case "company":
            return with_company(query, value, names, notes)
        case "cites":
            return with_cites(query, value, names, notes)
        case "proponent" | "firm" | "counsel":
            field = "holder" if key == "proponent" else "firm"
            return with_person(query, field, value)
        case "late" | "days-late":
            limits = days_asked.between(value)
            return None if limits is None else replace(query, late=limits)
        case "delivery":
            delivery = DELIVERIES.get(value.lower())
            return None if delivery is None else with_delivery(query, delivery)
        case "since" | "until" | "year":
            return with_date(query, key, value)
        case _:
            return replace(query, limits=(*query.limits, Has("fact", (f"source={value.lower()}",))))


def with_rule(query: Query, rule: str) -> Query:
    """The query kept to letters on `rule` (canonical)."""
    return replace(query, rules=_added(query.rules, rule), limits=(*query.limits, Has("rule", (rule,), least=0.15)))


def with_outcome(query: Query, outcome: str) -> Query:
    """The query kept to one outcome."""
    return replace(
        query, outcomes=_added(query.outcomes, outcome), limits=(*query.limits, Has("outcome", (outcome,), least=0.5))
    )


def with_delivery(query: Query, delivery: str) -> Query:
    """The query kept to proposals that came by one way."""
    limit = Has("fact", (f"delivery={delivery}",))
    return replace(query, deliveries=_added(query.deliveries, delivery), limits=(*query.limits, limit))


def with_company(query: Query, value: str, names: Names, notes: list[str]) -> Query:
    """The query kept to the letters of one company, by any name it had."""
    company = names.company(value)
    if company is None:
        near = names.near(value)
        notes.append(f"no letter of {value!r} is held" + (f"; did you mean {' or '.join(near)}?" if near else ""))
        return replace(query, limits=(*query.limits, Has("company", ())))
    return replace(
        query, companies=(*query.companies, company), limits=(*query.limits, Has("company", names.keys(company.names)))
    )


def with_cites(query: Query, value: str, names: Names, notes: list[str]) -> Query:
    """The query kept to letters that cite a letter of the company, or the one letter of a citation."""
    ids, given = names.cited_by_name(value)
    if ids is None and not given:
        notes.append(f"no letter of {value!r} is held or cited")
    return replace(query, cites=ids or (), cites_names=given, cites_typed=value)


def with_person(query: Query, field: str, value: str) -> Query:
    """The query kept to letters of a proponent or firm whose name holds these words."""
    parts = tuple(Has(field, (stem,)) for stem in stems(value))
    return replace(query, limits=(*query.limits, Both(parts))) if parts else query


def with_date(query: Query, key: str, value: str) -> Query | None:
    """The query limited by a date, None where it cannot be read."""
    since, until = dates_asked.bound(value, upper=False), dates_asked.bound(value, upper=True)
    if since is None or until is None or not _exists(value):
        return None
    if key == "since":
        return replace(query, since=_later(query.since, since))
    if key == "until":
        return replace(query, until=_earlier(query.until, until))
    return replace(query, since=_later(query.since, since), until=_earlier(query.until, until))


def _exists(value: str) -> bool:
    """Whether a day written as 2015-03-09 is in the calendar; other forms are read as they can be."""
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", value.strip()):
        return True
    try:
        datetime.date(*map(int, value.strip().split("-")))
    except ValueError:
        return False
    return True


def _outcomes(typed: Typed, query: Query, marks: dict[int, Node]) -> Query:
    """Outcomes asked for; that of a waiver or a reconsideration is its own."""
    for at, value in outcomes_asked.read(typed):
        if value.startswith("waiver"):
            query = replace(query, waiver=value.removeprefix("waiver_"), concepts=_added(query.concepts, "waiver_80_day"))
        elif value in vocabulary().concepts:
            query = replace(query, concepts=_added(query.concepts, value))
        else:
            query = replace(query, outcomes=_added(query.outcomes, value))
            marks[at] = Has("outcome", (value,), least=0.5)
    return query


# --- words

_KEPT_OUT = re.compile(r"(?:\bNOT\s+|(?<![\w\x00)])-)(?=[\w'])[\w'’-]+")
"""A word after NOT or a minus: it limits, and is no subject."""
_SENTENCE = re.compile(r"(?<=[a-z0-9][a-z0-9][.;?!])\s+", re.I)
_QUOTED = re.compile(r"[\"“”]([^\"“”]*)([\"“”]|$)")


def _quotes(typed: Typed, marks: dict[int, Node], notes: list[str]) -> tuple[Word, ...]:
    """Quoted phrases: they must stand as they are quoted, and rank too."""
    found: list[Word] = []
    for match in typed.find(_QUOTED):
        if not match[2]:
            notes.append("a quotation mark was never closed; the words were read to the end")
        words = tuple(stems(match[1].replace("\x00", " ")))
        typed.take(*match.span())
        if words:
            word = Word(words, " ".join(match[1].replace("\x00", " ").split()))
            marks[match.start()] = word
            found.append(word)
    return tuple(found)


def _words(typed: Typed, query: Query, phrases: Sequence[Word]) -> Query:
    """Concepts among the words, and the words themselves."""
    concepts = list(query.concepts)
    words: list[Word] = list(phrases)
    kept = _KEPT_OUT.sub(lambda m: " " * len(m[0]), typed.left)
    plain = boolean.OPERATOR.sub(lambda m: " " * len(m[0]), re.sub(r"\x00+", " ", kept))
    known = vocabulary().concepts
    in_concept: set[str] = set()
    for sentence in _SENTENCE.split(plain):  # "... all month. His statement ..." speaks of no monthly statement
        tokens = phrase_stems(sentence)[: 4 * MOST_WORDS]
        for name, start, end in vocabulary().asked(tokens):
            if not name.startswith("reconsideration_"):
                concepts.append(name)
                in_concept.update(known[name].words().intersection(tokens[start:end]))
    for phrase in phrases:
        concepts += [name for name, _, _ in vocabulary().asked(phrase_stems(phrase.typed))]
    seen: set[str] = set()
    for folded, stem in typed_words(plain):
        if stem in seen or len(words) >= MOST_WORDS or stem in _asking_words():
            continue
        seen.add(stem)
        words.append(Word((stem,), folded, stem in in_concept))
    return replace(query, concepts=tuple(dict.fromkeys(concepts)), words=tuple(words))


@cache
def _asking_words() -> frozenset[str]:
    """Words of asking, not of the subject: "letters", "staff", "find", "precedent"."""
    return frozenset(
        stems(
            "letter letters staff sec find show search looking precedent precedents any about involving regarding concerning "
            "rule no-action noaction request requests case cases example examples please want need company companies proposal "
            "proposals shareholder stockholder proponent proponents 14a8 14a 8 division commission say said saying let lets "
            "leave question ask asked asking know there case enough anyway instead actually really ever stuck happen happens "
            "happened okay possible using"
        )
    )


def _operators(typed: Typed, query: Query, marks: dict[int, Node]) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What Boolean words, signs and quotes demand, in the order typed."""
    pieces: list[tuple[int, Item]] = [(at, Item(node)) for at, node in marks.items()]
    for match in boolean.OPERATOR.finditer(typed.left):
        pieces.append((match.start(), boolean.operator(match[0])))
    if not any(item.operator in ("AND", "OR", "NOT", "+", "-") for _, item in pieces):
        return tuple(node for node in marks.values() if isinstance(node, Word)), ()
    for match in re.finditer(r"[\w'’-]+", boolean.OPERATOR.sub(lambda m: " " * len(m[0]), typed.left.replace("\x00", " "))):
        pieces += [(match.start(), Item(Word((stem,), match[0]))) for stem in stems(match[0])[:1]]
    pieces.sort(key=lambda piece: piece[0])
    return boolean.limits([item for _, item in pieces])


def _added(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value in values else (*values, value)
