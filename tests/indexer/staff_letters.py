"""Small files for the tests of outcome and grounds: a staff response, a company's letter, everything invented."""

from __future__ import annotations

from corpus.records import Text
from indexer.bundle import Bundle, open_bundle

_RESPONSE = """March 3, {year}

Response of the Office of Chief Counsel
Division of Corporation Finance

Re: Aldine Works, Inc.
    Incoming letter dated January 4, {year}

{body}

Sincerely,

Orla Pym
Special Counsel
"""

_REQUEST = """PIMLICO HARBER LLP
12 Quay Street
Boston, MA 02110

January 4, {year}

VIA COURIER

Office of Chief Counsel
Division of Corporation Finance
Securities and Exchange Commission
Washington, DC 20549

Re: Aldine Works, Inc.
    Shareholder Proposal of Jerrold Tansley

Ladies and Gentlemen:

{body}

Very truly yours,

Fergus Marchbanks
"""


def response(year: int, body: str) -> str:
    """A staff response of March 3 of `year`."""
    return _RESPONSE.format(year=year, body=body)


def request(year: int, body: str) -> str:
    """A company's letter of January 4 of `year`."""
    return _REQUEST.format(year=year, body=body)


def bundle(*parts: str) -> Bundle:
    """The file of these letters, in order."""
    return open_bundle(Text("\n".join(parts)))
