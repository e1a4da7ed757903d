"""The codebook of exports, ``docs/exports.md``: every format, every column with what it holds and means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.export.columns import Sheet
from sayso.export.formats import FORMATS, Format

_HEAD = """# Codebook of exports

What `sayso export --format F --out PATH` writes, column by column. This page is made from the code that writes
(`sayso export --codebook`); a test holds it current.

Rows stand in order of the articles' ids and keys, within an article in the order of its text: the same articles give
the same bytes, in whatever order they came in. What an article does not say is empty. `start` and `end` count Unicode
code points of the article's text, half open, and stand beside their words. In CSV and TSV a cell that a spreadsheet
would take for a formula has an apostrophe before it, and control characters are U+FFFD; line ends inside cells stay,
in quotation marks. Types and modes are explained in the [codebook of events](codebook.md).

| format | what |
|---|---|
"""


def codebook() -> str:
    """The page as Markdown."""
    rows = "\n".join(f"| [`{f.name}`](#{f.name}) | {f.what.partition('. ')[0].rstrip('.')} |" for f in FORMATS.values())
    return _HEAD + rows + "\n\n" + "\n".join(line for f in FORMATS.values() for line in _format(f))


def _format(kind: Format) -> Iterator[str]:
    yield f"## {kind.name}"
    yield kind.what
    yield ""
    same = next(f for f in FORMATS.values() if f.sheets == kind.sheets)
    if same is not kind and kind.sheets:
        yield f"Its columns are those of [`{same.name}`](#{same.name})."
        yield ""
        return
    for sheet in kind.sheets:
        yield from _sheet(sheet, titled=len(kind.sheets) > 1)


def _sheet(sheet: Sheet[Any], *, titled: bool) -> Iterator[str]:
    if titled:
        yield f"### {sheet.name}"
    yield sheet.what
    yield ""
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    yield from (f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in sheet.columns)
    yield ""
