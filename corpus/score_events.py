"""``python -m corpus.score_events [--part test] [--errors]``: events against the gold of sentences and articles.

A found event meets a gold one where type and trigger (shared characters) agree, one to one, those that agree in most
roles first. A role is right where its parties are the gold's, one to one: a party is met where it, or another mention
of it at most :data:`NEAR` characters before the trigger, is a span with the same beginning or end as one of the gold's,
or with an intersection of at least half their union (how far a phrase goes, or pronoun or name, is not asked here).
Everything goes through the whole product, from the text alone.

Printed: P, R, F1 of trigger and type, of type and both roles; of the events met, how often mode, polarity, modality,
tense and voice are right, alone and all of factuality together; events found per 100 sentences that hold none.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.compact import read_article
from corpus.score import Count, iou, total
from corpus.sentences import Sentence, parted
from corpus.split import PARTS, part
from sayso import Reader
from sayso.record import Event, Record, Span

HERE = Path(__file__).parent
NEAR = 300
Party = tuple[Span, ...]
"""The words for one party: the mention that has the role first, then its others near by."""


@dataclass(frozen=True)
class Telling:
    """What is compared of an event: ``voice`` is the content of the statement it stands in, ``happening`` the id of
    the first telling of what happened."""

    trigger: Span
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    polarity: str
    modality: str
    tense: str | None
    voice: tuple[Span, ...] = ()
    happening: str = ""


def of_record(record: Record) -> list[Telling]:
    """The events of a record."""
    mentions = {m.id: m for m in record.mentions}
    of_actor: dict[str, list[Span]] = {}
    for m in record.mentions:
        if m.actor is not None:
            of_actor.setdefault(m.actor, []).append(m.span)
    said = {s.id: s.content for s in record.statements}

    def party(name: str, trigger: Span) -> Party:
        mention = mentions[name]
        others = of_actor.get(mention.actor or "", ())
        return (mention.span, *(s for s in others if s != mention.span and -NEAR <= s[0] - trigger[0] <= 0))

    def telling(event: Event) -> Telling:
        return Telling(
            trigger=event.trigger,
            type=event.type,
            mode=event.mode,
            actors=tuple(party(m, event.trigger) for m in event.actors),
            recipients=tuple(party(m, event.trigger) for m in event.recipients),
            polarity=event.polarity,
            modality=event.modality,
            tense=event.tense,
            voice=said[event.voice] if event.voice else (),
            happening=event.same_as or event.id,
        )

    return [telling(e) for e in record.events]


def of_sentence(sentence: Sentence) -> list[Telling]:
    """The gold events of a corpus sentence."""
    return [
        Telling(
            e.trigger,
            e.type,
            e.mode,
            tuple((span,) for span in e.actors),
            tuple((span,) for span in e.recipients),
            e.polarity,
            e.modality,
            e.tense,
        )
        for e in sentence.events
    ]


def met(gold: Sequence[Telling], got: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """Gold and found events of the same type whose triggers touch, one to one, the best in roles first."""
    pairs = [
        (-(same(a.actors, b.actors) + same(a.recipients, b.recipients)), n, k)
        for n, a in enumerate(gold)
        for k, b in enumerate(got)
        if a.type == b.type and a.trigger[0] < b.trigger[1] and b.trigger[0] < a.trigger[1]
    ]
    out, used_gold, used_got = [], set[int](), set[int]()
    for _, n, k in sorted(pairs):
        if n not in used_gold and k not in used_got:
            used_gold.add(n)
            used_got.add(k)
            out.append((gold[n], got[k]))
    return out


def same(a: Iterable[Party], b: Iterable[Party]) -> bool:
    """Are two lists of parties the same ones?"""
    left = list(b)
    for party in a:
        fit = next((other for other in left if _alike(party, other)), None)
        if fit is None:
            return False
        left.remove(fit)
    return not left


def _alike(a: Party, b: Party) -> bool:
    """Has either, in the words that have the role, words of the other?"""
    pairs = [(a[0], span) for span in b] + [(span, b[0]) for span in a]
    return any(x[0] == y[0] or x[1] == y[1] or iou([x], [y]) >= 0.5 for x, y in pairs)


def typed(gold: Sequence[Telling], got: Sequence[Telling]) -> Count:
    """Events met by trigger and type."""
    return Count(len(met(gold, got)), len(got), len(gold))


def whole(gold: Sequence[Telling], got: Sequence[Telling]) -> Count:
    """Events met whose actors and recipients are right too."""
    hits = sum(same(a.actors, b.actors) and same(a.recipients, b.recipients) for a, b in met(gold, got))
    return Count(hits, len(got), len(gold))


def triggered(gold: Sequence[Telling], got: Sequence[Telling]) -> Count:
    """Triggers found, whatever their type."""
    bare = [[Telling(t.trigger, "", None, (), (), "", "", None) for t in side] for side in (gold, got)]
    return Count(len(met(*bare)), len(got), len(gold))


def aspects(gold: Sequence[Telling], got: Sequence[Telling]) -> Counter[str]:
    """Of the events met: how often each aspect is right (``all``: how many there are)."""
    out: Counter[str] = Counter()
    for a, b in met(gold, got):
        right = {
            "actors": same(a.actors, b.actors),
            "recipients": same(a.recipients, b.recipients),
            "mode": a.mode == b.mode,
            "polarity": a.polarity == b.polarity,
            "modality": a.modality == b.modality,
            "tense": a.tense == b.tense,
            "voice": a.voice == b.voice or iou(a.voice, b.voice) >= 0.5,
        }
        right["factuality"] = right["polarity"] and right["modality"] and right["tense"]
        out += Counter({"all": 1} | {name: int(value) for name, value in right.items()})
    return out


def retold(gold: Sequence[Telling], got: Sequence[Telling]) -> Count:
    """Pairs of events met that are tellings of one happening."""
    pairs = met(gold, got)
    both = Count()
    for n, (a, b) in enumerate(pairs):
        for c, d in pairs[:n]:
            wanted, found = a.happening == c.happening != "", b.happening == d.happening != ""
            both += Count(int(wanted and found), int(found), int(wanted))
    return both


Pair = tuple[list[Telling], list[Telling]]


def of_articles(reader: Reader, name: str) -> list[tuple[str, Pair]]:
    """Text, gold and found events of the articles of a part."""
    out = []
    for path in sorted((HERE / "articles").glob("*.ann")):
        if part(path) == name:
            article = read_article(path)
            got = reader.read(article.text, published=article.record.document.published)
            out.append((article.text, (of_record(article.record), of_record(got))))
    return out


def of_sentences(reader: Reader, name: str) -> list[tuple[str, Pair]]:
    """Text, gold and found events of the single sentences of a part."""
    own = (sentence for its, sentence in parted() if its == name)
    return [(s.text, (of_sentence(s), of_record(reader.read(s.text)))) for s in own]


def report(title: str, pairs: Sequence[Pair]) -> None:
    """Prints the figures of some texts."""
    print(title, f"({len(pairs)} texts)")
    for label, count in (("trigger", triggered), ("type", typed), ("type and roles", whole), ("told again", retold)):
        sums = total(count(a, b) for a, b in pairs)
        p, r = sums.hits / max(1, sums.found), sums.hits / max(1, sums.gold)
        print(f"  {label:15} P {p:.3f}  R {r:.3f}  F1 {sums.f1:.3f}  (gold {sums.gold}, found {sums.found})")
    right = sum((aspects(a, b) for a, b in pairs), Counter[str]())
    shares = (f"{k} {right[k] / max(1, right['all']):.3f}" for k in sorted(right) if k != "all")
    print("  of those met  ", "  ".join(shares))
    empty = [b for a, b in pairs if not a]
    if empty:
        false = sum(map(len, empty))
        print(f"  false events  {false} in {len(empty)} texts without event: {100 * false / len(empty):.1f} per 100")


def main() -> None:
    """Prints the figures of a part."""
    parser = argparse.ArgumentParser(prog="python -m corpus.score_events", description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--errors", action="store_true", help="print every event that is not right")
    given = parser.parse_args()
    reader = Reader()
    for title, texts in (
        ("sentences", of_sentences(reader, given.part)),
        ("articles", of_articles(reader, given.part)),
    ):
        report(title, [pair for _, pair in texts])
        if given.errors:
            print(*(line for text, pair in texts for line in _errors(text, *pair)), sep="\n")


def _errors(text: str, gold: Sequence[Telling], got: Sequence[Telling]) -> list[str]:
    pairs = met(gold, got)
    out = [f"MISSED {_shown(text, a)}" for a in gold if all(a is not x for x, _ in pairs)]
    out += [f"FALSE  {_shown(text, b)}" for b in got if all(b is not y for _, y in pairs)]
    out += [
        f"ROLES  {_shown(text, a)}\n   got {_shown(text, b)}"
        for a, b in pairs
        if not (same(a.actors, b.actors) and same(a.recipients, b.recipients))
    ]
    return out


def _shown(text: str, telling: Telling) -> str:
    near = text[max(0, telling.trigger[0] - 60) : telling.trigger[0]]
    near += f"[{text[slice(*telling.trigger)]}]{text[telling.trigger[1] :][:60]}"
    roles = [" + ".join(text[slice(*party[0])] for party in side) for side in (telling.actors, telling.recipients)]
    return f"{telling.type}/{telling.mode} {roles[0]} -> {roles[1]} | {' '.join(near.split())}"


if __name__ == "__main__":
    main()
