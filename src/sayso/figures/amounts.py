"""Amounts as the words have them: numbers with unit, range and bound; what is no figure is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from sayso.figures.lexer import Numeral, Token, numeral, touching
from sayso.figures.money import money
from sayso.figures.tables import Bound, Phrases, bounds, durations, numbers, words_of

_LONGEST_PHRASE = 4
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600} | {unit: 86400 * days for unit, days in _DAYS.items()}
_DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Rough:
    """An amount by its words alone: tokens ``first`` to ``last``; ``number`` the numeral in it (the second of a range).

    ``kind`` is "plain" for a number whose kind hangs on what is counted.
    """

    first: int
    last: int
    kind: Literal["plain", "money", "percent", "duration"]
    value: float | int | None
    number: Numeral
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    bound: Bound = "exact"


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
        if not _is_none(row, first) and not (after and _is_none(row, after)):
            out.append(_bounded(row, found))
    return out


def _word(row: Sequence[Token], place: int) -> str:
    return row[place].lower if 0 <= place < len(row) else ""


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
    at += _word(row, at) == "-"
    word = _word(row, at)
    last = at + 1 if word == "per" and _word(row, at + 1) == "cent" else at
    told = word in ("%", "percent", "pct", "percents", "percentage") or last > at
    if not told or number.value is None or (word == "percentage" and _word(row, at + 1) in ("point", "points")):
        return None
    return Rough(number.first, last, "percent", number.value, number)


def _share(row: Sequence[Token], at: int) -> Rough | None:
    """ "a third of", "two thirds of", "half the …" in percent."""
    kind, value = numbers().get(_word(row, at), ("", 0))
    whole, place = 1.0, at
    if (kind == "part" and _word(row, at) != "half") or (kind != "part" and _word(row, at) not in ("a", "one")):
        return None
    if kind != "part":
        place = at + 1
        kind, value = numbers().get(_word(row, place), ("", 0))
        if kind != "part" or _word(row, place) == "half":
            return None
    after = _word(row, place + 1)
    half = _word(row, at) == "half" and after in ("of", "the", "its", "their", "his", "her", "our", "all", "a")
    if (half and after == "a") or (not half and after != "of"):
        return None
    if _word(row, at - 1) in ("first", "second", "other", "a", "and"):
        return None
    number = Numeral(at, place, whole * value)
    loose: Bound = "about" if value in (33.3,) else "exact"
    return Rough(at, place, "percent", value, number, bound=loose)


def _parts(row: Sequence[Token], number: Numeral) -> Rough | None:
    """ "two thirds of", "three-quarters of"."""
    at = number.last + 1
    at += _word(row, at) == "-"
    kind, value = numbers().get(_word(row, at), ("", 0))
    if kind != "part" or number.value is None or not 1 < number.value < 10 or not _word(row, at).endswith("s"):
        return None
    share = min(100.0, float(round(number.value * (100 / 3 if value == 33.3 else value), 1)))
    whole = int(share) if share == int(share) else share
    return Rough(number.first, at, "percent", whole, number, bound="about" if value == 33.3 else "exact")


def _unit(row: Sequence[Token], at: int) -> tuple[int, str, int] | None:
    """The last token of a unit of time at ``at``, over a hyphen or "more", the unit and how many it is."""
    at += _word(row, at) in ("-", "‑") and touching(row, at)
    at += _word(row, at) in words_of("more")
    known = durations().get(_word(row, at))
    if known is None or (len(_word(row, at)) == 1 and not touching(row, at)):
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


def _longer(row: Sequence[Token], first: Rough) -> Rough:
    """ "1 year 1 month 21 days", "an hour and a half": one length, in the smallest unit said."""
    at = first.last + 1
    words = [_word(row, at + i) for i in range(3)]
    if words[:2] == ["and", "half"] or words == ["and", "a", "half"]:
        value = (first.value or 0) + 0.5
        return replace(first, last=at + (1 if words[1] == "half" else 2), value=value)
    step = at + (words[0] in ("and", ","))
    number = numeral(row, step) if step < len(row) else None
    found = _unit(row, number.last + 1) if number else None
    if number is None or found is None or number.value is None or first.value is None or first.unit == found[1]:
        return first
    if _word(row, found[0] + 1) in (*words_of("when"), "-"):
        return first
    small = min(first.unit or "day", found[1], key=lambda u: _SECONDS[u])
    seconds = first.value * _SECONDS[first.unit or "day"] + number.value * found[2] * _SECONDS[found[1]]
    if {first.unit, found[1]} == {"year", "month"} and first.unit == "year":
        seconds = (first.value * 12 + number.value) * _SECONDS["month"]
    value = round(seconds / _SECONDS[small], 6)
    value = int(value) if value == int(value) else value
    return _longer(row, replace(first, last=found[0], value=value, unit=small))


def _length(row: Sequence[Token], at: int) -> Rough | None:
    """ "a week", "half an hour", "all day", "a fortnight"; only where a length is plainly meant."""
    word, next_word = _word(row, at), _word(row, at + 1)
    share = 0.5 if word == "half" and next_word in (*durations(), "a", "an") else 1
    whole = word in words_of("whole")
    place = at + 1 + (word == "half" and next_word in ("a", "an"))
    place += word in ("a", "an") and _word(row, place) in words_of("whole")
    known = durations().get(_word(row, place)) or (
        durations().get(_word(row, place + 1)) if whole and _word(row, place) == "-" else None
    )
    if known is None or (word not in ("a", "an", "half") and not whole) or len(_word(row, place)) < 3:
        return None
    place += _word(row, place) == "-"
    if _word(row, place).endswith("s") and _word(row, place) != "decades":
        return None
    long = _word(row, place + 1) == "-" and _word(row, place + 2) == "long"
    before = _word(row, at - 1)
    if word in ("a", "an") and at > 0 and before not in words_of("length") and not long:
        return None
    value = known[1] * share
    number = Numeral(at, place, value)
    whole_value = int(value) if value == int(value) else value
    return _longer(row, Rough(at, place, "duration", whole_value, number, unit=known[0]))


def _range(row: Sequence[Token], first: Rough, places: Counter[str]) -> Rough | None:
    """ "12 to 15", "12-15", "between 12 and 15", "two or three", "$5-10 million"."""
    at = first.last + 1
    word, before = _word(row, at), _word(row, first.first - 1)
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
    place -= _word(row, place - 1) in ("the", "a", "an", "another") and found.number.first == found.first
    said = _phrase(row, place, bounds("before"), before=True)
    while said:
        bound = cast(Bound, said[0]) if bound in ("exact", "about") else bound
        place -= said[1]
        said = _phrase(row, place, bounds("before"), before=True)
    after = _phrase(row, found.last + 1, bounds("after"), before=False)
    if after:
        bound = cast(Bound, after[0])
    elif _word(row, found.last + 1) == "+" and touching(row, found.last + 1):
        bound = "at_least"
    if found.value is None and found.high is not None and bound == "exact":
        return found
    return replace(found, bound=bound)


def _phrase(row: Sequence[Token], place: int, known: Phrases, *, before: bool) -> tuple[str, int] | None:
    """The longest known phrase that ends before (or begins at) a token, and its length."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        first = place - length if before else place
        if first < 0:
            continue
        said = known.get(tuple(t.lower for t in row[first : first + length]))
        if said:
            return said, length
    return None


