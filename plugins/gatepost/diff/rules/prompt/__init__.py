"""Rules of MCP prompts."""
