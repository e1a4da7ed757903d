"""The words, numbers and signs of a text, and the numbers that they spell. Linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.figures.tables import numbers

# No possessive repetition of groups: Python before 3.11.5 takes too much with it ("170," as one number).
_TOKEN = re.compile(
    r"(?P<junk>\+?\d++(?:[-/.:–]\d++){2,}|\d++[/:]\d++|\d++[.]\d\d(?=\s?[ap]\.?m\b))"
    r"|(?P<number>\d{1,3}+(?:[  ]\d{3})+(?![  ]?\d)|\d{1,3}+ 000(?!\d)|\d++(?:[.,]\d++)*)"
    r"|(?P<word>[^\W\d_]++(?:['’][^\W\d_]++)*)"
    r"|(?P<sign>\S)",
    re.I,
)
_MOST_DIGITS = 15
"""Digits above which a number is none that an article means."""
_LARGEST = 10**18
_LONGEST = 12
"""Words above which a number is not read on."""


@dataclass(frozen=True, slots=True)
class Token:
    """A run of the text: its kind (junk, number, word, sign), its characters, and its words in lower case."""

    kind: str
    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as the text has it: tokens ``first`` to ``last``, both in; ``value`` None and ``low`` for "dozens".

    ``scale`` is the last word's multiplier ("12 to 15 million" shares it), ``suffix`` true for "10m", ``loose`` for
    "a dozen", which is seldom exact; ``digits`` where the number is written in digits, ``plain`` without a comma.
    """

    first: int
    last: int
    value: float | int | None
    low: float | int | None = None
    scale: int = 1
    suffix: bool = False
    loose: bool = False
    digits: bool = False
    plain: bool = False


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens between two offsets of the text; offsets count from the text's begin."""
    return [
        Token(m.lastgroup or "", m.start(), m.end(), m[0], m[0].lower().replace("’", "'"))
        for m in _TOKEN.finditer(text, start, end)
    ]


def touching(row: Sequence[Token], place: int) -> bool:
    """Does a token stand right behind the one before it?"""
    return 0 < place < len(row) and row[place].start == row[place - 1].end


def numeral(row: Sequence[Token], place: int) -> Numeral | None:
    """The number that begins at a token, as long as it goes; None if none begins there, or none that is ever meant."""
    found = _numeral(row, place)
    return None if found is None or max(found.value or 0, found.low or 0) > _LARGEST else found


def _numeral(row: Sequence[Token], place: int) -> Numeral | None:
    token = row[place]
    if token.kind == "number":
        return _digits(row, place)
    if token.kind != "word":
        return None
    known = numbers().get(token.lower)
    if token.lower in ("a", "an", "half", "quarter") or known:
        return _vague(row, place) or _shares(row, place) or _spelled(row, place)
    return None


def _word(row: Sequence[Token], place: int) -> str:
    return row[place].lower if 0 <= place < len(row) else ""


def _class(row: Sequence[Token], place: int) -> tuple[str, float | int]:
    return numbers().get(_word(row, place), ("", 0))


def _whole(value: float) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _plain_value(digits: str) -> float | int | None:
    digits = re.sub(r"\s", ",", digits)
    if len(digits) > 2 * _MOST_DIGITS or sum(c.isdigit() for c in digits) > _MOST_DIGITS:
        return None
    whole, dot, fraction = digits.partition(".")
    first, *groups = whole.split(",")
    if "." in fraction or "," in fraction or (groups and (len(groups[-1]) != 3 or len(first) > 3)):
        return None
    if any(len(g) not in (2, 3) for g in groups) or (len(first) > 1 and first[0] == "0"):
        return None
    if not digits.isascii():
        return None
    bare = first + "".join(groups)
    return float(f"{bare}.{fraction}") if dot else int(bare)


def _digits(row: Sequence[Token], place: int) -> Numeral | None:
    value = _plain_value(row[place].text)
    if value is None:
        return None
    last, scale, suffix = place, 1, False
    kind, times = _class(row, last + 1)
    if kind == "suffix" and touching(row, last + 1) and row[last + 1].kind == "word":
        last, scale, suffix = last + 1, int(times), True
    for _ in range(2):
        step = 2 if _word(row, last + 1) == "-" and touching(row, last + 2) else 1
        kind, times = _class(row, last + step)
        if kind in ("scale", "hundred") or (kind == "suffix" and times > 1e6 and row[last + step].text != "b"):
            last, scale = last + step, scale * int(times)
    plain = row[place].text.isdigit()
    return Numeral(place, last, _whole(value * scale), scale=scale, suffix=suffix, digits=True, plain=plain)


