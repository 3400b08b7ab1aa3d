"""Who the matter is about and who wrote: company and former names, the company's counsel and firm, the staff's signatory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Span
from indexer import milestones
from indexer.bundle import Bundle, Part, charted
from indexer.citations_words import clean
from indexer.found import Found
from indexer.lines import Line
from indexer.mending import mended
from indexer.names import fold, likeness
from indexer.patterns import patterns
from indexer.sides import Document

_P = patterns("parties.toml")
_OF_OLD = ("ormer", "reviously", "k/a", "fka", " named", " called", "known as", "name from", "renamed")
"""Words of which one stands wherever the pattern of a former name can match."""
_CAPITAL_FORM = re.compile(r"\b(?:INC|CORP|CORPORATION|COMPANY|CO|LTD|LIMITED|BANK|TRUST|GROUP|HOLDINGS)\b")
_LISTED = re.compile(r"(?:Exhibit|Annex|Attachment|Tab|Enclosure|Appendix)s?\b", re.I)
_THIN = frozenset("iltfrj")
_NOTE = re.compile(r"(?:\[\d{1,2}\]|\([a-z]\)|[*†]{1,3}|\d{1,2}/)\s+[A-Z]")
_OFTEN = 3
"""A spelling that stands more often than this in a text is no slip of the scan."""


@dataclass(frozen=True, slots=True)
class Counsel:
    """Who signed the company's incoming letter, and the law firm: None for in-house counsel, or where nothing tells."""

    name: Found[str] | None
    firm: Found[str] | None


def company(bundle: Bundle) -> Found[str] | None:
    """The subject company, as the staff's response writes it; without a response, as the company's own letter does."""
    decisive = milestones.decisive(bundle)
    staff = [d for d in bundle.documents if d.kind in ("cover", "response") and d is not decisive]
    staff = [decisive, *staff] if decisive else staff
    named = [found for d in staff for found in _references(bundle, d)]
    named += [found for d in staff for found in charted(bundle, d, "company")]
    if not named:
        named = list(_own_names(bundle))
    return _spelled(named, bundle.content) if named else None


def former_names(bundle: Bundle, company_name: str | None) -> tuple[Found[str], ...]:
    """Earlier names of the company that the file states."""
    found: dict[str, Found[str]] = {}
    for part in bundle.of("cover", "response", "company"):
        if not any(word in part.view.text for word in _OF_OLD):
            continue
        for match in _P["former_name"].finditer(part.view.text):
            name = (
                clean(match["name"]).strip(" .,'\"")
                if not match["name"].endswith(("Inc.", "Corp.", "Co.", "Ltd."))
                else clean(match["name"])
            )
            about = part.view.text[max(match.start() - 120, 0) : match.start()]
            if len(name) < 3 or (company_name and fold(name) == fold(company_name)) or not _is_about(about, company_name):
                continue
            found.setdefault(fold(name), Found(name, (part.view.span(match.start("name"), match.end("name")),)))
    return tuple(found.values())


def counsel(bundle: Bundle, company_name: str | None, incoming: str | None) -> Counsel:
    """Who signed the company's incoming letter, and the firm."""
    letter = incoming_letter(bundle, incoming)
    block = _addressee_block(bundle, company_name)
    name = _signer(bundle, letter) if letter else None
    if name is None and block:
        name = next((found for line in block for found in [_person(line)] if found), None)
    firm = _firm(bundle, letter, block, company_name, name)
    return Counsel(mended(name, bundle.content), mended(firm, bundle.content))


def signatory(bundle: Bundle) -> Found[str] | None:
    """Who signed the staff's response proper: a person or the review team; an office is none."""
    response = milestones.decisive(bundle)
    if response is None:
        return None
    for line in bundle.lines[response.first : response.last]:
        team = _P["review_team"].search(line.text)
        if team and line.tag != "prose":
            return Found("Rule 14a-8 Review Team", ((line.span[0] + team.start(), line.span[0] + team.end()),))
    if response.closing is not None:
        return mended(_signer(bundle, response), bundle.content)
    run_on = (line for line in bundle.lines[response.first : response.last] if re.match(r"S\s?incerely", line.text))
    return next((found for line in run_on for found in [_run_on_signer(line)] if found), None)


def incoming_letter(bundle: Bundle, incoming: str | None) -> Document | None:
    """The company's letter of the incoming date; else its earliest."""
    letters = [d for d in bundle.documents if d.kind == "company"]
    dated = [(found.value if found else "", d) for d in letters for found in [milestones.dated_head(bundle, d)]]
    return next((d for date, d in dated if date == incoming), None) or (
        min(dated, key=lambda pair: (pair[0] or "9", pair[1].number))[1] if dated else None
    )


