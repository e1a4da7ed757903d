"""Trains the scorer of factuality on our own corpus: ``python -m training.reality [--measure]``.

``--measure`` ships nothing: it trains on the train part and prints for the dev and the test part how often polarity,
modality, tense and all three are right at the gold's triggers, by the rules alone and with the network.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.events.factuality import Factuality, factuality
from sayso.events.reality import CLASSES, decided, features, vectors
from sayso.language import load
from sayso.sparse import Floats, SparseNet
from training.registry import PROJECT
from training.sparse import Plan, fit, joined
from training.tellings import Telling, tellings

WEIGHTS = PROJECT / "src" / "sayso" / "events" / "data" / "reality.npz"
PLAN = Plan(hidden=48, epochs=20, batch=128, dropout=0.4, forget=0.15, blank=0.4)
_TITLES = ("headline", "standfirst", "subheading", "caption")


@dataclass(frozen=True, slots=True)
class Example:
    """A telling with what the rules say, and what the network reads of it."""

    telling: Telling
    ruled: Factuality
    title: bool
    told: list[str]
    seen: Floats


def example(telling: Telling) -> Example:
    """A telling as an example."""
    words, trigger = telling.words, telling.trigger
    title = bool(words.kinds) and words.kinds[words.block[trigger.at]] in _TITLES
    ruled = factuality(words, trigger, title=title)
    return Example(telling, ruled, title, features(words, trigger, ruled, title=title), vectors(words, trigger))


def trained(told: Sequence[Example], plan: Plan) -> SparseNet:
    """The joined networks of a plan's seeds."""
    right = np.zeros((len(told), len(CLASSES)), np.float32)
    for n, e in enumerate(told):
        gold = e.telling.gold
        for name in (gold.modality, gold.tense):
            if name:
                right[n, CLASSES.index(name)] = 1
    rows, seen = [e.told for e in told], np.stack([e.seen for e in told])
    return joined([fit(rows, seen, right, plan, seed, one=False) for seed in plan.seeds])


def measure(told: Sequence[Example], net: SparseNet, title: str) -> None:
    """Prints the shares of what is right, by the rules and with the network."""
    sums: Counter[str] = Counter()
    for e in told:
        [got] = decided(net, e.telling.words, [(e.telling.trigger, e.ruled, e.title)])
        gold = e.telling.gold
        for name, fact in (("rules", e.ruled), ("net", got)):
            right = (fact.polarity == gold.polarity, fact.modality == gold.modality, fact.tense == gold.tense)
            sums.update({f"{name} {k}": int(v) for k, v in zip(("polarity", "modality", "tense"), right, strict=True)})
            sums[f"{name} all"] += all(right)
    print(title, len(told), *(f"{k} {v / len(told):.3f}" for k, v in sums.items()))


def main() -> None:
    """Trains, or measures."""
    parser = argparse.ArgumentParser(prog="python -m training.reality", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    told = [example(t) for t in tellings(load())]
    if given.measure:
        net = trained([e for e in told if e.telling.part == "train"], PLAN)
        for name in ("train", "dev", "test"):
            measure([e for e in told if e.telling.part == name], net, name)
    else:
        trained([e for e in told if e.telling.part in ("train", "dev")], PLAN).save(WEIGHTS)


if __name__ == "__main__":
    main()
