"""Cuts the lines of a file into its documents: letters, responses, e-mails, exhibits, notices, in whatever order they stand.

A document begins at a form that only begins one: a letterhead or heading of the staff, the head of an exhibit or an e-mail, or
a date or salutation after the last document's closing. Whose letter it is, is read later (indexer/sides.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.charts import extents
from indexer.dates import DateAt, find_dates
from indexer.lines import Line


@dataclass(slots=True)
class Draft:
    """A document as the scan over the lines leaves it; `first` and the other numbers index the file's lines.

    `form`: `letter`, `response` (under the staff's heading), `staff` (on the staff's letterhead), `procedures`, `exhibit`,
    `email`, `form`; `side` is what a heading says of its writer.
    """

    first: int
    form: str = "letter"
    side: str | None = None
    salutation: int | None = None
    body: int | None = None
    closing: int | None = None
    tail: int | None = None
    last: int = 0
    signed: int | None = field(default=None)


_TO_STAFF = re.compile(
    r"office of (?:the )?chief counsel|securities (?:and|&) exchange co|division of corporation finance|shareholderproposals?\b"
    r"|\bsec\b|co[mn]+ission staff|members of the staff",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:LLP|L\.L\.P|LLC|PLLC|P\.C|Inc|Corp|Corporation|Company|Co|plc|Trust|Fund|Foundation|Bank|Bancorp|Group|Plan|System|Association|"
    r"Office|Department|Attorneys|Counsell?ors|Partners|Advisers|Advisors|Sisters|Congregation|Union|Holdings|Industries|Limited|Ltd)\b"
)
_TITLE = re.compile(
    r"(?:(?:Senior|Executive|First|Assistant|Associate|Deputy|Vice|Acting|Corporate|General|Chief|Special|Managing)\b[ ,]*)*"
    r"(?:President|Secretary|Treasurer|Counsel|Director|Trustee|Chairman|Officer|Attorney|Adviser|Advisor|Manager|Administrator)\b"
)
_FIELD = re.compile(r"[A-Z][\w ()/.,'-]{2,48}:\s")
_NO_TAIL = frozenset(
    ("salutation", "letterhead", "response", "procedures", "exhibit", "email", "separator", "prose", "re", "date", "heading")
)
_MAILBOX = re.compile(r"Shareholder Proposals\b|No.Action Letters\b", re.I)
_RECEIVER = re.compile(r"(?:To|Cc)\s?:", re.I)
_SENT_AT = re.compile(r"(?:Sent|Date)\s?:", re.I)
_IN_CAPITALS = re.compile(r"(?=.{9,})[A-Z][A-Z.,&']+(?: [A-Z&.,'-]+)+")
_FIRM = re.compile(r"\b(?:LLP|L\.L\.P|PLLC|P\.C)\b")
_TITLE_LENGTH = 60
_GREETS_STAFF = re.compile(r"\b(?:SEC|S\.E\.C|[Ss]taff|Commission|Division|Chief Counsel|Review Team)\b")
_NOTE = re.compile(r"(?:\[?\(?(?:\d{1,2}|[a-z*†]{1,2})[\]).:]|\d{1,2}\s|\*|Notes?\b|P\.? ?S\b|N\.B|Footnote|Page\b|Enc)")
_SIGNED = re.compile(
    r"(?:/s/ |- |-- )?(?:\((?:Miss|Mrs?\.?|Ms\.?)\) )?(?:[A-Z][\w'’.-]*,? ){1,5}[A-Z][\w'’.-]*"
    r"(?:, (?:for|on behalf of) .{3,40})?\.?"
)
_HEAD_REACH = 34
"""How many filled lines a letter's head may take from its date to its salutation: address, reference, ways of sending."""


def drafts_of(lines: tuple[Line, ...]) -> list[Draft]:
    """The documents of a file in order; the first begins at line 0 and they leave no line out."""
    scan = _Scan(lines)
    for i, line in enumerate(lines):
        scan.read(i, line.tag)
    drafts = scan.drafts
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        draft.last = after.first if after else len(lines)
    return [draft for draft in drafts if draft.last > draft.first or len(drafts) == 1]


