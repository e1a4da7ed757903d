"""Who takes part in what a trigger tells: actors, recipients, instruments, and who came to harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np

from sayso.actors.clauses import before, conjuncts, objects, oblique, passive, possessors
from sayso.actors.lexicon import heads
from sayso.actors.mentions import Mentioned
from sayso.actors.things import things
from sayso.actors.words import Words
from sayso.events.harm import harmed
from sayso.events.instruments import instruments
from sayso.events.lexicon import rows
from sayso.events.onlookers import Onlookers, onlookers
from sayso.events.roles import by_rule
from sayso.events.rolescorer import Kind, Rules, candidates, features, probabilities, vectors
from sayso.events.standing import ON_THINGS, IsParty, Roles, is_deed
from sayso.events.triggers import Trigger
from sayso.events.within import within
from sayso.record import ActorType, EventType
from sayso.sparse import Floats, SparseNet

LIKELY, UNLIKELY = 0.15, 0.03
"""Where no candidate's best role is the one asked for, the best one above the first is in; else those of the rules
above the second (chosen on the dev part)."""
_TOGETHER = 0.5
"""How much likelier (natural logarithm) than its probabilities say a deed done together is (chosen on the dev part)."""
_TINY = 1e-9
_VERBAL = frozenset(("VERB", "AUX"))
_MUTUAL: frozenset[EventType] = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "RETREAT", "ASSAULT"))
"""What equals do together: of the other types somebody is always the one who acts."""
_LANDS: frozenset[ActorType | None] = frozenset(("place", "state"))
_SPOTS: frozenset[ActorType | None] = frozenset(("place", "state", "facility"))
_WHERE = frozenset(("in", "inside", "near", "outside"))
_GIVING: frozenset[EventType] = frozenset(("AID", "AGREE", "RETREAT", "SANCTION", "MOBILIZE", "CONCEDE"))
_WITH_OWN: frozenset[EventType] = frozenset(("AGREE", "CONCEDE", "MOBILIZE", "RETREAT", "AID", "THREATEN"))
_OWNED: frozenset[ActorType | None] = frozenset(
    ("military", "police", "vehicle", "weapon", "other", "place", "facility", None)
)
_NOT_OWN = frozenset(("your", "my"))
_NAMING = frozenset(("PROPN", "ADJ"))
_ARMED: frozenset[ActorType] = frozenset(("military", "police", "armed_group"))
_FORCEFUL = frozenset(("ASSAULT", "COERCE", "SANCTION"))


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
    bodies = _bodies(words, trigger)
    ruled = by_rule(words, trigger, is_party)
    aside = onlookers(words, trigger)
    found = candidates(words, trigger, kind)
    rules = Rules(frozenset(ruled.actors), frozenset(ruled.recipients), ruled.mutual)
    told = features(words, trigger, found, rules, kind)
    sure = probabilities(scorer, told, vectors(words, trigger, found))
    if aside.words:
        sure = _aside(found, sure, aside)
        whom = rules.recipients - aside.words if aside.part == "none" else rules.recipients
        rules = replace(rules, actors=rules.actors - aside.words, recipients=whom)
    actors, recipients = _decided(found, sure, rules, together=trigger.type in _MUTUAL)
    actors = actors or list(bodies)
    both = [w for w in actors if w in recipients]
    alone = both == actors == recipients and bool(both) and (ruled.mutual or trigger.frame.actor == ("both",))
    if trigger.type in _MUTUAL and (group := _group(words, actors, recipients, is_party)):
        actors = recipients = both = group
    mutual = trigger.type in _MUTUAL and (len(both) > 1 or alone)
    if mutual:
        actors = recipients = sorted({*actors, *recipients})
    else:
        recipients = [w for w in recipients if w not in actors]
    if not mutual:
        joint = [w for w in found if w in bodies or is_party(w) or kind(w) is not None]  # not the parts of a name
        actors, recipients = _with_conjuncts(words, joint, actors, recipients)
    means = [w for w in actors if kind(w) == "weapon"] + instruments(words, trigger, kind)
    actors, recipients = _unapposed(words, actors), _unapposed(words, recipients)
    affected = harmed(words, trigger) if trigger.type == "ASSAULT" else []
    hurt = {w for w, _ in affected} - rules.actors
    actors = [w for w in actors if w not in means and w not in hurt]
    if not actors:  # "government missiles have struck", "a strike by Saudi-led jets"
        owners = [c for w in means for c in (*possessors(words, w), *before(words, w))]
        owners = [c for c in owners if is_party(c) or (words.entity[c] >= 0 and words.pos[c] in _NAMING)]
        actors = [w for w in dict.fromkeys(owners) if w not in recipients]
    recipients = [w for w in recipients if w not in means]
    if trigger.type == "ASSAULT" and not mutual:
        recipients = [w for w in recipients if not _merely_where(words, trigger, w, kind)]
    if not recipients and not mutual and not affected:
        own = [w for w in range(*words.limits(trigger.at)) if _own(words, trigger, w, kind)]
        recipients = within(words, trigger, is_party, lambda w: kind(w) in _LANDS, (*actors, *own))
    recipients = _receiving(words, trigger, recipients, is_party, kind)
    never = _never().get(trigger.type, frozenset())
    recipients = [w for w in recipients if kind(w) not in never and not _own(words, trigger, w, kind)]
    if trigger.type in ON_THINGS:
        recipients = [w for w in recipients if kind(w) is not None or not _a_deed(words, w)]
    if not mutual and affected:
        recipients += [w for w, _ in affected if w not in recipients and w not in actors]
    return Roles(
        tuple(actors), tuple(sorted(recipients)), mutual, tuple(dict.fromkeys(means)), tuple(affected)
    )  # fmt: skip


def _bodies(words: Words, trigger: Trigger) -> dict[int, ActorType]:
    """The bare nouns for armed bodies or the government before the noun that tells what they did ("an army raid",
    "police firing"), with their types: mentions of nobody elsewhere, but who did it here."""
    if words.pos[trigger.at] != "NOUN" or trigger.type not in _FORCEFUL:
        return {}
    near = [w for w in before(words, trigger.at) if w not in trigger.words and words.entity[w] < 0]
    known = {w: heads()[words.lemma[w]].plural for w in near if words.lemma[w] in heads()}
    return {w: kind for w, kind in known.items() if kind in _ARMED or words.lemma[w] == "government"}


def _aside(found: Sequence[int], sure: Floats, aside: Onlookers) -> Floats:
    """``sure`` where those who only look on do nothing, neither alone nor with others, and undergo it at most."""
    out = sure.copy()
    theirs = [n for n, word in enumerate(found) if word in aside.words]
    lost = [1, 3] if aside.part == "recipient" else [1, 2, 3]
    out[theirs, 0] += out[theirs][:, lost].sum(axis=1)
    for role in lost:
        out[theirs, role] = 0
    return out


def _decided(found: Sequence[int], sure: Floats, rules: Rules, *, together: bool) -> tuple[list[int], list[int]]:
    """Actors and recipients of one deed, decided at once: either some do it together, who are then both, or each is
    one or the other; the likelier of the two readings."""
    if not found:
        return [], []
    logs = np.log(sure + _TINY)
    joint = logs[:, 3] > logs[:, 0]
    if together and joint.any():
        parted = float(logs[:, :3].max(axis=1).sum())
        if float(np.where(joint, logs[:, 3], logs[:, 0]).sum()) + _TOGETHER > parted:
            group = [w for w, yes in zip(found, joint.tolist(), strict=True) if yes]
            return group, group
    best = logs[:, :3].argmax(axis=1).tolist()
    actors = [w for w, role in zip(found, best, strict=True) if role == 1]
    recipients = [w for w, role in zip(found, best, strict=True) if role == 2]
    actors = actors or _likeliest(found, sure[:, 1].tolist(), rules.actors)
    recipients = [w for w in recipients if w not in actors]
    return actors, recipients or _likeliest(found, sure[:, 2].tolist(), rules.recipients - frozenset(actors))


def _group(words: Words, actors: Sequence[int], recipients: Sequence[int], is_party: IsParty) -> list[int]:
    """The parties that one phrase names together and that do it with each other: "UK and EU negotiators agreed", "the
    armies of Brazil and Argentina"; none where it names fewer than two, or somebody else has a part in it."""
    if not actors or (recipients and set(recipients) != set(actors)):
        return []
    heads = [w for w in actors if words.pos[w] == "NOUN" and words.tag[w] in ("NNS", "NNPS")]
    inner = [c for w in heads for c in (*before(words, w), *oblique(words, w, "of"))]
    found = list(dict.fromkeys(c for w in inner for c in conjuncts(words, w) if is_party(c)))
    return [w for w in (*found, *actors) if w not in heads] if len(found) > 1 else []


