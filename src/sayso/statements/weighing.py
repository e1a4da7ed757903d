"""What the scorer of statements reads of a reading: strings and the encoder's vectors."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.sparse import Floats
from sayso.statements.content import INNER, VERBAL
from sayso.statements.cuebook import settings
from sayso.statements.said import Said

_AUX = ("aux", "aux:pass", "mark", "advmod", "cc", "expl")
_LONG = (1, 2, 3, 5, 8, 12, 20, 35)
_LINKS = frozenset(("CCONJ", "SCONJ", "ADP"))
MOST = 12
"""Ends that are looked at for one content."""


def bucket(count: int) -> int:
    """A count, coarsely."""
    return sum(count > edge for edge in _LONG)


def top(words: Words, first: int, last: int) -> int:
    """The word that heads a run: the first whose head lies outside of it."""
    inside = range(first, last + 1)
    hung = (w for w in inside if words.head[w] not in inside or words.head[w] == w)
    return next((w for w in hung if words.pos[w] != "PUNCT"), first)


def kind_of(words: Words, word: int) -> str:
    """What a noun is by its name's label or its lemma: PER, ORG, a type of actor, or its part of speech."""
    if words.entity[word] >= 0:
        return words.names[words.entity[word]][2]
    known = heads().get(words.lemma[word])
    return known.type if known else words.pos[word]


def features(words: Words, said: Said) -> list[str]:
    """What tells whether a reading is a statement at all."""
    entry, at = said.entry, said.cue[0] if said.cue else said.content[0][0]
    first, last = said.content[0][0], said.content[-1][1]
    head = top(words, *max(said.content, key=lambda run: run[1] - run[0]))
    side = "behind" if first > at else "before"
    inside = [w for a, b in said.content for w in range(a, b + 1)]
    out = [
        f"cue={entry.lemma}|{entry.pos}", f"act={entry.act}", f"strong={entry.strength}", f"frame={said.frame}",
        f"act={entry.act}|{said.frame}", f"frame={said.frame}|{entry.strength}", f"cue={entry.lemma}|{said.frame}",
        f"tag={words.tag[at]}|{said.frame}", f"dep={words.dep[at]}|{said.frame}", f"dep={words.dep[at]}",
        f"side={side}",
        f"above={words.lemma[words.head[at]]}", f"above.pos={words.pos[words.head[at]]}|{words.dep[at]}",
        f"kind={words.kinds[words.block[at]]}", f"long={bucket(len(inside))}|{said.frame}", f"negative={said.negative}",
        f"runs={len(said.content)}", f"head={words.lemma[head]}", f"head={words.pos[head]}|{said.frame}",
        f"head.tag={words.tag[head]}|{said.frame}", f"head.dep={words.dep[head]}|{said.frame}",
        f"head.kind={kind_of(words, head)}|{said.frame}", f"head={words.lemma[head]}|{entry.act}",
        f"first={words.lower[first]}|{said.frame}", f"first.tag={words.tag[first]}|{side}",
        f"next={words.lower[last + 1] if last + 1 < len(words) else ''}", f"asked={said.addressee is not None}",
        f"verb={any(words.pos[w] in VERBAL for w in inside)}|{said.frame}",
        f"number={any(words.pos[w] == 'NUM' for w in inside)}|{said.frame}",
        f"quoted={any(words.lower[w] in INNER for w in inside)}|{said.frame}",
        f"said={said.unnamed}|{said.frame}",
    ]  # fmt: skip
    out += [f"aux.{words.dep[c]}={words.lower[c]}" for c in words.children[at] if words.dep[c] in _AUX]
    out += [f"kid={words.dep[c]}" for c in words.children[at]]
    if said.source is not None:
        who = said.source
        out += [
            f"who={words.lower[who]}", f"who.kind={kind_of(words, who)}", f"who.dep={words.dep[who]}|{side}",
            f"who.kind={kind_of(words, who)}|{entry.act}", f"who.kind={kind_of(words, who)}|{said.frame}",
            f"who.near={bucket(abs(at - who))}", f"who.own={words.head[who] == at}",
        ]  # fmt: skip
    begin, limit = words.limits(at)
    near = range(max(begin, at - 3), min(limit, at + 4))
    return [*out, *(f"near{w - at}={words.lower[w]}" for w in near), *(f"near={words.lower[w]}" for w in near)]


def vectors(words: Words, said: Said) -> Floats:
    """``[2 · width]``: the cue's vector and that of the content's head; width 0 where none are kept."""
    if not words.vectors:
        return np.zeros(0, np.float32)
    at = said.cue[0] if said.cue else said.content[0][0]
    head = top(words, *max(said.content, key=lambda run: run[1] - run[0]))
    return np.asarray(np.concatenate((words.vectors[at], words.vectors[head])), np.float32)


