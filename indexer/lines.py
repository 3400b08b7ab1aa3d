"""The lines of a file, each with a tag that says what its form makes it: salutation, closing, heading, stamp, prose ...

A text layer that lost its line breaks is cut at the forms that always begin a line ("Re:", "Dear ...:", "Sincerely,").
Headings are compared folded: capitals only, and the usual confusions of scans made one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.records import Span
from indexer.dates import find_dates


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source (or of a run-on text cut into lines): its stripped words, their span and its tag."""

    text: str
    span: Span
    tag: str


TAGS = (
    "blank",
    "separator",
    "stamp",
    "page",
    "letterhead",
    "response",
    "procedures",
    "exhibit",
    "heading",
    "form",
    "email",
    "field",
    "date",
    "re",
    "salutation",
    "closing",
    "after",
    "prose",
    "short",
)

_DATA = json.loads(files("indexer").joinpath("data/layout.json").read_text(encoding="utf-8"))


def _union(name: str, flags: int = 0) -> re.Pattern[str]:
    """One pattern of the alternatives that the data file lists under `name`."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA[name]), flags)


SALUTATION = _union("salutation")
CLOSING = _union("closing")
AFTER = _union("after")
EXHIBIT = _union("exhibit")
STAMP = _union("stamp")
PAGE = _union("page")
SENT = _union("sent")
HEADINGS = tuple((row["kind"], re.compile(row["pattern"], re.I)) for row in _DATA["heading"])
_RE = re.compile(r"(?:In )?R[eE]\s?[:;.]|In re\s?:|RE\b\s|Re\s(?=[A-Z])|Subject\s?:")
_RUN_ON = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["run_on"]))
_FIELD = re.compile(r"(?:From|Sent|Date|To|Cc|CC|Subject|Importance|Received|Attachments)\s?:", re.I)
_WORD = re.compile(r"[A-Za-z]{2,}")
_LOWER = re.compile(r"(?<![A-Za-z])[a-z]{2,}")
_SEPARATOR = re.compile(r"[\s\-_=*~.]{3,}")
_TITLED_SEPARATOR = re.compile(r"[-_=*~ ]{3,}[^-_=*~].{2,90}[^-_=*~ ][-_=*~ ]{3,}")
_EXHIBIT_TEXT = re.compile(_DATA["exhibit"][-1]["pattern"])
_OFFICE_STAMP = re.compile(_DATA["stamped"][0]["pattern"])
_DATED_COLUMN = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, ?|\d{1,2} [A-Z][a-z]{2,8} )(?:19|20)\d\d")
_NAME_COLUMN = re.compile(r"(?=[^a-z]{6})[A-Z][A-Z .,&'’()-]+")
_COLUMN = re.compile(r"(?<=\S) {6,}(?=\S)")
_SIGN = re.compile(r"[A-Za-z0-9]")
_OFFICIAL = re.compile(r"counsel|finance|states|commission|procedures|division|washington", re.I)
_HEADED = re.compile(
    r"letter|inquiry|incoming|reply|response|procedures|form|notification|submission|correspondence|supplement|no.action"
    r"|answer|rebuttal|comment|objection|mail|message|note|memorandum|request|rejoinder|summary",
    re.I,
)
_LINE_LENGTH = 160
_LETTERHEAD_CAPS = 0.75
_FOLDS = str.maketrans("01|", "OII")
_RUN_ON_LENGTH = _LINE_LENGTH
_RUN_ON_MARKS = (
    "ncoming",
    "incerely",
    "esponse of",
    "Dear ",
    "20549",
    "There appears",
    "cc",
    "This is in",
    "This letter is in",
    "FISMA",
)
"""Words of which a run-on text has two at least; looking for them first is quicker than the patterns."""


def fold(heading: str) -> str:
    """A heading as a key that scanning damage does not change: "DIVISION 0F" and "Division of" are one."""
    capitals = re.sub(r"[^A-Z]", "", re.sub(r"\d{3,}", "", heading).upper().translate(_FOLDS))
    return capitals.replace("RN", "M").replace("L", "I").replace("FFI", "FF")


_RESPONSE = fold("Response of the Office of Chief Counsel")
_PROCEDURES = fold("Informal procedures regarding shareholder proposals")
_DIVISION = fold("Division of Corporation Finance")
_LETTERHEADS = tuple(
    fold(words) for words in ("United States", "Securities and Exchange Commission", "Division of", "Corporation Finance")
)
_COMMISSION = fold("Securities and Exchange Commission")
_WASHINGTON = fold("Washington, D.C.")
_WHOLE_LETTERHEAD = re.compile(
    f"(?:{_LETTERHEADS[0]})?{_COMMISSION}(?:{_WASHINGTON}(?:{_DIVISION})?)?$|{_LETTERHEADS[0]}{_COMMISSION}"
)


def lines_of(content: str) -> tuple[Line, ...]:
    """The lines of `content` in order; blank ones included. Their spans leave out the white space around."""
    rows = [(text, span, "stamp" if pressed else _form(text)) for text, span, pressed in _rows(content)]
    return tuple(Line(text, span, tag) for (text, span, _), tag in zip(rows, _tags(rows), strict=True))


def _rows(content: str) -> list[tuple[str, Span, bool]]:
    """Each line's words, their span, and whether it is a stamp that stood beside another line's words."""
    rows: list[tuple[str, Span, bool]] = []
    at = 0
    for raw in content.replace("\f", "\n").split("\n"):
        run_on = len(raw) > _RUN_ON_LENGTH or "INFORMAL PROC" in raw
        for start, end, pressed in _run_on(raw) if run_on else _columns(raw):
            words = raw[start:end].strip()
            lead = start + len(raw[start:end]) - len(raw[start:end].lstrip())
            rows.append((words, (at + lead, at + lead + len(words)), pressed))
        at += len(raw) + 1
    return rows


def _columns(raw: str) -> list[tuple[int, int, bool]]:
    """A line, or its two columns where one of them is a stamp."""
    gaps = list(_COLUMN.finditer(raw)) if "      " in raw else []
    if gaps:
        left, right = raw[: gaps[-1].start()], raw[gaps[-1].end() :]
        # A letterhead's name in capitals and the date of the letter share a line.
        if _DATED_COLUMN.fullmatch(right.rstrip()) and _NAME_COLUMN.fullmatch(left.strip()):
            return [(0, len(left), False), (gaps[-1].end(), len(raw), False)]
        stamped = bool(STAMP.match(right) or _OFFICE_STAMP.match(right) or not _WORD.search(right))
        if stamped or STAMP.match(left.strip()):
            return [(0, len(left), not stamped), (gaps[-1].end(), len(raw), stamped)]
    return [(0, len(raw), False)]


def _run_on(raw: str) -> list[tuple[int, int, bool]]:
    """The lines that a run-on text has lost; a long paragraph is one line."""
    if len(raw) > _RUN_ON_LENGTH and sum(mark in raw for mark in _RUN_ON_MARKS) < 2:
        return [(0, len(raw), False)]
    cuts = sorted({cut for match in _RUN_ON.finditer(raw) for cut in match.span() if 0 < cut < len(raw)})
    if len(cuts) < 3 and len(raw) > _RUN_ON_LENGTH:
        return [(0, len(raw), False)]
    return [(start, end, False) for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True)]


@lru_cache(maxsize=8192)
def _form(text: str) -> str:
    """The tag that a line's own words give it."""
    if not text:
        return "blank"
    if len(text) > _LINE_LENGTH or (len(text) > 60 and is_prose(text)):
        return _form_of_prose(text)
    if STAMP.match(text):
        return "stamp"
    if (_SEPARATOR.fullmatch(text) and sum(text.count(mark) for mark in "-_=*~") >= 3) or _TITLED_SEPARATOR.fullmatch(text):
        return "separator"
    if not _SIGN.search(text):
        return "separator" if text == "--" else "stamp"
    return _heading(text) or _part(text)


