"""What the grammar of times finds: a stretch of tokens and what it means in a context. And its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.times.calendar import LARGEST, Period, Value
from sayso.times.lexer import Token

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: the day of publication, the direction of its clause (True: to come, False:
    past, None: unknown), the last day that the article's narrative
    came to, and its last expression that is no open stretch."""

    today: date | None
    future: bool | None = None
    last: Period | None = None
    recent: Period | None = None


Meaning = Callable[[Context], Value | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``first`` to ``last`` (out), the kind of expression, its meaning and its grain."""

    first: int
    last: int
    kind: str
    mean: Meaning
    grain: str

    def upto(self, last: int, mean: Meaning | None = None, kind: str | None = None, grain: str | None = None) -> Hit:
        """The same, ending later, with another meaning."""
        return Hit(self.first, last, kind or self.kind, mean or self.mean, grain or self.grain)

    def since(self, first: int) -> Hit:
        """The same, beginning earlier."""
        return Hit(first, self.last, self.kind, self.mean, self.grain)


def nothing(_: Context) -> Value | None:
    """The meaning of what cannot be resolved."""
    return None


def fixed(value: Value | None) -> Meaning:
    """The meaning of what hangs on nothing."""
    return lambda _: value


def low(ts: Tokens, i: int) -> str:
    """The token's text in lower case; "" outside."""
    return ts[i].low if 0 <= i < len(ts) else ""


def kind(ts: Tokens, i: int) -> str:
    """The token's class; "" outside."""
    return ts[i].kind if 0 <= i < len(ts) else ""


def skip(ts: Tokens, i: int, *words: str) -> int:
    """The place after any of these words, if one is there."""
    return i + 1 if low(ts, i) in words else i


def close(ts: Tokens, i: int) -> bool:
    """Does the token stand right behind the one before, with no blank between?"""
    return 0 < i < len(ts) and not ts[i].gap


def cardinal(ts: Tokens, i: int) -> tuple[float, int] | None:
    """A cardinal in digits ("1,200", "123.45") or words ("two hundred and sixty-seven") and where it ends."""
    if kind(ts, i) == "digits":
        return _digits(ts, i)
    if kind(ts, i) == "mark" and low(ts, i) == "½":
        return 0.5, i + 1
    return _words(ts, i)


def _digits(ts: Tokens, i: int) -> tuple[float, int] | None:
    written, j = ts[i].raw, i + 1
    while j + 1 < i + 7 and low(ts, j) == "," and close(ts, j) and close(ts, j + 1) and kind(ts, j + 1) == "digits":
        if len(ts[j + 1].raw) != 3:
            break
        written, j = written + ts[j + 1].raw, j + 2
    if low(ts, j) == "." and close(ts, j) and close(ts, j + 1) and kind(ts, j + 1) == "digits":
        written, j = f"{written}.{ts[j + 1].raw}", j + 2
    number = float(written)
    return (number, j) if number <= LARGEST else None


def _words(ts: Tokens, i: int) -> tuple[float, int] | None:
    total = group = 0
    j, before = i, 0
    while j < min(i + 9, len(ts)):
        at = j + 1 if j > i and low(ts, j) in ("and", "-") and kind(ts, j + 1) in ("number", "scale") else j
        if kind(ts, at) == "number":
            number = ts[at].number
            if j > i and not (before >= 100 or (before >= 20 and 0 < number < 10)):
                break
            group += number
        elif kind(ts, at) == "scale" and j > i and group:
            number = ts[at].number
            if number == 1000:
                total, group = total + group * 1000, 0
            else:
                group *= 100
        else:
            break
        before, j = number, at + 1
    return (float(total + group), j) if j > i else None


def ordinal(ts: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal ("21st", "twenty-first", "second") and where it ends."""
    if kind(ts, i) == "digits" and kind(ts, i + 1) == "suffix":
        return (int(ts[i].raw), i + 2) if len(ts[i].raw) < 3 else None
    if kind(ts, i) == "ordinal":
        return ts[i].number, i + 1
    if low(ts, i) == "second":
        return 2, i + 1
    if kind(ts, i) == "number" and ts[i].number in (20, 30):
        j = skip(ts, i + 1, "-")
        if (kind(ts, j) == "ordinal" and ts[j].number < 10) or low(ts, j) == "second":
            return ts[i].number + (2 if low(ts, j) == "second" else ts[j].number), j + 1
    return None


def day_number(ts: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month, 1 to 31, in digits, as a cardinal or as an ordinal."""
    found = ordinal(ts, i)
    if found is None:
        if kind(ts, i) == "digits":
            found = (int(ts[i].raw), i + 1) if len(ts[i].raw) < 3 else None
        elif (words := _words(ts, i)) and words[0] < 32:
            found = int(words[0]), words[1]
    return found if found and 1 <= found[0] <= 31 else None


def quantity(ts: Tokens, i: int) -> tuple[float, int] | None:
    """How many: a cardinal, "a", "a few", "a couple of", "half a", "one and a half"."""
    if low(ts, i) in ("a", "an", "one"):
        if kind(ts, i + 1) == "few":
            return float(ts[i + 1].number), skip(ts, i + 2, "of")
        if low(ts, i + 1) == "dozen":
            return 12.0, i + 2
        if low(ts, i) != "one":
            return (1.0, skip(ts, i + 1, "further", "full", "whole", "single")) if low(ts, i + 1) != "half" else None
    if low(ts, i) == "half":
        return 0.5, skip(ts, i + 1, "a", "an")
    if kind(ts, i) == "few":
        return float(ts[i].number), skip(ts, i + 1, "of")
    found = cardinal(ts, i)
    if found is None:
        return None
    amount, j = found
    if low(ts, j) == "and" and low(ts, j + 1) in ("a", "one") and low(ts, j + 2) == "half":
        return amount + 0.5, j + 3
    return amount, skip(ts, j, "more", "full", "whole", "long", "consecutive", "straight", "other", "additional")


def year(ts: Tokens, i: int, *, short: bool = False) -> tuple[int, int] | None:
    """A year: four digits, a year in words; with ``short`` also two digits ("87", "’87")."""
    if kind(ts, i) == "digits":
        raw = ts[i].raw
        if kind(ts, i + 1) == "suffix" or (
            low(ts, i + 1) in (".", ",") and close(ts, i + 1) and close(ts, i + 2) and kind(ts, i + 2) == "digits"
        ):
            return None
        if len(raw) == 4 and 1000 <= int(raw) <= 2199:
            return int(raw), i + 1
        return (century(int(raw)), i + 1) if short and len(raw) == 2 else None
    if short and low(ts, i) in ("'", "’", "‘") and kind(ts, i + 1) == "digits" and len(ts[i + 1].raw) == 2:
        return century(int(ts[i + 1].raw)), i + 2
    return year_words(ts, i)


def century(number: int) -> int:
    """The year that two digits mean: 1930 to 2029."""
    return number + (2000 if number < 30 else 1900)


def year_words(ts: Tokens, i: int) -> tuple[int, int] | None:
    """ "nineteen ninety-six", "twenty ten", "nineteen zero one", "two thousand and fifteen"."""
    if kind(ts, i) == "number" and 10 <= ts[i].number <= 20:
        j = skip(ts, i + 1, "-")
        if low(ts, j) == "hundred":
            rest = _words(ts, skip(ts, j + 1, "and"))
            return (ts[i].number * 100 + int(rest[0]), rest[1]) if rest and rest[0] < 100 else None
        if kind(ts, j) == "number" and ts[j].number == 0 and kind(ts, j + 1) == "number" and ts[j + 1].number < 10:
            return ts[i].number * 100 + ts[j + 1].number, j + 2
        rest = _words(ts, j)
        if rest and 10 <= rest[0] < 100:
            return ts[i].number * 100 + int(rest[0]), rest[1]
    found = _words(ts, i)
    return (int(found[0]), found[1]) if found and 1000 <= found[0] <= 2199 else None
