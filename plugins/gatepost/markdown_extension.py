"""`gatepost.inline` for hosts that take Python-Markdown extensions by name, and have no plugin of ours."""

import logging
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from gatepost.errors import ConfigurationError, DescriptionError
from gatepost.inline import Guide, GuidesExtension, Targets
from gatepost.model.problem import Problem
from gatepost.model.target import Target
from gatepost.pipeline import Built, build
from gatepost.settings import GatewaySettings, ReferenceSettings, read_settings

log = logging.getLogger("gatepost")


class DeepLinksExtension(Extension):
    """Deep links of guides into a reference that `gatepost pages` wrote.

    `base` is put before the path of a page: a URL, or the path from the root of the host. Paths of descriptions are
    relative to `project`. With `strict` a link that leads nowhere raises DescriptionError, else it is logged.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "openapi": [[], "OpenAPI descriptions, as the option of gatepost/gateway"],
            "mcp": [[], "MCP snapshots, as the option of gatepost/gateway"],
            "base": ["/", "What stands before the path of a page"],
            "project": [".", "Folder that paths are relative to"],
            "path": ["reference", "Folder of the reference"],
            "strict": [False, "Raise for a link that leads nowhere"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Read the descriptions, and take part in the rendering of pages."""
        given = {name: self.getConfig(name) for name in ("openapi", "mcp") if self.getConfig(name)}
        if not given:
            raise ConfigurationError("gatepost.inline: say what the site documents, with `openapi` or `mcp`.")
        built = build(
            read_settings(GatewaySettings, given, "gatepost.inline"),
            ReferenceSettings(path=self.getConfig("path")),
            Path(self.getConfig("project")).resolve(),
        )
        guide = Guide("", lambda: "", self._link, self._tell, self.getConfig("base").rstrip("/") + "/")
        GuidesExtension(guide, targets_of(built), read=built.page).extendMarkdown(md)

    def _link(self, target: Target) -> str:
        page = f"{self.getConfig('base').rstrip('/')}/{target.path}"
        return f"{page}#{target.anchor}" if target.anchor else page

    def _tell(self, problem: Problem) -> None:
        if self.getConfig("strict"):
            raise DescriptionError([problem])
        log.warning("%s", problem)


def targets_of(built: Built) -> Targets:
    """Return everything that guides can link to in a reference."""
    return Targets(built.outlines, built.ids, lambda path: built.page(path).anchors)
