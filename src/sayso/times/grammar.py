"""The whole grammar: single expressions, what is said of one another ("noon on Friday"), and stretches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from sayso.times.calendar import (
    Period,
    Value,
    at,
    day,
    joined,
    make,
    plus,
    shifted,
    thirds,
    week_of,
    whole,
    year_of,
)
from sayso.times.dates import absolute, bare_year
from sayso.times.hits import Context, Hit, Meaning, Tokens, close, day_number, kind, low, nothing, ordinal, skip, year
from sayso.times.lexer import cues
from sayso.times.parts import century, clock, decade, nth_of, part_of_day, quarter, season, week
from sayso.times.relative import (
    ago,
    amount,
    anaphoric,
    bare_units,
    deictic,
    distant,
    every,
    fiscal,
    holiday,
    holidays,
    length,
    lone_day,
    modified,
    run_of,
    weekday,
)

_ATOMS: Sequence[Callable[[Tokens, int], Hit | None]] = (
    every,
    absolute,
    weekday,
    deictic,
    nth_of,
    modified,
    run_of,
    ago,
    anaphoric,
    holiday,
    quarter,
    decade,
    century,
    week,
    fiscal,
    clock,
    part_of_day,
    season,
    lone_day,
    length,
    bare_units,
    bare_year,
)
_EDGES = {
    "early": "begin",
    "beginning": "begin",
    "start": "begin",
    "mid": "mid",
    "middle": "mid",
    "late": "end",
    "end": "end",
}
_DAYS = ("day", "weekday")


_DEEPEST = 8
"""Expressions within expressions ("the night of late last Friday"): more are no English."""


_SHORT = 3
"""Letters up to which a word of a holiday's name is a common one."""
_AHEAD = 8
"""Tokens within which an expression has its first number, unit or name of a time: no other place is looked at."""
_PLAIN = frozenset({"word", "mark"})
_BY_NAME = frozenset({"overnight", "eoy", "eom", "eod"})


@cache
def _telling() -> frozenset[str]:
    """Plain words that name a time by themselves: those of holidays, and a few."""
    return _BY_NAME | {word for name in holidays() for word in name if len(word) > _SHORT}


def _anchors(tokens: Tokens) -> list[int]:
    """For each token the place of the first at or behind it that is no plain word or mark."""
    out = [len(tokens) + _AHEAD + 1] * len(tokens)
    nearest = len(tokens) + _AHEAD + 1
    telling = _telling()
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if token.kind not in _PLAIN or token.low in telling or any(c.isdigit() for c in token.low):
            nearest = place
        out[place] = nearest
    return out