def _vague(row: Sequence[Token], place: int) -> Numeral | None:
    """ "dozens", "tens of thousands", "several hundred", "a few thousand"."""
    at = place + 1 if _word(row, place) == "a" and _word(row, place + 1) == "few" else place
    kind, value = _class(row, at)
    after, times = _class(row, at + 1)
    if kind == "vaguely" and after in ("hundred", "scale", "dozen"):
        return Numeral(place, at + 1, None, low=_whole(value * times), scale=int(times))
    if kind != "vague" or at != place:
        return None
    if _word(row, at + 1) == "of" and _class(row, at + 2)[0] == "vague" and _word(row, at + 2) != "tens":
        return Numeral(place, at + 2, None, low=_whole(value * _class(row, at + 2)[1] / 2))
    return None if _word(row, at) == "tens" else Numeral(place, at, None, low=value)


def _shares(row: Sequence[Token], place: int) -> Numeral | None:
    """ "half a million", "half a dozen", "a quarter of a million", "quarter million"."""
    at = place + 1 if _word(row, place) == "a" and _word(row, place + 1) in ("half", "quarter") else place
    share = {"half": 0.5, "quarter": 0.25}.get(_word(row, at))
    if share is None:
        return None
    at += 1
    at += _word(row, at) == "of"
    at += _word(row, at) == "a"
    kind, times = _class(row, at)
    if kind not in ("scale", "dozen"):
        return None
    return Numeral(place, at, _whole(share * times), scale=int(times), loose=kind == "dozen")


def _spelled(row: Sequence[Token], place: int) -> Numeral | None:
    """ "twenty-three", "a hundred and forty thousand", "two and a half million", "three dozen"."""
    total, current, last, at = 0.0, 0.0, -1, place
    previous, scale, loose = "", 1, False
    if _word(row, place) in ("a", "an"):
        if _class(row, place + 1)[0] not in ("hundred", "scale", "dozen"):
            return None
        current, at, previous = 1.0, place + 1, "a"
        loose = _class(row, at)[0] == "dozen"
    while at < min(len(row), place + _LONGEST):
        kind, value = _class(row, at)
        if _adds(kind, value, previous):
            current, scale = current + value, 1
        elif kind == "hundred" and previous in ("a", "unit", "ten"):
            current, scale = current * 100, 100
        elif kind == "dozen" and previous in ("a", "unit", "ten", "hundred"):
            current, scale, kind = current * 12, 12, "scale"
        elif kind == "scale" and previous:
            total, current, scale = total + max(current, 0 if total else 1) * value, 0.0, int(value)
        else:
            break
        previous, last, at = kind, at, at + 1
        at = _joined(row, at, kind)
        if _half(row, last + 1) and kind in ("unit", "ten"):
            current, last, at = current + 0.5, last + 3, last + 4
    if last < 0:
        return None
    return Numeral(place, last, _whole(total + current), scale=scale, loose=loose)


def _adds(kind: str, value: float, previous: str) -> bool:
    """Does a unit or a ten add up to what was said before it?"""
    if kind == "unit" and previous == "ten":
        return 0 < value < 10
    return kind in ("unit", "ten") and previous in ("", "hundred", "scale")


def _joined(row: Sequence[Token], at: int, kind: str) -> int:
    """The next token of a number: over the hyphen of "twenty-three" and the "and" of "a hundred and forty"."""
    if _word(row, at) == "-" and touching(row, at) and _class(row, at + 1)[0] in ("unit", "hundred", "scale"):
        return at + 1
    follows = _class(row, at + 1)[0] in ("unit", "ten")
    return at + 1 if _word(row, at) == "and" and kind in ("hundred", "scale") and follows else at


def _half(row: Sequence[Token], at: int) -> bool:
    return [_word(row, at + i) for i in range(3)] == ["and", "a", "half"]


def scan(row: Sequence[Token]) -> Iterator[Numeral]:
    """The numbers of a row of tokens, in order, none within another."""
    at = 0
    while at < len(row):
        found = numeral(row, at)
        if found is not None:
            yield found
            at = found.last + 1
        else:
            at += 1
