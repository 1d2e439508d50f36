"""Rules of URLs: what a description may make a link or a server of."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from gatepost.model.problem import Problem
from gatepost.validate.walk import Node, Walk

_LINKS = (
    ("info", ("termsOfService",)),
    ("contact", ("url",)),
    ("license", ("url",)),
    ("external docs", ("url",)),
    ("security scheme", ("openIdConnectUrl", "authorizationUrl", "tokenUrl")),
    ("flow", ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")),
)
# Browsers drop these before they look for the scheme, so `java\tscript:` runs.
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def unsafe_links(walk: Walk) -> Iterator[Problem]:
    """Links are http, https or relative; anything else is not made a link."""
    for kind, fields in _LINKS:
        for node in walk.nodes[kind]:
            for field in fields:
                url = node.value.get(field)
                if isinstance(url, str) and _scheme(url) not in ("", "http", "https", "mailto"):
                    message = f"'{url[:80]}' is not a web address; no link is made of it. Use http or https."
                    yield node.problem("unsafe-link", "warning", message, field)


def unsafe_servers(walk: Walk) -> Iterator[Problem]:
    """Servers are http, https or relative, and hold no credentials."""
    for node in walk.nodes["server"]:
        url = node.value.get("url")
        fault = _server_fault(_with_defaults(url, node)) if isinstance(url, str) else ""
        if fault:
            yield node.problem("unsafe-server", "warning", f"The server '{url[:80]}' {fault}", "url")


def _server_fault(url: str) -> str:
    scheme = _scheme(url)
    if scheme not in ("", "http", "https"):
        return f"has the scheme '{scheme}:'; nothing is sent to it. Use http or https."
    if url.startswith(("//", "\\\\", "/\\")):
        return "takes the scheme of the page and names another host. Write the scheme."
    try:
        has_credentials = "@" in urlsplit(url).netloc
    except ValueError:
        return "is not a URL. Correct it."
    return "holds credentials or a misleading '@'. Remove what stands before the host." if has_credentials else ""


def _with_defaults(url: str, node: Node) -> str:
    variables = node.value.get("variables")
    for name, variable in variables.items() if isinstance(variables, dict) else ():
        if isinstance(variable, dict) and isinstance(variable.get("default"), str):
            url = url.replace("{" + name + "}", variable["default"])
    return url


def _scheme(url: str) -> str:
    match = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", url))
    return match[1].lower() if match else ""
