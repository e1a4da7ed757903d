"""A store to look at: search, articles, actors, statements and events as pages, tables and an API, on this machine."""

from __future__ import annotations

from sayso.web.app import application

__all__ = ["application"]
