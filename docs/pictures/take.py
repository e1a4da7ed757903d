"""Takes the pictures of docs/view.md with a Chromium that is installed: ``python docs/pictures/take.py``.

Needs playwright and Pillow, and nothing of the network: articles are those of ``samples/``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
ARTICLE = SAMPLES / "shabaab-tabloid.txt"
SIZE = {"width": 1280, "height": 820}
COLOURS = 192


def sayso(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from sayso.cli import main; main()", *arguments]


def take(window: Any, name: str) -> None:
    """A picture of what the window shows, in few colours, which is small and loses nothing that matters."""
    file = HERE / f"{name}.png"
    window.wait_for_timeout(600)  # until scrolling has come to rest
    window.screenshot(path=file)
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)


def page(browser: Any, file: Path) -> None:
    """The page of one article: light with an event's card, a statement lit, dark, narrow."""
    light = browser.new_context(viewport=SIZE).new_page()
    light.goto(file.as_uri())
    light.hover("#at-e-1")
    take(light, "page")
    light.mouse.move(1270, 810)
    light.goto(f"{file.as_uri()}#s-5")
    take(light, "statement")
    light.goto(f"{file.as_uri()}#ties")
    take(light, "ties")
    dark = browser.new_context(viewport=SIZE, color_scheme="dark").new_page()
    dark.goto(file.as_uri())
    take(dark, "dark")


def site(browser: Any, address: str) -> None:
    """The main pages of a store of the samples."""
    window = browser.new_context(viewport=SIZE, base_url=address).new_page()
    for name, path in (
        ("search", "/search?text=dam&speaker=police"),
        ("events", "/events?type=ASSAULT"),
        ("statements", "/statements?type=accuse"),
        ("actors", "/actors"),
        ("actor", "/actors/al-shabaab"),
    ):
        window.goto(path)
        take(window, name)


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        made = Path(folder)
        subprocess.run(sayso("read", str(ARTICLE), "--html", str(made / "page.html")), check=True)
        subprocess.run(sayso("ingest", str(SAMPLES), "--store", str(made / "sayso.db")), check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page(browser, made / "page.html")
        command = sayso("serve", "--store", str(made / "sayso.db"), "--port", "0")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                site(browser, server.stdout.readline().split()[0])
            finally:
                server.terminate()
        browser.close()


if __name__ == "__main__":
    main()
