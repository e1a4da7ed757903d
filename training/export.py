"""From a trained network to a model folder: model.onnx (int8), labels.npz, tokenizer.json, meta.json.

int8 weights per channel with a reduced range (7 bits), so that processors without VNNI don't saturate; the small
matrices of the heads stay in floating point, where an error would move an arc. Embeddings are int8 with a scale a row:
with one for the whole table, as onnxruntime would have it, the largest row sets the step for all (half a point of
names). Word pieces in letters other than Latin are dropped from the vocabulary: English news has none, and each costs
388 bytes.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.language import features
from training import pretrained
from training.labels import NAMES, SCHEMES, UPOS
from training.network import Network
from training.recipe import Recipe
from training.windows import Targets

INPUTS = ("input_ids", "attention_mask", "first", "shape", "prefix", "suffix", "word_mask")
OUTPUTS = ("words", "start", "upos", "xpos", "arcs", "names", "dep", "head")
FILES = ("model.onnx", "labels.npz", "tokenizer.json")
OPSET = 17


class Graph(nn.Module):  # type: ignore[misc]
    """The network as the run time calls it: tags are chosen inside, labels are left to the arcs that are chosen."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        first: Tensor,
        shape: Tensor,
        prefix: Tensor,
        suffix: Tensor,
        word_mask: Tensor,
    ) -> tuple[Tensor, ...]:
        out = self.network(input_ids, attention_mask, first, shape, prefix, suffix)
        known = word_mask.to(torch.float32)
        # Padding can be nobody's head. (It also keeps word_mask among the graph's inputs.)
        closed = torch.cat([torch.ones_like(known[:, :1]), known], dim=1)
        arcs = out.arcs + (closed[:, None, :] - 1.0) * 1e4
        return (out.words, out.start, out.upos.argmax(-1), out.xpos.argmax(-1), arcs, out.names, out.dep, out.head)


def kept_pieces(vocabulary: dict[str, int]) -> list[int]:
    """The ids of the word pieces that stay: special ones, Latin letters, digits, marks; in order."""
    return sorted(number for piece, number in vocabulary.items() if _stays(piece))


def _stays(piece: str) -> bool:
    if piece.startswith("["):
        return not piece.startswith("[unused")
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in piece.removeprefix("##"))


def tokenizer_file(start: Path, kept: list[int], target: Path) -> None:
    """Write tokenizer.json with these pieces alone, renumbered, without truncation or padding."""
    data: dict[str, Any] = json.loads((start / "tokenizer.json").read_text("utf-8"))
    number = {i: new for new, i in enumerate(kept)}
    data["truncation"] = data["padding"] = None
    old = sorted(data["model"]["vocab"].items(), key=lambda item: item[1])
    data["model"]["vocab"] = {piece: number[i] for piece, i in old if i in number}
    for token in data["added_tokens"]:
        token["id"] = number[token["id"]]
    for token in data["post_processor"]["special_tokens"].values():
        token["ids"] = [number[i] for i in token["ids"]]
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")


def prune(network: Network, kept: list[int]) -> None:
    """Keep these rows of the subword embeddings."""
    old = network.encoder.word.weight.detach()
    network.encoder.word = nn.Embedding(len(kept), old.shape[1], _weight=old[torch.tensor(kept)].clone())


class Rows(nn.Module):  # type: ignore[misc]
    """An embedding table of 8-bit rows, each with a scale of its own."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """[..., width] of ids [...]."""
        return self.table[ids].to(torch.float32) * self.scale[ids]


TABLES = ("word", "position", "prefix", "suffix")


def _example() -> tuple[Tensor, ...]:
    one = torch.ones(2, 7, dtype=torch.int64)
    first = torch.tensor([[1, 2, 3, 4, 5], [1, 2, 3, 0, 0]])
    return (one * 5, one, first, one, one, one, (first > 0).to(torch.int64))


def graph(network: Network, target: Path) -> None:
    """Write the network as floating-point ONNX."""
    axes: dict[str, dict[int, str]] = {}
    for name in INPUTS:
        axes[name] = {0: "batch", 1: "words" if name in ("first", "word_mask") else "pieces"}
    for name in OUTPUTS:
        axes[name] = {0: "batch", 1: "heads" if name == "head" else "words"}
    axes["arcs"][2] = "heads"
    torch.onnx.export(
        Graph(network).eval(),
        _example(),
        str(target),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Write the int8 model of a floating-point one."""
    loaded = onnx.load(str(source))
    large = {i.name for i in loaded.graph.initializer if np.prod(i.dims) >= 384 * 384}
    small = [n.name for n in loaded.graph.node if n.op_type == "MatMul" and not any(i in large for i in n.input)]
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=small,
    )


def labels_file(network: Network, target: Path) -> None:
    """Write the label classifier: logits = weight @ concat(gelu(dep + head), dep * head) + bias."""
    np.savez(target, weight=network.label.weight.detach().numpy(), bias=network.label.bias.detach().numpy())


def meta(recipe: Recipe, targets: Targets, folder: Path, network: Network, pieces: int) -> dict[str, Any]:
    """What `meta.json` says: name, label sets, feature constants, sizes, digests of the other files."""
    sizes = {"layers": network.sizes.layers, "hidden": network.sizes.hidden, "pieces": pieces}
    digests = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in FILES}
    return {
        "name": recipe.name,
        "version": recipe.version,
        "upos": list(UPOS),
        "xpos": list(targets.xpos),
        "deprels": list(targets.deprels),
        "names": list(NAMES),
        **features.constants(),
        "sizes": sizes,
        "digest": digests,
    }


def export(network: Network, recipe: Recipe, targets: Targets, folder: Path, *, exact: Path) -> None:
    """Write two model folders: int8 to `folder`, and the same in floating point to `exact`, for comparison."""
    for made in (folder, exact):
        made.mkdir(parents=True, exist_ok=True)
    start = pretrained.folder(recipe.start)
    kept = kept_pieces(pretrained.tokenizer(start).get_vocab(with_added_tokens=True))
    scheme, beside = SCHEMES.index(recipe.scheme), SCHEMES.index(recipe.beside)
    network.follow(scheme, beside, recipe.beside_extents, recipe.beside_types)
    prune(network, kept)
    graph(network, exact / "model.onnx")
    for name in TABLES:
        setattr(network.encoder, name, Rows(getattr(network.encoder, name)))
    with TemporaryDirectory() as made_there:
        part = Path(made_there) / "model.onnx"
        graph(network, part)
        quantise(part, folder / "model.onnx")
    for made in (folder, exact):
        tokenizer_file(start, kept, made / "tokenizer.json")
        labels_file(network, made / "labels.npz")
        row = meta(recipe, targets, made, network, len(kept))
        (made / "meta.json").write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", "utf-8")
