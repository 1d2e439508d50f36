"""What runs a reader's Python sample inside a page: the names of `httpx2`, `requests`, `openai` and `mcp`.

Standard library only. Nothing here opens a connection: every request goes to the page, which sends it.
"""
