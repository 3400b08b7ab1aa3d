"""The shareholder proponents: the holders; a representative only where no holder is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer import milestones
from indexer.bundle import Bundle, Part
from indexer.citations_names import clean
from indexer.found import Found
from indexer.names import fold
from indexer.parties import fields, incoming_letter
from indexer.views import View

_SENTENCE_END = r"(?<![A-Z])(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bRev)(?<!\bMessrs)\.\s+(?=[A-Z])"
_STOP = (
    rf"(?={_SENTENCE_END}|\.\s+(?:We|Our|The|This|In|On|Your|You|Copies|By|Pursuant|For)\b|\.?\s*$|\.?\n"
    r"|\s+(?:for\s+inclusion|requesting|asking|which|that|to|dated|Your\s+letter|Our\s+response|Pursuant|Copies|By\s+doing|The\s+Division)\b"
    r"|\s+We\s+(?:also|have)\b|\s+On\s+[A-Z]|\s+\((?:the|together|collectively|each|hereinafter|\"))"
)
_NAMES = r"(?P<names>(?:[Tt]he\s+|[A-Z(]|co-)[^\n]{2,420}?)"
_STAFF_SAYS = (
    re.compile(r"submitted\b[^.;]{0,130}?by\s+" + _NAMES + _STOP, re.S),
    re.compile(
        r"[Pp]roposals?\s+(?:that\s+|which\s+)?" + _NAMES + r"\s+(?:sent|submitted|delivered|furnished)\s+to\s+[A-Z]", re.S
    ),
    re.compile(r"[Pp]roposals?\s+(?:received\s+)?(?:from|of)\s+" + _NAMES + _STOP, re.S),
)
_YOU = re.compile(
    r"\byou\s+(?:have\s+)?submitted\s+to\s+[^\n]{3,90}?(?:\s+\([^)]*\))?(?:\s+(?:for|on\s+behalf\s+of)\s+(?!inclusion)"
    + _NAMES
    + ")?"
    + _STOP
)
_COMPANY_SAYS = (
    re.compile(
        r"(?:by|from|of)\s+"
        + _NAMES
        + r"(?:,\s+(?:an?|the|who|which|each|as|in)\s[^().\n]{0,90})?,?\s+\((?:the|together|collectively|each|hereinafter)?,?\s*(?:the\s+)?[\"'](?:Co-)?(?:Lead\s+)?Proponents?[\"']"
    ),
    re.compile(
        r"(?:submitted|received|sent|presented|proposed|delivered)\b[^.;\n]{0,160}?\b(?:by|from)\s+"
        + _NAMES
        + rf"(?=\s+\(|{_SENTENCE_END}|\.\n|,\s+(?:a|the|who|which|in|for|dated|an|has)\b|\s+(?:for|on|in|at|to|asking|requesting)\s)"
    ),
    re.compile(
        r"(?P<names>(?:Mr|Ms|Mrs|Miss|Dr)\.?\s+[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*){0,3}),?\s+(?:[^.\n]{0,60},\s+)?(?:has|have)\s+"
        r"(?:sent|submitted|asked|requested|delivered|proposed)\b"
    ),
)
_SUBJECT = re.compile(
    r"(?:[Pp]roposals?|PROPOSALS?|[Ss]ubmission)\s+(?:[Ss]ubmitted\s+)?(?:of|by|from|OF|BY|FROM)\s+"
    + _NAMES
    + r"(?=\s*$|\s+(?:Securities|Rule|Exchange|on|under|dated)\b|\s+\(|\s+--|\s*;|\n)",
    re.S,
)
_BEHALF = re.compile(
    r"^(?P<agent>.*?)\s*,?\s*\b(?:on\s+behalf\s+of|acting\s+for|as\s+(?:agent|proxy|attorney|representative|adviser|advisor)\s+(?:for|of))\s+(?P<holder>.+)$",
    re.S,
)
_HONORIFIC = re.compile(
    r"^(?:\(?(?:Mr|Ms|Mrs|Miss|Messrs|Dr|Prof)\.?\)?\s+)+|^(?:[Tt]he\s+)?(?:co-?(?:filers?|proponents?|sponsors?)|lead\s+(?:filer|proponent)),?\s+",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:Fund|Funds|Trust|Trusts|Foundation|Plan|System|Pension|Capital|Partners|Partnership|Inc|Incorporated|Corp|Corporation|Company|LLC|LP|L\.P|Limited|Ltd|"
    r"Association|Union|Federation|Congregation|Sisters|Brothers|Order|Society|Council|Church|Diocese|Board|Investments?|Investors|Advisors|Advisers|"
    r"Management|Group|Club|Endowment|Estate|Institute|Research|Center|Conference|League|Coalition|Advocates|Ministries|Reserve|Bank|Priory|Priests|"
    r"Province|Community|University|College|Retirement|Securities|Holdings|Health|Local|Fathers|Friends|Network|Committee|Employees|Teamsters|Trustees|Voice|"
    r"Partners|Office|Comptroller|Treasurer|Charities|Charitable|Services|Project|Action|Sow|Alliance|Monastery|Abbey)\b"
)
_GENERIC = frozenset(
    ("trust", "trusts", "fund", "funds", "plan", "plans", "pension", "retirement", "welfare", "annuity", "benefit", "benefits")
    + ("employees", "municipal", "county", "savings", "system", "systems", "and", "of", "the")
)
_SUFFIX = re.compile(
    r"^(?:Inc|LLC|L\.?L\.?C|L\.?P|P\.?C|Ltd|Limited|Incorporated|Jr|Sr|II|III|IV|Esq|N\.?A|S\.?J|O\.?P|S\.?A|LLP|Co|Corp|M\.?D|Ph\.?D)\b\.?(?![\w-])",
    re.I,
)
_SPLIT = re.compile(
    r"\s*;\s*(?:and\s+)?(?:by\s+|from\s+)?|\s*,\s+(?:and\s+)?(?:by\s+|from\s+)?|\s+and\s+(?:by\s+|from\s+|of\s+)?|\s+joined\s+by\s+|\s+with\s+(?=[A-Z])|\s+/\s+",
    re.S,
)
_CUT = re.compile(
    r"\s*(?:,\s*(?:in\s+identical\s+words|together\s+with|as\s+co-\S+|joined\s+by|by\s+(?:its|their|his|her)\b[^,]*|acting\s+through\b[^,]*|which\b[^,]*|who\b[^,]*|an?\s+[a-z][^,]*|the\s+(?:holder|owner|beneficial)[^,]*"
    r"|each\b[^,]*|owner\b[^,]*|of\s+[A-Z]\w+(?:,\s*[A-Z]\w+)?$)|\bet\s+al\.?|\(.*?\)|\bas\s+(?:lead\s+|a\s+|the\s+)?(?:co-?)?(?:filers?|proponents?|sponsors?)\b|\b(?:a|as)\s+proponent\b|\band\s+(?:others|Others|OTHERS)\b|\s(?:to|that|which|dated)\s.*$|\sof\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?,\s+[A-Z][\w. ]+$)",
    re.S,
)


def read(bundle: Bundle, company: str | None, incoming: str | None) -> tuple[Found[str], ...]:
    """The proponents' names in the order in which the file gives them, each with its places."""
    staff = _first(_staff_names(bundle))
    own = list(_company_names(bundle, incoming))
    chart = [
        holder for d in bundle.documents for found in fields(bundle, d, "(?:Lead )?Proponent") for holder in _in_field(found)
    ]
    agents = {fold(agent): holders for agent, holders in _agencies(bundle, incoming)}
    named = staff or chart or _first(iter(own))
    named = [holder for found in named for holder in agents.get(fold(found.value), _by_surname(found, agents))]
    more = next((group for group in own if len(group) > len(named) and _covers(group, named)), None)
    kept: dict[str, Found[str]] = {}
    for found in more if more and _is_open(bundle) else named:
        if company is None or fold(found.value) != fold(company):
            kept.setdefault(fold(found.value), found)
    return tuple(kept.values())


