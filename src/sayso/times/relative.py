"""Expressions that hang on the day of publication or on the narrative: "yesterday", "last week", "two days later"."""

from __future__ import annotations

from datetime import date
from functools import cache

from sayso.times.calendar import (
    GRAINS,
    Length,
    Period,
    Value,
    day,
    easter,
    make,
    month_of,
    moved,
    nth_weekday,
    plus,
    shifted,
    stepped,
    week_of,
    whole,
    year_of,
)
from sayso.times.dates import day_of_month, picked, weekday_value
from sayso.times.hits import (
    Context,
    Hit,
    Meaning,
    Tokens,
    cardinal,
    close,
    day_number,
    kind,
    low,
    nothing,
    ordinal,
    quantity,
    skip,
    year,
)
from sayso.times.lexer import rows

Parts = tuple[tuple[float, str], ...]


def unit(ts: Tokens, i: int) -> tuple[float, str] | None:
    """A unit's size and letter: (10, "Y") for a decade."""
    if kind(ts, i) != "unit":
        return None
    return float(ts[i].value[:-1]), ts[i].value[-1]


def amount(ts: Tokens, i: int) -> tuple[Parts, int] | None:
    """ "two years and 21 days", "20-year", "an hour and a half", "3h": amounts of units and where they end."""
    out: list[tuple[float, str]] = []
    j = i
    while len(out) < 4:
        k = skip(ts, skip(ts, j, ","), "and") if out else j
        many = quantity(ts, k)
        if many is None:
            break
        at = skip(ts, many[1], "-", "–", "business", "working", "calendar")
        size = unit(ts, at) or _short(ts, at)
        ranked = low(ts, at) == "second" and (low(ts, at + 1) == "-" or (many[0] == 1 and low(ts, k) != "one"))
        if size is None or ranked:  # "a second blast", "forty second-hand lorries"
            break
        out.append((many[0] * size[0], size[1]))
        j = at + 1
    if not out:
        return None
    if low(ts, j) == "and" and (
        low(ts, j + 1) == "half" or (low(ts, j + 2) in ("half", "quarter") and low(ts, j + 1) in ("a", "one"))
    ):
        at = j + 1 if low(ts, j + 1) == "half" else j + 2
        return ((out[0][0] + (0.5 if low(ts, at) == "half" else 0.25), out[0][1]), *out[1:]), at + 1
    return tuple(out), j


def _short(ts: Tokens, i: int) -> tuple[float, str] | None:
    """ "3h", "10D", "2W" right behind digits."""
    letters = {"h": "H", "d": "D", "w": "W", "y": "Y"}
    return (
        (1.0, letters[low(ts, i)]) if close(ts, i) and kind(ts, i - 1) == "digits" and low(ts, i) in letters else None
    )


def length(ts: Tokens, i: int) -> Hit | None:
    """A length of time: "three days", "the 20-year war", "all week", "half a century". Not an age."""
    if low(ts, i) in ("all", "full", "whole") and low(ts, i + 1) != "the":
        j = skip(ts, i + 1, "-", "the")
        size = unit(ts, j)
        if size and not low(ts, j).endswith("s"):
            return Hit(i, j + 1, "length", _long(((size[0], size[1]),)), GRAINS[size[1]])
    found = amount(ts, i)
    if found is None:
        return None
    parts, j = found
    if (
        low(ts, j) in ("old", "olds")
        or (low(ts, j) == "-" and low(ts, j + 1) in ("old", "olds"))
        or (low(ts, j) == "of" and low(ts, j + 1) == "age")
        or low(ts, i - 1) == "aged"
    ):
        return Hit(i, j, "age", nothing, "")
    return Hit(i, j, "length", _long(parts), GRAINS[parts[-1][1]])


def _long(parts: Parts) -> Meaning:
    return lambda _: Length(parts)


def bare_units(ts: Tokens, i: int) -> Hit | None:
    """ "for months", "hours later", "weeks of talks": no number, no value."""
    size = unit(ts, i)
    if size is None or not low(ts, i).endswith("s") or low(ts, i) == "seconds":
        return None
    if low(ts, i + 1) in ("later", "earlier", "ago"):
        return Hit(i, i + 2, "vague", nothing, GRAINS[size[1]])
    if low(ts, i - 1) in ("for", "in", "within", "after", "recent", "over") or low(ts, i + 1) in (
        "of",
        "before",
        "after",
    ):
        first = i - 1 if low(ts, i - 1) == "recent" else i
        return Hit(first, i + 1, "vague", nothing, GRAINS[size[1]])
    return None


