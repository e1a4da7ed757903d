"""Files, folders, JSON lines, tables and Parquet: what is good is given, what is broken is named, the rest goes on."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources import Article, Options, options
from sayso.sources.found import canonical
from tests.sources.found import articles, broken, found, left_out


def test_a_folder_gives_its_files_in_order_and_counts_what_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.html").write_text("<p>Rebels shot traders.</p>", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Rebels shot traders.", encoding="utf-8")
    (tmp_path / "z.md").write_text("# Rebels\n\nshot traders.", encoding="utf-8")
    (tmp_path / "photo.JPG").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "README").write_text("nothing", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("nothing", encoding="utf-8")
    things = found(tmp_path)
    assert [a.name for a in articles(things)] == ["a", "z", "c"]
    assert left_out(things) == ["a nameless file", "a .jpg file"]


def test_a_named_file_is_told_by_its_content_where_its_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Rebels shot traders.", encoding="utf-8")
    (tmp_path / "lines").write_text('{"id": "a", "text": "Rebels shot traders."}\n', encoding="utf-8")
    (tmp_path / "feed").write_text("<rss><channel><item><description>Shots</description></item></channel></rss>")
    things = found(tmp_path / "text", tmp_path / "lines", tmp_path / "feed")
    assert [(a.id, a.name, a.text) for a in articles(things)] == [
        (None, "text", "Rebels shot traders."),
        ("a", None, "Rebels shot traders."),
        (None, None, "Shots"),
    ]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    things = found(tmp_path / "binary.txt", tmp_path / "nowhere.txt")
    assert [(b.kind, Path(b.source).name) for b in broken(things)] == [
        ("unreadable", "binary.txt"),
        ("input", "nowhere.txt"),
    ]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(1 << 30)
    assert [b.kind for b in broken(found(tmp_path))] == ["too_large"]


LINES = [
    b'{"id": "a", "text": "one", "published": "2024-03-05", "url": "https://a.example/1"}',
    b'{"id": 2, "html": "<p>two</p>"}',
    b"",
    b'{"id": "c", "text": ',
    b'["text"]',
    b'{"id": "d", "text": 4}',
    b'{"id": "e"}',
    b'{"id": "f", "text": "\xff"}',
    b"[" * 100_000,
    b'{"id": "g", "text": "last"}',
]


@pytest.mark.parametrize("zipped", [False, True])
def test_a_line_that_is_no_article_is_named_and_the_next_is_read(tmp_path: Path, zipped: bool) -> None:
    raw = b"\xef\xbb\xbf" + b"\n".join(LINES)
    path = tmp_path / ("a.jsonl.gz" if zipped else "a.jsonl")
    path.write_bytes(gzip.compress(raw) if zipped else raw)
    things = found(path)
    assert [(a.id, a.text, a.html) for a in articles(things)] == [
        ("a", "one", False),
        ("2", "<p>two</p>", True),
        ("g", "last", False),
    ]
    said = {b.source.rpartition(" ")[2]: b.message for b in broken(things)}
    assert list(said) == ["4", "5", "6", "7", "8", "9"]
    assert said["6"] == "'text' must be a string, not a number"
    assert said["7"] == "there is no text"
    assert "not UTF-8" in said["8"]


def test_a_gzip_file_that_ends_early_gives_what_stands_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": f"{n}", "text": f"{n * n * 7919}"}) + "\n" for n in range(20_000))
    whole = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    things = found(tmp_path)
    assert 1000 < len(articles(things)) < 20_000
    assert [b.message for b in broken(things)] == [
        "the gzip file is damaged or cut off; what stands after this place is lost"
    ]


def test_a_gzip_file_that_grows_without_measure_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress((b" " * (1 << 20) + b"\n") * 100))
    assert ["grows" in b.message for b in broken(found(tmp_path))] == [True]


def test_a_table_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Headline;Body;date\nShots;"Rebels;\nshot ""traders"""; 2024\nMore;Two;\n')
    (tmp_path / "b.tsv").write_text("text\turl\nThree, four\thttps://a.example/3\n")
    things = found(tmp_path)
    assert [(a.title, a.text, a.published, a.url) for a in articles(things)] == [
        ("Shots", 'Rebels;\nshot "traders"', " 2024", None),
        ("More", "Two", None, None),
        (None, "Three, four", None, "https://a.example/3"),
    ]


