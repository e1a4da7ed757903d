"""``sayso actors``: what the actor dictionary knows of a name."""

from __future__ import annotations

import json as _json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.actors.dictionary import Dictionary, Match, load
from sayso.actors.periods import holds
from sayso.cli.asking import CountryOption, CsvOption, LimitOption, SinceOption, UntilOption, query
from sayso.cli.who import in_store
from sayso.errors import InputError

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SHOWN = 20


def actors(
    name: Annotated[str | None, typer.Argument(help="A name as news write it, or a key.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="The day, month or year to judge by, ISO 8601.")] = None,
    own: Annotated[Path | None, typer.Option("--actors", help="A table of your own actors; it wins.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    counts: Annotated[bool, typer.Option("--counts", help="Print how many entries each table has.")] = False,
    store: Annotated[str | None, typer.Option("--store", help="List the actors of this store instead.")] = None,
    country: CountryOption = None,
    type: Annotated[str | None, typer.Option("--type", help="With --store: person, state, armed_group …")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    csv: CsvOption = False,
) -> None:
    """Look a name up in the actor dictionary: whom it may mean, with periods, aliases and offices.

    With --store: who appears in the articles of a store, in how many of them, and how often they speak.
    """
    if store is not None:
        in_store(store, name, query(type=type, country=country, since=since, until=until), limit, json=json, csv=csv)
        return
    try:
        if date and not _DATE.fullmatch(date):
            raise InputError(f"--date {date!r} is no ISO date (2021-08-15, 2021-08 or 2021)")
        if counts == bool(name):
            raise InputError("give either a NAME or --counts; see sayso actors --help")
        dictionary = load(own)
    except InputError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if counts:
        _print_counts(dictionary, as_json=json)
        return
    raise typer.Exit(_look_up(dictionary, name or "", date, as_json=json))


def _print_counts(dictionary: Dictionary, *, as_json: bool) -> None:
    counted = dictionary.counts()
    if as_json:
        print(_json.dumps(counted))
        return
    for file, number in counted.items():
        print(f"{number:6,}  {file}")


def _look_up(dictionary: Dictionary, name: str, date: str | None, *, as_json: bool) -> int:
    matches = dictionary.find(name, on=date) or ((Match(name, True),) if dictionary.entry(name) else ())
    cards = [_card(dictionary, match, date) for match in matches]
    words = _words(dictionary, name)
    if as_json:
        print(_json.dumps({"name": name, "date": date, "actors": cards, **words}, ensure_ascii=False))
    elif cards or words:
        print("\n\n".join(["\n".join(_lines(card)) for card in cards] + ["\n".join(_said(name, words))] * bool(words)))
    if not cards and not words:
        print(f"sayso: the dictionary has no actor {name!r}", file=sys.stderr)
        return 1
    return 0


def _words(dictionary: Dictionary, name: str) -> dict[str, Any]:
    """What a name says besides: whose adjective or demonym it is, which state is governed from there."""
    out: dict[str, Any] = {}
    if said := [s.key for s in dictionary.states.by_word(name)]:
        out["word_of"] = said
    if seat := dictionary.seat(name):
        out["seat_of"] = seat.key
    return out


def _card(dictionary: Dictionary, match: Match, date: str | None) -> dict[str, Any]:
    entry = dictionary.entry(match.key, date)
    assert entry is not None  # a match is one of the dictionary's own keys
    person, lines = dictionary.person(match.key), dictionary.periods(match.key)
    aliases = person.aliases if person else "|".join(dict.fromkeys(line.aliases for line in lines if line.aliases))
    offices = [
        {"title": o.title, "organization": o.organization, "from": o.start or None, "to": o.end or None,
         "held": not o.end if date is None else holds(o, date)}
        for o in dictionary.offices(match.key)
    ]  # fmt: skip
    periods = [
        {"type": p.type, "country": p.country, "sector": p.sector, "from": p.start or None, "to": p.end or None}
        for p in lines
    ]
    return {
        "key": entry.key, "name": entry.name, "type": entry.type, "country": entry.country, "sector": entry.sector,
        "code": entry.code, "of": entry.of, "sure": match.sure, "how": match.how, "current": entry.current,
        "aliases": aliases.split("|") if aliases else [], "periods": periods, "offices": offices,
        "parts": list(dictionary.children(match.key)),
    }  # fmt: skip


def _lines(card: dict[str, Any]) -> Iterator[str]:
    yield f"{card['name']}  ({card['key']})"
    about = [card["type"], card["country"], card["sector"], card["code"] and f"code {card['code']}"]
    yield "  " + " · ".join(filter(None, about)) + ("" if card["current"] else "  (not at that time)")
    if not card["sure"]:
        yield "  the name alone is not enough: another name of it, its parent or its country must stand in the article"
    if card["of"]:
        yield f"  of {card['of']}"
    if card["aliases"]:
        yield "  also: " + ", ".join(a for a in card["aliases"] if a != f"{card['name']}?")
    if len(card["periods"]) > 1 or any(p["from"] or p["to"] for p in card["periods"]):
        for period in card["periods"]:
            yield f"  {_stretch(period)}  " + " ".join(filter(None, (period[k] for k in ("type", "country", "sector"))))
    for office in sorted(card["offices"], key=lambda o: o["from"] or "", reverse=True):
        yield f"  {_stretch(office)}  {office['title']} · {office['organization']}{'  *' if office['held'] else ''}"
    if parts := card["parts"]:
        more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
        yield "  parts: " + ", ".join(parts[:_SHOWN]) + more


def _stretch(period: dict[str, Any]) -> str:
    return f"{period['from'] or '…':>10} – {period['to'] or '…':<10}"


def _said(name: str, words: dict[str, Any]) -> Iterator[str]:
    if keys := words.get("word_of"):
        yield f"{name}: a word for {' or '.join(keys)}"
    if key := words.get("seat_of"):
        yield f"{name}: {key} is governed from there"
