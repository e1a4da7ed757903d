"""Pages in a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.record import Record
from sayso.view import page


@pytest.fixture
def shown(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a record's page in a window of its own; keywords are playwright's (``color_scheme``, …)."""
    windows = []

    def show(record: Record, at: str = "", **keywords: Any) -> Any:
        file = tmp_path / f"{len(windows)}.html"
        file.write_text(page(record), encoding="utf-8", newline="\n")
        windows.append(chromium.new_context(viewport={"width": 1300, "height": 900}, **keywords))
        opened = windows[-1].new_page()
        opened.set_default_timeout(5000)
        opened.goto(f"{file.as_uri()}{at}")
        return opened

    yield show
    for window in windows:
        window.close()
