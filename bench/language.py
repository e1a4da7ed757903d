"""The language layer beside spaCy's own network: words a second, time outside onnxruntime, start-up, memory.

``python -m bench.language [--model NAME ...] [--texts FOLDER] [--runs 5]``. All pipelines read the same texts on one
core, in turns, in one process and one thread. Counted is the time that the processor worked for it, so that other work
on the machine is left out but for what it takes of caches; a ratio is the median over the rounds. spaCy's pipeline is
the one of its small English models (shared tok2vec, tagger, parser, names with a tok2vec of their own), put together
here with random weights: what the weights are changes nothing in the work of its layers, and little in that of its
parser.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sayso.language import load
from sayso.language._spacy import Doc, English, Language

HERE = Path(__file__).parent
SHIPPED = ("base", "small")
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


def worked(job: Callable[[], object]) -> float:
    """The seconds that the processor worked at ``job`` in this process."""
    start = process_time()
    job()
    return process_time() - start


class Timed:
    """An onnxruntime session that adds up the time of its runs."""

    def __init__(self, session: Any) -> None:
        self.session, self.taken = session, 0.0

    def run(self, *arguments: Any) -> Any:
        """The session's run."""
        start = process_time()
        out = self.session.run(*arguments)
        self.taken += process_time() - start
        return out


def outside(nlp: Language, texts: Sequence[str]) -> float:
    """The share of the time that is not spent under onnxruntime."""
    encoder: Any = nlp.get_pipe(nlp.pipe_names[0]).encoder  # type: ignore[attr-defined]
    timed = Timed(encoder.session)
    encoder.session = timed
    whole = worked(lambda: list(nlp.pipe(texts)))
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


def report(name: str, nlp: Language, texts: Sequence[str], folder: Path, runs: int) -> None:
    """Prints what a model costs by itself: time outside onnxruntime, start-up, memory."""
    share = median(outside(nlp, texts) for _ in range(runs))
    one, every = START.format(name), READ.format(name, str(folder))
    print(f"{name}: time outside onnxruntime {100 * share:.1f} %; process with a first Doc {started(one, runs):.2f} s;")
    print(f"  its most memory {memory(one):.0f} MB, with all texts {memory(every):.0f} MB")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="bench.language", description=__doc__)
    parser.add_argument("--model", action="append", help="a shipped model's name, or a model folder; may be repeated")
    parser.add_argument("--texts", type=Path, default=HERE.parent / "samples", help="folder of .txt articles")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = [path.read_text("utf-8") for path in sorted(args.texts.glob("*.txt"))]
    names = args.model or list(SHIPPED)
    pipelines = [*(load(name) for name in names), peer()]
    sizes = [words(nlp.pipe(texts)) for nlp in pipelines]  # warms them
    speeds = [
        [size / worked(lambda nlp=nlp: list(nlp.pipe(texts))) for nlp, size in zip(pipelines, sizes, strict=True)]  # type: ignore[misc]
        for _ in range(args.runs)
    ]
    print(
        f"{len(texts)} texts, {sizes[0]:,} words, one core; spaCy CNN {median(row[-1] for row in speeds):,.0f} words/s"
    )
    for at, name in enumerate(names):
        fast, ratio = median(row[at] for row in speeds), median(row[at] / row[-1] for row in speeds)
        print(f"{name}: {fast:,.0f} words/s, {ratio:.2f} times spaCy's CNN")
    blank = median(worked(lambda: [pipelines[0].tokenizer(text) for text in texts]) for _ in range(args.runs))
    print(f"the tokenizer alone {sizes[0] / blank:,.0f} words/s; a bare interpreter {started('pass', args.runs):.2f} s")
    for name, nlp in zip(names, pipelines, strict=False):
        report(name, nlp, texts, args.texts, args.runs)


if __name__ == "__main__":
    main()
