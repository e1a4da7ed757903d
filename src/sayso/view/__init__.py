"""A record to look at: the article beside what it says, as one page of HTML that needs nothing else."""

from __future__ import annotations

from sayso.view.page import page

__all__ = ["page"]
