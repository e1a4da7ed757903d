"""The model under test: the shipped one, or the folder that SAYSO_TEST_MODEL names."""

from __future__ import annotations

import os
from importlib.resources import files

import pytest

from sayso.language import load
from sayso.language._spacy import Language

MODEL = os.environ.get("SAYSO_TEST_MODEL", "base")


def _there() -> bool:
    return "SAYSO_TEST_MODEL" in os.environ or files("sayso.language").joinpath("model", MODEL).is_dir()


@pytest.fixture(scope="session")
def model() -> str:
    """The name or folder of the model; tests that need one are skipped where the package was built without."""
    if not _there():
        pytest.skip("this package holds no model")
    return MODEL


@pytest.fixture(scope="session")
def nlp(model: str) -> Language:
    """The pipeline with one thread."""
    return load(model)
