"""What the rooms read: an article's text with its blocks and its parses. It belongs to no room; all may import it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language._spacy import Doc
from sayso.record import ARTICLE_KINDS, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Part:
    """Whole blocks of an article, parsed together: ``doc``'s character offsets count from ``offset`` in the text."""

    offset: int
    doc: Doc


@dataclass(frozen=True, slots=True)
class Article:
    """A text, the kinds of its blocks (``(start, end, kind)`` in order, shell included) and its parsed parts.

    The parts cover the article's blocks but for bylines (who writes is no part of the story), in order of the text.
    ``published`` is ISO 8601 or None.
    """

    text: str
    blocks: tuple[tuple[int, int, BlockKind], ...]
    parts: tuple[Part, ...]
    published: str | None = None

    def spans(self, *kinds: BlockKind) -> list[Span]:
        """The spans of the blocks of these kinds; without kinds, of all that are article and not page."""
        wanted = kinds or ARTICLE_KINDS
        return [(start, end) for start, end, kind in self.blocks if kind in wanted]
