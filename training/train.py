"""The training loop: resumable after each epoch, the same result from the same recipe and data on the same machine.

A run folder holds `recipe.json`, `targets.json`, `log.tsv` (a line a hundred steps and one an epoch) and
`checkpoint.pt` (weights, averaged weights, optimiser, epochs done).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor

from training import distil, mixture, pretrained
from training import recipe as recipes
from training.labels import NAMES, SCHEMES, UPOS
from training.losses import losses, total
from training.mixture import Changes, Share
from training.network import Network, Output, Shape
from training.recipe import Recipe, rate
from training.windows import Encoded, Pieces, Targets, batch, grouped

LOG_EVERY = 100
CLIP = 1.0


def build(recipe: Recipe, targets: Targets, *, start: bool = True) -> Network:
    """The network of a recipe; with `start` its encoder carries the pretrained weights."""
    home = pretrained.folder(recipe.start)
    sizes = pretrained.shape(
        home,
        recipe.layers,
        Shape(
            upos=len(UPOS),
            xpos=len(targets.xpos),
            deprels=len(targets.deprels),
            names=len(NAMES),
            schemes=len(SCHEMES) if recipe.schemes else 0,
        ),
    )
    torch.manual_seed(recipe.seed)
    network = Network(sizes, recipe.dropout, recipe.head_dropout)
    if start:
        pretrained.load(network, home, recipe.layers)
    return network


class Run:
    """A training under way: network, averaged weights, optimiser, and how many epochs are done."""

    def __init__(
        self,
        folder: Path,
        recipe: Recipe,
        targets: Targets,
        device: str = "cpu",
        before: Network | None = None,
        teachers: Sequence[Network] = (),
    ) -> None:
        self.teachers = [teacher.to(device) for teacher in teachers]
        self.folder, self.recipe, self.targets, self.device = folder, recipe, targets, device
        self.pieces = Pieces(pretrained.tokenizer(pretrained.folder(recipe.start)))
        self.network = build(recipe, targets, start=before is None).to(device)
        if before is not None:
            _take(self.network, before, recipe.layers)
        if not recipe.affixes:
            self.network.encoder.affix.weight.requires_grad_(False)
        if not recipe.rate_embeddings:
            self.network.encoder.word.weight.requires_grad_(False)
        self.trained = [p for p in self.network.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.trained]
        self.optimiser = torch.optim.AdamW(_groups(self.network, recipe), fused=True, betas=(0.9, 0.98))
        self.peaks = [group["lr"] for group in self.optimiser.param_groups]
        self.epoch = self.step = 0
        r = recipe
        self.changes = Changes(upper=r.upper, title=r.title, lower=r.lower, exchange=r.exchange, join=r.join)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1), "utf-8")
        (folder / "targets.json").write_text(json.dumps(asdict(targets)), "utf-8")
        if (folder / "checkpoint.pt").exists():
            self._resume()

    def _resume(self) -> None:
        state = torch.load(self.folder / "checkpoint.pt", weights_only=True, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        for kept, saved in zip(self.average, state["average"], strict=True):
            kept.copy_(saved)
        self.epoch, self.step = state["epoch"], state["step"]

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "epoch": self.epoch,
            "step": self.step,
        }
        part = self.folder / "checkpoint.part"
        torch.save(state, part)
        part.replace(self.folder / "checkpoint.pt")

    def log(self, line: str) -> None:
        """Add a line to the log and print it."""
        print(line, flush=True)
        with (self.folder / "log.tsv").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def run(self, shares: Sequence[Share], until: int | None = None) -> None:
        """Train to the recipe's last epoch, or until `until` epochs are done."""
        while self.epoch < min(self.recipe.epochs, until or self.recipe.stop or self.recipe.epochs):
            begun = time.monotonic()
            groups = list(self._batches(shares))
            torch.manual_seed(self.recipe.seed * 1000 + self.epoch)
            self.network.train()
            sums: dict[str, float] = {}
            for number, group in enumerate(groups):
                self._pace(self.epoch + number / len(groups))
                for name, value in self._step(batch(group)).items():
                    sums[name] = sums.get(name, 0.0) + value
                if (number + 1) % LOG_EVERY == 0:
                    self.log(self._line(sums, number + 1, begun, len(groups)))
            self.epoch += 1
            self.log(self._line(sums, len(groups), begun, len(groups)))
            self.save()

    def _line(self, sums: dict[str, float], count: int, begun: float, of: int) -> str:
        means = "\t".join(f"{name} {value / count:.4f}" for name, value in sums.items())
        return f"epoch {self.epoch}\tbatch {count}/{of}\t{time.monotonic() - begun:.0f} s\t{means}"

    def _batches(self, shares: Sequence[Share]) -> Iterator[list[Encoded]]:
        seed, changes = self.recipe.seed, self.changes
        windows = mixture.epoch_windows(shares, self.pieces, self.epoch, seed, changes)
        encoded = mixture.encode_all(windows, self.pieces, self.targets, epoch=self.epoch, seed=seed, changes=changes)
        for indices in grouped(encoded, self.recipe.budget, Random(f"{seed}/{self.epoch}/order")):
            yield [encoded[i] for i in indices]

    def _pace(self, position: float) -> None:
        for group, peak in zip(self.optimiser.param_groups, self.peaks, strict=True):
            group["lr"] = peak * rate(self.recipe, position)

    def _taught(self, out: Output, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        if not self.teachers:
            return {}
        return distil.losses(self.network, out, self.teachers, tensors, self.recipe.taught)

    def _step(self, arrays: dict[str, Any]) -> dict[str, float]:
        tensors = {key: torch.from_numpy(value).to(self.device) for key, value in arrays.items()}
        with torch.autocast(self.device, dtype=torch.bfloat16):
            out = self.network(*inputs(tensors))
            parts = losses(self.network, out, tensors, self.recipe.trust)
            taught = self._taught(out, tensors)
        self.optimiser.zero_grad(set_to_none=True)
        (total(parts, self.recipe.weight_names) + self.recipe.weight_taught * sum(taught.values())).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimiser.step()
        self.step += 1
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.trained, 1.0 - keep)
        return {name: float(part.detach()) for name, part in (parts | taught).items()}


