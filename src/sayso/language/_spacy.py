"""The one place where spaCy is imported, without the deep-learning packages that it would import along.

thinc, on which spaCy stands, imports torch, tensorflow, mxnet and cupy wherever they are installed: with torch, two
seconds and 190 MB measured, that nothing here uses. They are hidden while spaCy is imported, unless the program has
imported spaCy, thinc or the package itself before: then it wants them. Afterwards `import torch` works as always.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNUSED = ("torch", "tensorflow", "mxnet", "cupy")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # importing it now raises ImportError
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without(() if "thinc" in sys.modules else _UNUSED):
    from spacy.attrs import (  # type: ignore[import-not-found]
        DEP,
        HEAD,
        IDX,
        IS_SPACE,
        LEMMA,
        ORTH,
        POS,
        SPACY,
        TAG,
    )
    from spacy.lang import char_classes
    from spacy.lang.en import English
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.tokens import Doc, Span, Token
    from spacy.util import compile_infix_regex as compile_infix
    from spacy.util import compile_suffix_regex as compile_suffix
    from spacy.vocab import Vocab

__all__ = [
    "DEP",
    "HEAD",
    "IDX",
    "IS_SPACE",
    "LEMMA",
    "ORTH",
    "POS",
    "SPACY",
    "TAG",
    "Doc",
    "English",
    "Language",
    "Span",
    "Token",
    "Tokenizer",
    "Vocab",
    "char_classes",
    "compile_infix",
    "compile_suffix",
]
