"""A page's markup as items: a table row, a list item, a paragraph or a card, each with its links and its heading.

The one module of this package that knows beautifulsoup4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_BLOCK = frozenset({"p", "div", "li", "tr", "td", "th", "ul", "ol", "dl", "dd", "dt", "table", "section", "article", "hr"})
_OUTERMOST = frozenset({"body", "html", "main", "ul", "ol", "dl", "table", "tbody", "thead", "[document]"})
_ASIDE = ("script", "style", "noscript", "template")
_HEADING = re.compile(r"^h[1-6]$|^caption$")
LONGEST_ITEM = 700
"""Characters beyond which an element around a link is no single item."""
MOST_SPAN = 200
"""Rows that one cell may span."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address as written, its words, and in a table the number of its column (else None)."""

    href: str
    text: str
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Words that stand together with the links in them. A table row has its cells and the heads of their columns."""

    text: str
    links: tuple[Link, ...]
    heading: str = ""
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(slots=True)
class Markup:
    """A page as read: its title and heading, all links in order with their heading, and its text."""

    soup: Any
    title: str
    text: str
    links: list[tuple[Link, str]] = field(default_factory=list)
    next_pages: list[str] = field(default_factory=list)


Wanted = Callable[[str], bool]
"""Whether an address (as written in a link) is that of a letter."""


def read(html: str | bytes) -> Markup:
    """The page, parsed. Anything is: a page without links gives none."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for node in soup(_ASIDE):
        node.decompose()
    title = next((_text(node) for node in (soup.find("h1"), soup.title) if node is not None and _text(node)), "")
    page = Markup(soup, title, _text(soup))
    for anchor in soup.find_all("a", href=True):
        link = Link(str(anchor["href"]), _text(anchor))
        page.links.append((link, _heading_of(anchor)))
        if _turns_page(anchor):
            page.next_pages.append(link.href)
    return page


def _turns_page(anchor: Any) -> bool:
    """Whether a link leads to another page of the same list: marked as such, or by its words within a pager."""
    rel = anchor.get("rel") or ()
    if _text(anchor) == "1":
        return False  # where reading began
    words = f"{_text(anchor)} {anchor.get('title', '')} {anchor.get('aria-label', '')}".strip()
    if "next" in rel or re.match(r"(?:go to )?next\b|[›»]|page \d+$", words, re.I):
        return True
    return bool(re.fullmatch(r"\d{1,3}", _text(anchor)) and re.search(r"[?&](?:page|p|offset|start)=\d+", str(anchor["href"])))


def rows(page: Markup) -> Iterator[Item]:
    """Each row of each table of data, with the heads of its columns; a cell that spans rows stands in each of them."""
    for table in page.soup.find_all("table"):
        if table.find("table") is not None:
            continue  # a table that only lays out the page
        heads: tuple[str, ...] = ()
        heading = _text(table.caption) if table.caption is not None else _heading_of(table)
        spans: dict[int, tuple[int, Any]] = {}
        for row in table.find_all("tr"):
            cells = _cells(row, spans)
            if cells and not heads and _is_head(row, cells):
                heads = tuple(_text(cell) for cell in cells)
                continue
            if cells:
                yield _row(cells, heads, heading)


def _cells(row: Any, spans: dict[int, tuple[int, Any]]) -> list[Any]:
    """The cells of a row by column; `spans` keeps, by column, for how many further rows a cell stands."""
    own = row.find_all(["td", "th"], recursive=False)
    found: list[Any] = []
    while own or len(found) in spans:
        column = len(found)
        if column in spans:
            left, cell = spans.pop(column)
            if left > 1:
                spans[column] = (left - 1, cell)
        else:
            cell = own.pop(0)
            more = str(cell.get("rowspan", "1"))
            if more.isdigit() and 1 < int(more) <= MOST_SPAN:
                spans[column] = (int(more) - 1, cell)
        found.append(cell)
    return found


