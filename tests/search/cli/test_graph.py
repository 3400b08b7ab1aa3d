from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from search.cli.app import run
from tests.indexer.citing import OLDEST, RELIED, SHELF, cited, holding, letter

EDGE = {
    "from", "to", "company", "date", "as_written", "cited_by", "span", "signal", "basis", "resolution", "candidates", "notes",
    "citing_outcome", "shared_bases",
}  # fmt: skip

RELIANCE = "relied on in 4 letters on 14a-8(e)(2); the staff concurred in 2, did not in 1, left 1 undecided"
UNDONE = "hobmoor-tin-corporation-2016-02-02"
REVERSED = (
    letter("Hobmoor Tin Corporation", "2016-02-02", cited("Ilkeston Lamp Co.", "2014-01-10"), outcome="not_concurred"),
    letter("Hobmoor Tin Corporation", "2016-03-04", kind="reconsideration", reconsiders="2016-02-02"),
    letter("Ilkeston Lamp Co.", "2014-01-10"),
    letter("Jarvis Boat, Inc.", "2017-01-09", cited("Hobmoor Tin Corporation", "2016-02-02"), outcome="withdrawn"),
)
"""Hobmoor Tin was refused and, a month later, granted; it is relied on in one letter, which was withdrawn."""

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with holding(home, SHELF):
        return home