def _references(bundle: Bundle, document: Document) -> Iterator[Found[str]]:
    """The company names of a staff letter's reference lines."""
    lines = bundle.lines
    for i in range(document.first, document.last):
        if lines[i].tag != "re" or not _P["reference"].match(lines[i].text):
            continue
        text, at = lines[i].text, _P["reference"].match(lines[i].text)
        start = at.end() if at else 0
        line = lines[i]
        if not text[start:].strip():
            below = next((j for j in range(i + 1, min(i + 4, document.last)) if lines[j].text), None)
            if below is None:
                continue
            line, text, start = lines[below], lines[below].text, 0
        name = _P["after_company"].sub("", text[start:])
        if len(name.strip()) > 2 and not _P["no_company"].search(name):
            yield _found(name, line.span[0] + start)


def _own_names(bundle: Bundle) -> Iterator[Found[str]]:
    """What the company's first letters call the company: as the text defines it, in the reference, on the letterhead."""
    letters = sorted((d for d in bundle.documents if d.kind == "company"), key=lambda d: d.date.iso if d.date else "9")
    for document in bundle.documents:
        yield from charted(bundle, document, "company")
    for document in letters[:2]:
        part = bundle.part(document)
        references = list(_reference_names(bundle, document))
        for match in list(_P["company_defined"].finditer(part.view.text[:3500]))[:3] if part else ():
            name = match["name"]
            if part and (
                _is_company(name)
                or (not _P["no_company"].search(name) and any(fold(name) == fold(r.value) for r in references))
            ):
                yield _found(
                    name,
                    part.view.span(match.start("name"), match.end("name"))[0],
                    part.view.span(match.start("name"), match.end("name")),
                )
        yield from references
        if part:
            yield from _speakers(part)
        for line in _letterhead(bundle, document):
            if _is_company(line.text):
                yield _found(line.text, line.span[0])


def _is_company(name: str) -> bool:
    """Whether some words are a company's name by their form, and no law firm's, nor the staff's office."""
    return _P["corporate"].search(name) is not None and not any(
        _P[other].search(name) for other in ("no_company", "law_firm", "meant_for")
    )


def _speakers(part: Part) -> Iterator[Found[str]]:
    """The companies for which a letter says that it speaks, where it defines none."""
    for match in list(_P["company_speaks"].finditer(part.view.text[:2500]))[:3]:
        group = match.lastgroup or "name1"
        name = match[group]
        if _is_company(name):
            span = part.view.span(match.start(group), match.end(group))
            yield _found(name, span[0], span)


def _reference_names(bundle: Bundle, document: Document) -> Iterator[Found[str]]:
    stop = document.body if document.body is not None else document.last
    addressed = False
    for line in bundle.lines[document.first : min(stop + 4, document.last)]:
        addressed = addressed or (line.tag == "short" and _P["meant_for"].search(line.text) is not None)
        if line.tag not in ("re", "short", "salutation") or (line.tag == "short" and not line.text.isupper() and not addressed):
            continue
        at = _P["reference"].match(line.text)
        start = at.end() if at else 0
        for piece in re.finditer(r"(?:(?!\s--|\s[-–—/]\s|:|;).)+", line.text[start:]):
            name = _P["after_company"].sub("", piece[0])
            if _is_company(name):
                yield _found(name, line.span[0] + start + piece.start())


def _found(name: str, start: int, span: Span | None = None) -> Found[str]:
    """A company's name, clean, with its place."""
    lead = len(name) - len(name.lstrip())
    bare = name.strip().rstrip(" ,;:-")
    end = start + lead + len(bare)
    if bare.endswith(".") and not re.search(r"\b(?:[Il1]nc|Corp|Co|Ltd|Cos|Bros|N\.V|S\.A|N\.A|L\.P|A\.G)\.$", bare, re.I):
        bare = bare.rstrip(" .")
    return Found(clean(bare), (span or (start + lead, end),))


def _spelled(named: list[Found[str]], content: str) -> Found[str]:
    """The first name in the spelling that most places share; where scans differ, a dropped letter is the likelier damage."""
    alike = [found for found in named if fold(found.value) == fold(named[0].value) or likeness(found.value, named[0].value)]
    counts = Counter(found.value for found in alike)
    value = alike[0].value
    if len({fold(found.value) for found in alike}) > 1:
        value = max(counts, key=lambda name: (counts[name], content.count(name.removeprefix("The ").split()[0])))
    spans = [span for found in alike for span in found.spans]
    shown = value
    value = re.sub(r"\b[A-Z][a-zA-Z]{5,}\b", lambda word: _fuller(word[0], content), value)
    first = [span for found in alike if found.value == shown for span in found.spans] or spans
    found = Found(value, tuple(dict.fromkeys(first + spans))[:3])
    return mended(found, content) or found