def ends(words: Words, said: Said) -> list[int]:
    """The words with which the last run of a content behind its cue may end, in order: its own end is one of them."""
    first, own = said.content[-1]
    _, limit = words.limits(first)
    if said.cue:
        behind = [w for w in said.cue if w > own]
        limit = min([limit, *behind])
    out = []
    for last, after in pairwise(range(first, limit)):
        if words.pos[last] != "PUNCT" and _parts(words, last, after):
            out.append(_closed(words, first, last, limit))
    final = next((w for w in range(limit - 1, first, -1) if words.pos[w] != "PUNCT"), own)
    found = sorted({*out, own, _closed(words, first, final, limit)})
    place = found.index(own)
    start = max(0, min(place - MOST // 2, len(found) - MOST))
    return found[start : start + MOST]


def _closed(words: Words, first: int, last: int, limit: int) -> int:
    """The mark behind ``last`` that closes what a mark since ``first`` has opened, else ``last``."""
    behind = last + 1
    while behind < limit and words.lower[behind] in (",", "."):
        behind += 1
    opened = sum(words.lower[w] in INNER for w in range(first, last + 1)) % 2
    return behind if opened and behind < limit and words.lower[behind] in INNER else last


def _parts(words: Words, last: int, after: int) -> bool:
    """May a content end between two words: at a mark, or before a phrase or clause of its own?"""
    if words.lower[after] in (",", ";", ":", "—", "–", "--", "”", '"', "''", "’", "»", "(", "."):
        return True
    if words.pos[after] in _LINKS and words.head[after] > after:
        return words.dep[words.head[after]] not in ("nmod", "fixed", "flat")
    above = words.head[after]
    return words.dep[after] in ("advcl", "obl:unmarked", "advmod") and above < after


def end_features(words: Words, said: Said, end: int) -> list[str]:
    """What tells whether the content ends with the word ``end``."""
    first, own = said.content[-1]
    at = said.cue[0] if said.cue else first
    _, limit = words.limits(first)
    after = end + 1
    comma = after < limit and words.pos[after] == "PUNCT"
    mark = words.lower[after] if comma else ""
    while after < limit and words.pos[after] == "PUNCT":
        after += 1
    place = "own" if end == own else ("short" if end < own else "long")
    act, frame = said.entry.act, said.frame
    out = [
        f"place={place}", f"place={place}|{frame}", f"mark={mark}|{place}", f"far={bucket(abs(end - own))}|{place}",
        f"long={bucket(end - first + 1)}|{place}", f"last={after >= limit}|{place}|{frame}",
        f"end={words.pos[end]}|{place}", f"act={act}|{place}", f"cue={said.entry.lemma}|{place}",
    ]  # fmt: skip
    if after < limit:
        phrase = after
        while words.head[phrase] > phrase and words.head[phrase] < limit:
            phrase = words.head[phrase]
        above = words.head[phrase]
        where = "cue" if above == at else ("in" if first <= above <= end else ("up" if above < first else "on"))
        dep = words.dep[phrase]
        time = "time" if words.lemma[phrase] in settings()["time"] else ""
        out += [
            f"next={words.lower[after]}|{place}", f"next={words.tag[after]}|{place}|{bool(mark)}",
            f"hung={where}|{place}", f"hung={where}|{dep}|{place}", f"dep={dep}|{place}", f"dep={dep}|{mark}|{place}",
            f"phrase={words.tag[phrase]}|{place}|{where}", f"time={time}|{place}|{where}",
            f"next={words.lower[after]}|{where}|{place}", f"phrase={words.lemma[phrase]}|{place}",
            f"subject={any(words.dep[c].startswith('nsubj') for c in words.children[phrase])}|{dep}|{place}",
            f"next={words.lower[after]}|{frame}|{place}", f"says={said.entry.strength}|{where}|{dep}|{place}",
        ]  # fmt: skip
        between = range(min(end, own) + 1, max(end, own) + 1)
        out.append(f"quote={any(words.lower[w] in INNER for w in between)}|{place}")
        out.append(f"verbs={any(words.pos[w] in VERBAL for w in between)}|{place}|{where}")
    return out


def end_vectors(words: Words, said: Said, end: int) -> Floats:
    """``[2 · width]``: the vectors of the word behind an end and of the cue; width 0 where none are kept."""
    if not words.vectors:
        return np.zeros(0, np.float32)
    at = said.cue[0] if said.cue else said.content[0][0]
    after = min(end + 1, len(words) - 1)
    while after + 1 < len(words) and words.pos[after] == "PUNCT":
        after += 1
    return np.asarray(np.concatenate((words.vectors[after], words.vectors[at])), np.float32)
