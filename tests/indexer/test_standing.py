from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import Unusable
from corpus.home import Home, table
from indexer.rulebook import known
from indexer.standing import TABLES, standing, standings
from tests.indexer.citing import holding, letter
from tests.indexer.test_resolution import key

SHIPPED = standings()


def one(day: str, *grounds: str, outcome: str = "concurred") -> object:
    return key("it", "Arden Mills", day, bases_staff=grounds, outcome=outcome)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_its_source_and_says_whether_it_is_verified(name: str) -> None:
    for row in csv.DictReader(io.StringIO(table("indexer", name))):
        assert row["verified"] in ("yes", "no")
        assert row["source"] or row["verified"] == "no", row
        for ground in (row.get("ground") or row.get("grounds") or row.get("except") or "").split(";"):
            assert not ground or known(ground), ground


@pytest.mark.parametrize("day", ["1999-02-19", "2007-07-09", "2014-11-20", "2024-03-01"])
@pytest.mark.parametrize("ground", ["14a-8(e)(2)", "14a-8(e)", "14a-8(h)(3)", "14a-8(i)(10)", "14a-8(i)(2)"])
def test_letters_on_untouched_grounds_stand(day: str, ground: str) -> None:
    assert SHIPPED.sentence(one(day, ground)) is None  # type: ignore[arg-type]
    assert SHIPPED.guidance_changed(one(day, ground)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "ground", "said"),
    [
        (
            "2023-02-01",
            "14a-8(i)(7)",
            "Staff Legal Bulletin No. 14L, in force when it was answered, was rescinded on February 12, 2025",
        ),
        ("2018-01-10", "14a-8(i)(5)", "Staff Legal Bulletin No. 14I"),
        ("2010-01-10", "14a-8(i)(7)", "rescinded (February 12, 2025"),
        ("1996-01-10", "14a-8(c)(7)", "14a-8(i)(7) since then"),
        ("2007-02-01", "14a-8(i)(8)", "January 10, 2008"),
        ("2007-02-01", "14a-8(i)(8)", "September 20, 2011"),
        ("2015-01-16", "14a-8(i)(9)", "date unverified"),
        ("2019-01-16", "14a-8(i)(12)(ii)", "5/15/25"),
        ("2003-01-16", "14a-8(i)(3)", "Staff Legal Bulletin No. 14B"),
        ("2012-01-16", "14a-8(f)(1)", "No. 14M"),
    ],
)
def test_what_changed_is_said_with_its_date(day: str, ground: str, said: str) -> None:
    assert said in (SHIPPED.sentence(one(day, ground)) or "")  # type: ignore[arg-type]


def test_a_letter_after_the_last_break_stands() -> None:
    assert SHIPPED.sentence(one("2025-03-01", "14a-8(i)(7)")) is None  # type: ignore[arg-type]
    assert SHIPPED.sentence(one("2016-01-15", "14a-8(i)(9)")) is None  # type: ignore[arg-type]


def test_only_the_ground_asked_about_counts() -> None:
    both = one("2019-01-10", "14a-8(e)(2)", "14a-8(i)(7)")
    assert SHIPPED.guidance_changed(both, "14a-8(e)(2)") is None  # type: ignore[arg-type]
    changed = SHIPPED.guidance_changed(both, "14a-8(c)(7)")  # type: ignore[arg-type]
    assert changed is not None and changed.date == "2025-02-12"


@pytest.mark.parametrize("outcome", ["withdrawn", "no_view", "incoming_only"])
def test_guidance_does_not_change_a_letter_without_merits(outcome: str) -> None:
    assert SHIPPED.guidance_changed(one("2019-01-10", "14a-8(i)(7)", outcome=outcome)) is None  # type: ignore[arg-type]
    assert SHIPPED.sentence(one("2019-01-10", "14a-8(i)(7)", outcome=outcome)) is None  # type: ignore[arg-type]


def test_the_regime_of_a_reply_without_merits_is_said() -> None:
    assert "without a view on the merits" in (SHIPPED.sentence(one("2026-01-15", "14a-8(e)(2)", outcome="no_objection")) or "")  # type: ignore[arg-type]
    assert SHIPPED.sentence(one("2026-01-15", "14a-8(i)(1)", outcome="no_view")) is None  # type: ignore[arg-type]
    assert SHIPPED.sentence(one("2016-01-15", "14a-8(e)(2)", outcome="no_view")) is None  # type: ignore[arg-type]


def test_a_reversed_letter_says_when_and_how(tmp_path: Path) -> None:
    first = letter("Arden Mills", "2016-02-02", outcome="not_concurred", proponents=("Hobbs Fund",), incoming_date="2015-12-22")
    again = replace(letter("Arden Mills", "2016-03-08", proponents=("Hobbs Fund",), incoming_date="2016-02-12"),
                    kind="reconsideration", reconsiders="2016-02-02")  # fmt: skip
    with holding(tmp_path, [first, again]) as catalog:
        earlier, later = catalog.get("arden-mills-2016-02-02"), catalog.get("arden-mills-2016-03-08")
        assert earlier is not None and later is not None
        assert standing(earlier, catalog) == "reversed on reconsideration on March 8, 2016: the staff concurred."
        assert standing(later, catalog) is None


def test_a_table_of_the_users_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.tables_dir.mkdir()
    (home.tables_dir / "breaks.csv").write_text(
        "ground,date,what changed,source\n14a-8(e)(2),2020-05-05,receipt by e-mail,my notes\n", encoding="utf-8"
    )
    own = standings(home)
    assert "receipt by e-mail (May 5, 2020; my notes)" in (own.sentence(one("2007-07-09", "14a-8(e)(2)")) or "")  # type: ignore[arg-type]
    assert own.guidance_changed(one("2010-01-10", "14a-8(i)(7)")) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content", ["ground,date\n14a-8(b),2020-01-01\n", "ground,date,what changed,source\n14a-8(b),May 2020,x,y\n"]
)
def test_a_broken_table_is_named_with_its_line(tmp_path: Path, content: str) -> None:
    home = Home(tmp_path / content[:22].replace(",", "-") / str(len(content)))
    home.tables_dir.mkdir(parents=True)
    (home.tables_dir / "breaks.csv").write_text(content, encoding="utf-8")
    with pytest.raises(Unusable, match=r"breaks.csv, line 2"):
        standings(home)
