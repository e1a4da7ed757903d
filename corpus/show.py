"""What is in the corpus: the tables of counts, the cues, and how often its words repeat themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from corpus.compact import Article
from corpus.sentences import Sentence
from corpus.split import PARTS, part
from sayso.record import ARTICLE_KINDS

Table = dict[str, Counter[str]]
"""Name of a row → its number in each column."""


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    """Every countable thing of an article, as the table that it belongs to and its row there."""
    record = article.record
    yield "articles by kind of text", article.head.get("genre", "-")
    yield "articles by region", article.head.get("region", "-")
    for block in record.blocks:
        yield "blocks", block.kind
    for mention in record.mentions:
        yield "mentions", f"{mention.type} {mention.form}"
    for told in record.statements:
        yield "statements by kind", told.kind
        for name in ("continued", "parent", "anonymous"):
            if getattr(told, name):
                yield "statements, further", name
        yield "statements by act", str(told.cue.act) if told.cue else "(no cue)"
    for event in record.events:
        yield "events by type", event.type
        yield "events by type and mode", f"{event.type} {event.mode or '-'}"
        yield "events by modality", event.modality if event.polarity == "positive" else f"{event.modality}, negative"
        yield "events by voice", "another's" if event.voice else "the article's"
    for figure in record.figures:
        yield "figures", figure.kind
    for note in record.headline:
        yield "headline notes", f"{note.kind} {note.support}"


def tables(articles: Iterable[Article]) -> dict[str, Table]:
    """Counts over ``articles``: table → row → part of the split → number. The first table counts whole articles."""
    out: dict[str, Table] = {"articles": {}}
    for article in articles:
        column = part(article.head["story"])
        words = len(article.text.split())
        for row, number in (("articles", 1), ("words", words), *_sizes(article)):
            out["articles"].setdefault(row, Counter())[column] += number
        for name, row in _facts(article):
            out.setdefault(name, {}).setdefault(row, Counter())[column] += 1
    return out


def _sizes(article: Article) -> Iterator[tuple[str, int]]:
    for name in ("blocks", "mentions", "actors", "statements", "events", "figures", "times", "relations", "headline"):
        yield name, len(getattr(article.record, name))


def sentence_tables(sentences: Iterable[tuple[str, Sentence]]) -> dict[str, Table]:
    """The same for single sentences, each with its part."""
    out: dict[str, Table] = {}
    for column, sentence in sentences:
        facts = [("sentences", "with an event" if sentence.events else "without")]
        for event in sentence.events:
            facts += [("sentences: events by type", event.type), ("sentences: events by modality", event.modality)]
            facts.append(("sentences: events by type and mode", f"{event.type} {event.mode or '-'}"))
        for name, row in facts:
            out.setdefault(name, {}).setdefault(row, Counter())[column] += 1
    return out


def cues(articles: Iterable[Article]) -> Counter[str]:
    """How often each cue's lemma stands over all statements that have a cue."""
    said = (told.cue for article in articles for told in article.record.statements)
    return Counter(cue.lemma or "-" for cue in said if cue)


def article_words(article: Article) -> list[str]:
    """The words of the article's own blocks, page shell left out."""
    record = article.record
    spans = [block.span for block in record.blocks if block.kind in ARTICLE_KINDS]
    return [word for start, end in spans for word in record.document.text[start:end].split()]


def distinct_trigrams(texts: Iterable[Sequence[str]], words: int) -> float:
    """Distinct trigrams of lower-case words over all trigrams, in the first ``words`` words of ``texts``.

    A long text repeats itself more than a short one, so two sets are to be compared at the same number of words. The
    texts are put into the order of their hashes, so that copies of one story do not stand side by side by their names;
    no trigram runs from one text into the next. 0 where there is none.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    left = words
    for text in sorted(texts, key=lambda text: sha256(" ".join(text).encode()).digest()):
        taken = [word.lower() for word in islice(text, left)]
        seen.update(zip(taken, taken[1:], taken[2:], strict=False))
        left -= len(taken)
        if left <= 0:
            break
    return len(seen) / seen.total() if seen else 0.0


def other_texts(path: Path) -> list[list[str]]:
    """The words of the texts of a JSONL file: a line an object with a ``text``."""
    return [json.loads(line)["text"].split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def lines(name: str, table: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The printed form of a table: a row a line, the largest first, a column for each part of the split and for all."""
    yield f"\n{name:<36}" + "".join(f"{head:>8}" for head in (*PARTS, "all"))
    order = table if name == "articles" else sorted(table, key=lambda row: (-table[row].total(), row))
    for row in order:
        yield f"  {row:<34}" + "".join(f"{table[row][head]:8}" for head in PARTS) + f"{table[row].total():8}"


def report(
    articles: Sequence[Article], sentences: Iterable[tuple[str, Sentence]], against: Path | None = None
) -> Iterator[str]:
    """Every table, line by line. ``against``: a JSONL file of other texts to compare the trigrams with."""
    for name, table in (tables(articles) | sentence_tables(sentences)).items():
        yield from lines(name, table)
    found = cues(articles)
    yield f"\ncues: {found.total()} of {len(found)} lemmas"
    for lemma, number in found.most_common(40):
        yield f"  {lemma:<34}{number:8} {number / max(1, found.total()):7.1%}"
    own = [article_words(article) for article in articles]
    yield from _repetition(own, other_texts(against) if against else None)


def _repetition(own: list[list[str]], others: list[list[str]] | None) -> Iterator[str]:
    size = sum(map(len, own))
    if others is not None:
        size = min(size, sum(map(len, others)))
    yield f"\ndistinct trigrams in {size} words"
    yield f"  {'these articles':<34}{distinct_trigrams(own, size):8.4f}"
    if others is not None:
        yield f"  {'the other texts':<34}{distinct_trigrams(others, size):8.4f}"
