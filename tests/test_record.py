"""The record: JSON in and out, its schema, and what must hold of every one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import InvariantError, check, from_json, json_schema, to_json
from sayso.invariants import require
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
    Record,
    Statement,
    When,
    digest,
)

TEXT = "Ferry sinks\n\nAda Kai said the boat was old on Monday.\n\nRead more: Other news"


def record(**parts: Any) -> Record:
    base: dict[str, Any] = {
        "document": Document(id="ferry", digest=digest(TEXT), text=TEXT),
        "made_by": MadeBy(sayso="test"),
        "blocks": (
            Block(span=(0, 11), kind="headline"),
            Block(span=(13, 53), kind="paragraph"),
            Block(span=(55, 76), kind="related"),
        ),
        "mentions": (Mention(id="m1", span=(13, 20), form="name", type="person", actor="a1"),),
        "actors": (Actor(id="a1", name="Ada Kai", type="person"),),
        "statements": (
            Statement(
                id="s1",
                kind="indirect",
                source="m1",
                speaker="a1",
                cue=Cue(span=(21, 25), lemma="say", act="say"),
                content=((26, 42),),
            ),
        ),
    }
    return Record(**{**base, **parts})


def test_a_sound_record_has_no_problem() -> None:
    assert check(record()) == []
    assert require(record()).words((13, 20)) == "Ada Kai"


def test_json_keeps_everything_and_is_one_line() -> None:
    line = to_json(record())
    assert b"\n" not in line
    assert from_json(line) == record()
    assert json.loads(line)["blocks"][0] == {"span": [0, 11], "kind": "headline"}


def test_json_of_the_contract_is_read_with_fields_it_does_not_know() -> None:
    raw = json.loads(to_json(record()))
    raw["statements"][0]["mood"] = "stern"
    assert from_json(json.dumps(raw)) == record()


def test_json_that_is_no_record_names_the_field() -> None:
    raw = json.loads(to_json(record()))
    raw["blocks"][0]["kind"] = "footer"
    with pytest.raises(ValueError, match=r"blocks\[0\]\.kind"):
        from_json(json.dumps(raw))


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
def test_any_text_survives_json_even_with_lone_surrogates(text: str) -> None:
    made = record(
        document=Document(id="x", digest=digest(text), text=text), blocks=(), mentions=(), actors=(), statements=()
    )
    line = to_json(made)
    line.decode("utf-8")
    assert from_json(line) == made


def test_schema_names_every_part() -> None:
    schema = json_schema()
    assert schema["title"] == "sayso.record/1"
    for name in ("Document", "Block", "Mention", "Actor", "Statement", "Event", "Figure", "Relation", "HeadlineClaim"):
        assert name in schema["$defs"]


M2 = Mention(id="m2", span=(55, 60), form="name", type="person")
LONG = Block(span=(13, 500), kind="paragraph")
NESTED = Statement(id="s1", kind="direct", content=((26, 42),), parent="s2")
E1 = Event(id="e1", type="ASSAULT", trigger=(6, 11))
F1 = Figure(id="f1", span=(6, 11), kind="killed")


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"document": Document(id="x", digest="sha256:0", text=TEXT)}, "digest"),
        ({"blocks": (LONG,)}, r"blocks\[0\] has the span \[13, 500\]"),
        ({"blocks": (Block(span=(5, 20), kind="paragraph"), Block(span=(13, 20), kind="caption"))}, "overlap"),
        ({"mentions": (Mention(id="m1", span=(5, 5), form="name", type="person"),)}, "m1 has the span"),
        ({"mentions": (*record().mentions, M2)}, r"m2 \[55, 60\] lies in the shell block"),
        ({"mentions": (*record().mentions, *record().mentions)}, "'m1' is used twice"),
        ({"mentions": ()}, "names a mention 'm1'"),
        ({"actors": ()}, "names an actor 'a1'"),
        ({"statements": (Statement(id="s1", kind="direct", content=()),)}, "no content"),
        ({"statements": (NESTED,)}, "names a statement 's2'"),
        (
            {"statements": (NESTED, Statement(id="s2", kind="direct", content=((26, 42),), parent="s1"))},
            "its own parent",
        ),
        ({"statements": (Statement(id="s1", kind="direct", content=((30, 60),)),)}, "lies in the shell block"),
        ({"times": (When(text="Tuesday", span=(46, 52)),)}, "says 'Tuesday' where the text has 'Monday'"),
        ({"events": (E1, Event(id="e2", type="AID", trigger=(0, 5), same_as="e9"))}, "names an event 'e9'"),
        ({"events": (Event(id="e1", type="AID", trigger=(0, 5), same_as="e1"),)}, "its own same_as"),
        (
            {"events": (Event(id="e1", type="AID", trigger=(0, 5), effects=(Harm(what="killed", figure="f2"),)),)},
            "'f2'",
        ),
        ({"figures": (F1, Figure(id="f2", span=(0, 5), kind="killed", voice="s7"))}, "names a statement 's7'"),
    ],
)
def test_each_broken_invariant_is_named(parts: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvariantError, match=problem):
        require(record(**parts))