class _Scan:
    """One pass over the lines. `phase` is where in the current document it stands: `head`, `body` or `tail`."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.drafts = [Draft(0)]
        self.phase = "head"
        self.charts = dict(extents(lines))
        self.charted = 0
        self.parted = False
        self.rules: set[str] | None = None

    def read(self, i: int, tag: str) -> None:
        """Take line `i` in."""
        if i in self.charts:
            self._open(i, "chart")
            self.charted = self.charts[i]
        if i < self.charted or tag in ("blank", "stamp", "page"):
            return
        if self.charted:
            self._open(i, "letter")
            self.charted = 0
        kind, _, side = tag.partition(" ")
        step = getattr(self, f"_{kind}", None)
        if step:
            step(i, side)

    @property
    def now(self) -> Draft:
        """The document that is being read."""
        return self.drafts[-1]

    def _open(self, first: int, form: str, side: str | None = None) -> None:
        first = max(first, self.now.first)
        if self.now.form in ("form", "chart"):
            self.phase = "tail"
        if first == self.now.first:
            self.drafts.pop()
        self.drafts.append(Draft(first, form, side))
        self.phase = "head"
        self.parted = False

    def _fresh(self) -> bool:
        """Whether the current document still has nothing but a letter's head."""
        return self.phase == "head" and self.now.form in ("letter", "staff") and self.now.salutation is None

    def _response(self, i: int, _: str) -> None:
        if self.now.form == "response" and self.phase == "head":
            return
        if not self._fresh():
            self._open(self._above(i), "response")
        self.now.form = "response"

    def _letterhead(self, i: int, _: str) -> None:
        if self.now.form == "response" and self.phase == "head":
            return
        if not self._fresh():
            self._open(i, "staff")
        self.now.form = "staff"

    def _procedures(self, i: int, _: str) -> None:
        if self.now.form == "staff" and self.phase == "head" and i - self.now.first <= 4:
            self._open(self.now.first, "procedures")
        elif self.now.form != "procedures":
            self._open(i, "procedures")

    def _exhibit(self, i: int, _: str) -> None:
        self._open(i, "exhibit")
        if len(self.lines[i].text) > _TITLE_LENGTH:
            self.now.body, self.phase = i, "body"

    def _heading(self, i: int, side: str) -> None:
        if side in ("procedures", "form", "chart"):
            self._open(i, side)
        elif not self._goes_on(i, side):
            self._open(i, "letter", side)

    def _goes_on(self, i: int, side: str) -> bool:
        """Whether a heading stands within the current document: in the staff's own head, or over a section of a letter."""
        text = self.lines[i].text
        if self.phase == "head":
            staffs = self.now.form in ("staff", "response")
            return (staffs and (side in ("reply", "open") or not (text.isupper() or text[0] == "["))) or (
                self._fresh() and side == "open"
            )
        if self.phase == "tail" or text[0] == "[" or side in ("reply", "open") or self.now.salutation is None:
            return False
        above = next((j for j in range(i - 1, max(self.now.first, i - 12), -1) if self.lines[j].text), i)
        return self.lines[above].tag == "prose" and not self._head_ahead(i)

    def _email(self, i: int, _: str) -> None:
        if not (self.now.form == "exhibit" and self.phase == "head" and not self.parted):
            self._open(i, "email")
        self.phase = "body"

    def _separator(self, i: int, _: str) -> None:
        exhibit = self.now.form == "exhibit" and (self.phase == "body" or self._described(i))
        if self.phase != "head" and self._head_ahead(i):
            self.phase = "tail"
            self.now.tail = i + 1
        elif self.phase == "head" and exhibit and self._head_ahead(i) and self._is_rule(i):
            self.parted, self.phase = True, "tail"
            self.now.tail = i + 1
        elif self._signed_above(i) and self._begins_prose(i):
            self._open(i + 1, "letter")

    def _is_rule(self, i: int) -> bool:
        """Whether the sign on line `i` also parts other documents of the file, or stands over a letter's head."""
        if self.rules is None:
            self.rules = {
                self.lines[j].text
                for j in range(len(self.lines))
                if self.lines[j].tag == "separator" and self._ahead(j) in ("letterhead", "response", "date", "email")
            }
        return self.lines[i].text in self.rules or self._ahead(i) == "short"

    def _ahead(self, i: int) -> str:
        """The tag of the first filled line after line `i`."""
        return next((line.tag for line in self.lines[i + 1 : i + 12] if line.tag not in ("blank", "stamp", "page")), "blank")

    def _below_rule(self, i: int) -> bool:
        """Whether a rule stands directly above line `i`."""
        above = next((self.lines[j] for j in range(i - 1, max(self.now.first, i - 6) - 1, -1) if self.lines[j].text), None)
        return above is not None and above.tag == "separator"

    def _signed_above(self, i: int) -> bool:
        """Whether the document that is read ends above line `i`: with its closing, or with a name where it is a letter."""
        if self.now.form in ("form", "chart", "procedures") or self.phase == "head":
            return False
        if self.phase == "tail":
            return True
        above = next((self.lines[j] for j in range(i - 1, max(self.now.first, i - 12) - 1, -1) if self.lines[j].text), None)
        return above is not None and above.tag == "short" and bool(_SIGNED.fullmatch(above.text)) and len(above.text) < 60

    def _begins_prose(self, i: int) -> bool:
        """Whether running words follow line `i` that are no notes to the letter above."""
        line = next((line for line in self.lines[i + 1 : i + 12] if line.tag not in ("blank", "stamp", "page")), None)
        return line is not None and line.tag == "prose" and not _NOTE.match(line.text)

    def _date(self, i: int, _: str) -> None:
        ended = self.phase != "head" and self._begins_prose(i) and (self._below_rule(i) or self._signed_above(i))
        begins = self.phase != "head" and (ended or self._begins_letter(i))
        if self.now.form in ("form", "chart") or begins:
            self._open(self._head_start(i), "letter")
        elif (
            self.phase == "head" and self.now.form == "exhibit" and self._described(i) and self._begins_letter(i, to_staff=True)
        ):
            self._open(self._after_description(i), "letter")

    def _salutation(self, i: int, _: str) -> None:
        in_exhibit = self.phase == "body" and self.now.form == "exhibit"
        if self.phase == "tail" or (in_exhibit and _GREETS_STAFF.search(self.lines[i].text[:60])):
            self._open(self._head_start(i), "letter")
        elif self.phase == "body" and self.now.form not in ("exhibit", "email") and self.now.salutation is not None:
            start = self._head_start(i)
            if any(line.tag in ("date", "re") for line in self.lines[start:i]):
                self._open(start, "letter")
        if self.phase == "head" or self.now.salutation is None:
            self.now.salutation = self.now.salutation if self.now.salutation is not None else i
            self.now.body = self.now.body if self.now.body is not None else i
            self.phase = "body"

    def _closing(self, i: int, _: str) -> None:
        if self.lines[i].text.startswith("/s/") and (self.phase != "body" or self.now.closing is not None):
            return
        if self.now.form != "procedures":
            self.now.closing = i
            self.now.tail = self._tail_end(i)
            self.phase = "tail"

    def _prose(self, i: int, _: str) -> None:
        if self.phase == "head" or i >= (self.now.tail or 0):
            self.now.body = self.now.body if self.now.body is not None else i
            self.phase = "body"

    def _above(self, i: int) -> int:
        """The first line of the date and heading that stand directly above line `i`."""
        first = i
        for j in range(i - 1, max(i - 12, self.now.first - 1), -1):
            tag = self.lines[j].tag
            if tag == "date" or tag.startswith("heading reply"):
                first = j
            elif tag not in ("blank", "stamp", "page"):
                break
        return first

    def _begins_letter(self, i: int, to_staff: bool = False) -> bool:
        """Whether the date on line `i` heads a letter: a salutation, subject, address or heading follows before any prose."""
        seen = 0
        for line in self.lines[i + 1 : i + 3 * _HEAD_REACH]:
            if line.tag == "blank":
                continue
            seen += 1
            if line.tag == "response" or (line.tag in ("letterhead", "exhibit", "email", "separator")) or seen > _HEAD_REACH:
                return line.tag == "response"
            if _TO_STAFF.search(line.text) and line.tag != "prose":
                return True
            if line.tag in ("salutation", "re"):
                return not to_staff or bool(_TO_STAFF.search(line.text))
            if line.tag in ("prose", "closing"):
                return line.tag == "prose" and seen > 1 and not to_staff
        return False

    def _head_ahead(self, i: int) -> bool:
        """Whether what follows line `i` begins a document, and does not go on with this one."""
        for line in self.lines[i + 1 : i + 60]:
            if line.tag in ("date", "salutation", "letterhead", "response", "re", "email"):
                return True
            if line.tag in ("prose", "separator"):
                return False
        return False

    def _described(self, i: int) -> bool:
        """Whether the exhibit's heading already says what it is, so that a letter below it stands by itself."""
        head = self.lines[self.now.first].text
        return len(head) > 16 or any(line.text.startswith("[") for line in self.lines[self.now.first : i])

    def _after_description(self, i: int) -> int:
        first = self.now.first + 1
        while first < i and (self.lines[first].tag == "blank" or self.lines[first].text.startswith("[")):
            first += 1
        return first

    def _head_start(self, i: int) -> int:
        """The first line of the head (letterhead, date, address) that runs down to line `i`."""
        if self.phase == "tail" and self.now.tail is not None:
            return min(self.now.tail, i)
        if self.now.form in ("form", "chart"):
            fields = [j for j in range(self.now.first, i) if _FIELD.match(self.lines[j].text)]
            return next((j for j in range(fields[-1] + 1 if fields else i, i) if self.lines[j].tag != "blank"), i)
        j = i
        while j > max(self.now.first + 1, i - 2 * _HEAD_REACH) and self.lines[j - 1].tag in (
            "blank",
            "short",
            "date",
            "re",
            "after",
            "stamp",
        ):
            j -= 1
        blocks = self._blocks(j, i)
        if blocks and self._is_signature(blocks[0]):
            return blocks[1][0] if len(blocks) > 1 else i
        return blocks[0][0] if blocks else i

    def _blocks(self, start: int, end: int) -> list[tuple[int, int]]:
        """The runs of filled lines between two lines."""
        blocks: list[tuple[int, int]] = []
        for j in range(start, end):
            if self.lines[j].tag != "blank":
                if blocks and blocks[-1][1] == j:
                    blocks[-1] = (blocks[-1][0], j + 1)
                else:
                    blocks.append((j, j + 1))
        return blocks

    def _is_signature(self, block: tuple[int, int]) -> bool:
        """Whether a block is the name at a letter's end rather than the letterhead of the next."""
        text = self.lines[block[0]].text
        return block[1] - block[0] <= 3 and not text.isupper() and not _ORGANISATION.search(text)

    def _tail_end(self, closing: int) -> int:
        """The line after a closing's name, title, enclosures and copies."""
        end, named, first_name = closing + 1, False, ""
        for start, stop in self._blocks(closing, min(closing + 60, len(self.lines))):
            line = self.lines[start + 1 if start == closing and stop > closing + 1 else start]
            if start == closing:
                named = stop - start > 1 or len(line.text) > 32
                if line.text.startswith("/s/"):
                    named = True
                first_name = line.text.removeprefix("/s/").strip() if named else ""
                letterhead = self._letterhead_in(start + 2, stop)
                if letterhead:
                    return letterhead
            elif line.tag.partition(" ")[0] in _NO_TAIL:
                break
            elif line.tag in ("after", "stamp"):
                pass
            elif not named:
                named, first_name = True, line.text
            elif not (line.text == first_name or (_TITLE.match(line.text) and stop - start <= 3)):
                break
            end = stop
        return end

    def _letterhead_in(self, start: int, stop: int) -> int | None:
        """Where, in a text without blank lines, the next letter's head begins below a signature: at a name in capitals, at a
        law firm's below the staff's signature, at a date."""
        copied = False
        for j in range(start, stop):
            line = self.lines[j]
            copied = copied or line.tag == "after"
            if line.tag in ("date", "letterhead", "response", "exhibit") or (
                line.tag == "short" and _IN_CAPITALS.fullmatch(line.text)
            ):
                return j
            if line.tag == "short" and not copied and self.now.form in ("staff", "response") and _FIRM.search(line.text):
                return j
        return None


