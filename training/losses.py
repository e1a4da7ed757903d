"""The loss of a batch: a sum of the heads' losses, each a mean over the words that have its target."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.network import Network, Output
from training.windows import IGNORE

WEIGHTS = {"start": 0.5, "upos": 0.5, "xpos": 0.5, "arcs": 1.0, "labels": 1.0}  # and that of names is the recipe's
SMOOTHING = 0.03


def losses(network: Network, out: Output, batch: dict[str, Tensor], trust: float = 1.0) -> dict[str, Tensor]:
    """Each head's loss by name; a head without a target in the batch gives zero. `trust`: see `names_loss`."""
    return {
        "start": _starts(out.start, batch["start"]),
        "upos": _classes(out.upos, batch["upos"]),
        "xpos": _classes(out.xpos, batch["xpos"]),
        "arcs": _arcs(out.arcs, batch),
        "labels": _labels(network, out, batch),
        "names": names_loss(out.names, batch["names"], trust),
    }


def total(parts: dict[str, Tensor], names: float = 2.0) -> Tensor:
    """The weighted sum; `names` is the weight of theirs."""
    weights = {**WEIGHTS, "names": names}
    return torch.stack([weights[name] * part for name, part in parts.items()]).sum()


def _starts(scores: Tensor, gold: Tensor) -> Tensor:
    known = gold != IGNORE
    if not bool(known.any()):
        return scores.sum() * 0.0
    return F.binary_cross_entropy_with_logits(scores[known].float(), gold[known].float())


def _classes(scores: Tensor, gold: Tensor) -> Tensor:
    if not bool((gold != IGNORE).any()):
        return scores.sum() * 0.0
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, label_smoothing=SMOOTHING)


def same_sentence(sentence: Tensor) -> Tensor:
    """[B, W, W + 1]: whether a word may hang on another (of its sentence, not itself) or on the root."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] != IGNORE)
    same = same & ~torch.eye(sentence.shape[1], dtype=torch.bool, device=sentence.device)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)


def _arcs(scores: Tensor, batch: dict[str, Tensor]) -> Tensor:
    gold = batch["heads"]
    if not bool((gold != IGNORE).any()):
        return scores.sum() * 0.0
    masked = scores.float().masked_fill(~same_sentence(batch["sentence"]), -1e4)
    return F.cross_entropy(masked.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def _labels(network: Network, out: Output, batch: dict[str, Tensor]) -> Tensor:
    rows, words = torch.nonzero((batch["deprels"] != IGNORE) & (batch["heads"] != IGNORE), as_tuple=True)
    if not len(rows):
        return out.dep.sum() * 0.0
    head = out.head[rows, batch["heads"][rows, words]]
    scores = network.labels(out.dep[rows, words], head).float()
    return F.cross_entropy(scores, batch["deprels"][rows, words], label_smoothing=SMOOTHING)


def names_loss(scores: Tensor, allowed: Tensor, trust: float = 1.0) -> Tensor:
    """Marginal loss: minus the log of the probability p of all permitted labels, over the words that exclude some.

    With `trust` below 1 it is (1 - p^q) / q with q = 1 - trust (Zhang and Sabuncu 2018): a label that the network finds
    most unlikely pulls less, as one annotator's slips should.
    """
    allowed = allowed.bool()
    known = ~allowed.all(-1)
    if not bool(known.any()):
        return scores.sum() * 0.0
    logs = torch.log_softmax(scores[known].float(), dim=-1)
    log = torch.logsumexp(logs.masked_fill(~allowed[known], -1e4), dim=-1)
    return -log.mean() if trust == 1.0 else ((1.0 - torch.exp((1.0 - trust) * log)) / (1.0 - trust)).mean()
