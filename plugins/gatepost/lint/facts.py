"""What the contract says, in the form that guides are held against."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.schema import Json, Schema, SchemaLike, SchemaRef
from gatepost.model.tool import Tool

DEEPEST = 7
_VARIABLE = re.compile(r"\{[^/{}]*\}|:[A-Za-z_]\w*|<[^/<>]*>|\$\{?\w+\}?")
Errors = Callable[[SchemaLike, Json], str]
"""Says why a value does not fit a schema, in words; empty where it does."""


class Field(msgspec.Struct, frozen=True, eq=False):
    """A parameter, or a property of a body, with its schema where references have been followed."""

    name: str
    schema: Schema

    @property
    def default(self) -> Json:
        """The default, or UNSET."""
        return self.schema.default

    @property
    def upper(self) -> tuple[float, ...]:
        """Every upper limit: of value, length or count."""
        own = self.schema
        limits = (own.maximum, own.exclusive_maximum, own.max_length, own.max_items, own.max_properties)
        return tuple(limit for limit in limits if limit is not None)

    @property
    def lower(self) -> tuple[float, ...]:
        """Every lower limit."""
        own = self.schema
        limits = (own.minimum, own.exclusive_minimum, own.min_length, own.min_items, own.min_properties)
        return tuple(limit for limit in limits if limit is not None)

    @property
    def values(self) -> tuple[Json, ...]:
        """What it may be, where that is a list; of its items where it is an array."""
        item = self.schema.items
        own = self.schema.enum or (item.enum if isinstance(item, Schema) else ())
        return tuple(value.value for value in own)


class Facts:
    """The contract by the names that guides use. `errors` judges values against schemas."""

    def __init__(self, gateway: Gateway, errors: Errors) -> None:
        self.gateway, self.errors = gateway, errors
        self.operations = {operation.id: operation for operation in gateway.operations if operation.declared_id}
        self._fields: dict[str, Mapping[str, tuple[Field, ...]]] = {}

    @cached_property
    def by_path(self) -> Mapping[str, dict[str, Operation]]:
        """Operations by path, its variables as `{}`, and then by method."""
        found: dict[str, dict[str, Operation]] = {}
        for operation in self.gateway.operations:
            found.setdefault(plain_path(operation.path), {})[operation.method] = operation
        return found

    @cached_property
    def first_steps(self) -> frozenset[str]:
        """The first two steps of all paths: what starts otherwise is about something else."""
        return frozenset("/".join(path.split("/")[:3]) for path in self.by_path)

    @cached_property
    def hosts(self) -> tuple[re.Pattern[str], ...]:
        """The hosts of the servers, variables standing for anything."""
        urls = [server.url for server in self.gateway.servers]
        names = {urlsplit(re.sub(r"\{[^}]*\}", "VARIABLE", url)).netloc for url in urls}
        return tuple(re.compile(re.escape(name).replace("VARIABLE", r"[\w-]+")) for name in names if name)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The paths of the servers, without the slash at the end."""
        return tuple({"", *(urlsplit(server.url).path.rstrip("/") for server in self.gateway.servers)})

    @cached_property
    def headers(self) -> frozenset[str]:
        """All headers of requests and responses, in lower case."""
        answered = {h.name.lower() for o in self.gateway.operations for r in o.responses for h in r.headers}
        return self.request_headers | answered

    @cached_property
    def request_headers(self) -> frozenset[str]:
        """All headers of requests, in lower case."""
        names = {p.name.lower() for o in self.gateway.operations for p in o.parameters if p.location == "header"}
        schemes = self.gateway.security_schemes.values()
        return frozenset(names | {s.parameter_name.lower() for s in schemes if s.parameter_name})

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """What the gateway's own headers begin with, such as `x-postern-`: whatever else does is meant to be one."""
        own = [header.split("-") for header in self.headers if header.startswith("x-") and header.count("-") > 1]
        return frozenset("-".join(parts[:2]) + "-" for parts in own)

    @cached_property
    def tools(self) -> Mapping[str, Tool]:
        """Tools of all servers by name."""
        return {tool.name: tool for server in self.gateway.mcp_servers for tool in server.tools}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of the contract, of whatever kind: a word that is one of them is no mistake for another."""
        found = {*self.fields, *self.operations, *self.gateway.schemas, *self.tools, *self.headers}
        found |= {tag.name for tag in self.gateway.tags} | {server.id for server in self.gateway.mcp_servers}
        found |= {str(value) for fields in self.fields.values() for field in fields for value in field.values}
        found |= {name for tool in self.tools.values() for name in self.arguments(tool)}
        return frozenset(found | set(self.gateway.security_schemes))

    @cached_property
    def fields(self) -> Mapping[str, tuple[Field, ...]]:
        """Parameters and properties of all operations and named schemas, by name."""
        found: dict[str, list[Field]] = {}
        everything = [self.fields_of(operation) for operation in (*self.gateway.operations, *self.gateway.webhooks)]
        everything += [_by_name(self._walk(named.schema, DEEPEST, set())) for named in self.gateway.schemas.values()]
        for fields in everything:
            for name, same in fields.items():
                found.setdefault(name, []).extend(same)
        return {name: tuple(same) for name, same in found.items()}

    def fields_of(self, operation: Operation) -> Mapping[str, tuple[Field, ...]]:
        """Return the parameters and properties of one operation, by name."""
        if operation.name not in self._fields:
            self._fields[operation.name] = _by_name(self._fields_in(operation))
        return self._fields[operation.name]

    def arguments(self, tool: Tool) -> frozenset[str]:
        """Return the names of a tool's arguments."""
        schema = tool.input_schema
        if isinstance(schema, SchemaRef):
            named = tool.definition(schema.name)
            schema = named.schema if named else Schema()
        return frozenset(one.name for one in schema.properties) if isinstance(schema, Schema) else frozenset()

    def operation_at(self, method: str, path: str) -> Operation | None:
        """Return the operation with this method and a path as a guide writes it, values in place of variables."""
        for methods in self.methods_at(path):
            if found := methods.get(method):
                return found
        return None

    def methods_at(self, path: str) -> list[dict[str, Operation]]:
        """Return the operations of each path that this may be, the most literal first."""
        plain = plain_path(path)
        candidates = [plain[len(base) :] for base in self.bases if plain.startswith(base)]
        exact = [self.by_path[one] for one in candidates if one in self.by_path]
        return exact or [
            methods
            for known, methods in self.by_path.items()
            for one in candidates
            if "{}" in known and _fits(one, known)
        ]

    def resolved(self, schema: SchemaLike) -> Schema:
        """Return a schema where references have been followed, the words beside them counting first."""
        seen: set[str] = set()
        beside: Schema | None = None
        while isinstance(schema, SchemaRef):
            beside = beside or schema.beside
            named = self.gateway.schemas.get(schema.name)
            if named is None or schema.name in seen:
                return Schema()
            seen.add(schema.name)
            schema = named.schema
        if beside is not None and beside.default is not msgspec.UNSET:
            return msgspec.structs.replace(schema, default=beside.default)
        return schema

    def _fields_in(self, operation: Operation) -> Iterator[Field]:
        for parameter in operation.parameters:
            if parameter.schema is not None:
                yield Field(parameter.name, self.resolved(parameter.schema))
                yield from self._walk(parameter.schema, 2, set())
        bodies = list(operation.request_body.content) if operation.request_body else []
        bodies += [content for response in operation.responses for content in response.content]
        seen: set[str] = set()
        for content in bodies:
            for schema in (content.schema, content.item_schema):
                if schema is not None:
                    yield from self._walk(schema, DEEPEST, seen)
        for callback in operation.callbacks:
            for request in callback.operations:
                yield from self._fields_in(request)

    def _walk(self, schema: SchemaLike, depth: int, seen: set[str]) -> Iterator[Field]:
        if isinstance(schema, SchemaRef):
            if schema.name in seen:
                return
            seen.add(schema.name)
        own = self.resolved(schema)
        for one in own.properties:
            yield Field(one.name, self.resolved(one.schema))
            if depth:
                yield from self._walk(one.schema, depth - 1, seen)
        if depth:
            for inner in _inner(own):
                yield from self._walk(inner, depth - 1, seen)


def plain_path(path: str) -> str:
    """Return a path with `{}` for each variable, however it is written, and without query or slash at the end."""
    bare = path.partition("?")[0].partition("#")[0]
    return _VARIABLE.sub("{}", bare).rstrip("/") or "/"


def _fits(path: str, known: str) -> bool:
    """Whether a path has the steps of a known one, any value in place of a variable."""
    own, steps = path.split("/"), known.split("/")
    return len(own) == len(steps) and all(
        step == mine or (mine and "{}" in step and _wild(step).fullmatch(mine))
        for mine, step in zip(own, steps, strict=True)
    )


def _wild(step: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in step.split("{}")))


def _by_name(fields: Iterable[Field]) -> dict[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = {}
    for field in fields:
        found.setdefault(field.name, []).append(field)
    return {name: tuple(same) for name, same in found.items()}


def _inner(schema: Schema) -> Iterator[SchemaLike]:
    yield from (*schema.all_of, *schema.any_of, *schema.one_of, *schema.prefix_items)
    for one in (schema.items, schema.additional_properties, schema.then, schema.else_):
        if one is not None and not isinstance(one, bool):
            yield one
