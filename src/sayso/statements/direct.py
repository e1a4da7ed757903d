"""A first reader of direct quotations: their runs, their cue and the words that name their source.

It works on the surface (quotation marks and attribution frames) and finds direct and mixed speech only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.record import Span
from sayso.statements.cues import Verb
from sayso.statements.dashes import dashed
from sayso.statements.dialogue import dialogue
from sayso.statements.frames import Frame, after, before
from sayso.statements.quotes import Quote, quotes

SHORTEST = 3
"""Words below which a quoted run counts as speech only with a cue right beside it."""

_SENTENCE_FINAL = re.compile(r"[.!?…]$")
_FULL_STOP = re.compile(r"[.…]$")
_UTTERANCE_FINAL = re.compile(r"[.!?…,–—-][”’\"']?$")
_SENTENCE_START = re.compile(r"[.!?…:”\"]\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One statement in quotation marks: its runs, and what says who said it.

    ``continued``: it has no source of its own, whoever spoke before goes on.
    """

    runs: tuple[Span, ...]
    kind: Literal["direct", "mixed"]
    source: Span | None = None
    cue: Span | None = None
    verb: Verb | None = None
    continued: bool = False
    turn: Literal["asks", "answers"] | None = None
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """A quoted run with the stretches of its own paragraph around it, up to the neighbouring runs."""

    quote: Quote
    gap_before: Span
    gap_after: Span
    first: bool
    alone: bool


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """The direct and mixed quotations of ``paragraphs``, in order of their first run. Linear in the text.

    A paragraph that opens with a mark after one left open carries on the statement that has a source; where none is
    named, each paragraph is a statement of its own, ``continued``. The turns of an interview or transcript are direct
    statements too (:mod:`sayso.statements.dialogue`).
    """
    turns, prose = dialogue(text, paragraphs)
    spoken, prose = dashed(text, prose)
    out = _quoted(text, prose)
    out += [Quotation(t.runs, "direct", t.source, turn=_role(t.asks), labelled=True) for t in turns]
    out += [_turn(text, turn.runs, turn.frame) for turn in spoken]
    return sorted([*out, *_quoted_inside(text, out)], key=lambda q: q.runs[0])


def _turn(text: str, runs: tuple[Span, ...], frame: Frame | None) -> Quotation:
    if frame is None:
        return Quotation(runs, "direct", turn=_role(text[slice(*runs[-1])].rstrip(" ”\"’'").endswith("?")))
    return Quotation(runs, "direct", frame.source, frame.cue, frame.verb, turn="answers")


def _role(asks: bool) -> Literal["asks", "answers"]:
    return "asks" if asks else "answers"


