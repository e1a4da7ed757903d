"""Trains the scorer of events' roles on our own corpus: ``python -m training.roles [--measure]``.

Examples are the gold events' triggers with every noun of their sentence (single sentences and articles of the train
and dev part); each is an actor, a recipient, both or neither. ``--measure`` ships nothing: it trains on the train part
and prints how often the actors, the recipients and both are exactly the gold's on the dev and the test part, given the
gold trigger and type, by the rules alone and with the scorer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.actors.words import Words
from sayso.events.roles import by_rule
from sayso.events.rolescorer import Rules, candidates, features, probabilities, vectors
from sayso.language import load
from sayso.language._spacy import Language
from sayso.record import Span
from sayso.sparse import Floats, SparseNet
from training.registry import PROJECT
from training.sparse import Plan, fit, joined
from training.tellings import Telling, tellings

WEIGHTS = PROJECT / "src" / "sayso" / "events" / "data" / "roles.npz"
PLAN = Plan(dropout=0.5, forget=0.2, seeds=(1, 2, 3, 4), least=5)
"""Chosen on the dev part."""


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger with its candidates' features and what the gold says of each; words whose gold is no candidate."""

    part: str
    told: list[list[str]]
    seen: Floats
    right: list[tuple[bool, bool]]
    lost: tuple[int, int]
    rules: list[tuple[bool, bool]]
    kind: str
    shown: str = ""


def examples(nlp: Language) -> list[Example]:
    """Every gold event of the corpus whose trigger is a word of ours; those of the train part in capitals too."""
    return [_example(t) for t in tellings(nlp, capitals=True)]


def _example(telling: Telling) -> Example:
    own, trigger, event, kind = telling.words, telling.trigger, telling.gold, telling.kind
    found = candidates(own, trigger, kind)
    ruled = by_rule(own, trigger, telling.parties.__contains__)
    rules = Rules(frozenset(ruled.actors), frozenset(ruled.recipients), ruled.mutual)
    told = features(own, trigger, found, rules, kind)
    actors = {_head(own, s) for s in event.actors}
    recipients = {_head(own, s) for s in event.recipients}
    lost = (len(actors - set(found)), len(recipients - set(found)))
    return Example(
        telling.part,
        told,
        vectors(own, trigger, found),
        [(w in actors, w in recipients) for w in found],
        lost,
        [(w in rules.actors, w in rules.recipients) for w in found],
        event.type,
        " ".join(own.text[slice(*own.limits(trigger.at))])
        + f"\n    {event.type} [{own.text[trigger.at]}] "
        + " ".join(f"{own.text[w]}" for w in found),
    )


def _head(own: Words, span: Span) -> int:
    """The word that heads a gold mention."""
    inside = own.touching(span)
    if not inside:
        return -1
    out = [w for w in inside if own.head[w] not in inside or own.head[w] == w]
    return next((w for w in out if own.pos[w] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")), out[0] if out else inside[0])


def trained(told: Sequence[Example], plan: Plan) -> SparseNet:
    """The joined networks of a plan's seeds."""
    own = [o for e in told for o in e.told]
    seen = np.concatenate([e.seen for e in told if e.told])
    roles = [(not a and not r, a and not r, r and not a, a and r) for e in told for a, r in e.right]
    return joined([fit(own, seen, np.array(roles, np.float32), plan, seed, one=True) for seed in plan.seeds])


def measure(told: Sequence[Example], net: SparseNet, title: str, errors: bool = False) -> None:
    """Prints how often actors, recipients and both are exactly right."""
    sums: Counter[str] = Counter()
    for e in told:
        sums["all"] += 1
        p = probabilities(net, e.told, e.seen)
        best = p.argmax(axis=1).tolist()
        given = [("rules", e.rules), ("scorer", [(role in (1, 3), role in (2, 3)) for role in best])]
        for name, got in given:
            actors = [g[0] for g in got] == [r[0] for r in e.right] and not e.lost[0]
            recipients = [g[1] for g in got] == [r[1] for r in e.right] and not e.lost[1]
            sums[f"{name} actors"] += actors
            sums[f"{name} recipients"] += recipients
            sums[f"{name} both"] += actors and recipients
            if errors and name == "scorer" and not (actors and recipients):
                print(e.shown, e.lost, "\n    gold", e.right, "\n    got ", np.round(p, 2).tolist())
    print(title, *(f"{k} {v / sums['all']:.3f}" for k, v in sums.items() if k != "all"), sums["all"])


def main() -> None:
    """Trains on the train part; measures on the others."""
    parser = argparse.ArgumentParser(prog="python -m training.roles", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    told = examples(load())
    train = [e for e in told if e.part == "train"]
    if given.measure:
        net = trained(train, PLAN)
        for name in ("train", "dev", "test"):
            measure([e for e in told if e.part == name], net, name, errors=given.errors and name == "dev")
    else:
        shown = [e for e in told if e.part in ("train", "dev")]
        trained(shown, PLAN).save(WEIGHTS)


if __name__ == "__main__":
    main()
