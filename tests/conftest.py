"""What all tests share: an empty home, a catalog in it, and no settings of the person who runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home

settings.register_profile("precedents", deadline=None)  # a busy machine is no fault; tests/growth.py holds the times
settings.load_profile("precedents")
for name in [name for name in os.environ if name.startswith("PRECEDENTS_")]:
    del os.environ[name]
os.environ.pop("COLUMNS", None)  # a test that wants a width says so


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", starter=False)


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        yield opened
