"""Which leaves of a page are its article: trafilatura's answer, and a reading of our own where it gives none.

trafilatura's answer is its output text; `_html_match` finds it again among the leaves. It is asked only about pages of
a size that it reads in seconds (the constants `MOST_…`): beyond that its time grows faster
than the page. Larger pages, and pages about which it says nothing or far too little, are read by the density of their
text: of each element, the words in running text that it holds less the words in links, as readability does.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from lxml import etree, html

from sayso.page._html_leaves import HEADINGS, Context, Leaf
from sayso.page._html_match import coverage, segments_of

MOST_LEAVES = 12_000
MOST_ELEMENTS = 30_000
MOST_CHARACTERS = 2_000_000
MOST_STEPS = 500_000  # from the root to every element, taken together
_TAKEN = 0.5        # a leaf is taken if trafilatura has this share of its words
_RUNNING = 60       # characters from which a leaf counts as running text
_TOO_LITTLE = 200   # characters below which trafilatura's answer is doubted
_TEXT_TAGS = frozenset({"p", "li", "blockquote", "dd", "td", "pre", "div", "section", "article", "tr", "body", "html"})


def article_leaves(root: html.HtmlElement, leaves: Sequence[Leaf], url: str | None) -> list[bool]:
    """For each leaf whether it belongs to the article; never all False for a page with text in it."""
    taken = _by_trafilatura(root, leaves, url) if _of_a_size(root, leaves) else []
    size = sum(len(leaf.text) for leaf, take in zip(leaves, taken, strict=False) if take)
    if size >= _TOO_LITTLE:
        return taken
    dense = _by_density(leaves)
    if size and sum(len(leaf.text) for leaf, take in zip(leaves, dense, strict=True) if take) < 3 * size:
        return taken
    return dense


def _of_a_size(root: html.HtmlElement, leaves: Sequence[Leaf]) -> bool:
    """Whether the page is of a size that trafilatura reads in a second or two."""
    if len(leaves) > MOST_LEAVES or sum(len(leaf.text) for leaf in leaves) > MOST_CHARACTERS:
        return False
    depth = steps = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        steps += depth
        elements += 1
        if steps > MOST_STEPS or elements > MOST_ELEMENTS:
            return False
    return True


def _by_trafilatura(root: html.HtmlElement, leaves: Sequence[Leaf], url: str | None) -> list[bool]:
    import trafilatura  # takes as long to import as a page to read

    logger = logging.getLogger("trafilatura")
    before, logger.disabled = logger.disabled, True
    try:
        document = trafilatura.bare_extraction(root, url=url, include_comments=False, include_tables=True)
    except Exception:  # whatever goes wrong in there, the page can still be read by density
        return []
    finally:
        logger.disabled = before
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [share >= _TAKEN for share in coverage(leaves, segments_of(body))]


def _by_density(leaves: Sequence[Leaf]) -> list[bool]:
    """The running text of the densest element; of the page, where no element stands out; any text, where none runs."""
    scores: dict[Context, float] = {}
    for leaf in leaves:
        if not _runs(leaf):
            continue
        worth = len(leaf.text) * (1 - leaf.link_share)
        for step, context in zip(range(1, 6), leaf.context.up(), strict=False):
            scores[context] = scores.get(context, 0.0) + worth / step
    if not scores:
        return [leaf.context.shell is None for leaf in leaves] if any(
            leaf.context.shell is None for leaf in leaves) else [True] * len(leaves)
    best = max(scores, key=lambda context: scores[context])
    inside: dict[Context, bool] = {}
    return [_within(leaf.context, best, inside) and (_runs(leaf) or _near(leaf)) for leaf in leaves]


def _runs(leaf: Leaf) -> bool:
    context = leaf.context
    return (
        len(leaf.text) >= _RUNNING
        and leaf.link_share < 0.4
        and not context.hidden
        and context.shell is None
        and context.tag in _TEXT_TAGS
    )


def _near(leaf: Leaf) -> bool:
    """Whether a short leaf may belong to the text around it."""
    context = leaf.context
    return leaf.link_share < 0.5 and not context.hidden and context.shell is None and (
        context.tag in HEADINGS or context.tag in ("p", "blockquote", "tr"))


def _within(context: Context, outer: Context, known: dict[Context, bool]) -> bool:
    path = []
    answer = False
    for at in context.up():
        if at in known or at is outer:
            answer = at is outer or known[at]
            break
        path.append(at)
    for at in path:
        known[at] = answer
    return answer
