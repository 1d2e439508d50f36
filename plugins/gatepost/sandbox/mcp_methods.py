"""What the methods of MCP answer, the same in both eras; the endpoint fits results to the era."""

from __future__ import annotations

import inspect
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from gatepost.sandbox.behaviour import Call
from gatepost.sandbox.mcp import Argument, Complete, Resource, ToolError, contents, text
from gatepost.sandbox.mcp_call import Channel, ToolCall
from gatepost.sandbox.mcp_era import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    RESOURCE_NOT_FOUND,
    McpError,
    check_parameter_headers,
    mapping,
)
from gatepost.sandbox.mcp_schema import faults_of, with_defaults
from gatepost.sandbox.mcp_view import View

MOST_COMPLETIONS = 100
VARIABLE = re.compile(r"\{(\+?)(\w+)\}")

Result = dict[str, Any]
After = Callable[[ToolCall, Result], Any]


@dataclass
class Answering:
    """One request of a client to one view."""

    view: View
    call: Call
    channel: Channel
    after: tuple[After, ...] = ()
    modern: bool = True

    async def answer(self, method: str, params: Mapping[str, Any]) -> Result:
        """The result of a method; raises McpError."""
        match method:
            case "tools/list":
                return self._page("tools", [one.listed(name) for name, one in self.view.tools.items()], params)
            case "prompts/list":
                return self._page("prompts", [one.listed(name) for name, one in self.view.prompts.items()], params)
            case "resources/list":
                return self._page("resources", self._resources(templates=False), params)
            case "resources/templates/list":
                return self._page("resourceTemplates", self._resources(templates=True), params)
            case "tools/call":
                return await self._call_tool(params)
            case "prompts/get":
                return await self._get_prompt(params)
            case "resources/read":
                return await self._read(str(params.get("uri")))
            case "completion/complete":
                return self._complete(params)
        raise McpError(METHOD_NOT_FOUND, f"There is no method {method} here.")

    def _resources(self, *, templates: bool) -> list[dict[str, Any]]:
        return [one.listed() for one in self.view.resources if one.is_template == templates]

    def _page(self, name: str, items: list[Any], params: Mapping[str, Any]) -> Result:
        """One page of a list; a cursor says where the next begins."""
        start = _start(params.get("cursor"), name)
        end = start + self.view.page_size
        cursor = b64encode(f"{name}:{end}".encode()).decode()
        return {name: items[start:end]} | ({"nextCursor": cursor} if end < len(items) else {})

    # tools

    async def _call_tool(self, params: Mapping[str, Any]) -> Result:
        tool = self.view.tools.get(str(params.get("name")))
        if tool is None:
            near = ", ".join(list(self.view.tools)[:12])
            raise McpError(INVALID_PARAMS, f"There is no tool {params.get('name')!r} here. Tools: {near}.")
        arguments = params.get("arguments", {})
        if not isinstance(arguments, dict):
            raise McpError(INVALID_PARAMS, "arguments must be an object.")
        if self.modern:
            check_parameter_headers(tool.input_schema, arguments, self.call.headers)
        faults = faults_of(tool.input_schema, arguments)
        arguments = with_defaults(tool.input_schema, arguments)
        made = ToolCall(tool, str(params["name"]), self.view.name, arguments, self.call, self.channel)
        result = _failure(f"The arguments do not fit: {'; '.join(faults)}.") if faults else await self._run(made)
        for after in self.after:
            await _awaited(after(made, result))
        return result

    async def _run(self, made: ToolCall) -> Result:
        try:
            answer = await _awaited(made.tool.function(made))
        except ToolError as failure:
            return _failure(str(failure))
        result = _result(answer)
        schema = made.tool.output_schema
        if schema is not None:
            faults = faults_of(schema, result.get("structuredContent"))
            if faults:
                raise McpError(INTERNAL_ERROR, f"The tool answered against its own output schema: {'; '.join(faults)}.")
        return result

    # prompts

    async def _get_prompt(self, params: Mapping[str, Any]) -> Result:
        prompt = self.view.prompts.get(str(params.get("name")))
        if prompt is None:
            raise McpError(INVALID_PARAMS, f"There is no prompt {params.get('name')!r} here.")
        given = {name: str(value) for name, value in mapping(params.get("arguments")).items()}
        missing = [one.name for one in prompt.arguments if one.required and not given.get(one.name)]
        if missing:
            raise McpError(INVALID_PARAMS, f"The prompt needs the arguments {', '.join(missing)}.")
        known = {one.name: given[one.name] for one in prompt.arguments if one.name in given}
        answer = await _awaited(prompt.function(self.call, **known))
        messages = [{"role": "user", "content": text(answer)}] if isinstance(answer, str) else list(answer)
        return {"description": prompt.description, "messages": messages}

    # resources

    async def _read(self, uri: str) -> Result:
        for one in self.view.resources:
            values = matched(one.uri, uri) if one.is_template else {} if one.uri == uri else None
            if values is not None:
                try:
                    content = await _awaited(one.function(self.call, **values))
                except KeyError:
                    break
                return {"contents": [contents(uri, content, _mime(one, content))]}
        code = INVALID_PARAMS if self.modern else RESOURCE_NOT_FOUND
        raise McpError(code, f"There is no resource {uri[:300]!r} here.", {"uri": uri})

    # completion

    def _complete(self, params: Mapping[str, Any]) -> Result:
        argument, others = mapping(params.get("argument")), mapping(mapping(params.get("context")).get("arguments"))
        function = self._completing(mapping(params.get("ref")), str(argument.get("name")))
        typed = str(argument.get("value", ""))
        values = list(function(self.call, typed, others)) if function else []
        found = {"values": values[:MOST_COMPLETIONS], "total": len(values), "hasMore": len(values) > MOST_COMPLETIONS}
        return {"completion": found}

    def _completing(self, reference: Mapping[str, Any], name: str) -> Complete | None:
        """The function that completes; raises McpError where the reference or the argument is unknown."""
        if reference.get("type") == "ref/prompt" and reference.get("name") in self.view.prompts:
            argument = _named(self.view.prompts[reference["name"]].arguments, name)
            if argument:
                return argument.complete
        template = next((one for one in self.view.resources if one.uri == reference.get("uri")), None)
        if template and name in {variable for _, variable in VARIABLE.findall(template.uri)}:
            return template.complete.get(name)
        raise McpError(INVALID_PARAMS, f"There is nothing to complete under {name!r} of that reference.")


