from __future__ import annotations

import sys

import pytest

from search.terminal import Terminal, terminal


def test_a_pipe_gets_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert terminal() == Terminal(100, colour=False)


@pytest.mark.parametrize(
    ("name", "value", "colour"), [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)]
)
def test_a_terminal_may_ask_for_no_colour(monkeypatch: pytest.MonkeyPatch, name: str, value: str, colour: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "132")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv(name, value)
    assert terminal() == Terminal(132, colour=colour)


def test_paint_keeps_the_words() -> None:
    assert Terminal().paint("good", "yes") == "yes"
    assert Terminal(colour=True).paint("good", "yes") == "\x1b[32myes\x1b[0m"
    assert Terminal(colour=True).paint("good", "") == ""
