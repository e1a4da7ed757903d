"""The page of a record: the article as it stands, what it says beside it, each leading to the other."""

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sayso.cli import app
from sayso.record import Span
from sayso.view import page
from sayso.view.names import Names
from sayso.view.ties import drawing
from tests.view.reading import article, read
from tests.view.records import long, plain, told

ATTACKS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "</style><script>alert(1)</script>",
    "</title></textarea></script><svg/onload=alert(1)>",
    "--><!--<svg><style><img title='</style><img src onerror=alert(1)>'>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;#13; \x00\x1b[2J",
    "<a href=\"data:text/html,x\" style=\"color:red\">",
]  # fmt: skip


def unseen(text: str) -> str:
    """What has no form in HTML, as the page shows it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def test_the_article_stands_there_character_for_character() -> None:
    record = told()
    assert article(page(record)) == record.document.text


@given(st.data())
def test_spans_may_overlap_in_any_way(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab<>&'\"\r\n \u0301\u202e👩\u200d🚒ש\x00"), min_size=1, max_size=60))
    runs: list[Span] = [
        (start, end)
        for start in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=6))
        for end in [data.draw(st.integers(start + 1, len(text)))]
    ]
    html = page(plain(text, *runs))
    assert article(html) == unseen(text)
    reading = read(html)
    for n, (start, end) in enumerate(runs, start=1):
        words = "".join(e.text for e in reading.of_class("c") if f"s-{n}" in e.attributes["class"].split())
        assert words == unseen(text[start:end])


def test_everything_leads_to_its_characters_and_back() -> None:
    reading = read(page(told()))
    ids = [e.attributes["id"] for e in reading.elements if e.attributes.get("id")]
    assert len(ids) == len(set(ids))
    leads = [(e, e.attributes["href"][1:]) for e in reading.elements if e.attributes.get("href", "").startswith("#")]
    assert {to for _, to in leads} <= set(ids)
    items = [i for i in ids if re.fullmatch("[asefhrt]-[0-9]+", i)]
    assert len(items) == 6 + 3 + 3 + 3 + 1 + 3 + 1
    for item in items:
        into = [to for e, to in leads if item in e.inside and to.startswith("at-")]
        back = [e for e, to in leads if to == item and "text" in e.inside]
        assert (into and back) or item == "r-3", f"{item} leads nowhere"  # the third tie has no words


def test_an_event_is_told_in_full() -> None:
    row = " ".join(read(page(told())).of_id("e-1").text.split())
    assert row == (
        "attacked ASSAULT 190 12 killed two killed gunmen villagers, soldiers 2025-02-03 (Monday) Tinaba, Gao, MLI "
        "asserted governor"
    )
    denied = " ".join(read(page(told())).of_id("e-3").text.split())
    assert denied == "attacked ASSAULT 190 tells again: attacked Northern Front did not happen Northern Front"


def test_figures_of_one_thing_stand_side_by_side_with_their_holders() -> None:
    reading = read(page(told()))
    together = [" ".join(e.text.split()) for e in reading.of_class("sides")]
    counted = "killed · villagers · in “attacked”"
    assert together == [f"{counted}12 12 governor {counted}two 2 governor {counted}at least 20 20 or more farmer"]


def test_nested_statements_look_nested() -> None:
    reading = read(page(plain("He said that she said that it rains", (0, 35), (13, 35), (27, 35))))
    deepest = next(e for e in reading.of_class("c") if e.text == "t rains")
    assert {"d3", "s-1", "s-2", "s-3"} <= set(deepest.attributes["class"].split())
    assert "in the words of" in reading.of_id("s-2").text


def test_the_shell_is_folded_away_and_nothing_of_it_is_lost() -> None:
    from sayso import read as read_article

    text = "Bridge closed\n\nThe old bridge was closed on Friday, police said.\n\nSign up for our newsletter\n"
    record = read_article(text)
    reading = read(page(record))
    (folded,) = reading.of_class("shell")
    assert folded.tag == "details"
    assert "Sign up for our newsletter" in folded.text
    assert article(page(record)) == text


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_an_article_says_is_markup(attack: str) -> None:
    quiet, loud = plain("some words", (0, 4), title="a title", url="x"), plain(attack, (0, 4), title=attack, url=attack)
    harmless, found = read(page(quiet)), read(page(loud))
    assert article(page(loud)) == unseen(attack)
    assert {e.tag for e in found.elements} <= {e.tag for e in harmless.elements}
    assert {a for e in found.elements for a in e.attributes} <= {a for e in harmless.elements for a in e.attributes}
    assert all(re.match("#", e.attributes.get("href", "#")) for e in found.elements)


def test_only_an_address_on_the_web_is_a_link() -> None:
    def leads(url: str) -> list[str]:
        reading = read(page(plain("words", url=url)))
        return [h for e in reading.elements if not (h := e.attributes.get("href", "#")).startswith("#")]

    assert leads("https://paper.example/a?b=1&c=2") == ["https://paper.example/a?b=1&c=2"]
    assert leads(" javascript:alert(1)") == []
    assert leads("https://paper.example/\njavascript:x") == []


def test_the_policy_lets_in_what_the_page_brings_and_nothing_else() -> None:
    html = page(told())
    reading = read(html)
    policy = next(e.attributes["content"] for e in reading.elements if "http-equiv" in e.attributes)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    inline = [e.text for e in reading.elements if e.tag in ("style", "script")]
    assert len(inline) == 3
    for text in inline:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    names = {a for e in reading.elements for a in e.attributes}
    assert not {n for n in names if n in ("style", "src") or n.startswith("on")}
    assert "url(" not in "".join(inline)
    assert "@import" not in "".join(inline)


def test_ids_of_the_record_become_nothing_in_the_page() -> None:
    record = told()
    evil = 'x" onclick="alert(1)'
    import msgspec

    spoilt = msgspec.json.decode(
        msgspec.json.encode(record).replace(b'"s1"', msgspec.json.encode(evil)), type=type(record)
    )
    assert page(spoilt) == page(record)


def test_right_to_left_paragraphs_find_their_own_direction() -> None:
    reading = read(page(plain("قال المتحدث إن الطريق مغلق", (0, 3))))
    assert [e.attributes["dir"] for e in reading.of_class("b")] == ["auto"]


def test_a_page_grows_as_its_article_does() -> None:
    """20,000 words and more; what is made for each paragraph does not depend on how many there are."""
    sizes = [len(page(long(n))) for n in (110, 220, 440)]
    assert len(long(220).document.text.split()) > 20_000
    assert sizes[2] - sizes[1] == pytest.approx(2 * (sizes[1] - sizes[0]), rel=0.05)


def test_the_drawing_has_no_chance_in_it_and_ties_of_two_do_not_lie_on_one_another() -> None:
    found = drawing(Names(told()))
    assert found is not None
    assert found == drawing(Names(told()))
    assert [n.name for n in found.nodes] == ["gunmen", "villagers", "Northern Front"]
    assert len({t.path for t in found.ties}) == 3
    assert [t.sign for t in found.ties] == ["against", "against", "with"]


def test_an_empty_record_has_a_page() -> None:
    html = page(plain(""))
    assert article(html) == ""
    assert read(html).of_id("beside").tag == "aside"


def test_the_command_writes_the_page_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge closed\n\nThe bridge is closed, police said.\n", encoding="utf-8")
    out = tmp_path / "out.html"
    assert CliRunner().invoke(app, ["read", str(tmp_path / "a.txt"), "--html", str(out)]).exit_code == 0
    assert article(out.read_text(encoding="utf-8")) == (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["a.txt", "b.txt", "--html", "out.html"], "--html takes one article"),
        (["a.txt", "--json", "--html", "out.html"], "--html takes one article"),
        (["nowhere.txt", "--html", "out.html"], "nowhere.txt: No such file"),
    ],
)
def test_what_cannot_be_a_page_is_said(args: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["read", *args])
    assert result.exit_code != 0
    assert message in result.stderr


def test_who_wants_no_page_does_not_wait_for_it() -> None:
    code = "import sayso.cli, sys; sys.exit('sayso.view' in sys.modules or 'starlette' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
