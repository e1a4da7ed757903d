"""Sure ties: names and their short forms, acronyms, appositions, what somebody is said to be, and who "I" is.

After the multi-pass sieve of Lee et al. (Computational Linguistics 39(4), 2013): the surest rules first, each over the
whole article, and what they tie is known to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sayso.actors.abbreviations import abbreviations
from sayso.actors.context import Context
from sayso.actors.entities import Entities, agree, compatible
from sayso.actors.lexicon import heads, title
from sayso.actors.mentions import COLLECTIVE, SEAT, Mentioned
from sayso.actors.voices import tie_first_and_second_person
from sayso.actors.words import Words

Key = Callable[[Mentioned], str | None]
"""The dictionary's key of a mention by name, None where it has none or the article does not decide."""

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "&", "de", "la", "del", "des", "du", "to", "a"))
_ONE_OF_A_KIND = frozenset(("government", "military", "police"))
_GENERATIONS = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def tie_sure(words: Words, found: Sequence[Mentioned], where: Context, entities: Entities, key: Key) -> None:
    """Ties what sure rules tie, in ``entities``."""
    _same_names(found, entities)
    _persons(found, entities)
    _initials(found, where, entities)
    _same_keys(found, entities, key)
    _short_names(found, entities)
    _acronyms(words, found, entities)
    _branches(words, found, entities)
    _institutions(found, entities)
    _appositions(words, found, entities)
    _said_to_be(words, found, entities)
    tie_first_and_second_person(words, found, where, entities)


def plain(name: str) -> str:
    """A name for comparison: lower case, without article, possessive, apostrophes and hyphens."""
    low = re.sub(r"[’']s?$", "", name.lower().strip(".,"))
    low = re.sub(r"[-‐–]", " ", re.sub(r"[’'`ʼ.]", "", low))
    return re.sub(r"^the ", "", " ".join(low.split()))


def _same_names(found: Sequence[Mentioned], entities: Entities) -> None:
    """The same name means the same, unless one is a person and the other is none."""
    first: dict[tuple[str, str], int] = {}
    for number, mention in enumerate(found):
        if mention.form == "name" and not (mention.type == "person" and " " not in mention.name):
            named = plain(mention.name), "seat" if SEAT in mention.flags else str(mention.type == "person")
            entities.tie(first.setdefault(named, number), number)


def person_parts(name: str) -> list[str]:
    """The words of a person's name without titles in front and "Jr" behind."""
    parts = re.sub(r"[’']s?$", "", name).split()
    while len(parts) > 1 and title(parts[0]) is not None:
        parts.pop(0)
    while len(parts) > 1 and parts[-1].lower().strip(",") in _GENERATIONS:
        parts.pop()
    return parts


def _persons(found: Sequence[Mentioned], entities: Entities) -> None:
    """Names of one word mean the last person before them (else the first after) with that last or first name.

    Two long names with the same last word mean the same where the first words begin alike ("Joe", "Joseph R.").
    """
    full: dict[str, list[int]] = {}
    people = [(n, person_parts(m.name)) for n, m in enumerate(found) if m.form == "name" and m.type == "person"]
    for number, parts in people:
        if len(parts) > 1:
            for part in dict.fromkeys((parts[-1].lower(), parts[0].lower(), " ".join(parts[-2:]).lower())):
                full.setdefault(part, []).append(number)
    seen: dict[str, int] = {}
    for number, parts in people:
        whole = " ".join(parts).lower()
        fits = [n for n in full.get(whole, ())[:200] if _same_gender(entities, n, number) and _ends(found[n], whole)]
        before = [n for n in fits if n < number]
        if fits:
            entities.tie(before[-1] if before else fits[0], number)
        elif len(parts) == 1:
            tied = seen.setdefault(whole, number)
            if _same_gender(entities, tied, number):
                entities.tie(tied, number)
        else:
            near = full.get(parts[-1].lower(), ())[:200]
            same = (n for n in near if n < number and _alike(person_parts(found[n].name), parts))
            if (other := next(same, None)) is not None:
                entities.tie(other, number)