def every(ts: Tokens, i: int) -> Hit | None:
    """ "every Friday", "each day": what comes again has no value."""
    if low(ts, i) not in ("every", "each"):
        return None
    many = cardinal(ts, i + 1)
    j = many[1] if many else i + 1
    if kind(ts, j) in ("unit", "weekday", "month", "part", "season"):
        return Hit(i, j + 1, "vague", nothing, GRAINS[ts[j].value[-1]] if kind(ts, j) == "unit" else "day")
    return None


def deictic(ts: Tokens, i: int) -> Hit | None:
    """today, yesterday, tomorrow, overnight, "the day before yesterday"."""
    word = low(ts, i)
    if kind(ts, i) == "day":
        step = ts[i].number
        return Hit(i, i + 1, "day", lambda c: _days(c, step), "day")
    if word == "overnight":
        return Hit(i, i + 1, "night", _overnight, "day")
    j = skip(ts, i, "the")
    if low(ts, j) == "day" and low(ts, j + 1) in ("before", "after") and kind(ts, j + 2) == "day":
        step = ts[j + 2].number + (1 if low(ts, j + 1) == "after" else -1)
        return Hit(i, j + 3, "day", lambda c: _days(c, step), "day")
    return None


def _days(context: Context, step: int) -> Value | None:
    there = plus(context.today, step) if context.today else None
    return day(there) if there else None


def _overnight(context: Context) -> Value | None:
    if context.today is None:
        return None
    return Period(
        plus(context.today, 0 if context.future else -1), plus(context.today, 1 if context.future else 0), "day"
    )


def weekday(ts: Tokens, i: int) -> Hit | None:
    """A weekday alone."""
    if kind(ts, i) != "weekday":
        return None
    number = ts[i].number
    last = i + 2 if low(ts, i + 1) == "." and len(ts[i].raw) < 6 and kind(ts, i + 2) in ("month", "digits") else i + 1
    return Hit(i, last, "weekday", lambda c: weekday_value(c, number), "day")


def modified(ts: Tokens, i: int) -> Hit | None:
    """last, this, next with a unit, weekday, month, season, part of the day, holiday or a number of units."""
    j = skip(ts, i, "the", "my", "our", "its", "his", "her", "their")
    early = low(ts, j) if low(ts, j) in ("earlier", "later", "early", "late") else None
    k = j + 1 if early else j
    if early:
        k = skip(ts, skip(ts, k, "in", "on"), "the")
    if kind(ts, k) != "mod":
        return _the_unit(ts, i, k, early)
    step, at = ts[k].number, skip(ts, k + 1, "upcoming", "coming", "calendar", "whole", "entire")
    size, what = unit(ts, at), kind(ts, at)
    if size and low(ts, at) not in ("second", "sec"):
        if low(ts, at).endswith("s") and low(ts, at) != "hrs":
            return None
        return Hit(
            i,
            at + 1,
            "unit",
            _early(_stepped(size, step), early),
            GRAINS[size[1]],
        )
    if what == "weekday":
        number = ts[at].number
        near = low(ts, k) in ("coming", "upcoming") or at > k + 1
        return Hit(i, at + 1, "day", lambda c: _that_weekday(c, number, step, near), "day")
    if what == "month":
        month = ts[at].number
        return Hit(i, at + 1, "month", lambda c: _that_month(c, month, step), "month")
    if what == "season" or low(ts, at) in ("fall", "ramadan"):
        return Hit(i, at + 1, "season", nothing, "season")
    if what == "part" and step == 0:
        return Hit(i, at + 1, "day", lambda c: _days(c, 0), "day")
    if low(ts, at) == "night" or what == "part":
        return Hit(i, at + 1, "day", lambda c: _days(c, step), "day")
    return _fiscal(ts, i, at) or _named(ts, i, at, step)


def _fiscal(ts: Tokens, i: int, at: int) -> Hit | None:
    """Fiscal and school years begin where each state has them begin: no value."""
    if low(ts, at) in ("fiscal", "financial", "school", "academic") and low(ts, at + 1) == "year":
        named = year(ts, at + 2)
        return Hit(i, named[1] if named else at + 2, "season", nothing, "year")
    if low(ts, at) in ("fiscal", "fy", "sy") and (named := year(ts, at + 1)):
        return Hit(i, named[1], "season", nothing, "year")
    return None


def fiscal(ts: Tokens, i: int) -> Hit | None:
    """ "fiscal 2020", "the school year 2008"."""
    return _fiscal(ts, i, i)


