"""The encoder and its heads in torch. A BERT-like encoder reads subwords; a word is its first subword.

Besides subwords the input holds each word's shape and hashed cased prefix and suffix, added to its first subword
through weights that start at zero, so that training starts from the pretrained encoder unchanged. The biaffine parser
follows Dozat and Manning (2017); the label head is cheaper than theirs: one layer over gelu(d + h) and d * h.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import GROUPS, NAMES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network; `hidden`, `heads`, `inner`, `layers`, `vocabulary`, `positions` are the encoder's."""

    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    vocabulary: int = 30522
    positions: int = 512
    shapes: int = 12
    buckets: int = 4096
    affix: int = 64
    arc: int = 256
    label: int = 128
    upos: int = 17
    xpos: int = 50
    deprels: int = 51
    names: int = 17
    schemes: int = 0  # guidelines that the sources of names follow; 0: one for all


class Dropout(nn.Module):  # type: ignore[misc]
    """Dropout with one mask for all positions of a sequence [B, T, H]: a hundredth of the random numbers."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= self.rate
        return x * (keep.to(x.dtype) / (1.0 - self.rate))


class Layer(nn.Module):  # type: ignore[misc]
    """A transformer layer, normalised after each part as in BERT; plain attention, which is the fastest on a CPU."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.size = shape.heads, shape.hidden // shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm_a = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.norm_b = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(self.size)) + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(b, t, h)
        x = self.norm_a(x + self.drop(self.out(mixed)))
        return self.norm_b(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Subwords and word features [B, T] to vectors [B, T, hidden]."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.hidden)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.shape = nn.Embedding(shape.shapes, shape.hidden)
        self.prefix = nn.Embedding(shape.buckets, shape.affix)
        self.suffix = nn.Embedding(shape.buckets, shape.affix)
        self.affix = nn.Linear(2 * shape.affix, shape.hidden, bias=False)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        for zero in (self.shape.weight, self.affix.weight):
            nn.init.zeros_(zero)
        for table in (self.prefix, self.suffix):
            nn.init.normal_(table.weight, std=0.3)

    def forward(self, ids: Tensor, mask: Tensor, shape: Tensor, prefix: Tensor, suffix: Tensor) -> Tensor:
        ends = self.affix(torch.cat([self.prefix(prefix), self.suffix(suffix)], dim=-1))
        x = self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device)) + self.shape(shape) + ends
        x = self.drop(self.norm(x))
        bias = ((1.0 - mask.to(torch.float32)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


@dataclass(frozen=True, slots=True)
class Output:
    """What the heads say of the words [B, W] of a batch; `head_*` count from the root, which stands at 0."""

    words: Tensor  # [B, W, hidden]
    start: Tensor  # [B, W]
    upos: Tensor  # [B, W, upos]
    xpos: Tensor  # [B, W, xpos]
    arcs: Tensor  # [B, W, W + 1]
    names: Tensor  # [B, W, names]
    dep: Tensor  # [B, W, label]
    head: Tensor  # [B, W + 1, label]


class Network(nn.Module):  # type: ignore[misc]
    """The encoder with its heads. Every head reads the same word vectors; more heads read them the same way."""

    def __init__(self, shape: Shape, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.sizes = shape
        h = shape.hidden
        self.encoder = Encoder(shape, dropout)
        self.start = nn.Linear(h, 1)
        self.upos = nn.Linear(h, shape.upos)
        self.xpos = nn.Linear(h, shape.xpos)
        self.names = nn.Linear(h, shape.names)
        # What a scheme adds, to all labels of a group alike: finer types are the same in every scheme.
        if shape.schemes:
            self.scheme = nn.Parameter(torch.zeros(shape.schemes, len(GROUPS), h))
            self.scheme_bias = nn.Parameter(torch.zeros(shape.schemes, len(GROUPS)))
            spread = torch.tensor([[float(name in group) for name in NAMES] for group in GROUPS])
            self.register_buffer("spread", spread, persistent=False)
        self.arc_dep = nn.Linear(h, shape.arc)
        self.arc_head = nn.Linear(h, shape.arc)
        self.arc = nn.Parameter(torch.eye(shape.arc) * 0.05)
        self.arc_bias = nn.Parameter(torch.zeros(shape.arc))
        self.label_dep = nn.Linear(h, shape.label)
        self.label_head = nn.Linear(h, shape.label)
        self.label = nn.Linear(2 * shape.label, shape.deprels)
        self.drop = Dropout(dropout)
        self.drop_arc = Dropout(head_dropout)

    def forward(
        self,
        ids: Tensor,
        mask: Tensor,
        first: Tensor,
        shape: Tensor,
        prefix: Tensor,
        suffix: Tensor,
        scheme: Tensor | None = None,
    ) -> Output:
        """Without `scheme` [B] names are those that all schemes share; `follow` makes one scheme the network's own."""
        x = self.encoder(ids, mask, shape, prefix, suffix)
        b, t, h = x.shape
        rows = torch.arange(b, device=x.device)[:, None] * t
        words = x.reshape(b * t, h)[(first + rows).reshape(-1)].reshape(b, -1, h)
        vectors = self.drop(words)
        heads = torch.cat([self.drop(x[:, :1]), vectors], dim=1)
        dep = self.drop_arc(F.gelu(self.arc_dep(vectors)))
        head = self.drop_arc(F.gelu(self.arc_head(heads)))
        arcs = dep @ self.arc @ head.transpose(1, 2) + (head @ self.arc_bias)[:, None, :]
        return Output(
            words,
            self.start(vectors).squeeze(-1),
            self.upos(vectors),
            self.xpos(vectors),
            arcs,
            self._names(vectors, scheme),
            self.label_dep(vectors),
            self.label_head(heads),
        )

    def _names(self, vectors: Tensor, scheme: Tensor | None) -> Tensor:
        shared = self.names(vectors)
        if scheme is None or not self.sizes.schemes:
            return shared
        own = vectors @ self.scheme[scheme].transpose(1, 2) + self.scheme_bias[scheme][:, None, :]
        return shared + own @ self.spread

    def follow(self, scheme: int, beside: int = 0, extents: float = 0.0, types: float = 0.0) -> None:
        """Add a scheme's part to the names head, and give up all schemes: what is left needs none of them.

        Of the scheme `beside` it takes over the shares `extents` (whether a word is in a name: the score of none, and
        the mean of the others) and `types` (of which type: the others against their mean).
        """
        if not self.sizes.schemes:
            return
        with torch.no_grad():
            for part, own in ((self.scheme, self.names.weight), (self.scheme_bias, self.names.bias)):
                one, other = part[scheme], part[beside]
                means = one[1:].mean(0), other[1:].mean(0)
                none = torch.lerp(one[:1], other[:1], extents)
                kinds = torch.lerp(one[1:] - means[0], other[1:] - means[1], types)
                own.add_(self.spread.T @ torch.cat([none, kinds + torch.lerp(*means, extents)]))
                part.zero_()

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores [..., deprels] of pairs of label features [..., label]."""
        return self.label(torch.cat([F.gelu(dep + head), dep * head], dim=-1))
