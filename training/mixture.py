"""What an epoch is made of: which blocks, how cut, what is changed in them. A pure function of seed and epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sayso.language import features
from training.registry import Source
from training.sentences import Block
from training.swap import inventory, swapped
from training.windows import Encoded, Pieces, Targets, Window, cut, encode


@dataclass(frozen=True, slots=True)
class Changes:
    """Shares of windows written in another case, and of words whose subwords or ends are hidden."""

    upper: float = 0.04
    title: float = 0.05
    word: float = 0.03
    name_word: float = 0.10
    ends: float = 0.10
    swap: float = 0.30  # names of a source whose registry entry says `swap` exchanged for others of it
    short: float = 0.30  # windows cut short, so that single sentences are seen too


@dataclass(frozen=True, slots=True)
class Share:
    """A source's blocks with what an epoch draws of them."""

    source: Source
    blocks: tuple[Block, ...]

    def draw(self, epoch: int, random: Random) -> list[Block]:
        """The blocks of an epoch: all of them as often as the share's whole part says, and a sample for the rest."""
        if epoch < self.source.from_epoch:
            return []
        whole, rest = int(self.source.share), self.source.share % 1
        count = round(rest * len(self.blocks))
        return list(self.blocks) * whole + random.sample(self.blocks, count)


def epoch_windows(shares: Sequence[Share], pieces: Pieces, epoch: int, seed: int, changes: Changes) -> list[Window]:
    """The windows of an epoch, source by source, cut at random lengths and some in another case."""
    out: list[Window] = []
    for share in shares:
        random = Random(f"{seed}/{epoch}/{share.source.name}")

        def limit(random: Random = random) -> int:
            return random.randint(10, 60) if random.random() < changes.short else random.randint(80, features.MAX_WORDS)

        drawn = share.draw(epoch, random)
        if drawn and share.source.swap:
            names = inventory(share.blocks)
            drawn = [
                Block(b.document, tuple(swapped(s, names, random, changes.swap) for s in b.sentences)) for b in drawn
            ]
        for block in drawn:
            out.extend(recased(w, random, changes) for w in cut(block, pieces, limit))
    return out


def recased(window: Window, random: Random, changes: Changes) -> Window:
    """The window, or now and then the same in capitals or with each word capitalised (as headlines are)."""
    dice = random.random()
    if dice < changes.upper:
        return Window(window.sentences, tuple(_same_length(w, w.upper()) for w in window.words))
    if dice < changes.upper + changes.title:
        return Window(window.sentences, tuple(w if len(w) < 4 else w[0].upper() + w[1:] for w in window.words))
    return window


def _same_length(old: str, new: str) -> str:
    return new if len(new) == len(old) else old


def encode_all(
    windows: Sequence[Window], pieces: Pieces, targets: Targets, *, epoch: int, seed: int, changes: Changes
) -> list[Encoded]:
    """Encode the windows of an epoch; some words are hidden, words of names more often."""
    random = Random(f"{seed}/{epoch}/hide")

    def blank(names: int) -> str:
        dice = random.random()
        hide = changes.word if names & 1 else changes.name_word
        return "word" if dice < hide else "ends" if dice < hide + changes.ends else ""

    return [encode(w, pieces, targets, blank) for w in windows]


def counts(shares: Sequence[Share]) -> Mapping[str, tuple[int, int]]:
    """(sentences, words) of each source, for the log and the model card."""
    return {
        s.source.name: (
            sum(len(b.sentences) for b in s.blocks),
            sum(len(x.words) for b in s.blocks for x in b.sentences),
        )
        for s in shares
    }
