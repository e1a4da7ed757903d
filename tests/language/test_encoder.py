"""A model folder that cannot be read is refused in one sentence; the features are what training told the encoder."""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.language import features, load
from sayso.language.encoder import Encoder


@pytest.fixture
def folder(model: str, tmp_path: Path) -> Path:
    """A copy of the model that a test may spoil."""
    given = Path(model) if Path(model).is_dir() else Path(str(files("sayso.language").joinpath("model", model)))
    shutil.copytree(given, tmp_path / "own")
    shared = json.loads((given / "meta.json").read_text("utf-8")).get("shared", {})
    for name, other in shared.items():
        shutil.copy(given.parent / other / name, tmp_path / "own" / name)
    meta(tmp_path / "own", shared={})
    return tmp_path / "own"


def meta(folder: Path, **changes: object) -> None:
    path = folder / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def test_a_folder_is_a_model(folder: Path) -> None:
    assert load(folder)("Rain fell.")[1].tag_ == "VBD"


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="'enormous'"):
        load("enormous")


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no model of sayso: it has no meta\.json"):
        load(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "pieces.npz", "labels.npz", "tokenizer.json", "meta.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        Encoder(folder)


@pytest.mark.parametrize("name", ["model.onnx", "pieces.npz", "labels.npz", "tokenizer.json", "meta.json"])
def test_a_damaged_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{}")
    with pytest.raises(InputError, match="own"):
        Encoder(folder)


def test_models_with_the_same_subwords_keep_them_once(folder: Path) -> None:
    small = folder.parent / "small"
    shutil.copytree(folder, small)
    for name in ("pieces.npz", "tokenizer.json"):
        (small / name).unlink()
    meta(small, shared={"pieces.npz": "own", "tokenizer.json": "own"})
    text = "Rain fell on Lima."
    assert np.array_equal(load(small)(text).tensor, load(folder)(text).tensor)
    (folder / "pieces.npz").write_bytes(b"other")
    with pytest.raises(InputError, match=r"digest is not the one in small/meta\.json"):
        Encoder(small)
    (folder / "pieces.npz").unlink()
    with pytest.raises(InputError, match=r"small is no model of sayso: it has no pieces\.npz"):
        Encoder(small)


def test_a_graph_of_another_version_is_refused(folder: Path) -> None:
    onnx = pytest.importorskip("onnx")
    graph = onnx.load(str(folder / "model.onnx"))
    for node in graph.graph.node:
        node.input[:] = ["input_vectors" if name == "pieces" else name for name in node.input]
    graph.graph.input[0].name = "input_vectors"
    onnx.save(graph, str(folder / "model.onnx"))
    digests = json.loads((folder / "meta.json").read_text("utf-8"))["digest"]
    own = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    meta(folder, digest=digests | {"model.onnx": own})
    with pytest.raises(InputError, match="export it again"):
        Encoder(folder)


def test_a_model_of_other_features_is_refused(folder: Path) -> None:
    meta(folder, shapes=["lower", "upper"])
    with pytest.raises(InputError, match="other word features"):
        Encoder(folder)


def test_a_window_gives_the_same_scores_whatever_was_read_between(folder: Path) -> None:
    encoder = Encoder(folder)
    words = ["Rain", "fell", "on", "Lima", ".", "Nobody", "was", "hurt"]
    rows = encoder.rows(list(range(8)), words.__getitem__)
    first = encoder.run(rows[:5])
    encoder.run(rows[5:])
    again = encoder.run(rows[:5])
    assert first.arcs.shape == (5, 6)
    assert first.names.shape == (5, len(encoder.meta["names"]))
    for field in ("words", "start", "arcs", "names", "upos"):
        assert np.array_equal(getattr(first, field), getattr(again, field))


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("rain", "lower"),
        ("Oslo", "title"),
        ("BBC", "upper"),
        ("U.S.", "upper"),
        ("A", "initial"),
        ("McCain", "mixed"),
        ("Al-Ani", "hyphen"),
        ("1,000", "digit"),
        ("F-16", "alnum"),
        ("”", "punct"),
        ("漢字", "uncased"),
        ("$", "symbol"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert features.SHAPES[features.shape(word)] == shape


@given(st.text())
def test_features_of_any_word_are_within_their_tables(word: str) -> None:
    assert 0 < features.shape(word) < len(features.SHAPES)
    assert 0 < features.prefix(word) < features.AFFIX_BUCKETS
    assert 0 < features.suffix(word) < features.AFFIX_BUCKETS


def test_affixes_know_case_and_not_digits() -> None:
    assert features.prefix("Oslo") != features.prefix("oslo")
    assert features.suffix("1990s") == features.suffix("2010s")
