"""Which files are MCP lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.load import is_mcp


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"tools": []}, True),
        ({"jsonrpc": "2.0", "result": {"tools": []}}, True),
        ([{"name": "x"}], True),
        ({"gateway": "litellm", "servers": [{"tools": []}]}, True),
        ({"mcpServers": {}}, True),
        ({"openapi": "3.1.0", "servers": [], "tools": []}, False),
        ({"swagger": "2.0"}, False),
        ({"servers": [{"url": "https://gateway.example"}]}, False),
        ("text", False),
        ("tools:\n  - name: x\n", True),
        ("openapi: 3.1.0\ntools: x\n", False),
        ('{"tools": [', False),
        ("\x00\xff", False),
    ],
)
def test_a_file_is_known_by_the_names_at_its_top(tmp_path: Path, content: Any, expected: bool) -> None:
    path = tmp_path / "file"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    assert is_mcp(path) is expected


def test_a_file_that_is_not_there_is_left_to_its_reader(tmp_path: Path) -> None:
    assert is_mcp(tmp_path / "absent.json") is False
