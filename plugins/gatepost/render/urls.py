"""The only place that turns an address into a page and an anchor."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from gatepost.model.address import Address
from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.render.hierarchy import Hierarchy
from gatepost.render.mcp_urls import mcp_paths
from gatepost.render.slugs import assign, mark, slug

OVERVIEW = Address("index", "overview")
SCHEMAS = Address("index", "schemas")
WEBHOOKS = Address("index", "webhooks")
AUTHENTICATION = Address("index", "authentication")

_UP = "../../"
"""From any operation, webhook or schema page to the folder of the reference: all stand at the same depth."""


class Urls:
    """URLs of one reference; paths are relative to the root of the site and end in a slash."""

    def __init__(self, gateway: Gateway, hierarchy: Hierarchy, folder: str) -> None:
        self.folder = f"{folder}/"
        self._mcp = mcp_paths(gateway.mcp_servers)
        self._within: dict[tuple[str, str], str] = {
            ("index", "overview"): "",
            ("index", "schemas"): "schemas/",
            ("index", "webhooks"): "webhooks/",
            ("index", "authentication"): "authentication/",
        }
        for section in hierarchy.walk():
            if section.slug:
                self._within["group", section.name] = f"{section.slug}/"
            for operation in section.operations:
                path = f"{section.slug}/{hierarchy.operation_slugs[operation.name]}/"
                self._within["operation", operation.name] = path
        self._add("webhook", "webhooks", _webhook_slugs(gateway.webhooks))
        self._add("schema", "schemas", assign({key: slug(key) for key in gateway.schemas}))
        self._schemes = assign({key: slug(key) for key in gateway.security_schemes})

    def _add(self, kind: str, folder: str, slugs: Mapping[str, str]) -> None:
        for name, own in slugs.items():
            self._within[kind, name] = f"{folder}/{own}/"

    def path(self, address: Address) -> str:
        """Return the page of an address. Raises KeyError where there is none."""
        if (address.kind, address.name) in self._mcp:
            return self._mcp[address.kind, address.name]
        if address.kind == "security":
            return self.folder + self._within["index", "authentication"]
        return self.folder + self._within[address.kind, address.name]

    def resolve(self, address: Address) -> str | None:
        """Return page and anchor of an address, None where the reference has no such page."""
        try:
            path = self.path(address)
        except KeyError:
            return None
        if address.kind == "security":
            own = self._schemes.get(address.name)
            return f"{path}#{own}" if own else None
        return f"{path}#{quote(anchor(address), safe='~+.*@:')}" if address.part else path

    def near(self, kind: str, name: str) -> str:
        """Return the link from an operation, webhook or schema page; empty where there is no such page."""
        within = self._within.get((kind, name))
        return _UP + within if within is not None else ""

    def place(self, name: str, path: str) -> str:
        """Return the link from such a page to a property of a named schema on its own page."""
        return f"{self.near('schema', name)}#property-{path}"

    def scheme(self, key: str) -> str:
        """Return the anchor of a security scheme on the authentication page."""
        return self._schemes.get(key, "")


def anchor(address: Address) -> str:
    """Return the id of the part of an address on its page."""
    return f"property-{address.part}" if address.kind == "schema" else address.part


def step(name: str) -> str:
    """Return the part of an anchor that stands for one property: the name, or where it has other characters
    than letters, digits, `_`, `-`, `+`, `$`, `@`, what is left of it with a digest.
    """
    if name.isascii() and name.replace("_", "a").replace("-", "a").isalnum():
        return name
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "_-+$@") else "_" for c in name)[:40]
    return kept if kept == name and kept else f"{kept}-{mark(name)}"


def relative(path: str, target: str) -> str:
    """Return the link from one page to another, both relative to the root of the site."""
    here, there = path.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) or "./"


def _webhook_slugs(webhooks: Iterable[Operation]) -> dict[str, str]:
    hooks = list(webhooks)
    several = {hook.path for hook in hooks if sum(other.path == hook.path for other in hooks) > 1}
    return assign(
        {hook.name: slug(hook.path if hook.path not in several else f"{hook.path} {hook.method}") for hook in hooks}
    )
