"""Who stands where beside a predicate: the head words of the two sides that it ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.actors.clauses import before, conjuncts, objects, oblique, passive, possessors, subject
from sayso.actors.words import Words
from sayso.relations.predicates import Hit

IsParty = Callable[[int], bool]
"""Does the word head a mention of a party?"""

_NAMING = frozenset(("compound", "nmod:desc", "appos", "flat", "amod"))
_UNDER = frozenset(("obj", "obl", "nsubj:pass", "nsubj", "xcomp"))
_VERBAL = ("VERB", "AUX")
_QUOTES = frozenset(("'", '"', "‘", "’", "“", "”", ","))
_CALLING = frozenset(("xcomp", "obl", "obj", "ccomp"))
_DEEPEST = 3
_PLAIN = 2


@dataclass(frozen=True, slots=True)
class Sides:
    """The heads of both sides. Without a second side the first are tied to one another."""

    a: tuple[int, ...]
    b: tuple[int, ...] = ()


def sides(words: Words, hit: Hit, is_party: IsParty) -> Sides:
    """The parties that a predicate ties, through conjunction, control, passives and apposition."""
    place = hit.predicate.a
    if hit.predicate.pos == "verb":
        found = _of_verb(words, hit, is_party)
    elif place == "self":
        found = _of_party(words, hit, is_party)
    elif place == "tie":
        found = _of_tie(words, hit, is_party)
    else:
        found = _of_adjective(words, hit, is_party)
    own = hit.predicate.strength > _PLAIN or hit.predicate.kind == "partnership"  # "its allies": a party of its own
    a = [w for w in dict.fromkeys(found.a) if is_party(w) or (w == hit.anchor and own)]
    b = [w for w in dict.fromkeys(found.b) if is_party(w) and w not in a]
    return Sides(tuple(a), tuple(b))


def reciprocal(words: Words, anchor: int) -> bool:
    """Does "each other" or "one another" stand under the word?"""
    near = [anchor, *(c for c in words.children[anchor])]
    return any(
        (words.lower[w], words.lower[c]) in (("each", "other"), ("one", "another"))
        for n in near
        for w in (n, *words.children[n])
        for c in words.children[w]
    )


def _joined(words: Words, heads: Iterable[int], is_party: IsParty, *, owned: bool = False) -> tuple[int, ...]:
    """The parties among the heads and what is joined to them; ``owned``: of a thing, those to whom it belongs."""
    out: dict[int, None] = {}
    for head in heads:
        for word in conjuncts(words, head):
            for party in [word] if is_party(word) else owners(words, word, is_party) if owned else []:
                out[party] = None
    return tuple(out)


def _possessors(words: Words, noun: int) -> list[int]:
    """Those in the genitive before a noun; for "whose" the noun that it stands for."""
    return [_antecedent(words, w) if words.lower[w] == "whose" else w for w in possessors(words, noun)]


def _antecedent(words: Words, word: int) -> int:
    at = word
    for _ in range(_DEEPEST + 1):
        if words.dep[at].startswith("acl"):
            return words.head[at]
        at = words.head[at]
    return word


def _objects(words: Words, verb: int) -> list[int]:
    """A verb's own objects, or through a relative clause or the verb joined to it, never those of a verb before."""
    return [w for w in objects(words, verb) if w > verb or words.dep[verb].startswith("acl")]


def owners(words: Words, noun: int, is_party: IsParty) -> list[int]:
    """The parties to whom a thing, deed or tie belongs ("Iran's", "Taliban and US", "of the rebels")."""
    for found in (
        _possessors(words, noun),
        before(words, noun),
        oblique(words, noun, "of"),
        oblique(words, noun, "by"),
    ):
        if parties := [w for f in found for w in conjuncts(words, f) if is_party(w) and w != noun]:
            return parties
    return []


