"""What the staff's response does: outcome, condition, each ground it rules on, the 80 days, reconsideration.

Read from the response alone. What a concurrence rests on is the sentence that promises no enforcement action; "there
appears to be some basis" explains it. A refusal on one ground beside a concurrence on another leaves the outcome
`concurred`: the proposal may be omitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.records import Determination, Span, Spans
from indexer import milestones
from indexer.bundle import Bundle, charted
from indexer.dates import find_dates
from indexer.formulas import chart_outcome, fold, place, says
from indexer.found import Found
from indexer.responses import Response, Said, grounds_of, responses
from indexer.rules import find_rules, is_ground

HOLDING, FACT = 600, 300
"""The longest evidence of the staff's holding and of any other fact, in characters."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The staff's word on a file.

    `outcome` is one of corpus.records.OUTCOMES, or None where a response is held and cannot be read; `grounds` are those the
    response rules on or leaves without a view; `open_grounds` those it names and leaves open. `waiver` is `granted` or
    `denied`. `reconsideration` tells a second response in the matter; `reconsiders` is the first one's date (ISO).
    """

    outcome: Found[str | None]
    conditional: Found[bool]
    grounds: tuple[Found[Determination], ...] = ()
    open_grounds: tuple[Found[str], ...] = ()
    waiver: Found[str] | None = None
    reconsideration: bool = False
    reconsiders: Found[str] | None = None
    date: str | None = None
    unnamed: tuple[Said, ...] = ()


def read(bundle: Bundle) -> Ruling:
    """The ruling of a file: that of its later response where it holds two; `incoming_only` where it holds none."""
    entered = _from_chart(bundle)
    if entered:
        return entered
    found = responses(bundle)
    if not found:
        return Ruling(Found("incoming_only", ()), Found(False, ()))
    last = found[-1]
    again = len(found) > 1 or bool(last.says("reconsideration"))
    ruling = _ruling(last)
    if again and ruling.outcome.value is None:
        ruling = _after_reconsideration(last, found[:-1])
    return Ruling(
        ruling.outcome,
        ruling.conditional,
        ruling.grounds,
        ruling.open_grounds,
        _waiver(last),
        again,
        _reconsiders(bundle, last, found[:-1]) if again else None,
        last.date,
        ruling.unnamed,
    )


def _from_chart(bundle: Bundle) -> Ruling | None:
    """What the chart of a season enters, in a file that holds no letter or message of the staff's; None where none tells."""
    decisive = milestones.decisive(bundle)
    entry = next(charted(bundle, decisive, "response"), None) if decisive and decisive.form == "chart" else None
    outcome = chart_outcome(entry.value) if entry else None
    if entry is None or outcome is None or decisive is None:
        return None
    dated = milestones.dated_head(bundle, decisive)
    return Ruling(
        Found(outcome, tuple(_shortened(span) for span in entry.spans)),
        Found(False, ()),
        _entered_grounds(entry, tuple(charted(bundle, decisive, "bases")), outcome),
        reconsideration=milestones.kind(bundle).value == "reconsideration",
        date=dated.value if dated else None,
    )


_BOTH = ("14a-8(b)", "14a-8(f)")
"""The rules of one defect, proof of ownership and its notice, which an entry means together."""


def _entered_grounds(entry: Found[str], bases: tuple[Found[str], ...], outcome: str) -> tuple[Found[Determination], ...]:
    """The grounds that a chart's entry decides: those that it names; else those asserted, where it can only mean them all."""
    result = {"concurred_in_part": "concurred", "no_objection": "no_view"}.get(outcome, outcome)
    if result in ("withdrawn", "incoming_only"):
        return ()
    if named := _rules_in(entry):
        return tuple(Found(Determination(rule, result), spans) for rule, spans in named)
    listed = [each for base in bases for each in _rules_in(base)]
    alone = len(listed) == 1 or all(rule.startswith(_BOTH) for rule, _ in listed)
    if outcome == "no_objection" or not (alone or result in ("not_concurred", "no_view")):
        return ()
    return tuple(Found(Determination(rule, result), spans) for rule, spans in listed)


def _rules_in(cell: Found[str]) -> list[tuple[str, Spans]]:
    """The grounds that a chart's cell names, each with its place."""
    start = cell.spans[0][0]
    return [(rule, ((start + a, start + b),)) for rule, a, b in find_rules(cell.value) if is_ground(rule)]


def _ruling(response: Response) -> Ruling:
    """What one response holds by itself."""
    outcome, deciding = _outcome(response)
    grounds = _grounds(response, outcome)
    named = {g.value.basis for g in grounds}
    still_open = grounds_of(response.of("open"))
    return Ruling(
        Found(outcome, _holding(deciding)),
        _condition(response) if outcome == "concurred" else Found(False, ()),
        grounds,
        tuple(Found(rule, (said.rule_span(rule),)) for rule, said in still_open.items() if rule not in named),
        date=response.date,
        unnamed=() if grounds else deciding,
    )


