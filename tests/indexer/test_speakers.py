"""Whose every document of a file is, told by whole files of many manners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.records import Text
from indexer.bundle import open_bundle

_FILES = (Path(__file__).parent / "manners" / "speakers.txt").read_text(encoding="utf-8")


def _cases() -> Iterator[object]:
    for case in _FILES.split("### ")[1:]:
        title, _, body = case.partition("\n")
        pieces = [piece.partition("\n") for piece in body.split("\n@ ")]
        yield pytest.param([(kind.removeprefix("@ "), text) for kind, _, text in pieces], id=title)


@pytest.mark.parametrize("pieces", list(_cases()))
def test_each_document_is_its_writers(pieces: list[tuple[str, str]]) -> None:
    content = "\n".join(text for _, text in pieces)
    zones = open_bundle(Text(content)).zones
    at = 0
    read = []
    for _, text in pieces:
        end = at + len(text.rstrip())
        middle = at + len(text) - len(text.lstrip()) + 0
        kinds = [zone.kind for zone in zones if zone.span[0] < end and zone.span[1] > middle and zone.kind != "stamp"]
        read.append(kinds[-1])
        at += len(text) + 1
    assert read == [kind for kind, _ in pieces]
