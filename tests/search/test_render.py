"""An answer as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home
from search.finding import Found, Options, find
from search.render import rendered
from search.terminal import Terminal


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Catalog]]:
    home = Home(tmp_path_factory.mktemp("render") / "none")
    with open_catalog(home) as catalog:
        yield home, catalog


def answer(starter: tuple[Home, Catalog], text: str, **options: object) -> Found:
    return find(*starter, text, Options(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("text", ["14a-8(e) late", "ordinary business refused since 2010", "zeppelins of 1975", "", "a" * 400])
def test_no_line_is_wider_than_the_terminal(starter: tuple[Home, Catalog], width: int, text: str) -> None:
    plain = rendered(answer(starter, text), starter[1], Terminal(width, colour=False))
    assert "\x1b" not in plain and "**" not in plain
    assert all(len(line) <= width or " " not in line.strip() for line in plain.splitlines())
    painted = rendered(answer(starter, text), starter[1], Terminal(width, colour=True))
    assert all(len(re.sub(r"\x1b\[\d+m", "", line)) <= width or " " not in line.strip() for line in painted.splitlines())


def test_facts_only_are_marked_and_outcomes_named(starter: tuple[Home, Catalog]) -> None:
    text = rendered(answer(starter, "14a-8(e) late", limit=3), starter[1], Terminal(100))
    assert text.count("not checked against the SEC's copy") == 3
    assert "CONCURRED" in text and "why: the staff concurred on 14a-8(e)(2)" in text
    assert "Understood: rule 14a-8(e) (deadline" in text
    assert "1-3 of" in text and "--offset 3" in text


def test_no_objection_does_not_look_like_a_concurrence(starter: tuple[Home, Catalog]) -> None:
    text = rendered(answer(starter, "outcome:no_objection"), starter[1], Terminal(100))
    assert "no objection (not a concurrence)" in text and not re.search(r"^ +CONCURRED", text, re.M)


def test_an_empty_answer_says_what_was_searched_and_what_to_try(starter: tuple[Home, Catalog]) -> None:
    text = rendered(answer(starter, "late proposal before 1975"), starter[1], Terminal(100))
    assert "Nothing fits among 401 letters of" in text and "widen the dates" in text
    assert "What comes near" in text and "may still exist" in text


def test_notes_are_shown(starter: tuple[Home, Catalog]) -> None:
    text = rendered(answer(starter, 'late "dock'), starter[1], Terminal(100))
    assert "Note: a quotation mark was never closed" in text


def test_marks_are_painted_or_starred(starter: tuple[Home, Catalog]) -> None:
    found = answer(starter, "written consent", limit=1)
    assert re.search(r"\*\w+\*", rendered(found, starter[1], Terminal(100)))
    assert "\x1b[1m" in rendered(found, starter[1], Terminal(100, colour=True))


def test_an_empty_home_without_starter(tmp_path: Path) -> None:
    home = Home(tmp_path / "none", starter=False)
    with open_catalog(home) as catalog:
        text = rendered(find(home, catalog, "late", Options()), catalog, Terminal(80))
    assert "Nothing fits among 0 letters" in text


def test_beyond_the_last_letter_it_is_said_how_many_fit(starter: tuple[Home, Catalog]) -> None:
    found = answer(starter, "14a-8(e) late", offset=500)
    text = rendered(found, starter[1], Terminal(100))
    assert f"{found.answer.total} letters fit; --offset 500" in text and "Nothing fits" not in text


def test_a_ground_whose_result_no_source_tells_is_not_shown_as_a_holding(starter: tuple[Home, Catalog]) -> None:
    text = rendered(answer(starter, "Devon Energy 2019"), starter[1], Terminal(100))
    assert "14a-8(i)(7) (result not known)" in text
    assert "14a-8(e)(2) (result not known)" not in rendered(answer(starter, "internap"), starter[1], Terminal(100))
