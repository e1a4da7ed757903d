"""``python -m corpus check|raw|compile``: reads the compact files, checks them, writes raw texts or gold records."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from corpus.compact import Article, CompactError, read_article
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
        bad += [f"{path}: {problem}" for problem in problems]
        good.append((path, article))
    return good, bad


def _count(good: list[tuple[Path, Article]]) -> str:
    counts: Counter[str] = Counter(articles=len(good))
    for _, article in good:
        for name in (
            "blocks",
            "mentions",
            "actors",
            "statements",
            "events",
            "figures",
            "relations",
            "times",
            "headline",
        ):
            counts[name] += len(getattr(article.record, name))
        counts["words"] += len(article.text.split())
        counts.update(f"block {b.kind}" for b in article.record.blocks)
        counts.update(f"statement {s.kind}" for s in article.record.statements)
        counts.update(f"event {e.type}" for e in article.record.events)
    return "\n".join(f"{n:7} {name}" for name, n in sorted(counts.items()))


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (1 when a file is not sound)."""
    parser = argparse.ArgumentParser(prog="corpus", description=__doc__)
    parser.add_argument("command", choices=("check", "raw", "compile"))
    parser.add_argument("files", nargs="*", type=Path, help="compact files (default: all of corpus/articles)")
    parser.add_argument("--out", type=Path, help="raw: the folder to write NAME.txt to")
    args = parser.parse_args(argv)
    good, bad = _load(args.files or articles())
    for problem in bad:
        print(problem, file=sys.stderr)
    if args.command == "check":
        print(_count(good))
    for path, article in good:
        if args.command == "compile":
            sys.stdout.buffer.write(to_json(article.record) + b"\n")
        elif args.command == "raw":
            target = (args.out or Path()) / f"{path.stem}.txt"
            target.write_bytes((article.text + "\n").encode())
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
