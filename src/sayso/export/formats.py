"""The formats of ``sayso export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.export import acled, conllu, ftm, gdelt, polecat, ucdp, webanno
from sayso.export.columns import Sheet
from sayso.export.sinks import Delimited, Lines, Sink, fresh
from sayso.export.tables import SHEETS
from sayso.export.view import View
from sayso.record import to_json


@dataclass(frozen=True)
class Format:
    """A format: what it is, the ending of its files, its sheets, and what writes them to a file.

    ``folder``: a file for each sheet, in a folder. Otherwise one file holds all sheets.
    """

    name: str
    ending: str
    what: str
    sheets: tuple[Sheet[Any], ...]
    sink: Callable[[tuple[Sheet[Any], ...], BinaryIO], Sink]
    folder: bool = False


def _delimited(delimiter: str, sheets: tuple[Sheet[Any], ...], file: BinaryIO) -> Sink:
    return Delimited(sheets[0], file, delimiter)


_UCDP = "Deadly attacks with UCDP GED's columns, and who reported how many."
_FTM = (
    "FollowTheMoney entities, a line of JSON each. `id`, `schema`, and `properties` with lists of texts; those of the "
    "actor dictionary come last, put together from all articles."
)
_WEBANNO = "W3C Web Annotation in JSON-LD, a line for each article's page of annotations."
_CONLLU = (
    "Words, lemmas, tags and trees in CoNLL-U. A record does not keep its parse: the text is read again, which takes "
    "its time."
)

_commas, _tabs = partial(_delimited, ","), partial(_delimited, "\t")


def _jsonl(_: tuple[Sheet[Any], ...], file: BinaryIO) -> Sink:
    return Lines(lambda view: iter((to_json(view.record),)), file)


def _parquet(sheets: tuple[Sheet[Any], ...], file: BinaryIO) -> Sink:
    from sayso.export.parquet import Parquet  # an extra

    return Parquet(sheets[0], file)


def _annotations(_: tuple[Sheet[Any], ...], file: BinaryIO) -> Sink:
    return Lines(webanno.lines, file)


def _trees(_: tuple[Sheet[Any], ...], file: BinaryIO) -> Sink:
    return conllu.Trees(file)


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("csv", ".csv", "The tables of the store, a file each.", SHEETS, _commas, folder=True),
        Format("tsv", ".tsv", "The same with tabs between.", SHEETS, _tabs, folder=True),
        Format(
            "parquet",
            ".parquet",
            "The same as Parquet; needs `pip install 'sayso[parquet]'`.",
            SHEETS,
            _parquet,
            folder=True,
        ),
        Format("jsonl", ".jsonl", "Whole records, a line of JSON each (`sayso schema` prints the schema).", (), _jsonl),
        Format("polecat", ".tsv", "Event data with POLECAT's columns, tabs between.", (polecat.SHEET,), _tabs),
        Format("gdelt", ".tsv", "Event data with the columns of GDELT's Events, tabs between.", (gdelt.SHEET,), _tabs),
        Format("acled", ".csv", "Event data with ACLED's columns.", (acled.SHEET,), _commas),
        Format("ucdp", ".csv", _UCDP, (ucdp.SHEET,), _commas),
        Format("ftm", ".jsonl", _FTM, ftm.SHEETS, ftm.Entities),
        Format("webanno", ".jsonl", _WEBANNO, (webanno.PAGE, webanno.ANNOTATION), _annotations),
        Format("conllu", ".conllu", _CONLLU, conllu.SHEETS, _trees),
    )
}
"""All formats by their names."""


def write(views: Iterable[View], kind: Format, out: Path, table: str | None = None) -> list[Path]:
    """Writes the articles, in the order given, into the file ``out``; or, where the format has a file for each sheet,
    into the folder ``out``, unless ``table`` names the one that is wanted. Returns the files that are written.

    Raises :class:`InputError` where there is no such table or a file cannot be written; then none of them is changed.
    """
    targets = _targets(kind, out, table)
    with ExitStack() as stack:
        if kind.folder and table is None:
            _make(out)
        sinks = [kind.sink(sheets, stack.enter_context(fresh(path))) for path, sheets in targets]
        for view in views:
            for sink in sinks:
                sink.add(view)
        for sink in sinks:
            sink.close()
    return [path for path, _ in targets]


def stream(views: Iterable[View], kind: Format, out: BinaryIO, table: str | None = None) -> None:
    """Writes the articles to an open file. Raises :class:`InputError` where the format is one of several files."""
    if kind.folder and table is None:
        raise InputError(f"{kind.name} is a file for each table: name a folder, or one table with --table")
    _, sheets = _targets(kind, Path(), table)[0]
    sink = kind.sink(sheets, out)
    for view in views:
        sink.add(view)
    sink.close()


def _targets(kind: Format, out: Path, table: str | None) -> list[tuple[Path, tuple[Sheet[Any], ...]]]:
    if table is None:
        return [(out / f"{s.name}{kind.ending}", (s,)) for s in kind.sheets] if kind.folder else [(out, kind.sheets)]
    found = [s for s in kind.sheets if s.name == table and kind.folder]
    if not found:
        known = ", ".join(s.name for s in kind.sheets) if kind.folder else "none"
        raise InputError(f"{kind.name} has no table {table!r} (tables: {known})")
    return [(out, (found[0],))]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder {folder} cannot be made: {error.strerror or error}") from None
