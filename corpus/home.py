"""The home: the one folder that holds a user's catalog, fetched files, index and corrected tables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A home directory, which need not exist yet. `starter` is what a home made now would be told about the starter catalog."""

    path: Path
    starter: bool = True

    @property
    def catalog_file(self) -> Path:
        """The SQLite file."""
        return self.path / "catalog.sqlite"

    @property
    def index_dir(self) -> Path:
        """The folder of the full-text index."""
        return self.path / "index"

    @property
    def tables_dir(self) -> Path:
        """Where a user's corrected tables lie."""
        return self.path / "data"

    def exists(self) -> bool:
        """Whether a writing command has made this home."""
        return self.catalog_file.exists()


def locate(option: Path | None = None, starter: bool | None = None) -> Home:
    """The home by `--home`, else $PRECEDENTS_HOME, else the platform's user data directory."""
    if starter is None:
        starter = os.environ.get("PRECEDENTS_STARTER", "1") != "0"
    if option is None and os.environ.get("PRECEDENTS_HOME"):
        option = Path(os.environ["PRECEDENTS_HOME"])
    if option is None:
        from platformdirs import user_data_path

        option = user_data_path("precedents", appauthor=False)
    return Home(option.expanduser(), starter)


def table(package: str, name: str, home: Home | None = None) -> str:
    """The text of data table `name`: the user's own in HOME/data, else the one shipped in `package`/data (UTF-8)."""
    if home is not None:
        own = home.tables_dir / name
        if own.is_file():
            return own.read_text(encoding="utf-8")
    return (resources.files(package) / "data" / name).read_text(encoding="utf-8")
