"""Plain text, as it comes out of a copy-and-paste or a crawl: which lines are the article and which the page around it.

Lines are joined to units (:mod:`sayso.page.lines`); a unit's own words may tell its kind (:mod:`sayso.page.shell`,
:mod:`sayso.page.furniture`); what they leave open, its place in the page tells. No character of the text is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.page._model import Page, PageBlock
from sayso.page.furniture import (
    byline_names,
    dateline,
    ends_sentence,
    is_byline,
    is_caption,
    is_kicker,
    is_timestamp,
)
from sayso.page.lines import Unit, trimmed, units
from sayso.page.shell import shell

HEADLINE_WORDS = 32
"""More words than a headline or an unpunctuated standfirst has."""
LINE_WORDS = 25
"""From this many words on an unpunctuated line is prose."""
SUBHEADING_WORDS = 8
HEAD_LINES = 12
"""How many lines at the top may hold headline, standfirst and byline."""

_OPENING = "“‘\"'«„‹"
_TRANSCRIPT = re.compile(r"(?:[A-Z][A-Z .'’-]{1,30}|Q|A|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) ?: \S")
_PLACED = re.compile(r"[A-Z][\w’'.-]+(?:,? [A-Z][\w’'.-]+){0,3}: [A-Z]")
_BULLET = re.compile(r"[-–—•·*▪●◦] ?\S|\(?[0-9a-z]{1,2}[.)] \S")
_CELLS = re.compile(r"\t| {3,}| \| ")
_SMALL = frozenset(
    re.findall(r"\w+", "a an the and or nor but of in on at to for from by with as is vs v over after amid into off up")
)


@dataclass(slots=True)
class _Line:
    """A unit with what is known of it so far; ``kind`` is None while open."""

    unit: Unit
    words: str
    kind: str | None = None
    opens: bool = False
    count: int = field(init=False)
    final: bool = field(init=False)

    def __post_init__(self) -> None:
        self.count = self.words.count(" ") + self.words.count("\n") + 1
        self.final = ends_sentence(self.words)


def read_plain(text: str) -> Page:
    """The blocks of a plain text. ``Page.text`` is ``text`` itself; time is linear in its length.

    Every character that is not blank or invisible lies in one block; blocks are in order and do not overlap.
    """
    lines = [_Line(u, text[u.start : u.end]) for u in units(text)]
    _by_words(lines)
    _lists(lines)
    _comments(lines)
    byline = _head(lines)
    _rest(text, lines)
    return Page(text=text, blocks=tuple(_merged(_with_datelines(text, lines))), byline=byline)


# ---------------------------------------------------------------- what the words of a line say


def _by_words(lines: list[_Line]) -> None:
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
        elif announced and _teaser(line):
            line.kind, announced = announced, None
        else:
            announced = None
    _first_line(lines)


def _first_line(lines: list[_Line]) -> None:
    """ "BREAKING: Minister quits" at the very top, with an article after it, is the headline and no link."""
    if len(lines) < 2 or lines[0].kind != "related" or lines[0].opens or not _headline_like(lines[0]):
        return
    after = next((line for line in lines[1:] if line.kind is None), None)
    if after and (after.final or after.count >= LINE_WORDS):
        lines[0].kind = None


def _teaser(line: _Line) -> bool:
    """Could an unmarked line be a link to another article: short, no full stop, no quotation or list?"""
    return line.count <= LINE_WORDS and not line.words.endswith((".", ";", ",")) and line.count >= 2


def _lists(lines: list[_Line]) -> None:
    """Unpunctuated lines under "Related stories" or "Most read", and beside links that bear a tag, are of that kind."""
    for at, line in enumerate(lines):
        if line.opens and line.kind == "related":
            _spread(lines, at, range(at + 1, len(lines)), limit=12, apart=True)
        elif line.kind == "related" and _tagged(line):
            _spread(lines, at, range(at + 1, len(lines)), limit=4, apart=False)
            _spread(lines, at, range(at - 1, -1, -1), limit=4, apart=False)


def _spread(lines: list[_Line], at: int, where: range, *, limit: int, apart: bool) -> None:
    before = lines[at]
    for n in where[:limit]:
        line = lines[n]
        near = apart or not (line if n > at else before).unit.after_blank
        if line.kind is not None or not near or not _teaser(line) or line.count < 4 or line.words[0] in _OPENING[:1]:
            return
        line.kind = lines[at].kind
        before = line


def _tagged(line: _Line) -> bool:
    return line.words.endswith((")", "]"))


def _comments(lines: list[_Line]) -> None:
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
            line.kind = "other"


def _fill_comments(lines: list[_Line], at: int) -> None:
    for line in lines[at + 1 :]:
        if line.kind in ("source", "notice", "related", "advert"):
            return
        line.kind = "comment"


# ---------------------------------------------------------------- the head of the article


def _headline_like(line: _Line) -> bool:
    if not 2 <= line.count <= HEADLINE_WORDS or len(line.words) > 240 or line.words[0].islower():
        return False
    if line.words.endswith((",", ";", ":")) or dateline(line.words):
        return False
    return not line.words.endswith(".") or _title_case(line.words)


def _title_case(words: str) -> bool:
    """Are nearly all the longer words capitalised, as in an American headline?"""
    long = [w for w in re.findall(r"[^\W\d_][\w’'-]*", words) if w.lower() not in _SMALL]
    return len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.75 * len(long) and not words.isupper()


def _head(lines: list[_Line]) -> str | None:
    """Marks headline, standfirsts, byline and kicker at the top; returns the byline's names."""
    open_lines = [n for n, line in enumerate(lines) if line.kind is None]
    prose = [n for n in open_lines if _prose(lines[n])]
    if not open_lines or not prose:
        return None
    while len(open_lines) > 1 and is_kicker(lines[open_lines[0]].words) and open_lines[1] <= prose[0]:
        lines[open_lines.pop(0)].kind = "other"
    first = open_lines[0]
    if first < HEAD_LINES and _is_headline(lines, first, open_lines, prose):
        lines[first].kind = "headline"
    return _below_headline(lines, first, prose)


