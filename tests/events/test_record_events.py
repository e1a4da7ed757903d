"""Events in records: mentions, voices, effects, figures, and happenings told again."""

from __future__ import annotations

import pytest

from sayso import Record, read
from sayso.record import Event


def events(text: str, published: str | None = "2024-05-08") -> tuple[Record, list[Event]]:
    record = read(text, published=published)
    return record, list(record.events)


def words(record: Record, ids: tuple[str, ...]) -> list[str]:
    spans = {m.id: m.span for m in record.mentions}
    return [record.words(spans[i]) for i in ids]


def test_an_event_names_its_parties_by_their_mentions() -> None:
    record, [event] = events("Gunmen shot dead a judge in Zamboanga on Tuesday.")
    assert (event.type, event.quad, event.cameo) == ("ASSAULT", "material_conflict", event.cameo)
    assert words(record, event.actors) == ["Gunmen"]
    assert words(record, event.recipients) == ["a judge"]
    assert event.date is not None
    assert event.date.value == "2024-05-07"


def test_a_thing_that_is_hit_is_a_mention() -> None:
    record, [event] = events("Rebels shelled a market in Nyala.")
    assert words(record, event.recipients) == ["a market"]
    mention = next(m for m in record.mentions if m.id == event.recipients[0])
    assert mention.type == "facility"


def test_the_voice_is_the_statement_that_tells_it() -> None:
    record, found = events("The army said on Monday that rebels had attacked a convoy near Goma.")
    [event] = [e for e in found if e.type == "ASSAULT"]
    assert event.voice == record.statements[0].id


def test_the_killed_and_the_wounded_are_effects_with_their_figures() -> None:
    record, found = events("Rebels attacked a convoy near Goma on Monday, killing 12 soldiers and wounding 30.")
    [event] = [e for e in found if e.type == "ASSAULT"]
    values = {f.id: f.value for f in record.figures}
    assert {(h.what, values[h.figure]) for h in event.effects if h.figure} >= {("killed", 12)}
    assert {f.event for f in record.figures if f.value == 12} == {event.id}


def test_what_a_headline_tells_the_text_tells_again() -> None:
    _, found = events(
        "Gunmen kidnap bishop in Lagos\n\nGunmen kidnapped a bishop in Lagos on Monday, the police said.\n"
    )
    tellings = [e for e in found if e.type == "ASSAULT"]
    assert [e.same_as for e in tellings] == [None, tellings[0].id]


def test_two_deeds_of_different_parties_are_two_happenings() -> None:
    _, found = events("Kenya expelled two diplomats on Monday. Uganda expelled four diplomats on Tuesday.")
    assert [e.same_as for e in found if e.type == "SANCTION"] == [None, None]


def test_the_two_sides_stand_for_the_parties_they_mean() -> None:
    record, found = events("Kenya and Somalia signed a truce on Monday. The two sides met in Cairo.")
    met = next(e for e in found if e.type == "CONSULT")
    actors = {a.id: a.name for a in record.actors}
    of = {m.id: actors.get(m.actor or "") for m in record.mentions}
    assert {of[m] for m in met.actors} == {"Kenya", "Somalia"}
    assert met.mutual


def test_a_claim_of_responsibility_has_the_claimant_as_its_actor() -> None:
    record, found = events(
        "A bomb killed nine people at a market in Mogadishu on Monday.\n\n"
        "Al-Shabab claimed responsibility for the attack."
    )
    claimed = [e for e in found if e.voice is not None]
    assert claimed
    assert words(record, claimed[-1].actors) == ["Al-Shabab"]


@pytest.mark.parametrize(
    "text",
    [
        "The central bank is at war with inflation, economists said.",
        "United's striker shot wide before Rovers attacked again.",
        "A heatwave killed four people in Lahore.",
    ],
)
def test_metaphor_sport_and_weather_are_no_events(text: str) -> None:
    _, found = events(text)
    assert [e for e in found if e.type == "ASSAULT"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Three smugglers were killed in a gunfight with the coastguard off Mocha.",
        "Three smugglers were shot dead in a raid by the coastguard on a boathouse.",
    ],
)
def test_who_did_the_deed_in_which_somebody_was_killed_is_the_actor(text: str) -> None:
    record, found = events(text)
    killed = next(e for e in found if words(record, e.recipients) == ["Three smugglers"])
    assert words(record, killed.actors) == ["the coastguard"]


def test_who_is_told_to_plan_a_deed_would_do_it() -> None:
    record, found = events("The emperor asked the admirals to draw up options for raids against the pirates.")
    planned = next(e for e in found if e.type == "ASSAULT")
    assert words(record, planned.actors) == ["the admirals"]


def test_those_among_the_victims_are_whom_it_befell() -> None:
    record, found = events("The toll of the attack on the ferry rose to 40, with Dutch nurses among the dead.")
    [event] = [e for e in found if e.type == "ASSAULT"]
    assert "Dutch nurses" in words(record, event.recipients)
    assert any(h.what == "killed" and h.on in event.recipients for h in event.effects)


def test_each_other_is_no_party() -> None:
    record, found = events("The two clans have been cooperating with one another.")
    [event] = [e for e in found if e.type == "COOPERATE"]
    assert words(record, event.actors) == ["The two clans"]


