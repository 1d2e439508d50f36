"""Values that the configuration gives for prompts and resource templates: the protocol has no place for them."""

from collections.abc import Iterable, Mapping

import msgspec

from gatepost.model.mcp_server import McpDocument, McpServer
from gatepost.model.problem import Problem
from gatepost.model.prompt import Prompt
from gatepost.model.resource import ResourceTemplate

Values = Mapping[str, str]


def with_examples(server: McpServer, given: McpDocument, problems: list[Problem]) -> McpServer:
    """Return the server with the values in place; what names nothing of the server is a problem."""
    if not given.examples:
        return server
    for lost in _lost(server, given.examples):
        message = f"gatepost/gateway: mcp: examples of '{server.id}' name {lost}, which does not exist."
        source = given.document.locate(given.pointer)
        problems.append(Problem(rule="example-broken", severity="warning", message=message, source=source))
    return msgspec.structs.replace(
        server,
        prompts=tuple(_prompt(one, given.examples.get(one.name, {})) for one in server.prompts),
        templates=tuple(_template(one, given.examples.get(one.name, {})) for one in server.templates),
    )


def _prompt(prompt: Prompt, values: Values) -> Prompt:
    replace = msgspec.structs.replace
    found = tuple(replace(one, example=values.get(one.name, one.example)) for one in prompt.arguments)
    return replace(prompt, arguments=found)


def _template(template: ResourceTemplate, values: Values) -> ResourceTemplate:
    own = {name: values[name] for name in template.variables if name in values}
    return msgspec.structs.replace(template, examples=own)


def _lost(server: McpServer, examples: Mapping[str, Values]) -> Iterable[str]:
    """Yield what the values are for, and the server has not."""
    known = {template.name: set(template.variables) for template in server.templates}
    known |= {prompt.name: {one.name for one in prompt.arguments} for prompt in server.prompts}
    for name, values in examples.items():
        if name not in known:
            yield f"'{name}'"
        else:
            yield from (f"'{value}' of '{name}'" for value in values if value not in known[name])
