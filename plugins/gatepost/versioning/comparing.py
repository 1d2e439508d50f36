"""What changed between two versions, from files to changes."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from gatepost.errors import DescriptionError
from gatepost.pipeline import listed, read, translated
from gatepost.settings import GatewaySettings

if TYPE_CHECKING:
    from gatepost.model.change import Change
    from gatepost.model.gateway import Gateway


class Inputs(NamedTuple):
    """What a version of a gateway is read from, with the folder that its files are below."""

    settings: GatewaySettings
    project: Path


def changes_between(old: Inputs, new: Inputs) -> "tuple[Change, ...]":
    """Return what changed between two versions, worst first. Raises as `build` does."""
    from gatepost.diff import diff

    return diff(gateway_of(*old), gateway_of(*new))


def gateway_of(settings: GatewaySettings, project: Path) -> "Gateway":
    """Return the model of a gateway: read and translated. Raises as `build` does."""
    cache = project / settings.cache if settings.cache else None
    gateway, _ = translated(read(settings, project), settings, cache, checked=False)
    _, servers, _, problems = listed(settings, project)
    if settings.mcp and not servers:
        raise DescriptionError(problems)
    return msgspec.structs.replace(gateway, mcp_servers=servers)
