"""Files named on a command line, as the settings of a build."""

import os
from collections.abc import Sequence
from pathlib import Path

from gatepost.load import is_mcp
from gatepost.settings import GatewaySettings, McpInput, OpenApiInput


def whole(path: Path) -> Path:
    """Return a path from the root, without `..` in it; links stay links."""
    return Path(os.path.abspath(path))


def settings_of(paths: Sequence[Path], preset: str = "") -> tuple[Path, GatewaySettings]:
    """Return project folder and settings for descriptions and snapshots.

    The folder is the closest one that holds every description, so that references may cross files.
    """
    absolute = [whole(path) for path in paths]
    here = Path.cwd()
    inside = all(here in path.parents for path in absolute)
    project = here if inside else Path(os.path.commonpath([path.parent for path in absolute]))
    names = [(path.relative_to(project).as_posix(), is_mcp(path)) for path in absolute]
    return project, GatewaySettings(
        openapi=tuple(OpenApiInput(path=name, preset=preset) for name, listed in names if not listed),
        mcp=tuple(McpInput(path=name) for name, listed in names if listed),
        cache="",
    )