def _named(ts: Tokens, i: int, at: int, step: int) -> Hit | None:
    found = holiday_name(ts, at)
    if found is None or low(ts, at).startswith("the"):
        return None
    rule, last = found
    return Hit(
        i,
        last,
        "day",
        lambda c: picked(Context(c.today, step > 0 if step else c.future), lambda y: holiday_on(rule, y)),
        "day",
    )


def _stepped(size: tuple[float, str], step: int) -> Meaning:
    def mean(context: Context) -> Value | None:
        today = context.today
        if today is None:
            return None
        if size[1] in "NDHm":
            return _days(context, step) if size[1] in "ND" else Length(((size[0], size[1]),)) if step == 0 else None
        if size == (2, "W"):
            first = plus(week_of(today).first or today, 14 * step)
            return Period(first, plus(first, 13), "day") if first else None
        return stepped(today, size[1], step, int(size[0]))

    return mean


def _early(mean: Meaning, part: str | None) -> Meaning:
    """ "earlier this month": from its beginning to the day before today; "late last week": its last half."""
    if part is None:
        return mean

    def narrowed(context: Context) -> Value | None:
        found, today = mean(context), context.today
        if not isinstance(found, Period) or found.first is None or found.last is None or today is None:
            return None
        if found.first == found.last:
            return found
        if part == "earlier" and found.first < today <= found.last:
            return Period(found.first, plus(today, -1), "day")
        if part == "later" and found.first <= today <= found.last:
            return Period(today, found.last, "day")
        return found

    return narrowed


def _the_unit(ts: Tokens, i: int, j: int, early: str | None) -> Hit | None:
    """ "later in the year", "rest of the week", "the weekend"."""
    size = unit(ts, j)
    if size and early and low(ts, j - 1) == "the":
        return Hit(i, j + 1, "unit", _early(_stepped(size, 0), early), GRAINS[size[1]])
    if low(ts, i) == "the" and size and j == i + 1 and not low(ts, j).endswith("s"):
        if size[1] == "E":
            return Hit(i, j + 1, "unit", _weekend, "day")
        alone = low(ts, j + 1) in (".", ",", "") or low(ts, j + 1) == "?"
        if (
            alone
            and size[1] in "DWMYN"
            and low(ts, i - 1) in ("of", "for", "in", "on", "during", "over", "through", "")
        ):
            return Hit(i, j + 1, "unit", _stepped(size, 0), GRAINS[size[1]])
    return None


def _weekend(context: Context) -> Value | None:
    """The weekend of this week, or in a clause about the past the last one that has begun."""
    today = context.today
    if today is None:
        return None
    back = context.future is False and today.isoweekday() < 6
    return stepped(today, "E", -1 if back else 0)


def _that_weekday(context: Context, number: int, step: int, near: bool) -> Value | None:
    """This, last, next: of this week, the one before, the one after; "last" in news is the latest before today."""
    today = context.today
    if today is None:
        return None
    monday = plus(today, 1 - today.isoweekday())
    if near:
        there = plus(today, (number - today.isoweekday() - 1) % 7 + 1)
    elif step < 0:
        there = plus(today, -((today.isoweekday() - number - 1) % 7 + 1))
    else:
        there = plus(monday, 7 * step + number - 1) if monday else None
    return day(there) if there else None


def _that_month(context: Context, month: int, step: int) -> Value | None:
    today = context.today
    if today is None:
        return None
    if step == 0:
        return month_of(today.year, month)
    after = month > today.month if step > 0 else month >= today.month
    shift = (0 if after else 1) if step > 0 else (-1 if after else 0)
    return month_of(today.year + shift, month) if 1 <= today.year + shift <= 9999 else None


def run_of(ts: Tokens, i: int) -> Hit | None:
    """ "the past two weeks", "next 3 days", "2 upcoming months": units up to today, or from tomorrow on."""
    j = skip(ts, i, "the", "these")
    if kind(ts, j) == "mod":
        at, found = j, amount(ts, skip(ts, j + 1, "of"))
    else:
        many = cardinal(ts, j)
        at = many[1] if many else j
        found = None
        if many and kind(ts, at) == "mod" and (size := unit(ts, at + 1)):
            found = ((many[0] * size[0], size[1]),), at + 2
    if found is None or (step := ts[at].number) == 0:
        return None
    parts, last = found
    business = low(ts, last - 2) in ("business", "working")
    return Hit(i, last, "stretch", lambda c: _beside(c, parts, step, business), GRAINS[parts[-1][1]])


