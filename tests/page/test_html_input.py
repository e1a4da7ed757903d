"""Pages that are broken, hostile, huge or in an odd encoding: a page or one clear error, never silence."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.page import _html_extract
from sayso.page._html_leaves import leaves_of
from sayso.page._html_tree import MAX_DEPTH, parse
from sayso.page._model import ARTICLE_KINDS, Page, PageError
from sayso.page.decode import decode
from sayso.page.html import read_html

SENTENCE = "The harbour master of Sandness said on Monday that both cranes would be out of use until the end of April."
PARAGRAPH = f"<p>{SENTENCE}</p>"


def article_text(page: Page) -> str:
    return "\n".join(page.text[block.start : block.end] for block in page.blocks if block.kind in ARTICLE_KINDS)


def test_nothing_is_lost_in_deep_nesting() -> None:
    for depth in (MAX_DEPTH - 1, 256, 3_000, 100_000):
        page = read_html(f"<html><body>{'<div>' * depth}{PARAGRAPH * 3}{'</div>' * depth}</body></html>")
        assert article_text(page).count(SENTENCE) == 3, depth


def test_what_follows_deep_nesting_keeps_its_place() -> None:
    deep = "<div>" * 5_000 + "<p>Within.</p>" + "</div>" * 5_000
    page = read_html(f"<body><div class='comments'>{deep}</div><article>{PARAGRAPH * 4}</article></body>")
    assert [block.kind for block in page.blocks] == ["comment"] + ["paragraph"] * 4


def test_an_unclosed_drawing_does_not_swallow_the_page() -> None:
    page = read_html(f"<body><svg>{'<g>' * 5_000}</svg>{PARAGRAPH * 3}</body>")
    assert article_text(page).count(SENTENCE) == 3


def test_a_tag_of_many_attributes_loses_them_and_nothing_else() -> None:
    attributes = " ".join(f"a{n}='x>y'" for n in range(20_000))
    page = read_html(f"<body><div {attributes}>{PARAGRAPH * 3}</div></body>")
    assert page.text == "\n\n".join([SENTENCE] * 3)


def test_a_page_beyond_trafilatura_s_reach_is_read_by_density() -> None:
    count = _html_extract.MOST_LEAVES + 1
    lines = "".join(f"<p>The harbour master said that crane {n} would be out of use.</p>" for n in range(count))
    menu = "".join(f"<li><a href='/{n}'>Menu entry number {n}</a></li>" for n in range(50))
    page = read_html(f"<body><nav><ul>{menu}</ul></nav><article>{lines}</article></body>")
    found = [block.kind for block in page.blocks]
    assert found.count("paragraph") == count
    assert set(found[:50]) == {"other"}


def test_the_reading_by_density_takes_the_article_and_leaves_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_html_extract, "MOST_LEAVES", 0)
    links = "".join(
        f"<li><a href='/{n}'>Another story of the harbour, number {n} of many more</a></li>" for n in range(9)
    )
    text = f"<div class='text'>{PARAGRAPH * 5}</div>"
    page = read_html(f"<body><div><ul>{links}</ul></div>{text}<footer>{PARAGRAPH}</footer></body>")
    assert article_text(page) == "\n".join([SENTENCE] * 5)


def test_where_trafilatura_fails_the_page_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert article_text(read_html(f"<body>{PARAGRAPH * 3}</body>")) == "\n".join([SENTENCE] * 3)


@pytest.mark.parametrize(
    "html", ["Crane out.", "<p>Crane out.", "Crane <b>out.", "<html>Crane out.", "</div>Crane out."]
)
def test_a_word_or_two_is_an_article_too(html: str) -> None:
    assert article_text(read_html(html)) == "Crane out."


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\x00\x00", "empty"),
        ("<html><body></body></html>", "no text"),
        ("<html><head><title>Only a title</title></head></html>", "no text"),
        ("<body><script>fetch('/story')</script></body>", "scripts"),
        ("<frameset><frame src='a.html'></frameset>", "frames"),
        ("<!-- nothing -->", "no text"),
    ],
)
def test_a_page_without_text_is_one_clear_error(html: str, says: str) -> None:
    with pytest.raises(PageError, match=says) as caught:
        read_html(html)
    assert str(caught.value).count(".") == 1


def test_an_encoding_declared_within_a_text_does_not_matter() -> None:
    head = '<?xml version="1.0" encoding="utf-16"?><html><head><meta charset="koi8-r"></head>'
    assert read_html(f"{head}<body><p>Café. {SENTENCE}</p></body></html>").text == f"Café. {SENTENCE}"


def test_characters_that_no_page_can_hold() -> None:
    page = read_html(f"<body><p>A\x00B\x0bC\ud83dD\ufffeE. {SENTENCE}</p></body>")
    assert page.text.startswith("ABC\ufffdDE.")
    assert page.text.encode("utf-8")


def test_entities_comments_and_soft_hyphens() -> None:
    page = read_html("<p>Fish &amp; chips<!-- , not --> cost &pound;9&nbsp;a por\u00adtion &lt;now&gt;.</p>")
    assert page.text == "Fish & chips cost £9 a portion <now>."


def test_preformatted_text_falls_into_paragraphs_at_blank_lines() -> None:
    leaves = leaves_of(parse("<pre>One\nline.\n\nAnother\n line.</pre>"))
    assert [leaf.text for leaf in leaves] == ["One line.", "Another line."]


MARKUP = [
    "<p>",
    "</p>",
    "<div class='related'>",
    "</div>",
    "<table><tr><td>",
    "<a href='/'>",
    "</a>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "<h1>",
    "<li>",
    "&amp;",
    "&#0;",
    "<![CDATA[",
    "<b ",
    "='",
    "\x00",
    "\ud800",
    "“",
    "The mayor said so. ",
    "<svg>",
    "<title>",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=12)), max_size=40).map("".join))
@example("<" * 500)
@example("<p a='" * 50)
def test_any_text_is_a_page_or_an_error(html: str) -> None:
    try:
        page = read_html(html)
    except PageError:
        return
    assert page.blocks
    assert "\n\n".join(page.text[block.start : block.end] for block in page.blocks) == page.text
    for block in page.blocks:
        text = page.text[block.start : block.end]
        assert text == " ".join(text.split())
    assert page.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_error(raw: bytes) -> None:
    try:
        text = decode(raw)
    except PageError:
        return
    assert "\ufeff" not in text[:1]
    assert len(text) <= len(raw)


# ------------------------------------------------------------------------------------------------- encodings

WORDS = f"<html><body><p>Café “Zürich” — {SENTENCE}</p></body></html>"


@pytest.mark.parametrize(
    "raw",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.encode("utf-32-le"),
        WORDS.encode("utf-32-be"),
        WORDS.encode("cp1252"),
        WORDS.replace("<html>", '<html><meta charset="iso-8859-1">').encode("cp1252"),
        WORDS.replace("<html>", '<html><meta charset="mac-roman">').encode("mac-roman"),
        WORDS.replace("<html>", '<html><meta charset="utf-16">').encode("utf-8"),
        WORDS.replace("<html>", '<html><meta charset="no-such-set">').encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16 mark",
        "utf-16-le",
        "utf-16-be",
        "utf-32 mark",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "latin-1 declared",
        "mac declared",
        "utf-16 declared wrongly",
        "unknown declared",
    ],
)
def test_a_page_in_this_encoding(raw: bytes) -> None:
    assert read_html(raw).text == f"Café “Zürich” — {SENTENCE}"


def test_utf_8_with_a_broken_byte_is_utf_8_with_a_replacement() -> None:
    assert decode("Café “Zürich” ".encode() + b"\xff end") == "Café “Zürich” \ufffd end"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (gzip.compress(b"text"), "gzip"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_binary_data_is_an_error_that_says_what_it_is(raw: bytes, says: str) -> None:
    with pytest.raises(PageError, match=says):
        read_html(raw)