def _is_none(row: Sequence[Token], found: Rough) -> bool:
    """Is it an age, a date, a clock time, a measure, a score or part of a name?"""
    number = found.number
    before, after = _word(row, found.first - 1), _word(row, found.last + 1)
    if found.kind == "duration":
        return _past(row, found)
    if _glued(row, found):
        return True
    if found.kind in ("money", "percent"):
        return False
    value = number.value
    if value is None:
        return False
    if before in words_of("label") and (number.digits or before in ("article", "section", "no", "number", "page")):
        return True
    if before in (".", "#") and _word(row, found.first - 2) in words_of("label"):
        return True
    if _word(row, found.first - 1) in words_of("month") and row[found.first - 2].kind == "number" and value <= 99:
        return True
    if found.first == 0 and (after in (".", ")") or _timed(row[0].text)) and number.digits:
        return True
    if after == "(" and _word(row, found.last + 2) in ("local", "gmt") and number.plain:
        return True
    month = {before, after, _word(row, found.first - 2) if before == "." else ""}
    if number.digits and value <= 31 and any(m in words_of("month") for m in month) and "may" not in month:
        return True
    if "may" in month and number.digits and value <= 31:
        return "may" == before or not (_word(row, found.last + 2) in ("have", "be", "also", "still", "not", "yet"))
    return (
        _year(row, found) or _age(row, found) or after in words_of("measure") or _measured(row, found) or before == "#"
    )


