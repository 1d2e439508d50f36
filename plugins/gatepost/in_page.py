"""What a site carries so that Python, and the sandbox in it, run inside its pages."""

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from gatepost.errors import ConfigurationError
from gatepost.pipeline import read, read_mcp
from gatepost.settings import GatewaySettings, SandboxSettings
from gatepost.stand_in import sandbox_inputs, sandbox_of
from gatepost.versioning.comparing import Inputs

ASSETS = Path(__file__).parent / "assets"
RUN = Path(__file__).parent / "run"


@dataclass(frozen=True)
class InPage:
    """Files for the folder of Gatepost's assets, by path there, and what the page is told of them."""

    files: Mapping[str, Path | bytes]
    told: Mapping[str, Any]


def python_in_page(assets: Path = ASSETS) -> InPage:
    """Python for any page, in a folder named by its content. Raises ConfigurationError where it is not built."""
    found = manifest(assets)["pyodide"]
    names = [*found["files"], "LICENSE.txt"]
    files: dict[str, Path | bytes] = {f"{found['folder']}/{name}": assets / "pyodide" / name for name in names}
    return InPage(files, {"folder": f"{found['folder']}/", "files": found["files"]})


def sandbox_in_page(
    gateway: GatewaySettings,
    settings: SandboxSettings,
    project: Path,
    assets: Path = ASSETS,
    *,
    others: Mapping[str, Inputs] | None = None,
) -> InPage:
    """The worker and the sandbox that it runs, as an archive named by its content, with Python.

    `others` are further versions by label: each has an archive of its own, which answers by contract alone. Raises
    ConfigurationError where the frontend is not built or the behaviours cannot be used.
    """
    _check_imports(project / settings.behaviours if settings.behaviours else None)
    content = _packed(Inputs(gateway, project), settings)
    by_contract = msgspec.structs.replace(settings, behaviours="")
    packed = {label: _packed(inputs, by_contract) for label, inputs in (others or {}).items()}
    worker = manifest(assets)["workers"]["sandbox"]
    python, samples = python_in_page(assets), samples_in_page(assets)
    told = {
        "worker": worker,
        **_told(content),
        "seconds": settings.seconds,
        "python": python.told,
        "samples": samples.told,
        **({"versions": {label: _told(one) for label, one in packed.items()}} if packed else {}),
    }
    archives = {_archive(one): one for one in (content, *packed.values())}
    return InPage({**python.files, **samples.files, worker: assets / worker, **archives}, told)


def _packed(inputs: Inputs, settings: SandboxSettings) -> bytes:
    """Return the archive of one version."""
    from gatepost.sandbox.pack import pack

    bundles, mcp = read(*inputs), read_mcp(*inputs)
    sandbox = sandbox_of(bundles, settings, inputs.project, mcp)  # what fails here would fail before every reader
    behaviours = inputs.project / settings.behaviours if settings.behaviours else None
    descriptions, snapshots = sandbox_inputs(bundles, mcp)
    return pack(descriptions, behaviours, snapshots=snapshots if sandbox.mcp.mounted else [], seed=settings.seed)


def _archive(content: bytes) -> str:
    # No name of an archive: some servers would have browsers unpack it on its way.
    return f"sandbox-{sha256(content).hexdigest()[:10]}.bin"


def _told(content: bytes) -> dict[str, Any]:
    return {"archive": _archive(content), "size": len(content)}


def samples_in_page(assets: Path = ASSETS) -> InPage:
    """The worker that runs Python samples, and the packages that it has for them. Raises ConfigurationError."""
    from gatepost.sandbox.pack import archived

    worker = manifest(assets)["workers"]["samples"]
    code = [(f"gatepost/run/{path.name}", path.read_bytes()) for path in sorted(RUN.glob("*.py"))]
    content = archived([("gatepost/__init__.py", b""), *code])
    archive = f"pyodide-samples-{sha256(content).hexdigest()[:10]}.bin"
    told = {"worker": worker, "archive": archive, "size": len(content)}
    return InPage({worker: assets / worker, archive: content}, told)


def _check_imports(behaviours: Path | None) -> None:
    """Raises ConfigurationError for a module that is here but not in a page; what is tried for is left alone."""
    for path in sorted(behaviours.rglob("*.py")) if behaviours else ():
        for line, name in _imported(ast.parse(path.read_bytes()).body):
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and not f"{name}.".startswith("gatepost.sandbox."):
                raise ConfigurationError(
                    f"gatepost/sandbox: {path.name}, line {line} imports '{name}', which Python in a page has not. "
                    "Behaviours import the standard library, gatepost.sandbox and, with a dot, each other. Without "
                    "'in_page: false' they run in the page too."
                )


def _imported(body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    """Yield line and name of what a module imports as it is loaded."""
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from ((statement.lineno, alias.name) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            yield statement.lineno, statement.module


def manifest(assets: Path) -> dict[str, Any]:
    """Return what the frontend was built to. Raises ConfigurationError where it is not built."""
    try:
        found: dict[str, Any] = json.loads((assets / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"Gatepost's frontend is not built: {error}. Reinstall the package.") from error
    return found
