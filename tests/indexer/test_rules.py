"""Rule paragraphs: every spelling with its example, both ways; old numbers, kinship, names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import rulebook, rules
from tests.growth import assert_linear, repeated

EXAMPLES = rulebook.DATA["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_example_reads_as_its_rules(example):
    found = rules.find_rules(example["text"])
    assert [rule for rule, _, _ in found] == example["rules"]
    for _, start, end in found:
        assert example["text"][start:end].strip(" ,.;") == example["text"][start:end]


@pytest.mark.parametrize("text", rulebook.DATA["not_rules"])
def test_what_is_no_rule_paragraph(text):
    assert rules.find_rules(text) == ()


@pytest.mark.parametrize("name", rules.SPELLINGS)
def test_each_spelling_has_examples_that_it_matches(name):
    row = rules.SPELLINGS[name]
    assert row["examples"]
    for example in row["examples"]:
        assert re.search(row["pattern"] + r"\Z", example), example


def test_each_confused_sign_has_an_example():
    for row in rules.SPELLINGS.values():
        assert set(row.get("reads", {})) <= set("".join(row["examples"]))


@pytest.mark.parametrize("rule", [*rulebook.PARAGRAPHS, *(r.old for r in rulebook.RENUMBERED)])
def test_every_known_rule_is_found_as_written(rule):
    assert [r for r, _, _ in rules.find_rules(f"under Rule {rule} because")] == [rule]
    assert rules.canonical(f"Rule {rule}") == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("(i)(7)", "14a-8(i)(7)"),
        ("i7", "14a-8(i)(7)"),
        ("paragraph (f)", "14a-8(f)"),
        ("Exchange Act Rule 14a-8 (e) (2)", "14a-8(e)(2)"),
        ("rule 14a-8(a)(3)", "14a-8(a)(3)"),
        ("Rule 14a-8", None),
        ("14a-8(b) and (f)", None),
        ("ordinary business", None),
        ("", None),
    ],
)
def test_canonical(text, rule):
    assert rules.canonical(text) == rule


def test_spans_cover_the_rule():
    text = "excluded under rule l4a-8(i)( 3) and Rules 14a-8(b) and (f)."
    assert [text[s:e] for _, s, e in rules.find_rules(text)] == ["l4a-8(i)( 3)", "14a-8(b)", "(f)"]


@pytest.mark.parametrize(
    ("rule", "date", "new"),
    [
        ("14a-8(c)(7)", None, ("14a-8(i)(7)",)),
        ("14a-8(c)(7)", "2001-02-03", ("14a-8(i)(7)",)),
        ("14a-8(c)(12)(ii)", "1990-01-02", ("14a-8(i)(12)(ii)",)),
        ("14a-8(c)(5)", "1990-01-02", ("14a-8(i)(5)",)),
        ("14a-8(c)(5)", "1975-01-02", ("14a-8(i)(7)",)),
        ("14a-8(a)(1)", None, ("14a-8(b)", "14a-8(f)")),
        ("14a-8(a)(3)(i)", None, ("14a-8(e)(2)",)),
        ("14a-8(d)", None, ("14a-8(d)",)),
        ("14a-8(d)", "1997-12-20", ("14a-8(j)",)),
        ("14a-8(d)", "1998-06-29", ("14a-8(d)",)),
        ("14a-8(e)", "1998-06-28", ("14a-8(m)",)),
        ("14a-8(b)(1)", "1996-01-01", ("14a-8(d)",)),
        ("14a-8(i)(7)", "1996-01-01", ("14a-8(i)(7)",)),
    ],
)
def test_equivalents_follow_the_date(rule, date, new):
    assert rules.equivalents(rule, date) == new
    assert rules.modern(rule, date) == new[0]


def test_family_reaches_below_and_across():
    assert set(rules.family("14a-8(e)")) == {
        "14a-8(e)",
        "14a-8(e)(1)",
        "14a-8(e)(2)",
        "14a-8(e)(3)",
        "14a-8(a)(3)",
        "14a-8(a)(3)(i)",
        "14a-8(a)(3)(ii)",
    }
    assert rules.family("14a-8(c)") == ("14a-8(c)", "14a-8(a)(4)")
    assert rules.family("14a-8(c)(7)") == ("14a-8(c)(7)", "14a-8(i)(7)")
    assert rules.family("14a-8(a)(3)")[0] == "14a-8(a)(3)"


def test_reaches_knows_the_date():
    assert rules.reaches("14a-8(e)", "14a-8(a)(3)(i)", "1990-01-01")
    assert rules.reaches("14a-8(e)", "14a-8(e)(2)", "2010-01-01")
    assert not rules.reaches("14a-8(e)", "14a-8(e)", "1990-01-01")
    assert not rules.reaches("14a-8(c)", "14a-8(c)(7)", "1990-01-01")
    assert not rules.reaches("14a-8(e)(1)", "14a-8(e)(2)", "2010-01-01")


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        ("14a-8(f)", "14a-8(f)", "equal"),
        ("14a-8(f)", "14a-8(f)(1)", "above"),
        ("14a-8(f)(1)", "14a-8(f)", "below"),
        ("14a-8(e)(1)", "14a-8(e)(2)", None),
        ("14a-8(a)(3)(i)", "14a-8(e)(2)", "equivalent"),
        ("14a-8(a)(3)", "14a-8(e)(2)", "above"),
        ("14a-8(c)", "14a-8(c)(7)", None),
        ("14a-8(i)(1)", "14a-8(i)(10)", None),
    ],
)
def test_same_ground(a, b, kin):
    assert rules.same_ground(a, b) == kin


def test_collision_is_not_one_ground():
    assert rules.same_ground("14a-8(d)", "14a-8(d)", "1990-01-01", "2010-01-01") is None


def test_grounds_follow_the_date():
    assert rules.is_ground("14a-8(d)", "2010-01-01")
    assert not rules.is_ground("14a-8(d)", "1990-01-01")
    assert not rules.is_ground("14a-8(j)(1)")
    assert rules.is_ground("14a-8(c)(7)", "1990-01-01")


def test_every_name_is_found_and_leads_to_a_paragraph():
    for name, rule in rules.NAMES.items():
        assert rules.known(rule)
        assert (rule, 4, 4 + len(name)) in rules.find_names(f"the {name} ...")
        assert rules.named(name.upper()) == rule
    assert rules.named("nothing of the kind") is None


@given(st.text(alphabet="14a-8()[]ieIlO0X,; andRule/", max_size=60))
def test_any_text_gives_rules_that_stand_in_it(text):
    last = 0
    for rule, start, end in rules.find_rules(text):
        assert rules.known(rule)
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize("piece", ["(", "14a-8(", "14a-8(i)(7), (i)(8), ", "and ", "(i)("])
def test_time_grows_linearly(piece):
    assert_linear(rules.find_rules, repeated(piece), 100_000)
