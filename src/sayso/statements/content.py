"""How far the content of reported speech goes: from words of the tree to runs of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sayso.actors.words import Words
from sayso.statements.cuebook import cues

Run = tuple[int, int]
"""First and last word, both in."""

VERBAL = ("VERB", "AUX")
MARKS = frozenset(("“", "”", '"', "``", "''", "«", "»", "‘"))
INNER = frozenset(("“", "”", '"', "''", "``", "‘", "’", "'", "`", "«", "»"))
"""Marks of quotations and of quotations inside them."""
_EDGE = frozenset((",", ";", ":", ".", "!", "?", "—", "–", "--", "-", "…"))
_ADVERBIAL = frozenset(
    (
        "obl",
        "advmod",
        "advcl",
        "conj",
        "nsubj",
        "obl:unmarked",
        "xcomp",
        "aux",
        "obj",
        "cc",
        "discourse",
        "obl:agent",
    )
)
_SURE = 3
"""Strength of a cue that nearly always attributes."""
_LEAD = 12
"""Words before a clause that its sentence may have and still be taken in whole."""
_CRUMB = 3
"""Words below which a run beside a longer one is a slip of the parse."""


def under(words: Words, word: int, skip: Iterable[int] = ()) -> list[int]:
    """The words of a subtree in order, without the subtrees of ``skip``."""
    gone, out, level = set(skip), [], [word]
    while level:
        at = level.pop()
        if at not in gone:
            out.append(at)
            level += words.children[at]
    return sorted(out)


def runs(
    words: Words,
    inside: Iterable[int],
    cue: Collection[int] = (),
    *,
    crumbs: bool = False,
) -> tuple[Run, ...]:
    """The words as runs, without "that" in front and without marks and stops at the ends.

    ``crumbs``: runs of a word or two are meant, and no slip of the parse.
    """
    found: list[list[int]] = []
    for word in inside:
        if word in cue:
            continue
        if found and all(words.lower[g] in MARKS for g in range(found[-1][1] + 1, word)):
            found[-1][1] = word
        else:
            found.append([word, word])
    trimmed = [t for first, last in found if (t := _trimmed(words, first, last))]
    most = max((last - first for first, last in trimmed), default=0)
    return tuple(t for t in trimmed if crumbs or t[1] - t[0] >= _CRUMB - 1 or most < _CRUMB)


def _trimmed(words: Words, first: int, last: int) -> Run | None:
    while first <= last and (words.lower[first] in _EDGE or _is_that(words, first)):
        first += 1
    while last >= first and (words.lower[last] in _EDGE or words.pos[last] == "CCONJ"):
        last -= 1
    return (first, last) if any(words.pos[w] != "PUNCT" for w in range(first, last + 1)) else None


def _is_that(words: Words, word: int) -> bool:
    return words.lower[word] == "that" and words.dep[word] == "mark"


def clause(
    words: Words, verb: int, head: int, who: int | None, cue: Collection[int], edge: int | None = None
) -> tuple[Run, ...]:
    """A finite clause as content. One behind its cue runs on over conjuncts, one before it begins with its sentence.

    ``edge``: the first word of a source that the parse has put into the clause, which ends before it.
    """
    gone = [verb, *([who] if who is not None and who > verb else [])]
    gone += [c for c in words.children[head] if resumed(words, c) == verb]
    inside = [w for w in under(words, head, skip=gone) if w not in cue and not (edge is not None and edge <= w < verb)]
    if not inside:
        return ()
    first, limit = words.limits(verb)
    if inside[-1] < verb:
        return runs(words, range(_opening(words, first, inside[0]), inside[-1] + 1), cue)
    if inside[0] < verb:
        return runs(words, inside, cue)
    also = next((c for c in words.children[verb] if c > inside[-1] and _goes_on(words, c)), None)
    if also is not None:
        inside = sorted({*inside, *under(words, also)})
    whole: Iterable[int] = range(
        inside[0],
        (inside[-1] if len(gone) > 2 else _trailing(words, verb, inside[-1], limit)) + 1,
    )
    if who is not None and who > inside[0]:
        source = set(under(words, who))
        whole = (w for w in whole if w not in source)
    return runs(words, whole, cue)


def resumed(words: Words, verb: int) -> int | None:
    """The cue verb whose speaker says more with ``verb``, where the parse joins it to what was said.

    "The army denied that it had fired and accused the rebels": a cue of the same tense without a subject of its own.
    """
    inner = words.head[verb]
    if words.dep[verb] != "conj" or words.dep[inner] not in ("ccomp", "xcomp") or words.pos[verb] not in VERBAL:
        return None
    outer = words.head[inner]
    own = any(words.dep[c].startswith(("nsubj", "aux")) for c in words.children[verb])
    sure = any(e.strength == _SURE for e in cues().get((words.lemma[verb], "verb"), ()))
    same = words.tag[verb] == words.tag[outer] and words.tag[verb] in (
        "VBD",
        "VBZ",
        "VBP",
    )
    cue = (words.lemma[outer], "verb") in cues()
    return outer if sure and same and cue and not own and outer < inner < verb else None


def around(words: Words, verb: int, head: int) -> tuple[Run, ...]:
    """The sentence around a parenthesis ("the boat, she said, was full")."""
    first, limit = words.limits(verb)
    inside = under(words, head, skip=[verb])
    if not inside:
        return ()
    root = words.head[head] == head
    start = first if root or inside[0] - first <= _CRUMB else inside[0]
    end = max(inside[-1], limit - 1) if root else inside[-1]
    parenthesis = set(under(words, verb))
    return runs(words, (w for w in range(start, end + 1) if w not in parenthesis), crumbs=True)


def _goes_on(words: Words, conjunct: int) -> bool:
    """Does a verb joined to the cue say more of what was said, rather than what the speaker did next?"""
    if words.dep[conjunct] != "conj" or words.pos[conjunct] not in VERBAL or (words.lemma[conjunct], "verb") in cues():
        return False
    own = any(words.dep[c] in ("nsubj", "nsubj:pass") for c in words.children[conjunct])
    return not own and words.tag[conjunct] != "VBG"


def _trailing(words: Words, verb: int, last: int, limit: int) -> int:
    """The last word of a content that goes on behind a colon or dash, or in crumbs that the parse hangs elsewhere."""
    rest = range(last + 1, limit)
    if any(words.lower[w] in MARKS or (words.pos[w] in VERBAL and (words.lemma[w], "verb") in cues()) for w in rest):
        return last
    at = last
    for word in rest:
        top = word
        while words.head[top] not in (top, verb) and words.head[top] > last:
            top = words.head[top]
        if words.head[top] < verb or (words.head[top] == verb and words.dep[top] in _ADVERBIAL):
            return at
        at = word
    return at


def _opening(words: Words, first: int, at: int) -> int:
    """Where what stands before its cue begins: with its sentence, or behind a colon or quotation mark."""
    start = first
    for word in range(first, at):
        if words.lower[word] in (":", ";", "”", '"', "''"):
            start = word + 1
    return start if at - start <= _LEAD else at
