"""Comments in a copy of a draft, read back: they stand at their citations, and the text is the draft's to the character."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from corpus.errors import Unusable
from corpus.readers.word import open_word
from search.word import Block, Comment, annotate, check_out, write_memo

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def drafted() -> bytes:
    """A draft with a citation over three runs, one inside a long run, one in a table, one in an insertion."""
    document = docx.Document()
    split = document.add_paragraph("See ", style="Body Text")
    split.add_run("Vantry Mills").italic = True
    split.add_run(", Inc. (May 4,").bold = True
    split.add_run(" 2001).\tThe rest of the line.")
    document.add_paragraph("It is said that Orrin Rail Co. (June 3, 2004) is another; and Orrin Rail Co. (2005) too.")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "Pellworth Corp. (2003)"
    inserted = document.add_paragraph("New: ")
    from docx.oxml import parse_xml

    inserted._p.append(parse_xml(f'<w:ins {NS} w:id="9" w:author="A"><w:r><w:t>Tarrow Glass Co. (1999)</w:t></w:r></w:ins>'))
    inserted._p.append(parse_xml(f'<w:del {NS} w:id="8" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_note(content: bytes) -> bytes:
    """The draft with a footnote in its second paragraph, whose run holds text and the reference."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    changes = {
        "word/document.xml": (" too.</w:t>", ' too.</w:t><w:footnoteReference w:id="2"/>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>", f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'),
    }  # fmt: skip
    note = "<w:p><w:r><w:t>Also Solway Nets Inc. (2002).</w:t></w:r></w:p>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename in changes:
                was, now = changes[item.filename]
                assert was.encode() in text
                text = text.replace(was.encode(), now.encode())
            new.writestr(item.filename, text)
        new.writestr("word/footnotes.xml", f'<w:footnotes {NS}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>')
    return out.getvalue()


def comment(content: bytes, words: str, text: str = "a finding") -> Comment:
    start = open_word(content, "d.docx").content.index(words)
    return Comment((start, start + len(words)), text)


def anchored(path: Path) -> dict[str, str]:
    """Comment text -> the text between its range marks."""
    document = docx.Document(str(path))
    told = {str(one.comment_id): one.text for one in document.comments}
    open_ranges: dict[str, str] = {}
    found: dict[str, str] = {}
    for node in document.element.body.iter():
        if node.tag == W + "commentRangeStart":
            open_ranges[node.get(W + "id")] = ""
        elif node.tag == W + "commentRangeEnd":
            found[told[node.get(W + "id")]] = open_ranges.pop(node.get(W + "id"))
        elif node.tag == W + "t":
            open_ranges = {one: text + (node.text or "") for one, text in open_ranges.items()}
    assert not open_ranges
    return found


CITED = (
    "Vantry Mills, Inc. (May 4, 2001)",
    "Orrin Rail Co. (June 3, 2004)",
    "Orrin Rail Co. (2005)",
    "Pellworth Corp. (2003)",
    "Tarrow Glass Co. (1999)",
)


def test_comments_stand_exactly_at_their_citations(tmp_path: Path) -> None:
    content = drafted()
    out = tmp_path / "out.docx"
    assert annotate(content, "d.docx", [comment(content, cited, f"on {cited}") for cited in CITED], out) == len(CITED)
    assert anchored(out) == {f"on {cited}": cited for cited in CITED}


def test_the_text_its_styles_and_its_formatting_are_kept(tmp_path: Path) -> None:
    content = drafted()
    out = tmp_path / "out.docx"
    annotate(content, "d.docx", [comment(content, cited) for cited in CITED], out)
    assert open_word(out.read_bytes(), "o.docx").content == open_word(content, "d.docx").content
    old, new = docx.Document(io.BytesIO(content)), docx.Document(str(out))
    assert [p.style.name for p in new.paragraphs] == [p.style.name for p in old.paragraphs]
    looks = [(run.text, run.bold, run.italic) for run in new.paragraphs[0].runs if run.text]
    assert ("Vantry Mills", None, True) in looks and (", Inc. (May 4,", True, None) in looks
    assert "gone" in new.element.xml  # what is deleted with tracking stays so


def test_a_finding_in_a_note_stands_at_its_reference(tmp_path: Path) -> None:
    content = with_note(drafted())
    out = tmp_path / "out.docx"
    comments = [comment(content, "Orrin Rail Co. (2005)", "body"), comment(content, "Solway Nets Inc. (2002)", "note")]
    assert annotate(content, "d.docx", comments, out) == 2
    assert open_word(out.read_bytes(), "o.docx").content == open_word(content, "d.docx").content
    found = anchored(out)
    assert found["body"] == "Orrin Rail Co. (2005)" and found["note"] in ("", " too.")


def test_out_must_be_another_word_file_in_a_folder(tmp_path: Path) -> None:
    draft = tmp_path / "d.docx"
    draft.write_bytes(drafted())
    check_out(tmp_path / "o.docx", draft)
    with pytest.raises(Unusable, match="the draft itself"):
        check_out(draft, draft)
    with pytest.raises(Unusable, match=r"end its name in \.docx"):
        check_out(tmp_path / "o.pdf", draft)
    with pytest.raises(Unusable, match="Word drafts only"):
        check_out(tmp_path / "o.docx", tmp_path / "d.txt")
    with pytest.raises(Unusable, match="no such folder"):
        check_out(tmp_path / "none" / "o.docx")


def test_a_memorandum_is_read_back(tmp_path: Path) -> None:
    out = tmp_path / "memo.docx"
    blocks = [
        Block("title", "Memorandum"),
        Block("heading", "Facts"),
        Block("text", "*See, e.g.,* Vantry (2001)\x00."),
        Block("item", "one"),
        Block("quote", "quoted a@b.example"),
        Block("table", rows=(("Letter", "Staff"), ("Vantry", "concurred"))),
    ]
    write_memo(blocks, out, "Memorandum", lambda text: text.replace("a@b.example", "***"))
    document = docx.Document(str(out))
    assert [p.style.name for p in document.paragraphs][:5] == ["Title", "Heading 1", "Normal", "List Bullet", "Quote"]
    cited = document.paragraphs[2]
    assert cited.text == "See, e.g., Vantry (2001)." and [run.italic for run in cited.runs] == [True, None]
    assert document.paragraphs[4].text == "quoted ***"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Vantry", "concurred"]
    assert document.core_properties.title == "Memorandum"