def _fuller(word: str, content: str) -> str:
    """A spelling of `word` in the text from which only a thin letter or two, as scans drop them, are missing here."""
    if content.count(word) > _OFTEN:
        return word
    pattern = re.compile(rf"\b{word[0]}[A-Za-z]{{{len(word) - 1},{len(word)}}}{word[-1]}\b")
    for other in sorted(set(pattern.findall(content)), key=len, reverse=True):
        dropped = _dropped(word, other)
        if dropped and set(dropped) <= _THIN:
            return str(other)
    return word


def _dropped(word: str, other: str) -> str:
    """The letters of `other` that `word` lacks, where it lacks nothing else; else nothing."""
    left, missing = list(word), ""
    for letter in other:
        if left and left[0] == letter:
            left.pop(0)
        else:
            missing += letter
    return "" if left else missing


def _is_about(before: str, company_name: str | None) -> bool:
    """Whether words before "formerly" name the company, and not a person or a cited letter."""
    if not company_name:
        return True
    first = company_name.removeprefix("The ").split()[0]
    return first.casefold() in before.casefold() or "company" in before.casefold()[-60:]


def _letterhead(bundle: Bundle, document: Document) -> list[Line]:
    """The lines at a letter's head above its date and address."""
    kept: list[Line] = []
    stop = document.salutation if document.salutation is not None else document.body
    for line in bundle.lines[document.first : stop if stop is not None else document.last]:
        if line.tag in ("date", "re") or (_P["meant_for"].search(line.text) and kept):
            break
        if line.tag in ("short", "prose", "after") and not _P["no_letterhead"].match(line.text):
            kept.append(line)
    return kept


def _signature(bundle: Bundle, document: Document) -> list[Line]:
    """The lines of a document's signature: below its closing, else its last short lines."""
    lines = bundle.lines
    if document.closing is None:
        body = document.body if document.body is not None else document.first
        end = _above_notes(lines, body, document.last)
        last = max((i for i in range(body, end) if lines[i].tag in ("prose", "salutation")), default=body)
        return [line for line in lines[last + 1 : end] if line.tag == "short"][:4]
    kept: list[Line] = []
    for line in lines[document.closing : max(document.tail or 0, document.closing + 6)]:
        if _LISTED.match(line.text):
            break
        if line.tag in ("after", "exhibit", "date", "letterhead", "response") and kept:
            break
        if line.tag in ("short", "closing", "prose"):
            kept.append(line)
    return kept


def _above_notes(lines: tuple[Line, ...], start: int, end: int) -> int:
    """Where the last lines begin that are notes ("[1] Compare ..."); `end` where there are none."""
    for i in range(end - 1, start, -1):
        if lines[i].tag in ("prose", "after") and lines[i - 1].tag in ("blank", "separator"):
            if not _NOTE.match(lines[i].text):
                break
            end = i
    return end


def _signer(bundle: Bundle, document: Document) -> Found[str] | None:
    """The person whose name stands under a document."""
    for line in _signature(bundle, document):
        if line.tag == "closing" or re.match(r"S\s?incerely", line.text):
            match = _P["closing_words"].match(line.text)
            rest = line.text[match.end() :] if match else line.text if line.text.startswith("/s/") else ""
            if len(rest) < 4:
                continue
            line = Line(rest, (line.span[1] - len(rest), line.span[1]), "short")
        found = _person(line)
        if found:
            return found
    return None


def _run_on_signer(line: Line) -> Found[str] | None:
    """The person whose name and title follow "Sincerely" on a line that runs on."""
    match = _P["run_on_signer"].match(line.text)
    return Found(match["name"], ((line.span[0] + match.start("name"), line.span[0] + match.end("name")),)) if match else None


def _person(line: Line) -> Found[str] | None:
    """The person that a line names, titles and suffixes left out."""
    text = line.text
    title = _P["title_word"].search(text)
    cut = text[: title.start()].rstrip(" ,") if title and title.start() > 4 else text
    if (
        _P["law_firm"].search(text)
        or _P["corporate"].search(cut)
        or _CAPITAL_FORM.search(cut)
        or (title and title.start() <= 4)
    ):
        return None
    match = _P["person"].match(cut)
    if not match or re.search(r"\d", match["name"]):
        return None
    name = re.sub(r"^(?:Mr|Ms|Mrs|Dr)\.?\s+|,?\s+Esq(?:uire)?\.?$", "", match["name"]).strip()
    start = line.span[0] + match.start("name") + match["name"].find(name)
    return Found(" ".join(name.split()), ((start, start + len(name)),))


