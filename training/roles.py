"""Trains the scorer of events' roles on our own corpus: ``python -m training.roles [--measure]``.

Examples are the gold events' triggers with every noun of their sentence (single sentences and articles of the train
and dev part); each is an actor, a recipient, both or neither. ``--measure`` ships nothing: it trains on the train part
and prints how often the actors, the recipients and both are exactly the gold's on the dev and the test part, given the
gold trigger and type, by the rules alone and with the scorer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from corpus.compact import read_article
from corpus.sentences import read as sentences
from corpus.split import part, sentence_part
from sayso.actors import cast
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.events.assembly import parties
from sayso.events.roles import IsParty, by_rule
from sayso.events.rolescorer import Kind, RoleScorer, Rules, candidates, features, vectors
from sayso.events.taking_part import kinds
from sayso.events.triggers import Trigger, default, triggers
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, EventType, Span
from sayso.statements import attributions
from training.registry import PROJECT

WEIGHTS = PROJECT / "src" / "sayso" / "events" / "data" / "roles.npz"
ARTICLES = PROJECT / "corpus" / "articles"
HIDDEN, EPOCHS, RATE, BATCH, DECAY, DROPOUT, BLANK, LEAST = 48, 14, 0.003, 256, 1e-4, 0.35, 0.3, 3
SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold event's spans in its text."""

    trigger: Span
    type: EventType
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger with its candidates' features and what the gold says of each; words whose gold is no candidate."""

    part: str
    told: list[list[str]]
    seen: np.ndarray  # type: ignore[type-arg]
    right: list[tuple[bool, bool]]
    lost: tuple[int, int]
    rules: list[tuple[bool, bool]]
    kind: str
    shown: str = ""


def _texts() -> Iterator[tuple[str, str, list[tuple[int, int, BlockKind]], list[Gold]]]:
    """(part, text, blocks, gold events) of every sentence and article."""
    for s in sentences():
        gold = [Gold(e.trigger, e.type, e.mode, e.actors, e.recipients) for e in s.events]
        if gold:
            yield sentence_part(s.text), s.text, [(0, len(s.text), "paragraph")], gold
    for path in sorted(ARTICLES.glob("*.ann")):
        record = read_article(path).record
        spans = {m.id: m.span for m in record.mentions}
        gold = [
            Gold(e.trigger, e.type, e.mode, tuple(spans[m] for m in e.actors), tuple(spans[m] for m in e.recipients))
            for e in record.events
        ]
        yield part(path), record.document.text, [(b.span[0], b.span[1], b.kind) for b in record.blocks], gold


def examples(nlp: Language) -> list[Example]:
    """Every gold event of the corpus whose trigger is a word of ours."""
    out = []
    for name, text, blocks, gold in _texts():
        told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        article = Article(text, tuple(blocks), tuple(Parsed(o, d) for o, d in parts(nlp, text, told)))
        own = words(article)
        reading = cast.read(article, attributions(article, own), text=own)
        kind = kinds(own, reading.found)
        held = parties(reading.found)
        found = triggers(own)
        for event in gold:
            trigger = _trigger(own, event, found)
            if trigger is not None:
                out.append(_example(own, name, trigger, event, kind, held.__contains__))
    return out


def _trigger(own: Words, event: Gold, found: Sequence[Trigger]) -> Trigger | None:
    """Our trigger at the gold's words, with the gold's type; a plain frame where the lexicon has none there."""
    inside = own.touching(event.trigger)
    if not inside:
        return None
    for trigger in found:
        if trigger.at in inside and trigger.type == event.type:
            return trigger
    at = next((w for w in inside if own.head[w] not in inside or own.head[w] == w), inside[0])
    return Trigger(at, at, (at,), default(own, at, event.type), event.type, event.mode)