def _is_headline(lines: list[_Line], first: int, open_lines: list[int], prose: list[int]) -> bool:
    """A headline has prose below it; one that closes like a sentence must be set in title case."""
    if not _headline_like(lines[first]) or is_byline(lines[first].words) or _speech(lines[first].words):
        return False
    if prose[0] == first:  # it ends like a sentence: "Is this the end?", "Poll: Voters Turn Away."
        prose.pop(0)
        return bool(prose) and (lines[first].count <= 24)
    return len(open_lines) > 1


def _speech(words: str) -> bool:
    """A line that is one quotation from end to end is a paragraph, not a headline."""
    return words[0] in '“"«' and words[-1] in '”"»'


def _prose(line: _Line) -> bool:
    return (line.final and line.count >= 5 and not is_byline(line.words)) or line.count >= LINE_WORDS


def _below_headline(lines: list[_Line], first: int, prose: list[int]) -> str | None:
    """Between the headline and the first paragraph: standfirsts and bylines. Above them too, where there is none."""
    titled = lines[first].kind == "headline"
    body = prose[0] if prose else len(lines)
    byline = None
    for n in range(first + titled, min(len(lines), first + HEAD_LINES)):
        line = lines[n]
        if line.kind is None and is_byline(line.words, bare=titled and n < body) and (n < body or byline is None):
            line.kind, byline = "byline", byline or byline_names(line.words)
            _standfirsts(lines, first, n, titled, all_of_them=True)
        elif n > body + 2:
            break
    _standfirsts(lines, first, body, titled, all_of_them=False)
    return byline


def _standfirsts(lines: list[_Line], first: int, end: int, titled: bool, *, all_of_them: bool) -> None:
    """Marks up to three open lines between headline and ``end`` as standfirsts; a line closed by a full stop only
    where a byline follows (``all_of_them``)."""
    if not titled:
        return
    room = [line for line in lines[first + 1 : end] if line.kind is None]
    if len(room) > 3:
        return
    for line in room:
        if is_caption(line.words):
            line.kind = "caption"
        elif (
            line.count >= 4 and line.count <= 60 and (all_of_them or not line.words.endswith(".")) and not _dated(line)
        ):
            line.kind = "standfirst"


