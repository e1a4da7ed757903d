"""Parts of years and days: quarters, halves, decades, centuries, weeks, seasons; times of day."""

from __future__ import annotations

from sayso.times.calendar import (
    Period,
    Value,
    day,
    month_of,
    nth_week,
    nth_weekday,
    plus,
    stretch,
    week_of,
    year_of,
)
from sayso.times.dates import absolute, bare_year
from sayso.times.hits import Context, Hit, Tokens, cardinal, close, fixed, kind, low, nothing, ordinal, skip, year
from sayso.times.relative import modified


def _in_year(ts: Tokens, j: int) -> tuple[int | None, int]:
    """ "of 2016", "2016", "this year" behind a part of a year; None where no year is named."""
    k = skip(ts, skip(ts, j, ","), "of", "in")
    found = year(ts, k)
    if found:
        return found
    if low(ts, k) in ("this", "the") and low(ts, k + 1) == "year":
        return None, k + 2
    return None, j


def quarter(ts: Tokens, i: int) -> Hit | None:
    """ "the third quarter of 2016", "Q3 2016", "2016 Q3", "H1 2016"."""
    named = year(ts, i)
    at = skip(ts, named[1], "-") if named else i
    last, months = 0, (0, 0)
    if low(ts, at) in ("q", "h") and close(ts, at + 1) and kind(ts, at + 1) == "digits" and len(ts[at + 1].raw) == 1:
        number, size = int(ts[at + 1].raw), 3 if low(ts, at) == "q" else 6
        last, months = at + 2, (number * size - size + 1, number * size)
    elif not named:
        at = skip(ts, i, "the")
        nth = ordinal(ts, at)
        if nth and low(ts, nth[1]) in ("quarter", "half"):
            size = 3 if low(ts, nth[1]) == "quarter" else 6
            last, months = nth[1] + 1, (nth[0] * size - size + 1, nth[0] * size)
            if low(ts, last) != "of" and not year(ts, last) and low(ts, last) != "this":
                return None
            if _in_year(ts, last)[1] == last:
                return None
    if not last or not 1 <= months[0] <= months[1] <= 12:
        return None
    y, end = (named[0], last) if named else _in_year(ts, last)
    return Hit(i, end, "quarter", lambda c: _months(y, months, c), "quarter")


def _months(y: int | None, months: tuple[int, int], context: Context) -> Value | None:
    at = y if y is not None else context.today.year if context.today else None
    return Period(month_of(at, months[0]).first, month_of(at, months[1]).last, "month") if at else None


def decade(ts: Tokens, i: int) -> Hit | None:
    """ "the 1990s", "the ’40s", "the nineteen seventies", "the nineties"."""
    j = skip(ts, i, "the")
    mark = low(ts, j) in ("'", "’", "‘")
    k = j + 1 if mark else j
    if kind(ts, k) == "digits" and len(ts[k].raw) in (2, 4) and ts[k].raw.endswith("0"):
        s = k + 2 if low(ts, k + 1) in ("'", "’") and low(ts, k + 2) == "s" else k + 1
        if low(ts, s) == "s" and (close(ts, s) or kind(ts, s + 1) == "mark" or s + 1 == len(ts)):
            number = int(ts[k].raw)
            if len(ts[k].raw) == 2 and not (mark or j > i or number > 20):
                return None
            first = number if number >= 1000 else number + (1900 if number >= 30 else 2000)
            span = 99 if number % 100 == 0 and number != 2000 and number >= 1000 else 9
            return Hit(i, s + 1, "decade", fixed(stretch(first, first + span)), "decade" if span == 9 else "century")
    ages = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "twenty": 2000}
    base = ages.get(low(ts, j))
    at = skip(ts, j + 1, "-") if base else j
    if kind(ts, at) == "decade" or (base and low(ts, at) == "tens"):
        number = 10 if low(ts, at) == "tens" else ts[at].number
        if not base and low(ts, i - 1) in ("his", "her", "their", "my"):
            return None
        first = (base or (1900 if number >= 30 else 2000)) + number
        return Hit(i, at + 1, "decade", fixed(stretch(first, first + 9)), "decade")
    if low(ts, j) == "two" and low(ts, j + 1) == "thousands":
        return Hit(i, j + 2, "decade", fixed(stretch(2000, 2009)), "decade")
    return None


def century(ts: Tokens, i: int) -> Hit | None:
    """ "the 21st century"."""
    j = skip(ts, i, "the")
    nth = ordinal(ts, j)
    if nth is None or not 1 <= nth[0] <= 30:
        return None
    k = skip(ts, nth[1], "-")
    if low(ts, k) != "century":
        return None
    first = max((nth[0] - 1) * 100, 1)
    return Hit(i, k + 1, "century", fixed(stretch(first, nth[0] * 100 - 1)), "century")


