"""The codebook: every code that an event may have, what it means, and sentences of ours that tell it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.events.codes import Code, codes
from sayso.events.contexts import table
from sayso.events.lexicon import FILES, rows

EXAMPLES = 3
"""Sentences that an entry shows at most."""

_HEAD = """# Codebook of events

What an event's `type`, `mode`, `quad`, `cameo` and `contexts` mean. This page is made from the data that codes
(`sayso codebook`); a test holds it current. Types, modes, contexts, quad classes and scores are those of the PLOVER
manual (2024 draft), CAMEO codes those of the CAMEO codebook; the wording and the examples are ours.

`scale` runs from 10 (the most cooperative) to -10 (the most hostile). The CAMEO code is the one given unless the words
tell a finer one. Words: how many entries of the lexicon tell the code.
"""


@cache
def _told() -> dict[tuple[str, str | None], list[tuple[str, str]]]:
    """(type, mode) → (phrase, example) of the lexicon's entries, in order."""
    out: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for name in FILES:
        for _, cells in rows(name):
            out.setdefault((cells[2], None if cells[3] == "-" else cells[3]), []).append((cells[0], cells[-1]))
    return out


def codebook() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *_entries(), *_contexts()]) + "\n"


def _entries() -> Iterator[str]:
    for (kind, mode), code in codes().items():
        yield f"## {kind}" if mode is None else f"### {kind} {mode}"
        yield ""
        yield from _entry(code, _told().get((kind, mode), []))
        yield ""


def _entry(code: Code, told: list[tuple[str, str]]) -> Iterator[str]:
    yield f"{code.meaning[0].upper()}{code.meaning[1:]}."
    yield ""
    yield f"- quad `{code.quad}`, CAMEO `{code.cameo}`, scale {code.scale:g}, words {len(told)}"
    shown = [(phrase, example) for phrase, example in told if example]
    step = max(1, len(shown) // EXAMPLES)
    yield from (f"- *{phrase}*: {example}" for phrase, example in shown[::step][:EXAMPLES])


def _contexts() -> Iterator[str]:
    yield "## Contexts"
    yield ""
    for context, (lemmas, meaning) in table().items():
        known = ", ".join(sorted(lemma for lemma in lemmas if ":" not in lemma)[:8])
        yield f"- `{context}`: {meaning}" + (f" ({known} …)" if known else "")
