"""Trains the verdict on a headline's claims on our own corpus: ``python -m training.headline [--measure]``.

Examples are the claims that the annotators marked, beside their own article's body; and claims of other stories with
the names of this article's actors put in, which nothing in its body bears out. ``--measure`` ships nothing: it prints,
of the claims of each part, how many of each verdict are right. A softmax over few measures, with as little freedom as
the few hundred claims allow; which were kept was chosen by cross-validation over the stories of the train and dev part.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.compact import read_article
from corpus.split import PARTS, part, story
from sayso.actors import cast
from sayso.actors.words import words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.headline.align import BODY, body
from sayso.headline.quoted import quoted
from sayso.headline.verdict import MEASURES, VERDICTS, standing, weighed
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, Record, Span
from sayso.statements import attributions
from training.registry import PROJECT

WEIGHTS = PROJECT / "src" / "sayso" / "headline" / "data" / "weights.tsv"
ARTICLES = PROJECT / "corpus" / "articles"
FOREIGN, SEED = 4, 1
"""Claims of other stories that an article is given."""
SHARE, ALTERED, DECAY, STEPS, RATE = 0.2, 3.0, 0.01, 3000, 1.0
"""What all foreign claims weigh beside the marked ones; what an altered claim weighs; the decay of the weights."""
_HEAD = (
    "# How much each measure of a claim (see verdict.py) speaks for each verdict. Made by training/headline.py\n"
    "# from the train part of the corpus.\n"
)


@dataclass(frozen=True, slots=True)
class Example:
    """The measures of a claim and the number of its verdict; ``foreign`` where it is another story's."""

    part: str
    measures: NDArray[np.float64]
    verdict: int
    quotes: bool
    foreign: bool = False


def examples(nlp: Language) -> list[Example]:
    """The marked claims of all articles and the foreign ones, article by article."""
    paths = sorted(ARTICLES.glob("*.ann"))
    records = {path: read_article(path).record for path in paths}
    told = {path: [c.span for c in records[path].headline if c.kind == "claim"] for path in paths}
    chance = random.Random(SEED)
    out: list[Example] = []
    for path, record in records.items():
        text, blocks = record.document.text, [(b.span[0], b.span[1], b.kind) for b in record.blocks]
        supports = [c.support for c in record.headline if c.kind == "claim"]
        verdicts = [VERDICTS.index("held" if s not in VERDICTS else s) for s in supports]
        out += _measured(nlp, text, blocks, told[path], verdicts, part(path))
        others = [p for p in paths if told[p] and story(p) != story(path) and part(p) == part(path)]
        claims = [_renamed(records[p], chance.choice(told[p]), record, chance) for p in chance.sample(others, FOREIGN)]
        out += _measured(nlp, *_grafted(record, claims), [0] * len(claims), part(path), foreign=True)
    return out


def _renamed(of: Record, claim: Span, record: Record, chance: random.Random) -> str:
    """A claim of one article with its names put for those of another's actors of the same type."""
    names: dict[str, list[str]] = defaultdict(list)
    for mention in record.mentions:
        if mention.form == "name":
            names[mention.type].append(record.words(mention.span))
    out, at = "", claim[0]
    for mention in of.mentions:
        inside = at <= mention.span[0] and mention.span[1] <= claim[1]
        if inside and mention.form == "name" and names[mention.type]:
            out += of.document.text[at : mention.span[0]] + chance.choice(names[mention.type])
            at = mention.span[1]
    return (out + of.document.text[at : claim[1]]).replace("\n", " ")


def _grafted(record: Record, claims: Sequence[str]) -> tuple[str, list[tuple[int, int, BlockKind]], list[Span]]:
    """A text of these headlines and the record's body, its blocks, and the headlines' spans."""
    text, blocks, spans = "", list[tuple[int, int, BlockKind]](), list[Span]()
    for claim in claims:
        spans.append((len(text), len(text) + len(claim)))
        blocks.append((*spans[-1], "headline"))
        text += claim + "\n\n"
    for block in record.blocks:
        if block.kind in BODY:
            words = record.words(block.span)
            blocks.append((len(text), len(text) + len(words), block.kind))
            text += words + "\n\n"
    return text, blocks, spans


def _measured(
    nlp: Language,
    text: str,
    blocks: list[tuple[int, int, BlockKind]],
    claims: Sequence[Span],
    verdicts: Sequence[int],
    name: str,
    *,
    foreign: bool = False,
) -> Iterator[Example]:
    told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
    article = Article(text, tuple(blocks), tuple(Parsed(o, d) for o, d in parts(nlp, text, told)))
    own = words(article)
    found = cast.cast(cast.read(article, attributions(article, own), text=own))
    known = body(own, found.mentions)
    for span, verdict in zip(claims, verdicts, strict=True):
        if inside := own.inside(span):
            quotes = bool(quoted(text, [(span[0] - 1, span[1] + 1)] if span[0] else [span]))
            yield Example(name, weighed(known, list(inside)).measures, verdict, quotes, foreign)


def fit(told: Sequence[Example]) -> NDArray[np.float64]:
    """The weights, a row for each verdict: softmax by gradient descent, from zero, the constant without decay."""
    x, y = np.array([e.measures for e in told]), np.array([e.verdict for e in told])
    foreign = np.array([e.foreign for e in told])
    heavy = np.where(y == VERDICTS.index("altered"), ALTERED, 1.0)
    heavy[foreign] = SHARE * (~foreign).sum() / max(1, foreign.sum())
    heavy /= heavy.sum()
    weights = np.zeros((len(VERDICTS), len(MEASURES)))
    decay = DECAY * np.array([0.0] + [1.0] * (len(MEASURES) - 1))
    right = np.eye(len(VERDICTS))[y]
    for _ in range(STEPS):
        score = x @ weights.T
        share = np.exp(score - score.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        weights -= RATE * (((share - right) * heavy[:, None]).T @ x + decay * weights)
    return weights


def measure(told: Sequence[Example], weights: NDArray[np.float64], title: str) -> None:
    """Prints precision and recall of each verdict."""
    for foreign in (False, True):
        chosen = [e for e in told if e.foreign == foreign]
        got = [VERDICTS.index(standing(e.measures, quotes=e.quotes, weights=weights)) for e in chosen]
        for n, verdict in enumerate(VERDICTS):
            hits = sum(e.verdict == g == n for e, g in zip(chosen, got, strict=True))
            found, gold = got.count(n), sum(e.verdict == n for e in chosen)
            if gold:
                print(f"{title:<6}{'foreign ' if foreign else ''}{verdict:<8} P {hits}/{found} R {hits}/{gold}")


def main(argv: list[str] | None = None) -> None:
    """Trains on the train part and writes the weights, or measures."""
    parser = argparse.ArgumentParser(prog="training.headline", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    told = examples(load("base"))
    weights = fit([e for e in told if e.part == "train"])
    if parser.parse_args(argv).measure:
        for name in PARTS:
            measure([e for e in told if e.part == name], weights, name)
        return
    rows = [f"{name}\t" + "\t".join(f"{w:.3f}" for w in row) for name, row in zip(MEASURES, weights.T, strict=True)]
    WEIGHTS.write_text(_HEAD + "\t".join(("measure", *VERDICTS)) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
