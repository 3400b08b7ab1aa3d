"""What was typed, understood."""

from __future__ import annotations

import datetime
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.concepts import vocabulary
from indexer.query import Both, Has, Query, Without, Word
from indexer.resolution import Resolver
from search import answer, days_asked, language, letters_asked
from search.language import canonical, outcome_named, understand
from search.named import Names
from tests.growth import assert_within, repeated
from tests.search.asking import World, world

WORLD = world()
ASKED: dict[str, Any] = json.loads(files("search").joinpath("data/outcomes_asked.json").read_text(encoding="utf-8"))


def read(text: str, of: World = WORLD) -> Query:
    return understand(text, of.names, datetime.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("14a-8(e) late", ("14a-8(e)",)),
        ("rule 14a-8(a)(3)", ("14a-8(a)(3)",)),
        ("not concurred (i)(7)", ("14a-8(i)(7)",)),
        ("Rule 14a-8 (I) (10)", ("14a-8(i)(10)",)),
        ("i(7) and e(2)", ("14a-8(i)(7)", "14a-8(e)(2)")),
        ("14a-8(i)(8)(iii)", ("14a-8(i)(8)(iii)",)),
        ("14a8(b)", ("14a-8(b)",)),
        ("14a-8(e)(2)(zz)", ("14a-8(e)(2)",)),
        ("14a-8", ()),
        ("(see above) and (a few)", ()),
        ("Rule 14a-8 (e) (2) wrong address", ("14a-8(e)(2)",)),
        ("14a8 i10 implemented", ("14a-8(i)(10)",)),
        ("rule 14a8 (e)2", ("14a-8(e)(2)",)),
        ("17 CFR 240.14a-8(f)(1) notice", ("14a-8(f)(1)",)),
        ("Section 240.14a-8(i)(10)", ("14a-8(i)(10)",)),
        ("14a-8-i-7", ("14a-8(i)(7)",)),
        ("14a-8(i)(7 refused", ("14a-8(i)(7)",)),
        ("14a-8(e late", ("14a-8(e)",)),
        ("14a-8(e ) late", ("14a-8(e)",)),
        ("i-95 and b2 and 14a-8 a proposal", ()),
    ],
)
def test_rules(text: str, rules: tuple[str, ...]) -> None:
    assert read(text).rules == rules


def test_how_a_paragraph_left_open_was_read_is_said() -> None:
    assert read("14a-8(i)(7 refused").notes == ("'14a-8(i)(7' was read as 14a-8(i)(7)",)
    assert read("14a-8(i)(7) refused").notes == ()


def test_a_mistyped_word_asks_for_the_same() -> None:
    slipped, right = read("untimley propsal staff refusd"), read("untimely proposal staff refused")
    assert (slipped.concepts, slipped.outcomes, slipped.words) == (right.concepts, right.outcomes, right.words)
    assert len(slipped.notes) == 3 and slipped.text == "untimley propsal staff refusd"


def test_the_quotes_of_a_name_belong_to_it() -> None:
    query = read('cites "Tarrow Glass" late')
    assert (query.cites_typed, query.notes) == ("Tarrow Glass", ())
    assert read('late "Tarrow').notes


def test_an_unknown_paragraph_is_a_word_with_a_note() -> None:
    query = read("14a-8(z)(9)")
    assert query.rules == ()
    assert read("14a-8(n) late").notes or read("14a-8(n) late").words


