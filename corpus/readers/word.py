"""Word documents (.docx): body with tracked changes accepted, tables row by row, then footnotes and endnotes.

Paragraphs are parted by a blank line, cells of a row by " | ", rows by one line end. Running headers, comments, field codes and
deleted text are left out. `open_word` also says which run each stretch of text came from, for whoever writes comments.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import Unusable
from corpus.records import Page, Text

LARGEST_PART = 64 * 1024 * 1024
"""Bytes, unpacked, above which a part of the archive is not read."""
LARGEST_XML = 12 * 1024 * 1024
"""Bytes of one XML part, which takes some twenty times as much memory once it is parsed."""
LARGEST_WHOLE = 256 * 1024 * 1024
MOST_PARTS = 5_000
MOST_PAGES = 1_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    _W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "footnotePr")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where text[start:end] stands: its run (an lxml element); for a note, the run in the body that refers to the note."""

    start: int
    end: int
    run: Any
    in_note: bool = False


@dataclass(slots=True)
class WordText:
    """The text of a Word document as it is gathered, and the places of its stretches in order."""

    document: Any
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0

    @property
    def content(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    def put(self, text: str, run: Any = None, *, in_note: bool = False) -> None:
        """Add a stretch of text, with the run it came from."""
        if run is not None and text:
            self.places.append(Place(self.length, self.length + len(text), run, in_note))
        self.pieces.append(text)
        self.length += len(text)


def read(content: bytes, name: str) -> Text:
    """The text, as one page. Raises Unusable for what is no sound, unencrypted, macro-free .docx of bearable size."""
    found = open_word(content, name)
    return Text(found.content, (Page((0, found.length)),) if found.length else (), f"python-docx {_version()}")


def open_word(content: bytes, name: str) -> WordText:
    """The text with its places in the opened document (a python-docx Document). Raises Unusable as `read`."""
    import docx

    _refuse_hostile(content, name)
    try:
        document = docx.Document(io.BytesIO(content))
        found = WordText(document)
        references = _blocks(found, document.element.body)
        _notes(found, document, references)
    except Unusable:
        raise
    except Exception as error:  # python-docx raises a dozen kinds for a broken file; to a user all are one
        raise Unusable(f"{name}: is not a sound Word file ({type(error).__name__})") from None
    return found


def _refuse_hostile(content: bytes, name: str) -> None:
    """Raises Unusable for a password, macros, an archive that unpacks too large, or XML with a document type (entities)."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unusable(f"{name}: is protected by a password or an old .doc file", "save it as an unprotected .docx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unusable(f"{name}: is not a Word file") from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise Unusable(f"{name}: unpacks to more than {LARGEST_WHOLE // 1024**2} MB or {MOST_PARTS} parts")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Unusable(f"{name}: holds macros", "save it as a .docx without macros")
    for part in parts:
        _refuse_part(archive, part, name)


def _refuse_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    try:
        with archive.open(part) as stream:
            unpacked = stream.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Unusable(f"{name}: is broken or protected ({error})") from None
    except Exception as error:  # zlib.error and its kin in other compressions
        raise Unusable(f"{name}: is broken ({error})") from None
    if len(unpacked) > LARGEST_PART:
        raise Unusable(f"{name}: its part {part.filename} unpacks to more than {LARGEST_PART // 1024**2} MB")
    if part.filename.endswith(".xml"):
        _refuse_long(unpacked, part.filename, name)
    if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in unpacked[:4096]:
        raise Unusable(f"{name}: its XML declares a document type or entities", "save it anew from Word")


def _refuse_long(unpacked: bytes, part: str, name: str) -> None:
    """Raises Unusable for an XML part too large to parse in bearable memory, or with more page breaks than pages are read."""
    if len(unpacked) > LARGEST_XML:
        raise Unusable(f"{name}: its part {part} unpacks to more than {LARGEST_XML // 1024**2} MB of XML", "split the document")
    pages = 1 + max(unpacked.count(b'w:type="page"'), unpacked.count(b"lastRenderedPageBreak"))
    if pages > MOST_PAGES:
        raise Unusable(f"{name}: has over {MOST_PAGES:,} pages", "split the document")


def _blocks(found: WordText, body: Any, reference: Any = None) -> list[tuple[str, str, Any]]:
    """Put the paragraphs and tables below `body`; the note references met: (kind, id, run)."""
    references: list[tuple[str, str, Any]] = []
    for block in body:
        if block.tag == _W + "p":
            _paragraph(found, block, references, reference)
            found.put("\n\n")
        elif block.tag == _W + "tbl":
            _table(found, block, references, reference)
            found.put("\n")
        elif block.tag not in _SKIPPED:  # content controls and custom XML wrap blocks
            references += _blocks(found, block, reference)
    return references


def _table(found: WordText, table: Any, references: list[tuple[str, str, Any]], reference: Any) -> None:
    for row in table.iter(_W + "tr"):
        for number, cell in enumerate(row.iter(_W + "tc")):
            if number:
                found.put(" | ")
            for index, paragraph in enumerate(cell.iter(_W + "p")):
                if index:
                    found.put(" ")
                _paragraph(found, paragraph, references, reference)
        found.put("\n")


def _paragraph(found: WordText, paragraph: Any, references: list[tuple[str, str, Any]], reference: Any) -> None:
    for run in _runs(paragraph):
        for node in run:
            if node.tag == _W + "t":
                found.put(node.text or "", reference if reference is not None else run, in_note=reference is not None)
            elif node.tag in _SIGNS:
                found.put(_SIGNS[node.tag], reference if reference is not None else run, in_note=reference is not None)
            elif node.tag in (_W + "footnoteReference", _W + "endnoteReference"):
                references.append((node.tag.removeprefix(_W).removesuffix("Reference"), node.get(_W + "id"), run))


def _runs(node: Any) -> Iterator[Any]:
    """The runs of a paragraph in order, insertions accepted, deletions and fallback drawings left out."""
    for child in node:
        if child.tag == _W + "r":
            yield child
            for below in child:
                if below.tag not in _SKIPPED and len(below) and below.tag != _W + "t":
                    yield from _runs(below)
        elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
            yield from _runs(child)


def _notes(found: WordText, document: Any, references: list[tuple[str, str, Any]]) -> None:
    """Put the footnotes, then the endnotes, in the order in which the body refers to them."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for kind in ("footnote", "endnote"):
        roots = [etree.fromstring(part.blob, parser) for part in _parts(document, kind + "s")]
        notes = {note.get(_W + "id"): note for root in roots for note in root.iter(_W + kind)}
        for wanted, number, run in references:
            if wanted == kind and number in notes:
                _blocks(found, notes[number], run)


def _parts(document: Any, kind: str) -> list[Any]:
    return [
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith("/" + kind)
    ]


def _version() -> str:
    from importlib.metadata import version

    return version("python-docx")
