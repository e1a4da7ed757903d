"""The site in a browser: everyday ways through it, without a script where none is needed, and accessibility."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.test_web import PAGES


@pytest.fixture
def site(where: str) -> Iterator[str]:
    """The application behind a real server; where it listens."""
    import uvicorn

    from sayso.web import application

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(where), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def window(chromium: Any, site: str) -> Iterator[Any]:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    opened = context.new_page()
    opened.set_default_timeout(5000)
    yield opened
    context.close()


def test_from_a_search_to_the_words_and_on_to_the_actor(window: Any) -> None:
    window.goto("/")
    window.fill("#f-text", "traders")
    window.fill("#f-speaker", "ada")
    window.click("form button")
    assert "2 passages" in window.inner_text("#main")
    window.click(".passages a >> nth=0")
    assert window.inner_text("#text h1") == "Army shells Tulor market"
    window.click("#a-1 a:has-text('in all articles')")
    assert window.inner_text("h1") == "Ada Erdoğan"
    window.click(".timeline a >> nth=0")
    assert window.url.endswith("/articles/k2#at-s-1")


def test_an_event_in_the_list_leads_to_its_trigger(window: Any) -> None:
    window.goto("/events?actor=rebels")
    window.click("tbody .e a >> nth=0")
    assert window.url.endswith("/articles/k2#at-e-1")
    assert window.inner_text(":target") == "killed"


def test_a_line_of_the_record_lights_its_words_in_the_site_too(window: Any) -> None:
    def colour() -> str:
        told: str = window.locator("#at-s-2").evaluate("e => getComputedStyle(e).backgroundColor")
        return told

    window.goto("/articles/k1")
    before = colour()
    window.goto("/articles/k1#s-2")
    assert colour() != before


def test_pages_run_nothing_that_a_store_or_a_request_brings(chromium: Any, site: str) -> None:
    context = chromium.new_context(base_url=site)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    opened.on("console", lambda said: asked.append(said.text) if "Content Security Policy" in said.text else None)
    opened.on("request", lambda request: asked.append(request.url) if not request.url.startswith(site) else None)
    for address in PAGES:
        opened.goto(address)
    context.close()
    assert asked == []


@pytest.mark.parametrize("address", PAGES)
def test_no_rule_of_accessibility_is_broken(chromium: Any, site: str, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for scheme in ("light", "dark"):
        context = chromium.new_context(base_url=site, bypass_csp=True, color_scheme=scheme)
        opened = context.new_page()
        opened.goto(address)
        found = axe.Axe().run(opened).response["violations"]
        context.close()
        assert [(v["impact"], v["id"], v["nodes"][0]["html"]) for v in found] == []
