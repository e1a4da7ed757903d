"""The place of an event: what its own clause says, by prepositions of being somewhere; else what the next sentence says
of it. Never from afar: a clause that says nothing has no place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.places.locate import Located
from sayso.places.names import kinds_of, words_of
from sayso.places.settle import lies_in
from sayso.places.text import Named
from sayso.record import Place, Span

_OBLIQUE = ("obl", "nmod", "advmod")
_NESTED = frozenset(("nmod", "appos", "compound", "flat", "nmod:poss", "nmod:desc", "obl", "dep"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
_UPWARD = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "xcomp", "compound", "appos"))
"""What a noun that tells of a deed may be of the verb beside it: "carried out an attack in Kabul"."""
_SHARED = frozenset(("advcl", "conj", "acl", "xcomp"))
"""Clauses that stand where their main clause does ("a bomb exploded in Kabul, killing 12")."""
_ASIDE = frozenset(("ccomp", "parataxis", "nsubj", "nsubj:pass", "obl:agent", "csubj"))
_STRUCK = frozenset(("obj", "nsubj:pass"))
_BEFORE = frozenset(("compound", "nmod:poss"))
_GOAL, _ORIGIN = frozenset(("to", "into", "towards", "toward", "onto")), frozenset(("from", "of"))
_RANK = {"facility": 0, "town": 1, "district": 2, "island": 2, "mountain": 2, "division": 3, "water": 3, "region": 4}
"""How small the kinds of places are, the smallest first."""
_VILLAGE, _LARGEST = 1, 6
"""The rank of what nobody knows, and of what the table above lacks."""
_DEEPEST = 6
_BARS = frozenset((":", ";", "“", "”", '"'))
"""Signs behind which another clause begins, as far as places go."""


class Wheres:
    """Finds the places of the events of an article."""

    def __init__(self, words: Words, cast: Found, found: Located) -> None:
        self.words, self.found = words, found
        self.name_of = {w: n for n in reversed(found.names) for w in range(n.first, n.last + 1)}
        self.heads = cast.heads
        self.countries = {a.id: a.country for a in cast.actors if a.type in ("place", "facility")}

    def of(self, trigger: Span) -> Place | None:
        """Where what a trigger names took place, with the words that say so; None where its clause does not."""
        inside = self.words.touching(trigger)
        if not inside:
            return None
        head = next((w for w in inside if self.words.head[w] not in inside or self.words.head[w] == w), inside[0])
        told = list(dict.fromkeys(self._of_clause(head, inside)))
        name = self._smallest(told) or self._onward(head, inside[-1]) or self._continued(head)
        if name is None:
            return None
        place, span = self.found.place(name), self.words.span(name.first, name.last)
        actor = name.mention.actor if name.mention else None
        country = place.country or self.countries.get(actor or "")
        return structs.replace(place, name=place.name or name.text, country=country, span=span)

    def _smallest(self, told: list[Named]) -> Named | None:
        """The first place told, or one told beside it that lies in it: "In Haiti, gunmen attacked Kenscoff"."""
        best = told[0] if told else None
        for name in told[1:]:
            inner, outer = self.found.entry(name), self.found.entry(best) if best else None
            if inner and outer and lies_in(inner, outer):
                best = name
        return best

    def _of_clause(self, head: int, trigger: range) -> Iterator[Named]:
        """The places that the clause of a trigger says, those that hang nearest to it first."""
        words, at = self.words, head
        for word in dict.fromkeys((head, *trigger)):
            yield from self._said_of(word)
        yield from self._struck_by(head)
        yield from self._below(head, _DEEPEST)
        for _ in range(_DEEPEST):
            if (where := self._wherein(at)) is not None:
                yield where
            above = words.head[at]
            if above == at or not self._stands_with(at):
                break
            at = above
            if at in self.name_of and self._is_locative(at, words.head[at]):
                yield self.name_of[at]  # "is in Lima on a visit"
            yield from self._said_of(at)
            yield from self._below(at, 2)
        for child in words.children[head]:
            if words.dep[child] != "conj" or words.pos[child] != "VERB":
                continue
            if not self._has_subject(child) or (self._is_deed(head) and self._is_deed(child)):
                yield from self._said_of(child)
                yield from self._below(child, 2)
        if self._is_deed(head):
            yield from self._anywhere(head, _DEEPEST)

    def _stands_with(self, word: int) -> bool:
        """Does what a word says take place where what it hangs on does?"""
        words, dep = self.words, self.words.dep[word]
        if dep in _UPWARD:
            return not self._cases(word) & words_of("apart")
        if dep not in _SHARED and dep != "parataxis":
            return False
        if self._has_subject(word):
            return dep in ("conj", "parataxis") and self._is_deed(word) and self._is_deed(words.head[word])
        marks = {words.lower[c] for c in words.children[word] if words.dep[c] == "mark"}
        return dep != "parataxis" and not marks - {"to"}

    def _is_deed(self, word: int) -> bool:
        return self.words.lemma[word] in words_of("deed") or self.words.lemma[word] in words_of("incident")

    def _has_subject(self, verb: int) -> bool:
        return any(self.words.dep[c] in _SUBJECTS for c in self.words.children[verb])

    def _wherein(self, verb: int) -> Named | None:
        """The place that a clause with "where" hangs on ("Kunduz, where 12 were killed")."""
        words = self.words
        if words.dep[verb].startswith("acl") and any(words.lower[c] == "where" for c in words.children[verb]):
            return self._named(words.head[verb])
        return None

    def _said_of(self, word: int) -> Iterator[Named]:
        """The places that prepositions hang on a word; those in front of a noun that tells of a deed ("the Kabul
        attack")."""
        words = self.words
        for child in words.children[word]:
            dep = words.dep[child]
            if dep.startswith(_OBLIQUE) and self._is_locative(child, word):
                if (name := self._named(child) or self._described(child, word)) is not None:
                    yield name
            elif dep in _BEFORE and self._is_deed(word) and words.pos[word] == "NOUN" and self._is_ground(child):
                yield self.name_of[child]

    def _struck_by(self, verb: int) -> Iterator[Named]:
        """The places to which a deed is done: "shelled Kherson", "entered Bakhmut"."""
        words = self.words
        if words.lemma[verb] not in words_of("deed"):
            return
        for child in words.children[verb]:
            if words.dep[child] in _STRUCK:
                if self._is_ground(child):
                    yield self.name_of[child]
                elif kinds_of(words.lemma[child]) and (name := self._named(child)) is not None:
                    yield name  # "attacked the hillside suburb of Kenscoff"

    def _below(self, word: int, depth: int) -> Iterator[Named]:
        """Places that hang on what a deed is done to or told with: "killed 12 people in Kunduz", "a bomb in Kunduz
        killed 12", "died in an attack on Kunduz", but not "the embassy in Amman accused"."""
        words = self.words
        for child in words.children[word] if depth else ():
            dep, lemma = words.dep[child], words.lemma[child]
            told = dep.startswith(_OBLIQUE) and not self._cases(child) & words_of("apart")
            fits = (dep in ("obj", "nsubj:pass") and words.lemma[word] in words_of("deed")) or (
                (dep in _SUBJECTS or told or dep == "obj") and lemma in words_of("incident")
            )
            if fits and child not in self.name_of:
                yield from self._said_of(child)
                for clause in words.children[child]:
                    if words.dep[clause] == "acl" and not self._has_subject(clause):
                        yield from self._said_of(clause)
                yield from self._below(child, depth - 1)

    def _anywhere(self, word: int, depth: int) -> Iterator[Named]:
        """The places that prepositions hang on anything under a deed, but for its doer and what stands aside."""
        for child in self.words.children[word] if depth else ():
            dep, pos = self.words.dep[child], self.words.pos[child]
            if dep in _ASIDE or (dep == "conj" and pos == "VERB") or self._cases(child) & words_of("apart"):
                continue
            yield from self._said_of(child)
            yield from self._anywhere(child, depth - 1)

    def _onward(self, head: int, last: int) -> Named | None:
        """The next place that a preposition brings in behind a deed, before another clause with a subject of its own.

        What the tree hangs on the wrong noun: "was shot by unidentified assailants at the colony in Dimapur".
        """
        words = self.words
        if not self._is_deed(head):
            return None
        for word in range(last + 1, words.limits(head)[1]):
            if words.dep[word] in _SUBJECTS or words.lower[word] in _BARS:
                return None
            if self._cases(word) & words_of("locative") and not self._is_person(word):
                name = self._named(word)
                if name is not None and self._is_ground(name.last):
                    return name
        return None

    def _cases(self, word: int) -> set[str]:
        """The prepositions of a word, those of several words in all their words ("outside of", "close to")."""
        words = self.words
        own = [c for c in words.children[word] if words.dep[c] in ("case", "mark", "advmod") and c < word]
        return {words.lower[w] for c in own for w in (c, *words.children[c])}

    def _is_locative(self, word: int, above: int) -> bool:
        """Does a preposition put a place under another word? "of" does behind a noun ("the siege of Aleppo")."""
        words, cases = self.words, self._cases(word)
        lemma = words.lemma[above]
        if cases & words_of("locative"):
            return not ("on" in cases and lemma in words_of("on"))
        if cases & _GOAL and lemma in words_of("goal"):
            return True
        if cases & _ORIGIN and lemma in words_of("origin"):
            return "of" not in cases or "out" in cases
        return "of" in cases and words.pos[above] == "NOUN" and lemma in words_of("strikes")

    def _is_ground(self, word: int) -> bool:
        """Is it the name of a known place that things happen in, and no state that things are done to?"""
        name = self.name_of.get(word)
        entry = self.found.entry(name) if name else None
        return entry is not None and entry.kind not in ("country", "continent")

    def _is_person(self, word: int) -> bool:
        return self.words.entity[word] >= 0 and self.words.names[self.words.entity[word]][2] == "PER"

    def _named(self, word: int) -> Named | None:
        """The smallest place that a phrase names: "a market in the town of Tal Abyad in northern Syria"."""
        found = [n for n in self._names_in(word, _DEEPEST) if n.mention is not None or self.found.entry(n)]
        return min(found, key=self._rank, default=None)

    def _rank(self, name: Named) -> tuple[int, int]:
        entry = self.found.entry(name)
        return _RANK.get(entry.kind, _LARGEST) if entry else _VILLAGE, name.first

    def _names_in(self, word: int, depth: int) -> Iterator[Named]:
        words = self.words
        own = self.name_of.get(word)
        if own is not None:
            yield own
        for child in words.children[word] if depth else ():
            if words.dep[child] not in _NESTED or (own is not None and self.name_of.get(child) is own):
                continue
            cases = {words.lower[c] for c in words.children[child] if words.dep[c] == "case"}
            if (not cases or cases & words_of("wherein")) and not self._is_person(child):
                yield from self._names_in(child, depth - 1)

    def _described(self, word: int, above: int) -> Named | None:
        """A place of a deed without a name: "rallied outside the embassy"."""
        words = self.words
        lemma = words.lemma[word]
        if words.pos[word] != "NOUN" or not self._is_deed(above) or not self._cases(word) & words_of("locative"):
            return None
        if not (kinds_of(lemma) or lemma in words_of("facility")):
            return None
        mention = self.heads.get(word)
        inside = words.touching(mention.span) if mention else range(0)
        return Named(inside[0], inside[-1], words.phrase(inside[0], inside[-1]), mention) if inside else None

    def _continued(self, head: int) -> Named | None:
        """The place that the next sentence gives to what happened: "The attack took place in …", "It happened at …"."""
        words = self.words
        _, end = words.limits(head)
        if end >= len(words) or words.block[end] - words.block[head] > 1:
            return None
        first, last = words.limits(end)
        for verb in range(first, min(last, first + 12)):
            if words.lemma[verb] not in words_of("happen") or words.pos[verb] != "VERB":
                continue
            subject = next((c for c in words.children[verb] if words.dep[c] in _SUBJECTS), None)
            if subject is None or words.lemma[subject] not in words_of("incident"):
                return None
            definite = any(words.lower[c] in ("the", "this", "that") for c in words.children[subject])
            return next(self._said_of(verb), None) if definite or words.lower[subject] == "it" else None
        return None
