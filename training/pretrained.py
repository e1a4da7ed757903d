"""The pretrained start: a BERT-like encoder in a folder (`model.safetensors`, `config.json`, `tokenizer.json`).

The folder may be that of the installed package that carries all-MiniLM-L6-v2, or any other of the same architecture: a
larger encoder is trained by naming its folder.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training.network import Network, Shape


def folder(start: str) -> Path:
    """The folder of a start: a path, or an installed package (not imported) that has a `model` folder."""
    if Path(start).is_dir():
        return Path(start)
    spec = importlib.util.find_spec(start)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"no folder and no installed package called {start}: install the train extra")
    return Path(spec.origin).parent / "model"


def shape(start: Path, layers: tuple[int, ...], base: Shape) -> Shape:
    """`base` with the sizes that the encoder's configuration states; `layers` are those kept of it, all if empty."""
    config: dict[str, Any] = json.loads((start / "config.json").read_text("utf-8"))
    return replace(
        base,
        hidden=config["hidden_size"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        layers=len(layers) or config["num_hidden_layers"],
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
    )


def tokenizer(start: Path) -> Tokenizer:
    """The uncased word-piece tokenizer, without truncation or padding."""
    found = Tokenizer.from_file(str(start / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def load(network: Network, start: Path, layers: tuple[int, ...] = ()) -> None:
    """Copy the pretrained weights into a network's encoder, layer by layer as kept."""
    weights = load_file(str(start / "model.safetensors"))
    weights = {k.removeprefix("bert."): v for k, v in weights.items()}
    encoder = network.encoder
    with torch.no_grad():
        encoder.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        encoder.position.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
        _copy(encoder.norm, weights, "embeddings.LayerNorm")
        kept = layers or tuple(range(len(encoder.layers)))
        for layer, number in zip(encoder.layers, kept, strict=True):
            _load_layer(layer, weights, f"encoder.layer.{number}.")


def _load_layer(layer: Any, weights: dict[str, torch.Tensor], at: str) -> None:
    parts = [at + f"attention.self.{p}" for p in ("query", "key", "value")]
    layer.qkv.weight.copy_(torch.cat([weights[p + ".weight"] for p in parts]))
    layer.qkv.bias.copy_(torch.cat([weights[p + ".bias"] for p in parts]))
    _copy(layer.out, weights, at + "attention.output.dense")
    _copy(layer.norm_a, weights, at + "attention.output.LayerNorm")
    _copy(layer.up, weights, at + "intermediate.dense")
    _copy(layer.down, weights, at + "output.dense")
    _copy(layer.norm_b, weights, at + "output.LayerNorm")


def _copy(module: Any, weights: dict[str, torch.Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])
