"""A recipe: the settings of one training, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from training.conllu import FormatError


@dataclass(frozen=True, slots=True)
class Recipe:
    """See `base.toml` for what each setting means."""

    name: str
    version: str
    start: str
    layers: tuple[int, ...]
    seed: int
    epochs: int
    budget: int
    rate_encoder: float
    rate_heads: float
    rate_embeddings: float
    warmup: float
    decay: float
    average: float
    dropout: float
    head_dropout: float
    cool: int = 0  # if not 0, from this epoch on the rates fall from where they stand to zero at `stop`
    stop: int = 0
    without: tuple[str, ...] = ()  # sources left out, for ablations
    affixes: bool = True
    after: str = ""  # a recipe file beside this one: its averaged weights are the start
    begin: bool = True  # whether the weights begin as those of that run or of the first teacher
    teachers: tuple[str, ...] = ()  # likewise, several: what it learns from, unless `distil` is given run folders
    trust: float = 1.0  # in the labels of names: see `losses.names_loss`
    mean: tuple[str, ...] = ()  # likewise: their weights' mean is this one; nothing is trained
    weight_names: float = 2.0  # of the names' loss; and of what the teachers say
    weight_taught: float = 1.0
    taught: tuple[str, ...] = ()  # the heads that learn from the teachers too; all, and the word vectors, if empty
    schemes: bool = False  # each source's names under its own scheme; the model that is shipped follows `scheme`
    scheme: str = "uner"
    beside: str = "own"  # another scheme that the shipped model follows in part: see `Network.follow`
    beside_extents: float = 0.0
    beside_types: float = 0.0
    upper: float = 0.04  # shares of the windows that are written in capitals, in title case, in lower case
    title: float = 0.05
    lower: float = 0.0
    late: int = 0  # the first epoch that draws our own sentences
    join: float = 0.0  # share of our own sentences that are put together to paragraphs
    exchange: float = 0.0  # share of names exchanged for others as long, in every source


def rate(recipe: Recipe, position: float) -> float:
    """The share of the peak rate after `position` epochs: warm-up, then linear decay, at last the cooling."""
    warm = min(1.0, position / (recipe.warmup * recipe.epochs)) if recipe.warmup else 1.0
    if recipe.cool and position > recipe.cool:
        return (1.0 - recipe.cool / recipe.epochs) * (recipe.stop - position) / (recipe.stop - recipe.cool)
    return warm * (1.0 - position / recipe.epochs)


def read(path: Path) -> Recipe:
    """The recipe in a file. Raises FormatError naming a setting that is missing or unknown."""
    return from_row(tomllib.loads(path.read_text("utf-8")), path.name)


def from_row(row: dict[str, Any], where: str) -> Recipe:
    """The recipe of a table of settings; `where` names it in errors."""
    known = {f.name for f in fields(Recipe)}
    unknown = sorted(set(row) - known)
    if unknown:
        raise FormatError(f"{where}: unknown setting {', '.join(unknown)}")
    for key in ("layers", "without", "taught", "teachers", "mean"):
        row[key] = tuple(row.get(key, ()))
    try:
        return Recipe(**row)
    except TypeError as error:
        raise FormatError(f"{where}: {error}") from None