@pytest.fixture
def cli(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: object, home: Path = shelf) -> tuple[int, str, str]:
        status = run(["--home", str(home), *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_cites_lists_an_edge_for_each_citation(cli: Cli) -> None:
    status, out, err = cli("cites", "Fenwold Steel", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert told["letter"] == "fenwold-steel-company-2013-03-04"
    assert all(edge.keys() >= EDGE for edge in told["edges"])
    first, second = told["edges"]
    assert (first["to"], first["resolution"], first["citing_outcome"]) == (RELIED, "near_date", "withdrawn")
    assert {note["kind"] for note in first["notes"]} == {"weekend_date", "date_differs"}
    assert (second["to"], second["resolution"], second["cited_by"]) == (None, "not_held", "proponent")


def test_cites_in_words_says_what_is_odd(cli: Cli) -> None:
    status, out, _ = cli("cites", "Fenwold Steel")
    assert status == 0
    assert "resolved by a near date: arden-mills-inc-2005-03-09" in out
    assert "weekend_date: 2005-03-19 is a Saturday" in out
    assert out.rstrip().endswith("informal staff views, not law.")


def test_cited_by_counts_what_came_of_it(cli: Cli) -> None:
    status, out, _ = cli("cited-by", "arden mills 2005")
    assert status == 0
    assert "is cited by 4 letters" in out
    assert RELIANCE in " ".join(out.split())
    _, out, _ = cli("cited-by", RELIED, "--json")
    assert [edge["from"][:7] for edge in json.loads(out)["edges"]] == ["fenwold", "elswick", "dunmore", "corlan-"]


def test_a_reversed_letter_is_marked_wherever_it_stands(cli: Cli, tmp_path: Path) -> None:
    with holding(tmp_path, REVERSED):
        pass
    marked = "REVERSED on reconsideration on 2016-03-04"
    for command in ("show", "cites", "cited-by"):
        _, out, _ = cli(command, UNDONE, home=tmp_path)
        assert marked in out.splitlines()[:3]
        assert json.loads(cli(command, UNDONE, "--json", home=tmp_path)[1])["reversed_on"] == "2016-03-04"
        assert marked not in cli(command, "hobmoor-tin-corporation-2016-03-04", home=tmp_path)[1]
    _, out, _ = cli("cited-by", "ilkeston", home=tmp_path)
    assert "the staff did not concur, REVERSED on 2016-03-04" in out
    _, out, _ = cli("search", "hobmoor", home=tmp_path)
    heads = [line for line in out.splitlines() if "CONCURRED" in line]
    assert sorted("REVERSED on 2016-03-04" in line for line in heads) == [False, True]
    assert next(line for line in heads if "REVERSED" in line).strip().startswith("NOT CONCURRED")


def test_what_the_staff_did_not_decide_is_no_refusal(cli: Cli, tmp_path: Path) -> None:
    with holding(tmp_path, REVERSED):
        pass
    for call in (("cited-by", UNDONE), ("graph", "top")):
        assert "relied on in 1 letter on 14a-8(e)(2); the staff decided none of them" in " ".join(
            cli(*call, home=tmp_path)[1].split()
        )
    assert RELIANCE in " ".join(cli("graph", "top")[1].split())


def test_a_date_that_slipped_is_said_before_it_is_answered_for(cli: Cli) -> None:
    for command in ("cites", "cited-by"):
        status, out, err = cli(command, "Arden Mills, Inc. (March 19, 2005)", "--json")
        assert (status, json.loads(out)["letter"]) == (0, RELIED)
        assert (
            err
            == f"precedents: the date differs: written 2005-03-19; the letter held is of 2005-03-09; answering for {RELIED}\n"
        )
        assert cli(command, "Arden Mills, Inc. (March 9, 2005)")[2] == ""


def test_a_letter_without_citations_is_an_empty_answer(cli: Cli) -> None:
    status, out, _ = cli("cited-by", "garnet", "--json")
    assert (status, json.loads(out)["edges"]) == (0, [])
    status, out, _ = cli("cites", OLDEST)
    assert status == 0 and "cites no no-action letter" in out


@pytest.mark.parametrize(("arguments", "status"), [(["cites", "nobody"], 1), (["cited-by", "co"], 1), (["cites"], 2)])
def test_letters_that_are_not_known(cli: Cli, arguments: list[str], status: int) -> None:
    got, out, err = cli(*arguments)
    assert got == status
    assert out == "" and err.count("\n") == 1


def test_top_ranks_by_any_measure(cli: Cli) -> None:
    _, out, _ = cli("graph", "top", "--json")
    told = json.loads(out)
    assert told["measure"] == "influence" and told["as_of"]
    assert told["letters"][0]["id"] == RELIED
    assert told["letters"][0]["cited_by_count"] == 4
    assert told["letters"][0]["relied_on"][0]["results"] == {"concurred": 2, "not_concurred": 1, "not_addressed": 1}
    for measure in ("cited-by", "pagerank", "authority", "hub"):
        status, out, _ = cli("graph", "top", "--by", measure)
        assert status == 0 and f"by {measure} (" in out


def test_top_says_from_when_ages_count_and_fits_the_width(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    _, out, _ = cli("graph", "top")
    head, _, _ = out.partition("\n\n")
    assert "counted from 2013-03-04, the date of the newest letter held" in " ".join(head.split())
    assert max(map(len, out.splitlines())) <= 60
    assert json.loads(cli("graph", "top", "--json")[1])["ages_from"] == "2013-03-04"
    assert json.loads(cli("graph", "top", "--by", "pagerank", "--json")[1])["ages_from"] is None


def test_top_counts_only_citations_for_the_rule(cli: Cli) -> None:
    _, out, _ = cli("graph", "top", "--rule", "(e)(2)", "--by", "cited-by", "--limit", 1, "--json")
    (row,) = json.loads(out)["letters"]
    assert (row["id"], row["value"]) == (RELIED, 4)
    status, out, _ = cli("graph", "top", "--rule", "14a-8(i)(7)", "--json")
    assert (status, json.loads(out)["letters"]) == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["top", "--by", "fame"],
        ["top", "--rule", "Rule 10b-5"],
        ["export", "graph.pdf"],
        ["export", "graph.json", "--since", "lately"],
        ["export", "graph.json", "--around", "arden mills", "--depth", "9"],
    ],
)
def test_calls_that_cannot_be_meant_are_one_line(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = cli("graph", *arguments)
    assert status == 2 and out == "" and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_export_says_what_it_wrote_and_what_it_left_out(cli: Cli, tmp_path: Path) -> None:
    status, out, err = cli("graph", "export", tmp_path / "all.json", "--json")
    told = json.loads(out)
    assert (status, told["nodes"], told["edges"], told["left_out"]) == (0, 9, 8, 0)
    _, out, err = cli("graph", "export", tmp_path / "few.json", "--limit", 3, "--json")
    assert json.loads(out)["left_out"] == 6 and "6 more letters were left out" in err
    _, out, _ = cli("graph", "export", tmp_path / "near.json", "--around", OLDEST, "--depth", 1, "--json")
    assert json.loads(out)["nodes"] == 2
    _, out, _ = cli("graph", "export", tmp_path / "late.json", "--since", "2012", "--json")
    assert json.loads(out)["nodes"] == 2


def test_an_empty_home_answers_from_the_starter(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRECEDENTS_STARTER", raising=False)
    status, out, err = cli("cites", "internap", "--json", home=tmp_path / "none")
    edges = json.loads(out)["edges"]
    assert status == 0 and "starter" in err and len(edges) == 4
    sunday = next(edge for edge in edges if edge["date"] == "2004-12-19")
    assert "weekend_date" in {note["kind"] for note in sunday["notes"]}
    status, out, _ = cli("graph", "top", "--json", home=tmp_path / "none")
    assert status == 0 and json.loads(out)["letters"]
    assert not (tmp_path / "none").exists()