def week(ts: Tokens, i: int) -> Hit | None:
    """ "week 31", "the week of April 10", "the week commencing February 4"."""
    j = skip(ts, i, "the")
    if low(ts, j) == "w" and low(ts, j + 1) == "/" and low(ts, j + 2) == "c":
        return _week_of(ts, i, j + 3)
    if low(ts, j) != "week":
        return None
    if kind(ts, j + 1) == "digits" and int(ts[j + 1].raw) in range(1, 54):
        number = int(ts[j + 1].raw)
        y = year(ts, skip(ts, j + 2, "of"))
        named = y[0] if y else None

        def mean(context: Context) -> Value | None:
            at = named or (context.today.year if context.today else None)
            return nth_week(year_of(at), number) if at else None

        return Hit(i, y[1] if y else j + 2, "unit", mean, "week")
    if low(ts, j + 1) in ("of", "commencing", "starting", "beginning"):
        return _week_of(ts, i, skip(ts, j + 2, "on", "from"))
    return None


def _week_of(ts: Tokens, i: int, at: int) -> Hit | None:
    found = absolute(ts, at) or absolute(ts, skip(ts, at, "the"))
    if found is None or found.kind != "day":
        return None
    inner = found.mean

    def mean(context: Context) -> Value | None:
        value = inner(context)
        return week_of(value.first) if isinstance(value, Period) and value.first else None

    return Hit(i, found.last, "unit", mean, "week")


def season(ts: Tokens, i: int) -> Hit | None:
    """ "the winter", "summer of 2016", "in spring": no value, for it hangs on the hemisphere."""
    j = skip(ts, i, "the", "one", "every")
    if low(ts, j) not in ("summer", "winter", "autumn", "spring", "fall"):
        return None
    y = year(ts, skip(ts, j + 1, "of"))
    firm = low(ts, j) in ("summer", "winter", "autumn")
    told = low(ts, i - 1) in ("in", "by", "since", "until", "during", "before", "after", "of", "through", "for")
    if (not y and low(ts, j) == "fall") or not (y or firm or told):
        return None
    if not y and ts[j].pos not in ("NOUN", "PROPN", ""):
        return None
    return Hit(i, y[1] if y else j + 1, "season", nothing, "season")


def clock(ts: Tokens, i: int) -> Hit | None:
    """ "5.41am", "14:22", "nine in the morning", "about nine o’clock", "noon": a time of day without its day."""
    if low(ts, i) in ("about", "around", "shortly") and (
        low(ts, i) != "shortly" or low(ts, i + 1) in ("before", "after")
    ):
        j = i + (2 if low(ts, i) == "shortly" else 1)
        inner = None if low(ts, j) in ("about", "around", "shortly") else clock(ts, j)
        return inner.since(i) if inner else None
    if kind(ts, i) == "clock":
        return _timed(i, i + 1, int(ts[i].value), 0, "hour")
    if kind(ts, i) == "digits" and len(ts[i].raw) <= 2 and int(ts[i].raw) < 25:
        return _digital(ts, i)
    if kind(ts, i) == "digits" and len(ts[i].raw) == 4 and low(ts, i + 1) in ("gmt", "utc", "hours", "hrs"):
        hour, minute = int(ts[i].raw[:2]), int(ts[i].raw[2:])
        return _timed(i, i + 2, hour, minute, "minute") if hour < 24 and minute < 60 else None
    found = cardinal(ts, i)
    return _spoken(ts, i, int(found[0]), found[1], 0) if found and 1 <= found[0] <= 12 and found[0] % 1 == 0 else None


def _digital(ts: Tokens, i: int) -> Hit | None:
    hour, minute, j, mark = int(ts[i].raw), 0, i + 1, low(ts, i + 1)
    if (
        mark in (":", ".")
        and close(ts, j)
        and close(ts, j + 1)
        and kind(ts, j + 1) == "digits"
        and len(ts[j + 1].raw) == 2
        and int(ts[j + 1].raw) < 60
    ):
        minute, j = int(ts[j + 1].raw), i + 3
        if low(ts, j) == ":" and close(ts, j) and kind(ts, j + 1) == "digits" and len(ts[j + 1].raw) == 2:
            j += 2
    spoken = _spoken(ts, i, hour, j, minute)
    if spoken or j == i + 1:
        return spoken
    opening = i == 0 and mark == "."
    if (mark == ":" and (hour or i)) or opening or low(ts, j) in ("gmt", "utc"):
        return _timed(i, skip(ts, j, "gmt", "utc"), hour, minute, "minute") if hour < 24 else None
    return None


