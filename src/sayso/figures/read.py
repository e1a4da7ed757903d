"""Figures: the numbers of an article with what they count, how exact they are, which way they go, and of which they are part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.actors.words import Words
from sayso.article import Article
from sayso.figures.amounts import Rough, amounts
from sayso.figures.kinds import casualty, counted, of_noun, person, toll, top
from sayso.figures.lexer import Token, tokens
from sayso.figures.money import setting
from sayso.figures.tables import Bound, Trend, shares, trends, words_of
from sayso.record import FigureKind, Span

_PEOPLE = ("killed", "injured", "missing", "detained", "abducted", "displaced", "people")
_NEAR = 9
"""Words back within which the verb of a change stands ("the toll rose on Monday to 31")."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure before it is tied to mentions, events and voices.

    ``counted`` is the number of the word (in the :class:`Words`) that heads what is counted: the noun, or the numeral
    itself where it stands without one ("six of its members"); None for money, percent, duration. ``part_of`` is the
    place in the list of the whole that it is a share of.
    """

    span: Span
    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: Bound
    kind: FigureKind
    unit: str | None = None
    trend: Trend | None = None
    counted: int | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount with its words and its tokens: what the rules over neighbours read."""

    amount: Amount
    row: Sequence[Token]
    rough: Rough
    words: range
    bare: bool


def figures(article: Article, text: Words) -> list[Amount]:
    """The figures of an article's blocks, in order of the text. Linear in the text.

    Dates, ages, clock times, scores, ordinals, measures of length and numbers in names are none.
    """
    found: list[_Found] = []
    places = setting(text.lower)
    for start, end, kind in article.blocks:
        if kind not in ("byline", "dateline") and (start, end) in _told(article):
            row = tokens(article.text, start, end)
            found += _block(row, text, found, amounts(row, places))
    return _with_parts(found, text)


def _told(article: Article) -> frozenset[Span]:
    return frozenset(article.spans())


def _block(row: Sequence[Token], text: Words, before: Sequence[_Found], rough: Sequence[Rough]) -> list[_Found]:
    out: list[_Found] = []
    for each in rough:
        span = row[each.first].start, row[each.last].end
        number = text.touching(span)
        if not number or _named(text, number, each):
            continue
        last = out[-1] if out else (before[-1] if before else None)
        made = _amount(row, text, each, number, span, last)
        if made is not None:
            out.append(made)
    return out


def _named(text: Words, number: range, rough: Rough) -> bool:
    """Is the number part of a name ("Boeing 737", "Five Star Movement")?"""
    if rough.kind in ("money", "percent"):
        return False
    entity = text.entity[number[0]]
    if entity < 0:
        return False
    first, last, label = text.names[entity]
    return (last - first > len(number) and label not in ("NORP", "GPE")) or first < number[0]


def _amount(
    row: Sequence[Token], text: Words, rough: Rough, number: range, span: Span, last: _Found | None
) -> _Found | None:
    """An amount with its kind and what it counts; None where it is nothing that matters ("one", "the two sides")."""
    trend = _trend(text, number, row, rough)
    if rough.kind != "plain":
        amount = Amount(span, rough.value, rough.low, rough.high, rough.bound, rough.kind, rough.unit, trend)
        return _Found(amount, row, rough, number, bare=False)
    noun, among = counted(text, number), of_noun(text, number)
    if noun is not None and among is not None and among > noun:
        among = None
    whom = noun if noun is not None else among
    if _idle(text, rough, number, noun):
        return None
    kind = _kind(text, number, noun, among, last)
    amount = Amount(
        span, rough.value, rough.low, rough.high, rough.bound, kind, None, trend,
        counted=noun if noun is not None else top(text, number),
    )  # fmt: skip
    return _Found(amount, row, rough, number, bare=whom is None)


def _kind(text: Words, number: range, noun: int | None, among: int | None, last: _Found | None) -> FigureKind:
    """What befell those counted, else people or things; a bare number counts what the one before it did."""
    told = casualty(text, number, noun, among)
    if told:
        return told
    whom = noun if noun is not None else among
    if whom is not None:
        return "people" if person(text, whom) else "count"
    said = toll(text, number)
    if said:
        return said
    near = last is not None and text.sentence[number[0]] - text.sentence[last.words[0]] <= 1
    if near and last is not None and last.amount.kind in (*_PEOPLE, "count"):
        return last.amount.kind
    return "count"


