"""Which held letters the staff later reversed, as far as the held letters themselves show it."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.records import LetterKey
from indexer import names, rulebook


def reversed_letters(keys: Iterable[LetterKey]) -> dict[str, str]:
    """Id of a reversed letter -> id of the reconsideration that reversed it.

    A reconsideration names the date of the response that it reconsiders; the letter of that company and date is reversed where
    the outcomes differ, unless the staff ruled on other grounds alone: what it said on the first ones then stands. Where that
    date is not that of a held letter, it is the last one to the same holder within a year before.
    """
    held = [key for key in keys if key.company]
    by_company: dict[str, list[LetterKey]] = {}
    for key in held:
        by_company.setdefault(names.fold(key.company or ""), []).append(key)
    found: dict[str, str] = {}
    for later in held:
        if later.kind != "reconsideration" or later.response_date is None:
            continue
        earlier = _reconsidered(later, by_company[names.fold(later.company or "")])
        if earlier is not None and _differ(earlier.outcome, later.outcome) and _share_a_ground(earlier, later):
            found[earlier.id] = later.id
    return found


def _reconsidered(later: LetterKey, of_company: Iterable[LetterKey]) -> LetterKey | None:
    """The letter that `later` reconsiders."""
    before = [key for key in of_company if key.id != later.id and (key.response_date or "9") < (later.response_date or "")]
    dated = [key for key in before if key.response_date == later.reconsiders]
    holders = {p.casefold() for p in later.proponents}
    near = [
        key
        for key in before
        if holders & {p.casefold() for p in key.proponents}
        and _within_a_year(key.response_date or "", later.response_date or "")
    ]
    return max(dated or near, key=lambda key: (key.response_date or "", key.id), default=None)


def _within_a_year(before: str, after: str) -> bool:
    year, rest = before[:4], before[4:]
    return after <= f"{int(year) + 1:04d}{rest}"


def _share_a_ground(earlier: LetterKey, later: LetterKey) -> bool:
    """Whether the staff ruled on a ground in both; where it is not known of one of them, it is taken to have."""
    if not earlier.bases_staff or not later.bases_staff:
        return True
    days = earlier.response_date, later.response_date
    return any(rulebook.same_ground(a, b, *days) for a in earlier.bases_staff for b in later.bases_staff)


def _differ(earlier: str | None, later: str | None) -> bool:
    """Whether one grants what the other refused."""
    granted = ("concurred", "concurred_in_part")
    return (earlier in granted and later == "not_concurred") or (earlier == "not_concurred" and later in granted)
