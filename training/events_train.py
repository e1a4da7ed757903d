"""Trains and measures the senses of events: ``python -m training.events_train [--cross | --out FILE]``.

It learns from our own sentences and articles of the train part, as they are and in capitals, on the run time's own
parses, proposals and signs. Data, order and start are fixed by the seed; one thread.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from sayso.events.signs import SLOTS
from sayso.language import load as load_language
from training.events import TYPES, Table, examples, own, table
from training.events_score import best, curve
from training.registry import PROJECT

WEIGHTS = PROJECT / "src" / "sayso" / "events" / "data" / "events.npz"
Ints = NDArray[np.int64]
_LEXICAL = ("lemma", "frame")
_PROPOSED = ("lexicon", "avoid")


@dataclass(frozen=True)
class Recipe:
    """All that a training hangs on. ``sizes``: how many axes of the vectors are seen of each slot, of the dependents,
    of the sentence. ``drop_lexical`` is of the signs that hold a lemma. ``capitals`` and ``articles`` weigh rows,
    ``trap`` those that the lexicon proposes in sentences without any event."""

    sizes: tuple[int, ...] = (384, 128, 128, 128, 128, 128, 128)
    hidden: int = 64
    epochs: int = 12
    batch: int = 1024
    rate: float = 4e-3
    decay: float = 0.05
    drop_vectors: float = 0.3
    drop_hidden: float = 0.3
    drop_signs: float = 0.15
    drop_lexical: float = 0.4
    smoothing: float = 0.05
    least: int = 6
    capitals: float = 0.5
    articles: float = 1.0
    inside: float = 0.3
    trap: float = 3.0
    mode_weight: float = 0.3
    trust_type: float = 0.5
    trust_mode: float = 2.0
    seeds: tuple[int, ...] = (7, 8, 9, 10, 11)
    without: tuple[str, ...] = ()


BASE = Recipe()


@dataclass
class Inputs:
    """A table made ready: rows of numbers and of signs. ``mean`` and ``axes`` turn vectors into the numbers."""

    table: Table
    dense: torch.Tensor
    signs: torch.Tensor
    starts: torch.Tensor
    names: list[str]
    lexical: torch.Tensor
    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    types: torch.Tensor = field(init=False)
    modes: torch.Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.types, self.modes = torch.from_numpy(self.table.types), torch.from_numpy(self.table.modes)


def inputs(data: Table, recipe: Recipe, axes: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None) -> Inputs:
    """The numbers of all rows; ``axes`` (mean and principal axes) are those of the data if not given."""
    mean, turn = axes or principal(data.vectors[:-1], max(recipe.sizes))
    turned = np.concatenate([(data.vectors[:-1] - mean) @ turn, np.zeros((1, turn.shape[1]), np.float32)])
    sizes = recipe.sizes
    parts = [turned[data.slots[:, n], :size] for n, size in enumerate(sizes[: len(SLOTS)])]
    below = torch.zeros(len(data), sizes[-2])
    owner = torch.from_numpy(data.below_of)
    below.index_add_(0, owner, torch.from_numpy(turned[data.below, : sizes[-2]]))
    count = torch.zeros(len(data)).index_add_(0, owner, torch.ones(len(owner))).clamp(min=1)
    parts.append((below / count[:, None]).numpy())
    parts.append(((data.sentences - mean) @ turn)[data.sentence, : sizes[-1]])
    names: dict[str, int] = {}
    flat = [names.setdefault(sign, len(names)) for own_signs in data.signs for sign in own_signs]
    starts = np.cumsum([0, *(len(own_signs) for own_signs in data.signs)])
    lexical = [any(word in _LEXICAL for word in name.split()[:3]) for name in names]
    return Inputs(
        data,
        torch.from_numpy(np.concatenate(parts, axis=1).astype(np.float16)),
        torch.tensor(flat),
        torch.from_numpy(starts),
        list(names),
        torch.tensor(lexical),
        mean,
        turn,
    )


def principal(vectors: NDArray[np.float32], count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean of vectors and the axes, as columns, on which their normalised values vary most."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    _, turn = np.linalg.eigh(np.cov(((vectors - mean) / spread).T))
    return mean, (turn[:, ::-1][:, :count] / spread[:, None]).astype(np.float32)


class Network(torch.nn.Module):  # type: ignore[misc]
    """One hidden layer over vectors and signs; signs also speak for types and modes directly."""

    def __init__(self, recipe: Recipe, signs: int, outputs: int) -> None:
        super().__init__()
        self.recipe = recipe
        self.wide = torch.nn.Linear(sum(recipe.sizes), recipe.hidden)
        self.of_signs = torch.nn.EmbeddingBag(signs, recipe.hidden + outputs, mode="sum")
        torch.nn.init.normal_(self.of_signs.weight, std=0.02)
        torch.nn.init.zeros_(self.of_signs.weight.data[:, recipe.hidden :])
        self.out = torch.nn.Linear(recipe.hidden, outputs)
        self.drop = torch.nn.Dropout(recipe.drop_vectors)
        self.drop_hidden = torch.nn.Dropout(recipe.drop_hidden)

    def forward(self, dense: torch.Tensor, signs: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """``[rows, types + modes]``: logits."""
        told = self.of_signs(signs, starts)
        size = self.recipe.hidden
        hidden = functional.gelu(self.wide(self.drop(dense)) + told[:, :size], approximate="tanh")
        logits: torch.Tensor = self.out(self.drop_hidden(hidden)) + told[:, size:]
        return logits


@dataclass
class Model:
    """A trained network and the number of each sign in it, -1 for those that it does not know."""

    network: Network
    known: torch.Tensor


def batch(given: Inputs, known: torch.Tensor, rows: torch.Tensor, drop: Recipe | None) -> tuple[torch.Tensor, ...]:
    """Numbers and signs of some rows, with signs dropped at random while it is trained."""
    first = given.starts[rows]
    counts = given.starts[rows + 1] - first
    before = counts.cumsum(0) - counts
    at = torch.arange(int(counts.sum())) + torch.repeat_interleave(first - before, counts)
    owner = torch.repeat_interleave(torch.arange(len(rows)), counts)
    kept = known[given.signs[at]] >= 0
    if drop is not None:
        rate = torch.full((len(at),), drop.drop_signs)
        rate[given.lexical[given.signs[at]]] = drop.drop_lexical
        kept &= torch.rand(len(at)) > rate
    counts = torch.zeros(len(rows), dtype=torch.long).index_add_(0, owner[kept], torch.ones(int(kept.sum())).long())
    return given.dense[rows].float(), known[given.signs[at[kept]]], counts.cumsum(0) - counts


def fit(given: Inputs, rows: Ints, recipe: Recipe, seed: int) -> Model:
    """A network trained on some rows."""
    torch.manual_seed(seed)
    data = given.table
    known = _known(given, rows, recipe)
    network = Network(recipe, int(known.max()) + 1, len(TYPES) + len(data.mode_names))
    _trust(network, given, known)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(rows) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps, pct_start=0.15)
    weight = torch.from_numpy(_weights(data, recipe))
    network.train()
    for _ in range(recipe.epochs):
        for chosen in torch.from_numpy(rows)[torch.randperm(len(rows))].split(recipe.batch):
            logits = network(*batch(given, known, chosen, recipe))
            loss = _loss(logits, given.types[chosen], given.modes[chosen], weight[chosen], recipe)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    network.eval()
    return Model(network, known)


def _trust(network: Network, given: Inputs, known: torch.Tensor) -> None:
    """Begins with trust in the lexicon: its signs speak for their own type and mode from the start."""
    recipe = network.recipe
    own = {f"lexicon at {kind}": (n, recipe.trust_type) for n, kind in enumerate(TYPES)}
    own |= {
        f"mode {kind} {mode}": (len(TYPES) + n, recipe.trust_mode)
        for n, (kind, mode) in enumerate(given.table.mode_names)
    }
    for name, number in zip(given.names, known.tolist(), strict=True):
        if number >= 0 and name in own:
            output, weight = own[name]
            network.of_signs.weight.data[number, recipe.hidden + output] = weight


def _known(given: Inputs, rows: Ints, recipe: Recipe) -> torch.Tensor:
    """The number of each sign that at least ``least`` of the rows have."""
    used = np.zeros(len(given.table) + 1, bool)
    used[rows] = True
    of_row = np.repeat(used[:-1], np.diff(given.starts.numpy()))
    count = np.bincount(given.signs.numpy()[of_row], minlength=len(given.names))
    enough = count >= recipe.least
    if recipe.without:
        enough &= ~np.array([name.startswith(recipe.without) for name in given.names])
    return torch.from_numpy(np.where(enough, np.cumsum(enough) - 1, -1))


def _weights(data: Table, recipe: Recipe) -> NDArray[np.float32]:
    of_text = [(recipe.capitals if t.capitals else 1.0) * (1.0 if t.single else recipe.articles) for t in data.texts]
    inside = np.where((data.event >= 0) & (data.types == 0), recipe.inside, 1.0)
    partial = np.array([t.partial for t in data.texts])[data.text]
    proposed = np.array([any(sign.startswith(_PROPOSED) for sign in own_signs) for own_signs in data.signs])
    unmarked = partial & proposed & (data.event < 0)
    empty = np.array([t.single and not t.gold and not t.partial for t in data.texts])[data.text]
    traps = np.where(empty & proposed, recipe.trap, 1.0)
    out: NDArray[np.float32] = (np.array(of_text)[data.text] * inside * traps * ~unmarked).astype(np.float32)
    return out


def _loss(
    logits: torch.Tensor, types: torch.Tensor, modes: torch.Tensor, weight: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    kinds = functional.cross_entropy(logits[:, : len(TYPES)], types, label_smoothing=recipe.smoothing, reduction="none")
    loss: torch.Tensor = (kinds * weight).sum() / weight.sum()
    told = modes >= 0
    if told.any():
        own = functional.cross_entropy(logits[told][:, len(TYPES) :], modes[told], reduction="none")
        loss = loss + recipe.mode_weight * (own * weight[told]).sum() / weight.sum() * 2
    return loss


def probabilities(given: Inputs, models: Sequence[Model], rows: Ints) -> tuple[NDArray[np.float32], ...]:
    """The probabilities of types and of modes by the mean of the networks' logits."""
    pieces = torch.from_numpy(rows).split(4096)
    with torch.no_grad():
        each = [torch.cat([m.network(*batch(given, m.known, piece, None)) for piece in pieces]) for m in models]
    logits = torch.stack(each).mean(0)
    return logits[:, : len(TYPES)].softmax(1).numpy(), logits[:, len(TYPES) :].softmax(1).numpy()


