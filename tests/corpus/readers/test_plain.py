from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import readers
from corpus.errors import Unusable
from corpus.records import Page


def test_line_ends_and_the_byte_order_mark_are_read_through() -> None:
    assert readers.read_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n", "x.txt").content == "one\ntwo\nthree\n"


def test_a_form_feed_begins_a_page() -> None:
    text = readers.read_bytes(b"one\ftwo\f", "x.txt")
    assert text.pages == (Page((0, 4)), Page((4, 8)))


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "x.txt", "empty"),
        (b" \n\t\n", "x.txt", "empty"),
        (b"\xef\xbb\xbf \n", "x.txt", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "x.txt", "PNG image"),
        (b"%PDF-1.7 and so on", "x.txt", "a PDF"),
        ("Grüße".encode("latin-1"), "x.txt", "not UTF-8"),
        ("Harlan".encode("utf-16"), "x.txt", "UTF-16"),
        (b"some\x00bytes", "x.txt", "binary"),
        (b"text", "x.xyz", r"\.xyz is not read"),
        (b"text", "x", "without suffix"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unusable, match=reason) as caught:
        readers.read_bytes(content, name)
    assert str(caught.value).startswith(name + ": ")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text = readers.read_bytes(content, "x.txt")
    except Unusable:
        return
    assert [page.span[0] for page in text.pages] == [0, *(page.span[1] for page in text.pages[:-1])]
    assert text.pages[-1].span[1] == len(text.content)


def test_a_file_comes_with_its_hash_source_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a letter.txt"
    path.write_bytes(b"Dear all")
    os.utime(path, (86400, 86400))
    raw, text = readers.read_file(path)
    assert (raw.content, raw.sha256, text.content) == (b"Dear all", hashlib.sha256(b"Dear all").hexdigest(), "Dear all")
    assert (raw.source, raw.fetched_at, raw.media_type) == (path.as_uri(), "1970-01-02T00:00:00+00:00", "text/plain")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no such file"):
        readers.read_file(tmp_path / "none.txt")
    with pytest.raises(Unusable, match="is a folder"):
        readers.read_file(tmp_path)
