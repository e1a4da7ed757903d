"""The language layer as a spaCy pipeline: sentences, tags, trees, lemmas, names and vectors from one encoder pass."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import InputError
from sayso.language._spacy import DEP, HEAD, LEMMA, POS, TAG, Doc, English, Language, Span
from sayso.language.agreement import Agreement
from sayso.language.columns import VECTORS_KEPT, Columns, Window
from sayso.language.encoder import Encoder, Ints
from sayso.language.lemmas import Lemmas
from sayso.language.tokens import GuardedTokenizer
from sayso.language.trees import Labels, forest
from sayso.language.windows import abbreviated, after_abbreviations, closing_quotes, cut, quoted, starts

Block = tuple[int, int, str]
"""``(start, end, kind)`` in characters: a run of text that no sentence leaves. Kinds are the record's block kinds."""

TITLES = frozenset(("headline", "standfirst", "subheading", "caption", "byline", "dateline"))
PLAIN = frozenset(("ADP", "AUX", "CCONJ", "DET", "PRON", "SCONJ"))
"""Parts of speech that no name begins with, but for a few titles of works."""
WAITING = 512
"""Words whose relations and lemmas are looked up at once: enough to spare calls, few enough for a processor's cache."""
PART = 60_000
"""Characters of the parts into which :func:`parts` divides a long text."""

_ATTRIBUTES = ("TAG", "POS", "LEMMA", "DEP", "HEAD")
_REMEMBERED = 200_000
"""Lemmas that are kept; beyond it the memory of them starts afresh."""
_COMPONENT = "sayso_encoder"
_BLOCKS = "sayso_blocks"


def load(name: str | Path = "base", *, threads: int = 1) -> Language:
    """A spaCy pipeline around a model: ``"base"`` or the faster ``"small"`` as shipped, or a model folder.

    Its Docs have ``tag_`` (Penn), ``pos_`` (UPOS), ``dep_`` and ``head`` (Universal Dependencies, one tree a sentence),
    ``lemma_``, ``ents`` (PER ORG GPE LOC FAC NORP EVENT MISC), ``sents``, and ``tensor`` (a vector a token). Results do
    not depend on ``threads``, on batches, or on what was read before. Raises :class:`InputError` without a model.
    """
    nlp = English()
    nlp.max_length = sys.maxsize  # spaCy's limit guards against pipelines whose memory grows with the text
    nlp.tokenizer = GuardedTokenizer(nlp.tokenizer)
    nlp.add_pipe(_COMPONENT, config={"model": str(_folder(name)), "threads": threads})
    return nlp


def _folder(name: str | Path) -> Path:
    given = Path(name)
    if given.is_dir():
        return given
    shipped = files("sayso.language").joinpath("model", str(name))
    if not shipped.is_dir():
        known = sorted(p.name for p in files("sayso.language").joinpath("model").iterdir() if p.is_dir())
        raise InputError(f"there is no model {str(name)!r}: give a folder, or one of {', '.join(known) or 'none'}")
    with as_file(shipped) as path:
        return path


@Language.factory(_COMPONENT, default_config={"model": "base", "threads": 1})
def _make(nlp: Language, name: str, model: str, threads: int) -> Annotator:
    return Annotator(nlp, Encoder(_folder(model), threads=threads))


@cache
def _lemmas() -> Lemmas:
    with as_file(files("sayso.language").joinpath("data/lemmas.tsv")) as path:
        return Lemmas.load(path)


def read_blocks(nlp: Language, text: str, blocks: Sequence[Block]) -> Doc:
    """One Doc over the whole of ``text``, annotated inside ``blocks`` (in order, apart from each other).

    ``token.idx`` is the token's offset in ``text``. What lies outside the blocks is tokenised and never read by the
    encoder: its tokens have no tags and no names, and stand in sentences of their own. Raises :class:`InputError` where
    blocks overlap, are out of order, or leave the text.
    """
    doc = _words(nlp, text, blocks)
    doc.user_data[_BLOCKS] = tuple(blocks)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def parts(nlp: Language, text: str, blocks: Sequence[Block], *, size: int = PART) -> Iterator[tuple[int, Doc]]:
    """``(offset, Doc)`` of whole blocks, about ``size`` characters each: a text of any length in constant memory."""
    held: list[Block] = []
    for block in blocks:
        if held and block[1] - held[0][0] > size:
            yield _part(nlp, text, held)
            held = []
        held.append(block)
    if held:
        yield _part(nlp, text, held)


