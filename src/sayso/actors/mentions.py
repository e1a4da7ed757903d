"""Mentions: every name, noun phrase and pronoun that means an actor, before anybody knows which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from sayso.actors.clauses import oblique
from sayso.actors.lexicon import Head, given_gender, heads, modifier, rows, title
from sayso.actors.names import Name, closing_stop
from sayso.actors.phrases import Phrases, phrases
from sayso.actors.words import Words
from sayso.record import ActorType, Span

Form = Literal["name", "nominal", "pronoun"]
Determiner = Literal["def", "indef", "this", "poss", "num", "bare"]

COLLECTIVE = frozenset(
    ("government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media", "religious_group")
)
"""Types that "it" and "they" both mean, and that "we" may stand for."""

SEAT = "seat"
"""The flag of a mention by the name of a state's capital that means the state."""

ADJECTIVE = "adjective"
"""The flag of a mention by a people's adjective that means the state."""

_DETERMINERS: dict[str, Determiner] = {
    "the": "def", "a": "indef", "an": "indef", "another": "indef", "some": "indef", "this": "this", "that": "this",
    "these": "this", "those": "this", "both": "def", "such": "this", "any": "indef", "no": "indef", "every": "indef",
    "each": "indef",
}  # fmt: skip
_TOOLS: frozenset[ActorType] = frozenset(("weapon", "vehicle"))
_NOBODY = frozenset(("no", "nobody", "none"))
_SUBSTANTIVE = frozenset(
    ("wounded", "injured", "dead", "elderly", "displaced", "missing", "poor", "rich", "homeless", "unemployed")
)
_COUNT_WORDS = frozenset(("dozens", "hundreds", "thousands", "scores", "others", "some", "many", "several"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "obj"))


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Words that mention somebody or something.

    ``span`` is the phrase; ``first``, ``last`` (both in) and ``head`` are numbers of words. ``name`` is the bare name
    of a mention by name, ``core`` its span. ``number`` is "s", "p" or "" (either); ``gender`` m, f, n or "";
    ``person`` 1 to 3. ``lemma`` is the head's, ``modifiers`` the lemmas before it that describe. ``flags`` are the head
    noun's.
    """

    span: Span
    first: int
    last: int
    head: int
    form: Form
    type: ActorType
    name: str = ""
    core: Span | None = None
    number: str = ""
    gender: str = ""
    person: int = 3
    determiner: Determiner = "bare"
    lemma: str = ""
    modifiers: frozenset[str] = frozenset()
    sector: str | None = None
    flags: frozenset[str] = field(default=frozenset())


def mentions(words: Words, names: Sequence[Name]) -> list[Mentioned]:
    """The mentions in order of the text, outer before inner; no two have the same words or the same head."""
    extents = phrases(words)
    found: dict[int, Mentioned] = {}
    for name in names:
        spotted = _people(words, extents, name) if name.type == "people" else _named(words, extents, name)
        if spotted is None:
            continue
        if spotted.head not in found or spotted.last > found[spotted.head].last:
            found[spotted.head] = spotted
    covered = {at for m in found.values() for at in _title_words(words, m)}
    in_name = {at for name in names for at in range(name.first, name.last + 1)}
    for word in range(len(words)):
        if word in found or word in covered or word in in_name:
            continue
        spotted_word = _pronoun(words, word) or _nominal(words, extents, word)
        if spotted_word:
            found[word] = spotted_word
    named_last = sorted(found.values(), key=lambda m: (m.form != "name", m.head), reverse=True)
    unique = {(m.first, m.last): m for m in named_last}
    return sorted(unique.values(), key=lambda m: (m.span[0], -m.span[1]))


def _named(words: Words, extents: Phrases, name: Name) -> Mentioned:
    inside = range(name.first, name.last + 1)
    first, last = name.first, name.last
    root = next((w for w in inside if words.head[w] not in inside or words.head[w] == w), first)
    start = _phrase_start(words, extents, name, root, first)
    head = root if start > (above := words.head[root]) or above > last else above
    before = [w for w in range(start, first) if words.pos[w] in ("NOUN", "PROPN", "ADJ")]
    end = words.end[last] - closing_stop(words.text[last])
    return Mentioned(
        span=(words.start[start], end),
        first=start,
        last=last,
        head=head,
        form="name",
        type=name.type,
        name=name.text,
        core=(words.start[first], end),
        number="s" if name.type == "person" else ("p" if name.type in ("people", "ethnic_group") else ""),
        gender=_gender(words, name, start, first, last) if name.type == "person" else "n",
        determiner=_determiner(words, start),
        lemma=words.lemma[head],
        modifiers=frozenset(words.lemma[w] for w in before),
    )


def _people(words: Words, extents: Phrases, name: Name) -> Mentioned | None:
    """A people's name: a noun for persons ("two Liberians"); before a noun the state, where it alone names the party
    ("Turkish air strikes", "Kenyan missiles"); nothing where the noun is a mention itself ("Turkish soldiers")."""
    word, dep = name.last, words.dep[name.last]
    over = words.head[word]
    if words.pos[word] == "ADJ" or dep in ("amod", "compound"):
        joined = dep == "conj" or any(words.dep[c] == "conj" for c in words.children[word])
        noun = _head(words, over) if dep in ("amod", "compound") and not joined else None
        if noun is not None and noun.type not in _TOOLS:
            return None
        if dep in ("amod", "compound", "conj"):
            return replace(_named(words, extents, name), type="state", flags=frozenset((ADJECTIVE,)))
    return replace(_named(words, extents, name), form="nominal", modifiers=frozenset(), lemma=words.lower[word])


def _phrase_start(words: Words, extents: Phrases, name: Name, root: int, first: int) -> int:
    """The first word of the phrase around a name: with the title that it hangs on, or that hangs on it."""
    above = words.head[root]
    leads = above < first and words.dep[root] in ("flat", "appos", "nmod", "nmod:desc", "compound")
    joined = all(words.pos[w] in ("NOUN", "PROPN", "DET", "ADJ") for w in range(above, first))
    if leads and first - above <= 3 and joined:
        known = heads().get(words.lemma[above])
        if known and (known.type == "person") == (name.type == "person"):
            return extents.left[above]
    if name.type == "person":
        return min(first, extents.left[root])
    start = min(first, extents.left[root])
    while start < first and words.pos[start] not in ("DET", "ADJ", "PROPN", "NOUN", "VERB", "NUM"):
        start += 1
    return start if words.dep[start] == "det" or name.type not in ("place", "state") else first


def _title_words(words: Words, mention: Mentioned) -> range:
    """The words before a name in its phrase: nouns among them are titles, no mentions, unless they name a body."""
    if not mention.core:
        return range(0)
    first = words.touching(mention.core)[0]
    return range(first - 1, first) if first > mention.first else range(0)


def _gender(words: Words, name: Name, start: int, first: int, last: int) -> str:
    for word in range(first - 1, start - 1, -1):
        known = title(words.lower[word])
        gender = known[0] if known else (heads()[words.lemma[word]].gender if words.lemma[word] in heads() else "")
        if gender:
            return gender
    for word in range(first, last):
        if (known := title(words.lower[word])) and known[0]:
            return known[0]
    parts = name.text.split()
    return given_gender(parts[0]) if len(parts) > 1 else ""


def _determiner(words: Words, first: int) -> Determiner:
    if words.tag[first] == "PRP$" or words.dep[first] == "nmod:poss":
        return "poss"
    if words.pos[first] == "NUM":
        return "num"
    return _DETERMINERS.get(words.lower[first], "bare")


@cache
def _pronouns() -> dict[str, tuple[int, str, str]]:
    return {word: (int(person), number, gender) for word, person, number, gender in rows("pronouns.tsv")}


def _pronoun(words: Words, word: int) -> Mentioned | None:
    known = _pronouns().get(words.lower[word])
    if known is None or words.pos[word] != "PRON" or words.dep[word] == "expl":
        return None
    if words.text[word] == "US":
        return None
    person, number, gender = known
    kind: ActorType = "person" if number == "s" and gender != "n" else ("people" if number != "s" else "other")
    return Mentioned(
        span=words.span(word, word), first=word, last=word, head=word, form="pronoun", type=kind, number=number,
        gender=gender, person=person, lemma=words.lower[word],
    )  # fmt: skip


def _nominal(words: Words, extents: Phrases, word: int) -> Mentioned | None:
    head = _head(words, word)
    if head is None or not _heads_a_phrase(words, word, head):
        return None
    first, last = extents.left[word], extents.right[word]
    determiner = _determiner(words, first)
    if words.lower[first] in _NOBODY:
        return None
    if "loose" in head.flags and determiner == "bare" and words.tag[word] != "NNS":
        return None
    plural = _is_plural(words, word, head)
    before = [w for w in range(first, word) if words.pos[w] in ("NOUN", "PROPN", "ADJ", "VERB")]
    kind, sector = _portion(words, word, head) or _meant(words, word, head, plural, before)
    collective = kind in COLLECTIVE and not plural
    return Mentioned(
        span=words.span(first, last),
        first=first,
        last=last,
        head=word,
        form="nominal",
        type=kind,
        number="" if collective else ("p" if plural or kind in ("people", "ethnic_group") else "s"),
        gender=head.gender if kind == "person" else ("" if kind == "people" else "n"),
        determiner=determiner,
        lemma=words.lemma[word],
        modifiers=frozenset(words.lemma[w] for w in before),
        sector=sector,
        flags=head.flags,
    )


_PORTIONED: frozenset[ActorType] = frozenset(("people", "armed_group", "military", "police"))
_COUNT = Head("person", "people", None, "", frozenset(("weak",)))
_OLD = Head("person", "people", "CVL", "", frozenset())


def _head(words: Words, word: int) -> Head | None:
    """What the word means as a head, None if it heads no mention."""
    lemma, known = words.lemma[word], heads()
    if words.pos[word] in ("NOUN", "PROPN"):
        if lemma in known:
            return known[lemma]
        for ending, gender in (("woman", "f"), ("women", "f"), ("man", "m"), ("men", "m"), ("person", "")):
            if lemma.endswith(ending) and len(lemma) > len(ending) + 2:
                return Head("person", "people", None, gender, frozenset(("role",)))
        for split in ("ex-", "co-", "vice-", "non-", "half-"):
            if lemma.startswith(split) and lemma[len(split) :] in known:
                return known[lemma[len(split) :]]
        return None
    if words.lower[word] in _SUBSTANTIVE and words.dep[word] in (*_SUBJECTS, "obl", "nmod", "conj"):
        return heads().get(words.lower[word])
    if words.lower[word] == "old" and word >= 2 and words.lower[word - 2] == "year":
        return _OLD if words.dep[word] not in ("amod", "root", "compound") else None
    return _counted(words, word)


def _counted(words: Words, word: int) -> Head | None:
    """What a number alone means: the people counted behind it ("three of the men"), else people ("12 were killed")."""
    if words.pos[word] != "NUM" and words.lower[word] not in _COUNT_WORDS and words.lower[word] != "one":
        return None
    for child in words.children[word]:
        first = words.children[child][:1]
        if child > word and words.dep[child] == "nmod" and first and words.lower[first[0]] == "of":
            known = heads().get(words.lemma[child])
            return known if known is not None and known.type in ("person", "people") else None
    alone = words.dep[word] == "nsubj:pass" and words.pos[word] == "NUM" and words.text[word - 1 : word] != ["$"]
    return _COUNT if alone else None


def _heads_a_phrase(words: Words, word: int, head: Head) -> bool:
    """Not a title before a name, nor a noun before a noun; but "army" in "army spokesman" is a body that is meant."""
    dep = words.dep[word]
    if dep in ("nmod:desc", "flat", "goeswith", "fixed"):
        return False
    if dep in ("compound", "amod"):
        over = heads().get(words.lemma[words.head[word]])
        return head.type in ("military", "police", "government", "party") and over is not None and over.type == "person"
    return "weak" not in head.flags or dep in (*_SUBJECTS, "nmod", "obl", "conj", "root", "obl:agent", "iobj")


def _is_plural(words: Words, word: int, head: Head) -> bool:
    if words.pos[word] == "NUM":
        return words.lower[word] not in ("one", "1")
    return words.tag[word] in ("NNS", "NNPS") and not (words.lemma[word] == words.lower[word] and "body" in head.flags)


def _portion(words: Words, word: int, head: Head) -> tuple[ActorType, str | None] | None:
    """Type and sector of those of whom the phrase names some ("a group of Yemeni rebels"), None if it names none."""
    whole = next(iter(oblique(words, word, "of")), None) if "portion" in head.flags else None
    known = _head(words, whole) if whole is not None else None
    if whole is None or known is None or known.plural not in _PORTIONED:
        return None
    before = [w for w in words.children[whole] if w < whole and words.pos[w] in ("NOUN", "PROPN", "ADJ", "VERB")]
    return _meant(words, whole, known, True, before)


def _meant(words: Words, word: int, head: Head, plural: bool, before: Iterable[int]) -> tuple[ActorType, str | None]:
    """Type and sector of a phrase: by its head, and by the first of the words before it that changes its meaning."""
    kind, sector = head.plural if plural else head.type, head.sector
    for at in reversed(list(before)):
        changed = modifier(words.lemma[at], words.lemma[word]) or modifier(words.lower[at], words.lemma[word])
        if changed and ("*" not in changed.heads or head.type in ("person", "people", "military", "police")):
            told = changed.plural if plural else changed.type
            kind = told or kind
            sector = changed.sector or sector
            if sector == "ELI" or "*" not in changed.heads:
                break
    return kind, sector
