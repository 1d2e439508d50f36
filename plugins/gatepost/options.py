"""The options page of the documentation, written from the settings types.

`python -m gatepost.options > docs/reference/options.md` writes it; a test holds the file against this module.
"""

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gatepost import search_settings, settings

PLUGINS: Mapping[str, type[msgspec.Struct]] = {
    "gatepost/gateway": settings.GatewaySettings,
    "gatepost/reference": settings.ReferenceSettings,
    "gatepost/console": settings.ConsoleSettings,
    "gatepost/sandbox": settings.SandboxSettings,
    "gatepost/search": search_settings.SearchSettings,
    "gatepost/guides": settings.GuidesSettings,
    "gatepost/glossary": settings.GlossarySettings,
    "gatepost/agents": settings.AgentsSettings,
    "gatepost/versions": settings.VersionsSettings,
}
"""Each plugin by its name in mkdocs.yml, with the type of its options."""

HEAD = """# Options

<!-- Written by `python -m gatepost.options`; change the descriptions in plugins/gatepost/settings.py. -->

Options stand below the plugin's name in `mkdocs.yml`. An unknown option, or a value of another type, stops the
build with the option's name.
"""


class Option(msgspec.Struct, frozen=True):
    """One option as documented: its kind of value in words, its default as YAML, the type of options within it."""

    name: str
    kind: str
    default: str
    description: str
    nested: type[msgspec.Struct] | None


def options(kind: type[msgspec.Struct]) -> tuple[Option, ...]:
    """Return the options of a settings type in the order of declaration."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(_option(field, hints[field.name]) for field in msgspec.structs.fields(kind))


def page() -> str:
    """Return the options page as Markdown."""
    sections: list[str] = [HEAD]
    written: set[type[msgspec.Struct]] = set()
    for plugin, kind in PLUGINS.items():
        sections.append(f"## `{plugin}`\n\n{_sentence(kind)}\n\n{_table(kind)}")
        for nested in _nested(kind):
            if nested not in written:
                written.add(nested)
                sections.append(f"### {_title(nested)}\n\n{_sentence(nested)}\n\n{_table(nested)}")
    return "\n".join(sections)


def _option(field: msgspec.structs.FieldInfo, hint: Any) -> Option:
    plain, meta = typing.get_args(hint)[:2]
    nested = next((kind for kind in (plain, *typing.get_args(plain)) if _is_settings(kind)), None)
    return Option(field.encode_name, _type_words(plain), _default(field), meta.description, nested)


def _nested(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for option in options(kind):
        if option.nested:
            yield option.nested
            yield from _nested(option.nested)


def _is_settings(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _title(kind: type[msgspec.Struct]) -> str:
    return f"`{kind.__name__}`"


def _sentence(kind: type[msgspec.Struct]) -> str:
    text = (kind.__doc__ or "").strip()
    _, colon, after = text.partition("`: ")
    return after[:1].upper() + after[1:] if colon else text


def _table(kind: type[msgspec.Struct]) -> str:
    found = options(kind)
    if not found:
        return "It has no options.\n"
    rows = [f"| `{o.name}` | {o.kind} | {o.default} | {o.description} |" for o in found]
    return "\n".join(["| option | type | default | meaning |", "| --- | --- | --- | --- |", *rows]) + "\n"


def _type_words(hint: Any) -> str:
    if _is_settings(hint):
        return _title(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _type_words(arguments[0])
    if origin is tuple:
        return f"list of {_type_words(arguments[0])}"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_type_words(argument) for argument in arguments if argument is not type(None))
    if origin is not None and issubclass(origin, Mapping):
        return f"map to {_type_words(arguments[1])}"
    return {str: "text", bool: "true or false", int: "whole number", float: "number"}[hint]


def _default(field: msgspec.structs.FieldInfo) -> str:
    value = field.default
    if value is msgspec.NODEFAULT:
        return "required" if field.default_factory is msgspec.NODEFAULT else "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple) and value:
        return ", ".join(f"`{item}`" for item in value)
    return f"`{value}`" if isinstance(value, str | int) and value != "" else "none"


if __name__ == "__main__":
    print(page(), end="")
