"""Questions to a store, answered the same by SQLite and PostgreSQL."""

import pytest

from sayso.errors import InputError
from sayso.store import Query, bundle
from sayso.store.passages import days_between
from sayso.store.sql import SqlStore
from tests.store.records import TEXT, record

HARBOUR = TEXT.replace("at the market", "at the harbour").replace("Erdoğan", "Kai")


@pytest.fixture
def full(store: SqlStore) -> SqlStore:
    old = record("old", published="2023-12-31")
    new = record("new", text=HARBOUR, published="2024-03-05T10:00:00+00:00", speaker="Ada Kai")
    undated = record("undated", published=None)
    store.add([(bundle(r.document.id, r), "here") for r in (old, undated, new)])
    return store


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Query(text="traders"), ["new", "old", "undated"]),
        (Query(text="trader KILLING"), ["new", "old", "undated"]),
        (Query(text='"the harbour"'), ["new"]),
        (Query(text='"harbour the"'), []),
        (Query(text="rebels -harbour"), ["old", "undated"]),
        (Query(text="harb*"), ["new"]),
        (Query(text="pictures"), []),  # the page around the article is not searched
        (Query(speaker="erdogan"), ["old", "undated"]),
        (Query(speaker="kai ada", text="answer"), ["new"]),
        (Query(actor="rebels", country="TUL"), ["new", "old", "undated"]),
        (Query(type="assault", text="harbour"), ["new"]),
        (Query(type="warn", voice="kai"), ["new"]),
        (Query(type="ASSAULT", voice="article"), []),
        (Query(text="rebels", since="2024"), ["new"]),
        (Query(text="rebels", until="2023-12"), ["old"]),
        (Query(text="rebels", since="2023-12-31", until="2023-12-31"), ["old"]),
        (Query(text="rebels", since="2025"), []),
    ],
)
def test_a_search_finds_the_paragraphs_where_all_holds_newest_first(
    full: SqlStore, query: Query, ids: list[str]
) -> None:
    page = full.search(query)
    assert [row["id"] for row in page.rows] == ids
    assert page.total == len(ids)


def test_a_search_shows_the_paragraph_and_counts_all(full: SqlStore) -> None:
    page = full.search(Query(text="rebels"), limit=1)
    assert page.total == 3
    row = page.rows[0]
    assert row["text"] == HARBOUR[row["start"] : row["end"]]
    assert row["title"] == "Army shells Tulor market"
    assert full.search(Query(text="rebels"), limit=1, offset=2).rows[0]["id"] == "undated"


@pytest.mark.parametrize("found", [0, 1])
def test_very_many_are_found_bit_by_bit_in_the_same_order(
    full: SqlStore, monkeypatch: pytest.MonkeyPatch, found: int
) -> None:
    from sayso.store import ask

    more = [
        ("2024-02-29", "leap"),
        ("2024-12-31", "eve"),
        ("2023-01-01", "first"),
        ("2024-03-05", "same"),
        (None, "no"),
    ]
    full.add([(bundle(id, record(id, text=TEXT + id, published=day)), "here") for day, id in more])
    for since, until in ((None, None), ("2023", None), (None, "2023"), ("2023-12-31", "2024-02-29"), ("2025", None)):
        for limit in (1, 3, 20):
            query = Query(text="rebels", since=since, until=until)
            usual = full.search(query, limit=limit)
            assert (usual.total > found) or since == "2025"
            with monkeypatch.context() as patched:
                patched.setattr(ask, "_SORTED", found)
                assert full.search(query, limit=limit) == usual


