from __future__ import annotations

from indexer.findings import HOLDING, SHORT, USUAL, Findings
from indexer.found import Found


def test_evidence_is_cut_to_what_the_record_allows() -> None:
    found = Findings(5000)
    assert found.plain("company", Found("Acme", ((0, 400),))) == "Acme"
    found.plain("outcome", Found("concurred", ((0, 4000),)))
    found.plain("conditional", Found(True, ((0, 4000),)))
    evidence = found.evidence().plain
    assert evidence == {"company": ((0, SHORT),), "outcome": ((0, HOLDING),), "conditional": ((0, USUAL),)}


def test_what_is_not_found_leaves_no_evidence() -> None:
    found = Findings(10)
    assert found.plain("firm", None) is None
    assert found.plain("kind", Found("initial", ())) == "initial"
    assert found.part("proposal", "topic", None) is None
    assert found.evidence().plain == {} and found.evidence().parts == {}


def test_spans_lie_in_the_text_and_are_at_most_three() -> None:
    found = Findings(100)
    values = found.items("proponents", [Found("A", ((90, 130), (5, 5), (1, 2), (1, 2), (3, 4), (6, 7))), Found("B", ())])
    assert values == ("A", "B")
    assert found.evidence().items == {"proponents": (((90, 100), (1, 2), (3, 4)), ())}
