"""Names as mentions and actors: what they name, how far the phrase around a person's name goes, short forms."""

import pytest

from sayso import check, read
from sayso.actors.names import organisation_type
from sayso.record import Record


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Defence", "government"),
        ("the United Nations", "igo"),
        ("Tulor Police", "police"),
        ("People's Democratic Party", "party"),
        ("Tulor Times", "media"),
        ("Islamic State", "armed_group"),
        ("University of Tulor", "ngo"),
        ("State Bank of Tulor", "company"),
        ("Hidroaguán", "company"),
    ],
)
def test_an_organisations_type_is_told_by_the_words_of_its_name(name: str, kind: str) -> None:
    assert organisation_type(name) == kind


def mentioned(record: Record) -> dict[str, tuple[str, str]]:
    """Words of each mention by name → (actor's name, actor's type)."""
    assert check(record) == []
    actors = {a.id: a for a in record.actors}
    found = {record.words(m.span): actors[m.actor or ""] for m in record.mentions if m.form == "name"}
    return {words: (actor.name, actor.type) for words, actor in found.items()}


ARTICLE = """\
Spokesman Idris Sesay met officials of the World Food Programme in Freetown on Monday.

“The harvest failed,” Mr Sesay said. Sesay spoke in Freetown.
"""


def test_names_are_mentions_of_one_actor_each() -> None:
    found = mentioned(read(ARTICLE))
    assert found["Spokesman Idris Sesay"] == ("Idris Sesay", "person")
    assert found["Mr Sesay"] == ("Idris Sesay", "person")
    assert found["Sesay"] == ("Idris Sesay", "person")
    assert found["Freetown"] == ("Freetown", "place")
    assert any("World Food Programme" in words for words in found)


def test_names_in_the_page_around_the_article_are_not_mentioned() -> None:
    text = ARTICLE + "\nREAD MORE: Aminata Kamara wins in Koidu\n\nReporting by Joe Kargbo; Editing by Ann Lee\n"
    assert not any("Kamara" in words or "Kargbo" in words for words in mentioned(read(text)))
