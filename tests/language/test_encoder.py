"""A model folder that cannot be read is refused in one sentence; the features are what training told the encoder."""

from __future__ import annotations

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
    with pytest.raises(InputError, match=r"no model of sayso: it has no model\.onnx"):
        load(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "labels.npz", "tokenizer.json", "meta.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        Encoder(folder)


@pytest.mark.parametrize("name", ["model.onnx", "labels.npz", "tokenizer.json", "meta.json"])
def test_a_damaged_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{}")
    with pytest.raises(InputError, match="own"):
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
