"""Does a clause look ahead or back? The tense of the verb that an expression of time hangs on."""

from __future__ import annotations

from sayso.actors.words import Words
from sayso.times.lexer import cues

_STEPS = 12
_PREPOSITIONS = 3


def looks(ws: Words, word: int) -> bool | None:
    """True: to come. False: past. None: the clause does not say. ``word`` is a word of the expression."""
    if _told(ws, word):
        return True
    at = word
    for _ in range(_STEPS):
        if ws.pos[at] in ("VERB", "AUX") or any(ws.dep[c] in ("cop", "aux") for c in ws.children[at]):
            told = _verb(ws, at)
            if told is not None:
                return told
        if ws.head[at] == at:
            break
        at = ws.head[at]
    return None


def _told(ws: Words, word: int) -> bool:
    """A word right before that says so: "due on Friday", "the deadline of 1 May"."""
    first = max(ws.limits(word)[0], word - _PREPOSITIONS)
    return any(cues().get(ws.lower[w]) == "future" for w in range(first, word))


def _verb(ws: Words, verb: int) -> bool | None:
    helpers = [c for c in ws.children[verb] if ws.dep[c].startswith(("aux", "cop"))]
    if any(
        (ws.lower[c] not in ("may", "must", "should") and cues().get(ws.lower[c]) == "modal")
        or cues().get(ws.lower[c]) == "modal"
        for c in helpers
    ):
        perfect = any(ws.lower[c] == "have" for c in helpers)
        return None if perfect else True
    tags = {ws.tag[c] for c in helpers}
    if ws.tag[verb] == "VBD" or "VBD" in tags:
        return bool(ws.lower[verb] == "going" and "VBD" not in tags)
    if any(ws.lower[c] == "to" for c in helpers) or any(
        ws.lower[c] == "to" and ws.dep[c] == "mark" for c in ws.children[verb]
    ):
        return True
    if ws.tag[verb] == "VBG" and tags & {"VBZ", "VBP"}:
        return True
    if ws.tag[verb] == "VBN":
        return False if tags or ws.dep[verb] in ("acl", "advcl", "root", "ROOT") else None
    if ws.kinds and ws.kinds[ws.block[verb]] == "headline" and ws.tag[verb] in ("VBZ", "VBP"):
        return False
    return None