def _idle(text: Words, rough: Rough, number: range, noun: int | None) -> bool:
    """Is it "one" as a pronoun, or a number of what is never counted ("the two sides")?"""
    if noun is not None and text.lemma[noun] in words_of("idle"):
        return True
    if rough.value != 1 or rough.number.digits or rough.bound != "exact":
        return False
    return noun is None or noun != number[-1] + 1 or not person(text, noun)


def _trend(text: Words, number: range, row: Sequence[Token], rough: Rough) -> Trend | None:
    """Up or down, where the figure is what a number rose or fell to or by."""
    after = [t.lower for t in row[rough.last + 1 : rough.last + 5] if t.lower != ","][:2]
    if after in (["up", "from"], ["down", "from"]):
        return "up" if after[0] == "up" else "down"
    first = text.limits(number[0])[0]
    led = [text.lower[w] for w in range(max(first, number[0] - 4), number[0])]
    if not any(w in ("to", "by") for w in led) or "from" in led[-1:]:
        return None
    for word in range(number[0] - 1, max(first, number[0] - _NEAR) - 1, -1):
        way = trends().get(text.lemma[word])
        if way and text.pos[word] in ("VERB", "NOUN"):
            return way
    return None


def _with_parts(found: Sequence[_Found], text: Words) -> list[Amount]:
    out = [f.amount for f in found]
    for place, each in enumerate(found):
        whole = _whole(found, place, text)
        if whole is None:
            continue
        kind, over = out[place].kind, out[whole].kind
        if over in _PEOPLE and kind in ("people", "count") and _human(each, text):
            kind = over
        out[place] = replace(out[place], part_of=whole, kind=kind)
    return out


def _human(each: _Found, text: Words) -> bool:
    at = each.amount.counted
    return each.bare or (at is not None and (person(text, at) or at in each.words))


def _whole(found: Sequence[_Found], place: int, text: Words) -> int | None:
    """The place of the figure that this one is a share of; None if it is none's."""
    each = found[place]
    if each.amount.kind in ("money", "duration", "percent"):
        return None
    later = _of_next(found, place)
    if later is not None:
        return later
    if not (_shared(each, "before") or _shared(each, "after")):
        return None
    for earlier in range(place - 1, max(-1, place - 5), -1):
        other = found[earlier]
        if text.sentence[each.words[0]] - text.sentence[other.words[0]] > 1:
            return None
        if _holds(other.amount, each.amount) and not _shared(other, "before"):
            return earlier
    return None


def _of_next(found: Sequence[_Found], place: int) -> int | None:
    """"Six of the ten": the next figure, where only "of" and what leads to a noun stand between."""
    each = found[place]
    if place + 1 >= len(found) or found[place + 1].row is not each.row:
        return None
    after = found[place + 1]
    between = [t.lower for t in each.row[each.rough.last + 1 : after.rough.first]]
    near = 0 < len(between) <= 5 and between[0] == "of" and not set(between) & {",", ".", ";", "and", "in", "for"}
    return place + 1 if near and _holds(after.amount, each.amount) else None


def _holds(whole: Amount, share: Amount) -> bool:
    if whole.kind in ("money", "duration", "percent"):
        return False
    least = share.value or share.low
    most = whole.high or whole.value or (whole.low * 50 if whole.low else None)
    return least is not None and most is not None and least < most


def _shared(each: _Found, side: str) -> bool:
    """Do the words before (over a bound) or after say that it is a share?"""
    row, rough = each.row, each.rough
    if side == "after":
        after = tuple(t.lower for t in row[rough.last + 1 : rough.last + 4])
        return any(after[: len(p)] == p for p in shares("after"))
    for skipped in _skips():
        end = rough.first - skipped
        if any(end >= len(p) and tuple(t.lower for t in row[end - len(p) : end]) == p for p in shares("before")):
            return True
    return False


def _skips() -> Iterator[int]:
    """Words between "including" and the number: a bound or an article."""
    yield from range(4)
