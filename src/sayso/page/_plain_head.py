"""The head of an article in a plain text: kicker, headline, standfirsts, byline."""

from __future__ import annotations

import re

from sayso.page._plain_line import Line, headline_like, one_quotation
from sayso.page.furniture import byline_names, dateline, is_byline, is_caption, is_kicker
from sayso.page.shell import fold

NEAR = 8
"""Open lines that may stand between the top of a text and its first paragraph before they are navigation."""
STOPPED = 16
"""Words that a headline may have which closes with a full stop."""
SHORTEST = 4
"""Words that a headline has at least where lines of navigation stand above it."""


_BULLET = re.compile(r"[•▪●◦*–-]\s*\w")
_LONG = re.compile(r"[^\W\d_]{4,}")


def mark_head(lines: list[Line], body: tuple[int, int], title: str | None = None) -> str | None:
    """Marks headline, standfirsts, byline, kicker and what stands above them; returns the byline's names.

    ``body`` is the core of the text (:func:`sayso.page._plain_line.core`). A line near the top that is the ``title``,
    where the caller knows it, is the headline.
    """
    first, last = body
    if last < first:
        return None
    above = [n for n in range(first) if lines[n].kind is None]
    if len(above) > NEAR:
        above = _under_navigation(lines, above)
    known = _known(lines, title) if title else None
    if known is not None and known <= max(first, above[-1] if above else 0):
        for n in above:
            if n < known:
                lines[n].kind = "other"
        lines[known].kind = "headline"
        return _below(lines, known, _first_prose(lines, max(first, known + 1), last), True)
    while len(above) > 1 and _over_line(lines[above[0]], lines[above[1]]):
        lines[above.pop(0)].kind = "other"
    head = above[0] if above else first
    titled = _titled(lines, head, body)
    if titled:
        lines[head].kind = "headline"
        first = _first_prose(lines, max(first, head + 1), last)
    return _below(lines, head, first, titled)


def _known(lines: list[Line], title: str) -> int | None:
    wanted = fold(title).rstrip(".")
    near = (n for n, line in enumerate(lines[:200]) if line.kind in (None, "related"))
    return next((n for n in near if fold(lines[n].words).rstrip(".") == wanted), None)


def _under_navigation(lines: list[Line], above: list[int]) -> list[int]:
    """Marks the lines of navigation above a headline; returns the open lines from the headline on."""
    near = [n for n in above[-NEAR:] if _could_head(lines[n])]
    if not near:
        start = above[-1] + 1
    else:
        start = near[-1]
        for n in reversed(near[:-1]):
            if start - n > 2:
                break
            start = n
    for n in above:
        if n < start:
            lines[n].kind = "related" if lines[n].count > SHORTEST else "other"
    return [n for n in above if n >= start]


def _could_head(line: Line) -> bool:
    return (
        line.count >= SHORTEST
        and headline_like(line)
        and not is_byline(line.words, bare=True)
        and not is_caption(line.words)
    )


def _over_line(line: Line, below: Line) -> bool:
    """Does ``line`` stand over the headline ``below``: a section, a genre, a word or two, a house in capitals?"""
    if is_kicker(line.words):
        return True
    short = line.count <= 2 or (line.words.isupper() and line.count <= 4 and not below.words.isupper())
    return short and not line.final and below.count > SHORTEST and headline_like(below)


def _titled(lines: list[Line], head: int, body: tuple[int, int]) -> bool:
    """A headline has prose below it; one that closes like a sentence is short, and set in title case or a question."""
    line = lines[head]
    if is_byline(line.words) or one_quotation(line.words) or is_caption(line.words):
        return False
    below = _first_prose(lines, head + 1, body[1])
    if below > body[1]:
        return False
    if headline_like(line):
        return not line.prose or line.count <= 24
    return line.final and line.count <= STOPPED and _told_again(line, lines[below])


def _told_again(line: Line, below: Line) -> bool:
    """Is a sentence the title of the paragraph below it: that has a dateline, or at least half of its longer words?"""
    if below.count <= line.count or "\n" in line.words:
        return False
    words = [w.lower() for w in _LONG.findall(line.words)]
    text = below.words.lower()
    return dateline(below.words) is not None or sum(w in text for w in words) > 0.5 * len(words)


def _first_prose(lines: list[Line], start: int, last: int) -> int:
    return next((n for n in range(start, last + 1) if lines[n].prose and lines[n].kind is None), last + 1)


def _below(lines: list[Line], head: int, body: int, titled: bool) -> str | None:
    """Standfirsts and bylines between the headline and the first paragraph, and a byline right under that."""
    byline = None
    for n in range(head + titled, min(len(lines), body + 3)):
        line = lines[n]
        bare = titled and (n < body or (line.count <= 8 and not line.final))
        if line.kind is None and (n < body or byline is None) and is_byline(line.words, bare=bare):
            line.kind, byline = "byline", byline or byline_names(line.words)
            if titled:
                _standfirsts(lines[head + 1 : n], before_byline=True)
    if titled:
        _standfirsts(lines[head + 1 : body], before_byline=False)
    return byline


def _standfirsts(room: list[Line], *, before_byline: bool) -> None:
    """Marks up to three open lines under a headline; one closed by a full stop only where a byline follows."""
    still = [line for line in room if line.kind is None]
    bullets = [line for line in still if _BULLET.match(line.words)]
    if len(still) - len(bullets) > 3:
        return
    for line in still:
        if is_caption(line.words):
            line.kind = "caption"
        elif is_kicker(line.words):
            line.kind = "other"
        elif (line in bullets and not line.prose) or (
            SHORTEST <= line.count <= 60
            and (before_byline or not line.words.endswith("."))
            and not (dateline(line.words) or one_quotation(line.words))
        ):
            line.kind = "standfirst"
