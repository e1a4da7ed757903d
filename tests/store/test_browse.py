"""Lists for pages: the same rows as the lists that count everything, without counting everything."""

import pytest

from sayso.store import Query, bundle
from sayso.store.sql import SqlStore
from tests.store.records import TEXT, record

DAYS = ["2024-03-05", "2024-03-05", "2024-03-04", "2023-11-30", "2009-01-01", None, None]


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Articles from two days, from long before, and without a date; two generals speak by turns."""
    names = ("Ada Erdoğan", "Bo Lind")
    said_by = [(TEXT.replace("Ada Erdoğan", name), name) for name in names]
    articles = [
        record(f"a{n}", published=day, text=said_by[n % 2][0], speaker=said_by[n % 2][1]) for n, day in enumerate(DAYS)
    ]
    store.add([(bundle(f"k{n}", article), "test") for n, article in enumerate(articles)])
    return store


ASKED = [
    Query(), Query(speaker="Lind"), Query(text="traders"), Query(type="deny"), Query(type="ASSAULT"),
    Query(type="direct"), Query(country="TUL"), Query(country="FRA"), Query(voice="article"),
    Query(since="2023", until="2024-03-04"),
    Query(since="2024-03-05"), Query(until="2008"), Query(actor="rebels", speaker="erdogan"), Query(text="nowhere"),
    Query(text="nowhere", country="TUL"), Query(voice="ada", type="firearms", country="tul"),
]  # fmt: skip


@pytest.mark.parametrize("table", ["statements", "events", "figures", "relations"])
@pytest.mark.parametrize("query", ASKED, ids=str)
def test_rows_are_those_of_the_whole_list(filled: SqlStore, table: str, query: Query) -> None:
    whole = filled.listed(table, query, limit=None)
    assert filled.newest(table, query, limit=99).rows == whole.rows
    some = filled.newest(table, query, limit=3, offset=2)
    assert some.rows == whole.rows[2:5]
    assert some.at_least == (whole.total > 5)
    assert some.at_least or some.total == whole.total


@pytest.mark.parametrize("query", [Query(), Query(country="TUL"), Query(since="2023")], ids=str)
@pytest.mark.parametrize("name", [None, "bo lind", "nobody"])
def test_actors_of_a_small_store_are_all_counted(filled: SqlStore, name: str | None, query: Query) -> None:
    found, whole = filled.leading(name, query, limit=99), filled.actors(name, query, limit=None)
    assert not found.at_least
    assert (found.total, found.rows) == (whole.total, whole.rows)


def test_of_very_many_articles_the_newest_are_looked_at(filled: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.store.browse._ARTICLES", 2)
    found = filled.leading(None, Query())
    assert found.at_least
    assert {r["name"]: r["documents"] for r in found.rows} == {
        "Ada Erdoğan": 1, "Bo Lind": 1, "rebels": 2, "traders": 2
    }  # fmt: skip
