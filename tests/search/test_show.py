from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import (
    Citation,
    Determination,
    Evidence,
    Guidance,
    HeldLetter,
    Letter,
    Proposal,
    Text,
    Timeliness,
)
from search.show import page, quote, record_json
from search.terminal import Terminal

TEXT = Text("March 1, 2010. Re: Harlan Mill Company. Received   December\n3, 2009 by fax.")
LETTER = Letter(
    "Harlan Mill Company",
    response_date="2010-03-01",
    outcome="no_objection",
    conditional=True,
    determinations=(Determination("14a-8(e)(2)", "no_view"), Determination("14a-8(b)", None)),
    bases_staff=("14a-8(e)(2)",),
    proponents=("Ada Quill", "Bo Tarn"),
    citations=(Citation("Dorrit Corp.", None, "proponent", "Dorrit (2005)", year=2005),),
    guidance=(Guidance("bulletin", "Staff Legal Bulletin No. 14F"),),
    timeliness=Timeliness(None, "2009-12-03", 4, "fax"),
    proposal=Proposal("honey and its uses in long winters " * 6, None),
    evidence=Evidence({"company": ((19, 38),)}, {"proponents": ((), ((0, 5),))}, {"timeliness": {"received": ((51, 67),)}}),
)
HELD = HeldLetter("harlan-mill-company-2010-03-01", LETTER, "letter", ("https://example.org/x",), ("ab" * 32,))


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, page(HELD, TEXT, 3, Terminal(width)))) <= width


def test_each_field_stands_with_the_words_it_was_read_from() -> None:
    lines = [line.strip() for line in page(HELD, TEXT, 3, Terminal(100))]
    assert lines[lines.index("company        Harlan Mill Company") + 1] == '"Harlan Mill Company" [19-38]'
    assert lines[lines.index("received       2009-12-03") + 1] == '"December 3, 2009" [51-67]'
    assert lines[lines.index("Bo Tarn") + 1] == '"March" [0-5]'


def test_a_letter_without_a_view_is_not_shown_as_a_concurrence() -> None:
    shown = "\n".join(page(HELD, TEXT, 0, Terminal(100)))
    assert "no view on the merits" in shown
    assert "concurred" not in shown
    painted = page(HELD, TEXT, 0, Terminal(100, colour=True))[1]
    assert painted.startswith("\x1b[33m")
    assert page(replace(HELD, letter=replace(LETTER, outcome="concurred")), TEXT, 0, Terminal(100, colour=True))[1].startswith(
        "\x1b[32m"
    )


def test_no_colour_without_a_terminal() -> None:
    assert "\x1b" not in "\n".join(page(HELD, TEXT, 0, Terminal(100)))


def test_facts_are_marked_and_unknown_results_said() -> None:
    facts = HeldLetter(
        "x", replace(LETTER, outcome=None, evidence=Evidence()), "facts", ("https://example.org/x",), note="Told by a paper."
    )
    shown = "\n".join(page(facts, None, 1, Terminal(120)))
    assert "not checked against the SEC's copy" in shown
    assert "Told by a paper." in shown
    assert "14a-8(b): result not known" in shown
    assert "1 held letter\n" in shown + "\n"


def test_json_holds_the_record_and_where_it_comes_from() -> None:
    shown = record_json(HELD, 3)
    assert (shown["id"], shown["source"], shown["source_urls"]) == (HELD.id, "letter", ["https://example.org/x"])
    assert (shown["sha256"], shown["cited_by_count"], shown["notice"]) == ("ab" * 32, 3, None)
    assert shown["evidence"]["company"] == [[19, 38]]


def test_long_words_are_cut_in_the_middle() -> None:
    cut = quote("begin " + "x " * 200 + "end")
    assert cut.startswith("begin") and cut.endswith("end") and " ... " in cut
    assert len(cut) < 130
    assert quote("two\n  words") == "two words"
