"""The request in JSON-RPC, curl, Python and TypeScript."""

from collections.abc import Sequence

from gatepost.model.schema import Json
from gatepost.render.mcp_samples.forms import ERAS, LEGACY_VERSION, Form, McpSample, json_form, marked_form
from gatepost.render.mcp_samples.request import TOKEN, URL, McpRequest, initialize
from gatepost.render.samples.json_text import compact, pretty
from gatepost.render.samples.literals import JAVASCRIPT, PYTHON, javascript, literal, python, shell
from gatepost.render.samples.marks import inner, slot

_BREAK = " \\\n  "
_PYTHON_CALLS = {"tools/call": "call_tool", "prompts/get": "get_prompt", "resources/read": "read_resource"}
_PYTHON_RESULTS = {
    "tools/call": "result.structured_content or result.content",
    "prompts/get": "result.messages",
    "resources/read": "result.contents",
}
_SCRIPT_CALLS = {"tools/call": "callTool", "prompts/get": "getPrompt", "resources/read": "readResource"}
_SCRIPT_RESULTS = {
    "tools/call": "result.structuredContent ?? result.content",
    "prompts/get": "result.messages",
    "resources/read": "result.contents",
}


def mcp_samples(request: McpRequest, eras: Sequence[str] = ()) -> tuple[McpSample, ...]:
    """Return the samples of a request; the eras that the server is known to speak come first."""
    order = [*eras, *(era for era in ERAS if era not in eras)]
    bodies = tuple(json_form(pretty(request.body(era)), era) for era in order)
    return (
        McpSample("json-rpc", "JSON-RPC", bodies),
        McpSample("curl", "curl", tuple(_curl(request, form.era, form.text) for form in bodies)),
        McpSample("python", "Python", (marked_form(_python(request), "python"),)),
        McpSample("typescript", "TypeScript", (marked_form(_typescript(request), "typescript"),)),
    )


def _curl(request: McpRequest, era: str, message: str) -> Form:
    body = message.replace("\n", "\n  ")
    if era == "modern":
        headers = [_header(name, value) for name, value in request.modern_headers()]
        return marked_form(slot(_command(request, headers, _word(body))), "bash", era)
    session = inner('"Mcp-Session-Id: $session"')
    version = _header("MCP-Protocol-Version", LEGACY_VERSION)
    greeting = _command(request, [], _word(compact(initialize())), "-sD - -o /dev/null")
    ready = _command(
        request, [version, f"-H {session}"], _word('{"jsonrpc":"2.0","method":"notifications/initialized"}')
    )
    call = _command(request, [version, f"-H {session}"], _word(body))
    take = inner("'tolower($1) == \"mcp-session-id:\" { print $2 }'")
    opened = f"session=$({greeting} | tr -d {inner(chr(39) + chr(92) + 'r' + chr(39))} | awk {take})"
    return marked_form(slot(f"{opened}\n{ready}\n{call}"), "bash", era)


def _command(request: McpRequest, headers: Sequence[str], body: str, flags: str = "") -> str:
    url = _word(request.url) if request.url else inner(f'"${URL}"')
    lines = [" ".join(filter(None, ("curl", flags, url)))]
    for name in request.credentials:
        lead = "Bearer " if name.lower() == "authorization" else ""
        lines.append(f"-H {inner(chr(34) + name + ': ' + lead + '$' + TOKEN + chr(34))}")
    lines += [_header("Content-Type", "application/json"), _header("Accept", "application/json, text/event-stream")]
    return _BREAK.join([*lines, *headers, f"-d {body}"])


def _header(name: str, value: str) -> str:
    return f"-H {_word(f'{name}: {value}')}"


def _word(value: str) -> str:
    word = shell(value)
    return word if word == value else inner(word)


def _python(request: McpRequest) -> str:
    url = inner(python(request.url)) if request.url else f"os.environ[{inner(python(URL))}]"
    call = f"{slot(_PYTHON_CALLS[request.method])}({slot(_arguments(request))})"
    shown = slot(_PYTHON_RESULTS[request.method])
    modules = ["asyncio", *(["os"] if request.credentials or not request.url else [])]
    start = "".join(f"import {name}\n" for name in modules)
    if not request.credentials:
        return (
            f"{start}\nfrom mcp import Client\n\n\nasync def main() -> None:\n"
            f"    async with Client({slot(url)}) as client:\n        result = await client.{call}\n"
            f"        print({shown})\n\n\nasyncio.run(main())"
        )
    headers = ", ".join(f"{inner(python(name))}: {_secret(name)}" for name in request.credentials)
    return (
        f"{start}\nimport httpx2\nfrom mcp import Client\nfrom mcp.client.streamable_http import "
        f"streamable_http_client\n\n\nasync def main() -> None:\n    headers = {{{slot(headers)}}}\n"
        f"    async with httpx2.AsyncClient(headers=headers) as http:\n"
        f"        async with Client(streamable_http_client({slot(url)}, http_client=http)) as client:\n"
        f"            result = await client.{call}\n            print({shown})\n\n\nasyncio.run(main())"
    )


def _secret(name: str) -> str:
    variable = f"os.environ[{inner(python(TOKEN))}]"
    return f"{inner(python('Bearer '))} + {variable}" if name.lower() == "authorization" else variable


def _typescript(request: McpRequest) -> str:
    url = inner(javascript(request.url)) if request.url else f"process.env.{URL}!"
    options = ""
    if request.credentials:
        headers = ", ".join(f"{inner(javascript(name))}: {_script_secret(name)}" for name in request.credentials)
        options = f", {{ requestInit: {{ headers: {{ {headers} }} }} }}"
    key = "uri" if request.method == "resources/read" else "name"
    values: dict[str, Json] = {key: request.target}
    if request.arguments is not None:
        values["arguments"] = dict(request.arguments)
    return (
        'import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";\n\n'
        'const client = new Client(\n  { name: "example", version: "1.0.0" },\n'
        '  { versionNegotiation: { mode: "auto" } },\n);\n'
        f"await client.connect(new StreamableHTTPClientTransport(new URL({slot(url)}){slot(options)}));\n"
        f"const result = await client.{slot(_SCRIPT_CALLS[request.method])}({slot(literal(values, JAVASCRIPT))});\n"
        f"console.log({slot(_SCRIPT_RESULTS[request.method])});\nawait client.close();"
    )


def _script_secret(name: str) -> str:
    return f"`Bearer ${{process.env.{TOKEN}}}`" if name.lower() == "authorization" else f"process.env.{TOKEN}!"


def _arguments(request: McpRequest) -> str:
    target = inner(python(request.target))
    if not request.arguments:
        return target
    indent = " " * (12 if request.credentials else 8)
    return f"{target}, {literal(dict(request.arguments), PYTHON, indent)}"
