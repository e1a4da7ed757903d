"""Phrases by which a sentence is somebody's: "according to the mayor", "in the words of", "by the army's count"."""

from __future__ import annotations

from sayso.actors.clauses import possessors
from sayso.actors.words import Words
from sayso.statements.content import VERBAL, Run, runs, under
from sayso.statements.cuebook import CueEntry, cues, settings
from sayso.statements.said import Said
from sayso.statements.subjects import named

_ENDS = 3
"""Words from its sentence's end within which such a phrase speaks of the whole sentence."""
_LEADS = ("of", "by", "to", "per")
"""The prepositions at the end of a phrase behind which its source stands."""


def viewpoint(words: Words, word: int) -> Said | None:
    """The reading of the phrase that begins at ``word``, or whose noun it is ("count" in "by the army's count")."""
    for entry in cues().get((words.lower[word], "prep"), ()):
        last = word + len(entry.words) - 1
        if entry.words[-1] in _LEADS and "bare" in entry.frames and _stands(words, word, entry):
            noun = _governed(words, word, last)
            if noun is not None and (entry.words[-1] != "per" or _is_party(words, noun)):  # not "per cent"
                return _said(words, entry, (word, last), noun)
    if words.lemma[word] in settings()["viewpoint"] and words.pos[word] == "NOUN":
        cases = [c for c in words.children[word] if words.dep[c] == "case"]
        owners = possessors(words, word)
        if cases and owners and words.lower[cases[0]] in ("by", "in"):
            entry = next(iter(cues()[words.lemma[word], "noun"]))
            return _said(words, entry, (word, word), owners[0], whole=word)
    return None


def _stands(words: Words, word: int, entry: CueEntry) -> bool:
    return all(words.lower[word + n] == w for n, w in enumerate(entry.words) if word + n < len(words)) and (
        word + len(entry.words) < len(words) and not entry.lemma.startswith("amid")
    )


def _governed(words: Words, first: int, last: int) -> int | None:
    """The noun behind the phrase."""
    for word in (last, first):
        noun = words.head[word]
        if noun > last and words.pos[noun] not in VERBAL:
            return noun
        hung = [c for c in words.children[word] if c > last and words.dep[c] in ("obl", "obj", "nmod")]
        if hung:
            return hung[0]
    return None


def _is_party(words: Words, noun: int) -> bool:
    return words.entity[noun] >= 0 and words.names[words.entity[noun]][2] in ("PER", "ORG")


def _said(words: Words, entry: CueEntry, cue: Run, noun: int, whole: int | None = None) -> Said | None:
    """At an edge of its sentence it speaks of the whole, else of its clause. ``whole``: the head of the phrase."""
    top = noun if whole is None else whole
    while words.head[top] != top and cue[0] <= words.head[top] <= cue[1]:
        top = words.head[top]
    above = words.head[top]
    if above == top:
        return None
    while words.head[above] != above and not _is_clause(words, above):
        above = words.head[above]
    first, limit = words.limits(cue[0])
    phrase = under(words, top)
    if min(phrase[0], cue[0]) - first <= 1 or limit - phrase[-1] <= _ENDS:
        above = next((w for w in range(first, limit) if words.head[w] == w), above)
    places = tuple(range(cue[0], cue[1] + 1))
    content = runs(words, under(words, above, skip=[top, *places]))
    return Said(entry, places, named(words, noun, limit), content, "according")


def _is_clause(words: Words, word: int) -> bool:
    return words.pos[word] in (*VERBAL, "ADJ") or any(words.dep[c] == "cop" for c in words.children[word])
