"""An invented site of letters, in the forms of the Commission's: landing pages, lists of two seasons, a year archive, PDFs.

Every company, person and letter is made up by number; nothing here is a real letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.printing import pdf_of

FIRST = (
    "Ashlar", "Bexley", "Corbel", "Dunmere", "Eddystone", "Fairlead", "Garnet", "Holloway", "Inverness", "Juniper",
    "Kestrel", "Lanyard", "Marlow", "Norwood", "Oakhurst", "Pendle", "Quarry", "Redcar", "Selwyn", "Thistle",
)  # fmt: skip
SECOND = ("Mills", "Rail", "Stone", "Gas", "Bancorp", "Shipping", "Foods", "Paper", "Optics", "Timber")
HOLDERS = ("Oswin Tarrant", "Ida Corrie", "Hester Quill", "Lothar Embry", "Moira Tansley")
OFFICE = "Office of Chief Counsel\nDivision of Corporation Finance"
CONCURRED = (
    "There appears to be some basis for your view that {x} may exclude the proposal under rule 14a-8(e)(2) because {x} "
    "received it after the deadline for submitting proposals. Accordingly, we will not recommend enforcement action to the "
    "Commission if {x} omits the proposal from its proxy materials in reliance on rule 14a-8(e)(2)."
)
REFUSED = (
    "We are unable to concur in your view that {x} may exclude the proposal under rule 14a-8(e)(2). Accordingly, we do not "
    "believe that {x} may omit the proposal from its proxy materials in reliance on rule 14a-8(e)(2)."
)
REQUEST = (
    'We write for {company} (the "Company"). It received the proposal of {holder} by courier on {late}, nine days after the '
    "deadline of {deadline} that its proxy statement named, and may exclude it under Rule 14a-8(e)(2)."
)
FILES = "/files/corpfin/no-action/14a-8"


@dataclass(frozen=True, slots=True)
class Invented:
    """A made-up letter: what its list and its text say."""

    number: int
    company: str
    short: str
    holder: str
    request: date
    response: date
    concurred: bool

    @property
    def path(self) -> str:
        """Where its file lies."""
        return f"{FILES}/{self.short.lower().replace(' ', '')}{self.response:%m%d%y}-14a8.pdf"

    @property
    def text(self) -> str:
        """The file's text: the staff's response, then the company's request."""
        title, late = f"Re: {self.company}", self.request - timedelta(days=11)
        heading = f"{title}\nIncoming letter dated {long(self.request)}"
        holding = CONCURRED if self.concurred else REFUSED
        return "\n\n".join(
            [
                long(self.response),
                f"Response of the {OFFICE}",
                heading,
                "The proposal relates to the colour of the letterhead.",
                holding.format(x=self.short),
                "Sincerely,",
                "Renata Holm\nSpecial Counsel\n\fHARGROVE & LUND LLP",
                long(self.request),
                f"{OFFICE}\nU.S. Securities and Exchange Commission",
                f"{title}\nShareholder Proposal of {self.holder}",
                "Ladies and Gentlemen:",
                REQUEST.format(
                    company=self.company, holder=self.holder, late=long(late), deadline=long(late - timedelta(days=9))
                ),
                "Sincerely,",
                "Cordula Hargrove\n",
            ]
        )

    def pdf(self) -> bytes:
        """The file."""
        return pdf_of(self.text)


def long(day: date) -> str:
    """A date as letters write it."""
    return f"{day:%B} {day.day}, {day.year}"


def letters(count: int, first_year: int = 2023) -> list[Invented]:
    """`count` letters over the seasons from October of `first_year`, each of another company up to 200 letters."""
    found: list[Invented] = []
    for n in range(count):
        short = f"{FIRST[n % 20]} {SECOND[n // 20 % 10]}"
        if n >= 200:
            short = f"{short} {n // 200}"
        season, place = divmod(n, max(1, (count + 1) // 2))
        request = date(first_year + season, 11, 3) + timedelta(days=place % 60)
        found.append(
            Invented(n, f"{short}, Inc.", short, HOLDERS[n % 5], request, request + timedelta(days=45 + n % 9), n % 3 > 0)
        )
    return found


def season_of(letter: Invented) -> str:
    """The season of a letter's request."""
    first = letter.request.year - (letter.request.month < 10)
    return f"{first}-{first + 1}"


def landing(seasons: list[str]) -> str:
    """The landing page."""
    base = "/rules-regulations/shareholder-proposals"
    items = "".join(f'<li><a href="{base}/{season}">{season}</a></li>' for season in seasons)
    return (
        "<html><head><title>Shareholder Proposals (invented)</title></head><body><h1>Shareholder Proposals</h1>"
        f"<h2>Responses and Final Materials for Rule 14a-8 No-Action Requests</h2><ul>{items}</ul>"
        '<p><a href="/core/forbidden.pdf">Not for robots</a></p></body></html>'
    )


def season_page(season: str, listed: list[Invented], page: int = 0, pages: int = 1) -> str:
    """One page of a season's list."""
    rows = "".join(
        f'<tr><td>{long(one.response)}</td><td><a href="{one.path}">{one.company}</a></td><td>{one.holder}</td></tr>'
        for one in listed
    )
    pager = "".join(f'<a href="?page={n}">{n + 1}</a> ' for n in range(pages)) if pages > 1 else ""
    title = f"{season} Responses and Final Materials for Rule 14a-8 No-Action Requests"
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table><thead><tr><th>Response Date</th>"
        f"<th>Company</th><th>Submitted by</th></tr></thead><tbody>{rows}</tbody></table><nav>{pager}</nav></body></html>"
    )
