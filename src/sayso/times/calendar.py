"""Periods of the calendar: first and last day with a grain, lengths, and their ISO 8601 forms. Pure functions."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both in; None where it is open. ``clock``: "05:41" of a single day."""

    first: date | None
    last: date | None
    grain: str
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """Amounts with the letters of their units: S m H D W M Y, nights N, weekends E, quarters Q."""

    parts: tuple[tuple[float, str], ...]


Value = Period | Length

GRAINS = {
    "S": "second",
    "m": "minute",
    "H": "hour",
    "D": "day",
    "N": "day",
    "W": "week",
    "E": "day",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
}
"""Letter of a unit → grain."""
_ISO = {
    "S": ("S", 1),
    "m": ("M", 1),
    "H": ("H", 1),
    "D": ("D", 1),
    "N": ("D", 1),
    "W": ("W", 1),
    "E": ("D", 2),
    "M": ("M", 1),
    "Q": ("M", 3),
    "Y": ("Y", 1),
}
DAYS = {"D": 1, "N": 1, "W": 7, "E": 7}
MONTHS = {"M": 1, "Q": 3, "Y": 12}
LARGEST = 100_000
"""The largest number that counts units of time: what is above is no date."""


def day(of: date) -> Period:
    """A single day."""
    return Period(of, of, "day")


def make(year: int, month: int, number: int) -> date | None:
    """A date, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_of(year: int) -> Period:
    """A whole year, 1 to 9999."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def week_of(of: date) -> Period:
    """The week, from Monday, that holds a day."""
    first = plus(of, -of.weekday())
    return Period(first, plus(first, 6) if first else None, "week")


def plus(of: date, days: int) -> date | None:
    """A day so many days later; None beyond the calendar."""
    try:
        return of + timedelta(days)
    except OverflowError:
        return None


def shifted(of: date, amount: float, unit: str) -> date | None:
    """A day moved by an amount of a unit; the day of the month is cut to the month's last. None beyond the calendar."""
    if unit in DAYS:
        return plus(of, round(amount * DAYS[unit]))
    if unit not in MONTHS:
        return of
    total = of.year * 12 + of.month - 1 + round(amount * MONTHS[unit])
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(of.day, calendar.monthrange(year, month + 1)[1]))


def moved(of: date, parts: Sequence[tuple[float, str]], sign: int) -> date | None:
    """A day moved by several amounts."""
    out: date | None = of
    for amount, unit in parts:
        out = shifted(out, sign * amount, unit) if out else None
    return out


def whole(of: date, unit: str) -> Period | None:
    """The period of a unit that holds a day: its week, weekend, month, quarter or year."""
    if unit == "W":
        return week_of(of)
    if unit == "E":
        first = plus(of, 5 - of.weekday())
        return Period(first, plus(first, 1), "day") if first else None
    if unit == "M":
        return month_of(of.year, of.month)
    if unit == "Q":
        return quarter_of(of.year, (of.month + 2) // 3)
    if unit == "Y":
        return year_of(of.year)
    return day(of)


def quarter_of(year: int, number: int) -> Period:
    """A quarter of a calendar year."""
    return Period(month_of(year, number * 3 - 2).first, month_of(year, number * 3).last, "month")


def stepped(of: date, unit: str, step: int, size: int = 1) -> Period | None:
    """The whole unit so many units before or after that of a day; of ``size`` years for decades and centuries."""
    if unit == "Y" and size > 1:
        year = of.year // size * size + step * size
        return stretch(year, year + size - 1) if 1 <= year <= 9999 - size else None
    there = shifted(of if unit not in MONTHS else of.replace(day=1), step * size, unit)
    return whole(there, unit) if there else None


def stretch(first: int, last: int) -> Period:
    """From the beginning of one year to the end of another."""
    return Period(date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31), "year")


def nth_weekday(of: Period, weekday: int, number: int) -> date | None:
    """The n-th (−1 the last) given weekday of a period; None where it has none."""
    if of.first is None or of.last is None:
        return None
    if number < 0:
        return plus(of.last, -((of.last.isoweekday() - weekday) % 7))
    found = plus(of.first, (weekday - of.first.isoweekday()) % 7 + 7 * (number - 1))
    return found if found and found <= of.last else None


def nth_week(of: Period, number: int) -> Period | None:
    """The n-th (−1 the last) week of a period: a week belongs where its Thursday is, as ISO 8601 has it."""
    thursday = nth_weekday(of, 4, number)
    return week_of(thursday) if thursday else None


def easter(year: int) -> date:
    """Western Easter Sunday, by the algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, number = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, number + 1)


def thirds(of: Period, part: str) -> Period:
    """The beginning, the middle or the end of a period, by the customs of English: a week's first three or last four
    days, a month's halves, four months of a year."""
    first, last = of.first, of.last
    if first is None or last is None:
        return of
    if of.grain == "year" and first.year == last.year:
        months = {"begin": (1, 4), "mid": (5, 8), "end": (9, 12)}[part]
        return Period(month_of(first.year, months[0]).first, month_of(first.year, months[1]).last, "month")
    size = (last - first).days + 1
    cuts = {"begin": (0, size // 2), "mid": (size // 3, 2 * size // 3), "end": (size // 2, size)}[part]
    return Period(plus(first, cuts[0]), plus(first, cuts[1] - 1), "day")


def joined(a: Period, b: Period) -> Period | None:
    """From the beginning of one to the end of another; None where they are not in order."""
    if a.first is None or b.last is None or a.first > b.last:
        return None
    order = ("day", "week", "month", "year")
    grain = a.grain if a.grain == b.grain else min(a.grain, b.grain, key=lambda g: order.index(g) if g in order else 0)
    return Period(a.first, b.last, grain)


def iso(value: Value) -> str | None:
    """ISO 8601: 2021-08-26, 2021-08-26T05:41, 2021-W34, 2021-08, 2021, 2001/2021, ../2011, P20Y."""
    if isinstance(value, Length):
        return _length(value)
    first, last = value.first, value.last
    if first is None or last is None:
        known = first or last
        if known is None:
            return None
        written = _written(known, "day" if value.grain == "day" else value.grain)
        return f"{written}/.." if first else f"../{written}"
    if value.clock is not None:
        return f"{first.isoformat()}T{value.clock}"
    a, b = _written(first, value.grain), _written(last, value.grain)
    return a if a == b else f"{a}/{b}"


def _written(of: date, grain: str) -> str:
    if grain == "week":
        year, week, _ = of.isocalendar()
        return f"{year:04}-W{week:02}"
    return {"month": f"{of.year:04}-{of.month:02}", "year": f"{of.year:04}"}.get(grain, of.isoformat())


def _length(value: Length) -> str:
    """Letters of a length in ISO's order; units of the same letter are added."""
    sums: dict[tuple[bool, str], float] = {}
    for amount, unit in value.parts:
        letter, size = _ISO[unit]
        clock = unit in "SmH"
        sums[clock, letter] = sums.get((clock, letter), 0.0) + amount * size
    out = "P"
    for clock, letters in ((False, "YMWD"), (True, "HMS")):
        found = [f"{_number(sums[clock, x])}{x}" for x in letters if (clock, x) in sums]
        out += ("T" if clock and found else "") + "".join(found)
    return out


def _number(amount: float) -> str:
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def at(value: Period, clock: str) -> Period:
    """The same day at a time of day."""
    return replace(value, clock=clock)
