"""One line of a plain text with what is known of it, and what its shape alone says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.page.furniture import dateline, ends_sentence, is_byline
from sayso.page.lines import Unit

HEADLINE_WORDS = 32
"""More words than a headline or an unpunctuated standfirst has."""
LINE_WORDS = 25
"""From this many words on an unpunctuated line is prose."""

BRIDGE, BRIDGED, LISTED = 5, 1, 8
"""Up to BRIDGE lines between paragraphs cost BRIDGED words each, more of them LISTED: then they are a page's lists."""

_SMALL = frozenset(
    re.findall(r"\w+", "a an the and or nor but of in on at to for from by with as is vs v over after amid into off up")
)
_STOPPED = re.compile(r"[.;,][\"'”’)\]]*$")
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(slots=True)
class Line:
    """A unit of the text, its words and its kind, None while that is open.

    ``opens``: it is the heading of a list of page furniture. ``count`` is its number of words, ``final`` whether it
    closes like a sentence, ``prose`` whether it reads as running text.
    """

    unit: Unit
    words: str
    kind: str | None = None
    opens: bool = False
    count: int = field(init=False)
    final: bool = field(init=False)
    prose: bool = field(init=False)

    def __post_init__(self) -> None:
        self.count = len(self.words.split())
        self.final = ends_sentence(self.words)
        self.prose = (self.final and self.count >= 5 and not is_byline(self.words)) or self.count >= LINE_WORDS


def teaser(line: Line) -> bool:
    """Could an unmarked line be a link to another article: short, no full stop, no list?"""
    return 2 <= line.count <= LINE_WORDS and not _STOPPED.search(line.words)


def headline_like(line: Line) -> bool:
    """Could it be a headline: short, no comma or colon at its end, no full stop but in title case?"""
    if not 2 <= line.count <= HEADLINE_WORDS or len(line.words) > 240 or line.words[0].islower():
        return False
    if line.words.endswith((",", ";", ":")) or dateline(line.words):
        return False
    return not line.words.endswith(".") or title_case(line.words)


def title_case(words: str) -> bool:
    """Are nearly all the longer words capitalised, as in an American headline?"""
    long = [w for w in _LONG_WORD.findall(words) if w.lower() not in _SMALL]
    return len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.75 * len(long) and not words.isupper()


def one_quotation(words: str) -> bool:
    """Is it one quotation from end to end, with its full stop?  Then it is a paragraph, not a headline."""
    return words[0] in '“"«»' and words[-1] in '”"»«' and ends_sentence(words)


def core(lines: list[Line]) -> tuple[int, int]:
    """``(first, last)``: the lines between which the article's running text stands; ``(0, -1)`` where there is none.

    The stretch with the greatest sum, where a line that closes like a sentence counts by its words and any other
    against it (Kadane's algorithm): short lists between paragraphs are bridged, navigation and footers are not.
    """
    best, best_sum = (0, -1), 0
    start = total = run = 0
    for n, line in enumerate(lines):
        run = 0 if _runs_on(line) else run + 1
        if total <= 0:
            start, total = n, 0
        total += min(line.count, 60) if run == 0 else -BRIDGED if run <= BRIDGE else -LISTED
        if total > best_sum:
            best, best_sum = (start, n), total
    return best


def _runs_on(line: Line) -> bool:
    return line.kind is None and (line.final or line.count >= LINE_WORDS)
