"""A gateway that answers from its contract. Standard library only: runs under uvicorn and in Pyodide.

`Sandbox(description)` is an ASGI application. It finds the operation, validates the request, and answers from
memory, examples or generated data; behaviour modules (`gatepost.sandbox.behaviour`) override single operations, and
declare MCP servers with tools, prompts and resources (`gatepost.sandbox.mcp`), which answer at `/mcp`.
"""

from gatepost.sandbox.app import Sandbox
from gatepost.sandbox.behaviour import Call, Clock, Event, Refusal, Reply, SandboxError, State, Stream, operation
from gatepost.sandbox.clock import RunningClock
from gatepost.sandbox.mcp import Argument, McpServer, ToolError, prompt, resource, resource_template, tool
from gatepost.sandbox.mcp_call import ToolCall
from gatepost.sandbox.mcp_view import View

__all__ = [
    "Argument",
    "Call",
    "Clock",
    "Event",
    "McpServer",
    "Refusal",
    "Reply",
    "RunningClock",
    "Sandbox",
    "SandboxError",
    "State",
    "Stream",
    "ToolCall",
    "ToolError",
    "View",
    "operation",
    "prompt",
    "resource",
    "resource_template",
    "tool",
]
