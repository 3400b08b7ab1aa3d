"""Bulletins and releases in a query: "SLB 14F", "Staff Legal Bulletin No. 14", "Release 34-40018"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.fields import guidance_key
from search.typed import Typed

_CITING = r"(?:\b(?:cit(?:es?|ed|ing)|discuss(?:es|ed|ing)?|rel(?:y|ies|ied|ying)\s+(?:up)?on|under)\s+)?"
_BULLETIN = re.compile(
    _CITING
    + r"\b(?:(?:staff\s+)?legal\s+bulletin|staff\s+bulletin|slb)\s*(?:nos?\.?\s*|number\s+|#\s*)?(14\s?-?\s?[a-m]?)(?![\w-])",
    re.I,
)
_RELEASE = re.compile(
    _CITING + r"(?:\b(?:(?:securities\s+)?exchange\s+act\s+)?(?:sec\s+)?rel(?:ease|\.)\s*(?:nos?\.?\s*)?(?:3[345]-)?|\b3[345]-)"
    r"(\d{5,6})\b",
    re.I,
)


def read(typed: Typed) -> Iterator[str]:
    """What each bulletin or release is called in the index ("14f", "40018"), taken out of the query."""
    for shape in (_BULLETIN, _RELEASE):
        for match in typed.find(shape):
            typed.take(*match.span())
            yield guidance_key(match[1])


def spoken(key: str) -> str:
    """A bulletin or release as people call it: "SLB 14F", "Release 34-40018"."""
    return f"SLB {key.upper()}" if key.startswith("14") and len(key) < 5 else f"Release 34-{key}"
