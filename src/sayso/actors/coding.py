"""Type, country, sector and code of actors: by the dictionary, else by what the article's words tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.actors.entities import Entities
from sayso.actors.lexicon import heads, is_generic, modifier, title
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.names import is_known_organisation
from sayso.actors.nations import Nations
from sayso.actors.resolution import Entry, Resolver
from sayso.actors.roles import Bodies
from sayso.actors.words import Words
from sayso.record import ActorType

_SECTORS: dict[ActorType, str] = {
    "state": "GOV", "government": "GOV", "military": "MIL", "police": "COP", "armed_group": "REB", "party": "PTY",
    "people": "CVL", "media": "JRN", "religious_group": "REL", "ethnic_group": "CVL", "ngo": "SOC",
}  # fmt: skip
_AT_HOME = frozenset(
    ("government", "military", "police", "party", "person", "people", "place", "facility", "armed_group", "ngo")
)
_RULERS = frozenset(("leader", "official", "negotiator", "envoy", "delegate", "spokesman", "spokeswoman"))
_FOREIGN = frozenset(
    ("peacekeeping", "foreign", "international", "regional", "allied", "multinational", "coalition", "enemy", "rival",
     "neighbouring", "neighboring", "un", "western", "african", "european", "asian", "arab", "visiting", "occupying")
)  # fmt: skip
_SETTING = frozenset(("in", "at", "near", "from", "across", "around", "outside", "inside", "to", "into", "of", "on"))
_ACTING = frozenset(("nsubj", "nsubj:pass", "obl:agent", "iobj", "obj", "nsubj:outer", "nmod:poss", "vocative"))


@dataclass(frozen=True, slots=True)
class Coded:
    """What is known of an entity; ``name`` only where the dictionary has it."""

    type: ActorType
    name: str | None = None
    key: str | None = None
    country: str | None = None
    sector: str | None = None


def code(country: str | None, sector: str | None) -> str | None:
    """A CAMEO-style code: country, then sector ("USAGOV")."""
    return (country or "") + (sector or "") or None


class Codes:
    """The codes of an article's entities."""

    def __init__(
        self,
        words: Words,
        found: Sequence[Mentioned],
        entities: Entities,
        resolver: Resolver,
        bodies: Bodies,
        nations: Nations,
    ) -> None:
        self.words, self.found, self.entities, self.resolver = words, found, entities, resolver
        self.bodies, self.nations = bodies, nations
        self._known: dict[tuple[int, int], Coded] = {}

    def of(self, number: int, depth: int = 0) -> Coded:
        """What is known of the entity of a mention."""
        at = self.entities.of[number], min(depth, 2)
        if at not in self._known:
            self._known[at] = self._of(number, depth)
        return self._known[at]

    def _of(self, number: int, depth: int) -> Coded:
        entity = self.entities.entity(number)
        group = sorted(entity.members)
        entry = self.resolver.entry(entity.key) if entity.key else None
        if entry:
            return self._of_entry(entry, group)
        kind = self._type(entity.type, group)
        sector = self._sector(kind, group)
        country = self._of_international(group) if kind in COLLECTIVE or kind == "person" else None
        country = country or next((c for n in group if (c := self.nations.named_by(self.found[n]))), None)
        if depth < 2 and (country is None or sector is None):
            country, sector = self._from_bodies(kind, group, country, sector, depth)
        if country is not None and sector is None:
            sector = self._of_state(kind, group)
        if country is None and self._is_at_home(kind, sector, group):
            country = self.nations.main()
        if country is None and kind in ("place", "facility", "state"):
            country = self.nations.seat_of(sorted(entity.names))
        return Coded(kind, country=country, sector=sector or self._by_type(kind, entity.names))

    def _is_at_home(self, kind: ActorType, sector: str | None, group: Sequence[int]) -> bool:
        """Does an actor whose country no word tells belong to the country that the article is set in?"""
        if any(self.found[n].modifiers & _FOREIGN for n in group):
            return False
        return kind in _AT_HOME

    def _by_type(self, kind: ActorType, names: Iterable[str]) -> str | None:
        """The sector of a type; an organisation of which nothing is known is no business for that."""
        if kind == "company":
            return "BUS" if not names or any(is_known_organisation(name) for name in names) else None
        return _SECTORS.get(kind)

    def _of_entry(self, entry: Entry, group: Sequence[int]) -> Coded:
        kind, name = entry.type, entry.name.partition(" (")[0]  # brackets tell apart those that share a name
        if ":" in entry.key:  # a body by pattern: the article's own words name it best
            return Coded(kind, None, entry.key, entry.country, entry.sector)
        if kind == "state" and not any(self._acts(self.found[n]) for n in group):
            return Coded("place", name, entry.key, entry.country)
        country = entry.country
        if country is None and kind in ("ethnic_group", "people", "religious_group", "person"):
            country = next((c for n in group if (c := self.nations.named_by(self.found[n]))), None)
        told = self._sector(kind, group) if kind == "person" else None
        sector = told or entry.sector  # what the article calls a person goes before what the dictionary knows today
        return Coded(kind, name, entry.key, country, sector or _SECTORS.get(kind))

    def _of_state(self, kind: ActorType, group: Sequence[int]) -> str | None:
        """The sector that a country's name alone gives: "the Iranian leader" governs, "Turkish jets" are armed."""
        if kind == "vehicle":
            return "MIL" if any("armed" in self.found[n].flags for n in group) else None
        lemmas = {self.words.lemma[w] for n in group[:20] for w in self._span(n)}
        return "GOV" if kind == "person" and lemmas & _RULERS else None

    def _of_international(self, group: Sequence[int]) -> str | None:
        """The code of the international organisation that the words put somebody in ("the UN mission in Mali")."""
        for number in group[:20]:
            inner = self.bodies.of(number) if self.found[number].form != "pronoun" else None
            key = self.entities.entity(inner).key if inner is not None else None
            entry = self.resolver.entry(key) if key else None
            if entry is not None and entry.type == "igo":
                return entry.country
        return None

    def _type(self, kind: ActorType, group: Sequence[int]) -> ActorType:
        """A body of an international organisation is one itself ("the UN refugee agency")."""
        if kind in ("government", "ngo") and not self.entities.entity(group[0]).names:
            inner = self.bodies.of(group[0])
            if inner is not None and self.entities.entity(inner).type == "igo":
                return "igo"
        return kind

    def _acts(self, mention: Mentioned) -> bool:
        """Is a place's name a party here and no mere setting ("Kabul said", not "in Kabul")?"""
        words = self.words
        if mention.form != "name":
            return False
        if mention.flags:  # a seat or an adjective that names the party
            return True
        if words.dep[mention.head] in _ACTING:
            return True
        if words.dep[mention.head] == "conj":
            return words.dep[words.head[mention.head]] in _ACTING
        cases = [words.lower[c] for c in words.children[mention.head] if words.dep[c] == "case"]
        return bool(cases) and not any(case in _SETTING for case in cases)

    def _sector(self, kind: ActorType, group: Sequence[int]) -> str | None:
        """The sector that the words tell: of titles and heads, "former" above all."""
        told: list[str] = []
        for number in group:
            mention = self.found[number]
            if mention.form == "nominal" and mention.sector and mention.type in (kind, "person", "people"):
                told.append(mention.sector)
            elif mention.form == "name" and kind == "person":
                told += self._title_sectors(mention)
        if "ELI" in told:
            return "ELI"
        return Counter(told).most_common(1)[0][0] if told else None

    def _title_sectors(self, mention: Mentioned) -> Iterator[str]:
        """The sector of the words before a name: what "former" makes of an office, else the office's."""
        words = self.words
        end = words.touching(mention.core or mention.span)[0]
        said: list[str] = []
        for word in range(mention.first, end):
            head, known = heads().get(words.lemma[word]), title(words.lower[word])
            before = range(mention.first, word) if head else ()
            changes = (modifier(words.lemma[b], words.lemma[word]) for b in before)
            said += [c.sector for c in changes if c and c.sector]
            if head and head.sector and head.type == "person":
                said.append(head.sector)
            elif known and known[1]:
                said.append(known[1])
        yield from (["ELI"] if "ELI" in said else said[:1])

    def _from_bodies(
        self, kind: ActorType, group: Sequence[int], country: str | None, sector: str | None, depth: int
    ) -> tuple[str | None, str | None]:
        """Country and sector of the organisation that a title or description names ("Taliban spokesman")."""
        for number in group[:50]:
            body = self.bodies.of(number) if self.found[number].form != "pronoun" else None
            if body is None or self.entities.tied(body, number):
                continue
            over = self.of(body, depth + 1)
            country = country or over.country
            generic = any(is_generic(self.words.lemma[w]) for w in self._span(number))
            if sector is None and over.type in COLLECTIVE and (generic or kind in COLLECTIVE):
                sector = over.sector
        return country, sector

    def _span(self, number: int) -> range:
        return range(self.found[number].first, self.found[number].last + 1)
