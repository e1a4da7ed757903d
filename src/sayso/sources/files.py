"""Single articles in files: plain text, Markdown and web pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.errors import SaysoError
from sayso.page import decode
from sayso.sources.found import LARGEST, Article, Broken, Found

_OWN = 10 * LARGEST


class TextFile:
    """A file that holds one article."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path, self.name = path, shown
        self.size = size(path)

    def __iter__(self) -> Iterator[Found]:
        if self.size > _OWN:
            said = f"the file has {self.size:,} bytes, more than the {_OWN:,} that an article may have"
            yield Broken(source=self.name, kind="too_large", message=said, at=self.size)
            return
        try:
            text = decode(self.path.read_bytes())
        except SaysoError as error:
            yield Broken(source=self.name, kind=error.kind, message=str(error), at=self.size)
        except OSError as error:
            yield Broken(source=self.name, kind="input", message=error.strerror or str(error), at=self.size)
        else:
            yield Article(source=self.name, text=text, name=self.path.stem, at=self.size)


def size(path: Path) -> int:
    """The bytes of a file; 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
