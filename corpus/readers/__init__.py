"""One reader per file format: bytes in, `Text` out. Serves `add`, `parse` and `check` alike.

A format is a row of `FORMATS`; its module has `read(content: bytes, name: str) -> Text`, which raises Unusable with one line
that begins with the name.
"""

from __future__ import annotations

import hashlib
import importlib
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import Unusable
from corpus.records import RawDocument, Text


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its media type, the module that reads it, and whether a letter may come in it (a draft may in more)."""

    media_type: str
    module: str
    letters: bool = True


FORMATS = {
    ".txt": Format("text/plain", "corpus.readers.plain"),
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "corpus.readers.word"),
    ".pdf": Format("application/pdf", "corpus.readers.pdf"),
    ".html": Format("text/html", "corpus.readers.html"),
    ".htm": Format("text/html", "corpus.readers.html"),
    ".md": Format("text/markdown", "corpus.readers.plain", letters=False),
}
LIMIT = 256 * 1024 * 1024
"""Bytes above which no file is read."""

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (Word files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)


def kind_of(content: bytes) -> str | None:
    """What the first bytes say the content is ("a PNG image"); None where they say nothing."""
    return next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), None)


def format_of(name: str) -> Format:
    """The format of a file by its suffix. Raises Unusable, naming the format, where none of the readers takes it."""
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        known = " ".join(sorted(FORMATS))
        raise Unusable(f"{name}: {suffix or 'a file without suffix'} is not read", f"formats read are {known}")
    return FORMATS[suffix]


def read_bytes(content: bytes, name: str) -> Text:
    """The text of a file's content, by the suffix of its name. Raises Unusable where it has none or is another format."""
    if not content.strip():
        raise Unusable(f"{name}: the file is empty")
    reader = importlib.import_module(format_of(name).module)
    text: Text = reader.read(content, name)
    if not text.content.strip():
        raise Unusable(f"{name}: no text was found in it")
    return text


def read_file(path: Path) -> tuple[RawDocument, Text]:
    """A local file with its bytes, hash and time of writing, and its text. Raises Unusable in one line."""
    content = content_of(path)
    text = read_bytes(content, str(path))
    digest = hashlib.sha256(content).hexdigest()
    return RawDocument(digest, content, format_of(str(path)).media_type, path.absolute().as_uri(), made(path)), text


def made(path: Path) -> str:
    """When a local file was last written (ISO, UTC)."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")


def content_of(path: Path) -> bytes:
    """The bytes of a local file. Raises Unusable where it is missing, no file, not readable or too large."""
    try:
        if path.is_dir():
            raise Unusable(f"{path}: is a folder", "name a file")
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for, a device read without end
            raise Unusable(f"{path}: is no ordinary file")
        if about.st_size > LIMIT:
            raise Unusable(f"{path}: larger than {LIMIT // 1024**2} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unusable(f"{path}: no such file") from None
    except PermissionError:
        raise Unusable(f"{path}: no permission to read it") from None
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
