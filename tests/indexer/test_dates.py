from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates import find_dates, first_date, month_of

READ = {
    "March 9, 2005": "2005-03-09",
    "Mar. 9, 2005": "2005-03-09",
    "the 4th of March 1991": "1991-03-04",
    "9 July 2007": "2007-07-09",
    "this 5th day of March, 2004": "2004-03-05",
    "December 20 2007": "2007-12-20",
    "February l4, 2012": "2012-02-14",
    "February 15,2012": "2012-02-15",
    "Februar 22,2010": "2010-02-22",
    "March II, 20 I4": "2014-03-11",
    "January 112008": "2008-01-11",
    "Janlliuy 24, 2012": "2012-01-24",
    "Decernber 30, 1998": "1998-12-30",
    "January 7, 201l.": "2011-01-07",
    "January 5, 2OO9": "2009-01-05",
    "FINANCEFebruary 27, 2019Ada": "2019-02-27",
    "Feb. l6,\n1993": "1993-02-16",
    "P.E. 6-18-07": "2007-06-18",
    "Public Availability: 7/9/2007": "2007-07-09",
    "AVAIL. DATE 12-27-94": "1994-12-27",
    "MAR 4 1991": "1991-03-04",
    "2004 MAR 11 AM 9:52": "2004-03-11",
    "01 DEC -5 PM 2:16": "2001-12-05",
    "Date: Sat, 30 Nov 2019 00:14:09": "2019-11-30",
    "Nov. 25 '98": "1998-11-25",
    "14.08.2007": "2007-08-14",
    "2016-03-08": "2016-03-08",
    "25/3/2009": "2009-03-25",
    "January Z4, l989": "1989-01-24",
    "January 2 4, 1989": "1989-01-24",
    "J A N 2 4 1989": "1989-01-24",
    "FEB 2 4 2000": "2000-02-24",
    "Availability 2-17-2OOO": "2000-02-17",
    "AVAIL. 2 / 17 / 2000": "2000-02-17",
    "N0V 29 1988": "1988-11-29",
    "MAR - 6 1991": "1991-03-06",
    "Decernber l9, l988": "1988-12-19",
    "Marcb 6, 2008": "2008-03-06",
    "March S, 1996": "1996-03-05",
    "JAN. 24. 1989": "1989-01-24",
    "January 24, 19 89": "1989-01-24",
    "February B, 1997": "1997-02-08",
    "December 3O, 1991": "1991-12-30",
}
NONE = (
    "Release No. 34-20091",
    "404-504-7786",
    "rule 14a-8(i)(10) of 1998",
    "February 2008",
    "Form 10 2007",
    "February 30, 2007",
    "Exhibit I 2007",
    "section 7-106-401",
    "File No. 001-12-3456",
    "Page Z4, 1989",
    "Exhibit B, 1997",
    "in May I said in 1989",
    "M A Y 1989",
    "a share of 2-17-20000",
)


@pytest.mark.parametrize(("text", "iso"), READ.items())
def test_reads(text: str, iso: str) -> None:
    assert [at.iso for at in find_dates(text)] == [iso]


@pytest.mark.parametrize("text", NONE)
def test_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_the_place_is_the_date_without_what_is_glued_to_it() -> None:
    text = "WASHINGTONFebruary 27, 2019Ada Cole"
    at = first_date(text)
    assert at is not None and text[at.start : at.end] == "February 27, 2019"


def test_several_dates_stand_in_order_and_apart() -> None:
    text = "your letters dated May 3, 2001, 6/4/2001 and July 5 2001"
    assert [at.iso for at in find_dates(text)] == ["2001-05-03", "2001-06-04", "2001-07-05"]


@given(
    st.dates(min_value=date(1970, 1, 1), max_value=date(2039, 12, 31)), st.sampled_from(("%B {}, %Y", "%b. {}, %Y", "{} %B %Y"))
)
def test_every_day_of_the_calendar_is_read(day: date, form: str) -> None:
    written = day.strftime(form).replace("{}", str(day.day))
    assert [at.iso for at in find_dates(f"dated {written}; see")] == [day.isoformat()]


@given(st.text(alphabet="JanuryFebMchAprilDc 0123456789lIO,.-/'\n", max_size=80))
def test_any_text_gives_dates_within_it(text: str) -> None:
    last = 0
    for at in find_dates(text):
        assert last <= at.start < at.end <= len(text)
        assert date.fromisoformat(at.iso) - date(1900, 1, 1) >= timedelta(0)
        last = at.end


def test_every_spelling_of_the_data_file_names_its_month_and_no_other() -> None:
    rows = json.loads(files("indexer").joinpath("data/months.json").read_text(encoding="utf-8"))["months"]
    words = [(word, row["month"]) for row in rows for word in (row["name"], *row["short"], *row["damaged"])]
    assert [month_of(word) for word, _ in words] == [month for _, month in words]
    assert len({word.casefold() for word, _ in words}) == len(words)


@pytest.mark.parametrize("word", ["Section", "Note", "Form", "Item", "Rule", "Mary", "Decide"])
def test_a_word_is_no_month(word: str) -> None:
    assert month_of(word) is None