def _first(groups: Iterator[list[Found[str]]]) -> list[Found[str]]:
    return next((group for group in groups if group), [])


def _staff_names(bundle: Bundle) -> Iterator[list[Found[str]]]:
    """What each of the staff's letters says of the proponents, the deciding letter first."""
    decisive = milestones.decisive(bundle)
    parts = sorted(bundle.of("cover", "response"), key=lambda part: 0 if decisive and part.letter == decisive.number else 1)
    for part in parts:
        for pattern in _STAFF_SAYS[:2]:
            match = pattern.search(part.view.text)
            if match:
                yield list(_holders(part.view, *match.span("names")))
        you = _YOU.search(part.view.text)
        if you and you["names"]:
            yield list(_holders(part.view, *you.span("names")))
        elif you:
            yield list(_addressee(part))
    for part in parts:
        match = _STAFF_SAYS[2].search(part.view.text)
        if match:
            yield list(_holders(part.view, *match.span("names")))


def _addressee(part: Part) -> Iterator[Found[str]]:
    """The proponent to whom the staff write: the first name of the address that the salutation greets."""
    greeting = re.search(r"Dear\s+(?:M[rsi]{1,3}s?\.?|Dr\.?|Sister|Rev\.?)\s+([A-Z][\w'-]+)", part.view.text)
    if greeting:
        name = re.search(rf"(?:[A-Z][\w'.-]*\s+){{1,3}}{re.escape(greeting[1])}\b", part.view.text[: greeting.start()])
        if name:
            lead = re.match(r"(?:\d{4}\s+|[A-Z][a-z]+\s+\d.*\s)*", name[0])
            start = name.start() + (lead.end() if lead else 0)
            yield Found(" ".join(part.view.text[start : name.end()].split()), (part.view.span(start, name.end()),))