def _initials(found: Sequence[Mentioned], where: Context, entities: Entities) -> None:
    """Who speaks under the initials of a person's name in an interview ("AK:" for Ada Kai)."""
    full: dict[str, int] = {}
    for number, mention in enumerate(found):
        if mention.form == "name" and mention.type == "person":
            parts = person_parts(mention.name)
            if len(parts) > 1:
                full.setdefault("".join(part[0] for part in parts).upper(), number)
    for number, mention in enumerate(found):
        known = full.get(mention.name.replace(".", ""))
        if known is not None and mention.form == "name" and where.source_of[number] >= 0 and known != number:
            entities.tie(known, number)
            entities.entity(number).type = "person"


def _ends(mention: Mentioned, words: str) -> bool:
    name = " ".join(person_parts(mention.name)).lower()
    return name.endswith(" " + words) or name.startswith(words + " ")


def _same_gender(entities: Entities, a: int, b: int) -> bool:
    return agree(entities.entity(a).gender, entities.entity(b).gender)


def _alike(one: list[str], other: list[str]) -> bool:
    a, b = one[0].lower().rstrip("."), other[0].lower().rstrip(".")
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) or (len(a) > 2 and len(b) > 2 and a[:2] == b[:2])


def _same_keys(found: Sequence[Mentioned], entities: Entities, key: Key) -> None:
    """Names that the dictionary has under one key."""
    first: dict[str, int] = {}
    for number, mention in enumerate(found):
        if mention.form == "name" and (known := key(mention)):
            entities.entity(number).key = known
            if known in first:
                entities.tie(first[known], number)
            first.setdefault(known, number)


def _short_names(found: Sequence[Mentioned], entities: Entities) -> None:
    """The first or last words of one organisation's longer name ("Fair Seams" of "Fair Seams Network")."""
    begins: dict[str, list[int]] = {}
    bodies = [n for n, m in enumerate(found) if m.form == "name" and m.type in COLLECTIVE]
    for number in bodies:
        parts = plain(found[number].name).split()
        for size in range(1, min(len(parts), 6)):
            begins.setdefault(" ".join(parts[:size]), []).append(number)
            begins.setdefault(" ".join(parts[-size:]), []).append(number)
    for number in bodies:
        name = plain(found[number].name)
        longer = {entities.of[n] for n in begins.get(name, ())[:200]} - {entities.of[number]}
        if len(longer) == 1 and len(name) > 3 and name not in heads() and not entities.entity(number).key:
            other = entities.all[longer.pop()]
            if other is not None and compatible(other.type, found[number].type):
                entities.tie(other.members[0], number)


def _acronyms(words: Words, found: Sequence[Mentioned], entities: Entities) -> None:
    """Capitals that are the initials of a name of the article, or stand in brackets behind it."""
    by_initials: dict[str, int] = {}
    for number, mention in enumerate(found):
        if mention.form == "name" and mention.type != "person" and " " in mention.name:
            parts = [p for p in re.split(r"[\s-]+", mention.name) if p]
            strict = "".join(p[0] for p in parts if p.lower() not in _SMALL)
            for initials in (strict, "".join(p[0] for p in parts)):
                if len(initials) > 1:
                    by_initials.setdefault(initials.upper(), number)
    ends = {m.last: n for n, m in enumerate(found) if m.form == "name" and m.type != "person"}
    for number, mention in enumerate(found):
        name = mention.name.replace(".", "")
        if mention.form != "name" or not name.isupper() or len(name) > 8 or mention.type == "person":
            continue
        before = ends.get(mention.first - 2) if mention.first > 1 and words.text[mention.first - 1] == "(" else None
        known = before if before is not None else by_initials.get(name)
        if known is not None and known != number:
            entities.tie(known, number)
    for number, phrase in abbreviations(words, found).items():
        entities.tie(phrase, number)


