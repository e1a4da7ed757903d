"""The dictionary's tables: shape, codes, keys, periods, and names that more than one entry claims."""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import get_args

import pytest

from sayso.actors.folding import fold
from sayso.actors.tables import ENTITY_FILES, FORMER, INTERNATIONAL, SECTORS, checked, countries, records, row, shipped
from sayso.record import ActorType

# Names that two entries claim without a "?", and that the article has to decide.
AMBIGUOUS = {"congo", "korea"}
LEAST = {
    "states.tsv": 195, "agencies.tsv": 700, "igos.tsv": 150, "ngos.tsv": 120, "media.tsv": 250, "companies.tsv": 250,
    "peoples.tsv": 150, "armed_groups.tsv": 600, "parties.tsv": 300, "regions.tsv": 50,
}  # fmt: skip


def lines(name: str) -> list[list[str]]:
    return [cells + [""] * (9 - len(cells)) for cells in records(name)]


ALL = {name: lines(name) for name in ENTITY_FILES}
KEYS = {cells[0] for rows in ALL.values() for cells in rows}
PERSONS = {cells[0]: cells for cells in records("persons.tsv")}


@pytest.mark.parametrize("name", ENTITY_FILES)
def test_every_line_is_what_its_columns_say(name: str) -> None:
    assert checked(shipped(name), name)


@pytest.mark.parametrize("name", [*ENTITY_FILES, "persons.tsv", "offices.tsv", "patterns.tsv", "titles.tsv"])
def test_a_file_says_what_it_is_and_where_its_facts_come_from(name: str) -> None:
    header = [line for line in shipped(name).split("\n") if line.startswith("#")]
    assert len(header) >= 2
    assert any("knowledge" in line or "Own list" in line for line in header)


@pytest.mark.parametrize("name", [*ENTITY_FILES, "persons.tsv"])
def test_lines_are_sorted_and_without_stray_blanks(name: str) -> None:
    keys = [cells[0] for cells in records(name)]
    assert keys == sorted(keys)
    for cells in records(name):
        assert all(cell == cell.strip() and "  " not in cell for cell in cells), cells[0]
        aliases = cells[7].split("|") if len(cells) > 7 and cells[7] else []
        assert all(alias.strip() == alias and alias.rstrip("?") for alias in aliases), cells[0]


def test_a_key_belongs_to_one_file() -> None:
    files = defaultdict(set)
    for name, rows in ALL.items():
        for cells in rows:
            files[cells[0]].add(name)
    for key in PERSONS:
        files[key].add("persons.tsv")
    assert {key: found for key, found in files.items() if len(found) > 1} == {}


def test_parents_exist() -> None:
    assert {(c[0], c[8]) for rows in ALL.values() for c in rows if c[8] and c[8] not in KEYS} == set()


def test_offices_are_of_persons_in_organisations_that_exist() -> None:
    offices = [cells + [""] * (5 - len(cells)) for cells in records("offices.tsv")]
    assert {c[0] for c in offices} <= set(PERSONS)
    assert {(c[0], c[2]) for c in offices if c[2] and c[2] not in KEYS} == set()
    assert [c for c in offices if not c[1]] == []
    assert [c for c in offices if c[3] and c[4] and c[3][: len(c[4])] > c[4][: len(c[3])]] == []


def test_periods_of_an_actor_do_not_overlap() -> None:
    periods = defaultdict(list)
    for rows in ALL.values():
        for cells in rows:
            periods[cells[0]].append(row(cells))
    for key, found in periods.items():
        for before, after in pairwise(sorted(found, key=lambda r: r.start)):
            assert before.end, f"{key} has a period that never ends before another one begins"
            assert after.start, f"{key} has two periods that begin at the beginning"
            grain = min(len(before.end), len(after.start))
            assert before.end[:grain] <= after.start[:grain], f"{key}: periods overlap"


def test_a_name_that_two_entries_claim_is_marked_or_known_to_be_ambiguous() -> None:
    claims = defaultdict(set)
    named = [(c[0], c[1], c[7]) for rows in ALL.values() for c in rows]
    named += [(c[0], c[1], c[2] if len(c) > 2 else "") for c in PERSONS.values()]
    for key, name, cell in named:
        aliases = cell.split("|") if cell else []
        for alias in [*aliases, *([name] if f"{name}?" not in aliases else [])]:
            if not alias.endswith("?"):
                claims[fold(alias)].add(key)
    assert {name: keys for name, keys in claims.items() if len(keys) > 1 and name not in AMBIGUOUS} == {}
    assert all(len(claims[name]) > 1 for name in AMBIGUOUS)


def test_persons_have_codes_and_years() -> None:
    for cells in PERSONS.values():
        _, name, _, born, country = (cells + [""] * 5)[:5]
        assert name
        assert not born or 1800 < int(born) < 2020, cells[0]
        assert not country or country in countries(), cells[0]


def test_states_have_their_codes_once() -> None:
    states = [row + [""] * (16 - len(row)) for row in ALL["states.tsv"]]
    for column, length in ((9, 2), (3, 3)):
        codes = Counter(c[column] for c in states if c[9] and not c[6])
        assert {code for code, times in codes.items() if times > 1 or len(code) != length} == set()
    cow = Counter(c[10] for c in states if c[10] and not c[6])
    assert max(cow.values()) == 1
    sovereign = [c for c in states if c[2] == "state" and c[4] == "GOV" and not c[6]]
    assert len(sovereign) >= 195
    assert [c[0] for c in sovereign if not c[12] or not (c[13] or c[0] == "vatican")] == []


def test_every_body_of_a_state_has_a_type_and_a_sector_and_its_own_nouns() -> None:
    nouns: Counter[str] = Counter()
    for key, name, kind, sector, heads in records("patterns.tsv"):
        assert kind in get_args(ActorType), key
        assert sector in SECTORS, key
        nouns.update({fold(noun) for noun in (name, *heads.split("|"))})
    assert {noun for noun, times in nouns.items() if times > 1} == set()


def test_bodies_by_their_own_name_are_of_a_state_and_of_a_kind_once() -> None:
    kinds = {cells[0] for cells in records("patterns.tsv")}
    states = {cells[0] for cells in ALL["states.tsv"]}
    own = [(c[8], c[9]) for c in records("agencies.tsv") if len(c) > 9 and c[9]]
    assert {state for state, _ in own} <= states
    assert {kind for _, kind in own} <= kinds
    assert {pair: times for pair, times in Counter(own).items() if times > 1} == {}


def test_the_tables_are_as_large_as_promised() -> None:
    for name, least in LEAST.items():
        assert len({cells[0] for cells in ALL[name]}) >= least, name
    assert len({cells[3] for cells in ALL["agencies.tsv"]}) >= 120
    assert len(PERSONS) >= 600


def test_codes_are_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in countries() | INTERNATIONAL | FORMER)
