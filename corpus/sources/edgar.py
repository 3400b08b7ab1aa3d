"""EDGAR: the quarterly form index -> references to scanned paper letters, and a document number -> its address.

The paper letters of about 2002 to 2017 were filed as form "NO ACT", under every rule of the Division: whether one is on rule
14a-8 is seen from its text only.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.records import Reference
from corpus.sources.addresses import Addresses

FORM = "NO ACT"
_ROW = re.compile(
    r"^NO ACT\s+(?P<company>\S.*?)\s{2,}(?P<cik>\d{1,10})\s+(?P<date>\d{4}-?\d\d-?\d\d)\s+(?P<file>edgar/\S+)\s*$", re.M
)
_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})")
_NUMBER = re.compile(r"\bdocument (?:no\. ?|number )?(\d{8})\b", re.I)
_IS_INDEX = re.compile(r"^Form Type\s+Company Name", re.M)


def indexes(addresses: Addresses, year: int, today: date | None = None) -> list[str]:
    """The addresses of the quarterly form indexes of a year, as far as the quarters have begun."""
    now = today or date.today()
    begun = [quarter for quarter in (1, 2, 3, 4) if date(year, 3 * quarter - 2, 1) <= now]
    return [addresses.form_index.format(year=year, quarter=quarter) for quarter in begun]


def is_index(text: str) -> bool:
    """Whether a text is a form index, whatever it lists."""
    return bool(_IS_INDEX.search(text))


def scans(index: str, url: str, addresses: Addresses) -> tuple[Reference, ...]:
    """The scans that a form index lists; `date` is the filing's, that is the day of public availability."""
    found: dict[str, Reference] = {}
    for row in _ROW.finditer(index.replace("\r\n", "\n")):
        accession = _ACCESSION.search(row["file"])
        if accession is None:
            continue
        day = row["date"].replace("-", "")
        scan = addresses.scan.format(cik=int(row["cik"]), accession="".join(accession.groups()))
        filed = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        found.setdefault(scan, Reference(url, scan, "scan", company=row["company"].strip(), date=filed))
    return tuple(found.values())


def document_number(source: str) -> str | None:
    """The eight-digit number in a source's words ("document 07069077"); None where there is none."""
    match = _NUMBER.search(source)
    return match[1] if match else None


def document_address(number: str, addresses: Addresses) -> str:
    """Where the scan of a numbered document lies. The folder is its first four digits (known to hold to about 2016)."""
    return addresses.document.format(folder=number[:4], number=number)
