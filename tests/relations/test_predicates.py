"""The data of the relations: every row can be read, and means what its columns may mean."""

from sayso.relations.predicates import affixes, changes, table

_KINDS = {
    "alliance", "partnership", "backing", "friendship", "loyalty", "enmity", "rivalry", "opposition", "distrust",
}  # fmt: skip
_PLACES = {"subj", "self", "tie", "bearer"}


def test_every_predicate_says_where_its_parties_stand() -> None:
    for row in table():
        assert row.a in _PLACES, row
        assert all(row.b), row
        assert row.sign in (1, -1)
        assert row.kind in _KINDS
        assert row.strength in (1, 2, 3)
        assert row.negated is None or row.negated in _KINDS, row


def test_no_predicate_stands_twice() -> None:
    keys = [(row.words, row.pos, row.a, row.b) for row in table()]
    assert len(keys) == len(set(keys))


def test_friendly_kinds_are_friendly() -> None:
    friendly = {"alliance", "partnership", "backing", "friendship", "loyalty"}
    assert all((row.kind in friendly) == (row.sign > 0) for row in table())


def test_a_phrase_hangs_on_its_noun() -> None:
    [row] = [r for r in table() if r.words == ("marriage", "of", "convenience")]
    assert row.words[row.anchor] == "marriage"


def test_compounds_have_a_beginning_or_an_ending() -> None:
    begins, ends = affixes()
    assert begins["anti"].sign == -1
    assert ends["backed"].sign == 1


def test_what_governs_a_tie_ends_it_or_leaves_it_open() -> None:
    assert set(changes().values()) == {"over", "none"}
