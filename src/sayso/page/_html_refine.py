"""What trafilatura leaves in although it is page, and what it leaves out although it is article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.page._html_leaves import Context, Leaf
from sayso.page._html_lines import line_kind
from sayso.record import BlockKind

_SMALL_PART = 0.3  # a part of a page whose name says shell holds less of the article's words than this
_SMALL_SUM = 0.5  # and so do all the parts of that name together: else the name means something else here
_PROSE = frozenset({"p", "blockquote", "h2", "h3", "h4", "h5", "h6", "li", "div"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The elements of a page whose names say shell: those that hold too much of the article to be meant so."""

    wide: frozenset[Context]
    idle: frozenset[str]

    def kind(self, context: Context) -> BlockKind | None:
        """The kind of shell block that the names around stand for, the nearest that says more than "other"; or None."""
        found: BlockKind | None = None
        for at in context.up():
            if at.named and at not in self.wide and at.named[1] not in self.idle:
                found = at.named[0]
                if found != "other":
                    break
        return found


def shell_of(leaves: Sequence[Leaf], taken: Sequence[bool]) -> tuple[list[BlockKind | None], Parts]:
    """For each leaf the kind of shell block that it is, None for those of the article; and what the names stand for."""
    parts = parts_of(leaves, taken)
    kinds: list[BlockKind | None] = []
    recovered = _siblings(leaves, taken, parts)
    for i, (leaf, take) in enumerate(zip(leaves, taken, strict=True)):
        named = parts.kind(leaf.context)
        if recovered[i]:
            kinds.append(None if _embedded_post(leaf) else line_kind(leaf.text))
        elif take:
            kinds.append(named or line_kind(leaf.text))
        else:
            kinds.append(_untaken(leaf, named))
    _whole_links(leaves, kinds)
    _bare_headings(leaves, kinds)
    return kinds, parts


def _untaken(leaf: Leaf, named: BlockKind | None) -> BlockKind:
    """The kind of a leaf that is not the article's; the words of a link that would be a headline point to another."""
    if named not in (None, "other"):
        return named
    kind = line_kind(leaf.text)
    if kind is None and named is None and leaf.link_share > 0.9 and leaf.text.count(" ") >= 4:
        return "related"
    return kind or "other"


def parts_of(leaves: Sequence[Leaf], taken: Sequence[bool]) -> Parts:
    """What the names on a page stand for, given the leaves taken for its article."""
    held: Counter[Context] = Counter()
    for leaf, take in zip(leaves, taken, strict=True):
        if take:
            for context in leaf.context.up():
                if context.named:
                    held[context] += len(leaf.text)
    total = sum(len(leaf.text) for leaf, take in zip(leaves, taken, strict=True) if take)
    sums: Counter[str] = Counter()
    for context, size in held.items():
        if context.named and size < _SMALL_PART * total:
            sums[context.named[1]] += size
    return Parts(
        wide=frozenset(context for context, size in held.items() if size >= _SMALL_PART * total),
        idle=frozenset(name for name, size in sums.items() if size >= _SMALL_SUM * total),
    )


def _siblings(leaves: Sequence[Leaf], taken: Sequence[bool], parts: Parts) -> list[bool]:
    """Leaves that were not taken although paragraphs around them in the same element were; and embedded posts."""
    first: dict[Context | None, int] = {}
    last: dict[Context | None, int] = {}
    for i, (leaf, take) in enumerate(zip(leaves, taken, strict=True)):
        if take and leaf.tag == "p":
            for context in (leaf.context.parent, None):
                first.setdefault(context, i)
                last[context] = i
    return [
        not take
        and first.get(None, i) < i < last.get(None, i)
        and (_embedded_post(leaf) or _between(leaf, i, first, last, parts))
        for i, (leaf, take) in enumerate(zip(leaves, taken, strict=True))
    ]


def _embedded_post(leaf: Leaf) -> bool:
    """Whether a leaf is of a post on a social network that the article quotes."""
    near = [context.names for context, _ in zip(leaf.context.up(), range(3), strict=False)]
    return leaf.link_share < 0.8 and any("-twitter-tweet-" in names for names in near)


def _between(
    leaf: Leaf, at: int, first: Mapping[Context | None, int], last: Mapping[Context | None, int], parts: Parts
) -> bool:
    within = leaf.context.parent
    if leaf.tag == "li" and within is not None:
        within = within.parent
    return (
        first.get(within, at) < at < last.get(within, at)
        and leaf.tag in _PROSE
        and not leaf.context.hidden
        and leaf.link_share < 0.5
        and parts.kind(leaf.context) is None
        and leaf.context.article not in ("caption", "byline", "dateline")
        and not leaf.context.figure
    )


def _whole_links(leaves: Sequence[Leaf], kinds: list[BlockKind | None]) -> None:
    """A paragraph that is a link and nothing else points to another page; unless half of the article is made so."""
    linked = [
        i for i, leaf in enumerate(leaves) if kinds[i] is None and leaf.link_share > 0.9 and not leaf.context.table
    ]
    if sum(len(leaves[i].text) for i in linked) > 0.5 * sum(
        len(leaf.text) for leaf, kind in zip(leaves, kinds, strict=True) if kind is None
    ):
        return
    for i in linked:
        if not leaves[i].heading:
            kinds[i] = "related"


def _bare_headings(leaves: Sequence[Leaf], kinds: list[BlockKind | None]) -> None:
    """A heading over nothing but shell is shell, of the kind of what follows it."""
    following: BlockKind | None = "other"
    for i in range(len(leaves) - 1, -1, -1):
        heads = leaves[i].heading and following is not None and leaves[i].tag != "h1"
        if heads and (kinds[i] is None or (kinds[i] == "other" and kinds[i + 1 : i + 2] == [following])):
            kinds[i] = following
        elif kinds[i] != "other":
            following = kinds[i]
