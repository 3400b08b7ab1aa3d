"""Which accounts tell of the same letter, and by what name a letter is called.

Two accounts are of one letter where company and response date agree and no known incoming date or proponent contradicts;
where one of them has no response yet, where company and incoming date agree. The partition depends on the accounts alone,
never on the order in which they came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_FORMS = frozenset({
    "inc", "incorporated", "corp", "corporation", "co", "cos", "company", "companies", "ltd", "limited", "llc", "lp", "llp",
    "plc", "sa", "nv", "ag", "se", "group", "holding", "holdings", "the",
})  # fmt: skip
_COMMON = frozenset({
    "the", "and", "for", "of", "fund", "funds", "trust", "pension", "plan", "limited", "ltd", "inc", "llc", "company", "group",
    "association", "retirement", "system", "foundation",
})  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Account:
    """What tells accounts apart. `key` is unique; `source` as in HeldLetter; `sha256` is None without a document."""

    key: str
    source: str
    company_key: str
    response_date: str | None
    incoming_date: str | None
    proponents: tuple[str, ...] = ()
    outcome: str | None = None
    sha256: str | None = None


Mentions = Callable[[str, str], bool]
"""Whether the text of a document (by its SHA-256) mentions a name."""


def words(name: str) -> list[str]:
    """The words of a name in plain lower-case ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _WORD.findall(re.sub(r"['’]", "", plain).lower())


def company_key(company: str | None) -> str:
    """What two spellings of one company share: no corporate form, "the", "and", punctuation or space; "" for None."""
    left = [word for word in words(company or "") if word != "and"]
    kept = left[1:] if left[:1] == ["the"] else left
    while len(kept) > 1 and kept[-1] in _FORMS:
        kept = kept[:-1]
    return "".join(kept or left)


def slug(company: str | None) -> str:
    """The company part of an id ("internap-network-services-corporation")."""
    return "-".join(words(company or "")) or "unknown-company"


def form(company: str | None, response_date: str | None, incoming_date: str | None) -> str:
    """The id a letter of these facts is given where no other letter has it."""
    return f"{slug(company)}-{response_date or incoming_date or 'undated'}"


def partition(accounts: Iterable[Account], mentions: Mentions) -> list[list[Account]]:
    """The accounts parted into letters, each list and the whole in a fixed order.

    Agglomerative: the pairs that agree most join first, and two groups only where no member contradicts another. A pair
    that would tie with a rival (a third account that fits as well, and contradicts) does not join: a letter too many can be
    seen, two letters taken for one cannot.
    """
    ordered = sorted(accounts, key=lambda account: account.key)
    scores: dict[tuple[str, str], int] = {}
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if (score := agreement(a, b, mentions)) is not None:
                scores[a.key, b.key] = score

    def fits(one: str, other: str) -> int | None:
        return scores.get((min(one, other), max(one, other)))

    group = {account.key: [account.key] for account in ordered}
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        left, right = group[one], group[other]
        if left is right or any(fits(x, y) is None for x in left for y in right):
            continue
        if _rival(left, right, score, group, fits) or _rival(right, left, score, group, fits):
            continue
        merged = sorted(left + right)
        for key in merged:
            group[key] = merged
    by_key = {account.key: account for account in ordered}
    seen: dict[int, list[str]] = {id(keys): keys for keys in group.values()}
    return sorted(([by_key[key] for key in keys] for keys in seen.values()), key=lambda members: members[0].key)


def _rival(
    left: Sequence[str], right: Sequence[str], score: int, group: dict[str, list[str]], fits: Callable[[str, str], int | None]
) -> bool:
    """Whether some third account fits `left` as well as `right` does, and contradicts `right`."""
    for key in group:
        if key in left or key in right:
            continue
        if all(fits(key, other) is not None for other in right):
            continue
        best = [found for mine in left if (found := fits(key, mine)) is not None]
        if len(best) == len(left) and max(best) >= score:
            return True
    return False


def agreement(a: Account, b: Account, mentions: Mentions) -> int | None:
    """How strongly two accounts agree on being one letter; None where they contradict or share too little."""
    if a.company_key != b.company_key or not a.company_key or a.source == b.source == "facts":
        return None
    if a.incoming_date and b.incoming_date and a.incoming_date != b.incoming_date:
        return None
    same_request = bool(a.incoming_date and a.incoming_date == b.incoming_date)
    if a.response_date != b.response_date if a.response_date and b.response_date else not same_request:
        return None
    shared = share_holder(a.proponents, b.proponents)
    if a.proponents and b.proponents and not shared and not _mentioned(a, b, mentions):
        return None
    agree_on_outcome = bool(a.outcome and a.outcome == b.outcome)
    differ_on_outcome = bool(a.outcome and b.outcome and a.outcome != b.outcome)
    return 4 * same_request + 4 * shared + 2 * bool(a.response_date and b.response_date) + agree_on_outcome - differ_on_outcome


def _mentioned(a: Account, b: Account, mentions: Mentions) -> bool:
    """Whether each document among the two names a proponent of the other: a representative may stand for the holder."""
    documents = [(one.sha256, other.proponents) for one, other in ((a, b), (b, a)) if one.sha256]
    return bool(documents) and all(any(mentions(sha256, name) for name in names) for sha256, names in documents)


def share_holder(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether some name of one list is a spelling of some name of the other ("Chevedden", "Mr. John Chevedden")."""
    return any(_same_person(a, b) for a in one for b in other)


def _same_person(a: str, b: str) -> bool:
    left, right = ({word for word in words(name) if len(word) > 2} - _COMMON for name in (a, b))
    if left and right and len(left & right) >= min(2, len(left), len(right)):
        return True
    return SequenceMatcher(None, " ".join(words(a)), " ".join(words(b))).ratio() >= 0.85


def holder_words(name: str) -> list[str]:
    """The words of a proponent's name that tell it from others, the longest first."""
    return sorted((word for word in words(name) if len(word) > 3 and word not in _COMMON), key=lambda word: (-len(word), word))
