"""From scores to trees and names.

Trees: greedy heads where they already form a tree with one root, as nine sentences in ten do; else the maximum
spanning tree of Chu and Liu (1965) and Edmonds (1967), with one root. Names: the greedy labels; where these have an
inside label without its beginning, the best path that has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROOT = np.zeros(1, np.int64)
_FAR = 1e6  # more than all scores together


def forest(arcs: NDArray[np.floating], starts: Sequence[int]) -> Ints:
    """A tree with one root for each sentence of a window of W words, given its scores ``[W, W + 1]``.

    ``starts`` are the sentences' first words, 0 first. Column 0 of ``arcs`` is the root, k + 1 word k of the window; so
    are the heads that are returned, ``[W]``. No head lies outside its sentence.
    """
    found = np.empty(len(arcs), np.int64)
    for start, end in pairwise([*starts, len(arcs)]):
        scores = np.empty((end - start, end - start + 1), arcs.dtype)
        scores[:, 0], scores[:, 1:] = arcs[start:end, 0], arcs[start:end, start + 1 : end + 1]
        scores.reshape(-1)[1 :: end - start + 2] = -np.inf  # nothing hangs on itself
        best = np.asarray(scores.argmax(1), np.int64)
        if _broken(best):
            best = heads(scores)
        found[start:end] = np.where(best > 0, best + start, 0)
    return found


def _broken(found: Ints) -> bool:
    """Whether a sentence's heads hold a cycle, or not exactly one root."""
    if np.count_nonzero(found) != len(found) - 1:
        return True
    up = np.concatenate([_ROOT, found])
    for _ in range(len(found).bit_length()):
        up = up[up]  # twice as far towards the root
        if not up.any():
            return False
    return True


def heads(scores: NDArray[np.floating]) -> Ints:
    """The best tree over a sentence's scores ``[n, n + 1]``; column 0 is the root, k + 1 word k.

    Returns ``[n]``: 0 for the root, k + 1 for word k. Where the best tree has several roots, each of these is tried as
    the only one, and the best of the trees taken.
    """
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    best = _edmonds(square)[1:]
    roots = np.flatnonzero(best == 0)
    if len(roots) == 1:
        return best
    trees = [_rooted(square, int(root)) for root in roots]
    value = [float(square[np.arange(1, n + 1), tree].sum()) for tree in trees]
    return trees[int(np.argmax(value))]


def _rooted(square: Floats, root: int) -> Ints:
    """The best tree in which word ``root`` alone hangs on the root."""
    own = square.copy()
    own[1:, 0] = -_FAR
    own[root + 1] = -np.inf
    own[root + 1, 0] = 0.0
    return _edmonds(own)[1:]


def _cycle(parents: NDArray[np.integer]) -> list[int]:
    """The nodes of some cycle, or none; node 0 is the root."""
    seen = [0] * len(parents)  # 0: not yet, otherwise the walk that came by
    seen[0] = -1
    for begin in range(1, len(parents)):
        at = begin
        while seen[at] == 0:
            seen[at] = begin
            at = int(parents[at])
        if seen[at] == begin:
            out, node = [at], int(parents[at])
            while node != at:
                out.append(node)
                node = int(parents[node])
            return out
    return []


def _edmonds(square: Floats) -> Ints:
    """Best parents of the nodes of a graph of scores [dependent, head]; each call contracts one cycle."""
    parents = square.argmax(1)
    parents[0] = 0
    cycle = _cycle(parents)
    if not cycle:
        return np.asarray(parents, np.int64)
    inside = np.zeros(len(square), bool)
    inside[cycle] = True
    ring, rest = np.asarray(cycle, np.int64), np.flatnonzero(~inside)
    gain = square[cycle] - square[cycle, parents[cycle]][:, None]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = square[np.ix_(rest, rest)]
    small[-1, :-1] = gain[:, rest].max(0)
    small[:-1, -1] = square[np.ix_(rest, ring)].max(1)
    enters = ring[gain[:, rest].argmax(0)]
    leaves = ring[square[np.ix_(rest, ring)].argmax(1)]
    found = _edmonds(small)
    out = np.asarray(parents, np.int64).copy()
    for i, node in enumerate(rest):
        if node:
            out[node] = leaves[i] if found[i] == len(rest) else rest[found[i]]
    out[enters[found[-1]]] = rest[found[-1]]
    return out


class Labels:
    """BIO labels with the moves that they permit. ``names`` begins with "O"."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        inside = np.array([name[0] == "I" for name in names])
        same = np.array([[a[2:] == b[2:] for b in names] for a in names])
        self.allowed = ~inside[None, :] | same
        self.allowed[0] = ~inside
        self.first = np.where(inside, -np.inf, 0.0)
        self.moves = np.where(self.allowed, 0.0, -np.inf)

    def best(self, scores: NDArray[np.floating], starts: Sequence[int] = (0,)) -> Ints:
        """Indices of the best permitted labels over scores ``[n, labels]`` of sentences that begin at ``starts``.

        The greedy labels, where these are permitted; in a sentence where they are not, the best path (Viterbi).
        """
        best = np.asarray(scores.argmax(1), np.int64)
        if not len(best):
            return best
        good = np.concatenate([[True], self.allowed[best[:-1], best[1:]]])
        good[list(starts)] = self.first[best[list(starts)]] == 0
        if not good.all():
            edges = [*starts, len(best)]
            for start, end in pairwise(edges):
                if not good[start:end].all():
                    best[start:end] = self._path(scores[start:end])
        return best

    def _path(self, scores: NDArray[np.floating]) -> Ints:
        value = scores[0] + self.first
        back = []
        for row in scores[1:]:
            ways = value[:, None] + self.moves
            back.append(ways.argmax(0))
            value = ways.max(0) + row
        path = [int(value.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return np.asarray(path[::-1], np.int64)

    def spans(self, labels: NDArray[np.integer]) -> list[tuple[int, int, str]]:
        """``(start, end, type)`` of the names in label indices that :meth:`best` gave."""
        out: list[tuple[int, int, str]] = []
        for at in np.flatnonzero(labels):
            part, _, kind = self.names[int(labels[at])].partition("-")
            if part == "B" or not out or out[-1][1] != at:
                out.append((int(at), int(at) + 1, kind))
            else:
                out[-1] = (out[-1][0], int(at) + 1, kind)
        return out
