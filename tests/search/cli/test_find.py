"""The command `search`: its options, what it prints, its exit status."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from search.cli.app import run

LETTERS = Path(__file__).resolve().parents[2] / "letters"
HIT = {
    "id", "company", "response_date", "outcome", "conditional", "bases_staff", "determinations", "timeliness", "cited_by_count",
    "score", "snippet", "staff_words", "why", "source",
}  # fmt: skip
QUERY = {"text", "rules", "outcomes", "concepts", "companies", "since", "until", "words"}
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("find") / "home"
    assert run(["--home", str(path), "--no-starter", "add", str(LETTERS)]) == 0
    yield path


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(["--home", str(home), *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def hits(cli: Cli) -> Callable[..., list[dict[str, Any]]]:
    def call(*arguments: str) -> list[dict[str, Any]]:
        status, out, _ = cli("search", *arguments, "--json")
        assert status == 0
        found: list[dict[str, Any]] = json.loads(out)["hits"]
        return found

    return call


def test_the_shape_of_json(cli: Cli) -> None:
    status, out, err = cli("search", "14a-8(e) late", "--json")
    value = json.loads(out)
    assert (status, err) == (0, "")
    assert {"query", "total", "hits", "nearest"}.issubset(value) and QUERY.issubset(value["query"])
    assert all(HIT.issubset(hit) for hit in value["hits"]) and value["nearest"] == []
    assert value["query"]["rules"] == ["14a-8(e)"] and "late" in value["query"]["words"]
    first = value["hits"][0]
    assert first["staff_words"] and first["why"] and first["source"] == "letter"


def test_what_comes_near_is_not_said_to_cite(cli: Cli) -> None:
    _, out, _ = cli("search", "late", "--cites", "Nobody Inc", "--json")
    value = json.loads(out)
    assert value["hits"] == [] and value["nearest"]
    assert not any("cites" in reason for hit in value["nearest"] for reason in hit["why"])


def test_lateness_before_anything_else(hits: Callable[..., list[dict[str, Any]]]) -> None:
    found = hits("14a-8(e) late", "--limit", "31")
    turns = [any(d["basis"].startswith(("14a-8(e)", "14a-8(a)(3)")) for d in hit["determinations"]) for hit in found]
    assert turns == sorted(turns, reverse=True) and sum(turns) == 9


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--rule", "14a-8(b)"), lambda h: any(d["basis"].startswith("14a-8(b)") for d in h["determinations"])),
        (("--outcome", "not_concurred"), lambda h: h["outcome"] == "not_concurred"),
        (("--company", "ottermere telecom"), lambda h: h["id"].startswith("ottermere")),
        (("--proponent", "Oyler"), lambda h: h["id"].startswith("kilbrack")),
        (("--firm", "Applethwaite"), lambda h: h["id"].startswith("kilbrack")),
        (("--since", "2010"), lambda h: h["response_date"] is None or h["response_date"] >= "2010"),
        (("--until", "1998-06"), lambda h: h["response_date"] <= "1998-06-30"),
        (("--days-late", ">20"), lambda h: h["timeliness"]["days_late"] > 20),
        (("--delivery", "courier"), lambda h: h["timeliness"]["delivery"] == "courier"),
        (("--cites", "Ottermere Telecom"), lambda h: not h["id"].startswith("ottermere")),
    ],
)
def test_each_option_limits(
    hits: Callable[..., list[dict[str, Any]]], options: tuple[str, ...], holds: Callable[..., bool]
) -> None:
    found = hits(*options, "--limit", "50")
    assert found and all(holds(hit) for hit in found)


def test_orders_and_pages(hits: Callable[..., list[dict[str, Any]]]) -> None:
    dates = [hit["response_date"] or "" for hit in hits("late", "--sort", "date", "--limit", "50") if hit["response_date"]]
    assert dates == sorted(dates, reverse=True)
    late = [hit["timeliness"]["days_late"] for hit in hits("14a-8(e)", "--sort", "late") if hit["timeliness"]]
    assert late == sorted(late, reverse=True)
    counts = [hit["cited_by_count"] for hit in hits("14a-8(e)", "--sort", "influence")]
    assert counts == sorted(counts, reverse=True) and counts[0] > 0
    assert [h["id"] for h in hits("late", "--limit", "2", "--offset", "2")] == [h["id"] for h in hits("late", "--limit", "4")][
        2:
    ]


def test_csv(cli: Cli) -> None:
    _, out, _ = cli("search", "14a-8(e)", "--csv", "--limit", "3")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 3 and rows[0]["bases_staff"] == "14a-8(e)(2)" and rows[0]["days_late"].isdigit()


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("--rule", "purple"), "14a-8(e)"),
        (("--outcome", "purple"), "not_concurred"),
        (("--since", "purple"), "2015-03"),
        (("--days-late", "many"), "1..5"),
        (("--delivery", "pigeon"), "courier"),
        (("--sort", "luck"), "relevance"),
        (("--limit", "-1"), ""),
    ],
)
def test_an_option_that_cannot_be_read_is_one_line_and_status_2(cli: Cli, arguments: tuple[str, ...], remedy: str) -> None:
    status, out, err = cli("search", "late", *arguments)
    assert status == 2 and out == "" and err.count("\n") == 1 and remedy in err


def test_a_sign_before_a_word_is_no_option_and_a_misspelt_option_is_no_word(cli: Cli) -> None:
    status, out, _ = cli("search", "late", "-courier", "--json", "--limit", "50")
    without = {hit["id"] for hit in json.loads(out)["hits"]}
    _, out, _ = cli("search", "late", "+courier", "--json", "--limit", "50")
    assert status == 0 and without and without.isdisjoint(hit["id"] for hit in json.loads(out)["hits"])
    status, _, err = cli("search", "late", "--limt", "5")
    assert status == 2 and "--limt" in err


def test_nothing_found_is_status_0_with_what_comes_near(cli: Cli) -> None:
    status, out, _ = cli("search", "late proposal before 1975", "--json")
    value = json.loads(out)
    assert status == 0 and value["hits"] == [] and value["total"] == 0 and value["nearest"]


def test_a_text_answer_ends_with_what_it_rests_on(cli: Cli) -> None:
    status, out, _ = cli("search", "14a-8(e)", "late")
    assert status == 0 and "informal staff views, not law" in out.splitlines()[-1]
    assert "no objection" not in out.split("staff:")[0]


def test_no_words_lists_what_is_held(hits: Callable[..., list[dict[str, Any]]]) -> None:
    assert len(hits("--limit", "50")) == 16


def test_an_empty_home_answers_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRECEDENTS_STARTER", raising=False)
    nowhere = tmp_path / "nowhere"
    assert run(["--home", str(nowhere), "search", "14a-8(e) late", "--json"]) == 0
    said = capsys.readouterr()
    assert any(hit["id"].startswith("internap") for hit in json.loads(said.out)["hits"][:3])
    assert said.err.count("starter catalog") == 1 and not nowhere.exists()
