from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog, open_catalog
from corpus.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", starter=False)


@pytest.fixture
def catalog(home: Home) -> Iterator[Catalog]:
    with open_catalog(home, write=True) as opened:
        yield opened
