"""For a person at a terminal: does the headline hold, what happened, how many, who stands with whom, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from sayso.cli.names import Names, cut, when, where
from sayso.record import Event, Figure, HeadlineClaim, Record, Relation

_VERDICTS = {
    "exact": ("holds", "green"),
    "paraphrased": ("holds", "green"),
    "attributed": ("only said", "yellow"),
    "altered": ("altered", "red"),
    "none": ("nowhere", "bold red"),
}
"""Support → what is printed, and how."""
_QUOTES = {"exact": ("exact", "green")}
"""The same for quotations, where another word says it better."""
_QUADS = {
    "verbal_cooperation": "green",
    "material_cooperation": "green",
    "verbal_conflict": "yellow",
    "material_conflict": "red",
}
_COLUMN = 11
"""Columns of the first word of a line."""
_LONGEST = 120
"""Characters of evidence that are printed."""


def headline(record: Record, width: int) -> Iterator[Text]:
    """A line for each claim and quotation of the headline, and below it the body's words that decide."""
    if not record.headline:
        return
    names = Names(record)
    yield Text("Does the headline hold", style="bold underline")
    for claim in record.headline:
        told, style = (_QUOTES if claim.kind == "scare_quote" else {}).get(claim.support) or _VERDICTS[claim.support]
        words = names.words(claim.span)
        yield from _row(told, style, f"‘{words}’" if claim.kind == "scare_quote" else words, "", width)
        if claim.support != "exact" or claim.kind == "claim":
            for span in claim.evidence:
                yield from _row("", "", "", f"← {_holder(names, claim, span)}{cut(names.words(span), _LONGEST)}", width)
    yield Text()


def _holder(names: Names, claim: HeadlineClaim, span: tuple[int, int]) -> str:
    """Who says the evidence, where somebody does and the headline makes it a fact."""
    if claim.support not in ("attributed", "altered"):
        return ""
    inner = None
    for statement in names.record.statements:
        if any(start < span[1] and span[0] < end for start, end in statement.content):
            inner = statement
    return f"{names.speaker(inner)}: " if inner else ""


def events(record: Record, width: int) -> Iterator[Text]:
    """A line an event: type, who did what to whom, how sure, when, where, what came of it, on whose say-so."""
    if not record.events:
        return
    names = Names(record)
    again: dict[str, list[Event]] = defaultdict(list)
    for event in record.events:
        if event.same_as:
            again[event.same_as].append(event)
    yield Text("What happened", style="bold underline")
    for event in record.events:
        if not event.same_as:
            style = _QUADS.get(event.quad or "", "")
            yield from _row(event.type, style, _deed(names, event), _about(names, event, again[event.id]), width)
    yield Text()


def _deed(names: Names, event: Event) -> str:
    """Who did what to whom, in the article's own word for it."""
    who, whom, what = names.parties(event.actors), names.parties(event.recipients), names.words(event.trigger)
    if event.mutual:
        return f"{who} – {what}"
    return f"{who or '?'} – {what}" + (f" → {whom}" if whom else "")


def _about(names: Names, event: Event, again: list[Event]) -> str:
    """How sure, how, when, where, with what effect, who says so, how often it is told again."""
    sure = ("not" if event.polarity == "negative" else "", event.modality if event.modality != "asserted" else "")
    voice = names.voice(event.voice)
    others = dict.fromkeys(said for e in again if (said := names.voice(e.voice)) and said != voice)
    told = (
        " ".join(s for s in sure if s),
        (event.mode or "").replace("-", " "),
        when(event.date) if event.date else "",
        _place(names, event),
        *_effects(names, event),
        f"says {voice}" if voice else "",
        f"also says {', '.join(others)}" if others else "",
        f"told {len(again) + 1} times" if again else "",
    )
    return " · ".join(t for t in told if t)


def _place(names: Names, event: Event) -> str:
    """Where, if that is not already said by who did what to whom."""
    told = where(event.place, names) if event.place else ""
    return "" if told in (names.parties(event.actors), names.parties(event.recipients)) else told