@pytest.mark.parametrize("row", ASKED["outcomes"], ids=lambda row: row["value"])
def test_each_way_to_ask_for_an_outcome(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        query = read(example)
        value = row["value"]
        if value.startswith("waiver_"):
            assert query.waiver == value.removeprefix("waiver_"), example
        elif value in vocabulary().concepts:
            assert value in query.concepts, example
        else:
            assert value in query.outcomes, example


def test_the_outcome_of_a_waiver_is_not_that_of_the_letter() -> None:
    assert read("80-day waiver granted").outcomes == ()
    assert read("reconsideration denied").outcomes == ()


def test_who_asks_whether_to_exclude() -> None:
    for row in ASKED["exclusion_wanted"]:
        assert re.search(row["pattern"], row["examples"][0], re.I)
        assert read(row["examples"][0]).prefers_exclusion
    assert not read("late proposal").prefers_exclusion


@pytest.mark.parametrize(
    ("text", "late", "about"),
    [
        ("late:>30", (31, None), None),
        ("late:1..5", (1, 5), None),
        ("proposals more than 30 days late", (31, None), None),
        ("at most two weeks late", (1, 14), None),
        ("received one day late", None, 1),
        ("two months after the deadline", None, 60),
        ("missed the deadline by three days", None, 3),
        ("late by more than a week", (8, None), None),
        ("between 2 and 6 days late", (2, 6), None),
        ("3-5 days after the deadline", (3, 5), None),
        ("ten calendar days past our due date", None, 10),
        ("two days beyond the date printed in the statement", None, 2),
        ("more than 30 days late", (31, None), None),
        (
            "the holder was travelling and sent it by mail; it came more than three weeks past the deadline, can we omit it",
            None,
            21,
        ),
        ("thirty days", None, None),
    ],
)
def test_days_late(text: str, late: tuple[int | None, int | None] | None, about: int | None) -> None:
    query = read(text)
    assert (query.late, query.about_days) == (late, about)


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (">30", (31, None)),
        (">=30", (30, None)),
        ("<5", (1, 4)),
        ("<= 5", (1, 5)),
        ("7", (7, 7)),
        ("10..20", (10, 20)),
        ("10..", (10, None)),
        ("soon", None),
    ],
)
def test_the_value_of_days_late(value: str, limits: tuple[int | None, int | None] | None) -> None:
    assert days_asked.between(value) == limits


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tarrow Glass", ("Tarrow Glass Corporation",)),
        ("letters of tarrow glass corp. since 2005", ("Tarrow Glass Corporation",)),
        ("Ebbing and Sons", ("Ebbing & Sons, Inc.",)),
        ("Tarow Glas", ("Tarrow Glass Corporation",)),
        ("drug pricing", ()),
        ("rope", ()),
        ("sent to transfer agent", ()),
    ],
)
def test_companies(text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for company in read(text).companies for name in company.names) == names


def test_a_misspelt_name_is_noted() -> None:
    query = read("Tarow Glas")
    assert query.companies[0].misspelt and "Tarrow Glass" in query.notes[0]


def test_a_citation_names_its_letter() -> None:
    assert read("Tarrow Glass Corporation (January 20, 2010)").letters == ("ruled",)
    assert read("as in Tarrow Glass Corp. (Jan. 20, 2010), late").letters == ("ruled",)


@pytest.mark.parametrize(
    "text",
    [
        "cites Tarrow Glass",
        'cites:"Tarrow Glass"',
        "letters that rely on Tarrow Glass",
        "those citing Tarrow Glass Corporation late",
        "cites Tarrow Glass since 2012",
        "cites Tarrow Glass where the staff refused",
    ],
)
def test_citing(text: str) -> None:
    assert read(text).cites == ("ruled",)


def test_a_condition_after_the_name_that_is_cited() -> None:
    query = read("cites Tarrow Glass before 2012")
    assert (query.cites_typed, query.until) == ("Tarrow Glass", "2011-12-31")


@pytest.mark.parametrize(
    ("text", "guidance", "words"),
    [
        ("SLB 14F", ("14f",), []),
        ("cites Staff Legal Bulletin No. 14", ("14",), []),
        ("fax and SLB No. 14B or Release 34-40018", ("14b", "40018"), ["fax"]),
        ("Exchange Act Release No. 12999", ("12999",), []),
        ("the press release of 2012", (), ["press", "release"]),
    ],
)
def test_bulletins_and_releases(text: str, guidance: tuple[str, ...], words: list[str]) -> None:
    query = read(text)
    assert (query.guidance, [word.typed for word in query.words]) == (guidance, words)


def test_the_company_that_agrees_is_not_the_staff() -> None:
    assert read("company agreed to print a shortened text").outcomes == ("withdrawn",)
    assert read("staff agreed with the company").outcomes == ("concurred",)
    assert read("company lost and did not get the 80 days waived").outcomes == ("not_concurred",)
    assert read("company lost and did not get the 80 days waived").waiver == "denied"


