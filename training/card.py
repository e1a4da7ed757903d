"""The model card: every figure of a model, what it was trained on, and how; written by the code that measures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.language.encoder import Encoder
from training import evaluate, figures, registry
from training.conllu import FormatError
from training.evaluate import Prf
from training.mixture import Share, counts
from training.registry import Source

SHIPPED = ("model.onnx", "pieces.npz", "labels.npz", "tokenizer.json", "meta.json")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write(model: Path, run: Path, every: Mapping[str, Source]) -> None:
    """Measure the model folder (int8) and the run folder's `float` and write its CARD.md."""
    recipe = json.loads((run / "recipe.json").read_text("utf-8"))
    parts = {
        (kind, part): figures.measure(Encoder(folder, threads=2), every, part)
        for kind, folder in (("int8", model), ("float", run / "float"))
        for part in ("test", "dev")
    }
    news = [b for part in ("dev", "test") for b in registry.read(every["gum"], every, part)]
    both = evaluate.sentences(Encoder(model, threads=2), news)
    (model / "CARD.md").write_text(_text(model, run, recipe, parts, _data(recipe, every), both), "utf-8")


BEGIN, END = "<!-- figures: python -m training card -->", "<!-- end of figures -->"


def document(model: Path, page: Path) -> None:
    """Copy the card's table of the test parts into a page, between its marks. Raises FormatError if it has none."""
    table_ = (
        (model / "CARD.md").read_text("utf-8").partition("## Test parts")[2].partition("\n")[2].partition("\n\n")[0]
    )
    head, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise FormatError(f"{page.name} has no place for the figures ({BEGIN} … {END})")
    page.write_text(f"{head}{BEGIN}\n{table_.strip()}\n{END}{tail}", "utf-8")


def _data(recipe: Mapping[str, Any], every: Mapping[str, Source]) -> list[list[str]]:
    used = [s for s in every.values() if s.part == "train" and s.share and s.name not in recipe["without"]]
    shares = [Share(s, tuple(registry.read(s, every, "train"))) for s in used]
    sizes = counts(shares)
    return [
        [
            s.name,
            *(f"{n:,}" for n in sizes[s.name]),
            f"{s.share:g}",
            str(recipe["late"] if s.swap else s.from_epoch),
            s.licence,
            s.origin,
        ]
        for s in used
    ]


def _log(run: Path) -> list[str]:
    """The line that closes each epoch; of an epoch that was trained again, the last."""
    lines = (run / "log.tsv").read_text("utf-8").splitlines()
    return list({line.split("\t")[0]: line for line in lines if _complete(line)}.values())


def _length(log: Sequence[str]) -> str:
    seconds = sum(float(line.split("\t")[2].split()[0]) for line in log)
    return f"{len(log)} epoch{'s'[: len(log) != 1]}, {seconds / 60:.0f} minutes"


def _before(run: Path) -> str:
    """What was trained before it and lies in its folder, a line each; its settings are in its recipe."""
    rows = [f"- `{path.parent.name}.toml`: {_length(_log(path.parent))}\n" for path in sorted(run.glob("*/log.tsv"))]
    return " It builds on:\n\n" + "".join(rows).rstrip() if rows else ""


def _complete(line: str) -> bool:
    done, _, of = line.split("\t")[1].removeprefix("batch ").partition("/")
    return done == of


def _text(
    model: Path,
    run: Path,
    recipe: Mapping[str, Any],
    parts: Mapping[tuple[str, str], Mapping[str, float]],
    data: list[list[str]],
    both: Prf,
) -> str:
    test = parts["int8", "test"]
    rows = [[name, f"{value:.2f}", f"{parts['float', 'test'][name]:.2f}"] for name, value in test.items()]
    dev = [[name, f"{value:.2f}", f"{parts['float', 'dev'][name]:.2f}"] for name, value in parts["int8", "dev"].items()]
    shared = json.loads((model / "meta.json").read_text("utf-8")).get("shared", {})
    sizes = [
        [name, f"that of `{shared[name]}`" if name in shared else f"{(model / name).stat().st_size:,}"]
        for name in SHIPPED
    ]
    settings = [[key, json.dumps(value)] for key, value in recipe.items()]
    return f"""# Model card: {recipe["name"]}, version {recipe["version"]}

Written by `python -m training card`; every figure below was measured by that command on the files of this folder.
Words and sentences are given (gold) unless a line says otherwise; figures from raw text are in the documentation of the
language layer. Percent.

Starts from all-MiniLM-L6-v2 (Apache-2.0), trained further on the sources below. Weights: CC BY-SA 4.0, as the annotated
texts ask for; credits in NOTICE.

## Test parts, never trained on
{table(["figure", "int8, as shipped", "float"], rows)}
UPOS, XPOS, UAS and LAS count every word, punctuation and relation subtypes included. Names are exact spans of PER, ORG
and LOC. GUM news are the registry's own held-out documents (`registry.toml`), not GUM's official test part: few
sentences (see below), so that one more or less right moves a figure by half a point. EWT's and
UNER's test parts were used for no decision. GUM news are a weaker hold-out: their sentence errors were looked at
during development, blocks were then made to end after a caption as on a page, and the run time's
tokenizer rules were fitted on the whole GUM file. Read its sentence F1 over dev and test together: {100 * both.f1:.2f}
(int8; {both.right} right of {both.predicted} found and {both.gold} in the gold).

## Development parts
{table(["figure", "int8, as shipped", "float"], dev)}
## Trained on
{table(["source", "sentences", "words", "share an epoch", "from epoch", "licence", "origin"], data)}
Checksums of every file: `training/checksums.tsv`.

## Files
{table(["file", "bytes"], sizes)}
## Recipe
{table(["setting", "value"], settings)}
{_length(_log(run))} on the processor that trained it.{_before(run)}
"""
