"""Boolean words, signs and brackets in a query: what must hold, beside what ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.query import Both, Either, Node, Without


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a query: a `node`, or an operator `AND`, `OR`, `NOT`, `(`, `)`, `+`, `-`."""

    node: Node | None = None
    operator: str | None = None


OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b|&&|\|\||[()]|(?<![\w\x00)])[+-](?=[\w\x00\"'])")
_SAME = {"&&": "AND", "||": "OR"}


def operator(written: str) -> Item:
    """The item of an operator as written."""
    return Item(operator=_SAME.get(written, written))


def limits(items: Sequence[Item]) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What must hold by the operators, and notes on odd syntax. Pieces that no operator touches limit nothing."""
    reader = _Reader(items)
    found = reader.read()
    return found, tuple(dict.fromkeys(reader.notes))


class _Reader:
    """Reads chains of pieces joined by operators; AND binds more closely than OR, NOT and - to what follows."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = list(items)
        self._at = 0
        self.notes: list[str] = []

    def read(self) -> tuple[Node, ...]:
        found: list[Node] = []
        while self._at < len(self._items):
            if self._peek() == ")":
                self._at += 1
                self.notes.append("a closing bracket without an opening one was passed over")
                continue
            before = self._at
            node, joined = self._either()
            if node is not None and joined:
                found.append(node)
            if self._at == before:
                self._at += 1
        return tuple(found)

    def _peek(self) -> str | None:
        return self._items[self._at].operator if self._at < len(self._items) else None

    def _either(self) -> tuple[Node | None, bool]:
        node, joined = self._both()
        parts = [node] if node is not None else []
        while self._peek() == "OR":
            self._at += 1
            node, _ = self._both()
            joined = True
            if node is None:
                self.notes.append("OR stands alone and was passed over")
            else:
                parts.append(node)
        if len(parts) > 1:
            return Either(tuple(parts)), True
        return (parts[0] if parts else None), joined

    def _both(self) -> tuple[Node | None, bool]:
        node, joined = self._one()
        parts = [node] if node is not None else []
        while (word := self._peek()) in ("AND", "NOT", "-", "+"):
            if word == "AND":
                self._at += 1
            node, _ = self._one()
            joined = True
            if node is None:
                self.notes.append(f"{word} stands alone and was passed over")
                if self._peek() not in ("AND", "NOT", "-", "+"):
                    break
            else:
                parts.append(node)
        if len(parts) > 1:
            return Both(tuple(parts)), True
        return (parts[0] if parts else None), joined

    def _one(self) -> tuple[Node | None, bool]:
        word = self._peek()
        if word in ("NOT", "-", "+"):
            self._at += 1
            node, _ = self._one()
            if node is None:
                return None, False
            return (node if word == "+" else Without(node)), True
        if word == "(":
            self._at += 1
            return self._bracket()
        if word is not None or self._at >= len(self._items):
            return None, False
        node = self._items[self._at].node
        self._at += 1
        return node, False

    def _bracket(self) -> tuple[Node | None, bool]:
        """What stands in brackets; of pieces without an operator one must hold, if the bracket is joined to others."""
        parts: list[Node] = []
        joined = False
        while self._at < len(self._items) and self._peek() != ")":
            before = self._at
            node, inner = self._either()
            joined = joined or inner
            if node is not None:
                parts.append(node)
            if self._at == before:
                self._at += 1
        if self._at >= len(self._items):
            self.notes.append("an opening bracket was never closed; it was read to the end")
        self._at += 1
        if len(parts) > 1:
            return Either(tuple(parts)), joined
        return (parts[0] if parts else None), joined
