"""The facts of an argument, from plain words and options: days late, delivery, and the things that turned cases.

What is read from the words by the vocabulary of concepts is what letters are read by, so that both sides of a comparison speak
alike.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import Unusable
from indexer import deadlines
from indexer.concepts import HOLDER, SUBJECT, Mention, covered, vocabulary
from indexer.dates import first_date
from indexer.daycounts import find_counts
from indexer.query import Query, Word
from indexer.rules import canonical, equivalents, same_ground
from indexer.sentences import sentences
from indexer.timeliness import LATE_RULES, delivery_in
from indexer.words import phrase_stems, typed_words

LONGEST = 20_000
"""Characters of facts that are read."""
MOST_WORDS = 60
_ON_SUBSTANCE = ("14a-8(i)", "14a-8(c)(")
"""The grounds on what a proposal says, today's numbers and those before 1998; the others are on how it was submitted."""
_DEADLINE = re.compile(r"\bdeadline|\blate\b|\bafter (?:it|that date|the (?:last day|date))|\bdue\b", re.I)
_NOT_OF_RECEIPT = re.compile(
    r"^\s*(?:after|of|from|following) (?:(?:its|the|our) )?(?:receipt|receiving|(?:we|it|they) (?:got|received))", re.I
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts asked about: the ground (canonical), ISO dates, calendar days late, one of the ways of delivery, concepts."""

    rule: str
    text: str = ""
    deadline: str | None = None
    received: str | None = None
    days_late: int | None = None
    delivery: str | None = None
    concepts: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def query(self) -> Query:
        """The facts as a query for the engine."""
        deliveries = (self.delivery,) if self.delivery else ()
        return Query(self.text, concepts=self.concepts, words=self.words, about_days=self.days_late, deliveries=deliveries)

    def lines(self) -> list[str]:
        """The facts as they were understood, one a line."""
        known = vocabulary().concepts
        told = [f"ground: {self.rule}"]
        told += [f"deadline: {self.deadline}"] if self.deadline else []
        told += [f"received: {self.received}"] if self.received else []
        told += [f"days late: {self.days_late}"] if self.days_late else []
        told += [f"delivery: {self.delivery}"] if self.delivery else []
        labels = [known[name].label for name in self.concepts]
        return told + ([f"about: {'; '.join(labels)}"] if labels else [])


def read_argument(argument: str | None) -> str:
    """The FACTS argument's text: itself, standard input for "-", a file's for "@FILE" (Unusable where it cannot be read)."""
    if argument == "-":
        return sys.stdin.read()
    if argument and argument.startswith("@"):
        from corpus.readers import read_file

        return read_file(Path(argument[1:]))[1].content
    return argument or ""


@dataclass(frozen=True, slots=True)
class Options:
    """Facts given by options, as typed."""

    deadline: str | None = None
    received: str | None = None
    days_late: int | None = None
    delivery: str | None = None
    meeting_moved: bool = False


def facts_of(text: str, rule: str, options: Options = Options()) -> Facts:
    """The facts of an argument on `rule`. Options count before words. Raises Unusable for an option that cannot be read."""
    ground = canonical(rule)
    if ground is None:
        raise Unusable(f"--rule {rule!r} is no paragraph of rule 14a-8", "write it like 14a-8(e)(2) or 14a-8(i)(7)")
    text = text[:LONGEST]
    late = any(one.startswith(LATE_RULES) for one in (ground, *equivalents(ground)))
    due, came = day("--deadline", options.deadline), day("--received", options.received)
    days = deadlines.days_late(due, came) if due and came else options.days_late
    if days is None and late:
        days = _days_in(text)
    concepts, words = _read(text, ground)
    if options.meeting_moved and "moved_meeting" not in concepts:
        concepts = ("moved_meeting", *concepts)
    delivery = _delivery(options.delivery)
    if delivery is None and late:
        delivery = delivery_in(text) or _delivery_meant(concepts)
    return Facts(
        ground,
        text,
        due.isoformat() if due else None,
        came.isoformat() if came else None,
        days if days and days > 0 else None,
        delivery,
        concepts,
        words,
    )


def day(option: str, written: str | None) -> date | None:
    """The date that an option gives, in any usual form. Raises Unusable for what is none."""
    if written is None:
        return None
    found = first_date(written)
    if found is None:
        raise Unusable(f"{option} {written!r} is no date", "write 2026-12-09 or December 9, 2026")
    return date.fromisoformat(found.iso)


def _delivery(written: str | None) -> str | None:
    if written is None:
        return None
    from search.language import DELIVERIES

    if written.lower() not in DELIVERIES:
        raise Unusable(f"--delivery {written!r} is not known", "use email, fax, mail, courier or hand")
    return DELIVERIES[written.lower()]


def _delivery_meant(concepts: Sequence[str]) -> str | None:
    """The way of delivery that a concept stands for."""
    known = vocabulary().concepts
    return next((known[name].facts["delivery"] for name in concepts if "delivery" in known[name].facts), None)


def _days_in(text: str) -> int | None:
    """The days late that the words state: the first count in a sentence that speaks of lateness."""
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _DEADLINE.search(sentence):
            continue
        for count in find_counts(sentence):
            if count.late and not _NOT_OF_RECEIPT.match(sentence[count.end :]):
                return count.days
    return None


def _read(text: str, ground: str) -> tuple[tuple[str, ...], tuple[Word, ...]]:
    """The concepts that bear on the ground, and the words, those of a concept marked."""
    names: dict[str, None] = {}
    inside: set[str] = set()
    for start, end in sentences(text):
        tokens = phrase_stems(text[start:end])
        mentions = [mention for mention in _spoken_of(tokens) if _bears_on(mention[0], ground)]
        names.update(dict.fromkeys(name for name, _, _ in mentions))
        inside.update(token for token, flag in zip(tokens, covered(mentions, len(tokens)), strict=True) if flag)
    words: dict[str, Word] = {}
    for folded, stem in typed_words(text):
        if stem not in words and len(words) < MOST_WORDS:
            words[stem] = Word((stem,), folded, stem in inside)
    return tuple(names), tuple(words.values())


def _spoken_of(tokens: Sequence[str]) -> Iterator[Mention]:
    """The concepts of a sentence, in the words of letters or of those who ask, in the order in which the words stand.

    (A query's few words count in any order; in sentences that would find what nobody said.)
    """
    yield from vocabulary().mentions(tokens)
    for concept in vocabulary().concepts.values():
        for pattern in concept.ask:
            for start, token in enumerate(tokens):
                if token in pattern.parts[0] and (end := pattern.end(tokens, start)) is not None:
                    yield concept.name, start, end


def _bears_on(name: str, ground: str) -> bool:
    """Whether a concept can tell letters on the ground apart: it is not the ground itself, nor another ground's."""
    concept = vocabulary().concepts[name]
    if name.startswith(HOLDER) or (name.startswith(SUBJECT) and not ground.startswith(_ON_SUBSTANCE)):
        return False  # who filed it, or on what, tells no two late proposals apart
    if concept.rule and not name.startswith("subject_"):
        return False
    return concept.of is None or same_ground(concept.of, ground) is not None
