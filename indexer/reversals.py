"""Which held letters the staff later reversed, as far as the held letters themselves show it."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.records import LetterKey
from indexer import names


def reversed_letters(keys: Iterable[LetterKey]) -> dict[str, str]:
    """Id of a reversed letter -> id of the reconsideration that reversed it.

    A reconsideration names the date of the response that it reconsiders; the letter of that company and date is reversed where
    the outcomes differ. A reconsideration without that date looks for the company's one other letter of the year before it
    with the same proponent.
    """
    held = [key for key in keys if key.company]
    by_company: dict[str, list[LetterKey]] = {}
    for key in held:
        by_company.setdefault(names.fold(key.company or ""), []).append(key)
    found: dict[str, str] = {}
    for later in held:
        if later.kind != "reconsideration" or later.response_date is None:
            continue
        for earlier in by_company[names.fold(later.company or "")]:
            if earlier.id != later.id and _reconsidered(earlier, later) and _differ(earlier.outcome, later.outcome):
                found[earlier.id] = later.id
    return found


def _reconsidered(earlier: LetterKey, later: LetterKey) -> bool:
    if later.reconsiders is not None:
        return earlier.response_date == later.reconsiders
    same_holder = bool({p.casefold() for p in earlier.proponents} & {p.casefold() for p in later.proponents})
    before, after = earlier.response_date or "", later.response_date or ""
    return same_holder and before < after and int(after[:4]) - int(before[:4] or 0) <= 1


def _differ(earlier: str | None, later: str | None) -> bool:
    """Whether one grants what the other refused."""
    granted = ("concurred", "concurred_in_part")
    return (earlier in granted and later == "not_concurred") or (earlier == "not_concurred" and later in granted)
