"""Which kind of block each leaf of a page is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.page import furniture
from sayso.page._html_leaves import HEADINGS, Context, Leaf
from sayso.page._html_lines import is_caption, line_kind
from sayso.page._html_match import words_of
from sayso.page._html_refine import Parts, shell_of
from sayso.page._html_stamps import is_byline, is_stamp
from sayso.record import BlockKind

_PLACE_DATE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}(?:,|\s[-–—])\s*(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+)[^.]{0,30}$"
)
_END = re.compile(r"[.!;:,]$")
_ALIKE = 0.6  # share of words that a headline has in common with a title that the page states
_LONGEST_HEADLINE = 400
_LONGEST_NAME = 140  # characters of an author's line
_LONGEST_SUBHEADING = 120
_LONGEST_CAPTION = 300
_LONGEST_STANDFIRST = 600
_SHORTEST_STANDFIRST = 30
_NOT_PROSE = ("byline", "dateline", "caption")


def kinds_of(leaves: Sequence[Leaf], taken: Sequence[bool], titles: Iterable[str]) -> list[BlockKind]:
    """The kind of block of each leaf. `taken`: whether it was found to be article; `titles`: what the page states."""
    shell, parts = shell_of(leaves, taken)
    kinds: list[BlockKind] = [kind or _article_kind(leaf) for kind, leaf in zip(shell, leaves, strict=True)]
    head = _headline(leaves, kinds, parts, titles)
    if head is not None:
        kinds[head] = "headline"
        _repeated(leaves, kinds, head)
    body = [i for i, kind in enumerate(kinds) if kind in ("paragraph", "subheading", "table")]
    if body:
        _before_body(leaves, kinds, parts, head, body[0])
        _captions(leaves, kinds, parts, head if head is not None else body[0], body[-1])
    return kinds


def _article_kind(leaf: Leaf) -> BlockKind:
    context = leaf.context
    if context.table:
        return "table"
    if is_stamp(leaf.text) and not leaf.heading:
        return "other"
    if context.article == "caption" or (context.figure and leaf.tag != "blockquote") or is_caption(leaf.text):
        return "caption"
    if len(leaf.text) <= _LONGEST_CAPTION and furniture.is_caption(leaf.text):
        return "caption"
    if is_byline(leaf.text) or _named_byline(leaf):
        return "byline"
    if leaf.heading:
        return "subheading"
    if leaf.bold_share > 0.95 and len(leaf.text) <= _LONGEST_SUBHEADING and not _END.search(leaf.text):
        return "subheading"
    if _PLACE_DATE.match(leaf.text):
        return "dateline"
    return "paragraph"


def _named_byline(leaf: Leaf) -> bool:
    """Whether the element right around a short leaf is called a byline."""
    near = [context.names for context, _ in zip(leaf.context.up(), range(2), strict=False)]
    return (
        len(leaf.text) <= _LONGEST_NAME
        and leaf.context.article == "byline"
        and any("byline" in names or "author" in names for names in near)
        and not is_stamp(leaf.text)
    )


def _headline(leaves: Sequence[Leaf], kinds: Sequence[BlockKind], parts: Parts, titles: Iterable[str]) -> int | None:
    """The leaf that is the headline: most like a title that the page states, a heading rather than not.

    Where the page states none, or nothing is like it, the first <h1> before the text that is of several words.
    """
    stated = [" ".join(title.split()) for title in titles]
    wanted = [words for words in ({w.lower() for w in words_of(title)} for title in stated) if words]
    body = next((i for i, kind in enumerate(kinds) if kind == "paragraph"), len(leaves))
    best, best_rank = None, (0.0, 0, 0)
    for i, leaf in enumerate(leaves):
        level = _level(leaf) or (leaf.text.count(" ") >= 3 and any(t.startswith(leaf.text) for t in stated))
        if not level or len(leaf.text) > _LONGEST_HEADLINE or leaf.context.hidden:
            continue
        alike = _alike({w.lower() for w in words_of(leaf.text)}, wanted)
        rank = (round(alike, 1), level, body - i if i > body else 0)
        if alike >= _ALIKE and rank > best_rank:
            best, best_rank = i, rank
    if best is not None:
        return best
    for i, leaf in enumerate(leaves[:body]):
        if _level(leaf) == 3 and parts.kind(leaf.context) is None and len(words_of(leaf.text)) >= 4:
            return i
    return None


def _alike(own: set[str], wanted: Sequence[set[str]]) -> float:
    """The share of words in common; a title may go on for some words more, as the name of the site."""
    return max((len(own & words) / max(len(own), min(len(words), len(own) + 3), 1) for words in wanted), default=0.0)


def _level(leaf: Leaf) -> int:
    near = [context.tag for context, _ in zip(leaf.context.up(), range(3), strict=False)]
    if "h1" in near:
        return 3
    if leaf.context.article == "headline" or "-headline-" in leaf.inline:
        return 2
    return 1 if HEADINGS.intersection(near) else 0


def _repeated(leaves: Sequence[Leaf], kinds: list[BlockKind], head: int) -> None:
    """The headline said again elsewhere, in a reading list or a share bar, is no part of the article."""
    for i, leaf in enumerate(leaves):
        if i != head and kinds[i] in ("paragraph", "subheading") and leaf.text == leaves[head].text:
            kinds[i] = "other"


def _before_body(leaves: Sequence[Leaf], kinds: list[BlockKind], parts: Parts, head: int | None, body: int) -> None:
    """Standfirst and byline, which stand around the headline and which extractors lose or call paragraphs."""
    start = head if head is not None else max(0, body - 12)
    around = [context for context, _ in zip(leaves[start].context.up(), range(4), strict=False)]
    for i in range(max(0, start - 4), min(len(leaves), body + 4)):
        leaf = leaves[i]
        if kinds[i] in ("headline", "caption") or leaf.context.hidden:
            continue
        if kinds[i] in ("paragraph", "subheading"):
            if head is not None and start < i <= body and _first_summary(leaf):
                kinds[i] = "standfirst"
        elif parts.kind(leaf.context) is None and not is_stamp(leaf.text):
            if _lost_byline(leaf):
                kinds[i] = "byline"
            elif head is not None and start < i < body and _summary(leaf, around if i - start <= 5 else []):
                kinds[i] = "standfirst"


def _lost_byline(leaf: Leaf) -> bool:
    if is_byline(leaf.text):
        return True
    count = len(words_of(leaf.text))
    return leaf.context.article == "byline" and 2 <= count <= 10 and not any(c.isdigit() for c in leaf.text)


def _summary(leaf: Leaf, around: Sequence[Context]) -> bool:
    """Whether a leaf between headline and body that was not taken is the standfirst: by name, or prose by the h1."""
    if len(leaf.text) < _SHORTEST_STANDFIRST or leaf.link_share > 0.3 or leaf.context.figure or line_kind(leaf.text):
        return False
    if leaf.context.article in _NOT_PROSE:
        return False
    if leaf.context.article == "standfirst":
        return True
    if leaf.tag not in ("p", "h2", "h3", "h4") or len(words_of(leaf.text)) < 8:
        return False
    return any(context in around for context, _ in zip(leaf.context.up(), range(3), strict=False))


def _first_summary(leaf: Leaf) -> bool:
    """Whether the first of the body is the standfirst: by name, as a heading of several words, or all in bold."""
    if not _SHORTEST_STANDFIRST <= len(leaf.text) < _LONGEST_STANDFIRST or leaf.context.article in _NOT_PROSE:
        return False
    count = len(words_of(leaf.text))
    return (
        leaf.context.article == "standfirst" or (leaf.heading and count >= 6) or (leaf.bold_share > 0.95 and count >= 8)
    )


def _captions(leaves: Sequence[Leaf], kinds: list[BlockKind], parts: Parts, start: int, end: int) -> None:
    """Captions of the figures between the headline and the article's end, which extractors drop."""
    for i in range(start, end):
        leaf = leaves[i]
        if (
            kinds[i] == "other"
            and (leaf.context.article == "caption" or leaf.context.figure or is_caption(leaf.text))
            and parts.kind(leaf.context) is None
            and not leaf.context.hidden
            and leaf.link_share < 0.5
            and len(leaf.text) >= 8
        ):
            kinds[i] = "caption"
