"""A reader with another model: its trees and names are used, its vectors are shown to no network."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from sayso import Reader
from sayso.actors.words import Words
from sayso.article import Article
from sayso.language import load

TEXT = "Rebels shelled a market in Taiz on Monday, the governor said. The United Nations condemned the attack."


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The shipped model under another name."""
    shutil.copytree(str(files("sayso.language").joinpath("model", "base")), tmp_path / "other")
    path = tmp_path / "other" / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"name": "other"}), "utf-8")
    return tmp_path / "other"


def test_the_networks_see_the_vectors_of_the_model_that_they_were_trained_on_alone(
    other: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if model != "base":
        pytest.skip("the shipped model is not under test")
    seen: list[Words] = []
    module = import_module("sayso.read")  # the package has a function of that name
    words = module.words

    def spy(article: Article) -> Words:
        seen.append(words(article))
        return seen[-1]

    monkeypatch.setattr(module, "words", spy)
    made = [Reader(model=name).read(TEXT).made_by.model for name in ("base", other)]
    assert [len(text.vectors) for text in seen] == [len(seen[0].lemma), 0]
    assert seen[0].lemma == seen[1].lemma
    assert [str(name).split("-")[0] for name in made] == ["base", "other"]


def test_the_smaller_model_reads_alike_and_keeps_no_subwords_of_its_own() -> None:
    folder = files("sayso.language").joinpath("model", "small")
    if not folder.is_dir():
        pytest.skip("this package holds no smaller model")
    doc = load("small")(TEXT)
    assert [(word.text, word.pos_, word.dep_) for word in doc][:3] == [
        ("Rebels", "NOUN", "nsubj"),
        ("shelled", "VERB", "ccomp"),
        ("a", "DET", "det"),
    ]
    assert ("Taiz", "GPE") in [(name.text, name.label_) for name in doc.ents]
    assert not folder.joinpath("pieces.npz").is_file()
