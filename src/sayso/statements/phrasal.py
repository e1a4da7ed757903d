"""Frames whose content is a phrase: "called it a joke", "accused them of theft", "put the dead at 31"."""

from __future__ import annotations

from sayso.actors.clauses import objects, oblique, subject
from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.statements.content import INNER, runs, under
from sayso.statements.readings import infinitive
from sayso.statements.said import ClauseAt, Said

_OF_SOMEBODY = frozenset(("accuse", "warn", "praise", "criticise"))
_PREPOSITIONS = ("of", "for", "about", "on", "over", "against", "with", "as", "at")


def small(at: ClauseAt) -> Said | None:
    """ "called the plan a joke", "described him as a thief", "blamed the fire on the rain"."""
    words, obj = at.words, at.object
    if not at.passive and "small" in at.entry.frames and (obj is None or obj < at.verb or _marked(words, obj)):
        return _dubbed(at)
    if at.passive or obj is None or obj < at.verb:
        return None
    bare = next(
        (c for c in words.children[at.verb] if c > obj and words.dep[c] == "xcomp" and not infinitive(words, c)),
        None,
    )
    if bare is not None and at.entry.frames & {"obj", "that", "as", "small"} and at.entry.lemma != "make":
        return at.said(runs(words, [*under(words, obj), *under(words, bare)]), "small")
    beside = [c for c in words.children[obj] if words.dep[c] == "appos" and words.lower[c - 1] != ","]
    if beside and "small" in at.entry.frames:  # "called the charge “a bedtime story”", as the parse has it
        return at.said(runs(words, under(words, obj)), "small")
    two = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("iobj", "obj")]
    if len(two) > 1 and at.entry.frames & {"small"}:
        return at.said(runs(words, [w for head in two for w in under(words, head)]), "small")
    behind = next((g for g in oblique(words, at.verb, "as") if g > obj), None)
    if behind is not None and at.entry.strength >= 2:
        return at.said(runs(words, [*under(words, obj), *under(words, behind)]), "small")
    return _likened(at, obj) if "like" in at.entry.frames else None


def _likened(at: ClauseAt, obj: int) -> Said | None:
    """ "likened the rules to arson"; of a cue that may do without saying anything, where some of it is quoted."""
    words = at.words
    behind = next((w for noun in (at.verb, obj) for w in words.children[noun] if w > obj and _to(words, w)), None)
    if behind is None:
        return None
    inside = [*under(words, obj), *under(words, behind)]
    if at.entry.strength < 2 and not any(words.lower[w] in INNER for w in inside):
        return None
    return at.said(runs(words, inside), "like")


def _to(words: Words, word: int) -> bool:
    return any(words.lower[c] == "to" and words.dep[c] in ("case", "mark") for c in words.children[word])


def _dubbed(at: ClauseAt) -> Said | None:
    """ "what they called “a lynching”": the quoted name alone."""
    words = at.words
    named = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("xcomp", "obj", "ccomp")]
    head = next((c for c in named if _marked(words, c)), None)
    if head is None and at.object is None:  # "what police called an ambush"; "called the charge absurd", as parsed
        head = next((c for c in named if words.dep[c] == "xcomp" and words.pos[c] in ("NOUN", "ADJ", "PROPN")), None)
    return at.said(runs(words, under(words, head)), "small") if head is not None else None


def _marked(words: Words, head: int) -> bool:
    """Does what a word heads open with a quotation mark?"""
    first = under(words, head)[0]
    return words.lower[first] in INNER or (first > 0 and words.lower[first - 1] in INNER)


