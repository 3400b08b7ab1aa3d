from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from indexer import graph_cut
from indexer.graph_page import page
from tests.indexer import chromium
from tests.indexer.citing import OLDEST, RELIED, SHELF, holding, letter
from tests.programs import needs


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with holding(tmp_path_factory.mktemp("shelf"), SHELF) as catalog:
        yield catalog


@pytest.fixture(scope="module")
def written(shelf: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("page") / "graph.html"
    out.write_text(page(shelf, graph_cut.cut(shelf, graph_cut.Asked())), encoding="utf-8")
    return out


def test_the_page_is_one_file_that_names_no_address(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)\s*=\s*[\"']?(?!data:)[^\"'>\s]+", text)
    assert len(text.encode()) < 2_000_000


def test_what_letters_say_cannot_leave_its_place(tmp_path: Path) -> None:
    letter = SHELF[0].__class__("</script><b>Bold & Sons", response_date="2001-02-05", outcome="concurred")
    with holding(tmp_path, [letter]) as catalog:
        text = page(catalog, graph_cut.cut(catalog, graph_cut.Asked()))
    assert "<b>Bold" not in text
    data = re.search(r'id="graph-data">(.*?)</script>', text, re.S)
    assert data is not None and json.loads(data[1])["nodes"][0]["label"] == "</script><b>Bold & Sons (Feb. 5, 2001)"


def test_the_axis_names_no_year_under_undated_letters(tmp_path: Path, written: Path) -> None:
    with holding(tmp_path, [*SHELF, letter("Kelham Dyes", None)]) as catalog:
        apart = page(catalog, graph_cut.cut(catalog, graph_cut.Asked()))
    hidden = re.search(r'"major_label_overrides":\{"type":"map","entries":(\[\[.*?\]\])', apart)
    assert hidden is not None
    years = [year for year, text in json.loads(hidden[1]) if text == ""]
    assert max(years) == 1995
    assert '"name":"undated"' in apart and '"name":"undated"' not in written.read_text(encoding="utf-8")


def needs_chromium(test: Callable[..., None]) -> Callable[..., None]:
    """Skips a test where no Chromium is installed, or where it cannot be driven over a pipe."""
    elsewhere = pytest.mark.skipif(os.name != "posix", reason="the browser is driven over descriptors, as POSIX has them")
    return elsewhere(needs(*chromium.NAMES)(test))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Chromium]:
    with chromium.Chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def shown(browser: chromium.Chromium, written: Path, fragment: str = "") -> chromium.Chromium:
    browser.requested.clear()
    browser.problems.clear()
    browser.open(written, fragment)
    browser.until("document.body.dataset.ready === 'yes'")
    return browser


def count(browser: chromium.Chromium) -> str:
    return str(browser.value("document.getElementById('count').textContent"))


def details(browser: chromium.Chromium) -> str:
    return str(browser.value("document.getElementById('details').textContent"))


def alphas(browser: chromium.Chromium) -> list[float]:
    return list(browser.value("Array.from(Bokeh.documents[0].get_model_by_name('nodes').data.alpha)"))


def place(browser: chromium.Chromium, letter: str) -> tuple[float, float]:
    """Where a letter is drawn, in CSS pixels of the page."""
    found = browser.value(
        f"""(() => {{
          const data = JSON.parse(document.getElementById('graph-data').textContent);
          const n = data.nodes.findIndex((node) => node.id === {json.dumps(letter)});
          const found = Bokeh.documents[0], source = found.get_model_by_name('nodes').data;
          const view = Object.values(Bokeh.index)[0] ?? Bokeh.index.roots[0], plot = found.get_model_by_name('plot');
          const box = view.frame.bbox, canvas = view.canvas_view.el.getBoundingClientRect();
          return [canvas.left + view.frame.x_scale.compute(source.x[n]), canvas.top + view.frame.y_scale.compute(source.y[n])];
        }})()"""
    )
    return float(found[0]), float(found[1])


@needs_chromium
def test_letters_and_citations_are_drawn_without_asking_the_network(browser: chromium.Chromium, written: Path) -> None:
    shown(browser, written)
    assert count(browser) == "9 of 9 letters, 8 citations"
    drawn = browser.value("Array.from(Bokeh.documents[0].get_model_by_name('edges-company').data.x0).length")
    assert drawn == 7
    assert [url for url in browser.requested if not url.startswith(("file:", "data:"))] == []
    assert browser.problems == []


@needs_chromium
def test_a_click_shows_the_letter_and_lights_up_its_citations(browser: chromium.Chromium, written: Path) -> None:
    shown(browser, written)
    browser.click(*place(browser, RELIED))
    browser.until("document.querySelector('#details h2') !== null")
    assert details(browser).startswith("Arden Mills, Inc. (Mar. 9, 2005)")
    assert "Cited by 4 held letters" in details(browser)
    lit = [alpha for alpha in alphas(browser) if alpha == 1]
    assert len(lit) == 1 + 4 + 1  # itself, the four that cite it, the one that it cites
    assert browser.value("location.hash").startswith("#letter=" + RELIED)


@needs_chromium
def test_filters_hide_what_they_say(browser: chromium.Chromium, written: Path) -> None:
    shown(browser, written)
    browser.value("document.querySelector('input[name=outcome][value=not_held]').click()")
    assert count(browser).startswith("7 of 9 letters")
    browser.value("(() => {const g = document.getElementById('ground'); g.value = '(i)(7) ordinary business'; "
                  "g.dispatchEvent(new Event('change'))})()")  # fmt: skip
    assert count(browser) == "1 of 9 letters, 0 citations"
    assert sum(alphas(browser)) == 1
    browser.value("document.getElementById('reset').click()")
    assert count(browser) == "9 of 9 letters, 8 citations"
    browser.value(
        "(() => {const s = document.getElementById('since'); s.value = '2010'; s.dispatchEvent(new Event('input'))})()"
    )
    assert count(browser).startswith("3 of 9 letters")


@needs_chromium
def test_the_keyboard_is_enough(browser: chromium.Chromium, written: Path) -> None:
    shown(browser, written)
    browser.press("/")
    assert browser.value("document.activeElement.id") == "search"
    browser("Input.insertText", text="brannock")
    assert count(browser).startswith("1 of 9")
    browser.value("document.getElementById('letters').focus()")
    browser.press("Enter")
    assert details(browser).startswith("Brannock Gas")
    browser.press("Escape")
    assert "No letter is chosen" in details(browser)


@needs_chromium
def test_an_address_brings_back_what_was_shown(browser: chromium.Chromium, written: Path) -> None:
    shown(browser, written, f"#letter={OLDEST}&without=not_held")
    assert details(browser).startswith("Brannock Gas")
    assert count(browser).startswith("7 of 9 letters")
