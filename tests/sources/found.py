"""What tests of sources have in common."""

from pathlib import Path

from sayso.sources import Article, Broken, Found, LeftOut, Options, sources


def found(*names: str | Path, options: Options | None = None) -> list[Found]:
    """All that the sources of these names give."""
    out: list[Found] = []
    for source in sources([str(n) for n in names], options or Options()):
        out += [source] if isinstance(source, (Broken, LeftOut)) else list(source)
    return out


def articles(things: list[Found]) -> list[Article]:
    return [t for t in things if isinstance(t, Article)]


def broken(things: list[Found]) -> list[Broken]:
    return [t for t in things if isinstance(t, Broken)]


def left_out(things: list[Found]) -> list[str]:
    return [t.what for t in things if isinstance(t, LeftOut)]
