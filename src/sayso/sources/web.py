"""What came over the web as bytes → text."""

from __future__ import annotations

import codecs
import re

from sayso.page import decode

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_DECLARED = re.compile(rb"charset\s*=|<\?xml[^>]*encoding", re.I)


def text_of(body: bytes, about: str = "") -> str:
    """The text of a page: in the character set that its HTTP header (``about``) names, where the page itself names
    none.

    Raises :class:`sayso.errors.PageError` where the bytes are no text.
    """
    named = _CHARSET.search(about)
    if named and not body.isascii() and not _DECLARED.search(body[:4096]):
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            try:
                known = codecs.lookup(named[1])
                if known._is_text_encoding and not known.name.startswith(("utf", "idna", "punycode")):
                    decode(body)  # refuses what is no text
                    return body.decode(known.name, "replace")
            except LookupError:
                pass
    return decode(body)
