"""PDFs: text layers, ruined layers, scans, and files that are none."""

import io

import pytest

from corpus.errors import Unusable
from corpus.readers import ocr, pdf, read_bytes
from corpus.readers.legible import legibility
from tests.printing import image_of, locked, pdf_of, scan_of
from tests.programs import needs

LETTER = """\
Ashlar Mills, Inc.
12 Mill Lane

March 4, 2009

Ladies and Gentlemen:

Ashlar Mills, Inc. intends to omit a proposal which it received on January 20, 2009, after
the deadline of December 2, 2008 that its proxy statement named. Rule 14a-8(e)(2) permits it.

Very truly yours,

Ottoline Farrow
"""


def test_a_text_layer_keeps_lines_and_paragraphs() -> None:
    text = read_bytes(pdf_of(LETTER), "letter.pdf")
    assert text.content.strip() == LETTER.strip()
    assert text.reader.startswith("pypdfium2 ") and "Tesseract" not in text.reader
    assert [page.method for page in text.pages] == ["text"]


def test_pages_are_told_apart() -> None:
    text = read_bytes(pdf_of("First page of the letter to the staff.\fSecond page."), "a.pdf")
    assert [text.content[slice(*page.span)].strip() for page in text.pages] == [
        "First page of the letter to the staff.",
        "Second page.",
    ]


@needs("tesseract")
@pytest.mark.parametrize("turn", [0.0, 1.2, 180.0])
def test_a_scan_is_read_by_tesseract(turn: float) -> None:
    text = read_bytes(scan_of(LETTER, turn=turn), "scan.pdf")
    assert "March 4, 2009" in text.content and "Rule 14a-8(e)(2)" in text.content
    (page,) = text.pages
    assert page.method == "ocr" and (page.confidence or 0) > 80
    assert "Tesseract" in text.reader


@needs("tesseract")
def test_specks_are_not_read_as_signs() -> None:
    import numpy as np
    from PIL import Image

    dots = np.asarray(image_of(LETTER)).copy()
    dots[np.random.default_rng(7).random(dots.shape) < 0.002] = 10
    page = ocr.read_image(Image.fromarray(dots), 200)
    assert page.text.split() == LETTER.split()


def test_skew_is_measured() -> None:
    image = image_of(LETTER * 3, 100)
    for angle in (-2.0, 1.0):
        assert ocr.skew(image.rotate(-angle, fillcolor=255)) == pytest.approx(angle, abs=0.25)  # type: ignore[attr-defined]


@needs("tesseract")
def test_a_layer_of_strange_signs_is_read_again_from_the_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "page_text", lambda page: "\ufffd\ue001\ue002 xqzt wrtk \ufffd\ufffd\ufffd brglx\n" * 12)
    text = read_bytes(pdf_of(LETTER), "ruined.pdf")
    assert "intends to omit a proposal" in text.content


def test_without_tesseract_one_line_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "version", lambda: None)
    with pytest.raises(Unusable, match=r"^scan\.pdf, page 1: holds scans.*tesseract-ocr") as caught:
        read_bytes(scan_of(LETTER), "scan.pdf")
    assert "\n" not in str(caught.value)


def test_a_blank_page_needs_no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "version", lambda: None)
    text = read_bytes(pdf_of(LETTER + "\f"), "a.pdf")
    assert text.content.strip() == LETTER.strip() and len(text.pages) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>Not found</html>", "is not a PDF"),
        (pdf_of(LETTER)[:300], "broken PDF"),
        (b"%PDF-1.4\n", "broken PDF"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_pdf_is_said_in_one_line(content: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said) as caught:
        read_bytes(content, "x.pdf")
    assert "\n" not in str(caught.value)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(Unusable, match="has 3 pages"):
        read_bytes(pdf_of("a\fb\fc"), "long.pdf")


def test_a_reading_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", -1.0)
    with pytest.raises(Unusable, match="of 1 pages"):
        read_bytes(pdf_of(LETTER), "slow.pdf")


def test_a_password_is_said() -> None:
    with pytest.raises(Unusable, match="protected by a password"):
        read_bytes(locked(pdf_of(LETTER)), "secret.pdf")


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        (LETTER * 3, True),
        ("", False),
        ("07069077", False),
        (LETTER.replace(".", "").replace(",", "") * 4, False),
        ("Wc havc rcccivcd yqqr lcttcr tbc 5rd qf Mqrcb " * 2 + "\ufffd" * 30, False),
        ("xqzt wrtk brglx mnpq ffgh " * 20, False),
    ],
)
def test_what_reads_well(text: str, sound: bool) -> None:
    assert legibility(text).sound is sound


def test_a_huge_page_is_drawn_smaller() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 14_000)
    out = io.BytesIO()
    document.save(out)
    opened = pdf.open_pdf(out.getvalue(), "huge.pdf")
    image, dpi = pdf._drawn(opened[0])
    assert image.width * image.height <= ocr.MOST_PIXELS * 1.01 and dpi < 300
