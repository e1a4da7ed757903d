"""The single sentences of the corpus, and the reader of their marks."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus.sentence_counts import constructions, counts, doubles
from corpus.sentences import LEARNED, Sentence, SentenceError, compiled, files, main, parted, read, records
from sayso.record import EventType

GUNNERS = """# a comment
{a1 Government gunners} {t1 shelled} {r1 a market} overnight, and {a2 the rebels} {t2 vowed} to retaliate.
| t1 ASSAULT heavy-weapons actor=a1 recipient=r1 past
| t2 THREATEN violence actor=a2 past cameo=138 contexts=military
"""


def parsed(text: str) -> list[Sentence]:
    return [compiled(*record) for record in records(text, "x.txt")]


def test_marks_become_exact_spans() -> None:
    (sentence,) = parsed(GUNNERS)
    assault, threat = sentence.events
    assert sentence.text == "Government gunners shelled a market overnight, and the rebels vowed to retaliate."
    assert sentence.words(assault.trigger) == "shelled"
    assert [sentence.words(span) for span in assault.actors] == ["Government gunners"]
    assert [sentence.words(span) for span in assault.recipients] == ["a market"]
    assert (assault.mode, assault.cameo, assault.modality, assault.polarity) == (
        "heavy-weapons",
        "194",
        "asserted",
        "positive",
    )
    assert (threat.cameo, threat.contexts, threat.recipients) == ("138", ("military",), ())
    assert sentence.line == 2


def test_the_parties_of_a_mutual_event_stand_on_both_sides() -> None:
    (sentence,) = parsed("{a1 Chad} and {a2 Libya} {t1 met}.\n| t1 CONSULT - actor=a1,a2 mutual past")
    (event,) = sentence.events
    assert event.actors == event.recipients
    assert len(event.actors) == 2


def test_none_marks_a_sentence_without_events() -> None:
    (sentence,) = parsed("Zambia routed Namibia 4-0.\n| none")
    assert sentence.events == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{t1 Shelled} again.", "without event lines"),
        ("| t1 ASSAULT - past", "without a sentence"),
        ("{a1 They} {t1 shelled} it.\n| t1 ASSAULT - past", "in no event"),
        ("They {t1 shelled} it.\n| t1 ASSAULT - actor=a1 past", "not marked in the sentence"),
        ("They {t1 shelled} it.\n| t1 ASSAULT loudly past", "PLOVER has no"),
        ("They {t1 shelled} it.\n| t1 ASSAULT - often past", "unknown words"),
        ("They {t1 shelled} it.\n| t1 ASSAULT - possible", "one tense"),
        ("They {t1 shelled} it.\n| t1 ASSAULT - past cameo=shells", "not a CAMEO code"),
        ("They {t1 shelled} it.\n| t1 ASSAULT - place=here past", "unknown or repeated field"),
        ("They {t1 shelled it.\n| t1 ASSAULT - past", "not closed"),
        ("They {t1 shelled } it.\n| t1 ASSAULT - past", "ends with a blank"),
    ],
)
def test_an_unsound_line_is_named_with_its_place(text: str, why: str) -> None:
    with pytest.raises(SentenceError, match=why) as caught:
        parsed(text)
    assert str(caught.value).startswith("x.txt:1: ")


def test_a_sentence_with_only_its_names_changed_is_found() -> None:
    twins = parsed("Zambia routed Mali 4-0.\n| none\nGhana routed Togo 3-0.\n| none\nGhana beat Togo.\n| none")
    assert doubles(twins) == ["x.txt:3: the words of x.txt:1 but for names"]


def test_a_passive_is_counted_as_one() -> None:
    (sentence,) = parsed("{r1 A judge} was {t1 shot} by {a1 rebels}.\n| t1 ASSAULT firearms actor=a1 recipient=r1 past")
    assert {"passive", "passive with by-phrase"} <= set(constructions(sentence, sentence.events[0]))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_file_is_sound(path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 0, capsys.readouterr().err


def test_no_sentence_stands_twice_and_every_type_has_sixty() -> None:
    sentences = list(read())
    assert doubles(sentences) == []
    found = counts(sentences)
    assert min(found[f"type {kind}"] for kind in get_args(EventType)) >= 60
    assert found["sentences without event"] >= 300


def test_what_is_only_learned_is_of_the_train_part() -> None:
    learned = {path.name for path in files(LEARNED)}
    assert {part for part, sentence in parted() if sentence.file in learned} == {"train"}
    assert learned.isdisjoint(path.name for path in files())
