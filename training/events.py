"""What the senses of events learn from: our own sentences and articles of the train part, as tables of candidates."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.compact import read_article
from corpus.sentences import parted
from corpus.split import part as part_of
from corpus.split import story
from sayso.actors.words import Words, words
from sayso.article import Article, Part
from sayso.events.lexicon import FILES, rows, told
from sayso.events.proposals import hits
from sayso.events.senses import NONE
from sayso.events.signs import SLOTS, UNSEEN, candidates
from sayso.language import parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, Span
from training.registry import PROJECT

TYPES = (
    NONE, "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_MARK = re.compile(r"([^\[]*)(?:\[([^|]+)\|([A-Z]+) ([a-z-]+)\]|$)")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold event: its trigger, type and mode."""

    trigger: Span
    type: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its gold events. ``group``: texts of one group (a story) are never parted.

    ``only_learned``: nothing is measured on it. ``partial``: not all of its events are marked, so of the words that the
    lexicon proposes only the marked ones are learned from.
    """

    group: str
    text: str
    blocks: tuple[tuple[int, int, BlockKind], ...]
    gold: tuple[Gold, ...]
    single: bool
    part: str
    capitals: bool = False
    only_learned: bool = False
    partial: bool = False

    def parsed(self, nlp: Language) -> Words:
        """The words of the text."""
        told = [b for b in self.blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        read = tuple(Part(offset, doc) for offset, doc in parts(nlp, self.text, told))
        return words(Article(self.text, self.blocks, read))

    def raised(self) -> Text:
        """The text in capitals."""
        return replace(self, text=in_capitals(self.text), capitals=True)


def in_capitals(text: str) -> str:
    """``text`` in capitals, of the same length: letters whose capital is two letters stay."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def own() -> Iterator[Text]:
    """All our sentences and articles."""
    for part, sentence in parted():
        gold = tuple(Gold(e.trigger, e.type, e.mode) for e in sentence.events)
        text = sentence.text
        yield Text(text, text, ((0, len(text), "paragraph"),), gold, True, part)
    for path in sorted((PROJECT / "corpus" / "articles").glob("*.ann")):
        record = read_article(path).record
        gold = tuple(Gold(e.trigger, e.type, e.mode) for e in record.events)
        blocks = tuple((b.span[0], b.span[1], b.kind) for b in record.blocks)
        yield Text(story(path), record.document.text, blocks, gold, False, part_of(path))
    for path in sorted((PROJECT / "corpus" / "triggers").glob("*.txt")):
        yield from (marked(line) for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")


def marked(line: str) -> Text:
    """The text of a line of ``corpus/triggers/*.txt``, with its marks ``[words|TYPE mode]`` as gold events."""
    text, gold = "", []
    for before, trigger, kind, mode in _MARK.findall(line):
        text += before
        if trigger:
            gold.append(Gold((len(text), len(text) + len(trigger)), kind, None if mode == "-" else mode))
        text += trigger
    blocks: tuple[tuple[int, int, BlockKind], ...] = ((0, len(text), "paragraph"),)
    return Text(text, text, blocks, tuple(gold), True, "train", only_learned=True)


def examples(nlp: Language, known: Container[str]) -> Iterator[Text]:
    """The examples of the lexicon's frames that are not ``known``, each with the words of its frame as its event."""
    for line in (cells for name in FILES for _, cells in rows(name)):
        words_, _, kind, *_, example = line
        if not example or example in known:
            continue
        blocks: tuple[tuple[int, int, BlockKind], ...] = ((0, len(example), "paragraph"),)
        text = Text(example, example, blocks, (), True, "train", only_learned=True, partial=True)
        column = text.parsed(nlp)
        wanted = (told(words_), kind)
        hit = next((h for h in hits(column) if (h.frame.words, h.frame.type) == wanted), None)
        if hit is not None:
            yield replace(text, gold=(Gold(column.span(hit.at, hit.at), hit.frame.type, hit.frame.mode),))


@dataclass(slots=True)
class Table:
    """Candidates of many texts in columns, a row each. ``vectors`` are all words' vectors, the last row zeros.

    ``slots`` are rows of ``vectors``; ``below`` holds, flat, the dependents that mean something, ``below_of`` the row
    of each; ``sentence`` is the number of a row of ``sentences``, the mean vectors of all sentences. ``types`` and
    ``modes`` (-1: no event) are what is learned; ``event`` is the gold event within the text whose words these are, -1
    without. ``together`` are rows of one phrase of the lexicon.
    """

    texts: list[Text]
    vectors: NDArray[np.float32]
    sentences: NDArray[np.float32]
    text: NDArray[np.int64]
    slots: NDArray[np.int64]
    below: NDArray[np.int64]
    below_of: NDArray[np.int64]
    sentence: NDArray[np.int64]
    types: NDArray[np.int64]
    modes: NDArray[np.int64]
    event: NDArray[np.int64]
    signs: list[list[str]]
    together: list[list[int]]
    mode_names: list[tuple[str, str | None]]

    def __len__(self) -> int:
        return len(self.text)


def table(texts: Iterable[Text], nlp: Language) -> Table:
    """The candidates of texts. Linear in them."""
    modes: dict[tuple[str, str | None], int] = {}
    out = Table([], *(np.zeros(0, np.float32),) * 2, *(np.zeros(0, np.int64),) * 8, [], [], [])
    kept: list[_Rows] = []
    words_before = sentences_before = rows_before = 0
    for text in texts:
        column = text.parsed(nlp)
        if not len(column):
            continue
        rows = _rows(text, column, modes, (words_before, sentences_before, rows_before, len(out.texts)))
        out.texts.append(text)
        out.signs += rows.signs
        out.together += rows.together
        kept.append(rows)
        words_before += len(column)
        sentences_before += len(column.sentence_starts)
        rows_before += len(rows.signs)
    out.vectors = np.concatenate([r.vectors for r in kept] + [np.zeros_like(kept[0].vectors[:1])])
    out.sentences = np.concatenate([r.sentences for r in kept])
    for name in ("text", "slots", "below", "below_of", "sentence", "types", "modes", "event"):
        setattr(out, name, np.concatenate([getattr(r, name) for r in kept]))
    out.slots[out.slots < 0] = words_before
    out.mode_names = list(modes)
    return out


@dataclass(slots=True)
class _Rows:
    vectors: NDArray[np.float32]
    sentences: NDArray[np.float32]
    text: NDArray[np.int64]
    slots: NDArray[np.int64]
    below: NDArray[np.int64]
    below_of: NDArray[np.int64]
    sentence: NDArray[np.int64]
    types: NDArray[np.int64]
    modes: NDArray[np.int64]
    event: NDArray[np.int64]
    signs: list[list[str]]
    together: list[list[int]]


def _rows(text: Text, column: Words, modes: dict[tuple[str, str | None], int], base: tuple[int, ...]) -> _Rows:
    words_before, sentences_before, rows_before, number = base
    found = hits(column)
    told = candidates(column, found)
    row_of = {word: n for n, word in enumerate(told.words)}
    vectors = np.asarray(column.vectors, np.float32)
    slots = np.array(told.slots, np.int64).reshape(-1, len(SLOTS))
    types, mode, event = _labels(text.gold, column, row_of, modes)
    below = [(n, c) for n, w in enumerate(told.words) for c in column.children[w] if column.dep[c] not in UNSEEN]
    counts = np.diff([*column.sentence_starts, len(column)])[:, None]
    return _Rows(
        vectors=vectors,
        sentences=np.add.reduceat(vectors, column.sentence_starts, axis=0) / counts,
        text=np.full(len(told.words), number, np.int64),
        slots=np.where(slots < 0, -1, slots + words_before),
        below=np.array([c for _, c in below], np.int64) + words_before,
        below_of=np.array([n for n, _ in below], np.int64) + rows_before,
        sentence=np.array(column.sentence, np.int64)[told.words] + sentences_before,
        types=types,
        modes=mode,
        event=event,
        signs=[own + told.around[column.sentence[w]] for w, own in zip(told.words, told.signs, strict=True)],
        together=[[row_of[w] + rows_before for w in h.words if w in row_of] for h in found if len(h.words) > 1],
    )


def _labels(
    gold: Sequence[Gold], column: Words, row_of: dict[int, int], modes: dict[tuple[str, str | None], int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Type, mode and gold event of each candidate; of a trigger's words its head has the type."""
    types = np.zeros(len(row_of), np.int64)
    mode, event = np.full_like(types, -1), np.full_like(types, -1)
    for number, each in enumerate(gold):
        inside = [w for w in column.touching(each.trigger) if w in row_of]
        for word in inside:
            event[row_of[word]] = number
        heads = [w for w in inside if column.head[w] not in inside or column.head[w] == w] or inside
        if heads:
            head = max(heads, key=lambda w: column.pos[w] == "VERB")
            types[row_of[head]] = TYPES.index(each.type)
            mode[row_of[head]] = modes.setdefault((each.type, each.mode), len(modes))
    return types, mode, event
