"""What is to be snapshotted, and with which credentials."""

import os
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from gatepost.errors import ConfigurationError

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Target(msgspec.Struct, frozen=True):
    """A server to connect to: either `url`, with headers, or `command`, a program and its arguments."""

    url: str = ""
    command: tuple[str, ...] = ()
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    environment: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Scheme, host and port of the URL; empty for a command."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def __str__(self) -> str:
        """Return what messages call it: without query and arguments, which may hold secrets."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{host}{parts.path}" if self.url else self.command[0]


def target_of(
    where: str | Sequence[str], headers: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None
) -> Target:
    """Return the target that a URL or a command line names; a command is split like a shell would, and not run by one.

    Raises ConfigurationError for an empty one, for another scheme than http and https, and for credentials in the URL.
    """
    if not isinstance(where, str):
        command = tuple(where)
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", where):
        return Target(url=_checked(where), headers=dict(headers or {}))
    else:
        try:
            command = tuple(shlex.split(where))
        except ValueError as error:
            raise ConfigurationError(f"snapshot: the command '{where}' cannot be split ({error}).") from None
    if not command:
        raise ConfigurationError("snapshot: there is nothing to connect to. Give a URL or a command.")
    return Target(command=command, environment=dict(environment or {}))


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise ConfigurationError(f"snapshot: '{url}' is not an http or https URL.")
    if "@" in parts.netloc:
        raise ConfigurationError(
            "snapshot: the URL has credentials in it. Give them as a header: 'Authorization: $TOKEN'."
        )
    return url


def headers_of(lines: Iterable[str], environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return headers from lines `Name: value`, where `$NAME` or `${NAME}` stands for an environment variable.

    Raises ConfigurationError for a line without a colon, a bad name, or a variable that is not set.
    """
    known = os.environ if environment is None else environment
    found = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _HEADER_NAME.fullmatch(name.strip()):
            raise ConfigurationError("snapshot: a header has the form 'Name: value' or 'Name: $VARIABLE'.")
        found[name.strip()] = _VARIABLE.sub(lambda match: _lookup(match, known), value.strip())
    return found


def _lookup(match: re.Match[str], known: Mapping[str, str]) -> str:
    name = match[1] or match[2]
    if name not in known:
        raise ConfigurationError(f"snapshot: the environment variable '{name}' is not set.")
    value = known[name]
    if "\r" in value or "\n" in value:
        raise ConfigurationError(f"snapshot: the environment variable '{name}' has a line break in it.")
    return value
