"""From the ISO 8601 value of an expression of time to the days that it covers."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"(\d{4})-(\d\d)")
_WEEK, _DAY = re.compile(r"(\d{4})-W(\d\d)"), re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def days(value: str | None) -> Days | None:
    """The days of a day, week, month, year or stretch; None for a length, a season, or no value at all."""
    first, slash, last = (value or "").partition("/")
    low = _one(first)
    high = _one(last) if slash else low
    if low is None or high is None or low.first > high.last:
        return None
    return Days(low.first, high.last)


def _one(value: str) -> Days | None:
    try:
        if found := _DAY.fullmatch(value):
            day = date.fromisoformat(found[1])
            return Days(day, day)
        if found := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Days(monday, monday + timedelta(6))
        if found := _MONTH.fullmatch(value):
            year, month = int(found[1]), int(found[2])
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if _YEAR.fullmatch(value):
            return Days(date(int(value), 1, 1), date(int(value), 12, 31))
    except (ValueError, OverflowError):  # a day that no calendar has
        return None
    return None
