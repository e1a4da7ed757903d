"""FollowTheMoney, Web Annotation, CoNLL-U and Parquet: their own rules hold, and every span is where it says."""

import io
import json
import re
from typing import Any

import msgspec
import pytest

import sayso
from sayso.export.formats import FORMATS, stream
from sayso.export.given import key
from sayso.export.view import View
from sayso.record import Record, from_json
from tests.export.records import attack
from tests.store.records import record

ARTICLES = [attack(), record(), record(id="again", url="https://a.example/2", published=None)]


def written(format: str, records: list[Record], table: str | None = None) -> bytes:
    out = io.BytesIO()
    stream([View(key(r.document), r) for r in records], FORMATS[format], out, table)
    return out.getvalue()


def told(format: str, records: list[Record]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(format, records).splitlines()]


def entities(schema: str, records: list[Record] = ARTICLES) -> list[dict[str, Any]]:
    return [e for e in told("ftm", records) if e["schema"] == schema]


def test_entities_have_only_the_properties_of_the_codebook() -> None:
    known = {s.name: {c.name for c in s.columns} for s in FORMATS["ftm"].sheets}
    found = told("ftm", ARTICLES)
    for entity in found:
        assert {"id", *entity["properties"]} <= known[entity["schema"]]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", entity["id"])
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(v, str) and v for v in values)
    assert {e["schema"] for e in found} == set(known)


def test_entities_are_there_once_and_so_is_everything_they_point_to() -> None:
    found = told("ftm", ARTICLES)
    ids = [e["id"] for e in found]
    assert len(ids) == len(set(ids))
    pointers = ("document", "resolved", "organizer", "involved", "proof")
    for entity in found:
        assert {v for p in pointers for v in entity["properties"].get(p, ())} <= set(ids)


def test_who_is_in_the_dictionary_is_one_entity_in_all_articles() -> None:
    (ada,) = entities("Person", ARTICLES[1:])
    assert ada["id"] == "sayso-actor-ada-erdogan"
    assert ada["properties"]["position"] == ["General"]
    assert {m["properties"]["resolved"][0] for m in entities("Mention", ARTICLES[1:])} >= {ada["id"]}


def test_an_event_says_who_did_it_and_on_whose_say_so() -> None:
    (event,) = entities("Event", [attack()])
    properties = event["properties"]
    assert properties["name"] == ["ASSAULT: gunmen → villagers, soldiers"]
    assert properties["organizer"] == [f"sayso-{key(attack().document)}-a1"]
    assert len(properties["involved"]) == 2, "villagers are a crowd, soldiers and gunmen are not"
    assert "Told by: governor; farmer" in properties["notes"]
    assert "Denied by: Northern Front" in properties["notes"]
    assert properties["country"] == ["ml"]


def test_times_of_publication_are_those_of_utc() -> None:
    document = msgspec.structs.replace(attack().document, published="2025-02-04T06:10:00+08:00")
    (article,) = entities("Article", [msgspec.structs.replace(attack(), document=document)])
    assert article["properties"]["publishedAt"] == ["2025-02-03T22:10:00"]


