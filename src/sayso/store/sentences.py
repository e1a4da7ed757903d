"""The sentence around a place in a paragraph: for printing and export, where the parse is no longer at hand."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZÀ-ÞА-Я0-9])|\n\s*\n")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|No|vs|approx|Inc|Ltd|Co|Corp|U\.S|U\.K|U\.N))\.$"
)


def sentence(words: str, start: int, end: int) -> str:
    """The sentence, or sentences, of ``words`` that ``start`` to ``end`` stand in; white space as single spaces."""
    low, high = 0, len(words)
    for found in _END.finditer(words):
        if _SHORT.search(words[max(0, found.start() - 8) : found.start() + 1]):
            continue
        if found.end() <= start:
            low = found.end()
        elif found.start() >= end - 1:
            high = found.end()
            break
    return " ".join(words[low:high].split())
