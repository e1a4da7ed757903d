"""Single lines: shell phrases, bylines, datelines, captions, time stamps, and where a text says that it comes from."""

import pytest

from sayso.page.furniture import byline_names, dateline, is_byline, is_caption, is_timestamp
from sayso.page.language import language
from sayso.page.origin import origin
from sayso.page.plain import read_plain
from sayso.page.shell import shell, shell_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("JUST IN: Minister quits over ferry", "related"),
        ("READ MORE", "related"),
        ("• Trending now", "related"),
        ("Minister quits over ferry [VIDEO]", "related"),
        ("Sign up for our daily newsletter", "notice"),
        ("By clicking Accept you agree to our cookie policy.", "notice"),
        ("This article was amended on 3 March to correct a name.", "notice"),
        ("Follow us on Facebook", "notice"),
        ("ADVERTISEMENT", "advert"),
        ("Story continues below", "advert"),
        ("Source: Xinhua", "source"),
        ("© 2024 Tulor Times. All rights reserved.", "source"),
        ("Additional reporting by Jo Roe", "source"),
        ("14 comments", "comment"),
        ("Share on WhatsApp", "other"),
        ("5 min read", "other"),
        ("Ferry firm shares data with inspectors", None),
        ("He said more.", None),
        ("»By whom?« called Tilo Rannacher", None),
        ("» Minister quits over ferry", "related"),
        ("The video: what it shows of the attack is not clear.", None),
        ("[TEXT] THE REBELS ATTACKED [WORD INDISTINCT]", None),
    ],
)
def test_lines_of_page_furniture(line: str, kind: str | None) -> None:
    assert shell_kind(line) == kind


def test_a_heading_opens_a_list() -> None:
    found = shell("Related stories")
    assert found is not None
    assert found.opens


@pytest.mark.parametrize(
    ("line", "length", "agency"),
    [
        ("KABUL, Aug 27 (Reuters) - The army", 25, "Reuters"),
        ("GENEVA (AP) — The talks", 13, "AP"),
        ("Lagos, Nigeria (AFP) – Police", 22, "AFP"),
        ("WASHINGTON — The Senate", 12, None),
        ("SAN JOSE, 3 JAN 90 -- [TEXT] THE", 28, None),
        ("PARIS, March 3, 2024 — A court", 22, None),
    ],
)
def test_datelines(line: str, length: int, agency: str | None) -> None:
    assert dateline(line) == (length, agency)


@pytest.mark.parametrize(
    "line",
    [
        "NATO – which has 32 members – met.",
        "Tulor: a boat brings survivors ashore",
        "WALLACE: What do you say?",
        "The army - like the navy - is poor.",
        "By 2024 – the year of the vote – it had gone.",
        "A well-known man",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


def test_bylines() -> None:
    assert is_byline("By Ann Lee")
    assert is_byline("By Ann Lee in Nairobi and Jo O’Roe, Political Correspondent")
    assert is_byline("Ann Lee, Senior Reporter", bare=True)
    assert not is_byline("Ann Lee, Senior Reporter")
    assert not is_byline("By Monday the army had moved on")
    assert not is_byline("By Monday")
    assert byline_names("By Ann Lee in Nairobi") == "Ann Lee in Nairobi"


def test_captions_and_time_stamps() -> None:
    assert is_caption("The wreck on Tuesday. Photo: Jo Roe/AFP")
    assert is_caption("Ada Kai (left) at the harbour")
    assert not is_caption("The picture is unclear, the inspector said.")
    assert is_timestamp("Tuesday, 5 March 2024 10:03 GMT")
    assert is_timestamp("Updated 3 hours ago")
    assert not is_timestamp("It began on 5 March 2024")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("TULOR (Reuters) - A ferry sank on Monday.", "Reuters"),
        ("A ferry sank on Monday.\n\nSource: Agence France-Presse", "AFP"),
        ("A ferry sank on Monday.\n\nSource: Read Full Article", None),
        ("A ferry sank on Monday.\n\nThis article was first published in The Tulor Times.", "The Tulor Times"),
        ("A ferry sank on Monday, the navy says. — Reuters", "Reuters"),
        ("A ferry sank on Monday.", None),
    ],
)
def test_origin(text: str, named: str | None) -> None:
    assert origin(read_plain(text)) == named


def test_language_is_told_by_function_words() -> None:
    assert language("The ferry sank on Monday and the navy has sent two boats to the place.") == "en"
    german = "Die Fähre ist am Montag gesunken, und die Marine hat zwei Boote dorthin geschickt. " * 4
    assert language(german) == "other"
    assert language("Tulor 14") is None
