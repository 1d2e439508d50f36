"""TypeScript with fetch."""

from gatepost.render.samples.languages.javascript import CHECK, fetch, form_data, imports, save
from gatepost.render.samples.request import SampleRequest

_STREAM = """\
for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
  process.stdout.write(text);
}"""
_PRINTED = {
    "json": "const result: unknown = await response.json();\nconsole.log(result);",
    "text": "const result: string = await response.text();\nconsole.log(result);",
    "nothing": "console.log(response.status);",
}


class TypeScript:
    """`fetch` in a module that compiles under `strict`."""

    name = "typescript"
    title = "TypeScript"
    lexer = "javascript"
    """Pygments' lexer for TypeScript takes what follows a colon in an object for a type."""

    def write(self, request: SampleRequest) -> str:
        """Return a module."""
        printed = _STREAM if request.stream else _PRINTED.get(request.answer) or save(request)
        call = fetch(request, assertion="!")
        return f"{imports(request)}{form_data(request)}const response: Response = {call};\n{CHECK}\n{printed}"
