"""One command from the data to a model folder with its card, on a language of four words."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors.torch")

from sayso.language.encoder import Encoder
from training import card, cli

WORDS = (
    ("Rain", "NOUN", "NN", 2, "nsubj", "O"),
    ("fell", "VERB", "VBD", 0, "root", "O"),
    ("in", "ADP", "IN", 4, "case", "O"),
    ("Lund", "PROPN", "NNP", 2, "obl", "B-LOC"),
)
SETTINGS = """
version = "1"
seed = 1
epochs = 1
budget = 256
rate_encoder = 1e-3
rate_heads = 1e-3
rate_embeddings = 0.0
warmup = 0.0
decay = 0.01
average = 0.9
dropout = 0.1
head_dropout = 0.1
schemes = true
"""


def conllu(document: str) -> str:
    rows = [f"{i}\t{w}\t{w.lower()}\t{u}\t{x}\t_\t{h}\t{d}\t_\t_" for i, (w, u, x, h, d, _) in enumerate(WORDS, 1)]
    return "\n".join([f"# newdoc id = {document}", f"# sent_id = {document}-1", *rows]) + "\n\n"


def uner(document: str) -> str:
    rows = [f"{i}\t{w}\t{tag}" for i, (w, *_, tag) in enumerate(WORDS, 1)]
    return "\n".join([f"# sent_id = {document}-1", *rows]) + "\n\n"


def entry(**values: object) -> str:
    rows = {"licence": "CC0", "origin": "this test", **values}
    lines = (f"{k} = {list(v) if isinstance(v, tuple) else repr(v)}" for k, v in rows.items())
    return "\n[[source]]\n" + "\n".join(lines).replace("'", '"') + "\n"


@pytest.fixture
def folder(tmp_path: Path, start: Path) -> Path:
    text = ""
    for part in ("train", "dev", "test"):
        (tmp_path / f"{part}.conllu").write_text("".join(conllu(f"{part}{i}") for i in range(4)), "utf-8")
        (tmp_path / f"{part}.iob2").write_text("".join(uner(f"{part}{i}") for i in range(4)), "utf-8")
        ud = {"reader": "ud", "path": f"{part}.conllu", "names": f"uner-{part}", "part": part, "scheme": "uner"}
        text += entry(name=f"ewt-{part}", **ud)
        text += entry(name=f"uner-{part}", reader="uner", path=f"{part}.iob2", part=part, share=0.0)
    (tmp_path / "gum.conllu").write_text("".join(conllu(f"g{i}") for i in range(3)), "utf-8")
    text += entry(name="gum", reader="gum", path="gum.conllu", part="train", dev=("g1",), test=("g2",), scheme="gum")
    (tmp_path / "own.txt").write_text("Rain fell in {GPE Lund}.\n" * 4, "utf-8")
    text += entry(name="names", reader="braces", path="own.txt", part="train", swap=True).replace("True", "true")
    (tmp_path / "registry.toml").write_text(text, "utf-8")
    place = f'start = "{start.as_posix()}"\n'
    (tmp_path / "first.toml").write_text(f'name = "first"\nlayers = []\n{place}{SETTINGS}', "utf-8")
    second = 'name = "second"\nlayers = [1]\nteachers = ["first.toml"]\njoin = 1.0\nlower = 0.2\nexchange = 0.5\n'
    (tmp_path / "second.toml").write_text(f"{second}{place}{SETTINGS}", "utf-8")
    return tmp_path


def rebuild(folder: Path) -> None:
    common = ["--data", str(folder), "--registry", str(folder / "registry.toml")]
    more = ["--recipe", str(folder / "second.toml"), "--run", str(folder / "run"), "--model", str(folder / "model")]
    cli.main(["rebuild", *common, *more, "--threads", "1"])


@pytest.mark.filterwarnings("ignore")
def test_rebuild_trains_the_teacher_and_the_student_and_prints_the_figures_that_the_card_holds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["checksums", "--data", str(folder), "--registry", str(folder / "registry.toml")])
    rebuild(folder)
    printed = dict(line.split("\t") for line in capsys.readouterr().out.splitlines() if "test LAS" in line)
    text = (folder / "model" / "CARD.md").read_text("utf-8")
    assert f"| EWT test LAS | {float(printed['EWT test LAS']):.2f} |" in text
    assert "| names | 4 |" in text
    meta = Encoder(folder / "model").meta
    assert (meta["name"], meta["sizes"]["layers"]) == ("second", 1)
    assert (folder / "run" / "first" / "checkpoint.pt").exists()


def test_rebuild_refuses_data_that_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["checksums", "--data", str(folder), "--registry", str(folder / "registry.toml")])
    (folder / "own.txt").write_text("Snow fell in {GPE Lund}.\n", "utf-8")
    with pytest.raises(SystemExit):
        rebuild(folder)
    assert "own.txt (names) is not the file that was recorded" in capsys.readouterr().err
    assert not (folder / "run").exists()


def test_a_recipe_without_a_teacher_is_not_distilled(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = argparse.Namespace(recipe=folder / "first.toml")
    with pytest.raises(ValueError, match="no teacher"):
        cli._distil(given)


def test_the_figures_of_the_card_are_copied_into_the_documentation(tmp_path: Path) -> None:
    (tmp_path / "CARD.md").write_text("# Card\n\n## Test parts, kept apart\n| a |\n| - |\n| 1 |\n\nMore.\n", "utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{card.BEGIN}\nold\n{card.END}\nAfter\n", "utf-8")
    card.document(tmp_path, page)
    assert page.read_text("utf-8") == f"Before\n{card.BEGIN}\n| a |\n| - |\n| 1 |\n{card.END}\nAfter\n"
    page.write_text("no marks", "utf-8")
    with pytest.raises(ValueError, match="no place for the figures"):
        card.document(tmp_path, page)
