"""The body of an article in a plain text: which open lines are paragraphs, captions, subheadings, tables, links."""

from __future__ import annotations

import re

from sayso.page._plain_line import LINE_WORDS, Line
from sayso.page.furniture import is_bio, is_caption, is_timed_heading
from sayso.record import ARTICLE_KINDS

SUBHEADING_WORDS = 8
PROSE_SHARE = 0.25
"""Share of its words in prose below which a text is taken to be unpunctuated: then every open line is a paragraph."""

FOOT = 4
"""Among so many open lines at the end of a text one may be about its author."""

OPENING = "“‘\"'«„‹"
TRANSCRIPT = re.compile(r"(?:[A-Z][A-Z .'’-]{1,30}|Q|A|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) ?: \S")
_PLACED = re.compile(r"[A-Z][\w’'.-]+(?:,? [A-Z][\w’'.-]+){0,3}: [A-Z]")
_BULLET = re.compile(r"[-–—•·*▪●◦] ?\S|\(?[0-9a-z]{1,2}[.)] \S")
_CELLS = re.compile(r"\t| {3,}| \| ")


def mark_body(lines: list[Line], body: tuple[int, int], byline: str | None = None) -> None:
    """Gives every line that is still open its kind. ``body`` is the core of the text, ``byline`` its author's name."""
    still = [n for n, line in enumerate(lines) if line.kind is None]
    total = sum(lines[n].count for n in still)
    if sum(lines[n].count for n in still if lines[n].prose) < PROSE_SHARE * total or body[1] < body[0]:
        for n in still:
            lines[n].kind = "caption" if is_caption(lines[n].words) else "paragraph"
        return
    for n in still[-FOOT:]:
        if n > body[0] and is_bio(lines[n].words, byline):
            lines[n].kind = "other"
    still = [n for n in still if lines[n].kind is None]
    quoting = _inside_quotation(lines)
    runs = _runs(lines, still)
    titled = next((n for n, line in enumerate(lines) if line.kind == "headline"), None)
    live = any(is_timed_heading(lines[n].words) for n in still if body[0] <= n <= body[1])
    for n in still:
        if live and lines[n].count < LINE_WORDS and is_timed_heading(lines[n].words):
            lines[n].kind = "subheading"
        elif n > body[1]:
            lines[n].kind = _foot_kind(lines[n], lines[n - 1])
        elif n < body[0]:
            lines[n].kind = _top_kind(lines[n], under_headline=titled is not None and n > titled)
        else:
            lines[n].kind = _body_kind(lines[n], n in quoting, runs.get(n, 1))


def _foot_kind(line: Line, before: Line) -> str:
    """Below the running text: captions, links and what else a page has at its foot; broken lines go together."""
    if before.kind and before.kind not in ARTICLE_KINDS and line.words[0].islower() and not before.final:
        return before.kind
    if is_caption(line.words) and line.count <= 60:
        return "caption"
    return "related" if line.count >= 4 and not line.prose else "other"


def _top_kind(line: Line, *, under_headline: bool) -> str:
    """Above it, and no part of the head."""
    if is_caption(line.words) and line.count <= 60:
        return "caption"
    if line.prose:
        return "paragraph"
    return "subheading" if under_headline or line.count > 3 else "other"


def _body_kind(line: Line, quoted: bool, run: int) -> str:
    words = line.words
    if is_caption(words) and line.count <= 60:
        return "caption"
    if line.final or line.count >= LINE_WORDS or words.endswith((":", ",", ";", "-", "—", "–")) or "\n" in words:
        return "paragraph"
    if len(_CELLS.findall(words)) >= 2:
        return "table"
    if _BULLET.match(words) or words[0].islower() or (TRANSCRIPT.match(words) and words[: words.find(":")].isupper()):
        return "paragraph"
    if words[0] in OPENING and line.count > SUBHEADING_WORDS and not quoted:
        return "paragraph"
    if quoted:
        return "caption"
    if run >= 3 and line.count >= 4:
        return "related"
    return "subheading" if line.count <= SUBHEADING_WORDS and not _PLACED.match(words) else "caption"


def _runs(lines: list[Line], still: list[int]) -> dict[int, int]:
    """For each open unpunctuated line, how many such lines stand together."""
    out: dict[int, int] = {}
    run: list[int] = []
    open_lines = set(still)
    for n, line in enumerate(lines):
        if n in open_lines and not line.final and line.count < LINE_WORDS and not _BULLET.match(line.words):
            run.append(n)
            continue
        out.update(dict.fromkeys(run, len(run)))
        run = []
    out.update(dict.fromkeys(run, len(run)))
    return out


def _inside_quotation(lines: list[Line]) -> set[int]:
    """Open lines between a paragraph whose quotation is not closed and a paragraph that opens it again."""
    out: set[int] = set()
    waiting: list[int] = []
    unclosed = False
    for n, line in enumerate(lines):
        if line.kind is not None:
            continue
        if line.final or line.count >= LINE_WORDS:
            if unclosed and line.words[0] in OPENING:
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