_SINCE = "2025-11-17"
"""From this day on the staff object to no exclusion on a representation, and promise nothing else in these words."""


def _outcome(response: Response) -> tuple[str | None, tuple[Said, ...]]:
    """The outcome and the clauses that decide it, the telling one first."""
    of = response.of
    refused, viewless, withdrawn = of("refuse"), of("no_view"), of("withdrawn")
    if of("no_objection") and (response.says("representation") or (response.date or "") >= _SINCE):
        return "no_objection", of("no_objection")
    relief = of("relief") or of("no_objection")
    if relief:
        split = _one_of_two(relief + of("basis"), refused)
        return ("concurred_in_part", relief[:1] + refused) if split else ("concurred", relief[:2] + of("basis"))
    if of("relief_in_part", "cure"):
        return "concurred_in_part", of("relief_in_part", "cure")[:2] + of("basis", "basis_in_part", "refuse")
    if of("basis", "basis_in_part"):
        in_part = not of("basis") or bool(of("mend")) or _one_of_two(of("basis"), refused)
        return ("concurred_in_part" if in_part else "concurred"), of("basis", "basis_in_part")
    if refused:
        return "not_concurred", refused
    moot = withdrawn and response.says("nothing_further")
    if withdrawn and (moot or not grounds_of(viewless)):
        return "withdrawn", withdrawn
    return ("no_view", viewless) if viewless else (None, ())


_WHICH = r"(f[il]rst|second|th[il]rd|fourth|f[il]fth|latter|former"
_PROPOSAL = re.compile(
    rf"\b{_WHICH}|original|revised|rema[il]n[il]ng|other|[A-Z][A-Za-z&'-]{{1,40}})"
    r"(?: of the \w{1,12})?(?: shareholder| stockholder)? (?:proposal|submission)s?\b|"
    rf"(?:exclud|omit|omitt)(?:e|ing)? the {_WHICH})\b(?! proposal| sentence| paragraph| part| line| word)"
)
_DAMAGE = str.maketrans("01|", "oll")
_NO_NAME = {
    "The",
    "This",
    "That",
    "A",
    "An",
    "Shareholder",
    "Stockholder",
    "Your",
    "Its",
    "Any",
    "Entire",
    "Such",
    "Whole",
    "Full",
}


def _one_of_two(granted: Iterable[Said], refused: Iterable[Said]) -> bool:
    """Whether relief is for one proposal and refusal for another ("the first proposal", "the Abbott proposal")."""

    def proposals(said: Iterable[Said]) -> set[str]:
        found = (m[1] or m[2] for s in said for m in _PROPOSAL.finditer(s.clause.text.translate(_DAMAGE)))
        return {fold(name) for name in found if name not in _NO_NAME}

    ours, theirs = proposals(granted), proposals(refused)
    return bool(ours and theirs and not ours & theirs)


def _grounds(response: Response, outcome: str | None) -> tuple[Found[Determination], ...]:
    """The grounds ruled on, in order; a ground upheld for a part is upheld."""
    if outcome in (None, "withdrawn"):
        return ()
    if outcome == "no_objection":
        # The reply decides no ground: one that it names is left without a view.
        named = grounds_of(said for said in response.said if said.role != "open")
        return tuple(_determined(rule, "no_view", said) for rule, said in named.items())
    results: dict[str, tuple[str, Said]] = {}
    for result, roles in (
        ("concurred", ("relief", "relief_in_part", "basis", "basis_in_part", "cure", "no_objection")),
        ("not_concurred", ("refuse",)),
        ("no_view", ("no_view",)),
    ):
        for rule, said in grounds_of(response.of(*roles)).items():
            results.setdefault(rule, (result, said))
    for rule, said in _required(response, results):
        results.setdefault(rule, ("concurred", said))
    if not results and outcome != "no_view":
        # The holding names no rule; the one that the response names elsewhere is what it speaks of.
        beside = grounds_of(said for said in response.said if said.role not in ("open", "recital", "waiver"))
        only = "not_concurred" if outcome == "not_concurred" else "concurred"
        results = {rule: (only, said) for rule, said in beside.items()} if len(beside) == 1 else {}
    first = sorted(results.items(), key=lambda item: (item[1][1].clause.start, item[1][1].rule_span(item[0])))
    return tuple(_determined(rule, result, said) for rule, (result, said) in first)


def _required(response: Response, results: dict[str, tuple[str, Said]]) -> Iterable[tuple[str, Said]]:
    """The eligibility rule that relief under (f) alone rests on: "failed to supply ... as required by rule 14a-8(b)"."""
    if not any(rule.startswith("14a-8(f)") and result == "concurred" for rule, (result, _) in results.items()):
        return ()
    notes = (said for said in response.of("note") if says("procedural", said.folded))
    return [(rule, said) for rule, said in grounds_of(notes).items() if rule[:8] in ("14a-8(b)", "14a-8(c)", "14a-8(d)")]