_BRANCH = re.compile(r"\b(?:branch|affiliate|offshoot|arm|wing|chapter|franchise|faction|linked|affiliated)\b", re.I)


def _branches(words: Words, found: Sequence[Mentioned], entities: Entities) -> None:
    """Ties "ISIS" to "ISIS-K" beside it, unless the article calls the one a branch of the other."""
    bodies = [n for n, m in enumerate(found) if m.form == "name" and m.type != "person"]
    called: dict[str, list[int]] = {}
    for number in bodies:
        called.setdefault(plain(found[number].name), []).append(number)
    whole = {name: numbers[0] for name, numbers in called.items()}
    for number, mention in enumerate(found):
        if mention.form != "name" or "-" not in mention.name or mention.type == "person":
            continue
        stem = plain(mention.name.rpartition("-")[0])
        other = whole.get(stem)
        own = entities.entity(number).key
        if other is None or len(mention.name.rpartition("-")[2]) > 2 or entities.tied(other, number):
            continue
        if not any(_BRANCH.search(_around(words, found[n])) for n in called[stem][:50]):
            entities.tie(number, other)
            entities.entity(number).key = own or entities.entity(number).key


def _around(words: Words, mention: Mentioned) -> str:
    return " ".join(words.text[max(0, mention.first - 5) : mention.last + 4])


def _institutions(found: Sequence[Mentioned], entities: Entities) -> None:
    """Ties "the army" and "army" in "army patrol": the one institution of its kind without a name."""
    first: dict[str, int] = {}
    for number, mention in enumerate(found):
        plain_noun = mention.form == "nominal" and not mention.modifiers and mention.determiner in ("def", "bare")
        if plain_noun and mention.type in _ONE_OF_A_KIND and "body" in mention.flags and mention.number != "p":
            entities.tie(first.setdefault(mention.lemma, number), number)


def _appositions(words: Words, found: Sequence[Mentioned], entities: Entities) -> None:
    """Ties two phrases side by side for one ("Ada Kai, a harbour inspector")."""
    heads_of = {m.head: n for n, m in enumerate(found)}
    for number, mention in enumerate(found):
        if words.dep[mention.head] != "appos":
            continue
        other = heads_of.get(words.head[mention.head])
        if other is None or not _adjacent(found[other], mention):
            continue
        named = mention.form == "name" and found[other].form == "name"
        if mention.form != "pronoun" and not named and _fits(found[other], mention):
            _give_role(entities, other, number)
            entities.tie(other, number)


def _adjacent(one: Mentioned, other: Mentioned) -> bool:
    return 0 < other.first - one.last <= 4 or 0 < one.first - other.last <= 4


def _fits(a: Mentioned, b: Mentioned) -> bool:
    same = a.type == b.type or (a.type in COLLECTIVE and b.type in COLLECTIVE) or {a.type, b.type} <= {"place", "state"}
    return same and agree(a.number, b.number) and agree(a.gender, b.gender)


def _give_role(entities: Entities, name: int, role: int) -> None:
    entities.entity(name).roles |= entities.entity(role).lemmas


def _said_to_be(words: Words, found: Sequence[Mentioned], entities: Entities) -> None:
    """Ties a subject to what a form of "be" says it is ("Kai is an inspector"), unless that is denied."""
    heads_of = {m.head: n for n, m in enumerate(found)}
    for number, mention in enumerate(found):
        if mention.form != "nominal" or mention.type not in ("person", "people"):
            continue
        deps = {words.dep[c]: c for c in words.children[mention.head]}
        if "cop" not in deps or "nsubj" not in deps or words.lower[deps["cop"]] not in ("is", "was", "are", "were"):
            continue
        denied = any(words.lower[c] in ("not", "n't", "n’t", "no", "never", "would", "could", "may", "might")
                     for c in words.children[mention.head])  # fmt: skip
        subject = heads_of.get(deps["nsubj"])
        if subject is not None and not denied and found[subject].form == "name" and _fits(found[subject], mention):
            _give_role(entities, subject, number)
            entities.tie(subject, number)
