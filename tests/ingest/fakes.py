"""Coders for tests: quick, and at the mercy of what the article says."""

import os
import signal
import time

from sayso.errors import PageError
from sayso.ingest.work import Coder
from sayso.record import Block, Document, MadeBy, Record, digest
from sayso.sources.found import Article
from sayso.store.rows import Bundle, bundle
from tests.store.records import record


def quick() -> Coder:
    """Makes a record of one block; an article that says so hangs, eats memory or crashes its worker."""
    return _code


def rich() -> Coder:
    """Makes a record with statements, events and figures; the text must be like the one of tests/store/records.py."""
    return lambda article: bundle(article.key(), record(article.id or "?", text=article.text, url=article.url))


def broken() -> Coder:
    """Cannot be made."""
    raise ValueError("there is no model")


def _code(article: Article) -> Bundle:
    poison = article.text.partition(" ")[0]
    if poison == "HANG":
        time.sleep(3600)
    if poison == "EAT":
        eaten = []
        while True:
            eaten.append(bytearray(1 << 24))
    if poison == "DIE":
        os.kill(os.getpid(), signal.SIGSEGV)
    if poison == "EXIT":
        os._exit(3)
    if poison == "RAISE":
        raise ZeroDivisionError("by nothing")
    if poison == "EMPTY":
        raise PageError("the input is empty", "empty")
    id = article.id or article.name or digest(article.text)
    document = Document(id=id, digest=digest(article.text), text=article.text, title=article.title, url=article.url)
    blocks = (Block(span=(0, len(article.text)), kind="paragraph"),)
    return bundle(article.key(), Record(document=document, made_by=MadeBy(sayso="test"), blocks=blocks))
