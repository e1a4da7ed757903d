"""How real an event is told to be, learned: modality and tense by a small network over what governs its trigger.

The network reads the trigger's form and auxiliaries, the words above it and beside it, what the rules of
:mod:`sayso.events.factuality` say, the times in its sentence, and the encoder's vectors; trained by ``python -m
training.reality`` on our own corpus. Polarity, and what the rules find absorbed (a threatened deed is the threat),
stay theirs: on polarity the network is no better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

import numpy as np

from sayso.actors.words import Words
from sayso.events.factuality import Factuality, clause_verb
from sayso.events.triggers import Trigger
from sayso.record import Modality, Tense
from sayso.sparse import Floats, SparseNet, load

MODALITIES: tuple[Modality, ...] = get_args(Modality)
TENSES: tuple[Tense, ...] = get_args(Tense)
CLASSES: tuple[str, ...] = (*MODALITIES, *TENSES)
"""The network's outputs: two groups, of each of which one is right."""
TRUST = np.float32(1.5)
"""What a word that governs the trigger adds to the logit of the modality that it brings (chosen on the dev part)."""
_UP = 3
_SAID = ("aux", "aux:pass", "cop", "mark", "advmod", "cc", "det", "case", "neg")


def features(words: Words, trigger: Trigger, ruled: Factuality, *, title: bool) -> list[str]:
    """What the network reads of a trigger, as strings."""
    at = trigger.at
    verb = clause_verb(words, trigger)
    out = [
        f"rule={ruled.polarity}", f"rule={ruled.modality}", f"rule={ruled.tense}",
        f"rules={ruled.polarity}|{ruled.modality}|{ruled.tense}", f"title={title}", f"title={title}|{words.tag[at]}",
        f"type={trigger.type}", f"type={trigger.type}|{ruled.modality}|{ruled.tense}", f"mode={trigger.mode}",
        f"tag={words.tag[at]}", f"dep={words.dep[at]}", f"lemma={words.lemma[at]}", f"brings={trigger.frame.brings}",
        f"absorbed={ruled.absorbed is not None}",
    ]  # fmt: skip
    for name, word in (("at", at), ("verb", verb)):
        if word is not None:
            kids = [c for c in words.children[word] if words.dep[c] in _SAID]
            said = "_".join(words.lower[c] for c in kids if words.dep[c] in ("aux", "aux:pass", "cop"))
            out += [f"{name}.tag={words.tag[word]}", f"{name}.aux={said}|{words.tag[word]}|{title}"]
            out += [f"{name}.{words.dep[c]}={words.lower[c]}" for c in kids]
    above = at
    for step in range(_UP):
        if words.head[above] == above:
            out.append(f"root={step}")
            break
        dep, above = words.dep[above], words.head[above]
        out += [
            f"above{step}={words.lemma[above]}|{dep}", f"above={words.lemma[above]}",
            f"above{step}.tag={words.tag[above]}|{dep}",
        ]  # fmt: skip
        out += [f"above{step}.{words.dep[c]}={words.lower[c]}" for c in words.children[above] if words.dep[c] in _SAID]
    first, last = words.limits(at)
    out += [f"in={words.lower[w]}" for w in range(max(first, at - 12), min(last, at + 12))]
    return out


def vectors(words: Words, trigger: Trigger) -> Floats:
    """``[2 · width]``: the encoder's vectors of the trigger and of its clause's verb; width 0: none are kept."""
    if not words.vectors:
        return np.zeros(0, np.float32)
    verb = clause_verb(words, trigger)
    pair = (words.vectors[trigger.at], words.vectors[trigger.at if verb is None else verb])
    return np.asarray(np.concatenate(pair), np.float32)


def decided(net: SparseNet, words: Words, found: Sequence[tuple[Trigger, Factuality, bool]]) -> list[Factuality]:
    """The factuality of triggers, each with what the rules say of it and whether it stands in a title."""
    if not found:
        return []
    told = [features(words, t, ruled, title=title) for t, ruled, title in found]
    logits = net.logits(told, np.stack([vectors(words, t) for t, _, _ in found]))
    for row, (_, ruled, _) in zip(logits, found, strict=True):
        if ruled.modality != "asserted":
            row[MODALITIES.index(ruled.modality)] += TRUST
    ends = np.cumsum((0, len(MODALITIES), len(TENSES)))
    best = [logits[:, a:b].argmax(1) for a, b in pairwise(ends)]
    return [
        replace(ruled, modality=MODALITIES[m], tense=TENSES[t])
        for (_, ruled, _), m, t in zip(found, *best, strict=True)
    ]


@cache
def shipped() -> SparseNet:
    """The network that comes with the package."""
    return load("sayso.events", "reality.npz")
