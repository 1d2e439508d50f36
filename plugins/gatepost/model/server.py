"""Where a gateway answers."""

import msgspec

from gatepost.model.source import NOWHERE, SourceLocation


class ServerVariable(msgspec.Struct, frozen=True, kw_only=True):
    """One `{variable}` of a server URL (OpenAPI Server Variable Object)."""

    name: str
    default: str = ""
    enum: tuple[str, ...] = ()
    description: str = ""


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """A base URL, absolute or relative, with variables (OpenAPI Server Object)."""

    url: str
    name: str = ""
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()
    source: SourceLocation = NOWHERE

    @property
    def default_url(self) -> str:
        """The URL with every variable at its default, without a trailing slash."""
        url = self.url
        for variable in self.variables:
            url = url.replace("{" + variable.name + "}", variable.default)
        return url.rstrip("/")
