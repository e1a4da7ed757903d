"""The commands of the training package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sayso.errors import InputError
from training import recipe as recipes
from training import registry
from training.conllu import FormatError
from training.recipe import Recipe
from training.registry import Source

BASE = Path(__file__).with_name("base.toml")
DOCS = registry.PROJECT / "docs" / "language.md"
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
        command.add_argument("--registry", type=Path, default=registry.REGISTRY, help="another registry of sources")
        return command

    add("checksums", _checksums, "record the checksums of every source's files")
    add("verify", _verify, "compare the sources' files with the recorded checksums")
    distil = add("distil", _distil, "train a recipe under the eyes of teachers: finished runs, or the recipe's own")
    distil.add_argument("--teacher", type=Path, action="append", default=[], help="run folder of a finished training")
    train = add("train", _train, "train a recipe, or go on with a training that was interrupted")
    export = add("export", _export, "write the model folder of a finished training")
    rebuild = add("rebuild", _rebuild, "verify, train, export, measure: the shipped model and its card in one command")
    for command in (train, distil, export, rebuild):
        command.add_argument("--recipe", type=Path, default=BASE)
        command.add_argument("--run", dest="folder", type=Path, required=True, help="run folder: checkpoint and log")
    for command in (train, distil, rebuild):
        command.add_argument("--until", type=int, help="stop after this epoch")
        command.add_argument("--threads", type=int, default=2)
        command.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    for command in (export, rebuild):
        command.add_argument("--model", type=Path, help="model folder to write (default: the package's)")
        command.add_argument("--share", type=Path, help="model folder beside it: what is the same lies there alone")
    evaluate = add("evaluate", _evaluate, "print the figures of a model folder")
    evaluate.add_argument("--model", type=Path, required=True)
    evaluate.add_argument("--part", choices=("dev", "test"), default="test")
    card = add("card", _card, "measure a model folder on the test parts and write its model card")
    card.add_argument("--model", type=Path, required=True)
    card.add_argument("--run", dest="folder", type=Path, required=True)
    return parser


def _sources(args: argparse.Namespace) -> dict[str, Source]:
    return registry.sources(args.data, args.registry)


def _checksums(args: argparse.Namespace) -> None:
    registry.write_sums(list(_sources(args).values()), args.registry.with_name(registry.SUMS.name))


def _verify(args: argparse.Namespace) -> None:
    wrong = registry.verify(list(_sources(args).values()), args.registry.with_name(registry.SUMS.name))
    if wrong:
        raise FormatError("; ".join(wrong))


def train_sources(every: dict[str, Source], recipe: Recipe) -> list[Source]:
    """The sources that a recipe trains on."""
    used = [s for s in every.values() if s.part == "train" and s.share and s.name not in recipe.without]
    return [replace(s, from_epoch=recipe.late) if s.swap else s for s in used]


def _train(args: argparse.Namespace) -> None:
    import torch

    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    _run(args, recipes.read(args.recipe), args.folder, args.until)


def _run(args: argparse.Namespace, recipe: Recipe, folder: Path, until: int | None = None) -> None:
    """Train a recipe in a folder, and before it, in folders of their own inside `args.folder`, those it builds on."""
    from training import train
    from training.mixture import Share
    from training.windows import Targets

    runs = _builds_on(args, recipe)
    if recipe.mean:
        train.save_mean(folder, recipe, runs)
        return
    teachers = [train.of_folder(path) for path in runs]
    every = _sources(args)
    shares = [Share(s, tuple(registry.read(s, every, "train"))) for s in train_sources(every, recipe)]
    targets = Targets.of(b for s in shares for b in s.blocks)
    before = teachers[0] if teachers and recipe.begin else None
    train.Run(folder, recipe, targets, args.device, before, teachers if recipe.teachers else ()).run(shares, until)


def _builds_on(args: argparse.Namespace, recipe: Recipe) -> list[Path]:
    """The run folders that a recipe starts from or learns from; one that is not given is trained first."""
    given: list[Path] = getattr(args, "teacher", [])
    if given and recipe.teachers:
        return given
    names = recipe.mean or recipe.teachers or ((recipe.after,) if recipe.after else ())
    folders = [args.folder / Path(name).stem for name in names]
    for name, folder in zip(names, folders, strict=True):
        _run(args, recipes.read(args.recipe.parent / name), folder)
    return folders


def _distil(args: argparse.Namespace) -> None:
    recipe = recipes.read(args.recipe)
    if not recipe.teachers:
        raise FormatError(f"{args.recipe.name}: no teacher is named, train it instead")
    _train(args)


def _export(args: argparse.Namespace) -> None:
    from training import export, train
    from training.windows import Targets

    recipe = recipes.read(args.recipe)
    row = json.loads((args.folder / "targets.json").read_text("utf-8"))
    targets = Targets(tuple(row["xpos"]), tuple(row["deprels"]))
    network = train.finished(args.folder, recipe, targets)
    model = args.model or MODELS / recipe.name
    export.export(network, recipe, targets, model, exact=args.folder / "float")
    if args.share:
        export.share(model, args.share)


def _evaluate(args: argparse.Namespace) -> None:
    from sayso.language.encoder import Encoder
    from training import figures

    for name, value in figures.measure(Encoder(args.model, threads=2), _sources(args), args.part).items():
        print(f"{name}\t{value:.2f}")


def _card(args: argparse.Namespace) -> None:
    from training import card

    card.write(args.model, args.folder, _sources(args))
    if args.model.resolve() == (MODELS / "base").resolve():
        card.document(args.model, DOCS)


def _rebuild(args: argparse.Namespace) -> None:
    _verify(args)
    _train(args)
    args.model = args.model or MODELS / recipes.read(args.recipe).name
    _export(args)
    for part in ("dev", "test"):
        args.part = part
        _evaluate(args)
    _card(args)
