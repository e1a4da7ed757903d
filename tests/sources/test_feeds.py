"""Feeds: entries are articles, with titles and links made harmless."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources import clean
from sayso.sources.apart import apart
from sayso.sources.feeds import entries_of
from tests.sources import jobs
from tests.sources.found import articles, broken, found, left_out

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Tulor &amp;lt;b&amp;gt;Times&amp;lt;/b&amp;gt;</title><link>https://times.example/</link>
<item><title>Army &lt;b&gt;shells&lt;/b&gt; market</title><link>/news/1</link><guid>one</guid>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate>
<description><![CDATA[<p>Rebels shot traders.</p><p>Two died.</p><script>alert("x")</script>]]></description></item>
<item><title>Only a link</title><link>https://times.example/news/2</link></item>
<item><title>Bad link</title><link>javascript:alert(1)</link>
<description>Words &lt;img src=x onerror=y&gt; here</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>
<entry><id>urn:x:1</id><title type="html">A &amp;amp; B</title><link href="https://gazette.example/1"/>
<updated>2024-03-05T10:00:00Z</updated><summary>Short.</summary>
<content type="html">&lt;div&gt;Long&lt;br&gt;text.&lt;/div&gt;</content></entry></feed>"""


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_the_entries_of_a_feed_are_articles(tmp_path: Path) -> None:
    things = found(write(tmp_path, "a.rss", RSS))
    first, third = articles(things)
    assert (first.id, first.title, first.url) == ("one", "Army shells market", "https://times.example/news/1")
    assert (first.publisher, first.published) == ("Tulor Times", "2024-03-05T09:00:00+00:00")
    assert first.text == "Rebels shot traders.\n\nTwo died."
    assert (third.url, third.text) == (None, "Words here")
    assert [b.message for b in broken(things)] == ["the entry has no text; --fetch fetches its page"]


def test_atom_gives_its_content_before_its_summary(tmp_path: Path) -> None:
    [article] = articles(found(write(tmp_path, "a.atom", ATOM)))
    assert (article.title, article.text, article.published) == ("A & B", "Long\n\ntext.", "2024-03-05T10:00:00+00:00")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("this is no feed at all", "this is no feed that can be read"),
        ("<html><body>a page</body></html>", "this is no feed that can be read"),
        ("", "this is no feed that can be read"),
    ],
)
def test_what_is_no_feed_is_named(tmp_path: Path, raw: str, said: str) -> None:
    [only] = broken(found(write(tmp_path, "a.rss", raw)))
    assert only.message.startswith(said)


def test_a_feed_without_entries_is_counted(tmp_path: Path) -> None:
    empty = RSS[: RSS.index("<item>")] + "</channel></rss>"
    assert left_out(found(write(tmp_path, "a.rss", empty))) == ["a feed without entries"]


def test_a_feed_that_is_cut_off_gives_the_entries_before(tmp_path: Path) -> None:
    things = found(write(tmp_path, "a.xml", RSS[: RSS.index("<item><title>Bad")] + "<item><title>Cut"))
    assert articles(things)[0].title == "Army shells market"


def test_entities_that_grow_are_not_expanded() -> None:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">{steps}]>' + RSS[21:].replace("Two", "&e9; Two")
    entries, _ = entries_of(bomb.encode(), None)
    assert sum(len(str(v)) for e in entries for v in e.values()) < 2000


def test_files_of_this_machine_are_not_read_through_a_feed(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "the secret")
    feed = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "{secret.as_uri()}">]>' + RSS[21:].replace("Two", "&s; Two")
    assert "the secret" not in str(entries_of(feed.encode(), None))


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (jobs.hang, "reading takes longer than 1 seconds"),
        (jobs.crash, "reading ended its process"),
        (jobs.fail, "reading failed: ValueError: no"),
        (jobs.eat, "reading failed: MemoryError"),
    ],
)
def test_what_is_done_apart_may_hang_or_crash(job: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        apart(job, seconds=1 if job is jobs.hang else 60, doing="reading")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        (" https://a.example/x?y=1#z ", "https://a.example/x?y=1#z"),
        ("/x", "https://times.example/x"),
        ("//b.example/x", "https://b.example/x"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("ftp://a.example/", None),
        ("https://user:word@a.example/", None),
        ("https://a.example\\@b.example/", None),
        ("https://a.example:port/", None),
        ("https:///x", "https://times.example/x"),
        ("https://[::1", None),
        ("https://a.example/" + "x" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_links_to_the_web_are_kept(raw: str | None, link: str | None) -> None:
    assert clean.link(raw, "https://times.example/feed") == link


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("  Army\n shells\tmarket ", "Army shells market"),
        ("&lt;b&gt;Army&lt;/b&gt; &amp;amp; &quot;rebels&quot;", 'Army & "rebels"'),
        ("a < b and c > d", "a < b and c > d"),
        ("Army\x00\x1b[31m\u202edrawkcab\u200b", "Army [31m drawkcab"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("\u00ad \x07", None),
        (None, None),
    ],
)
def test_titles_are_plain_text_on_one_line(raw: str | None, title: str | None) -> None:
    assert clean.title(raw) == title


@given(st.text(), st.sampled_from(["", "<", "&lt;", "<script>", "<p>", "&#x3c;", "\u202e"]))
def test_no_title_holds_control_characters(text: str, more: str) -> None:
    shown = clean.title(text + more + text)
    assert shown is None or not any(ord(c) < 32 or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067" for c in shown)


@pytest.mark.parametrize("piece", ["<", "&", "<a ", "<!--", "<![CDATA[", "&#", "<script>", "<p ", "</script"])
def test_bodies_are_read_in_one_pass(piece: str) -> None:
    assert len(clean.body(piece * 50_000)) <= len(piece) * 50_000


@given(st.binary(max_size=300))
def test_any_bytes_are_entries_or_none(raw: bytes) -> None:
    entries, said = entries_of(raw, None)
    assert entries or said
    entries_of(b"<rss><channel><item><title>" + raw, "https://times.example/")
