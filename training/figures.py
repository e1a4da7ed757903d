"""All figures of a model on the dev or the test part, in percent, by name."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.language.encoder import Encoder
from training import evaluate, registry
from training.registry import Source


def measure(model: Encoder, every: Mapping[str, Source], part: str) -> dict[str, float]:
    """Tags, trees, names and sentences. `part` is dev or test."""
    out: dict[str, float] = {}
    ewt = registry.read(every[f"ewt-{part}"], every, part)
    gum = registry.read(every["gum"], every, part)
    for name, blocks in (("EWT", ewt), ("GUM news", gum)):
        out |= {f"{name} {part} {k.upper()}": 100 * v for k, v in evaluate.syntax(model, blocks).items()}
        out[f"{name} {part} sentence F1, gold words"] = 100 * evaluate.sentences(model, blocks).f1
    for kind, found in evaluate.names(model, ewt, every[f"uner-{part}"].files[0]).items():
        out[f"UNER EWT {part} names F1 {kind}"] = 100 * found.f1
    return out
