"""One record → one self-contained page of HTML: no network, and a policy that lets only its own style and script in."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.record import Document, Record
from sayso.view import panel, people, ties
from sayso.view.marks import marks
from sayso.view.names import Names
from sayso.view.segments import exact, stretches

_LIT = 150
"""Most statements of an article that the style alone can light: each needs a rule that every element is tried on."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def page(record: Record) -> str:
    """The page of a record, encodable as UTF-8. The same record gives the same page, byte for byte."""
    style, lights, script = asset("view.css"), lights_of(Names(record)), asset("view.js")
    policy = (
        f"default-src 'none'; style-src {hashed(style)} {hashed(lights)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    template = environment().get_template("page.html.j2")
    return template.render(**parts(record), style=style, lights=lights, script=script, policy=policy)


def parts(record: Record) -> dict[str, Any]:
    """What the templates show of a record."""
    names, document = Names(record), record.document
    return {
        "site": False,
        "title": title_of(record),
        "own_title": not any(b.kind == "headline" for b in record.blocks),
        "about": [x for x in (document.publisher, document.published, document.byline, _origin(document)) if x],
        "address": document.url,
        "safe_address": bool(document.url and _ADDRESS.fullmatch(document.url)),
        "language": document.language if _LANGUAGE.fullmatch(document.language or "") else None,
        "made_by": record.made_by,
        "stretches": stretches(record, names, marks(record, names)),
        "verdicts": people.headline(names),
        "events": panel.events(names),
        "speakers": people.statements(names),
        "figures": panel.figures(names),
        "drawing": ties.drawing(names),
        "actors": people.actors(names),
        "times": people.times(names),
    }


def title_of(record: Record) -> str:
    """What an article is called: its headline, else its title, else its id."""
    headline = next((b for b in record.blocks if b.kind == "headline"), None)
    words = record.words(headline.span) if headline else record.document.title or record.document.id
    return " ".join(words.split())


def _origin(document: Document) -> str | None:
    return f"from {document.origin}" if document.origin else None


def lights_of(names: Names) -> Markup:
    """Rules that light a statement's words, and its speaker's others, wherever one of them is led to: without any
    script. They are made of ids of this package's own making. Of very many statements only the script lights one."""
    statements = names.record.statements if len(names.record.statements) <= _LIT else ()
    speakers = sorted({n for s in statements if (n := names.speaker_number(s)) is not None})
    rules = [f"body:has(.by-{n}:target) .by-{n}{{box-shadow:inset 0 -.2em var(--lit)}}" for n in speakers]
    rules += [
        f"body:has(.{id}:target) .{id}{{background:var(--lit-back)}}" for s in statements if (id := names.dom(s.id))
    ]
    return Markup("\n".join(rules))


def hashed(text: str) -> str:
    """What a Content-Security-Policy calls an inline style or script of exactly this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def asset(name: str, package: str = "sayso.view") -> Markup:
    """A style or script of a package, as it stands."""
    return Markup((files(package) / "static" / name).read_text(encoding="utf-8"))


@cache
def environment(*packages: str) -> Environment:
    """The templates of the packages, then of this one: everything escaped, nothing undefined."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "sayso.view")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Every string in the page goes through :func:`sayso.view.segments.exact`: what has no form in HTML is replaced."""
    return exact(value) if isinstance(value, str) and not isinstance(value, Markup) else value