def test_a_happening_told_again_brings_its_victims_and_the_airport_where_it_was_is_none() -> None:
    record, found = events(
        "The Tulor Front claimed responsibility for a bombing at Lome airport. The toll of Monday’s Lome airport "
        "attack rose to 12, with Ghanaian nurses among the victims."
    )
    first = next(e for e in found if e.type == "ASSAULT")
    assert [e.same_as for e in found if e.type == "ASSAULT"] == [None, first.id]
    assert words(record, first.recipients) == ["Ghanaian nurses"]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Ruritania sent a team of surgeons to the province of Tulor.", ["the province of Tulor"]),
        ("Kenya withdrew its peacekeepers from Somalia.", ["Somalia"]),
        ("The union agreed to end its strike.", []),
    ],
)
def test_what_is_sent_or_ended_is_not_the_other_party(text: str, recipients: list[str]) -> None:
    record, found = events(text)
    assert [words(record, e.recipients) for e in found] == [recipients]


def test_who_will_not_talk_refuses_the_other_one() -> None:
    record, found = events("The rebels will not begin talks with the government.")
    [event] = found
    assert (event.type, event.mutual) == ("REJECT", False)
    assert words(record, event.actors) == ["The rebels"]
    assert words(record, event.recipients) == ["the government"]


def test_the_owner_of_the_missiles_acts() -> None:
    record, [event] = events("Kenyan missiles struck a village near Mandera on Monday.")
    assert words(record, event.actors) == ["Kenyan"]


@pytest.mark.parametrize(
    "text",
    [
        "The chamber of commerce condemned the murder of the minister.",
        "Police are investigating the murder of the minister.",
        "The bishop and the mayor have not mourned the murder of the minister.",
        "Neither the guerrillas nor any other organisation has claimed responsibility for the murder of the minister.",
        "No group has claimed responsibility for the murder of the minister.",
    ],
)
def test_who_only_speaks_of_a_deed_did_not_do_it(text: str) -> None:
    _, found = events(text)
    [deed] = [e for e in found if e.type == "ASSAULT"]
    assert deed.actors == ()
    assert (deed.polarity, deed.modality) == ("positive", "asserted")


def test_a_foiled_deed_did_not_take_place_and_the_guards_did_nothing() -> None:
    record, found = events("Guards foiled an attack by rebels on the barracks at Ansongo.")
    [deed] = [e for e in found if e.type == "ASSAULT"]
    assert words(record, deed.actors) == ["rebels"]
    assert deed.polarity == "negative"


def test_the_army_before_its_raid_is_the_actor() -> None:
    record, found = events("Nine charcoal burners were killed in an army raid on a camp near Boni.")
    deed = next(e for e in found if e.type == "ASSAULT")
    assert any("army" in w for w in words(record, deed.actors))


def test_a_participle_that_looks_like_a_clause_befell_its_noun() -> None:
    record, found = events("Seven schoolgirls abducted from a dormitory in Kuriga three weeks ago have been freed.")
    [deed] = [e for e in found if e.type == "ASSAULT"]
    assert (words(record, deed.actors), words(record, deed.recipients)) == ([], ["Seven schoolgirls"])


def test_both_sides_are_not_those_who_urge_them() -> None:
    record, found = events("Norway and the European Union urged both sides to let aid through.")
    asked = next(e for e in found if e.type == "REQUEST")
    assert words(record, asked.recipients) == ["both sides"]


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("A bomb exploded outside the embassy in Lima on Monday.", ["A bomb"]),
        ("Police fired tear gas and rubber bullets at students in Dakar.", ["tear gas", "rubber bullets"]),
        ("Rebels used mortars to attack the barracks in Goma.", ["mortars"]),
        ("Two guards were shot with a rifle in Tulor.", ["a rifle"]),
        ("Rebels attacked the barracks in Goma with the president's blessing.", []),
    ],
)
def test_what_a_deed_is_done_with_is_its_instrument(text: str, weapons: list[str]) -> None:
    record, found = events(text)
    assault = next(e for e in found if e.type == "ASSAULT")
    assert words(record, assault.instruments) == weapons


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The judge's murder by gunmen in Kano led to an inquiry.", ["gunmen"], ["The judge"]),
        ("The army's killing of two priests was condemned on Monday.", ["The army"], ["two priests"]),
    ],
)
def test_whom_a_murder_belongs_to_was_murdered(text: str, actors: list[str], recipients: list[str]) -> None:
    record, found = events(text)
    murder = next(e for e in found if e.type == "ASSAULT")
    assert (words(record, murder.actors), words(record, murder.recipients)) == (actors, recipients)


def test_the_day_of_a_deed_is_nobody() -> None:
    record, found = events("Students were hurt in clashes with police in Jaffna on 28 November.")
    assert all("28" not in words(record, e.recipients) for e in found)


def test_what_somebody_would_do_by_his_own_word_is_a_promise() -> None:
    _, found = events("The government in Kabul said on Wednesday that it would free 1,500 prisoners.")
    assert [e.type for e in found] == ["AGREE"]