def model_name(nlp: Language) -> str:
    """Name, version and the first letters of the digest of the pipeline's model, for a record's ``made_by``."""
    annotator = nlp.get_pipe(_COMPONENT)
    assert isinstance(annotator, Annotator)
    meta = annotator.encoder.meta
    return f"{meta['name']}-{meta['version']}-{meta['digest']['model.onnx'][:8]}"


def _part(nlp: Language, text: str, blocks: list[Block]) -> tuple[int, Doc]:
    offset = blocks[0][0]
    moved = [(s - offset, e - offset, kind) for s, e, kind in blocks]
    return offset, read_blocks(nlp, text[offset : blocks[-1][1]], moved)


def sentence_vectors(doc: Doc) -> NDArray[np.float32]:
    """``[sentences, width]``: the mean of the vectors of each sentence's words; zeros for one that was not read.

    Raises :class:`InputError` for a Doc that was too long for its vectors to be kept (see :func:`parts`).
    """
    if len(doc) and not doc.tensor.shape[0]:
        raise InputError(f"the vectors of a text of more than {VECTORS_KEPT:,} words are not kept: read it in parts")
    tensor = np.asarray(doc.tensor, np.float32)
    starts = np.fromiter((s.start for s in doc.sents), np.int64)
    read = doc.to_array([TAG]) != 0
    words = np.add.reduceat(read.astype(np.float32), starts) if len(starts) else np.zeros(0, np.float32)
    sums = np.add.reduceat(tensor, starts, axis=0) if len(starts) else tensor
    return np.asarray(sums / np.maximum(words, 1)[:, None], np.float32)


