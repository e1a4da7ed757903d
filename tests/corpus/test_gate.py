"""The accuracy gate: no figure below its floor, no floor lowered without a reason."""

import pytest

from corpus.compact import read_article
from corpus.gate import FLOORS, HERE, SAMPLES, GateError, figures, floors
from sayso import Reader


def test_no_figure_is_below_its_floor() -> None:
    held = floors(FLOORS.read_text(encoding="utf-8").splitlines())
    found = figures(Reader())
    assert held
    assert set(held) <= set(found), "a floor is held for a figure that is measured no more"
    below = {name: (found[name], low) for name, low in held.items() if found[name] < low}
    assert not below, f"below the floor: {below}; see corpus/gate.py"


def test_the_last_floor_counts_and_comments_are_skipped() -> None:
    assert floors(["# figure\tfloor", "a\t0.5", "b\t0.7", "a\t0.6"]) == {"a": 0.6, "b": 0.7}


def test_a_floor_is_not_lowered_silently() -> None:
    with pytest.raises(GateError, match="line 2 lowers the floor of 'a'"):
        floors(["a\t0.5", "a\t0.4"])
    with pytest.raises(GateError, match="line 2 lowers the floor of 'a' to -"):
        floors(["a\t0.5", "a\t-"])
    assert floors(["a\t0.5", "b\t0.5", "a\t-\tmeasured no more"]) == {"b": 0.5}
    assert floors(["a\t0.5", "a\t0.4\tthe gold of ten articles was corrected"]) == {"a": 0.4}


def test_samples_are_the_texts_of_the_corpus() -> None:
    for path in sorted(SAMPLES.glob("*.txt")):
        article = read_article(HERE / "articles" / f"{path.stem}.ann")
        assert path.read_text(encoding="utf-8") == article.text + "\n", path.stem
