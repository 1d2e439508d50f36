"""A gateway that stands in for the real one: the sandbox of a site's descriptions and snapshots."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatepost.errors import ConfigurationError
from gatepost.settings import SandboxSettings

if TYPE_CHECKING:
    from gatepost.model.document import Bundle
    from gatepost.model.mcp_server import McpDocument
    from gatepost.sandbox import Sandbox
    from gatepost.sandbox.serve import Running


def serve_sandbox(
    bundles: "Sequence[Bundle]",
    settings: SandboxSettings,
    project: Path,
    port: int = 0,
    mcp: "Sequence[McpDocument]" = (),
) -> "Running":
    """Start a gateway on loopback that answers as the inputs say; `port` 0 is the one of the settings.

    Raises ConfigurationError when the behaviours or the port cannot be used.
    """
    from gatepost.sandbox.serve import start

    try:
        return start(sandbox_of(bundles, settings, project, mcp), port or settings.port)
    except (OSError, RuntimeError) as error:
        raise ConfigurationError(f"gatepost/sandbox: {error}") from error


def sandbox_of(
    bundles: "Sequence[Bundle]", settings: SandboxSettings, project: Path, mcp: "Sequence[McpDocument]" = ()
) -> "Sandbox":
    """Return the gateway that answers as descriptions and snapshots say, for people: its clock runs.

    Raises ConfigurationError when the behaviours cannot be used.
    """
    from gatepost.sandbox import RunningClock, Sandbox, SandboxError
    from gatepost.sandbox.behaviour import load_folder

    try:
        behaviours = load_folder(project / settings.behaviours) if settings.behaviours else ()
        descriptions, snapshots = sandbox_inputs(bundles, mcp)
        clock = RunningClock()
        return Sandbox(descriptions, behaviours=behaviours, snapshots=snapshots, seed=settings.seed, clock=clock)
    except SandboxError as error:
        raise ConfigurationError(f"gatepost/sandbox: {error}") from error


def sandbox_inputs(
    bundles: "Sequence[Bundle]", mcp: "Sequence[McpDocument]"
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return descriptions and snapshots as a sandbox takes them: plain values, each whole in itself."""
    from gatepost.load import whole

    snapshots = [
        {"id": one.id, "title": one.title, "url": one.url, "lists": one.document.at(one.pointer)} for one in mcp
    ]
    nothing = {"openapi": "3.1.0", "info": {"title": "Sandbox", "version": "1"}, "paths": {}}
    return [whole(bundle) for bundle in bundles] or [nothing], snapshots