def _words(nlp: Language, text: str, blocks: Sequence[Block]) -> Doc:
    """The Doc of ``text``, tokenised block by block so that no token leaves one."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, GuardedTokenizer):
        raise InputError("this pipeline's tokenizer is not the one of sayso.language.load")
    return tokenizer.join(tokenizer.arrays(part) for part in _segments(text, blocks))


def _segments(text: str, blocks: Sequence[Block]) -> Iterable[str]:
    at = 0
    for start, end, _ in blocks:
        if not at <= start <= end <= len(text):
            raise InputError(f"the block from {start} to {end} overlaps the one before it, or leaves the text")
        if at < start:
            yield text[at:start]
        if start < end:
            yield text[start:end]
        at = end
    if at < len(text):
        yield text[at:]


class Annotator:
    """The pipeline's one component: fills a Doc from the encoder. Without blocks, every line is one."""

    def __init__(self, nlp: Language, encoder: Encoder) -> None:
        self.encoder = encoder
        strings, meta = nlp.vocab.strings, encoder.meta
        self.upos = np.array([strings.add(x) for x in meta["upos"]], np.uint64)
        self.xpos = np.array([strings.add(x) for x in meta["xpos"]], np.uint64)
        self.relations = np.array([strings.add(x) for x in meta["deprels"]], np.uint64)
        self.tags: list[str] = meta["xpos"]
        self.quote_ends = np.array([tag == "''" for tag in self.tags])
        self.plain = np.array([tag in PLAIN for tag in meta["upos"]])
        self.common = np.array([tag == "NOUN" for tag in meta["upos"]])
        self.decoder, self.agreement = Labels(meta["names"]), Agreement(meta["names"])
        self.labels = tuple(dict.fromkeys(name[2:] for name in meta["names"] if name != "O"))
        self.unknown = strings.add("dep")
        self.lemma_of: dict[tuple[int, int], int] = {}  # by word and tag, in the string store's ids

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its annotations set."""
        columns = Columns(doc, self.encoder.meta["sizes"]["hidden"])
        given = doc.user_data.get(_BLOCKS)
        blocks: Sequence[Block] = _lines(columns.text(doc)) if given is None else given
        for tokens, kind in columns.by_block(blocks):
            self._block(doc, tokens, kind, columns)
        self._settle(doc, columns)
        self._names(doc, columns)
        self._write(doc, columns)
        return doc

    def _block(self, doc: Doc, tokens: Ints, kind: str, columns: Columns) -> None:
        orths = columns.orth[tokens].tolist()
        strings = doc.vocab.strings
        rows = self.encoder.rows(orths, strings.__getitem__)
        words = [strings[orth] for orth in orths]
        for start, end in cut(words, rows[:, -4]):
            own = words[start:end]
            scores = self.encoder.run(rows[start:end])
            closing = bonus = None
            if quoted(own):
                spaced = columns.spaced[tokens] | np.append(tokens[1:] - tokens[:-1] != 1, True)
                closing = closing_quotes(own, self.quote_ends[scores.xpos], spaced[start:end])
            if abbreviated(own):
                bonus = after_abbreviations(own, self.plain[scores.upos], self.common[scores.upos])
            edges = starts(own, scores.start, title=kind in TITLES, closing=closing, bonus=bonus)
            columns.take(Window(tokens[start:end], orths[start:end], scores, edges, forest(scores.arcs, edges)))
            if columns.waiting > WAITING:
                self._settle(doc, columns)

    def _settle(self, doc: Doc, columns: Columns) -> None:
        """Sets what the windows read since the last time say of their words: all at once, which costs less."""
        if not columns.windows:
            return
        held, columns.windows, columns.waiting = columns.windows, [], 0
        tokens = np.concatenate([w.tokens for w in held])
        heads = np.concatenate([w.heads for w in held])
        upos, xpos = (np.concatenate([getattr(w.scores, key) for w in held]) for key in ("upos", "xpos"))
        sizes = [len(w.heads) for w in held]
        first = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)  # of each word, the first of its window
        columns.tag[tokens] = self.xpos[xpos]
        columns.pos[tokens] = self.upos[upos]
        columns.dep[tokens] = self.relations[self.encoder.relations([w.scores for w in held], [w.heads for w in held])]
        columns.head[tokens] = np.where(heads > 0, tokens[first + heads - 1], tokens)
        columns.lemma[tokens] = self._lemma_ids(doc, [orth for w in held for orth in w.orths], xpos.tolist())

    def _names(self, doc: Doc, columns: Columns) -> None:
        """Decodes the names of all windows, once those of the same words agree."""
        if not columns.read:
            return
        tokens = np.concatenate([window[0] for window in columns.read])
        scores = self.agreement(
            self._capitals(doc, columns.orth[tokens]), np.concatenate([window[1] for window in columns.read])
        )
        at = 0
        for own, _, edges in columns.read:
            best = self.decoder.best(scores[at : at + len(own)], edges)
            at += len(own)
            for start, end, label in self.decoder.spans(best):
                columns.names.append((int(own[start]), int(own[end - 1]) + 1, label))

    def _capitals(self, doc: Doc, orths: NDArray[np.uint64]) -> Ints:
        """The number of each word among the different words; -1 for one letter, or without a capital in front."""
        different, numbers = np.unique(orths, return_inverse=True)
        words = [doc.vocab.strings[int(orth)] for orth in different]
        capital = np.fromiter((len(word) > 1 and word[0].isupper() for word in words), bool, len(words))
        return np.where(capital[numbers], numbers, -1)

    def _lemma_ids(self, doc: Doc, orths: list[int], tags: list[int]) -> list[int]:
        strings, known = doc.vocab.strings, self.lemma_of
        if len(known) > _REMEMBERED:
            known.clear()
        for key in zip(orths, tags, strict=True):
            if key not in known:
                lemma = _lemmas()(strings[key[0]], self.tags[key[1]])
                known[key] = strings.add(lemma, allow_transient=False)  # type: ignore[call-arg]  # outlives memory zones
        return [known[key] for key in zip(orths, tags, strict=True)]

    def _write(self, doc: Doc, columns: Columns) -> None:
        """Sets all at once. A blank hangs on the word before it; another unread token on the first of its run."""
        known, numbers = columns.tag > 0, np.arange(len(doc))
        solid = np.maximum.accumulate(np.where(columns.blank, 0, numbers))  # the last word at or before a token
        before = np.concatenate([[0], solid[:-1]])[: len(doc)]
        first = ~known & ~columns.blank & (known[before] | columns.blank[before] | (numbers == 0))
        run = np.maximum.accumulate(np.where(columns.start | first, numbers, 0))
        head = np.where(known, columns.head, np.where(columns.blank, solid, run))
        dep = np.where(known, columns.dep, np.uint64(self.unknown))
        offsets = (head - numbers).astype(np.int64).view(np.uint64)
        values: Any = np.stack([columns.tag, columns.pos, columns.lemma, dep, offsets], axis=1)
        doc.from_array([TAG, POS, LEMMA, DEP, HEAD], values)
        doc.ents = [Span(doc, start, end, label) for start, end, label in columns.names]
        if columns.vectors is not None:
            doc.tensor = columns.vectors  # type: ignore[assignment]


def _lines(text: str) -> list[Block]:
    """The lines of ``text`` as blocks."""
    out: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            out.append((at, at + len(line), "paragraph"))
        at += len(line)
    return out


__all__ = ["Annotator", "Block", "load", "parts", "read_blocks", "sentence_vectors"]
