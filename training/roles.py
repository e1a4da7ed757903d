"""Trains the scorer of events' roles on our own corpus: ``python -m training.roles [--measure]``.

Examples are the gold events' triggers with every noun of their sentence (single sentences and articles of the train
and dev part); each is an actor, a recipient, both or neither. ``--measure`` ships nothing: it trains on the train part
and prints how often the actors, the recipients and both are exactly the gold's on the dev and the test part, given the
gold trigger and type, by the rules alone and with the scorer.
"""

from __future__ import annotations

import argparse
import typing
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.compact import read_article
from corpus.sentences import read as sentences
from corpus.split import part, sentence_part
from sayso.actors import cast
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.events.assembly import parties
from sayso.events.roles import IsParty, by_rule
from sayso.events.rolescorer import Kind, Rules, candidates, features, probabilities, vectors
from sayso.events.taking_part import kinds
from sayso.events.triggers import Trigger, default, triggers
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, EventType, Span
from sayso.sparse import Floats, SparseNet
from sayso.statements import attributions
from training.registry import PROJECT
from training.sparse import Plan, fit, joined

WEIGHTS = PROJECT / "src" / "sayso" / "events" / "data" / "roles.npz"
ARTICLES = PROJECT / "corpus" / "articles"


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold event's spans in its text."""

    trigger: Span
    type: EventType
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger with its candidates' features and what the gold says of each; words whose gold is no candidate."""

    part: str
    told: list[list[str]]
    seen: Floats
    right: list[tuple[bool, bool]]
    lost: tuple[int, int]
    rules: list[tuple[bool, bool]]
    kind: str
    shown: str = ""


def _texts() -> Iterator[tuple[str, str, list[tuple[int, int, BlockKind]], list[Gold]]]:
    """(part, text, blocks, gold events) of every sentence and article."""
    for s in sentences():
        gold = [Gold(e.trigger, typing.cast(EventType, e.type), e.mode, e.actors, e.recipients) for e in s.events]
        if gold:
            yield sentence_part(s.text), s.text, [(0, len(s.text), "paragraph")], gold
    for path in sorted(ARTICLES.glob("*.ann")):
        record = read_article(path).record
        spans = {m.id: m.span for m in record.mentions}
        gold = [
            Gold(e.trigger, e.type, e.mode, tuple(spans[m] for m in e.actors), tuple(spans[m] for m in e.recipients))
            for e in record.events
        ]
        yield part(path), record.document.text, [(b.span[0], b.span[1], b.kind) for b in record.blocks], gold


def examples(nlp: Language) -> list[Example]:
    """Every gold event of the corpus whose trigger is a word of ours."""
    out = []
    for name, text, blocks, gold in _texts():
        told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        article = Article(text, tuple(blocks), tuple(Parsed(o, d) for o, d in parts(nlp, text, told)))
        own = words(article)
        reading = cast.read(article, attributions(article, own), text=own)
        kind = kinds(own, reading.found)
        held = parties(reading.found)
        found = triggers(own)
        for event in gold:
            trigger = _trigger(own, event, found)
            if trigger is not None:
                out.append(_example(own, name, trigger, event, kind, held.__contains__))
    return out


def _trigger(own: Words, event: Gold, found: Sequence[Trigger]) -> Trigger | None:
    """Our trigger at the gold's words, with the gold's type; a plain frame where the lexicon has none there."""
    inside = own.touching(event.trigger)
    if not inside:
        return None
    for trigger in found:
        if trigger.at in inside and trigger.type == event.type:
            return trigger
    at = next((w for w in inside if own.head[w] not in inside or own.head[w] == w), inside[0])
    return Trigger(at, at, (at,), default(own, at, event.type), event.type, event.mode)


def _example(own: Words, name: str, trigger: Trigger, event: Gold, kind: Kind, is_party: IsParty) -> Example:
    found = candidates(own, trigger, kind)
    ruled = by_rule(own, trigger, is_party)
    rules = Rules(frozenset(ruled.actors), frozenset(ruled.recipients), ruled.mutual)
    told = features(own, trigger, found, rules, kind)
    actors = {_head(own, s) for s in event.actors}
    recipients = {_head(own, s) for s in event.recipients}
    lost = (len(actors - set(found)), len(recipients - set(found)))
    return Example(
        name,
        told,
        vectors(own, trigger, found),
        [(w in actors, w in recipients) for w in found],
        lost,
        [(w in rules.actors, w in rules.recipients) for w in found],
        event.type,
        " ".join(own.text[slice(*own.limits(trigger.at))])
        + f"\n    {event.type} [{own.text[trigger.at]}] "
        + " ".join(f"{own.text[w]}" for w in found),
    )


def _head(own: Words, span: Span) -> int:
    """The word that heads a gold mention."""
    inside = own.touching(span)
    if not inside:
        return -1
    out = [w for w in inside if own.head[w] not in inside or own.head[w] == w]
    return next((w for w in out if own.pos[w] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")), out[0] if out else inside[0])


def trained(told: Sequence[Example], plan: Plan) -> SparseNet:
    """The joined networks of a plan's seeds."""
    own = [o for e in told for o in e.told]
    seen = np.concatenate([e.seen for e in told if e.told])
    right = np.array([r for e in told for r in e.right], np.float32)
    return joined([fit(own, seen, right, plan, seed, one=False) for seed in plan.seeds])


def measure(told: Sequence[Example], net: SparseNet, title: str, errors: bool = False) -> None:
    """Prints how often actors, recipients and both are exactly right."""
    sums: Counter[str] = Counter()
    for e in told:
        sums["all"] += 1
        p = probabilities(net, e.told, e.seen)
        given = [("rules", e.rules), ("scorer", [(bool(a > 0.5), bool(r > 0.5)) for a, r in p])]
        for name, got in given:
            actors = [g[0] for g in got] == [r[0] for r in e.right] and not e.lost[0]
            recipients = [g[1] for g in got] == [r[1] for r in e.right] and not e.lost[1]
            sums[f"{name} actors"] += actors
            sums[f"{name} recipients"] += recipients
            sums[f"{name} both"] += actors and recipients
            if errors and name == "scorer" and not (actors and recipients):
                print(e.shown, e.lost, "\n    gold", e.right, "\n    got ", np.round(p, 2).tolist())
    print(title, *(f"{k} {v / sums['all']:.3f}" for k, v in sums.items() if k != "all"), sums["all"])


def main() -> None:
    """Trains on the train part; measures on the others."""
    parser = argparse.ArgumentParser(prog="python -m training.roles", description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    told = examples(load())
    train = [e for e in told if e.part == "train"]
    if given.measure:
        net = trained(train, Plan())
        for name in ("train", "dev", "test"):
            measure([e for e in told if e.part == name], net, name, errors=given.errors and name == "dev")
    else:
        shown = [e for e in told if e.part in ("train", "dev")]
        trained(shown, Plan()).save(WEIGHTS)


if __name__ == "__main__":
    main()
