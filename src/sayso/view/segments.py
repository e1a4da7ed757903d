"""An article cut at every boundary of its marks: spans may overlap, elements may not.

Each segment of the text is one element that bears all the marks that cover it, so the marks of a record may overlap
in any way. Putting the segments together again gives ``document.text`` character for character (see :func:`exact`
for the few that have no form in HTML). Linear in the text and in the marks that lie above one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from markupsafe import Markup, escape

from sayso.record import ARTICLE_KINDS, BlockKind, Record, Span
from sayso.view.marks import CONTENT, Mark
from sayso.view.names import Names

_LETTERS = {
    "a": "actor", "s": "statement", "f": "figure", "e": "event", "h": "headline", "r": "tie", "t": "time",
}  # fmt: skip
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A place to lead to where no segment can: ``to`` leads back, None where the segment after it does; ``label`` says
    where to."""

    id: str
    to: str | None
    label: str


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Characters that all the same marks cover. ``id`` and ``to`` make it a link; ``items``: the ids of all that it
    belongs to, what matters most first; ``anchors`` stand before it."""

    text: Markup
    classes: str = ""
    id: str | None = None
    to: str | None = None
    items: str = ""
    stop: bool = False
    anchors: tuple[Anchor, ...] = ()


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the article in segments, and where it begins; ``kind`` None: what stands between blocks."""

    kind: BlockKind | None
    start: int
    segments: tuple[Segment, ...]


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces that are all article, or all the page around it; ``left_out`` counts the blocks of the latter."""

    pieces: tuple[Piece, ...]
    left_out: int = 0


def exact(text: str) -> Markup:
    """The text in HTML, code point for code point: a carriage return, which HTML would drop, is written as a
    character reference; a character that has no form in HTML (NUL, a lone surrogate) is U+FFFD."""
    return Markup(str(escape(_UNSEEN.sub("\ufffd", text))).replace("\r", "&#13;"))


def stretches(record: Record, names: Names, found: Sequence[Mark]) -> list[Stretch]:
    """The whole text: stretches of article and of the page around it, in order."""
    out: list[Stretch] = []
    pieces: list[Piece] = []
    shell: bool | None = None
    for span, kind, segments in _blocks(record, names, found):
        is_shell = kind not in ARTICLE_KINDS if kind else _blank(record, span) and shell
        if shell is not None and bool(is_shell) != shell:
            out.append(_stretch(pieces, shell))
            pieces = []
        shell = bool(is_shell)
        pieces.append(Piece(kind=kind, start=span[0], segments=segments))
    return [*out, _stretch(pieces, bool(shell))] if pieces else out


def _blank(record: Record, span: Span) -> bool:
    return not record.words(span).strip()


def _stretch(pieces: list[Piece], shell: bool) -> Stretch:
    return Stretch(pieces=tuple(pieces), left_out=sum(p.kind is not None for p in pieces) if shell else 0)


def _blocks(
    record: Record, names: Names, found: Sequence[Mark]
) -> Iterator[tuple[Span, BlockKind | None, tuple[Segment, ...]]]:
    """Every stretch of the text with its kind of block, None between blocks, and its segments."""
    spans: list[tuple[Span, BlockKind | None]] = []
    at = 0
    for block in sorted(record.blocks, key=lambda b: b.span):
        start, end = max(at, block.span[0]), block.span[1]
        spans += [((at, start), None), ((start, end), block.kind)]
        at = max(at, end)
    spans.append(((at, len(record.document.text)), None))
    cuts = _cuts(record, found, {edge for span, _ in spans for edge in span})
    segments = _segments(record, names, found, cuts)
    segment = next(segments, None)
    for span, kind in spans:
        mine = []
        while segment is not None and segment[0] < span[1]:
            mine.append(segment[1])
            segment = next(segments, None)
        if span[0] < span[1]:
            yield span, kind, tuple(mine)


def _cuts(record: Record, found: Sequence[Mark], edges: set[int]) -> list[int]:
    size = len(record.document.text)
    return sorted({0, size, *(p for p in edges if p < size), *(p for m in found for p in m.span if 0 < p < size)})


def _segments(
    record: Record, names: Names, found: Sequence[Mark], cuts: Sequence[int]
) -> Iterator[tuple[int, Segment]]:
    """The segments with where they begin."""
    waiting = sorted(found, key=lambda m: (m.span, m.rank, m.anchor), reverse=True)
    homes = _homes(record, waiting, cuts)
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [m for m in active if m.span[1] > start]
        while waiting and waiting[-1].span[0] <= start:
            active.append(waiting.pop())
        text = exact(record.document.text[start:end])
        yield (
            start,
            _segment(text, sorted(active, key=_rank), (start, end), names, homes) if active else Segment(text=text),
        )


def _rank(mark: Mark) -> tuple[tuple[int, int], str]:
    return mark.rank, mark.anchor


def _homes(record: Record, waiting: Sequence[Mark], cuts: Sequence[int]) -> dict[str, int]:
    """Anchor → where the first segment with words begins that leads to what the mark is of; marks that have none are
    not there."""
    homes: dict[str, int] = {}
    todo, active = list(waiting), list[Mark]()
    for start, end in pairwise(cuts):
        active = [m for m in active if m.span[1] > start]
        while todo and todo[-1].span[0] <= start:
            active.append(todo.pop())
        if active and not _blank(record, (start, end)):
            homes.setdefault(min(active, key=_rank).anchor, start)
    return homes


def _segment(text: Markup, active: list[Mark], span: Span, names: Names, homes: dict[str, int]) -> Segment:
    """``active`` in order of rank: the first one is where the segment leads to."""
    top = active[0]
    home = homes.get(top.anchor) == span[0]
    lead = top.to and (home or (top.kind != CONTENT and text.strip()))
    return Segment(
        text=text,
        classes=" ".join(dict.fromkeys([*(c for m in active for c in m.classes), *_quoted(active, span, names)])),
        id=top.anchor if home else None,
        to=top.to if lead else None,
        items=" ".join(dict.fromkeys(m.to for m in active if m.to)),
        stop=bool(lead and home and top.stop),
        anchors=tuple(_anchor(m, top) for m in active if m.span[0] == span[0] and m.linked and m.anchor not in homes),
    )


def _anchor(mark: Mark, top: Mark) -> Anchor:
    label = f"also: {_LETTERS.get((mark.to or '-')[0], '')}"
    return Anchor(id=mark.anchor, to=mark.to if mark.to != top.to else None, label=label)


def _quoted(active: Sequence[Mark], span: Span, names: Names) -> Iterator[str]:
    """How what is said looks: the colour of the innermost speaker, of the one around it, how deep, where it opens and
    closes."""
    contents = [m for m in active if m.kind == CONTENT]
    if not contents:
        return
    yield from ("c", f"d{min(len(contents), 3)}", f"p{names.colour(contents[0].statement)}")
    yield contents[0].statement.kind if contents[0].statement else ""
    if len(contents) > 1:
        yield f"in{names.colour(contents[1].statement)}"
    if contents[0].span[0] == span[0]:
        yield "opens"
    if contents[0].span[1] == span[1]:
        yield "closes"