def _quoted_inside(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Quotations inside of quotations ("“They told us, ‘Next year.’”") that have a cue and a source of their own."""
    runs = sorted(run for q in found if q.kind == "direct" for run in q.runs)
    return [q for q in _quoted(text, runs) if q.kind == "direct" and q.source and q.verb]


def _quoted(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    out: list[Quotation] = []
    last_paragraph = -2
    parted = False
    for setting in _settings(text, paragraphs):
        quote = setting.quote
        if quote.carries_on and out and out[-1].source:
            out[-1] = replace(out[-1], runs=(*out[-1].runs, quote.span))
        elif found := _attributed(text, setting, paragraphs):
            same = out and last_paragraph == quote.paragraph and _goes_on(text, out[-1], found, quote)
            if same:
                out[-1] = replace(out[-1], runs=(*out[-1].runs, *found.runs))
            else:
                out.append(found)
        elif _is_speech(text, setting):
            parted = parted or _said_between(text, setting)
            if out and last_paragraph == quote.paragraph and out[-1].kind == "direct" and not parted:
                out[-1] = replace(out[-1], runs=(*out[-1].runs, quote.span))
            elif setting.first or _stands_alone(text, setting):
                out.append(Quotation((quote.span,), "direct", continued=bool(out)))
            elif parted:
                out.append(Quotation((quote.span,), "direct", continued=True))
            else:
                continue
        else:
            parted = _ends_said(text, setting)
            continue
        last_paragraph, parted = quote.paragraph, False
    return out


def _said_between(text: str, setting: _Setting) -> bool:
    """Does the reporter tell, since the quotation before, what else was said ("…,” he said. Nobody was held, he added.
    “…”)? His last sentence before the quotation, not the first one behind the other, has a cue then."""
    begin, end = setting.gap_before
    sentences = [m.end() for m in _SENTENCE_START.finditer(text, begin, end) if text[m.end() : end].strip("“\"'‘«„ ")]
    return bool(sentences) and before(text, sentences[-1], end) is not None


def _ends_said(text: str, setting: _Setting) -> bool:
    """Are the quoted words the end of a clause of their own that somebody says (It did “too little,” he added)?"""
    if text[setting.quote.end - 1] != ",":
        return False
    following = after(text, *setting.gap_after)
    return following is not None and following.cue is not None


def _settings(text: str, paragraphs: Sequence[Span]) -> list[_Setting]:
    found = quotes(text, paragraphs)
    out = []
    for n, quote in enumerate(found):
        start, end = paragraphs[quote.paragraph]
        earlier = n > 0 and found[n - 1].paragraph == quote.paragraph
        later = n + 1 < len(found) and found[n + 1].paragraph == quote.paragraph
        left = _past(text, found[n - 1].end) if earlier else start
        right = found[n + 1].start - 1 if later else end
        first = quote.start - start <= 4 and not text[start : quote.start].strip("“”\"'‘`«„ \t")
        gaps = (
            (left, max(left, quote.start - 1)),
            (min(_past(text, quote.end), right), right),
        )
        out.append(_Setting(quote, *gaps, first=first, alone=not (earlier or later)))
    return out


def _past(text: str, end: int) -> int:
    """Behind the mark that closes at ``end``."""
    return end + (2 if text[end : end + 2] == "''" else 1)


def _attributed(text: str, setting: _Setting, paragraphs: Sequence[Span]) -> Quotation | None:
    """The quotation with the frame that attributes it, None if no frame does."""
    quote = setting.quote
    words = text[quote.start : quote.end]
    lead = text[slice(*setting.gap_before)].rstrip()
    begins = setting.first or lead.endswith((",", ":", ".", "—", "–")) or not lead
    following = after(text, *setting.gap_after) if begins and not lead.endswith(":") else None
    if following and (following.cue is None or not _FULL_STOP.search(words)):
        return _made(quote, following)
    if lead and not setting.first and not _SENTENCE_FINAL.search(lead):
        frame = before(text, *setting.gap_before)
        if frame and lead.endswith((",", ":", "—", "–")):
            return _made(quote, frame)
        if frame and len(words.split()) >= SHORTEST:
            return _mixed(text, setting, frame)
    if following and _lower_case_follows(text, setting):
        return _made(quote, following)
    if setting.first and quote.paragraph:
        above = paragraphs[quote.paragraph - 1]
        if text[above[1] - 1] == ":" and (frame := before(text, *above)):
            return _made(quote, frame)
    return None


def _lower_case_follows(text: str, setting: _Setting) -> bool:
    rest = text[slice(*setting.gap_after)].lstrip(" ,”’\"'—–-")
    return bool(rest) and (
        rest[0].islower() or not _SENTENCE_FINAL.search(text[setting.quote.start : setting.quote.end])
    )


def _made(quote: Quote, frame: Frame) -> Quotation:
    return Quotation((quote.span,), "direct", frame.source, frame.cue, frame.verb)


def _mixed(text: str, setting: _Setting, frame: Frame) -> Quotation | None:
    """A sentence of reported speech with quoted words in it: its content runs from after the cue to its end."""
    if frame.cue is None:
        return None
    start = frame.cue[1]
    if that := re.compile(r"[\s,]*that\s+").match(text, start):
        start = that.end()
    while start < setting.quote.start and (text[start].isspace() or text[start] in ",:"):
        start += 1
    limit = setting.gap_after[1]
    end = setting.quote.end + 1
    if not _SENTENCE_FINAL.search(text[setting.quote.start : setting.quote.end]):
        stop = re.compile(r"[.!?](?:\s|$)").search(text, end, limit)
        end = stop.start() if stop else limit
    return Quotation(
        ((start, max(end, setting.quote.end)),),
        "mixed",
        frame.source,
        frame.cue,
        frame.verb,
    )


def _goes_on(text: str, last: Quotation, found: Quotation, quote: Quote) -> bool:
    """A second run of one paragraph belongs to the statement before it where the same words attribute both."""
    if found.source == last.source and found.cue == last.cue:
        return True
    return found.kind == "mixed" and last.kind == "mixed" and last.runs[-1][1] >= quote.start


def _stands_alone(text: str, setting: _Setting) -> bool:
    """A quoted sentence behind one of the reporter's: "He laughed. “That is not robbery.”"."""
    lead = text[slice(*setting.gap_before)].rstrip()
    return bool(lead) and _SENTENCE_FINAL.search(lead) is not None


def _is_speech(text: str, setting: _Setting) -> bool:
    """A run without a frame that still reads as an utterance: it stands as a sentence of its own, not inside one."""
    words = text[setting.quote.start : setting.quote.end]
    whole = setting.first and setting.alone and not text[slice(*setting.gap_after)].strip("”’\"' .")
    if len(words.split()) < SHORTEST and (setting.first or not _SENTENCE_FINAL.search(words)):
        return whole and _SENTENCE_FINAL.search(words) is not None  # a turn of a dialogue: “Who?”
    if not (words[0].isupper() or words[0] in "“‘'\"…$£€0123456789"):
        return False
    if not setting.quote.closed:
        return True
    closes = _UTTERANCE_FINAL.search(words) is not None or text[setting.quote.end + 1 : setting.quote.end + 2] == "."
    lead = text[slice(*setting.gap_before)].rstrip()
    return closes and (setting.first or lead.endswith((".", "!", "?", ":", "”", '"', ",")) or not lead)
