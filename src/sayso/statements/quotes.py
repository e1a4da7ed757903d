"""Where quotation marks open and close, paragraph by paragraph: the runs of quoted words, joined over paragraphs.

A single pass over the characters; a mark that has no partner never makes the search start again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.record import Span
from sayso.statements.cues import data

_WORD = re.compile(r"\w+")
_PAIRS = {"“": "”", "«": "»", "»": "«", "„": "“", "‘": "’"}
_REOPENED = frozenset(("“", '"', "«", "„", "»"))
_ENDS = ".!?…,"
_BLANK_BEFORE = " \t\r\n\xa0([{—–-/:,"


@dataclass(frozen=True, slots=True)
class Quote:
    """One run of quoted words, without its marks: ``text[start:end]`` in the paragraph number ``paragraph``.

    ``closed`` is False where the paragraph ends first; ``carries_on`` is True where the run takes up a quotation
    that an earlier paragraph left open.
    """

    start: int
    end: int
    paragraph: int
    closed: bool
    carries_on: bool = False

    @property
    def span(self) -> Span:
        return (self.start, self.end)


def quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """The outermost quoted runs of ``paragraphs`` (spans of ``text``), in order. Linear in their length.

    A paragraph that begins with an opening mark after a run that was left open carries that quotation on, and so does
    one that opens with none and closes it; whatever stands between (captions, links) is not among ``paragraphs`` and
    breaks nothing.
    """
    out: list[Quote] = []
    still_open: str | None = None
    for number, span in enumerate(paragraphs):
        still_open = _paragraph(text, span, number, still_open, out)
    return out


def _paragraph(text: str, span: Span, number: int, before: str | None, out: list[Quote]) -> str | None:
    """Appends one paragraph's runs; returns the mark that is open at its end. ``before`` is the one left open above."""
    start, end = span
    mark: str | None = None
    begin = at = start
    if before is not None and _only_closes(text, span, before):
        mark = before
    while at < end:
        width = 1
        if mark is None:
            opened = _opening(text, at, start, end)
            if opened:
                mark, width = opened, len(opened)
                begin = at + width
        elif closed := _closing(text, at, mark, end):
            _add(
                text,
                Quote(begin, at, number, True, _carries(before, mark, begin, start)),
                out,
            )
            mark, width = None, closed
        at += width
    if mark is not None:
        carries = _carries(before, mark, begin, start)
        if mark in "'‘" and not (carries or begin == start + 1 or _begins_sentence(text, begin - 1, start)):
            return None  # an apostrophe before a word ("'em") opens nothing
        _add(text, Quote(begin, end, number, False, carries), out)
    return mark


def _only_closes(text: str, span: Span, before: str) -> bool:
    """Is the first mark of a paragraph one that closes the quotation ``before`` left open above, as where a writer
    breaks a quotation without marking it again? Single marks are too often apostrophes to tell."""
    start, end = span
    if before not in _REOPENED:
        return False
    for at in range(start, end):
        if _opening(text, at, start, end):
            return False
        if at > start and _closing(text, at, before, end):
            return text[at - 1] in _ENDS
    return False


def _begins_sentence(text: str, at: int, start: int) -> bool:
    """Does the mark at ``at`` stand between a sentence's end, a comma or a colon and a capital?"""
    return text[at + 1].isupper() and text[max(start, at - 4) : at].rstrip()[-1:] in ".!?:,"


def _carries(before: str | None, mark: str, begin: int, start: int) -> bool:
    return before == mark and begin in (start, start + len(mark))


def _add(text: str, quote: Quote, out: list[Quote]) -> None:
    start, end = quote.start, quote.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append(Quote(start, end, quote.paragraph, quote.closed, quote.carries_on))


def _opening(text: str, at: int, start: int, end: int) -> str | None:
    """The mark that opens at ``at``, as it is closed and taken up later (two single marks are one double mark)."""
    char = text[at]
    if char in "“«„":
        return char
    if char == "»":  # as German and Danish print them: »…«
        return char if _free(text, at, start) and at + 1 < end and not text[at + 1].isspace() else None
    if char == "”":  # typed the wrong way round
        return "“" if _free(text, at, start) and at + 1 < end and text[at + 1].isalnum() else None
    if char not in "\"'‘`" or not _free(text, at, start):
        return None
    double = text[at : at + 2] in ("''", "``")
    follows = at + 1 + double < end and not text[at + 1 + double].isspace()
    if double:
        return "''" if follows else None
    if char == "`" or not follows or _elided(text, at + 1):
        return None
    return char


def _elided(text: str, at: int) -> bool:
    """Does an apostrophe before ``at`` stand for left-out letters ("'90s", "'em")?"""
    word = _WORD.match(text, at)
    return word is not None and (word.group()[0].isdigit() or word.group().lower() in _elisions())


@cache
def _elisions() -> frozenset[str]:
    return frozenset(data()["marks"]["elided"])


def _free(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1] in _BLANK_BEFORE


def _closing(text: str, at: int, mark: str, end: int) -> int:
    """How many characters the mark has that closes ``mark`` at ``at``, 0 where none does."""
    char = text[at]
    if mark == "''":
        return 2 if text[at : at + 2] == "''" else 0
    if mark == '"':
        return int(char == '"' and not _opens_inside(text, at, end))
    if mark in "'‘":
        return int(char in "'’" and _single_closes(text, at, end))
    wrong_way = char in '"“' and (at + 1 == end or not text[at + 1].isalnum()) and not text[at - 1].isspace()
    return int(char == _PAIRS[mark] or (mark == "“" and wrong_way))


def _opens_inside(text: str, at: int, end: int) -> bool:
    """A straight mark with a blank before it and a letter behind it cannot close anything."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()


def _single_closes(text: str, at: int, end: int) -> bool:
    """A single mark closes when no letter follows it and it isn't a plural's apostrophe ("the militants' camp")."""
    if at + 1 < end and text[at + 1].isalnum():
        return False
    if text[at - 1] in '.,!?…;”"':
        return True
    if at + 1 == end or text[at + 1] in ".,;:!?)”":
        return True
    return text[at - 1] != "s" and text[at + 1].isspace()