def _determined(rule: str, result: str, said: Said) -> Found[Determination]:
    """The result with the words that lead up to the rule's number; a rule taken over from before has both places."""
    start, end = said.rule_span(rule)
    first = said.span[0]
    spans = ((max(first, end - FACT), end),) if first < end else ((start, end), _shortened(said.span))
    return Found(Determination(rule, result), spans)


def _holding(said: Iterable[Said]) -> Spans:
    """The places of up to three deciding clauses, each at most HOLDING characters."""
    return tuple((start, min(end, start + HOLDING)) for start, end in (s.span for s in list(said)[:3]))


def _condition(response: Response) -> Found[bool]:
    """Whether the concurrence hangs on a condition, and where that is said."""
    for said in response.of("relief", "basis"):
        folded = said.folded
        if says("cure", folded) or says("failing", folded):
            continue
        signals = [at for kind in ("concur", "no_enforcement") if (at := place(kind, folded)) is not None]
        before, after = place("condition", folded), place("condition_after", folded)
        if signals and ((before is not None and before < min(signals)) or (after is not None and after > min(signals))):
            return Found(True, (_shortened(said.span),))
    return Found(False, ())


def _shortened(span: Span) -> Span:
    return span[0], min(span[1], span[0] + FACT)


def _waiver(response: Response) -> Found[str] | None:
    """The staff's word on the 80-day requirement. "Good cause" by itself may be that of rule 14a-8(h), so that it must stand
    in a paragraph that speaks of the 80 days.
    """
    spoken_of = False
    for said in response.said:
        folded = said.folded
        spoken_of = says("waiver", folded) or (spoken_of and not said.clause.opens)
        if not spoken_of or said.role in ("recital", "open"):
            continue
        if says("waiver_denied", folded):
            return Found("denied", (_shortened(said.span),))
        if says("waiver_granted", folded) and not _ASKED.match(folded):
            return Found("granted", (_shortened(said.span),))
    return None


_ASKED = re.compile(
    "(?:{}|{}){{0,2}}{}(?:{})?(?:{})?(?:{}|{})".format(
        *map(fold, ("we note that", "also", "you", "have", "also", "ask", "request"))
    )
)


# --- reconsideration

_OPPOSITE = {"concurred": "not_concurred", "not_concurred": "concurred"}


def _after_reconsideration(response: Response, earlier: tuple[Response, ...]) -> Ruling:
    """A response that keeps or lifts an earlier one without stating its own holding: what then stands."""
    kept, lifted = response.says("reconsider_refused"), response.says("reconsider_granted")
    deciding = kept or lifted
    stood = _ruling(earlier[-1]) if earlier else None
    told = _told(response)
    outcome = told or (stood.outcome.value if stood else None)
    if lifted and not kept:
        outcome = _OPPOSITE.get(outcome or "")
    if outcome is None or not deciding:
        return Ruling(Found(None, ()), Found(False, ()))
    named = grounds_of(said for said in response.said if said.role not in ("open", "waiver"))
    if stood is not None and stood.outcome.value == outcome:
        return Ruling(
            Found(outcome, _holding(deciding)), stood.conditional, stood.grounds, stood.open_grounds, date=response.date
        )
    result = "concurred" if outcome == "concurred_in_part" else outcome
    grounds = tuple(_determined(rule, result, said) for rule, said in named.items())
    return Ruling(Found(outcome, _holding(deciding)), Found(False, ()), grounds, unnamed=() if grounds else deciding)


def _told(response: Response) -> str | None:
    """The earlier outcome as the response itself tells it."""
    for said in response.of("recital"):
        if says("recital_refused", said.folded):
            return "not_concurred"
        if says("recital_concurred", said.folded):
            return "concurred"
    return None


_RESPONSE_OF = re.compile(
    r"(?:response|letter|decision|position|view|determination|reply)s? (?:was )?"
    r"(?:dated|of|issued(?: by the staff)?(?: on)?|on) $",
    re.I,
)


def _reconsiders(bundle: Bundle, response: Response, earlier: tuple[Response, ...]) -> Found[str] | None:
    """The date of the staff's earlier response: as this one tells it, as it is held, or as the request names it."""
    for said in (*response.of("recital"), *response.says("reconsideration"), *response.said):
        if said.role != "recital" and not says("reconsideration", said.folded):
            continue
        for found in find_dates(said.clause.text):
            if response.date is None or found.iso < response.date:
                at = said.clause.start
                return Found(found.iso, (said.view.span(at + found.start, at + found.end),))
    if earlier and earlier[-1].date:
        return Found(earlier[-1].date, ())
    for part in bundle.of("company", "proponent"):
        text = part.view.text
        for found in find_dates(text):
            if _RESPONSE_OF.search(text, max(0, found.start - 40), found.start) and (
                not response.date or found.iso < response.date
            ):
                return Found(found.iso, (part.view.span(found.start, found.end),))
    return None
