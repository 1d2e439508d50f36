"""Knowledge of gateways: which of their operations readers do not want, and what their descriptions leave out.

One YAML file a gateway lies beside this module; adding a file adds a preset.
"""

from functools import cache
from importlib.resources import files

import msgspec

from gatepost.errors import ConfigurationError
from gatepost.load.yaml_text import read_yaml
from gatepost.settings import Filter


class Preset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a gateway whatever its description says.

    `exclude` is its noise. `streams` are path globs (`POST /v1/chat/completions`) of operations that can answer
    with server-sent events though the description does not say so. `security_header` is the header a caller sends
    by default (`Authorization: Bearer`), where a description declares several schemes or none; empty when unknown.
    """

    title: str
    name: str = ""
    exclude: Filter = Filter()
    streams: tuple[str, ...] = ()
    security_header: str = ""


def preset(name: str) -> Preset:
    """Return the preset of this name. Raises ConfigurationError that lists the known ones."""
    known = preset_names()
    if name not in known:
        raise ConfigurationError(f"openapi: there is no preset '{name}'. Presets: {', '.join(known)}.")
    return _read(name)


@cache
def preset_names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in found if name.endswith(".yml")))


@cache
def _read(name: str) -> Preset:
    root, _ = read_yaml((files(__name__) / f"{name}.yml").read_bytes())
    return msgspec.convert({**root, "name": name}, Preset)
