"""A web page read: its text block by block, the article told from the page around it, and what it states about itself.

trafilatura decides what is article (`_html_extract`, which also says what is done with pages that it cannot read), the
markup's names and the lines' words correct it (`_html_refine`) and name every block (`_html_kinds`).
"""

from __future__ import annotations

from lxml import html as lxml_html

from sayso.page._html_extract import article_leaves
from sayso.page._html_kinds import kinds_of
from sayso.page._html_leaves import Leaf, leaves_of
from sayso.page._html_meta import Meta, clean_byline, meta_of
from sayso.page._html_tree import parse
from sayso.page._model import Page, PageBlock, PageError
from sayso.page.decode import decode
from sayso.page.furniture import dateline
from sayso.record import BlockKind

_BETWEEN = "\n\n"
_FIRST = 2
"""Paragraphs in which a dateline may stand."""


def read_html(html: str | bytes, *, url: str | None = None) -> Page:
    """The page as text and blocks, in order of the document.

    `text` is all text of the page, that of the page around the article included, blocks parted by blank lines and the
    white space inside them folded; a block is a paragraph, a heading, a list's item, a table's row. Text that only
    programs see (scripts, styles, templates, form fields) is not in it, that of <noscript> only if there is no other.

    `published` is the date that the page states in JSON-LD, <meta> or <time>, with the time zone that it has there. A
    date that is not ISO 8601 is dropped. Only where the page states none, and its address has year, month and day in a
    row (/2021/08/27/), is it taken from there. `url` is the page's canonical address, else the one given.

    Raises PageError where the input is binary or has no text. Takes time linear in the length of the page.
    """
    root = parse(decode(html) if isinstance(html, bytes) else html)
    leaves = leaves_of(root) or leaves_of(root, fallback=True)
    if not leaves:
        raise PageError(_why_empty(root))
    meta = meta_of(root, url)
    kinds = kinds_of(leaves, article_leaves(root, leaves, url), meta.titles)
    return _page(leaves, kinds, meta)


def _page(leaves: list[Leaf], kinds: list[BlockKind], meta: Meta) -> Page:
    blocks: list[PageBlock] = []
    at = seen = 0
    for leaf, kind in zip(leaves, kinds, strict=True):
        cut = _dateline(leaf.text) if kind == "paragraph" and seen < _FIRST else 0
        seen += kind == "paragraph"
        if cut:
            blocks.append(PageBlock(at, at + cut, "dateline"))
        begin = cut + len(leaf.text[cut:]) - len(leaf.text[cut:].lstrip())
        blocks.append(PageBlock(at + begin, at + len(leaf.text), kind))
        at += len(leaf.text) + len(_BETWEEN)
    headline = next((leaf.text for leaf, kind in zip(leaves, kinds, strict=True) if kind == "headline"), None)
    byline = next((leaf.text for leaf, kind in zip(leaves, kinds, strict=True) if kind == "byline"), None)
    return Page(
        text=_BETWEEN.join(leaf.text for leaf in leaves),
        blocks=tuple(blocks),
        title=headline or next(iter(meta.titles), None),
        byline=meta.byline or clean_byline(byline),
        publisher=meta.publisher,
        published=meta.published,
        url=meta.url,
        language=meta.language,
    )


def _dateline(text: str) -> int:
    """Length of the dateline that a paragraph begins with, 0 if it begins with none or is nothing else."""
    found = dateline(text, colon=True)
    return found[0] if found and text[found[0] :].strip() else 0


def _why_empty(root: lxml_html.HtmlElement) -> str:
    if next(root.iter("frame", "iframe"), None) is not None:
        return "The page has no text of its own, only frames that show other pages."
    if next(root.iter("script"), None) is not None:
        return "The page has no text, only scripts that would fetch it."
    return "The page has no text."
