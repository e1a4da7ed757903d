"""A single address on the web: a page, or a feed."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.errors import SaysoError
from sayso.sources.feeds import Feed, looks_like_feed
from sayso.sources.fetch import fetch
from sayso.sources.found import Article, Broken, Found, Options
from sayso.sources.web import text_of


class Web:
    """What stands at an address. Without ``fetch`` among the options it is not fetched, and that is said."""

    def __init__(self, url: str, options: Options) -> None:
        self.name, self.options, self.size = url, options, 0

    def __iter__(self) -> Iterator[Found]:
        if not self.options.fetch:
            said = "this is an address on the web; --fetch fetches it"
            yield Broken(source=self.name, kind="fetch", message=said)
            return
        try:
            came = fetch(self.name, private=self.options.private)
            feed = looks_like_feed(came.body)
            text = "" if feed else text_of(came.body, came.kind)
        except SaysoError as error:
            yield Broken(source=self.name, kind=error.kind, message=str(error))
            return
        if feed:
            yield from Feed(came.body, self.name, self.options, came.url)
        else:
            yield Article(source=self.name, text=text, html=None, url=came.url)