def matched(template: str, uri: str) -> dict[str, str] | None:
    """The variables of a URI by a template of `{name}` and `{+name}`, or None where it does not fit."""
    parts, at = list[str](), 0
    for found in VARIABLE.finditer(template):
        values = ".+" if found[1] else "[^/]+"
        parts += [re.escape(template[at : found.start()]), f"(?P<{found[2]}>{values})"]
        at = found.end()
    fits = re.fullmatch("".join([*parts, re.escape(template[at:])]), uri)
    return {name: unquote(value) for name, value in fits.groupdict().items()} if fits else None


def _mime(one: Resource, content: str | bytes) -> str | None:
    """The declared type; of bytes under a template of texts, that they are bytes."""
    return one.mime_type or ("text/plain" if isinstance(content, str) else "application/octet-stream")


def _start(cursor: Any, name: str) -> int:
    """Where a cursor begins; raises McpError for one that was not given out for this list."""
    if cursor is None:
        return 0
    try:
        list_name, _, start = b64decode(str(cursor), validate=True).decode().partition(":")
        if list_name == name and start.isdecimal():
            return int(start)
    except ValueError:
        pass
    raise McpError(INVALID_PARAMS, "The cursor is not one of this list. Send it back as it came.")


def _named(arguments: Iterable[Argument], name: str) -> Argument | None:
    return next((one for one in arguments if one.name == name), None)


def _result(answer: Any) -> Result:
    """What a tool returned as a result: a JSON object is structured, and repeated as text for older clients."""
    if isinstance(answer, dict) and "type" not in answer:
        return {"content": [text(json.dumps(answer, ensure_ascii=False))], "structuredContent": answer}
    blocks = [answer] if isinstance(answer, (str, dict)) else list(answer)
    return {"content": [text(block) if isinstance(block, str) else block for block in blocks]}


def _failure(message: str) -> Result:
    return {"content": [text(message)], "isError": True}


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
