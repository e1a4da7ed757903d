"""What a reader sees and does, in a browser."""

from collections.abc import Callable
from typing import Any

import pytest

from sayso.record import Record
from sayso.view import page
from tests.view.records import long, plain, told
from tests.view.test_page import ATTACKS, unseen

Show = Callable[..., Any]

TEXT = """() => {
  const text = document.getElementById("text").cloneNode(true);
  for (const extra of text.querySelectorAll("[data-extra]")) extra.remove();
  return text.textContent;
}"""
LIT = """() => [...document.querySelectorAll("#text [data-i]")]
  .filter((e) => getComputedStyle(e).backgroundColor === LIT).map((e) => e.textContent)"""


def lit(window: Any) -> str:
    """The words of the article that are lit."""
    colour = window.evaluate(
        """() => {
          const at = document.body.appendChild(document.createElement("i"));
          at.style.background = "var(--lit-back)";
          const colour = getComputedStyle(at).backgroundColor;
          at.remove();
          return colour;
        }"""
    )
    return "".join(window.evaluate(LIT.replace("LIT", repr(colour))))


def kin(window: Any) -> str:
    """The words of the article that are marked as their speaker's."""
    script = """() => [...document.querySelectorAll("#text [data-i]")]
      .filter((e) => getComputedStyle(e).boxShadow !== "none").map((e) => e.textContent)"""
    return "".join(window.evaluate(script))


def twice() -> Record:
    """One speaker says two things, another one."""
    import msgspec

    record = plain("Rain fell. Snow fell. Hail fell.", (0, 9), (11, 20), (22, 31))
    said = record.statements
    same = (
        msgspec.structs.replace(said[0], source=None, cue=None),
        msgspec.structs.replace(said[1], parent=None, source=None, cue=None),
        msgspec.structs.replace(said[2], speaker="a0", parent=None, source=None, cue=None),
    )
    return msgspec.structs.replace(record, statements=same, mentions=())


@pytest.mark.parametrize("script", [True, False])
def test_a_click_on_a_statement_lights_its_words_and_its_speakers_others(shown: Show, script: bool) -> None:
    window = shown(twice(), java_script_enabled=script)
    window.click("text=Rain fell")
    assert window.url.endswith("#s-1")
    assert lit(window) == "Rain fell"
    assert kin(window) == "Rain fellHail fell"


def test_every_word_of_a_statement_leads_to_it(shown: Show) -> None:
    window = shown(told())
    window.click("#text span.c:has-text(' and ')")
    assert window.url.endswith("#s-1")
    window.click("#at-m-2")
    assert window.url.endswith("#a-2")
    assert lit(window).startswith("Gunmen attacked Tinaba on Monday, killing 12 villagers and two soldiers")


def test_hover_says_who_what_whom_when_where_how_sure_and_who_says_so(shown: Show) -> None:
    window = shown(told())
    assert not window.is_visible("#card")
    window.hover("#at-e-1")
    card = window.inner_text("#card")
    for fact in ("attacked ASSAULT", "gunmen", "villagers, soldiers", "2025-02-03", "Tinaba", "asserted", "governor"):
        assert fact in card
    window.keyboard.press("Escape")
    assert not window.is_visible("#card")


def test_the_keyboard_reaches_every_event_and_shows_what_hover_does(shown: Show) -> None:
    window = shown(told())
    met = []
    for _ in range(60):
        window.keyboard.press("Tab")
        met.append(window.evaluate("document.activeElement.id"))
        if met[-1] == "at-e-1":
            assert "ASSAULT" in window.inner_text("#card")
            assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert {"at-e-1", "at-e-2", "at-e-3", "at-s-1", "at-f-1", "at-h-1"} <= set(met)


def test_a_line_of_the_record_leads_to_its_words_and_enter_leads_back(shown: Show) -> None:
    window = shown(told())
    window.click("#e-2 td:first-child a.e")
    assert window.url.endswith("#at-e-2")
    window.keyboard.press("Enter")
    assert window.url.endswith("#e-2")


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_run_nothing_and_fetch_nothing(shown: Show, attack: str) -> None:
    window = shown(plain(f"{attack} and {attack}", (0, len(attack)), title=attack, url=attack))
    asked: list[str] = []
    window.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    window.on("request", lambda request: asked.append(request.url))
    window.reload()
    assert asked == [window.url]
    assert window.evaluate(TEXT) == unseen(f"{attack} and {attack}")


@pytest.mark.parametrize(
    "text",
    [
        "קו ראשון, “הכביש סגור,” אמר השר. 👩\u200d🚒 e\u0301e\u0301 a\u0308",
        "one\r\ntwo\rthree\n\n\tfour  five",
        "\nA line end begins; 🇲🇱🇲🇱 and 👍🏽 end it 🧑🏾\u200d🤝\u200d🧑🏻",
    ],
)
def test_characters_stand_at_their_places(shown: Show, text: str) -> None:
    """Every single code point in a segment of its own: the browser's text is ours."""
    record = plain(text, *((n, n + 1) for n in range(len(text))))
    window = shown(record)
    assert window.evaluate(TEXT) == text
    words = "id => [...document.querySelectorAll(`#text .c.s-${id}`)].map(e => e.textContent).join('')"
    assert [window.evaluate(words, n + 1) for n in range(len(text))] == list(text)


def test_right_to_left_text_stands_on_the_right(shown: Show) -> None:
    window = shown(plain("הכביש סגור, אמר השר.", (0, 5)))
    assert window.evaluate("getComputedStyle(document.querySelector('#text .b')).direction") == "rtl"


def test_in_print_the_shell_and_the_ways_around_are_gone(shown: Show) -> None:
    window = shown(told())
    window.emulate_media(media="print")
    assert not window.is_visible("nav")
    assert window.is_visible("#text h1")
    assert window.is_visible("#events table")


def test_a_page_of_20_000_words_opens_and_is_lit(shown: Show) -> None:
    window = shown(long(220), "#s-401")
    assert window.evaluate("document.querySelectorAll('#text .b').length") == 220
    assert lit(window).startswith("The harbour mastersaid")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 420])
def test_no_rule_of_accessibility_is_broken(shown: Show, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    window = shown(told(), color_scheme=scheme, bypass_csp=True)
    window.set_viewport_size({"width": width, "height": 900})
    found = axe.Axe().run(window)
    assert [(v["impact"], v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_the_same_record_gives_the_same_page() -> None:
    assert page(told()) == page(told())
