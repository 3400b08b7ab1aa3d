"""The table of addresses: every pattern fits its examples, and every example is taken for what it is."""

import json
from importlib import resources
from pathlib import Path

import pytest

from corpus.errors import Unusable
from corpus.home import Home
from corpus.sources.addresses import load, plain, season_named, season_of

TABLE = json.loads((resources.files("corpus") / "data" / "addresses.json").read_text(encoding="utf-8"))
LISTS = ("letter_addresses", "never_letters", "listings", "columns", "forms", "empty_words", "nothing_listed")
EXAMPLES = [(name, row, example) for name in LISTS for row in TABLE[name] for example in row["examples"]]


@pytest.mark.parametrize(("name", "row", "example"), EXAMPLES)
def test_each_example_is_taken_by_its_own_row(name: str, row: dict[str, str], example: str) -> None:
    found = load().first(name, plain(example))
    assert found is not None
    assert found[0] == str(row.get("kind") or row.get("field") or row.get("form") or "")
    assert found[1].re.pattern == row["pattern"]


def test_every_row_has_an_example() -> None:
    assert all(row["examples"] for name in LISTS for row in TABLE[name])


def test_letters_and_what_lies_beside_them() -> None:
    addresses = load()
    for row in TABLE["letter_addresses"]:
        assert all(addresses.is_letter(f"https://www.sec.gov{example}") for example in row["examples"])
    for row in TABLE["never_letters"]:
        assert not any(addresses.is_letter(f"https://www.sec.gov{example}") for example in row["examples"])


@pytest.mark.parametrize(
    "words", ["Strategic Plan 2022-2026", "2022-2026", "2024-2025 Annual Report", "Rule 34-40018", "Contact"]
)
def test_other_links_name_no_list(words: str) -> None:
    assert load().listing("https://www.sec.gov/x", words) is None


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("a.pdf", "https://www.sec.gov/x/a.pdf"),
        ("/a.pdf#page=2", "https://www.sec.gov/a.pdf"),
        ("http://www.sec.gov/a.pdf", "https://www.sec.gov/a.pdf"),  # as old pages write it
        ("http://www.elsewhere.example/a.pdf", None),
        ("//www.sec.gov/a.pdf", "https://www.sec.gov/a.pdf"),
        ("https://www.sec.gov.example/a.pdf", None),
        ("https://user@www.sec.gov/a.pdf", None),
        ("https://www.sec.gov:8443/a.pdf", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("file:///etc/hosts", None),
    ],
)
def test_only_the_commissions_hosts(link: str, leads_to: str | None) -> None:
    assert load().absolute(link, "https://www.sec.gov/x/list.shtml") == leads_to


def test_a_users_table_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    own = TABLE | {"landing": [{"path": "/moved"}]}
    (tmp_path / "data" / "addresses.json").write_text(json.dumps(own), encoding="utf-8")
    assert load(Home(tmp_path)).landing == ("https://www.sec.gov/moved",)


@pytest.mark.parametrize("broken", ["{", "[]", '{"base": "ftp://x"}', '{"base": "https://x"}'])
def test_a_broken_table_is_said_in_one_line(tmp_path: Path, broken: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "addresses.json").write_text(broken, encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        load(Home(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "season"),
    [
        ("2024–2025", "2024-2025"),
        ("Season 2019-20", "2019-2020"),
        ("No. 34-40018 of 2024", None),
        ("2024-2026", None),
        ("2024-03-01", None),
    ],
)
def test_seasons_are_two_years_in_a_row(words: str, season: str | None) -> None:
    assert season_named(words) == season


def test_a_season_begins_in_october() -> None:
    assert season_of("2024-09-30") == "2023-2024"
    assert season_of("2024-10-01") == "2024-2025"
