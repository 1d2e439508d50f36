"""Ruby with net/http."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import ruby, ruby_heredoc
from gatepost.render.samples.marks import inner, slot, string
from gatepost.render.samples.request import Header, SampleRequest

_METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"}
_SEND = """
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") { |http| http.request(request) }
"""


class Ruby:
    """`net/http` of the standard library."""

    name = "ruby"
    title = "Ruby"
    lexer = "ruby"

    def write(self, request: SampleRequest) -> str:
        """Return a script."""
        start = 'require "net/http"\n\n'
        if request.method == "GET" and not (request.headers or request.basic):
            return start + _printed(f"Net::HTTP.get(URI({_address(request)}))", request)
        lines = [f"uri = URI({_address(request)})", f"request = {_request(request)}"]
        lines += [f"request[{_text(header.name)}] = {_value(header)}" for header in request.headers]
        if request.basic:
            lines.append(f'request.basic_auth(ENV.fetch("{USERNAME}"), ENV.fetch("{PASSWORD}"))')
        if request.body:
            lines += _body(request.body)
        return start + "\n".join(lines) + "\n" + _SEND + _printed("response.body", request)


def _printed(answer: str, request: SampleRequest) -> str:
    return f'File.binwrite("{request.file}", {answer})' if request.answer == "file" else f"puts {answer}"


def _request(request: SampleRequest) -> str:
    if request.method in _METHODS:
        return f"Net::HTTP::{slot(request.method.capitalize())}.new(uri)"
    body = "true" if request.body else "false"
    return f"Net::HTTPGenericRequest.new({_text(request.method)}, {body}, true, uri)"


def _address(request: SampleRequest) -> str:
    if not request.secret:
        return _text(request.url)
    return f'{_text(request.secret_url)} + URI.encode_www_form_component(ENV.fetch("{KEY}"))'


def _value(header: Header) -> str:
    if not header.variable:
        return _text(header.value)
    variable = f'ENV.fetch("{header.variable}")'
    return f"{_text(header.value)} + {variable}" if header.value else variable


def _text(value: str) -> str:
    return string(ruby(value))


def _body(body: Body) -> list[str]:
    if body.kind == "multipart":
        items = "".join(_part(field) for field in body.fields)
        return [f"request.set_form([{slot(items)}\n], {_text(body.media_type)})"]
    if body.kind == "form":
        items = "".join(f"\n  [{inner(ruby(f.name))}, {inner(ruby(f.value))}]," for f in body.fields)
        return [f"request.set_form_data([{slot(items)}\n])"]
    kind = f'request["Content-Type"] = {_text(body.media_type)}'
    if body.kind == "file":
        return [kind, f"request.body = File.binread({_text(body.file)})"]
    text = string(ruby_heredoc(body.text)) if body.kind == "json" and "\n" in body.text else _text(body.text)
    return [kind, f"request.body = {text}"]


def _part(field: Field) -> str:
    value = inner(ruby(field.value))
    return f"\n  [{inner(ruby(field.name))}, {f'File.open({value})' if field.file else value}],"
