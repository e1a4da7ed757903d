"""Places in articles: which of several is meant, where facilities are, what stays unknown; the places of events."""

from __future__ import annotations

import pytest

import sayso
from sayso.actors.cast import resolve
from sayso.actors.dictionary import load as dictionary
from sayso.actors.words import words
from sayso.article import Article, Part
from sayso.language import load, parts
from sayso.language._spacy import Doc
from sayso.places.locate import located
from sayso.places.where import Wheres
from sayso.record import Actor, Place, Record

NLP = load()


def parsed(text: str) -> list[tuple[int, Doc]]:
    return list(parts(NLP, text, [(0, len(text), "paragraph")]))


def place(record: Record, name: str) -> Place | None:
    found: list[Actor] = [a for a in record.actors if a.name == name]
    assert found, [a.name for a in record.actors]
    return found[0].place


def where(text: str, name: str) -> tuple[str | None, str | None]:
    found = place(sayso.read(text), name)
    return (found.country, found.admin1) if found else (None, None)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Soldiers clashed with gunmen in Tripoli, Lebanon, on Friday.", "Tripoli", "LBN", "North Lebanon"),
        ("Militias traded fire in Tripoli. Libya’s government called for calm.", "Tripoli", "LBY", "Tripoli"),
        ("A judge in Paris, Texas, jailed the man.", "Paris", "USA", "Texas"),
        ("A judge in Paris jailed the man.", "Paris", "FRA", "Île-de-France"),
        ("Floods hit Hyderabad in Sindh province on Monday.", "Hyderabad", "PAK", "Sindh"),
        ("A bus burned in the Indian city of Hyderabad on Monday.", "Hyderabad", "IND", "Telangana"),
        ("Rebels entered Nawa, a district in the south of Helmand.", "Nawa", "AFG", "Helmand"),
        ("Voters in Seattle, Washington, queued for hours.", "Seattle", "USA", "Washington State"),
        ("Wildfires spread in the state of Washington.", "Washington", "USA", "Washington State"),
        ("The minister flew to Washington on Tuesday.", "Washington", "USA", "District of Columbia"),
    ],
)
def test_the_place_that_is_meant(text: str, name: str, country: str, admin1: str) -> None:
    assert where(text, name) == (country, admin1)


def test_states_in_a_row_are_states() -> None:
    record = sayso.read("Cases were found in Oregon, Idaho, Nevada and Washington.")
    found = place(record, "Washington")
    assert found is not None
    assert found.admin1 == "Washington State"


@pytest.mark.parametrize(
    ("text", "name", "town"),
    [
        ("A blast hit Kabul airport on Thursday.", "Kabul airport", (34.5, 69.2)),
        ("Protesters gathered outside Seoul City Hall.", "Seoul City Hall", (37.6, 127.0)),
        ("Shells hit Al-Shifa Hospital on Sunday.", "Al-Shifa Hospital", (31.5, 34.4)),
        ("A shell hit the Saint Elian Church in Homs on Sunday.", "Saint Elian Church", (34.7, 36.7)),
    ],
)
def test_a_facility_is_placed_in_its_town(text: str, name: str, town: tuple[float, float]) -> None:
    found = place(sayso.read(text), name)
    assert found is not None
    assert [found.lat, found.lon] == pytest.approx(town, abs=0.2)


def test_an_unknown_village_keeps_what_the_text_says_it_lies_in() -> None:
    found = place(sayso.read("Gunmen burned the village of Dzorkova in Mali on Monday."), "Dzorkova")
    assert found == Place(name="Dzorkova", country="MLI")


def test_an_unknown_village_alone_is_nowhere() -> None:
    assert place(sayso.read("Gunmen burned Dzorkova on Monday."), "Dzorkova") is None


def test_a_metonym_is_the_state_and_no_town() -> None:
    record = sayso.read("Kabul accused Islamabad of shelling its border posts.")
    assert {(a.type, a.country) for a in record.actors if a.name in ("Afghanistan", "Pakistan")} == {
        ("state", "AFG"),
        ("state", "PAK"),
    }
    assert not any(a.place and a.place.name in ("Kabul", "Islamabad") for a in record.actors)


def test_one_name_is_one_place_in_an_article() -> None:
    text = "Police in Birmingham, Alabama, arrested a man.\n\nHe had lived in Birmingham for years."
    assert [a.place.admin1 for a in sayso.read(text).actors if a.name == "Birmingham" and a.place] == ["Alabama"]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Gunmen killed 12 people in Kunduz on Monday.", "killed", "Kunduz"),
        ("A bomb in Mogadishu killed four soldiers.", "killed", "Mogadishu"),
        ("Rebels ambushed a patrol near the town of Gossi in Mali.", "ambushed", "Gossi"),
        ("Gunmen attacked the hillside suburb of Kenscoff in Haiti.", "attacked", "Kenscoff"),
        ("Four people died in an attack on Bakhmut.", "attack", "Bakhmut"),
        ("Troops withdrew from Goma on Tuesday.", "withdrew", "Goma"),
        ("Police fired at men who had blocked the road to a market in Brikama.", "fired", "Brikama"),
        ("Gunmen killed 12 people on Monday. The attack took place in Djibo.", "killed", "Djibo"),
        ("He was shot at by unidentified men at LRC Colony in Dimapur District on Monday.", "shot", "Dimapur District"),
        ("Three people were killed and two others injured in a raid on Bakhmut.", "killed", "Bakhmut"),
        ("Gunmen shot a mayor, and the president spoke in Bogotá.", "shot", None),
        ("The embassy in Amman accused the army of shelling civilians.", "accused", None),
        ("Gunmen killed 12 people on Monday. Officials met in Djibo.", "killed", None),
    ],
)
def test_the_place_of_an_event(text: str, trigger: str, name: str | None) -> None:
    article = Article(text, ((0, len(text), "paragraph"),), tuple(Part(o, d) for o, d in parsed(text)))
    said = words(article)
    cast = resolve(article, (), text=said)
    wheres = Wheres(said, cast, located(said, cast, dictionary().country))
    at = text.index(trigger)
    found = wheres.of((at, at + len(trigger)))
    assert (found.name if found else None) == name
    if found is not None and found.span is not None:
        assert text[slice(*found.span)] == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Kunduz said two men were arrested.", "Police", "AFG"),
        ("Soldiers in Bamako said that they had freed the hostages.", "Soldiers", "MLI"),
        ("Two nurses died when gunmen attacked Djibo, in northern Burkina Faso.", "Two nurses", "BFA"),
    ],
)
def test_actors_have_the_country_of_where_they_are(text: str, name: str, country: str) -> None:
    [actor] = [a for a in sayso.read(text).actors if a.name.startswith(name)]
    assert actor.country == country


def test_the_record_stays_sound() -> None:
    text = "TRIPOLI, Lebanon (AP) — Gunmen shot at a market in Tripoli, near Beirut, Lebanon; police in Sidon fled."
    assert list(sayso.check(sayso.read(text))) == []