def test_annotations_have_the_fields_of_the_codebook_and_select_their_words() -> None:
    page_columns, columns = ([c.name for c in s.columns] for s in FORMATS["webanno"].sheets)
    for page, article in zip(told("webanno", ARTICLES), ARTICLES, strict=True):
        assert list(page) == page_columns
        ids = [note["id"] for note in page["items"]]
        assert len(ids) == len(set(ids))
        text = article.document.text
        for note in page["items"]:
            assert list(note) == columns
            for target in note["target"]:
                quote, position = target["selector"]
                start, end = position["start"], position["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])


def test_annotations_hold_the_parts_of_the_record() -> None:
    (page,) = told("webanno", [attack()])
    notes = {note["id"].rpartition(":")[2]: note for note in page["items"]}
    assert [b["value"] for b in notes["e1"]["body"][:-1]] == ["event", "ASSAULT"]
    whole = json.loads(notes["e1"]["body"][-1]["value"])
    assert msgspec.convert(whole, type(attack().events[0])) == attack().events[0]
    kinds = [b["value"] for b in notes["block0"]["body"][:-1]]
    assert kinds == ["block", "headline"]
    assert notes["f1"]["target"][0]["source"] == "https://gao.example/1"


def test_half_characters_stay_valid_json() -> None:
    document = msgspec.structs.replace(attack().document, publisher="Gao \ud800 Courier")
    broken = msgspec.structs.replace(attack(), document=document)
    for format in ("ftm", "webanno", "jsonl"):
        for line in written(format, [broken]).decode("utf-8").splitlines():
            json.loads(line)
    assert "Gao \ufffd Courier" in written("acled", [broken]).decode("utf-8")


@pytest.fixture(scope="module")
def read() -> Record:
    text = (
        "Army shells Tulor market\n\nGeneral Ada Erdoğan said on Monday that rebels had killed 12 traders at the "
        "market.  She didn’t name them.\n\nRead more: Tulor in pictures\n"
    )
    return sayso.read(text, published="2024-03-05")


def sentences(data: bytes) -> list[tuple[dict[str, str], list[list[str]]]]:
    out = []
    for block in data.decode().rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        out.append((comments, [line.split("\t") for line in lines if not line.startswith("#")]))
    return out


def test_conllu_has_ten_columns_one_root_and_the_words_of_the_text(read: Record) -> None:
    columns = [c.name for c in FORMATS["conllu"].sheets[1].columns]
    assert columns == ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"]
    found = sentences(written("conllu", [read]))
    comments = {c.name for c in FORMATS["conllu"].sheets[0].columns}
    assert set(found[0][0]) == comments
    assert {c["sayso_block"] for c, _ in found} == {"headline", "paragraph"}, "the page around it is not read"
    for told_, words in found:
        assert set(told_) <= comments
        assert [w[0] for w in words] == [str(n) for n in range(1, len(words) + 1)]
        assert [w[7] for w in words if w[6] == "0"] == ["root"]
        rebuilt = ""
        for word in words:
            assert len(word) == len(columns)
            misc = dict(pair.split("=", 1) for pair in word[9].split("|"))
            start, end = map(int, misc["TokenRange"].split(":"))
            assert read.document.text[start:end] == word[1]
            rebuilt += word[1] + ("" if "SpaceAfter" in misc else " ")
        assert rebuilt.rstrip() == told_["text"]


def test_conllu_says_which_parts_of_the_record_cover_a_word(read: Record) -> None:
    misc = {w[1]: w[9] for _, words in sentences(written("conllu", [read])) for w in words}
    event = next(e for e in read.events if read.words(e.trigger).endswith("killed"))
    assert f"Events={event.id}" in misc["killed"]
    assert "Statements=s1" in misc["traders"]
    assert "Cues=s1" in misc["said"]
    assert "Name=B-PER" in misc["Ada"]


def test_conllu_leaves_out_what_is_not_english(read: Record) -> None:
    foreign = msgspec.structs.replace(read, document=msgspec.structs.replace(read.document, language="de"))
    assert written("conllu", [foreign]) == b""


def test_parquet_has_the_columns_and_rows_of_csv(read: Record) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    records = [*ARTICLES, read]
    for sheet in FORMATS["parquet"].sheets:
        data = written("parquet", records, sheet.name)
        table = parquet.read_table(io.BytesIO(data))
        assert table.column_names == [c.name for c in sheet.columns]
        assert table.num_rows == sum(len(list(sheet.cells(View("k", r)))) for r in records)
        assert data == written("parquet", records, sheet.name)
    events = parquet.read_table(io.BytesIO(written("parquet", [attack()], "events"))).to_pylist()
    text = from_json(written("jsonl", [attack()])).document.text
    assert [text[e["start"] : e["end"]] for e in events] == [e["text"] for e in events]
    assert events[0]["lat"] == 16.27


def test_parquet_with_many_rows_has_them_all() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    many = [msgspec.structs.replace(attack(), mentions=attack().mentions * 400)] * 4
    table = parquet.ParquetFile(io.BytesIO(written("parquet", many, "mentions")))
    assert table.metadata.num_rows == 4 * 400 * 8
    assert table.metadata.num_row_groups == 2
