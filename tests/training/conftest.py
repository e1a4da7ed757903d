"""A tiny pretrained encoder in the layout of the real one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

WORDS = ("rain", "fell", "in", "lund")


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny pretrained encoder in the layout of the real one."""
    pytest.importorskip("torch")
    safetensors = pytest.importorskip("safetensors.torch")
    folder = tmp_path_factory.mktemp("start")
    config = {
        "hidden_size": 16,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "vocab_size": 40,
        "max_position_embeddings": 64,
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused0]", "##ж", *WORDS]
    vocabulary = {piece: i for i, piece in enumerate([*special, *(f"x{i}" for i in range(40 - len(special)))])}
    added = [
        {
            "id": i,
            "content": p,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for i, p in enumerate(special[:5])
    ]
    post = {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}},
    }
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": post,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    safetensors.save_file(_weights(), str(folder / "model.safetensors"))
    return folder


def _weights() -> dict[str, object]:
    import torch

    random = torch.Generator().manual_seed(0)

    def some(*shape: int) -> object:
        return torch.randn(*shape, generator=random) * 0.2

    out = {
        "embeddings.word_embeddings.weight": some(40, 16),
        "embeddings.token_type_embeddings.weight": some(2, 16),
        "embeddings.position_embeddings.weight": some(64, 16),
    }
    norms = ["embeddings.LayerNorm"]
    for i in range(2):
        at = f"encoder.layer.{i}."
        shapes = {
            "attention.self.query": (16, 16),
            "attention.self.key": (16, 16),
            "attention.self.value": (16, 16),
            "attention.output.dense": (16, 16),
            "intermediate.dense": (32, 16),
            "output.dense": (16, 32),
        }
        for name, size in shapes.items():
            out[f"{at}{name}.weight"], out[f"{at}{name}.bias"] = some(*size), some(size[0])
        norms += [at + "attention.output.LayerNorm", at + "output.LayerNorm"]
    for name in norms:
        out[f"{name}.weight"], out[f"{name}.bias"] = torch.ones(16), torch.zeros(16)
    return out
