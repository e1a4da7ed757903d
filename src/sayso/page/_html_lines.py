"""Lines between the paragraphs of an article that are not the article, by their words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import cast

from sayso.page.shell import shell_kind
from sayso.record import BlockKind


def line_kind(text: str) -> BlockKind | None:
    """The kind of shell block (related notice comment source advert) that the words of a block give away, or None."""
    for kind, longest, pattern in _patterns():
        if kind != "caption" and len(text) <= longest and pattern.match(text):
            return kind
    return cast("BlockKind | None", shell_kind(text))


def is_caption(text: str) -> bool:
    """Whether the words of a block are those of a picture's caption or credit."""
    return any(
        kind == "caption" and len(text) <= longest and pattern.match(text) for kind, longest, pattern in _patterns()
    )


@cache
def _patterns() -> list[tuple[BlockKind, int, re.Pattern[str]]]:
    source = resources.files("sayso.page").joinpath("data/html_lines.toml").read_text(encoding="utf-8")
    return [
        (cast(BlockKind, kind), table["longest"], re.compile("|".join(map("(?:{})".format, table["patterns"])), re.I))
        for kind, table in tomllib.loads(source).items()
    ]
