"""The shareholder proponents: the holders; a representative only where no holder is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer import milestones
from indexer.bundle import Bundle, Part, charted
from indexer.citations_words import clean
from indexer.found import Found
from indexer.mending import mended
from indexer.names import fold
from indexer.parties import incoming_letter
from indexer.patterns import patterns
from indexer.views import View

_P = patterns("parties.toml")
_COMPANY_SAYS = (
    (_P["company_defines"], 4000),
    (_P["proponent_is"], 2500),
    (_P["subject"], 2000),
    (_P["company_received"], 2500),
    (_P["company_was_sent"], 2500),
    (_P["proponent_acts"], 2500),
)
"""What a company's letter says of the proponents, the surest first, and how far into the letter, in characters."""
_HEARD = 8000
"""How far into the staff's letters the proponents are looked for, in characters."""
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Jr|Sr)$")
_GENERIC = re.compile(
    r"trusts?|funds?|plans?|pensions?|retirement|welfare|annuity|benefits?|employees|municipal|county|savings|systems?|and|of|the",
    re.I,
)
"""Words that make no name by themselves: "Plans and Trust Funds" is one name."""
_TRADE = re.compile(r"(?!Anders\b)[A-Z][a-z]{2,}(?:ers|men|women|ists|ians|workers|smiths|wrights)\b")
_OPEN = re.compile(
    r"\bet\s+al\b|\band\s+(?:(?:its|their|the|a|an|other|certain|several|two|three)\s+)*"
    r"co-?(?:filer|proponent|sponsor)s?\b(?!,?\s+[A-Z])"
)
"""What the staff write where they name some of several proponents only."""
_OF_PLACE = re.compile(r"(?P<name>(?:[A-Z][\w'.-]*\s+){1,3}[A-Z][\w'-]*)\s+of\s+[A-Z]\w+(?:\s[A-Z]\w+)?")
_GENERATION = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_SPEAKS_FOR = re.compile(r"(?P<agent>(?:[A-Z][\w'.-]*\s){1,3}[A-Z][\w'-]*),?\s+for\s+(?=[Tt]he\s+[A-Z])")
_PERSONAL = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\b")
_COUPLE = re.compile(
    r"(?P<one>[A-Z][\w'-]*\.?(?:\s+[A-Z]\.)?)\s+(?:and|&)\s+(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?"
    r"(?P<other>[A-Z][\w'-]*\.?(?:\s+[A-Z]\.)?)\s+(?P<surname>(?:(?:de|van|von|der|la)\s+)*[A-Z][\w'-]+)"
)
"""Two persons of one surname: "Ada B. and Rufus Cole"."""
_BY = re.compile(r"\b(?:by|from|of)\s+$")
_OF_MANY = re.compile(r"s['’]$|['’]s$|^(?:Widows|Orphans|Employees|Workers|Retired|Families|Children|Clerks|Veterans)$")
"""Words of a trade or of many, which begin an organisation's name and no person's: "Seamen's Widows and Orphans Fund"."""


def read(bundle: Bundle, company: str | None, incoming: str | None) -> tuple[Found[str], ...]:
    """The proponents' names in the order in which the file gives them, each with its places."""
    staff = _first(_staff_names(bundle, company))
    chart = [
        holder
        for d in bundle.documents
        for key in ("proponent", "co_filer")
        for found in charted(bundle, d, key)
        for holder in _in_field(found)
    ]
    agents = {fold(agent): holders for agent, holders in _agencies(bundle, incoming)}
    named = staff or chart or _first(_company_names(bundle, incoming))
    named = [holder for found in named for holder in agents.get(fold(found.value), _by_surname(found, agents))]
    if _is_open(bundle):
        groups = [*_company_names(bundle, incoming), chart]
        named = next((group for group in groups if len(group) > len(named) and _covers(group, named)), named)
    kept: dict[str, Found[str]] = {}
    for found in (_without_place(found, bundle.content) for found in named):
        if company is None or fold(found.value) != fold(company):
            kept.setdefault(fold(found.value), found)
    return tuple(mended(found, bundle.content) or found for found in kept.values())


def _first(groups: Iterator[list[Found[str]]]) -> list[Found[str]]:
    return next((group for group in groups if group), [])


