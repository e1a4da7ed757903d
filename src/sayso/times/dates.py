"""Dates of the calendar, with a year or without: "May 3, 2021", "3rd of May", "05/03/2021", "2021-Sep-01"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sayso.times.calendar import Period, day, make, month_of, plus, year_of
from sayso.times.hits import Context, Hit, Meaning, Tokens, century, close, day_number, fixed, kind, low, skip, year

_NEAR = 75
"""Days: a date without a year and in a clause without a direction is the coming one where that is so near."""
_LEAP = 8


def picked(context: Context, choose: Callable[[int], Period | None]) -> Period | None:
    """Of the periods that a rule gives for each year, the one that fits the direction of the clause."""
    today = context.today
    if today is None:
        return None
    years = [y for y in range(today.year - _LEAP, today.year + _LEAP + 1) if 1 <= y <= 9999]
    found = [p for p in map(choose, years) if p and p.first and p.last]
    past = [p for p in found if p.first and p.first <= today]
    future = [p for p in found if p.last and p.last >= today]
    if context.future is None and past and future and past[-1] != future[0]:
        there = (future[0].first or today) - today
        if there <= timedelta(_NEAR) and there < today - (past[-1].last or today):
            return future[0]
    wanted = future[:1] if context.future else past[-1:]
    return wanted[0] if wanted else None


def monthly(month: int, number: int) -> Meaning:
    """A day and month without a year."""

    def choose(y: int) -> Period | None:
        found = make(y, month, number)
        return day(found) if found else None

    return lambda context: picked(context, choose)


def dated(y: int | None, month: int, number: int) -> Meaning:
    """A day and month with or without a year."""
    if y is None:
        return monthly(month, number)
    found = make(y, month, number)
    return fixed(day(found) if found else None)


def absolute(ts: Tokens, i: int) -> Hit | None:
    """The longest date of the calendar that begins here."""
    found = [h for h in (_chain(ts, i), _month_first(ts, i), _day_first(ts, i), _year_first(ts, i)) if h]
    return max(found, key=lambda h: h.last, default=None)


def with_year(ts: Tokens, j: int) -> tuple[int, int] | None:
    """A year behind a day or month: ", 2019", "of 2019", "in 2019", "-2019", "of ’87"."""
    k = skip(ts, j, ".")
    k = skip(ts, k, ",")
    if low(ts, k) in ("of", "in", "this"):
        return year(ts, k + 1, short=low(ts, k) == "of")
    if low(ts, k) in ("-", "/") and close(ts, k):
        k += 1
    found = year(ts, k)
    if found is None and low(ts, k) in ("'", "’"):
        return year(ts, k, short=True)
    return found


def _month_first(ts: Tokens, i: int) -> Hit | None:
    if kind(ts, i) != "month":
        return None
    month = ts[i].number
    j = skip(ts, i + 1, ".")
    k = skip(ts, skip(ts, j, "-", "/"), "the")
    number = day_number(ts, k)
    if number and kind(ts, number[1]) == "unit":
        number = None
    if number and not (low(ts, number[1]) in (":", "%") and close(ts, number[1])):
        y = with_year(ts, number[1])
        return Hit(i, y[1] if y else number[1], "day", dated(y[0] if y else None, month, number[0]), "day")
    y = with_year(ts, i + 1)
    if y:
        if low(ts, y[1]) == "-" and close(ts, y[1]) and (number := day_number(ts, y[1] + 1)) and close(ts, y[1] + 1):
            return Hit(i, number[1], "day", dated(y[0], month, number[0]), "day")
        return Hit(i, y[1], "month", fixed(month_of(y[0], month)), "month")
    last = j if ts[i].raw.endswith(tuple("bntcgry")) and j > i + 1 and len(ts[i].raw) < 5 and kind(ts, j) else i + 1
    return Hit(i, last, "month", lambda c: picked(c, lambda n: month_of(n, month)), "month")


def _day_first(ts: Tokens, i: int) -> Hit | None:
    number = day_number(ts, i)
    if close(ts, i) and low(ts, i - 1) in tuple("$€£¥"):
        return None
    if number is None or (number[1] == i + 1 and kind(ts, i) == "digits" and low(ts, i - 1) == "."):
        return None
    j = number[1]
    if low(ts, j) == "day" and low(ts, j + 1) == "of":
        j += 1
    j = skip(ts, skip(ts, j, "of"), "-", "/", ".")
    if kind(ts, j) == "month" and not (kind(ts, i) == "number" and ts[j].raw in ("may", "march")):
        y = with_year(ts, j + 1)
        return Hit(i, y[1] if y else skip_dot(ts, j), "day", dated(y[0] if y else None, ts[j].number, number[0]), "day")
    if low(ts, j) in ("-", "/"):
        return None
    y = year(ts, j) if kind(ts, i) == "digits" and j > number[1] and close(ts, j) else None
    if y and low(ts, y[1]) in ("-", "/") and kind(ts, y[1] + 1) == "month":
        return Hit(i, y[1] + 2, "day", dated(y[0], ts[y[1] + 1].number, number[0]), "day")
    return None


def skip_dot(ts: Tokens, j: int) -> int:
    """Behind a month, with the full stop of a short form."""
    return j + 2 if low(ts, j + 1) == "." and len(ts[j].raw) < 5 and kind(ts, j + 2) != "" else j + 1


def _year_first(ts: Tokens, i: int) -> Hit | None:
    """ "2019-aug-01", "2020/23/Sep", "2015 June"."""
    y = year(ts, i)
    if y is None or kind(ts, i) != "digits":
        return None
    j = skip(ts, y[1], "-", "/")
    if kind(ts, j) == "month":
        number = day_number(ts, j + 2) if low(ts, j + 1) in ("-", "/") else None
        if number:
            return Hit(i, number[1], "day", dated(y[0], ts[j].number, number[0]), "day")
        return Hit(i, j + 1, "month", fixed(month_of(y[0], ts[j].number)), "month")
    number = day_number(ts, j) if j > y[1] and close(ts, j) else None
    if number and low(ts, number[1]) in ("-", "/") and kind(ts, number[1] + 1) == "month":
        return Hit(i, number[1] + 2, "day", dated(y[0], ts[number[1] + 1].number, number[0]), "day")
    return None


def _chain(ts: Tokens, i: int) -> Hit | None:
    """Numbers with the same mark between them: 05/03/2021, 2021-05-03, 22.04, 12-2015, 20210503."""
    if kind(ts, i) != "digits" or (
        close(ts, i)
        and low(ts, i - 1) in ("-", "/", ".", ",", ":")
        and kind(ts, i - 2) == "digits"
        and len(ts[i - 2].raw) < 4
    ):
        return None
    parts, j, mark = [ts[i].raw], i + 1, low(ts, i + 1)
    if mark not in ("-", "/", "."):
        return _run(ts, i)
    while len(parts) < 3 and low(ts, j) == mark and kind(ts, j + 1) == "digits":
        if mark == "." and not (close(ts, j) and close(ts, j + 1)):
            break
        parts, j = [*parts, ts[j + 1].raw], j + 2
    for size in (3, 2):
        if (
            len(parts) >= size
            and (found := _numbers(parts[:size], mark))
            and _free(ts, i, i + 2 * size - 1, size, mark)
        ):
            return Hit(i, i + 2 * size - 1, found[0], found[1], found[0])
    return None


def _free(ts: Tokens, i: int, j: int, size: int, mark: str) -> bool:
    """Is what looks like a date no fraction, score, decimal number or part of a longer number?"""
    if low(ts, j) in ("%", "°", ":") or (low(ts, j) in ("/", ".") and close(ts, j) and kind(ts, j + 1) == "digits"):
        return False
    if size == 3:
        return True
    long = len(ts[i].raw) == 4 or len(ts[i + 2].raw) == 4
    before = low(ts, i - 1)
    if long:
        return mark != "."
    if not (close(ts, i + 1) and close(ts, i + 2)) or (kind(ts, j) == "word" and mark != "/" and low(ts, j) != "with"):
        return False
    return (
        kind(ts, i - 1) == "weekday"
        or before in ("on", "in", "from", "until", "since", "by", "to", "before", "after", "-", "of", "friday", "the")
        or mark == "/"
    )


def _numbers(parts: list[str], mark: str) -> tuple[str, Meaning] | None:
    sizes, n = [len(p) for p in parts], [int(p) for p in parts]
    if len(parts) == 3:
        if sizes[0] == 4 and max(sizes[1:]) < 3:
            found = make(*n) if n[0] >= 1 else None
            return ("day", fixed(day(found) if found else None)) if n[1] < 13 and n[2] < 32 else None
        if max(sizes[:2]) > 2 or sizes[2] not in (2, 4) or not (0 < n[0] < 32 and 0 < n[1] < 32):
            return None
        y = n[2] if sizes[2] == 4 else century(n[2])
        return _ordered(n[0], n[1], y, mark)
    if sizes[0] == 4 and sizes[1] < 3 and 1000 <= n[0] < 2200 and 0 < n[1] < 13:
        return "month", fixed(month_of(n[0], n[1]))
    if sizes[1] == 4 and sizes[0] < 3 and 1000 <= n[1] < 2200 and 0 < n[0] < 13:
        return "month", fixed(month_of(n[1], n[0]))
    if max(sizes) < 3 and 0 < n[0] < 32 and 0 < n[1] < 32:
        return _ordered(n[0], n[1], None, mark)
    return None


def _ordered(a: int, b: int, y: int | None, mark: str) -> tuple[str, Meaning] | None:
    """Month before day as in America, unless only the other order gives a month."""
    month, number = (a, b) if a < 13 else (b, a)
    if mark == "." and y is not None and b < 13:  # points are Europe's: the day goes first
        month, number = b, a
    return ("day", dated(y, month, number)) if month < 13 else None


def _run(ts: Tokens, i: int) -> Hit | None:
    """20210503"""
    raw = ts[i].raw
    if len(raw) != 8 or raw[:2] not in ("19", "20") or close(ts, i):
        return None
    if close(ts, i + 1) and low(ts, i + 1) not in (".", ","):
        return None
    found = make(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    return Hit(i, i + 1, "day", fixed(day(found)), "day") if found else None


def bare_year(ts: Tokens, i: int) -> Hit | None:
    """A year alone: "2019", "the year 2008", "nineteen ninety-six"."""
    if kind(ts, i) == "digits":
        token = ts[i]
        left = close(ts, i) and (low(ts, i - 1) in tuple("$€£#@:.,_+=") or kind(ts, i - 1) == "word")
        right = close(ts, i + 1) and (low(ts, i + 1) in tuple("%°:_@") or kind(ts, i + 1) in ("word", "unit", "suffix"))
        if left or right or len(token.raw) != 4:
            return None
        if (
            low(ts, i + 1) in ("-", "/")
            and close(ts, i + 1)
            and kind(ts, i + 2) == "digits"
            and close(ts, i + 2)
            and len(ts[i + 2].raw) > 4
        ):
            return None
        if (
            close(ts, i)
            and low(ts, i - 1) in ("-", "/")
            and kind(ts, i - 2) in ("digits", "word")
            and close(ts, i - 1)
            and len(ts[i - 2].raw) != 4
        ):
            return None
    elif low(ts, i) in ("year", "cy") or (low(ts, i) == "calendar" and low(ts, i + 1) == "year"):
        named = year(ts, skip(ts, i + (2 if low(ts, i) == "calendar" else 1), "of"))
        return Hit(i, named[1], "year", fixed(year_of(named[0])), "year") if named else None
    found = year(ts, i)
    return Hit(i, found[1], "year", fixed(year_of(found[0])), "year") if found else None


def weekday_value(context: Context, weekday: int) -> Period | None:
    """The latest such weekday up to today, or the next one where the clause looks ahead."""
    today = context.today
    if today is None:
        return None
    days = (weekday - today.isoweekday()) % 7 if context.future else -((today.isoweekday() - weekday) % 7)
    found = plus(today, days)
    return day(found) if found else None


def day_of_month(context: Context, number: int) -> Period | None:
    """ "the 21st": of the narrative's month, else the latest or the next one."""
    today: date | None = context.today
    if today is None:
        return None
    year_, month = today.year, today.month
    if context.future and number < today.day:
        year_, month = (year_ + month // 12, month % 12 + 1)
    elif not context.future and number > today.day:
        year_, month = (year_, month - 1) if month > 1 else (year_ - 1, 12)
    found = make(year_, month, number)
    return day(found) if found else None
