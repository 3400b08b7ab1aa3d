"""Saved pages of every era and form, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources import load, read_page
from corpus.sources.listing import holders
from tests.corpus.sources.reading import READERS, SITE, WHERE, page

ARCHIVE = "/divisions/corpfin/cf-noaction/"
IN_2014 = ARCHIVE + "14a-8/2014/"
FILES = "/files/corpfin/no-action/14a-8/"
TARRANT, CORRIE, HANDS, SISTERS = "Oswin Tarrant", "Ida Corrie", "Millhands Pension Fund", "Sisters of the Quiet Ford"

# page: (form, company, proponent, response's date, request's date, path of the file)
LISTED = {
    "year-2007": [
        ("combined", "Ashlar Mills, Inc.", None, "2007-07-09", None, ARCHIVE + "14a-8/2007/ashlarmills070907-14a8.pdf"),
        ("combined", "Bexley Rail Corporation", None, "2007-02-15", None, ARCHIVE + "14a-8/2007/bexleyrail021507-14a8.pdf"),
        ("combined", "Bexley Rail Corporation", None, "2007-03-01", None, ARCHIVE + "14a-8/2007/bexleyrail030107-14a8.pdf"),
        ("combined", "Corbel & Stone Co.", None, "2007-12-12", None, ARCHIVE + "14a-8/2007/corbelstone121207-14a8.pdf"),
    ],
    "year-2012": [
        ("combined", "Ashlar Mills, Inc.", TARRANT, "2012-02-03", None, ARCHIVE + "14a-8/2012/ashlarmills020312-14a8.pdf"),
        ("combined", "Dunmere Gas Company", TARRANT, "2012-01-10", None, ARCHIVE + "14a-8/2012/tarrantdunmere011012-14a8.pdf"),
        ("combined", "Dunmere Gas Company", HANDS, "2012-02-28", None, ARCHIVE + "14a-8/2012/millhandsdunmere022812-14a8.pdf"),
    ],
    "year-2014": [
        ("combined", "Ashlar Mills, Inc.", TARRANT, "2014-02-03", None, ARCHIVE + "14a-8/2014/tarrantashlar020314-14a8.pdf"),
        ("combined", "Dunmere Gas Company", None, "2014-03-28", None, ARCHIVE + "14a-8/2014/dunmere032814-14a8-recon.pdf"),
        ("combined", "Eddystone Bank plc", SISTERS, "2014-01-07", None, ARCHIVE + "14a-8/2014/eddystone010714-14a8.pdf"),
        ("incoming", "Fairlead Trust", None, "2014-02-14", "2013-12-24", IN_2014 + "fairlead122413-14a8-incoming.pdf"),
        ("response", "Fairlead Trust", None, "2014-02-14", "2013-12-24", IN_2014 + "fairlead021414-14a8.pdf"),
    ],
    "season-2019-chart": [
        ("chart", "Ashlar Mills, Inc.", TARRANT, "2020-02-05", "2019-12-13", None),
        ("incoming", "Ashlar Mills, Inc.", TARRANT, "2020-02-05", "2019-12-13", FILES + "ashlarmills121319.pdf"),
        ("chart", "Dunmere Gas Company", f"{HANDS}; {CORRIE}", "2020-02-11", "2019-12-20", None),
        ("chart", "Eddystone Bank plc", CORRIE, "2020-03-02", "2020-01-06", None),
        ("response", "Eddystone Bank plc", CORRIE, "2020-03-02", "2020-01-06", FILES + "eddystone030220.pdf"),
        ("chart", "Eddystone Bank plc", SISTERS, None, "2020-01-06", None),
    ],
    "season-2023": [
        ("combined", "Ashlar Mills, Inc.", CORRIE, "2024-03-01", None, FILES + "corrieashlar030124.pdf"),
        ("combined", "Dunmere Gas Company", TARRANT, "2024-01-18", None, FILES + "tarrantdunmere011824.pdf"),
    ],
    "season-2023-page-2": [
        ("combined", "Fairlead Trust", SISTERS, "2023-11-30", None, FILES + "fordfairlead113023.pdf"),
    ],
    "pending-2024": [
        ("incoming", "Ashlar Mills, Inc.", TARRANT, None, "2025-01-08", FILES + "tarrantashlar010825-14a8-incoming.pdf"),
        ("incoming", "Dunmere Gas Company", CORRIE, None, "2024-12-30", FILES + "corriedunmere123024-14a8-incoming.pdf"),
    ],
    "list-2025-no-response": [
        ("incoming", "Ashlar Mills, Inc.", TARRANT, None, "2025-12-02", FILES + "tarrantashlar120225.pdf"),
        ("incoming", "Eddystone Bank plc", CORRIE, None, "2025-12-15", FILES + "corrieeddystone121525.pdf"),
    ],
    "list-2025-responses": [
        ("incoming", "Dunmere Gas Company", HANDS, "2026-01-15", "2025-12-08", FILES + "dunmere120825-14a8-incoming.pdf"),
        ("response", "Dunmere Gas Company", HANDS, "2026-01-15", "2025-12-08", FILES + "dunmere011526.pdf"),
        ("response", "Fairlead Trust", None, "2026-01-20", None, FILES + "fairlead012026.pdf"),
    ],
    "list-2025-i1-incoming": [],
    "list-2025-i1-responses": [
        ("response", "Corbel & Stone Co.", CORRIE, "2026-02-17", None, FILES + "corbel021726.pdf"),
    ],
    "landing-2024": [],
    "landing-2019": [],
    "landing-archive": [],
}  # fmt: skip


@pytest.mark.parametrize("name", WHERE)
def test_every_letter_of_a_page_is_read_once(name: str) -> None:
    found = [
        (r.form, r.company, r.proponent, r.date, r.incoming_date, r.url and r.url.removeprefix(SITE))
        for r in page(name).references
    ]
    assert found == LISTED[name]


def test_a_chart_tells_grounds_and_answers() -> None:
    rows = [r for r in page("season-2019-chart").references if r.form == "chart"]
    assert [(r.bases_asserted, r.bases_staff, r.chart_outcome) for r in rows] == [
        (("14a-8(i)(7)", "14a-8(i)(10)"), ("14a-8(i)(7)",), "concurred"),
        (("14a-8(e)(2)",), (), "concurred"),
        (("14a-8(b)", "14a-8(f)"), (), "not_concurred"),
        (("14a-8(i)(3)",), (), "withdrawn"),
    ]
    assert {r.season for r in rows} == {"2019-2020"}


@pytest.mark.parametrize(
    ("name", "listings"),
    [
        (
            "landing-2024",
            [
                ("pending", None, None, "/rules-regulations/shareholder-proposals/pending"),
                ("season", None, "2024-2025", "/rules-regulations/shareholder-proposals/2024-2025"),
                ("season", None, "2023-2024", "/rules-regulations/shareholder-proposals/2023-2024"),
                ("incoming", None, "2025-2026", "/corpfin/14a-8j-no-response"),
                ("responses", None, "2025-2026", "/corpfin/14a-8j-responses"),
                ("incoming", None, "2025-2026", "/corpfin/i1-incoming"),
                ("responses", None, "2025-2026", "/corpfin/i1-responses"),
                ("index", None, None, "/corpfin/shareholder-proposals-no-action"),
            ],
        ),
        (
            "landing-2019",
            [
                ("season", None, "2020-2021", "/corpfin/2020-2021-shareholder-proposals-no-action"),
                ("season", None, "2019-2020", "/corpfin/2019-2020-shareholder-proposals-no-action"),
                ("year", 2019, None, ARCHIVE + "2019_14a-8.shtml"),
                ("year", 2018, None, ARCHIVE + "2018_14a-8.shtml"),
                ("year", 2014, None, ARCHIVE + "2014_14a-8.shtml"),
                ("year", 2007, None, ARCHIVE + "2007_14a-8.shtml"),
            ],
        ),
        ("landing-archive", [("year", n, None, f"{ARCHIVE}{n}_14a-8.shtml") for n in (2014, 2012, 2007)]),
        ("year-2014", []),
    ],
)
def test_landing_pages_lead_to_the_lists(name: str, listings: list[tuple[str, int | None, str | None, str]]) -> None:
    found = [(one.kind, one.year, one.season, one.url.removeprefix(SITE)) for one in page(name).listings]
    assert found == listings


def test_further_pages_of_a_list_are_named() -> None:
    assert page("season-2023").more == (SITE + WHERE["season-2023-page-2"],)
    assert page("year-2012").more == (SITE + WHERE["year-2012"] + "?page=2",)
    assert page("year-2014").more == ()


def test_a_page_that_says_it_lists_nothing() -> None:
    assert page("list-2025-i1-incoming").empty
    assert not page("year-2014").empty
    assert not page("landing-2019").empty


def test_links_to_other_hosts_are_no_references() -> None:
    html = '<li><a href="https://elsewhere.example/no-action/a010203-14a8.pdf">Ashlar Mills, Inc.</a>, Jan. 2, 2003</li>'
    assert read_page(html, SITE + "/x", load(), READERS).references == ()


def test_on_a_mirror_the_commissions_links_lead_to_the_mirror() -> None:
    mirror = load(base_url="http://127.0.0.1:8080")
    html = f'<p><a href="https://www.sec.gov{FILES}a010203.pdf">Ashlar Mills, Inc.</a>, Jan. 2, 2003</p>'
    (reference,) = read_page(html, "http://127.0.0.1:8080/list", mirror, READERS).references
    assert reference.url == f"http://127.0.0.1:8080{FILES}a010203.pdf"


def test_a_list_moved_to_new_addresses_is_read_and_forms_are_not() -> None:
    html = """<ul><li><a href="/new/place/1.pdf">Ashlar Mills, Inc.</a>, January 2, 2027</li>
    <li><a href="/new/form.pdf">Submission form</a></li></ul>"""
    (reference,) = read_page(html, SITE + "/x", load(), READERS).references
    assert (reference.company, reference.date) == ("Ashlar Mills, Inc.", "2027-01-02")


@given(st.text(alphabet='<>aptrdhlive="/.14-8 \n', max_size=300))
def test_any_markup_is_read(html: str) -> None:
    told = read_page(html, SITE + "/x", load(), READERS)
    assert {r.url.split("/")[2] for r in told.references if r.url} <= {"www.sec.gov"}


def test_proponents_are_told_apart() -> None:
    assert holders(f"{HANDS}; {CORRIE}") == (HANDS, CORRIE)
    assert holders("Ida Corrie and Oswin Tarrant") == (CORRIE, TARRANT)
    assert holders(None) == ()
