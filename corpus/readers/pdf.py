"""PDF, page by page, by its text layer; running headers and footers that repeat are left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from corpus.errors import Unusable
from corpus.records import Page, Text

MOST_PAGES = 1_000
EDGE_LINES = 2
"""How many lines at the top and foot of a page may be running headers."""
_DIGITS = re.compile(r"\d+")


def read(content: bytes, name: str) -> Text:
    """The text with its pages, each ending in a form feed. Raises Unusable for a broken, encrypted or absurdly long PDF."""
    document = open_pdf(content, name)
    try:
        pages = [page_text(document[number]) for number in range(len(document))]
    finally:
        document.close()
    return joined(without_running(pages), f"pypdfium2 {_version()}")


def open_pdf(content: bytes, name: str) -> Any:
    """The opened document (pypdfium2). Raises Unusable as `read`."""
    import pypdfium2

    if not content.lstrip()[:5] == b"%PDF-":
        raise Unusable(f"{name}: is not a PDF")
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unusable(f"{name}: is protected by a password", "save it without one") from None
        raise Unusable(f"{name}: is a broken PDF ({error})") from None
    if count > MOST_PAGES:
        document.close()
        raise Unusable(f"{name}: has {count} pages; at most {MOST_PAGES} are read")
    return document


def page_text(page: Any) -> str:
    """The text layer of one page, line ends as "\\n"."""
    text: str = page.get_textpage().get_text_bounded()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x00", "")


def without_running(pages: list[str]) -> list[str]:
    """The pages without the lines that stand at the edge of most of them, page numbers apart."""
    if len(pages) < 3:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edges(page.split("\n"))})
    running = {shape for shape, count in seen.items() if shape and count > max(2, len(pages) * 0.6)}
    return ["\n".join(_trimmed(page.split("\n"), running)) for page in pages]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _edges(lines: list[str]) -> list[str]:
    filled = [line for line in lines if line.strip()]
    return filled[:EDGE_LINES] + filled[-EDGE_LINES:]


def _trimmed(lines: list[str], running: set[str]) -> list[str]:
    edges = set(_edges(lines))
    return [line for line in lines if not (line in edges and _shape(line) in running)]


def joined(pages: list[str], reader: str, method: str = "text") -> Text:
    """One text of several pages, with their spans."""
    spans: list[Page] = []
    at = 0
    pieces = [page.rstrip("\n") + "\n\f" for page in pages]
    for piece in pieces:
        spans.append(Page((at, at + len(piece)), method))
        at += len(piece)
    return Text("".join(pieces), tuple(spans), reader)


def _version() -> str:
    from importlib.metadata import version

    return version("pypdfium2")
