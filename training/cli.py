"""The commands of the training package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from sayso.errors import InputError
from training import recipe as recipes
from training import registry
from training.conllu import FormatError
from training.recipe import Recipe
from training.registry import Source

BASE = Path(__file__).with_name("base.toml")
MODELS = registry.PROJECT / "src" / "sayso" / "language" / "model"
Command = Callable[[argparse.Namespace], None]


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a known error ends with one sentence and status 1."""
    chosen = _parser().parse_args(arguments)
    try:
        chosen.run(chosen)
    except (FormatError, FileNotFoundError, InputError) as error:
        print(f"training: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def _parser() -> argparse.ArgumentParser:
    about = "Train, measure and export language models."
    parser = argparse.ArgumentParser(prog="python -m training", description=about)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument("--data", type=Path, required=True, help="folder with the data sets")
        return command

    add("checksums", _checksums, "record the checksums of every source's files")
    add("verify", _verify, "compare the sources' files with the recorded checksums")
    train = add("train", _train, "train a recipe, or go on with a training that was interrupted")
    export = add("export", _export, "write the model folder of a finished training")
    rebuild = add("rebuild", _rebuild, "verify, train, export, measure: the shipped model and its card in one command")
    for command in (train, export, rebuild):
        command.add_argument("--recipe", type=Path, default=BASE)
        command.add_argument("--run", dest="folder", type=Path, required=True, help="run folder: checkpoint and log")
    for command in (train, rebuild):
        command.add_argument("--until", type=int, help="stop after this epoch")
        command.add_argument("--threads", type=int, default=2)
        command.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    for command in (export, rebuild):
        command.add_argument("--model", type=Path, help="model folder to write (default: the package's)")
    evaluate = add("evaluate", _evaluate, "print the figures of a model folder")
    evaluate.add_argument("--model", type=Path, required=True)
    evaluate.add_argument("--part", choices=("dev", "test"), default="test")
    card = add("card", _card, "measure a model folder on the test parts and write its model card")
    card.add_argument("--model", type=Path, required=True)
    card.add_argument("--run", dest="folder", type=Path, required=True)
    return parser


def _checksums(args: argparse.Namespace) -> None:
    registry.write_sums(list(registry.sources(args.data).values()))


def _verify(args: argparse.Namespace) -> None:
    wrong = registry.verify(list(registry.sources(args.data).values()))
    if wrong:
        raise FormatError("; ".join(wrong))


def train_sources(every: dict[str, Source], recipe: Recipe) -> list[Source]:
    """The sources that a recipe trains on."""
    return [s for s in every.values() if s.part == "train" and s.share and s.name not in recipe.without]


def _train(args: argparse.Namespace) -> None:
    import torch

    from training import train
    from training.mixture import Share
    from training.windows import Targets

    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    recipe = recipes.read(args.recipe)
    every = registry.sources(args.data)
    shares = [Share(s, tuple(registry.read(s, every, "train"))) for s in train_sources(every, recipe)]
    targets = Targets.of(b for s in shares for b in s.blocks)
    train.Run(args.folder, recipe, targets, args.device).run(shares, args.until)


def _export(args: argparse.Namespace) -> None:
    from training import export, train
    from training.windows import Targets

    recipe = recipes.read(args.recipe)
    row = json.loads((args.folder / "targets.json").read_text("utf-8"))
    targets = Targets(tuple(row["xpos"]), tuple(row["deprels"]))
    network = train.finished(args.folder, recipe, targets)
    export.export(network, recipe, targets, args.model or MODELS / recipe.name, exact=args.folder / "float")


def _evaluate(args: argparse.Namespace) -> None:
    from sayso.language.encoder import Encoder
    from training import figures

    for name, value in figures.measure(Encoder(args.model, threads=2), registry.sources(args.data), args.part).items():
        print(f"{name}\t{value:.2f}")


def _card(args: argparse.Namespace) -> None:
    from training import card

    card.write(args.model, args.folder, registry.sources(args.data))


def _rebuild(args: argparse.Namespace) -> None:
    _verify(args)
    _train(args)
    args.model = args.model or MODELS / recipes.read(args.recipe).name
    _export(args)
    _card(args)