@pytest.mark.parametrize(
    "text", ['" OR *', "NOT NEAR(", "words : x", 'a" OR "b', "';--", "(", "*", "-", "x AND", "\x00 rebels", "&|!:*"]
)
def test_nothing_that_is_typed_is_an_operator(full: SqlStore, text: str) -> None:
    if any(c.isalnum() for c in text):
        assert full.search(Query(text=text)).total <= 3
    else:
        with pytest.raises(InputError, match="no word to search for"):
            full.search(Query(text=text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("U.S.", True),
        ("us", False),
        ("5,600", True),
        ('"600 people"', True),
        ("people 5600", False),
        ("co-operation", True),
        ("operation", True),
        ("erdogan's", False),
        ("ERDOĞAN", True),
        ("don't", True),
        ("news.example/a-b?c=1", True),
        ("straß*", True),
        ('"the in"', False),
    ],
)
def test_both_databases_take_words_apart_alike(store: SqlStore, text: str, found: bool) -> None:
    odd = "The U.S. says 5,600 people don't want co-operation in Straßburg (news.example/a-b?c=1), her aide said."
    store.add([(bundle("k", record(text=TEXT.replace("she warned.", f"she warned. {odd}"))), "here")])
    assert store.search(Query(text=text)).total == found


@pytest.mark.parametrize("since", ["yesterday", "2024-13", "2024-02-30", "20240101", "-2024"])
def test_a_date_that_is_none_is_named(full: SqlStore, since: str) -> None:
    with pytest.raises(InputError, match="is no"):
        full.search(Query(text="rebels", since=since))


def test_a_question_without_anything_is_refused(full: SqlStore) -> None:
    with pytest.raises(InputError, match="nothing to search for"):
        full.search(Query(since="2024"))


def test_events_are_asked_by_their_own_parties_voice_and_type(full: SqlStore) -> None:
    assert full.listed("events", Query(actor="rebels")).total == 3
    assert full.listed("events", Query(actor="Erdoğan")).total == 0  # she is in the paragraph, but no party of it
    page = full.listed("events", Query(voice="ERDOGAN", type="firearms", country="tul"))
    assert [row["document_id"] for row in page.rows] == ["old", "undated"]
    assert page.rows[0]["passage"][page.rows[0]["start"] - page.rows[0]["passage_start"] :].startswith("killed")
    assert full.listed("events", Query(voice="article")).total == 0
    assert full.listed("events", Query(type="ASSAULT"), limit=1).total == 3


def test_statements_are_asked_by_speaker_act_and_words(full: SqlStore) -> None:
    assert full.listed("statements", Query(speaker="ada")).total == 6
    assert full.listed("statements", Query(speaker="kai", type="warn")).rows[0]["text"] == "We will answer,"
    assert full.listed("statements", Query(text="harbour", type="indirect")).total == 1


def test_figures_are_asked_by_kind_and_holder(full: SqlStore) -> None:
    page = full.listed("figures", Query(type="killed", voice="Kai"))
    assert [(r["value"], r["document_id"]) for r in page.rows] == [(12, "new")]
    assert full.listed("relations", Query(actor="rebels")).total == 3


def test_actors_are_counted_over_all_documents(full: SqlStore) -> None:
    page = full.actors(None, Query())
    assert page.total == 4
    assert {(r["name"], r["documents"], r["mentions"]) for r in page.rows} >= {("rebels", 3, 3), ("traders", 3, 3)}
    ada = full.actors("ada", Query(since="2024")).rows
    assert [(r["name"], r["statements"]) for r in ada] == [("Ada Kai", 2)]
    assert full.actors("nobody", Query()).total == 0


def test_an_actor_of_the_dictionary_is_one_under_all_its_names(store: SqlStore) -> None:
    married = record("two", text=HARBOUR, speaker="Ada Kai", key="ada-erdogan")
    store.add([(bundle(r.document.id, r), "here") for r in (record("one"), married)])
    found = store.actors("erdogan", Query())
    assert [(r["name"], r["documents"], r["statements"]) for r in found.rows] == [("Ada Erdoğan", 2, 4)]


def test_a_stretch_of_days_is_whole_years_months_and_days() -> None:
    from datetime import date

    assert days_between(date(2021, 11, 29), date(2023, 2, 2)) == [
        "d20211129", "d20211130", "m202112", "y2022", "m202301", "d20230201", "d20230202",
    ]  # fmt: skip
    assert days_between(date(2024, 2, 1), date(2024, 2, 29)) == ["m202402"]
    assert days_between(date(2024, 2, 2), date(2024, 2, 1)) == []
    assert days_between(date(9999, 12, 31), date.max) == ["d99991231"]
