"""The single sentences of ``corpus/sentences/*.txt`` and ``corpus/learned/*.txt`` (all of the train part): a line of
marked words, then a line ``| …`` for each event.

    {a1 Government gunners} {t1 shelled} {r1 a market} in Tulor overnight.
    | t1 ASSAULT heavy-weapons actor=a1 recipient=r1 past

An event line holds the trigger's label, the type, the mode (``-`` for none), then in any order ``actor=`` and
``recipient=`` (labels joined by commas), ``mutual`` (every party stands in both lists), ``negative``, one modality and
one tense, ``cameo=``, ``contexts=``. ``| none`` stands under a sentence that holds no event. Lines that begin with
``#`` are comments.

``python -m corpus.sentences check`` reads every file, prints what is unsound and counts what there is.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.marks import CompactError, read_body
from corpus.notes import _codes as codes
from corpus.split import sentence_part
from sayso.record import Span

HERE = Path(__file__).parent / "sentences"
LEARNED = Path(__file__).parent / "learned"
"""Sentences that are only learned from: all of the train part."""
MODALITIES = ("asserted", "possible", "intended", "conditional", "demanded")
TENSES = ("past", "present", "future")
_CAMEO = re.compile(r"\d{2,4}")


class SentenceError(ValueError):
    """A file of sentences that cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True)
class Event:
    """One event of a sentence; spans are character offsets in :attr:`Sentence.text`, end exclusive."""

    trigger: Span
    type: str
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    mutual: bool
    polarity: str
    modality: str
    tense: str
    cameo: str
    contexts: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence and all its events, in the order of their lines; ``line`` counts from 1."""

    text: str
    events: tuple[Event, ...]
    file: str
    line: int

    def words(self, span: Span) -> str:
        """The words of ``span``."""
        return self.text[span[0] : span[1]]


def files(folder: Path = HERE) -> list[Path]:
    """The files of sentences in ``folder``, sorted by name."""
    return sorted(folder.glob("*.txt"))


def read(paths: Iterable[Path] | None = None) -> Iterator[Sentence]:
    """The sentences of ``paths`` (default: all of ``corpus/sentences``). Raises :class:`SentenceError`."""
    for path in files() if paths is None else paths:
        for record in records(path.read_text(encoding="utf-8"), path.name):
            yield compiled(*record)


def parted() -> Iterator[tuple[str, Sentence]]:
    """Every sentence with its part of the split: those of :data:`LEARNED` are of the train part, the others by
    :func:`corpus.split.sentence_part`. Raises :class:`SentenceError`."""
    for sentence in read():
        yield sentence_part(sentence.text), sentence
    for sentence in read(files(LEARNED)):
        yield "train", sentence


def records(text: str, name: str) -> Iterator[tuple[str, list[str], str, int]]:
    """The marked sentences of one file's ``text``, each with its event lines, the file's ``name`` and its line."""
    marked, notes, at = "", [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("|"):
            if not marked:
                raise SentenceError(f"{name}:{number}: an event line without a sentence before it")
            notes.append(line[1:].strip())
        elif line.strip() and not line.startswith("#"):
            if marked:
                yield marked, notes, name, at
            marked, notes, at = line, [], number
    if marked:
        yield marked, notes, name, at


def compiled(marked: str, notes: list[str], name: str, line: int) -> Sentence:
    """One sentence of marked words and its event lines. Raises :class:`SentenceError` when they do not fit."""
    try:
        if not notes:
            raise ValueError("a sentence without event lines (write '| none')")
        if marked != marked.strip() or "  " in marked:
            raise ValueError("blanks at an end of the sentence, or two in a row")
        body = read_body(marked)
        labels = {label: spans[0] for label, spans in body.labels.items()}
        if body.mentions or any(len(spans) > 1 for spans in body.labels.values()):
            raise ValueError("marks are single labels such as {a1 …}, each used once")
        told = [] if notes == ["none"] else [_event(note.split(), labels) for note in notes]
        used = {label for _, names in told for label in names}
        if spare := set(labels) - used:
            raise ValueError(f"marked but in no event: {sorted(spare)}")
        text = "".join(body.text)
        if any(text[s:e] != text[s:e].strip() or s == e for s, e in labels.values()):
            raise ValueError("a mark begins or ends with a blank")
    except (CompactError, ValueError) as error:
        raise SentenceError(f"{name}:{line}: {error}") from error
    return Sentence(text, tuple(event for event, _ in told), name, line)


def _event(words: list[str], labels: dict[str, Span]) -> tuple[Event, set[str]]:
    if len(words) < 4:
        raise ValueError(f"an event needs trigger, type, mode and tense: {' '.join(words)!r}")
    trigger, kind, mode, *rest = words
    pairs = [word.split("=", 1) for word in rest if "=" in word]
    fields = {key: value.split(",") for key, value in pairs}
    flags = {word for word in rest if "=" not in word}
    if len(fields) < len(pairs) or set(fields) - {"actor", "recipient", "cameo", "contexts"}:
        raise ValueError(f"an unknown or repeated field: {' '.join(rest)!r}")
    if unknown := flags - {"mutual", "negative", *MODALITIES, *TENSES}:
        raise ValueError(f"unknown words: {sorted(unknown)}")
    modality, tense = flags & set(MODALITIES), flags & set(TENSES)
    if len(modality) > 1 or len(tense) != 1:
        raise ValueError("an event has one tense and at most one modality")
    actor, recipient = fields.get("actor", []), fields.get("recipient", [])
    names = {trigger, *actor, *recipient}
    if missing := names - set(labels):
        raise ValueError(f"not marked in the sentence: {sorted(missing)}")
    mutual = "mutual" in flags
    if mutual:
        actor = recipient = [*actor, *(label for label in recipient if label not in actor)]
    plain = None if mode == "-" else mode
    code = fields.get("cameo", [codes(kind, plain, fields.get("contexts", []))["cameo"]])[0]
    if not _CAMEO.fullmatch(code):
        raise ValueError(f"not a CAMEO code: {code!r}")
    event = Event(
        trigger=labels[trigger],
        type=kind,
        mode=plain,
        actors=tuple(labels[label] for label in actor),
        recipients=tuple(labels[label] for label in recipient),
        mutual=mutual,
        polarity="negative" if "negative" in flags else "positive",
        modality=next(iter(modality), "asserted"),
        tense=next(iter(tense)),
        cameo=code,
        contexts=tuple(fields.get("contexts", [])),
    )
    return event, names


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (1 when a file is not sound or a sentence stands twice)."""
    parser = argparse.ArgumentParser(prog="corpus.sentences")
    parser.add_argument("command", choices=("check",))
    parser.add_argument("files", nargs="*", type=Path, help="files of sentences (default: all)")
    args = parser.parse_args(argv)
    from corpus.sentence_counts import counts, doubles  # here, because that module reads this one

    sentences: list[Sentence] = []
    problems: list[str] = []
    for path in args.files or [*files(), *files(LEARNED)]:
        for record in records(path.read_text(encoding="utf-8"), path.name):
            try:
                sentences.append(compiled(*record))
            except SentenceError as error:
                problems.append(str(error))
    problems += doubles(sentences)
    print("\n".join(f"{number:7} {name}" for name, number in sorted(counts(sentences).items())))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
