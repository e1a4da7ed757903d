"""Words: spaCy's English tokenizer with the rules of `data/tokens.toml`, guarded against what makes it slow.

spaCy's tokenizer takes quadratic time over a long run without blanks, above all runs of `'`, `(`, `<` or `&`. Here a
run of one mark becomes a token before spaCy sees it, and what is longer than `LONGEST` without a blank is cut into
parts, so that every call of spaCy's rules reads a bounded string.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.language._spacy import (
    ORTH,
    SPACY,
    Doc,
    English,
    Tokenizer,
    Vocab,
    char_classes,
    compile_infix,
    compile_suffix,
)

LONGEST: Final = 60
"""Characters without a blank that spaCy's rules read at once."""
LONGEST_ADDRESS: Final = 2000
"""Characters up to which a web address stays one token."""

_REMEMBERED = 50_000
"""Words whose tokens are remembered."""
_MARKS = r"(_|[^\w\s])\2{3,}|[!?]{2,}|(?<!\.)\.[!?]+|[*=~#]{2,}|<<+|>>+"
_GUARD: Final = re.compile(rf"(?P<marks>{_MARKS})|(?<!\S)\S{{{LONGEST + 1},}}")
_PART: Final = re.compile(
    rf"(?P<marks>(?:https?://|www\.)[^\s<>\"'“”‘’()\[\]{{}}]{{1,{LONGEST_ADDRESS}}}|(_|[^\w\s])\2{{3,}})"
    rf"|\S{{1,{LONGEST}}}?(?=https?://|www\.)|\S{{1,{LONGEST}}}\b|\S{{1,{LONGEST}}}"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
Arrays = tuple[NDArray[np.uint64], NDArray[np.bool_]]


class GuardedTokenizer:
    """Text to a `Doc` of tokens that cover it, in time linear in the text; stands in `Language.tokenizer`."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = adapted(inner)
        self.vocab: Vocab = inner.vocab
        self._met: set[str] = set()

    def __call__(self, text: str) -> Doc:
        return self.join([self.arrays(text)])

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """A `Doc` of every text."""
        return map(self, texts)

    def arrays(self, text: str) -> Arrays:
        """The tokens of a text: their ids in the string store, and whether one blank follows.

        A half of a character (a lone surrogate), which spaCy cannot hold, is read as U+FFFD; no offset changes.
        """
        if not text.isascii():
            text = _SURROGATE.sub("\ufffd", text)
        self._meet(text)
        if _GUARD.search(text) is None:
            return _arrays(self.inner(text))
        parts: list[Arrays] = []
        for part, whole in _parts(text):
            blank = part.endswith(" ")
            if whole:
                orth = self.vocab.strings.add(part[:-1] if blank else part)
                parts.append((np.asarray([orth], np.uint64), np.asarray([blank])))
            else:
                parts.append(_arrays(self.inner(part)))
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def _meet(self, text: str) -> None:
        """Show spaCy new words one by one. It remembers what it did with a word, but within a text only up to the
        first special case, such as "U.S."; most words of a long text would be taken apart anew each time."""
        if len(self._met) < _REMEMBERED:
            new = {word for word in text.split() if len(word) <= LONGEST} - self._met
            self._met |= new
            for word in new:
                self.inner(word)

    def join(self, parts: Iterable[Arrays]) -> Doc:
        """One `Doc` of the tokens of several texts, one after the other."""
        held = list(parts)
        words: list[Any] = [orth for orths, _ in held for orth in orths.tolist()]
        spaces: list[bool] = [blank for _, blanks in held for blank in blanks.tolist()]
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **options: Any) -> bytes:
        """The rules, as spaCy's tokenizer writes them."""
        return bytes(self.inner.to_bytes(**options))

    def from_bytes(self, data: bytes, **options: Any) -> GuardedTokenizer:
        """Take rules that `to_bytes` wrote."""
        self.inner.from_bytes(data, **options)
        return self


def _arrays(doc: Doc) -> Arrays:
    found = np.asarray(doc.to_array([ORTH, SPACY]), np.uint64)
    return found[:, 0], found[:, 1] > 0


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, and whether a part is one token (with the blank that follows it)."""
    at = 0
    for match in _GUARD.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        at = match.start()
        whole = [(match.end(), True)] if match["marks"] else _cuts(match)
        for end, one in whole:
            after = end + (one and text[end : end + 1] == " ")
            yield text[at:after], one
            at = after
    if at < len(text):
        yield text[at:], False


def _cuts(long: re.Match[str]) -> Iterator[tuple[int, bool]]:
    """Where the parts of a long run without blanks end, and whether each is one token."""
    for part in _PART.finditer(long.string, long.start(), long.end()):
        yield part.end(), part["marks"] is not None


def rules() -> dict[str, Any]:
    """The content of `data/tokens.toml`."""
    return tomllib.loads(files("sayso.language").joinpath("data/tokens.toml").read_text("utf-8"))


def adapted(inner: Tokenizer) -> Tokenizer:
    """A tokenizer like `inner`, spaCy's for English, with the rules of `data/tokens.toml` added."""
    data, defaults = rules(), English.Defaults
    patterns = data["patterns"]
    special = {key: value for key, value in (inner.rules or {}).items() if key not in data["dropped"]}
    special |= {text: [{ORTH: text}] for text in data["abbreviations"]}
    special |= {text: [{ORTH: piece} for piece in pieces] for text, pieces in data["split"].items()}
    infixes = [*_infixes(defaults.infixes or (), data["prefixes"]), *patterns["infixes"]]
    return Tokenizer(
        inner.vocab,
        rules=special,
        prefix_search=inner.prefix_search,
        suffix_search=compile_suffix([*(defaults.suffixes or ()), *patterns["suffixes"]]).search,
        infix_finditer=compile_infix(infixes).finditer,
        token_match=re.compile("|".join(patterns["whole"])).match,
        url_match=inner.url_match,
        max_cache_size=_REMEMBERED,
    )


def _infixes(patterns: Iterable[str], prefixes: Iterable[str]) -> Iterator[str]:
    """spaCy's infixes; the one for hyphens leaves the hyphen after a prefix that stands at the beginning of a word."""
    kept = "".join(f"(?<!^{form}-)" for p in prefixes for form in (p, p.capitalize()))
    hyphen = f"(?:{char_classes.HYPHENS})"
    for pattern in patterns:
        yield pattern.replace(hyphen, hyphen + kept) if hyphen in pattern else pattern