def head_date(lines: tuple[Line, ...], draft: Draft) -> DateAt | None:
    """The date of a document: of its head, or of a line directly below its salutation; of an e-mail that of its sending.

    Offsets are the source's.
    """
    body = draft.body if draft.body is not None else draft.last
    for line in lines[draft.first : min(draft.first + 10, draft.last)] if draft.form in ("email", "exhibit") else ():
        found = find_dates(line.text) if _SENT_AT.match(line.text) else []
        if found:
            return DateAt(found[0].iso, line.span[0] + found[0].start, line.span[0] + found[0].end)
    for line in lines[draft.first : min(body + 6, draft.last)]:
        if line.tag == "date":
            at = find_dates(line.text)[0]
            return DateAt(at.iso, line.span[0] + at.start, line.span[0] + at.end)
    return None


def to_staff(lines: tuple[Line, ...], draft: Draft) -> bool:
    """Whether the head of a letter or e-mail addresses the staff."""
    stop = draft.salutation + 1 if draft.salutation is not None else draft.body if draft.body is not None else draft.last
    head = [line.text[:160] for line in lines[draft.first : stop] if line.tag not in ("blank", "stamp", "re", "page")]
    if draft.form == "email":
        fields = lines[draft.first : draft.first + 10]
        return any(
            _RECEIVER.match(line.text) and (_TO_STAFF.search(line.text) or _MAILBOX.search(line.text)) for line in fields
        )
    return bool(_TO_STAFF.search("\n".join(head)))