def save(given: Inputs, models: Sequence[Model], recipe: Recipe, path: Path) -> None:
    """Writes networks for the run time: the weights of signs in eight bits, the others in sixteen."""
    known, size = models[0].known, recipe.hidden
    names = [name for name, number in zip(given.names, known.tolist(), strict=True) if number >= 0]
    told = [m.network.of_signs.weight.detach().numpy() for m in models]
    of_signs = np.concatenate([t[:, :size] for t in told] + [np.mean([t[:, size:] for t in told], axis=0)], axis=1)
    scale = np.abs(of_signs).max(axis=0) / 127 + 1e-9
    out = np.concatenate([m.network.out.weight.detach().numpy().T for m in models]) / len(models)
    wide = np.concatenate([m.network.wide.weight.detach().numpy().T for m in models], axis=1)
    texts = [t for t in given.table.texts if not t.capitals]
    meta = {
        "types": TYPES,
        "modes": given.table.mode_names,
        "slots": SLOTS,
        "sizes": recipe.sizes,
        "made_of": {
            "sentences": sum(t.single for t in texts),
            "articles": sum(not t.single for t in texts),
            "events": sum(len(t.gold) for t in texts),
        },
        "recipe": asdict(recipe),
    }
    np.savez_compressed(
        path,
        meta=np.array(json.dumps(meta)),
        signs=np.array("\n".join(names)),
        mean=given.mean.astype(np.float16),
        axes=given.axes.astype(np.float16),
        scale=scale.astype(np.float32),
        of_signs=np.rint(of_signs / scale).astype(np.int8),
        of_vectors=wide.astype(np.float16),
        bias=np.concatenate([m.network.wide.bias.detach().numpy() for m in models]).astype(np.float32),
        out=out.astype(np.float16),
        out_bias=np.mean([m.network.out.bias.detach().numpy() for m in models], axis=0).astype(np.float32),
    )


