"""How a company's clause uses a rule: every pattern with its examples, both ways, and the uses of mentions."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arguments import SIGN, mentions, template
from indexer.rules import find_rules
from indexer.views import view
from tests.growth import assert_linear, repeated

DATA = json.loads(files("indexer").joinpath("data/arguments.json").read_text(encoding="utf-8"))
ROWS = [(key, row) for key, rows in DATA.items() if isinstance(rows, list) for row in rows]


def uses(text: str) -> list[tuple[str, str]]:
    return [(m.rule, m.use) for m in mentions(view(text, [(0, len(text))]))]


@pytest.mark.parametrize(("key", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value["name"])
def test_each_pattern_matches_its_examples_and_not_its_counterexamples(key, row):
    assert row["examples"]
    for example in row["examples"]:
        match = re.search(row["pattern"], example)
        assert match, example
        if key in ("asserted", "cited", "denied"):
            assert SIGN in match["rules"]
    for counterexample in row["not"]:
        assert not re.search(row["pattern"], counterexample), counterexample


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("The Company may exclude it under Rule 14a-8(i)(7).", "argued"),
        ("II. Rule 14a-8(i)(7)", "heading"),
        ("Re: Proposal on Wages\n    Rule 14a-8(i)(7)", "heading"),
        ("The proposal deals with shelf labels, Rule 14a-8(i)(7).", "cited"),
        ("Rule 14a-8(i)(7) permits a company to exclude a proposal on ordinary business.", "excluding"),
        ("Rule 14a-8(i)(7) was amended twice in those years, as the Staff is aware, and the Commission has spoken.", "generic"),
        ("The Company reserves the right to raise Rule 14a-8(i)(7) later.", "denied"),
        ("In Larkin Tools (Mar. 1, 2009) a proposal was omitted under Rule 14a-8(i)(7).", "precedent"),
        ('They wrote of "exclusion under Rule 14a-8(i)(7)" once.', "mentioned"),
        ("The Company rnay exc1ude and ornit it under Rule 14a-8(i)(7).", "argued"),
    ],
)
def test_use_of_a_mention(text, use):
    assert uses(text) == [("14a-8(i)(7)", use)]


def test_no_notice_was_owed():
    assert uses("Third, no notice was required. Rule 14a-8(f)(1).") == [("14a-8(f)(1)", "unneeded")]


def test_the_first_rule_of_a_section_opens_it():
    text = "A. He did not come\n\nRule 14a-8(h)(1) speaks of attendance. Rule 14a-8(h)(3) says what follows."
    assert [m.opens for m in mentions(view(text, [(0, len(text))]))] == [True, True]
    text = "A. It came late\n\nRule 14a-8(e)(2) speaks of a deadline. Rule 14a-8(i)(7) is another matter."
    assert [m.opens for m in mentions(view(text, [(0, len(text))]))] == [True, False]


def test_a_template_keeps_one_sign_for_each_rule():
    text = "Under Rules 14a-8(b) and 14a-8(f)(1) § it goes."
    templated, places = template(text, find_rules(text))
    assert [templated[at] for at in places] == [SIGN, SIGN]
    assert templated.count(SIGN) == 2


@given(st.text(alphabet='Rule 14a-8(i)7().,;:\n"§exclud under not', max_size=200))
def test_any_text_gives_mentions_that_stand_in_it(text):
    clean = view(text, [(0, len(text))])
    found = list(mentions(clean))
    assert [(m.rule, m.start, m.end) for m in found] == list(find_rules(clean.text))


@pytest.mark.parametrize(
    "piece", ["(", "Rule 14a-8(i)(7) exclude it under ", "II. Rule 14a-8(i)(7).\n\n", "we exclude it under "]
)
def test_time_grows_linearly(piece):
    text = repeated(piece)
    assert_linear(lambda clean: list(mentions(clean)), lambda size: view(text(size), [(0, size)]), 60_000)
