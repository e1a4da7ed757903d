"""Trains the scorer of reported speech on our corpus's train part: ``python -m training.statements [--measure]``.

Examples are the readings of the rules and, with all that stands behind them, the verbs of the cues' list that no frame
explains: each is a statement of the gold or none; a reading that is one has an end of its content among those that it
may have. ``--measure`` ships nothing: it prints for the dev and the test part how often reported and direct statements
are right (content of IoU ≥ .5 and the same source words), and their speakers, with the rules alone and with the scorer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus import score
from corpus.compact import read_article
from corpus.split import part
from sayso.actors import cast
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, Record, Span, Statement
from sayso.sparse import SparseNet
from sayso.statements import attributions
from sayso.statements.assembly import statements
from sayso.statements.indirect import loose, reported
from sayso.statements.nominal import nominal
from sayso.statements.said import Said
from sayso.statements.scorer import Scorer
from sayso.statements.weighing import end_features, end_vectors, ends, features, vectors
from training.registry import PROJECT
from training.sparse import Plan, fit, joined

ARTICLES = PROJECT / "corpus" / "articles"
DATA = PROJECT / "src" / "sayso" / "statements" / "data"
PLAN = Plan(hidden=32, epochs=12, batch=64, dropout=0.4, forget=0.15, blank=0.5, least=2)
_SAME = 0.5
"""Share of the shorter content that two contents have in common at least where they are of one statement."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the corpus as the run time reads it, and its gold."""

    part: str
    article: Article
    words: Words
    gold: Record


@dataclass(frozen=True, slots=True)
class Example:
    """A reading and the gold statement that it is, if it is one."""

    words: Words
    said: Said
    gold: Statement | None


def articles(nlp: Language) -> list[Told]:
    """The corpus's articles, parsed."""
    out = []
    for path in sorted(ARTICLES.glob("*.ann")):
        gold = read_article(path).record
        text, blocks = gold.document.text, tuple((*b.span, b.kind) for b in gold.blocks)
        told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        article = Article(text, blocks, tuple(Parsed(o, d) for o, d in parts(nlp, text, told)), gold.document.published)
        out.append(Told(part(path), article, words(article), gold))
    return out


def examples(told: Iterable[Told]) -> list[Example]:
    """The readings of articles; those of plain quotations are left out, for which the marks tell more."""
    out = []
    for at in told:
        for said in (*nominal(at.words), *reported(at.words), *loose(at.words)):
            gold, share = _gold(at, said)
            if gold is None or share < _SAME:
                out.append(Example(at.words, said, None))
            elif gold.kind != "direct":
                out.append(Example(at.words, said, gold))
    return out


def _gold(at: Told, said: Said) -> tuple[Statement | None, float]:
    """The gold statement of the same cue whose content is most like the reading's, and the share that they have in
    common."""
    cue: list[Span] = [at.words.span(w, w) for w in said.cue]
    content = [at.words.span(first, last) for first, last in said.content]
    best: tuple[Statement | None, float] = (None, 0.0)
    for gold in at.gold.statements:
        same = score.overlap(cue, [gold.cue.span]) > 0 if cue and gold.cue else not (cue or gold.cue)
        both = score.overlap(content, gold.content) if same else 0
        least = min(sum(e - s for s, e in content), sum(e - s for s, e in gold.content))
        if both / least > best[1]:
            best = gold, both / least
    return best


def accepting(told: Sequence[Example], plan: Plan = PLAN) -> SparseNet:
    """The network that tells statements."""
    rows, seen = [features(e.words, e.said) for e in told], np.stack([vectors(e.words, e.said) for e in told])
    right = np.array([[float(e.gold is not None)] for e in told], np.float32)
    return joined([fit(rows, seen, right, plan, seed, one=False) for seed in plan.seeds])