def _staff_names(bundle: Bundle, company: str | None) -> Iterator[list[Found[str]]]:
    """What each of the staff's letters says of the proponents, the deciding letter first."""
    decisive = milestones.decisive(bundle)
    parts = sorted(bundle.of("cover", "response"), key=lambda part: 0 if decisive and part.letter == decisive.number else 1)
    for part in parts:
        for name in ("staff_submitted_by", "staff_that_sent"):
            match = _P[name].search(part.view.text, 0, _HEARD)
            if match:
                yield list(_holders(part.view, *match.span("names")))
        you = _P["staff_you_submitted"].search(part.view.text, 0, _HEARD)
        if you:
            yield list(_holders(part.view, *you.span("names")) if you["names"] else _addressee(part))
    for part in parts:
        for name in ("staff_submitted_glued", "staff_proposal_of"):
            match = _P[name].search(part.view.text, 0, _HEARD)
            if match and match.groupdict().get("word", "?") not in (company or ""):
                yield list(_holders(part.view, *match.span("names")))


def _addressee(part: Part) -> Iterator[Found[str]]:
    """The proponent to whom the staff write: the first name of the address that the salutation greets."""
    greeting = _P["greeting"].search(part.view.text)
    if greeting:
        name = re.search(rf"(?:[A-Z][\w'.-]*\s+){{1,3}}{re.escape(greeting['name'])}\b", part.view.text[: greeting.start()])
        if name:
            lead = re.match(r"(?:\d{4}\s+|[A-Z][a-z]+\s+\d.*\s)*", name[0])
            start = name.start() + (lead.end() if lead else 0)
            yield Found(" ".join(part.view.text[start : name.end()].split()), (part.view.span(start, name.end()),))


def _company_names(bundle: Bundle, incoming: str | None) -> Iterator[list[Found[str]]]:
    """What the company's incoming letter says of the proponents: as defined, in its subject, in its first sentences."""
    letter = incoming_letter(bundle, incoming)
    letters = ([letter] if letter else []) + [d for d in bundle.documents if d.kind == "company" and d is not letter]
    for document in letters[:3]:
        part = bundle.part(document)
        if part is None:
            continue
        for pattern, reach in _COMPANY_SAYS:
            for match in list(pattern.finditer(part.view.text[:reach]))[:2]:
                group = "names" if match["names"] else "sender"
                start, end = match.span(group)
                if pattern is _P["company_defines"]:
                    start = _last_by(part.view.text, start, end)
                yield list(_holders(part.view, start, end))


def _last_by(text: str, start: int, end: int) -> int:
    """Where the names begin that a definition closes: behind the sentence's last "received from" or "submitted by"."""
    marks = list(
        re.finditer(
            r"\b(?:submitted|received|sent|proposal|delivered|proposed)\b[^.;]{0,80}?\b(?:by|from|of)\s+(?=(?:the\s+|The\s+)?[A-Z(])",
            text[start:end],
        )
    )
    return start + marks[-1].end() if marks else start


def _agencies(bundle: Bundle, incoming: str | None) -> Iterator[tuple[str, list[Found[str]]]]:
    """Who acts for whom, as any letter of the file says: the agent's name and the holders."""
    for part in bundle.of("company", "cover", "response"):
        if "behalf" not in part.view.text:
            continue
        for match in _P["agency"].finditer(part.view.text):
            behalf = _P["behalf"].match(match["all"])
            if behalf:
                start = match.start("all") + behalf.start("holder")
                agents = list(_holders(part.view, match.start("all"), match.start("all") + behalf.end("agent")))
                holders = list(_holders(part.view, start, match.end("all")))
                if agents and holders:
                    yield agents[0].value, holders


def _by_surname(found: Found[str], agents: dict[str, list[Found[str]]]) -> list[Found[str]]:
    """The holders for whom a person of this surname acts, else the person."""
    words = fold(found.value).split()
    for agent, holders in agents.items():
        if len(words) <= 4 and not _P["organisation"].search(found.value) and agent.split()[-1:] == words[-1:]:
            return holders
    return [found]


def _covers(group: list[Found[str]], named: list[Found[str]]) -> bool:
    return all(any(fold(one.value) == fold(other.value) for other in group) for one in named)


def _is_open(bundle: Bundle) -> bool:
    """Whether the staff name some of several proponents only ("et al.")."""
    return any(_OPEN.search(part.view.text, 0, _HEARD) for part in bundle.of("cover", "response"))


def _without_place(found: Found[str], content: str) -> Found[str]:
    """A person without the place of abode, where the text names the person without it too; an organisation keeps its place."""
    match = _OF_PLACE.fullmatch(found.value)
    if match is None or _P["organisation"].search(match["name"]) or _is_of_many(match["name"]):
        return found
    alone = re.search(rf"{re.escape(match['name'])}\b(?! of\b)", content)
    return Found(match["name"], found.spans) if alone or re.search(r"\b[A-Z]\.", match["name"]) else found


