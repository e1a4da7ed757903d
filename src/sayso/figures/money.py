"""Money: signs before and after a number, names of currencies, and which dollar an article means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.figures.lexer import Numeral, Token, numeral, touching
from sayso.figures.tables import Currency, nouns, signs, words_of

_LONGEST_SIGN = 5
"""Tokens that a sign before a number has at most ("U.S. $")."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money: tokens ``first`` to ``last``, its value and ISO 4217 code (None where nothing tells it)."""

    first: int
    last: int
    value: float | int | None
    low: float | int | None
    unit: str | None


def setting(words: Iterable[str]) -> Counter[str]:
    """How often an article names the places by which one currency is told from another."""
    known = frozenset(w for found in (*nouns().values(), *signs().values()) for c in found for w in c.setting)
    return Counter(w for w in words if w in known)


def money(row: Sequence[Token], number: Numeral, places: Counter[str]) -> Sum | None:
    """The money that a number is part of, if it is."""
    sign = _sign_before(row, number.first)
    if sign is not None:
        last = _noun(row, number.last + 1, places)
        end = last[0] if last else number.last
        first, meant = sign
        unit = last[1] if last and last[2] else _which(meant, places)
        return _with_cents(row, Sum(first, end, number.value, number.low, unit))
    after = _after(row, number, places)
    return _with_cents(row, after) if after else None


def _with_cents(row: Sequence[Token], money: Sum) -> Sum:
    """ "thirteen dollars forty-five cents", "15 dollars and 50"."""
    at = money.last + 1
    bare = at < len(row) and row[at].lower == "and"
    small = numeral(row, at + bare) if at + bare < len(row) else None
    if small is None or money.value is None or small.value is None or not 0 < small.value < 100:
        return money
    after = row[small.last + 1].lower if small.last + 1 < len(row) else "."
    minor = after in words_of("minor") and len(after) > 1
    if not minor and not (bare and after in (".", ",", "!", "?")):
        return money
    return Sum(money.first, small.last + minor, round(money.value + small.value / 100, 6), None, money.unit)


def _sign_before(row: Sequence[Token], place: int) -> tuple[int, tuple[Currency, ...]] | None:
    """The longest sign that ends right before a number."""
    best = None
    text = ""
    for first in range(place - 1, max(-1, place - 1 - _LONGEST_SIGN), -1):
        if row[first].kind not in ("word", "sign") or row[first].end + 1 < row[first + 1].start:
            break
        text = row[first].lower + text
        found = signs().get(text) or (signs().get(text.replace(".", "")) if "$" in text else None)
        if found and not _mere_word(row, first, text, place):
            best = first, found
    return best


def _mere_word(row: Sequence[Token], first: int, text: str, place: int) -> bool:
    """Is what looks like a sign only a word, or the end of one?"""
    if touching(row, first) and row[first - 1].kind != "sign":
        return True
    if not any(c.isalpha() for c in text):
        return False
    if text in ("a$", "s$", "j$") and not touching(row, first + 1):
        return True
    if text in words_of("wordsign"):
        return not (row[first].text.isupper() and touching(row, place)) and not text.startswith("rs")
    written = "".join(t.text for t in row[first:place])
    return written.islower() and "$" not in text and len(text) < 3


def _after(row: Sequence[Token], number: Numeral, places: Counter[str]) -> Sum | None:
    at = number.last + 1
    at += at < len(row) and row[at].text in "-" and touching(row, at)
    if at >= len(row):
        return None
    word, glued = row[at].lower, touching(row, at)
    if word in signs() and not (row[at].kind == "word" and (word in words_of("wordsign") or not _code(row[at].text))):
        return Sum(number.first, at, number.value, number.low, _which(signs()[word], places))
    scaled = _scaled_code(row[at].text)
    if scaled and number.value is not None:
        return Sum(number.first, at, number.value * scaled[0], None, scaled[1])
    if word in words_of("minor") and (len(word) > 1 or glued):
        return Sum(number.first, at, number.value, number.low, None)
    found = _noun(row, at, places)
    return Sum(number.first, found[0], number.value, number.low, found[1]) if found else None


def _code(text: str) -> bool:
    return text.isupper() or text.lower() in ("rmb", "usd", "eur", "gbp", "euro")


def _scaled_code(text: str) -> tuple[int, str] | None:
    """ "30 MUSD": the scale and the code."""
    scale = {"M": 1_000_000, "K": 1000}.get(text[:1])
    found = signs().get(text[1:].lower())
    return (scale, found[0].code) if scale and found and len(text) == 4 and text.isupper() else None


def _noun(row: Sequence[Token], at: int, places: Counter[str]) -> tuple[int, str | None, bool] | None:
    """The last token of a currency's name at ``at``, its code, and whether an adjective says which it is."""
    if at < len(row) and row[at].lower == "of" and at + 1 < len(row) and row[at + 1].lower in nouns():
        at += 1
    said: set[str] = set()
    for place in range(at, min(at + 5, len(row))):
        word = row[place].lower
        known = nouns().get(word)
        if known:
            named = next((c for c in known if c.adjectives & said or (said & {"u.s", "us"} and c.code == "USD")), None)
            if named:
                return place, named.code, True
            code = _which(known, places)
            heavy = word in ("pound", "pounds") and place + 1 < len(row) and row[place + 1].lower == "of"
            vague = word in words_of("timid") and not (code and _told(known, places))
            allowed = word in ("pound", "pounds", "lira", "liras", "rand", "birr", "taka", "lari") and code
            return None if heavy or said or (vague and not allowed) else (place, code, False)
        if row[place].kind == "sign" and word not in (".", "-"):
            return None
        if word != ".":
            said.add(word)
            said |= {"us"} if word in ("u", "s", "us") else set()
        if len(said) > 3:
            return None
    return None


def _told(known: Sequence[Currency], places: Counter[str]) -> bool:
    return len(known) == 1 or any(places[w] for c in known for w in c.setting)


def _which(known: Sequence[Currency], places: Counter[str]) -> str | None:
    """The currency that an ambiguous word or sign means: the one whose country is named most, else the usual one."""
    if len(known) == 1:
        return known[0].code
    scores = [(sum(places[w] for w in c.setting), c.default) for c in known]
    best = max(scores)
    if best[0] == 0 or scores.count(best) > 1:
        return next((c.code for c in known if c.default and len(known) > 1), None)
    usual = next((s for s in scores if s[1]), None)
    if usual and usual != best and (usual[0] > 0 and best[0] < 3 * usual[0]):
        return next(c.code for c in known if c.default)
    return known[scores.index(best)].code
