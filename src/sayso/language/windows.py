"""What the encoder sees at once: a run of words of one block, cut where a sentence seems to end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.language.features import MAX_SUBWORDS, MAX_WORDS
from sayso.language.tokens import rules as token_rules

BEFORE_PLAIN, BEFORE_COMMON = 4.0, 7.0
"""Log-odds that a word behind an abbreviation gains (:func:`after_abbreviations`); chosen on sentences of our own."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}|[ap]\.m\.", re.ASCII)
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
    words: Sequence[str],
    logits: NDArray[np.float32],
    *,
    title: bool,
    closing: NDArray[np.bool_] | None = None,
    bonus: NDArray[np.float32] | None = None,
) -> list[int]:
    """Where the sentences of a window start, 0 first.

    The start head decides; behind a full stop and before a capital less is enough. But a closing mark begins no
    sentence (the word behind it does), an opening one is none by itself, and a ``title`` (headline, subheading,
    caption, byline) is one sentence unless a full stop stands inside it. ``closing`` marks the straight quotation marks
    that close (see :func:`closing_quotes`); the others open. ``bonus`` is added to the head's scores (see
    :func:`after_abbreviations`).
    """

    def shut(at: int) -> bool:
        return words[at] in _CLOSING and (words[at] not in _EITHER or (closing is not None and bool(closing[at])))

    if bonus is not None and not title:
        logits = logits + bonus
    out = [0]
    for found in (logits > AFTER_STOP).nonzero()[0].tolist():
        at = found
        while (
            at > 1 and words[at - 1] in _EITHER and closing is not None and not shut(at - 1) and _stopped(words, at - 1)
        ):
            at -= 1  # the mark that opens the sentence begins it
        while at < len(words) and shut(at):
            at += 1
        if at >= len(words) or at <= out[-1] or all(word in _OPENING for word in words[out[-1] : at]):
            continue
        sure = logits[found] > 0 and not title
        if sure or (_stopped(words, at) and (logits[found] > 0 or _begins(words[at]))):
            out.append(at)
    return out


def quoted(words: Sequence[str]) -> bool:
    """Whether one of the words is a straight quotation mark."""
    return not _EITHER.isdisjoint(words)


def abbreviated(words: Sequence[str]) -> bool:
    """Whether one of the words, but for the last, is longer than the full stop in which it ends."""
    return any(word[-1] == "." and len(word) > 1 for word in words[:-1])


def after_abbreviations(
    words: Sequence[str], plain: NDArray[np.bool_], common: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """What to add to the start head's scores behind an abbreviation whose full stop may end a sentence too ("p.m.").

    Behind "U.S." a capital is mostly a name's, and the head has learned to say no. But where the word is tagged as one
    that no name begins with (``plain``: articles, pronouns, prepositions …), or is a capitalised common noun before a
    word in lower case (``common``), the capital is there because a sentence starts.
    """
    out = np.zeros(len(words), np.float32)
    for i in [i for i, word in enumerate(words[:-1], 1) if word[-1] == "." and len(word) > 1]:
        word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
        starts_so = word[:1].isupper() and (len(word) == 1 or not word.isupper())
        if starts_so and (_INITIALS.fullmatch(words[i - 1]) or words[i - 1] in _may_end()):
            out[i] = BEFORE_PLAIN if plain[i] else BEFORE_COMMON if common[i] and after[:1].islower() else 0.0
    return out


@cache
def _may_end() -> frozenset[str]:
    return frozenset(token_rules()["may_end"])


def closing_quotes(words: Sequence[str], tagged: NDArray[np.bool_], spaced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which straight quotation marks close a quotation, ``[W]``.

    ``spaced`` says whether a blank (or the block's end) follows each word. A mark between a blank and a word opens, one
    between a word and a blank closes; for one that has blanks on both sides or none, the tag decides (``tagged``).
    """
    if not quoted(words):
        return np.zeros(len(words), bool)
    before = np.concatenate([[True], spaced[:-1]])
    straight = np.fromiter((word in _EITHER for word in words), bool, len(words))
    return np.asarray(straight & np.where(before != spaced, spaced, tagged))


def _begins(word: str) -> bool:
    return word[:1].isupper() or word in _OPENING


def _stopped(words: Sequence[str], at: int) -> bool:
    last = words[at - 2] if at > 1 and words[at - 1] in _CLOSING else words[at - 1]
    return not last.strip(_FINAL)
