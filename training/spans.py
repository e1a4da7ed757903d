"""Names marked in running text: re3d's entities and our own sentences in braces, in spaCy's words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from training.conllu import FormatError, lines
from training.labels import OUTSIDE, TYPES, either, mask
from training.sentences import Block, Sentence

Name = tuple[int, int, tuple[str, ...]]  # start, end in characters, possible types
_BRACE = re.compile(r"\{([A-Z]+) ([^{}]*)\}")

RE3D = {
    "Organisation": ("ORG",),
    "Location": ("GPE", "LOC", "FAC"),
    "Person": ("PER",),
    "Nationality": ("NORP",),
}
RE3D_OPEN = frozenset({"Weapon", "Vehicle", "MilitaryPlatform", "DocumentReference"})
STOPS = (".", "!", "?")
LINKS = frozenset({"of", "the", "for", "and", "&", "in", "on", "al", "bin", "ibn", "el"})


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


def _sentence(name: str, text: str, names: Iterable[Name], open_spans: Iterable[tuple[int, int]] = ()) -> Sentence:
    """Words and masks of a text: B for the first word that a name covers, I for the rest, open where a span says so."""
    doc = _tokenizer().make_doc(text)
    words = [t for t in doc if not t.is_space]
    masks = [OUTSIDE] * len(words)
    for start, end in open_spans:
        for i, token in enumerate(words):
            if token.idx < end and token.idx + len(token) > start and token.text[:1].isupper():
                masks[i] = either(*TYPES)
    for start, end, kinds in names:
        part = "B"
        for i, token in enumerate(words):
            if token.idx < end and token.idx + len(token) > start:
                masks[i] = mask(part, *kinds)
                part = "I"
    spaces = tuple(bool(t.whitespace_) for t in words)
    return Sentence(name, tuple(t.text for t in words), spaces, tuple(masks))


def braces(path: Path) -> list[Block]:
    """Our own sentences, one a line, `{TYPE name}` inline. Raises FormatError for an unknown type or a stray brace."""
    out = []
    for number, line in enumerate(lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path.name}, line {number}"
        sentence = marked(line, where)
        out.append(Block(where, (replace(sentence, whole=_is_one(sentence)),)))
    return out


def _is_one(sentence: Sentence) -> bool:
    """Whether a line is surely one sentence: it has a full stop at its end, and none inside before a capital that
    begins no name (before a name it may be an abbreviation's)."""
    words = sentence.words
    ended = "".join(words[-2:])[-2:].rstrip("”’\"'")[-1:] in STOPS
    return ended and not any(
        words[i][-1] in STOPS and words[i + 1][:1].isupper() and sentence.names[i + 1] == OUTSIDE
        for i in range(len(words) - 1)
    )


def marked(line: str, where: str) -> Sentence:
    """The sentence of one line in braces."""
    text, names, end = "", [], 0
    for match in _BRACE.finditer(line):
        if match[1] not in TYPES:
            raise FormatError(f"{where}: unknown type {match[1]}, expected one of {' '.join(TYPES)}")
        text += line[end : match.start()]
        names.append((len(text), len(text) + len(match[2]), (match[1],)))
        text += match[2]
        end = match.end()
    text += line[end:]
    if "{" in text or "}" in text:
        raise FormatError(f"{where}: a brace without its partner")
    return _sentence(where, text, names)


def _is_name(text: str) -> bool:
    words = text.split()
    capital = [w for w in words if any(c.isupper() for c in w)]
    return bool(words) and bool(words[0][:1].isupper()) and all(w in capital or w.lower() in LINKS for w in words)


@cache
def _titles() -> frozenset[str]:
    return frozenset(line for line in lines(Path(__file__).with_name("titles.txt")) if line and line[0] != "#")


def re3d(path: Path) -> list[Block]:
    """The documents of a re3d file, a block a paragraph. Its entities are noun phrases, and those of capitalised words
    alone are names; capitals in the rest stay open. An organisation that is elsewhere a place may be either."""
    rows = [json.loads(line) for line in lines(path)]
    places = {row["text"][b:e] for row in rows for b, e, kind in row["entities"] if kind == "Location"}
    out = []
    for row in rows:
        start = 0
        for number, part in enumerate(row["text"].split("\n")):
            if part.strip():
                name = f"{row['id']}-{number}"
                out.append(Block(name, (_re3d_part(name, part, start, row["entities"], places),)))
            start += len(part) + 1
    return out


def _re3d_part(name: str, text: str, offset: int, entities: list[list[Any]], places: set[str]) -> Sentence:
    rows = [(b - offset, e - offset, kind) for b, e, kind in entities if offset <= b and e <= offset + len(text)]
    rows = [(b + 4, e, k) if text[b : b + 4] in ("the ", "The ") else (b, e, k) for b, e, k in rows]
    loose = [(b, e) for b, e, kind in rows if kind in RE3D or kind in RE3D_OPEN]
    names: list[Name] = []
    for start, end, kind in sorted(rows, key=lambda r: (r[0] - r[1], r[0])):
        if kind not in RE3D or not _is_name(text[start:end]):
            continue
        begin = start + _title_length(text[start:end]) if kind == "Person" else start
        alone = (
            " " not in text[begin:end] and (not begin or text[begin - 2 : begin] in (". ", "“")) and kind != "Person"
        )
        taken = any(begin < e and b < end for b, e, _ in names)
        if begin < end and not taken and not (alone and kind == "Organisation" and not text[begin:end].isupper()):
            either_way = kind == "Organisation" and text[begin:end] in places
            names.append((begin, end, (*RE3D[kind], "GPE") if either_way else RE3D[kind]))
    return _sentence(name, text, names, loose)


def _title_length(text: str) -> int:
    """The characters of a person's phrase up to and with its last title word; the whole length if nothing follows."""
    end = 0
    for match in re.finditer(r"\S+\s*", text):
        if match[0].strip().lower().rstrip(".,") in _titles():
            end = match.end()
    return end
