"""Expressions of time of an article: found by the grammar, read against its day, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.record import ARTICLE_KINDS, Span, When
from sayso.times.calendar import Period, Value, iso
from sayso.times.direction import looks
from sayso.times.grammar import Grammar
from sayso.times.hits import Context, Hit, Tokens, low
from sayso.times.lexer import Token, cues, tokens

_UNTOLD = frozenset({"byline"})
_MARKED = frozenset({"DET", "ADJ", "PRON", "PROPN"})
"""What makes "the 2020 elections" no number of elections."""
_GRAINS = frozenset({"day", "week", "month", "year"})
_OPEN = frozenset({"day", "weekday", "month", "year", "unit", "edge", "daypart"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with what it means; ``value`` as periods, for reckoning."""

    when: When
    value: Value | None

    @property
    def span(self) -> Span:
        """Its characters."""
        return self.when.span or (0, 0)


def times(article: Article, ws: Words | None = None) -> tuple[When, ...]:
    """Every expression of time in an article's blocks, bylines left out, in the order of the text.

    What hangs on the day of publication has a value only where that is known (``article.published``, else a dateline
    with a whole date). ``ws``: the article's words, if they are at hand. Linear in the text.
    """
    return tuple(found.when for found in read_times(article, ws))


def read_times(article: Article, ws: Words | None = None) -> list[Found]:
    """As :func:`times`, with the values as periods."""
    ws = words(article) if ws is None else ws
    today = published_day(article.published) or _dateline_day(article)
    tagged = _tagged(ws)
    last: Period | None = None
    recent: Period | None = None
    out: list[Found] = []
    for start, end, kind in article.blocks:
        if kind not in ARTICLE_KINDS or kind in _UNTOLD:
            continue
        ts = tokens(article.text, start, end, tagged)
        for found in _block(article.text, ts, ws, Context(today, None, last, recent)):
            out.append(found)
            last = _told_day(found, last, kind)
            recent = _closed(found.value) or recent
    return out


def published_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time; None where it is none."""
    try:
        return datetime.fromisoformat(published).date() if published else None
    except ValueError:
        return None


def _told_day(found: Found, last: Period | None, kind: str) -> Period | None:
    """The narrative's last day: a single day of the past that is plainly said, in the running text."""
    value = found.value
    if kind in ("dateline",) or not isinstance(value, Period) or value.first is None or value.last is None:
        return last
    if value.first != value.last or found.when.grain not in ("day", "hour", "minute"):
        return last
    return Period(value.first, value.first, "day")


def _closed(value: Value | None) -> Period | None:
    """A period with both ends."""
    return value if isinstance(value, Period) and value.first and value.last else None


def _dateline_day(article: Article) -> date | None:
    """The whole date that a dateline bears."""
    for start, end in article.spans("dateline"):
        for hit in Grammar(tokens(article.text, start, end)).hits():
            value = hit.mean(Context(None))
            if isinstance(value, Period) and value.grain == "day" and value.first == value.last:
                return value.first
    return None


def _tagged(ws: Words) -> dict[int, tuple[str, bool]]:
    """Character → word class (COUNT: a number of things) and whether a name of several words or a person holds it."""
    longer = {n for n, (first, last, label) in enumerate(ws.names) if last - first > 1 or label == "PER"}
    out: dict[int, tuple[str, bool]] = {}
    for w, start in enumerate(ws.start):
        head = ws.head[w]
        counts = (
            head > w
            and ws.tag[head] in ("NNS", "NNPS")
            and (
                ws.dep[w] == "nummod"
                or (ws.dep[w] == "compound" and _MARKED.isdisjoint(ws.pos[c] for c in ws.children[head]))
            )
        )
        out[start] = ("COUNT" if counts else ws.pos[w], ws.entity[w] in longer)
    return out


def _block(text: str, ts: list[Token], ws: Words, context: Context) -> Iterator[Found]:
    last, recent = context.last, context.recent
    for hit in Grammar(ts).hits():
        inside = ws.touching((ts[hit.first].start, ts[hit.last - 1].end))
        future = _direction(ts, hit, looks(ws, inside[0]) if inside else None)
        value = hit.mean(replace(context, future=future, last=last, recent=recent))
        grain = hit.grain
        if isinstance(value, Period) and value.grain in _GRAINS and grain not in ("decade", "century"):
            grain = value.grain
        value = _bounded(ts, hit, value, future)
        span = (ts[hit.first].start, ts[hit.last - 1].end)
        span = _trimmed(ts, hit, span)
        when = When(text=text[slice(*span)], span=span, value=iso(value) if value else None, grain=grain or None)
        found = Found(when, value)
        last = _told_day(found, last, "paragraph")
        recent = _closed(value) or recent
        yield found


def _trimmed(ts: Tokens, hit: Hit, span: Span) -> Span:
    """Without the article before a bare day, year or length ("the 20-year war"), as the words are counted."""
    if low(ts, hit.first) == "the" and hit.kind in ("length", "stretch", "year") and hit.last > hit.first + 1:
        return ts[hit.first + 1].start, span[1]
    return span


def _direction(ts: Tokens, hit: Hit, told: bool | None) -> bool | None:
    """What the clause says, but for a bound before the expression: "since" looks back, "by" and "until" ahead."""
    bound = cues().get(low(ts, hit.first - 1))
    if bound == "since":
        return False
    if bound == "until" and (told is None or low(ts, hit.first - 1) != "by"):
        return True
    return told


def _bounded(ts: Tokens, hit: Hit, value: Value | None, future: bool | None) -> Value | None:
    """since X: open ahead; until X and by X: open behind."""
    if not isinstance(value, Period) or hit.kind not in _OPEN or value.first is None or value.last is None:
        return value
    before = low(ts, hit.first - 1)
    at = hit.first - 2 if before in ("the", "at", "least", "early", "late") else hit.first - 1
    before = low(ts, at)
    if low(ts, hit.last) in ("and", "or") and low(ts, hit.last + 1) in ("after", "later", "greater", "onwards"):
        return replace(value, last=None)
    if (
        before == "since"
        or (before == "from" and low(ts, hit.last) in ("on", "onwards", "onward"))
        or before in ("starting", "beginning")
    ):
        return replace(value, last=None)
    if before in ("until", "till") or (before == "by" and future is not False):
        return replace(value, first=None)
    return value
