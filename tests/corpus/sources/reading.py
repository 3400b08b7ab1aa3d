"""What the tests of sources share: the indexer's readers, the shipped addresses, and the saved pages (all invented)."""

from pathlib import Path

from corpus.sources import Addresses, Listed, Readers, load, read_page
from indexer.dates import find_dates
from indexer.formulas import chart_outcome
from indexer.rules import find_rules

PAGES = Path(__file__).with_name("pages")
SITE = "https://www.sec.gov"
READERS = Readers(find_dates, lambda text: [rule for rule, _, _ in find_rules(text)], chart_outcome)
WHERE = {
    "landing-2024": "/rules-regulations/shareholder-proposals",
    "landing-2019": "/corpfin/shareholder-proposals-no-action",
    "landing-archive": "/divisions/corpfin/cf-noaction/14a-8.shtml",
    "year-2007": "/divisions/corpfin/cf-noaction/2007_14a-8.shtml",
    "year-2012": "/divisions/corpfin/cf-noaction/2012_14a-8.shtml",
    "year-2014": "/divisions/corpfin/cf-noaction/2014_14a-8.shtml",
    "season-2019-chart": "/corpfin/2019-2020-shareholder-proposals-no-action",
    "season-2023": "/rules-regulations/shareholder-proposals/2023-2024",
    "season-2023-page-2": "/rules-regulations/shareholder-proposals/2023-2024?page=1",
    "pending-2024": "/rules-regulations/shareholder-proposals/pending",
    "list-2025-no-response": "/corpfin/14a-8j-no-response",
    "list-2025-responses": "/corpfin/14a-8j-responses",
    "list-2025-i1-incoming": "/corpfin/i1-incoming",
    "list-2025-i1-responses": "/corpfin/i1-responses",
}
"""The saved pages, one per era and form, and where the invented site has them."""


def page(name: str, addresses: Addresses | None = None, season: str | None = None) -> Listed:
    return read_page((PAGES / f"{name}.html").read_bytes(), SITE + WHERE[name], addresses or load(), READERS, season)
