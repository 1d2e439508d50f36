"""A gateway that answers from its contract. Standard library only: runs under uvicorn and in Pyodide.

`Sandbox(description)` is an ASGI application. It finds the operation, validates the request, and answers from
memory, examples or generated data; behaviour modules (`gatepost.sandbox.behaviour`) override single operations.
"""

from gatepost.sandbox.app import Sandbox
from gatepost.sandbox.behaviour import Call, Clock, Event, Refusal, Reply, SandboxError, State, Stream, operation
from gatepost.sandbox.clock import RunningClock

__all__ = [
    "Call",
    "Clock",
    "Event",
    "Refusal",
    "Reply",
    "RunningClock",
    "Sandbox",
    "SandboxError",
    "State",
    "Stream",
    "operation",
]