def _form_of_prose(text: str) -> str:
    """The tag of a line that runs on: a salutation or an exhibit's heading may open it."""
    if text[0] in "DLGTSOCMH\"'(*" and SALUTATION.match(text):
        return "salutation"
    if text[0] in "EATS[" and (_EXHIBIT_TEXT if len(text) > _LINE_LENGTH else EXHIBIT).match(text):
        return "exhibit"
    if ":" in text[:13] and _FIELD.match(text):
        return "field"
    if len(text) <= _LINE_LENGTH and text[:3] in ("Re:", "RE:"):
        return "re"
    return "short" if text[0] in "(VvBbSsDdTF" and len(text) <= 90 and SENT.match(text) else "prose"


def _heading(text: str) -> str | None:
    """The tag of a heading, or None; a line that begins small goes on with a sentence."""
    if text[0].islower():
        return None
    if text[:4].isupper() or text[:1] == "*" or _OFFICIAL.search(text):
        key = fold(text)
        if key.startswith(_RESPONSE) and len(key) <= len(_RESPONSE) + len(_DIVISION) + 6:
            return "response"
        if _PROCEDURES in key and len(key) < len(_PROCEDURES) + len(_DIVISION) + 4:
            return "procedures"
        if (key in _LETTERHEADS or _WHOLE_LETTERHEAD.match(key)) and _capitals(text):
            return "letterhead"
        if key == _DIVISION:
            return "letterhead" if _capitals(text) else "short"
    if EXHIBIT.match(text):
        return "exhibit"
    if not _HEADED.search(text):
        return None
    return next((f"heading {kind}" for kind, pattern in HEADINGS if pattern.fullmatch(text)), None)


