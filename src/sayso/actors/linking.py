"""Who the words look back to: pronouns and noun phrases tied to entities before them, by the scorer or by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sayso.actors.entities import Entity
from sayso.actors.mentions import Mentioned
from sayso.actors.pairs import Scene, anaphor_class, candidate, kind_of, nobody

Score = Callable[[Sequence[Sequence[int]]], list[float]]
Choice = Callable[[int, list[int], list[list[int]]], int | None]
"""(mention, nearest mentions of the candidates, their rows and last "nobody") → the candidate chosen or None."""

WINDOW = 40
"""Entities that are looked at, from the nearest back."""
CANDIDATES = 12
"""Candidates that are scored."""
SENTENCES = 6
"""Sentences within which a pronoun's antecedent stands."""
EAGER = 0.6
"""What "nobody" has to be ahead by: a tie missed costs more than one too many. Chosen on the dev parts."""


def link(scene: Scene, choose: Choice) -> None:
    """Ties each pronoun, noun phrase and new name to the entity before it that ``choose`` takes, in text order."""
    recent: dict[int, int] = {}  # entity → its nearest mention, the nearest last
    by_lemma: dict[str, int] = {}  # head of a noun phrase → the last mention with it
    for number, mention in enumerate(scene.found):
        if _looks_back(scene, number, mention):
            near = list(_candidates(scene, number, recent, by_lemma))
            if near:
                rows = [candidate(scene, number, last, rank, len(near)) for rank, last in near]
                rows.append(nobody(scene, number, len(near)))
                chosen = choose(number, [last for _, last in near], rows)
                if chosen is not None:
                    before = scene.entities.of[chosen], scene.entities.of[number]
                    scene.entities.tie(chosen, number)
                    for old in before:
                        recent.pop(old, None)
        entity = scene.entities.of[number]
        recent.pop(entity, None)
        recent[entity] = number
        if mention.form == "nominal":
            by_lemma[mention.lemma] = number


def _looks_back(scene: Scene, number: int, mention: Mentioned) -> bool:
    entity = scene.entities.entity(number)
    if mention.form == "pronoun":
        return mention.person == 3 and not entity.names and not entity.lemmas
    if mention.form == "name" and mention.type != "person":
        return False
    new = scene.words.lower[mention.first] == "another" or "other" in mention.modifiers
    return entity.first == number and not new


def _candidates(
    scene: Scene, number: int, recent: dict[int, int], by_lemma: dict[str, int]
) -> Iterator[tuple[int, int]]:
    """(rank from the nearest, nearest mention) of the entities that may be meant, the nearest first."""
    mention = scene.found[number]
    own, sentence = scene.entities.of[number], scene.words.sentence[mention.head]
    given = 0
    seen_lemma = by_lemma.get(mention.lemma) if mention.form == "nominal" else None
    for rank, entity in enumerate(reversed(recent)):
        if rank >= WINDOW or given >= CANDIDATES:
            break
        last = recent[entity]
        if mention.form == "pronoun" and sentence - scene.words.sentence[scene.found[last].head] > SENTENCES:
            break
        if entity != own and scene.may(number, _entity(scene, last), last):
            given += 1
            seen_lemma = None if seen_lemma is not None and scene.entities.of[seen_lemma] == entity else seen_lemma
            yield rank, last
    if seen_lemma is not None and scene.entities.of[seen_lemma] != own:
        last = recent[scene.entities.of[seen_lemma]]
        if scene.may(number, _entity(scene, last), last):
            yield WINDOW, last


def _entity(scene: Scene, mention: int) -> Entity:
    return scene.entities.entity(mention)


def by_score(scene: Scene, score: Score) -> Choice:
    """Takes the candidate with the highest score, the nearest on a tie, unless "nobody" is clearly ahead.

    "He" and "she" always mean somebody, and so does "they" that says something.
    """

    def choose(number: int, near: list[int], rows: list[list[int]]) -> int | None:
        scores = score(rows)
        best = max(range(len(near)), key=lambda n: (scores[n], -n))
        ahead = 0 if scene.found[number].form == "name" else EAGER
        return near[best] if scores[best] > scores[-1] - ahead or _is_somebody(scene, number) else None

    return choose


def _is_somebody(scene: Scene, number: int) -> bool:
    mention = scene.found[number]
    speaks = scene.where.source_of[number] >= 0
    return mention.form == "pronoun" and (mention.gender in ("m", "f") or (speaks and mention.person == 3))


def by_rule(scene: Scene) -> Choice:
    """The sieve alone: a noun phrase goes to the same head or role before it; a pronoun to the nearest subject, else to
    the nearest candidate, of this sentence or the two before it."""

    def choose(number: int, near: list[int], rows: list[list[int]]) -> int | None:
        mention = scene.found[number]
        if mention.form == "pronoun":
            return _by_salience(scene, number, near, rows)
        if mention.form == "name" or anaphor_class(mention) in (6, 7, 8):
            return None
        fits = [n for n, row in zip(near, rows, strict=False) if row[11] in (1, 2) and row[12] != 3]
        return fits[0] if fits else None

    return choose


def _by_salience(scene: Scene, number: int, near: list[int], rows: list[list[int]]) -> int | None:
    close = [(n, row) for n, row in zip(near, rows, strict=False) if row[1] <= 2 and not row[17]]
    if scene.found[number].gender == "n":
        close = [(n, row) for n, row in close if kind_of(scene.entities.entity(n).type) != 6]
    subjects = [n for n, row in close if row[4] < 2 and row[1] <= 1]
    return subjects[0] if subjects else (close[0][0] if close else None)