def ending(told: Sequence[Example], plan: Plan = PLAN) -> SparseNet:
    """The network that tells ends, from the contents whose end in the gold is one that they may have."""
    rows, seen, right = [], [], []
    for e in told:
        places = ends(e.words, e.said)
        end = _end(e.words, places, e.gold) if e.gold else None
        if end is None or len(places) < 2:
            continue
        for place in places:
            rows.append(end_features(e.words, e.said, place))
            seen.append(end_vectors(e.words, e.said, place))
            right.append([float(place == end)])
    wanted = np.array(right, np.float32)
    return joined([fit(rows, np.stack(seen), wanted, plan, seed, one=False) for seed in plan.seeds])


def _end(words: Words, places: Sequence[int], gold: Statement) -> int | None:
    """The place where the gold's content ends, but for marks behind it."""
    last = gold.content[-1][1]
    near = min(places, key=lambda word: abs(words.end[word] - last))
    between = range(near + 1, len(words))
    rest = next((w for w in between if words.pos[w] != "PUNCT"), len(words) - 1)
    return near if words.start[near] < last and (words.end[near] >= last or words.start[rest] >= last) else None


def reading(at: Told, scorer: Callable[[], Scorer | None]) -> Record:
    """An article with the statements and actors that we read."""
    said = attributions(at.article, at.words, scorer=scorer)
    found = cast.resolve(at.article, said, text=at.words)
    return Record(
        document=at.gold.document,
        made_by=at.gold.made_by,
        blocks=at.gold.blocks,
        mentions=found.mentions,
        actors=found.actors,
        statements=statements(at.article, said, found),
    )


def by_words(gold: Record, got: Record) -> score.Count:
    """As :func:`corpus.score.speakers`, but by the source's own words: right where they are a name of the speaker."""
    spoken = [s for s in gold.statements if s.speaker]
    spans = {m.id: m.span for m in got.mentions}
    hits = found = 0
    for wanted in spoken:
        near = max(got.statements, key=lambda s: score.iou(wanted.content, s.content), default=None)
        if near is None or score.iou(wanted.content, near.content) < _SAME:
            continue
        found += 1
        names = [m.span for m in gold.mentions if m.actor == wanted.speaker and m.form == "name"]
        hits += any(score.overlap([spans[near.source]], [name]) for name in names) if near.source else 0
    return score.Count(hits, found, found)


def measure(told: Sequence[Told], scorer: Callable[[], Scorer | None], title: str) -> None:
    """Prints what is right among the statements of articles, and how often the speaker is, by words and resolved."""
    pairs = [(t.gold, reading(t, scorer)) for t in told]
    reported_ = score.total(score.attributed(a, b, score.REPORTED) for a, b in pairs)
    direct = score.total(score.attributed(a, b, frozenset(("direct",))) for a, b in pairs)
    words_alone, resolved = (score.total(f(a, b) for a, b in pairs) for f in (by_words, score.speakers))
    print(
        f"{title}: reported F1 {reported_.f1:.3f} ({reported_.hits} of {reported_.found}, {reported_.gold} gold),"
        f" direct F1 {direct.f1:.3f}, speaker by words {words_alone.f1:.3f}, by coreference {resolved.f1:.3f}"
    )


def ablated(made: Scorer) -> tuple[Scorer, Scorer]:
    """A scorer that moves no end, and one that drops and adds nothing."""
    return Scorer(made.accept, _silent(made.end)), Scorer(_silent(made.accept, -1.4), made.end)


def _silent(net: SparseNet, logit: float = -9.0) -> SparseNet:
    """A network of the same inputs that always says the same."""
    return replace(net, out=np.zeros_like(net.out), last=np.full_like(net.last, logit))


def main() -> None:
    """Trains, or measures."""
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    told = articles(load())
    learned = examples(t for t in told if t.part == "train")
    made = Scorer(accepting(learned), ending(learned))
    if given.measure:
        only_accept, only_end = ablated(made)
        for name in ("dev", "test"):
            unseen = [t for t in told if t.part == name]
            measure(unseen, lambda: None, f"{name}, rules alone")
            measure(unseen, lambda: only_accept, f"{name}, + is it a statement")
            measure(unseen, lambda: only_end, f"{name}, + where it ends")
            measure(unseen, lambda: made, f"{name}, + both")
    else:
        made.accept.save(DATA / "accept.npz")
        made.end.save(DATA / "end.npz")


if __name__ == "__main__":
    main()
