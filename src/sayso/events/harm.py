"""Who came to harm in a deed by other words of its clause: ``data/harms.tsv`` and where those stand in the tree."""

from __future__ import annotations

from functools import cache
from typing import cast

from sayso.actors.clauses import conjuncts, objects, passive, subject
from sayso.actors.words import Words
from sayso.events.lexicon import rows
from sayso.events.triggers import Trigger
from sayso.record import Effect

_VERBAL = frozenset(("VERB", "AUX"))


@cache
def _harms() -> dict[tuple[str, str], tuple[Effect, str]]:
    """(lemma, part of speech) → effect and where whom it befell stands (``data/harms.tsv``)."""
    return {(c[0], c[1]): (cast(Effect, c[2]), c[3]) for _, c in rows("harms.tsv")}


@cache
def harming() -> frozenset[str]:
    """The verbs that say that somebody was killed or hurt."""
    return frozenset(lemma for (lemma, pos), (what, _) in _harms().items() if pos == "verb" and what in _OF_PERSONS)


_OF_PERSONS = frozenset(("killed", "injured"))


def befalls(words: Words, verb: int) -> bool:
    """Is the subject of the verb whom it befell ("died", "were killed")?"""
    known = _harms().get((words.lemma[verb], "verb"))
    return passive(words, verb) or (known is not None and known[1] == "subj")


def harm_of(words: Words, word: int) -> tuple[Effect, list[int]] | None:
    """What a word says befell whom, None if it says no such thing."""
    if words.pos[word] not in _VERBAL or (known := _harms().get((words.lemma[word], "verb"))) is None:
        return None
    effect, _ = known
    if befalls(words, word):
        struck = subject(words, word)
        whom = [struck] if struck is not None else []
    else:
        whom = objects(words, word)
    return effect, [w for head in whom for w in conjuncts(words, head)]


def _among(words: Words, trigger: Trigger) -> list[tuple[int, Effect]]:
    """Who the sentence says is among those whom the deed befell: "with marines among the victims"."""
    first, last = words.limits(trigger.at)
    out: list[tuple[int, Effect]] = []
    for hurt in range(trigger.at + 1, last):
        known = _harms().get((words.lower[hurt], "noun")) or _harms().get((words.lemma[hurt], "noun"))
        cases = [c for c in words.children[hurt] if words.dep[c] == "case" and words.lower[c] in _AMONG]
        if known is None or known[1] != "among" or not cases:
            continue
        effect = known[0]
        who = words.head[hurt]
        if any(words.dep[c] == "cop" for c in words.children[hurt]):
            who = next((c for c in words.children[hurt] if words.dep[c] == "nsubj"), hurt)
        elif words.pos[who] in _VERBAL:  # "rose to 170, with marines among …"
            beside = [c for c in words.children[who] if first <= c < cases[0] and words.dep[c] == "obl"]
            led = [c for c in beside if any(words.lower[g] == "with" for g in words.children[c])]
            subjects = [c for c in words.children[who] if words.dep[c].startswith("nsubj")]
            who = next(iter([*reversed(led), *(subjects if words.lemma[who] in ("be", "find", "count") else [])]), hurt)
        if who != hurt and who not in trigger.words:
            out += [(w, effect) for w in conjuncts(words, who)]
    return out


_AMONG = frozenset(("among", "amongst"))


def _same_deed(words: Words, verb: int) -> bool:
    """Does a verb that hangs on another go on with its deed: joined or a participle, without a subject of its own?"""
    kids = {words.dep[c] for c in words.children[verb]}
    if words.dep[verb] == "advcl":
        return words.tag[verb] == "VBG" and not kids & {"nsubj", "nsubj:pass", "mark"}
    return words.dep[verb] in ("conj", "parataxis") and not kids & {"nsubj"}


def harmed(words: Words, trigger: Trigger) -> list[tuple[int, Effect]]:
    """Whom the deed befell by another verb of its clause: "struck the camp, killing 12 and wounding 30", "12 died in
    the bombing", "killed 12 and wounded 30"."""
    at = trigger.anchor
    near = [c for c in words.children[at] if words.pos[c] in _VERBAL and _same_deed(words, c)]
    near += [c for verb in near for c in words.children[verb] if words.pos[c] in _VERBAL and words.dep[c] == "conj"]
    above = words.head[at]
    if words.pos[at] not in _VERBAL and words.pos[above] in _VERBAL and words.dep[at] in ("obl", "nsubj", "obj"):
        near += [above, *(c for c in words.children[above] if words.pos[c] in _VERBAL and words.dep[c] == "conj")]
    out = _among(words, trigger)
    for verb in near:
        told = harm_of(words, verb)
        if told is not None and verb not in trigger.words:
            out += [(w, told[0]) for w in told[1]]
    if out and (own := harm_of(words, at)) is not None:
        out = [(w, own[0]) for w in own[1]] + out
    return list(dict.fromkeys(out))
