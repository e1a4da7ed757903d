"""The quoted words of headlines. There quotations are short and end in any letter: the marks alone decide.

In running text an apostrophe after an "s" is mostly a plural's ("the boys’ mothers"), and the reader of statements
takes it so; in a headline it mostly closes ("‘Foreign hands’ behind riot").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.record import Span

_OPENING = re.compile(r"(?<![\w'’])(?:[‘“«„]|[\"'](?=\w))(?=\S)")
_CLOSING = {"‘": "’'", "“": '”"', "«": "»", "„": "“”", "'": "'’", '"': '"”'}
_TRAILING = ",.;:"


def quoted(text: str, blocks: Sequence[Span]) -> list[Span]:
    """The spans of quoted words in the blocks, without their marks and the signs before the closing one."""
    return [span for start, end in blocks for span in _runs(text, start, end)]


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    opening = _OPENING.search(text, start, end)
    while opening:
        after = opening.end()
        following = _OPENING.search(text, after, end)
        close = _close(text, after, following.start() if following else end, _CLOSING[opening[0]])
        if close is None:
            opening = following
            continue
        stop = close
        while stop > after and text[stop - 1] in _TRAILING:
            stop -= 1
        if any(c.isalnum() for c in text[after:stop]):
            yield after, stop
        opening = _OPENING.search(text, close + 1, end)


def _close(text: str, start: int, end: int, marks: str) -> int | None:
    """The closing mark: the first that no plural's apostrophe can be, else the last that could be one."""
    doubtful: int | None = None
    for at in range(start, end):
        if text[at] not in marks or text[at - 1].isspace() or (at + 1 < len(text) and text[at + 1].isalnum()):
            continue
        if text[at] in '"”»“' or text[at - 1] not in "sS" or at + 1 == len(text) or not text[at + 1].isspace():
            return at
        doubtful = at
    return doubtful
