"""A recipe: the settings of one training, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

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


def rate(recipe: Recipe, position: float) -> float:
    """The share of the peak rate after `position` epochs: warm-up, then linear decay, at last the cooling."""
    warm = min(1.0, position / (recipe.warmup * recipe.epochs)) if recipe.warmup else 1.0
    if recipe.cool and position > recipe.cool:
        return (1.0 - recipe.cool / recipe.epochs) * (recipe.stop - position) / (recipe.stop - recipe.cool)
    return warm * (1.0 - position / recipe.epochs)


def read(path: Path) -> Recipe:
    """The recipe in a file. Raises FormatError naming a setting that is missing or unknown."""
    row = tomllib.loads(path.read_text("utf-8"))
    known = {f.name for f in fields(Recipe)}
    unknown = sorted(set(row) - known)
    if unknown:
        raise FormatError(f"{path.name}: unknown setting {', '.join(unknown)}")
    for key in ("layers", "without"):
        row[key] = tuple(row.get(key, ()))
    try:
        return Recipe(**row)
    except TypeError as error:
        raise FormatError(f"{path.name}: {error}") from None