def _of_verb(words: Words, hit: Hit, is_party: IsParty) -> Sides:
    verb, place = hit.anchor, hit.predicate.b[0]
    turned = passive(words, verb)
    surface = subject(words, verb)
    first = oblique(words, verb, "by") if turned else [surface] if surface is not None else []
    if place == "obj":
        surface_objects = [surface] if turned and surface is not None else _objects(words, verb)
        second = [w for w in surface_objects if w not in hit.words]
    else:
        second = oblique(words, verb, place)
        for word in hit.words[1:]:
            second = second or oblique(words, word, place)
        if turned and not first:
            first = [surface] if surface is not None else []
    owned = words.dep[verb] == "acl" and not turned  # "its efforts to defeat them"
    a, b = _joined(words, first, is_party, owned=owned), _joined(words, second, is_party)
    if not b and (reciprocal(words, verb) or (place == "with" and not second and hit.predicate.sign > 0)):
        return Sides(a)
    return Sides(a, b) if b else Sides(())


def _behind(words: Words, noun: int, places: Sequence[str]) -> list[int]:
    """What stands behind a noun by one of the prepositions, wherever the parse hangs it if it follows at once."""
    for place in places:
        if found := [w for w in oblique(words, noun, place) if not _according(words, w)]:
            return found
    at = noun + 1
    while at < len(words) and words.text[at] in _QUOTES:
        at += 1
    if at < words.limits(noun)[1] and words.dep[at] == "case" and words.lower[at] in places:
        return [words.head[at]]
    return []


def _according(words: Words, word: int) -> bool:
    return any(words.lower[c] == "according" for c in words.children[word] if words.dep[c] == "case")


def _of_party(words: Words, hit: Hit, is_party: IsParty) -> Sides:
    """A noun that is a party itself: "its ally Iran", "Iran is an ally of Syria", "the foes"."""
    noun = hit.anchor
    others = [
        w for w in _joined(words, _behind(words, noun, hit.predicate.b), is_party) if w != noun
    ]  # fmt: skip
    own = [w for p in _possessors(words, noun) for w in conjuncts(words, p) if is_party(w)]
    predicate = any(words.dep[c] in ("cop", "nsubj") for c in words.children[noun])
    named = _named(words, noun, is_party)
    if predicate:
        surface = subject(words, noun)
        first = _joined(words, [surface] if surface is not None else [], is_party)
    elif named:
        first = named
        own = own or [w for n in named for p in _possessors(words, n) for w in conjuncts(words, p) if is_party(w)]
    elif (called := _called(words, noun, is_party)) is not None:
        first, who = called
        if not others and not own:
            return Sides(first, who)
    elif others and (owner := own or _premodifiers(words, noun, is_party, others)):
        return Sides(tuple(owner), tuple(others))
    else:
        first = (noun,)
    second = others or own or _premodifiers(words, noun, is_party, first)
    return Sides(tuple(w for w in first if w not in second), tuple(second)) if second else Sides(first)


def _premodifiers(words: Words, noun: int, is_party: IsParty, taken: Sequence[int]) -> list[int]:
    """Named parties right before the noun ("a US ally")."""
    near = before(words, noun)
    return [w for f in near for w in conjuncts(words, f) if is_party(w) and w not in taken and w != noun]


def _named(words: Words, noun: int, is_party: IsParty) -> tuple[int, ...]:
    """Whom the noun is said of in apposition or before a name ("Iran, an ally of Syria", "its ally Iran")."""
    head = words.head[noun]
    if head != noun and words.dep[noun] in _NAMING and is_party(head) and words.dep[noun] != "amod":
        return _before_conjuncts(words, head, noun)
    behind = [c for c in words.children[noun] if c > noun and words.dep[c] in ("appos", "flat") and is_party(c)]
    return tuple(w for c in behind for w in conjuncts(words, c))


def _before_conjuncts(words: Words, word: int, noun: int) -> tuple[int, ...]:
    """A noun with those that it is joined to before another ("Niger and Burkina Faso, Mali's partners")."""
    first = word
    while words.dep[first] == "conj":
        first = words.head[first]
    return tuple(w for w in conjuncts(words, first) if w < noun) or (word,)


