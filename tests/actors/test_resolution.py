"""Roles, types, countries, sectors and keys of actors: by the dictionary and by the article's own words."""

import pytest

from tests.actors.cases import actor, record


@pytest.mark.parametrize(
    ("text", "words", "title", "organization"),
    [
        ("Army spokesman Ali Koné spoke on Monday.", "Army spokesman Ali Koné", "Army spokesman", "Army"),
        ("Ada Kai, head of the harbour police, spoke.", "Ada Kai", "head of the harbour police", "harbour police"),
        ("Ada Kai, who chairs the Tulor Free Union, spoke.", "Ada Kai", "chair", "Tulor Free Union"),
        ("Former minister Idris Sesay spoke.", "Former minister Idris Sesay", "Former minister", None),
    ],
)
def test_roles_come_from_titles_appositions_and_clauses(text: str, words: str, title: str, organization: str) -> None:
    got = record(text)
    held = {role.title: role.organization for role in actor(got, words).roles}
    assert title in held
    names = {a.id: a.name for a in got.actors}
    assert (names.get(held[title] or "") or "").lower() == (organization or "").lower()


def test_mr_is_no_role() -> None:
    assert actor(record("Mr Idris Sesay spoke on Monday."), "Mr Idris Sesay").roles == ()


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Kenyan police fired into the crowd.", "Kenyan police", "KEN", "COP"),
        ("Chile’s finance minister resigned.", "Chile’s finance minister", "CHL", "GOV"),
        ("Turkish soldiers crossed the river.", "Turkish soldiers", "TUR", "MIL"),
        ("Two Nigerian nurses were freed.", "Two Nigerian nurses", "NGA", "MED"),
        ("A former Kenyan general spoke.", "A former Kenyan general", "KEN", "ELI"),
        ("Miners in Chile walked out.", "Miners in Chile", "CHL", "LAB"),
        ("A rebel commander was killed.", "A rebel commander", None, "REB"),
    ],
)
def test_what_is_not_in_the_dictionary_has_what_the_words_tell(
    text: str, words: str, country: str | None, sector: str
) -> None:
    found = actor(record(text), words)
    assert (found.country, found.sector) == (country, sector)
    assert found.code == (country or "") + sector


def test_what_an_actor_is_depends_on_the_day() -> None:
    text = "The Taliban seized two trucks on the road."
    assert actor(record(text, "2021-08-01"), "The Taliban").type == "armed_group"
    assert actor(record(text, "2022-03-01"), "The Taliban").type == "government"


def test_a_state_that_acts_is_a_party_and_one_that_is_a_setting_a_place() -> None:
    assert actor(record("Kenya accused Somalia of shelling two boats."), "Kenya").type == "state"
    assert actor(record("A ferry sank in Kenya on Monday."), "Kenya").type == "place"


def test_a_capital_is_its_state_where_it_acts() -> None:
    got = record("Kabul accused Islamabad of shelling a village. Two shops burnt in Kabul.")
    assert actor(got, "Kabul", 0).name == "Afghanistan"
    assert actor(got, "Kabul", 1).type == "place"


def test_a_persons_name_is_no_country() -> None:
    found = actor(record("Jordan Mensah, a baker, sold bread. Mr Mensah left."), "Jordan Mensah")
    assert (found.type, found.country) == ("person", None)


def test_an_unknown_organisation_has_no_sector() -> None:
    assert actor(record("Hidroaguán opened two sluices on Monday."), "Hidroaguán").sector is None


def test_the_leaders_of_a_group_stand_for_it_and_one_leader_does_not() -> None:
    got = record("Hezbollah leaders met in Beirut on Monday. Hezbollah fired rockets. A Hezbollah leader resigned.")
    assert actor(got, "Hezbollah leaders").name == "Hezbollah"
    assert actor(got, "A Hezbollah leader").name != "Hezbollah"