def _take(network: Network, before: Network, layers: Sequence[int] = ()) -> None:
    """Copy the weights of a network that was trained before, its `layers` if some are named; what only the new one has
    stays as it is."""
    own, theirs = network.state_dict(), before.state_dict()
    kept = layers or range(len(network.encoder.layers))
    for key in own:
        at = key.split(".")
        if key.startswith("encoder.layers."):
            at[2] = str(kept[int(at[2])])
        if ".".join(at) in theirs:
            own[key] = theirs[".".join(at)]
    network.load_state_dict(own)


def inputs(tensors: dict[str, Tensor]) -> list[Tensor]:
    """A batch's arrays in the order in which the network takes them."""
    return [tensors[key] for key in ("ids", "mask", "first", "shape", "prefix", "suffix", "scheme")]


def _groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    """Parameter groups: encoder and heads, each with and without weight decay, and the subword embeddings."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    fresh = ("encoder.shape", "encoder.prefix", "encoder.suffix", "encoder.affix")  # not pretrained
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name == "encoder.word.weight":
            key = (recipe.rate_embeddings, 0.0)
        else:
            inner = name.startswith("encoder.") and not name.startswith(fresh)
            key = (recipe.rate_encoder if inner else recipe.rate_heads, recipe.decay if parameter.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(parameter)
    return [{"params": params, "lr": rate, "weight_decay": decay} for (rate, decay), params in groups.items()]


def of_folder(folder: Path) -> Network:
    """The network of a run folder by the recipe and targets that lie in it."""
    rows = [json.loads((folder / name).read_text("utf-8")) for name in ("recipe.json", "targets.json")]
    targets = Targets(tuple(rows[1]["xpos"]), tuple(rows[1]["deprels"]))
    return finished(folder, recipes.from_row(rows[0], "recipe.json"), targets)


def save_mean(folder: Path, recipe: Recipe, runs: Sequence[Path]) -> None:
    """A run folder whose network is the mean of those of other runs, of which each follows its own recipe's scheme
    (Wortsman et al. 2022: networks that were trained on from the same weights can be averaged)."""
    states = []
    for run in runs:
        network, row = of_folder(run), json.loads((run / "recipe.json").read_text("utf-8"))
        network.follow(SCHEMES.index(row["scheme"]))
        states.append(network.state_dict())
    targets = (runs[0] / "targets.json").read_text("utf-8")
    known = json.loads(targets)
    mean = build(recipe, Targets(tuple(known["xpos"]), tuple(known["deprels"])), start=False)
    mean.load_state_dict({key: torch.stack([s[key] for s in states]).mean(0) for key in mean.state_dict()})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1), "utf-8")
    (folder / "targets.json").write_text(targets, "utf-8")
    (folder / "log.tsv").write_text("", "utf-8")
    frozen = frozen_parameters(recipe)
    average = [p.detach() for name, p in mean.named_parameters() if name not in frozen]
    torch.save({"network": mean.state_dict(), "average": average, "epoch": 0, "step": 0}, folder / "checkpoint.pt")


def frozen_parameters(recipe: Recipe) -> set[str]:
    """Names of the parameters that a recipe does not train."""
    out = set() if recipe.rate_embeddings else {"encoder.word.weight"}
    return out | (set() if recipe.affixes else {"encoder.affix.weight"})


def finished(folder: Path, recipe: Recipe, targets: Targets) -> Network:
    """The network of a run folder with its averaged weights, for use."""
    network = build(recipe, targets, start=False)
    state = torch.load(folder / "checkpoint.pt", weights_only=True, map_location="cpu")
    network.load_state_dict(state["network"])
    frozen = frozen_parameters(recipe)
    names = [n for n, _ in network.named_parameters() if n not in frozen]
    with torch.no_grad():
        found = dict(network.named_parameters())
        for name, value in zip(names, state["average"], strict=True):
            found[name].copy_(value)
    network.eval()
    return network
