"""The language layer beside spaCy's own network: words a second, time outside onnxruntime, start-up, memory.

``python -m bench.language [--model base] [--texts FOLDER] [--runs 5]``. Both pipelines read the same texts on one core,
in turns, in one process; the ratio is the median over the rounds, so that it can be compared between machines. spaCy's
pipeline is the one of its small English models (shared tok2vec, tagger, parser, names with a tok2vec of their own), put
together here with random weights: what the weights are changes nothing in the work of its layers, and little in that of
its parser.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sayso.language import load
from sayso.language._spacy import Doc, English, Language

HERE = Path(__file__).parent
TAGS, RELATIONS, NAMES = 49, 45, 18
"""How many labels the heads of spaCy's small English models have."""
READ = (
    "from pathlib import Path; from sayso.language import load; nlp = load({!r}); "
    "[nlp(path.read_text('utf-8')) for path in Path({!r}).glob('*.txt')]"
)
START = "from sayso.language import load; load({!r})('Rain fell on Lima.')"


def peer() -> Language:
    """spaCy's tok2vec, tagger, parser and names with random weights."""
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    moves = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
    }
    nlp = English()
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    pipes: list[Any] = [
        nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": shared}}),
        nlp.add_pipe("parser", config={"model": {**moves, "state_type": "parser", "tok2vec": shared}}),
        nlp.add_pipe("ner", config={"model": {**moves, "state_type": "ner", "tok2vec": tok2vec}}),
    ]
    for pipe, prefix, number in zip(pipes, ("T", "d", "N"), (TAGS, RELATIONS, NAMES), strict=True):
        for label in range(number):
            pipe.add_label(f"{prefix}{label}")
    nlp.initialize()
    return nlp


def words(docs: Iterable[Doc]) -> int:
    """Words in these Docs, blanks left out."""
    return sum(not word.is_space for doc in docs for word in doc)


def seconds(job: Callable[[], object]) -> float:
    """The wall time of ``job``."""
    start = perf_counter()
    job()
    return perf_counter() - start


class Timed:
    """An onnxruntime session that adds up the time of its runs."""

    def __init__(self, session: Any) -> None:
        self.session, self.taken = session, 0.0

    def run(self, *arguments: Any) -> Any:
        """The session's run."""
        start = perf_counter()
        out = self.session.run(*arguments)
        self.taken += perf_counter() - start
        return out


def outside(nlp: Language, texts: Sequence[str]) -> float:
    """The share of the time that is not spent under onnxruntime."""
    encoder: Any = nlp.get_pipe(nlp.pipe_names[0]).encoder  # type: ignore[attr-defined]
    timed = Timed(encoder.session)
    encoder.session = timed
    whole = seconds(lambda: list(nlp.pipe(texts)))
    encoder.session = timed.session
    return 1 - timed.taken / whole


def started(code: str, runs: int) -> float:
    """Median seconds of a process that runs ``code``, from start to end."""
    command = [sys.executable, "-c", code]
    return median(seconds(lambda: subprocess.run(command, check=True)) for _ in range(runs))


def memory(code: str) -> float:
    """The most resident memory, in MB, of a process that runs ``code``."""
    # Not ru_maxrss: it counts what this process held when it started the other.
    measure = "; print(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')).split()[1])"
    run = subprocess.run([sys.executable, "-c", code + measure], check=True, capture_output=True, text=True)
    return int(run.stdout) / 1024


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="bench.language", description=__doc__)
    parser.add_argument("--model", default="base", help="a shipped model's name, or a model folder")
    parser.add_argument("--texts", type=Path, default=HERE.parent / "samples", help="folder of .txt articles")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = [path.read_text("utf-8") for path in sorted(args.texts.glob("*.txt"))]
    ours, theirs = load(args.model), peer()
    size, size_theirs = words(ours.pipe(texts)), words(theirs.pipe(texts))  # warm both
    rounds = [
        (seconds(lambda: list(ours.pipe(texts))), seconds(lambda: list(theirs.pipe(texts)))) for _ in range(args.runs)
    ]
    fast, slow = size / median(a for a, _ in rounds), size_theirs / median(b for _, b in rounds)
    ratio = median(size / a / (size_theirs / b) for a, b in rounds)
    print(f"{len(texts)} texts, {size:,} words, one core")
    print(f"sayso {args.model}: {fast:,.0f} words/s; spaCy CNN: {slow:,.0f} words/s; ratio {ratio:.2f}")
    share = median(outside(ours, texts) for _ in range(args.runs))
    blank = median(seconds(lambda: [ours.tokenizer(text) for text in texts]) for _ in range(args.runs))
    print(f"time outside onnxruntime: {100 * share:.1f} %; the tokenizer alone {size / blank:,.0f} words/s")
    one, every = START.format(args.model), READ.format(args.model, str(args.texts))
    bare, first = started("pass", args.runs), started(one, args.runs)
    print(f"process with a first Doc: {first:.2f} s (bare interpreter {bare:.2f} s)")
    print(f"its most memory: {memory(one):.0f} MB; with all texts {memory(every):.0f} MB")


if __name__ == "__main__":
    main()