def _with_conjuncts(
    words: Words, found: Sequence[int], actors: Sequence[int], recipients: Sequence[int]
) -> tuple[list[int], list[int]]:
    """With those that "and" joins to whoever has a part in it, unless they have the other one."""
    out = []
    for own, other in ((actors, recipients), (recipients, actors)):
        joined = [c for w in own for c in conjuncts(words, w)]
        out.append([w for w in dict.fromkeys((*own, *joined)) if w in own or (w in found and w not in other)])
    return out[0], out[1]


def _likeliest(found: Sequence[int], sure: Sequence[float], ruled: frozenset[int]) -> list[int]:
    """Where nobody is sure: the best, if likely enough; else those of the rules who are not ruled out."""
    best = max(range(len(found)), key=lambda n: sure[n])
    if sure[best] > LIKELY:
        return [found[best]]
    return [w for w, p in zip(found, sure, strict=True) if w in ruled and p > UNLIKELY]


def _unapposed(words: Words, chosen: Sequence[int]) -> list[int]:
    """Of a pair in apposition ("its head, Ada Kai") the name."""
    out = list(chosen)
    for word in chosen:
        head = words.head[word]
        if words.dep[word] == "appos" and word in out and head in out:
            out.remove(head if words.entity[word] >= 0 > words.entity[head] else word)
    return out


