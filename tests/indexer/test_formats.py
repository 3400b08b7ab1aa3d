"""One letter in every format that `add` and `parse` take gives one record."""

import io
from pathlib import Path

import pytest

from indexer.ingest import Reading, read_path
from tests.invented_site import letters
from tests.printing import pdf_of

ONE = letters(1)[0]
FACTS = ("company", "response_date", "incoming_date", "outcome", "bases_staff", "bases_asserted", "counsel", "firm")


def as_html(text: str) -> bytes:
    paragraphs = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in text.replace("\f", "\n").split("\n\n"))
    return f"<!doctype html><html><body>{paragraphs}</body></html>".encode()


def as_word(text: str) -> bytes:
    import docx

    document = docx.Document()
    for part in text.replace("\f", "\n").split("\n\n"):
        document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".txt", ONE.text.encode()),
        (".pdf", pdf_of(ONE.text)),
        (".html", as_html(ONE.text)),
        (".htm", as_html(ONE.text)),
        (".docx", as_word(ONE.text)),
    ],
)
def test_every_format_gives_the_record(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"letter{suffix}"
    path.write_bytes(content)
    reading = read_path(path)
    assert isinstance(reading, Reading)
    assert {key: getattr(reading.letter, key) for key in FACTS} == {
        "company": ONE.company,
        "response_date": ONE.response.isoformat(),
        "incoming_date": ONE.request.isoformat(),
        "outcome": "not_concurred",
        "bases_staff": ("14a-8(e)(2)",),
        "bases_asserted": ("14a-8(e)(2)",),
        "counsel": "Cordula Hargrove",
        "firm": "HARGROVE & LUND LLP",
    }