def test_a_subject_takes_the_words_of_its_phrase() -> None:
    assert "ownership_gap" not in read("gender pay gap").concepts
    assert "ownership_gap" in read("gap in the ownership period").concepts


def test_a_date_that_slipped_is_said_of_the_letter_it_led_to() -> None:
    (note,) = read("Vennor Rope Company (February 12, 1988)").notes
    assert "1988-02-12" in note and "1988-02-11" in note
    assert read("Vennor Rope Company (February 11, 1988)").notes == ()


def test_a_letter_that_is_not_held_is_said_so() -> None:
    query = read("Nowhere Corp. (March 9, 2005)")
    assert query.letters == (letters_asked.NOT_HELD,) and "is held" in query.notes[0] and query.since is None
    found = answer.find(query, WORLD.engine, citing=lambda ids, given: ())
    assert found.hits == ()


def test_a_name_that_is_only_cited() -> None:
    names = Names(
        lambda: Resolver([]), WORLD.engine.frequency, WORLD.engine.names, lambda blocks: {"Wendover Tools, Inc.", "Ax Co."}
    )
    for text in ("cites Wendover Tools", 'cites:"Wendover Tools"', "letters citing Wendover Tools, Inc. (March 9, 2005)"):
        query = understand(text, names, datetime.date(2026, 11, 22))
        assert (query.cites, query.cites_names) == ((), ("Wendover Tools, Inc.",)), text


def test_citing_a_stranger() -> None:
    assert read("cites the rule of reason").cites is None
    strange = read('cites:"Nowhere Corp."')
    assert strange.cites == () and strange.notes


def test_prefixes_limit() -> None:
    query = read('rule:(e) outcome:granted delivery:facsimile proponent:"Otto Brandreth" firm:Quill since:2005 until:2011-03')
    assert (query.rules, query.outcomes, query.deliveries) == (("14a-8(e)",), ("concurred",), ("fax",))
    assert (query.since, query.until) == ("2005-01-01", "2011-03-31")
    assert Has("rule", ("14a-8(e)",), 0.15) in query.limits and Has("fact", ("delivery=fax",)) in query.limits
    assert Both((Has("holder", ("otto",)), Has("holder", ("brandreth",)))) in query.limits
    assert isinstance(read("-outcome:withdrawn").limits[0], Without)


def test_a_prefix_that_cannot_be_read_is_explained() -> None:
    assert "was not understood" in read("late:soon").notes[0]


def test_quotes_must_hold() -> None:
    query = read('"loading dock" late')
    assert query.limits == (Word(("load", "dock"), "loading dock"),)
    assert "loading_dock" in query.concepts
    assert "never closed" in read('"loading dock').notes[0]


def test_boolean_words_must_hold() -> None:
    assert read("fax AND postmark").limits == (Both((Word(("fax",), "fax"), Word(("postmark",), "postmark"))),)
    assert read("(e)(2) AND fax").limits == (Both((Has("rule", ("14a-8(e)(2)",), 0.15), Word(("fax",), "fax"))),)
    assert read("fax -courier").limits == (Both((Word(("fax",), "fax"), Without(Word(("courier",), "courier")))),)
    assert read("fax and courier").limits == ()


def test_words_of_asking_are_left_out() -> None:
    assert [w.typed for w in read("please find any staff letters about drought").words] == ["drought"]


def test_words_that_a_concept_was_read_from_are_marked() -> None:
    marked = {word.typed: word.in_concept for word in read("sent to transfer agent zebra").words}
    assert marked["agent"] and not marked["zebra"]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("(i)(7)", "14a-8(i)(7)"),
        ("e", "14a-8(e)"),
        ("Rule 14a-8(E)(2)", "14a-8(e)(2)"),
        ("14a-8(i)(99)", "14a-8(i)"),
        ("i10", "14a-8(i)(10)"),
        ("17 CFR 240.14a-8(f)(1)", "14a-8(f)(1)"),
        ("(e)2", "14a-8(e)(2)"),
        ("x", None),
    ],
)
def test_canonical_rules(written: str, rule: str | None) -> None:
    assert canonical(written) == rule


