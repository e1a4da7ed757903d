"""Whom a deed is done to where no noun of its clause is said to be: the party that its object or its land belongs to.

"Rejected the council's decision" is done to the council, "bombed positions of the militia" to the militia, "declared a
state of emergency in Katanga" to Katanga, "threatened to strike unless the mill pays" to the mill, "marched to demand
the mayor's resignation" to the mayor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from sayso.actors.words import Words
from sayso.events.lexicon import rows
from sayso.events.standing import IsParty, is_deed
from sayso.events.triggers import Trigger
from sayso.record import EventType

_VERBAL = frozenset(("VERB", "AUX"))
_OWNED = frozenset(("nmod", "nmod:poss", "compound", "amod", "nmod:desc"))
"""Relations by which a thing says whose it is."""
_OBJECTS = frozenset(("obj", "nsubj:pass", "iobj"))
_AGAINST = frozenset(("against", "over", "at", "outside"))
_IF = frozenset(("if", "unless", "until"))
_DEEP = 3
"""Steps down from an object within which its owner stands."""


@cache
def _rules() -> dict[tuple[EventType, str], frozenset[str]]:
    """(type, what: ``owner``, ``content``, ``aim``, ``unless`` or ``land``) → the prepositions that it goes by
    (``data/within.tsv``)."""
    return {(c[0], c[1]): frozenset(c[2].split("|")) for _, c in rows("within.tsv")}  # type: ignore[misc]


def within(
    words: Words, trigger: Trigger, is_party: IsParty, is_land: Callable[[int], bool], taken: Iterable[int]
) -> list[int]:
    """The head word of that party, at most one; ``taken`` are the heads of the deed's actors."""
    not_them = frozenset(taken)
    rules = _rules()
    fits = (
        found
        for what, wanted, places in (
            ("owner", is_party, _objects(words, trigger)),
            ("content", is_party, _contents(words, trigger)),
            ("aim", is_party, _aims(words, trigger)),
            ("unless", is_party, _conditions(words, trigger)),
        )
        if (by := rules.get((trigger.type, what))) is not None
        for place in places
        for found in _owners(words, place, by & _BY if trigger.type == "ACCUSE" and is_deed(words, place) else by)
        if wanted(found) and found not in not_them and words.tag[found] != "PRP$"
    )
    first = next(fits, None)
    if first is None and (by := rules.get((trigger.type, "land"))) is not None:
        first = next((w for w in _lands(words, trigger, by) if is_land(w) and w not in not_them), None)
    return [first] if first is not None else []


_BY = frozenset(("by", "from"))
"""What leads to the doer of a deed: who condemns "the murder of a judge by soldiers" accuses the soldiers."""


def _case(words: Words, word: int) -> str:
    return next((words.lower[c] for c in words.children[word] if words.dep[c] == "case"), "")


def _anchors(words: Words, trigger: Trigger) -> list[int]:
    return list(dict.fromkeys((trigger.at, trigger.anchor, *trigger.words)))


def _objects(words: Words, trigger: Trigger) -> Iterator[int]:
    """What the trigger's words govern as their object; of a noun what it is of."""
    for word in _anchors(words, trigger):
        for child in words.children[word]:
            if child not in trigger.words and words.dep[child] in _OBJECTS:
                yield child
    for word in _anchors(words, trigger):
        if words.pos[word] not in _VERBAL:
            yield from (c for c in words.children[word] if words.dep[c] == "nmod" and c not in trigger.words)


def _contents(words: Words, trigger: Trigger) -> Iterator[int]:
    """The objects of what is agreed, refused, threatened or asked for: "agreed to lift a ban on Egyptian fruit"."""
    for word in _anchors(words, trigger):
        for child in words.children[word]:
            if words.dep[child] in ("xcomp", "ccomp", "acl") and words.pos[child] in _VERBAL:
                below = words.children[child]
                yield from (c for c in below if words.dep[c] in _OBJECTS)
                yield from (c for c in below if words.dep[c] == "obl")


def _aims(words: Words, trigger: Trigger) -> Iterator[int]:
    """Those whom it is aimed at: "marched against the junta", "… to demand the mayor's resignation", "… calling on"."""
    verbs = [w for w in (*_anchors(words, trigger), words.head[trigger.at]) if words.pos[w] in _VERBAL]
    for word in dict.fromkeys((*_anchors(words, trigger), *verbs)):
        for child in words.children[word]:
            if words.dep[child] in ("obl", "nmod") and _case(words, child) in _AGAINST:
                yield child
            if words.dep[child] in ("advcl", "xcomp", "acl") and words.pos[child] in _VERBAL:
                below = words.children[child]
                yield from (c for c in below if words.dep[c] in ("obj", "obl") and c not in trigger.words)
                yield from (c for b in below if words.dep[b] == "ccomp" for c in _subjects(words, b))


def _conditions(words: Words, trigger: Trigger) -> Iterator[int]:
    """Who has to do, or not to do, something: "unless Israel withdraws", "if the firm pays"."""
    anchors = _anchors(words, trigger)
    below = [c for w in anchors for c in words.children[w] if words.dep[c] in ("xcomp", "ccomp")]
    for word in (*anchors, *below):
        for child in words.children[word]:
            marks = {words.lower[c] for c in words.children[child] if words.dep[c] == "mark"}
            if words.dep[child] == "advcl" and marks & _IF:
                yield from _subjects(words, child)


def _subjects(words: Words, verb: int) -> Iterator[int]:
    return (c for c in words.children[verb] if words.dep[c] in ("nsubj", "nsubj:pass"))


def _owners(words: Words, place: int, by: frozenset[str]) -> Iterator[int]:
    """The word itself, and those below it that say whose it is, the nearest first."""
    yield place
    level = [place]
    for _ in range(_DEEP):
        level = [c for w in level for c in words.children[w] if words.dep[c] in _OWNED]
        level = [c for c in level if words.dep[c] != "nmod" or _case(words, c) in by]
        yield from level


def _lands(words: Words, trigger: Trigger, by: frozenset[str]) -> Iterator[int]:
    """The places that hang on the trigger's words, or on the verb that they are the object of."""
    above = words.head[trigger.at]
    at = [
        *_anchors(words, trigger),
        *([above] if words.pos[above] in _VERBAL and words.dep[trigger.at] == "obj" else []),
    ]
    seen: set[int] = set()
    for _ in range(_DEEP):
        below = [c for w in at for c in words.children[w] if words.dep[c] in _INTO and c not in seen]
        yield from (
            c for c in below if c not in trigger.words and (words.dep[c] == "obj" or _case(words, c) in by)
        )  # fmt: skip
        seen.update(below)
        at = below


_INTO = frozenset(
    ("obl", "nmod", "obj", "amod", "nmod:poss", "compound", "acl", "advcl", "xcomp", "obl:tmod", "nmod:tmod")
)
"""Relations below which the land of a deed stands: "a ceasefire effective from Sunday in Somalia"."""
