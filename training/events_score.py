"""How well triggers are found: the operating curve of probabilities over thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.events import TYPES, Table

LOWEST = 0.02
"""Probability under which no threshold is tried."""


@dataclass(frozen=True, slots=True)
class Point:
    """Counts at a threshold: words taken for triggers, those that are (each gold event once), of these with the right
    type and then mode; those in single sentences without any event. ``gold`` events, ``empty`` sentences without."""

    threshold: float
    found: int
    right: int
    typed: int
    moded: int
    false: int
    gold: int
    empty: int

    @property
    def precision(self) -> float:
        """Of the words taken for triggers, those that are."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Of the gold events, those found."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """F1 of trigger and type."""
        return 2 * self.typed / max(1, self.found + self.gold)

    @property
    def per_100(self) -> float:
        """False events in 100 sentences without event."""
        return 100 * self.false / max(1, self.empty)

    def __str__(self) -> str:
        mode = self.moded / max(1, self.typed)
        return (
            f"at {self.threshold:.3f}  P {self.precision:.3f}  R {self.recall:.3f}  type F1 {self.f1:.3f}"
            f"  mode {mode:.3f}  false per 100 {self.per_100:.1f}"
        )


def curve(
    data: Table, rows: NDArray[np.int64], kinds: NDArray[np.float32], modes: NDArray[np.float32], texts: Sequence[int]
) -> list[Point]:
    """The points from the highest threshold down, over some texts; the words of one phrase are one trigger."""
    wanted = set(texts)
    near: dict[int, set[int]] = {}
    for group in data.together:
        for row in group:
            near.setdefault(row, set()).update(group)
    mode_types = np.array([TYPES.index(kind) for kind, _ in data.mode_names])
    label = {(int(data.text[r]), int(data.event[r])): int(r) for r in np.flatnonzero(data.types)}
    gold = sum(len(data.texts[t].gold) for t in wanted)
    none = {t for t in wanted if data.texts[t].single and not data.texts[t].gold}
    score = 1 - kinds[:, 0]
    taken: set[int] = set()
    met: set[tuple[int, int]] = set()
    found = right = typed = moded = false = 0
    out = []
    for at in np.argsort(-score, kind="stable").tolist():
        if score[at] < LOWEST:
            break
        row = int(rows[at])
        text = int(data.text[row])
        if row in taken or text not in wanted:
            continue
        taken |= near.get(row, set())
        found += 1
        event = (text, int(data.event[row]))
        if event in label and event not in met:
            met.add(event)
            right += 1
            kind = int(kinds[at, 1:].argmax()) + 1
            if kind == data.types[label[event]]:
                typed += 1
                moded += int(np.where(mode_types == kind, modes[at], -1).argmax()) == data.modes[label[event]]
        false += text in none
        out.append(Point(float(score[at]), found, right, typed, moded, false, gold, len(none)))
    return out


def best(points: Sequence[Point], limit: float | None = None) -> Point:
    """The point of highest F1 of type, of those with at most ``limit`` false events per 100 empty sentences."""
    return max((p for p in points if limit is None or p.per_100 <= limit), key=lambda p: p.f1)
