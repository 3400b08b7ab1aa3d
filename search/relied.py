"""The answer of `graph top`: the most relied-upon letters by a measure, on a ground or overall."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from corpus.catalog import Catalog
from corpus.catalog import edges as store
from corpus.catalog.edges import Arc
from corpus.errors import Unusable
from corpus.home import Home
from indexer import edges
from indexer.rulebook import modern
from indexer.standing import reversal, standings
from search.citing import reliance_line
from search.terminal import Terminal

MEASURES = {
    "influence": "influence",
    "cited-by": "cited_by",
    "pagerank": "pagerank",
    "authority": "authority",
    "hub": "hub",
}
_SAID = {
    "influence": "citations, each weighing half for every five years of its age",
    "cited-by": "number of held letters that cite it",
    "pagerank": "PageRank over the citations held",
    "authority": "authority by HITS over the citations held",
    "hub": "hub by HITS over the citations held",
}


def top(catalog: Catalog, home: Home, measure: str, rule: str | None, limit: int) -> dict[str, Any]:
    """The letters that stand highest by `measure` (a key of MEASURES), counted over citations for `rule` where one is given.

    PageRank, authority and hub are those of the whole graph; a rule only says which letters are ranked.
    """
    name = MEASURES.get(measure.replace("_", "-"))
    if name is None:
        raise Unusable(f"no measure {measure!r}", f"one of {', '.join(MEASURES)}")
    if catalog.meta("measured") is None and name != "cited_by":
        edges.ready(catalog)
        if catalog.fleeting:
            edges.measure(catalog)
    ranked = store.highest(catalog, name, limit) if rule is None else _on_rule(catalog, name, rule, limit)
    return {
        "measure": measure.replace("_", "-"),
        "rule": rule,
        "as_of": None if name == "cited_by" else catalog.meta("measured"),
        "ages_from": (catalog.meta("measured_until") or None) if name == "influence" else None,
        "letters": _rows(catalog, home, ranked, rule),
    }


def _on_rule(catalog: Catalog, name: str, rule: str, limit: int) -> list[tuple[str, float]]:
    citing: dict[str, dict[str, Arc]] = defaultdict(dict)
    for arc in store.arcs_for(catalog, modern(rule)):
        if arc.target is not None:
            citing[arc.target].setdefault(arc.letter, arc)
    if name == "cited_by":
        values = {letter: float(len(arcs)) for letter, arcs in citing.items()}
    elif name == "influence":
        newest = catalog.meta("measured_until")
        values = {letter: _decayed(arcs.values(), newest) for letter, arcs in citing.items()}
    else:
        values = {letter: value or 0.0 for letter, value in store.measure(catalog, name, citing).items()}
    return sorted(values.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _decayed(arcs: Iterable[Arc], newest: str | None) -> float:
    """Influence over some citations only, as `indexer.graph_measures.influence` weighs them."""
    from indexer.graph_measures import weight

    end = date.fromisoformat(newest).toordinal() if newest else 0
    return sum(sorted(weight(arc.citing_date, end) for arc in arcs))


def _rows(catalog: Catalog, home: Home, ranked: list[tuple[str, float]], rule: str | None) -> list[dict[str, Any]]:
    keys = {key.id: key for key in store.keys_of(catalog, [letter for letter, _ in ranked])}
    counts = store.counts(catalog, keys)
    later, tables = store.reconsiderations(catalog), standings(home)
    return [
        {
            "id": letter,
            "company": keys[letter].company,
            "response_date": keys[letter].response_date,
            "outcome": keys[letter].outcome,
            "conditional": keys[letter].conditional,
            "bases_staff": list(keys[letter].bases_staff),
            "value": round(value, 6),
            "cited_by_count": counts[letter],
            "relied_on": _reliance(catalog, letter),
            "standing": tables.sentence(keys[letter], rule, reversal(keys[letter], later)),
            "source": keys[letter].source,
        }
        for letter, value in ranked
    ]


def _reliance(catalog: Catalog, letter: str) -> list[dict[str, Any]]:
    """By ground: in how many letters it is cited for it, and the staff's results there; the commonest ground first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for ground, result, count in store.reliance(catalog, letter):
        found[ground][result or "not_addressed"] = found[ground].get(result or "not_addressed", 0) + count
    rows = [{"ground": ground, "letters": sum(results.values()), "results": results} for ground, results in found.items()]
    return sorted(rows, key=lambda row: (-int(str(row["letters"])), str(row["ground"])))


def _wrapped(text: str, on: Terminal) -> list[str]:
    return textwrap.wrap(text, on.width, initial_indent=" " * 15, subsequent_indent=" " * 17, break_on_hyphens=False)


def top_lines(found: dict[str, Any], on: Terminal) -> list[str]:
    """`graph top` as text: rank, value, letter, and what came of relying on it."""
    where = f" for {found['rule']}" if found["rule"] else ""
    as_of = f", as computed on {found['as_of']}" if found["as_of"] else ""
    ages = f", counted from {found['ages_from']}, the date of the newest letter held" if found["ages_from"] else ""
    told = f"Most relied upon{where} by {found['measure']} ({_SAID[found['measure']]}{ages or as_of})"
    head = [on.paint("strong", line) for line in textwrap.wrap(told, on.width, break_on_hyphens=False)]
    if not found["letters"]:
        return [*head, "", "No held letter is cited" + (" for it." if found["rule"] else ".")]
    lines = [*head, ""]
    for rank, row in enumerate(found["letters"], 1):
        value = f"{row['value']:g}" if found["measure"] == "cited-by" else f"{row['value']:.3g}"
        answer = f"({(row['outcome'] or 'not known').replace('_', ' ')})"
        room = on.width - 17 - len(row["id"])
        answer = f"  {answer}" if len(answer) <= room else f"\n{'':15}{answer}"
        lines.append(f"{rank:>3}  {value:>8}  {on.paint('strong', row['id'])}{answer}")
        for one in row["relied_on"][:2]:
            lines += [on.paint("dim", line) for line in _wrapped(reliance_line(one["ground"], one["results"]), on)]
        if row["standing"]:
            lines += [on.paint("weak", line) for line in _wrapped(row["standing"], on)]
    return lines
