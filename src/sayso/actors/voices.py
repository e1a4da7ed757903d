"""Who "I", "we" and "you" are: the speaker, the speaker's side, the one spoken to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from sayso.actors.context import Context
from sayso.actors.entities import Entities
from sayso.actors.lexicon import rows
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.sets import is_setting
from sayso.actors.words import Words

_SPEAKS_FOR = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "minister", "president", "ambassador", "leader", "chief", "secretary",
     "commander", "premier", "envoy", "chairman", "director", "head")
)  # fmt: skip


def tie_first_and_second_person(words: Words, found: Sequence[Mentioned], where: Context, entities: Entities) -> None:
    """Ties "I" to the speaker, "we" to the speaker's side, "you" to the one spoken to where that is plain."""
    side = Sides(words, found, where, entities)
    for number, mention in enumerate(found):
        at = where.within[number]
        if mention.form != "pronoun" or mention.person == 3 or at < 0:
            continue
        speaker = where.speaker[at]
        if mention.person == 2:
            if where.addressee[at] is not None:
                entities.tie(where.addressee[at] or 0, number)
        elif speaker is not None and speaker != number:
            entities.tie(side.of(speaker, number) if mention.number == "p" else speaker, number)


@cache
def _state_deeds() -> frozenset[str]:
    return frozenset(cells[0] for cells in rows("state_deeds.tsv"))


class Sides:
    """Whom somebody speaks for: the body that a title or apposition names with the person, or a state."""

    def __init__(self, words: Words, found: Sequence[Mentioned], where: Context, entities: Entities) -> None:
        self.words, self.found, self.where, self.entities = words, found, where, entities
        self._states: list[tuple[int, int]] | None = None

    def of(self, speaker: int, we: int) -> int:
        """The mention of the body that a speaker stands for ("army spokesman Ali Koné": the army); else the state that
        a "we" means which does what only states do ("We were at war with the Taliban"); else the speaker."""
        mention = self.found[speaker]
        if mention.type != "person":
            return speaker
        lemmas = {self.words.lemma[w] for w in range(mention.first, mention.last + 1)}
        if any(lemma in _SPEAKS_FOR or lemma.startswith("spokes") for lemma in lemmas):
            return self._body(speaker, mention)
        state = self._state(we)
        return speaker if state is None else state

    def _body(self, speaker: int, mention: Mentioned) -> int:
        for number in range(speaker + 1, min(speaker + 6, len(self.found))):
            inner = self.found[number]
            if inner.first > mention.last:
                break
            if inner.type in COLLECTIVE or inner.type in ("state", "place"):
                return number
        return speaker

    def _state(self, we: int) -> int | None:
        """The state that the article names most as a party, none of those in the same sentence; None where "we" do
        nothing that only states do."""
        words, head = self.words, self.found[we].head
        first, last = words.limits(head)
        own = words.sentence[head]
        if not any(words.lemma[w] in _state_deeds() for w in range(first, last)):
            return None
        if self._states is None:
            self._states = self._count()
        here = {
            self.entities.of[n] for n, m in enumerate(self.found) if m.form == "name" and words.sentence[m.head] == own
        }
        return next((n for n, _ in self._states if self.entities.of[n] not in here), None)

    def _count(self) -> list[tuple[int, int]]:
        """A mention of each state that is named at least twice as a party, with how often, the most named first."""
        named = [
            n
            for n, m in enumerate(self.found)
            if m.form == "name" and m.type == "state" and not is_setting(self.words, m)
        ]
        often = Counter(self.entities.of[n] for n in named)
        firsts = {self.entities.of[n]: n for n in reversed(named)}
        return [(firsts[e], k) for e, k in sorted(often.items(), key=lambda pair: -pair[1]) if k > 1]