def _in_field(found: Found[str]) -> Iterator[Found[str]]:
    start = found.spans[0][0]
    for part in re.finditer(r"[^;]+", found.value):
        for low, high in _pieces(part[0]):
            name = re.sub(r"\s*\((?:lead|co-?filers?|lead filer)\)$", "", part[0][low:high].strip())
            at = start + part.start() + low + part[0][low:high].find(name)
            if len(name) > 1:
                yield Found(_bare(name), ((at, at + len(name)),))


def _holders(view: View, start: int, end: int) -> Iterator[Found[str]]:
    """The holders in view.text[start:end], a list of names; who acts on behalf of another gives way to the other."""
    behalf = _P["behalf"].match(view.text[start:end])
    speaks = _SPEAKS_FOR.match(view.text, start, end)
    if behalf:
        start += behalf.start("holder")
    elif speaks and not _P["organisation"].search(speaks["agent"]) and not _is_of_many(speaks["agent"]):
        start = speaks.end()
    text = _P["no_part_of_names"].sub(lambda match: "\x00" * len(match[0]), view.text[start:end])
    for low, high in _pieces(text):
        piece = text[low:high]
        piece = re.sub(r"(?:\s+and)?[ \x00,;]*$", "", piece)
        lead = len(piece) - len(piece.lstrip(" \x00,;"))
        bare = (
            piece.strip(" \x00,;")
            if re.search(r"\b(?:Inc|Co|Corp|Ltd|L\.P|[A-Z])\.[ \x00]*$", piece)
            else piece.strip(" \x00,;.")
        )
        if not bare:
            continue
        name = _bare(bare)
        if len(name) > 2 and name[0].isupper() and len(name) <= 120 and not _P["no_name"].match(name):
            at = start + low + lead + max(bare.find(name), 0)
            couple = _couple(name)
            if couple:
                place = view.span(at, min(at + len(name), len(view.text)))
                yield from (Found(one, (place,)) for one in couple)
                continue
            if _ABBREVIATED.search(name) and view.text[at + len(name) : at + len(name) + 1] == ".":
                name += "."
            yield Found(name, (view.span(at, min(at + len(name), len(view.text))),))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The places of the single names in a list of names: cut at a comma or "and" where both sides are whole names."""
    start = 0
    for match in _P["between_names"].finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        after = _P["between_names"].split(right, maxsplit=1)[0]
        if (
            "joined" in match[0]
            or ";" in match[0]
            or "\x00" in left[-3:]
            or (
                _is_whole(left)
                and (_is_whole(after) or _is_of_many(after) or _BY.search(match[0]))
                and not _P["name_suffix"].match(right)
            )
        ):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _is_whole(name: str) -> bool:
    """Whether some words are a name by themselves: of an organisation, or a person's first and last."""
    words = [
        word
        for word in _P["honorific"].sub("", name.strip(" \x00,").removeprefix("the ").removeprefix("The ")).split()
        if "\x00" not in word
    ]
    if not words or all(_GENERIC.fullmatch(word) for word in words):
        return False
    if _P["organisation"].search(" ".join(words)) and len(words) > 1:
        return True
    words = _GENERATION.sub("", " ".join(words)).split()
    if "," in " ".join(words).strip(" ,") or _is_of_many(name):
        return False
    if _couple(" ".join(words)):
        return True
    if re.fullmatch(r"[A-Z]\.", words[-1]):  # the surname follows with the second name: "Ada B. and Rufus Cole"
        return False
    return 2 <= len(words) <= 5 and all(word[0].isupper() or word in ("de", "van", "von", "der", "la") for word in words)


def _couple(name: str) -> tuple[str, ...]:
    """The names of two persons that share the surname; nothing where some words are no such pair."""
    match = _COUPLE.fullmatch(name.strip(" \x00,"))
    if match is None or _P["organisation"].search(name) or _is_of_many(name):
        return ()
    return f"{match['one']} {match['surname']}", f"{match['other']} {match['surname']}"


def _is_of_many(name: str) -> bool:
    """Whether some words begin the name of an organisation of many: "Seamen's Widows", of their fund."""
    words = name.strip(" \x00,").removeprefix("the ").removeprefix("The ").split()
    return bool(words) and (_TRADE.match(words[0]) is not None or any(_OF_MANY.search(word) for word in words))


def _bare(name: str) -> str:
    """A holder's name without article and form of address, damage read through."""
    plain = " ".join(name.replace("\x00", " ").split()).strip(" ,;")
    place = _OF_PLACE.fullmatch(plain) if _PERSONAL.match(plain) else None
    plain = _P["honorific"].sub("", place["name"] if place else plain)
    plain = re.sub(r"^[Tt]he\s+(?=[A-Z])", "", plain)
    return clean(_P["honorific"].sub("", plain))
