"""Trains and measures the scorer of coreference: `python -m training.coref_train --data FOLDER`.

The network learns to rank: among the entities before a mention and "nobody", those that the gold says get all the
probability (Durrett and Klein 2013; Lee et al. 2017). It sees what the run time's own rules see, on the run time's own
parses and mentions. Data, order and start are fixed by the seed; one thread.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from sayso.actors import cast
from sayso.actors.linking import link
from sayso.actors.pairs import COLUMNS
from sayso.actors.scorer import Scorer, load
from sayso.actors.words import Words
from sayso.article import Article
from sayso.language import load as load_language
from sayso.statements import attributions
from training import coref
from training.coref_score import Scores, clusters, score
from training.registry import PROJECT

WEIGHTS = PROJECT / "src" / "sayso" / "actors" / "data" / "coreference.npz"
HIDDEN, EPOCHS, RATE, BATCH, DECAY, DROPOUT = 48, 12, 0.004, 256, 1e-5, 0.2
SEEDS = (7, 8, 9, 10)
ACTORS = frozenset(("person", "organization", "place"))
"""GUM's types that actors have; its other types (abstract, event, time …) are no mentions of ours."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its mentions as the run time sees them, and each one's gold entity if the gold has it."""

    text: coref.Text
    reading: cast.Reading
    gold: list[str | None]


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of one mention's candidates and last "nobody"; which of them are right; how much it counts."""

    rows: list[list[int]]
    right: list[bool]
    weight: float


def read(text: coref.Text, article: Article) -> Read:
    """The mentions of a text, aligned with the gold by the word that heads both."""
    reading = cast.read(article, attributions(article))
    start = reading.words.start
    at = {start[word]: entity for word, entity in _heads(reading.words, text)}
    return Read(text, reading, [at.get(start[m.head]) for m in reading.found])


def _heads(column: Words, text: coref.Text) -> Iterator[tuple[int, str]]:
    """(word that heads a gold mention, its entity); larger mentions first, so that a smaller one wins a head."""
    for gold in sorted(text.gold, key=lambda g: g.span[0] - g.span[1]):
        inside = column.touching(gold.head or gold.span)
        if len(inside):
            head = next((w for w in inside if column.head[w] not in inside or column.head[w] == w), inside[0])
            yield head, gold.entity


def examples(read: Read, weight: float) -> list[Example]:
    """What is to be learned of a text: the gold decides while its mentions are gone through."""
    out: list[Example] = []

    def choose(number: int, near: list[int], rows: list[list[int]]) -> int | None:
        gold = read.gold[number]
        right = [gold is not None and read.gold[n] == gold for n in near]
        share = weight * (1.0 if gold is not None else 0.3)
        out.append(Example(rows, [*right, not any(right)], share))
        return near[right.index(True)] if any(right) else None

    link(cast.surely_tied(read.reading), choose)
    return out


