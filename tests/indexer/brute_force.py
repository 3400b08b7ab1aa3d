"""A third engine, as plain as can be: it looks at every letter and every term. It shares no code with the others' scoring."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexer.fields import Entry, word_weights
from indexer.query import WORD_FIELDS, Between, Both, Clause, Either, Has, Match, Matches, Node, Search, Without, Word


class BruteForce:
    """An engine by the letter of the protocol's documentation."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._weights = [
            {**{f: dict(levels) for f, levels in e.keys.items()}, **{f: word_weights(e, f) for f in WORD_FIELDS}}
            for e in entries
        ]

    @property
    def letters(self) -> int:
        return len(self._entries)

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        return {}

    def level(self, letter_id: str, field: str, term: str) -> float:
        return next(e.keys.get(field, {}).get(term, 0.0) for e in self._entries if e.id == letter_id)

    def frequency(self, stem: str) -> int:
        return sum(any(stem in e.texts.get(f, ()) for f in WORD_FIELDS) for e in self._entries)

    def run(self, search: Search) -> Matches:
        earned = [[self._earned(clause, n) for n in range(self.letters)] for clause in search.clauses]
        factors = [
            math.log(1 + (self.letters - k + 0.5) / (k + 0.5)) if clause.by_rarity else 1.0
            for clause, values in zip(search.clauses, earned, strict=True)
            for itself in [replace(clause, terms=tuple(term for term in clause.terms if not term.instead))]
            for own in [sum(self._earned(itself, n) > 0 for n in range(self.letters))]
            for k in [own or sum(value > 0 for value in values)]
        ]
        rarest = math.log(1 + (self.letters + 0.5) / 0.5)
        weigh = []
        for clause, values, factor in zip(search.clauses, earned, factors, strict=True):
            nowhere = not any(values) and clause.absent is not None and not clause.words
            weigh.append(clause.absent if nowhere else clause.counts * (4 * factor / rarest if clause.words else 1))
        found: list[Match] = []
        for n, entry in enumerate(self._entries):
            if not all(self._holds(node, n) for node in search.limits):
                continue
            if search.only is not None and entry.id not in search.only:
                continue
            mine = tuple(values[n] for values in earned)
            if search.clauses and not any(v for v, c in zip(mine, search.clauses, strict=True) if not c.orders):
                continue
            rows = list(zip(search.clauses, mine, factors, strict=True))
            score = sum(c.weight * v * f for c, v, f in rows)
            asked = sum(weigh)
            met = sum(w * min(1.0, 2 * v) for w, v in zip(weigh, mine, strict=True))
            found.append(Match(entry.id, score, met / asked if asked else 1.0, mine, entry.date))
        late = {e.id: -1 if e.days_late is None else e.days_late for e in self._entries}
        keys = {
            "relevance": lambda m: (-round(m.score, 9), _newest(m), m.id),
            "date": lambda m: (_newest(m), -round(m.score, 9), m.id),
            "late": lambda m: (-late[m.id], -round(m.score, 9), _newest(m), m.id),
        }
        return Matches(tuple(sorted(found, key=keys[search.order])[: search.top]), len(found))

    def _earned(self, clause: Clause, n: int) -> float:
        if clause.days is not None:
            days = self._entries[n].days_late
            return 1 / (1 + abs(math.log2(days / clause.days))) if days and days > 0 else 0.0
        values = [t.weight * self._weights[n].get(t.field, {}).get(t.text, 0.0) for t in clause.terms]
        if not values:
            return 0.0
        return min(clause.cap, sum(values)) if clause.total else max(values)

    def _holds(self, node: Node, n: int) -> bool:
        entry = self._entries[n]
        match node:
            case Word(stems=stems):
                texts = (entry.texts.get(f, ()) for f in WORD_FIELDS)
                return any(stems == words[i : i + len(stems)] for words in texts for i in range(len(words)))
            case Both(parts=parts):
                return all(self._holds(p, n) for p in parts)
            case Either(parts=parts):
                return any(self._holds(p, n) for p in parts)
            case Without(part=part):
                return not self._holds(part, n)
            case Has(field=field, terms=terms, least=least):
                held = self._weights[n].get(field, {})
                return any(t in held and held[t] >= least for t in terms)
            case Between(since=since, until=until, least=low, most=high):
                if (since or until) and not (entry.date and (since or "") <= entry.date <= (until or "9999")):
                    return False
                if low is None and high is None:
                    return True
                days = entry.days_late
                return days is not None and (low or 0) <= days and (high is None or days <= high)


def _newest(match: Match) -> int:
    return -int(match.date.replace("-", "")) if match.date else 0
