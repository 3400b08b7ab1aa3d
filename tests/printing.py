"""Small PDFs for the tests, written by hand: text in Helvetica, or an image per page. No program is needed."""

from __future__ import annotations

import io
import textwrap
import zlib

LINES = 52
WIDTH = 95


def locked(pdf: bytes) -> bytes:
    """A PDF that asks for a password which nobody has."""
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >> /ID [<00> <00>] ".encode()
    return pdf.replace(b"/Root 1 0 R", lock + b"/Root 1 0 R")


def pdf_of(text: str, *, date: str = "") -> bytes:
    """`text` as a PDF with a text layer, 11 on 13 points; a form feed begins a new page. `date` changes the bytes only."""
    return _file([_page(lines) for lines in _paged(text)], date)


def _paged(text: str) -> list[list[str]]:
    pages: list[list[str]] = []
    for part in text.split("\f"):
        lines = [piece for line in part.split("\n") for piece in (textwrap.wrap(line, WIDTH, break_on_hyphens=False) or [""])]
        pages += [lines[at : at + LINES] for at in range(0, max(1, len(lines)), LINES)]
    return pages


def _page(lines: list[str]) -> bytes:
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    return b"BT /F1 11 Tf 13 TL 72 720 Td\n" + shown + b"ET"


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(contents: list[bytes], date: str) -> bytes:
    count = len(contents)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(contents):
        packed = zlib.compress(content)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%" + date.encode() + b"\n")
    places = []
    for n, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{n} 0 obj\n".encode() + body + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def image_of(text: str, dpi: int = 200) -> object:
    """The first page of `text` as a grey PIL image."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_of(text))
    try:
        return document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def scan_of(text: str, dpi: int = 200, turn: float = 0.0) -> bytes:
    """The first page of `text` as a PDF that holds an image only, turned by `turn` degrees."""
    image = image_of(text, dpi).rotate(turn, expand=abs(turn) > 45, fillcolor=255)  # type: ignore[attr-defined]
    out = io.BytesIO()
    image.save(out, "PDF", resolution=dpi)
    return out.getvalue()
