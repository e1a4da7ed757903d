"""sayso: who did what to whom, and on whose say-so. News text in, a record that can be checked out."""

from sayso.errors import InputError, PageError, SaysoError
from sayso.invariants import InvariantError, check
from sayso.read import Reader, read
from sayso.record import Record, from_json, json_schema, to_json

__all__ = [
    "InputError",
    "InvariantError",
    "PageError",
    "Reader",
    "Record",
    "SaysoError",
    "check",
    "from_json",
    "json_schema",
    "read",
    "to_json",
]
