"""``python -m corpus.score_relations [--part test] [--errors]``: signed ties against the gold of the articles.

The gold holds the ties that words assert ("allies", "at odds"); what events imply is reckoned from these and not
written down. So a found tie that rests on an event or statement alone counts only where it meets a gold one. A found
tie meets a gold one where the words that say it share characters, the sign is the same, and each party's mention is a
mention of the gold's party (or shares its beginning, end or half of both), one to one. Through the whole product, from
the text alone.

Printed: P, R, F1; the same without asking for the parties (is there a tie of that sign?); and of the ties met, how
often kind, tense and voice are right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.compact import read_article
from corpus.score import Count, iou, total
from corpus.split import PARTS, part
from sayso import Reader
from sayso.record import Record, Span

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Tie:
    """What is compared: ``a`` and ``b`` are the words for the parties (of the gold all its mentions), ``voice`` the
    content of the statement it stands in; ``said``: by words of its own, not by a deed."""

    span: Span
    sign: int
    a: tuple[Span, ...]
    b: tuple[Span, ...]
    kind: str | None
    tense: str | None
    voice: tuple[Span, ...]
    said: bool


def of_record(record: Record, *, gold: bool) -> list[Tie]:
    """The ties of a record. Of the gold's parties all mentions are taken, of the found ones the tie's own."""
    spans = {m.id: m.span for m in record.mentions}
    of_actor: dict[str, tuple[Span, ...]] = {}
    for m in record.mentions:
        if m.actor is not None:
            of_actor[m.actor] = (*of_actor.get(m.actor, ()), m.span)
    said = {s.id: s.content for s in record.statements}
    out = []
    for r in record.relations:
        own = [(spans[m],) for m in r.mentions] if len(r.mentions) == 2 and not gold else None
        a, b = own or (of_actor.get(r.a, ()), of_actor.get(r.b, ()))
        voice = said[r.voice] if r.voice else ()
        out.append(Tie(r.span or (0, 0), r.sign, a, b, r.kind, r.tense, voice, r.basis is None))
    return out


def met(gold: Sequence[Tie], got: Sequence[Tie], *, parties: bool = True) -> list[tuple[Tie, Tie]]:
    """Gold and found ties that meet, one to one, in order of the gold."""
    free = list(got)
    out = []
    for a in gold:
        fit = next((b for b in free if _touch(a, b) and (not parties or _same(a, b))), None)
        if fit is not None:
            free.remove(fit)
            out.append((a, fit))
    return out


def _touch(a: Tie, b: Tie) -> bool:
    return a.sign == b.sign and a.span[0] < b.span[1] and b.span[0] < a.span[1]


def _same(a: Tie, b: Tie) -> bool:
    return (_alike(a.a, b.a) and _alike(a.b, b.b)) or (_alike(a.a, b.b) and _alike(a.b, b.a))


def _alike(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(x[0] == y[0] or x[1] == y[1] or iou([x], [y]) >= 0.5 for x in one for y in other)


def ties(gold: Sequence[Tie], got: Sequence[Tie], *, parties: bool = True) -> Count:
    """Ties met, of those found that words of their own say (or that are met), and of the gold's."""
    hits = met(gold, got, parties=parties)
    found = sum(b.said or any(b is x for _, x in hits) for b in got)
    return Count(len(hits), found, len(gold))


def aspects(gold: Sequence[Tie], got: Sequence[Tie]) -> Counter[str]:
    """Of the ties met: how often each aspect is right (``all``: how many there are)."""
    out: Counter[str] = Counter()
    for a, b in met(gold, got):
        voice = a.voice == b.voice or iou(a.voice, b.voice) >= 0.5
        out += Counter({"all": 1, "kind": int(a.kind == b.kind), "tense": int(a.tense == b.tense), "voice": int(voice)})
    return out


Pair = tuple[list[Tie], list[Tie]]


def of_articles(reader: Reader, names: Sequence[str]) -> list[tuple[str, Pair]]:
    """Text, gold and found ties of the articles of some parts."""
    out = []
    for path in sorted((HERE / "articles").glob("*.ann")):
        if part(path) in names:
            article = read_article(path)
            got = reader.read(article.text, published=article.record.document.published)
            out.append((article.text, (of_record(article.record, gold=True), of_record(got, gold=False))))
    return out


def main() -> None:
    """Prints the figures of a part."""
    parser = argparse.ArgumentParser(prog="python -m corpus.score_relations", description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append", help="default: test")
    parser.add_argument("--errors", action="store_true", help="print every tie that is not right")
    given = parser.parse_args()
    texts = of_articles(Reader(), given.part or ["test"])
    for label, parties in (("ties", True), ("ties, parties not asked", False)):
        sums = total(ties(*pair, parties=parties) for _, pair in texts)
        p, r = sums.hits / max(1, sums.found), sums.hits / max(1, sums.gold)
        print(f"{label:24} P {p:.3f}  R {r:.3f}  F1 {sums.f1:.3f}  (gold {sums.gold}, found {sums.found})")
    right = sum((aspects(*pair) for _, pair in texts), Counter[str]())
    print("of those met  ", "  ".join(f"{k} {right[k] / max(1, right['all']):.3f}" for k in ("kind", "tense", "voice")))
    if given.errors:
        print(*(line for text, pair in texts for line in _errors(text, *pair)), sep="\n")


def _errors(text: str, gold: Sequence[Tie], got: Sequence[Tie]) -> list[str]:
    pairs = met(gold, got)
    missed = [f"MISSED {_shown(text, a)}" for a in gold if all(a is not x for x, _ in pairs)]
    return missed + [f"FALSE  {_shown(text, b)}" for b in got if b.said and all(b is not y for _, y in pairs)]


def _shown(text: str, tie: Tie) -> str:
    near = text[max(0, tie.span[0] - 70) : tie.span[0]]
    near += f"[{text[slice(*tie.span)]}]{text[tie.span[1] :][:70]}"
    names = [text[slice(*side[0])] if side else "?" for side in (tie.a, tie.b)]
    return f"{tie.sign:+d} {tie.kind} {names[0]} – {names[1]} | {' '.join(near.split())}"


if __name__ == "__main__":
    main()
