"""What is put into a store comes out again, whole and as rows, in an order that does not tell how it came in."""

import msgspec
import pytest

from sayso.record import MadeBy, Record, digest
from sayso.store import Fault, bundle
from sayso.store.schema import PARTS
from sayso.store.sql import SqlStore
from tests.store.records import TEXT, record


def put(store: SqlStore, *records: Record, source: str = "here") -> list[bool]:
    return store.add([(bundle(r.document.digest[-8:] + r.document.id, r), source) for r in records])


def test_a_record_comes_out_as_it_went_in(store: SqlStore) -> None:
    put(store, record())
    assert store.get("tulor") == record()
    assert store.get("nobody") is None
    assert [r for _, r in store.records()] == [record()]


def test_a_text_that_no_database_can_keep_comes_out_as_it_went_in(store: SqlStore) -> None:
    odd = record(text="Army \udc80 \x00 shells" + TEXT[4:])
    put(store, odd)
    assert store.get("tulor") == odd
    assert next(store.table("documents"))["title"] == "Army \ufffd \ufffd shells shells Tulor market"


def test_rows_hold_the_words_of_their_spans_and_who_says_it(store: SqlStore) -> None:
    put(store, record())
    event = next(store.table("events"))
    assert (event["text"], event["actor_names"], event["recipient_names"]) == ("killed", "rebels", "traders")
    assert (event["voice_name"], event["country"], event["date"], event["lat"]) == (
        "Ada Erdoğan",
        "TUL",
        "2024-03-04",
        1.5,
    )
    assert TEXT[event["start"] : event["end"]] == "killed"
    figure = next(store.table("figures"))
    assert (figure["value"], figure["of_text"], figure["voice_name"]) == (12, "12 traders", "Ada Erdoğan")
    said = [(s["speaker_name"], s["cue_text"], s["text"]) for s in store.table("statements")]
    assert said[1] == ("Ada Erdoğan", "warned", "We will answer,")


def test_every_table_has_the_rows_of_the_record(store: SqlStore) -> None:
    put(store, record())
    counts = store.counts()
    assert {t.name: counts[t.name] for t in PARTS} == {
        "blocks": 3, "mentions": 3, "actors": 3, "statements": 2, "events": 1, "figures": 1, "relations": 1,
    }  # fmt: skip
    for table in PARTS:
        rows = list(store.table(table.name))
        assert len(rows) == counts[table.name]
        assert all(row["article"].endswith("tulor") and row["document"] == "tulor" for row in rows)


def test_the_same_article_twice_is_one_under_both_its_names(store: SqlStore) -> None:
    one = bundle("k", record("b"))
    assert store.add([(one, "first"), (one, "second")]) == [True, False]
    assert store.sources("k") == ["first", "second"]
    assert store.counts()["documents"] == 1


@pytest.mark.parametrize("order", [("b", "a", None), (None, "b", "a"), ("a", None, "b"), ("a", "b", None)])
def test_an_article_has_the_first_of_its_names_whatever_came_first(
    store: SqlStore, order: tuple[str | None, ...]
) -> None:
    for number, id in enumerate(order):
        store.add([(bundle("k", record(id or digest(TEXT))), str(number))])
    assert [r.document.id for _, r in store.records()] == ["a"]
    assert store.get("a") == record("a")


def test_known_articles_are_told_and_their_new_sources_kept(store: SqlStore) -> None:
    store.add([(bundle("k", record("b")), "first")])
    assert store.know([("k", "third", "a"), ("other", "first", None)]) == [True, False]
    assert store.sources("k") == ["first", "third"]
    assert store.get("a") is not None


def test_documents_come_by_their_ids(store: SqlStore) -> None:
    put(store, *(record(id) for id in ("c", "a", "É", "b")))
    assert [r.document.id for _, r in store.records()] == ["a", "b", "c", "É"]
    assert [row["document"] for row in store.table("events")] == ["a", "b", "c", "É"]


def test_faults_are_kept_until_the_article_is_stored(store: SqlStore) -> None:
    fault = Fault(key="k", source="here", kind="hang", message="it took too long", id="tulor")
    store.fail([fault, Fault(key="z", source="a.txt", kind="empty", message="there is nothing")])
    store.fail([fault])
    assert [f.key for f in store.faults()] == ["z", "k"]
    assert store.faulty(["k", "other"]) == {"k"}
    store.add([(bundle("k", record()), "elsewhere")])
    assert [f.key for f in store.faults()] == ["z"]


def test_a_batch_that_fails_leaves_nothing(store: SqlStore) -> None:
    from sayso.errors import InputError

    broken = msgspec.structs.replace(bundle("bad", record("bad")), parts={"events": [(0, "too short")]})
    with pytest.raises((InputError, Exception), match=r".+"):
        store.add([(bundle("good", record("good")), "here"), (broken, "here")])
    assert store.counts()["documents"] == store.counts()["events"] == 0
    put(store, record())
    assert store.counts()["documents"] == 1


def test_what_is_removed_is_gone_from_every_table_and_from_search(store: SqlStore) -> None:
    from sayso.store import Query

    store.add([(bundle("k", record()), "here"), (bundle("other", record("other")), "here")])
    assert store.remove("k")
    assert not store.remove("k")
    assert store.counts()["mentions"] == 3
    assert store.search(Query(text="traders")).total == 1


def test_a_record_without_anything_is_stored(store: SqlStore) -> None:
    bare = Record(document=msgspec.structs.replace(record().document, published=None), made_by=MadeBy(sayso="0"))
    put(store, bare)
    assert store.get("tulor") == bare
