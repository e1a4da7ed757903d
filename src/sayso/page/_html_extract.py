"""Which leaves of a page are its article: trafilatura's answer, and a reading of our own where it gives none.

trafilatura's answer is its output text; `_html_match` finds it again among the leaves. It is asked only about pages of
a size that it reads in a second or two (`MOST_LEAVES`, `MOST_ELEMENTS`, `MOST_CHARACTERS`, `MOST_STEPS`: several times
the size of any news page): beyond that its time grows faster than the page. Larger pages, and those about which it says
nothing or far too little, are read by the density of their text, in linear time: the element with the most running text
outside links close to it, as readability does, widened as long as the element around it holds much more.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

from lxml import etree, html

from sayso.page._html_leaves import Context, Leaf
from sayso.page._html_match import coverage, segments_of
from sayso.page._html_names import elements
from sayso.page._html_refine import parts_of

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it warns of every page that it cannot read

MOST_LEAVES = 12_000
MOST_ELEMENTS = 30_000
MOST_CHARACTERS = 2_000_000
MOST_STEPS = 500_000  # from the root to every element, taken together
_TAKEN = 0.5  # a leaf is taken if trafilatura has this share of its words
_RUNNING = 40  # characters from which a leaf counts as running text
_TOO_LITTLE = 200  # characters below which trafilatura's answer is doubted
_STEPS_UP = 6  # elements around a text that it speaks for
_MUCH_MORE = 1.25  # an element around the densest one is the article if it holds more text than this times as much
_TEXT_TAGS = elements("text")


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
    depth = steps = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        steps += depth
        count += 1
        if steps > MOST_STEPS or count > MOST_ELEMENTS:
            return False
    return True


def _by_trafilatura(root: html.HtmlElement, leaves: Sequence[Leaf], url: str | None) -> list[bool]:
    import trafilatura  # takes as long to import as a page to read

    try:
        document = trafilatura.bare_extraction(root, url=url, include_comments=False, include_tables=True)
    except Exception:  # whatever goes wrong in there, the page can still be read by density
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [share >= _TAKEN for share in coverage(leaves, segments_of(body))]


def _by_density(leaves: Sequence[Leaf]) -> list[bool]:
    """The running text of the densest element; any text outside the page's shell, or any at all, where none runs."""
    running = [_runs(leaf) for leaf in leaves]
    parts = parts_of(leaves, running)
    plain = [parts.kind(leaf.context) is None and not leaf.context.hidden for leaf in leaves]
    scores: defaultdict[Context, float] = defaultdict(float)
    totals: defaultdict[Context, float] = defaultdict(float)
    for leaf, runs, ours in zip(leaves, running, plain, strict=True):
        if runs and ours:
            worth = len(leaf.text) * (1 - leaf.link_share)
            for step, context in enumerate(leaf.context.up(), 1):
                totals[context] += worth
                if step <= _STEPS_UP:
                    scores[context] += worth / step
    if not scores:
        return plain if any(plain) else [True] * len(leaves)
    best = max(scores, key=lambda context: scores[context])
    for outer in list(best.up())[1:_STEPS_UP]:
        if outer.tag != "body" and totals[outer] > _MUCH_MORE * totals[best]:
            best = outer
    inside: dict[Context, bool] = {}
    return [
        ours and (runs or _near(leaf)) and _within(leaf.context, best, inside)
        for leaf, runs, ours in zip(leaves, running, plain, strict=True)
    ]


def _runs(leaf: Leaf) -> bool:
    """Whether a leaf is running text, and no heading, link or label."""
    return len(leaf.text) >= _RUNNING and leaf.link_share < 0.4 and not leaf.context.hidden and (leaf.tag in _TEXT_TAGS)


def _near(leaf: Leaf) -> bool:
    """Whether a short leaf may belong to the running text around it."""
    return leaf.link_share < 0.5 and (leaf.heading or leaf.tag in ("p", "blockquote", "tr"))


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