def _beside(context: Context, parts: Parts, step: int, business: bool) -> Value | None:
    today = context.today
    if today is None or any(u in "SmH" for _, u in parts):
        return Length(parts)
    count, letter = parts[0]
    if letter == "Y" and count % 10 == 0 and len(parts) == 1:
        first = today.year // 10 * 10 + (10 if step > 0 else 0)
        return (
            Period(year_of(first).first, year_of(first + int(count) - 1).last, "year")
            if step > 0
            else Period(moved(today, parts, -1), today, "day")
        )
    if letter == "Q" and len(parts) == 1:
        a, b = stepped(today, "Q", step), stepped(today, "Q", step * int(count))
        pair = (a, b) if step > 0 else (b, a)
        return Period(pair[0].first, pair[1].last, "month") if pair[0] and pair[1] else None
    if step < 0:
        return Period(moved(today, parts, -1), today, "day")
    if business:
        there = today
        for _ in range(min(int(count), 1000)):
            there = plus(there, 3 if there.isoweekday() == 5 else 1) or there
        return Period(plus(today, 1), there, "day")
    return Period(plus(today, 1), moved(today, parts, 1), "day")


def distant(parts: Parts, sign: int, anchor: Meaning | None = None, coarse: bool = False) -> Meaning:
    """So much before or after the day of an anchor, or of publication; by months and years, with ``coarse``, the
    whole month or year."""

    def mean(context: Context) -> Value | None:
        base = anchor(context) if anchor else day(context.today) if context.today else None
        start = (base.last if sign > 0 else base.first) if isinstance(base, Period) else None
        if start is None or (isinstance(base, Period) and base.grain not in ("day", "week")):
            return None
        if any(u in "SmH" for _, u in parts):
            hours = sum(n for n, u in parts if u == "H")
            return day(start) if hours % 24 or not hours else _day(plus(start, sign * int(hours // 24)))
        there = moved(start, parts, sign)
        letter = parts[-1][1]
        if there and coarse and len(parts) == 1 and letter == "Y":
            return whole(there, letter)
        return _day(there)

    return mean


def _day(of: date | None) -> Period | None:
    return day(of) if of else None


def narrative(context: Context) -> Value | None:
    """The last day of the narrative, else that of publication."""
    return context.last or (day(context.today) if context.today else None)


def ago(ts: Tokens, i: int) -> Hit | None:
    """ "two weeks ago", "in three days", "five days earlier", "a week later"."""
    j = skip(ts, i, "in") if low(ts, i) == "in" else i
    found = amount(ts, j)
    if found is None:
        return None
    parts, k = found
    grain = "year" if parts[-1][1] == "Y" else "day"
    if low(ts, k) in ("ago", "back"):
        return Hit(i, k + 1, "day", distant(parts, -1, coarse=True), grain)
    if low(ts, k) in ("from", "hence") and low(ts, k + 1) in ("now", "today"):
        return Hit(i, k + 2, "day", distant(parts, 1), grain)
    if low(ts, k) == "in" and low(ts, k + 1) == "the" and low(ts, k + 2) == "future":
        return Hit(i, k + 3, "stretch", lambda c: _beside(c, parts, 1, False), grain)
    if low(ts, k) in ("earlier", "later"):
        sign = 1 if low(ts, k) == "later" else -1
        return Hit(i, k + 1, "day", _along(parts, sign), grain)
    if j > i:
        return Hit(i, skip(ts, k, "time"), "ahead", _ahead(parts), grain)
    return None


def _along(parts: Parts, sign: int) -> Meaning:
    """ "two years later": from the last expression; a year moves by years only. Ahead of the day of publication where
    the clause is to come and nothing was told before."""

    def mean(context: Context) -> Value | None:
        base = context.recent
        if base is None:
            return distant(parts, sign)(context) if context.future else None
        if base.grain == "year" and base.first and base.last and base.first.year == base.last.year:
            there = moved(base.first, parts, sign)
            return year_of(there.year) if there and {u for _, u in parts} == {"Y"} else None
        return distant(parts, sign, lambda _: base)(context)

    return mean


def _ahead(parts: Parts) -> Meaning:
    """ "in two days": that far ahead, but in a clause about the past as long as that."""
    there = distant(parts, 1)
    return lambda c: Length(parts) if c.future is False or any(u in "SmH" for _, u in parts) else there(c)


def anaphoric(ts: Tokens, i: int) -> Hit | None:
    """ "that day", "the next day", "the same month", "the night before": told from the narrative's last day."""
    j = skip(ts, i, "the")
    word, size = low(ts, j), unit(ts, j + 1)
    if j == i and word == "that" and (size or kind(ts, i + 1) == "part"):
        letter = size[1] if size else "D"
        if letter in "DNMYW" and not low(ts, i + 1).endswith("s"):
            return Hit(i, i + 2, "day", lambda c: _from_last(c, 0, letter), GRAINS[letter])
    if word == "same" and size and size[1] in "DNWMY":
        letter = size[1]
        return Hit(i, j + 2, "unit", lambda c: _from_last(c, 0, letter), GRAINS[letter])
    daily = (size and size[1] in "DN") or kind(ts, j + 1) == "part"
    if j > i and word in ("next", "following", "previous") and daily:
        step = -1 if word == "previous" else 1
        return Hit(i, j + 2, "day", lambda c: _from_last(c, step, "D"), "day")
    if word in ("day", "night", "morning", "evening") and low(ts, j + 1) in ("before", "after") and j > i:
        step = 1 if low(ts, j + 1) == "after" else -1
        if kind(ts, j + 2) in ("", "mark"):
            return Hit(i, j + 2, "day", lambda c: _from_last(c, step, "D"), "day")
    return None


def _from_last(context: Context, step: int, letter: str) -> Value | None:
    base = narrative(context)
    there = shifted(base.first, step, "D") if isinstance(base, Period) and base.first else None
    return whole(there, letter) if there else None


def lone_day(ts: Tokens, i: int) -> Hit | None:
    """ "the 21st", "on the 27"."""
    if low(ts, i) != "the" or low(ts, i - 1) not in (
        "on",
        "for",
        "until",
        "by",
        "since",
        "of",
        "from",
        "to",
        "after",
        "before",
    ):
        return None
    found = day_number(ts, i + 1)
    if found is None or kind(ts, i + 1) == "number" or kind(ts, found[1]) not in ("", "mark"):
        return None
    if low(ts, i + 1) in ("first", "second", "third") or (not ordinal(ts, i + 1) and kind(ts, i + 1) != "digits"):
        return None
    number = found[0]
    return Hit(i, found[1], "day", lambda c: day_of_month(c, number), "day")


@cache
def holidays() -> dict[tuple[str, ...], str]:
    """Words of a name → its rule."""
    return {tuple(name.split()): rule for name, rule in rows("holidays.tsv")}


@cache
def _openers() -> dict[str, int]:
    """First word of a name → the most words of a name that begins so."""
    out: dict[str, int] = {}
    for name in holidays():
        out[name[0]] = max(out.get(name[0], 0), len(name))
    return out


def holiday_name(ts: Tokens, i: int) -> tuple[str, int] | None:
    """The rule of the longest name of a day that begins here, and where it ends."""
    if low(ts, i) + "s" not in _openers() and low(ts, i) not in _openers():
        return None
    words: list[str] = []
    found: tuple[str, int] | None = None
    j = i
    while j < min(i + 9, len(ts)) and len(words) < 5:
        if low(ts, j) in ("'", "’") or (low(ts, j) == "." and words[-1:] == ["st"]):
            if low(ts, j + 1) == "s" and close(ts, j + 1):
                words[-1] += "s"
                j += 1
        elif kind(ts, j) == "mark":
            break
        else:
            words.append(low(ts, j))
        j += 1
        if tuple(words) in holidays():
            found = holidays()[tuple(words)], j
    return found


def holiday_on(rule: str, y: int) -> Period | None:
    """The day of a rule in a year."""
    if rule.startswith("easter"):
        return _day(plus(easter(y), int(rule[6:])))
    if "-" in rule[:3]:
        return _day(make(y, int(rule[:2]), int(rule[3:])))
    month, number, nth, *more = (int(x) for x in rule.split())
    there = nth_weekday(month_of(y, month), number, nth)
    return _day(plus(there, more[0]) if there and more else there)


def holiday(ts: Tokens, i: int) -> Hit | None:
    """A day with a name, with a year or without."""
    found = holiday_name(ts, i)
    if found is None:
        return None
    rule, j = found
    y = year(ts, skip(ts, skip(ts, j, ","), "of", "in"))
    if y:
        named = y[0]
        return Hit(i, y[1], "day", lambda _: holiday_on(rule, named), "day")
    return Hit(i, j, "day", lambda c: picked(c, lambda n: holiday_on(rule, n)), "day")