def _example(own: Words, name: str, trigger: Trigger, event: Gold, kind: Kind, is_party: IsParty) -> Example:
    found = candidates(own, trigger, kind)
    ruled = by_rule(own, trigger, is_party)
    rules = Rules(frozenset(ruled.actors), frozenset(ruled.recipients), ruled.mutual)
    told = features(own, trigger, found, rules, kind)
    actors = {_head(own, s) for s in event.actors}
    recipients = {_head(own, s) for s in event.recipients}
    lost = (len(actors - set(found)), len(recipients - set(found)))
    return Example(
        name,
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


def fit(told: Sequence[Example], seed: int) -> RoleScorer:
    """Trains one network on examples."""
    torch.manual_seed(seed)
    often = Counter(f for e in told for own in e.told for f in set(own))
    names = sorted(f for f, n in often.items() if n >= LEAST)
    index = {f: n for n, f in enumerate(names)}
    own = [[index[f] for f in o if f in index] for e in told for o in e.told]
    seen = torch.tensor(np.concatenate([e.seen for e in told if len(e.told)]))
    dense = torch.nn.Linear(seen.shape[1], HIDDEN, bias=False)
    blank = torch.nn.Dropout(BLANK)
    torch.nn.init.normal_(dense.weight, std=0.01)
    right = torch.tensor([r for e in told for r in e.right], dtype=torch.float32)
    first = torch.nn.EmbeddingBag(len(names), HIDDEN, mode="sum")
    torch.nn.init.normal_(first.weight, std=0.05)
    bias = torch.nn.Parameter(torch.zeros(HIDDEN))
    drop = torch.nn.Dropout(DROPOUT)
    second = torch.nn.Linear(HIDDEN, 2)
    parameters = [*first.parameters(), *dense.parameters(), bias, *second.parameters()]
    steps = torch.optim.AdamW(parameters, lr=RATE, weight_decay=DECAY)
    loss = torch.nn.BCEWithLogitsLoss()
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        for group in steps.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        shuffled = order.permutation(len(own))
        for start in range(0, len(own), BATCH):
            batch = shuffled[start : start + BATCH]
            keep = [[f for f in own[i] if order.random() > 0.1] for i in batch]
            flat = torch.tensor([f for o in keep for f in o])
            offsets = torch.tensor(np.cumsum([0, *(len(o) for o in keep[:-1])]))
            hidden = drop(torch.relu(first(flat, offsets) + dense(blank(seen[batch])) + bias))
            value = loss(second(hidden), right[batch])
            steps.zero_grad()
            value.backward()
            steps.step()
    return RoleScorer(
        names,
        first.weight.detach().numpy(),
        [
            dense.weight.detach().numpy().T.copy(),
            bias.detach().numpy(),
            second.weight.detach().numpy().T.copy(),
            second.bias.detach().numpy(),
        ],
    )


def measure(told: Sequence[Example], scorers: Sequence[RoleScorer], title: str, errors: bool = False) -> None:
    """Prints how often actors, recipients and both are exactly right."""
    sums: Counter[str] = Counter()
    for e in told:
        sums["all"] += 1
        given = [("rules", e.rules)]
        if scorers:
            p = np.mean([s.probabilities(e.told, e.seen) for s in scorers], 0)
            given.append(("scorer", [(bool(a > 0.5), bool(r > 0.5)) for a, r in p]))
        for name, got in given:
            actors = [g[0] for g in got] == [r[0] for r in e.right] and not e.lost[0]
            recipients = [g[1] for g in got] == [r[1] for r in e.right] and not e.lost[1]
            sums[f"{name} actors"] += actors
            sums[f"{name} recipients"] += recipients
            sums[f"{name} both"] += actors and recipients
            if errors and name == "scorer" and not (actors and recipients):
                print(e.shown, e.lost, "\n    gold", e.right, "\n    got ", np.round(p, 2).tolist())
    print(title, *(f"{k} {v / sums['all']:.3f}" for k, v in sums.items() if k != "all"), sums["all"])


def joined(scorers: Sequence[RoleScorer]) -> RoleScorer:
    """One network that gives the mean of the logits of several trained on the same examples."""
    names = list(scorers[0].index)
    return RoleScorer(
        names,
        np.concatenate([s.first for s in scorers], 1),
        [
            np.concatenate([s.dense for s in scorers], 1),
            np.concatenate([s.bias for s in scorers]),
            np.concatenate([s.out for s in scorers]) / len(scorers),
            np.asarray(np.mean([s.last for s in scorers], 0)),
        ],
    )


def save(scorer: RoleScorer, path: Path = WEIGHTS) -> None:
    """Writes a network with a byte a weight in its first layer."""
    scale = np.abs(scorer.first).max(1, keepdims=True) / 127 + 1e-12
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(scorer.index).encode(), np.uint8),
        first=np.round(scorer.first / scale).astype(np.int8),
        scale=scale.astype(np.float16),
        dense=scorer.dense.astype(np.float16),
        bias=scorer.bias.astype(np.float32),
        out=scorer.out.astype(np.float32),
        last=scorer.last.astype(np.float32),
    )


def main() -> None:
    """Trains on the train part; measures on the others."""
    parser = argparse.ArgumentParser(prog="python -m training.roles", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(1)
    told = examples(load())
    train = [e for e in told if e.part == "train"]
    if given.measure:
        scorers = [fit(train, seed) for seed in SEEDS]
        for name in ("train", "dev", "test"):
            measure([e for e in told if e.part == name], scorers, name, errors=given.errors and name == "dev")
    else:
        shown = [e for e in told if e.part in ("train", "dev")]
        save(joined([fit(shown, seed) for seed in SEEDS]))


if __name__ == "__main__":
    main()
