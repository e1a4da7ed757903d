"""Which leaves of a page an extractor took: its words found again among the words of the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from sayso.page._html_leaves import Leaf
from sayso.page._html_names import elements

_WORD = re.compile(r"\w+")
_GRAM = 4
_CANDIDATES = 12  # places a gram is looked for at, at most: keeps pages of equal lines linear
_REACH = 40  # words over which candidates are compared
_BORDERS = elements("borders")


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters, digits and underscores."""
    return _WORD.findall(text)


def segments_of(body: etree._Element) -> list[list[str]]:
    """The extractor's output as segments, the words of a segment each."""
    segments: list[list[str]] = []
    pieces: list[str] = []

    def close() -> None:
        words = words_of("".join(pieces))
        if words:
            segments.append(words)
        pieces.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            text = element.tail if event == "end" else None
        else:
            if element.tag in _BORDERS:
                close()
            text = element.text if event == "start" else element.tail
        if text:
            pieces.append(text)
    close()
    return segments


@dataclass(frozen=True, slots=True)
class _PageWords:
    words: list[str]
    leaf: list[int]  # the leaf that each word stands in
    first: list[int]  # where each leaf begins
    grams: dict[tuple[str, ...], list[int]]
    whole: dict[tuple[str, ...], list[int]]  # short leaves by all of their words: where they begin


def coverage(leaves: Sequence[Leaf], segments: Iterable[Sequence[str]]) -> list[float]:
    """For each leaf the share of its words that the segments hold, found in order as far as possible.

    A word of the page is given out once. Linear in the words of both.
    """
    page = _index(leaves)
    taken = bytearray(len(page.words))
    cursor = 0
    for segment in segments:
        cursor = _place(segment, page, taken, cursor)
    shares = []
    for number, start in enumerate(page.first):
        end = page.first[number + 1] if number + 1 < len(page.first) else len(page.words)
        shares.append(sum(taken[start:end]) / (end - start) if end > start else 0.0)
    return shares


def _index(leaves: Sequence[Leaf]) -> _PageWords:
    words: list[str] = []
    leaf: list[int] = []
    first: list[int] = []
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    whole: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, item in enumerate(leaves):
        own = words_of(item.text)
        first.append(len(words))
        if 0 < len(own) <= _GRAM:
            whole[tuple(own)].append(len(words))
        words += own
        leaf += [number] * len(own)
    for at in range(len(words) - _GRAM + 1):
        grams[tuple(words[at : at + _GRAM])].append(at)
    return _PageWords(words, leaf, first, grams, whole)


def _place(segment: Sequence[str], page: _PageWords, taken: bytearray, cursor: int) -> int:
    """Mark the words of one segment as taken; returns where on the page it ends."""
    at = 0
    while at < len(segment):
        start = _find(segment, at, page, taken, cursor)
        if start is None:
            at += 1
            continue
        length = _common(segment, at, page.words, start)
        taken[start : start + length] = b"\x01" * length
        at += length
        cursor = start + length
    return cursor


def _find(segment: Sequence[str], at: int, page: _PageWords, taken: bytearray, cursor: int) -> int | None:
    """Where on the page the segment goes on: the longest common run, of equals the next one after the cursor."""
    rest = len(segment) - at
    if rest >= _GRAM:
        places = page.grams.get(tuple(segment[at : at + _GRAM]))
    elif at == 0 or rest < _GRAM:
        if cursor < len(page.words) and list(segment[at:]) == page.words[cursor : cursor + rest] and not taken[cursor]:
            return cursor
        places = page.whole.get(tuple(segment[at:])) if at == 0 else None
    if not places:
        return None
    best, best_rank = None, (-1, -1, 0)
    for place in _nearest(places, cursor):
        if taken[place]:
            continue
        length = _common(segment, at, page.words, place, _REACH)
        rank = (length, int(place >= cursor), -abs(place - cursor))
        if rank > best_rank:
            best, best_rank = place, rank
    return best


def _nearest(places: Sequence[int], cursor: int) -> Sequence[int]:
    """Some of the places: those next to the cursor, more of them after it."""
    if len(places) <= _CANDIDATES:
        return places
    middle = bisect_left(places, cursor)
    low = max(0, middle - _CANDIDATES // 4)
    return places[low : low + _CANDIDATES]


def _common(segment: Sequence[str], at: int, words: Sequence[str], place: int, most: int | None = None) -> int:
    length, limit = 0, min(len(segment) - at, len(words) - place)
    if most is not None:
        limit = min(limit, most)
    while length < limit and segment[at + length] == words[place + length]:
        length += 1
    return length
