"""How wide and in which colours to write: colour on a terminal only, and never under NO_COLOR."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

_CODES = {"strong": "1", "dim": "2", "good": "32", "bad": "31", "weak": "33"}
_PIPED = 100
"""Columns to write for a pipe, where nobody says how many there are."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text is written: columns, and whether colour is understood."""

    width: int = _PIPED
    colour: bool = False

    def paint(self, role: str, text: str) -> str:
        """`text` in a role: strong, dim, good, bad or weak."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.colour and text else text


def columns() -> int | None:
    """The columns that the terminal or $COLUMNS has; None for a pipe, where nobody says."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return max(shutil.get_terminal_size((_PIPED, 24)).columns, 40)
    return None


def terminal() -> Terminal:
    """Standard output as it is now; $COLUMNS counts for a pipe too."""
    shown = sys.stdout.isatty()
    return Terminal(columns() or _PIPED, shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")
