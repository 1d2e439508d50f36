"""Values of parameters in samples: what the description offers, or words that ask to be replaced."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import UNSET

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Json
from gatepost.render.samples.serialize import HEADER_NAME, encode, header_value, path_segment, query_pairs
from gatepost.render.samples.shorten import resolve

_OPTIONAL = 3
"""Optional query parameters and headers in a sample, at most."""

_DESCRIBED_ELSEWHERE = {"accept", "authorization", "content-type"}
"""Header parameters that OpenAPI says to ignore: media types and security describe them."""

_TEMPLATED = re.compile(r"\{([^{}]*)\}")
_PATH_SAFE = "/:@!$&'()*+,;=%"


def path(template: str, operation: Operation, gateway: Gateway) -> str:
    """Return a path template with the operation's parameters filled in, percent-encoded."""
    parameters = {p.name: p for p in operation.parameters if p.location == "path"}

    def filled(name: str) -> str:
        parameter = parameters.get(name)
        if parameter is None:
            return encode(_shout(name))
        segment = path_segment(parameter, _path_value(parameter, gateway))
        # Every client drops segments of dots, however they are encoded.
        return encode(_shout(name)) if segment in ("", ".", "..") else segment

    path, end = "", 0
    for match in _TEMPLATED.finditer(template):
        path += _literal(template[end : match.start()]) + filled(match[1])
        end = match.end()
    return path + _literal(template[end:])


@cache
def _literal(text: str) -> str:
    return encode(text, _PATH_SAFE)


def query(operation: Operation, gateway: Gateway) -> list[tuple[str, str, str]]:
    """Return required query parameters, and a few that have an example: decoded name and value, encoded pair."""
    chosen = _chosen(operation, "query", gateway)
    pairs = [pair for parameter, value in chosen for pair in query_pairs(parameter, value)]
    for parameter in operation.parameters:
        if parameter.location == "querystring":
            pairs += _query_string(value_of(parameter, gateway))
    return pairs


def headers(operation: Operation, gateway: Gateway) -> list[tuple[str, str]]:
    """Return header parameters and, as one `Cookie` header, cookies: those required, and a few with an example."""
    found = [
        (parameter.name, header_value(value, parameter.explode))
        for parameter, value in _chosen(operation, "header", gateway)
        if HEADER_NAME.fullmatch(parameter.name) and parameter.name.lower() not in _DESCRIBED_ELSEWHERE
    ]
    cookies = [pair for p, value in _chosen(operation, "cookie", gateway) for _, _, pair in query_pairs(p, value)]
    return [*found, ("Cookie", "; ".join(cookies))] if cookies else found


def value_of(parameter: Parameter, gateway: Gateway) -> Json:
    """Return a declared example, else what the schema offers, else a made one, else a word."""
    declared = _declared(parameter, gateway)
    if declared is not UNSET:
        return declared
    schema = resolve(parameter.schema, gateway)
    if schema is not None:
        offered = (schema.const, schema.default, *(choice.value for choice in schema.enum[:1]))
        found = next((value for value in offered if value is not UNSET and value is not None), UNSET)
        if found is not UNSET:
            return found
    made = next((e.value for e in parameter.examples if e.generated and e.value is not UNSET), UNSET)
    plain_text = schema is None or (schema.types[:1] in ((), ("string",)) and not schema.format)
    if made is not UNSET and not (plain_text and isinstance(made, str)):
        return made
    return 1 if schema is not None and schema.types[:1] in (("integer",), ("number",)) else _shout(parameter.name)


def _path_value(parameter: Parameter, gateway: Gateway) -> Json:
    value = value_of(parameter, gateway)
    return _shout(parameter.name) if value in ("", [], {}) else value


def _chosen(operation: Operation, location: str, gateway: Gateway) -> Iterator[tuple[Parameter, Json]]:
    optional = 0
    for parameter in operation.parameters:
        if parameter.location != location:
            continue
        if parameter.required:
            yield parameter, value_of(parameter, gateway)
        elif optional < _OPTIONAL and not parameter.deprecated:
            value = _declared(parameter, gateway)
            if value is not UNSET and value is not None:
                optional += 1
                yield parameter, value


def _query_string(value: Json) -> list[tuple[str, str, str]]:
    if isinstance(value, dict):
        return [(name, str(item), f"{encode(name)}={encode(item)}") for name, item in value.items()]
    return [("", "", encode(value, "=&+%"))]


def _declared(parameter: Parameter, gateway: Gateway) -> Json:
    examples = parameter.examples or (parameter.content.examples if parameter.content else ())
    for example in examples:
        if not example.generated and example.value is not UNSET:
            return example.value
    schema = resolve(parameter.schema, gateway)
    return schema.examples[0] if schema is not None and schema.examples else UNSET


@cache
def _shout(name: str) -> str:
    """Return a name as a word that asks to be replaced: `owner-id` becomes `OWNER_ID`."""
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).strip("_").upper() or "VALUE"
