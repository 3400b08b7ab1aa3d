from __future__ import annotations

import zlib

import pytest

from corpus.catalog import Catalog
from corpus.catalog.inspection import inspect
from corpus.records import Letter, RawDocument, Text

DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # SHA-256 of b"foo"


@pytest.fixture
def full(catalog: Catalog) -> Catalog:
    catalog.add(RawDocument(DIGEST, b"foo", "text/plain", "https://example.org"), Text("foo"), Letter("Harlan Mill"), "1")
    return catalog


def verdicts(catalog: Catalog) -> dict[str, bool]:
    return {finding.check: finding.sound for finding in inspect(catalog)}


def test_a_sound_catalog(full: Catalog) -> None:
    assert verdicts(full) == {"database": True, "documents": True, "letters": True, "references": True}


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE documents SET content = x'{other}'", "documents"),
        ("UPDATE documents SET content = x'00'", "documents"),
        ("UPDATE texts SET content = x'00'", "documents"),
        ("UPDATE letters SET record = '{{'", "letters"),
        ("DELETE FROM texts", "references"),
        ("DELETE FROM letters", "references"),
        ("DELETE FROM accounts", "references"),
        ("DELETE FROM sources", "references"),
        ("INSERT INTO aliases VALUES ('x', 'nobody')", "references"),
        ("DROP TABLE aliases", "references"),
    ],
)
def test_damage_is_found(full: Catalog, damage: str, check: str) -> None:
    full.connection.execute(damage.format(other=zlib.compress(b"bar").hex()))
    assert not verdicts(full)[check]