def _addressee_block(bundle: Bundle, company_name: str | None) -> list[Line]:
    """The address of the staff's letter to the company's side: its lines between date and reference."""
    for document in bundle.documents:
        if document.kind not in ("cover", "response") or document.salutation is None:
            continue
        lines = bundle.lines[document.first : document.salutation]
        text = " ".join(line.text for line in bundle.lines[document.first : document.last])
        if re.search(r"\byou\s+(?:have\s+)?submitted\b|asked\s+us\s+to\s+reconsider", text) and not _to_company(
            lines, company_name
        ):
            continue
        block = [line for line in lines if line.tag in ("short", "prose") and not _P["meant_for"].search(line.text)]
        if block:
            return block
    return []


def _to_company(lines: tuple[Line, ...], company_name: str | None) -> bool:
    return any(_P["law_firm"].search(line.text) or _names(line.text, company_name) for line in lines if line.tag == "short")


def _names(text: str, company_name: str | None) -> bool:
    """Whether a line is the company's name, in full or by its beginning."""
    if not company_name:
        return False
    one, other = fold(text), fold(company_name)
    return bool(one) and (one == other or one.startswith(other) or (other.startswith(one) and len(one) > 5))


def _firm(
    bundle: Bundle, letter: Document | None, block: list[Line], company_name: str | None, signer: Found[str] | None
) -> Found[str] | None:
    """The law firm of the incoming letter: on its letterhead or in its signature; else where the staff's answer went."""
    if signer and not any(signer.value.split()[-1] in line.text for line in block):
        block = []
    head = _letterhead(bundle, letter) if letter else []
    signed = _signature(bundle, letter) if letter else []
    for lines in (signed[1:], head, block):
        found = _marked_firm(lines, company_name)
        if found:
            return _as_addressed(found, block)
    signing = _signing_firm(signed[1:], company_name)
    if signing:
        return _as_addressed(signing, block)
    if any(_names(line.text, company_name) for line in [*head[:2], *signed]) or letter is None:
        return None
    part = bundle.part(letter)
    if part and head and _P["outside_counsel"].search(part.view.text[:1500]) and not _person(head[0]):
        return Found(clean(head[0].text).strip(" ,"), (head[0].span,))
    outside = [
        line
        for line in block[1:]
        if re.search(r"[&,]", line.text) and not re.search(r"\d|Secretary|Counsel|President", line.text)
    ]
    if outside and not _names(outside[0].text, company_name):
        return Found(clean(outside[0].text), (outside[0].span,))
    return None


def _marked_firm(lines: list[Line], company_name: str | None) -> Found[str] | None:
    """The line that is marked as a law firm's name, by its form or by the line below it."""
    for i, line in enumerate(lines):
        if _names(line.text, company_name) or len(line.text) > 90:
            continue
        if i and _P["describes_firm"].match(line.text):
            named = next((above for above in reversed(lines[:i]) if not _P["describes_firm"].match(above.text)), lines[0])
            return Found(clean(named.text), (named.span,))
        if _P["law_firm"].search(line.text) and not _P["describes_firm"].match(line.text):
            name = re.split(r"\s+(?:-|–|\|)\s+|,\s+[Aa]\s+[Pp]rofessional", line.text)[0]
            return Found(clean(name), ((line.span[0], line.span[0] + len(name)),))
    return None


def _signing_firm(signed: list[Line], company_name: str | None) -> Found[str] | None:
    """The partners' names in capitals under which one of them signs: no company's name, and no person's."""
    for line, below in pairwise(signed):
        name = line.text.strip(" ,")
        if _names(name, company_name) or _person(line) or not _person(below) or _P["corporate"].search(name):
            continue
        if _P["partners"].fullmatch(name) and not _P["title_word"].search(name):
            return Found(clean(name), (line.span,))
    return None


def _as_addressed(found: Found[str], block: list[Line]) -> Found[str]:
    """The firm's name in the fuller form of the staff's address, where it is the same firm."""
    for line in block:
        if (
            len(line.text) < 80
            and line.text.casefold().startswith(found.value.casefold()[:12])
            and _P["law_firm"].search(line.text)
        ):
            return Found(clean(line.text), (line.span, *found.spans))
    return found