class Grammar:
    """Reads one block's tokens; what was found at a place is kept, so that reading stays linear."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._kept: dict[int, Hit | None] = {}
        self._depth = 0

    def hits(self) -> list[Hit]:
        """The expressions of the block, in order, the longest at each place; they do not overlap."""
        out: list[Hit] = []
        near = _anchors(self.tokens)
        i = 0
        while i < len(self.tokens):
            if near[i] - i > _AHEAD:
                i += 1
                continue
            found = self.stretch(i) or self.point(i)
            if found and (found.kind == "age" or self._sure(found)):
                if found.kind != "age":
                    out.append(found)
                i = found.last
            else:
                i += 1
        return out

    def point(self, i: int) -> Hit | None:
        """The longest expression without a stretch that begins here."""
        if i >= len(self.tokens) or self._depth > _DEEPEST:
            return None
        if i not in self._kept:
            self._kept[i] = None  # a rule that comes back here finds nothing
            self._depth += 1
            found = [h for h in (rule(self.tokens, i) for rule in _ATOMS) if h]
            found += [h for h in (self._edge(i), self._anchored(i), self._late(i)) if h]
            best = max(found, key=lambda h: h.last, default=None)
            self._kept[i] = self._grown(best) if best else None
            self._depth -= 1
        return self._kept[i]

    def _grown(self, hit: Hit) -> Hit:
        """What goes on behind: a part of the day, a time of day, a date behind a weekday, a week behind one."""
        for _ in range(3):
            grown = self._with_date(hit) or self._with_week(hit) or self._with_year(hit) or self._with_part(hit)
            if grown is None:
                break
            hit = grown
        return hit

    def _with_date(self, hit: Hit) -> Hit | None:
        """ "Tuesday, 10 July", "Thursday the 21st", "Wed 13th": the date says more."""
        ts = self.tokens
        if hit.kind != "weekday":
            return None
        j = skip(ts, hit.last, ",")
        k = skip(ts, j, "the")
        found = absolute(ts, k) or absolute(ts, j)
        if found and found.kind == "day":
            return hit.upto(found.last, found.mean, "day")
        number = ordinal(ts, k) or (day_number(ts, k) if k > j else None)
        if number is None or low(ts, number[1]) in ("of", "in") or kind(ts, number[1]) in ("unit", "month"):
            return None
        wanted, name = number[0], ts[hit.first].number
        return hit.upto(number[1], lambda c: _weekday_dated(c, name, wanted), "day")

    def _with_week(self, hit: Hit) -> Hit | None:
        """ "Tuesday next week", "Sunday of last week", "next week on Tuesday", "the first week of May on Friday"."""
        ts = self.tokens
        if hit.kind == "weekday":
            there = modified(ts, skip(ts, hit.last, "of", "in"))
            if there and there.kind == "unit" and there.grain == "week":
                return hit.upto(there.last, _day_of_week(there.mean, ts[hit.first].number), "day")
        if hit.kind == "unit" and hit.grain == "week":
            j = skip(ts, hit.last, ".")
            j = skip(ts, j, "on")
            if kind(ts, j) == "weekday":
                return hit.upto(j + 1, _day_of_week(hit.mean, ts[j].number), "day", "day")
        return None

    def _with_year(self, hit: Hit) -> Hit | None:
        """ "June last year", "independence day of this year"."""
        ts = self.tokens
        if hit.kind not in ("month", "day") or hit.grain not in ("month", "day"):
            return None
        there = modified(ts, skip(ts, hit.last, "of", ","))
        if there is None or there.grain != "year" or there.kind != "unit":
            return None
        outer, inner = there.mean, hit.mean
        return hit.upto(there.last, lambda c: _moved_to(c, inner, outer))

    def _with_part(self, hit: Hit) -> Hit | None:
        """ "Tuesday morning", "15 May at 5 a.m.", "noon on Friday", "the early hours of Monday"."""
        ts, j = self.tokens, hit.last
        if hit.kind in _DAYS and (kind(ts, j) == "part" or low(ts, j) in ("night", "overnight")):
            return hit.upto(j + 1, kind="daypart")
        if hit.kind in ("day", "weekday", "daypart"):
            time = clock(ts, skip(ts, j, "at"))
            return hit.upto(time.last, _clocked(time.mean, hit.mean), "clock", time.grain) if time else None
        if hit.kind in ("clock", "part"):
            there = self.point(skip(ts, skip(ts, j, ","), "on", "of"))
            if there and there.kind in (*_DAYS, "daypart"):
                if hit.kind == "part":
                    return hit.upto(there.last, there.mean, "daypart", "day")
                return hit.upto(there.last, _clocked(hit.mean, there.mean), "dayclock")
        return None

    def _edge(self, i: int) -> Hit | None:
        """ "the end of 2000", "early last month", "mid-1989", "the rest of the week"."""
        ts = self.tokens
        j = skip(ts, i, "the")
        part = _EDGES.get(low(ts, j))
        rest = low(ts, j) == "rest"
        if low(ts, j) in ("eoy", "eom"):
            return Hit(i, j + 1, "edge", _edge_of(_now(low(ts, j)[2]), "end"), "month")
        if part is None and not rest:
            return None
        k = skip(ts, skip(ts, j + 1, "of", "in", "-"), "of")
        inner = self.point(k) or (modified(ts, k) if low(ts, k) in ("this", "my") else None)
        bare = skip(ts, k, "the", "my")
        if low(ts, bare) in ("month", "year", "week") and (inner is None or inner.kind in ("unit", "vague")):
            inner = Hit(k, bare + 1, "unit", _now(low(ts, bare)[0]), low(ts, bare))
        if inner is None or inner.kind not in ("unit", "month", "year", "decade", "century"):
            return None
        if rest:
            return Hit(i, inner.last, "edge", _rest(inner.mean), inner.grain)
        if low(ts, j) in ("early", "late", "mid") and kind(ts, k) == "weekday":
            return None
        return Hit(i, inner.last, "edge", _edge_of(inner.mean, part or "end"), inner.grain)

    def _late(self, i: int) -> Hit | None:
        """ "late on Monday", "early Saturday", "late last night", "earlier on Sunday"; "the night of 12 March"."""
        ts = self.tokens
        if low(ts, i) in ("late", "early", "earlier", "later"):
            inner = self.point(skip(ts, i + 1, "on"))
            return inner.since(i) if inner and inner.kind in ("day", "weekday", "daypart") else None
        if low(ts, skip(ts, i, "the")) in ("night", "morning", "evening", "afternoon", "day", "week", "weekend"):
            j = skip(ts, i, "the") + 1
            if low(ts, j) == "of":
                inner = self.stretch(j + 1) or self.point(j + 1)
                if inner and inner.kind in ("day", "weekday", "stretch") and inner.grain == "day":
                    if low(ts, j - 1) == "weekend":
                        return Hit(i, inner.last, "unit", _weekend_of(inner.mean), "day")
                    if low(ts, j - 1) != "week":
                        return inner.since(i)
        return None

    def _anchored(self, i: int) -> Hit | None:
        """ "two weeks before May 13", "three days after Easter", "four days from yesterday"."""
        ts = self.tokens
        more = low(ts, i) in ("more", "less") and low(ts, i + 1) == "than"
        found = amount(ts, i + 2 if more else i)
        if found is None:
            return None
        parts, j = found
        if low(ts, j) not in ("before", "after", "from", "prior", "following", "since"):
            return None
        inner = self.point(skip(ts, j + 1, "to"))
        if inner is None and low(ts, j + 1) == "now":
            inner = Hit(j + 1, j + 2, "day", _now("d"), "day")
        if low(ts, j) in ("before", "after") and (inner is None or inner.kind not in _DAYS):
            return Hit(i, j + 1, "vague", nothing, "day") if not more and kind(ts, j + 1) in ("", "mark") else None
        if inner is None or inner.kind not in (*_DAYS, "unit") or any(u in "SmH" for _, u in parts):
            return None
        there = distant(parts, -1 if low(ts, j) in ("before", "prior") else 1, inner.mean)
        if more:
            there = _open(there, low(ts, i) == "more", low(ts, j) in ("before", "prior"))
        return Hit(i, inner.last, "day", there, "day")

    def stretch(self, i: int) -> Hit | None:
        """ "Monday to Friday", "between 2011 and 2015", "1998-2003", "12-13 March", "3 to 12 of September"."""
        ts = self.tokens
        left = self.point(i)
        numbered = self._days_of_month(i)
        if numbered and (left is None or numbered.last > left.last):
            return numbered
        if left is None or left.kind in ("length", "vague", "clock", "age", "ahead", "season", "stretch"):
            return None
        j = left.last
        mark = low(ts, j)
        between = low(ts, i - 1) == "between" or low(ts, i - 2) == "between"
        word = mark in ("to", "until", "till", "through", "thru") or (mark == "and" and between)
        if not word and mark not in ("-", "–", "—", "~"):
            return None
        if mark == "—" or (mark in "-–" and left.kind == "year" and ts[j].gap != ts[min(j + 1, len(ts) - 1)].gap):
            return None
        right = self._right(left, j + 1)
        if right is None:
            return None
        last, mean = right
        return Hit(i, last, "stretch", mean, left.grain)

    def _right(self, left: Hit, k: int) -> tuple[int, Meaning] | None:
        ts = self.tokens
        at_ = skip(ts, k, "the") if kind(ts, skip(ts, k, "the")) in ("month", "digits", "ordinal") else k
        right = self.point(at_)
        if low(ts, k) == "now":
            return k + 1, _range(left.mean, _now("d"))
        if (
            left.kind == "year"
            and kind(ts, k) == "digits"
            and len(ts[k].raw) == 2
            and close(ts, k)
            and not (right and right.last > k + 1)
        ):
            tail = int(ts[k].raw)
            return k + 1, _range(left.mean, lambda c: _short_year(c, left.mean, tail))
        if right and right.kind in ("day", "weekday", "month", "year", "unit", "edge", "quarter", "daypart", "decade"):
            end = right.mean
            if right.kind == "weekday" and left.kind == "day":
                end = _next_weekday(left.mean, ts[right.first].number)
            return right.last, _range(
                left.mean, end, weekly=left.kind == right.kind == "weekday", named=_year_said(ts, left, right)
            )
        number = day_number(ts, at_) if left.kind == "day" else None
        if number and kind(ts, number[1]) not in ("unit", "month") and low(ts, number[1]) not in (":", "."):
            y = year(ts, skip(ts, skip(ts, number[1], ","), "of"))
            wanted = number[0]
            return y[1] if y else number[1], _range(
                _in(left.mean, y[0] if y else None),
                lambda c: _later_day(c, _in(left.mean, y[0] if y else None), wanted),
            )
        return None

    def _days_of_month(self, i: int) -> Hit | None:
        """ "12-13 March", "3 and 12 of September" (behind "between"), "4 to 22 this month"."""
        ts = self.tokens
        first = day_number(ts, skip(ts, i, "the"))
        if first is None:
            return None
        joint = low(ts, first[1])
        if joint not in ("-", "–", "~", "to", "until", "till", "through") and not (
            joint == "and" and low(ts, i - 1) == "between"
        ):
            return None
        k = skip(ts, first[1] + 1, "the")
        right = absolute(ts, k)
        outer: Hit | None = None
        if right is None or right.kind != "day":
            number = day_number(ts, k)
            outer = modified(ts, skip(ts, number[1], "of")) if number else None
            if number is None or outer is None or outer.grain != "month":
                return None
            inner, wanted = outer.mean, number[0]
            return Hit(
                i,
                outer.last,
                "stretch",
                _range(lambda c: _day_in(c, inner, first[0]), lambda c: _day_in(c, inner, wanted)),
                "day",
            )
        end = right.mean
        return Hit(i, right.last, "stretch", _range(lambda c: _day_in(c, end, first[0]), end), "day")

    def _sure(self, hit: Hit) -> bool:
        """Is what was found a time at all, and not the verb "may", a year that counts people, part of a name?"""
        ts = self.tokens
        token = ts[hit.first]
        if hit.kind in ("month", "weekday") and cues().get(low(ts, hit.first - 1)) == "title":
            return False
        if any(ts[j].named for j in range(hit.first, hit.last)) and hit.kind in (
            "month",
            "weekday",
            "year",
            "season",
            "part",
        ):
            return False
        if hit.last == hit.first + 1 and token.low in (
            "may",
            "march",
            "mar",
            "sun",
            "sat",
            "mon",
            "wed",
            "dec",
            "second",
        ):
            if token.low in ("sun", "sat", "mon", "wed", "second"):
                return token.raw[0].isupper() and token.pos == "PROPN" and token.low != "sun"
            shown = token.raw[0].isupper() or low(ts, hit.first - 1) in ("in", "since", "until", "last", "next")
            return shown and token.pos in ("PROPN", "NOUN", "") and (token.raw[0].isupper() or token.low != "march")
        return not (hit.kind == "year" and self._counts(hit))

    def _counts(self, hit: Hit) -> bool:
        """Does a bare year count what follows, or stand where only an old number could?"""
        ts = self.tokens
        token = ts[hit.first]
        before = low(ts, hit.first - 1)
        led = before in (
            "in",
            "since",
            "of",
            "until",
            "by",
            "from",
            "during",
            "after",
            "before",
            "between",
            "to",
            "and",
            "early",
            "late",
            "mid",
            "year",
            "than",
            "-",
            "–",
            "(",
        )
        if token.kind != "digits":
            return not led and token.low not in ("year", "cy", "calendar", "nineteen")
        if token.pos == "COUNT":
            return True
        number = int(token.raw)
        if not 1900 <= number <= 2100:
            return before not in ("in", "since", "of", "from", "until") or (
                kind(ts, hit.last) == "word" and ts[hit.last].pos == "NOUN"
            )
        return False


def _now(letter: str) -> Meaning:
    return lambda c: whole(c.today, letter.upper()) if c.today else None


def _day_of_week(outer: Meaning, number: int) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = outer(context)
        there = plus(found.first, number - 1) if isinstance(found, Period) and found.first else None
        return day(there) if there else None

    return mean


def _weekday_dated(context: Context, weekday_: int, number: int) -> Period | None:
    """The nearest month in which the day with this number is that weekday: backwards first, unless it is to come."""
    if context.today is None:
        return None
    first = context.today.replace(day=1)
    for months in range(30):
        for sign in (1, -1) if context.future else (-1, 1):
            there = shifted(first, sign * months, "M")
            found = make(there.year, there.month, number) if there else None
            if (
                found
                and found.isoweekday() == weekday_
                and (months or context.future is None or (found >= context.today) == context.future)
            ):
                return day(found)
    return None


def _moved_to(context: Context, inner: Meaning, outer: Meaning) -> Value | None:
    found, there = inner(context), outer(context)
    if (
        not isinstance(found, Period)
        or not isinstance(there, Period)
        or not (found.first and found.last and there.first)
    ):
        return None
    months = (there.first.year - found.first.year) * 12
    a = shifted(found.first, months, "M")
    b = shifted(found.last, months, "M")
    return Period(a, b, found.grain) if a and b else None


def _clocked(time: Meaning, of: Meaning) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = of(context)
        there = time(Context(context.today, context.future, found)) if isinstance(found, Period) else None
        clock_ = there.clock if isinstance(there, Period) else None
        return (
            at(Period(found.first, found.first, there.grain), clock_)
            if (isinstance(found, Period) and isinstance(there, Period) and clock_)
            else None
        )

    return mean


def _edge_of(inner: Meaning, part: str) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = inner(context)
        return thirds(found, part) if isinstance(found, Period) else None

    return mean


def _rest(inner: Meaning) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = inner(context)
        if not isinstance(found, Period) or context.today is None or not found.last or context.today > found.last:
            return None
        return Period(max(context.today, found.first or context.today), found.last, "day")

    return mean


def _weekend_of(inner: Meaning) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = inner(context)
        week_ = week_of(found.first) if isinstance(found, Period) and found.first else None
        return Period(plus(week_.first, 5), week_.last, "day") if week_ and week_.first else None

    return mean


def _open(inner: Meaning, more: bool, before: bool) -> Meaning:
    def mean(context: Context) -> Value | None:
        found = inner(context)
        if not isinstance(found, Period):
            return None
        if more:
            return Period(None, found.last, "day") if before else Period(found.first, None, "day")
        first, last = (found.first, context.today) if before else (context.today, found.last)
        return Period(first, last, "day") if first and last and first <= last else None

    return mean


def _in(inner: Meaning, y: int | None) -> Meaning:
    """The same day in a year that is named later."""
    if y is None:
        return inner

    def mean(context: Context) -> Value | None:
        found = inner(context)
        there = make(y, found.first.month, found.first.day) if isinstance(found, Period) and found.first else None
        return day(there) if there else None

    return mean


def _day_in(context: Context, outer: Meaning, number: int) -> Value | None:
    found = outer(context)
    there = make(found.first.year, found.first.month, number) if isinstance(found, Period) and found.first else None
    return day(there) if there else None


def _later_day(context: Context, left: Meaning, number: int) -> Value | None:
    """The next day with this number after a day."""
    found = left(context)
    if not isinstance(found, Period) or found.first is None:
        return None
    there = make(found.first.year, found.first.month, number)
    if there is None or there < found.first:
        month = shifted(found.first.replace(day=1), 1, "M")
        there = make(month.year, month.month, number) if month else None
    return day(there) if there else None


def _next_weekday(left: Meaning, number: int) -> Meaning:
    """The first such weekday after a day."""

    def mean(context: Context) -> Value | None:
        found = left(context)
        if not isinstance(found, Period) or found.last is None:
            return None
        there = plus(found.last, (number - found.last.isoweekday() - 1) % 7 + 1)
        return day(there) if there else None

    return mean


def _short_year(context: Context, left: Meaning, tail: int) -> Value | None:
    found = left(context)
    first = found.first.year if isinstance(found, Period) and found.first else 0
    return year_of(first // 100 * 100 + tail) if first and first % 100 < tail else None


def _year_said(ts: Tokens, left: Hit, right: Hit) -> bool:
    """Is a year said on the right and none on the left?"""

    def said(hit: Hit) -> bool:
        return any(ts[j].kind == "digits" and len(ts[j].raw) == 4 for j in range(hit.first, hit.last))

    return said(right) and not said(left) and left.kind in ("day", "month")


def _range(left: Meaning, right: Meaning, *, weekly: bool = False, named: bool = False) -> Meaning:
    """From one to the other. The right one comes after the left: a year or a week is added where it has to be."""

    def mean(context: Context) -> Value | None:
        a, b = left(context), right(context)
        if not isinstance(a, Period) or not isinstance(b, Period) or not (a.first and a.last and b.first and b.last):
            return None
        if named:
            months = (b.first.year - a.first.year) * 12
            a = _by_months(a, months - (12 if (a.first.month, a.first.day) > (b.last.month, b.last.day) else 0)) or a
        elif a.first is not None and b.last is not None and a.first > b.last:
            a, b = _in_order(a, b, weekly=weekly, future=bool(context.future))
        return joined(a, b)

    return mean


def _in_order(a: Period, b: Period, *, weekly: bool, future: bool) -> tuple[Period, Period]:
    """A stretch whose end was read as before its beginning: moved by a week or by years."""
    if a.first is None or b.first is None or b.last is None:
        return a, b
    if weekly:
        return (a, day(plus(b.first, 7) or b.first)) if future else (day(plus(a.first, -7) or a.first), b)
    if a.grain in ("day", "month") and (a.first - b.last).days < 800:
        b = _by_months(b, 12 * (a.first.year - b.first.year)) or b
        if b.last is not None and a.first is not None and a.first > b.last:
            b = _by_months(b, 12) or b
    return a, b


def _by_months(of: Period, months: int) -> Period | None:
    first = shifted(of.first, months, "M") if of.first else None
    last = shifted(of.last, months, "M") if of.last else None
    return Period(first, last, of.grain) if first and last else None
