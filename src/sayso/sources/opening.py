"""Opening of files that may be gzipped, with limits on what comes out of them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError

_RATIO = 500
"""Times its size that a gzipped file may grow to: text is deflated to a fifth, not to a thousandth."""
_LEAST = 64 << 20
_CHUNK = 1 << 16


class Lines:
    """The lines of a file, plain or gzipped, as bytes with their ends; ``at`` is how many bytes of the file are behind.

    Raises :class:`InputError` where the file cannot be read on, or grows beyond measure; a line longer than
    ``longest`` bytes comes in pieces, of which all but the last have no line end.
    """

    def __init__(self, path: Path, longest: int) -> None:
        self.path, self.longest, self.at = path, longest, 0

    def __iter__(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as raw:
                zipped = raw.read(2) == b"\x1f\x8b"
                raw.seek(0)
                yield from self._read(raw, gzip.GzipFile(fileobj=raw) if zipped else raw, zipped=zipped)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise InputError("the gzip file is damaged or cut off; what stands after this place is lost") from None
        except OSError as error:
            raise InputError(error.strerror or str(error)) from None

    def _read(self, raw: BinaryIO, stream: BinaryIO | gzip.GzipFile, *, zipped: bool) -> Iterator[bytes]:
        out = 0
        while line := stream.readline(self.longest):
            out += len(line)
            self.at = raw.tell() if zipped else out
            if zipped and out > max(_LEAST, _RATIO * self.at):
                raise InputError(f"the gzip file grows to more than {_RATIO} times its size; what follows was not read")
            yield line
