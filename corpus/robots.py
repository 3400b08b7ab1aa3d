"""robots.txt, read as RFC 9309 says: groups end where the next user-agent line begins, not at a blank line.

The standard library's parser drops what follows a blank line inside a group, and the Commission's file has such lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one user agent, as (path pattern, allowed), and its crawl delay in seconds."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched: the longest matching pattern decides; of two equal ones, the one that allows."""
        parts = urlsplit(url)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.paths if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def read(text: str, agent: str) -> Rules:
    """The rules of the group that names `agent` (by its product token, any case), else of the group for "*"."""
    token = re.split(r"[/ ]", agent, maxsplit=1)[0].casefold()
    groups = _groups(text)
    own = [rules for agents, rules in groups if token in agents] or [rules for agents, rules in groups if "*" in agents]
    return Rules(
        tuple(path for rules in own for path in rules.paths), next((r.delay for r in own if r.delay is not None), None)
    )


def _groups(text: str) -> list[tuple[set[str], Rules]]:
    found: list[tuple[set[str], Rules]] = []
    agents: set[str] = set()
    paths: list[tuple[str, bool]] = []
    delay: float | None = None
    in_rules = False
    for line in (*text.lstrip("\ufeff").splitlines(), "user-agent: "):
        name, _, value = line.split("#", 1)[0].partition(":")
        name, value = name.strip().casefold(), value.strip()
        if name == "user-agent":
            if in_rules or not value:
                found.append((agents, Rules(tuple(paths), delay)))
                agents, paths, delay, in_rules = set(), [], None, False
            agents.add(value.casefold())
        elif name in ("allow", "disallow"):
            in_rules = True
            if value:
                paths.append((_plain(value), name == "allow"))
        elif name == "crawl-delay":
            in_rules = True
            delay = float(value) if re.fullmatch(r"\d+(?:\.\d+)?", value) else delay
    return found


def _plain(path: str) -> str:
    """One spelling of a path: percent-encoding normalised, "*" and "$" kept."""
    return quote(unquote(path), safe="/*$?=&;:@!,()~'+-._")


def _fits(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    pieces = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not anchored or at == len(path) or (len(pieces) > 1 and path.endswith(pieces[-1]))