def _dated(line: _Line) -> bool:
    return dateline(line.words) is not None or _speech(line.words)


# ---------------------------------------------------------------- the body


def _rest(text: str, lines: list[_Line]) -> None:
    """Lines still open: paragraphs, captions, subheadings, tables, and unmarked links at the foot."""
    still = [n for n, line in enumerate(lines) if line.kind is None]
    long = [n for n in still if lines[n].count >= 8]
    prose = [n for n in still if _prose(lines[n])]
    punctuated = bool(prose) and sum(lines[n].final for n in long) >= 0.5 * len(long)
    quoting = _inside_quotation(lines)
    last = prose[-1] if prose else -1
    first = prose[0] if prose else 0
    runs = _runs(lines, set(still)) if punctuated else {}
    for n in still:
        line = lines[n]
        if not punctuated and not is_caption(line.words):
            line.kind = "paragraph"
        else:
            line.kind = _body_kind(line, n in quoting, runs.get(n, 1), after=n > last, before=n < first)


def _body_kind(line: _Line, quoted: bool, run: int, *, after: bool, before: bool) -> str:
    words = line.words
    if is_caption(words) and line.count <= 60:
        return "caption"
    if line.final or line.count >= LINE_WORDS or words.endswith((":", ",", ";", "-", "—", "–")) or "\n" in words:
        return "paragraph"
    if len(_CELLS.findall(words)) >= 2:
        return "table"
    if _BULLET.match(words) or words[0].islower() or (_TRANSCRIPT.match(words) and words[: words.find(":")].isupper()):
        return "paragraph"
    if words[0] in _OPENING and line.count > SUBHEADING_WORDS and not quoted:
        return "paragraph"
    if quoted:
        return "caption"
    if after:
        return "related" if line.count >= 4 else "other"
    if run >= 3 and line.count >= 4:
        return "related"
    if before and line.count <= 3:
        return "other"
    return "subheading" if line.count <= SUBHEADING_WORDS and not _PLACED.match(words) else "caption"


def _runs(lines: list[_Line], still: set[int]) -> dict[int, int]:
    """For each open unpunctuated line, how many such lines stand together."""
    out: dict[int, int] = {}
    run: list[int] = []
    for n, line in enumerate(lines):
        if n in still and not line.final and line.count < LINE_WORDS and not _BULLET.match(line.words):
            run.append(n)
            continue
        out.update(dict.fromkeys(run, len(run)))
        run = []
    out.update(dict.fromkeys(run, len(run)))
    return out


def _inside_quotation(lines: list[_Line]) -> set[int]:
    """Open lines between a paragraph whose quotation is not closed and a paragraph that opens it again."""
    out: set[int] = set()
    waiting: list[int] = []
    unclosed = False
    for n, line in enumerate(lines):
        if line.kind is not None:
            continue
        if line.final or line.count >= LINE_WORDS:
            if unclosed and line.words[0] in _OPENING:
                out.update(waiting)
            unclosed = _unclosed(line.words)
            waiting = []
        else:
            waiting.append(n)
    return out


def _unclosed(words: str) -> bool:
    """Is a double quotation mark open at the end of the paragraph (a single one, where it begins with one)?"""
    if words.count("“") > words.count("”") or words.count("«") > words.count("»"):
        return True
    if "“" not in words and words.count('"') % 2:
        return True
    return words[0] == "‘" and not re.search(r"’[.,;!?]?$", words)


# ---------------------------------------------------------------- blocks


def _with_datelines(text: str, lines: list[_Line]) -> list[PageBlock]:
    """A block a line; a paragraph that begins with a dateline becomes two blocks."""
    out: list[PageBlock] = []
    speakers = sum(line.kind == "paragraph" and _TRANSCRIPT.match(line.words) is not None for line in lines)
    seen = 0
    for line in lines:
        unit, kind = line.unit, line.kind or "paragraph"
        if kind == "paragraph":
            seen += 1
            found = dateline(line.words, colon=seen == 1 and speakers <= 1)
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
