"""The dates of a matter and its kind: when the staff answered, when the company wrote, when the file became public."""

from __future__ import annotations

import re
from collections import Counter

from corpus.records import Span
from indexer.bundle import Bundle, charted
from indexer.dates import DateAt, find_dates
from indexer.found import Found
from indexer.patterns import patterns
from indexer.sides import Document
from indexer.writings import text_of

_P = patterns("milestones.toml")
_CITED = re.compile(r"\(\s*(?:[Pp]ublicly\s+)?$")
_HEAD_REACH, _ABOVE = 1200, 5
_OF_RECEIPT = re.compile(r"RE ?C'?(?:EI?V)?E?D|P ?R ?O ?C ?E ?S ?S|FICHE|\b[AP]\.?M\b|FINANCIAL|VAIL|eceived|P\.?E\.")
"""Words beside a stamped date that make it another's than the staff's answer."""
_OF_ASKING = ("econsider", "ECONSIDER", "issued", "ISSUED")
"""Words of which one stands wherever the pattern of a reconsideration can match."""


def responses(bundle: Bundle) -> tuple[tuple[Document, Found[str] | None], ...]:
    """The staff's responses, the latest last, each with its date; an undated one takes the date above its heading.

    A chart counts only in a file that holds no letter or message of the staff's.
    """
    held = [document for document in bundle.documents if document.kind == "response"]
    letters = [document for document in held if document.form != "chart"]
    dated = [(document, dated_head(bundle, document)) for document in letters or held]
    return tuple(sorted(dated, key=lambda pair: (pair[1].value if pair[1] else "", -pair[0].number)))


def decisive(bundle: Bundle) -> Document | None:
    """The staff's response that decides: the later of two."""
    ranked = responses(bundle)
    return ranked[-1][0] if ranked else None


def dated_head(bundle: Bundle, document: Document) -> Found[str] | None:
    """The date of a document: a line of its own in the head, else the first date before its text, else one just above it."""
    if document.form == "chart":
        return _chart_date(bundle, document, "responded")
    if document.date:
        return Found(document.date.iso, ((document.date.start, document.date.end),))
    lines = bundle.lines
    stop = (document.body if document.body is not None else document.last) + 2
    for line in lines[document.first : min(stop, document.last)]:
        if line.tag in ("stamp", "re") or "dated" in line.text[:60] or "ncoming" in line.text[:30]:
            continue
        found = find_dates(line.text[:_HEAD_REACH])
        if found and not re.search(r"dated\s*$|of\s*$", line.text[: found[0].start]):
            return _in_line(line.span[0], found[0])
    for line in reversed(lines[max(document.first - 6, 0) : document.first]):
        found = find_dates(line.text) if line.tag != "stamp" else []
        if found and len(line.text) - found[-1].end <= 2:
            return _in_line(line.span[0], found[-1])
    for line in lines[document.closing + 1 : document.last] if document.closing is not None else ():
        if line.tag == "date":
            return _in_line(line.span[0], find_dates(line.text)[0])
    return _stamped(bundle, document) if document.kind == "response" else None


def _stamped(bundle: Bundle, document: Document) -> Found[str] | None:
    """The date that the staff's own stamp gives a response: a bare one by its heading, with no word of receipt beside it."""
    stop = min((document.body if document.body is not None else document.first + 12) + 1, document.last)
    start = max(document.first - _ABOVE, 0)
    lines = [line for line in bundle.lines[start:stop] if line.text]
    for i, line in enumerate(lines):
        found = find_dates(line.text) if line.tag == "stamp" else []
        if len(found) != 1 or len(line.text.strip(" ,.'[]")) > found[0].end - found[0].start:
            continue
        if not any(_OF_RECEIPT.search(beside.text) for beside in lines[max(i - 2, 0) : i + 3] if beside.tag != "prose"):
            return _in_line(line.span[0], found[0])
    return None


def response_date(bundle: Bundle) -> Found[str] | None:
    """The date of the staff's response: the later one's of two; of the cover letter where the response bears none."""
    ranked = responses(bundle)
    own = ranked[-1][1] if ranked else None
    if own and own != _stamped(bundle, ranked[-1][0]):
        return own
    covers = [dated_head(bundle, document) for document in bundle.documents if document.kind == "cover"]
    return next((found for found in covers if found), own)


def incoming_date(bundle: Bundle) -> Found[str] | None:
    """The date of the company's first incoming letter; in a reconsideration, of the request to reconsider.

    What the staff write of it counts before the letter's own date, which scans damage as often; where copies of the staff's
    reference differ, the reading that most places share.
    """
    response = decisive(bundle)
    own = response_date(bundle)
    staff = [document for document in bundle.documents if document.kind in ("cover", "response")]
    if response:
        same = [
            d
            for d in staff
            if d.number == response.number or (dated_head(bundle, d) or own) == own or _same_date(bundle, d, own)
        ]
        for pattern in (_P["incoming"], _P["request_withdrawn"], _P["your_letter"]):
            found = [at for d in same for at in _dates_after(bundle, d, pattern)]
            if found:
                return _agreed(found, bundle)
    elif staff:
        found = [
            at for d in staff for pattern in (_P["incoming"], _P["your_letter"]) for at in _dates_after(bundle, d, pattern)
        ]
        if found:
            return _agreed(found, bundle)
    forms = (_chart_date(bundle, d, "submitted") for d in bundle.documents)
    listed = next((found for found in forms if found), None)
    if listed:
        return listed
    letters = [dated_head(bundle, d) for d in bundle.documents if d.kind == "company"]
    dated = [at for at in letters if at and (own is None or at.value <= own.value)]
    return min(dated, key=lambda at: at.value) if dated else None


