"""From blocks to the arrays the network reads: windows of whole sentences, encoded words, padded batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language import features
from training.labels import NAMES, UPOS
from training.sentences import Block, Sentence

Row = tuple[int, int, int, int, int, int, int]
IGNORE = -100  # a target that no loss counts
CLS, SEP, UNK, MASK = "[CLS]", "[SEP]", "[UNK]", "[MASK]"


@dataclass(frozen=True, slots=True)
class Targets:
    """The label sets that only the data knows: XPOS tags and relations, sorted."""

    xpos: tuple[str, ...]
    deprels: tuple[str, ...]

    @staticmethod
    def of(blocks: Iterable[Block]) -> Targets:
        """The tags and relations of all sentences with syntax."""
        known = [s.syntax for b in blocks for s in b.sentences if s.syntax]
        xpos, deprels = {t for s in known for t in s.xpos}, {d for s in known for d in s.deprels}
        return Targets(tuple(sorted(xpos)), tuple(sorted(deprels)))


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of one block; `words` may differ from theirs in case alone."""

    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]
    scheme: int = 0  # index in `labels.SCHEMES`

    @staticmethod
    def of(sentences: Sequence[Sentence]) -> Window:
        """The window of these sentences as they are."""
        return Window(tuple(sentences), tuple(w for s in sentences for w in s.words))


@dataclass
class Pieces:
    """Words to subword ids and features, remembered by word."""

    tokenizer: Tokenizer
    _known: dict[str, tuple[tuple[int, ...], int, int, int]] = field(default_factory=dict)

    def id(self, piece: str) -> int:
        """The id of a special piece."""
        number = self.tokenizer.token_to_id(piece)
        assert isinstance(number, int)
        return number

    def __call__(self, word: str) -> tuple[tuple[int, ...], int, int, int]:
        """(subword ids, shape, prefix, suffix) of a word."""
        found = self._known.get(word)
        if found is None:
            ids = tuple(self.tokenizer.encode(word, add_special_tokens=False).ids[: features.MAX_PIECES])
            found = (ids or (self.id(UNK),), features.shape(word), features.prefix(word), features.suffix(word))
            self._known[word] = found
        return found