def _spoken(ts: Tokens, i: int, hour: int, j: int, minute: int) -> Hit | None:
    """am and pm, "o’clock", "in the morning" behind an hour."""
    grain = "minute" if minute else "hour"
    if not 1 <= hour <= 12:
        return None
    half = {"am": 0, "pm": 12}.get(low(ts, j))
    end = j + 1
    if (
        half is None
        and low(ts, j) in ("a", "p")
        and low(ts, j + 1) == "."
        and low(ts, j + 2) == "m"
        and close(ts, j + 2)
    ):
        half, end = (0 if low(ts, j) == "a" else 12), skip(ts, j + 3, ".")
    if half is None and low(ts, j) == "o" and low(ts, j + 2) == "clock":
        j, half, end = j + 3, 0 if hour > 6 else 12, j + 3
    if low(ts, j) == "in" and low(ts, j + 1) == "the" and kind(ts, j + 2) == "part":
        half, end = (0 if low(ts, j + 2) == "morning" else 12), j + 3
    if half is None:
        return None
    return _timed(i, end, hour % 12 + half, minute, grain)


def _timed(first: int, last: int, hour: int, minute: int, grain: str) -> Hit:
    written = f"{hour:02}:{minute:02}"

    def mean(context: Context) -> Value | None:
        base = context.last or (day(context.today) if context.today else None)
        return Period(base.first, base.first, grain, written) if base and base.first else None

    return Hit(first, last, "clock", mean, grain)


def part_of_day(ts: Tokens, i: int) -> Hit | None:
    """ "dawn", "the early hours", "the night", "the morning": a part of the narrative's day."""
    j = skip(ts, i, "the")
    if low(ts, j) in ("about", "around") or (low(ts, j) in ("before", "after", "shortly") and j == i):
        k = j + 2 if low(ts, j) == "shortly" else j + 1
        if kind(ts, k) == "part" and low(ts, k) in ("dawn", "nightfall", "dusk", "sunset", "sunrise", "daybreak"):
            return Hit(i, k + 1, "part", _narrative_day, "day")
        return None
    if low(ts, j) in ("early", "small") and low(ts, j + 1) == "hours":
        return Hit(i, j + 2, "part", _narrative_day, "day")
    if kind(ts, j) == "part" or (j > i and low(ts, j) == "night"):
        sure = low(ts, j) in ("dawn", "nightfall", "dusk", "sunset", "sunrise", "daybreak", "lunchtime")
        if sure or (j > i and low(ts, i - 1) in ("in", "during", "of", "by", "through", "until")) or _dayed(ts, j + 1):
            return Hit(i, j + 1, "part", _narrative_day, "day")
    return None


def _dayed(ts: Tokens, j: int) -> bool:
    return low(ts, j) in ("of", "on") and kind(ts, skip(ts, j + 1, "the")) in ("weekday", "month", "digits")


def _narrative_day(context: Context) -> Value | None:
    base = context.last or (day(context.today) if context.today else None)
    return Period(base.first, base.first, "day") if base else None


def nth_of(ts: Tokens, i: int) -> Hit | None:
    """ "the first Friday in May", "the third week of 2018", "the last day of December", "the 20th of next month"."""
    j = skip(ts, i, "the")
    nth = (-1, j + 1) if low(ts, j) in ("last", "final") else ordinal(ts, j)
    if nth is None:
        return None
    number, k = nth
    what, at = kind(ts, k), skip(ts, k + 1, "of", "in")
    if low(ts, k) in ("of", "in"):
        what, at = "number", k + 1
    if what not in ("weekday", "unit", "number") or (what == "unit" and low(ts, k) not in ("week", "day")):
        return None
    at = skip(ts, skip(ts, at, "the") if kind(ts, at + 1) != "mod" else at, "")
    outer = modified(ts, at) or absolute(ts, at) or bare_year(ts, at) or _the_month(ts, at)
    if outer is None or outer.grain not in ("month", "year") or outer.kind not in ("unit", "month", "year"):
        return None
    wanted, inner = (ts[k].number if what == "weekday" else 0), outer.mean
    weekly = low(ts, k) == "week"

    def mean(context: Context) -> Value | None:
        value = inner(context)
        if not isinstance(value, Period) or value.first is None or value.last is None:
            return None
        if weekly:
            return nth_week(value, number)
        there = (
            nth_weekday(value, wanted, number)
            if wanted
            else (value.last if number < 0 else plus(value.first, number - 1))
        )
        return day(there) if there and there <= value.last else None

    return Hit(i, outer.last, "unit" if weekly else "day", mean, "week" if weekly else "day")


def _the_month(ts: Tokens, i: int) -> Hit | None:
    if low(ts, i) in ("month", "year") and low(ts, i - 1) == "the":
        letter = low(ts, i)

        def mean(context: Context) -> Value | None:
            if context.today is None:
                return None
            return (
                month_of(context.today.year, context.today.month) if letter == "month" else year_of(context.today.year)
            )

        return Hit(i, i + 1, "unit", mean, letter)
    return None
