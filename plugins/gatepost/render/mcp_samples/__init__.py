"""How to call a tool, get a prompt, read a resource: one request of the protocol, written down in each language."""

from gatepost.render.mcp_samples.agents import agents, agents_text
from gatepost.render.mcp_samples.forms import ERAS, Form, McpSample
from gatepost.render.mcp_samples.languages import mcp_samples
from gatepost.render.mcp_samples.request import McpRequest, request_of

__all__ = ["ERAS", "Form", "McpRequest", "McpSample", "agents", "agents_text", "mcp_samples", "request_of"]
