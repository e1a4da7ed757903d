"""The inline marks of a compact file: a text with its blocks, mentions and labelled spans."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from sayso.record import Span

_OPEN = re.compile(r"\{(?:(?P<form>[ndo])=(?P<actor>[\w-]+)(?P<n>#\w+)?|(?P<label>[a-z]+\w*)) ?")
_KIND = re.compile(r"@(\+|[a-z]+)(?: |$)")
_SPLIT = re.compile(r"@@([a-z]+) ")
_FORMS = {"n": "name", "d": "nominal", "o": "pronoun"}


class CompactError(ValueError):
    """A compact file that cannot be read; the message names the file and what is wrong."""


@dataclass
class Body:
    """What the marks of the body say, collected while its characters are copied."""

    text: list[str] = field(default_factory=list)
    at: int = 0
    blocks: list[tuple[int, int, str]] = field(default_factory=list)
    mentions: list[tuple[int, int, str, str, str | None]] = field(default_factory=list)
    labels: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def copy(self, words: str) -> None:
        self.text.append(words)
        self.at += len(words)


def read_body(lines: str) -> Body:
    body = Body()
    for number, line in enumerate(_joined(lines.split("\n"))):
        if number:
            body.copy("\n")
        kind, rest = "paragraph", line
        if match := _KIND.match(line):
            kind, rest = match[1], line[match.end() :]
        for n, piece in enumerate(_SPLIT.split(rest)):
            if n % 2:
                kind = piece
            elif piece.strip():
                _block(body, kind, piece)
            else:
                body.copy(piece)
    return body


def _joined(lines: list[str]) -> list[str]:
    """``lines`` with those that continue a block put to the line before, so that a mark may run over a line's end."""
    out: list[str] = []
    for line in lines:
        if line.startswith("@+ ") and out and out[-1].strip():
            out[-1] += "\n" + line.removeprefix("@+ ")
        else:
            out.append(line)
    return out


def _block(body: Body, kind: str, marked: str) -> None:
    start = body.at
    _inline(body, marked)
    words = "".join(body.text)[start:]
    span = (start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
    if kind == "+":
        if not body.blocks:
            raise CompactError("a line that continues a block ('@+') stands before any block")
        body.blocks[-1] = (body.blocks[-1][0], span[1], body.blocks[-1][2])
    else:
        body.blocks.append((*span, kind))


def _inline(body: Body, marked: str) -> None:
    """Copies one line, noting its marks. A backslash before a brace makes it a plain character."""
    stack: list[tuple[int, re.Match[str]]] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "\\" and marked[at + 1 : at + 2] in ("{", "}"):
            body.copy(marked[at + 1])
            at += 2
        elif char == "{":
            match = _OPEN.match(marked, at)
            if not match:
                raise CompactError(f"not a mark: {marked[at : at + 30]!r}")
            stack.append((body.at, match))
            at = match.end()
        elif char == "}":
            if not stack:
                raise CompactError(f"a closing brace without an opening one: {marked[max(0, at - 30) : at + 1]!r}")
            _close(body, *stack.pop())
            at += 1
        else:
            body.copy(char)
            at += 1
    if stack:
        raise CompactError(f"a mark is not closed on its line: {marked[stack[-1][1].start() :][:40]!r}")


def _close(body: Body, start: int, match: re.Match[str]) -> None:
    if match["label"]:
        body.labels[match["label"]].append((start, body.at))
    else:
        label = match["actor"] + match["n"] if match["n"] else None
        body.mentions.append((start, body.at, _FORMS[match["form"]], match["actor"], label))