def cut(block: Block, pieces: Pieces, limit: Callable[[], int] = lambda: features.MAX_WORDS) -> Iterator[Window]:
    """The windows of a block: sentences as long as they fit into `limit()` words and the subwords of a window. A longer
    sentence is a window of its own (cut off at the encoder's length by `encode`)."""
    held: list[Sentence] = []
    words = subwords = 0
    most = limit()
    for sentence in block.sentences:
        length = sum(len(pieces(w)[0]) for w in sentence.words)
        if held and (words + len(sentence.words) > most or subwords + length > features.MAX_SUBWORDS - 2):
            yield Window.of(held)
            held, words, subwords, most = [], 0, 0, limit()
        held.append(sentence)
        words, subwords = words + len(sentence.words), subwords + length
    if held:
        yield Window.of(held)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as arrays: subwords [T], words [W], and the targets of each word."""

    ids: list[int]
    features: list[tuple[int, int, int]]
    first: list[int]
    rows: list[Row]  # upos, xpos, head, deprel, sentence, start, names
    scheme: int = 0


LONGEST = 510


def encode(window: Window, pieces: Pieces, targets: Targets, blank: Callable[[int], str] = lambda mask: "") -> Encoded:
    """Encode a window. `blank(name mask)` may say "word" (the word's subwords become one [MASK]) or "ends" (its prefix
    and suffix are hidden); it is how training hides things."""
    ids, rows, first = [pieces.id(CLS)], [], []
    features_: list[tuple[int, int, int]] = [(0, 0, 0)]
    mask_id = (pieces.id(MASK),)
    for row, word in zip(_rows(window, targets), window.words, strict=True):
        known, shape, prefix, suffix = pieces(word)
        hidden = blank(row[-1])
        if hidden == "word":
            known = mask_id
        elif hidden == "ends":
            prefix = suffix = 0
        if len(ids) + len(known) > LONGEST:
            break
        first.append(len(ids))
        ids.extend(known)
        features_.append((shape, prefix, suffix))
        features_.extend([(0, 0, 0)] * (len(known) - 1))
        rows.append(row)
    ids.append(pieces.id(SEP))
    features_.append((0, 0, 0))
    return Encoded(ids, features_, first, rows, window.scheme)


def _rows(window: Window, targets: Targets) -> Iterator[Row]:
    upos = {t: i for i, t in enumerate(UPOS)}
    xpos = {t: i for i, t in enumerate(targets.xpos)}
    deprels = {t: i for i, t in enumerate(targets.deprels)}
    begin = 0
    for number, s in enumerate(window.sentences):
        for i in range(len(s.words)):
            if s.syntax is None:
                yield (IGNORE, IGNORE, IGNORE, IGNORE, number, int(i == 0) if s.whole else IGNORE, s.names[i])
                continue
            x = s.syntax
            head = x.heads[i] + begin if x.heads[i] else 0  # root is 0, word k of the window is k + 1
            yield (
                upos.get(x.upos[i], IGNORE),
                xpos.get(x.xpos[i], IGNORE),
                head,
                deprels.get(x.deprels[i], IGNORE),
                number,
                int(i == 0),
                s.names[i],
            )
        begin += len(s.words)


STEP = 16  # lengths are padded to multiples: few shapes, for each of which the kernels are prepared once


def _padded(length: int) -> int:
    return -(-length // STEP) * STEP


Batch = dict[str, NDArray[np.int64]]


def batch(group: Sequence[Encoded]) -> Batch:
    """Padded arrays: ids, mask, shape, prefix, suffix [B, T]; first, word_mask, targets [B, W]; names [B, W, L];
    scheme [B]."""
    t, w = _padded(max(len(e.ids) for e in group)), _padded(max(len(e.first) for e in group))
    ids = np.zeros((len(group), t), np.int64)
    mask, marks = np.zeros_like(ids), np.zeros((len(group), t, 3), np.int64)
    first, word_mask = np.zeros((len(group), w), np.int64), np.zeros((len(group), w), np.int64)
    rows = np.full((len(group), w, 7), IGNORE, np.int64)
    for i, e in enumerate(group):
        ids[i, : len(e.ids)], mask[i, : len(e.ids)] = e.ids, 1
        marks[i, : len(e.ids)] = e.features
        first[i, : len(e.first)], word_mask[i, : len(e.first)] = e.first, 1
        rows[i, : len(e.rows)] = e.rows
        rows[i, rows[i, :, 2] > len(e.first), 2] = IGNORE  # a head behind the cut
    rows[..., 6][word_mask == 0] = -1  # padding: open
    keys = ("upos", "xpos", "heads", "deprels", "sentence", "start")
    out = {key: np.ascontiguousarray(rows[..., n]) for n, key in enumerate(keys)}
    names = rows[..., 6, None] >> np.arange(len(NAMES)) & 1
    return out | {
        "ids": ids,
        "mask": mask,
        "first": first,
        "word_mask": word_mask,
        "names": names,
        "scheme": np.array([e.scheme for e in group], np.int64),
        "shape": marks[..., 0].copy(),
        "prefix": marks[..., 1].copy(),
        "suffix": marks[..., 2].copy(),
    }


def grouped(encoded: Sequence[Encoded], budget: int, random: Random | None = None) -> list[list[int]]:
    """Indices in batches of about `budget` padded subwords, of like lengths; shuffled with a generator. The order
    is jittered, so that a batch may hold a window one padding step longer than its last: it is that much over."""
    jitter = [random.random() * 8 if random else 0.0 for _ in encoded]
    order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].ids) + jitter[i], i))
    out: list[list[int]] = []
    for i in order:
        if not out or (len(out[-1]) + 1) * _padded(len(encoded[i].ids)) > budget:
            out.append([])
        out[-1].append(i)
    if random:
        random.shuffle(out)
    return out
