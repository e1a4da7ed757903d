"""Who takes part in what a trigger tells: actors, recipients, instruments, and who came to harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

from sayso.actors.clauses import conjuncts, objects, passive, subject
from sayso.actors.mentions import Mentioned
from sayso.actors.things import things
from sayso.actors.words import Words
from sayso.events.lexicon import rows
from sayso.events.roles import IsParty, Roles, by_rule
from sayso.events.rolescorer import Kind, Rules, candidates, features, probabilities, vectors
from sayso.events.triggers import Trigger
from sayso.events.within import within
from sayso.record import ActorType, Effect, EventType
from sayso.sparse import SparseNet

SURE, LIKELY, UNLIKELY = 0.5, 0.3, 0.05
"""Above the first a candidate is in; where none is, the best one above the second; else those of the rules above the
third (chosen on the dev part)."""
_VERBAL = frozenset(("VERB", "AUX"))
_MUTUAL: frozenset[EventType] = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "RETREAT", "ASSAULT"))
"""What equals do together: of the other types somebody is always the one who acts."""
_LANDS: frozenset[ActorType | None] = frozenset(("place", "state"))
_MEANS = frozenset(("with", "by", "using", "from", "in"))


def kinds(words: Words, found: Iterable[Mentioned]) -> Kind:
    """The type of what a word heads: of its mention, else of the thing that the noun means."""
    held: dict[int, ActorType] = {m.head: m.type for m in found}

    def kind(word: int) -> ActorType | None:
        known = held.get(word)
        if known is None and words.pos[word] in ("NOUN", "PROPN"):
            known = things().get(words.lemma[word])
        return known

    return kind


def taking_part(words: Words, trigger: Trigger, is_party: IsParty, kind: Kind, scorer: SparseNet) -> Roles:
    """The roles of a trigger. ``scorer`` decides on the parties; what the rules say is one of its features."""
    ruled = by_rule(words, trigger, is_party)
    found = candidates(words, trigger, kind)
    rules = Rules(frozenset(ruled.actors), frozenset(ruled.recipients), ruled.mutual)
    told = features(words, trigger, found, rules, kind)
    sure = probabilities(scorer, told, vectors(words, trigger, found))
    actors = _chosen(found, sure[:, 0].tolist(), rules.actors)
    recipients = _chosen(found, sure[:, 1].tolist(), rules.recipients)
    both = [w for w in actors if w in recipients]
    by_word = {w: (float(a), float(r)) for w, (a, r) in zip(found, sure.tolist(), strict=True)}
    alone = both == actors == recipients and bool(both) and (ruled.mutual or trigger.frame.actor == ("both",))
    mutual = trigger.type in _MUTUAL and (len(both) > 1 or alone)
    if mutual:
        actors = recipients = sorted({*actors, *recipients})
    else:
        actors = [w for w in actors if w not in both or by_word[w][0] >= by_word[w][1]]
        recipients = [w for w in recipients if w not in both or w not in actors]
    instruments = [w for w in actors if kind(w) == "weapon"] + _means(words, trigger, kind)
    actors, recipients = _unapposed(words, actors), _unapposed(words, recipients)
    affected = _harmed(words, trigger) if trigger.type == "ASSAULT" else []
    actors = [w for w in actors if w not in instruments]
    recipients = [w for w in recipients if w not in instruments]
    if not recipients and not mutual and not affected:
        recipients = within(words, trigger, is_party, lambda w: kind(w) in _LANDS, actors)
    if not mutual and affected:
        recipients += [w for w, _ in affected if w not in recipients and w not in actors]
    return Roles(
        tuple(actors), tuple(sorted(recipients)), mutual, tuple(dict.fromkeys(instruments)), tuple(affected)
    )  # fmt: skip


def _chosen(found: Sequence[int], sure: Sequence[float], ruled: frozenset[int]) -> list[int]:
    out = [w for w, p in zip(found, sure, strict=True) if p > SURE]
    if not out and found:
        best = max(range(len(found)), key=lambda n: sure[n])
        if sure[best] > LIKELY:
            out = [found[best]]
        else:
            out = [w for w, p in zip(found, sure, strict=True) if w in ruled and p > UNLIKELY]
    return out


def _unapposed(words: Words, chosen: Sequence[int]) -> list[int]:
    """Of a pair in apposition ("its head, Ada Kai") the name."""
    out = list(chosen)
    for word in chosen:
        head = words.head[word]
        if words.dep[word] == "appos" and word in out and head in out:
            out.remove(head if words.entity[word] >= 0 > words.entity[head] else word)
    return out


def _means(words: Words, trigger: Trigger, kind: Kind) -> list[int]:
    """Weapons by or with which it is done ("shot with a rifle"), and those that do it themselves ("a bomb killed")."""
    out = []
    for at in sorted({trigger.anchor, trigger.at}):
        for child in words.children[at]:
            if kind(child) != "weapon" or child in trigger.words:
                continue
            cases = {words.lower[c] for c in words.children[child] if words.dep[c] == "case"}
            if cases & _MEANS or words.dep[child] in ("nsubj", "obj", "obl:agent"):
                out.append(child)
    return out


@cache
def _harms() -> dict[tuple[str, str], tuple[Effect, str]]:
    """(lemma, part of speech) → effect and where whom it befell stands (``data/harms.tsv``)."""
    return {(c[0], c[1]): (cast(Effect, c[2]), c[3]) for _, c in rows("harms.tsv")}


def harm_of(words: Words, word: int) -> tuple[Effect, list[int]] | None:
    """What a word says befell whom, None if it says no such thing."""
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun"}.get(words.pos[word], "adj")
    known = _harms().get((words.lemma[word], pos))
    if known is None:
        return None
    effect, where = known
    if pos != "verb":
        return None
    if where == "subj" or passive(words, word):
        struck = subject(words, word)
        whom = [struck] if struck is not None else []
    else:
        whom = objects(words, word)
    return effect, [w for head in whom for w in conjuncts(words, head)]


def _same_deed(words: Words, verb: int) -> bool:
    """Does a verb that hangs on another go on with its deed: joined or a participle, without a subject of its own?"""
    kids = {words.dep[c] for c in words.children[verb]}
    if words.dep[verb] == "advcl":
        return words.tag[verb] == "VBG" and not kids & {"nsubj", "nsubj:pass", "mark"}
    return words.dep[verb] in ("conj", "parataxis") and not kids & {"nsubj"}


def _harmed(words: Words, trigger: Trigger) -> list[tuple[int, Effect]]:
    """Whom the deed befell by another verb of its clause: "struck the camp, killing 12 and wounding 30", "12 died in
    the bombing", "killed 12 and wounded 30"."""
    at = trigger.anchor
    near = [c for c in words.children[at] if words.pos[c] in _VERBAL and _same_deed(words, c)]
    near += [c for verb in near for c in words.children[verb] if words.pos[c] in _VERBAL and words.dep[c] == "conj"]
    above = words.head[at]
    if words.pos[at] not in _VERBAL and words.pos[above] in _VERBAL and words.dep[at] in ("obl", "nsubj", "obj"):
        near += [above, *(c for c in words.children[above] if words.pos[c] in _VERBAL and words.dep[c] == "conj")]
    out = []
    for verb in near:
        told = harm_of(words, verb)
        if told is not None and verb not in trigger.words:
            out += [(w, told[0]) for w in told[1]]
    if out and (own := harm_of(words, at)) is not None:
        out = [(w, own[0]) for w in own[1]] + out
    return list(dict.fromkeys(out))
