"""What a behaviour module is written with: it overrides operations of a description by their operationId.

A behaviour module is a plain Python module. Its functions marked with `operation` answer instead of the
contract; where the module defines them, `seed(state)` fills the initial state, `before(call)` runs before every
operation and may answer or refuse in its place, and `after(call, reply)` returns the reply to send, of refusals
too.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, TypeAlias, TypeVar
from zlib import crc32

from gatepost.sandbox.clock import Clock
from gatepost.sandbox.state import Collection, State

__all__ = [
    "Call",
    "Clock",
    "Collection",
    "Event",
    "Json",
    "Refusal",
    "Reply",
    "SandboxError",
    "State",
    "Stream",
    "load_folder",
    "operation",
]

Json: TypeAlias = Any
"""A value that the standard `json` module writes."""

MARK = "__gatepost_operations__"

_Function = TypeVar("_Function", bound=Callable[..., Any])


class SandboxError(ValueError):
    """A description or behaviour module that no sandbox can be made of."""


def operation(operation_id: str) -> Callable[[_Function], _Function]:
    """Marks a function of a behaviour module as the answer to the operation with this operationId."""

    def mark(function: _Function) -> _Function:
        setattr(function, MARK, (*getattr(function, MARK, ()), operation_id))
        return function

    return mark


@dataclass
class Reply:
    """One whole response. A body that is neither bytes nor str is written as JSON, and so is a str for a JSON type."""

    status: int = 200
    body: Json | bytes | str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str | None = None


@dataclass
class Event:
    """One event of a stream, sent `delay` seconds after the one before; data that is not a str is written as JSON."""

    data: Json | str
    event: str | None = None
    id: str | None = None
    delay: float = 0.0


@dataclass
class Stream:
    """A response sent event by event, each as its own chunk."""

    events: Iterator[Event] | AsyncIterator[Event]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/event-stream"


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """Raised to refuse a call; answered in the error shape that the description declares for the status."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.headers = dict(headers or {})


@dataclass
class Call:
    """One validated request. Values are coerced by their schemas; header names are lower case."""

    method: str
    path: str
    operation: dict[str, Any]
    operation_id: str | None
    path_values: dict[str, Any]
    query: dict[str, Any]
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: Json | bytes | None
    raw_body: bytes
    media_type: str | None
    state: State
    clock: Clock
    key: str | None
    base_path: str
    number: int
    seed: int
    make_answer: Callable[[Call], Reply | Stream] = field(repr=False)
    key_accepted: bool = False

    def accept_key(self) -> None:
        """For `before`: lets a key pass that the sandbox does not know by itself."""
        self.key_accepted = True

    @cached_property
    def random(self) -> Random:
        """Chance, equal for equal seeds and equal call numbers."""
        return Random(f"{self.seed}:{self.number}")  # noqa: S311 - a simulator, not a secret

    @property
    def answer(self) -> Reply | Stream:
        """The contract's own answer to this call; see `contract_reply`."""
        return self.contract_reply()

    def contract_reply(self) -> Reply | Stream:
        """What the sandbox would answer without a behaviour: memory, examples, generated data. Made anew each time."""
        return self.make_answer(self)

    def new_id(self, prefix: str = "") -> str:
        """A new id such as `chatcmpl-5f0c1d…` (24 hexadecimal digits), equal for equal seeds and call sequences."""
        digits = f"{self._ids.getrandbits(96):024x}"
        return f"{prefix}-{digits}" if prefix else digits

    @cached_property
    def _ids(self) -> Random:
        return Random(f"{self.seed}:{self.number}:ids")  # noqa: S311 - a simulator, not a secret


def load_folder(folder: Path) -> tuple[ModuleType, ...]:
    """Imports the behaviour modules of a folder, by name, as one package: they may import each other relatively.

    Loading again reads the files again. Raises SandboxError where the folder has no modules or one fails.
    """
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    if not names:
        raise SandboxError(f"{folder} has no behaviour modules: put a Python file with marked functions there.")
    package = f"gatepost_behaviours_{crc32(str(folder.resolve()).encode()):08x}"
    for known in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[known]
    try:
        sys.modules[package] = _package(package, folder)
        return tuple(import_module(f"{package}.{name}") for name in names)
    except Exception as failure:
        raise SandboxError(
            f"The behaviours in {folder} cannot be loaded: {type(failure).__name__}: {failure}"
        ) from failure


def _package(name: str, folder: Path) -> ModuleType:
    """The package of a folder, with or without an `__init__.py`."""
    init = folder / "__init__.py"
    spec = spec_from_file_location(name, init) if init.exists() else ModuleSpec(name, None, is_package=True)
    if spec is None:
        raise ImportError(f"{init} cannot be read")
    spec.submodule_search_locations = [str(folder)]
    made = sys.modules[name] = module_from_spec(spec)
    if spec.loader:
        spec.loader.exec_module(made)
    return made
