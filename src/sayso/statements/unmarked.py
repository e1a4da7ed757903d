"""Direct speech without marks of its own inside of a quotation: "“They told me, write about football.”"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.content import INNER, under
from sayso.statements.indirect import around_verb, matches
from sayso.statements.said import Said

_OPENERS = ("SCONJ", "CCONJ", "ADP", "PUNCT")
_SHORTEST = 2
"""Words that such a speech has at least."""


def unmarked(words: Words, quoted: Sequence[Span]) -> Iterator[Said]:
    """The cues inside of the quoted runs that a comma or colon follows, with the rest of their sentence."""
    for run in quoted:
        inside = words.inside(run)
        for verb in inside:
            if words.pos[verb] == "VERB" and words.tag[verb] in ("VBD", "VBZ", "VBP"):
                said = _said(words, verb, inside)
                if said is not None:
                    yield said


def _said(words: Words, verb: int, inside: range) -> Said | None:
    found = [(e, p) for e, p in matches(words, verb, "verb") if "q" in e.frames and len(p) == 1]
    comma = _pause(words, verb, inside)
    hung = words.dep[verb].startswith("acl") or any(words.dep[c] == "mark" for c in words.children[verb])
    if not found or comma is None or hung:
        return None
    at = around_verb(words, verb, *found[0])
    if at.source is None or not inside[0] <= at.source < verb:
        return None
    first = under(words, at.source)[0]
    if first - 1 >= inside[0] and words.lower[first - 1] in (",", ";"):
        return None  # "in 2019, she said, the army came"
    begin = comma + 1
    _, limit = words.limits(verb)
    end = min(limit, inside[-1] + 1) - 1
    while end >= begin and (words.lower[end] in INNER or words.lower[end] in (".", ",")):
        end -= 1
    if end - begin + 1 < _SHORTEST or words.pos[begin] in _OPENERS or words.tag[begin] == "VBG":
        return None
    if any(words.lower[w] in INNER for w in range(begin, end + 1)):
        return None
    return Said(found[0][0], at.places, at.source, ((begin, end),), "unmarked", at.object)


def _pause(words: Words, verb: int, inside: range) -> int | None:
    """The comma or colon behind a cue, or behind the one who is addressed."""
    after = verb + 1
    told = [c for c in words.children[verb] if c > verb and words.dep[c] in ("iobj", "obj", "obl") and c - verb <= 3]
    if told and words.pos[told[0]] in ("PRON", "PROPN", "NOUN"):
        after = under(words, told[0])[-1] + 1
    return after if after in inside and words.lower[after] in (",", ":") else None