def _effects(names: Names, event: Event) -> Iterator[str]:
    """What befell whom, with its number."""
    counted = {e.figure for e in event.effects}
    for effect in event.effects:
        figure = names.figures.get(effect.figure or "")
        on = names.party(effect.on) if effect.on else ""
        yield f"{names.words(figure.span)} {effect.what}" if figure else f"{on} {effect.what}".strip()
    for id in event.figures:
        if id not in counted and id in names.figures:
            figure = names.figures[id]
            words = names.words(figure.span)
            yield f"{words} {figure.kind}" if figure.kind in _PEOPLE else words


_PEOPLE = ("killed", "injured", "missing", "detained", "abducted", "displaced", "people")


def figures(record: Record, width: int) -> Iterator[Text]:
    """A line a figure: as written, what it counts and of whom, of which whole, who holds it."""
    if not record.figures:
        return
    names = Names(record)
    yield Text("How many", style="bold underline")
    for figure in record.figures:
        yield from _row(cut(names.words(figure.span), 24), "bold", _counted(names, figure), _held(names, figure), width)
    yield Text()


def _counted(names: Names, figure: Figure) -> str:
    """What a figure counts, and whom: the words of the mention without the number."""
    whom = names.words(names.mentions[figure.of].span) if figure.of in names.mentions else ""
    whom = whom.replace(names.words(figure.span), "", 1).strip()
    return figure.kind + (f": {cut(whom, 40)}" if whom and whom != "people" else "")


def _held(names: Names, figure: Figure) -> str:
    event, whole, voice = names.events.get(figure.event or ""), names.figures.get(figure.part_of or ""), figure.voice
    told = (
        {"up": "rising", "down": "falling"}.get(figure.trend or "", ""),
        {"at_least": "or more", "at_most": "or fewer", "about": "about"}.get(figure.bound, ""),
        f"of the {names.words(whole.span)}" if whole else "",
        f"in “{names.words(event.trigger)}”" if event else "",
        f"says {names.voice(voice)}" if voice else "",
    )
    return " · ".join(t for t in told if t)


def relations(record: Record, width: int) -> Iterator[Text]:
    """A line a tie: friend or foe, the two, the words that say so, on whose say-so. Nested ones once."""
    if not record.relations:
        return
    names = Names(record)
    yield Text("Who is with or against whom", style="bold underline")
    for tie in record.relations:
        told, style = ("with", "green") if tie.sign > 0 else ("against", "red")
        yield from _row(told, style, f"{names.actor(tie.a)} – {names.actor(tie.b)}", _tied(names, tie), width)
    yield Text()


def _tied(names: Names, tie: Relation) -> str:
    told = (
        tie.kind or "",
        tie.tense if tie.tense not in (None, "present") else "",
        f"“{cut(names.words(tie.span), 50)}”" if tie.span else "",
        f"says {names.voice(tie.voice)}" if tie.voice else "",
    )
    return " · ".join(t for t in told if t)


def times(record: Record, width: int) -> Iterator[Text]:
    """The expressions of time with their values, each once, run on."""
    told = dict.fromkeys(when(time) for time in record.times)
    if not told:
        return
    yield Text("When", style="bold underline")
    for row in wrap(" · ".join(told), width - 2):
        yield Text(f"  {row}")
    yield Text()


def _row(first: str, style: str, words: str, rest: str, width: int) -> Iterator[Text]:
    """One line: a first word in its column, the words, then dim what is beside them; too long, it goes on indented."""
    indent = 2 + _COLUMN
    lead = f"  {first:<{_COLUMN - 2}}  "
    whole = words + (f"  {rest}" if words and rest else rest)
    room = max(20, width - max(indent, len(lead)))
    lines = _wrapped(whole, room, max(20, width - indent))
    at = 0
    for number, row in enumerate(lines):
        out = Text(lead if number == 0 else " " * indent)
        if number == 0 and first:
            out.stylize(style, 2, 2 + len(first))
        plain = max(0, min(len(row), len(words) - at))
        out.append(row[:plain]).append(row[plain:], style="dim")
        at += len(row) + 1
        yield out


def _wrapped(whole: str, first: int, others: int) -> list[str]:
    """The text in lines of at most ``first``, then ``others`` columns."""
    lines = wrap(whole, first, drop_whitespace=True) or [""]
    if first == others or len(lines) == 1:
        return lines
    return [lines[0], *wrap(whole[len(lines[0]) :].strip(), others)]
