"""Plain text: UTF-8, with or without a byte-order mark, any line ends; a form feed begins a page."""

from __future__ import annotations

import re

from corpus import readers
from corpus.errors import Unusable
from corpus.records import Page, Text

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(content: bytes, name: str) -> Text:
    """The text and its pages. Raises Unusable where the bytes are not UTF-8 text."""
    kind = readers.kind_of(content)
    if kind is not None:
        raise Unusable(f"{name}: is {kind}, not plain text", "give it the suffix of its format")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unusable(f"{name}: is UTF-16 text", "save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{name}: is not UTF-8 text (byte {error.start})", "save it as UTF-8") from None
    if _CONTROL.search(text):
        raise Unusable(f"{name}: holds binary data, not text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Text(text, _pages(text), "plain 1")


def _pages(text: str) -> tuple[Page, ...]:
    """The pages of a text, each with the form feed that ends it."""
    ends = [*(n + 1 for n, character in enumerate(text) if character == "\f"), len(text)]
    starts = [0, *ends[:-1]]
    return tuple(Page((start, end)) for start, end in zip(starts, ends, strict=True) if end > start)
