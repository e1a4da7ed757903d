"""What a smaller network learns from larger ones: their heads' opinions and word vectors, beside the gold labels.

After Hinton, Vinyals and Dean (2015): cross-entropy with the mean of the teachers' probabilities, on every word, those
of sources without tags or trees included. Relations are compared at the heads that the teachers find best. The vectors
of the first teacher are matched too (mean squared error, like Sun et al. 2019); widths must be the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from training.losses import same_sentence
from training.network import Network, Output

WEIGHTS = {"start": 0.5, "upos": 1.0, "xpos": 1.0, "arcs": 2.0, "labels": 2.0, "names": 4.0, "words": 1.0}


def losses(
    network: Network, out: Output, teachers: Sequence[Network], batch: dict[str, Tensor], heads: Sequence[str] = ()
) -> dict[str, Tensor]:
    """The student's distance from its teachers by head (of `heads`, or of all), each a weighted mean over the words."""
    known = batch["word_mask"] > 0
    with torch.no_grad():
        given = [teacher(*_inputs(batch)) for teacher in teachers]
        open_ = same_sentence(torch.where(known, batch["sentence"], -1))[known]
        arcs = _mean([g.arcs[known].float().masked_fill(~open_, -1e4) for g in given])
        best = torch.zeros_like(batch["word_mask"])
        best[known] = arcs.argmax(-1)
        relations = _mean([_relations(t, g, best, known) for t, g in zip(teachers, given, strict=True)])
        start = torch.stack([torch.sigmoid(g.start[known].float()) for g in given]).mean(0)
    parts = {
        "start": F.binary_cross_entropy_with_logits(out.start[known].float(), start),
        "upos": _distance(out.upos[known], _mean([g.upos[known] for g in given])),
        "xpos": _distance(out.xpos[known], _mean([g.xpos[known] for g in given])),
        "arcs": _distance(out.arcs[known].float().masked_fill(~open_, -1e4), arcs),
        "labels": _distance(_relations(network, out, best, known), relations),
        "names": _distance(out.names[known], _mean([g.names[known] for g in given])),
        "words": F.mse_loss(out.words[known].float(), given[0].words[known].float()),
    }
    return {f"taught {name}": WEIGHTS[name] * part for name, part in parts.items() if not heads or name in heads}


def _inputs(batch: dict[str, Tensor]) -> list[Tensor]:
    return [batch[key] for key in ("ids", "mask", "first", "shape", "prefix", "suffix", "scheme")]


def _relations(network: Network, out: Output, heads: Tensor, known: Tensor) -> Tensor:
    rows = torch.arange(len(heads), device=heads.device)[:, None].expand_as(heads)
    return network.labels(out.dep[known], out.head[rows[known], heads[known]])


def _mean(scores: Sequence[Tensor]) -> Tensor:
    """The mean of the probabilities that several scores [words, classes] stand for."""
    return torch.stack([torch.softmax(s.float(), -1) for s in scores]).mean(0)


def _distance(scores: Tensor, wanted: Tensor) -> Tensor:
    return -(wanted * torch.log_softmax(scores.float(), -1)).sum(-1).mean()
