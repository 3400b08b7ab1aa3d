"""The rule's day arithmetic, in calendar days: weekends and holidays do not move a date, they are only pointed out.

Sources: rule 14a-8(e)(2) (120 days before the anniversary of last year's release date), (f)(1) (14 days for the notice and 14
for the reply), (j)(1) (80 days before the definitive proxy statement), (m)(3) (30 days).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SUBMISSION_DAYS = 120
NOTICE_DAYS = 14
FILING_DAYS = 80
OPPOSITION_DAYS = 30
MOVED_MEETING_DAYS = 30


@dataclass(frozen=True, slots=True)
class SubmissionDeadline:
    """The computed (e)(2) deadline and its anchor. `chosen` is true where the anniversary of February 29 had to be chosen."""

    release: date
    anniversary: date
    deadline: date
    chosen: bool


def anniversary(day: date) -> date:
    """The same day a year later; February 29 becomes February 28, a choice that the rule leaves open."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def submission_deadline(release: date) -> SubmissionDeadline:
    """Last year's release date, plus a year, minus 120 days: rule 14a-8(e)(2). The stated date may differ, and then counts."""
    anchor = anniversary(release)
    return SubmissionDeadline(release, anchor, anchor - timedelta(SUBMISSION_DAYS), anchor.day != release.day)


def filing_deadline(definitive: date) -> date:
    """The last day for the company's reasons: 80 days before it files its definitive proxy statement, rule 14a-8(j)(1)."""
    return definitive - timedelta(FILING_DAYS)


def notice_deadline(received: date) -> date:
    """The last day for a deficiency notice: 14 days after the proposal was received, rule 14a-8(f)(1)."""
    return received + timedelta(NOTICE_DAYS)


def reply_deadline(notified: date) -> date:
    """The last day for the holder's reply: 14 days after the notice was received, rule 14a-8(f)(1)."""
    return notified + timedelta(NOTICE_DAYS)


def opposition_deadline(definitive: date) -> date:
    """The last day to send the statement in opposition: 30 days before the definitive filing, rule 14a-8(m)(3)(ii)."""
    return definitive - timedelta(OPPOSITION_DAYS)


def days_late(deadline: date, received: date) -> int:
    """Calendar days from the deadline to receipt; 0 or negative means in time."""
    return (received - deadline).days


def meeting_moved(last_year: date, this_year: date) -> bool:
    """Whether the meeting moved over 30 days from last year's date, so that "a reasonable time" replaces the 120 days."""
    return abs((this_year - anniversary(last_year)).days) > MOVED_MEETING_DAYS


def weekend(day: date) -> str | None:
    """ "Saturday" or "Sunday", else None."""
    return {5: "Saturday", 6: "Sunday"}.get(day.weekday())