def _part(text: str) -> str:
    """The tag of a line that is no heading."""
    for tag, pattern in (("salutation", SALUTATION), ("page", PAGE), ("after", AFTER), ("re", _RE), ("field", _FIELD)):
        if pattern.match(text):
            return tag
    if len(text) <= 60 and CLOSING.match(text):
        return "closing"
    if len(text) <= 90 and SENT.match(text):
        return "short"
    if len(_close(text)) <= 60 and any(mark.isdigit() for mark in text) and _is_date(text):
        return "date"
    return "prose" if is_prose(text) else "short"


def _close(text: str) -> str:
    """A line without the wide gap between two columns."""
    return " ".join(text.split()) if "   " in text else text


def is_prose(text: str) -> bool:
    """Whether a line reads as running words: at least seven, half of them not capitalised."""
    words = len(_WORD.findall(text))
    return words >= 7 and 2 * len(_LOWER.findall(text)) >= words


def _is_date(text: str) -> bool:
    """Whether a line is a date and no more than a place before it."""
    found = find_dates(text)
    if len(found) != 1:
        return False
    before, after = text[: found[0].start].strip(" ,:"), text[found[0].end :].strip(" .,")
    return len(after) <= 2 and len(before) <= 28 and not _LOWER.search(before.replace("of", "").replace("ate", ""))


def _capitals(text: str) -> bool:
    """Whether a heading is set in capitals, damage aside."""
    marks = [mark for mark in text if mark.isalpha()]
    return sum(mark.isupper() for mark in marks) >= _LETTERHEAD_CAPS * len(marks)


def _tags(rows: list[tuple[str, Span, str]]) -> list[str]:
    """The tags of all lines, each read beside its neighbours."""
    tags = [tag for _, _, tag in rows]
    for i, (text, _, _) in enumerate(rows):
        tag, before = tags[i], tags[i - 1] if i else "blank"
        if tag == "letterhead" and not _is_letterhead(rows, tags, i):
            tags[i] = "response" if before == "response" else "stamp" if before == "stamp" else "short"
        elif tag in ("short", "response") and before == "letterhead" and fold(text).startswith(_WASHINGTON):
            tags[i] = "letterhead"
        elif tag == "short" and before == "response" and fold(text) == _DIVISION:
            tags[i] = "response"
        elif tag == "short" and before == "stamp" and _STAMPED.match(text) and _PRESSED.search(rows[i - 1][0]):
            tags[i] = "stamp"
        elif tag in ("field", "re") and tags[i - 1 : i] != ["email"] and _is_email(rows, tags, i):
            tags[i] = "email"
        elif before == "prose" and tag.partition(" ")[0] in _MAY_CONTINUE and (tag in _SMALL or not text.isupper()):
            tags[i] = "prose" if _continues(rows[i - 1][0], text, tag) else tag
        elif before == "re" and tag in ("short", "prose") and len(text) <= 160 and tags[max(i - 5, 0) : i].count("re") <= 4:
            tags[i] = "re"
        if tags[i] == "procedures":
            _label_division(rows, tags, i)
    for i, (text, _, _) in enumerate(rows):
        # A sentence full of names has few small words; no line of an address is as long and ends with a full stop.
        ends = len(text) >= 100 and text[-1] == "."
        if tags[i] == "short" and len(text) >= 50 and (ends or "prose" in tags[i + 1 : i + 2]) and not SENT.match(text):
            tags[i] = "prose"
    for i, tag in enumerate(tags):
        if tag == "page":
            _label_page_header(rows, tags, i)
    return tags


