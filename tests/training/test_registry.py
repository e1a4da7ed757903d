"""The registry names licences, keeps parts apart and refuses what nothing may be trained on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from training import cli, registry
from training.conllu import FormatError
from training.registry import REGISTRY, Source

ROWS = tomllib.loads(REGISTRY.read_text("utf-8"))["source"]


def test_every_source_has_licence_and_origin() -> None:
    assert all(row["licence"] and row["origin"] and row["part"] in ("train", "dev", "test") for row in ROWS)


def test_no_noncommercial_licence() -> None:
    assert not [row["name"] for row in ROWS if "NC" in row["licence"] or "NonCommercial" in row["licence"]]


def test_gum_parts_do_not_meet() -> None:
    (gum,) = (row for row in ROWS if row["name"] == "gum")
    dev, test, forbidden = set(gum["dev"]), set(gum["test"]), set(gum["forbidden"])
    assert not dev & test
    assert not forbidden & (dev | test)


def gum_file(folder: Path, document: str) -> Source:
    path = folder / "gum.conllu"
    path.write_text(f"# newdoc id = {document}\n1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_\n\n", "utf-8")
    return Source("gum", "gum", "train", "", "", (path,), ("gum.conllu",), dev=("GUM_a",), forbidden=("GUM_nasa",))


def test_held_out_documents_do_not_train(tmp_path: Path) -> None:
    source = gum_file(tmp_path, "GUM_a")
    assert not registry.read(source, {}, "train")
    assert len(registry.read(source, {}, "dev")) == 1


def test_forbidden_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="GUM_nasa"):
        registry.read(gum_file(tmp_path, "GUM_nasa"), {}, "train")


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    source, table = gum_file(tmp_path, "GUM_b"), tmp_path / "sums.tsv"
    assert registry.verify([source], table) == ["gum.conllu (gum) has no recorded checksum"]
    registry.write_sums([source], table)
    assert registry.verify([source], table) == []
    source.files[0].write_text("", "utf-8")
    assert registry.verify([source], table) == ["gum.conllu (gum) is not the file that was recorded"]


def test_a_missing_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"):
        cli.main(["verify", "--data", str(tmp_path / "none")])
    said = capsys.readouterr().err
    assert said.startswith("training: source ewt-train: no file")
    assert said.count("\n") == 1
