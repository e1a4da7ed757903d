"""Attribution frames around a quotation: which words name the source and which are the cue, by surface patterns.

The frames are those of English news: ``SOURCE CUE: “…”``, ``“…,” SOURCE CUE``, ``“…,” CUE SOURCE``, ``Name: “…”``,
``“…” — Name``, ``according to SOURCE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.record import Span
from sayso.statements.cues import Verb, lexicon, pattern, source_words

LONGEST_SOURCE = 14
"""Words that a source may have before it is taken for something else."""
REACH = 400
"""Characters of a sentence that are looked at on either side of a quotation."""

_WORD = re.compile(r"[\w’'.&/-]*[\w’']")
_TITLES = (
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "St",
    "Lt",
    "Gen",
    "Col",
    "Sen",
    "Rep",
    "Gov",
    "Rev",
    "Sgt",
    "Capt",
    "Maj",
    "Prof",
)
_SENTENCE_END = re.compile(
    "(?<![A-Z])" + "".join(rf"(?<!\b{t})" for t in _TITLES) + r"[.!?][”\"’')]*\s+(?=[\"“‘A-Z])|\n"
)
_ACCORDING = re.compile(r"\baccording to ", re.IGNORECASE)
_SPEAKER = re.compile(
    r"(?:^|[.!?\n]\s*)([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})(?:, (?:\d+|[a-z][\w’'-]*(?: [\w’'-]+){0,7}),?)?\s*:\s*$"
)
_NAMED = re.compile(r",\s+([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,4}),\s*$")
_DASHED = re.compile(r"\s*[—–―-]{1,2}\s*([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,4})(?=[,.\n]|\s*$)")
_LINK = re.compile(
    r"\b(?:and|but|as|when|while|that|which|because|although|though|after|before|where)\s+"
    r"(?=[A-Z]|(?:the|he|she|they|it) )"
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|also|later|then|previously|recently|repeatedly|once|reportedly|earlier|now|still|even|simply|"
    r"only|just|been|was|were|will|would|did|not|does))+\s*$"
)
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]")


@dataclass(frozen=True, slots=True)
class Frame:
    """The source's words, and the cue's words with their verb (both None in ``Name: “…”``)."""

    source: Span
    cue: Span | None
    verb: Verb | None


def after(text: str, start: int, end: int) -> Frame | None:
    """The frame that begins right after a quotation; ``text[start:end]`` is what follows it in its paragraph."""
    stop = min(end, start + REACH)
    if named := _DASHED.match(text, start, stop):
        return Frame(named.span(1), None, None)
    if sentence := _SENTENCE_END.search(text, start, stop):
        stop = sentence.start() + 1
    begin = _skip(text, start, stop)
    if according := _ACCORDING.match(text, begin, stop):
        source = _source_after(text, according.end(), stop)
        return (
            Frame(
                source,
                (according.start(), according.end() - 1),
                Verb("according to", "say"),
            )
            if source
            else None
        )
    for match in _cues(text, begin, stop):
        if match.start() == begin:
            source = _source_after(text, match.end(), stop)
        else:
            source = _source_before(text, begin, match.start())
        if source:
            return Frame(source, match.span(), lexicon()[match.group().lower()])
    return None


def before(text: str, start: int, end: int) -> Frame | None:
    """The frame that leads up to a quotation; ``text[start:end]`` is what stands before its opening mark."""
    begin = max(start, end - REACH)
    for sentence in _SENTENCE_END.finditer(text, begin, end):
        if text[sentence.end() : end].strip():
            begin = sentence.end()
    found = list(_cues(text, begin, end))
    for match in reversed(found):
        source = _source_before(text, begin, match.start())
        if source:
            return Frame(source, match.span(), lexicon()[match.group().lower()])
    if found and text[end - 2 : end].strip().endswith(":"):
        source = _source_after(text, found[-1].end(), end)
        if source:
            return Frame(source, found[-1].span(), lexicon()[found[-1].group().lower()])
    if speaker := _SPEAKER.search(text[begin:end]):
        return Frame((begin + speaker.start(1), begin + speaker.end(1)), None, None)
    return None


def _cues(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs of saying in a stretch; "States" with its capital is none, "STATES" in a text in capitals may be."""
    return (m for m in pattern().finditer(text, start, end) if m.group()[0].islower() or m.group().isupper())


def _skip(text: str, start: int, stop: int) -> int:
    while start < stop and (text[start].isspace() or text[start] in ",;—–―-"):
        start += 1
    return start


def _source_before(text: str, begin: int, cue: int) -> Span | None:
    """The noun phrase that ends at a cue: the words since the last comma; past an apposition, the words before it."""
    words = text[begin:cue]
    if words.rstrip().endswith(","):  # "Rick Sanchez, who hosts the show, said": what stands before the first comma
        parts = words.rstrip(" ,").split(",")
        if named := _NAMED.search(words):  # "the mayor, Delia Lobo, told": the name rather than what it explains
            return (begin + named.start(1), begin + named.end(1))
        at, part = begin, parts[0]
        while len(parts) > 1 and not _is_source(part):
            at, parts = at + len(part) + 1, parts[1:]
            part = parts[0]
        return _trim(text, at, at + len(part)) if len(parts) > 1 and _is_source(part) else None
    comma = max(
        words.rfind(","),
        words.rfind(";"),
        words.rfind("—"),
        words.rfind("–"),
        words.rfind("("),
    )
    span = _after_link(text, begin + comma + 1, cue)
    return _trim(text, *span) if _is_source(text[slice(*span)]) else None


def _after_link(text: str, start: int, end: int) -> Span:
    """Without a conjunction that leads the clause, and without auxiliaries and adverbs before the cue."""
    for match in _LINK.finditer(text, start, end):
        start = match.end()
    if aux := _AUXILIARY.search(text, start, end):
        end = aux.start()
    return start, end


def _is_source(words: str) -> bool:
    """Could these words be a noun phrase that names a speaker?"""
    tokens = [t.strip(".") for t in _WORD.findall(words)]
    if not 1 <= len(tokens) <= LONGEST_SOURCE:
        return False
    first = tokens[0].lower()
    if first in source_words("pronouns"):
        return len(tokens) == 1
    if first in source_words("determiners"):
        return len(tokens) > 1 or first in (
            "some",
            "many",
            "others",
            "several",
            "one",
            "another",
        )
    if first in source_words("anonymous"):
        return True
    named = [t for t in tokens if _CAPITAL.match(t)]
    return bool(named) and first not in source_words("stops") and (bool(_CAPITAL.match(tokens[-1])) or len(named) >= 2)


def _source_after(text: str, start: int, stop: int) -> Span | None:
    """The noun phrase that begins after a cue: words up to a comma, a stop word, the sentence's end."""
    begin = end = _skip_blank(text, start, stop)
    count = 0
    for match in _WORD.finditer(text, begin, stop):
        gap = text[end : match.start()]
        if (count and gap.strip()) or count >= LONGEST_SOURCE:
            break
        word = match.group().lower()
        first = count == 0
        if word in source_words("stops") and not (first and word in source_words("determiners")):
            break
        if first and word in source_words("pronouns"):
            return match.span()
        end = match.end()
        count += 1
    return _trim(text, begin, end) if count and _is_source(text[begin:end]) else None


def _skip_blank(text: str, start: int, stop: int) -> int:
    while start < stop and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "—–-:;,.("):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—–-:;,("):
        end -= 1
    return (start, end)
