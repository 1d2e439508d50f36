"""Rules of MCP tools, as the agent meets them."""
