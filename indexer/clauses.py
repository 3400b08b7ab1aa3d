"""Cuts the prose of a view into paragraphs and clauses with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.views import View

_SHORT = re.compile(
    r"(?:\b(?:Inc|Corp|Cos?|Ltd|Bros|No|Nos|Mr|Mrs|Ms|Dr|Rev|Hon|Prof|Jr|Sr|St|Esq|vs?|cf|Cf|e\.g|i\.e|al|Sec|Sept?|Jan|Feb|Mar|Apr|"
    r"Aug|Oct|Nov|Dec|avail|approx|Art|Del|Mass|Pa|Ga|App|Supp|Cir|Ch|Ct)|\b[A-Z])\.$"
)
_OPENERS = (
    r"(?:Accordingly|There|We|We're|Weare|In|The|This|To|Under|Noting|Because|Based|As|It|After|On|You|Your|If|Unless|Provided|"
    r"Otherwise|Nor|Rule|Rules|See|For|While|Although|With|Upon|Assuming)\b"
)
_END = re.compile(
    r"[.?!:;][\"')\]]{0,2} (?=[A-Z0-9\"'(*\[$])|"
    r"(?<=[a-z0-9)])\.(?=[A-Z][a-z]+,? )|"
    r"; (?=[a-z(])|"
    r", (?=(?:but|and|nor|while|although|however|though)[, ](?:we|the [Ss]taff|the [Dd]ivision|this [Dd]ivision|there|"
    r"have|has|do|does|did|express|find|found|need|are|is|neither|accordingly|therefore) )|"
    # A text layer without any full stops: its sentences are known by how the staff begin them.
    r"(?<=[\w)]) (?=Accordingly,? (?:we|the|this) |There (?:now )?(?:appears? |to be some )|We ?are unable |We note |"
    r"We also have received |In reaching (?:this|a|our) |This (?:letter )?is in (?:response|regard) |You have asked |"
    r"On [A-Z][a-z]+ \d{1,2},? \d{4},? (?:we|the) |After (?:reviewing|considering) |Because the matter |Your letter indicates |"
    r"To the extent |Noting the |Sincerely\b)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a view: its text and where it stands there; `opens` a paragraph or does not."""

    text: str
    start: int
    end: int
    opens: bool


def clauses(view: View) -> tuple[Clause, ...]:
    """The clauses of a view, in order: sentences, and the parts of a sentence that judge by themselves."""
    return tuple(clause for start, end in paragraphs(view.text) for clause in within(view.text, start, end))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a view's text as (start, end), blank ones left out."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, start + len(line)
        start += len(line) + 1


def within(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of the paragraph text[start:end]."""
    opens = True
    for match in _END.finditer(text, start, end):
        if match[0][0] == "." and _abbreviated(text, match):
            continue
        stop = match.start() + len(match[0].rstrip())
        if text[start:stop].strip():
            yield _clause(text, start, stop, opens)
            opens = False
        start = match.end()
    if text[start:end].strip():
        yield _clause(text, start, end, opens)


def _abbreviated(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop belongs to a short form ("Inc.") and no new sentence is seen to begin."""
    if not _SHORT.search(text, max(0, match.start() - 12), match.start() + 1):
        return False
    return re.match(_OPENERS, text[match.end() : match.end() + 14]) is None


def _clause(text: str, start: int, end: int, opens: bool) -> Clause:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Clause(text[start:end], start, end, opens)
