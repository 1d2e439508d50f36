"""Live gateways and MCP servers to files that a build can read. The only stage that opens connections.

Needs the extra `gatepost[snapshot]`; nothing is imported from it before a function here is called.
"""

from gatepost.snapshot.capture import snapshot_gateway, snapshot_mcp, snapshot_openapi
from gatepost.snapshot.targets import headers_of
from gatepost.snapshot.writing import to_text, unchanged

__all__ = ["headers_of", "snapshot_gateway", "snapshot_mcp", "snapshot_openapi", "to_text", "unchanged"]
