"""The forms of a citation: dates and years in brackets, reports, dates in prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.citations_forms import mentions
from indexer.citations_prose import undated

ONE = "2005-03-09"
BRACKETS = [
    ("(avail. Mar. 9, 2005)", [ONE]),
    ("(available on March 9, 2005)", [ONE]),
    ("(publicly available March 9, 2005)", [ONE]),
    ("(made publicly available Mar. 9, 2005)", [ONE]),
    ("(3/9/2005)", [ONE]),
    ("(9 March 2005)", [ONE]),
    ("( avail. March 9 , 2OO5 )", [ONE]),
    ("[March 9, 2005]", [ONE]),
    ("(March 9, 2005", [ONE]),
    ("(SEC No-Action Letter, March 9, 2005)", [ONE]),
    (", 2005 WL 123456 (Mar. 9, 2005)", [ONE]),
    (", SEC No-Action Letter, 2005 SEC No-Act. LEXIS 57 (Mar. 9, 2005)", [ONE]),
    (", SEC No-Action Letter, 3/9/05", [ONE]),
    (", Fed. Sec. L. Rep. (CCH) ¶ 77,312 (Mar. 9, 2005)", [ONE]),
    ("(Recon.) (Mar. 9, 2005)", [ONE]),
    ("(Moll Fund) (Recon.) (Mar. 9, 2005)", [ONE]),
    ("(Mar. 9, 2005, recon. denied Apr. 4, 2005)", [ONE]),
    ("(Mar. 9, 2005; Recon. Apr. 4, 2005)", [ONE]),
    ("(Mar. 9, 2005) (recon. denied Apr. 4, 2005)", [ONE]),
    ("(Mar. 9, 2005, avail. Mar. 12, 2005)", [ONE]),
    ("(avail. Mar. 9, 2005; avail. Mar. 12, 2005)", [ONE, "2005-03-12"]),
    ("(Mar. 9, 2005; Apr. 4, 2006; and May 5, 2007)", [ONE, "2006-04-04", "2007-05-05"]),
    ("(Mar. 9 and Apr. 4, 2005)", [ONE, "2005-04-04"]),
    ("(Mar. 9 and 10, 2005)", [ONE, "2005-03-10"]),
    ('(Mar. 9, 2005) ("Orrin I") and (Apr. 4, 2006)', [ONE, "2006-04-04"]),
    (", letter available March 9, 2005", [ONE]),
    ("(2005)", [None]),
    ("(avail. 2005)", [None]),
    ("(March 2005)", [None]),
]


@pytest.mark.parametrize(("form", "dates"), BRACKETS)
def test_a_form_is_read(form: str, dates: list[str | None]) -> None:
    comma = "" if form.startswith(",") else " "
    found = mentions(f"See Orrin Mills, Inc.{comma}{form}; and the rest.")
    assert [(m.name.name, [d.iso for d in m.dates]) for m in found] == [("Orrin Mills, Inc.", dates)]
    assert all(d.year == 2005 for d in found[0].dates if d.iso is None)


@pytest.mark.parametrize(
    "form", ["(filed Mar. 9, 2005)", "(Del. Ch. Mar. 9, 2005)", "(Mar. 9, 2005, Form 8-K)", "(page 3)", "(1776)"]
)
def test_another_bracket_is_no_form(form: str) -> None:
    assert mentions(f"See Orrin Mills, Inc. {form}; and the rest.") == []


def test_a_bracket_before_the_date_is_read_for_what_it_is() -> None:
    (proponent,) = mentions("in Orrin Corp. (Fairlight Fund) (avail. Mar. 9, 2005)")
    (defined,) = mentions('in Orrin Corp. ("Orrin") (Mar. 9, 2005)')
    (former,) = mentions("in Orrin Corp. (formerly Tarn) (Mar. 9, 2005)")
    (after,) = mentions('in Orrin Corp. (Mar. 9, 2005) (the "Orrin Letter")')
    assert (proponent.proponent, proponent.strong) == ("Fairlight Fund", True)
    assert (defined.proponent, defined.alias) == (None, "Orrin")
    assert (former.proponent, former.alias) == (None, None)
    assert after.alias == "Orrin Letter"


def test_a_mention_runs_from_the_name_to_the_closing_bracket() -> None:
    text = "See *Orrin Mills, Inc.* (Moll) (avail. Mar. 9, 2005) (one day)."
    (found,) = mentions(text)
    assert text[found.start : found.end] == "Orrin Mills, Inc.* (Moll) (avail. Mar. 9, 2005)"


def test_a_date_before_the_name_is_read_in_prose() -> None:
    (found,) = mentions("in the staff's March 9, 2005 letter to Orrin Mills, Inc., which was brief")
    assert (found.name.name, found.dates[0].iso, found.form) == ("Orrin Mills, Inc.", ONE, "prose")
    assert mentions("in our March 9, 2005 letter to Orrin Mills, Inc.") == []


def test_letters_without_a_day_are_found_apart() -> None:
    (found,) = undated("the no-action relief granted to Orrin Mills, Inc. in 1991")
    assert (found.name.name, found.dates[0].iso, found.dates[0].year) == ("Orrin Mills, Inc.", None, 1991)
    (dated,) = undated(
        "So be it. On May 3, 2001, the staff of the Commission granted no-action relief to Whole Grain regarding it."
    )
    assert (dated.name.name, dated.dates[0].iso) == ("Whole Grain", "2001-05-03")
    assert undated("no-action relief to the Company, a request to Orrin Mills, Inc.") == []


@given(st.text(alphabet=st.sampled_from("Orin Inc.(),;Mar92005availTheandwl&\n'[]*"), max_size=200))
def test_any_text_gives_mentions_in_order_without_overlaps(text: str) -> None:
    end = 0
    for found in mentions(text):
        assert end <= found.start < found.end <= len(text)
        assert found.start == found.name.start
        end = found.end
