"""All figures of a model on the dev or the test part, in percent, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sayso.language.encoder import Encoder
from training import evaluate, registry
from training.registry import Source
from training.sentences import Block


def measure(model: Encoder, every: Mapping[str, Source], part: str) -> dict[str, float]:
    """Tags, trees, names and sentences, EWT's also in capitals and in lower case throughout; `part`: dev or test."""
    out: dict[str, float] = {}
    ewt = registry.read(every[f"ewt-{part}"], every, part)
    gum = registry.read(every["gum"], every, part)
    for name, blocks in (("EWT", ewt), ("GUM news", gum)):
        out |= {f"{name} {part} {k.upper()}": 100 * v for k, v in evaluate.syntax(model, blocks).items()}
        out[f"{name} {part} sentence F1, gold words"] = 100 * evaluate.sentences(model, blocks).f1
    gold = every[f"uner-{part}"].files[0]
    for kind, found in evaluate.names(model, ewt, gold).items():
        out[f"UNER EWT {part} names F1 {kind}"] = 100 * found.f1
    for case, change in (("capitals", str.upper), ("lower case", str.lower)):
        blocks = recased(ewt, change)
        right = evaluate.syntax(model, blocks)
        out |= {f"EWT {part} {k.upper()}, in {case}": 100 * right[k] for k in ("upos", "las")}
        out[f"UNER EWT {part} names F1 all, in {case}"] = 100 * evaluate.names(model, blocks, gold)["all"].f1
    return out


def recased(blocks: Sequence[Block], change: Callable[[str], str]) -> list[Block]:
    """The blocks with every word changed, but for words whose length would change ("ß")."""

    def same(word: str) -> str:
        return new if len(new := change(word)) == len(word) else word

    return [
        replace(b, sentences=tuple(replace(s, words=tuple(map(same, s.words))) for s in b.sentences)) for b in blocks
    ]
