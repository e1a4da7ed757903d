"""Coreference measured: MUC, B³, CEAFe and their mean, over mentions that are matched by the word that heads them.

MUC: Vilain et al. 1995; B³: Bagga and Baldwin 1998; CEAFe: Luo 2005 with the entity-based φ4; the mean of the three F1
is the measure of the CoNLL 2012 task. Singletons are left out on both sides. The assignment of CEAFe is exact
(Kuhn-Munkres).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerators and denominators of recall and precision, to be summed over documents."""

    r: float = 0.0
    r_of: float = 0.0
    p: float = 0.0
    p_of: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.r + other.r, self.r_of + other.r_of, self.p + other.p, self.p_of + other.p_of)

    @property
    def recall(self) -> float:
        return self.r / self.r_of if self.r_of else 0.0

    @property
    def precision(self) -> float:
        return self.p / self.p_of if self.p_of else 0.0

    @property
    def f1(self) -> float:
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures over any number of documents."""

    muc: Ratio = Ratio()
    b3: Ratio = Ratio()
    ceafe: Ratio = Ratio()

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.muc + other.muc, self.b3 + other.b3, self.ceafe + other.ceafe)

    @property
    def mean(self) -> float:
        """The mean of the three F1: the CoNLL score."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def clusters(entity_of: Iterable[tuple[Hashable, Hashable]]) -> list[Cluster]:
    """The sets of mentions by entity from (mention, entity), those of one mention left out."""
    groups: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, entity in entity_of:
        groups[entity].add(mention)
    return [frozenset(g) for g in groups.values() if len(g) > 1]


def score(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Scores:
    """The measures of one document's found clusters against the gold ones."""
    muc = Ratio(*_muc(gold, found), *_muc(found, gold))
    b3 = Ratio(*_b3(gold, found), *_b3(found, gold))
    same = _best_assignment([[_phi4(g, f) for f in found] for g in gold]) if gold and found else 0.0
    return Scores(muc, b3, Ratio(same, len(gold), same, len(found)))


def _by_mention(groups: Sequence[Cluster]) -> dict[Hashable, int]:
    return {mention: n for n, group in enumerate(groups) for mention in group}


def _muc(key: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    """Links of ``key`` that ``other`` has, and all of them."""
    where = _by_mention(other)
    kept = total = 0
    for group in key:
        parts = {where[m] for m in group if m in where}
        kept += len(group) - len(parts) - sum(m not in where for m in group)
        total += len(group) - 1
    return kept, total


def _b3(key: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    where = _by_mention(other)
    right = 0.0
    total = 0
    for group in key:
        shared = Counter(where[m] for m in group if m in where)
        right += sum(n * n for n in shared.values()) / len(group)
        total += len(group)
    return right, total


def _phi4(a: Cluster, b: Cluster) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _best_assignment(weights: Sequence[Sequence[float]]) -> float:
    """The highest sum of weights of a one-to-one assignment (Kuhn-Munkres with potentials, rows ≤ columns)."""
    rows = [list(r) for r in weights]
    if len(rows) > len(rows[0]):
        rows = [list(c) for c in zip(*rows, strict=True)]
    n, m = len(rows), len(rows[0])
    u, v, match, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], column = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while match[column]:
            used[column] = True
            row, delta, after = match[column], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -rows[row - 1][j - 1] - u[row] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, column
                    if least[j] < delta:
                        delta, after = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = after
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(rows[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])
