"""What an article's words say of its places: which names there are, what each is said to lie in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.places.gazetteer import Kind
from sayso.places.names import kinds_of, words_of
from sayso.record import Mention

CountryOf = Callable[[str], str | None]
"""ISO 3166-1 alpha-3 of a state's name or adjective."""

_TYPES = frozenset(("place", "facility", "state"))
_SEATED = frozenset(("government", "igo"))
"""Types of actors that may be called by the town where they sit ("Brussels")."""
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_LOOSE: frozenset[Kind] = frozenset(("water", "mountain", "region", "island"))
"""Kinds that a word behind a name does not make it: "the Kabul valley" lies at Kabul, "Gaza coast" at Gaza."""
_ROW = frozenset((",", "and", "or", "&", ";", "the"))
_LINKS = frozenset(("the", "a", "an", "'s", "’s"))
_BEFORE = 6
"""Words before a name among which its country may stand ("the southern Afghan city of Kandahar")."""
_BEHIND = 7
"""Words behind a name within which what it lies in begins ("Nawa, a district in the south of Helmand")."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place in the text: its words ``first`` to ``last`` (both in), and the mention that it is, if any."""

    first: int
    last: int
    text: str
    mention: Mention | None


def names(words: Words, cast: Found) -> list[Named]:
    """The names of places in an article, in order: mentions by name, and what the language layer labels as places."""
    owner: dict[int, Mention] = {}
    kinds = {a.id: a.type for a in cast.actors}
    for outer in cast.mentions:  # outer before inner
        if outer.form == "name":
            owner |= dict.fromkeys(words.touching(outer.span), outer)
    out: list[Named] = []
    taken: set[str] = set()
    for first, end, label in words.names:
        if label not in _LABELS:
            continue
        mention: Mention | None = owner.get(end - 1)
        if mention is not None and (kind := kinds.get(mention.actor or "", mention.type)) not in _TYPES:
            if kind not in _SEATED:
                continue
            mention = None
        named = _trimmed(words, first, end - 1, mention)
        if named:
            out.append(named)
            taken.add(mention.id if mention else "")
    for other in cast.mentions:
        kind = kinds.get(other.actor or "", other.type)
        if other.form == "name" and kind in _TYPES and other.id not in taken:
            inside = words.touching(other.span)
            if inside and (named := _trimmed(words, inside[0], inside[-1], other)):
                out.append(named)
    return sorted(out, key=lambda n: (n.first, -n.last))


def _trimmed(words: Words, first: int, last: int, mention: Mention | None) -> Named | None:
    while first <= last and (words.pos[first] == "PUNCT" or words.lower[first] in ("the", "a", "an")):
        first += 1
    while last >= first and (words.pos[last] == "PUNCT" or words.tag[last] == "POS"):
        last -= 1
    return Named(first, last, words.phrase(first, last), mention) if first <= last else None


class Surroundings:
    """What stands around the names of places."""

    def __init__(self, words: Words, named: list[Named], country: CountryOf) -> None:
        self.words, self.country = words, country
        self.starting = {n.first: n for n in reversed(named)}
        self.ending = {n.last: n for n in named}

    def countries(self, name: Named) -> Iterator[str]:
        """The countries that the words of its phrase before a name say it lies in: "the Afghan city of Kunduz"."""
        words = self.words
        start = max(words.limits(name.first)[0], name.first - _BEFORE)
        for word in range(name.first - 1, start - 1, -1):
            if words.text[word][:1].isupper() and (found := self.country(words.text[word])):
                yield found
                return
            inner = words.lower[word]
            fits = words.tag[word] == "POS" or inner in ("of", "and") or kinds_of(inner) or inner in words_of("side")
            if not fits and words.pos[word] not in ("ADJ", "NOUN"):
                return

    def kinds(self, name: Named) -> frozenset[Kind]:
        """The kinds of place that the words beside a name tell: "the state of Washington", "Washington state"."""
        words, out = self.words, frozenset[Kind]()
        before, behind = name.first - 1, name.last + 1
        if before > 0 and words.lower[before] == "of":
            out |= kinds_of(words.lower[before - 1])
        if behind < len(words) and words.sentence[behind] == words.sentence[name.last]:
            out |= kinds_of(words.lower[behind]) - _LOOSE
        return out

    def inside(self, name: Named) -> Iterator[Named]:
        """The names of what the text says a place lies in: "Tripoli, Lebanon", "Nawa in Helmand", "Helmand's Nawa"."""
        words = self.words
        if name.first and words.tag[name.first - 1] == "POS" and (owner := self.ending.get(name.first - 2)):
            yield owner
        at = name
        for _ in range(3):
            over = self._behind(at)
            if over is None:
                return
            yield over
            at = over

    def _behind(self, name: Named) -> Named | None:
        """The name behind a comma, a bracket or a preposition, with nothing between but words for parts and kinds."""
        words = self.words
        _, end = words.limits(name.last)
        at, told = name.last + 1, False
        while at < min(end, name.last + 1 + _BEHIND):
            low = words.lower[at]
            if at in self.starting:
                over = self.starting[at]
                return over if told and not self._listed(name, over) else None
            if low in (",", "("):
                if told and words.text[at - 1] in ",(":
                    return None
                told = True
            elif low in words_of("wherein"):
                told = True
            elif not (kinds_of(low) or low in _LINKS or low in words_of("side") or (told and words.pos[at] == "ADJ")):
                return None
            at += 1
        return None

    def lists(self) -> Iterator[list[Named]]:
        """The names that stand in a row, with commas, "and" or "or" between."""
        words, row = self.words, list[Named]()
        for name in sorted(self.starting.values(), key=lambda n: n.first):
            between = words.lower[row[-1].last + 1 : name.first] if row else []
            if row and between and len(between) < 4 and all(w in _ROW for w in between):
                row.append(name)
                continue
            if len(row) > 2:
                yield row
            row = [name]
        if len(row) > 2:
            yield row

    def _listed(self, name: Named, over: Named) -> bool:
        """Is the second only the next of a list ("in Kabul, Kunduz and Herat")?"""
        words = self.words
        between = words.lower[name.last + 1 : over.first]
        if between != [","]:
            return False
        return any(words.dep[w] == "conj" for w in range(over.first, over.last + 1)) or (
            over.last + 1 < len(words) and words.lower[over.last + 1] in ("and", "or")
        )