def _glued(row: Sequence[Token], found: Rough) -> bool:
    """Is it part of a longer word ("F-16", "17th", "MH17", "5G")?"""
    first, last = found.first, found.last
    if touching(row, first) and row[first - 1].kind in ("word", "number", "junk") and found.kind == "plain":
        return True
    dashed = touching(row, first) and touching(row, first - 1) and _word(row, first - 1) in _DASHES
    if dashed and row[first - 2].kind != "sign" and found.kind == "plain":
        return True
    if touching(row, last + 1) and found.number.digits and found.kind == "plain":
        after = row[last + 1]
        score = after.text in "-–" and touching(row, last + 2) and last + 2 < len(row)
        return after.kind in ("word", "number") or (score and row[last + 2].kind in ("number", "junk"))
    return False


def _year(row: Sequence[Token], found: Rough) -> bool:
    value = found.number.value or 0
    if not (found.number.plain and 1000 <= value <= 2100 and len(row[found.number.first].text) == 4):
        return False
    if found.number.last > found.number.first:
        return False
    after = row[found.last + 1] if found.last + 1 < len(row) else None
    if _phrase(row, found.first, bounds("before"), before=True) and _word(row, found.first - 1) not in (
        "around",
        "circa",
        "over",
    ):
        return False
    counted = (
        after is not None
        and after.kind == "word"
        and after.lower.endswith("s")
        and after.lower not in ("is", "was", "as", "has")
    )
    return not (counted or (after is not None and after.lower in ("people", "men", "women", "children", "troops"))) or (
        _word(row, found.first - 1) in ("in", "the", "since", "of", "until", "by", "from", "during", "'s", "s", ",")
        and value > 1800
        and _word(row, found.last + 1) not in ("people", "men", "women", "children", "troops")
    )


def _age(row: Sequence[Token], found: Rough) -> bool:
    before, after = _word(row, found.first - 1), _word(row, found.last + 1)
    if before in words_of("age") or (before in ("between", "under", "over") and _word(row, found.first - 2) == "aged"):
        return True
    value = found.number.value or 0
    named = found.first > 1 and row[found.first - 2].text[:1].isupper()
    named |= found.first > 1 and row[found.first - 2].kind == "word" and before == after == "," and value > 4
    boxed = (before == "," and after in (",", ".", ";", ":")) or (before == "(" and after == ")")
    return boxed and named and found.number.digits and 0 < value < 115


def _timed(text: str) -> bool:
    """Does a number look like the clock time that heads an entry ("16.48")?"""
    hour, dot, minute = text.partition(".")
    return bool(dot) and len(minute) == 2 and len(hour) <= 2 and int(hour) < 24 and int(minute) < 60


def _measured(row: Sequence[Token], found: Rough) -> bool:
    """A clock time, a degree, "magnitude 6.2"."""
    before, after = _word(row, found.first - 1), _word(row, found.last + 1)
    clock = after in ("a", "p") and _word(row, found.last + 2) == "." and _word(row, found.last + 3) == "m"
    second = after in ("-",) and _word(row, found.last + 2) in words_of("measure")
    return clock or second or after == "°" or before in ("magnitude", "scale", "richter", "°", "=", "/", "@")


def _past(row: Sequence[Token], found: Rough) -> bool:
    """Is a length of time an age ("12-year-old") or a date ("two days ago")?"""
    at = found.last + 1
    at += _word(row, at) in _DASHES
    before = _word(row, found.first - 1)
    if _word(row, at) == "of" and _word(row, at + 1) == "age":
        return True
    if found.number.value == 1 and found.unit == "day" and _word(row, found.first) == "one":
        return before not in words_of("length") and found.last == found.first + 1
    return _word(row, at) in words_of("when") or before in words_of("age")