class Network(torch.nn.Module):  # type: ignore[misc]
    """The scorer in torch: a sum of a vector for each value, one hidden layer."""

    def __init__(self) -> None:
        super().__init__()
        self.table = torch.nn.EmbeddingBag(sum(COLUMNS.values()), HIDDEN, mode="sum")
        self.bias = torch.nn.Parameter(torch.zeros(HIDDEN))
        self.out = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.drop = torch.nn.Dropout(DROPOUT)
        torch.nn.init.normal_(self.table.weight, std=0.1)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Scores of rows [n, columns]."""
        scores: torch.Tensor = self.out(self.drop(torch.relu(self.table(rows) + self.bias)))[:, 0]
        return scores


def train(every: Sequence[Example], seed: int) -> Network:
    """A network that ranks the right candidates first."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    order = np.random.default_rng(seed)
    steps = EPOCHS * (len(every) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    network.train()
    for _ in range(EPOCHS):
        total = 0.0
        for chosen in np.array_split(order.permutation(len(every)), len(every) // BATCH + 1):
            loss = _loss(network, [every[n] for n in chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        print(f"loss {total / len(every):.4f}", flush=True)
    network.eval()
    return network


def _offsets() -> np.ndarray:
    sizes = list(COLUMNS.values())
    return np.array([sum(sizes[:n]) for n in range(len(sizes))], np.int64)


def _loss(network: Network, batch: Sequence[Example]) -> torch.Tensor:
    """The negative log of the probability of all right candidates together, weighted."""
    rows = np.concatenate([np.array(e.rows, np.int64) for e in batch]) + _offsets()
    scores = network(torch.from_numpy(rows))
    owner = torch.from_numpy(np.repeat(np.arange(len(batch)), [len(e.rows) for e in batch]))
    right = torch.from_numpy(np.concatenate([np.array(e.right) for e in batch]))
    weight = torch.tensor([e.weight for e in batch])
    return (
        weight * (_logsumexp(scores, owner, len(batch)) - _logsumexp(scores[right], owner[right], len(batch)))
    ).sum() / weight.sum()


def _logsumexp(scores: torch.Tensor, owner: torch.Tensor, size: int) -> torch.Tensor:
    top = torch.full((size,), -1e9).scatter_reduce(0, owner, scores.detach(), "amax")
    return torch.zeros(size).index_add(0, owner, torch.exp(scores - top[owner])).log() + top


def save(networks: Sequence[Network], path: Path, sources: Sequence[str], count: int) -> None:
    """Writes several networks as the one that gives their mean, in float16, and what they are made of."""
    meta = {"columns": COLUMNS, "sources": list(sources), "examples": count, "seeds": SEEDS, "hidden": HIDDEN}
    np.savez_compressed(
        path,
        meta=np.array(json.dumps(meta)),
        table=np.concatenate([n.table.weight.detach().numpy() for n in networks], axis=1).astype(np.float16),
        bias=np.concatenate([n.bias.detach().numpy() for n in networks]),
        out=np.concatenate([n.out.weight.detach().numpy()[0] for n in networks]) / len(networks),
    )


def measure(texts: Iterable[Read], scorer: Scorer | None, kinds: frozenset[str] | None = ACTORS) -> Scores:
    """Scores over texts, with the scorer or by rules alone. ``kinds`` are the gold types that count, None: all.

    Mentions are matched by their head word; a gold mention of another type, and ours on it, are left out.
    """
    total = Scores()
    for item in texts:
        entities = cast.tie(item.reading, scorer=scorer)
        kept, dropped = set(), set()
        gold = []
        for mention in item.text.gold:
            head = (mention.head or _own_head(item.reading.words, mention))[0]
            if kinds is None or mention.kind in kinds:
                gold.append((head, mention.entity))
                kept.add(head)
            else:
                dropped.add(head)
        ours = [(item.reading.words.start[m.head], entities.of[n]) for n, m in enumerate(item.reading.found)]
        got = [(head, entity) for head, entity in ours if head in kept or head not in dropped]
        total += score(clusters(_first(gold)), clusters(_first(got)))
    return total


def _own_head(column: Words, gold: coref.Gold) -> tuple[int, int]:
    inside = column.touching(gold.span)
    head = next((w for w in inside if column.head[w] not in inside or column.head[w] == w), inside[0] if inside else 0)
    return column.start[head], column.end[head]


def _first(pairs: Sequence[tuple[int, object]]) -> list[tuple[int, object]]:
    return list(dict(reversed(pairs)).items())


def held_out(texts: Iterable[coref.Text], part: str) -> Iterator[coref.Text]:
    """GUM's texts of a part: "train" are those that the registry holds neither out nor forbids."""
    lists = {name: coref.gum_part(name) for name in ("dev", "test", "forbidden")}
    for text in texts:
        if (part == "train" and not any(text.id in ids for ids in lists.values())) or (
            part != "train" and text.id in lists[part]
        ):
            yield text


def report(name: str, scores: Scores) -> str:
    """A line of figures."""
    parts = " ".join(
        f"{label} P {r.precision:.3f} R {r.recall:.3f} F1 {r.f1:.3f} "
        for label, r in (("MUC", scores.muc), ("B3", scores.b3), ("CEAFe", scores.ceafe))
    )
    return f"{name:<28} {parts} mean {scores.mean:.3f}"


def main() -> None:
    """Trains on the train parts and prints the figures of the held-out parts."""
    parser = argparse.ArgumentParser(prog="python -m training.coref_train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--measure", action="store_true", help="measure the weights that are there, train nothing")
    args = parser.parse_args()
    nlp = load_language()

    def reads(texts: Iterable[coref.Text]) -> list[Read]:
        return [read(text, text.article(nlp)) for text in texts]

    if not args.measure:
        learned = reads(held_out(coref.gum(args.data), "train"))
        novels, ours = reads(coref.litbank(args.data)), reads(coref.own("train"))
        every = [e for r in learned for e in examples(r, 1.0)]
        every += [e for r in novels for e in examples(r, 0.2)] + [e for r in ours for e in examples(r, 2.0)]
        print(len(every), "examples")
        networks = [train(every, seed) for seed in SEEDS]
        save(networks, args.out, ["GUM train", "LitBank", "own articles, train"], len(every))
    scorer = load(args.out)
    for name, texts in (
        ("GUM news, dev", held_out(coref.gum(args.data), "dev")),
        ("GUM news, test", held_out(coref.gum(args.data), "test")),
        ("own articles, dev", coref.own("dev")),
        ("own articles, test", coref.own("test")),
    ):
        items = reads(texts)
        kinds = ACTORS if "GUM" in name else None
        print(report(f"{name}, rules alone", measure(items, None, kinds)))
        print(report(f"{name}, with scorer", measure(items, scorer, kinds)))


if __name__ == "__main__":
    main()
