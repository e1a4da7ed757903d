"""Plain text, as it comes out of a copy-and-paste or a crawl: which lines are the article and which the page around it.

Lines are joined to units (:mod:`sayso.page.lines`); a unit's own words may tell its kind (:mod:`sayso.page.shell`,
:mod:`sayso.page.furniture`); what they leave open, its place in the page tells. No character of the text is changed.
"""

from __future__ import annotations

from typing import cast

from sayso.page._model import Page, PageBlock
from sayso.page._plain_body import OPENING, TRANSCRIPT, mark_body
from sayso.page._plain_head import mark_head
from sayso.page._plain_line import LINE_WORDS, Line, core, headline_like, teaser
from sayso.page.furniture import dateline, is_timestamp
from sayso.page.lines import trimmed, units
from sayso.page.shell import shell
from sayso.record import BlockKind


def read_plain(text: str, *, title: str | None = None) -> Page:
    """The blocks of a plain text. ``Page.text`` is ``text`` itself; time is linear in its length.

    ``title`` is the article's title where the caller knows it: the line that is the same is the headline.
    Every character that is not blank or invisible lies in one block; blocks are in order and do not overlap.
    """
    lines = [Line(u, text[u.start : u.end]) for u in units(text)]
    _by_words(lines)
    _lists(lines)
    _comments(lines)
    body = core(lines)
    byline = mark_head(lines, body, title)
    mark_body(lines, body, byline)
    return Page(text=text, blocks=tuple(_merged(_with_datelines(text, lines))), byline=byline)


# ---------------------------------------------------------------- what the words of a line say


def _by_words(lines: list[Line]) -> None:
    """Kinds that a line's own words give. A line that follows a bare "READ MORE:" is what that announces."""
    announced: str | None = None
    for line in lines:
        found = shell(line.words)
        if found:
            line.kind, line.opens = found.kind, found.opens
            bare = line.words.rstrip().endswith(":") and found.kind == "related"
            announced = found.kind if bare and not found.opens else None
        elif is_timestamp(line.words):
            line.kind = "other"
        elif announced and teaser(line):
            line.kind, announced = announced, None
        else:
            announced = None
    _first_line(lines)


def _first_line(lines: list[Line]) -> None:
    """ "BREAKING: Minister quits" at the very top, with an article after it, is the headline and no link."""
    if len(lines) < 2 or lines[0].kind != "related" or lines[0].opens or not headline_like(lines[0]):
        return
    after = next((line for line in lines[1:] if line.kind is None), None)
    if after and (after.final or after.count >= LINE_WORDS):
        lines[0].kind = None


def _lists(lines: list[Line]) -> None:
    """Unpunctuated lines under "Related stories" or "Most read", and beside links that bear a tag, are of that kind."""
    for at, line in enumerate(lines):
        if line.opens and line.kind == "related":
            _spread(lines, at, range(at + 1, len(lines)), limit=12, apart=True)
        elif line.kind == "related" and _tagged(line):
            _spread(lines, at, range(at + 1, len(lines)), limit=4, apart=False)
            _spread(lines, at, range(at - 1, -1, -1), limit=4, apart=False)


def _spread(lines: list[Line], at: int, where: range, *, limit: int, apart: bool) -> None:
    before = lines[at]
    for n in where[:limit]:
        line = lines[n]
        near = apart or not (line if n > at else before).unit.after_blank
        if line.kind is not None or not near or not teaser(line) or line.count < 4 or line.words[0] in OPENING[:1]:
            return
        line.kind = lines[at].kind
        before = line


def _tagged(line: Line) -> bool:
    return line.words.endswith((")", "]"))


def _comments(lines: list[Line]) -> None:
    """Below a heading "12 comments" at the foot of the page everything is what readers wrote, up to other furniture."""
    total = sum(line.kind is None and line.count > 12 for line in lines)
    above = 0
    for at, line in enumerate(lines):
        above += line.kind is None and line.count > 12
        if line.kind == "comment" and line.opens:
            below = total - above
            if above >= 2 and above >= below // 2:
                _fill_comments(lines, at)
                return


def _fill_comments(lines: list[Line], at: int) -> None:
    for line in lines[at + 1 :]:
        if line.kind in ("source", "notice", "related", "advert"):
            return
        line.kind = line.kind or "comment"


# ---------------------------------------------------------------- blocks


def _with_datelines(text: str, lines: list[Line]) -> list[PageBlock]:
    """A block a line; a paragraph that begins with a dateline becomes two blocks."""
    out: list[PageBlock] = []
    speakers = sum(line.kind == "paragraph" and TRANSCRIPT.match(line.words) is not None for line in lines)
    seen = 0
    for line in lines:
        unit, kind = line.unit, cast(BlockKind, line.kind or "paragraph")
        if kind == "paragraph":
            seen += 1
            found = dateline(line.words, colon=seen == 1 and speakers <= 1, bare=seen <= 2)
            if found:
                cut = unit.start + found[0]
                start, end = trimmed(text, cut, unit.end)
                out += [PageBlock(unit.start, cut, "dateline"), PageBlock(start, end, kind)]
                continue
        out.append(PageBlock(unit.start, unit.end, kind))
    return out


def _merged(blocks: list[PageBlock]) -> list[PageBlock]:
    """Lines of one table are one block."""
    out: list[PageBlock] = []
    for block in blocks:
        if out and block.kind == "table" == out[-1].kind:
            out[-1] = PageBlock(out[-1].start, block.end, "table")
        else:
            out.append(block)
    return out
