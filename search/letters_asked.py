"""Letters and companies named in a query: "cites X", "letters that rely on X", "X (March 9, 2005)", a company by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.query import Query
from search import boolean
from search.named import Names
from search.typed import Typed

NOT_HELD = "not held"
"""Stands among a query's letters for a citation of one that is not held; no id has a space."""

_CITING = (
    r"(?:\b(?:later|letters?|requests?|responses?|those|ones|which|that|who|what|companies|make|making)\s+)*"
    r"\b(?:cit(?:es|ing|e|ed)|citations?\s+(?:to|of)|rel(?:y|ies|ying|ied)\s+(?:up)?on|relian(?:t|ce)\s+on|follow(?:s|ed|ing)?|"
    r"discuss(?:es|ing)?|distinguish(?:es|ing)?|invok(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|mention(?:s|ed|ing)?|referenc(?:e|es|ing)(?:\s+to)?|"
    r"refer(?:s|red|ring)?\s+(?:back\s+)?to|point(?:s|ed|ing)?\s+to|lean(?:s|ed|ing)?\s+on|build(?:s|ing)?\s+on|built\s+on)\s+"
    r"(?!by\b)(?P<name>[^\x00\"]{3,}|\"[^\"]+\"?)"
)
_WORD_OF_CITING = re.compile("cit|rel[iy]|follow|discuss|distinguish|invok|quot|mention|refer|point|lean|buil", re.I)
_FURTHER = re.compile(
    r",?\s+(?:(?:since|before|after|until|till|from|between|in|during|prior\s+to|through|up\s+to)\s+(?=[^()]*\d{4})"
    r"|(?=\d{4}\s*(?:\.\.|[-–]))|(?=(?:the\s+)?\d{4}s\b)|(?=(?:where|but|that|which|who|when|granted|refused|on\s+rule)\b))",
    re.I,
)
"""Where a name is over and a condition follows: "cites X since 2010", "cites X where the staff refused"."""
_CITATION = r"(?P<name>[^\x00()\"]{2,80}?)\s*\(\s*(?P<date>[^()\x00]*\d{4}|\d{1,2}/\d{1,2}/\d{2,4})\s*\)"


def citing(typed: Typed, query: Query, names: Names) -> Query:
    """ "cites Orrin Mills", "letters that rely on X (March 9, 2005)": only where a name follows that is held or cited."""
    for match in typed.find(re.compile(_CITING, re.I)) if _WORD_OF_CITING.search(typed.text) else ():
        start, end = match.span("name")
        value = _FURTHER.split(typed.text[start:end].strip(' "'), maxsplit=1)[0].rstrip(' ,"')
        for words in _shorter(value):
            ids, given = names.cited_by_name(words)
            if ids is not None or given:
                over = start + typed.text[start:end].index(words) + len(words)
                typed.take(match.start(), over + typed.text[over:].startswith('"'))
                return replace(query, cites=ids or (), cites_names=given, cites_typed=words)
    return query


def _shorter(value: str) -> Iterator[str]:
    """The value, then without its last words, one by one."""
    yield value
    words = value.split()
    for length in range(min(len(words) - 1, 6), 0, -1):
        head = " ".join(words[:length])
        if head in value:
            yield head


def citations(typed: Typed, query: Query, names: Names, notes: list[str]) -> Query:
    """ "Datastream (March 9, 2005)" is that letter."""
    for match in typed.find(re.compile(_CITATION)) if "(" in typed.left else ():
        name, ids = _named(match, names)
        if ids:
            differs = names.date_differs(f"{name} ({match['date']})")
            notes += [f"the date differs: {differs}"] if differs else []
            typed.take(match.start() + match["name"].rindex(name), match.end())
            held = [one for one in query.letters if one != NOT_HELD]
            query = replace(query, letters=tuple(dict.fromkeys((*held, *ids))))
        elif re.match(r"\W*[A-Z]", match["name"]) and re.search(r"\d\D+\d{4}|/", match["date"]):
            # The date is that letter's and no limit; its name stays among the words, which find who speaks of it.
            typed.take(match.end("name"), match.end())
            notes.append(f"no letter {match[0].strip(' ;,')!r} is held")
            query = query if query.letters else replace(query, letters=(NOT_HELD,))
    return query


def _named(match: re.Match[str], names: Names) -> tuple[str, tuple[str, ...]]:
    """The last words before a date that, with it, are a citation of held letters, and their ids."""
    words = match["name"].split()
    for skip in range(len(words)):
        name = " ".join(words[skip:])
        ids = names.letters(f"{name} ({match['date']})")
        if ids:
            return name, ids
    return "", ()


_NAME_WORD = re.compile(r"[A-Za-z0-9][\w.'’&-]*|&")


def companies(typed: Typed, query: Query, names: Names, notes: list[str]) -> Query:
    """Held companies named in what is left, the longest run of words first."""
    taken: list[tuple[int, int]] = []
    for offset, run in typed.runs(apart=boolean.OPERATOR):
        words = [(m.start() + offset, m.end() + offset, m[0]) for m in _NAME_WORD.finditer(run)]
        at = 0
        while at < len(words):
            found = names.longest([word for _, _, word in words[at : at + 6]])
            if found is None:
                at += 1
                continue
            company, length = found
            query = replace(query, companies=(*query.companies, company))
            taken.append((words[at][0], words[at + length - 1][1]))
            if company.misspelt:
                notes.append(f"{company.typed!r} was read as {company.names[0]}")
            at += length
    for start, end in taken:
        typed.take(start, end)
    return query
