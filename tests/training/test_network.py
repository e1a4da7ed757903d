"""The network, its losses, a training that stops and goes on, and the exported graph. Needs torch and onnx."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
safetensors = pytest.importorskip("safetensors.torch")

from sayso.language.encoder import Encoder  # noqa: E402
from sayso.language.trees import heads as best_heads  # noqa: E402
from training import export, losses, pretrained, train  # noqa: E402
from training import recipe as recipes  # noqa: E402
from training.evaluate import word_rows  # noqa: E402
from training.labels import NAMES, OPEN, mask  # noqa: E402
from training.mixture import Share  # noqa: E402
from training.network import Network, Shape  # noqa: E402
from training.recipe import Recipe  # noqa: E402
from training.registry import Source  # noqa: E402
from training.sentences import Block, Sentence, Syntax  # noqa: E402
from training.windows import Pieces, Targets, Window, batch, encode  # noqa: E402

TINY = Shape(
    hidden=16,
    heads=2,
    inner=32,
    layers=2,
    vocabulary=40,
    positions=64,
    buckets=4096,
    affix=4,
    arc=8,
    label=4,
    xpos=2,
    deprels=2,
)
WORDS = ("rain", "fell", "in", "lund")
SENTENCE = Sentence(
    "s",
    WORDS,
    (True,) * 4,
    (1, 1, 1, mask("B", "GPE", "LOC", "FAC")),
    Syntax(
        ("NOUN", "VERB", "ADP", "PROPN"), ("NN", "VB", "NN", "NN"), (2, 0, 4, 2), ("dep", "root", "dep", "dep"), WORDS
    ),
)
BLOCKS = (Block("d", (SENTENCE, SENTENCE)),)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny pretrained encoder in the layout of the real one."""
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


@pytest.fixture
def recipe(start: Path) -> Recipe:
    base = recipes.read(Path(recipes.__file__).with_name("base.toml"))
    small = dataclasses.replace(base, start=str(start), epochs=2, cool=0, stop=0, budget=64)
    return dataclasses.replace(small, rate_encoder=1e-2, rate_heads=1e-2)


def shares() -> list[Share]:
    return [Share(Source("own", "ud", "train", "", "", (), ()), BLOCKS * 6)]


def test_the_marginal_loss_asks_for_any_permitted_label() -> None:
    scores = torch.zeros(1, 2, len(NAMES))
    scores[0, 0, [NAMES.index("B-GPE"), NAMES.index("B-FAC")]] = 20.0
    allowed = torch.tensor([[mask("B", "GPE", "LOC", "FAC"), OPEN]])[..., None] >> torch.arange(len(NAMES)) & 1
    assert float(losses.names_loss(scores, allowed)) == pytest.approx(0.0, abs=1e-4)
    narrow = torch.tensor([[mask("B", "GPE"), OPEN]])[..., None] >> torch.arange(len(NAMES)) & 1
    assert float(losses.names_loss(scores, narrow)) == pytest.approx(np.log(2), abs=1e-3)


def test_a_word_hangs_on_its_own_sentence_or_the_root() -> None:
    allowed = losses.same_sentence(torch.tensor([[0, 0, 1]]))[0]
    assert allowed.tolist() == [[True, False, True, False], [True, True, False, False], [True, False, False, False]]


def test_features_start_without_effect() -> None:
    torch.manual_seed(0)
    encoder = Network(TINY).eval().encoder
    ids, zeros = torch.tensor([[2, 7, 3]]), torch.zeros(1, 3, dtype=torch.int64)
    plain = encoder(ids, ids > 0, zeros, zeros, zeros)
    assert torch.equal(plain, encoder(ids, ids > 0, zeros + 2, zeros + 9, zeros + 5))


def test_kept_layers_are_the_pretrained_ones(start: Path, recipe: Recipe) -> None:
    student = train.build(dataclasses.replace(recipe, layers=(1,)), Targets.of(BLOCKS))
    whole = train.build(recipe, Targets.of(BLOCKS))
    assert torch.equal(student.encoder.layers[0].up.weight, whole.encoder.layers[1].up.weight)


def test_a_training_that_stops_goes_on_to_the_same_weights(recipe: Recipe, tmp_path: Path) -> None:
    targets = Targets.of(BLOCKS)
    train.Run(tmp_path / "whole", recipe, targets).run(shares())
    train.Run(tmp_path / "parts", recipe, targets).run(shares(), until=1)
    train.Run(tmp_path / "parts", recipe, targets).run(shares())
    one, other = (train.finished(tmp_path / name, recipe, targets).state_dict() for name in ("whole", "parts"))
    assert all(torch.equal(one[key], other[key]) for key in one)


@pytest.mark.filterwarnings("ignore")
def test_the_exported_graph_says_what_the_network_says(recipe: Recipe, tmp_path: Path) -> None:
    targets = Targets.of(BLOCKS)
    run = train.Run(tmp_path / "run", recipe, targets)
    run.run(shares())
    network = train.finished(tmp_path / "run", recipe, targets)
    arrays = batch([encode(Window.of(BLOCKS[0].sentences), run.pieces, targets)])
    with torch.no_grad():
        said = network(*train.inputs({k: torch.from_numpy(v) for k, v in arrays.items()}))
    export.export(network, recipe, targets, tmp_path / "model", exact=tmp_path / "exact")
    model = Encoder(tmp_path / "exact")
    scores = model.run(word_rows(model, [*WORDS, *WORDS]))
    assert np.allclose(scores.arcs, said.arcs[0, :8, :9].numpy(), atol=1e-4)
    assert np.allclose(scores.names, said.names[0, :8].numpy(), atol=1e-4)
    heads = best_heads(scores.arcs[:4, :5])
    want = network.labels(said.dep[0, :4], said.head[0, torch.from_numpy(heads)]).argmax(-1)
    assert model.relations(scores, np.concatenate([heads, heads]))[:4].tolist() == want.tolist()
    assert Encoder(tmp_path / "model").run(word_rows(model, WORDS)).names.shape == (4, len(NAMES))


def test_pieces_of_other_scripts_are_dropped(start: Path) -> None:
    vocabulary = pretrained.tokenizer(start).get_vocab(with_added_tokens=True)
    kept = export.kept_pieces(vocabulary)
    assert vocabulary["[unused0]"] not in kept
    assert vocabulary["##ж"] not in kept
    assert vocabulary["lund"] in kept


def test_every_word_gets_pieces(start: Path) -> None:
    pieces = Pieces(pretrained.tokenizer(start))
    assert pieces("")[0] == (pieces.id("[UNK]"),)
