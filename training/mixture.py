"""What an epoch is made of: which blocks, how cut, what is changed in them. A pure function of seed and epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from sayso.language import features
from training.labels import SCHEMES
from training.registry import Source
from training.sentences import Block
from training.swap import Stock, exchanged, inventory, stock, swapped
from training.windows import Encoded, Pieces, Targets, Window, cut, encode


@dataclass(frozen=True, slots=True)
class Changes:
    """Shares of windows written in another case, and of words whose subwords or ends are hidden."""

    upper: float = 0.04
    title: float = 0.05
    lower: float = 0.0
    word: float = 0.03
    name_word: float = 0.10
    ends: float = 0.10
    exchange: float = 0.0  # names of any source exchanged for others as long (`swap.exchanged`)
    join: float = 0.0  # sentences of our own put together to paragraphs
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
    others = stock(b for s in shares for b in s.blocks) if changes.exchange else {}
    for share in shares:
        random = Random(f"{seed}/{epoch}/{share.source.name}")

        def limit(random: Random = random) -> int:
            return random.randint(10, 60) if random.random() < changes.short else random.randint(80, features.MAX_WORDS)

        scheme = SCHEMES.index(share.source.scheme)
        for block in _varied(share, share.draw(epoch, random), others, random, changes):
            out.extend(replace(recased(w, random, changes), scheme=scheme) for w in cut(block, pieces, limit))
    return out


def _varied(share: Share, drawn: list[Block], others: Stock, random: Random, changes: Changes) -> list[Block]:
    """The blocks with names exchanged; our own sentences, whose names are certain, more freely, and put together."""
    if share.source.swap:
        names = inventory(share.blocks) if drawn else {}
        drawn = [
            replace(b, sentences=tuple(swapped(s, names, random, changes.swap) for s in b.sentences)) for b in drawn
        ]
        return joined(drawn, random, changes.join) if changes.join else drawn
    if not changes.exchange:
        return drawn
    return [
        replace(b, sentences=tuple(exchanged(s, others, random, changes.exchange) for s in b.sentences)) for b in drawn
    ]


def joined(blocks: Sequence[Block], random: Random, share: float) -> list[Block]:
    """The blocks, but `share` of those of one whole sentence put together, two to five in each."""
    loose = [b for b in blocks if len(b.sentences) == 1 and b.sentences[0].whole and random.random() < share]
    taken = {id(b) for b in loose}
    out = [b for b in blocks if id(b) not in taken]
    random.shuffle(loose)
    while loose:
        size = random.randint(2, 5)
        group, loose = loose[:size], loose[size:]
        out.append(Block(group[0].document, tuple(b.sentences[0] for b in group)))
    return out


def recased(window: Window, random: Random, changes: Changes) -> Window:
    """The window, or now and then the same in capitals, with each word capitalised (as headlines are), or small."""
    dice = random.random()
    if dice < changes.upper:
        return replace(window, words=tuple(_same_length(w, w.upper()) for w in window.words))
    if dice < changes.upper + changes.title:
        return replace(window, words=tuple(w if len(w) < 4 else w[0].upper() + w[1:] for w in window.words))
    if dice < changes.upper + changes.title + changes.lower:
        return replace(window, words=tuple(_same_length(w, w.lower()) for w in window.words))
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
