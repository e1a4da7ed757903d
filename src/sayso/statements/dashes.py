"""Speech that a dash opens ("– Is it true? I ask the teacher."), a paragraph a turn, as much of Europe prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.record import Span
from sayso.statements.frames import Frame, after

_DASH = re.compile(r"\s*[–—―-]{1,2}\s+(?=[“‘\"']?[A-ZÀ-ÖØ-ÞĀ-Ž…])")
_PAUSE = re.compile(r"\s[–—―]\s?,?\s|[,?!…]\s(?!\s)")
_AGAIN = re.compile(r"[.,]\s+[–—―]\s+")
_SPOKEN = re.compile(r"[?!][”’\"']?\s*$")
_LIST = re.compile(r"[;:]\s*$|[^.!?…”’\"'–—)]\s*$")
NEAR = 90
"""Characters behind a pause within which the words that attribute a turn end."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its runs and the words that attribute it, where there are any."""

    runs: tuple[Span, ...]
    frame: Frame | None


def dashed(text: str, paragraphs: Sequence[Span]) -> tuple[list[Turn], list[Span]]:
    """The turns among ``paragraphs`` that a dash opens, and the other paragraphs.

    A dash opens items of a list too: it is speech only in a text where one such paragraph asks, exclaims or is
    attributed, and where none of them ends as items of a list do.
    """
    opened = [_DASH.match(text, start, end) for start, end in paragraphs]
    inner = [(m.end(), span[1]) for m, span in zip(opened, paragraphs, strict=True) if m]
    turns = [_turn(text, start, end) for start, end in inner]
    spoken = any(turn.frame or _SPOKEN.search(text[s:e]) for turn, (s, e) in zip(turns, inner, strict=True))
    if not spoken or any(_LIST.search(text[s:e]) for s, e in inner):
        return [], list(paragraphs)
    return turns, [span for m, span in zip(opened, paragraphs, strict=True) if not m]


def _turn(text: str, start: int, end: int) -> Turn:
    for pause in _PAUSE.finditer(text, start, end):
        frame = after(text, pause.end() - 1, end)
        if frame is None or frame.cue is None:
            continue
        begin = pause.end()
        first, last = (
            min(frame.source[0], frame.cue[0]),
            max(frame.source[1], frame.cue[1]),
        )
        if first > begin or last - begin > NEAR:
            continue
        stop = pause.start() + (text[pause.start()] in "?!…")
        again = _AGAIN.search(text, last, end)
        more = ((again.end(), end),) if again and again.end() < end else ()
        return Turn(((start, stop), *more), frame)
    return Turn(((start, end),), None)
