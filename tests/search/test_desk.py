"""What the desk prints of a checked draft: no more than was read, told apart, within the line."""

from __future__ import annotations

import re

import pytest

from corpus.catalog import open_catalog
from corpus.records import Text
from search.check import Checked, check
from search.desk import check_lines, comment_of
from search.drafts import draft_of
from search.terminal import Terminal
from search.verdicts import Claim, Finding, Note
from tests.search.desk_home import letters_home

TODAY = "2026-11-22"
DRUMMEL = "Drummel Instrument Corporation (January 13, 2009)"


def checked(text: str) -> Checked:
    home, _ = letters_home()
    with open_catalog(home) as catalog:
        return check(draft_of("draft.txt", Text(text)), catalog, home, TODAY)


def shown(found: Checked, width: int = 100) -> str:
    return " ".join(" ".join(check_lines(found, [], Terminal(width))).split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"On this point see {DRUMMEL}.", "name and date agree; what the draft says of it, if anything, was not read."),
        (f"{DRUMMEL}, a case under Rule 14a-8(e)(2), is of use.", "what the draft says that the staff did, if anything"),
    ],
)
def test_where_no_outcome_was_read_none_is_said_to_agree(text: str, told: str) -> None:
    found = checked(text)
    (entry,) = found.entries
    assert entry.finding.verdict == "verified" and not any(claim.kind == "outcome" for claim in entry.finding.claims)
    assert told in comment_of(entry) and told in shown(found)
    assert "what is said of it agree with the record" not in comment_of(entry)


def test_where_the_outcome_was_read_it_is_said_to_agree() -> None:
    found = checked(f"The staff concurred under Rule 14a-8(e)(2) in {DRUMMEL}.")
    assert "name, date and what is said of it agree" in comment_of(found.entries[0])
    assert "was not read" not in shown(found)


def test_a_letter_known_by_facts_agrees_with_the_facts_only() -> None:
    from dataclasses import replace

    (entry,) = checked(f"The staff concurred in {DRUMMEL}.").entries
    finding = Finding("unchecked", (Claim("outcome", "concurred", True),), (Note("facts_only", "known by facts only"),))
    told = comment_of(replace(entry, finding=finding))
    assert "Outcome concurred (agrees with the facts from public sources only)" in told


def test_two_dates_behind_one_name_are_told_apart() -> None:
    found = checked("See Vantry Glassworks Corp. (avail. Jan. 24, 2001; avail. Mar. 9, 2000).")
    assert len(found.entries) == 2
    assert "the letter of January 24, 2001" in shown(found) and "the letter of March 9, 2000" in shown(found)
    assert "March 9, 2000" in comment_of(found.entries[1])
    assert "the letter of" not in shown(checked(f"See {DRUMMEL}."))


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_of_a_check_is_wider_than_the_terminal(width: int, colour: bool) -> None:
    name = "Vantry Glassworks and Penrose Consolidated Foundries International Holdings Corporation"
    lines = check_lines(checked(f"See {name} (January 24, 2001)."), [], Terminal(width, colour))
    plain = [re.sub(r"\x1b\[\d*m", "", line) for line in lines]
    assert max(map(len, plain)) <= width
    assert name in " ".join(" ".join(plain).split())
