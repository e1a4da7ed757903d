"""A record for a person at a terminal: what it says, who says so, what was left out. Plain when piped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from textwrap import fill

from rich.console import Console
from rich.text import Text

from sayso.cli import deeds
from sayso.cli.names import cut, line
from sayso.record import ARTICLE_KINDS, Block, Record, Statement

NARROW = 100
"""Columns of what is printed into a pipe or file, and the least that a terminal is taken to have."""
_LEAST = 8
"""Columns below which a source's words are not worth printing beside its name."""
_INDENT = " " * 4
_STYLES = ("cyan", "magenta", "green", "yellow", "blue", "red")


def show(record: Record, *, between: bool = False) -> None:
    """Prints ``record`` on standard output; ``between`` puts a rule before it."""
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else NARROW, highlight=False, soft_wrap=False, emoji=False, markup=False)
    if between:
        console.rule(style="dim")
    for part in _parts(record, console.width):
        console.print(part, overflow="fold")


def _parts(record: Record, width: int) -> Iterator[Text]:
    yield from _head(record)
    yield from deeds.headline(record, width)
    yield from deeds.events(record, width)
    yield from deeds.figures(record, width)
    yield from deeds.relations(record, width)
    yield from _statements(record, width)
    yield from _actors(record, width)
    yield from deeds.times(record, width)
    yield from _article(record)
    yield from _shell(record)


def _head(record: Record) -> Iterator[Text]:
    document = record.document
    headline = next((b for b in record.blocks if b.kind == "headline"), None)
    title = record.words(headline.span) if headline else document.title or document.id
    yield Text(line(title), style="bold")
    for block in record.blocks:
        if block.kind == "standfirst":
            yield Text(line(record.words(block.span)), style="italic")
    known = (document.publisher, document.published, document.byline, document.origin and f"from {document.origin}")
    if about := " · ".join(x for x in known if x):
        yield Text(about, style="dim")
    yield Text()


def _actors(record: Record, width: int) -> Iterator[Text]:
    """Who speaks, holds an office or stands in the dictionary, with what the article and the dictionary say of them."""
    named = {m.actor for m in record.mentions if m.form == "name"}
    speak = {s.speaker for s in record.statements}
    shown = [a for a in record.actors if a.id in named and (a.id in speak or a.roles or (a.key and a.sector))]
    if not shown:
        return
    yield Text("Who", style="bold underline")
    for actor in shown:
        roles = dict.fromkeys(line(role.title) for role in actor.roles)
        told = [actor.type.replace("_", " "), actor.code, *roles]
        out = Text(f"  {line(actor.name)}", style="bold")
        out.append(cut(f"  {', '.join(t for t in told if t)}", width - len(out)), style="dim")
        yield out
    yield Text()


def _statements(record: Record, width: int) -> Iterator[Text]:
    if not record.statements:
        foreign = record.document.language not in ("en", None)
        yield Text("The text is not English: nothing is coded." if foreign else "Nobody is quoted.", style="dim")
        yield Text()
        return
    yield Text("Who says so", style="bold underline")
    names = {a.id: a.name for a in record.actors}
    styles = {a.id: _STYLES[n % len(_STYLES)] for n, a in enumerate(record.actors)}
    for statement in record.statements:
        yield _who(record, statement, names, styles.get(statement.speaker or "", "dim"), width)
        for run in statement.content:
            yield Text(fill(line(record.words(run)), width - 4, initial_indent=_INDENT, subsequent_indent=_INDENT))
    yield Text()


def _who(record: Record, statement: Statement, names: dict[str, str], style: str, width: int) -> Text:
    mentions = {m.id: m for m in record.mentions}
    out = Text("  ")
    words = line(record.words(mentions[statement.source].span)) if statement.source else None
    cue = line(record.words(statement.cue.span)) if statement.cue else None
    unnamed = statement.anonymous if statement.anonymous != cue else None
    name = names.get(statement.speaker or "") or unnamed or words or "not named"
    out.append(name, style=f"bold {style}")
    tail = f"  {statement.kind} {_where(statement.content[0])}"
    if words and words != name:
        room = width - len(out) - len(tail) - len(cue or "") - 8
        out.append(f" ({cut(words, room)})" if room > _LEAST else "", style="dim")
    if statement.continued:
        out.append(" goes on", style="dim")
    if cue:
        out.append(f" {'not ' if statement.polarity == 'negative' else ''}{cue}")
    out.append(tail, style="dim")
    return out


def _where(span: tuple[int, int]) -> str:
    return f"[{span[0]}–{span[1]}]"


def _article(record: Record) -> Iterator[Text]:
    counts = _counts([b for b in record.blocks if b.kind in ARTICLE_KINDS])
    yield Text(f"Article: {counts or 'no block'}.", style="dim")


def _counts(blocks: list[Block]) -> str:
    kinds = dict.fromkeys(b.kind for b in blocks)
    counted = ((kind, sum(b.kind == kind for b in blocks)) for kind in kinds)
    return ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counted)


def _shell(record: Record) -> Iterator[Text]:
    shell = [b for b in record.blocks if b.kind not in ARTICLE_KINDS]
    if shell:
        yield Text("Left out as the page around it:", style="dim")
    for block in shell:
        words = line(record.words(block.span))
        yield Text(f"  {block.kind:<8} {cut(words, 60)}", style="dim")
