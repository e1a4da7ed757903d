"""Which country the words of a mention name: a state's name or adjective in them, or a state's name behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.actors.entities import Entities
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.resolution import Dictionary
from sayso.actors.words import Words

MAIN_SHARE = 0.7
"""Share of an article's words for countries from which on it is set in one."""
_FRONT = 2  # blocks at the front of an article, whose words for countries count threefold
_TIES = frozenset(("of", "in", "from"))


class Nations:
    """The countries that an article's words name; every word is looked up once."""

    def __init__(self, words: Words, found: Sequence[Mentioned], dictionary: Dictionary) -> None:
        self.words, self.dictionary = words, dictionary
        cores = [m.core for m in found if m.type == "person" and m.core]
        self.persons = {word for core in cores for word in words.touching(core)}
        self.known: dict[str, str | None] = {}
        self._named: dict[int, str | None] = {}
        self._main: list[str | None] = []

    def country(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of a state's name or adjective."""
        if name not in self.known:
            self.known[name] = self.dictionary.country(name)
        return self.known[name]

    def named_by(self, mention: Mentioned) -> str | None:
        """The country that a mention's own words name, the nearest to its head first; else the one behind it."""
        if mention.head not in self._named:
            self._named[mention.head] = self._looked_up(mention)
        return self._named[mention.head]

    def _looked_up(self, mention: Mentioned) -> str | None:
        words = self.words
        if mention.form == "pronoun":
            return None
        person = mention.type == "person" and mention.core is not None  # "Jordan" in a person's name is no country
        last = words.touching(mention.core)[0] - 1 if person and mention.core else mention.last
        if last < mention.first:
            return self._behind(mention)
        end = max(mention.first, min(mention.head, last))
        for word in (*range(end, mention.first - 1, -1), *range(end + 1, last + 1)):
            if words.text[word][:1].isupper():
                two = words.phrase(word - 1, word) if word > mention.first else ""
                if found := (self.country(two) if two[:1].isupper() else None) or self.country(words.text[word]):
                    return found
        return self._behind(mention) or self.seat_of(words.text[w] for w in range(mention.first, last + 1))

    def seat_of(self, names: Iterable[str]) -> str | None:
        """The country whose capital is among the names."""
        for name in names:
            if name[:1].isupper() and (state := self.dictionary.seat(name)):
                return state.country
        return None

    def _behind(self, mention: Mentioned) -> str | None:
        words = self.words
        for child in words.children[mention.head]:
            if child > mention.last and words.dep[child] == "nmod" and child - mention.last < 6:
                first = words.children[child][:1]
                if first and words.lower[first[0]] in _TIES and words.text[child][:1].isupper():
                    return self.country(words.text[child])
        return None

    def narrowed(self, mention: Mentioned) -> bool:
        """Do other words than a country's stand before the head ("US special forces")?"""
        told = [w for w in range(mention.first, mention.head) if self.words.pos[w] in _CONTENT]
        return any(not self.country(self.words.text[w]) for w in told)

    def body(self, mention: Mentioned) -> str | None:
        """The key of a state's body that a phrase means: "the Kenyan police"; "the army" of the article's country."""
        if mention.form != "nominal" or mention.type not in COLLECTIVE or mention.determiner in ("indef", "num"):
            return None
        words = self.words
        own = [w for w in range(mention.first, mention.head) if self.country(words.text[w])]
        first = next((w for w in range(mention.first, mention.head) if words.pos[w] in _CONTENT), mention.head)
        if own:
            first = own[-1] + 1
            country = self.country(words.text[own[-1]])
        elif behind := self._behind(mention):
            country = behind
        else:
            country = self.main() if mention.determiner in ("def", "bare") and "body" in mention.flags else None
        while first < mention.head and words.tag[first] == "POS":
            first += 1
        plain = first == mention.head and words.lemma[mention.head] in _SOLDIERS
        noun = "military" if plain else words.phrase(first, mention.head)
        found = self.dictionary.pattern(country, noun) if country else None
        if found is None or found.key.rpartition(":")[2] in (_VAGUE if own else _VAGUE | _ABROAD):
            return None
        return found.key

    def main(self) -> str | None:
        """The country that the article is set in: named more than all others together."""
        if not self._main:
            self._main.append(self._counted())
        return self._main[0]

    def _counted(self) -> str | None:
        words = self.words
        named: Counter[str] = Counter()
        for word in range(len(words)):
            capital = words.text[word][:1].isupper() and words.pos[word] in ("PROPN", "ADJ", "NOUN")
            if (
                capital
                and word not in self.persons
                and (found := self.country(words.text[word]) or self.seat_of([words.text[word]]))
            ):
                named[found] += 3 if words.block[word] <= _FRONT else 1
        best, count = max(named.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
        return best if count > MAIN_SHARE * named.total() else None


_SOLDIERS = frozenset(("marine", "soldier", "sailor", "airman", "serviceman", "paratrooper", "troop"))
_VAGUE = frozenset(
    ("people", "students", "business", "delegation", "rebels", "media", "refugees", "farmers", "doctors", "unions")
)  # not one body
_ABROAD = frozenset(("embassy", "opposition", "church", "royal-family", "red-cross"))
_CONTENT = frozenset(("NOUN", "ADJ", "PROPN", "VERB", "NUM"))


def countries(nations: Nations, found: Sequence[Mentioned]) -> list[str | None]:
    """The country that each mention names."""
    return [nations.named_by(mention) for mention in found]


def tie_national_bodies(nations: Nations, found: Sequence[Mentioned], entities: Entities) -> None:
    """One state's army is one actor, whether named or called "the army", and so are its government and its police."""
    first = {entity.key: entity.first for entity in entities.all if entity is not None and entity.key}
    for number, mention in enumerate(found):
        key = nations.body(mention)
        if key is None:
            continue
        entity = entities.entity(number)
        if entity.key is None and not entity.names:
            entity.key = key
            entities.tie(first.setdefault(key, number), number)
