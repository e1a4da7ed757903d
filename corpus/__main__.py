"""``python -m corpus COMMAND``: reads the compact files and checks, compiles, splits or counts them.

``check`` prints what is unsound or against the guide, and counts (``--hints``: also words that might want a mark);
``raw`` writes raw texts, ``compile`` gold records; ``split`` prints the size of each part (``--add`` gives the stories
that are new a part); ``show`` prints every table of counts, the cues, and the ratio of distinct trigrams (``--against
FILE.jsonl``: beside that of other texts).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from corpus import lint, show, split
from corpus.compact import Article, CompactError, read_article
from corpus.sentences import parted
from sayso.invariants import check
from sayso.record import to_json

HERE = Path(__file__).parent


def articles(folder: Path = HERE / "articles") -> list[Path]:
    """The compact files of ``folder``, sorted by name."""
    return sorted(folder.glob("*.ann"))


def _load(paths: list[Path]) -> tuple[list[tuple[Path, Article]], list[str]]:
    good, bad = [], []
    for path in paths:
        try:
            article = read_article(path)
        except CompactError as error:
            bad.append(str(error))
            continue
        problems = check(article.record)
        if article.head["id"] != path.stem:
            problems.append(f"its id {article.head['id']!r} is not the file's name")
        if "story" not in article.head:
            problems.append("its header names no story")
        problems += lint.slips(article.record)
        bad += [f"{path}: {problem}" for problem in problems]
        good.append((path, article))
    return good, bad


def _count(good: list[tuple[Path, Article]]) -> str:
    sizes = show.tables(article for _, article in good)["articles"]
    return "\n".join(f"{numbers.total():7} {name}" for name, numbers in sizes.items())


def _split(paths: list[Path], add: bool) -> str:
    out = []
    if add:
        out += [f"added {name}: {split.part(name)}" for name in split.add(paths)]
    stories = Counter(split.part(name) for name in {split.story(path) for path in paths})
    texts = Counter(map(split.part, paths))
    single = Counter(part for part, _ in parted())
    out.append(f"{'part':<8}{'stories':>9}{'articles':>10}{'sentences':>11}")
    out += [f"{name:<8}{stories[name]:9}{texts[name]:10}{single[name]:11}" for name in split.PARTS]
    return "\n".join(out)


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (1 when a file is not sound)."""
    parser = argparse.ArgumentParser(prog="corpus", description=__doc__)
    parser.add_argument("command", choices=("check", "raw", "compile", "split", "show"))
    parser.add_argument("files", nargs="*", type=Path, help="compact files (default: all of corpus/articles)")
    parser.add_argument("--out", type=Path, help="raw: the folder to write NAME.txt to")
    parser.add_argument("--add", action="store_true", help="split: append the stories that split.tsv lacks")
    parser.add_argument("--hints", action="store_true", help="check: words that carry no mark and might want one")
    parser.add_argument("--against", type=Path, help="show: a JSONL file of other texts, a line an object with 'text'")
    args = parser.parse_intermixed_args(argv)
    paths: list[Path] = args.files or articles()
    good, bad = _load(paths)
    for problem in bad:
        print(problem, file=sys.stderr)
    if args.command == "check":
        print(_count(good))
        for path, article in good if args.hints else ():
            print("\n".join(f"{path.stem}: {hint}" for hint in lint.hints(article.record)))
    elif args.command == "split":
        print(_split(paths, args.add))
    elif args.command == "show":
        print("\n".join(show.report([article for _, article in good], list(parted()), args.against)).lstrip())
    for path, article in good:
        if args.command == "compile":
            sys.stdout.buffer.write(to_json(article.record) + b"\n")
        elif args.command == "raw":
            target = (args.out or Path()) / f"{path.stem}.txt"
            target.write_bytes((article.text + "\n").encode())
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
