"""How well the headline's check agrees with the corpus: ``python -m corpus.score_headline [PART…]`` (test by default).

A claim or quotation is found where one of the reading's has the same kind and at least half its characters in common.
Precision and recall of each support are among those found; beside them stands how many of the gold's were found at all.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args, get_type_hints

from corpus.compact import read_article
from corpus.score import Count, iou, overlap
from corpus.split import PARTS, part
from sayso import Reader
from sayso.record import HeadlineClaim, Record

ARTICLES = Path(__file__).parent / "articles"
SUPPORTS: tuple[str, ...] = get_args(get_type_hints(HeadlineClaim)["support"])
KINDS: tuple[str, ...] = get_args(get_type_hints(HeadlineClaim)["kind"])
Pair = tuple[HeadlineClaim, HeadlineClaim]


def pairs(gold: Record, got: Record) -> list[Pair]:
    """The gold's claims and quotations with those found for them, one to one, in the gold's order."""
    free = list(got.headline)
    out: list[Pair] = []
    for wanted in gold.headline:
        near = [(iou([wanted.span], [c.span]), -n) for n, c in enumerate(free) if c.kind == wanted.kind]
        shared, place = max(near, default=(0.0, 0))
        if shared >= 0.5:
            out.append((wanted, free.pop(-place)))
    return out


def found(gold: Record, got: Record, kind: str) -> Count:
    """Claims or quotations that both have."""
    hits = sum(a.kind == kind for a, _ in pairs(gold, got))
    return Count(hits, sum(c.kind == kind for c in got.headline), sum(c.kind == kind for c in gold.headline))


def supports(matched: Iterable[Pair], kind: str, support: str) -> Count:
    """Those of one support among what was found."""
    chosen = [(a.support, b.support) for a, b in matched if a.kind == kind]
    return Count(
        sum(a == b == support for a, b in chosen),
        sum(b == support for _, b in chosen),
        sum(a == support for a, _ in chosen),
    )


def evidence(matched: Iterable[Pair]) -> Count:
    """Pairs whose evidence shares words, among those that both have evidence."""
    chosen = [(a.evidence, b.evidence) for a, b in matched if a.evidence and b.evidence]
    hits = sum(overlap(a, b) > 0 for a, b in chosen)
    return Count(hits, len(chosen), len(chosen))


def main(argv: list[str] | None = None) -> None:
    """Prints the figures of the parts together."""
    parser = argparse.ArgumentParser(prog="corpus.score_headline", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    wanted = parser.parse_args(argv).parts or ["test"]
    reader = Reader()
    read = []
    for path in sorted(ARTICLES.glob("*.ann")):
        article = read_article(path)
        if part(path) in wanted and article.record.headline:
            read.append((article.record, reader.read(article.text, published=article.record.document.published)))
    matched = [pair for a, b in read for pair in pairs(a, b)]
    print(f"{len(read)} headlines of {' and '.join(wanted)}")
    for kind in KINDS:
        counts = [found(a, b, kind) for a, b in read]
        hits, n, gold = (sum(getattr(c, name) for c in counts) for name in ("hits", "found", "gold"))
        print(f"{kind}: {hits} of {gold} found; {n - hits} that the gold does not have")
        for support in SUPPORTS:
            count = supports(matched, kind, support)
            if count.gold:
                print(f"  {support:<12} precision {count.hits}/{count.found}  recall {count.hits}/{count.gold}")
        print(f"  wrong: {_wrong(matched, kind)}")
    count = evidence(matched)
    print(f"evidence: {count.hits} of {count.gold} share words with the gold's")


def _wrong(matched: Iterable[Pair], kind: str) -> str:
    """The commonest errors, gold first."""
    errors = Counter(f"{a.support}→{b.support}" for a, b in matched if a.kind == kind and a.support != b.support)
    return ", ".join(f"{name} {n}" for name, n in errors.most_common(6)) or "none"


if __name__ == "__main__":
    main()
