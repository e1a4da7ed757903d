"""Names from GUM's entities (MISC column, `Entity=…`): mentions headed by a proper noun, the name cut out of each.

GUM marks whole noun phrases of every kind. A name here is the run of proper nouns around the head of a mention whose
head is a proper noun. Where GUM cannot tell our types apart, the mask holds all that are possible; proper nouns that no
such mention explains stay open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from training import conllu
from training.conllu import RawSentence
from training.labels import OPEN, OUTSIDE, TYPES, either, span
from training.sentences import Block

KINDS = {
    "person": ("PER",),
    "organization": ("ORG",),
    "place": ("GPE", "LOC", "FAC"),
    "event": ("EVENT",),
    "object": ("MISC", "FAC"),
    "abstract": ("MISC", "EVENT", "ORG", "NORP"),
    "animal": ("MISC", "PER"),
    "plant": ("MISC",),
    "substance": ("MISC",),
}
SURE = frozenset({"person", "organization", "place", "event"})  # a name even without a Wikipedia link
LINKING = frozenset({"of", "the", "de", "for", "and", "&", "-", "'s", "'", "’s", ".", "–"})
PERSON_LINKING = LINKING - {"of", "the", "for", "and", "&"}
TITLE = "nmod:desc"  # GUM's relation of a title to the name it stands before
_PART = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_FIELDS = 6  # number, type, status, salience, centering, head words; then link kind and the Wikipedia page


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` to `end` (exclusive), GUM's entity type, and the Wikipedia page if it has one."""

    start: int
    end: int
    kind: str
    page: str


def mentions(source: RawSentence) -> list[Mention]:
    """The mentions of a sentence that begin and end in it, discontinuous ones left out."""
    out: list[Mention] = []
    begun: dict[str, list[tuple[int, str, str]]] = {}
    for i, misc in enumerate(source.column(9)):
        value = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
        for opened, closed, ended in _PART.findall(value):
            if opened:
                fields = opened.split("-", _FIELDS + 1)
                number, kind = fields[0], fields[1]
                page = fields[-1] if len(fields) > _FIELDS + 1 else ""
                if closed:
                    out.append(Mention(i, i + 1, kind, page))
                else:
                    begun.setdefault(number, []).append((i, kind, page))
            elif begun.get(ended):
                start, kind, page = begun[ended].pop()
                out.append(Mention(start, i + 1, kind, page))
    return [m for m in out if m.kind in KINDS or m.kind == "time"]


def _core(mention: Mention, source: RawSentence) -> tuple[int, int] | None:
    """The run of proper nouns around the mention's head, without titles; None where the head is no proper noun."""
    words, upos, deprel = source.column(1), source.column(3), source.column(7)
    heads = [int(h) - 1 for h in source.column(6)]
    inside = range(mention.start, mention.end)
    linking = PERSON_LINKING if mention.kind == "person" else LINKING
    head = next((i for i in inside if heads[i] not in inside), mention.start)
    if upos[head] != "PROPN":
        return None

    def proper(i: int) -> bool:
        if upos[i] == "PROPN":
            return deprel[i] != TITLE
        return upos[i] in ("ADJ", "NUM", "X", "VERB", "NOUN") and words[i][:1].isupper()

    def reach(step: int) -> int:
        at = head
        while at + step in inside:
            if proper(at + step):
                at += step
                continue
            far = at + 2 * step
            if far not in inside or words[at + step] not in linking or not proper(far):
                break
            if not _joined(head, far, heads, mention.page):
                break
            at = far
        return at

    return reach(-1), reach(1) + 1


def _joined(head: int, far: int, heads: list[int], page: str) -> bool:
    """Whether two runs are one name: the Wikipedia page says both words, or a hyphen's neighbour hangs on the head."""
    return bool(page) or heads[far] == head


def masks(source: RawSentence) -> list[int]:
    """The name masks of a sentence of GUM."""
    words, upos, xpos = source.column(1), source.column(3), source.column(4)
    out = [OUTSIDE] * len(words)
    for i, word in enumerate(words):
        if upos[i] == "PROPN":
            out[i] = OPEN
        elif i and upos[i] in ("ADJ", "NOUN") and word[:1].isupper():
            out[i] = either("NORP", "MISC", "EVENT")
    taken = [False] * len(words)
    for mention in sorted(mentions(source), key=lambda m: (m.start - m.end, m.start)):
        core = _core(mention, source)
        if core is None or any(taken[core[0] : core[1]]):
            continue
        start, end = core
        taken[start:end] = [True] * (end - start)
        if mention.kind == "time":
            out[start:end] = [either("EVENT")] * (end - start)
        elif mention.kind in SURE or mention.page:
            kinds = KINDS[mention.kind]
            if mention.kind == "person" and xpos[end - 1] == "NNPS":
                kinds = ("NORP", "PER", "ORG")
            out[start:end] = span(end - start, *kinds)
        else:
            out[start:end] = [either(*TYPES)] * (end - start)
    return out


def blocks(path: Path, *, captions: bool = False) -> list[Block]:
    """The blocks of a GUM file with syntax and name masks; `captions` are blocks of their own or open a paragraph."""
    return conllu.blocks(path, masks, captions=captions)
