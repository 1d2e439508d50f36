"""PHP with its curl extension."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import php, php_nowdoc
from gatepost.render.samples.marks import inner, slot, string
from gatepost.render.samples.request import Header, SampleRequest

_SEND = """\
$answer = curl_exec($curl);
if ($answer === false) {
    throw new RuntimeException(curl_error($curl));
}
"""


class Php:
    """The curl extension, which needs no package."""

    name = "php"
    title = "PHP"
    lexer = "php"

    def write(self, request: SampleRequest) -> str:
        """Return a script."""
        options = ["CURLOPT_RETURNTRANSFER => true", *_method(request), *_headers(request)]
        if request.basic:
            options.append(f"CURLOPT_USERPWD => getenv('{USERNAME}') . ':' . getenv('{PASSWORD}')")
        if request.body:
            options.append(f"CURLOPT_POSTFIELDS => {_body(request.body)}")
        if len(options) == 1:
            setting = f"curl_setopt($curl, {options[0].replace(' =>', ',')});"
        else:
            setting = "curl_setopt_array($curl, [\n" + "".join(f"    {option},\n" for option in options) + "]);"
        return f"<?php\n\n$curl = curl_init({_address(request)});\n{setting}\n{_send(request)}"


def _send(request: SampleRequest) -> str:
    return _SEND + (f"file_put_contents('{request.file}', $answer);" if request.answer == "file" else "echo $answer;")


def _method(request: SampleRequest) -> list[str]:
    if request.method == "HEAD":
        return ["CURLOPT_NOBODY => true"]
    if request.method == ("POST" if request.body else "GET"):
        return []
    return [f"CURLOPT_CUSTOMREQUEST => {_text(request.method)}"]


def _address(request: SampleRequest) -> str:
    return f"{_text(request.secret_url)} . urlencode(getenv('{KEY}'))" if request.secret else _text(request.url)


def _headers(request: SampleRequest) -> list[str]:
    headers = [_header(header) for header in request.headers]
    if request.body and request.body.kind in ("json", "text", "file"):
        headers.append(_text(f"Content-Type: {request.body.media_type}"))
    if not headers:
        return []
    return ["CURLOPT_HTTPHEADER => [\n" + "".join(f"        {header},\n" for header in headers) + "    ]"]


def _header(header: Header) -> str:
    if header.variable:
        return f"{_text(f'{header.name}: {header.value}')} . getenv('{header.variable}')"
    return _text(f"{header.name}: {header.value}" if header.value else f"{header.name};")


def _text(value: str) -> str:
    return string(php(value))


def _body(body: Body) -> str:
    if body.kind == "file":
        return f"file_get_contents({_text(body.file)})"
    if body.kind == "multipart":
        return f"[{slot(''.join(_part(field) for field in body.fields))}\n    ]"
    if body.kind == "form":
        return _text(body.encoded)
    if body.kind == "json" and "\n" in body.text:
        return string(php_nowdoc(body.text, "        "))
    return _text(body.text)


def _part(field: Field) -> str:
    value = inner(php(field.value))
    return f"\n        {inner(php(field.name))} => {f'new CURLFile({value})' if field.file else value},"
