"""Errors as a user interface: each knows its exit code, what was wrong, and what to do about it.

The command line translates them in one place; nothing else prints or exits. A problem with one input among several is
data (`Problem`), not an exception.
"""

from __future__ import annotations

from dataclasses import dataclass


class PrecedentsError(Exception):
    """What stops a command: one line that says what is wrong, where, and what to do. Exit code 2 but in some subclasses."""

    exit_code = 2

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


class Unusable(PrecedentsError):
    """A file, value or home that cannot be used at all (exit 2)."""


class Damaged(PrecedentsError):
    """What a home keeps cannot be read any more (exit 2; `doctor` reports it and exits 1)."""


class UnknownLetter(PrecedentsError):
    """No letter answers to the given LETTER (exit 1)."""

    exit_code = 1


class AmbiguousLetter(PrecedentsError):
    """Several letters answer to the given LETTER (exit 2); `candidates` are their ids."""

    def __init__(self, what: str, candidates: tuple[str, ...]) -> None:
        super().__init__(what, "candidates: " + ", ".join(candidates))
        self.candidates = candidates


class SourceRefused(PrecedentsError):
    """No source could be reached, or the source refuses (exit 3)."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that could not be used while the rest of the batch went on: where it lies and a one-line reason."""

    where: str
    reason: str
