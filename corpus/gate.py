"""The accuracy gate: figures on the corpus's own articles and pages, against floors that are kept in ``floors.tsv``.

``python -m corpus.gate`` prints the figures and fails where one is below its floor; ``--raise`` appends every figure
that is above its floor as the new floor. A floor is lowered by appending a line with a lower value and a reason, and a
figure that is measured no more is given up by one with ``-`` and a reason: :func:`floors` refuses both without one, so
that no floor sinks silently.
"""

from __future__ import annotations

import argparse
import sys
from math import floor
from pathlib import Path

from corpus import score, score_events, score_places, score_relations, score_times
from corpus.compact import read_article
from corpus.score_figures import key
from corpus.split import part
from sayso import Reader
from sayso.record import Record

HERE = Path(__file__).parent
FLOORS = HERE / "floors.tsv"
GONE = "-"
SAMPLES = HERE.parent / "samples"
"""Raw texts of some of the articles, and the web pages that go with others."""


class GateError(ValueError):
    """A line of the floors file that is not sound, or a floor that was lowered without a reason."""


def floors(lines: list[str]) -> dict[str, float]:
    """Figure → floor; its last line counts. Lines are ``figure<TAB>floor<TAB>reason``, comments begin with ``#``."""
    out: dict[str, float] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, value, *reason = line.rstrip("\n").split("\t")
        gone = value == GONE
        if (gone or float(value) < out.get(name, 0.0)) and not (reason and reason[0].strip()):
            raise GateError(f"floors.tsv line {number} lowers the floor of {name!r} to {value} without a reason")
        if gone:
            out.pop(name, None)
        else:
            out[name] = float(value)
    return out


def figures(reader: Reader) -> dict[str, float]:
    """Every figure of the gate, between 0 and 1: over all annotated articles and the sample pages made of them, and for
    what small networks decide over the test part, which they were not trained on."""
    plain: list[tuple[Record, Record]] = []
    unseen: list[tuple[Record, Record]] = []
    pages: list[tuple[Record, Record]] = []
    for path in sorted((HERE / "articles").glob("*.ann")):
        article = read_article(path)
        published = article.record.document.published
        plain.append((article.record, reader.read(article.text, published=published)))
        if part(path) == "test":
            unseen.append(plain[-1])
        page = SAMPLES / f"{path.stem}.html"
        if page.exists():
            pages.append((article.record, reader.read(page.read_text(encoding="utf-8"), html=True)))
    told = [(score_events.of_record(a), score_events.of_record(b)) for a, b in unseen]
    tied = [(score_relations.of_record(a, gold=True), score_relations.of_record(b, gold=False)) for a, b in unseen]
    counts = {
        "plain blocks F1": score.total(score.blocks(a, b) for a, b in plain),
        "plain article words F1": score.total(score.article_words(a, b) for a, b in plain),
        "page article words F1": score.total(score.page_words(a, b) for a, b in pages),
        "page blocks F1": score.total(score.page_kinds(a, b) for a, b in pages),
        "direct quotations F1": score.total(score.direct(a, b) for a, b in plain),
        "direct quotations with source F1": score.total(score.direct(a, b, source=True) for a, b in plain),
        "direct statements of the test part F1": score.total(
            score.attributed(a, b, frozenset(("direct",))) for a, b in unseen
        ),
        "indirect statements of the test part F1": score.total(
            score.attributed(a, b, score.REPORTED) for a, b in unseen
        ),
        "figures F1": score.total(_figures(a, b) for a, b in plain),
        "times with value F1": score.total(score_times.values(a, b) for a, b in plain),
        "events of the test part, type F1": score.total(score_events.typed(a, b) for a, b in told),
        "events of the test part, type and roles F1": score.total(score_events.whole(a, b) for a, b in told),
        "places of events of the test part F1": score.total(score_places.events(a, b) for a, b in unseen),
        "relations of the test part F1": score.total(score_relations.ties(a, b) for a, b in tied),
        "speakers of the test part right": score.total(score.speakers(a, b) for a, b in unseen),
    }
    return {name: count.f1 for name, count in counts.items()}


def _figures(gold: Record, got: Record) -> score.Count:
    wanted, given = {key(f) for f in gold.figures}, {key(f) for f in got.figures}
    return score.Count(len(wanted & given), len(given), len(wanted))


def main(argv: list[str] | None = None) -> int:
    """Prints each figure beside its floor; returns 1 when one is below it."""
    parser = argparse.ArgumentParser(prog="corpus.gate", description=__doc__)
    parser.add_argument("--raise", action="store_true", dest="lift", help="append figures above their floor as floors")
    lift: bool = parser.parse_args(argv).lift
    held = floors(FLOORS.read_text(encoding="utf-8").splitlines())
    below = False
    raised = []
    for name, value in figures(Reader()).items():
        low = held.get(name, 0.0)
        below |= value < low
        print(f"{name:<44} {value:.4f}   floor {low:.4f}{'   BELOW' if value < low else ''}")
        if value >= low + 0.001:
            raised.append(f"{name}\t{floor(value * 1000) / 1000:.3f}\n")
    if lift and raised:
        with FLOORS.open("a", encoding="utf-8") as file:
            file.writelines(raised)
        print(f"raised {len(raised)} floors", file=sys.stderr)
    return int(below)


if __name__ == "__main__":
    raise SystemExit(main())
