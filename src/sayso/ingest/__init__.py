"""From sources to a store: worker processes, progress, what fails taken down, nothing lost when it is stopped."""

from __future__ import annotations

from sayso.ingest.pool import Limits, Outcome, Pool, PoolError
from sayso.ingest.run import Event, Ingest, Stored, Tally
from sayso.ingest.work import MAKER, Coder

__all__ = ["MAKER", "Coder", "Event", "Ingest", "Limits", "Outcome", "Pool", "PoolError", "Stored", "Tally"]
