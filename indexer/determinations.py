"""Joins what the company argued and what the staff ruled into one determination for each ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Determination, Span, Spans
from indexer.found import Found
from indexer.outcome import Ruling
from indexer.rules import find_names, modern, same_ground

_DECIDED = ("concurred", "not_concurred", "no_view")


@dataclass(frozen=True, slots=True)
class Merged:
    """Every ground argued or ruled on, once, and those on which the response rests or rules, in the staff's order."""

    determinations: tuple[Found[Determination], ...]
    bases_staff: tuple[Found[str], ...]


def merge(ruling: Ruling, asserted: Sequence[Found[str]]) -> Merged:
    """The determinations of a file: the company's grounds in their order, then those that only the staff names.

    One ground at two grains is one determination in the staff's words; "14a-8(e)(1)" and "14a-8(e)(2)" are two. A ground
    that the staff does not decide is `not_addressed`, as is every ground of a file withdrawn or unanswered.
    """
    ruled = _finest(ruling.grounds) or tuple(_supplied(ruling, asserted))
    left = list(ruled)
    merged: list[Found[Determination]] = []
    for ground in asserted:
        matching = _matching(ground.value, left, asserted)
        if not matching and any(_kin(ground.value, done.value.basis) for done in ruled):
            continue
        merged += matching or [Found(Determination(ground.value, "not_addressed"), ground.spans)]
        left = [each for each in left if each not in matching]
    named = [d.value.basis for d in (*merged, *left)]
    still_open = (g for g in ruling.open_grounds if not any(_kin(g.value, basis) for basis in named))
    merged += [*left, *(Found(Determination(g.value, "not_addressed"), g.spans) for g in still_open)]
    decided = tuple(Found(d.value.basis, d.spans) for d in ruled if d.value.result in _DECIDED)
    return Merged(tuple(merged), decided)


def _kin(a: str, b: str) -> bool:
    """Whether two numbers name one ground: the same, one within the other, or old and new."""
    return same_ground(a, b) is not None


def _matching(basis: str, ruled: Sequence[Found[Determination]], asserted: Sequence[Found[str]]) -> list[Found[Determination]]:
    """The staff's rulings on a ground that the company argued: that very number, or its kin that are not argued themselves."""
    exact = [each for each in ruled if each.value.basis == basis]
    argued = {ground.value for ground in asserted}
    return exact or [each for each in ruled if _kin(basis, each.value.basis) and each.value.basis not in argued]


def _finest(grounds: Sequence[Found[Determination]]) -> tuple[Found[Determination], ...]:
    """The staff's grounds without a number that another of them, with the same result, states more exactly."""

    def stated_finer(each: Found[Determination]) -> bool:
        return any(
            other.value.result == each.value.result and same_ground(each.value.basis, other.value.basis) == "above"
            for other in grounds
        )

    return tuple(each for each in grounds if not stated_finer(each))


def _supplied(ruling: Ruling, asserted: Sequence[Found[str]]) -> Iterator[Found[Determination]]:
    """The ground of a holding that names no rule: the one argued, or the argued one whose name the holding speaks."""
    result = {"concurred": "concurred", "concurred_in_part": "concurred", "not_concurred": "not_concurred"}.get(
        ruling.outcome.value or ""
    )
    if result is None or not ruling.unnamed or not asserted:
        return
    spoken = {rule for said in ruling.unnamed for rule, _, _ in find_names(said.clause.text)}
    argued = [g.value for g in asserted if modern(g.value) in spoken]
    chosen = argued if len(argued) == 1 else [g.value for g in asserted] if len(asserted) == 1 else []
    for basis in chosen:
        yield Found(Determination(basis, result), _short(ruling.unnamed[0].span))


def _short(span: Span) -> Spans:
    return ((span[0], min(span[1], span[0] + 300)),)
