"""Attribution without a verb of saying: nouns ("a warning that"), adjectives, "according to", headlines' labels."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.clauses import oblique, possessors, subject
from sayso.actors.words import Words
from sayso.statements.content import VERBAL, runs, under
from sayso.statements.cuebook import CueEntry, cues
from sayso.statements.indirect import matches
from sayso.statements.said import Said
from sayso.statements.viewpoints import viewpoint

_LABEL = 6
"""Words that the name before a headline's colon has at most."""
_TITLES = frozenset(("headline", "standfirst"))
_PARTIES = ("PER", "ORG")
_BREAKS = frozenset((";", "•", "|"))
"""Marks between one headline and the next in the same line."""


def nominal(words: Words) -> Iterator[Said]:
    """All of them, kind by kind."""
    yield from _titles(words)
    for word in range(len(words)):
        found = None
        if words.pos[word] == "NOUN":
            found = _noun(words, word)
        elif words.pos[word] == "ADJ":
            found = _adjective(words, word)
        if found is None:
            found = viewpoint(words, word)
        if found is not None and found.content:
            yield found


def _noun(words: Words, noun: int) -> Said | None:
    """ "the army's claim that …", "a call by the mayor to …"."""
    for entry, places in matches(words, noun, "noun"):
        behind = (c for c in words.children[noun] if c > noun and words.dep[c] in ("acl", "ccomp", "advcl"))
        head = next((c for c in behind if _fits(words, c, entry)), None)
        if head is not None:
            who = _owner(words, noun)
            return Said(
                entry,
                places,
                who,
                runs(words, under(words, head)),
                "noun",
                unnamed=who is None,
            )
    return None


def _fits(words: Words, head: int, entry: CueEntry) -> bool:
    marks = {words.lower[c] for c in words.children[head] if words.dep[c] == "mark"}
    if "that" in marks:
        return bool(entry.frames & {"that", "inf"})
    return "to" in marks and "inf" in entry.frames and entry.act not in ("think", "say")


def _owner(words: Words, noun: int) -> int | None:
    """Whose word it is: the possessor, the one behind "by" or "from", or the subject of the verb that it hangs on."""
    owners = [
        *possessors(words, noun),
        *oblique(words, noun, "by"),
        *oblique(words, noun, "from"),
    ]
    if owners:
        return owners[0]
    verb = words.head[noun]
    if words.pos[verb] in VERBAL and words.dep[noun] == "obj":
        return subject(words, verb)
    return next(iter(oblique(words, noun, "of")), None)


def _adjective(words: Words, word: int) -> Said | None:
    """ "is convinced that …"."""
    for entry, places in matches(words, word, "adj"):
        head = next(
            (c for c in words.children[word] if c > word and words.dep[c] in ("ccomp", "advcl")),
            None,
        )
        if head is None or "that" not in entry.frames or not _finite(words, head):
            continue
        who = subject(words, word)
        if who is not None and words.lower[who] != "it":
            return Said(entry, places, who, runs(words, under(words, head)), "adj")
    return None


def _finite(words: Words, head: int) -> bool:
    return any(words.dep[c] in ("nsubj", "nsubj:pass", "expl") for c in words.children[head])


def _titles(words: Words) -> Iterator[Said]:
    """Headlines: "Mayor Kai: the bridge was safe", "Bridge ‘a death trap’ says expert"."""
    at = 0
    while at < len(words):
        block, first = words.block[at], at
        while at < len(words) and words.block[at] == block:
            at += 1
        if words.kinds[block] in _TITLES and (said := _label(words, first, at) or _tail(words, first, at)):
            yield said


def _label(words: Words, first: int, end: int) -> Said | None:
    colon = next(
        (w for w in range(first, min(end, first + _LABEL + 1)) if words.lower[w] == ":"),
        first,
    )
    verbs = [w for w in range(first, end) if words.pos[w] in VERBAL]
    if colon == first or end - colon < 4 or not verbs or verbs[0] < colon:
        return None
    inside = range(first, colon)
    who = next((w for w in inside if words.head[w] not in inside or words.head[w] == w), first)
    if words.entity[who] < 0 or words.names[words.entity[who]][2] not in _PARTIES:
        return None
    return Said(cues()["say", "verb"][-1], (), who, runs(words, range(colon + 1, end)), "label")


def _tail(words: Words, first: int, end: int) -> Said | None:
    """A verb of saying among the last words, with nothing but who says it behind: the rest is what is said."""
    verb = next(
        (w for w in range(max(first + 2, end - _LABEL), end - 1) if words.pos[w] in VERBAL),
        None,
    )
    if verb is None or words.tag[verb] not in ("VBZ", "VBP", "VBD"):
        return None
    if any(words.dep[c] in ("ccomp", "nsubj") and c < verb and words.pos[c] in VERBAL for c in words.children[verb]):
        return None
    entry = next(
        (e for e, _ in matches(words, verb, "verb") if "q" in e.frames and "that" in e.frames and e.strength >= 2),
        None,
    )
    behind = [w for w in range(verb + 1, end) if words.pos[w] != "PUNCT"]
    if (
        entry is None
        or not behind
        or any(words.pos[w] not in ("NOUN", "PROPN", "ADJ", "DET", "PART", "ADP", "NUM") for w in behind)
    ):
        return None
    if words.pos[behind[0]] == "ADP":
        return None
    who = next((w for w in behind if words.head[w] == verb), behind[0])
    if words.pos[who] not in ("NOUN", "PROPN"):
        return None
    begin = next((w + 1 for w in range(verb - 1, first, -1) if words.lower[w] in _BREAKS), first)
    return Said(entry, (verb,), who, runs(words, range(begin, verb)), "tail")
