"""Python with httpx2."""

from gatepost.model.schema import Json
from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import PYTHON, container, literal, python
from gatepost.render.samples.marks import inner, slot
from gatepost.render.samples.request import Header, SampleRequest

_BODILESS = {"GET", "HEAD", "OPTIONS", "DELETE"}
_NAMED = _BODILESS | {"POST", "PUT", "PATCH"}
_LINE = 76
_PRINTED = {"json": "response.json()", "text": "response.text", "nothing": "response.status_code"}
_STREAM = {
    "events": """\
        if line.startswith("data: "):
            print(line.removeprefix("data: "))""",
    "lines": """\
        print(line)""",
}
_INSIDE = "\n        "


class Python:
    """`httpx2`, asynchronous: the form that waits in every browser, and beside other work outside."""

    name = "python"
    title = "Python"
    lexer = "python"

    def write(self, request: SampleRequest) -> str:
        """Return a script."""
        modules = "import asyncio\nimport os\n" if request.needs_environment else "import asyncio\n"
        # Literals hold no line breaks of their own: every line is code, and moves.
        calls = _calls(request, "client.", "async ").replace("\n", _INSIDE)
        return (
            f"{modules}\nimport httpx2\n\n\nasync def main() -> None:\n    async with httpx2.AsyncClient() as client:"
            f"{_INSIDE}{calls}\n\n\nasyncio.run(main())"
        )


class PythonSync:
    """`httpx2`, synchronous: for notebooks and short scripts."""

    name = "python-sync"
    title = "Python (sync)"
    lexer = "python"

    def write(self, request: SampleRequest) -> str:
        """Return a script."""
        start = "import os\n\nimport httpx2\n\n" if request.needs_environment else "import httpx2\n\n"
        return start + _calls(request, "httpx2.")


def _calls(request: SampleRequest, client: str, waiting: str = "") -> str:
    """Return the call and what is done with its answer; `waiting` is the word for what is to be awaited."""
    arguments = _arguments(request, waiting)
    if request.stream:
        method = text(request.method)
        call = _call(f"{client}stream", [method, *arguments, f"timeout={literal(None, PYTHON)}"])
        lines = "aiter_lines" if waiting else "iter_lines"
        checked = f"    response.raise_for_status()\n    {waiting}for line in response.{lines}():\n"
        return f"{waiting}with {call} as response:\n{checked}{_STREAM[request.stream]}"
    if request.call and request.body:
        # A model may think longer than the five seconds that httpx2 waits by itself.
        arguments.append(f"timeout={literal(60, PYTHON)}")
    call = _call(*_function(request, client, arguments))
    await_ = "await " if waiting else ""
    return f"response = {await_}{call}\nresponse.raise_for_status()\n{_printed(request)}"


def _function(request: SampleRequest, client: str, arguments: list[str]) -> tuple[str, list[str]]:
    if request.method in _NAMED and not (request.body and request.method in _BODILESS):
        return f"{client}{slot(request.method.lower())}", arguments
    return f"{client}request", [text(request.method), *arguments]


def _call(function: str, arguments: list[str]) -> str:
    line = ", ".join(arguments)
    if len(arguments) == 1 or (len(line) <= _LINE and "\n" not in line):
        return f"{function}({slot(line)})"
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"{function}({slot(chr(10) + lines)})"


def _arguments(request: SampleRequest, waiting: str) -> list[str]:
    arguments = [*_address(request), *_headers(request)]
    if request.basic:
        arguments.append(f"auth=({variable(USERNAME)}, {variable(PASSWORD)})")
    if request.body and request.body.kind == "file" and waiting:
        # The asynchronous client takes no file that has to be waited for.
        return [*arguments, f"content={opened(request.body.file)}.read()"]
    return arguments + (_body(request.body) if request.body else [])


def _address(request: SampleRequest) -> list[str]:
    """Return the URL and, where httpx2 would encode the pairs as they have to be, the query as `params`."""
    if request.url != request.bare_url and not request.query:
        return [f"{text(request.secret_url)} + {variable(KEY)}" if request.secret else text(request.url)]
    pairs: dict[str, list[str]] = {}
    for name, value in request.query:
        pairs.setdefault(text(name), []).append(text(value))
    items = [f"{name}: {v[0] if len(v) == 1 else '[' + ', '.join(v) + ']'}" for name, v in pairs.items()]
    parts = [", ".join(items)] if items else []
    if request.secret:
        parts.append(f"{text(request.secret)}: {variable(KEY)}")
    return [text(request.bare_url), *([f"params={{{', '.join(parts)}}}"] if parts else [])]


def _headers(request: SampleRequest) -> list[str]:
    items = [f"{text(header.name)}: {header_value(header)}" for header in request.headers]
    body = request.body
    if body and (body.kind in ("text", "file") or (body.kind == "json" and body.media_type != "application/json")):
        items.append(f"{text('Content-Type')}: {text(body.media_type)}")
    if len(items) < 2:
        return [f"headers={{{items[0]}}}"] if items else []
    lines = "".join(f"        {item},\n" for item in items)
    return [f"headers={{\n{lines}    }}"]


def header_value(header: Header) -> str:
    """Return the expression of a header's value."""
    if not header.variable:
        return text(header.value)
    return f"{text(header.value)} + {variable(header.variable)}" if header.value else variable(header.variable)


def variable(name: str) -> str:
    """Return the look-up of an environment variable."""
    return f"os.environ[{text(name)}]"


def text(value: str) -> str:
    """Return a string literal, inside a slot."""
    return inner(python(value))


def _body(body: Body) -> list[str]:
    if body.kind == "json":
        return [f"json={literal(body.value, PYTHON, '    ')}"]
    if body.kind == "text":
        return [f"content={text(body.text)}"]
    if body.kind == "file":
        return [f"content={opened(body.file)}"]
    return [f"files={_parts(body)}" if body.kind == "multipart" else f"data={_form(body)}"]


def _form(body: Body) -> str:
    values: dict[str, Json] = {}
    for field in body.fields:
        values.setdefault(field.name, []).append(field.value)
    return literal({name: v[0] if len(v) == 1 else v for name, v in values.items()}, PYTHON, "    ")


def _parts(body: Body) -> str:
    """Return parts as a dictionary, or as pairs where a name comes twice."""
    if body.named_once:
        items = [f"{text(field.name)}: {_part(field)}" for field in body.fields]
        return container("{", items, "}", "    ", "        ")
    items = [f"({text(field.name)}, {_part(field)})" for field in body.fields]
    return container("[", items, "]", "    ", "        ")


def _part(field: Field) -> str:
    # A tuple without a file name is a plain field; `data` alone would not make httpx2 send parts.
    return opened(field.value) if field.file else f"(None, {text(field.value)})"


def opened(file: str) -> str:
    """Return a call that opens a file to be read, inside a slot."""
    return f"open({text(file)}, {text('rb')})"


def _printed(request: SampleRequest) -> str:
    if request.answer == "file":
        return f'with open("{request.file}", "wb") as file:\n    file.write(response.content)'
    return f"print({_PRINTED[request.answer]})"
