"""What the page room hands on: the text of one input and the blocks that it falls into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from sayso.errors import PageError
from sayso.record import ARTICLE_KINDS, BlockKind

__all__ = ["ARTICLE_KINDS", "SHELL_KINDS", "Page", "PageBlock", "PageError"]

SHELL_KINDS = frozenset(get_args(BlockKind)) - ARTICLE_KINDS
"""The kinds of block that belong to the page around the article."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block: `text[start:end]` of its page, counted in code points, and what kind of block it is."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, its blocks in order of the document, and what the page states about itself.

    `published` is an ISO 8601 date or date-time as the page states it. What the page does not state is None.
    """

    text: str
    blocks: tuple[PageBlock, ...]
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
