"""What options must name before a build begins: a folder that is not there would be left out in silence."""

from pathlib import Path

from gatepost.errors import ConfigurationError
from gatepost.settings import GatewaySettings, ReferenceSettings


def require(settings: GatewaySettings, reference: ReferenceSettings, project: Path) -> None:
    """Check that there is something to document, and every folder that is named. Raises ConfigurationError."""
    if not (settings.openapi or settings.mcp):
        raise ConfigurationError(
            "gatepost/gateway: there is nothing to document. "
            "Name a description, 'openapi: path/to/description.yaml', or a snapshot of MCP servers, 'mcp: path'."
        )
    for entry in settings.openapi:
        require_folder("gatepost/gateway: openapi: notes", entry.notes, project)
    require_folder("gatepost/reference: templates", reference.templates, project)


def require_folder(option: str, folder: str, project: Path) -> None:
    """Check that an option's folder is there, where it names one. Raises ConfigurationError."""
    if folder and not (project / folder).is_dir():
        raise ConfigurationError(f"{option}: there is no folder '{folder}' in {project}. Correct the path, or make it.")
