"""``sayso search``, ``statements``, ``events``, ``figures``: a store answers, with the sentence and its source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from textwrap import TextWrapper, wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.asking import (
    STORE,
    ActorOption,
    CountryOption,
    CsvOption,
    JsonOption,
    LimitOption,
    SinceOption,
    SpeakerOption,
    StoreOption,
    TypeOption,
    UntilOption,
    VoiceOption,
    opened,
    plain,
    print_csv,
    print_json,
    print_total,
    query,
)

if TYPE_CHECKING:
    from sayso.store import Page, Query

_WIDTH = 80
_TextArgument = Annotated[
    str | None,
    typer.Argument(metavar="[TEXT]", help='Words that must stand there; "a phrase", -without, begin*.'),
]
_DOCUMENT = ("document_id", "document_title", "document_publisher", "document_published", "document_url")
_COLUMNS = {
    "search": ("text", "kind", "start", "end", "id", "title", "publisher", "published", "url", "key"),
    "statements": (
        "speaker_name", "anonymous", "cue_text", "act", "polarity", "kind", "text", "addressee_name", "sentence",
        "start", "end", "id", *_DOCUMENT, "document_key",
    ),
    "events": (
        "type", "mode", "text", "actor_names", "recipient_names", "country", "place", "date", "polarity", "modality",
        "voice_name", "sentence", "cameo", "quad", "start", "end", "id", *_DOCUMENT, "document_key",
    ),
    "figures": (
        "kind", "value", "low", "high", "bound", "unit", "text", "of_text", "trend", "voice_name", "sentence", "start",
        "end", "id", *_DOCUMENT, "document_key",
    ),
}  # fmt: skip


def search(
    text: _TextArgument = None,
    speaker: SpeakerOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    voice: VoiceOption = None,
    store: StoreOption = STORE,
    limit: LimitOption = 20,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Search the articles of a store: paragraphs where all that is asked for stands, newest first."""
    with opened(store) as target:
        asked = query(text, speaker, actor, type, country, since, until, voice)
        page = target.search(asked, limit=limit or sys.maxsize >> 1)
    _print(page, "search", _passage, json=json, csv=csv)


def statements(
    text: _TextArgument = None,
    speaker: SpeakerOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    store: StoreOption = STORE,
    limit: LimitOption = 20,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List who said what: statements, with the sentence and its source, newest first."""
    _listed("statements", query(text, speaker, actor, type, country, since, until), store, limit, _statement, json, csv)


def events(
    text: _TextArgument = None,
    speaker: SpeakerOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    voice: VoiceOption = None,
    store: StoreOption = STORE,
    limit: LimitOption = 20,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List who did what to whom, and on whose say-so, with the sentence and its source, newest first."""
    asked = query(text, speaker, actor, type, country, since, until, voice)
    _listed("events", asked, store, limit, _event, json, csv)


def figures(
    text: _TextArgument = None,
    speaker: SpeakerOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    voice: VoiceOption = None,
    store: StoreOption = STORE,
    limit: LimitOption = 20,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List how many, and who says so: figures, with the sentence and its source, newest first."""
    asked = query(text, speaker, actor, type, country, since, until, voice)
    _listed("figures", asked, store, limit, _figure, json, csv)


def _listed(
    table: str, asked: Query, store: str, limit: int, line: Callable[[Any], str], json: bool, csv: bool
) -> None:
    with opened(store) as target:
        page = target.listed(table, asked, limit=limit or None)
    _print(page, table, line, json=json, csv=csv)


def _print(page: Page, table: str, line: Callable[[Any], str], *, json: bool, csv: bool) -> None:
    rows = [_with_sentence(row) for row in page.rows]
    if json:
        print_json(rows, page.total)
    elif csv:
        print_csv(rows, _COLUMNS[table], page.total)
    else:
        for row in rows:
            print("\n".join(_shown(row, line(row))))
        print_total(page.total, len(rows))


def _with_sentence(row: Mapping[str, Any]) -> dict[str, Any]:
    from sayso.store.sentences import sentence

    told = plain(row)
    words, begins = told.pop("passage", None), told.pop("passage_start", None)
    if words is not None and begins is not None:
        told["sentence"] = sentence(words, told["start"] - begins, told["end"] - begins)
    return told


def _shown(row: Mapping[str, Any], head: str) -> Iterator[str]:
    """What was found, the sentence, and where it stands: three parts, 80 columns."""
    about = "document_" if "document_id" in row else ""
    yield from wrap(_line(head), _WIDTH)
    words = _line(row.get("sentence") or row["text"] or "")
    yield from wrap(words, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    told = [row[about + c] for c in ("published", "publisher", "title", "id", "url")]
    shown = " · ".join(_line(str(t)) for t in told if t)
    place = f"— {shown} [{row['start']}–{row['end']}]"
    whole = TextWrapper(  # addresses are not broken: people copy them
        _WIDTH, initial_indent="    ", subsequent_indent="      ", break_long_words=False, break_on_hyphens=False
    )
    yield from whole.wrap(place)
    yield ""


def _passage(row: Mapping[str, Any]) -> str:
    return f"{row['title'] or row['id']}"


def _statement(row: Mapping[str, Any]) -> str:
    who = row["speaker_name"] or row["anonymous"] or row["source_text"] or "not named"
    verb = f" {'not ' if row['polarity'] == 'negative' else ''}{row['cue_text'] or '(goes on)'}"
    whom = f" → {row['addressee_name']}" if row["addressee_name"] else ""
    return f"{who}{verb}{whom}  [{', '.join(x for x in (row['kind'], row['act']) if x)}]"


def _event(row: Mapping[str, Any]) -> str:
    what = f"{row['type']}{' ' + row['mode'] if row['mode'] else ''}"
    parties = f"{row['actor_names'] or '?'} → {row['recipient_names'] or '?'}"
    how = [row["polarity"]] * (row["polarity"] == "negative") + [row["modality"]] * (row["modality"] != "asserted")
    where = ", ".join(str(x) for x in (row["place"], row["country"], row["date"] or row["date_text"]) if x)
    voice = f"says {row['voice_name']}" if row["voice_name"] else ""
    rest = "; ".join(x for x in (*how, where, voice) if x)
    return f"{what}: {parties}{f'  [{rest}]' if rest else ''}"


def _figure(row: Mapping[str, Any]) -> str:
    of = f" · {row['of_text']}" if row["of_text"] else ""
    voice = f"  [says {row['voice_name']}]" if row["voice_name"] else ""
    return f"{row['text']} {row['kind']}{of}{voice}"


def _line(words: str) -> str:
    """On one line, without control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split()))
