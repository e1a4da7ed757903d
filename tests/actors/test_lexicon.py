"""The room's word lists: their shape, and what they say of a few words."""

from typing import get_args

import pytest

from sayso.actors.lexicon import given_gender, heads, is_generic, modifier, rows, title
from sayso.record import ActorType


def test_a_head_noun_stands_once_and_its_types_are_the_records() -> None:
    words = [word for row in rows("heads.tsv") for word in row[5].split()]
    assert len(words) == len(set(words))
    kinds = {kind for row in rows("heads.tsv") for kind in row[:2]}
    assert kinds <= set(get_args(ActorType))


@pytest.mark.parametrize("name", ["members.tsv", "pairs.tsv", "leads.tsv", "pronouns.tsv"])
def test_a_key_of_a_small_table_stands_once(name: str) -> None:
    keys = [row[0] for row in rows(name)]
    assert keys
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("word", "head", "sector"),
    [
        ("rebel", "commander", "REB"),
        ("former", "minister", "ELI"),
        ("police", "officer", "COP"),
        ("labour", "minister", None),
    ],
)
def test_a_modifier_changes_a_sector_unless_the_head_has_its_own(word: str, head: str, sector: str | None) -> None:
    changed = modifier(word, head)
    assert (changed.sector if changed else None) == sector


def test_titles_and_given_names_tell_a_gender() -> None:
    assert title("Mrs.") == ("f", None)
    assert title("Gen.") == ("", "MIL")
    assert title("harbour") is None
    assert (given_gender("Fatima"), given_gender("Yusuf"), given_gender("Tulor")) == ("f", "m", "")


def test_plurals_may_be_of_another_type() -> None:
    assert (heads()["gunman"].type, heads()["gunman"].plural) == ("person", "armed_group")
    assert is_generic("spokesman")
    assert not is_generic("nurse")
