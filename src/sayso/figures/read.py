"""Figures: an article's numbers, what they count, how exact they are, which way they go, of which they are part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.actors.words import Words
from sayso.article import Article
from sayso.figures.amounts import amounts
from sayso.figures.kinds import casualty, counted, of_noun, person, stated, toll, top
from sayso.figures.lexer import Token, tokens
from sayso.figures.money import setting
from sayso.figures.rough import Rough
from sayso.figures.tables import Bound, Trend, shares, trends, words_of
from sayso.record import FigureKind, Span

_PEOPLE = ("killed", "injured", "missing", "detained", "abducted", "displaced", "people")
_FEW = 3
"""Up to here "the two", "the three" are seldom those counted before."""
_MILLION = 1_000_000
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
    places, told = setting(text.lower), frozenset(article.spans())
    for start, end, kind in article.blocks:
        if kind not in ("byline", "dateline") and (start, end) in told:
            row = tokens(article.text, start, end)
            found += _block(row, text, found, amounts(row, places))
    return _with_parts(_alike(found, text), text)


def _block(row: Sequence[Token], text: Words, before: Sequence[_Found], rough: Sequence[Rough]) -> list[_Found]:
    out: list[_Found] = []
    for each in rough:
        span = row[each.first].start, row[each.last].end
        number = text.touching(span)
        if not number or _named(text, number, each):
            continue
        last = (*before[-3:], *out[-3:])[-3:]
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
    row: Sequence[Token], text: Words, rough: Rough, number: range, span: Span, last: Sequence[_Found]
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
    if _idle(text, rough, number, noun) or (whom is None and _hour_or_age(text, rough, number)):
        return None
    kind = _kind(text, number, noun, among, last, rough.number.scale)
    unit = last[-1].amount.unit if kind == "money" and last else None
    amount = Amount(
        span, rough.value, rough.low, rough.high, rough.bound, kind, unit, trend,
        counted=noun if noun is not None else top(text, number),
    )  # fmt: skip
    return _Found(amount, row, rough, number, bare=whom is None)


def _kind(
    text: Words, number: range, noun: int | None, among: int | None, last: Sequence[_Found], scale: int
) -> FigureKind:
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
    near = [f for f in last if text.sentence[number[0]] - text.sentence[f.words[0]] <= 1]
    if near and near[-1].amount.kind == "money" and scale >= _MILLION:
        return "money"
    same = [f for f in near if f.amount.kind in (*_PEOPLE, "count")]
    if same and same[-1].amount.kind in _PEOPLE and _own_verb(text, number):
        return "people"
    if (
        same
        and same[-1].amount.kind != "count"
        and any(f.amount.kind == "killed" for f in same)
        and not _joined(text, number)
    ):
        return "killed"
    return same[-1].amount.kind if same else "count"


def _own_verb(text: Words, number: range) -> bool:
    """Has a bare number a verb of its own that tells no toll ("thousands trapped", "140 slept there")?"""
    at = top(text, number)
    verb = text.head[at]
    role = text.dep[at] in ("nsubj", "nsubj:pass", "obj") and text.pos[verb] == "VERB"
    return role and text.lemma[verb] not in words_of("stand") and text.lower[number[0] - 1] != "the"


def _joined(text: Words, number: range) -> bool:
    """Does the sentence tell by "and" or a comma that the same is counted as before?"""
    before = text.lower[number[0] - 1] if number[0] else ""
    return before in ("and", ",", "or", "the", "other")


def _idle(text: Words, rough: Rough, number: range, noun: int | None) -> bool:
    """Is it "one" as a pronoun, or a number of what is never counted ("the two sides")?"""
    if noun is not None and text.lemma[noun] in words_of("idle"):
        return True
    if rough.value != 1 or rough.number.digits or rough.bound != "exact":
        return False
    if number[-1] + 1 < len(text) and stated(text.lower[number[-1] + 1]):
        return False
    return noun is None or noun != number[-1] + 1 or not person(text, noun)


def _hour_or_age(text: Words, rough: Rough, number: range) -> bool:
    """Is a bare number an hour ("at four") or an age ("she is ninety", "a boy of 14")?"""
    if rough.value is None or rough.value > 120 or number[0] < 2:
        return False
    before, earlier = text.lower[number[0] - 1], text.lower[number[0] - 2]
    if before == "at" and rough.value <= 24 and rough.bound == "exact":
        return not any(w in words_of("stand") for w in text.lower[max(0, number[0] - 7) : number[0] - 1])
    if before == "of":
        return text.lemma[number[0] - 2] in words_of("kin")
    return before in ("is", "was", "'s", "’s", "turned", "am") and earlier in ("he", "she", "i", "who")


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


def _alike(found: Sequence[_Found], text: Words) -> list[_Found]:
    """The same number of the same people is of one kind through an article ("the nine", "nine fishermen")."""
    kinds: dict[tuple[float, str], set[FigureKind]] = {}
    for each in found:
        value, kind = each.amount.value, each.amount.kind
        if value is not None and value > 1 and kind in _PEOPLE and kind != "people":
            for key in {(value, _noun(each, text)), (value, "")}:
                kinds.setdefault(key, set()).add(kind)
    out = []
    for each in found:
        amount, the = each.amount, each.words[0] and text.lower[each.words[0] - 1] == "the"
        key = (amount.value or 0, "" if each.bare and the else _noun(each, text))
        known = kinds.get(key, set())
        several = (amount.value or 0) > _FEW
        loose = amount.kind == "people" or (amount.kind == "count" and each.bare and the and several)
        alike = loose and len(known) == 1 and (key[1] or the)
        out.append(replace(each, amount=replace(amount, kind=next(iter(known)))) if alike else each)
    return out


def _noun(each: _Found, text: Words) -> str:
    at = each.amount.counted
    return "" if at is None or at in each.words else text.lemma[at]


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
    """ "Six of the ten": the next figure, where only "of" and what leads to a noun stand between."""
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
