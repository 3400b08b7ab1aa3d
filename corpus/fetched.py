"""What comes back from a server: an answer, or why there is none; and what a body says of itself whatever its status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

_BLOCKED = re.compile(rb"Request Rate Threshold Exceeded|Undeclared Automated Tool", re.I)
_LARGEST_BLOCK_PAGE = 64 * 1024
_MISSING = re.compile(rb"<Error>.{0,400}?<Code>\s*NoSuchKey\s*</Code>", re.S)
_ENDING = 4096
"""Bytes at a PDF's end within which its end mark has to stand."""


class NotFetched(Exception):
    """One address gave nothing. `kind` is a word for it; `passing` where another try may help, after `wait` seconds."""

    def __init__(self, url: str, kind: str, reason: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.kind = kind
        self.reason = reason
        self.passing = passing
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `unchanged` for "not modified"; `blocked` for the block page; `location` for a redirect."""

    url: str
    status: int
    content: bytes = field(default=b"", repr=False)
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str = ""
    location: str | None = None
    blocked: bool = False

    @property
    def unchanged(self) -> bool:
        """Whether the server said that what we have is what it has."""
        return self.status == 304

    def of(self, url: str) -> Answer:
        """The same answer as that of the address first asked; where it came from stands among the headers."""
        return replace(self, url=url, headers={**self.headers, "final-address": self.url})


def is_block_page(body: bytes) -> bool:
    """Whether a body is the Commission's block page; it may come with status 200. A letter that quotes its words is no page."""
    if len(body) > _LARGEST_BLOCK_PAGE or body[:5] == b"%PDF-":
        return False
    return bool(_BLOCKED.search(body)) and b"<" in body


def missing_object(body: bytes) -> bool:
    """Whether a body is the archive's XML for an object that is not there; its status may be 403 or 404."""
    return len(body) < 8192 and bool(_MISSING.search(body))


def suffix_of(content: bytes, url: str) -> str:
    """The suffix by which a fetched file is read: by its first bytes, then by its address."""
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return ".docx"
    if re.match(rb"<(?:!doctype html|html|\?xml|head|body|table|p)\b", start, re.I):
        return ".html"
    named = re.search(r"\.(pdf|docx|html?|txt)(?:$|\?)", url, re.I)
    return f".{named[1].lower()}" if named else ".txt"


def whole(url: str, content: bytes) -> None:
    """Raise NotFetched where a file is not what its address says, or breaks off: a PDF is a PDF and has its end mark."""
    if not content.strip():
        raise NotFetched(url, "empty", "the file is empty", passing=True)
    suffix = suffix_of(content, url)
    if re.search(r"\.pdf(?:$|\?)", url, re.I) and suffix != ".pdf":
        raise NotFetched(url, "format", f"is no PDF but {'HTML' if suffix == '.html' else 'something else'}")
    if suffix == ".pdf" and b"%%EOF" not in content[-_ENDING:]:
        raise NotFetched(url, "broken", "the PDF breaks off", passing=True)
