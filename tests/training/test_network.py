"""The network, its losses, a training that stops and goes on, and the exported graph. Needs torch and onnx."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors.torch")

from sayso.language.encoder import Encoder  # noqa: E402
from sayso.language.trees import heads as best_heads  # noqa: E402
from training import distil, export, losses, pretrained, train  # noqa: E402
from training import recipe as recipes  # noqa: E402
from training.evaluate import word_rows  # noqa: E402
from training.labels import NAMES, OPEN, PLACES, mask  # noqa: E402
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


@pytest.fixture
def recipe(start: Path) -> Recipe:
    base = recipes.read(Path(recipes.__file__).with_name("base.toml"))
    small = dataclasses.replace(base, start=str(start), epochs=2, cool=0, stop=0, budget=64, teachers=())
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


def test_a_scheme_moves_groups_of_labels_and_can_be_made_the_networks_own() -> None:
    torch.manual_seed(0)
    network = Network(dataclasses.replace(TINY, schemes=2)).eval()
    torch.nn.init.normal_(network.scheme[1])
    ids, zeros = torch.tensor([[2, 7, 3]]), torch.zeros(1, 3, dtype=torch.int64)
    given = (ids, ids > 0, torch.tensor([[1]]), zeros, zeros, zeros)
    shared, first, second = (network(*given, scheme=s).names for s in (None, torch.tensor([0]), torch.tensor([1])))
    assert torch.equal(shared, first)
    moved = (second - shared)[0, 0]
    places = [NAMES.index(f"B-{kind}") for kind in PLACES]
    assert moved[places].max() - moved[places].min() < 1e-5 < moved.max() - moved.min()
    other = copy.deepcopy(network)
    network.follow(1)
    assert torch.allclose(network(*given).names, second, atol=1e-5)
    other.follow(0, 1, extents=1.0, types=1.0)
    assert torch.allclose(other(*given).names, second, atol=1e-5)


def test_labels_that_the_network_thinks_impossible_pull_less_where_they_are_trusted_less() -> None:
    scores = torch.zeros(1, 1, len(NAMES))
    scores[0, 0, 0] = 12.0
    wrong = torch.tensor([[mask("B", "PER")]])[..., None] >> torch.arange(len(NAMES)) & 1
    pulls = []
    for trust in (1.0, 0.7):
        given = scores.clone().requires_grad_()
        losses.names_loss(given, wrong, trust).backward()
        pulls.append(float(given.grad.abs().max()))
    assert pulls[1] < pulls[0] / 10


def test_a_student_begins_with_its_teachers_layers_and_comes_nearer_to_it(recipe: Recipe, tmp_path: Path) -> None:
    targets = Targets.of(BLOCKS)
    train.Run(tmp_path / "teacher", dataclasses.replace(recipe, taught=()), targets).run(shares())
    teacher = train.of_folder(tmp_path / "teacher")
    small = dataclasses.replace(recipe, layers=(1,), taught=(), seed=3, rate_encoder=1e-3, rate_heads=1e-3)
    run = train.Run(tmp_path / "student", small, targets, before=teacher, teachers=[teacher])
    assert torch.equal(run.network.encoder.layers[0].up.weight, teacher.encoder.layers[1].up.weight)
    arrays = batch([encode(Window.of(BLOCKS[0].sentences), run.pieces, targets)])
    given = {k: torch.from_numpy(v) for k, v in arrays.items()}

    def distance(network: Network) -> float:
        with torch.no_grad():
            return float(sum(distil.losses(network, network(*train.inputs(given)), [teacher], given).values()))

    before = distance(run.network.eval())
    run.run(shares())
    assert distance(run.network.eval()) < before


def test_embedding_rows_keep_their_own_scale() -> None:
    table = torch.nn.Embedding(2, 4, _weight=torch.tensor([[100.0, -50.0, 3.0, 1.0], [0.01, 0.02, -0.03, 0.001]]))
    rows = export.Rows(table)(torch.tensor([0, 1]))
    assert torch.allclose(rows, table.weight, rtol=0.0, atol=0.5)
    assert torch.allclose(rows[1], table.weight[1], rtol=0.0, atol=2e-4)


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
    assert model.relations([scores], [np.concatenate([heads, heads])])[:4].tolist() == want.tolist()
    assert Encoder(tmp_path / "model").run(word_rows(model, WORDS)).names.shape == (4, len(NAMES))


@pytest.mark.filterwarnings("ignore")
def test_a_model_leaves_out_what_the_one_beside_it_has(recipe: Recipe, tmp_path: Path) -> None:
    targets = Targets.of(BLOCKS)
    for name, layers in (("large", ()), ("small", (1,))):
        network = train.build(dataclasses.replace(recipe, layers=layers), targets)
        export.export(network, recipe, targets, tmp_path / name, exact=tmp_path / "exact")
    alone = Encoder(tmp_path / "small")
    before = alone.run(word_rows(alone, WORDS))
    export.share(tmp_path / "small", tmp_path / "large")
    assert sorted(path.name for path in (tmp_path / "small").iterdir()) == ["labels.npz", "meta.json", "model.onnx"]
    model = Encoder(tmp_path / "small")
    assert np.array_equal(model.run(word_rows(model, WORDS)).words, before.words)


def test_pieces_of_other_scripts_are_dropped(start: Path) -> None:
    vocabulary = pretrained.tokenizer(start).get_vocab(with_added_tokens=True)
    kept = export.kept_pieces(vocabulary)
    assert vocabulary["[unused0]"] not in kept
    assert vocabulary["##ж"] not in kept
    assert vocabulary["lund"] in kept


def test_every_word_gets_pieces(start: Path) -> None:
    pieces = Pieces(pretrained.tokenizer(start))
    assert pieces("")[0] == (pieces.id("[UNK]"),)
