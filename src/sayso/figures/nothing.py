"""What is a number and no figure: ages, dates, clock times, measures, parts of names."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.figures.lexer import Token, touching
from sayso.figures.rough import Rough, lower_at, phrase
from sayso.figures.tables import bounds, words_of

_MOST_GOALS = 10
"""Up to here two numbers with a dash between may be the score of a game."""
_DASHES = ("-", "–", "—")


def is_none(row: Sequence[Token], found: Rough) -> bool:
    """Is it an age, a date, a clock time, a measure, a score or part of a name?"""
    number = found.number
    after = lower_at(row, found.last + 1)
    if found.kind == "duration":
        return _past(row, found)
    if _glued(row, found):
        return True
    if (
        after == "in"
        and lower_at(row, found.last + 2) == "the"
        and lower_at(row, found.last + 3) in words_of("morning")
    ):
        return True
    if found.kind in ("money", "percent"):
        return False
    value = number.value
    if value is None:
        return False
    if found.high is not None and value <= _MOST_GOALS and number.digits and lower_at(row, number.first - 1) in _DASHES:
        return after in words_of("score") or not after.isalpha()
    return (
        _labelled(row, found)
        or _dated(row, found)
        or _year(row, found)
        or _age(row, found)
        or after in words_of("measure")
        or _measured(row, found)
    )


def _labelled(row: Sequence[Token], found: Rough) -> bool:
    """Part of a name or an address ("Article 5", "No. 4"), or the number of an entry."""
    before, after = lower_at(row, found.first - 1), lower_at(row, found.last + 1)
    digits = found.number.digits
    if before in words_of("label") and (digits or before in ("article", "section", "no", "number", "page", "station")):
        return True
    if before in (".", "#") and (before == "#" or lower_at(row, found.first - 2) in words_of("label")):
        return True
    if found.first == 0 and digits and (after in (".", ")") or _timed(row[0].text)):
        return True
    return after == "(" and lower_at(row, found.last + 2) in ("local", "gmt") and found.number.plain


def _dated(row: Sequence[Token], found: Rough) -> bool:
    """The day or the year beside a month."""
    value, months = found.number.value or 0, words_of("month")
    before, after = lower_at(row, found.first - 1), lower_at(row, found.last + 1)
    if before in months and row[found.first - 2].kind == "number" and value <= 99:
        return True
    if not found.number.digits or value > 31:
        return False
    if after == "may":
        return lower_at(row, found.last + 2) not in ("have", "be", "also", "still", "not", "yet")
    return before in months or after in months or (before == "." and lower_at(row, found.first - 2) in months)


def _glued(row: Sequence[Token], found: Rough) -> bool:
    """Is it part of a longer word ("F-16", "17th", "MH17", "5G")?"""
    first, last = found.first, found.last
    if touching(row, first) and row[first - 1].kind in ("word", "number", "junk") and found.kind == "plain":
        return True
    dashed = touching(row, first) and touching(row, first - 1) and lower_at(row, first - 1) in _DASHES
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
    if phrase(row, found.first, bounds("before"), before=True) and lower_at(row, found.first - 1) not in (
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
        lower_at(row, found.first - 1) in ("in", "the", "since", "of", "until", "by", "from", "during", "'s", "s", ",")
        and value > 1800
        and lower_at(row, found.last + 1) not in ("people", "men", "women", "children", "troops")
    )


def _age(row: Sequence[Token], found: Rough) -> bool:
    before, after = lower_at(row, found.first - 1), lower_at(row, found.last + 1)
    if before in words_of("age") or (
        before in ("between", "under", "over") and lower_at(row, found.first - 2) == "aged"
    ):
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
    before, after = lower_at(row, found.first - 1), lower_at(row, found.last + 1)
    clock = after in ("a", "p") and lower_at(row, found.last + 2) == "." and lower_at(row, found.last + 3) == "m"
    second = after in ("-",) and lower_at(row, found.last + 2) in words_of("measure")
    return clock or second or after == "°" or before in ("magnitude", "scale", "richter", "°", "=", "/", "@")


def _past(row: Sequence[Token], found: Rough) -> bool:
    """Is a length of time an age ("12-year-old") or a date ("two days ago")?"""
    at = found.last + 1
    at += lower_at(row, at) in _DASHES
    before = lower_at(row, found.first - 1)
    if lower_at(row, at) == "of" and lower_at(row, at + 1) == "age":
        return True
    if found.number.value == 1 and found.unit == "day" and lower_at(row, found.first) == "one":
        return before not in words_of("length") and found.last == found.first + 1
    return lower_at(row, at) in words_of("when") or before in words_of("age")