def _is_head(row: Any, cells: list[Any]) -> bool:
    """Whether a row names columns: header cells only, or a first row of short words without links."""
    if all(cell.name == "th" for cell in cells):
        return True
    first = row.find_previous_sibling("tr") is None and row.parent.name != "tfoot"
    return first and len(cells) > 1 and row.find("a", href=True) is None and bool(row.find(["b", "strong", "th"]))


def _row(cells: list[Any], heads: tuple[str, ...], heading: str) -> Item:
    links = tuple(
        Link(str(anchor["href"]), _text(anchor), n) for n, cell in enumerate(cells) for anchor in cell.find_all("a", href=True)
    )
    words = tuple(_text(cell) for cell in cells)
    return Item(" | ".join(word for word in words if word), links, heading, words, heads if len(heads) == len(words) else ())


def items(page: Markup, wanted: Wanted, same: Callable[[str], str]) -> Iterator[Item]:
    """Each item outside tables of data that holds a letter's link.

    `same` gives what a link's words say of its kind ("incoming", "" for a name): two links of one item differ in it.
    """
    done: set[int] = set()
    for anchor in page.soup.find_all("a", href=True):
        if id(anchor) in done or not wanted(str(anchor["href"])) or _in_data(anchor):
            continue
        around = _around(anchor, wanted, same)
        links = [around, *around.find_all("a", href=True)] if around.name != "a" else [anchor]
        links = [link for link in links if link.name == "a"]
        done |= {id(link) for link in links}
        text = _parted(around) if around is not anchor else _beside(anchor, wanted)
        yield Item(text, tuple(Link(str(link["href"]), _text(link)) for link in links), _heading_of(anchor))


def _in_data(anchor: Any) -> bool:
    table = anchor.find_parent("table")
    return table is not None and table.find("table") is None


def _around(anchor: Any, wanted: Wanted, same: Callable[[str], str]) -> Any:
    """The largest element around a link that holds no other letter: a list item, a paragraph, a card."""
    node = anchor
    while node.parent is not None and node.parent.name not in _OUTERMOST:
        above = node.parent
        kinds = [same(_text(link)) for link in above.find_all("a", href=True) if wanted(str(link["href"]))]
        if len(kinds) != len(set(kinds)) or len(_text(above)) > LONGEST_ITEM:
            break
        if len(kinds) > 1 and kinds.count("") > 1:
            break
        node = above
    return node if node.name in _BLOCK or node.name == "a" else anchor


def _beside(anchor: Any, wanted: Wanted) -> str:
    """The words on a link's line, where lines are parted by breaks only."""
    before: list[str] = []
    for node in anchor.previous_siblings:
        if _ends_line(node, wanted):
            break
        before.insert(0, _text(node))
    after: list[str] = []
    for node in anchor.next_siblings:
        if _ends_line(node, wanted):
            break
        after.append(_text(node))
    return " ".join(piece for piece in (*before, _text(anchor), *after) if piece)


def _ends_line(node: Any, wanted: Wanted) -> bool:
    name = getattr(node, "name", None)
    if name is None:
        return False
    other = name == "a" and node.has_attr("href") and wanted(str(node["href"]))
    return bool(name == "br" or name in _BLOCK or _HEADING.match(name) or other)


def _heading_of(node: Any) -> str:
    """The words of the heading under which an element stands."""
    heading = node.find_previous(_HEADING)
    return _text(heading) if heading is not None else ""


def _parted(node: Any) -> str:
    """The words of an element, a semicolon where a block or a line within it ends."""
    if not hasattr(node, "children"):
        return _text(node)
    pieces: list[str] = []
    for child in node.children:
        name = getattr(child, "name", None) or ""
        apart = name == "br" or name in _BLOCK or _HEADING.match(name)
        pieces.append(f" ; {_parted(child)} ; " if apart else f" {_parted(child)} ")
    words = " ".join("".join(pieces).split())
    return re.sub(r"(?:\s*;\s*)+", " ; ", words).strip(" ;")


def _text(node: Any) -> str:
    words = node.get_text(" ") if hasattr(node, "get_text") else str(node)
    return " ".join(words.replace("\u200b", "").split())
