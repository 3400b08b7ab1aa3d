"""What a draft is taken to say of the letters that it cites."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import claims
from search.claims import Told

TABLE = json.loads(files("search").joinpath("data/claims.json").read_text(encoding="utf-8"))
CITATION = re.compile(r"(?:Vantry|Orrin|Pellworth) [A-Z]\w+ (?:Corp|Co)\. \([^)]*\d{4}\)")


def told(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    places = [match.span() for match in CITATION.finditer(text)]
    assert places, "the text cites nothing"
    return [(one.outcome, one.bases) for one in claims.read(text, places)]


E2, I3, I7 = "14a-8(e)(2)", "14a-8(i)(3)", "14a-8(i)(7)"
YES, NO, PART = "concurred", "not_concurred", "concurred_in_part"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a string takes over what the sentence before it says
        (
            "The staff has concurred in exclusion under Rule 14a-8(e)(2). See, e.g., Vantry Mills Corp. (Mar. 9, 2005) (one "
            "day); Orrin Rail Co. (2001).",
            [(YES, (E2,)), (YES, (E2,))],
        ),
        # a parenthetical speaks of its own letter, the sentence of the rest
        (
            "The staff concurred under Rule 14a-8(i)(7) in Vantry Mills Corp. (Mar. 9, 2005) (declining to concur as to "
            "tires) and Orrin Rail Co. (May 1, 2001).",
            [(NO, (I7,)), (YES, (I7,))],
        ),
        # each letter of one sentence has its own clause
        (
            "It concurred in Vantry Mills Corp. (Mar. 9, 2005), but was unable to concur in Orrin Rail Co. (May 1, 2001).",
            [(YES, ()), (NO, ())],
        ),
        (
            "In Vantry Mills Corp. (Mar. 9, 2005) the staff refused relief; in Orrin Rail Co. (May 1, 2001) it agreed.",
            [(NO, ()), (YES, ())],
        ),
        (
            "The Company leans on Vantry Mills Corp. (Mar. 9, 2005), in which the staff concurred under Rule 14a-8(e)(2); but "
            "there the date was printed.",
            [(YES, (E2,))],
        ),
        ("Vantry Mills Corp. (Mar. 9, 2005) adds nothing. The staff there did not object.", [("no_objection", ())]),
        (
            "In Vantry Mills Corp. (Mar. 9, 2005) the staff was unable to concur in the exclusion of the entire proposal under "
            "Rule 14a-8(i)(3), but would have allowed one paragraph to be omitted.",
            [(PART, (I3,))],
        ),
        # nothing is said of these
        ("The holder relied on Vantry Mills Corp. (Mar. 9, 2005).", [(None, ())]),
        ("The staff has concurred under Rule 14a-8(e)(2). But see Vantry Mills Corp. (Mar. 9, 2005).", [(None, ())]),
        ("The staff has concurred.\nVantry Mills Corp. (Mar. 9, 2005) is on another point.", [(None, ())]),
        ("Reconsideration was refused in Vantry Mills Corp. (Mar. 9, 2005).", [(None, ())]),
        # a ground that was not reached is none; a list after a colon is introduced
        (
            "Vantry Mills Corp. (Mar. 9, 2005) (concurring under Rule 14a-8(e)(2) without reaching Rule 14a-8(i)(7)).",
            [(YES, (E2,))],
        ),
        (
            "The staff agreed under Rule 14a-8(i)(7) in the following:\n- Vantry Mills Corp. (Mar. 9, 2005);\n- Orrin "
            "Rail Co. (2001).",
            [(YES, (I7,)), (YES, (I7,))],
        ),
        (
            "In Vantry Mills Corp. (2005) it refused relief under Rule 14a-8(i)(7). In Orrin Rail Co. (2001) relief was "
            "refused under the same rule.",
            [(NO, (I7,)), (NO, (I7,))],
        ),
    ],
)
def test_claims_are_read(text: str, expected: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("inner", "outcome"),
    [
        ("excluded under Rule 14a-8(e)(2)", YES),
        ("omitted as late", YES),
        ("proposal excludable as untimely", YES),
        ("finding a basis to exclude", YES),
        ("received two days late, and excluded", YES),
        ("proposal not received in time; omitted", YES),
        ("company not required to include it", YES),
        ("granted", YES),
        ("denied", NO),
        ("proposal includable", NO),
        ("late proposal not excludable", NO),
        ("unable to find any basis for exclusion", NO),
        ("exclusion of a late proposal refused", NO),
        # the sentence before counts where the parenthetical tells no outcome
        ("one day late", NO),
        ("citations omitted", NO),
        ("emphasis omitted", NO),
        ("same relief", NO),
        ("seeking to exclude a proposal on pay", NO),
        ("bylaw permitting holders to call a meeting", NO),
        ("sale of a division; terms of a merger agreement", NO),
        ("report to include options granted", NO),
        # an outcome in words that are not read is not replaced by the sentence's
        ("no exclusion at all, on second thoughts", None),
        ("proposal asking to be excluded", None),
        ("two paragraphs omitted", None),
        ("revision excludable; first text not excludable", None),
    ],
)
def test_a_parenthetical_comes_before_the_sentence_before(inner: str, outcome: str | None) -> None:
    text = f"The staff refused relief in Vantry Mills Corp. (2005). See also Orrin Rail Co. (2001) ({inner})."
    assert [one for one, _ in told(text)] == [NO, outcome]


def test_nothing_is_carried_past_a_parenthetical_that_is_not_read() -> None:
    string = "Orrin Rail Co. (2001) (no exclusion at all); Pellworth Paper Co. (1999)"
    assert told(f"The staff has concurred. See {string}.") == [(None, ()), (None, ())]
    own = "The staff concurred in Orrin Rail Co. (2001) (exclusion, on facts like these)."
    assert told(own) == [(YES, ())]  # its own sentence speaks of it


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("No-action relief has been given where a proposal was late. Vantry Mills Corp. (2005).", YES),
        ("Vantry Mills Corp. (2005) held that a late proposal may be excluded.", YES),
        ("Vantry Mills Corp. (2005) makes clear that a late proposal can be left out.", YES),
        ("Vantry Mills Corp. (2005) held that a late proposal may not be excluded.", NO),
        ("No relief has been given where a proposal was late. Vantry Mills Corp. (2005).", NO),
        ("A late proposal has never been given relief. Vantry Mills Corp. (2005).", NO),
        ("Vantry Mills Corp. (2005) did not obtain relief.", NO),
        ("Vantry Mills Corp. (2005) obtained relief.", YES),
        ("Relief is available only where it was late. See Vantry Mills Corp. (2005).", None),
        ("Relief has not been given where a proposal was late. Vantry Mills Corp. (2005).", NO),
    ],
)
def test_what_a_letter_holds_is_a_claim(text: str, outcome: str | None) -> None:
    assert told(text) == [(outcome, ())]


@pytest.mark.parametrize(
    ("cells", "heads", "expected"),
    [
        (["Vantry (2005)", "Concurred", "Rule 14a-8(e)(2)", "fax"], ["Letter", "Staff", "Ground", "Facts"], Told(YES, (E2,))),
        (["fax", "Vantry (2005)", "concurred, Rule 14a-8(e)(2)"], ["What", "Letter", "Staff"], Told(YES, (E2,))),
        (["Vantry (2005)", "(b) and (f)(1)", "Denied"], ["Letter", "Basis", "Result"], Told(NO, ("14a-8(b)", "14a-8(f)(1)"))),
        (["Vantry (2005)", "the company printed a wrong month"], ["Letter", "Facts"], Told()),
    ],
)
def test_a_row_speaks_of_its_letter(cells: list[str], heads: list[str], expected: Told) -> None:
    own = next(n for n, cell in enumerate(cells) if cell.startswith("Vantry"))
    assert claims.in_cells(cells, heads, own) == expected


@pytest.mark.parametrize("row", TABLE["outcomes"], ids=lambda row: row["examples"][0])
def test_every_outcome_pattern_is_read_from_its_examples(row: dict[str, object]) -> None:
    for example in row["examples"]:  # type: ignore[attr-defined]
        assert re.search(str(row["pattern"]), example, re.I)
        found = claims.outcome_in(example)
        assert (found[0] if found else None) == row["outcome"]


@pytest.mark.parametrize("row", TABLE["cells"], ids=lambda row: row["examples"][0])
def test_every_cell_pattern_is_read_from_its_examples(row: dict[str, object]) -> None:
    assert [claims.cell_outcome(example) for example in row["examples"]] == [row["outcome"]] * len(row["examples"])  # type: ignore[attr-defined,arg-type]


@pytest.mark.parametrize("row", TABLE["brackets"], ids=lambda row: row["examples"][0])
def test_every_bracket_pattern_is_read_from_its_examples(row: dict[str, object]) -> None:
    for example in row["examples"]:  # type: ignore[attr-defined]
        assert re.match(str(row["pattern"]), example, re.I)
        assert told(f"See Vantry Mills Corp. (2005) ({example}).")[0][0] == row["outcome"]


def test_other_tables_meet_their_examples() -> None:
    rows = [*TABLE["heads"].values(), TABLE["speaks"], *TABLE["not_ruled"]]
    assert all(re.search(row["pattern"], example, re.I) for row in rows for example in row["examples"])


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("Vantry concurred in (). ;:\n,*|14a-8e2"), max_size=150), st.data())
def test_any_text_with_any_places_is_read(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    places = list(zip(ends[::2], ends[1::2], strict=False))
    assert len(claims.read(text, places)) == len(places)
