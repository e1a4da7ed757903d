"""Names of a document that agree: a word that is a person's name here is seldom a place's there.

The names head sees a window alone. Where a capitalised word occurs several times in what is read together, the types of
its occurrences are drawn half way towards their common mean, in log-probabilities given that it is a name, each
occurrence weighted by the probability that it is one. Whether a word is a name, and where names begin and end, stays
the head's decision. That labels of a word's occurrences depend on each other is Krishnan and Manning's idea (2006).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHARE = 0.5
"""How far an occurrence moves towards the mean; chosen on the dev part of UNER."""
_FLOOR = np.float32(1e-9)


class Agreement:
    """Over the label set ``names`` ("O" first)."""

    def __init__(self, names: Sequence[str]) -> None:
        kinds = list(dict.fromkeys(name[2:] for name in names if name != "O"))
        self.members = np.array([[name[2:] == kind for kind in kinds] for name in names], np.float32)  # [labels, kinds]

    def __call__(self, words: NDArray[np.integer], scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """The scores ``[n, labels]`` of words, changed where words agree; ``words`` ``[n]`` are their numbers, those
        below 0 (words that are not capitalised) left alone. Linear but for a sort of the words."""
        chosen = np.flatnonzero(words >= 0)
        _, group, count = np.unique(words[chosen], return_inverse=True, return_counts=True)
        several = count[group] > 1
        chosen, group = chosen[several], group[several]
        if not len(chosen):
            return scores
        own = scores[chosen]
        chances = np.exp(own - own.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        types = chances @ self.members + _FLOOR
        types = np.log(types / types.sum(1, keepdims=True))
        weight = 1 - chances[:, 0] + np.float32(1e-6)
        mean = np.zeros((len(count), types.shape[1]))
        np.add.at(mean, group, types * weight[:, None])
        mean /= np.maximum(np.bincount(group, weight, len(count)), 1e-9)[:, None]
        out = scores.copy()
        out[chosen] += (SHARE * (mean[group] - types)).astype(np.float32) @ self.members.T
        return out
