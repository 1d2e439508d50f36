"""Rules of MCP resources."""
