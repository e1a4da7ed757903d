"""``sayso actors --store``: who appears in the articles of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.cli.asking import opened, print_csv, print_json, print_total

if TYPE_CHECKING:
    from sayso.store import Query

_COLUMNS = ("name", "type", "country", "sector", "code", "key", "documents", "mentions", "statements")
_HEADS = ("articles", "mentions", "says")
_WIDTH = 44


def in_store(where: str, name: str | None, asked: Query, limit: int, *, json: bool, csv: bool) -> None:
    """Prints the actors of a store, most mentioned first."""
    with opened(where) as target:
        page = target.actors(name, asked, limit=limit or None)
    if json:
        print_json(page.rows, page.total)
        return
    if csv:
        print_csv(page.rows, _COLUMNS, page.total)
        return
    if page.rows:
        print(f"{'':{_WIDTH}}" + "".join(f"{h:>12}" for h in _HEADS))
    for row in page.rows:
        told = " ".join(x for x in (row["type"], row["code"] or row["country"]) if x)
        shown = "".join(c if c.isprintable() else "\ufffd" for c in f"{row['name']} ({told})")
        cut = shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"
        print(f"{cut:{_WIDTH}}" + "".join(f"{row[c]:>12,}" for c in ("documents", "mentions", "statements")))
    print_total(page.total, len(page.rows))
