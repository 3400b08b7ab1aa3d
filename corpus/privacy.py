"""Masks e-mail addresses, telephone numbers and street addresses in what is printed or exported.

Every sign is replaced by one asterisk, so that offsets into a masked text are offsets into the stored one. The stored text
is never changed, and nothing that a source has redacted is filled in. The Commission's own addresses stay.
"""

from __future__ import annotations

import re
from typing import Any

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,251}[A-Za-z0-9]")
_D = r"[\dOolI]"
"""A digit as scans have it."""
_PHONE = re.compile(
    rf"(?<![\w.-])(?:\+?1[ .-]{{1,2}})?(?:\({_D}{{3}}\) ?|{_D}{{3}}[ .-]{{1,2}}){_D}{{3}} ?[.-] ?{_D}{{4}}"
    r"(?:,? ?(?:x|ext\.?) ?\d{1,6})?(?![\w-])"
    rf"|(?<![\w.,$-])(?:1 )?\(?[2-9]{_D}{{2}}\)? [2-9]{_D}{{2}} {_D}{{4}}(?![\w,-]|\.\d)"
    r"|(?<![\w.-])1[2-9]\d{2}[2-9]\d{6}(?![\w-])"
    r"|(?<![\w.-])\+\d{1,3}(?:[ .-]\(?\d{1,4}\)?){2,5}(?![\w-])"
)
_WAY = (
    r"(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Drive|Dr\.|Court|Ct\.|Place|Pl\.|Way|Terrace|Circle"
    r"|Parkway|Pkwy\.?|Highway|Hwy\.?|Square|Plaza|Row|Wharf|Quay|Crescent|Mews|Walk|Alley|Trail|Turnpike)"
)
_CAPITAL_WAY = (
    r"(?:STREET|ST\.|AVENUE|AVE\.?|ROAD|BOULEVARD|BLVD\.?|LANE|DRIVE|COURT|PLACE|TERRACE|CIRCLE|PARKWAY|HIGHWAY|SQUARE)"
)
_STREET = re.compile(
    r"(?<![\w.,$-])\d{1,5}[A-Z]?(?:-\d{1,4})?[ \t]+(?:[NSEW]\.?[ \t]+)?(?:[A-Z0-9][\w.'’-]{0,24}[ \t]+){1,4}"
    rf"(?:{_WAY}|{_CAPITAL_WAY})(?!\w)"
    r"(?:,?[ \t]+[NS]\.?[EW]\.?(?!\w))?(?:,?[ \t]+(?:Suite|Ste\.?|Apt\.?|Apartment|Unit|Floor|Room|#)[ \t]*[\w-]{1,8})?"
    r"|(?i:\bP\. ?O\. ?Box|\bPost Office Box)[ \t]+\d{1,6}"
)
_COURT = re.compile(r"(?:District|Supreme|Circuit|Superior|Chancery|Delaware|Appeals|Federal|State|York) Court$")
_COMMISSION = re.compile(r"(?:450 (?:Fifth|5th) Street|100 F Street|500 North Capitol Street)", re.I)
_COMMISSION_MAIL = re.compile(r"@(?:[a-z.]+\.)?sec\.gov$", re.I)


def mask(text: str) -> str:
    """`text` with every private address and number masked by asterisks; the same length."""
    if "@" in text:
        text = _EMAIL.sub(lambda match: match[0] if _COMMISSION_MAIL.search(match[0]) else _stars(match), text)
    text = _PHONE.sub(_stars, text)
    return _STREET.sub(lambda match: match[0] if _public(match[0]) else _stars(match), text)


def masked(value: Any) -> Any:
    """A JSON value with its strings masked; JSON text must not be, as an escape before a name ("\\n") would lose its letter."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(inner) for inner in value]
    return value


def _public(place: str) -> bool:
    return bool(_COMMISSION.match(place) or _COURT.search(place))


def _stars(match: re.Match[str]) -> str:
    return re.sub(r"\S", "*", match[0])
