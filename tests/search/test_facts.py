"""The facts of an argument, read from words and options."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Unusable
from search.facts import Options, facts_of, read_argument

E2 = "14a-8(e)(2)"


@pytest.mark.parametrize(
    ("text", "days", "delivery"),
    [
        ("The proposal came by fax two days after the deadline.", 2, "fax"),
        ("An e-mail reached us three weeks after the deadline.", 21, "email"),
        ("Five days late, by overnight courier.", 5, "courier"),
        ("We moved the meeting up by seven weeks. He left it with the guard, by hand, after the deadline.", None, "hand"),
        ("The holder posted it before the deadline; it came in the mail a day late.", 1, "mail"),
        ("We answered nine days after receipt.", None, None),
    ],
)
def test_days_and_delivery(text: str, days: int | None, delivery: str | None) -> None:
    facts = facts_of(text, E2)
    assert (facts.days_late, facts.delivery) == (days, delivery)


def test_concepts_of_other_grounds_are_left_out() -> None:
    text = "The transfer agent had it; a brokerage statement was enclosed."
    assert "transfer_agent" in facts_of(text, E2).concepts and "account_statement" not in facts_of(text, E2).concepts
    assert "account_statement" in facts_of(text, "14a-8(b)").concepts


def test_a_moved_meeting_by_option() -> None:
    assert facts_of("", E2, Options(meeting_moved=True)).concepts == ("moved_meeting",)


@pytest.mark.parametrize(
    ("rule", "options"),
    [("14a-9", Options()), (E2, Options(deadline="soon")), (E2, Options(delivery="pigeon"))],
)
def test_what_cannot_be_read_is_refused(rule: str, options: Options) -> None:
    with pytest.raises(Unusable):
        facts_of("late", rule, options)


def test_facts_come_from_a_file_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.txt"
    path.write_text("from a file\n", encoding="utf-8")
    assert read_argument(f"@{path}") == "from a file\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("from standard input"))
    assert read_argument("-") == "from standard input"
    assert (read_argument("as typed"), read_argument(None)) == ("as typed", "")
    with pytest.raises(Unusable):
        read_argument(f"@{tmp_path / 'none.txt'}")


def test_the_facts_are_told_back() -> None:
    lines = facts_of("by fax two days after the deadline", E2).lines()
    assert lines[:3] == [f"ground: {E2}", "days late: 2", "delivery: fax"]


@given(st.text(max_size=300))
def test_any_text_gives_facts(text: str) -> None:
    facts = facts_of(text, E2)
    assert facts.days_late is None or facts.days_late > 0
    assert len(facts.words) <= 60
