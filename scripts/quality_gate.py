"""The parser's quality gate: `python3 -m scripts.quality_gate [--raise]`.

Scores the parser against the gold records of the project's own letters (tests/letters) and, where they are present, of the
shared specimens and real excerpts, prints one figure per field and what was gained and lost case by case since the floor was
pinned (scripts/quality_floor.json). Exit status 1 when a figure fell. `--raise` writes a new floor, only if none fell.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.readers import read_bytes
from corpus.serial import record
from indexer.reading import read

ROOT = Path(__file__).resolve().parent.parent
FLOOR = Path(__file__).with_name("quality_floor.json")
SETS = {
    "letters": ROOT / "tests" / "letters",
    "specimens": ROOT.parent / "shared" / "specimens",
    "real": ROOT.parent / "shared" / "real",
}

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a field of a case, or of all cases, came out: items right, items read, items in the gold record."""

    right: int
    got: int
    wanted: int

    def __add__(self, other: Tally) -> Tally:
        """Both tallies together."""
        return Tally(self.right + other.right, self.got + other.got, self.wanted + other.wanted)

    @property
    def figure(self) -> float:
        """F1: the harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        return round(2 * self.right / (self.got + self.wanted), 4) if self.got + self.wanted else 1.0


# --- what two records must share to agree

_FORMS = re.compile(
    r"\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|llp|lp|pc|group|holdings?|the|na|sa|nv|ag|mr|ms|mrs|dr)\b"
)


def name_key(name: str | None) -> str:
    """A company's or person's name without case, marks and corporate forms; the whole name where nothing else is left."""
    spaced = re.sub(r"[^a-z0-9&]+", " ", (name or "").casefold().replace("&", " and "))
    joined = re.sub(r"\b([a-z]) ([a-z])\b(?! [a-z]\b)", r"\1\2", spaced)
    kept = _FORMS.sub(" ", joined).split()
    while kept and kept[-1] == "and":
        kept.pop()
    return " ".join(kept or joined.split())


def guidance_key(item: Mapping[str, str]) -> tuple[str, str]:
    """A bulletin by its letter, a release by its last number, a case by the beginning of its name."""
    kind, name = item["kind"], item["name"]
    if kind == "bulletin":
        found = re.search(r"14\s?([A-M]?)\b", name)
        return kind, found[1] if found else name
    if kind == "release":
        numbers = re.findall(r"\d{4,6}", re.sub(r"\([^)]*\)", "", name))
        return kind, numbers[-1] if numbers else name
    return kind, name_key(name)[:24]


def _lateness(part: str) -> Callable[[Record], Any]:
    return lambda r: (r.get("timeliness") or {}).get(part)


ONE: dict[str, Callable[[Record], Any]] = {
    **{key: lambda r, key=key: name_key(r.get(key)) for key in ("company", "counsel", "firm", "signatory")},  # type: ignore[misc]
    **{
        key: lambda r, key=key: r.get(key)  # type: ignore[misc]
        for key in ("response_date", "incoming_date", "available_date", "kind", "outcome", "waiver_80_day")
    },
    "conditional": lambda r: bool(r.get("conditional")),
    **{f"timeliness.{part}": _lateness(part) for part in ("deadline", "received", "days_late", "delivery")},
}
"""Fields with one value, and what of a record is compared."""

MANY: dict[str, Callable[[Record], set[Any]]] = {
    "determinations": lambda r: {(d["basis"], d["result"]) for d in r.get("determinations") or ()},
    "bases_asserted": lambda r: set(r.get("bases_asserted") or ()),
    "bases_staff": lambda r: set(r.get("bases_staff") or ()),
    "proponents": lambda r: {name_key(p) for p in r.get("proponents") or ()},
    "citations": lambda r: {(name_key(c["company"]), c["date"], c["cited_by"]) for c in r.get("citations") or ()},
    "citations, any side": lambda r: {(name_key(c["company"]), c["date"]) for c in r.get("citations") or ()},
    "guidance": lambda r: {guidance_key(g) for g in r.get("guidance") or ()},
}
"""Fields with a list, compared as sets."""

_SIGNAL = re.compile(r"recommend|unable|concur|no.action|moot|not object|express|believe|view|reconsider|waive|withdr", re.I)


def compare(got: Record, gold: Record, text: str) -> dict[str, Tally]:
    """The tally of each field that the gold record decides, and of the evidence of what is right."""
    decided = set(gold["scored"]) if gold.get("partial") else None
    tallies: dict[str, Tally] = {}
    for field, value in ONE.items():
        in_question = not field.startswith("timeliness.") or got.get("timeliness") or gold.get("timeliness")
        if in_question and (decided is None or field.split(".")[0] in decided):
            tallies[field] = Tally(int(value(got) == value(gold)), 1, 1)
    for field, items in MANY.items():
        if decided is None or field.split(",")[0] in decided:
            ours, theirs = items(got), items(gold)
            tallies[field] = Tally(len(ours & theirs), len(ours), len(theirs))
    whole = all(tally.right == tally.got == tally.wanted for tally in tallies.values())
    shown = list(_shown(got, gold, text))
    tallies["evidence"] = Tally(sum(shown), len(shown), len(shown))
    tallies["whole record"] = Tally(int(whole), 1, 1)
    return tallies


def _shown(got: Record, gold: Record, text: str) -> Iterator[bool]:
    """For each right fact of those that evidence is asked for: whether its evidence shows it."""
    evidence = got.get("evidence") or {}
    noisy = bool(gold.get("noisy"))
    for field in ("response_date", "incoming_date", "company"):
        if not gold.get(field) or ONE[field](got) != ONE[field](gold):
            continue
        pieces = _pieces(evidence.get(field), 120, text)
        if field == "company":
            yield any(_opens_with(gold[field], piece) for piece in pieces)
        else:
            year, _, day = gold[field].split("-")
            yield noisy or any(year[2:] in piece or str(int(day)) in piece for piece in pieces)
    if gold.get("outcome") not in (None, "incoming_only") and got.get("outcome") == gold["outcome"]:
        yield any(_SIGNAL.search(piece) for piece in _pieces(evidence.get("outcome"), 600, text))
    wanted = MANY["citations, any side"](gold)
    places = evidence.get("citations") or []
    for number, cited in enumerate(got.get("citations") or ()):
        if (name_key(cited["company"]), cited["date"]) in wanted:
            spans = places[number] if number < len(places) else None
            yield any(noisy or _opens_with(cited["company"], piece) for piece in _pieces(spans, 300, text))


def _pieces(spans: Any, longest: int, text: str) -> list[str]:
    """The quoted pieces of up to three well-formed spans, none longer than `longest` characters."""
    pairs = [(span[0], span[1]) for span in (spans or ())[:3] if len(span) == 2]
    return [text[a:b].casefold() for a, b in pairs if 0 <= a < b <= len(text) and b - a <= longest]


def _opens_with(name: str, piece: str) -> bool:
    """Whether the beginning of a name stands in a quoted piece."""
    return re.sub(r"[^a-z0-9]", "", name_key(name))[:4] in re.sub(r"[^a-z0-9]", "", piece.replace("&", "and"))


# --- sets of cases

Scores = dict[str, dict[str, Tally]]
"""Case -> field -> tally."""


def score(folder: Path) -> Scores:
    """The tallies of every text of `folder` that has a gold record beside it."""
    scores: Scores = {}
    for file in sorted(folder.glob("*.txt")):
        beside = file.with_name(f"{file.stem}.gold.json")
        if beside.exists():
            text = read_bytes(file.read_bytes(), file.name)
            gold = json.loads(beside.read_text(encoding="utf-8"))
            scores[file.stem] = compare(record(read(text)), gold, text.content)
    return scores


def figures(scores: Scores) -> dict[str, float]:
    """Field -> figure over all cases: F1 for lists, the share exactly right for the others."""
    sums: defaultdict[str, Tally] = defaultdict(lambda: Tally(0, 0, 0))
    for tallies in scores.values():
        for field, tally in tallies.items():
            sums[field] += tally
    return {field: tally.figure for field, tally in sums.items()}


def pinned(scores: Scores) -> dict[str, Any]:
    """What the floor keeps of a set: its figures, and each case's fields that are not all right."""
    imperfect = {
        case: wrong for case, tallies in scores.items() if (wrong := {f: t.figure for f, t in tallies.items() if t.figure < 1})
    }
    return {"cases": len(scores), "figures": figures(scores), "imperfect": imperfect}


