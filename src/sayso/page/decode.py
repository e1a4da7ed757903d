"""From bytes to text: which encoding a page or a text file is in."""

from __future__ import annotations

import codecs
import re

from sayso.page._model import PageError

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_SAMPLE = 65536
_HEAD = 4096
# A text that declares one of these is in a superset of it: that is what browsers read (WHATWG Encoding Standard).
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}


def decode(raw: bytes) -> str:
    """The text of `raw`: by its byte-order mark, the pattern of zero bytes (UTF-16 and UTF-32 without a mark),
    UTF-8, the character set that it declares, else windows-1252; what cannot be decoded becomes U+FFFD.

    UTF-8 goes before the declared set, since text that is valid UTF-8 and not plain ASCII is hardly ever anything else.

    Raises PageError where the bytes are an image, an archive, a PDF or other binary data.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _checked(raw[len(mark) :].decode(name, "replace"))
    _refuse_signatures(raw)
    if wide := _wide(raw[:_SAMPLE]):
        return _checked(raw.decode(wide, "replace"))
    if _control_share(raw[:_SAMPLE]) > 0.05:
        raise PageError("The input is binary data, not text.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    declared = _declared(raw[:_HEAD])
    if declared == "utf-8" or (declared is None and _mostly_utf8(raw, broken)):
        return raw.decode("utf-8", "replace")
    return raw.decode(declared or "cp1252", "replace")


def _refuse_signatures(raw: bytes) -> None:
    for signature, what in _SIGNATURES:
        if raw.startswith(signature) and (len(signature) > 3 or _control_share(raw[:_SAMPLE]) > 0.01):
            raise PageError(f"The input is {what}, not text.")
    if raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise PageError("The input is an image, a sound or a video file, not text.")
    if raw[4:8] == b"ftyp":
        raise PageError("The input is a video file, not text.")


def _wide(sample: bytes) -> str | None:
    """The encoding of two or four bytes a character that the zero bytes of the sample give away, if one."""
    if len(sample) < 4:
        return None
    quarters = [sample[i::4] for i in range(4)]
    zeros = [quarter.count(0) / len(quarter) for quarter in quarters]
    if min(zeros[1:]) > 0.7 and zeros[0] < 0.3:
        return "utf-32-le"
    if min(zeros[:3]) > 0.7 and zeros[3] < 0.3:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None


def _control_share(sample: bytes) -> float:
    return (len(sample) - len(sample.translate(None, _CONTROL))) / len(sample) if sample else 0.0


def _checked(text: str) -> str:
    """The text, unless it is mostly what no text holds, as when binary data happens to begin like a mark."""
    sample = text[:_SAMPLE]
    odd = sum(1 for c in sample if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\x1b"))
    if odd > 0.3 * len(sample):
        raise PageError("The input is binary data, not text.")
    return text


def _declared(head: bytes) -> str | None:
    """The codec that the head of the page declares, if it is one that can be right for bytes like these."""
    for match in _DECLARED.finditer(head):
        try:
            name = codecs.lookup(match.group(1).decode("ascii")).name
            "".encode(name)  # codecs such as "hex" and "zlib" are no character sets
        except (LookupError, UnicodeError, TypeError, ValueError):
            continue
        if name.startswith(("utf-16", "utf-32", "utf-7", "punycode", "idna", "unicode", "raw")):
            continue  # the declaration was read as ASCII, so none of these is true
        return _READ_AS.get(name, name)
    return None


def _mostly_utf8(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Whether UTF-8 with a few broken bytes is likelier than windows-1252: most of the high bytes are valid UTF-8."""
    sample = raw[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(1 for c in text if c > "\x7f") - broken
    return valid > 2 * broken
