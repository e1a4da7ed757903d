"""``sayso schema``: the JSON Schema of a record."""

from __future__ import annotations

import json

from sayso.record import json_schema


def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    print(json.dumps(json_schema(), indent=2))
