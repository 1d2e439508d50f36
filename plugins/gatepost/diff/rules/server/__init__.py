"""Rules of MCP servers."""
