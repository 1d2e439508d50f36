"""JavaScript with fetch, as Node.js and other runtimes have it."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.json_text import exact_in_javascript
from gatepost.render.samples.literals import JAVASCRIPT, javascript, literal
from gatepost.render.samples.marks import inner, slot
from gatepost.render.samples.request import Header, SampleRequest

CHECK = "if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);\n"
_STREAM = """\
for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
  process.stdout.write(text);
}"""
_PRINTED = {
    "json": "console.log(await response.json());",
    "text": "console.log(await response.text());",
    "nothing": "console.log(response.status);",
}


class JavaScript:
    """`fetch` in a module."""

    name = "javascript"
    title = "JavaScript"
    lexer = "javascript"

    def write(self, request: SampleRequest) -> str:
        """Return a module."""
        printed = _STREAM if request.stream else _PRINTED.get(request.answer) or save(request)
        return f"{imports(request)}{form_data(request)}const response = {fetch(request)};\n{CHECK}\n{printed}"


def imports(request: SampleRequest) -> str:
    """Return the import of what opens, reads and writes files; empty where none are needed."""
    body = request.body
    named = [
        "openAsBlob" if body and (body.kind == "file" or any(field.file for field in body.fields)) else "",
        "writeFileSync" if request.answer == "file" and not request.stream else "",
    ]
    found = ", ".join(filter(None, named))
    return f'import {{ {found} }} from "node:fs";\n\n' if found else ""


def fetch(request: SampleRequest, assertion: str = "") -> str:
    """Return the awaited call; `assertion` follows variables that TypeScript takes for possibly undefined."""
    options = [] if request.method == "GET" else [f"method: {_text(request.method)}"]
    headers = _headers(request)
    if len(headers) == 1:
        options.append(f"headers: {{ {headers[0]} }}")
    elif headers:
        lines = "".join(f"    {header},\n" for header in headers)
        options.append(f"headers: {{\n{lines}  }}")
    if request.body:
        options.append(f"body: {_body(request.body)}")
    arguments = [_url(request, assertion)]
    if len(options) == 1 and "\n" not in options[0]:
        arguments.append(f"{{ {options[0]} }}")
    elif options:
        arguments.append("{\n" + "".join(f"  {option},\n" for option in options) + "}")
    return f"await fetch({slot(', '.join(arguments))})"


def _url(request: SampleRequest, assertion: str) -> str:
    if request.secret:
        return f"{_text(request.secret_url)} + encodeURIComponent(process.env.{KEY}{assertion})"
    return _text(request.url)


def _headers(request: SampleRequest) -> list[str]:
    headers = [f"{_name(header.name)}: {_value(header)}" for header in request.headers]
    if request.basic:
        pair = _template(("", USERNAME), (":", PASSWORD))
        headers.append(f"Authorization: {_text('Basic ')} + btoa({pair})")
    if request.body and request.body.kind in ("json", "text", "file"):
        headers.append(f"{_text('Content-Type')}: {_text(request.body.media_type)}")
    return headers


def _name(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else inner(javascript(name))


def _value(header: Header) -> str:
    if not header.variable:
        return _text(header.value)
    return _template((header.value, header.variable))


def _template(*parts: tuple[str, str]) -> str:
    """Return a template literal of pairs: text, and the environment variable after it."""
    code, text = "", "`"
    for before, variable in parts:
        escaped = before.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
        code += f"{inner(f'{text}{escaped}${{')}process.env.{variable}"
        text = "}"
    return code + inner("}`")


def _text(value: str) -> str:
    return inner(javascript(value))


def _body(body: Body) -> str:
    if body.kind == "json":
        # Digits beyond 2^53 would be rounded on their way through a number.
        exact = exact_in_javascript(body.text)
        return f"JSON.stringify({literal(body.value, JAVASCRIPT, '  ')})" if exact else _text(body.text)
    if body.kind == "text":
        return _text(body.text)
    if body.kind == "file":
        return f"await openAsBlob({_text(body.file)})"
    if body.kind == "form":
        return f"new URLSearchParams({_pairs(body)})"
    return "form"


def _pairs(body: Body) -> str:
    if body.named_once:
        return literal({field.name: field.value for field in body.fields}, JAVASCRIPT, "  ")
    return literal([[field.name, field.value] for field in body.fields], JAVASCRIPT, "  ")


def form_data(request: SampleRequest) -> str:
    """Return the statements that fill `form` for a multipart body; empty for other bodies."""
    if request.body is None or request.body.kind != "multipart":
        return ""
    fields = "".join(f"form.append({inner(javascript(f.name))}, {_part(f)});\n" for f in request.body.fields)
    return f"const form = new FormData();\n{slot(fields)}\n"


def _part(field: Field) -> str:
    if not field.file:
        return inner(javascript(field.value))
    name = inner(javascript(field.value))
    return f"await openAsBlob({name}), {name}"


def save(request: SampleRequest) -> str:
    """Return the statement that keeps the answer in a file."""
    return f'writeFileSync("{request.file}", Buffer.from(await response.arrayBuffer()));'
