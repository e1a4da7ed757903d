"""How well mentions are resolved, against the gold of the corpus's own articles: `python -m bench.actors --part test`.

Each gold mention by its head word: is it found, and does its actor mean the gold's? Actors are paired with gold actors
one to one by the mentions they share, most first. Of pairs: is the type right, the country, the sector? Beside the
shares by type, the commonest errors.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso import Reader
from sayso.language import read_blocks
from sayso.language._spacy import Doc, Language
from sayso.record import Actor, Mention, Record, Span


@dataclass
class Table:
    """Counts over articles: by gold type how many mentions there are, are found and are right; fields; errors."""

    mentions: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def error(self, kind: str, example: str) -> None:
        self.errors[kind] += 1
        self.examples[kind].append(example)


def head(doc: Doc, span: Span) -> int:
    """Where the word that heads these characters begins."""
    inside = doc.char_span(*span, alignment_mode="expand")
    return inside.root.idx if inside is not None and len(inside) else span[0]


def add(table: Table, gold: Record, got: Record, doc: Doc) -> None:
    """Counts one article."""
    ours = {head(doc, m.span): m for m in sorted(got.mentions, key=lambda m: m.span[0] - m.span[1])}
    theirs = {head(doc, m.span): m for m in sorted(gold.mentions, key=lambda m: m.span[0] - m.span[1])}
    pairs = _pairs(ours, theirs)
    golden, made = {a.id: a for a in gold.actors}, {a.id: a for a in got.actors}
    for at, mention in sorted(theirs.items()):
        actor = golden[mention.actor or ""]
        words = gold.words(mention.span)
        table.mentions[actor.type] += 1
        own = ours.get(at)
        if own is None or own.actor is None:
            table.error(f"{mention.form} not found" if own is None else f"{mention.form} tied to nobody", words)
            continue
        table.found[actor.type] += 1
        if pairs.get(own.actor) == actor.id:
            table.right[actor.type] += 1
        else:
            how = "left alone" if own.actor not in pairs else "of another actor"
            table.error(f"{mention.form} {how}", f"{words} → {made[own.actor].name}")
    for mine, other in pairs.items():
        _fields(table, made[mine], golden[other])


def _pairs(ours: dict[int, Mention], theirs: dict[int, Mention]) -> dict[str, str]:
    shared = Counter((ours[at].actor or "", m.actor or "") for at, m in theirs.items() if at in ours and ours[at].actor)
    out: dict[str, str] = {}
    taken: set[str] = set()
    for (mine, other), _ in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if mine not in out and other not in taken:
            out[mine] = other
            taken.add(other)
    return out


def _fields(table: Table, mine: Actor, gold: Actor) -> None:
    for name in ("type", "country", "sector"):
        wanted, got = getattr(gold, name), getattr(mine, name)
        if wanted is None:
            continue
        table.fields[f"{name} wanted"] += 1
        table.fields[f"{name} right"] += wanted == got
        if wanted != got:
            how = f"{got} for {wanted}" if name == "type" else ("wrong" if got else "missing")
            table.error(f"{name} {how}", f"{gold.name}: {got} for {wanted}")


def lines(table: Table) -> Iterator[str]:
    """The table, a line a type, then the fields, then the commonest errors."""
    for kind, count in table.mentions.most_common():
        yield f"{kind:<16} {count:>5}  found {table.found[kind] / count:.3f}  right {table.right[kind] / count:.3f}"
    total = table.mentions.total()
    yield f"{'all':<16} {total:>5}  found {table.found.total() / total:.3f}  right {table.right.total() / total:.3f}"
    for name in ("type", "country", "sector"):
        wanted = table.fields[f"{name} wanted"]
        yield f"{name} of actors: right {table.fields[f'{name} right'] / max(1, wanted):.3f} of {wanted}"
    for kind, count in table.errors.most_common(12):
        yield f"{count:>5}  {kind}: " + "; ".join(table.examples[kind][:: max(1, count // 4)][:4])


def measure(paths: Iterable[Path], reader: Reader) -> Table:
    """Reads the articles and counts."""
    from corpus.compact import read_article

    table = Table()
    for path in paths:
        gold = read_article(path).record
        got = reader.read(gold.document.text, published=gold.document.published)
        add(table, gold, got, _parsed(reader.language, gold))
    return table


def _parsed(nlp: Language, gold: Record) -> Doc:
    return read_blocks(nlp, gold.document.text, [(b.span[0], b.span[1], b.kind) for b in gold.blocks])


def main() -> None:
    """Prints the table of a part of the corpus."""
    from corpus.split import part

    parser = argparse.ArgumentParser(prog="python -m bench.actors", description=__doc__)
    parser.add_argument("--part", default="test", choices=("train", "dev", "test"))
    args = parser.parse_args()
    folder = Path(__file__).resolve().parent.parent / "corpus" / "articles"
    table = measure([p for p in sorted(folder.glob("*.ann")) if part(p) == args.part], Reader())
    print("\n".join(lines(table)))


if __name__ == "__main__":
    main()