def prepositional(at: ClauseAt) -> Said | None:
    """ "accused them of taking bribes", "warned of landslides", "called for calm"."""
    words = at.words
    for preposition in (p for p in _PREPOSITIONS if p in at.entry.frames and at.entry.strength >= 2):
        holders = [
            at.verb,
            *(p for p in at.places if p != at.verb and words.pos[p] == "NOUN"),
        ]
        if at.object is not None and at.entry.act in _OF_SOMEBODY:  # the parse may hang it on the one accused
            holders.append(at.object)
        if got := next((g for holder in holders if (g := _led(words, holder, preposition))), []):
            inside = under(words, got[0])
            skip = {inside[0]} if words.lower[inside[0]] == preposition else set()
            addressee = subject(words, at.verb) if at.passive else at.object
            return at.said(
                runs(words, (w for w in inside if w not in skip)),
                preposition,
                addressee,
            )
    return None


def _led(words: Words, holder: int, preposition: str) -> list[int]:
    """What hangs on a word by a preposition, clauses too ("the company of hiding it")."""
    clauses = (c for c in words.children[holder] if words.dep[c] == "acl" and words.tag[c] == "VBG")
    led = [c for c in clauses if any(words.lower[m] == preposition for m in words.children[c])]
    return oblique(words, holder, preposition) or led


def reckoned(at: ClauseAt) -> Said | None:
    """ "put the dead at 31"."""
    words, obj = at.words, at.object
    if "at" not in at.entry.frames or at.passive or obj is None or obj < at.verb:
        return None
    behind = [g for g in (*oblique(words, at.verb, "at"), *oblique(words, obj, "at")) if g > obj]
    if not behind or not any(words.pos[w] == "NUM" for w in under(words, behind[0])):
        return None
    return at.said(runs(words, sorted({*under(words, obj), *under(words, behind[0])})), "at")


def nominal_object(at: ClauseAt) -> Said | None:
    """ "announced a curfew", "denied the charge"; "was announced by the mayor"."""
    words, frames = at.words, at.entry.frames
    if "obj" not in frames or at.entry.strength < 2:
        return None
    if at.passive:
        what = subject(words, at.verb) if not words.dep[at.verb].startswith("acl") else None
        return at.said(runs(words, under(words, what)), "obj") if what is not None and at.source is not None else None
    found = [o for o in objects(words, at.verb) if o > at.verb and o not in at.places]
    if "addr" in frames:  # "promised an inquiry", but not "assured the miners"
        found = [o for o in found if _is_given(words, o)]
    return at.said(runs(words, under(words, found[0])), "obj") if found else None


def _is_given(words: Words, noun: int) -> bool:
    """Is it what is promised ("an inquiry", "two by spring", "a nurse"), and not to whom ("assured the miners")?"""
    new = any(words.lower[c] in ("a", "an") for c in words.children[noun] if words.dep[c] == "det")
    return words.pos[noun] in ("NUM", "SYM") or (
        words.pos[noun] == "NOUN" and (new or words.lemma[noun] not in heads())
    )


def counted(at: ClauseAt) -> Said | None:
    """ "counted 18 bodies", "spoke of 1,200", "admits to seven": a number is what somebody says it is."""
    words, obj = at.words, at.object
    if "num" not in at.entry.frames or at.passive or obj is None or obj < at.verb:
        return None
    inside = under(words, obj)
    return at.said(runs(words, inside), "num") if any(words.pos[w] == "NUM" for w in inside) else None


def quoted_object(at: ClauseAt) -> Said | None:
    """ "praised “a habit of cooperation”", "shouted “resign”": an object in quotation marks is what is said."""
    words = at.words
    if at.passive or at.entry.strength < 2 or at.source is None:
        return None
    behind = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("obj", "xcomp", "ccomp")]
    head = next((c for c in behind if _wholly_marked(words, c) and c not in at.places), None)
    return at.said(runs(words, under(words, head)), "quoted") if head is not None else None


def _wholly_marked(words: Words, head: int) -> bool:
    """Does what a word heads both open and close with a quotation mark?"""
    last = max((w for w in under(words, head) if words.pos[w] != "PUNCT"), default=head)
    closes = any(words.lower[w] in INNER for w in range(last + 1, min(last + 3, len(words))))
    return _marked(words, head) and closes
