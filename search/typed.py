"""What was typed, and which stretches of it have been understood so far."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAKEN = "\x00"


class Typed:
    """The text of a query. Each recogniser takes its stretch out, so that no word is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text.replace(_TAKEN, " ")
        self._left = self.text

    @property
    def left(self) -> str:
        """The text with every taken character replaced by NUL: offsets stay."""
        return self._left

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of `pattern` in what is left; a match that is taken is not seen by the next search."""
        at = 0
        while (match := pattern.search(self._left, at)) is not None:
            yield match
            at = max(match.end(), at + 1) if match.end() > match.start() else match.end() + 1

    def take(self, start: int, end: int) -> str:
        """Mark a stretch as understood and return it."""
        self._left = self._left[:start] + _TAKEN * (end - start) + self._left[end:]
        return self.text[start:end]

    def runs(self, apart: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """The stretches that are left, with their offsets; what matches `apart` parts two stretches."""
        left = apart.sub(lambda match: _TAKEN * len(match[0]), self._left)
        for match in re.finditer(rf"[^{_TAKEN}]+", left):
            yield match.start(), match[0]
