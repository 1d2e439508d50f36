"""Descriptions and behaviours, made ready to answer: where each operation is, and what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any

from gatepost.sandbox.answers import Answers
from gatepost.sandbox.behaviour import MARK, Call, Reply, SandboxError, State, Stream
from gatepost.sandbox.description import Description, Operation
from gatepost.sandbox.memory import Memory, Role, roles
from gatepost.sandbox.routing import Router
from gatepost.sandbox.swagger import upgraded

Behaviour = Callable[[Call], Any]


class Contract:
    """What a sandbox promises. Nothing here changes with a call but caches."""

    def __init__(self, raws: Sequence[Mapping[str, Any]], modules: Sequence[ModuleType], seed: int) -> None:
        if not raws:
            raise SandboxError("A sandbox needs at least one description.")
        self.descriptions = tuple(Description(upgraded(raw)) for raw in raws)
        self.operations = tuple(one for description in self.descriptions for one in description.operations())
        self.before, self.after, self._seeds = (_hooks(modules, name) for name in ("before", "after", "seed"))
        self._seed = seed
        self._answers: dict[Operation, Answers] = {}
        self._behaviours = self._collect(modules)

    @property
    def title(self) -> str:
        """The title of the first description."""
        return self.descriptions[0].title

    def reseed(self, seed: int) -> None:
        """Generates other data from now on."""
        self._seed = seed
        self._answers.clear()

    def fill(self, state: State) -> None:
        """Lets the modules seed the state, and keeps that as its beginning."""
        for seed in self._seeds:
            seed(state)
        state.remember()

    @cached_property
    def router(self) -> Router:
        """The paths of all operations, under the paths of their servers."""
        router = Router()
        for operation in self.operations:
            for base_path in operation.base_paths:
                router.add(operation, base_path)
        # To leave the base path out is a common slip, forgiven where it leads to one operation alone.
        bare = Counter((operation.method, operation.template) for operation in self.operations)
        for operation in self.operations:
            if "" not in operation.base_paths and bare[operation.method, operation.template] == 1:
                router.add(operation, "")
        return router

    def behaviour(self, operation: Operation) -> Behaviour | None:
        """The function that overrides an operation."""
        return self._behaviours.get(operation.id or "")

    def answer(self, call: Call, operation: Operation) -> Reply | Stream:
        """The contract's own answer, from memory where the operation has a part in a collection."""
        role = self._roles.get(operation)
        answers = self.answers(operation)
        return Memory(role, answers).reply(call) if role else answers.reply(call)

    def answers(self, operation: Operation) -> Answers:
        """The answers of an operation, without memory."""
        if operation not in self._answers:
            self._answers[operation] = Answers(operation, self._seed)
        return self._answers[operation]

    @cached_property
    def _roles(self) -> dict[Operation, Role]:
        found: dict[Operation, Role] = {}
        for description in self.descriptions:
            found |= roles(operation for operation in self.operations if operation.description is description)
        return found

    def _collect(self, modules: Sequence[ModuleType]) -> dict[str, Behaviour]:
        """The marked functions of the modules; a later module wins."""
        found: dict[str, Behaviour] = {
            operation_id: function
            for module in modules
            for function in vars(module).values()
            for operation_id in getattr(function, MARK, ())
        }
        unknown = found.keys() - {operation.id for operation in self.operations}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise SandboxError(
                f"Behaviours name operations that no description has: {names}. Compare the operationIds."
            )
        return found


def _hooks(modules: Sequence[ModuleType], name: str) -> tuple[Callable[..., Any], ...]:
    """The functions of that name, each once even where one module imports it from another."""
    found = (getattr(module, name, None) for module in modules)
    return tuple(dict.fromkeys(function for function in found if callable(function)))