def test_columns_can_be_named_and_others_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("what,nr\nRebels shot traders,7\n")
    assert "has no column of texts; name it with --column text=NAME. It has 'what', 'nr'" in (
        broken(found(tmp_path))[0].message
    )
    [article] = articles(found(tmp_path, options=options(["text=what", "id=nr"])))
    assert (article.text, article.id) == ("Rebels shot traders", "7")
    assert "no column 'where'" in broken(found(tmp_path, options=options(["text=where"])))[0].message
    with pytest.raises(InputError, match="must be FIELD=NAME"):
        options(["colour=what"])


def test_rows_that_are_broken_lose_themselves_alone(tmp_path: Path) -> None:
    rows = ["text,id", "one,1", "two,2,3,4", 'three,"3', "four,4", "five,\xff", "six,6", ""]
    (tmp_path / "a.csv").write_bytes("\n".join(rows).encode("latin-1"))
    things = found(tmp_path)
    assert [a.text for a in articles(things)] == ["one", "four", "six"]
    assert [(b.source.rpartition(" ")[2], b.message) for b in broken(things)] == [
        ("3", "the row has 4 cells, and the table 2 columns"),
        ("4", "a quotation mark in the row is never closed"),
        ("6", "the row is not UTF-8; name the table's encoding with --encoding"),
    ]


@pytest.mark.parametrize(("encoding", "told"), [("utf-16", None), ("utf-8-sig", None), ("cp1251", "cp1251")])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str, told: str | None) -> None:
    (tmp_path / "a.csv").write_bytes("text\nПовстанцы\n".encode(encoding))
    assert [a.text for a in articles(found(tmp_path, options=Options(encoding=told)))] == ["Повстанцы"]


def test_an_encoding_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\none\n")
    assert [b.message for b in broken(found(tmp_path, options=Options(encoding="klingon")))] == [
        "there is no encoding 'klingon'"
    ]


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = arrow.table({"text": ["one", None, "three"], "date": [date(2024, 3, 5), None, None], "n": [1, 2, 3]})
    parquet.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 but no more than that")
    things = found(tmp_path)
    assert [(a.text, a.published) for a in articles(things)] == [("one", "2024-03-05"), ("three", None)]
    assert [b.message.partition(":")[0] for b in broken(things)] == [
        "there is no text",
        "the Parquet file cannot be read",
    ]


def test_the_same_words_at_the_same_address_are_the_same_article() -> None:
    one = Article(source="a", text="Shots", url="https://A.example:443/x?b=1&utm_source=feed#top", name="one")
    same = Article(source="b", text="Shots", url="https://a.example/x?b=1&fbclid=7", name="two")
    assert one.key() == same.key()
    others = [
        Article(source="a", text="Shots."),
        Article(source="a", text="Shots", url="https://a.example/x?b=2"),
        Article(source="a", text="Shots", id="7"),
        Article(source="a", text="Shots", title="7"),
        Article(source="a", text="Shots", publisher="7"),
    ]
    assert len({a.key() for a in (one, *others)}) == 6


@given(st.text())
def test_any_address_has_a_canonical_form_that_stays(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_give_articles_or_say_why_not(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.txt", "a.html", "a.jsonl", "a.csv", "a.tsv.gz", "a.warc", "a.warc.gz", "a.bin"):
        (folder / name).write_bytes(raw)
        for thing in found(folder / name):
            assert thing.at <= max(1, len(raw))
