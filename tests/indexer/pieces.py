# ruff: noqa: E501 -- a paragraph of a letter stands on one line, as in most files
"""The documents of one invented file, to be put together in any order."""

from __future__ import annotations

COVER = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
WASHINGTON, D.C. 20549-3010

DIVISION OF
CORPORATION FINANCE

March 6, 2008

Leonora Fitch
Amberley Stroud LLP
12 Quay Street
Portland, OR 97201

Act: 1934
Section:
Rule: 14A-8
Public Availability: 3/7/2008

Re: Harrowby Glass Corporation
Incoming letter dated January 9, 2008

Dear Ms. Fitch:

This is in response to your letters dated January 9, 2008 and February 4, 2008 concerning the shareholder proposal submitted to Harrowby by the Weald Valley Pension Trust. We also have received a letter from the proponent dated January 28, 2008. Our response is attached to the enclosed photocopy of your correspondence.

Sincerely,

Osric Penrose
Deputy Chief Counsel

Enclosures

cc: Mabel Thornley
Weald Valley Pension Trust
"""

RESPONSE = """March 6, 2008

Response of the Office of Chief Counsel
Division of Corporation Finance

Re: Harrowby Glass Corporation
Incoming letter dated January 9, 2008

The proposal requests that the board report on the water that the company uses.

There appears to be some basis for your view that Harrowby may exclude the proposal under rule 14a-8(e)(2) because Harrowby received it after the deadline for submitting proposals. Accordingly, we will not recommend enforcement action to the Commission if Harrowby omits the proposal from its proxy materials in reliance on rule 14a-8(e)(2).

Sincerely,

Tobit Marchmont
Attorney-Adviser
"""

COMPANY = """AMBERLEY STROUD LLP
12 Quay Street
Portland, Oregon

January 9, 2008

VIA COURIER

Office of Chief Counsel
Division of Corporation Finance
Securities and Exchange Commission
100 F Street, NE
Washington, DC 20549

Re: Harrowby Glass Corporation (formerly Harrowby Bottle Company)
    Shareholder Proposal of the Weald Valley Pension Trust

Ladies and Gentlemen:

We are counsel to Harrowby Glass Corporation, an Oregon corporation (the "Company"), which intends to omit from its proxy materials a proposal received from the Weald Valley Pension Trust (the "Proponent"). The Company believes that it may exclude the proposal under Rule 14a-8(e)(2), as the proposal was received on Decem-

Office of Chief Counsel
January 9, 2008
Page 2

ber 12, 2007, ten days after the deadline. See Gannet Tile Works, Inc. (Mar. 9, 2005).

We request that the staff concur.

Very truly yours,

Leonora Fitch

cc: Mabel Thornley
"""

SECOND = """AMBERLEY STROUD LLP

February 4, 2008

Ladies and Gentlemen: The Company has seen the Proponent's letter of January 28. It changes nothing.

Leonora Fitch
"""

PROPONENT = """WEALD VALLEY PENSION TRUST
Salem, Oregon

January 28, 2008

Securities and Exchange Commission
Office of Chief Counsel

Re: Harrowby Glass

Dear Counsel:

The Company's letter is wrong. Our proposal was signed for in time. We ask you not to concur.

Mabel Thornley
Trustee
"""

EXHIBIT = """EXHIBIT A

December 1, 2007

Dear Secretary:

RESOLVED: Shareholders ask that the board report, by the end of the year, on the water that the company uses.

Mabel Thornley
"""

PROCEDURES = """DIVISION OF CORPORATION FINANCE
INFORMAL PROCEDURES REGARDING SHAREHOLDER PROPOSALS

The Division believes that its responsibility under Rule 14a-8(j) is to offer informal advice, and Rule 14a-8(k) does not require a letter of a shareholder.
"""

WHOLE = {
    "cover": COVER,
    "response": RESPONSE,
    "company": COMPANY,
    "second": SECOND,
    "proponent": PROPONENT,
    "exhibit": EXHIBIT,
    "procedures": PROCEDURES,
}
KINDS = {name: ("company" if name == "second" else name) for name in WHOLE}


def file_of(names: tuple[str, ...] | list[str]) -> str:
    """The named documents, one after the other."""
    return "\n\n".join(WHOLE[name] for name in names)
