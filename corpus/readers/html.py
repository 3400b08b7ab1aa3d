"""HTML letters: block by block, tables row by row, no scripts, styles or navigation. Uses beautifulsoup4."""

from __future__ import annotations

import re
from typing import Any

from corpus.errors import Unusable
from corpus.records import Page, Text

LARGEST = 32 * 1024 * 1024
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "nav", "template", "noscript", "iframe", "object", "svg", "head", "title", "button"})
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")


def read(content: bytes, name: str) -> Text:
    """The text, as one page. Raises Unusable for what is no HTML or is absurdly large."""
    if content.lstrip()[:5] == b"%PDF-":
        raise Unusable(f"{name}: is a PDF, not HTML", "give it the suffix of its format")
    if len(content) > LARGEST:
        raise Unusable(f"{name}: larger than {LARGEST // 1024**2} MB")
    if b"<" not in content[:65536]:
        raise Unusable(f"{name}: holds no HTML", "give plain text the suffix .txt")
    from bs4 import BeautifulSoup

    # The parser of the standard library takes any tangle of tags, and fetches no entity.
    soup = BeautifulSoup(content, "html.parser")
    pieces: list[str] = []
    try:
        _put(soup, pieces, kept=False)
    except RecursionError:
        raise Unusable(f"{name}: its tags are nested too deep to be a letter") from None
    text = _tidy("".join(pieces))
    return Text(text, (Page((0, len(text))),) if text else (), f"beautifulsoup4 {_version()}")


def _put(node: Any, pieces: list[str], kept: bool) -> None:
    """Put the text of a node; `kept`: its line ends count (inside `pre`)."""
    from bs4.element import NavigableString, PreformattedString

    for child in node.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):  # comments, declarations, processing instructions
                pieces.append(str(child) if kept else _SPACE.sub(" ", str(child)))
        elif child.name in _SILENT:
            continue
        elif child.name == "br":
            pieces.append("\n")
        elif child.name == "tr":
            pieces.append("\n" + _row(child) + "\n")
        else:
            edge = "\n\n" if child.name in _BLOCKS else ""
            pieces.append(edge)
            _put(child, pieces, kept or child.name == "pre")
            pieces.append(edge)


def _row(row: Any) -> str:
    """A table row on one line; a cell that lays out paragraphs (a page set as a table) keeps them."""
    cells = row.find_all(["td", "th"], recursive=False)
    written: list[str] = []
    for cell in cells:
        pieces: list[str] = []
        _put(cell, pieces, kept=False)
        text = _tidy("".join(pieces))
        written.append(text if len(cells) == 1 else " ".join(text.split()) if len(text) < 400 else text)
    return " | ".join(text for text in written if text)


def _tidy(text: str) -> str:
    """No space at the ends of lines, and at most one blank line at a time."""
    lines = [line.strip(" \t\u00a0") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _version() -> str:
    from importlib.metadata import version

    return version("beautifulsoup4")
