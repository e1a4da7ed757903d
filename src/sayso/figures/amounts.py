"""Amounts as the words have them: numbers with unit, range and bound; what is no figure is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from sayso.figures.lexer import Numeral, Token, numeral, touching
from sayso.figures.money import money
from sayso.figures.nothing import is_none
from sayso.figures.rough import Rough, lower_at, phrase
from sayso.figures.tables import Bound, bounds, durations, numbers, words_of

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600} | {unit: 86400 * days for unit, days in _DAYS.items()}
_DASHES = ("-", "–", "—")


def amounts(row: Sequence[Token], places: Counter[str]) -> list[Rough]:
    """The amounts of a row of tokens, in order. ``places``: see :func:`sayso.figures.money.setting`."""
    out: list[Rough] = []
    at = 0
    while at < len(row):
        found = _one(row, at, places) or _length(row, at)
        if found is None:
            at += 1
            continue
        first, after = found, _range(row, found, places)
        found = after or found
        at = found.last + 1
        if not is_none(row, after or first):
            out.append(_bounded(row, found))
    return out


def _one(row: Sequence[Token], at: int, places: Counter[str]) -> Rough | None:
    """The amount whose number begins at a token."""
    number = numeral(row, at)
    if number is None:
        return _share(row, at)
    paid = money(row, number, places)
    if paid:
        return Rough(paid.first, paid.last, "money", paid.value, number, low=paid.low, unit=paid.unit)
    return (
        _percent(row, number)
        or _duration(row, number)
        or Rough(number.first, number.last, "plain", number.value, number, low=number.low)
    )


def _percent(row: Sequence[Token], number: Numeral) -> Rough | None:
    at = number.last + 1
    at += lower_at(row, at) == "-"
    word = lower_at(row, at)
    last = at + 1 if word == "per" and lower_at(row, at + 1) == "cent" else at
    told = word in ("%", "percent", "pct", "percents", "percentage") or last > at
    if not told or number.value is None or (word == "percentage" and lower_at(row, at + 1) in ("point", "points")):
        return None
    return Rough(number.first, last, "percent", number.value, number)


def _share(row: Sequence[Token], at: int) -> Rough | None:
    """ "a third of", "two thirds of", "half the …" in percent."""
    kind, value = numbers().get(lower_at(row, at), ("", 0))
    whole, place = 1.0, at
    if (kind == "part" and lower_at(row, at) != "half") or (kind != "part" and lower_at(row, at) not in ("a", "one")):
        return None
    if kind != "part":
        place = at + 1
        kind, value = numbers().get(lower_at(row, place), ("", 0))
        if kind != "part" or lower_at(row, place) == "half":
            return None
    after = lower_at(row, place + 1)
    half = lower_at(row, at) == "half" and after in ("of", "the", "its", "their", "his", "her", "our", "all", "a")
    if (half and after == "a") or (not half and after != "of"):
        return None
    if lower_at(row, at - 1) in ("first", "second", "other", "a"):
        return None
    number = Numeral(at, place, whole * value)
    loose: Bound = "about" if value in (33.3,) else "exact"
    return Rough(at, place, "percent", value, number, bound=loose)


def _parts(row: Sequence[Token], number: Numeral) -> Rough | None:
    """ "two thirds of", "three-quarters of"."""
    at = number.last + 1
    at += lower_at(row, at) == "-"
    kind, value = numbers().get(lower_at(row, at), ("", 0))
    if kind != "part" or number.value is None or not 1 < number.value < 10 or not lower_at(row, at).endswith("s"):
        return None
    share = min(100.0, float(round(number.value * (100 / 3 if value == 33.3 else value), 1)))
    whole = int(share) if share == int(share) else share
    return Rough(number.first, at, "percent", whole, number, bound="about" if value == 33.3 else "exact")


def _unit(row: Sequence[Token], at: int) -> tuple[int, str, int] | None:
    """The last token of a unit of time at ``at``, over a hyphen or "more", the unit and how many it is."""
    at += lower_at(row, at) in ("-", "‑") and touching(row, at)
    at += lower_at(row, at) in words_of("more")
    known = durations().get(lower_at(row, at))
    if known is None or (len(lower_at(row, at)) == 1 and not touching(row, at)):
        return None
    if lower_at(row, at) == "second" and lower_at(row, at + 1) in _DASHES:
        return None
    return at, *known


def _duration(row: Sequence[Token], number: Numeral) -> Rough | None:
    parts = _parts(row, number)
    if parts:
        return parts
    found = _unit(row, number.last + 1)
    if found is None or (number.value is None and number.low is None):
        return None
    last, unit, times = found
    value = None if number.value is None else number.value * times
    low = None if number.low is None else number.low * times
    rough = Rough(number.first, last, "duration", value, number, low=low, unit=unit)
    return _longer(row, rough)


def _longer(row: Sequence[Token], first: Rough, deep: int = 3) -> Rough:
    """ "1 year 1 month 21 days", "an hour and a half": one length, in the smallest unit said."""
    at = first.last + 1
    words = [lower_at(row, at + i) for i in range(3)]
    if words[:2] == ["and", "half"] or words == ["and", "a", "half"]:
        value = (first.value or 0) + 0.5
        return replace(first, last=at + (1 if words[1] == "half" else 2), value=value)
    step = at + (words[0] in ("and", ","))
    number = numeral(row, step) if step < len(row) else None
    found = _unit(row, number.last + 1) if number else None
    if (
        number is None
        or found is None
        or number.value is None
        or first.value is None
        or first.unit == found[1]
        or not deep
    ):
        return first
    if lower_at(row, found[0] + 1) in (*words_of("when"), "-"):
        return first
    small = min(first.unit or "day", found[1], key=lambda u: _SECONDS[u])
    seconds = first.value * _SECONDS[first.unit or "day"] + number.value * found[2] * _SECONDS[found[1]]
    if {first.unit, found[1]} == {"year", "month"} and first.unit == "year":
        seconds = (first.value * 12 + number.value) * _SECONDS["month"]
    value = round(seconds / _SECONDS[small], 6)
    value = int(value) if value == int(value) else value
    return _longer(row, replace(first, last=found[0], value=value, unit=small), deep - 1)


def _length(row: Sequence[Token], at: int) -> Rough | None:
    """ "a week", "half an hour", "all day", "a fortnight"; only where a length is plainly meant."""
    word, next_word = lower_at(row, at), lower_at(row, at + 1)
    share = 0.5 if word == "half" and next_word in (*durations(), "a", "an") else 1
    whole = word in words_of("whole")
    place = at + 1 + (word == "half" and next_word in ("a", "an"))
    place += word in ("a", "an") and lower_at(row, place) in words_of("whole")
    known = durations().get(lower_at(row, place)) or (
        durations().get(lower_at(row, place + 1)) if whole and lower_at(row, place) == "-" else None
    )
    if known is None or (word not in ("a", "an", "half") and not whole) or len(lower_at(row, place)) < 3:
        return None
    place += lower_at(row, place) == "-"
    if lower_at(row, place).endswith("s") and lower_at(row, place) != "decades":
        return None
    long = lower_at(row, place + 1) == "-" and lower_at(row, place + 2) == "long"
    before = lower_at(row, at - 1)
    if word in ("a", "an") and at > 0 and before not in words_of("length") and not long:
        return None
    value = known[1] * share
    number = Numeral(at, place, value)
    whole_value = int(value) if value == int(value) else value
    return _longer(row, Rough(at, place, "duration", whole_value, number, unit=known[0]))


def _range(row: Sequence[Token], first: Rough, places: Counter[str]) -> Rough | None:
    """ "12 to 15", "12-15", "between 12 and 15", "two or three", "$5-10 million"."""
    at = first.last + 1
    word, before = lower_at(row, at), lower_at(row, first.first - 1)
    dash = word in _DASHES and first.number.digits
    if not (dash or word in ("to", "or") or (word == "and" and before == "between")) or first.number.value is None:
        return None
    if word == "to" and before == "from" and _changes(row, first.first):
        return None
    second = None
    for start in range(at + 1, min(at + 5, len(row))):
        second = _one(row, start, places)
        if second:
            break
        if row[start].kind == "number" or row[start].lower in ("more", "a"):
            return None
    if second is None or second.number.value is None or second.value is None:
        return None
    if second.first != at + 1 or (dash and not second.number.digits):
        return None
    low, high = first.number.value, second.number.value
    if first.number.scale < second.number.scale and first.number.scale == 1 and low < high / second.number.scale:
        low *= second.number.scale
    if first.kind not in ("plain", second.kind) and second.kind != "plain":
        return None
    times = second.value / high if second.kind == "duration" and high else 1
    if not low < high or (word == "or" and high > 2 * low + 1):
        return None
    kind = second.kind if first.kind == "plain" else first.kind
    joined = replace(second, first=first.first, kind=kind, unit=second.unit or first.unit)
    return replace(joined, value=None, low=low * times, high=high * times)


def _changes(row: Sequence[Token], place: int) -> bool:
    """Does a number change here ("rose from 12 to 15"), rather than range ("ranging from 12 to 15")?"""
    near = {t.lower for t in row[max(0, place - 8) : place]}
    return not near & {"ranging", "ranged", "ranges", "anywhere", "aged"}


def _bounded(row: Sequence[Token], found: Rough) -> Rough:
    """With the bound that the words before and after it give."""
    bound: Bound = found.bound
    if found.number.loose:
        bound = "about"
    if found.value is None and found.high is None:
        bound = "at_least"
    place = found.first
    place -= lower_at(row, place - 1) in ("the", "a", "an", "another") and found.number.first == found.first
    said = phrase(row, place, bounds("before"), before=True)
    while said:
        bound = cast(Bound, said[0]) if bound in ("exact", "about") else bound
        place -= said[1]
        said = phrase(row, place, bounds("before"), before=True)
    after = phrase(row, found.last + 1, bounds("after"), before=False)
    if after:
        bound = cast(Bound, after[0])
    elif lower_at(row, found.last + 1) == "+" and touching(row, found.last + 1):
        bound = "at_least"
    if found.value is None and found.high is not None and bound == "exact":
        return found
    return replace(found, bound=bound)
