"""What a page states about itself: title, author, publisher, date, address and language."""

from __future__ import annotations

import json

import pytest

from sayso.page._html_meta import clean_byline, iso_date
from sayso.page._model import Page
from sayso.page.html import read_html

TEXT = "<p>The ferry to Vesterey was cancelled on Tuesday because of a strike, the operator said in a statement.</p>"


def page(head: str = "", body: str = TEXT, url: str | None = None, html: str = "<html>") -> Page:
    return read_html(f"{html}<head>{head}</head><body>{body}</body></html>", url=url)


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Strike stops the Vesterey ferry",
    "datePublished": "2023-03-14T06:30:00+01:00",
    "author": [{"@type": "Person", "name": "Odette Varga"}, {"@type": "Person", "name": "By Tom Quill"}],
    "publisher": {"@type": "Organization", "name": "The Harbour Post"},
    "mainEntityOfPage": {"@id": "https://post.example/ferry"},
    "inLanguage": "en-GB",
}


@pytest.mark.parametrize(
    "wrapped",
    [NEWS, [NEWS], {"@graph": [{"@type": "WebSite", "name": "Post"}, NEWS]}, [[{"@type": "Person"}], NEWS]],
    ids=["object", "list", "graph", "nested lists"],
)
def test_json_ld_however_it_is_wrapped(wrapped: object) -> None:
    read = page(json_ld(wrapped))
    assert read.title == "Strike stops the Vesterey ferry"
    assert read.byline == "Odette Varga, Tom Quill"
    assert read.publisher == "The Harbour Post"
    assert read.published == "2023-03-14T06:30:00+01:00"
    assert read.url == "https://post.example/ferry"
    assert read.language == "en"


def test_json_ld_that_refers_to_its_author_elsewhere() -> None:
    article = NEWS | {"author": {"@id": "#varga"}}
    assert page(json_ld({"@graph": [article, {"@id": "#varga", "name": "Odette Varga"}]})).byline == "Odette Varga"


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(NEWS)[:-1] + ",}",
        "<!--" + json.dumps(NEWS) + "-->",
        "//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>",
        json.dumps(NEWS).replace("Strike stops", "Strike\nstops"),
        json.dumps(NEWS) + ";;",
        json.dumps(NEWS).replace('"@context"', '"name": "an "open" quotation", "@context"'),
    ],
    ids=["comma", "comment", "CDATA", "line break", "semicolons", "bare quotes"],
)
def test_broken_json_ld_still_gives_title_and_date(broken: str) -> None:
    read = page(f'<script type="application/ld+json">{broken}</script>')
    assert read.title == "Strike stops the Vesterey ferry"
    assert read.published == "2023-03-14T06:30:00+01:00"


def test_json_ld_of_hostile_depth_is_passed_over() -> None:
    assert page(f'<script type="application/ld+json">{"[" * 100_000}</script>').text.startswith("The ferry")


def test_open_graph_and_meta() -> None:
    read = page(
        '<meta property="og:title" content="Strike &amp; storm | The Harbour Post">'
        '<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Odette Varga">'
        '<meta property="article:published_time" content="2023-03-14T06:30:00Z">'
        '<meta property="og:url" content="https://post.example/ferry"><meta property="og:locale" content="en_GB">'
    )
    assert (read.title, read.publisher) == ("Strike & storm", "The Harbour Post")
    assert (read.byline, read.published) == ("Odette Varga", "2023-03-14T06:30:00+00:00")
    assert (read.url, read.language) == ("https://post.example/ferry", "en")


def test_an_author_that_is_an_address_or_an_account_is_none() -> None:
    assert page('<meta property="article:author" content="https://social.example/harbourpost">').byline is None
    assert page('<meta name="author" content="admin">').byline is None


def test_the_canonical_address_is_resolved_against_the_one_given() -> None:
    link = '<link rel="canonical" href="/2023/ferry">'
    assert page(link, url="https://post.example/x?utm=1").url == "https://post.example/2023/ferry"
    assert (
        page('<link rel="canonical" href="javascript:alert(1)">', url="https://post.example/x").url
        == "https://post.example/x"
    )


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2023-03-14", "2023-03-14"),
        ("2023-03-14T06:30:00Z", "2023-03-14T06:30:00+00:00"),
        ("2023-03-14T06:30:00-0500", "2023-03-14T06:30:00-05:00"),
        ("2023-03-14 06:30", "2023-03-14T06:30:00"),
        ("20230314", "2023-03-14"),
        ("14 March 2023", None),
        ("2023-13-45", None),
        ("0001-01-01T00:00:00", None),
        ("last week", None),
        ("", None),
        (None, None),
    ],
)
def test_only_iso_dates_count(stated: str | None, read: str | None) -> None:
    assert iso_date(stated) == read


def test_a_date_in_words_is_dropped_and_the_next_statement_counts() -> None:
    head = '<meta name="date" content="Tuesday"><meta name="pubdate" content="2023-03-14">'
    assert page(head).published == "2023-03-14"


def test_the_time_element_of_the_article_and_not_that_of_a_list() -> None:
    listed = '<aside><ul><li><time datetime="2020-01-01">old</time></li></ul></aside>'
    own = '<article><h1>Ferry stopped</h1><time datetime="2023-03-14T06:30">today</time>' + TEXT + "</article>"
    assert page(body=listed + own).published == "2023-03-14T06:30:00"
    assert page(body=listed + TEXT).published is None


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://post.example/2023/03/14/ferry", "2023-03-14"),
        ("https://post.example/2023/mar/14/ferry", "2023-03-14"),
        ("https://post.example/news/2023-03-14-ferry", "2023-03-14"),
        ("https://post.example/2023/ferry", None),
        ("https://post.example/2023/99/99/ferry", None),
        ("https://post.example/item/20230314", None),
        ("https://[broken/2023/03/14/", None),
    ],
)
def test_the_address_gives_the_date_only_where_it_is_plainly_one(url: str, read: str | None) -> None:
    assert page(url=url).published == read


def test_a_stated_date_goes_before_that_of_the_address() -> None:
    head = '<meta property="article:published_time" content="2023-03-13">'
    assert page(head, url="https://post.example/2023/03/14/ferry").published == "2023-03-13"


def test_nothing_stated_is_none() -> None:
    read = page()
    assert (read.title, read.byline, read.publisher, read.published, read.url, read.language) == (None,) * 6


def test_the_language_is_the_primary_subtag() -> None:
    assert page(html='<html lang="de-AT">').language == "de"
    assert page(html='<html lang="not a language!">').language is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Odette Varga", "Odette Varga"),
        ("Written by Odette Varga and Tom Quill", "Odette Varga and Tom Quill"),
        ("Odette Varga on Monday, March 13th, 2023 at 11:08 a.m.", "Odette Varga"),
        ("By Odette Varga | 14 March 2023", "Odette Varga"),
        ("https://post.example/staff", None),
        ("By", None),
        (None, None),
    ],
)
def test_the_names_in_an_author_s_line(line: str | None, names: str | None) -> None:
    assert clean_byline(line) == names
