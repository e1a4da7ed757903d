"""What the encoder sees at once: a run of words of one block, cut where a sentence seems to end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.language.features import MAX_SUBWORDS, MAX_WORDS

_FINAL = ".!?…。"  # a word of these alone ends a sentence
AFTER_STOP = -1.5
"""Log-odds that are enough behind a full stop and before a capital; chosen on the dev parts of EWT and GUM."""
_CLOSING = frozenset(("”", "’", '"', "'", "''", ")", "]", "»"))
_OPENING = frozenset(("“", "‘", '"', "'", "``", "(", "[", "«", "„"))
_EITHER = frozenset(("'", '"', "''"))  # these open as well


def cut(words: Sequence[str], pieces: NDArray[np.int64]) -> list[tuple[int, int]]:
    """``(start, end)`` of the windows of a block's words; ``pieces`` are their numbers of subwords.

    A window holds at most MAX_WORDS words and MAX_SUBWORDS subwords. It ends with the block, else behind the last full
    stop (and the closing marks after it) in its second half, else where it is full.
    """
    out: list[tuple[int, int]] = []
    ends = np.cumsum(pieces)
    start = 0
    while start < len(words):
        before = int(ends[start - 1]) if start else 0
        fits = int(np.searchsorted(ends, before + MAX_SUBWORDS - 2, side="right"))
        limit = max(start + 1, min(len(words), start + MAX_WORDS, fits))
        end = limit if limit == len(words) else _boundary(words, start, limit)
        out.append((start, end))
        start = end
    return out


def _boundary(words: Sequence[str], start: int, limit: int) -> int:
    for at in range(limit - 1, start + (limit - start) // 2, -1):
        if _stopped(words, at) and words[at] not in _CLOSING and not words[at][:1].islower():
            return at
    return limit


def starts(
    words: Sequence[str], logits: NDArray[np.float32], *, title: bool, closing: NDArray[np.bool_] | None = None
) -> list[int]:
    """Where the sentences of a window start, 0 first.

    The start head decides; behind a full stop and before a capital less is enough. But a closing mark begins no
    sentence (the word behind it does), an opening one is none by itself, and a ``title`` (headline, subheading,
    caption, byline) is one sentence unless a full stop stands inside it. ``closing`` marks the words that are tagged as
    closing quotation marks, for those that do not show it.
    """
    out = [0]
    for found in np.flatnonzero(logits > AFTER_STOP).tolist():
        at = found
        while at < len(words) and _closes(words[at], closing is not None and bool(closing[at])):
            at += 1
        if at >= len(words) or at <= out[-1] or all(word in _OPENING for word in words[out[-1] : at]):
            continue
        sure = logits[found] > 0 and not title
        if sure or (_stopped(words, at) and (logits[found] > 0 or _begins(words[at]))):
            out.append(at)
    return out


def _begins(word: str) -> bool:
    return word[:1].isupper() or word in _OPENING


def _closes(word: str, tagged: bool) -> bool:
    return word in _CLOSING and (tagged or word not in _EITHER)


def _stopped(words: Sequence[str], at: int) -> bool:
    last = words[at - 2] if at > 1 and words[at - 1] in _CLOSING else words[at - 1]
    return not last.strip(_FINAL)