def available_date(bundle: Bundle) -> Found[str] | None:
    """The date of public availability that a stamp or heading of the file states; one in a citation is none."""
    for i, line in enumerate(bundle.lines):
        if ("vai" not in line.text and "VAI" not in line.text) or line.tag in ("prose", "salutation", "exhibit"):
            continue
        if line.tag != "stamp" and not re.search(r"ublic|PUBLIC|Avail|AVAIL", line.text):
            continue
        for match in _P["available"].finditer(line.text):
            if _CITED.search(line.text[: match.start()]) or line.text[: match.start()].rstrip().endswith("("):
                continue
            after = line.text[match.end() : match.end() + 24].replace("|", "/")
            found = find_dates(after)
            if found and found[0].start <= 2:
                start = line.span[0] + match.end()
                return Found(found[0].iso, ((start + found[0].start, start + found[0].end),))
        if line.tag == "stamp" and re.search(r"vailab\w*(?:\s+date)?\s*:?$", line.text, re.I):
            below = _stamped_below(bundle, i)
            if below:
                return below
    return None


def _stamped_below(bundle: Bundle, i: int) -> Found[str] | None:
    """The date that a stamp broken over two lines has below its words, also where it stands beside another line."""
    for line in bundle.lines[i + 1 : i + 3]:
        found = find_dates(line.text) if line.tag in ("stamp", "date") else []
        if found and (found[0].start == 0 or line.text[: found[0].start].endswith("   ")):
            return _in_line(line.span[0], found[0])
    return None


def kind(bundle: Bundle) -> Found[str]:
    """`reconsideration` where the staff were asked to think again or the file holds two responses, else `initial`."""
    ranked = responses(bundle)
    dates = {found.value for _, found in ranked if found}
    for document, _ in reversed(ranked):
        part = bundle.part(document)
        asked = part and any(word in part.view.text for word in _OF_ASKING)
        match = _P["reconsider"].search(part.view.text) if part and asked else None
        if part and match:
            return Found("reconsideration", (part.view.span(*match.span()),))
    if len(dates) > 1:
        return Found("reconsideration", tuple(found.spans[0] for _, found in ranked[-2:] if found))
    if not ranked:
        for document in bundle.documents:
            for line in bundle.lines[document.first : document.body or document.last] if document.kind == "company" else ():
                if line.tag == "re" and "reconsider" in line.text.casefold():
                    return Found("reconsideration", (line.span,))
    return Found("initial", ())


def reconsidered(bundle: Bundle) -> Found[str] | None:
    """The date of the staff's own earlier response in the matter: as the later one states it, or of the one held."""
    if kind(bundle).value != "reconsideration":
        return None
    ranked = responses(bundle)
    own = ranked[-1][1].value if ranked and ranked[-1][1] else None
    for document, _ in reversed(ranked):
        part = bundle.part(document)
        for match in _P["issued"].finditer(part.view.text) if part else ():
            tail = part.view.text[match.end() : match.end() + 120] if part else ""
            found = find_dates(tail[:40])
            if (
                part
                and found
                and found[0].start == 0
                and _P["our_response"].search(tail[found[0].end :])
                and found[0].iso != own
            ):
                start = match.end()
                return Found(found[0].iso, (part.view.span(start + found[0].start, start + found[0].end),))
    earlier = [found for _, found in ranked[:-1] if found and found.value != own]
    return earlier[-1] if earlier else None


def _chart_date(bundle: Bundle, document: Document, key: str) -> Found[str] | None:
    """The date that a chart or form states under a key."""
    for cell in charted(bundle, document, key):
        found = find_dates(bundle.content[slice(*cell.spans[0])])
        if found:
            return _in_line(cell.spans[0][0], found[0])
    return None


def own_dates(bundle: Bundle) -> set[str]:
    """The dates (ISO) of the file's own letters: the staff's and both sides', held or only named by the staff."""
    held = {found.value for d in bundle.documents if d.kind != "exhibit" for found in [dated_head(bundle, d)] if found}
    named = {
        at.value for d in bundle.documents if d.kind in ("cover", "response") for at in _dates_after(bundle, d, _P["incoming"])
    }
    return held | named


def _same_date(bundle: Bundle, document: Document, own: Found[str] | None) -> bool:
    found = dated_head(bundle, document)
    return not found or not own or found.value == own.value


def _dates_after(bundle: Bundle, document: Document, pattern: re.Pattern[str]) -> list[Found[str]]:
    """The first date directly after each match in a document."""
    part = bundle.part(document)
    if part is None:
        return []
    text = part.view.text
    out = []
    for match in pattern.finditer(text):
        found = find_dates(text[match.end() : match.end() + 40])
        if found and found[0].start <= 3:
            out.append(Found(found[0].iso, (part.view.span(match.end() + found[0].start, match.end() + found[0].end),)))
    return out


def _agreed(found: list[Found[str]], bundle: Bundle) -> Found[str]:
    """The date that most places show, a company letter's own date counting as one; of equals, the first."""
    counts = Counter(at.value for at in found)
    for document in bundle.documents:
        if document.kind in ("company", "proponent") and document.date and document.date.iso in counts:
            counts[document.date.iso] += 1
    best = max(counts.values())
    chosen = next(at for at in found if counts[at.value] == best)
    spans: list[Span] = [span for at in found if at.value == chosen.value for span in at.spans]
    return Found(chosen.value, tuple(spans[:3]))


def _in_line(start: int, at: DateAt) -> Found[str]:
    return Found(at.iso, ((start + at.start, start + at.end),))


def head_text(bundle: Bundle, document: Document) -> str:
    """The words of a document above its text."""
    return text_of(bundle.lines, document.first, document.body if document.body is not None else document.last)
