"""From a trained network to a model folder: model.onnx (int8), pieces.npz, labels.npz, tokenizer.json, meta.json.

int8 weights per channel with a reduced range (7 bits), so that processors without VNNI don't saturate; the small
matrices of the heads stay in floating point, where an error would move an arc. Embeddings are int8 with a scale a row:
with one for the whole table, as onnxruntime would have it, the largest row sets the step for all (half a point of
names). Word pieces in letters other than Latin are dropped from the vocabulary: English news has none, and each costs
388 bytes.

The graph reads one window, without batch, padding or mask: every operation that is not there is one less to start, and
short windows (headlines, captions, a line of speech) cost more in starting operations than in multiplying. The vectors
of the subwords stand outside it, in a file that models with the same ones share.
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.language import features
from training import pretrained
from training.labels import NAMES, SCHEMES, UPOS
from training.network import Layer, Network
from training.recipe import Recipe
from training.windows import Targets

INPUTS = ("pieces", "first", "shape", "prefix", "suffix")
OUTPUTS = ("words", "start", "upos", "xpos", "arcs", "names", "dep", "head")
FILES = ("model.onnx", "pieces.npz", "labels.npz", "tokenizer.json")
OPSET = 17


class Graph(nn.Module):  # type: ignore[misc]
    """The network over one window: tags are chosen inside, labels are left to the arcs that are chosen.

    It says the same as :meth:`Network.forward` on a batch of one, in fewer operations.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, first: Tensor, shape: Tensor, prefix: Tensor, suffix: Tensor
    ) -> tuple[Tensor, ...]:
        """``pieces`` [T, hidden] are the subwords' vectors; the other inputs are those of the network."""
        n, e = self.network, self.network.encoder
        ends = _linear(e.affix, torch.cat([e.prefix(prefix), e.suffix(suffix)], dim=-1))
        x = e.norm(pieces + e.position(torch.arange(pieces.shape[0])) + e.shape(shape) + ends)
        for layer in e.layers:
            x = _layer(layer, x)
        words = x[first]
        heads = torch.cat([x[:1], words])
        dep, head = F.gelu(_linear(n.arc_dep, words)), F.gelu(_linear(n.arc_head, heads))
        return (
            words,
            _linear(n.start, words).squeeze(-1),
            _linear(n.upos, words).argmax(-1),
            _linear(n.xpos, words).argmax(-1),
            dep @ n.arc @ head.t() + head @ n.arc_bias,
            _linear(n.names, words),
            _linear(n.label_dep, words),
            _linear(n.label_head, heads),
        )


def _linear(layer: nn.Linear, x: Tensor) -> Tensor:
    # Not layer(x): over two dimensions that becomes one operation (Gemm), which is quantised otherwise.
    out = x @ layer.weight.t()
    return out if layer.bias is None else out + layer.bias


def _layer(layer: Layer, x: Tensor) -> Tensor:
    q, k, v = _linear(layer.qkv, x).reshape(-1, 3, layer.heads, layer.size).permute(1, 2, 0, 3).split(1)
    weights = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(layer.size)), dim=-1)
    mixed = (weights @ v).permute(0, 2, 1, 3).reshape(-1, layer.heads * layer.size)
    x = layer.norm_a(x + _linear(layer.out, mixed))
    return layer.norm_b(x + _linear(layer.down, F.gelu(_linear(layer.up, x))))


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


TABLES = ("position", "prefix", "suffix")


def graph(network: Network, target: Path) -> None:
    """Write the network as floating-point ONNX."""
    marks = torch.ones(7, dtype=torch.int64)
    axes = {name: {0: "words" if name == "first" else "pieces"} for name in INPUTS}
    axes |= {name: {0: "heads" if name == "head" else "words"} for name in OUTPUTS}
    axes["arcs"][1] = "heads"
    torch.onnx.export(
        Graph(network).eval(),
        (torch.ones(7, network.sizes.hidden), torch.tensor([1, 2, 3, 4, 5]), marks, marks, marks),
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
    made = onnx.load(str(target))
    _without_zero_points(made.graph)
    onnx.save(made, str(target))


def _without_zero_points(graph: onnx.GraphProto) -> None:
    """Drop the weights' zero points, which are all zero: where none are given, none are multiplied with."""
    known = {i.name: i for i in graph.initializer}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and not onnx.numpy_helper.to_array(known[node.input[3]]).any():
            del node.input[3]
    used = {name for node in graph.node for name in node.input}
    for name in known.keys() - used:
        graph.initializer.remove(known[name])


def labels_file(network: Network, target: Path) -> None:
    """Write the label classifier: logits = weight @ concat(gelu(dep + head), dep * head) + bias."""
    np.savez(target, weight=network.label.weight.detach().numpy(), bias=network.label.bias.detach().numpy())


def pieces_file(table: Tensor, scale: Tensor, target: Path) -> None:
    """Write the subwords' vectors: a row of ``table`` [pieces, hidden] times its ``scale`` [pieces, 1]."""
    np.savez(target, table=table.numpy(), scale=scale.numpy())


def share(folder: Path, other: Path) -> None:
    """Leave out those files of a model folder that lie in one beside it, the same to the byte; meta.json says which."""
    path = folder / "meta.json"
    row = json.loads(path.read_text("utf-8"))
    held = json.loads((other / "meta.json").read_text("utf-8"))["digest"]
    same = [n for n in FILES if held.get(n) == row["digest"][n] and (folder / n).is_file() and (other / n).is_file()]
    for name in same:
        (folder / name).unlink()
    row["shared"] = row.get("shared", {}) | dict.fromkeys(same, other.name)
    path.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", "utf-8")


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
    vectors, rows = network.encoder.word.weight.detach(), Rows(network.encoder.word)
    pieces_file(vectors, torch.ones(len(kept), 1), exact / "pieces.npz")
    pieces_file(rows.table, rows.scale, folder / "pieces.npz")
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