def changes(scores: Scores, floor: Mapping[str, Any]) -> Iterator[tuple[str, str, float, float]]:
    """(case, field, figure at the floor, figure now) of every case that came out otherwise than when the floor was pinned."""
    for case, tallies in scores.items():
        before = floor["imperfect"].get(case, {})
        for field, tally in tallies.items():
            if tally.figure != before.get(field, 1.0):
                yield case, field, before.get(field, 1.0), tally.figure


def report(name: str, scores: Scores, floor: Mapping[str, Any] | None) -> list[str]:
    """Prints a set's figures and changes; returns the fields whose figure fell below the floor."""
    now = figures(scores)
    was = floor["figures"] if floor else {}
    print(f"{name}: {len(scores)} letters")
    for field, figure in now.items():
        mark = "" if field not in was or figure == was[field] else f"   was {was[field]:.4f}"
        print(f"  {figure:.4f}  {field}{mark}")
    for case, field, before, after in changes(scores, floor) if floor else ():
        print(f"  {'gained' if after > before else 'LOST'}  {case}: {field} {before:.4f} -> {after:.4f}")
    return [f"{name}: {field}" for field in was if now.get(field, 0.0) < was[field]]


def main() -> int:
    """Scores, reports, and raises the floor where asked and allowed; returns the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raise", dest="lift", action="store_true", help="pin the present figures, if none fell")
    lift = options.parse_args().lift
    floors = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    fallen: list[str] = []
    for name, folder in SETS.items():
        if not folder.is_dir():
            print(f"{name}: not here, not scored")
            continue
        scores = score(folder)
        fallen += report(name, scores, floors.get(name))
        floors[name] = pinned(scores)
    if fallen:
        print("fell below the floor: " + "; ".join(fallen))
        return 1
    if lift:
        FLOOR.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        print(f"the floor is pinned: {FLOOR.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
