"""Trains networks over string features (:mod:`sayso.sparse`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from sayso.sparse import Floats, SparseNet


@dataclass(frozen=True, slots=True)
class Plan:
    """How a network is trained: ``least`` is how often a feature must occur; ``forget`` the share of an example's
    features left out in each pass; ``blank`` that of its dense vectors' entries; ``least`` counts examples."""

    hidden: int = 48
    epochs: int = 14
    rate: float = 0.003
    batch: int = 256
    decay: float = 1e-4
    dropout: float = 0.35
    forget: float = 0.1
    blank: float = 0.3
    least: int = 3
    seeds: tuple[int, ...] = (1, 2, 3)


def fit(
    told: Sequence[Sequence[str]], seen: Floats, right: NDArray[np.float32], plan: Plan, seed: int, *, one: bool
) -> SparseNet:
    """One network. ``right`` is ``[examples, outputs]``; ``one``: exactly one output is right (cross entropy)."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    often = Counter(f for own in told for f in set(own))
    names = sorted(f for f, n in often.items() if n >= plan.least)
    index = {f: n for n, f in enumerate(names)}
    own = [[index[f] for f in o if f in index] for o in told]
    vectors, wanted = torch.tensor(seen), torch.tensor(right)
    first = torch.nn.EmbeddingBag(len(names), plan.hidden, mode="sum")
    dense = torch.nn.Linear(seen.shape[1], plan.hidden)
    second = torch.nn.Linear(plan.hidden, right.shape[1])
    torch.nn.init.normal_(first.weight, std=0.05)
    torch.nn.init.normal_(dense.weight, std=0.01)
    torch.nn.init.zeros_(dense.bias)
    drop, blank = torch.nn.Dropout(plan.dropout), torch.nn.Dropout(plan.blank)
    loss = torch.nn.CrossEntropyLoss() if one else torch.nn.BCEWithLogitsLoss()
    parts = (first, dense, second)
    steps = torch.optim.AdamW([p for m in parts for p in m.parameters()], lr=plan.rate, weight_decay=plan.decay)
    order = np.random.default_rng(seed)
    for epoch in range(plan.epochs):
        steps.param_groups[0]["lr"] = plan.rate * (1 - epoch / plan.epochs)
        shuffled = order.permutation(len(own))
        for start in range(0, len(own), plan.batch):
            batch = shuffled[start : start + plan.batch]
            kept = [[f for f in own[i] if order.random() > plan.forget] for i in batch]
            flat = torch.tensor([f for o in kept for f in o], dtype=torch.long)
            offsets = torch.tensor(np.cumsum([0, *(len(o) for o in kept[:-1])]))
            hidden = drop(torch.relu(first(flat, offsets) + dense(blank(vectors[batch]))))
            value = loss(second(hidden), wanted[batch])
            steps.zero_grad()
            value.backward()
            steps.step()
    with torch.no_grad():
        weights = (first.weight, dense.weight.T, dense.bias, second.weight.T, second.bias)
        return SparseNet(index, *(w.numpy().copy() for w in weights))


def joined(nets: Sequence[SparseNet]) -> SparseNet:
    """One network that gives the mean of the outputs of several trained on the same examples."""
    return SparseNet(
        nets[0].index,
        np.concatenate([n.first for n in nets], 1),
        np.concatenate([n.dense for n in nets], 1),
        np.concatenate([n.bias for n in nets]),
        (np.concatenate([n.out for n in nets]) / len(nets)).astype(np.float32),
        np.mean([n.last for n in nets], 0).astype(np.float32),
    )