def _called(words: Words, noun: int, is_party: IsParty) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Of "A regards B as an enemy": B, and A."""
    verb = words.head[noun]
    if words.dep[noun] not in _CALLING or words.pos[verb] not in _VERBAL:
        return None
    marked = any(words.lower[c] == "as" for c in words.children[noun] if words.dep[c] in ("case", "mark"))
    bare = words.dep[noun] == "xcomp"
    if not marked and not bare:
        return None
    surface = subject(words, verb)
    if passive(words, verb):
        called, who = ([surface] if surface is not None else []), oblique(words, verb, "by")
    else:
        called, who = [w for w in objects(words, verb) if w != noun], [surface] if surface is not None else []
        if bare and not called:  # "remains an ally of Iran"
            called, who = who, []
    if not called:
        return None
    return _joined(words, called, is_party), _joined(words, who, is_party)


def _of_tie(words: Words, hit: Hit, is_party: IsParty) -> Sides:
    """A noun that is the tie: "the US and Taliban alliance", "its feud with Iran", "they are at odds"."""
    noun = hit.anchor
    for place in ("between", "among"):
        if place in (*hit.predicate.b, "among") and (both := _joined(words, oblique(words, noun, place), is_party)):
            return Sides(both)
    behind = _behind(words, noun, [p for p in hit.predicate.b if p not in ("between", "and")])
    second = _joined(words, behind, is_party)
    first = [w for w in owners(words, noun, is_party) if w not in second]
    if len(first) == 1 and not second and possessors(words, noun):
        second = tuple(w for f in before(words, noun) for w in conjuncts(words, f) if is_party(w) and w not in first)
    named = len(first) > 1
    first = first or list(_clause_owner(words, noun, is_party))
    first = [w for w in first if w not in second]
    if second:
        return Sides(tuple(first), second)
    stated = any(words.dep[c] == "cop" for c in words.children[noun])
    apart = len(first) > 1 and not behind and (named or stated or hit.predicate.sign > 0)
    return Sides(tuple(first)) if apart else Sides(())


def _clause_owner(words: Words, noun: int, is_party: IsParty) -> tuple[int, ...]:
    """The subject of the clause in which the tie stands, or the owner of the deed that it is a part of."""
    at = noun
    for _ in range(_DEEPEST):
        if any(words.dep[c] == "cop" for c in words.children[at]) or (at == noun and subject(words, at) is not None):
            surface = subject(words, at)
            return _joined(words, [surface] if surface is not None else [], is_party)
        above = words.head[at]
        if above == at:
            return ()
        if words.pos[above] in _VERBAL:
            if words.dep[at] not in _UNDER or words.dep[at] == "nsubj":
                return ()
            agents = oblique(words, above, "by")
            surface = subject(words, above)
            return _joined(words, agents or ([surface] if surface is not None else []), is_party)
        if found := [w for w in owners(words, above, is_party) if w != at]:
            return tuple(found)
        if is_party(above):
            return (above,)
        at = above
    return ()


def _of_adjective(words: Words, hit: Hit, is_party: IsParty) -> Sides:
    """ "A is hostile to B", "a militia loyal to B", "A and B are close"."""
    adjective = hit.anchor
    second = _joined(words, _behind(words, adjective, hit.predicate.b), is_party)
    predicate = any(words.dep[c] == "cop" for c in words.children[adjective])
    head = words.head[adjective]
    if words.dep[adjective] in ("amod", "acl", "acl:relcl") and not predicate:
        surface: int | None = head
    else:
        surface = subject(words, adjective)
        if surface is None and words.dep[adjective] == "xcomp":
            surface = subject(words, head)
    called = _called(words, adjective, is_party) if surface is None or words.dep[adjective] == "obl" else None
    first = called[0] if called else _joined(words, [surface] if surface is not None else [], is_party)
    if second:
        return Sides(tuple(w for w in first if w not in second), second)
    if len(first) > 1 and predicate and "with" in hit.predicate.b:
        return Sides(first)
    return Sides(())