_SMALL = frozenset(("short", "re", "after", "date", "field"))
_MAY_CONTINUE = _SMALL | frozenset(("exhibit", "heading", "response", "procedures"))
"""Tags of lines that may yet be a paragraph's next line; of headings, those that are not in capitals."""
_STAMPED = re.compile("|".join(f"(?:{row['pattern']})" for row in _DATA["stamped"]))
_PRESSED = re.compile(r"REC'?E?I?V?E?D|PROCESSED|\d\s*[AP]M\b|[AP]M\s+\d|^[A-Z ]{4,24}$|^\d? ?[A-Z]{3} [\d ]+$")


def _is_letterhead(rows: list[tuple[str, Span, str]], tags: list[str], i: int) -> bool:
    """Whether a line of the Commission's own letterhead is one, and no line of an address or a stamp."""
    key = fold(rows[i][0])
    before = next((j for j in range(i - 1, max(i - 4, -1), -1) if tags[j] != "blank"), None)
    after = next((j for j in range(i + 1, min(i + 4, len(rows))) if tags[j] not in ("blank", "stamp")), None)
    behind = fold(rows[before][0]) if before is not None else ""
    ahead = fold(rows[after][0]) if after is not None else ""
    if "CHIEFCOUNSEI" in behind and tags[before or 0] != "letterhead":
        return False
    if key == _LETTERHEADS[3]:
        return behind == _LETTERHEADS[2]
    if key == _LETTERHEADS[2]:
        return ahead == _LETTERHEADS[3]
    if key == _DIVISION:
        return ahead in _LETTERHEADS or behind in _LETTERHEADS or behind.startswith(_WASHINGTON)
    if key == _COMMISSION:
        return ahead.startswith(_WASHINGTON) or (before is not None and tags[before] == "letterhead")
    return True


def _is_email(rows: list[tuple[str, Span, str]], tags: list[str], i: int) -> bool:
    """Whether a line opens the header of an e-mail: two more of its fields follow at once, in any order, "From:" among them."""
    block = [row[0] for row in rows[i : i + 10] if row[0]][:6]
    opens = bool(_FROM.match(block[0]))
    if not opens:
        above = next((j for j in range(i - 1, max(i - 4, -1), -1) if tags[j] != "blank"), None)
        run = next((k for k, text in enumerate(block) if not _EMAIL_FIELD.match(text)), len(block))
        block = block[:run]
        if above is not None and tags[above] in ("email", "field", "re", "date"):
            return False
        if not (any(map(_FROM.match, block)) and any(map(_SENT_AT.match, block))):
            return False
    return sum(bool(_EMAIL_FIELD.match(text)) for text in block[1:]) >= 2


_FROM = re.compile(r"From\s?:", re.I)
_SENT_AT = re.compile(r"(?:Sent|Date)\s?:", re.I)
_EMAIL_FIELD = re.compile(r"(?:From|Sent|Date|To|Subject|Re|Cc)\s?:", re.I)


def _continues(above: str, text: str, tag: str) -> bool:
    """Whether a short line ends the paragraph of the line above it."""
    if tag == "short":
        return len(above) >= 45 or text[0].islower()
    return above[-1:] not in ".:!?"


def _label_division(rows: list[tuple[str, Span, str]], tags: list[str], i: int) -> None:
    """The division's name above the heading of its procedures belongs to that heading."""
    above = next((j for j in range(i - 1, max(i - 4, -1), -1) if tags[j] != "blank"), None)
    if above is not None and _DIVISION in fold(rows[above][0]) and len(rows[above][0]) < 50:
        tags[above] = "procedures"


def _label_page_header(rows: list[tuple[str, Span, str]], tags: list[str], i: int) -> None:
    """The addressee and date that stand with a page number, and a letterhead's foot where the paragraph above is broken off."""
    top = i
    if rows[i][0].isdigit():
        return
    while (
        top > 0
        and i - top < 4
        and rows[top - 1][2] in ("short", "date", "stamp", "page")
        and len(_close(rows[top - 1][0])) < 70
    ):
        top -= 1
    j = top - 1
    while j > 0 and i - j < 16 and tags[j] in ("blank", "short", "stamp", "date") and len(rows[j][0]) < 90:
        j -= 1
    if tags[j] == "prose" and rows[j][0][-1:] not in ".:!?)\"'”":
        top = j + 1
    for k in range(top, i):
        if tags[k] != "blank":
            tags[k] = "page"
