"""Letters that a draft leaves out: what is newer is newer than all that it cites for the ground."""

from __future__ import annotations

from corpus.catalog import open_catalog
from corpus.records import Text
from indexer.engines import open_engine
from search.check import check
from search.drafts import draft_of
from search.unmentioned import unmentioned
from tests.search.desk_home import letters_home


def newer(text: str) -> list[str]:
    """The days of the newer letters that a draft of these words leaves out."""
    home, _ = letters_home()
    with open_catalog(home) as catalog:
        found = check(draft_of("draft.txt", Text(text)), catalog, home, "2026-11-22")
        left_out = unmentioned(found, catalog, home, open_engine(home, catalog))
    return [one.offer.held.letter.response_date or "" for one in left_out if one.kind == "newer"]


def test_a_letter_that_is_not_held_counts_among_those_cited() -> None:
    old = newer("The staff concurred under Rule 14a-8(e)(2) in Vantry Mills, Inc. (May 4, 1983).")
    assert len(old) > 1 and min(old) > "1983-05-04"
    middle = max(old)
    later = newer(f"The staff concurred under Rule 14a-8(e)(2) in Vantry Mills, Inc. (May 4, {middle[:4]}).")
    assert all(day > f"{middle[:4]}-05-04" for day in later)
    assert newer("The staff concurred under Rule 14a-8(e)(2) in Vantry Mills, Inc. (May 4, 2026).") == []


def test_a_letter_on_the_other_side_counts_among_those_cited() -> None:
    text = "The staff was unable to concur under Rule 14a-8(e)(2) in Ottermere Telecom Group, Inc. (March 2, 2000)."
    both = f"The staff concurred under Rule 14a-8(e)(2) in Vantry Mills, Inc. (1971) and Orrin Rail Co. (1972). {text}"
    assert newer(both) and min(newer(both)) > "2000-03-02"


def test_where_no_cited_letter_has_a_date_nothing_is_called_newer() -> None:
    assert newer("Rule 14a-8(e)(2) bars it. See Vantry Mills, Inc. (avail. date unknown).") == []
