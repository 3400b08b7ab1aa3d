"""The rule's deadlines for one matter, each with its working, and what it means for the day of receipt.

Weekends are pointed out and never rolled: the rule counts calendar days. Where the company printed a date, that date is kept
beside the computed one; where the meeting moved by over 30 days, a reasonable time takes the place of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.errors import Unusable
from indexer import deadlines
from search.facts import Facts, Options, facts_of

LATE = "14a-8(e)(2)"
_INPUTS = "give --release, --definitive, --received, --notified, --printed, or --last-meeting with --this-meeting"


@dataclass(frozen=True, slots=True)
class Dates:
    """What is known of a matter: last year's release and meeting, this year's meeting and definitive date, and so on."""

    release: date | None = None
    last_meeting: date | None = None
    this_meeting: date | None = None
    definitive: date | None = None
    received: date | None = None
    notified: date | None = None
    printed: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One date: what it is, its paragraph, how it was counted, and the weekday where that is a Saturday or Sunday."""

    what: str
    rule: str
    date: date
    working: str

    @property
    def weekend(self) -> str | None:
        """ "Saturday", "Sunday" or None."""
        return deadlines.weekend(self.date)

    def as_json(self) -> dict[str, Any]:
        """The step as JSON, its date ISO."""
        return {
            "what": self.what,
            "rule": self.rule,
            "date": self.date.isoformat(),
            "working": self.working,
            "weekend": self.weekend,
        }


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The steps, the deadline that governs (None: a reasonable time), days late by it, and remarks in words."""

    dates: Dates
    steps: tuple[Step, ...]
    computed: date | None
    governs: date | None
    days_late: int | None
    moved: bool | None
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What `deadline --json` prints, without letters."""
        return {
            "computed": self.computed.isoformat() if self.computed else None,
            "printed": self.dates.printed.isoformat() if self.dates.printed else None,
            "deadline": self.governs.isoformat() if self.governs else None,
            "received": self.dates.received.isoformat() if self.dates.received else None,
            "days_late": self.days_late,
            "meeting_moved": self.moved,
            "steps": [step.as_json() for step in self.steps],
            "remarks": list(self.remarks),
        }

    def facts(self) -> Facts | None:
        """The point on which letters may have turned: lateness by so much, a moved meeting, a weekend, a printed date."""
        told: list[str] = []
        due = self.governs or self.computed
        if due and deadlines.weekend(due):
            told.append(f"The deadline fell on a {deadlines.weekend(due)}.")
        if self.computed and self.dates.printed and self.dates.printed != self.computed:
            told.append("The proxy statement printed a date that differs from the computed deadline.")
        if self.moved:
            told.append("The annual meeting was moved by more than 30 days.")
        if self.days_late is not None and self.days_late > 0:
            told.append("The proposal was received after the deadline.")
        late = self.days_late if self.days_late and self.days_late > 0 else None
        return facts_of(" ".join(told), LATE, Options(days_late=late)) if told else None


def reckon(dates: Dates) -> Reckoned:
    """All that follows from the dates. Raises Unusable where there is nothing to count from."""
    if dates == Dates():
        raise Unusable("deadline has nothing to count from", _INPUTS)
    computed = deadlines.submission_deadline(dates.release).deadline if dates.release else None
    moved = _moved(dates)
    governs = None if moved and dates.printed is None else dates.printed or computed
    days_late = deadlines.days_late(governs, dates.received) if governs and dates.received else None
    return Reckoned(
        dates, tuple(_steps(dates)), computed, governs, days_late, moved, tuple(_remarks(dates, computed, governs, moved))
    )


def _moved(dates: Dates) -> bool | None:
    if dates.last_meeting is None or dates.this_meeting is None:
        return None
    return deadlines.meeting_moved(dates.last_meeting, dates.this_meeting)


def _steps(dates: Dates) -> Iterator[Step]:
    if dates.release:
        found = deadlines.submission_deadline(dates.release)
        chosen = "; February 29 has no anniversary, February 28 was chosen" if found.chosen else ""
        anniversary = f"anniversary {spelled(found.anniversary)}{chosen}"
        working = f"{spelled(found.release)} released, {anniversary}, less {deadlines.SUBMISSION_DAYS} days"
        yield Step("computed deadline for proposals", LATE, found.deadline, working)
    if dates.printed:
        yield Step("deadline that the company printed", LATE, dates.printed, "as stated in its proxy statement or later notice")
    if dates.received:
        working = f"received {spelled(dates.received)}, plus {deadlines.NOTICE_DAYS} days"
        yield Step("last day for a deficiency notice", "14a-8(f)(1)", deadlines.notice_deadline(dates.received), working)
    if dates.notified:
        working = f"notice received {spelled(dates.notified)}, plus {deadlines.NOTICE_DAYS} days"
        yield Step("last day for the holder's reply", "14a-8(f)(1)", deadlines.reply_deadline(dates.notified), working)
    if dates.definitive:
        filed = spelled(dates.definitive)
        working = f"definitive {filed}, less {deadlines.FILING_DAYS} days"
        yield Step("last day for the company's reasons", "14a-8(j)(1)", deadlines.filing_deadline(dates.definitive), working)
        working = f"definitive {filed}, less {deadlines.OPPOSITION_DAYS} days"
        yield Step(
            "last day to send the statement in opposition",
            "14a-8(m)(3)(ii)",
            deadlines.opposition_deadline(dates.definitive),
            working,
        )


def _remarks(dates: Dates, computed: date | None, governs: date | None, moved: bool | None) -> Iterator[str]:
    if computed and dates.printed and dates.printed != computed:
        apart = abs((dates.printed - computed).days)
        side = "later" if dates.printed > computed else "earlier"
        yield (
            f"The company printed {spelled(dates.printed)}, {apart} day{'' if apart == 1 else 's'} {side} than the computed "
            "date. The stated date is counted from here; both are shown."
        )
    if moved:
        yield (
            "The meeting is moved by more than 30 days from last year's date: the deadline is a reasonable time before the "
            "company begins to print and send, and the company is to announce it (rules 14a-8(e)(2) and 14a-5(f))."
        )
    elif moved is False:
        yield "The meeting is within 30 days of last year's date: the 120 days count."
    if governs and deadlines.weekend(governs):
        yield f"{spelled(governs)} is a {deadlines.weekend(governs)}. The rule counts calendar days; nothing is rolled over."
    yield from _of_receipt(dates, governs)


def _of_receipt(dates: Dates, governs: date | None) -> Iterator[str]:
    """What the day of receipt means by the deadline that governs and for the company's own filing."""
    if dates.received is None:
        return
    if governs:
        late = deadlines.days_late(governs, dates.received)
        if late > 0:
            yield f"Received {spelled(dates.received)}: {late} day{'' if late == 1 else 's'} after {spelled(governs)}."
            yield "A defect that cannot be remedied, such as a missed deadline, needs no deficiency notice (14a-8(f)(1))."
        else:
            yield f"Received {spelled(dates.received)}: in time, by {spelled(governs)}."
    if dates.definitive and deadlines.filing_deadline(dates.definitive) < dates.received:
        yield (
            "The proposal came after the last day for the company's reasons: a waiver of the 80 days for good cause will be "
            "needed (14a-8(j)(1))."
        )


def spelled(when: date) -> str:
    """A date in words with its weekday ("Thursday, December 27, 2007")."""
    return f"{when:%A}, {when:%B} {when.day}, {when.year}"