def _company_names(bundle: Bundle, incoming: str | None) -> Iterator[list[Found[str]]]:
    """What the company's incoming letter says of the proponents: where it defines them, in its subject, in its first sentences."""
    letter = incoming_letter(bundle, incoming)
    letters = ([letter] if letter else []) + [d for d in bundle.documents if d.kind == "company" and d is not letter]
    for document in letters[:3]:
        part = bundle.part(document)
        if part is None:
            continue
        for pattern, reach in ((_COMPANY_SAYS[0], 4000), (_SUBJECT, 2000), (_COMPANY_SAYS[1], 2500), (_COMPANY_SAYS[2], 2500)):
            for match in list(pattern.finditer(part.view.text[:reach]))[:2]:
                start = _last_by(part.view.text, *match.span("names")) if pattern is _COMPANY_SAYS[0] else match.start("names")
                yield list(_holders(part.view, start, match.end("names")))


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
        for match in re.finditer(
            r"\b(?:by|from|of)\s+(?P<all>(?:the\s+|The\s+)?[A-Z][^;()\n]{2,90}?\s+on\s+behalf\s+of\s+.{3,160}?)(?=\s+\(|\.\s|\.\n|\s+for\s+inclusion|,\s|\s+on\s+the\s+grounds|\s+We\s)",
            part.view.text,
        ):
            behalf = _BEHALF.match(match["all"])
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
        if len(words) <= 4 and not _ORGANISATION.search(found.value) and agent.split()[-1:] == words[-1:]:
            return holders
    return [found]


def _covers(group: list[Found[str]], named: list[Found[str]]) -> bool:
    return all(any(fold(one.value) == fold(other.value) for other in group) for one in named)


def _is_open(bundle: Bundle) -> bool:
    """Whether the staff name some of several proponents only ("et al.")."""
    return any(re.search(r"\bet\s+al\b", part.view.text) for part in bundle.of("cover", "response"))


def _in_field(found: Found[str]) -> Iterator[Found[str]]:
    start = found.spans[0][0]
    for piece in re.finditer(r"[^;]+", found.value):
        name = piece[0].strip()
        at = start + piece.start() + piece[0].find(name)
        yield Found(_bare(name), ((at, at + len(name)),))


def _holders(view: View, start: int, end: int) -> Iterator[Found[str]]:
    """The holders in view.text[start:end], a list of names; who acts on behalf of another gives way to the other."""
    behalf = _BEHALF.match(view.text[start:end])
    if behalf:
        start += behalf.start("holder")
    text = _CUT.sub(lambda match: "\x00" * len(match[0]), view.text[start:end])
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
        if (
            len(name) > 2
            and name[0].isupper()
            and len(name) <= 120
            and not re.match(r"(?:Company|Rule|Securities|Board|Proponents?|Commission|January|February|March)\b", name)
        ):
            at = start + low + lead + max(bare.find(name), 0)
            yield Found(name, (view.span(at, min(at + len(name), len(view.text))),))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The places of the single names in a list of names: cut at a comma or "and" where both sides are whole names."""
    start = 0
    for match in _SPLIT.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        after = _SPLIT.split(right, maxsplit=1)[0]
        if (
            "joined" in match[0]
            or ";" in match[0]
            or "\x00" in left[-3:]
            or (_is_whole(left) and _is_whole(after) and not _SUFFIX.match(right))
        ):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _is_whole(name: str) -> bool:
    """Whether some words are a name by themselves: of an organisation, or a person's first and last."""
    words = [
        word
        for word in _HONORIFIC.sub("", name.strip(" \x00,").removeprefix("the ").removeprefix("The ")).split()
        if "\x00" not in word
    ]
    if not words or all(word.casefold() in _GENERIC for word in words):
        return False
    if _ORGANISATION.search(" ".join(words)) and len(words) > 1:
        return True
    return 2 <= len(words) <= 5 and all(word[0].isupper() or word in ("de", "van", "von", "der", "la") for word in words)


def _bare(name: str) -> str:
    """A holder's name without article and form of address, damage read through."""
    plain = " ".join(name.replace("\x00", " ").split()).strip(" ,;")
    plain = _HONORIFIC.sub("", plain)
    plain = re.sub(r"^[Tt]he\s+(?=[A-Z])", "", plain)
    return clean(_HONORIFIC.sub("", plain))