def cross(given: Inputs, recipe: Recipe, folds: int = 5) -> tuple[Ints, NDArray[np.float32], NDArray[np.float32]]:
    """Rows and their probabilities, each by networks that have not seen its group."""
    data = given.table
    names = list(dict.fromkeys(t.group for t in data.texts if not t.only_learned))
    order = np.random.default_rng(3).permutation(len(names))
    fold_of = {name: int(n) % folds for name, n in zip(names, order, strict=True)}
    fold = np.array([-1 if t.only_learned else fold_of[t.group] for t in data.texts])[data.text]
    parts = []
    for number in range(folds):
        learned, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        models = [fit(given, learned, recipe, seed) for seed in recipe.seeds]
        parts.append((held, *probabilities(given, models, held)))
    rows, kinds, modes = (np.concatenate(column) for column in zip(*parts, strict=True))
    return rows, kinds, modes


def report(data: Table, rows: Ints, kinds: NDArray[np.float32], modes: NDArray[np.float32]) -> None:
    """Prints the best points: of all, and of those with at most 3 and 6 false events per 100 empty sentences."""
    there = {n for n in set(data.text[rows].tolist()) if not data.texts[n].only_learned}
    for title, single, capitals in (
        ("sentences", True, False),
        ("articles", False, False),
        ("sentences in capitals", True, True),
        ("articles in capitals", False, True),
    ):
        chosen = [n for n in sorted(there) if (data.texts[n].single, data.texts[n].capitals) == (single, capitals)]
        if chosen:
            points = curve(data, rows, kinds, modes, chosen)
            for limit in (None, 6.0, 3.0) if single else (None,):
                print(f"{title:22} {'' if limit is None else f'≤ {limit:.0f}':5} {best(points, limit)}", flush=True)


def main() -> None:
    """Trains on the train part; prints the figures of the dev part, or with ``--cross`` cross-validated ones."""
    parser = argparse.ArgumentParser(prog="python -m training.events_train", description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cross", action="store_true", help="cross-validate on the train part, write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    nlp = load_language()
    every = [t for t in own() if t.part != "test"]
    every += examples(nlp, frozenset(t.text for t in own()))
    data = table([*every, *(t.raised() for t in every)], nlp)
    print(Counter(TYPES[n] for n in data.types.tolist()), len(data), "candidates", flush=True)
    train = np.flatnonzero([data.texts[n].part == "train" for n in data.text])
    given = inputs(data, BASE)
    if args.cross:
        report(data, *cross(given, BASE))
        return
    models = [fit(given, train, BASE, seed) for seed in BASE.seeds]
    held = np.flatnonzero([data.texts[n].part == "dev" for n in data.text])
    report(data, held, *probabilities(given, models, held))
    save(given, models, BASE, args.out)


if __name__ == "__main__":
    main()
