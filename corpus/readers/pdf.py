"""PDF, page by page: the text layer where it is sound, else the page's image by Tesseract; no running headers and footers.

The one place that knows pypdfium2.
"""

from __future__ import annotations

import time
from typing import Any

from corpus.errors import Unusable
from corpus.readers import ocr
from corpus.readers.legible import FEWEST_LETTERS, legibility
from corpus.readers.setting import SetLine, SetPage, paragraphs, set_pages
from corpus.records import Text

MOST_PAGES = 1_000
MOST_SECONDS = 3_600.0
"""Seconds after which no further page of one file is begun."""


def read(content: bytes, name: str) -> Text:
    """The text with its pages, each ending in a form feed.

    Raises Unusable for a broken, encrypted or absurdly long PDF, and for one with scanned pages where Tesseract is missing.
    """
    document = open_pdf(content, name)
    began = time.monotonic()
    try:
        pages: list[SetPage] = []
        for number in range(len(document)):
            if time.monotonic() - began > MOST_SECONDS:
                raise Unusable(f"{name}: reading its first {number} of {len(document)} pages took an hour")
            pages.append(_read_page(document, number, name))
    finally:
        document.close()
    return set_pages(pages, reader(any(page.method == "ocr" for page in pages)))


def reader(scanned: bool) -> str:
    """The name and version of the tools that read a PDF."""
    from importlib.metadata import version

    return f"pypdfium2 {version('pypdfium2')}" + (f", Tesseract {ocr.version()}" if scanned else "")


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
    if not 0 < count <= MOST_PAGES:
        document.close()
        raise Unusable(f"{name}: has {count} pages; from 1 to {MOST_PAGES} are read")
    return document


def _read_page(document: Any, number: int, name: str) -> SetPage:
    """A page by its text layer, or by its image where that reads better."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        raise Unusable(f"{name}: page {number + 1} is broken") from None
    try:
        layer = page_text(page)
        found = legibility(layer)
        if found.sound or not _shows_anything(page):
            return SetPage(layer)
        if ocr.version() is None and found.letters >= FEWEST_LETTERS:
            return SetPage(layer)  # a poor layer is better than none
        seen = ocr.read_image(*_drawn(page), name=f"{name}, page {number + 1}")
    finally:
        page.close()
    read_again = legibility(seen.text)
    worse = read_again.letters < found.letters / 2 or read_again.wordlike < found.wordlike
    return SetPage(layer) if worse and found.letters >= FEWEST_LETTERS else seen


def page_text(page: Any) -> str:
    """The text layer of one page, line ends as "\\n", a blank line between paragraphs."""
    layer = page.get_textpage()
    try:
        raw: str = layer.get_text_range()
        lines: list[SetLine] = []
        at = 0
        for line in raw.split("\n"):
            words = _clean(line)
            if words.strip():
                lines.append(_placed(layer, words, at + len(line) - len(line.lstrip())))
            at += len(line) + 1
    finally:
        layer.close()
    return paragraphs(lines)


def _clean(line: str) -> str:
    return line.replace("\r", "").replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "").rstrip()


def _placed(layer: Any, words: str, index: int) -> SetLine:
    """A line with its place, by the box of its first sign (as the font states it, so that all lines of a font are alike)."""
    import pypdfium2

    try:
        _, foot, _, top = layer.get_charbox(min(index, layer.count_chars() - 1), loose=True)
    except pypdfium2.PdfiumError:
        foot, top = 0.0, 0.0
    return SetLine(words, -top, -foot)


def _shows_anything(page: Any) -> bool:
    """Whether anything is drawn on the page."""
    return next(iter(page.get_objects(max_depth=1)), None) is not None


def _drawn(page: Any) -> tuple[Any, float]:
    """The page as an image, and its dots per inch: those of the scan that fills it, else what Tesseract likes best."""
    dpi = _scanned_at(page) or float(ocr.DPI)
    inches = page.get_width() * page.get_height() / 72**2
    dpi = min(dpi, (ocr.MOST_PIXELS / inches) ** 0.5)
    return page.render(scale=dpi / 72, grayscale=True).to_pil(), dpi


def _scanned_at(page: Any) -> float | None:
    """The dots per inch of the one image that fills the page; None where there is no such image."""
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for shown in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2):
        try:
            left, foot, right, top = shown.get_bounds()
            across, down = shown.get_px_size()
        except pypdfium2.PdfiumError:
            continue
        width, height = (right - left) / 72, (top - foot) / 72
        if width * 72 < page.get_width() * 0.7 or height * 72 < page.get_height() * 0.7:
            continue
        dpi = across / width
        if abs(down / height - dpi) < dpi * 0.03 and 100 <= dpi <= 450:
            return float(dpi)
    return None