def _merely_where(words: Words, trigger: Trigger, word: int, kind: Kind) -> bool:
    """Is it the place of the deed and no target of it: "a bombing at the airport", "shot in Manila"?"""
    if kind(word) not in _SPOTS or words.head[word] not in (trigger.at, trigger.anchor):
        return False
    cases = {words.lower[c] for c in words.children[word] if words.dep[c] == "case"}
    return bool(cases & _WHERE) or (words.pos[words.head[word]] not in _VERBAL and "at" in cases)


@cache
def _transfers() -> dict[str, tuple[str, ...]]:
    """Verb → the prepositions behind which the other party stands (``data/transfers.tsv``)."""
    return {c[0]: tuple(c[1].split("|")) for _, c in rows("transfers.tsv")}


def _receiving(words: Words, trigger: Trigger, chosen: Sequence[int], is_party: IsParty, kind: Kind) -> list[int]:
    """Of what is sent or withdrawn, and to or from whom: the latter."""
    verbs = [w for w in {trigger.anchor, trigger.at, *trigger.words} if words.lemma[w] in _transfers()]
    if trigger.type not in _GIVING or not verbs or not chosen or passive(words, verbs[0]):
        return list(chosen)
    things = {w for w in objects(words, verbs[0]) for w in conjuncts(words, w)}
    if not set(chosen) <= things:
        return list(chosen)
    nouns = [verbs[0], *things]
    found = [w for p in _transfers()[words.lemma[verbs[0]]] for n in nouns for w in oblique(words, n, p)]
    fit = [w for w in found if is_party(w) or kind(w) in _SPOTS]
    return conjuncts(words, fit[0]) if fit else list(chosen)


def _own(words: Words, trigger: Trigger, word: int, kind: Kind) -> bool:
    """Is it the actor's own force or thing ("withdrew its troops")?"""
    if trigger.type not in _WITH_OWN or kind(word) not in _OWNED:
        return False
    return any(words.tag[c] == "PRP$" and words.lower[c] not in _NOT_OWN for c in words.children[word])


def _a_deed(words: Words, word: int) -> bool:
    """Is the noun a deed itself ("perpetrated an attack", "one of its attacks")?"""
    named = [word, *oblique(words, word, "of")] if words.lower[word] == "one" else [word]
    return any(is_deed(words, w) for w in named)


@cache
def _never() -> dict[EventType, frozenset[ActorType | None]]:
    """Type of event → the types of what is never its recipient (``data/never.tsv``)."""
    return {cast(EventType, c[0]): frozenset(cast("list[ActorType]", c[1].split("|"))) for _, c in rows("never.tsv")}
