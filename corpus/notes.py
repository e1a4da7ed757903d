"""The annotation lines of a compact file, compiled to the builtins of a record."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from corpus.marks import Body, CompactError
from sayso.record import Span

_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
_PAIR = re.compile(r"([a-z_]+[0-9]*)=(.*)", re.S)


HERE = Path(__file__).parent


@cache
def _rows(name: str) -> list[list[str]]:
    """The rows of a table beside this module, without comments and its heading."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def _codes(kind: str, mode: str | None, contexts: list[str]) -> dict[str, str]:
    """Quad class and CAMEO code of a PLOVER type and mode. Raises ``ValueError`` for names that PLOVER has not."""
    found = [row for row in _rows("codes.tsv") if row[:2] == [kind, mode or "-"]]
    if not found:
        raise ValueError(f"PLOVER has no {kind} with the mode {mode}")
    if unknown := set(contexts) - {row[0] for row in _rows("contexts.tsv")}:
        raise ValueError(f"PLOVER has no context {sorted(unknown)}")
    return {"quad": found[0][2], "cameo": found[0][3]}


class Notes:
    """Turns annotation lines into the builtins of a record. Line by line, keywords as in FORMAT.md."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.actors: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.times: dict[str, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Any]] = {}
        self.mention_ids: dict[str, str] = {}
        order = sorted(body.mentions, key=lambda m: (m[0], -m[1]))
        self.mentions = [(f"m{n}", *m) for n, m in enumerate(order, 1)]
        for key, _, _, _, _, label in self.mentions:
            if label in self.mention_ids:
                raise CompactError(f"two mentions are labelled {label!r}")
            if label:
                self.mention_ids[label] = key

    def run(self, notes: str) -> dict[str, Any]:
        lines = [_WORD.findall(line) for line in notes.splitlines() if line.strip() and not line.startswith("#")]
        for words in lines:
            if words[0] == "actor":
                self.actors[words[1]] = f"a{len(self.actors) + 1}"
                self.types[words[1]] = words[3]
        out: dict[str, Any] = {"blocks": [{"span": b[:2], "kind": b[2]} for b in self.body.blocks]}
        made: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for word in ("time", "place", "actor", "stmt", "event", "figure", "rel", "head"):
            for words in lines:
                if words[0] == word:
                    try:
                        positional, named = _arguments(words[1:])
                        made[word].append(getattr(self, "_" + word)(*positional, **named))
                    except (KeyError, IndexError, TypeError, ValueError) as error:
                        raise CompactError(f"{' '.join(words)!r}: {error!r}") from None
        if unknown := {w[0] for w in lines} - set(made):
            raise CompactError(f"no such kind of note: {sorted(unknown)}")
        out["mentions"] = [
            {"id": key, "span": (start, end), "form": form, "type": self._type(actor), "actor": self.actors[actor]}
            for key, start, end, form, actor, _ in self.mentions
        ]
        names = {"actor": "actors", "stmt": "statements", "event": "events", "figure": "figures", "rel": "relations"}
        return {**out, **{names[k]: made[k] for k in names}, "times": made["time"], "headline": made["head"]}

    def _type(self, actor: str) -> str:
        if actor not in self.types:
            raise CompactError(f"a mention is of {actor!r}, but no 'actor' line names it")
        return self.types[actor]

    def _span(self, label: str) -> Span:
        spans = self.body.labels.get(label)
        if not spans:
            raise CompactError(f"no words are marked {label!r}")
        return spans[0]

    def _mentions(self, labels: str | None) -> list[str]:
        return [self.mention_ids[x] for x in (labels or "").split(",") if x]

    def _actor_id(self, key: str | None) -> str | None:
        return self.actors[key] if key else None

    def _time(self, label: str, value: str = "", grain: str = "", **_: str) -> dict[str, Any]:
        span = self._span(label)
        words = "".join(self.body.text)[slice(*span)]
        self.times[label] = {"span": span, "text": words, "value": value or None, "grain": grain or None}
        return self.times[label]

    def _place(self, label: str, name: str, country: str = "", **more: str) -> dict[str, Any]:
        numbers: dict[str, Any] = {k: float(more[k]) for k in ("lat", "lon") if k in more}
        span = self._span(label) if label in self.body.labels else None
        self.places[label] = {
            "span": span,
            "name": name,
            "country": country or None,
            "admin1": more.get("admin1"),
            **numbers,
        }
        return self.places[label]

    def _actor(
        self, key: str, name: str, kind: str, roles: tuple[str, ...] = (), place: str = "", **more: str
    ) -> dict[str, Any]:
        made = []
        for role in roles:
            title, _, rest = role.partition("@")
            label, _, organization = rest.partition("@")
            at = next((m for m in self.mentions if m[5] == label), None) if label else None
            made.append(
                {"title": title, "organization": self._actor_id(organization), "span": at[1:3] if at else None},
            )
        where = self.places[place] if place else None
        if more.get("country") or more.get("sector"):
            more.setdefault("code", more.get("country", "") + more.get("sector", ""))
        return {"id": self.actors[key], "name": name, "type": kind, "roles": made, "place": where, **more}

    def _stmt(self, key: str, kind: str, content: str, cue: str = "", source: str = "", **more: str) -> dict[str, Any]:
        out: dict[str, Any] = {
            "id": key,
            "kind": kind,
            "content": self.body.labels[content] if self._span(content) else [],
        }
        if cue:
            label, lemma, act = cue.split(":")
            out["cue"] = {"span": self._span(label), "lemma": lemma.replace("_", " "), "act": act}
        if source:
            out["source"] = self.mention_ids[source]
            by = next(m[4] for m in self.mentions if m[0] == out["source"])
            out["speaker"] = None if "anonymous" in more else self.actors[by]
        out.update({k: self._actor_id(more[k]) for k in ("speaker", "addressee", "venue") if k in more})
        if "topic" in more:
            out["topic"] = self._span(more["topic"])
        if "date" in more:
            out["date"] = self.times[more["date"]]
        out.update({k: more[k] for k in ("anonymous", "parent", "polarity") if k in more})
        return {**out, "continued": more.get("continued") == "yes"}

    def _event(self, key: str, kind: str, trigger: str, effects: str = "", **more: str) -> dict[str, Any]:
        out: dict[str, Any] = {"id": key, "type": kind, "trigger": self._span(trigger)}
        out.update({k: self._mentions(more.get(k)) for k in ("actors", "recipients", "instruments")})
        out.update({k: [x for x in more.get(k, "").split(",") if x] for k in ("contexts", "figures")})
        out["effects"] = [self._effect(e) for e in effects.split(",") if e]
        if "place" in more:
            out["place"] = self.places[more["place"]]
        if "date" in more:
            out["date"] = self.times[more["date"]]
        out.update(_codes(kind, more.get("mode"), out["contexts"]))
        plain = ("mode", "cameo", "quad", "polarity", "modality", "tense", "same_as", "voice")
        out.update({k: more[k] for k in plain if k in more})
        return {**out, "mutual": more.get("mutual") == "yes"}

    def _effect(self, note: str) -> dict[str, Any]:
        what, on, figure = ([*note.split(":"), "", ""])[:3]
        return {"what": what, "on": self.mention_ids[on] if on else None, "figure": figure or None}

    def _figure(self, key: str, value: str, kind: str, of: str = "", **more: str) -> dict[str, Any]:
        out: dict[str, Any] = {"id": key, "span": self._span(key), "kind": kind, "value": _number(value)}
        out.update({k: _number(more[k]) for k in ("low", "high") if k in more})
        out["of"] = self.mention_ids[of] if of else None
        out.update({k: more[k] for k in ("unit", "part_of", "bound", "trend", "event", "voice") if k in more})
        return out

    def _rel(self, a: str, b: str, sign: str, span: str = "", mentions: str = "", **more: str) -> dict[str, Any]:
        out: dict[str, Any] = {"a": self.actors[a], "b": self.actors[b], "sign": int(sign)}
        out["span"] = self._span(span) if span else None
        out["mentions"] = self._mentions(mentions)
        out.update({k: more[k] for k in ("kind", "tense", "voice", "basis") if k in more})
        return out

    def _head(self, label: str, kind: str, support: str, evidence: str = "") -> dict[str, Any]:
        spans = [run for x in evidence.split(",") if x for run in self.body.labels[x]]
        return {"span": self._span(label), "kind": kind, "support": support, "evidence": spans}


def _number(words: str) -> float | int | None:
    if words in ("", "-"):
        return None
    return float(words) if "." in words or "e" in words else int(words)


def _arguments(words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Positional words and ``key=value`` pairs of a note; ``role=`` may stand several times and becomes ``roles``."""
    positional, named, roles = [], {}, []
    for word in words:
        match = _PAIR.fullmatch(word)
        if not match:
            positional.append(word.strip('"'))
        elif match[1] == "role":
            roles.append(match[2].strip('"'))
        else:
            named[match[1]] = match[2].strip('"')
    return positional, {**named, **({"roles": tuple(roles)} if roles else {})}