@pytest.mark.parametrize(
    ("value", "outcome"), [("not-concurred", "not_concurred"), ("granted", "concurred"), ("refused", "not_concurred")]
)
def test_outcomes_by_name(value: str, outcome: str) -> None:
    assert outcome_named(value) == outcome
    assert outcome_named("purple") is None


PIECES = [
    "14a-8(e)", "(i)(7)", "late", "AND", "OR", "NOT", "(", ")", '"', "+", "-", "late:>30", "cites:", "2005", "since", "before",
    "1990s", "Ebbing", "&", "Sons", "80-day", "waived", "14a-8(", "rule:", "..", "\x00", "(March 9, 2005)", "one day late",
    "cites Tarrow Glass",
]  # fmt: skip
TEXT = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@settings(max_examples=300, deadline=2_000)
@given(TEXT)
def test_any_text_is_a_query(text: str) -> None:
    query = read(text)
    found = answer.find(query, WORLD.engine, citing=lambda ids, given: ())
    assert len(found.hits) <= 10 and found.total >= len(found.hits)
    assert not (found.hits and found.nearest)


def test_a_very_long_text_is_read_in_part() -> None:
    def ask(text: str) -> None:
        query = read(text)
        assert f"{language.LONGEST:,}" in query.notes[0]
        answer.find(query, WORLD.engine, citing=lambda ids, given: ())

    assert_within(2, ask, repeated("late (e)(2) AND fax "), 40_000)


def test_a_sentence_is_read_by_itself() -> None:
    assert "account_statement" in read("a monthly account statement").concepts
    assert "account_statement" not in read("He was away all month. Statement and proposal came by mail.").concepts


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("when did the staff refuse to let the company exclude a late proposal", ("not_concurred",)),
        ("SEC refused to allow exclusion of late proposal", ("not_concurred",)),
        ("staff did not agree that the proposal may be excluded", ("not_concurred",)),
        ("staff never concurred on lateness", ("not_concurred",)),
        ("request not refused", ("concurred",)),
        ("the message was rejected by the mail server", ()),
        ("the holder refused to withdraw", ("withdrawn",)),
    ],
)
def test_a_refusal_is_one_outcome_alone(text: str, outcomes: tuple[str, ...]) -> None:
    assert read(text).outcomes == outcomes


@pytest.mark.parametrize("text", ["Rule 14a–8(i)(10)", "14a‑8(i)(10)", "14(a)-8(i)(10)", "14a.8(i)(10)", "l4a-8(i)(10)"])
def test_a_rule_as_word_processors_and_scans_write_it(text: str) -> None:
    assert read(text).rules == ("14a-8(i)(10)",)


def test_paragraphs_that_are_no_grounds_ask_for_what_they_are_about() -> None:
    assert (read("14a-8(j)(1)").rules, read("14a-8(j)(1)").concepts) == ((), ("waiver_80_day",))
    assert "burden" in read("14a-8(g)").concepts


def test_what_is_kept_out_is_no_subject() -> None:
    query = read("14a-8(e) NOT 14a-8(i)(7)")
    assert query.rules == ("14a-8(e)",)
    assert query.limits == (Both((Has("rule", ("14a-8(e)",), 0.15), Without(Has("rule", ("14a-8(i)(7)",), 0.15)))),)
    query = read("late NOT email")
    assert "email_delivery" not in query.concepts and [word.typed for word in query.words] == ["late"]


def test_a_quoted_rule_has_its_quotes() -> None:
    assert read('"14a-8(e)" late').notes == ()


def test_a_string_cite_names_all_its_letters() -> None:
    query = read("Tarrow Glass Corp. (January 20, 2010); Dunnet Water Corp. (January 20, 2010)")
    assert set(query.letters) == {"ruled", "business"} and query.since is None


def test_a_day_that_is_not_in_the_calendar_is_no_date() -> None:
    assert language.with_date(Query(""), "since", "2020-13-45") is None
    assert language.with_date(Query(""), "since", "2020-02-30") is None
    assert language.with_date(Query(""), "since", "2020-02-29") is not None
