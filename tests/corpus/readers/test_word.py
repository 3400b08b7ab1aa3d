"""Word files: what is read, and what is refused."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from corpus.errors import Unusable
from corpus.readers import read_bytes, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter() -> bytes:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "RUNNING HEADER"
    document.add_paragraph("Re: Ashlar Mills, Inc.")
    table = document.add_table(2, 2)
    for n, words in enumerate(("Received", "January 20, 2009", "Deadline", "December 2, 2008")):
        table.rows[n // 2].cells[n % 2].text = words
    document.add_paragraph("It was late.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body.decode()).encode() if name == part else body)
    return out.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def test_paragraphs_and_rows_without_the_running_header() -> None:
    text = read_bytes(letter(), "letter.docx")
    rows = "Received | January 20, 2009\nDeadline | December 2, 2008"
    assert re.sub(r"\n{2,}", "\n\n", text.content).strip() == f"Re: Ashlar Mills, Inc.\n\n{rows}\n\nIt was late."


def test_changes_are_accepted() -> None:
    def edit(xml: str) -> str:
        run = "<w:r><w:t>{}</w:t></w:r>"
        inserted = '<w:ins w:id="1" w:author="a">' + run.format("very ") + "</w:ins>"
        deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>never </w:delText></w:r></w:del>'
        return xml.replace(
            "<w:r><w:t>It was late.</w:t></w:r>", run.format("It was ") + inserted + deleted + run.format("late.")
        )

    assert "It was very late." in read_bytes(changed(letter(), "word/document.xml", edit), "a.docx").content


def test_footnotes_stand_after_the_text() -> None:
    note = "<w:p><w:r><w:t>See Quarry Rail.</w:t></w:r></w:p>"
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = changed(letter(), "word/document.xml", lambda xml: xml.replace(
        "late.</w:t>", 'late.</w:t><w:footnoteReference w:id="2"/>'))  # fmt: skip
    content = changed(content, "word/_rels/document.xml.rels", lambda xml: xml.replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'))  # fmt: skip
    content = changed(content, "[Content_Types].xml", lambda xml: xml.replace(
        "</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'))  # fmt: skip
    text = read_bytes(with_part(content, "word/footnotes.xml", notes.encode()), "a.docx").content
    assert text.index("It was late.") < text.index("See Quarry Rail.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password"),
        (b"PK\x03\x04 no archive", "is not a Word file"),
        (letter()[:2000], "is not a Word file"),
        (with_part(letter(), "word/vbaProject.bin", b"x"), "holds macros"),
        (
            changed(letter(), "word/document.xml", lambda xml: xml.replace(
                "<w:document", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hosts">]><w:document', 1)),
            "document type or entities",
        ),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_line(content: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said) as caught:
        read_bytes(content, "x.docx")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("x.docx: ")


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "LARGEST_PART", 1024 * 1024)
    bomb = with_part(letter(), "word/media/zero.bin", b"\0" * 4 * 1024 * 1024)
    with pytest.raises(Unusable, match="unpacks to more than"):
        read_bytes(bomb, "x.docx")
