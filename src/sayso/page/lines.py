"""Lines of a plain text joined to units: what stands as one block, though it may be hard-wrapped over several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

WIDEST = 110
"""Columns beyond which a text is not taken as hard-wrapped."""
NARROWEST = 40

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_EDGE = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
_FINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A block-to-be: ``text[start:end]`` without blanks at its ends, and whether a blank line stands before it."""

    start: int
    end: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    after_blank: bool


def units(text: str) -> list[Unit]:
    """The units of ``text`` in order. A unit is a line, or several where the text is hard-wrapped. Linear time."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    out: list[Unit] = []
    before: _Line | None = None
    for line in lines:
        if before and width and _continues(text, before, line, width):
            out[-1] = Unit(out[-1].start, line.end, out[-1].after_blank)
        else:
            out.append(Unit(line.start, line.end, line.after_blank))
        before = line
    return out


def _lines(text: str) -> list[_Line]:
    """The lines that hold more than blanks and invisible characters."""
    out: list[_Line] = []
    end_before = 0
    for match in _LINE.finditer(text):
        words = match.group()
        start, end = trimmed(text, match.start(), match.end())
        if start == end:
            continue
        blank = len(_BREAK.findall(text, end_before, match.start())) > 1
        indent = len(words) - len(words.lstrip())
        out.append(_Line(start, end, indent, blank and bool(out)))
        end_before = match.end()
    return out


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``(start, end)`` moved inwards over blanks and invisible characters at both ends."""
    words = text[start:end]
    if not words or not (_odd(words[0]) or _odd(words[-1])):
        return start, end
    left = _EDGE.match(words)
    head = left.end() if left else 0
    tail = len(words)
    while tail > head and _odd(words[tail - 1]):
        tail -= 1
    return (start + head, start + tail) if tail > head else (start, start)


def _odd(char: str) -> bool:
    return char.isspace() or _EDGE.match(char) is not None


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which ``text`` is hard-wrapped, 0 if it isn't.

    It is where no line that stands right above or below another is longer than :data:`WIDEST`, most of these do not
    close like a sentence, and either nearly all could not have taken the next one's first word or many a next one
    begins in lower case, as lines of a text that is not wrapped hardly ever do.
    """
    inner = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    width = max((line.end - line.start + line.indent for pair in inner for line in pair), default=0)
    if len(inner) < 2 or not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(_full(text, a, b, width) for a, b in inner)
    lower = sum(text[b.start].islower() for _, b in inner)
    open_ended = sum(not _closes(text, a) for a, _ in inner)
    wrapped = full >= 0.6 * len(inner) or lower >= 0.3 * len(inner)
    return width if wrapped and open_ended >= 0.6 * len(inner) else 0


def _closes(text: str, line: _Line) -> bool:
    return _FINAL.search(text, max(line.start, line.end - 6), line.end) is not None


def _full(text: str, line: _Line, after: _Line, width: int) -> bool:
    """Would the first word of ``after`` not have fitted at the end of ``line``?  A little slack for ragged setting."""
    word = re.compile(r"\S{1,40}").match(text, after.start)
    return line.end - line.start + line.indent + 1 + (len(word.group()) if word else 0) > width - 4


def _continues(text: str, before: _Line, line: _Line, width: int) -> bool:
    if line.after_blank or line.indent > before.indent + 1:
        return False
    if _full(text, before, line, width) or text[line.start].islower():
        return True
    return not _closes(text, before) and before.end - before.start > 0.6 * width
