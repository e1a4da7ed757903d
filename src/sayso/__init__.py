"""sayso: who did what to whom, and on whose say-so. News text in, a record that can be checked out.

What reads articles takes a second to import. It is imported when it is first asked for: a store is searched without.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sayso.errors import InputError, PageError, SaysoError
from sayso.invariants import InvariantError, check
from sayso.record import Record, from_json, json_schema, to_json

if TYPE_CHECKING:
    from sayso.read import Reader, read

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


def __getattr__(name: str) -> Any:
    if name != "Reader":
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    from sayso.read import Reader

    return Reader


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """``sayso.read`` is a function, and a module has the same name: importing that would put it in the function's
    place."""

    @property
    def read(self) -> Any:
        if (other := self.__dict__.get("read")) is not None:
            return other
        from importlib import import_module

        return import_module("sayso.read").read

    @read.setter
    def read(self, value: Any) -> None:
        if value is not sys.modules.get("sayso.read"):
            self.__dict__["read"] = value

    @read.deleter
    def read(self) -> None:
        self.__dict__.pop("read", None)


sys.modules[__name__].__class__ = _Package
