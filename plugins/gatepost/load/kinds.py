"""Which kind of input a file is, for commands that take any."""

import re
from pathlib import Path
from typing import Any

import msgspec

from gatepost.load.mcp_forms import LISTS

_OURS = (*LISTS, "jsonrpc", "mcpServers", "captured")
_YAML = re.compile(rf"""^["']?(?:{"|".join(_OURS)})["']?\s*:""", re.MULTILINE)
_YAML_OPENAPI = re.compile(r"""^["']?(?:openapi|swagger)["']?\s*:""", re.MULTILINE)


def is_mcp(path: Path) -> bool:
    """Whether a file holds MCP lists and not an OpenAPI description; one that cannot be read is taken for the latter.

    It decides by the names at the top, so that a broken file is reported by the reader of its kind.
    """
    try:
        content = path.read_bytes()
        root: Any = msgspec.json.decode(content)
    except OSError:
        return False
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        text = content.decode("utf-8", "replace")
        return bool(_YAML.search(text)) and not _YAML_OPENAPI.search(text)
    if isinstance(root, list):
        return True
    if not isinstance(root, dict) or "openapi" in root or "swagger" in root:
        return False
    return any(name in root for name in _OURS) or _lists_servers(root)


def _lists_servers(root: dict[str, Any]) -> bool:
    servers = root.get("servers")
    return isinstance(servers, list) and any(isinstance(one, dict) and "tools" in one for one in servers)
