"""The records that the readers give and the mixture takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Syntax:
    """Gold syntax of a sentence, a value a word: tags and relations as text, `heads` from 0 (root) to the length."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with what a source knows of them.

    `names` holds a mask of `labels.NAMES` a word. `space` says whether a blank follows the word. Without `syntax` the
    sentence may be more than one: it teaches names alone, and no sentence start, unless it is `whole`: one sentence for
    sure.
    """

    id: str
    words: tuple[str, ...]
    space: tuple[bool, ...]
    names: tuple[int, ...]
    syntax: Syntax | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive sentences of one paragraph, headline or list item: a window never crosses its edge."""

    document: str
    sentences: tuple[Sentence, ...]
