"""An attack as an article tells it: twice, by several voices, with figures that do not agree."""

from sayso.record import (
    Actor,
    Block,
    Cue,
    Document,
    Event,
    Figure,
    Harm,
    MadeBy,
    Mention,
    Place,
    Record,
    Statement,
    When,
    digest,
)

TEXT = """\
Gunmen kill villagers near Gao

Gunmen attacked Tinaba on Monday, killing 12 villagers and two soldiers, the governor said. The rebels killed \
at least 20 people, a farmer said. The Northern Front denied that it attacked the village.
"""


def at(words: str, nth: int = 1) -> tuple[int, int]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def attack() -> Record:
    """Gunmen attack a village: a governor says 12 and 2, a farmer at least 20; a group denies it."""
    place = Place(name="Tinaba", country="MLI", admin1="Gao", lat=16.27, lon=-0.04, span=at("Tinaba"))
    shared = {"type": "ASSAULT", "cameo": "190", "quad": "material_conflict"}
    return Record(
        document=Document(
            id="attack",
            digest=digest(TEXT),
            text=TEXT,
            title="Gunmen kill villagers near Gao",
            publisher="Gao Courier",
            published="2025-02-04",
            url="https://gao.example/1",
        ),
        made_by=MadeBy(sayso="0", model="none"),
        blocks=(
            Block(span=at("Gunmen kill villagers near Gao"), kind="headline"),
            Block(span=(32, len(TEXT) - 1), kind="paragraph"),
        ),
        mentions=(
            Mention(id="m1", span=at("Gunmen", 2), form="nominal", type="armed_group", actor="a1"),
            Mention(id="m2", span=at("12 villagers"), form="nominal", type="people", actor="a2"),
            Mention(id="m3", span=at("two soldiers"), form="nominal", type="military", actor="a3"),
            Mention(id="m4", span=at("the governor"), form="nominal", type="person", actor="a4"),
            Mention(id="m5", span=at("The rebels"), form="nominal", type="armed_group", actor="a1"),
            Mention(id="m6", span=at("20 people"), form="nominal", type="people", actor="a2"),
            Mention(id="m7", span=at("a farmer"), form="nominal", type="person", actor="a5"),
            Mention(id="m8", span=at("The Northern Front"), form="name", type="armed_group", actor="a6"),
        ),
        actors=(
            Actor(id="a1", name="gunmen", type="armed_group", sector="REB", country="MLI", code="MLIREB"),
            Actor(id="a2", name="villagers", type="people", country="MLI", sector="CVL", code="MLICVL"),
            Actor(id="a3", name="soldiers", type="military", country="MLI", sector="MIL", code="MLIMIL"),
            Actor(id="a4", name="governor", type="person", country="MLI", sector="GOV", code="MLIGOV"),
            Actor(id="a5", name="farmer", type="person", country="MLI", sector="CVL", code="MLICVL"),
            Actor(id="a6", name="Northern Front", type="armed_group", key="northern-front", sector="REB"),
        ),
        statements=(
            Statement(
                id="s1",
                kind="indirect",
                content=(at("Gunmen attacked Tinaba on Monday, killing 12 villagers and two soldiers"),),
                source="m4",
                speaker="a4",
                cue=Cue(span=at("said"), lemma="say", act="say"),
            ),
            Statement(
                id="s2",
                kind="indirect",
                content=(at("The rebels killed at least 20 people"),),
                source="m7",
                speaker="a5",
                cue=Cue(span=at("said", 2), lemma="say", act="say"),
            ),
            Statement(
                id="s3",
                kind="indirect",
                content=(at("it attacked the village"),),
                source="m8",
                speaker="a6",
                cue=Cue(span=at("denied"), lemma="deny", act="deny"),
            ),
        ),
        events=(
            Event(
                id="e1",
                **shared,
                trigger=at("attacked"),
                actors=("m1",),
                recipients=("m2", "m3"),
                place=place,
                voice="s1",
                date=When(text="Monday", value="2025-02-03", grain="day", span=at("Monday")),
                figures=("f1", "f2"),
                effects=(Harm(what="killed", on="m2", figure="f1"), Harm(what="killed", on="m3", figure="f2")),
            ),
            Event(
                id="e2",
                **shared,
                trigger=at("killed"),
                actors=("m5",),
                recipients=("m6",),
                same_as="e1",
                voice="s2",
                figures=("f3",),
                effects=(Harm(what="killed", on="m6", figure="f3"),),
            ),
            Event(
                id="e3",
                **shared,
                trigger=at("attacked", 2),
                actors=("m8",),
                same_as="e1",
                polarity="negative",
                voice="s3",
            ),
        ),
        figures=(
            Figure(id="f1", span=at("12"), kind="killed", value=12, of="m2", event="e1", voice="s1"),
            Figure(id="f2", span=at("two"), kind="killed", value=2, of="m3", event="e1", voice="s1"),
            Figure(
                id="f3",
                span=at("at least 20"),
                kind="killed",
                value=20,
                bound="at_least",
                of="m6",
                event="e2",
                voice="s2",
            ),
        ),
    )
