"""Which lists are followed, which letters taken."""

import pytest

from corpus.catalog import open_catalog
from corpus.errors import Unusable
from corpus.home import Home
from corpus.records import Citation, Letter, RawDocument, Reference, Text
from corpus.sources.addresses import Listing
from indexer.selection import Selection, Wanted, Wishes, fits, missing, scan_years, season_from, year_from


def listing(year: int | None = None, season: str | None = None) -> Listing:
    return Listing("u", "year" if year else "season", "t", year, season)


def listed(
    date: str | None = None, incoming: str | None = None, company: str = "Ashlar Mills, Inc.", form: str = "combined"
) -> Reference:
    return Reference("p", "u", form, company=company, date=date, incoming_date=incoming)


@pytest.mark.parametrize(
    ("selection", "one", "follows"),
    [
        (Selection(), listing(2007), True),
        (Selection(year=2014), listing(2014), True),
        (Selection(year=2014), listing(2013), False),
        (Selection(year=2024), listing(season="2023-2024"), True),
        (Selection(year=2024), listing(season="2024-2025"), True),
        (Selection(year=2024), listing(season="2022-2023"), False),
        (Selection(season="2024-2025"), listing(season="2023-2024"), False),
        (Selection(season="2018-2019"), listing(2019), True),
        (Selection(season="2018-2019"), listing(2017), False),
        (Selection(year=2014), listing(), True),
        (Selection(wanted=Wishes([Wanted("A", "2012-03-01"), Wanted("B", None, 2015)])), listing(2015), True),
        (Selection(wanted=Wishes([Wanted("A", "2012-03-01")])), listing(2015), False),
    ],
)
def test_lists_that_may_name_what_is_wanted_are_followed(selection: Selection, one: Listing, follows: bool) -> None:
    assert selection.follows(one) is follows


@pytest.mark.parametrize(
    ("selection", "reference", "where", "takes"),
    [
        (Selection(year=2014), listed("2014-02-03"), None, True),
        (Selection(year=2014), listed("2015-02-03"), None, False),
        (Selection(year=2014), listed("2015-01-03"), listing(2014), True),  # the list of the year itself decides
        (Selection(year=2014), listed(), None, True),
        (Selection(season="2018-2019"), listed("2018-12-03"), listing(2018), True),
        (Selection(season="2018-2019"), listed("2018-02-03"), listing(2018), False),
        (Selection(season="2018-2019"), listed("2018-10-30", "2018-09-28"), listing(2018), False),
        (Selection(season="2024-2025"), listed("2025-11-03"), listing(season="2024-2025"), True),
    ],
)
def test_letters_are_taken_by_date_and_list(
    selection: Selection, reference: Reference, where: Listing | None, takes: bool
) -> None:
    assert selection.takes(reference, where) is takes


@pytest.mark.parametrize(
    ("reference", "wanted", "fitting"),
    [
        (listed("2012-03-04"), Wanted("Ashlar Mills", "2012-03-01"), True),
        (listed("2012-04-04"), Wanted("Ashlar Mills", "2012-03-01"), False),
        (listed("2012-04-04"), Wanted("Ashlar Mills", None, 2012), True),
        (listed("2012-04-04"), Wanted("Ashlar Mills", None, 2013), False),
        (listed("2012-03-01", company="Bexley Rail"), Wanted("Ashlar Mills", "2012-03-01"), False),
        (listed("2012-05-01", company="ASHLAR MILLS INC", form="scan"), Wanted("Ashlar Mills", "2012-03-01"), True),
        (listed("2012-02-01", company="ASHLAR MILLS INC", form="scan"), Wanted("Ashlar Mills", "2012-03-01"), False),
    ],
)
def test_a_cited_letter_is_looked_for_by_name_and_date(reference: Reference, wanted: Wanted, fitting: bool) -> None:
    assert fits(reference, wanted) is fitting
    assert Wishes([wanted]).fit(reference) is fitting


def test_letters_older_than_the_lists_are_looked_for_among_scans() -> None:
    assert scan_years([Wanted("A", "2004-03-01"), Wanted("B", "1999-01-01"), Wanted("C", "2010-01-01"), Wanted("D")]) == [2004]


def test_what_is_cited_and_what_is_known_by_facts_is_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    from indexer import edges

    home = Home(tmp_path_factory.mktemp("home"), starter=False)
    cited = Citation("Bexley Rail Corp.", "2009-01-02", "company", "Bexley Rail Corp. (Jan. 2, 2009)")
    letter = Letter("Ashlar Mills, Inc.", response_date="2012-02-03", outcome="concurred", citations=(cited,))
    with open_catalog(home, write=True) as catalog:
        addition = catalog.add(RawDocument("0" * 64, b"x", "text/plain", "file:///x"), Text("x"), letter)
        catalog.add_known(Letter("Corbel & Stone Co.", response_date="2010-05-06"), "chart")
        edges.refresh(catalog, [addition.id], [])
        found = missing(catalog).letters
    assert {(one.company, one.date) for one in found} == {
        ("Bexley Rail Corp.", "2009-01-02"),
        ("Corbel & Stone Co.", "2010-05-06"),
    }


def test_seasons_and_years_are_checked() -> None:
    assert season_from("2024-25") == season_from("2024–2025") == season_from(" 2024/2025 ") == "2024-2025"
    assert season_from("1999-2000") == season_from("1999-00") == "1999-2000"
    for words in ("2024", "2024-2026", "2025-2024", "24-25", "2024-2"):
        with pytest.raises(Unusable):
            season_from(words)
    assert year_from(2014) == 2014
    assert year_from(None) is None
    with pytest.raises(Unusable):
        year_from(1492)
