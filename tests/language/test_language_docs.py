"""The examples of docs/language.md run, and name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso import language
from sayso.language._spacy import Doc
from sayso.language.pipeline import TITLES

GUIDE = (Path(__file__).parents[2] / "docs" / "language.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", GUIDE, flags=re.M | re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_run(example: str, model: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(language, "load", lambda: language.pipeline.load(model))
    names: dict[str, object] = {}
    exec(example, names)
    doc = names["doc"]
    assert isinstance(doc, Doc)
    assert doc.has_annotation("DEP")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 3


def test_kinds_of_one_sentence_are_named() -> None:
    assert all(kind in GUIDE for kind in TITLES)


def test_the_names_in_the_guide_are_the_models(model: str) -> None:
    (labels,) = language.load(model).pipe_labels.values()
    assert all(f"`{label}`" in GUIDE for label in labels)
