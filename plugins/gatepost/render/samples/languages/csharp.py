"""C# with HttpClient."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import csharp, csharp_raw
from gatepost.render.samples.marks import inner, slot, string
from gatepost.render.samples.request import Header, SampleRequest

_METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"}
_CLIENT = "using var client = new HttpClient();\n"
_BASIC = f"""\
var pair = Environment.GetEnvironmentVariable("{USERNAME}") + ":" + Environment.GetEnvironmentVariable("{PASSWORD}");
request.Headers.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
"""
_SEND = """
using var response = await client.SendAsync(request);
response.EnsureSuccessStatusCode();
"""


class CSharp:
    """`HttpClient` in top-level statements."""

    name = "csharp"
    title = "C#"
    lexer = "csharp"

    def write(self, request: SampleRequest) -> str:
        """Return a program, with the usings that .NET implies left out."""
        if request.method == "GET" and not (request.headers or request.basic or request.answer == "file"):
            return f"{_CLIENT}Console.WriteLine(await client.GetStringAsync({_address(request)}));"
        lines = [f"request.Headers.Add({_text(header.name)}, {_value(header)});\n" for header in request.headers]
        if request.basic:
            lines.append(_BASIC)
        content = _content(request.body) if request.body else ""
        return (
            f"{_usings(request)}{_CLIENT}"
            f"using var request = new HttpRequestMessage({_method(request.method)}, {_address(request)});\n"
            f"{''.join(lines)}{content}{_SEND}{_printed(request)}"
        )


def _usings(request: SampleRequest) -> str:
    body = request.body
    text = body is not None and body.kind in ("json", "text")
    typed = body is not None and (body.kind == "file" or (text and ";" in body.media_type))
    headers = "using System.Net.Http.Headers;\n" if typed else ""
    encoding = "using System.Text;\n" if request.basic or (text and not typed) else ""
    return f"{headers}{encoding}\n" if headers or encoding else ""


def _printed(request: SampleRequest) -> str:
    if request.answer == "file":
        return f'await File.WriteAllBytesAsync("{request.file}", await response.Content.ReadAsByteArrayAsync());'
    return "Console.WriteLine(await response.Content.ReadAsStringAsync());"


def _method(method: str) -> str:
    return f"HttpMethod.{slot(method.capitalize())}" if method in _METHODS else f"new HttpMethod({_text(method)})"


def _address(request: SampleRequest) -> str:
    if not request.secret:
        return _text(request.url)
    return f"{_text(request.secret_url)} + Uri.EscapeDataString({_variable(KEY)}!)"


def _variable(name: str) -> str:
    return f'Environment.GetEnvironmentVariable("{name}")'


def _value(header: Header) -> str:
    if not header.variable:
        return _text(header.value)
    variable = _variable(header.variable)
    return f"{_text(header.value)} + {variable}" if header.value else variable


def _text(value: str) -> str:
    return string(csharp(value))


def _content(body: Body) -> str:
    if body.kind == "multipart":
        parts = "".join(_part(field) for field in body.fields)
        return f"var form = new MultipartFormDataContent();\n{slot(parts)}request.Content = form;\n"
    if body.kind == "form":
        pairs = "".join(f"\n    new({inner(csharp(f.name))}, {inner(csharp(f.value))})," for f in body.fields)
        return (
            f"request.Content = new FormUrlEncodedContent(new KeyValuePair<string, string>[]\n{{{slot(pairs)}\n}});\n"
        )
    kind = f"MediaTypeHeaderValue.Parse({_text(body.media_type)})"
    if body.kind == "file":
        opened = f"new StreamContent(File.OpenRead({_text(body.file)}))"
        return f"request.Content = {opened};\nrequest.Content.Headers.ContentType = {kind};\n"
    text = string(csharp_raw(body.text, "    ")) if body.kind == "json" and "\n" in body.text else _text(body.text)
    if ";" in body.media_type:
        return f"request.Content = new StringContent({text}, {kind});\n"
    return f"request.Content = new StringContent({text}, Encoding.UTF8, {_text(body.media_type)});\n"


def _part(field: Field) -> str:
    name, value = inner(csharp(field.name)), inner(csharp(field.value))
    if field.file:
        return f"form.Add(new StreamContent(File.OpenRead({value})), {name}, {value});\n"
    return f"form.Add(new StringContent({value}), {name});\n"
